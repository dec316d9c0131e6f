"""JSON and CSV on stdout, and on stderr what an as-of view cannot show."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from counterclaim.cli._visible import marked, say
from counterclaim.errors import LedgerError
from counterclaim.exports import csv_line
from counterclaim.presentation import json_text
from counterclaim.records.codec import to_json
from counterclaim.records.ids import Json
from counterclaim.views import many, moment_words

if TYPE_CHECKING:  # printing a report must not wait for the database's library
    from counterclaim.ledger import NotHeld, Totals
    from counterclaim.locations import Location
    from counterclaim.views import LedgerView


def print_json(value: object) -> None:
    click.echo(json_text(value), nl=False)


def write_csv(rows: Sequence[Mapping[str, Json]]) -> None:
    """Rows as CSV with a header; a text cell that would run as a formula gets an apostrophe in front."""
    if not rows:
        return
    names = list(rows[0])
    sys.stdout.write(csv_line(names))
    for row in rows:
        sys.stdout.write(csv_line(_shown(row[name]) for name in names))


def _shown(value: Json) -> Json:
    """What a file gets unchanged is made harmless on a terminal."""
    return marked(value) if isinstance(value, str) and sys.stdout.isatty() else value


def say_none(place: "Location", what: str, *, story: str | None = None) -> None:
    """Says on stderr that a list is empty, and where the ledger itself is, how that changes.

    Raises:
        LedgerError: the ledger holds no `story` of this id.
    """
    from counterclaim.ledger import Ledger

    with Ledger.open(place, create=False) as held:
        if not held.revisions():
            what = "the ledger holds no report yet: `counterclaim add FILE` brings one in"
        elif story is not None and (found := held.find(story)).kind != "story":
            raise LedgerError(f"{story!r} names a {found.kind}, not a story")
    say(what, err=True)


def totals_words(totals: "Totals") -> str:
    """What a ledger shows, counted."""
    shown = many(totals.stories, "story", "stories"), many(totals.propositions, "proposition")
    return ", ".join((*shown, many(totals.disputes, "dispute")))


def note_view(view: "LedgerView") -> None:
    """On stderr what a view is not: the text of today, or one that was out by then but is not held."""
    if view.replaced:
        say("an earlier text: the ledger holds a later one of this report, and compares only that one", err=True)
    if view.asked is not None and not any(name.startswith(view.asked) for name in view.about):
        say(f"as of then {view.asked} was {', '.join(name[:9] for name in view.about)}", err=True)
    note_not_held(view.not_held)


def print_absent(not_held: "Iterable[NotHeld]", format_: str) -> None:
    """The answer where nothing of what was asked for was held by then: what is missing, and why."""
    if format_ == "json":
        print_json({"not_held": [to_json(missing) for missing in not_held]})
        return
    for missing in not_held:
        say(f"{missing.address}: {missing.reason}")


def note_not_held(not_held: "Iterable[NotHeld]") -> None:
    """One line on stderr for each document that was out by then, but whose text of then is not held."""
    for missing in not_held:
        published = moment_words(missing.published)
        say(f"{missing.address}: published {published}; that text is not held", err=True)
