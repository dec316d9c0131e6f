"""`counterclaim disputes`."""

from datetime import datetime

import click

from counterclaim.cli._options import as_of_options, format_option, ledger_option, settings_from
from counterclaim.locations import Location


@click.command(epilog="Example: counterclaim disputes --ledger war.db --format csv")
@ledger_option
@as_of_options
@format_option("text", "json", "csv")
@click.option("--story", help="Only disputes of the story with this id (or the start of it).")
def disputes(
    ledger: Location | None, as_of: datetime | None, recorded: datetime | None, format_: str, story: str | None
) -> None:
    """List what is disputed: a matter that one party asserts and another denies, or two that cannot both hold.

    Fields: id, kind, story, the words of each side, the actors for and against (or for the rival), score.
    """
    from counterclaim.cli._console import make_console
    from counterclaim.cli._matters import print_disputes
    from counterclaim.cli._output import note_view, print_json, say_none, write_csv
    from counterclaim.records.codec import to_json
    from counterclaim.views import Lookup, view_ledger

    place = settings_from(ledger).ledger
    view = view_ledger(place, as_of=as_of, recorded=recorded, disputed=True)
    note_view(view)
    lookup = Lookup(view.document)
    chosen = [d for d in lookup.disputes.values() if story is None or d.story.startswith(story)]
    if format_ == "json":
        print_json([to_json(dispute) for dispute in chosen])
    elif format_ == "csv":
        write_csv([lookup.dispute_row(dispute) for dispute in chosen])
    elif chosen:
        print_disputes(chosen, lookup, make_console())
    else:
        say_none(place, "nothing is disputed in what this ledger shows", story=story)
