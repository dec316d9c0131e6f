"""The commands of `counterclaim ledger` that remove contents, and that copy a ledger and put it back."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from counterclaim.cli._options import format_option, ledger_option, settings_from
from counterclaim.cli._proving import show_progress
from counterclaim.cli._visible import say
from counterclaim.locations import Location, stem_of
from counterclaim.views import many

if TYPE_CHECKING:
    from counterclaim.ledger import Exported

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_NEW_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(
    short_help="Erase reports for good, with all that came of them.",
    epilog="Example: counterclaim ledger takedown r1ff0b3ce --reason 'a court order' --legal-basis 'order 12/26'",
)
@click.argument("names", nargs=-1, required=True, metavar="REVISION|DOCUMENT|ADDRESS…")
@ledger_option
@click.option("--author", metavar="NAME", help="Who decides (default: as the settings say).")
@click.option("--reason", required=True, metavar="WORDS", help="Why, in words of your own: they are kept.")
@click.option("--legal-basis", metavar="WORDS", help="On what ground, such as an article or an order's number.")
def takedown(
    names: tuple[str, ...], ledger: Location | None, author: str | None, reason: str, legal_basis: str | None
) -> None:
    """Erase reports for good: bytes, texts, readings, comparisons, decisions, index entries, vectors.

    A document or an address stands for all its texts. The log keeps that there was something, and `ledger verify` and
    all proofs go on working. Backups that this ledger made are purged where they still lie. On stdout is listed what
    has to be called back, because it left the ledger with what was removed, and what else holds the same words.
    """
    from counterclaim.cli._deciding import author_of
    from counterclaim.collect.following import forgetting
    from counterclaim.disputes import build_accounts
    from counterclaim.ledger import Ledger

    path, name = author_of(ledger, author)
    with Ledger.open(path, create=False) as held:
        with forgetting(stem_of(path).with_suffix(".collect"), held.addresses_of(names)):
            done = held.take_down(names, author=name, reason=reason, legal_basis=legal_basis)
        held.follow(build_accounts)
    say(
        f"takedown {done.seq}: {many(len(done.revisions), 'text')} removed, {many(done.erased, 'content')} erased",
        err=True,
    )
    if done.decisions_on_others:
        gone = many(done.decisions_on_others, "decision")
        say(f"{gone} went that were about other reports too: look at those", err=True)
    for export in done.recalls:
        say("\t".join(("purged" if export.seq in done.purged else "recall", *_cells(export))))
    for revision in done.also_held:
        say(f"still held\t{revision}\tthe same words, or other texts of the same document")
    say(
        f"keep {stem_of(path).name}-takedowns with your backups: a copy from before is purged by it when it is opened",
        err=True,
    )


@click.command(short_help="List what has left the ledger.", epilog="Example: counterclaim ledger exports --recall")
@ledger_option
@click.option("--recall", is_flag=True, help="Only what holds something that was taken down since.")
@format_option("text", "json")
def exports(ledger: Location | None, recall: bool, format_: str) -> None:
    """List the exports, proofs with contents, and backups made of this ledger, oldest first.

    Fields: entry, time, format, destination, number of texts in it (all: everything held then), takedowns for which it
    has to be called back.
    """
    from counterclaim.cli._output import print_json
    from counterclaim.ledger import Ledger
    from counterclaim.records.codec import to_json

    with Ledger.open(settings_from(ledger).ledger, create=False) as held:
        found = [export for export in held.exports() if export.recalled_by or not recall]
    if format_ == "json":
        print_json([to_json(export) for export in found])
        return
    if not found:
        say("nothing has to be called back" if recall else "nothing has left this ledger", err=True)
    for export in found:
        say("\t".join((*_cells(export), ", ".join(f"recall: takedown {seq}" for seq in export.recalled_by))))


def _cells(export: "Exported") -> tuple[str, ...]:
    texts = "all texts" if export.revisions is None else many(len(export.revisions), "text")
    moment = export.recorded_at.isoformat(timespec="seconds")
    return str(export.seq), moment, export.format, export.destination, texts


@click.command(
    short_help="Copy the whole ledger, also while others write to it.",
    epilog="Example: counterclaim ledger backup sunday.db --ledger war.db",
)
@ledger_option
@click.argument("out", type=_NEW_FILE)
def backup(ledger: Location | None, out: Path) -> None:
    """Copy the whole ledger as of now into the new file OUT, and check the copy. That there is one is recorded.

    The files beside the ledger that `add` can make again (NAME-neighbours) are left out. Of a ledger on PostgreSQL
    `counterclaim ledger copy` makes a file.
    """
    from counterclaim.ledger import Ledger

    with Ledger.open(settings_from(ledger).ledger, create=False) as held, show_progress() as progress:
        held.backup(out, progress=progress)
    say(f"saved to {out}, which was checked; the index beside the ledger is left out: `add` makes it again", err=True)


@click.command(short_help="Put a backup back.", epilog="Example: counterclaim ledger restore sunday.db --ledger war.db")
@ledger_option
@click.argument("saved", type=_FILE, metavar="BACKUP")
@click.option(
    "--takedowns", "lists", type=_FILE, multiple=True, metavar="FILE", help="A list of takedowns that was kept apart."
)
def restore(ledger: Location | None, saved: Path, lists: tuple[Path, ...]) -> None:
    """Put a backup back as the ledger, where there is none.

    What was taken down since is erased again first, as the lists NAME-takedowns beside the ledger and beside the backup
    and those given say.
    """
    from counterclaim.ledger import Ledger

    path = settings_from(ledger).ledger
    if not isinstance(path, Path):
        raise click.UsageError("a backup is put back into a file; `counterclaim ledger copy` then takes it to a server")
    with Ledger.restore(saved, path, lists=lists) as held:
        found = held.verify()
    for fault in found.faults:
        say(fault.message, err=True)
    say(f"{many(found.entries, 'entry', 'entries')} restored to {path}", err=True)
    if found.faults:
        raise click.exceptions.Exit(1)
