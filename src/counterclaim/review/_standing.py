"""Sides and observers of a story, and who is protected: said by people alone, never by a machine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from counterclaim.records.analyses import Analysis
from counterclaim.records.decisions import Decision, DecisionAction, Words
from counterclaim.records.ids import ClaimId, RevisionId
from counterclaim.records.mentions import ARTICLE, UNNAMED
from counterclaim.records.spans import covered, words_at
from counterclaim.review._constraints import Places
from counterclaim.review._readings import Conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a party stands in a story: on a side, or as an observer (`side` None), in `[first, last)` (None: open)."""

    actor: str
    side: str | None
    first: datetime | None
    last: datetime | None
    decision: Decision

    def at(self, moment: datetime) -> bool:
        """Whether it is meant for a moment."""
        return (self.first is None or self.first <= moment) and (self.last is None or moment < self.last)

    def overlaps(self, other: "Standing") -> bool:
        starts = self.last is None or other.first is None or other.first < self.last
        return starts and (other.last is None or self.first is None or self.first < other.last)


def find_standings(
    analyses: Sequence[Analysis], decisions: Sequence[Decision], names: Mapping[ClaimId, str]
) -> tuple[tuple[Standing, ...], tuple[Conflict, ...]]:
    """Where the parties of one story stand, as the last decision on each has it, and which decisions contradict.

    `names` are those that the claims' actors go by across the reports. The narrator and nobody take no side.
    """
    places = Places(analyses)
    standing: list[Standing] = []
    conflicts: list[Conflict] = []
    for decision in decisions:
        if decision.action not in (DecisionAction.SIDE, DecisionAction.OBSERVER):
            continue
        words = Words(revision_id=decision.revision_id, spans=decision.spans)
        claim = places.claim(words, decision.claim_id, decision.speaker)
        if claim is None or claim.actor.name in (ARTICLE, UNNAMED):
            continue
        new = Standing(
            actor=names[claim.id],
            side=decision.value,
            first=decision.first,
            last=decision.last,
            decision=decision,
        )
        over = [old for old in standing if old.actor == new.actor and old.overlaps(new)]
        conflicts += [
            Conflict(in_force=decision, overruled=old.decision)
            for old in over
            if old.side != new.side and old.decision.author != decision.author
        ]
        standing = [old for old in standing if old not in over] + [new]
    return tuple(sorted(standing, key=lambda s: (s.side or "", s.actor, str(s.first)))), tuple(conflicts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """Somebody whom a person flagged: the names that later views leave out, and why."""

    names: tuple[str, ...]
    revision_id: RevisionId
    why: str
    decision: Decision


def find_protected(analyses: Sequence[Analysis], decisions: Sequence[Decision]) -> tuple[Protected, ...]:
    """Who is protected: the words flagged, and every name of the party that a reading resolves them to."""
    reports = {analysis.revision.id: analysis for analysis in analyses}
    found: list[Protected] = []
    for decision in decisions:
        analysis = reports.get(decision.revision_id)
        if decision.action is not DecisionAction.PROTECT or analysis is None or decision.value is None:
            continue
        names = {" ".join(words_at(analysis.revision.text, decision.spans).split())}
        for actor in (*analysis.actors, *(claim.actor for claim in analysis.claims)):
            flagged = actor.mention is not None and covered((actor.mention,), decision.spans)
            if flagged or actor.name in names or names & set(actor.aliases):
                names |= {actor.name, *actor.aliases, *((actor.person,) if actor.person else ())}
        names -= {ARTICLE, UNNAMED}
        found.append(
            Protected(
                names=tuple(sorted(names)), revision_id=decision.revision_id, why=decision.value, decision=decision
            )
        )
    return tuple(found)
