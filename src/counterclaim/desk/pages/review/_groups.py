"""The pages on which a person puts matters together or apart, and says who stands on which side, as records."""

from dataclasses import dataclass

from counterclaim.deciding import names_in
from counterclaim.desk.pages._sayings import Saying
from counterclaim.desk.pages.review._claim import Choice
from counterclaim.desk.pages.review._log import DecisionLine
from counterclaim.desk.pages.review._queue import Waits
from counterclaim.records.mentions import ARTICLE, UNNAMED
from counterclaim.views import fit_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """A dispute that a matter is part of; `rival` is the other matter, if there is one."""

    id: str
    kind: str
    rival: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterReview:
    """A matter with its claims, each of which may be taken out."""

    id: str
    words: str
    story: Choice
    claims: tuple[Saying, ...]
    reviewed: int
    disputes: tuple[Contest, ...]
    matters: tuple[Choice, ...]
    seen: int
    kept: DecisionLine | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideParty:
    """A party that disputes suggest for a side, by a claim of it; `stands` is what a person has said already."""

    claim: str
    name: str
    stands: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    a: str
    b: str
    weight: float
    fits: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SidesPage:
    """The sides that the disputes of a story suggest. Nobody stands anywhere until a person says so."""

    story: Choice
    sides: tuple[tuple[SideParty, ...], ...]
    others: tuple[SideParty, ...]
    withheld: tuple[Choice, ...]
    fit: str
    ties: tuple[Tie, ...]
    names: tuple[str, ...]
    seen: int
    kept: DecisionLine | None = None


def build_matter_review(id_: str, waits: Waits, *, seen: int, kept: DecisionLine | None) -> MatterReview:
    p = waits.lookup.propositions[id_]
    story = waits.lookup.stories[p.story]
    claims = [waits.lookup.claims[claim] for claim in p.claims if claim in waits.lookup.claims]
    disputes = []
    for dispute in waits.lookup.disputes.values():
        if id_ in (dispute.a, dispute.b):
            other = waits.lookup.propositions.get((dispute.b if dispute.a == id_ else dispute.a) or "")
            disputes.append(
                Contest(id=dispute.id, kind=dispute.kind.value, rival=waits.teller.words(other) if other else None)
            )
    return MatterReview(
        id=id_,
        words=waits.teller.words(p),
        story=Choice(id=story.id, name=story.title),
        claims=tuple(map(waits.teller.saying, claims)),
        reviewed=sum(claim.reviewed for claim in claims),
        disputes=tuple(disputes),
        matters=tuple(
            Choice(id=other.id, name=waits.teller.words(other))
            for other in waits.lookup.propositions.values()
            if other.story == p.story and other.id != id_
        ),
        seen=seen,
        kept=kept,
    )


def build_sides(id_: str, waits: Waits, *, seen: int, kept: DecisionLine | None) -> SidesPage:
    queue = waits.queue
    story = next(story for story in queue.accounts.stories if story.id == id_)
    suggested, standings = waits.suggested(story)
    inside = [analysis for analysis in queue.readings if analysis.revision.id in story.revisions]
    names = names_in(inside, queue.decisions)
    first: dict[str, str] = {}
    for analysis in inside:
        for claim in analysis.claims:
            if claim.actor.name not in (ARTICLE, UNNAMED):
                first.setdefault(names[claim.id], claim.id)
    stands = {s.actor: s.side or "observer" for s in standings}

    def party(name: str) -> SideParty:
        return SideParty(claim=first[name], name=name, stands=stands.get(name))

    grouped = [tuple(party(name) for name in side if name in first) for side in suggested.sides]
    told = {one.name for side in grouped for one in side}
    return SidesPage(
        story=Choice(id=story.id, name=story.title),
        sides=tuple(side for side in grouped if side),
        others=tuple(party(name) for name in sorted(first) if name not in told),
        withheld=tuple(Choice(id=first.get(name, ""), name=f"{name}: {why.value}") for name, why in suggested.withheld),
        fit=fit_words(suggested),
        ties=tuple(
            Tie(a=tie.a, b=tie.b, weight=tie.weight, fits=tie.fits, reasons=tie.reasons)
            for tie in sorted(suggested.ties, key=lambda tie: (tie.fits, -abs(tie.weight)))[:20]
        ),
        names=tuple(sorted({name for name in stands.values() if name != "observer"})),
        seen=seen,
        kept=kept,
    )
