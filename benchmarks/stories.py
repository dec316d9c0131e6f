"""Contested stories: {article id: text} in, claims, propositions, conflicts and origins out."""

import argparse
from datetime import UTC, datetime
from typing import Any

from counterclaim.articles import read_article
from counterclaim.figures import apply_convention, unit_words
from counterclaim.pipeline import compare, load_models, read_revision
from counterclaim.records.accounts import DisputeKind, OriginKind
from counterclaim.records.claims import Claim
from counterclaim.records.ids import CaptureId
from counterclaim.records.mentions import Figure
from counterclaim.records.revisions import Capture
from counterclaim.records.spans import Spans
from counterclaim.settings import load_settings

WHOLE = True
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
    proposition_of = {claim: p.id for p in accounts.propositions for claim in p.claims}
    return {
        "story": options.input.name.split(".")[0],
        "articles": [
            {
                "id": article_of[analysis.revision.id],
                "claims": [row_of(claim) | {"proposition": proposition_of.get(claim.id)} for claim in analysis.claims],
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
