"""The pages of one matter and of one dispute as records: every party, every wording."""

from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.desk._figures import FigureGroup, figure_groups
from counterclaim.desk.pages._sayings import AnswerLine, Matter, Teller
from counterclaim.presentation import DisputeView, PropositionView
from counterclaim.records.accounts import DisputeKind, Reason
from counterclaim.records.mentions import FigureUnit
from counterclaim.views import Lookup

ALL = 1_000_000  # parties, or wordings of one


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A dispute that a matter is part of; `rival` is the other matter, if there is one."""

    id: str
    kind: DisputeKind
    rival: str | None
    words: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterPage:
    """A matter with all who speak of it."""

    id: str
    story: str
    story_title: str
    matter: Matter
    disputes: tuple[Rival, ...]
    answers: tuple[AnswerLine, ...]
    figures: tuple[FigureGroup, ...]
    claims: int
    reviewed: int
    enquiries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputePage:
    """Two accounts in two columns. Without a rival matter the second column holds who denies the first."""

    id: str
    kind: DisputeKind
    story: str
    story_title: str
    matters: tuple[Matter, ...]
    answers: tuple[AnswerLine, ...]
    figures: tuple[FigureGroup, ...]
    reasons: tuple[Reason, ...]
    score: float
    claims: int
    reviewed: int


def build_matter(p: PropositionView, lookup: Lookup, *, convention: str) -> MatterPage:
    teller = Teller(lookup)
    rivals = []
    for dispute in lookup.disputes.values():
        if p.id in (dispute.a, dispute.b):
            other = dispute.b if dispute.a == p.id else dispute.a
            rival = lookup.propositions.get(other or "")
            rivals.append(
                Rival(
                    id=dispute.id,
                    kind=dispute.kind,
                    rival=rival.id if rival else None,
                    words=teller.words(rival) if rival else None,
                )
            )
    return MatterPage(
        id=p.id,
        story=p.story,
        story_title=lookup.stories[p.story].title if p.story in lookup.stories else "",
        matter=teller.matter(p, parties=ALL, sayings=ALL),
        disputes=tuple(rivals),
        answers=_answers([p], teller),
        figures=figure_groups([p], lookup, convention=convention, units=FigureUnit),
        claims=len(p.claims),
        reviewed=_reviewed([p], lookup),
    )


def build_dispute(dispute: DisputeView, lookup: Lookup, *, convention: str) -> DisputePage:
    teller = Teller(lookup)
    both = [
        lookup.propositions[id_] for id_ in (dispute.a, dispute.b) if id_ is not None and id_ in lookup.propositions
    ]
    return DisputePage(
        id=dispute.id,
        kind=dispute.kind,
        story=dispute.story,
        story_title=lookup.stories[dispute.story].title if dispute.story in lookup.stories else "",
        matters=tuple(teller.matter(p, parties=ALL, sayings=ALL) for p in both),
        answers=_answers(both, teller),
        figures=figure_groups(both, lookup, convention=convention, units=FigureUnit),
        reasons=tuple(sorted(dispute.reasons, key=lambda reason: -abs(reason.weight))),
        score=dispute.score,
        claims=sum(len(p.claims) for p in both),
        reviewed=_reviewed(both, lookup),
    )


def _answers(matters: Sequence[PropositionView], teller: Teller) -> tuple[AnswerLine, ...]:
    own = {claim for p in matters for claim in p.claims}
    reports = {teller.lookup.claims[claim].revision for claim in own if claim in teller.lookup.claims}
    return tuple(one for one in teller.answers(sorted(reports)) if {one.claim.id, one.denial.id} & own)


def _reviewed(matters: Sequence[PropositionView], lookup: Lookup) -> int:
    return sum(lookup.claims[c].reviewed for p in matters for c in p.claims if c in lookup.claims)
