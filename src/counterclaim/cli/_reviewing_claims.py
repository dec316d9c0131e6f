"""The commands of `review` that are about one claim: as it reads, as it should read, that there is none."""

import click

from counterclaim.cli._deciding import author_options, bench, reason_option
from counterclaim.locations import Location
from counterclaim.records.claims import Form, Kind, Stance


@click.command(
    short_help="Accept claims as they are read.",
    epilog="Example: counterclaim review accept c855a92a7 c2a0b3468 --author 'R. Desk'",
)
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM…")
@author_options
@reason_option(needed=False)
def accept(claims: tuple[str, ...], ledger: Location | None, author: str | None, reason: str) -> None:
    """Accept claims as they are read: a later reading does not change them any more."""
    with bench(ledger, author, reason or "read as the text says") as desk:
        desk.accept(claims)


@click.command(
    short_help="Say how a claim should read.",
    epilog="Example: counterclaim review correct c855a92a7 --stance asserts --reason 'he said so himself'",
)
@click.argument("claim", metavar="CLAIM")
@author_options
@reason_option()
@click.option(
    "--content", multiple=True, metavar="WORDS", help="What is claimed: its words, or START:END; repeat for parts."
)
@click.option("--source", multiple=True, metavar="WORDS", help="The words that name the source.")
@click.option("--cue", multiple=True, metavar="WORDS", help="The words that credit it.")
@click.option("--actor", metavar="NAME", help="Who is responsible for the statement.")
@click.option("--stance", type=click.Choice([s.value for s in Stance]))
@click.option("--form", type=click.Choice([f.value for f in Form]))
@click.option("--kind", type=click.Choice([k.value for k in Kind]))
@click.option(
    "--figure", "figures", multiple=True, metavar="WORDS=VALUE", help="As “at least 12=12.. killed”; “none” for none."
)
@click.option(
    "--place", "places", multiple=True, metavar="WORDS=PLACE", help="As “Orsk=Orsk @ 51.2, 58.6”; “none” for none."
)
@click.option("--time", metavar="WORDS=TIME", help="When it happened, as “Friday=2026-03-13”; “none” for open.")
def correct(claim: str, ledger: Location | None, author: str | None, reason: str, **asked: object) -> None:
    """Say how a claim should read: give only what differs, of figures and places all. WORDS are the report's own."""
    if not any(asked.values()):
        raise click.UsageError("nothing to correct: say what differs, as --stance or --actor, or `accept` the claim")
    with bench(ledger, author, reason) as desk:
        desk.correct(claim, asked)


@click.command(
    short_help="Add a claim that no machine read.",
    epilog="Example: counterclaim review add r1ff0b3ce --content 'the bridge fell' --reason 'in a caption'",
)
@click.argument("report", metavar="REPORT")
@author_options
@reason_option()
@click.option("--content", multiple=True, required=True, metavar="WORDS", help="What is claimed, or START:END.")
@click.option("--source", multiple=True, metavar="WORDS")
@click.option("--cue", multiple=True, metavar="WORDS")
@click.option("--actor", metavar="NAME", help="Who is responsible (default: the report itself).")
@click.option("--stance", type=click.Choice([s.value for s in Stance]))
@click.option("--form", type=click.Choice([f.value for f in Form]))
@click.option("--kind", type=click.Choice([k.value for k in Kind]))
@click.option("--figure", "figures", multiple=True, metavar="WORDS=VALUE")
@click.option("--place", "places", multiple=True, metavar="WORDS=PLACE")
@click.option("--time", metavar="WORDS=TIME")
def add(report: str, ledger: Location | None, author: str | None, reason: str, **asked: object) -> None:
    """Add a claim that no machine read in a report."""
    with bench(ledger, author, reason) as desk:
        desk.add(report, asked)


