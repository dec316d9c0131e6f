"""Saved searches: who keeps which, what they find, and where their feeds are."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Form as Field
from starlette.responses import RedirectResponse, Response

from counterclaim.desk._gate import PersonOf, needs
from counterclaim.desk._reading import desk_of
from counterclaim.desk._refusals import refuse
from counterclaim.desk._rendering import page
from counterclaim.desk._words import outward
from counterclaim.desk.people import Right
from counterclaim.errors import LedgerError
from counterclaim.feeds import find_watch
from counterclaim.ledger import Delivery, HeldWatch, Ledger
from counterclaim.records.accounts import Status
from counterclaim.records.events import EventKind
from counterclaim.records.turns import Told, TurnKind
from counterclaim.records.watches import Digest, Query, Watch
from counterclaim.watching import describe, matches, notice

router = APIRouter()

#: Turns that a page of a watch shows.
SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A watch on a page; `feed` is the address of its Atom feed without the ending."""

    id: str
    name: str
    search: str
    author: str
    webhook: bool
    mail: bool
    feed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchesPage:
    watches: tuple[Kept, ...]
    kinds: tuple[str, ...]
    statuses: tuple[str, ...]
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """How many alerts of a channel (webhook, mail) are in one state, and why the last of them is, if that is told."""

    channel: str
    state: str
    number: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchPage:
    """What a watch finds, with the words of the desk, the newest first, and what became of its alerts."""

    watch: Kept
    turns: tuple[Told, ...]
    alerts: tuple[Queued, ...]


def _kept(held: HeldWatch) -> Kept:
    watch = held.watch
    return Kept(
        id=held.id,
        name=watch.name,
        search=describe(watch.query),
        author=watch.author,
        webhook=watch.webhook is not None,
        mail=watch.mail is not None,
        feed=f"/feeds/watch/{held.id}",
    )


@router.get("/watch")
@router.get("/watch.json")
def watches(request: Request) -> Response:
    shown = WatchesPage(
        watches=tuple(map(_kept, desk_of(request).ledger.watches())),
        kinds=tuple(kind.value for kind in TurnKind),
        statuses=tuple(status.value for status in Status),
        events=tuple(event.value for event in EventKind),
    )
    return page(request, "watches.html", shown)


@router.get("/watch/{id_}")
@router.get("/watch/{id_}.json")  # asked before the one above: the last line stands first
def watch(request: Request, id_: str) -> Response:
    ledger = desk_of(request).ledger
    held = _find(request, id_)
    notice(ledger)
    found = [told for told in ledger.turns() if matches(held.watch.query, told)][:SHOWN]
    shown = WatchPage(watch=_kept(held), turns=tuple(found), alerts=_alerts(ledger, held.id))
    return page(request, "watch.html", shown)


def _alerts(ledger: Ledger, id_: str) -> tuple[Queued, ...]:
    """What became of the alerts of a watch."""
    by_state: dict[tuple[str, str], list[Delivery]] = {}
    for one in ledger.deliveries():
        if one.watch == id_:
            by_state.setdefault((one.channel, one.state), []).append(one)
    return tuple(
        Queued(channel=channel, state=state, number=len(own), note=own[-1].note)
        for (channel, state), own in sorted(by_state.items())
    )


def _find(request: Request, id_: str) -> HeldWatch:
    try:
        return find_watch(desk_of(request).ledger, id_)
    except LedgerError as error:
        raise refuse(404, str(error)) from error


_Line = Annotated[str, Field(max_length=300)]


@router.post("/watch", dependencies=[needs(Right.REVIEW)])
def keep(
    request: Request,
    person: PersonOf,
    name: _Line,
    words: _Line = "",
    actor: _Line = "",
    place: _Line = "",
    outlet: _Line = "",
    kind: Annotated[list[TurnKind] | None, Field()] = None,
    status: Annotated[Status | str, Field(max_length=60)] = "",
    event: Annotated[EventKind | str, Field(max_length=60)] = "",
    webhook: Annotated[str, Field(max_length=2000)] = "",
    mail: _Line = "",
    digest: Digest = Digest.DAILY,
) -> Response:
    """Keeps a search under a name."""
    if webhook and outward(webhook) is None:
        raise refuse(422, "a webhook is an http or https address")
    if mail and ("@" not in mail or any(letter.isspace() for letter in mail.strip())):
        raise refuse(422, "letters go to one mailbox, such as desk@example.org")
    try:
        query = Query(
            words=words,
            actor=actor or None,
            place=place or None,
            outlet=outlet or None,
            kinds=tuple(kind or ()),
            statuses=(Status(status),) if status else (),
            events=(EventKind(event),) if event else (),
        )
        kept = Watch(
            name=" ".join(name.split()),
            query=query,
            author=person.name,
            webhook=webhook or None,
            mail=mail.strip() or None,
            digest=digest,
        )
    except ValueError as error:
        raise refuse(422, str(error)) from error
    id_ = desk_of(request).ledger.add_watch(kept)
    return RedirectResponse(f"/watch/{id_}", 303)


@router.post("/watch/{id_}/remove", dependencies=[needs(Right.REVIEW)])
def remove(request: Request, person: PersonOf, id_: str) -> Response:
    """Ends a watch."""
    held = _find(request, id_)
    desk_of(request).ledger.remove_watch(held.id, author=person.name)
    return RedirectResponse("/watch", 303)
