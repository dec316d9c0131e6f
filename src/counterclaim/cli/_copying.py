"""`counterclaim ledger copy`."""

import click

from counterclaim.cli._options import LedgerLocation
from counterclaim.cli._proving import show_progress
from counterclaim.cli._visible import say
from counterclaim.locations import Location
from counterclaim.views import many


@click.command(
    short_help="Copy a ledger to another place or engine.",
    epilog="Example: counterclaim ledger copy war.db postgresql://db.example.org/war",
)
@click.argument("source", metavar="FROM", type=LedgerLocation())
@click.argument("target", metavar="TO", type=LedgerLocation())
def copy(source: Location, target: Location) -> None:
    """Copy the ledger FROM to TO, where there is none: the same entries, contents and tables, under the same root.

    Each is a file or postgresql://HOST/DATABASE. The copy is checked before it is kept. Others may go on writing to
    FROM; what they add after the copy began is not in TO.
    """
    from counterclaim.ledger import Ledger, copy_ledger

    with Ledger.open(source, create=False) as held, show_progress() as progress:
        held.record_export("copy", str(target))
        done = copy_ledger(held, target, progress=progress)
    say(f"{many(done.entries, 'entry', 'entries')} and {many(done.contents, 'content')} copied to {target}")
    say(f"root\t{done.root}")
