"""An actor's page as a record: what it claimed, denied and took back, under which names."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from counterclaim.desk.pages._party import Party
from counterclaim.desk.pages._sayings import Saying, Teller, latest, outlet_of
from counterclaim.ledger import HeldDecision
from counterclaim.presentation import ClaimView
from counterclaim.records.accounts import Status
from counterclaim.records.claims import POLARITY, Kind, Polarity
from counterclaim.records.decisions import DecisionAction
from counterclaim.views import Lookup

MOST = 200  # claims of one kind that the page shows, the latest first
#: What becomes of a party's own words by its own doing.
TAKEN_BACK = frozenset({Status.RETRACTED, Status.SUPERSEDED, Status.CONCEDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A claim of the actor, with the matter that it is about."""

    saying: Saying
    matter: str | None
    words: str | None
    contested: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoke:
    """Claims of one kind; `total` counts those that are not shown too."""

    name: str
    title: str
    spoken: tuple[Spoken, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What the actor took back, said otherwise later, or conceded."""

    status: Status
    matter: str
    words: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Another name under which reports speak of the actor. `claims` counts those that have it as their speaker: names
    that were put together."""

    name: str
    outlets: tuple[str, ...]
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What a person decided on who this is: the same as the party of other words, or another."""

    joined: bool
    author: str
    reason: str
    recorded_at: str
    entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorStory:
    id: str
    title: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPage:
    """An actor. `lasting` is the address that leads to it whatever it is called, or put together with, later on."""

    name: str
    lasting: str
    kinds: tuple[str, ...]
    aliases: tuple[Alias, ...]
    merges: tuple[Joined, ...]
    stories: tuple[ActorStory, ...]
    groups: tuple[Spoke, ...]
    turns: tuple[Turn, ...]
    claims: int
    reviewed: int


def build_actor(party: Party, decisions: Iterable[HeldDecision]) -> ActorPage:
    """The page of a party."""
    name, claims, lookup = party.name, party.claims, party.lookup
    teller = Teller(lookup)
    own = {claim.id for claim in claims}
    names = {name, *(claim.actor for claim in claims)}
    founder = min(claims, key=lambda claim: (latest(teller.saying(claim)), claim.id))
    kinds = (
        ("claimed", "Claimed", _facts(claims, Polarity.FOR)),
        ("denied", "Denied", _facts(claims, Polarity.AGAINST)),
        ("open", "Left open, or did not say", _facts(claims, Polarity.OPEN)),
        ("other", "Opinions, intentions, requests", [c for c in claims if c.kind is not Kind.FACT]),
    )
    return ActorPage(
        name=name,
        lasting=f"/actor/{founder.id}",
        kinds=tuple(dict.fromkeys(claim.actor_kind.value for claim in claims)),
        aliases=_aliases(name, names, claims, lookup),
        merges=tuple(
            Joined(
                joined=held.decision.action is DecisionAction.JOIN_ACTORS,
                author=held.decision.author,
                reason=held.decision.reason,
                recorded_at=held.recorded_at.isoformat(),
                entry=held.entry_id,
            )
            for held in decisions
            if held.decision.action in (DecisionAction.JOIN_ACTORS, DecisionAction.PART_ACTORS)
            and (held.decision.speaker in names or held.decision.claim_id in own)
        ),
        stories=_stories(claims, lookup),
        groups=tuple(
            Spoke(name=key, title=title, spoken=tuple(_spoken(found, teller)[:MOST]), total=len(found))
            for key, title, found in kinds
            if found
        ),
        turns=tuple(
            Turn(status=basis.status, matter=p.id, words=teller.words(p), reason=basis.reason)
            for p in lookup.propositions.values()
            for basis in p.status_bases
            if basis.status in TAKEN_BACK and names.intersection(basis.parties) and own.intersection(p.claims)
        ),
        claims=len(claims),
        reviewed=sum(claim.reviewed for claim in claims),
    )


def _facts(claims: Iterable[ClaimView], polarity: Polarity) -> list[ClaimView]:
    return [claim for claim in claims if claim.kind is Kind.FACT and POLARITY[claim.stance] is polarity]


def _spoken(claims: Iterable[ClaimView], teller: Teller) -> list[Spoken]:
    found = []
    for claim in claims:
        p = teller.lookup.propositions.get(claim.proposition or "")
        found.append(
            Spoken(
                saying=teller.saying(claim),
                matter=p.id if p else None,
                words=teller.words(p) if p else None,
                contested=bool(p and Status.CONTESTED in p.statuses),
            )
        )
    return sorted(found, key=lambda one: (latest(one.saying), one.saying.id), reverse=True)


def _aliases(name: str, names: Collection[str], claims: Sequence[ClaimView], lookup: Lookup) -> tuple[Alias, ...]:
    """The names that claims have, then those that reports use besides."""
    spoken = Counter(claim.actor for claim in claims)
    found: dict[str, list[str]] = {}
    for claim in claims:
        found.setdefault(claim.actor, []).append(outlet_of(lookup.report_of(claim)))
    for report in {claim.revision: lookup.report_of(claim) for claim in claims}.values():
        for alias in (alias for actor in report.actors if actor.name in names for alias in actor.aliases):
            found.setdefault(alias, []).append(outlet_of(report))
    return tuple(
        Alias(name=alias, outlets=tuple(dict.fromkeys(found[alias])), claims=spoken[alias])
        for alias in sorted(found, key=lambda alias: (-spoken[alias], alias))
        if alias != name
    )


def _stories(claims: Iterable[ClaimView], lookup: Lookup) -> tuple[ActorStory, ...]:
    counts: dict[str, int] = {}
    of = {revision: story.id for story in lookup.stories.values() for revision in story.revisions}
    for claim in claims:
        if claim.revision in of:
            counts[of[claim.revision]] = counts.get(of[claim.revision], 0) + 1
    return tuple(
        ActorStory(id=id_, title=lookup.stories[id_].title, claims=n)
        for id_, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )
