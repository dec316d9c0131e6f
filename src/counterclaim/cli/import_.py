"""`counterclaim import`."""

from pathlib import Path

import click

from counterclaim.cli._deciding import author_of, author_options
from counterclaim.locations import Location

FORMATS = ("claimreview", "web-annotation", "followthemoney", "acled", "ucdp", "gdelt")


@click.command("import", epilog="Example: counterclaim import acled events.csv --author 'R. Desk'")
@click.argument("format_", type=click.Choice(FORMATS), metavar="FORMAT")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@author_options
@click.option("--dry-run", is_flag=True, help="Say what would come in; write nothing.")
def import_(format_: str, file: Path, ledger: Location | None, author: str | None, dry_run: bool) -> None:
    """Bring in what other tools hold: FORMAT is claimreview, web-annotation, followthemoney, acled, ucdp or gdelt.

    claimreview: a feed of reviews becomes reports by the fact-checkers, each with the claim that it rates.
    web-annotation: annotations of reports become decisions, as with `review import`.
    acled, ucdp (CSV with a header), gdelt (Events, Mentions or GKG, tab-separated), followthemoney (events among the
    entities): event data are kept as context to compare with (`counterclaim context`); they are never claims. Parties
    of FollowTheMoney are given with --actors where reports are read.

    The same file again adds nothing. Rows that cannot be used are named on stderr, and the exit status is then 1.
    """
    from counterclaim.cli import _importing as importing

    path, name = author_of(ledger, author)
    if format_ == "claimreview":
        failed = importing.import_claim_reviews(path, file, dry_run=dry_run)
    elif format_ == "web-annotation":
        failed = importing.import_web_annotations(path, file, name, dry_run=dry_run)
    else:
        failed = importing.import_context(path, file, format_, name, dry_run=dry_run)
    if failed:
        raise click.exceptions.Exit(1)
