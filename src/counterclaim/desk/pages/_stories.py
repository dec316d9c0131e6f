"""The list of stories as a record: what is contested now first, the newest change first; and what narrows it down."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from counterclaim.desk.pages._sayings import Saying
from counterclaim.records.accounts import Accounts, Dispute, DisputeKind, Proposition, Status, Story
from counterclaim.records.claims import Polarity
from counterclaim.records.events import EventKind
from counterclaim.records.ids import Json
from counterclaim.records.mentions import ARTICLE, UNNAMED
from counterclaim.views import bare, nested

PAGE = 40  # stories of one page
#: Stories whose reports are read to find a place or an event, the newest first, before the search gives up.
LOOKED_AT = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What narrows the list down; None or empty: nothing. All of it stands in the address."""

    q: str | None = None
    actor: str | None = None
    place: str | None = None
    status: Status | None = None
    event: EventKind | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def empty(self) -> bool:
        return all(getattr(self, field.name) is None for field in fields(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """One story. `whether` is the matter that most parties dispute, with who claims and who denies it; where two
    accounts cannot both hold, also the `rival` and who claims that: it need not be a denial."""

    id: str
    title: str
    whether: str | None
    rival: str | None
    claimed_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    rival_claimed_by: tuple[str, ...]
    reports: int
    origins: int
    disputes: int
    propositions: int
    statuses: tuple[Status, ...]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoriesPage:
    """The stories in the ledger as of a moment: the contested ones, then the others. `claims` are those that hold the
    words searched for, the best first. `beyond`: so many stories were not looked at for a place or an event."""

    asked: Asked
    contested: tuple[StoryRow, ...]
    others: tuple[StoryRow, ...]
    claims: tuple[Saying, ...]
    total: int
    page: int
    pages: int
    beyond: int
    empty: bool
    statuses: tuple[Status, ...]
    events: tuple[EventKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What the reports of a story tell besides their words: names of places, and kinds of events."""

    places: frozenset[str]
    events: frozenset[EventKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A story with what can be asked of it without reading its reports."""

    row: StoryRow
    revisions: frozenset[str]
    actors: frozenset[str]
    statuses: frozenset[Status]


def list_stories(accounts: Accounts, rows: Sequence[Mapping[str, Json]]) -> tuple[Entry, ...]:
    """The stories, those that are contested first, of each kind the newest change first."""
    matters: defaultdict[str, list[Proposition]] = defaultdict(list)
    for p in accounts.propositions:
        matters[p.story_id].append(p)
    disputes: defaultdict[str, list[Dispute]] = defaultdict(list)
    for dispute in accounts.disputes:
        disputes[dispute.story_id].append(dispute)
    by_id = {str(row["id"]): row for row in rows}
    found = [
        _entry(story, by_id[story.id], matters[story.id], disputes[story.id])
        for story in accounts.stories
        if story.id in by_id
    ]
    found.sort(key=lambda entry: (entry.row.disputes > 0, _moment(entry.row.last), entry.row.id), reverse=True)
    return tuple(found)


def _entry(story: Story, row: Mapping[str, Json], matters: Sequence[Proposition], disputes: Sequence[Dispute]) -> Entry:
    by_id: dict[str, Proposition] = {p.id: p for p in matters}
    lead = max(
        disputes,
        key=lambda d: (_parties(d, by_id), by_id[d.a].origins, d.kind is DisputeKind.DENIAL, d.id),
        default=None,
    )
    first = by_id[lead.a] if lead else None
    rival = by_id[lead.b] if lead and lead.b is not None else None
    statuses = {status for p in matters for status in p.statuses}
    return Entry(
        row=StoryRow(
            id=story.id,
            title=story.title,
            whether=_words(first) if first else None,
            rival=_words(rival) if rival else None,
            claimed_by=_names(first, Polarity.FOR) if first else (),
            denied_by=_names(first, Polarity.AGAINST) if first else (),
            rival_claimed_by=_names(rival, Polarity.FOR) if rival else (),
            reports=_number(row["reports"]),
            origins=_number(row["origins"]),
            disputes=_number(row["disputes"]),
            propositions=_number(row["propositions"]),
            statuses=tuple(status for status in Status if status in statuses),
            first=None if row["first"] is None else str(row["first"]),
            last=None if row["last"] is None else str(row["last"]),
        ),
        revisions=frozenset(story.revisions),
        actors=frozenset(position.actor.casefold() for p in matters for position in p.positions),
        statuses=frozenset(statuses),
    )


def _parties(dispute: Dispute, matters: Mapping[str, Proposition]) -> int:
    own = [matters[id_] for id_ in (dispute.a, dispute.b) if id_ is not None and id_ in matters]
    return len({x.actor for p in own for x in p.positions if x.polarity is not Polarity.OPEN and _named(x.actor)})


def _words(p: Proposition) -> str:
    words = bare(p.words)
    return nested(bare(words.removeprefix("that ")) or words)


def _names(p: Proposition, polarity: Polarity) -> tuple[str, ...]:
    return tuple(dict.fromkeys(x.actor for x in p.positions if x.polarity is polarity and _named(x.actor)))


def _named(actor: str) -> bool:
    return actor not in (ARTICLE, UNNAMED)


def narrow(
    entries: Iterable[Entry],
    asked: Asked,
    *,
    with_words: frozenset[str] | None,
    facets: Callable[[Entry], Facets],
) -> tuple[list[Entry], int]:
    """The stories that fit, in their order, and how many were left unread. `with_words` are the texts that hold the
    words searched for."""
    found, left, looked = [], 0, 0
    for entry in entries:
        if not _fits(entry, asked, with_words):
            continue
        if asked.place is not None or asked.event is not None:
            if looked >= LOOKED_AT:
                left += 1
                continue
            looked += 1
            told = facets(entry)
            if asked.event is not None and asked.event not in told.events:
                continue
            if asked.place is not None and not any(asked.place.casefold() in name for name in told.places):
                continue
        found.append(entry)
    return found, left


def _fits(entry: Entry, asked: Asked, with_words: frozenset[str] | None) -> bool:
    if with_words is not None and not entry.revisions & with_words:
        return False
    if asked.actor is not None:
        wanted = asked.actor.casefold().split()
        if not any(all(word in actor for word in wanted) for actor in entry.actors):
            return False
    if asked.status is not None and asked.status not in entry.statuses:
        return False
    if asked.since is not None and (entry.row.last is None or _moment(entry.row.last) < asked.since):
        return False
    return asked.until is None or (entry.row.first is not None and _moment(entry.row.first) <= asked.until)


def _number(value: Json) -> int:
    return value if isinstance(value, int) else 0


def _moment(stamp: str | None) -> datetime:
    return datetime.fromisoformat(stamp or "0001-01-02T00:00:00+00:00")
