"""`counterclaim since`."""

from datetime import UTC, datetime
from pathlib import Path

import click

from counterclaim.cli._options import Moment, format_option, ledger_option, settings_from
from counterclaim.locations import Location


@click.command(
    epilog="Example: counterclaim since 2026-11-22T18:00Z; counterclaim since 2026-11-22 --format html -o sheet.html"
)
@click.argument("since_", metavar="TIME", type=Moment(first=True))
@click.option("--until", type=Moment(), metavar="TIME", help="The end of the shift (default: now).")
@ledger_option
@format_option("text", "json", "md", "html")
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to a new file.")
def since(since_: datetime, until: datetime | None, ledger: Location | None, format_: str, out: Path | None) -> None:
    """Print the handover sheet: what this ledger has recorded since TIME that is worth a person's time.

    New denials, changed figures, claims that reports dropped without a word, newly contested matters, corrections,
    other changes of status, and the enquiries that are open. Copies and rewrites of what was held change nothing. The
    sheet of two moments is the same whenever it is made. For colleagues: it shows words as reports have them.
    """
    from counterclaim.cli._watching import print_sheet, sheet_json
    from counterclaim.ledger import Ledger
    from counterclaim.presentation import json_text
    from counterclaim.watching import hand_over, to_html, to_markdown

    with Ledger.open(settings_from(ledger).ledger, create=False) as held:
        sheet = hand_over(held, since_, until or datetime.now(UTC))
    if format_ == "text" and out is None:
        print_sheet(sheet)
        return
    written = {"md": to_markdown, "html": to_html, "text": to_markdown}
    page = json_text(sheet_json(sheet)) if format_ == "json" else written[format_](sheet)
    if out is None:
        click.echo(page, nl=False)
        return
    with out.open("x", encoding="utf-8") as file:
        file.write(page)
