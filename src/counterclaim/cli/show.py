"""`counterclaim show`."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from counterclaim.cli._options import as_of_options, format_option, ledger_option, settings_from
from counterclaim.locations import Location

if TYPE_CHECKING:
    from rich.console import Console

    from counterclaim.ledger import HeldAbsence, HeldRevision
    from counterclaim.records.ids import Json
    from counterclaim.views import Lookup


@click.command(epilog="Example: counterclaim show sfe6c67a4 --as-of 2026-03-13")
@click.argument("id_", metavar="ID")
@ledger_option
@as_of_options
@format_option("text", "json")
def show(id_: str, ledger: Location | None, as_of: datetime | None, recorded: datetime | None, format_: str) -> None:
    """Show one story, report, proposition, dispute or claim, by its id or the start of it.

    A story's page shows who is for and against each matter in their exact words, figures by claimant, what was
    answered in other words, and what stands unconfirmed or on one origin. As of another moment the story, proposition
    or dispute is the one that held these reports or claims then; of a report whose text of then is not held no claims
    are shown. A report says if `collect` found its page gone: since when, and when it was captured last. As JSON a
    story and a proposition have an `origin_graph` beside: its nodes are reports, carriers, utterances and exhibits;
    its edges say what derives from what, and why.
    """
    from counterclaim.cli._console import make_console
    from counterclaim.cli._output import note_view, print_absent, print_json
    from counterclaim.cli._visible import say
    from counterclaim.views import Lookup, many, tell_gone, view_context, view_ledger

    settings = settings_from(ledger)
    view = view_ledger(settings.ledger, as_of=as_of, recorded=recorded, about=id_)
    if not view.about:
        print_absent(view.not_held, format_)
        return
    note_view(view)
    lookup = Lookup(view.document)
    found = [lookup.find(name) for name in view.about]
    asked = {name: _asked(settings.ledger, kind, name, lookup, recorded) for kind, name in found}
    gone = {name: _gone(settings.ledger, kind, name, lookup, as_of, recorded) for kind, name in found}
    if format_ == "json":
        records = [_record(kind, name, lookup) for kind, name in found]
        for record, (_, name) in zip(records, found, strict=True):
            if asked[name] and isinstance(record, dict):
                record["enquiries"] = [*asked[name]]
            if isinstance(record, dict) and (absence := gone[name]) is not None:
                record["gone"] = _gone_record(absence)
        print_json(records[0] if len(records) == 1 else records)
        return
    console = make_console()
    for kind, name in found:
        if (absence := gone[name]) is not None:
            say(tell_gone(absence))
        _print(kind, name, lookup, view.earlier, console, settings.convention)
        for line in asked[name]:
            say(line)
        if kind == "story":
            near = view_context(settings.ledger, name, as_of=as_of, recorded=recorded)
            if near:
                rows = f"{many(len(near), 'row')} of other people's event data near it"
                say(f"{rows}: see `counterclaim context {name[:9]}`", err=True)


def _asked(place: Location, kind: str, name: str, lookup: "Lookup", recorded: datetime | None) -> tuple[str, ...]:
    """Whom people asked about a story, a proposition or a claim, and what was answered."""
    from counterclaim.ledger import AsOf, Ledger
    from counterclaim.watching import enquiries_about, tell_enquiry

    claims = {"claim": (name,), "proposition": lookup.propositions[name].claims if kind == "proposition" else ()}
    revisions = lookup.stories[name].revisions if kind == "story" else ()
    if kind not in claims and not revisions:
        return ()
    if revisions:
        claims[kind] = tuple(c.id for r in revisions if r in lookup.reports for c in lookup.reports[r].claims)
    with Ledger.open(place, create=False) as ledger:
        found = enquiries_about(ledger, claims=claims[kind], revisions=revisions, as_of=AsOf(recorded=recorded))
    return tuple(map(tell_enquiry, found))


def _gone(
    place: Location, kind: str, name: str, lookup: "Lookup", as_of: datetime | None, recorded: datetime | None
) -> "HeldAbsence | None":
    """That the page of a report is gone."""
    from counterclaim.ledger import AsOf, Ledger
    from counterclaim.views import absence_of

    if kind != "report":
        return None
    with Ledger.open(place, create=False) as ledger:
        return absence_of(ledger, lookup.reports[name].document, AsOf(published=as_of, recorded=recorded))


def _gone_record(held: "HeldAbsence") -> "Json":
    """The same with what proves it."""
    from counterclaim.records.codec import to_json

    told = {
        "entry": held.entry_id,
        "recorded_at": held.recorded_at.isoformat(),
        "recorded_by": held.recorded_by,
        "last_captured": held.last_captured.isoformat(),
    }
    return {**told, "absence": to_json(held.absence)}


def _record(kind: str, name: str, lookup: "Lookup") -> "Json":
    from counterclaim.records.codec import to_json
    from counterclaim.views import graph_of

    record = to_json(lookup.record(kind, name))
    if isinstance(record, dict) and kind in ("story", "proposition"):
        record["origin_graph"] = to_json(graph_of(kind, name, lookup))
    return record


def _print(
    kind: str, name: str, lookup: "Lookup", earlier: "Sequence[HeldRevision]", console: "Console", convention: str
) -> None:
    from counterclaim.cli._claim import print_claim
    from counterclaim.cli._matters import print_disputes, print_proposition
    from counterclaim.cli._reports import print_report
    from counterclaim.cli._stories import print_story
    from counterclaim.cli._tallies import print_tallies

    if kind == "story":
        print_story(lookup.stories[name], lookup, console, convention=convention, earlier=earlier)
    elif kind == "report":
        print_report(lookup.reports[name], console, convention=convention)
    elif kind == "proposition":
        print_proposition(lookup.propositions[name], lookup, console)
        print_tallies([lookup.propositions[name]], lookup, console, convention=convention)
    elif kind == "dispute":
        print_disputes([lookup.disputes[name]], lookup, console)
    else:
        print_claim(lookup.claims[name], lookup, console, convention=convention)
