"""Feeds: well formed, lasting, and without anything that may not leave."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
import pytest
from lxml import etree

from counterclaim.disputes import build_accounts
from counterclaim.errors import LedgerError
from counterclaim.feeds import About, Feed, feed_state, make_feed, to_atom, to_json_feed
from counterclaim.ledger import Ledger
from counterclaim.records.claims import Stance
from counterclaim.records.decisions import Decision, DecisionAction
from counterclaim.records.turns import TurnKind
from counterclaim.records.watches import Query, Watch
from tests.unit.ledger.conftest import Clock
from tests.watching import add, make_report

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
#: https://www.jsonfeed.org/version/1.1/: the fields that it names, with their types.
JSON_FEED: dict[str, Any] = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string"},
        "home_page_url": {"type": "string", "format": "uri"},
        "feed_url": {"type": "string", "format": "uri"},
        "description": {"type": "string"},
        "language": {"type": "string"},
        "authors": {"type": "array", "items": {"$ref": "#/$defs/author"}},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
                "properties": {
                    "id": {"type": "string"},
                    "url": {"type": "string", "format": "uri"},
                    "external_url": {"type": "string", "format": "uri"},
                    "title": {"type": "string"},
                    "content_html": {"type": "string"},
                    "content_text": {"type": "string"},
                    "date_published": {"type": "string", "format": "date-time"},
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
                "patternProperties": {"^_": {"type": "object"}},
                "additionalProperties": False,
            },
        },
    },
    "patternProperties": {"^_": {"type": "object"}},
    "additionalProperties": False,
    "$defs": {"author": {"type": "object", "properties": {"name": {"type": "string"}}, "additionalProperties": False}},
}
HOLDS = ("Harrow Front", "it holds the bridge at Orsk", Stance.ASSERTS, "bridge")
FELL = ("Interior Ministry", "that the bridge at Orsk had fallen", Stance.DENIES, "bridge")


def later(clock: Clock, days: float = 10) -> Any:
    return clock.now + timedelta(days=days)


@pytest.fixture
def turned(ledger: Ledger) -> Ledger:
    """A ledger with a denial and a claim that a revision dropped."""
    toll = ("Harrow Front", "12 soldiers were killed there", Stance.ASSERTS, "toll")
    add(ledger, make_report("wire", [HOLDS, toll]))
    add(ledger, make_report("radio", [FELL], hours=1))
    add(ledger, make_report("wire", [HOLDS], updated=3))
    ledger.follow(build_accounts)
    return ledger


def checked(feed: Feed) -> tuple[Any, dict[str, Any]]:
    """The feed in both forms, each valid by its standard and as a reader of feeds sees it."""
    atom = to_atom(feed, address="https://desk.example/feeds/all.atom", page_of=lambda told: "https://desk.example/x")
    SCHEMA.assertValid(etree.fromstring(atom.encode()))
    read = feedparser.parse(atom)
    assert not read.bozo
    found: dict[str, Any] = json.loads(to_json_feed(feed, address="https://desk.example/feeds/all.json"))
    jsonschema.validate(found, JSON_FEED, format_checker=jsonschema.FormatChecker())
    assert [entry.id for entry in read.entries] == [item["id"] for item in found["items"]]
    assert [entry.title for entry in read.entries] == [item["title"] for item in found["items"]]
    return read, found


def test_a_feed_of_everything_is_valid_in_both_forms(turned: Ledger, clock: Clock) -> None:
    read, found = checked(make_feed(turned, now=later(clock)))
    assert {entry.tags[0].term for entry in read.entries} == {"claim denied", "claim dropped"}
    assert read.entries[0].updated_parsed >= read.entries[-1].updated_parsed
    assert found["_counterclaim"]["held_back"] == 0
    assert all("machine, not reviewed" in item["content_text"] for item in found["items"])


def test_ids_last_whatever_the_desk_is_called_and_whenever_the_feed_is_made(turned: Ledger, clock: Clock) -> None:
    first = make_feed(turned, now=later(clock))
    add(turned, make_report("courier", [("Port Authority", "that it was lost", Stance.DENIES, "bridge")], hours=5))
    second = make_feed(turned, now=later(clock, 20))
    assert first.id == second.id
    assert {id_ for id_, _ in first.items} < {id_ for id_, _ in second.items}
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", id_) for id_, _ in second.items)


def test_a_feed_of_a_story_an_actor_and_a_watch_hold_what_belongs_there(turned: Ledger, clock: Clock) -> None:
    (story,) = turned.accounts(build_accounts).stories
    of_story = make_feed(turned, About.STORY, story.id[:10], now=later(clock))
    assert len(of_story.items) == 2
    of_actor = make_feed(turned, About.ACTOR, "interior  ministry", now=later(clock))
    assert [told.turn.kind for _, told in of_actor.items] == [TurnKind.DENIED]
    kept = turned.add_watch(Watch(name="gone", query=Query(kinds=(TurnKind.DROPPED,)), author="R. Desk"))
    of_watch = make_feed(turned, About.WATCH, kept, now=later(clock))
    assert [told.turn.kind for _, told in of_watch.items] == [TurnKind.DROPPED]
    for feed in (of_story, of_actor, of_watch):
        checked(feed)
    for about, name in ((About.STORY, "s0000"), (About.WATCH, "w0000"), (About.ACTOR, " ")):
        with pytest.raises(LedgerError):
            make_feed(turned, about, name, now=later(clock))


def test_the_state_is_known_before_and_changes_with_the_log_and_the_hour(turned: Ledger, clock: Clock) -> None:
    now = later(clock)
    state = feed_state(turned, About.ALL, now=now, form="atom")
    assert state == feed_state(turned, About.ALL, now=now, form="atom")
    assert re.fullmatch(r'"[0-9a-f]{32}"', state.etag)
    assert state.last_modified.endswith(" GMT")
    others = [
        feed_state(turned, About.ALL, now=now, form="json"),
        feed_state(turned, About.STORY, "s1", now=now, form="atom"),
        feed_state(turned, About.ALL, now=now + timedelta(hours=1), form="atom"),
    ]
    turned.add_watch(Watch(name="any", query=Query(), author="R. Desk"))
    others.append(feed_state(turned, About.ALL, now=now, form="atom"))
    assert len({state.etag, *(other.etag for other in others)}) == 5


HOSTILE = "<b onmouseover=alert(1)>]]></title> & \u202e \x0b “x”"


def test_words_of_reports_stay_words(ledger: Ledger, clock: Clock) -> None:
    """No markup, no control characters, in either form."""
    add(ledger, make_report("wire", [HOLDS]))
    add(ledger, make_report("radio", [("Front <i>2</i>", f"not {HOSTILE} at all", Stance.DENIES, "bridge")], hours=1))
    read, found = checked(make_feed(ledger, now=later(clock)))
    (entry,) = read.entries
    assert "<b onmouseover" not in found["items"][0]["content_html"]
    assert "&lt;b onmouseover" in found["items"][0]["content_html"]
    assert "<b" in entry.title_detail.value  # as text
    assert entry.title_detail.type == "text/plain"


def test_what_may_not_leave_is_counted_and_not_shown_and_no_search_finds_it(ledger: Ledger, clock: Clock) -> None:
    """Somebody who may be a witness is held back until a person has looked, and a search does not tell of it."""
    case = ("Army", "that a 9-year-old boy named Timo Varga was at the bridge", Stance.DENIES, "bridge")
    add(ledger, make_report("wire", [HOLDS]))
    add(ledger, make_report("radio", [case], hours=1))
    feed = make_feed(ledger, now=later(clock))
    assert (feed.items, feed.held_back) == ((), 1)
    atom = to_atom(feed)
    assert "Varga" not in atom
    assert "protect people: 1<" in atom
    kept = ledger.add_watch(Watch(name="boy", query=Query(words="varga"), author="R. Desk"))
    found = make_feed(ledger, About.WATCH, kept, now=later(clock))
    assert (found.items, found.held_back) == ((), None)
    empty = ledger.add_watch(Watch(name="boy", query=Query(words="nobody"), author="R. Desk"))
    other = make_feed(ledger, About.WATCH, empty, now=later(clock))
    assert (other.items, other.held_back) == (found.items, found.held_back)


def test_somebody_who_is_flagged_goes_from_feeds_of_what_was_told_before(ledger: Ledger, clock: Clock) -> None:
    add(ledger, make_report("wire", [HOLDS]))
    witness = make_report("radio", [("Mira Tolland", "that anybody held it", Stance.DENIES, "bridge")], hours=1)
    add(ledger, witness)
    assert "Tolland" in to_atom(make_feed(ledger, now=later(clock)))
    ledger.add_decision(
        Decision(
            action=DecisionAction.PROTECT,
            revision_id=witness.revision.id,
            spans=witness.claims[0].source,
            author="R. Desk",
            reason="asked to be left out",
            value="witness",
        )
    )
    assert "Tolland" not in to_atom(make_feed(ledger, now=later(clock)))
    assert make_feed(ledger, About.ACTOR, "Mira Tolland", now=later(clock)).items == ()
