"""What the commands of `export` write for others: each format from a release, recorded before it leaves."""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from counterclaim.cli._visible import say
from counterclaim.client._formats import FORMATS, Made
from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger
from counterclaim.places import load_gazetteer
from counterclaim.protection import ReleaseRules
from counterclaim.settings import Settings
from counterclaim.views import LedgerRelease, middles_of, release_ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asked an export for."""

    story: str | None
    out: Path | None
    as_of: datetime | None
    recorded: datetime | None
    position_hours: float | None = None
    variant: str = ""


def export_release(name: str, settings: Settings, asked: Asked) -> None:
    """Writes one format: what may leave, marked, and recorded in the ledger before the first byte goes.

    Raises:
        LedgerError: the ledger holds no such thing, or the file exists.
    """
    if asked.out is not None and asked.out.exists():
        raise LedgerError(f"{asked.out} exists: name another one")
    hours = settings.position_hours if asked.position_hours is None else asked.position_hours
    rules = ReleaseRules(position_hours=hours)
    found = release_ledger(
        settings.ledger,
        now=datetime.now(UTC),
        about=asked.story,
        as_of=asked.as_of,
        recorded=asked.recorded,
        rules=rules,
        divisions=middles_of(load_gazetteer()),
    )
    for line in (*found.lost, *found.cover.not_held):
        say(line, err=True)
    _say_held_back(found)
    made = FORMATS[name].make(
        found, asked.variant, asked.out.stem if asked.out else "claims"
    )  # before it is recorded: what cannot be made does not leave
    with Ledger.open(settings.ledger, create=False) as held:
        destination = "stdout" if asked.out is None else str(asked.out.absolute())
        held.record_export(f"{name} {asked.variant}".strip(), destination, revisions=found.revisions)
    if made.missing:
        say(made.missing, err=True)
    _write(made, asked.out)
    if asked.out is not None:
        say(f"{made.what} written to {asked.out}", err=True)


def _say_held_back(found: LedgerRelease) -> None:
    held = [one for one in found.release.held_back if one.kind in ("claim", "event")]
    for one in held[:20]:
        say(f"held back: {one.kind} {one.id[:12]} {one.why}", err=True)
    if len(held) > 20:
        say(f"held back: {len(held) - 20} more", err=True)


def _write(made: Made, out: Path | None) -> None:
    if out is None:
        assert isinstance(made.content, str)  # what is no text is written to a file alone: the command sees to it
        sys.stdout.write(made.content)
        return
    if isinstance(made.content, str):
        with out.open("x", encoding="utf-8", newline="") as opened:
            opened.write(made.content)
    elif callable(made.content):
        made.content(out)
    else:
        out.mkdir()
        for name, data in made.content.items():
            (out / name).write_bytes(data)
    for suffix, text in made.beside.items():
        out.with_name(out.name + suffix).write_text(text, encoding="utf-8")
