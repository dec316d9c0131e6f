"""`counterclaim review`: what a person decides of the machine's readings."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from counterclaim.cli._deciding import author_options, bench, reason_option
from counterclaim.cli._options import format_option, ledger_option, settings_from
from counterclaim.cli._reviewing_claims import accept, add, comment, correct, event, split, undo, verdict, withdraw
from counterclaim.cli._reviewing_people import observer, protect, side, sides
from counterclaim.cli._reviewing_ties import actors, dispute, merge, no_dispute, origins, part
from counterclaim.locations import Location

if TYPE_CHECKING:
    pass


@click.group(epilog="Example: counterclaim review queue; counterclaim review accept c855a92a7 --author 'R. Desk'")
def review() -> None:
    """Accept, correct, merge, split and withdraw what was read; nothing is overwritten.

    Every decision is an entry of its own with its author, time and reason, beside the machine's reading. It holds
    against whatever is read or judged later, until somebody undoes it; of two people's decisions the later is in
    force, and both are shown. Each command prints the entry's id, which `undo` takes.
    """


for _command in (
    accept,
    actors,
    add,
    comment,
    correct,
    dispute,
    event,
    merge,
    no_dispute,
    observer,
    origins,
    part,
    protect,
    side,
    sides,
    split,
    undo,
    verdict,
    withdraw,
):
    review.add_command(_command)


@review.command(short_help="List what waits for a person.", epilog="Example: counterclaim review queue --ledger war.db")
@click.argument("id_", metavar="[STORY]", required=False)
@ledger_option
@click.option("--limit", type=click.IntRange(1), default=30, show_default=True, help="So many rows at the most.")
@format_option("text", "json", "csv")
def queue(id_: str | None, ledger: Location | None, limit: int, format_: str) -> None:
    """List what waits for a person, the most pressing first; with the id of a STORY, or of something in it, there.

    Decisions whose words no reading holds any more; decisions of different people that contradict each other; claims
    that are read otherwise than when they were accepted; then claims that nobody reviewed, those in dispute first and
    of these the least sure.

    Fields: what, id, entry, author, words, why.
    """
    from counterclaim.cli._queue import print_rows, queue_rows
    from counterclaim.ledger import Ledger

    with Ledger.open(settings_from(ledger).ledger, create=False) as held:
        print_rows(queue_rows(held, id_)[:limit], format_, empty="nothing waits for a person")


@review.command(
    short_help="List every decision, also those undone.", epilog="Example: counterclaim review log --ledger war.db"
)
@ledger_option
@format_option("text", "json", "csv")
def log(ledger: Location | None, format_: str) -> None:
    """List every decision in the order recorded, also those undone.

    Fields: entry, recorded, author, action, id, words, changed (each field before → after), reason, undone_by.
    """
    from counterclaim.cli._queue import list_decisions, print_rows
    from counterclaim.ledger import Ledger

    with Ledger.open(settings_from(ledger).ledger, create=False) as held:
        print_rows(list_decisions(held), format_, empty="nobody decided anything in this ledger")


@review.command(
    short_help="Show the machine's reading of a claim beside what people decided.",
    epilog="Example: counterclaim review show c855a92a7",
)
@click.argument("claim", metavar="CLAIM")
@ledger_option
def show(claim: str, ledger: Location | None) -> None:
    """Show the machine's reading of a claim beside the one in force, and who decided what."""
    from counterclaim.cli._queue import print_beside
    from counterclaim.ledger import Ledger

    with Ledger.open(settings_from(ledger).ledger, create=False) as held:
        print_beside(held, claim)


@review.command(
    short_help="Write readings for an annotation tool or for training.",
    epilog="Example: counterclaim review export --format web-annotation --story sfe6c67a4 > readings.json",
)
@ledger_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["label-studio", "label-config", "web-annotation", "training"]),
    required=True,
)
@click.option("--story", metavar="STORY", help="Only reports of this story.")
def export(ledger: Location | None, format_: str, story: str | None) -> None:
    """Write readings on stdout: tasks and the labelling interface of Label Studio, W3C Web Annotations, or the rows
    that the tagger is trained on (JSON Lines of `id, text, annotators`, only what people judged)."""
    from counterclaim.cli._exchange import export_readings

    export_readings(settings_from(ledger).ledger, format_, story)


@review.command(
    "import",
    short_help="Take what an annotation tool gives back as decisions.",
    epilog="Example: counterclaim review import annotations.json --format label-studio --author 'R. Desk'",
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--format", "format_", type=click.Choice(["label-studio", "web-annotation"]), required=True)
@author_options
@reason_option(needed=False)
@click.option("--dry-run", is_flag=True, help="Say what would be decided; write nothing.")
def import_(file: Path, format_: str, ledger: Location | None, author: str | None, reason: str, dry_run: bool) -> None:
    """Take what an annotation tool gives back as decisions: accepted, corrected, added, withdrawn, commented.

    Tasks of a blind sample are kept as codings. What cannot be found in the reports is named on stderr, and the exit
    status is then 1. The same file again adds nothing.
    """
    from counterclaim.cli._exchange import import_annotations

    with bench(ledger, author, reason or f"from {file.name}") as desk:
        failed = import_annotations(desk, file, format_, dry_run=dry_run)
    if failed:
        raise click.exceptions.Exit(1)


@review.command(
    short_help="Draw a blind sample of a week's reports for coders.",
    epilog="Example: counterclaim review sample --week 2026-W11 --size 20 > tasks.json",
)
@ledger_option
@click.option("--week", required=True, metavar="YYYY-Www", help="ISO week of publication, in UTC.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("-n", "--size", type=click.IntRange(1), default=10, show_default=True)
@click.option("--unit", type=click.Choice(["report", "paragraph"]), default="report", show_default=True)
def sample(ledger: Location | None, week: str, seed: int, size: int, unit: str) -> None:
    """Draw a blind sample and write it on stdout as Label Studio tasks without the machine's reading.

    The same week and seed draw the same again. Give the tasks to two coders or more, and bring each one's annotations
    back with `review import`; `evaluate` then scores the machine against them, and them against each other.
    """
    from counterclaim.cli._exchange import export_sample

    export_sample(settings_from(ledger).ledger, week=week, seed=seed, size=size, unit=unit)
