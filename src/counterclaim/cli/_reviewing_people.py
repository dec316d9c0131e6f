"""The commands of `review` about people: on which side a party stands, and who is protected."""

from datetime import datetime

import click

from counterclaim.cli._deciding import author_options, bench, reason_option
from counterclaim.cli._options import Moment, format_option, ledger_option, settings_from
from counterclaim.locations import Location


@click.command(
    short_help="Say on which side a party stands in a story.",
    epilog="Example: counterclaim review side c855a92a7 --on government --reason 'its ministry'",
)
@click.argument("claim", metavar="CLAIM")
@click.option("--on", "side_", metavar="SIDE", required=True, help="The side's name, as you call it.")
@click.option("--from", "first", type=Moment(), metavar="TIME", help="Since when (default: always).")
@click.option("--to", "last", type=Moment(), metavar="TIME", help="Until when (default: still).")
@author_options
@reason_option()
def side(
    claim: str,
    side_: str,
    first: datetime | None,
    last: datetime | None,
    ledger: Location | None,
    author: str | None,
    reason: str,
) -> None:
    """Say on which side the speaker of a claim stands in its story. No machine says that."""
    with bench(ledger, author, reason) as desk:
        desk.place(claim, side_, first, last)


@click.command(
    short_help="Say that a party is an observer in a story.",
    epilog="Example: counterclaim review observer c855a92a7 --reason 'a hospital that treats both'",
)
@click.argument("claim", metavar="CLAIM")
@click.option("--from", "first", type=Moment(), metavar="TIME", help="Since when (default: always).")
@click.option("--to", "last", type=Moment(), metavar="TIME", help="Until when (default: still).")
@author_options
@reason_option()
def observer(
    claim: str, first: datetime | None, last: datetime | None, ledger: Location | None, author: str | None, reason: str
) -> None:
    """Say that the speaker of a claim is an observer in its story, on nobody's side."""
    with bench(ledger, author, reason) as desk:
        desk.place(claim, None, first, last)


@click.command(
    short_help="List the sides and observers of the stories.", epilog="Example: counterclaim review sides --format csv"
)
@ledger_option
@format_option("text", "json", "csv")
def sides(ledger: Location | None, format_: str) -> None:
    """List where parties stand in each story, as people said.

    Fields: story, actor, side (empty: observer), from, to, author, reason.
    """
    from counterclaim.cli._queue import list_sides, print_rows
    from counterclaim.ledger import Ledger

    with Ledger.open(settings_from(ledger).ledger, create=False) as held:
        print_rows(list_sides(held), format_, empty="nobody said who stands where")


@click.command(
    short_help="Flag somebody as protected.",
    epilog="Example: counterclaim review protect r1ff0b3ce --words 'the boy' --as minor --reason 'he is named'",
)
@click.argument("report", metavar="REPORT")
@click.option("--words", required=True, metavar="WORDS", help="The name as the report has it, or START:END.")
@click.option(
    "--as",
    "why",
    required=True,
    metavar="WHY",
    help="As minor, hostage, detainee, patient, witness, private; or cleared: you looked, and nobody needs it.",
)
@author_options
@reason_option()
def protect(report: str, words: str, why: str, ledger: Location | None, author: str | None, reason: str) -> None:
    """Flag somebody named in a report as protected, for every view and export that obeys."""
    with bench(ledger, author, reason) as desk:
        desk.protect(report, words, why)
