"""Where contested stories are lost: the scores with ever more of the reading taken from the gold annotation.

    python -m benchmarks.ablation --data DIR --write DIR [--profile fast|accurate|rules]

DIR holds `NAME.texts.json` and `NAME.gold.json` side by side, in the format of `benchmarks.stories`. For each step one
predicted file a story is written below --write (`end to end`, `gold spans`, `gold stance`, `gold propositions`), to be
scored like any other. Each step keeps what the ones before it were given:

- end to end: nothing is given.
- gold spans: who, cue and content stand where the annotation has them, and narration is told from attribution; all
  that is read of them (actor, stance, kind, frame, figures) is the product's.
- gold stance: stance and kind too.
- gold propositions: the grouping of claims too; what contradicts what is still the product's.
"""

import argparse
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.stories import capture_of, document_of
from counterclaim.actors import resolve_actors
from counterclaim.articles import read_article
from counterclaim.claims import read_claims
from counterclaim.disputes import build_accounts
from counterclaim.events import type_events
from counterclaim.factuality import rate_verbs
from counterclaim.figures import find_figures
from counterclaim.pipeline import Models, judge, load_models, read_revision
from counterclaim.places import find_places
from counterclaim.records.accounts import Accounts, Judgements, Match, MatchLabel
from counterclaim.records.analyses import Analysis
from counterclaim.records.attributions import Attribution
from counterclaim.records.claims import Claim, Form, Kind, Stance, Utterance
from counterclaim.records.ids import AttributionId, ClaimId, UtteranceId, make_id
from counterclaim.records.mentions import ARTICLE, Actor, ActorKind
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span, Spans, covered
from counterclaim.settings import load_settings
from counterclaim.timexes import find_timexes

#: Less than ever joins two claims, in a score of sameness.
FAINT = 0.05
NARRATOR = Actor(name=ARTICLE, kind=ActorKind.ARTICLE, resolution="none")

Gold = Mapping[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ablation", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--profile", default="fast")
    parser.add_argument("--write", type=Path, required=True)
    options = parser.parse_args()
    models = load_models(load_settings({"profile": options.profile}))
    for path in sorted(options.data.glob("*.texts.json")):
        name = path.name.split(".")[0]
        texts = json.loads(path.read_text(encoding="utf-8"))
        gold = json.loads(path.with_name(f"{name}.gold.json").read_text(encoding="utf-8"))
        for step, document in ablate(texts, gold, models).items():
            folder = options.write / step.replace(" ", "-")
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")


def ablate(texts: Mapping[str, str], gold: Gold, models: Models) -> dict[str, dict[str, Any]]:
    """The predicted document of one story for each step."""
    annotated = {article["id"]: article["claims"] for article in gold["articles"]}
    revisions = {name: read_article(capture_of(name, text)) for name, text in texts.items()}
    plain = {name: read_revision(revision, models) for name, revision in revisions.items()}
    found = {"end to end": _document(plain, _accounts(plain, models))}
    spans, home = {}, {}
    for name, revision in revisions.items():
        spans[name], rows = read_gold_spans(revision, annotated[name], models)
        home.update(rows)
    found["gold spans"] = _document(spans, _accounts(spans, models))
    judged = {
        name: replace(
            analysis,
            claims=tuple(
                replace(claim, stance=Stance(home[claim.id]["stance"]), kind=Kind(home[claim.id]["kind"]))
                for claim in analysis.claims
            ),
        )
        for name, analysis in spans.items()
    }
    found["gold stance"] = _document(judged, _accounts(judged, models))
    propositions = {claim: row["proposition"] for claim, row in home.items() if row.get("proposition")}
    found["gold propositions"] = _document(judged, _accounts(judged, models, propositions))
    return found


