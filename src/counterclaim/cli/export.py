"""`counterclaim export`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from counterclaim.cli._options import as_of_options, ledger_option, settings_from
from counterclaim.cli._visible import say
from counterclaim.locations import Location

if TYPE_CHECKING:
    from counterclaim.ledger import HeldCapture, Ledger

_OUT = click.Path(path_type=Path, dir_okay=False)


class InOrder(click.Group):
    """A group that lists its commands in the order in which they are written."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=InOrder, epilog="Example: counterclaim export dossier sfe6c67a4 -o story.html --ledger war.db")
def export() -> None:
    """Write what the ledger holds in the formats of other tools.

    All but `wacz` and `warc` are for anybody: they pass every rule that protects people, name the claimant of every
    claim, mark what no person has reviewed, and say as of when they were made. Without STORY they hold the whole
    ledger. What left is listed by `counterclaim ledger exports`, so that it can be called back.
    """


def _release(
    name: str, example: str, short: str, text: str, *, file_only: str = "", variants: tuple[str, ...] = ()
) -> None:
    """Adds the command that writes the format `name` of a release, into a file such as `example`."""

    def run(
        story: str | None,
        out: Path | None,
        ledger: Location | None,
        as_of: datetime | None,
        recorded: datetime | None,
        position_hours: float | None,
        variant: str = "",
    ) -> None:
        from counterclaim.cli._exporting import Asked, export_release

        if out is None and file_only:
            raise click.UsageError(f"{name} is written to {file_only}: name it with -o")
        asked = Asked(
            story=story,
            out=out,
            as_of=as_of,
            recorded=recorded,
            position_hours=position_hours,
            variant=variant,
        )
        export_release(name, settings_from(ledger), asked)

    options: list[Callable[..., Any]] = [
        click.argument("story", metavar="[STORY]", required=False),
        click.option("-o", "--out", type=click.Path(path_type=Path), help="Where to write it (default: stdout)."),
        ledger_option,
        as_of_options,
        click.option(
            "--position-hours",
            type=click.FloatRange(0),
            metavar="HOURS",
            help="From which age positions of forces leave as they were claimed (default: 72, or as the settings say).",
        ),
    ]
    if variants:
        choice = click.Choice(variants)
        options.append(click.option("--as", "variant", type=choice, default=variants[0], show_default=True))
    command: Callable[..., Any] = run
    for option in reversed(options):
        command = option(command)
    command.__doc__ = text
    epilog = f"Example: counterclaim export {name} sfe6c67a4 -o {example} --ledger war.db"
    export.command(name, short_help=short, epilog=epilog)(command)


_release(
    "dossier",
    "story.html",
    "A story as one HTML page that prints to PDF.",
    """Write a story as one HTML page that stands alone and prints to PDF.

    What is disputed, who stands where in which words, figures by claimant, every claim with its report and place in it,
    reports with digests, and as of when.
    """,
)
_release(
    "schema-org",
    "claims.jsonld",
    "Claims as schema.org JSON-LD.",
    """Write every claim as a schema.org Claim in JSON-LD, and a ClaimReview for each verdict that a person gave.

    Fields: name, text, author, appearance, firstAppearance, claimInterpreter; matters and disputes stand beside.
    """,
)
_release(
    "claimreview",
    "verdicts.jsonld",
    "People's verdicts as schema.org ClaimReview.",
    """Write the verdicts that people gave with `review verdict` as ClaimReview in JSON-LD.

    Where no person gave one there is nothing to write, and the exit status is 1.
    """,
)
_release(
    "web-annotation",
    "claims.jsonld",
    "Claims as W3C Web Annotations.",
    """Write every claim as a W3C Web Annotation with a quotation and a position in the text, named by its SHA-256.""",
)
_release(
    "prov",
    "story.jsonld",
    "Where claims come from, as PROV-O.",
    """Write where every claim comes from as a PROV-O graph: texts and their revisions, claimants, carriers, acts of
    saying, shared origins, and who read it.
    """,
    variants=("json-ld", "turtle"),
)
_release(
    "followthemoney",
    "story.ftm.json",
    "Parties, reports and claims for FollowTheMoney.",
    """Write parties, reports, claims (as notes) and people's event rows for FollowTheMoney: entities as JSON lines, or
    statements as CSV.
    """,
    variants=("entities", "statements"),
)
_release(
    "ucdp",
    "rows.csv",
    "People's event rows in the columns of UCDP GED.",
    """Write the rows of event data that people made with `review event` as CSV in the columns of UCDP GED.

    Judgement columns are blank until a person fills them; the conventions are written beside the file. Each row names
    the claims that it rests on.
    """,
)
_release(
    "acled",
    "rows.csv",
    "People's event rows in the columns of ACLED.",
    """Write the rows of event data that people made with `review event` as CSV in the columns of ACLED.

    Judgement columns are blank until a person fills them; the conventions are written beside the file. Each row names
    the claims that it rests on.
    """,
)
_release(
    "geojson",
    "places.geojson",
    "Places of claims as GeoJSON areas.",
    """Write where claimed things are said to have happened as GeoJSON: areas, with the precision as a property.""",
)
_release(
    "parquet",
    "tables",
    "Tables for analysts, one Parquet file each.",
    """Write claims, positions, matters, disputes, reports and more as tables, one file each, into a new folder.""",
    file_only="a folder",
)
_release(
    "sqlite",
    "story.db",
    "The same tables as a SQLite file for Datasette.",
    """Write the same tables as a SQLite file with full-text search, and descriptions for Datasette beside it.""",
    file_only="a file",
)


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
    if not leaving:
        raise LedgerError("no captured page that may leave is held: nothing was written")
    record(held, format_, out, leaving, entitled=entitled)
    return held.captures(leaving)


@export.command(
    short_help="Captured pages as a WACZ file for web-archive players.",
    epilog="Example: counterclaim export wacz pages.wacz r1ff0b3ce --ledger war.db",
)
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


@export.command(
    short_help="Captured pages as a WARC file.",
    epilog="Example: counterclaim export warc pages.warc.gz --ledger war.db",
)
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
