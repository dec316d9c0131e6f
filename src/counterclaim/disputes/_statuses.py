"""The statuses of a proposition by rule, each with what it rests on. No status says true or false.

A status tells where a matter stands between the parties: how many origins report it, who is against it, who conceded
it, what nobody confirmed, what was taken back or replaced. `_silences`, `_retractions` and `_successions` hold the
rules for the last three.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from counterclaim.disputes._counts import count_origins
from counterclaim.disputes._likeness import count_otherwise, tell_of_one_thing
from counterclaim.disputes._retractions import find_corrected, find_retractions
from counterclaim.disputes._scene import Scene
from counterclaim.disputes._silences import find_silences
from counterclaim.disputes._successions import Succession, find_superseded, is_before
from counterclaim.records.accounts import Dispute, Status, StatusBasis
from counterclaim.records.claims import Claim, Polarity, Stance
from counterclaim.records.ids import ClaimId, PropositionId
from counterclaim.records.mentions import FigureUnit
from counterclaim.records.spans import words_at

#: Bases kept of one status: the rest is in the positions.
MOST = 5
LOSSES = frozenset(
    {FigureUnit.KILLED, FigureUnit.INJURED, FigureUnit.MISSING, FigureUnit.CAPTURED, FigureUnit.DESTROYED}
)
#: Behind a number: whose loss it is.
OWN = re.compile(r"^\s*(?:of\s+)?(?:its|our|their)\s+(?:own\s+)?\w", re.IGNORECASE)
#: What a report calls it when somebody says what is against the speaker, or against what was said before.
ADMITS = re.compile(r"\b(?:admit|acknowledg|conced)", re.IGNORECASE)
ARTICLES = frozenset({"a", "an", "the"})
OURS = re.compile(r"^\W*we\b.{0,40}\blost\b", re.IGNORECASE)


def derive_statuses(
    identity: PropositionId,
    claims: Sequence[Claim],
    words: Mapping[PropositionId, str],
    scene: Scene,
    successions: Mapping[ClaimId, Succession],
) -> tuple[StatusBasis, ...]:
    """What the statuses of one proposition rest on, in the order of `Status`. `words` are those of every proposition
    of the story, `successions` the claims that their own party has replaced."""
    found = [
        *_origins(claims, scene),
        *_opposing(identity, claims, scene),
        *_contested(identity, words, scene),
        *_conceded(identity, claims, scene),
        *find_silences(claims, scene),
        *find_retractions(claims, scene),
        *find_corrected(claims, scene),
        *find_superseded(claims, successions, scene),
    ]
    return keep(found)


def keep(bases: Sequence[StatusBasis]) -> tuple[StatusBasis, ...]:
    """The bases in the order of `Status`, the first few of each."""
    return tuple(basis for status in Status for basis in [b for b in bases if b.status is status][:MOST])


def tell(bases: Sequence[StatusBasis]) -> tuple[tuple[Status, ...], tuple[str, ...]]:
    """The statuses once each, and for each the reasons of its bases in one line."""
    statuses = tuple(dict.fromkeys(basis.status for basis in bases))
    return statuses, tuple("; ".join(b.reason for b in bases if b.status is status) for status in statuses)


def _origins(claims: Sequence[Claim], scene: Scene) -> Iterator[StatusBasis]:
    backing, beside = _told_and_shown([claim for claim in claims if claim.polarity is Polarity.FOR], scene)
    backing, otherwise = _of_one_count(backing, scene)
    revisions = tuple(dict.fromkeys(claim.revision_id for claim in backing))
    speakers = _speakers(backing, scene)
    count, reports = count_origins(backing, scene.origins, speakers), len(revisions)
    if count == 0:
        return
    if count == 1:
        status = Status.ONE_ORIGIN
        reason = f"claimed in one report ({scene.outlet(revisions[0])})"
        reason = reason if reports == 1 else f"claimed in {reports} reports that go back to one origin"
    else:
        status = Status.INDEPENDENT
        reason = f"claimed by {count} origins in {reports} reports"
        if count == reports:
            reason += " that share no text and no carrier"
        elif reports == 1:
            reason = f"claimed by {count} origins that one report cites"
        else:
            reason += "; what copies another, or rests on the same source, counts once"
        if len(set(speakers.values())) == 1 and len(speakers) == len(backing):
            reason += f"; all tell the word of {next(iter(speakers.values()))} alone"
    for claim in beside:
        reason += f"; “{scene.words(claim)}” ({scene.who(claim)}) does not show who it was, and is not counted"
    for claim in otherwise[:1]:
        reason += f"; “{scene.words(claim)}” ({scene.who(claim)}) gives another figure, and is not counted"
    yield StatusBasis(
        status=status,
        reason=reason,
        claims=tuple(claim.id for claim in backing),
        revisions=revisions,
        parties=tuple(sorted({party for claim in backing if (party := scene.party(claim)) is not None})),
        number=count,
    )


def _of_one_count(backing: Sequence[Claim], scene: Scene) -> tuple[list[Claim], list[Claim]]:
    """The claims that can hold together with the count that most origins give (of several the first), and the rest."""
    counts = {tuple(f.stated for f in claim.figures): claim for claim in reversed(backing) if claim.figures}
    rivals = [one for one in reversed(counts.values()) if any(count_otherwise(one, two) for two in counts.values())]
    if not rivals:
        return list(backing), []
    sets = [[claim for claim in backing if not count_otherwise(one, claim)] for one in rivals]
    best = max(sets, key=lambda claims: count_origins(claims, scene.origins))
    held = {claim.id for claim in best}
    return best, [claim for claim in backing if claim.id not in held]


def _speakers(backing: Sequence[Claim], scene: Scene) -> dict[ClaimId, str]:
    """The party of each claim that a party makes; who speaks for one that makes it too is that party's voice."""
    parties = {claim.id: party for claim in backing if (party := scene.party(claim)) is not None}
    for claim in backing:
        if claim.id in parties:
            own = sorted(party for party in set(parties.values()) if _speaks_for(claim, party))
            parties[claim.id] = own[0] if own else parties[claim.id]
    return parties


