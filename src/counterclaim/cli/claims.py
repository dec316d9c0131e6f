"""`counterclaim claims`."""

from datetime import datetime

import click

from counterclaim.cli._options import as_of_options, format_option, ledger_option, settings_from
from counterclaim.locations import Location
from counterclaim.records.claims import Kind, Stance
from counterclaim.records.events import EventKind


@click.command(epilog="Example: counterclaim claims --actor ministry --stance denies --format csv > denials.csv")
@ledger_option
@as_of_options
@format_option("text", "json", "csv")
@click.option("--actor", help="Only claims whose actor has these words in the name.")
@click.option("--stance", type=click.Choice([s.value for s in Stance]), help="Only claims of this stance.")
@click.option("--kind", type=click.Choice([k.value for k in Kind]), help="Only claims of this kind.")
@click.option("--event", type=click.Choice([e.value for e in EventKind]), help="Only claims of this event (PLOVER).")
@click.option("--mode", help="Only claims of this mode of an event, such as arrest.")
@click.option("--story", help="Only claims of the story with this id (or the start of it).")
@click.option("--search", help="Only claims whose words contain all of these words (each may be the start of one).")
def claims(
    ledger: Location | None,
    as_of: datetime | None,
    recorded: datetime | None,
    format_: str,
    actor: str | None,
    stance: str | None,
    kind: str | None,
    event: str | None,
    mode: str | None,
    story: str | None,
    search: str | None,
) -> None:
    """List the claims in the ledger with their exact words, by report and place in the text.

    CSV fields: id, actor, via, stance, form, kind, hedged, words, cue, source, figures, places, event_time,
    event, mode, sub_type, said, reviewed, proposition, revision, start, end, outlet, published, address.
    """
    from counterclaim.cli._console import make_console
    from counterclaim.cli._output import note_view, print_json, say_none, write_csv
    from counterclaim.cli._reports import print_claims
    from counterclaim.ledger import Ledger
    from counterclaim.records.codec import to_json
    from counterclaim.views import SEARCHED, Lookup, view_ledger

    settings = settings_from(ledger)
    view = view_ledger(settings.ledger, as_of=as_of, recorded=recorded, search=search)
    note_view(view)
    lookup = Lookup(view.document)
    chosen = list(lookup.claims.values())
    if search is not None:
        with Ledger.open(settings.ledger, create=False) as held:
            found = set(held.search(search, limit=SEARCHED))
        chosen = [claim for claim in chosen if claim.id in found]
    if actor is not None:
        wanted = actor.casefold().split()
        chosen = [claim for claim in chosen if all(word in claim.actor.casefold() for word in wanted)]
    if stance is not None:
        chosen = [claim for claim in chosen if claim.stance == stance]
    if kind is not None:
        chosen = [claim for claim in chosen if claim.kind == kind]
    if event is not None:
        chosen = [claim for claim in chosen if claim.event and claim.event.event == event]
    if mode is not None:
        chosen = [claim for claim in chosen if claim.event and claim.event.mode == mode]
    if story is not None:
        revisions = {r for s in lookup.stories.values() if s.id.startswith(story) for r in s.revisions}
        chosen = [claim for claim in chosen if claim.revision in revisions]
    if format_ == "json":
        print_json([to_json(claim) for claim in chosen])
    elif format_ == "csv":
        write_csv([lookup.claim_row(claim, settings.convention) for claim in chosen])
    elif chosen:
        print_claims(chosen, lookup, make_console(), convention=settings.convention)
    else:
        say_none(settings.ledger, "no claim fits", story=story)
