"""What people say for those outside the desk: rows of event data that they made of claims, and their own verdicts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from counterclaim.errors import InputError
from counterclaim.lexicons.event_columns import CHOICES, COUNTS, FILLED, JUDGED
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Kind, Polarity
from counterclaim.records.decisions import Decision, DecisionAction, Words
from counterclaim.records.ids import ClaimId, EntryId
from counterclaim.records.mentions import Place
from counterclaim.review._constraints import Places

#: The column that names the place of the row, where a claim has several.
PLACE = "place"
#: What a person may say with a verdict besides its words.
VERDICT_COLUMNS = ("value", "worst", "best", "url", "publisher")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A decision with the entry that records it."""

    entry_id: EntryId
    recorded_at: datetime
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """A row of event data that a person made of claims: the first gives date and place, all of them are its sources.
    `columns` are the judged ones that the person has filled."""

    entry: EntryId
    recorded_at: datetime
    claims: tuple[ClaimId, ...]
    place: Place
    columns: tuple[tuple[str, str], ...]
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A person's own verdict on a claim; no machine gives one. `rating` is in words, `value` on the scale from `worst`
    to `best` where the person has one."""

    entry: EntryId
    recorded_at: datetime
    claim: ClaimId
    author: str
    rating: str
    reason: str
    value: str | None = None
    worst: str | None = None
    best: str | None = None
    url: str | None = None
    publisher: str | None = None


def why_no_row(claim: Claim) -> str | None:
    """Why a claim cannot become a row of event data; None where it can. Nothing is guessed: date and place stand in
    the claim, or a person has put them there in the report's own words."""
    if claim.kind is not Kind.FACT or claim.polarity is not Polarity.FOR:
        return f"it is no assertion that something happened ({claim.kind.value}, {claim.stance.value})"
    lacks = []
    time = claim.event_time
    if time is None or time.first is None or time.last is None:
        lacks.append("date")
    if not _located(claim):
        lacks.append("place")
    if lacks:
        return (
            f"it has no {' and no '.join(lacks)}: event data say when and where; if the report does, put it into the "
            "claim with `review correct --time` or `--place`, in the report's words"
        )
    return None


def place_of_row(claim: Claim, name: str | None = None) -> Place:
    """The place of a row: the one that a person named, or the only one.

    Raises:
        InputError: there are several and none is named, or there is none of that name.
    """
    places = {place.name: place for place in _located(claim)}
    if name is not None:
        if name not in places:
            raise InputError(
                f"the claim has no place {name!r}: it has {', '.join(places) or 'none'}", subject=str(claim.id)
            )
        return places[name]
    if len(places) != 1:
        raise InputError(
            f"the claim has {len(places)} places ({', '.join(places)}): say with --place where it happened",
            subject=str(claim.id),
        )
    return next(iter(places.values()))


def _located(claim: Claim) -> list[Place]:
    return [p for p in claim.places if not p.attributive and p.lat is not None and p.lon is not None]


def parse_columns(given: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The columns that a person fills, from `NAME=VALUE`; an empty value leaves one blank again.

    Raises:
        InputError: no such column, one that is no person's to fill, or a value that it cannot have.
    """
    found: dict[str, str] = {}
    for one in given:
        name, mark, value = (part.strip() for part in one.partition("="))
        if not mark:
            raise InputError(f"{one!r} is no NAME=VALUE", subject="columns")
        if name in FILLED:
            raise InputError(f"{name} follows from the claim and its report: correct these instead", subject=name)
        if name not in JUDGED:
            raise InputError(f"neither UCDP nor ACLED has a column {name!r} that a person fills", subject=name)
        if value and name in COUNTS and not value.isdecimal():
            raise InputError(f"{name} is a whole number, not {value!r}", subject=name)
        if value and name in CHOICES and value not in CHOICES[name]:
            raise InputError(f"{name} is one of {', '.join(CHOICES[name])}, not {value!r}", subject=name)
        found[name] = value
    order = _numbers(found)
    if any(a > b for a, b in pairwise(order)):
        raise InputError("low is not above best, nor best above high", subject="low, best, high")
    return tuple(found.items())


def _numbers(columns: Mapping[str, str]) -> list[int]:
    return [int(columns[name]) for name in ("low", "best", "high") if columns.get(name)]


def find_event_rows(analyses: Sequence[Analysis], said: Iterable[Said]) -> tuple[tuple[EventRow, ...], tuple[str, ...]]:
    """The rows that people made of claims, in the order made, and what became of those that stand no longer, in words.
    Of two rows whose first claim is the same the later counts.

    `said` are the decisions in force as they hold for the current texts.
    """
    places = Places(analyses)
    rows: dict[ClaimId, EventRow] = {}
    lost: list[str] = []
    for one in said:
        if one.decision.action is not DecisionAction.EVENT or not places.holds(one.decision.revision_id):
            continue
        here, others = places.ends(one.decision)
        why = "its claim is read no more" if here is None else why_no_row(here)
        columns = dict(one.decision.columns)
        named = columns.pop(PLACE, None)
        try:
            where = place_of_row(here, named) if here is not None and why is None else None
        except InputError as error:
            why, where = str(error), None
        if here is None or where is None:
            lost.append(f"event {one.entry_id[:12]} has no row any more: {why}")
            continue
        rows[here.id] = EventRow(
            entry=one.entry_id,
            recorded_at=one.recorded_at,
            claims=tuple(dict.fromkeys((here.id, *(other.id for other in others if other is not None)))),
            place=where,
            columns=tuple(columns.items()),
            author=one.decision.author,
        )
    return tuple(rows.values()), tuple(lost)


def find_verdicts(analyses: Sequence[Analysis], said: Iterable[Said]) -> tuple[Verdict, ...]:
    """The last verdict of each person on each claim, in the order given."""
    places = Places(analyses)
    found: dict[tuple[ClaimId, str], Verdict] = {}
    for one in said:
        decision = one.decision
        if decision.action is not DecisionAction.VERDICT or decision.value is None:
            continue
        words = Words(revision_id=decision.revision_id, spans=decision.spans)
        claim = places.claim(words, decision.claim_id, decision.speaker)
        if claim is None:
            continue
        columns: dict[str, str] = {k: v for k, v in decision.columns if k in VERDICT_COLUMNS and v}
        found[claim.id, decision.author] = Verdict(
            entry=one.entry_id,
            recorded_at=one.recorded_at,
            claim=claim.id,
            author=decision.author,
            rating=decision.value,
            reason=decision.reason,
            **columns,
        )
    return tuple(found.values())
