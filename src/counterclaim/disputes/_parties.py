"""One name a party across the reports of a story, as the reports show it and as people decided."""

import re
from collections.abc import Iterator, Mapping, Sequence

from counterclaim.actors import join_actors
from counterclaim.records.analyses import Analysis
from counterclaim.records.decisions import Decision, DecisionAction, Words
from counterclaim.records.ids import ClaimId, RevisionId
from counterclaim.records.spans import Spans, covered

ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
#: A decision holds for a claim whose content shares at least this part of the words that it binds to.
SHARED = 0.5

Place = tuple[RevisionId, str]


def join_names(analyses: Sequence[Analysis], decisions: Sequence[Decision] = ()) -> Mapping[ClaimId, str]:
    """For each claim the name, without its article, that its actor goes by in all the reports.

    Equal names are one party within a story, even where they are too plain to be joined across stories (“army”), unless
    a person has parted them.
    """
    joined = join_actors(
        [
            (analysis.revision.id, [*analysis.actors, *(claim.actor for claim in analysis.claims)])
            for analysis in analyses
        ],
        decided=list(_decided(analyses, decisions)),
    )
    return {
        claim.id: ARTICLE.sub("", joined[analysis.revision.id, claim.actor.name].name)
        for analysis in analyses
        for claim in analysis.claims
    }


def _decided(analyses: Sequence[Analysis], decisions: Sequence[Decision]) -> Iterator[tuple[Place, Place, bool]]:
    """Pairs of parties that a person joined (true) or parted, in the order decided."""
    readings = {analysis.revision.id: analysis for analysis in analyses}
    for decision in decisions:
        if decision.action not in (DecisionAction.JOIN_ACTORS, DecisionAction.PART_ACTORS):
            continue
        here = _place(readings, Words(revision_id=decision.revision_id, spans=decision.spans))
        for words in decision.elsewhere:
            there = _place(readings, words)
            if here is not None and there is not None and here != there:
                yield here, there, decision.action is DecisionAction.JOIN_ACTORS


def _place(readings: Mapping[RevisionId, Analysis], words: Words) -> Place | None:
    """The actor of the claim at `words`, whatever reading it is from; None where no claim holds half of them."""
    analysis = readings.get(words.revision_id)
    if analysis is None:
        return None
    shares = [(_shared(words.spans, claim.content), claim) for claim in analysis.claims]
    share, best = max(shares, key=lambda found: (found[0], found[1].id), default=(0.0, None))
    return (words.revision_id, best.actor.name) if best is not None and share >= SHARED else None


def _shared(a: Spans, b: Spans) -> float:
    """The part of the longer of two sets of spans that both hold."""
    return covered(a, b) / max(1, sum(map(len, a)), sum(map(len, b)))
