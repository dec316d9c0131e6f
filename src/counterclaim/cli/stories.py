"""`counterclaim stories`."""

from datetime import datetime

import click

from counterclaim.cli._options import as_of_options, format_option, ledger_option, settings_from
from counterclaim.locations import Location


@click.command(epilog="Example: counterclaim stories --as-of 2026-03-13T09:00Z --format json")
@ledger_option
@as_of_options
@format_option("text", "json", "csv")
def stories(ledger: Location | None, as_of: datetime | None, recorded: datetime | None, format_: str) -> None:
    """List the stories in the ledger: reports about the same contested event, the newest first.

    Fields: id, title, reports, origins, disputes, propositions, first and last publication.
    """
    from counterclaim.cli._console import make_console
    from counterclaim.cli._output import note_not_held, print_json, say_none, write_csv
    from counterclaim.cli._stories import print_stories
    from counterclaim.disputes import build_accounts
    from counterclaim.ledger import AsOf, Ledger
    from counterclaim.views import story_rows

    moment = AsOf(published=as_of, recorded=recorded)
    place = settings_from(ledger).ledger
    with Ledger.open(place, create=False) as held:
        note_not_held(held.not_held(moment))
        rows = story_rows(held.accounts(build_accounts, moment), held.texts(moment))
    if format_ == "json":
        print_json(rows)
    elif format_ == "csv":
        write_csv(rows)
    elif rows:
        print_stories(rows, make_console())
    else:
        say_none(place, "no story was out, or recorded, by then")
