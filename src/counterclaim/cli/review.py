"""`counterclaim review`: what a person decides of the machine's readings."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from counterclaim.cli._deciding import author_of, author_options, reason_option
from counterclaim.cli._options import Moment, format_option, ledger_option, settings_from
from counterclaim.locations import Location
from counterclaim.records.claims import Form, Kind, Stance

if TYPE_CHECKING:
    from counterclaim.deciding import Bench


@click.group(epilog="Example: counterclaim review queue; counterclaim review accept c4bf946af --author 'R. Desk'")
def review() -> None:
    """Accept, correct, merge, split and withdraw what was read; nothing is overwritten.

    Every decision is an entry of its own with its author, time and reason, beside the machine's reading. It holds
    against whatever is read or judged later, until somebody undoes it; of two people's decisions the later is in
    force, and both are shown. Each command prints the entry's id, which `undo` takes.
    """


@contextmanager
def bench(ledger: Location | None, author: str | None, reason: str | None) -> Iterator["Bench"]:
    from counterclaim.cli._deciding import tell
    from counterclaim.deciding import Bench
    from counterclaim.ledger import Ledger

    path, name = author_of(ledger, author)
    with Ledger.open(path, create=False) as held:
        desk = Bench(held, name, reason or "", told=tell(held))
        yield desk
        desk.follow()


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

    Fields: entry, recorded, author, action, id, words, reason, undone_by.
    """
    from counterclaim.cli._queue import list_decisions, print_rows
    from counterclaim.ledger import Ledger

    with Ledger.open(settings_from(ledger).ledger, create=False) as held:
        print_rows(list_decisions(held), format_, empty="nobody decided anything in this ledger")


@review.command(
    short_help="Show the machine's reading of a claim beside what people decided.",
    epilog="Example: counterclaim review show c4bf946af",
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
    short_help="Accept claims as they are read.",
    epilog="Example: counterclaim review accept c4bf946af c1876f582 --author 'R. Desk'",
)
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM…")
@author_options
@reason_option(needed=False)
def accept(claims: tuple[str, ...], ledger: Location | None, author: str | None, reason: str) -> None:
    """Accept claims as they are read: a later reading does not change them any more."""
    with bench(ledger, author, reason or "read as the text says") as desk:
        desk.accept(claims)


@review.command(
    short_help="Say how a claim should read.",
    epilog="Example: counterclaim review correct c4bf946af --stance asserts --reason 'he said so himself'",
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


@review.command(
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


@review.command(
    short_help="Split a claim into parts.",
    epilog="Example: counterclaim review split c4bf946af --into 'the town' --into 'denies: a siege' --reason 'two'",
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


@review.command(
    short_help="Say that there is no such claim.",
    epilog="Example: counterclaim review withdraw c4bf946af --author 'R. Desk' --reason 'a caption, no claim'",
)
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM…")
@author_options
@reason_option()
def withdraw(claims: tuple[str, ...], ledger: Location | None, author: str | None, reason: str) -> None:
    """Say that the report makes no such claim."""
    with bench(ledger, author, reason) as desk:
        desk.withdraw(claims)


@review.command(
    short_help="Remark on a claim.",
    epilog="Example: counterclaim review comment c4bf946af 'asked the ministry at 14:00' --author 'R. Desk'",
)
@click.argument("claim", metavar="CLAIM")
@click.argument("words", metavar="WORDS")
@author_options
def comment(claim: str, words: str, ledger: Location | None, author: str | None) -> None:
    """Remark on a claim; nothing else changes."""
    with bench(ledger, author, words) as desk:
        desk.comment(claim)


@review.command(
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


@review.command(
    short_help="Say that claims are about one matter, or reports about one event.",
    epilog="Example: counterclaim review merge p59ec2da4 p740653bf --reason 'both ask who holds the airstrip'",
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


@review.command(
    short_help="Take claims out of a proposition, or reports out of a story.",
    epilog="Example: counterclaim review part cebb62b1a --reason 'photographs were taken, not the airstrip'",
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


@review.command(
    short_help="Say that claims have one speaker, or have not.",
    epilog="Example: counterclaim review actors join c4bf946af c1876f582 --reason 'one spokesman, spelt two ways'",
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


@review.command(
    short_help="Say that reports have one origin, or have not.",
    epilog="Example: counterclaim review origins join r1ff0b3ce r0b9da20a --reason 'both print the dispatch'",
)
@_SAME
@click.argument("reports", nargs=-1, required=True, metavar="REPORT REPORT…")
@author_options
@reason_option()
def origins(verb: str, reports: tuple[str, ...], ledger: Location | None, author: str | None, reason: str) -> None:
    """Say that the reports derive from what the first derives from (join), or that they do not (part)."""
    with bench(ledger, author, reason) as desk:
        desk.join_origins(reports, join=verb == "join")


@review.command(
    short_help="Say that two claims dispute each other.",
    epilog="Example: counterclaim review dispute c4bf946af c1876f582 --reason 'both speak of Thursday'",
)
@click.argument("claim", metavar="CLAIM")
@click.argument("other", metavar="CLAIM")
@author_options
@reason_option()
def dispute(claim: str, other: str, ledger: Location | None, author: str | None, reason: str) -> None:
    """Say that two claims dispute each other: a denial and what it denies, or two that cannot both hold."""
    with bench(ledger, author, reason) as desk:
        desk.say_disputed(claim, other)


@review.command(
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


@review.command(
    short_help="Say on which side a party stands in a story.",
    epilog="Example: counterclaim review side c4bf946af --on government --reason 'its ministry'",
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


@review.command(
    short_help="Say that a party is an observer in a story.",
    epilog="Example: counterclaim review observer c4bf946af --reason 'a hospital that treats both'",
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


@review.command(
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


@review.command(
    short_help="Make a row of event data of claims, or fill its columns.",
    epilog="Example: counterclaim review event c4bf946af --set best=12 --reason 'the lower of the two tolls'",
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


@review.command(
    short_help="Give your own verdict on a claim.",
    epilog="Example: counterclaim review verdict c4bf946af 'Mostly false' --scale 2/5 --reason 'see our report'",
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


@review.command(
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


@review.command(
    short_help="Write readings for an annotation tool or for training.",
    epilog="Example: counterclaim review export --format web-annotation --story s1a2b3c > readings.json",
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
