"""`counterclaim context`."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from counterclaim.cli._options import as_of_options, format_option, ledger_option, settings_from
from counterclaim.locations import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from counterclaim.context import ClaimBeside, ContextNear
    from counterclaim.records.ids import Json


@click.command(epilog="Example: counterclaim context sfe6c67a4 --days 3 --km 50")
@click.argument("id_", metavar="[STORY]", required=False)
@ledger_option
@as_of_options
@click.option("--days", type=click.IntRange(0, 3650), default=2, show_default=True, help="So many days away at most.")
@click.option("--km", type=click.FloatRange(0, 20000), default=25.0, show_default=True, help="So far away at most.")
@format_option("text", "json", "csv")
def context(
    id_: str | None,
    ledger: Location | None,
    as_of: datetime | None,
    recorded: datetime | None,
    days: int,
    km: float,
    format_: str,
) -> None:
    """List what other people's event data say near a story, by time and place; without STORY, what was brought in.

    Context comes in with `counterclaim import`. It is no claim, and no number of it enters a toll: it stands here to be
    compared with, under the name of whoever made it. Beside each row stands what the story's own reports claim of that
    place and those days, by whom. Remove it with `ledger takedown`, by entry or file.

    Fields: source, id, what, first, last, days, km, place, near, actors, deaths, cites, sources, notes, beside (of each
    claim: claim, claimant, stance, words, outlet, killed).
    """
    from counterclaim.cli._output import print_json, write_csv
    from counterclaim.cli._visible import say
    from counterclaim.ledger import Ledger
    from counterclaim.views import view_beside

    path = settings_from(ledger).ledger
    if id_ is None:
        with Ledger.open(path, create=False) as held:
            rows: list[dict[str, Json]] = [
                {
                    "entry": one.entry_id,
                    "recorded": one.recorded_at.isoformat(timespec="seconds"),
                    "source": one.source,
                    "file": one.file,
                    "rows": one.rows,
                    "author": one.author,
                }
                for one in held.contexts()
            ]
    else:
        found = view_beside(path, id_, as_of=as_of, recorded=recorded, days=days, km=km)
        rows = [_row(one, beside) for one, beside in found]
    if format_ == "json":
        print_json(rows)
    elif format_ == "csv":
        write_csv([{**row, "beside": _beside(row)} if "beside" in row else row for row in rows])
    elif not rows:
        say("no context is held" if id_ is None else f"no context within {days} days and {km:g} km of it")
    else:
        for row in rows:
            say(_line(row) if id_ is not None else "\t".join(str(value)[:32] for value in row.values()))
            for line in _sayings(row):
                say(f"    beside it: {line}")
        if id_ is not None:
            say("context by those named, not claims of this ledger; not counted in any figure", err=True)
            say("beside it: claims of this ledger, read by a machine unless a person reviewed them", err=True)


def _row(one: "ContextNear", beside: "Iterable[ClaimBeside]") -> "dict[str, Json]":
    record = one.record
    return {
        "source": record.source.value,
        "id": record.id,
        "what": record.what,
        "first": record.first.isoformat() if record.first else None,
        "last": record.last.isoformat() if record.last else None,
        "days": one.days,
        "km": None if one.km is None else round(one.km, 1),
        "place": record.place,
        "near": one.place,
        "actors": "; ".join(record.actors),
        "deaths": "; ".join(f"{name} {value}" for name, value in record.deaths),
        "cites": one.cites,
        "sources": "; ".join(record.sources),
        "notes": record.notes,
        "beside": [
            {
                "claim": told.claim,
                "claimant": told.claimant,
                "stance": told.stance.value,
                "words": told.words,
                "outlet": told.outlet,
                "killed": list(told.killed),
            }
            for told in beside
        ],
    }


def _sayings(row: "dict[str, Json]") -> "Iterator[str]":
    """What is claimed beside a row, a line each, with its claimant first."""
    beside = row.get("beside")
    for told in beside if isinstance(beside, list) else ():
        assert isinstance(told, dict)
        said = f"{told['claimant']} {told['stance']}: “{told['words']}”"
        yield f"{said} ({told['outlet']}; {str(told['claim'])[:9]})"


def _beside(row: "dict[str, Json]") -> str:
    return " / ".join(_sayings(row))


def _line(row: "dict[str, Json]") -> str:
    when = str(row["first"]) if row["first"] == row["last"] else f"{row['first']}–{row['last']}"
    near = "names a report of the story" if row["cites"] else f"{row['km']} km from {row['near']}"
    parts = [f"{row['source']} {row['id']}", when, str(row["what"])]
    parts += [str(row[name]) for name in ("place", "actors") if row[name]]
    parts += [f"it states: {row['deaths']}"] if row["deaths"] else []
    return "  ".join([*parts, f"({near})"])
