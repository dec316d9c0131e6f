"""`counterclaim show`."""

from datetime import datetime
from pathlib import Path

import click

from counterclaim.cli._options import as_of_options, format_option, ledger_option, settings_from


@click.command(epilog="Example: counterclaim show s1a2b3c --as-of 2026-03-13")
@click.argument("id_", metavar="ID")
@ledger_option
@as_of_options
@format_option("text", "json")
def show(id_: str, ledger: Path | None, as_of: datetime | None, recorded: datetime | None, format_: str) -> None:
    """Show one story, report, proposition, dispute or claim, by its id or the start of it.

    A story's page shows who is for and against each matter in their exact words, figures by claimant, what was
    answered in other words, and what stands unconfirmed or on one origin.
    """
    from counterclaim.cli._lookup import Lookup
    from counterclaim.cli._output import note_view, print_json
    from counterclaim.cli._tallies import print_tallies
    from counterclaim.cli._terminal import (
        make_console,
        print_claim,
        print_disputes,
        print_proposition,
        print_report,
        print_story,
    )
    from counterclaim.cli._views import view_ledger
    from counterclaim.records.codec import to_json

    settings = settings_from(ledger)
    view = view_ledger(settings.ledger, as_of=as_of, recorded=recorded, about=id_)
    note_view(view)
    lookup = Lookup(view.document)
    kind, found = lookup.find(id_)
    if format_ == "json":
        print_json(to_json(lookup.record(kind, found)))
        return
    console = make_console()
    if kind == "story":
        print_story(lookup.stories[found], lookup, console, convention=settings.convention, earlier=view.earlier)
    elif kind == "report":
        print_report(lookup.reports[found], console, convention=settings.convention)
    elif kind == "proposition":
        print_proposition(lookup.propositions[found], lookup, console)
        print_tallies([lookup.propositions[found]], lookup, console, convention=settings.convention)
    elif kind == "dispute":
        print_disputes([lookup.disputes[found]], lookup, console)
    else:
        print_claim(lookup.claims[found], lookup, console, convention=settings.convention)
