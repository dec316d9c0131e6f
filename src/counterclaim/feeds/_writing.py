"""Feeds as Atom (RFC 4287) and as JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import UTC, datetime

from counterclaim import __version__
from counterclaim.feeds._feeds import Feed
from counterclaim.feeds._items import Item, make_item, writable
from counterclaim.presentation import json_text
from counterclaim.records.ids import Json
from counterclaim.records.turns import Told

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPES = {"atom": "application/atom+xml", "json": "application/feed+json"}
#: What stands as the author: nobody judged anything here.
AUTHOR = "Counterclaim (machine reading; who claims what, never what is true)"
HELD_BACK = "Turns held back by the rules that protect people: {}"

#: The address of a turn's page on the desk, where there is one.
PageOf = Callable[[Told], str | None]


def to_atom(feed: Feed, *, address: str = "", page_of: PageOf = lambda told: None) -> str:
    """The feed as Atom. `address` is where it is served; `page_of` gives the page of a turn, else the report is linked.

    Every text is plain: nothing of a report is markup.
    """
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {"xml:lang": "en"})
    _text(root, "id", feed.id)
    _text(root, "title", writable(feed.title))
    _text(root, "updated", _time(feed.updated))
    if feed.held_back:
        _text(root, "subtitle", HELD_BACK.format(feed.held_back))
    _text(ET.SubElement(root, f"{{{ATOM}}}author"), "name", AUTHOR)
    _text(root, "generator", "Counterclaim").set("version", __version__)
    if address:
        ET.SubElement(root, f"{{{ATOM}}}link", {"rel": "self", "type": MEDIA_TYPES["atom"], "href": address})
    for id_, told in feed.items:
        _entry(root, id_, told, make_item(told), page_of)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _entry(root: ET.Element, id_: str, told: Told, item: Item, page_of: PageOf) -> None:
    entry = ET.SubElement(root, f"{{{ATOM}}}entry")
    _text(entry, "id", id_)
    _text(entry, "title", item.title)
    _text(entry, "updated", _time(told.turn.at))
    _text(entry, "published", _time(told.turn.at))
    page = page_of(told)
    if page:
        ET.SubElement(entry, f"{{{ATOM}}}link", {"rel": "alternate", "type": "text/html", "href": page})
    for address in told.addresses:
        ET.SubElement(entry, f"{{{ATOM}}}link", {"rel": "related", "href": writable(address)})
    ET.SubElement(entry, f"{{{ATOM}}}category", {"term": told.turn.kind.value})
    _text(entry, "content", item.html).set("type", "html")


def _text(parent: ET.Element, name: str, words: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    element.text = words
    return element


def to_json_feed(feed: Feed, *, address: str = "", page_of: PageOf = lambda told: None) -> str:
    """The feed as JSON Feed 1.1, with what Counterclaim knows besides under `_counterclaim`."""
    items: list[Json] = []
    for id_, told in feed.items:
        item, page = make_item(told), page_of(told)
        row: dict[str, Json] = {
            "id": id_,
            "title": item.title,
            "content_text": item.text,
            "content_html": item.html,
            "date_published": _time(told.turn.at),
            "tags": [told.turn.kind.value],
        }
        if page:
            row["url"] = page
        if told.addresses:
            row["external_url"] = writable(told.addresses[0])
        row["_counterclaim"] = item_facts(told)
        items.append(row)
    found: dict[str, Json] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": writable(feed.title),
        "language": "en",
        "authors": [{"name": AUTHOR}],
        "items": items,
    }
    if address:
        found["feed_url"] = address
    about: dict[str, Json] = {
        "about": "https://jsonfeed.org/version/1.1",
        "id": feed.id,
        "updated": _time(feed.updated),
    }
    if feed.held_back is not None:
        about["held_back"] = feed.held_back
    found["_counterclaim"] = about
    return json_text(found)


def item_facts(told: Told) -> dict[str, Json]:
    """What a program wants of a turn: ids and vocabulary, and the words that changed."""
    turn = told.turn
    return {
        "turn": turn.id,
        "kind": turn.kind.value,
        "story": turn.story,
        "proposition": turn.proposition,
        "claims": list(turn.claims),
        "earlier": list(turn.earlier),
        "statuses": [status.value for status in turn.statuses],
        "before": told.before,
        "now": told.after,
        "answer": told.answer,
        "published": told.published.isoformat() if told.published else None,
        "recorded": _time(turn.at),
        "reason": turn.reason,
        "review": told.review,
    }


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
