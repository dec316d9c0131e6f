"""What a feed holds: turns of a story, of an actor, of a saved search or of everything, in words that may leave."""

import hashlib
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from enum import StrEnum

from counterclaim.errors import LedgerError
from counterclaim.ledger import HeldWatch, Ledger
from counterclaim.protection import ReleaseRules
from counterclaim.records.accounts import Story
from counterclaim.records.ids import RevisionId
from counterclaim.records.turns import Told
from counterclaim.watching import describe, matches, notice, release_turns

#: Items of a feed, and turns that are looked through for them.
ITEMS, LOOKED_THROUGH = 50, 2_000
#: Ids of items follow from the ledger's name and the turn's, and from nothing that a server may be called.
_NAMESPACE = uuid.UUID("6f0c9f0e-0f5c-5d1e-9a55-3b0d5e1c7a42")


class About(StrEnum):
    ALL = "all"
    STORY = "story"
    ACTOR = "actor"
    WATCH = "watch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed before it is written: its lasting id, its title, when it last changed, and its items, the newest first.

    `held_back` counts what may not leave; None for a feed that looks for something, since a count of what a search
    found and may not show would answer the search.
    """

    id: str
    title: str
    updated: datetime
    items: tuple[tuple[str, Told], ...]  # lasting id, turn
    held_back: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What a server needs to answer that a feed is as it was: `etag` in its quotation marks, `last_modified` as HTTP
    writes it. Both are known before the feed is built."""

    etag: str
    last_modified: str


def feed_state(ledger: Ledger, about: About, name: str = "", *, now: datetime, form: str) -> FeedState:
    """The state of a feed in one form (`atom`, `json`). It changes with the log, and with the hour: what is kept back
    for some hours comes free with time alone."""
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    key = "\n".join((ledger.origin(), str(ledger.size()), about, name, form, hour.isoformat()))
    last = max(ledger.last_recorded() or hour, hour).astimezone(UTC).replace(microsecond=0)
    return FeedState(
        etag=f'"{hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()[:32]}"',
        last_modified=format_datetime(last, usegmt=True),
    )


def make_feed(
    ledger: Ledger,
    about: About = About.ALL,
    name: str = "",
    *,
    now: datetime,
    rules: ReleaseRules | None = None,
    items: int = ITEMS,
    look: bool = True,
) -> Feed:
    """The feed of a story (the start of its id), an actor (a name), a saved search (the start of its id) or of all.

    What is matched is what may leave: a search finds nothing by words that are held back. With `look` the ledger is
    first brought up to date with the turns of its newest entries, which writes to it.

    Raises:
        LedgerError: nothing has the id that is named.
    """
    if look:
        notice(ledger)
    scope = _scope(ledger, about, name)
    found = [told for told in ledger.turns(only=scope.texts, limit=LOOKED_THROUGH) if scope.wants(told)]
    released = release_turns(ledger, [told.turn for told in found[: 2 * items]], now=now, rules=rules)
    kept = [told for told in released.turns if scope.wants(told)][:items]
    origin = ledger.origin()
    return Feed(
        id=_lasting(origin, "feed", about, scope.key),
        title=scope.title,
        updated=max((told.turn.at for told in kept), default=scope.since),
        items=tuple((_lasting(origin, "turn", told.turn.id), told) for told in kept),
        held_back=len(released.held_back) if about in (About.ALL, About.STORY) else None,
    )


def _lasting(*parts: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, chr(10).join(parts))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scope:
    """What a feed is about: which turns it wants, and on which texts these rest (None: any). `since` is what an empty
    one was updated at."""

    title: str
    key: str
    since: datetime
    wants: Callable[[Told], bool] = lambda told: True
    texts: Collection[str] | None = None


def _scope(ledger: Ledger, about: About, name: str) -> _Scope:
    since = ledger.last_recorded() or datetime.fromtimestamp(0, UTC)
    if about is About.STORY:
        story = ledger.find(name).record
        if not isinstance(story, Story):
            raise LedgerError(f"{name!r} names no story: list them with `stories`")
        texts: frozenset[RevisionId] = frozenset(text.id for text in ledger.revisions(only=story.revisions))
        return _Scope(title=f"Turns of story {story.id[:9]}", key=story.id, since=since, texts=texts)
    if about is About.ACTOR:
        wanted = " ".join(name.casefold().split())
        if not wanted:
            raise LedgerError("the feed of an actor needs a name")
        return _Scope(
            title=f"Turns in which {name} speaks",
            key=wanted,
            since=since,
            wants=lambda told: any(wanted == actor.casefold() for actor in told.actors),
        )
    if about is About.WATCH:
        held = find_watch(ledger, name)
        query = held.watch.query
        return _Scope(
            title=f"{held.watch.name}: {describe(query)}",
            key=held.id,
            since=held.recorded_at,
            wants=lambda told: matches(query, told),
        )
    return _Scope(title="Turns of all stories", key="", since=since)


def find_watch(ledger: Ledger, name: str) -> HeldWatch:
    """The watch of this name, or whose id starts so.

    Raises:
        LedgerError: there is none, or several.
    """
    watches = ledger.watches()
    found = [held for held in watches if held.watch.name == name]
    found = found or [held for held in watches if len(name) >= 4 and held.id.startswith(name)]
    if len(found) != 1:
        how_many = "several watches" if found else "no watch"
        raise LedgerError(f"{name!r} names {how_many}: `counterclaim watch list` lists their ids and names")
    return found[0]
