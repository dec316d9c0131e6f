"""`counterclaim sides`."""

from datetime import datetime

import click

from counterclaim.cli._options import as_of_options, format_option, ledger_option, settings_from
from counterclaim.locations import Location


@click.command(epilog="Example: counterclaim sides sfe6c67a4 --format json")
@click.argument("id_", metavar="STORY")
@ledger_option
@as_of_options
@format_option("text", "json")
def sides(id_: str, ledger: Location | None, as_of: datetime | None, recorded: datetime | None, format_: str) -> None:
    """Suggest the sides of a story from who disputes with whom, with the reasons.

    Nothing follows from a suggestion: a side counts once a person has accepted it. None is suggested for private
    persons, medics, aid bodies and media, nor for observers, whom a person designates. Fields: sides, balance (the part
    of the evidence that agrees), first and last publication of it, ties, withheld.
    """
    from counterclaim.cli._console import make_console
    from counterclaim.cli._output import note_not_held, print_absent, print_json
    from counterclaim.cli._sides import print_sides, view_sides
    from counterclaim.records.codec import to_json

    found, not_held = view_sides(settings_from(ledger).ledger, id_, as_of=as_of, recorded=recorded)
    if not found:
        print_absent(not_held, format_)
        return
    note_not_held(not_held)
    if format_ == "json":
        print_json([to_json(one) for one in found])
        return
    console = make_console()
    for one in found:
        print_sides(one, console)
