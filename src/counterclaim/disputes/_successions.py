"""What a party has since said anew on the same matter: a newer figure, or the opposite of what it said before."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from counterclaim.differences import bears_on, find_corrections
from counterclaim.disputes._likeness import counts_of_one_thing, tell_of_one_thing
from counterclaim.disputes._scene import Scene
from counterclaim.records.accounts import Match, MatchLabel, Status, StatusBasis
from counterclaim.records.claims import Claim, Polarity
from counterclaim.records.ids import ClaimId
from counterclaim.records.mentions import Figure, FigureChange
from counterclaim.records.spans import words_at

#: Judgements on one party's two claims by which the later one takes the place of the earlier one.
REPLACING = frozenset({MatchLabel.FIGURES, MatchLabel.CONTRADICTS})


@dataclass(frozen=True, slots=True)
class Succession:
    """`newer` takes the place of `older`; `before` and `after` say what each told."""

    older: Claim
    newer: Claim
    before: str
    after: str


def find_successions(
    groups: Collection[Sequence[Claim]], matches: Sequence[Match], scene: Scene
) -> Mapping[ClaimId, Succession]:
    """For each claim that its own party has replaced, by what: within a proposition or between two that cannot both
    hold. Only a later time makes one claim newer than another: equal or unknown times replace nothing."""
    found: dict[ClaimId, Succession] = {}
    for claims in groups:
        by_party: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            party = scene.party(claim)
            if party is not None and claim.polarity is not Polarity.OPEN:
                by_party[party].append(claim)
        for own in by_party.values():
            for succession in _in_turn(own, scene):
                found.setdefault(succession.older.id, succession)
    for succession in _told_from(groups, scene):
        found.setdefault(succession.older.id, succession)
    for match in matches:
        a, b = scene.claims.get(match.a), scene.claims.get(match.b)
        if match.label not in REPLACING or a is None or b is None or scene.party(a) is None:
            continue
        if match.label is MatchLabel.FIGURES and _count_alike(a, b):
            continue
        if scene.party(a) == scene.party(b) and a.polarity is b.polarity is Polarity.FOR:
            for older, newer in ((a, b), (b, a)):
                if is_before(older, newer, scene):
                    told = _figures_apart(older, newer) or (scene.words(older), scene.words(newer))
                    found.setdefault(older.id, Succession(older, newer, *told))
    return found


def _told_from(groups: Collection[Sequence[Claim]], scene: Scene) -> Iterator[Succession]:
    """What a party has replaced in so many words (“raised the toll from 12 to 19”), in whatever matter it told it."""
    claims = sorted((claim for group in groups for claim in group), key=lambda claim: claim.id)
    by_party: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        party = scene.party(claim)
        if party is not None and claim.polarity is Polarity.FOR and claim.figures:
            by_party[party].append(claim)
    for newer in claims:
        for former in (f for f in newer.figures if f.change is FigureChange.FORMER):
            now = next((f for f in newer.figures if _risen_or_fallen(f, former)), None)
            for older in by_party.get(scene.party(newer) or "", ()) if now else ():
                held = any((f.unit, f.stated) == (former.unit, former.stated) for f in older.figures)
                if now and older is not newer and held and is_before(older, newer, scene):
                    yield Succession(older, newer, former.words, now.words)


def _risen_or_fallen(figure: Figure, former: Figure) -> bool:
    return (
        figure is not former
        and figure.unit is former.unit
        and figure.change not in (FigureChange.ADDED, FigureChange.FORMER)
        and figure.stated != former.stated
    )


def _in_turn(own: Sequence[Claim], scene: Scene) -> Iterator[Succession]:
    """Each claim of one party on one matter with the first later one that tells another figure or stance."""
    ordered = sorted(own, key=lambda claim: (scene.published(claim)[0], claim.id))
    # What is only told again later was said when it was told first.
    first: list[Claim] = []
    for claim in ordered:
        if not any(_tell_alike(claim, other) for other in first):
            first.append(claim)
    for older in ordered:
        origin = next(claim for claim in first if claim is older or _tell_alike(older, claim))
        for newer in first:
            if newer is origin or not is_before(origin, newer, scene):
                continue
            if older.polarity is not newer.polarity:
                if not tell_of_one_thing(older, scene.words(older), newer, scene.words(newer)):
                    continue
                yield Succession(older, newer, older.stance.value, newer.stance.value)
                break
            apart = _figures_apart(older, newer)
            if apart is not None:
                yield Succession(older, newer, *apart)
                break


def _tell_alike(a: Claim, b: Claim) -> bool:
    return a.polarity is b.polarity and _figures_apart(a, b) is None


def is_before(older: Claim, newer: Claim, scene: Scene) -> bool:
    """Whether one was said before the other: by the times of saying where both are known, else of publication.

    Never where the outlet itself corrects the one into the other: then the party has said nothing new.
    """
    if _is_correction(older, newer, scene):
        return False
    times = [(c.utterance.said_first, c.utterance.said_last) for c in (older, newer)]
    (first, last), (then, until) = times
    if first and last and then and until and (first, last) != (then, until):
        return last <= then
    return scene.published(older)[1] < scene.published(newer)[0]


def _is_correction(older: Claim, newer: Claim, scene: Scene) -> bool:
    one, other = (scene.reports[claim.revision_id].revision for claim in (older, newer))
    if one.document_id != other.document_id:
        return False
    words = words_at(one.text, older.content)
    return any(bears_on(note, other.text, words) for note in find_corrections(other))


def _figures_apart(a: Claim, b: Claim) -> tuple[str, str] | None:
    """The words of two counts of one thing that differ; None where there are none, or they say the same."""
    for one, other in counts_of_one_thing(a, b):
        return None if one.stated == other.stated else (one.words, other.words)
    return None


def _count_alike(a: Claim, b: Claim) -> bool:
    return any(one.stated == other.stated for one, other in counts_of_one_thing(a, b))


def find_superseded(
    claims: Sequence[Claim], successions: Mapping[ClaimId, Succession], scene: Scene
) -> Iterator[StatusBasis]:
    """One basis for each step by which a party has since said something else on the matter of these claims."""
    steps: defaultdict[tuple[str, str, str], list[Succession]] = defaultdict(list)
    for claim in claims:
        if claim.id in successions:
            step = successions[claim.id]
            steps[scene.names[claim.id], step.before, step.after].append(step)
    for (party, before, after), told in steps.items():
        first = min(told, key=lambda step: (scene.published(step.older)[0], step.older.id))
        rests_on = (*(step.older for step in told), first.newer)
        yield StatusBasis(
            status=Status.SUPERSEDED,
            reason=(
                f"{party} first: “{before}” ({_moment(first.older, scene)}), "
                f"then: “{after}” ({_moment(first.newer, scene)})"
            ),
            claims=tuple(claim.id for claim in rests_on),
            revisions=tuple(dict.fromkeys(claim.revision_id for claim in rests_on)),
            parties=(party,),
            words=after,
        )


def _moment(claim: Claim, scene: Scene) -> str:
    """The moment of the text, on one clock: two clocks would show the earlier of two moments as the later one."""
    moment: datetime = scene.published(claim)[0].astimezone(UTC)
    return f"text of {moment:%Y-%m-%d %H:%M} UTC"