@click.command(
    short_help="Split a claim into parts.",
    epilog="Example: counterclaim review split c855a92a7 --into 'the town' --into 'denies: a siege' --reason 'two'",
)
@click.argument("claim", metavar="CLAIM")
@author_options
@reason_option()
@click.option(
    "--into",
    multiple=True,
    required=True,
    metavar="WORDS",
    help="The words of one part, or START:END; “denies: WORDS” gives it a stance.",
)
def split(claim: str, ledger: Location | None, author: str | None, reason: str, into: tuple[str, ...]) -> None:
    """Split a claim into parts, each with words of its own; actor and stance stay those of the whole."""
    if len(into) < 2:
        raise click.UsageError("a claim is split into two parts at least: give --into twice")
    with bench(ledger, author, reason) as desk:
        desk.split(claim, into)


@click.command(
    short_help="Say that there is no such claim.",
    epilog="Example: counterclaim review withdraw c855a92a7 --author 'R. Desk' --reason 'a caption, no claim'",
)
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM…")
@author_options
@reason_option()
def withdraw(claims: tuple[str, ...], ledger: Location | None, author: str | None, reason: str) -> None:
    """Say that the report makes no such claim."""
    with bench(ledger, author, reason) as desk:
        desk.withdraw(claims)


@click.command(
    short_help="Remark on a claim.",
    epilog="Example: counterclaim review comment c855a92a7 'asked the ministry at 14:00' --author 'R. Desk'",
)
@click.argument("claim", metavar="CLAIM")
@click.argument("words", metavar="WORDS")
@author_options
def comment(claim: str, words: str, ledger: Location | None, author: str | None) -> None:
    """Remark on a claim; nothing else changes."""
    with bench(ledger, author, words) as desk:
        desk.comment(claim)


@click.command(
    short_help="Undo a decision, by a new entry.",
    epilog="Example: counterclaim review undo 35325be29598 --reason 'two matters after all'",
)
@click.argument("entry", metavar="ENTRY")
@author_options
@reason_option()
def undo(entry: str, ledger: Location | None, author: str | None, reason: str) -> None:
    """Undo a decision, by a new entry; undoing that entry puts the decision back."""
    with bench(ledger, author, reason) as desk:
        desk.undo(entry)


@click.command(
    short_help="Make a row of event data of claims, or fill its columns.",
    epilog="Example: counterclaim review event c855a92a7 --set best=12 --reason 'the lower of the two tolls'",
)
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM…")
@click.option("--place", metavar="NAME", help="Where it happened, if the first claim has several places.")
@click.option(
    "--set", "columns", multiple=True, metavar="COLUMN=VALUE", help="A judged column of UCDP or ACLED; repeat."
)
@author_options
@reason_option()
def event(
    claims: tuple[str, ...],
    place: str | None,
    columns: tuple[str, ...],
    ledger: Location | None,
    author: str | None,
    reason: str,
) -> None:
    """Make a row of event data of claims, for `export ucdp` and `export acled`; no machine makes one.

    The first claim gives date and place, all of them are its sources and are accepted as read. A claim without a date
    or a place cannot become a row. What takes judgement (best, event_clarity, side_a, ids, …) stays blank until you
    give it with --set; the same claim again fills or, with an empty value, blanks more columns of its row.
    """
    from counterclaim.deciding import make_row

    with bench(ledger, author, reason) as desk:
        make_row(desk, claims, place=place, columns=columns)


@click.command(
    short_help="Give your own verdict on a claim.",
    epilog="Example: counterclaim review verdict c855a92a7 'Mostly false' --scale 2/5 --reason 'see our report'",
)
@click.argument("claim", metavar="CLAIM")
@click.argument("rating", metavar="RATING")
@click.option("--scale", metavar="N/BEST", help="The same as a number, such as 2/5; the worst is 1.")
@click.option("--url", metavar="URL", help="Where you explain it.")
@click.option("--publisher", metavar="NAME", help="In whose name you give it (default: yours).")
@author_options
@reason_option()
def verdict(
    claim: str,
    rating: str,
    scale: str | None,
    url: str | None,
    publisher: str | None,
    ledger: Location | None,
    author: str | None,
    reason: str,
) -> None:
    """Give your own verdict on a claim, for `export claimreview`. Counterclaim itself never says what is true.

    The claim is accepted as read with it. Your later verdict on the same claim takes the place of the earlier one.
    """
    from counterclaim.deciding import give_verdict

    with bench(ledger, author, reason) as desk:
        give_verdict(desk, claim, rating, scale=scale, url=url, publisher=publisher)
