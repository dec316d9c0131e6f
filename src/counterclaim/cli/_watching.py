"""Turns, watches and enquiries on the terminal and as JSON."""

from collections.abc import Iterable

from rich.padding import Padding
from rich.text import Text

from counterclaim.cli._console import make_console
from counterclaim.cli._visible import marked, say
from counterclaim.feeds import item_facts
from counterclaim.ledger import Delivery, HeldEnquiry, HeldWatch
from counterclaim.records.codec import to_json
from counterclaim.records.ids import Json
from counterclaim.records.turns import Told
from counterclaim.watching import NOTE, Handover, describe, details_of, enquiry_line, heading_of, parts_of

SHORT = 9


def print_sheet(sheet: Handover) -> None:
    """The handover sheet for a terminal."""
    console = make_console()
    console.print(Text(marked(heading_of(sheet)), style="bold"))
    console.print(Text(NOTE, style="dim"))
    none: list[str] = []
    for _, title, turns in parts_of(sheet):
        if turns:
            console.print(Text(f"\n{title} ({len(turns)})", style="bold"))
            print_turns(turns, recorded=False)
        else:
            none.append(title)
    for title, enquiries in (("Open enquiries", sheet.enquiries), ("Answered enquiries", sheet.answered)):
        if enquiries:
            console.print(Text(f"\n{title} ({len(enquiries)})", style="bold"))
            for held in enquiries:
                console.print(Padding(Text(marked(enquiry_line(held))), (0, 0, 0, 2)))
        else:
            none.append(title)
    if none:
        console.print(Text(f"\nNone: {', '.join(title.lower() for title in none)}", style="dim"))


def print_turns(turns: Iterable[Told], *, recorded: bool = True) -> None:
    console = make_console()
    for told in turns:
        console.print(Padding(Text(marked(told.sentence)), (0, 0, 0, 2)))
        for line in details_of(told, recorded=recorded):
            console.print(Padding(Text(marked(line), style="dim"), (0, 0, 0, 4)))


def turn_json(told: Told) -> dict[str, Json]:
    """A turn with the words of the desk."""
    return {"sentence": told.sentence, "actors": list(told.actors), "outlets": list(told.outlets), **item_facts(told)}


def sheet_json(sheet: Handover) -> dict[str, Json]:
    found: dict[str, Json] = {"since": sheet.since.isoformat(), "until": sheet.until.isoformat()}
    for name, _, turns in parts_of(sheet):
        found[name] = [turn_json(told) for told in turns]
    found["enquiries"] = [to_json(held) for held in sheet.enquiries]
    found["answered"] = [to_json(held) for held in sheet.answered]
    return found


def print_watches(watches: Iterable[HeldWatch], url: str) -> None:
    """One line a watch: id, name, search, who keeps it, where it is sent, and its feed."""
    from counterclaim.alerts import feed_address

    for held in watches:
        watch = held.watch
        sent = [watch.webhook] if watch.webhook else []
        sent += [f"{watch.mail} ({watch.digest.value})"] if watch.mail else []
        feed = feed_address(url, held.id) if url else f"/feeds/watch/{held.id}.atom"
        say("\t".join((held.id[:SHORT], watch.name, describe(watch.query), watch.author, ", ".join(sent), feed)))


def print_enquiries(enquiries: Iterable[HeldEnquiry]) -> None:
    for held in enquiries:
        say(enquiry_line(held))


def print_deliveries(deliveries: Iterable[Delivery]) -> None:
    """One line a delivery: id, state, watch, channel, turns, attempts, when it is due, why the last attempt failed."""
    for one in deliveries:
        due = "" if one.state in ("done", "dead", "withdrawn") else one.due_at.isoformat(timespec="seconds")
        cells = (
            one.id,
            one.state,
            one.watch[:SHORT],
            one.channel,
            str(len(one.turns)),
            str(one.attempts),
            due,
            one.note,
        )
        say("\t".join(cells))
