"""Keeping what a person decides: who, why, as of which page, and where they go on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from counterclaim.deciding import Bench
from counterclaim.desk._reading import Desk, desk_of
from counterclaim.desk._refusals import refuse
from counterclaim.desk.pages.review._forms import Given
from counterclaim.desk.pages.sign_in import local
from counterclaim.desk.people import Person
from counterclaim.errors import InputError
from counterclaim.records.decisions import Decision
from counterclaim.records.ids import EntryId


@dataclass(frozen=True, slots=True)
class Deciding:
    """A person at a ledger, with the entries that they have just made."""

    desk: Desk
    bench: Bench
    person: Person
    kept: list[EntryId]
    said: list[Decision]

    def follow(self) -> None:
        """Brings the accounts up to what was just decided, and does not wait for it."""
        self.desk.follower.ask(self.person.name)


def begin(request: Request, person: Person, given: Given, *, reason: str = "") -> Deciding:
    """What a person is about to decide, for the reason that their form gives or else for `reason`."""
    desk, kept, said = desk_of(request), list[EntryId](), list[Decision]()
    words = " ".join(given.reason.split()) or reason
    if not words:
        raise InputError("say why: a decision has a reason", subject="reason")
    moment = None if given.seen is None else _moment(desk, given.seen)

    def told(entry: EntryId, decision: Decision) -> None:
        kept.append(entry)
        said.append(decision)

    return Deciding(desk, Bench(desk.ledger, person.name, words, told=told, seen=moment), person, kept, said)


def _moment(desk: Desk, seen: int) -> datetime | None:
    """When the entry was recorded that a page showed last."""
    for entry in desk.ledger.entries(after=max(0, seen - 1)):
        return entry.recorded_at
    return None


def go_on(given: Given, fallback: str, kept: Sequence[str]) -> Response:
    """Back to where the form was, with what was kept."""
    there = local(given.next) if given.next else fallback
    query = (
        urlencode({"kept": kept[0]} | ({"since": str(given.seen)} if given.seen is not None else {})) if kept else ""
    )
    there, mark, fragment = there.partition("#")
    return RedirectResponse(f"{there}{'&' if '?' in there else '?'}{query}{mark}{fragment}", 303)


def keep(
    request: Request, person: Person, given: Given, back: str, say: Callable[[Bench], None], *, reason: str = ""
) -> Response:
    """Keeps what a person says by `say`, and goes back. What is said of several claims is said of the accounts that
    reflect all that was decided."""
    desk_of(request).follower.wait()
    try:
        deciding = begin(request, person, given, reason=reason)
        say(deciding.bench)
    except (InputError, ValueError) as error:
        raise refuse(422, str(error)) from error
    deciding.follow()
    return go_on(given, back, deciding.kept)
