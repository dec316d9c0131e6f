"""`counterclaim timeline`."""

from datetime import datetime

import click

from counterclaim.cli._options import as_of_options, format_option, ledger_option, settings_from
from counterclaim.locations import Location


@click.command(epilog="Example: counterclaim timeline sfe6c67a4 --as-of 2026-03-13T09:00Z")
@click.argument("id_", metavar="STORY")
@ledger_option
@as_of_options
@format_option("text", "json")
def timeline(
    id_: str, ledger: Location | None, as_of: datetime | None, recorded: datetime | None, format_: str
) -> None:
    """Show what was claimed when in a story, and what each revision added, dropped or reworded.

    STORY is the id of a story, or of a report, proposition, dispute or claim in it. One section a text, in the order
    from which the texts are proven: what it claims first in the story, which disputes begin with it, and, for a later
    text of a report, what became of the claims of the text before. The times of the event, of the saying, of
    publication and of recording stand apart. A claim that is gone was removed without notice unless the outlet says
    that it corrected itself; its claimant took nothing back.
    """
    from counterclaim.cli._console import make_console
    from counterclaim.cli._output import note_not_held, print_json
    from counterclaim.cli._timelines import print_timeline
    from counterclaim.cli._visible import say
    from counterclaim.records.codec import to_json
    from counterclaim.views import view_history

    history = view_history(settings_from(ledger).ledger, id_, as_of=as_of, recorded=recorded)
    if format_ == "json":
        print_json(
            {
                "timelines": [to_json(one) for one in history.timelines],
                "not_held": [to_json(missing) for missing in history.not_held],
            }
        )
        return
    console = make_console()
    for one in history.timelines:
        print_timeline(one, console)
    if history.timelines:
        note_not_held(history.not_held)
    else:
        for missing in history.not_held:
            say(f"{missing.address}: {missing.reason}")
