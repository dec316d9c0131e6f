"""`counterclaim ledger load`."""

import click

from counterclaim.cli._options import ledger_option, settings_from
from counterclaim.cli._visible import say
from counterclaim.locations import Location

#: Errors that are named; the rest are counted.
SHOWN = 50


@click.command(
    short_help="Add what `counterclaim archive` read.", epilog="Example: counterclaim ledger load march --ledger war.db"
)
@ledger_option
@click.argument("folder", metavar="FOLDER")
def load(ledger: Location | None, folder: str) -> None:
    """Add the reports in a FOLDER that `counterclaim archive` wrote, and compare them with those held.

    Makes the entries that `counterclaim add` would make of the same pages. Files that are not those that the folder's
    manifest names are refused. Copies, which were not read, are counted and left out.

    Prints how many reports are new, revised and unchanged.
    """
    from counterclaim.archive import load_archive
    from counterclaim.cli._intake import reading, working
    from counterclaim.cli._output import totals_words
    from counterclaim.disputes import build_accounts
    from counterclaim.judging import judge_new
    from counterclaim.ledger import Ledger
    from counterclaim.taggers import load_encoder, load_pairs
    from counterclaim.views import many

    encoder, reader = load_encoder(), load_pairs()  # before the index, which must not be loaded first
    with Ledger.open(settings_from(ledger).ledger) as held:
        with working("adding the reports"):
            loaded = load_archive(held, folder)
        with reading(len(held.unjudged())) as progress:
            judge_new(held, encoder, reader, done=progress)
        totals = held.follow(build_accounts)
        held.tidy()
        place = held.location
    errors = loaded.errors
    for error in errors[:SHOWN]:
        say(error, err=True)
    if len(errors) > SHOWN:
        say(f"and {len(errors) - SHOWN} more", err=True)
    say(
        f"new\t{loaded.new}\nrevised\t{loaded.revised}\nunchanged\t{loaded.unchanged}\ncopies left out\t{loaded.copies}"
    )
    say(f"{many(loaded.new + loaded.revised, 'report')} added to {place}: {totals_words(totals)}", err=True)
    if errors:
        raise click.exceptions.Exit(1)
