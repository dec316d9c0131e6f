"""`counterclaim ledger`."""

import sys
from dataclasses import fields
from pathlib import Path

import click

from counterclaim.cli._copying import copy
from counterclaim.cli._leaving import record
from counterclaim.cli._loading import load
from counterclaim.cli._options import format_option, ledger_option, settings_from
from counterclaim.cli._proving import checkpoint, log, prove, verify
from counterclaim.cli._removing import backup, exports, restore, takedown
from counterclaim.cli._visible import say
from counterclaim.locations import Location


@click.group(epilog="Example: counterclaim ledger verify --ledger war.db")
def ledger() -> None:
    """Check, prove, rebuild, copy and describe the ledger file, and remove what must not be held."""


for _command in (verify, checkpoint, prove, log, copy, load, takedown, exports, backup, restore):
    ledger.add_command(_command)


@ledger.command(short_help="Count what the ledger holds.", epilog="Example: counterclaim ledger stats --ledger war.db")
@ledger_option
@format_option("text", "json")
def stats(ledger: Location | None, format_: str) -> None:
    """Count what the ledger holds and name the models behind its readings."""
    from counterclaim.cli._output import print_json
    from counterclaim.ledger import Ledger
    from counterclaim.records.codec import to_json

    with Ledger.open(settings_from(ledger).ledger, create=False) as held:
        found = held.stats()
    if format_ == "json":
        print_json(to_json(found))
        return
    for field in fields(found):
        value = getattr(found, field.name)
        if field.name == "by_kind":
            value = ", ".join(f"{number} {kind}" for kind, number in value)
        elif field.name == "models":
            value = ", ".join(f"{m.name} {m.version} ({m.sha256[:12]}…)" for m in value)
        elif isinstance(value, tuple):
            value = ", ".join(map(str, value))
        say(f"{field.name}\t{value}")


@ledger.command(
    short_help="Compute every computed table again.", epilog="Example: counterclaim ledger rebuild --ledger war.db"
)
@ledger_option
def rebuild(ledger: Location | None) -> None:
    """Drop every table that is computed from the entries and compute it again."""
    from counterclaim.cli._output import totals_words
    from counterclaim.disputes import build_accounts
    from counterclaim.ledger import Ledger

    with Ledger.open(settings_from(ledger).ledger, create=False) as held:
        totals = held.rebuild(build_accounts)
    click.echo(totals_words(totals))


@ledger.command(
    short_help="Give back the bytes that a revision was read from.",
    epilog="Example: counterclaim ledger capture r1ff0b3ce --out page.html",
)
@ledger_option
@click.argument("revision", metavar="REVISION")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the bytes here (default: stdout)."
)
def capture(ledger: Location | None, revision: str, out: Path | None) -> None:
    """Give back the captured bytes that a revision was read from."""
    from counterclaim.errors import LedgerError
    from counterclaim.ledger import Ledger
    from counterclaim.records.revisions import Revision

    with Ledger.open(settings_from(ledger).ledger, create=False) as held:
        found = held.find(revision)
        if not isinstance(found.record, Revision):
            raise LedgerError(f"{revision!r} names a {found.kind}, not a revision")
        body = held.capture(found.record.id).body
        if out is not None or not sys.stdout.isatty():
            record(held, "bytes", out, [found.record.id])
    if out is None and sys.stdout.isatty():
        raise LedgerError("captured bytes may act on a terminal: name a file with --out, or send them through a pipe")
    if out is None:
        click.echo(body, nl=False)
    elif out.exists():
        raise LedgerError(f"{out} exists: name another file")
    else:
        out.write_bytes(body)