def read_gold_spans(revision: Revision, rows: list[Gold], models: Models) -> tuple[Analysis, dict[ClaimId, Gold]]:
    """The reading of a report with the annotated attributions, one claim for each, and the row of each claim."""
    parse = models.parser.parse(revision)
    attributions = tuple(
        Attribution(
            id=AttributionId(f"gold {number}"),
            source=_spans(row.get("source")),
            cue=_spans(row.get("cue")),
            content=_spans(row["content"]),
            found_by="gold",
            score=1.0,
        )
        for number, row in enumerate(rows)
    )
    actors = resolve_actors(revision, parse, attributions, models.directory)
    timexes, figures = find_timexes(revision, parse), find_figures(revision, parse)
    places = find_places(revision, parse, models.gazetteer)
    read = type_events(
        parse,
        read_claims(revision, parse, attributions, actors=actors, timexes=timexes, figures=figures, places=places,
                    factuality=rate_verbs(parse)),
    )  # fmt: skip
    claims: dict[ClaimId, Claim] = {}
    home: dict[ClaimId, Gold] = {}
    for attribution, row in zip(attributions, rows, strict=True):
        claim = _claim_at(revision, attribution, row, read)
        claims[claim.id] = claim
        home[claim.id] = row
    analysis = Analysis(
        revision=revision, attributions=attributions, claims=tuple(claims.values()), actors=actors.parties,
        places=places, timexes=timexes, figures=figures,
    )  # fmt: skip
    return analysis, home


def _claim_at(revision: Revision, attribution: Attribution, row: Gold, read: tuple[Claim, ...]) -> Claim:
    """The claim that the product reads at the attribution's content, with exactly that content."""
    near = [claim for claim in read if covered(claim.content, attribution.content)]
    own = [claim for claim in near if claim.attribution_id == attribution.id] or near
    identity = ClaimId(make_id("c", [revision.id, attribution.id, [[s.start, s.end] for s in attribution.content]]))
    if own:
        claim = max(own, key=lambda c: (covered(c.content, attribution.content), c.id))
    else:
        utterance = Utterance(id=UtteranceId(make_id("u", [revision.id, identity])))
        claim = Claim(id=identity, revision_id=revision.id, attribution_id=attribution.id, source=(), cue=(),
                      content=attribution.content, actor=NARRATOR, utterance=utterance, stance=Stance.ASSERTS,
                      form=Form.NARRATION, kind=Kind.FACT)  # fmt: skip
    narrated = row["form"] == "narration"
    return replace(
        claim,
        id=identity,
        source=attribution.source,
        cue=attribution.cue,
        content=attribution.content,
        actor=NARRATOR if narrated else claim.actor,
        form=Form.NARRATION if narrated else claim.form,
        refers_to=None,
        withheld=None,
    )


def _accounts(
    analyses: Mapping[str, Analysis], models: Models, propositions: Mapping[ClaimId, str] | None = None
) -> Accounts:
    reports = list(analyses.values())
    judgements = judge(reports, (), models.encoder, models.reader)
    if propositions is not None:
        judgements = replace(judgements, matches=_regrouped(reports, judgements, propositions))
    return build_accounts(reports, judgements)


def _regrouped(
    reports: list[Analysis], judgements: Judgements, propositions: Mapping[ClaimId, str]
) -> tuple[Match, ...]:
    """The judgements that give the annotated propositions; contradictions found between two of them are kept."""
    rivals = {MatchLabel.CONTRADICTS, MatchLabel.FIGURES}
    kept = {}
    for match in judgements.matches:  # how near claims of two propositions come counts, but never joins them
        same = 1 - match.score if match.label is MatchLabel.UNRELATED else match.score
        faint = replace(match, label=MatchLabel.UNRELATED, score=1 - (FAINT + FAINT * same))
        kept[match.a, match.b] = match if match.label in rivals else faint
    claims = sorted(claim.id for report in reports for claim in report.claims if claim.id in propositions)
    for i, a in enumerate(claims):
        for b in claims[i + 1 :]:
            if propositions[a] == propositions[b]:
                kept[a, b] = Match(a=a, b=b, label=MatchLabel.SAME, score=1.0)
    return tuple(kept[pair] for pair in sorted(kept))


def _document(analyses: Mapping[str, Analysis], accounts: Accounts) -> dict[str, Any]:
    names = {analysis.revision.id: name for name, analysis in analyses.items()}
    return document_of("", names, list(analyses.values()), accounts)


def _spans(pairs: Any) -> Spans:
    return tuple(Span(start, end) for start, end in sorted(map(tuple, pairs or ())))


if __name__ == "__main__":
    main()
