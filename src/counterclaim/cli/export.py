"""`counterclaim export`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from counterclaim.cli._options import ledger_option, settings_from
from counterclaim.cli._visible import say
from counterclaim.locations import Location

if TYPE_CHECKING:
    from counterclaim.ledger import HeldCapture, Ledger

_OUT = click.Path(path_type=Path, dir_okay=False)


@click.group(epilog="Example: counterclaim export wacz evidence.wacz --ledger war.db")
def export() -> None:
    """Write what the ledger holds in the formats of other tools."""


@contextmanager
def _whole_or_none(out: Path) -> Iterator[None]:
    """Leaves no part of a file where writing it failed."""
    try:
        yield
    except BaseException:
        out.unlink(missing_ok=True)
        raise


_entitled_option = click.option(
    "--for",
    "entitled",
    metavar="WHOM",
    help="Who is entitled to reports that name people to be protected, such as a court; it is recorded.",
)


def _captures(
    held: "Ledger", revisions: tuple[str, ...], out: Path, format_: str, entitled: str | None
) -> Iterator["HeldCapture"]:
    """The captures that may leave, once it is recorded that they do."""
    from counterclaim.cli._leaving import may_leave, record
    from counterclaim.errors import LedgerError
    from counterclaim.records.revisions import Revision

    wanted = set()
    for name in revisions:
        found = held.find(name)
        if not isinstance(found.record, Revision):
            raise LedgerError(f"{name!r} names a {found.kind}, not a revision")
        wanted.add(found.record.id)
    leaving = may_leave(held, held.analyses(current=False, only=wanted or None, machine=True), entitled=entitled)
    record(held, format_, out, leaving, entitled=entitled)
    return held.captures(leaving)


@export.command(short_help="Captured pages as a WACZ file for web-archive players.")
@ledger_option
@click.argument("out", type=_OUT)
@click.argument("revisions", nargs=-1, metavar="[REVISION]…")
@click.option("--title", default="Reports held by a Counterclaim ledger", help="What a player shows above the list.")
@_entitled_option
def wacz(ledger: Location | None, out: Path, revisions: tuple[str, ...], title: str, entitled: str | None) -> None:
    """Write captured pages (all, or those of the revisions named) as one WACZ file, which web-archive players open.

    The newest checkpoint of the ledger goes along. Local files get made-up addresses under `local-file.invalid`.
    Reports that name somebody who is protected, or may have to be, are held back until a person has looked.
    """
    from counterclaim.errors import LedgerError
    from counterclaim.evidence import write_wacz
    from counterclaim.ledger import Ledger

    if out.suffix != ".wacz":
        raise LedgerError(f"{out}: players open files that end in .wacz; name it so")
    if out.exists():
        raise LedgerError(f"{out} exists: name another file")
    with Ledger.open(settings_from(ledger).ledger, create=False) as held, _whole_or_none(out):
        created = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        chosen = _captures(held, revisions, out, "wacz", entitled)
        number = write_wacz(out, chosen, title=title, created=created, checkpoint=held.last_checkpoint())
    say(f"{number} captures written to {out}", err=True)


@export.command(short_help="Captured pages as a WARC file.")
@ledger_option
@click.argument("out", type=_OUT)
@click.argument("revisions", nargs=-1, metavar="[REVISION]…")
@_entitled_option
def warc(ledger: Location | None, out: Path, revisions: tuple[str, ...], entitled: str | None) -> None:
    """Write captured pages (all, or those of the revisions named) as a WARC 1.1 file, each record compressed.

    Reports that name somebody who is protected, or may have to be, are held back until a person has looked.
    """
    from counterclaim.errors import LedgerError
    from counterclaim.evidence import write_warc
    from counterclaim.ledger import Ledger

    if not out.name.endswith(".warc.gz"):
        raise LedgerError(f"{out}: readers expect a name that ends in .warc.gz; name it so")
    if out.exists():
        raise LedgerError(f"{out} exists: name another file")
    opened = Ledger.open(settings_from(ledger).ledger, create=False)
    with opened as held, _whole_or_none(out), out.open("xb") as file:
        chosen = _captures(held, revisions, out, "warc", entitled)
        number = sum(1 for _ in write_warc(file, chosen, checkpoint=held.last_checkpoint()))
    say(f"{number} records with pages written to {out}", err=True)
