"""The commands of `review` that say what belongs together: matters, stories, speakers, origins and disputes."""

import click

from counterclaim.cli._deciding import author_options, bench, reason_option
from counterclaim.locations import Location


@click.command(
    short_help="Say that claims are about one matter, or reports about one event.",
    epilog="Example: counterclaim review merge c855a92a7 c2a0b3468 --reason 'both ask who holds the airstrip'",
)
@click.argument("ids", nargs=-1, required=True, metavar="ID ID…")
@author_options
@reason_option()
def merge(ids: tuple[str, ...], ledger: Location | None, author: str | None, reason: str) -> None:
    """Say that claims and propositions are about one matter, or that reports and stories are about one event."""
    if len(ids) < 2:
        raise click.UsageError("a merger takes two ids at least")
    with bench(ledger, author, reason) as desk:
        desk.merge(ids)


@click.command(
    short_help="Take claims out of a proposition, or reports out of a story.",
    epilog="Example: counterclaim review part cef4093aa --reason 'photographs were taken, not the airstrip'",
)
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@click.option(
    "--from", "others", multiple=True, metavar="ID", help="From what (default: the rest of where they stand)."
)
@author_options
@reason_option()
def part(
    ids: tuple[str, ...], others: tuple[str, ...], ledger: Location | None, author: str | None, reason: str
) -> None:
    """Take claims out of their proposition, or reports out of their story; those named together stay together."""
    with bench(ledger, author, reason) as desk:
        desk.part(ids, others)


_SAME = click.argument("verb", type=click.Choice(["join", "part"]), metavar="join|part")


@click.command(
    short_help="Say that claims have one speaker, or have not.",
    epilog="Example: counterclaim review actors join c855a92a7 c2a0b3468 --reason 'one spokesman, spelt two ways'",
)
@_SAME
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM CLAIM…")
@author_options
@reason_option()
def actors(verb: str, claims: tuple[str, ...], ledger: Location | None, author: str | None, reason: str) -> None:
    """Say that the speaker of the first claim is that of the others (join), or that it is not (part)."""
    if len(claims) < 2:
        raise click.UsageError("this takes two claims at least")
    with bench(ledger, author, reason) as desk:
        desk.join_actors(claims, join=verb == "join")


@click.command(
    short_help="Say that reports have one origin, or have not.",
    epilog="Example: counterclaim review origins join r1ff0b3ce ra15c2044 --reason 'both print the dispatch'",
)
@_SAME
@click.argument("reports", nargs=-1, required=True, metavar="REPORT REPORT…")
@author_options
@reason_option()
def origins(verb: str, reports: tuple[str, ...], ledger: Location | None, author: str | None, reason: str) -> None:
    """Say that the reports derive from what the first derives from (join), or that they do not (part)."""
    with bench(ledger, author, reason) as desk:
        desk.join_origins(reports, join=verb == "join")


@click.command(
    short_help="Say that two claims dispute each other.",
    epilog="Example: counterclaim review dispute c855a92a7 c2a0b3468 --reason 'both speak of Thursday'",
)
@click.argument("claim", metavar="CLAIM")
@click.argument("other", metavar="CLAIM")
@author_options
@reason_option()
def dispute(claim: str, other: str, ledger: Location | None, author: str | None, reason: str) -> None:
    """Say that two claims dispute each other: a denial and what it denies, or two that cannot both hold."""
    with bench(ledger, author, reason) as desk:
        desk.say_disputed(claim, other)


@click.command(
    "no-dispute",
    short_help="Say that a dispute is none.",
    epilog="Example: counterclaim review no-dispute dda9fc17d --reason 'the denial is of another matter'",
)
@click.argument("dispute", metavar="DISPUTE")
@author_options
@reason_option()
def no_dispute(dispute: str, ledger: Location | None, author: str | None, reason: str) -> None:
    """Say that what is shown as disputed is not, between any of those who speak in it now."""
    with bench(ledger, author, reason) as desk:
        desk.say_undisputed(dispute)