def _speaks_for(claim: Claim, party: str) -> bool:
    for_whom = (claim.utterance.capacity or "").casefold()
    return re.search(rf"\b{re.escape(party.casefold())}\b", for_whom) is not None


def _told_and_shown(backing: Sequence[Claim], scene: Scene) -> tuple[list[Claim], list[Claim]]:
    """The claims that count as origins of a matter, and what exhibits show beside them that does not.

    An exhibit counts for what it shows alone: where a party says who did a thing, a clip that shows nobody whom the
    party names is no second origin of that.
    """
    told = [claim for claim in backing if not scene.is_shown(claim)]
    shown = [claim for claim in backing if scene.is_shown(claim)]
    beside = [claim for claim in shown if told and not any(_shows(claim, other) for other in told)]
    return [claim for claim in backing if claim not in beside], beside


def _shows(exhibit: Claim, told: Claim) -> bool:
    """Whether what an exhibit shows names all whom a claim names as the doer."""
    doer = set((told.frame.subject or "").casefold().split()) - ARTICLES
    return doer <= set(exhibit.frame.terms)


def _backers(claims: Sequence[Claim], scene: Scene) -> dict[str, list[Claim]]:
    """The parties that assert or confirm the matter, with their claims. The report itself and nobody are none."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        party = scene.party(claim)
        if claim.polarity is Polarity.FOR and party is not None:
            found.setdefault(party, []).append(claim)
    return dict(sorted(found.items()))


def _opposing(identity: PropositionId, claims: Sequence[Claim], scene: Scene) -> Iterator[StatusBasis]:
    backers = _backers(claims, scene)
    for a, b in combinations(backers, 2):
        both = [*backers[a], *backers[b]]
        opposed = scene.oppose(a, b, scene.published(both[-1])[0], about=identity)
        if opposed is False or (opposed is None and not _say_one_thing(backers[a], backers[b], scene)):
            continue
        sides = "who stand on opposing sides" if opposed else "who dispute another matter"
        yield StatusBasis(
            status=Status.OPPOSING_SIDES,
            reason=f"{a} and {b}, {sides}, both say so",
            claims=tuple(claim.id for claim in both),
            revisions=tuple(dict.fromkeys(claim.revision_id for claim in both)),
            parties=(a, b),
            machine=opposed is None,
        )
        return  # one pair shows it


def _say_one_thing(a: Sequence[Claim], b: Sequence[Claim], scene: Scene) -> bool:
    """Whether two parties say one thing in words of their own: to stand beside each other in a matter is too little
    to say that opponents agree."""
    return any(tell_of_one_thing(one, scene.words(one), other, scene.words(other)) for one in a for other in b)


def _contested(identity: PropositionId, words: Mapping[PropositionId, str], scene: Scene) -> Iterator[StatusBasis]:
    for dispute in scene.contested.get(identity, ()):
        against = dispute.sides_against if identity == dispute.a else dispute.sides_for
        rivals = [scene.claims[claim] for claim in against if claim in scene.claims]
        parties = tuple({who.casefold(): who for claim in rivals if (who := scene.who(claim))}.values())
        yield StatusBasis(
            status=Status.CONTESTED,
            reason=_against(dispute, identity, parties, words),
            claims=tuple(claim.id for claim in rivals),
            revisions=tuple(dict.fromkeys(claim.revision_id for claim in rivals)),
            parties=parties,
        )


def _against(
    dispute: Dispute, identity: PropositionId, parties: Sequence[str], words: Mapping[PropositionId, str]
) -> str:
    if dispute.b is None:
        return f"denied by {', '.join(parties)}"
    other = words[dispute.b if identity == dispute.a else dispute.a]
    return f"cannot hold together with “{other}” ({', '.join(parties)})"


def _conceded(identity: PropositionId, claims: Sequence[Claim], scene: Scene) -> Iterator[StatusBasis]:
    """A party that says against its interest what its opponent says: it confirms it or counts its own losses; or what
    it had itself denied; or, as the report calls it, admits what others deny."""
    backers = _backers(claims, scene)
    seen: set[str] = set()
    denials = [claim for claim in claims if claim.polarity is Polarity.AGAINST]
    for claim in claims:
        party = scene.party(claim)
        if party is None or claim.polarity is not Polarity.FOR or party in seen:
            continue
        confirms = claim.stance is Stance.CONFIRMS
        denied = [c for c in denials if _denied_before(c, claim, scene)]
        own = [c for c in denied if scene.party(c) == party]
        admits = ADMITS.search(words_at(scene.reports[claim.revision_id].revision.text, claim.cue)) is not None
        loss = _own_loss(claim, party, scene)
        if not confirms and not own and not admits and not loss:
            continue
        moment = scene.published(claim)[0]
        opposed = {
            other: found
            for other in backers
            if other != party and (found := scene.oppose(party, other, moment, about=identity)) is not False
        }
        held = own or ([c for c in denied if scene.party(c) is not None] if admits else [])
        if not held and not (opposed and (confirms or loss)):
            continue
        seen.add(party)
        against = [c for other in opposed for c in backers[other]]
        rests_on = [claim, *(own or against or held)]
        who = "it had" if own else ", ".join(dict.fromkeys(scene.who(c) for c in held))
        claimed = f", which {', '.join(opposed)} claims" if opposed and not own else f", which {who} denied"
        verb = "confirms" if confirms else "admits" if admits else "now says" if own else "says"
        yield StatusBasis(
            status=Status.CONCEDED,
            reason=f"{party} {verb} “{scene.words(claim)}”{claimed}{_rest(claim, scene)}",
            claims=tuple(c.id for c in rests_on),
            revisions=tuple(dict.fromkeys(c.revision_id for c in rests_on)),
            parties=(party, *opposed),
            words=scene.words(claim),
            machine=not own and (None in opposed.values() or not opposed),
        )


def _denied_before(denial: Claim, claim: Claim, scene: Scene) -> bool:
    """Whether a denial is of what a claim tells, and was not made after it; a party's own surely before."""
    if denial.polarity is not Polarity.AGAINST or is_before(claim, denial, scene):
        return False
    if scene.party(denial) == scene.party(claim) and not is_before(denial, claim, scene):
        return False
    return tell_of_one_thing(denial, scene.words(denial), claim, scene.words(claim))


def _rest(claim: Claim, scene: Scene) -> str:
    """What a partial confirmation leaves out."""
    if not claim.partial:
        return ""
    held_back = scene.claims.get(claim.withheld) if claim.withheld else None
    return (
        f"; this part alone: it {held_back.stance.value} “{scene.words(held_back)}”"
        if held_back
        else "; this part alone"
    )


def _own_loss(claim: Claim, party: str, scene: Scene) -> bool:
    """Whether the claim counts dead, wounded or things lost of the speaker's own side."""
    text = scene.reports[claim.revision_id].revision.text
    if OURS.search(words_at(text, claim.content)):
        return True
    for figure in claim.figures:
        if figure.unit in LOSSES:
            own = figure.side is not None and set(figure.side.casefold().split()) <= set(party.casefold().split())
            if own or OWN.match(text[figure.span.end : figure.span.end + 40]):
                return True
    return False
