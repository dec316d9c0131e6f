"""Contested stories: {article id: text} in, claims, propositions, conflicts and origins out."""

import argparse
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from counterclaim.articles import read_article
from counterclaim.figures import apply_convention, unit_words
from counterclaim.pipeline import compare, load_models, read_revision
from counterclaim.records.accounts import Accounts, DisputeKind, OriginKind
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Polarity, Stance
from counterclaim.records.ids import CaptureId, ClaimId, RevisionId
from counterclaim.records.mentions import Figure
from counterclaim.records.revisions import Capture
from counterclaim.records.spans import Spans
from counterclaim.settings import load_settings

WHOLE = True
PLAIN = {Polarity.FOR: Stance.ASSERTS, Polarity.AGAINST: Stance.DENIES, Polarity.OPEN: Stance.DOUBTS}
#: Origins that whole reports derive from.
REPORTED = frozenset({OriginKind.COPY, OriginKind.REWRITE, OriginKind.CITED})


def run(document: dict[str, str], options: argparse.Namespace) -> dict[str, Any]:
    """The rival accounts of one story in the scorer's format."""
    models = load_models(load_settings({"profile": options.profile}))
    article_of = {}
    analyses = []
    for article, text in document.items():
        revision = read_article(capture_of(article, text))
        article_of[revision.id] = article
        analyses.append(read_revision(revision, models))
    accounts = compare(analyses, models.encoder, models.reader)
    return document_of(options.input.name.split(".")[0], article_of, analyses, accounts)


def document_of(
    story: str, article_of: Mapping[RevisionId, str], analyses: Sequence[Analysis], accounts: Accounts
) -> dict[str, Any]:
    """The accounts of a story, the stance of each claim being the one to its proposition."""
    proposition_of = {claim: p.id for p in accounts.propositions for claim in p.claims}
    polarity_of = {c: place.polarity for p in accounts.propositions for place in p.positions for c in place.claims}
    return {
        "story": story,
        "articles": [
            {
                "id": article_of[analysis.revision.id],
                "claims": [
                    row_of(claim)
                    | {"stance": stance_of(claim, polarity_of), "proposition": proposition_of.get(claim.id)}
                    for claim in analysis.claims
                ],
            }
            for analysis in analyses
        ],
        "propositions": [{"id": p.id, "text": p.words} for p in accounts.propositions],
        "conflicts": [
            {"a": d.a, "b": d.b, "kind": "figures" if d.kind is DisputeKind.FIGURES else "contradiction"}
            for d in accounts.disputes
            if d.b is not None
        ],
        # Reports that derive as a whole: quoting one statement, or one passage in common, does not make them one.
        "origins": [
            [article_of[r] for r in o.whole] for o in accounts.origins if o.kind in REPORTED and len(o.whole) > 1
        ],
    }


def stance_of(claim: Claim, polarity_of: Mapping[ClaimId, Polarity]) -> str:
    """The stance of a claim to its proposition: who asserts “we did not” denies what others claim."""
    polarity = polarity_of.get(claim.id, claim.polarity)
    return (claim.stance if polarity is claim.polarity else PLAIN[polarity]).value


def capture_of(name: str, text: str) -> Capture:
    """A capture of plain text, as a file of that name would give."""
    return Capture(
        id=CaptureId(name),
        address=f"file:///{name}.txt",
        media_type="text/plain",
        body=text.encode(),
        captured_at=datetime(2000, 1, 1, tzinfo=UTC),
    )


def row_of(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "content": pairs(claim.content),
        "cue": pairs(claim.cue),
        "source": pairs(claim.source),
        "actor": claim.actor.name,
        "via": list(claim.via),
        "stance": claim.stance.value,
        "form": claim.form.value,
        "kind": claim.kind.value,
        "hedged": claim.hedged,
        "figures": [figure_of(apply_convention(figure)) for figure in claim.figures],
    }


def figure_of(figure: Figure) -> dict[str, Any]:
    span = [figure.span.start, figure.span.end]
    return {"span": span, "low": figure.low, "high": figure.high, "unit": unit_words(figure)}


def pairs(spans: Spans) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
