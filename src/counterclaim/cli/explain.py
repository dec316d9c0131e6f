"""`counterclaim explain`."""

from datetime import datetime

import click

from counterclaim.cli._options import as_of_options, ledger_option, settings_from
from counterclaim.locations import Location


@click.command(epilog="Example: counterclaim explain c855a92a7")
@click.argument("id_", metavar="ID")
@ledger_option
@as_of_options
def explain(id_: str, ledger: Location | None, as_of: datetime | None, recorded: datetime | None) -> None:
    """Show why something was read, matched or disputed as it was.

    For a claim: the rule behind each field with its words, the candidates for its actor, and the scored evidence
    that ties it to other claims. For a proposition: how its claims hang together and where its status comes from.
    For a dispute or a story: the reasons. Scores are taken apart into named parts.
    """
    from counterclaim.cli._console import make_console
    from counterclaim.cli._explanations import explain_claim, explain_dispute, explain_proposition, explain_story
    from counterclaim.cli._output import note_view, print_absent
    from counterclaim.views import Lookup, view_ledger

    settings = settings_from(ledger)
    view = view_ledger(settings.ledger, as_of=as_of, recorded=recorded, about=id_, judged=True)
    if not view.about:
        print_absent(view.not_held, "text")
        return
    note_view(view)
    lookup = Lookup(view.document)
    console = make_console()
    for kind, found in [lookup.find(name) for name in view.about]:
        if kind == "claim":
            claim = lookup.claims[found]
            explain_claim(claim, lookup, view.judgements.matches, console, convention=settings.convention)
        elif kind == "proposition":
            explain_proposition(lookup.propositions[found], lookup, view.judgements.matches, console)
        elif kind == "dispute":
            explain_dispute(lookup.disputes[found], lookup, view.judgements.matches, console)
        elif kind == "story":
            explain_story(lookup.stories[found], lookup, view.judgements.links, console)
        else:
            raise click.UsageError("a report has no reasons of its own: explain one of its claims")
