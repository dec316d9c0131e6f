"""Feeds of turns: Atom and JSON Feed, per story, actor and saved search. Everything in them may leave the desk.

feed = make_feed(ledger, About.STORY, "s1a2b3c", now=now)
page = to_atom(feed, address="https://desk.example/feeds/story/s1a2b3c.atom")
"""

from counterclaim.feeds._feeds import About, Feed, FeedState, feed_state, find_watch, make_feed
from counterclaim.feeds._items import Item, make_item, writable
from counterclaim.feeds._writing import MEDIA_TYPES, item_facts, to_atom, to_json_feed

__all__ = [
    "MEDIA_TYPES",
    "About",
    "Feed",
    "FeedState",
    "Item",
    "feed_state",
    "find_watch",
    "item_facts",
    "make_feed",
    "make_item",
    "to_atom",
    "to_json_feed",
    "writable",
]
