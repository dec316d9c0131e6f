"""Following a site: politely, conditionally, again and again, whatever it answers. The site is tests/site."""

import random
import re
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path

import pytest

from counterclaim.articles import canonical_address
from counterclaim.collect import Client, Fetched, Limits
from counterclaim.collect.following import Collector, Done, Frontier, Hosts, Kept, Plan, Robots, Source, Visitor
from counterclaim.collect.following._pages import is_front
from counterclaim.collect.following._placeholders import look_at, probe_address, sketch_of
from counterclaim.collect.following._schedule import (
    DAY,
    GIVE_UP,
    HOUR,
    LATEST,
    MINUTE,
    SOONEST,
    first_interval,
    list_interval,
    next_interval,
    read_retry_after,
    retry_interval,
)
from counterclaim.errors import InputError, RunError
from counterclaim.records.absences import Absence, AbsenceReason, Presence
from counterclaim.records.revisions import Capture
from tests.site import LOCAL, Reply, Site, article, atom, rss, sitemap, sitemap_index, zipped

NOW = datetime.now(UTC)
TEXT = "Mill at Orrin burns\n\nThe river council said on Monday that the mill at Orrin had been set on fire by raiders."


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


class Desk:
    """Runs of a collector over one frontier, with a clock that tests may put forward and a keeper that remembers."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "news.collect"
        self.ahead = 0.0
        self.kept: list[Capture] = []
        self.texts: dict[str, set[bytes]] = {}
        self.unreadable: set[str] = set()
        self.breaks_at: str | None = None
        self.resolved: list[str] = []
        self.missed: list[Absence | Presence] = []
        self.names: list[frozenset[str]] = []

    def now(self) -> float:
        return time.time() + self.ahead

    def resolve(self, host: str, port: int) -> Sequence[str]:
        self.resolved.append(host)
        return {"inside.example": ["10.0.0.8"], "metadata.example": ["169.254.169.254"]}.get(host, [LOCAL])

    def keep(self, capture: Capture) -> Kept:
        if self.breaks_at is not None and capture.address.endswith(self.breaks_at):
            raise SystemExit("killed")
        if any(capture.address.endswith(path) for path in self.unreadable):
            raise InputError(f"{capture.address}: no article found", subject=capture.address)
        held = self.texts.setdefault(capture.address, set())
        outcome = "unchanged" if capture.body in held else "revised" if held else "new"
        held.add(capture.body)
        self.kept.append(capture)
        text = capture.body.decode().partition("<article>")[2].partition("</article>")[0]
        return Kept(outcome=outcome, text=re.sub(r"<[^>]*>", " ", text))

    def miss(self, found: Absence | Presence, also: frozenset[str]) -> None:
        self.missed.append(found)
        self.names.append(also)

    def run(self, *addresses: str, lists_only: bool = False, timeout_s: float = 3.0, **options: float) -> list[Done]:
        fields: dict[str, float] = {"delay_s": 0.0, "retry_s": 0.02, **options}
        sources = tuple(Source(address=address) for address in addresses)
        plan = Plan(sources=sources, **fields)  # type: ignore[arg-type]
        client = Client(
            limits=Limits(timeout_s=timeout_s, max_bytes=2_000_000),
            agent="counterclaim/0 (+desk@example.org)",
            resolve=self.resolve,
            exempt=[LOCAL],
        )
        done: list[Done] = []
        hosts = Hosts(plan.delay_s, now=self.now)
        visitor = Visitor(client, Robots(client, now=self.now), hosts, now=self.now)
        frontier = Frontier.open(self.file)
        try:
            Collector(
                plan, frontier, visitor, hosts, self.keep, canonical=canonical_address, miss=self.miss,
                tell=done.append, now=self.now, chance=random.Random(7), lists_only=lists_only,
            ).run()  # fmt: skip
        finally:
            frontier.close()
        return done

    def log(self) -> list[dict[str, object]]:
        frontier = Frontier.open(self.file)
        try:
            return frontier.fetches()
        finally:
            frontier.close()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def outcomes(done: list[Done]) -> list[str]:
    return sorted(one.after.outcome for one in done)


# What is followed


def test_each_kind_of_listing_leads_to_its_reports(site: Site, desk: Desk) -> None:
    """RSS, Atom, JSON Feed, a news sitemap, an index of gzipped sitemaps, and a page by itself."""
    for name in "abcdef":
        site.page(f"/{name}", TEXT.replace("Orrin", f"Orrin {name}"))
    feeds = [
        site.put("/rss", Reply(body=rss([(site.url("/a"), "A", NOW)]))),
        site.put("/atom", Reply(body=atom([(site.url("/b"), "B", NOW)]))),
        site.put("/json", Reply(body=(
            b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "%s"}]}' % site.url("/c").encode()
        ))),
        site.put("/news.xml", Reply(body=sitemap([(site.url("/d"), NOW)]))),
        site.put("/index.xml", Reply(body=sitemap_index([site.url("/e.xml.gz")]))),
        site.url("/f"),
    ]  # fmt: skip
    site.put(
        "/e.xml.gz", Reply(body=zipped(sitemap([(site.url("/e"), NOW)])), headers={"Content-Type": "application/gzip"})
    )
    done = desk.run(*feeds)
    assert outcomes(done) == ["listed"] * 6 + ["new"] * 6
    assert sorted(capture.address for capture in desk.kept) == [site.url(f"/{name}") for name in "abcdef"]


def test_a_capture_holds_what_was_asked_and_answered(site: Site, desk: Desk) -> None:
    """Redirects and all; the log of fetches tells the same in a line."""
    site.page("/new", TEXT)
    site.redirect("/old", "/new", 301)
    desk.run(site.feed("/rss", [(site.url("/old"), "Old", NOW)]))
    (capture,) = desk.kept
    assert capture.address == site.url("/new")
    assert [(one.url, one.status) for one in capture.exchanges] == [(site.url("/old"), 301), (site.url("/new"), 200)]
    assert ("requested", site.url("/old")) in capture.declared
    line = desk.log()[-1]
    assert (line["address"], line["final"], line["status"], line["outcome"], line["ip"]) == (
        site.url("/old"), site.url("/new"), 200, "new", LOCAL,
    )  # fmt: skip
    assert line["size"] == len(capture.body)


def test_old_items_are_left_alone(site: Site, desk: Desk) -> None:
    """Unless the plan wants them; undated ones are taken."""
    site.page("/a", TEXT)
    feed = site.feed("/rss", [(site.url("/a"), "A", NOW - timedelta(days=40))])
    assert outcomes(desk.run(feed)) == ["listed"]
    desk.ahead += HOUR
    assert "new" in outcomes(desk.run(feed, max_age_days=50))


# Manners


def test_the_client_says_who_it_is(site: Site, desk: Desk) -> None:
    """In every request, also for robots.txt."""
    desk.run(site.page("/a", TEXT))
    assert site.paths() == ["/robots.txt", "/a"]
    assert {request.headers["user-agent"] for request in site.requests} == {"counterclaim/0 (+desk@example.org)"}


@pytest.mark.parametrize("group", ["*", "counterclaim", "CounterClaim"])
def test_robots_txt_is_obeyed(site: Site, desk: Desk, group: str) -> None:
    """Also at the end of a redirect; it is read once."""
    site.put("/robots.txt", Reply(body=f"User-agent: {group}\nDisallow: /private/\n".encode()))
    site.page("/private/a", TEXT)
    site.page("/b", TEXT)
    site.redirect("/c", "/private/a")
    paths = ["/private/a", "/b", "/c"]
    done = desk.run(site.feed("/rss", [(site.url(path), path, NOW) for path in paths]))
    assert outcomes(done) == ["disallowed", "disallowed", "listed", "new"]
    assert "/private/a" not in site.paths()
    assert site.paths().count("/robots.txt") == 1
    errors = [one.error for one in done if one.error]
    assert all("robots.txt does not allow it" in error for error in errors)


@pytest.mark.parametrize(("status", "visits"), [(404, 1), (403, 1), (500, 0), (503, 0)])
def test_a_site_without_robots_txt_is_open_and_one_in_trouble_is_closed(
    site: Site, desk: Desk, status: int, visits: int
) -> None:
    """As RFC 9309 wants it."""
    site.put("/robots.txt", Reply(status=status))
    done = desk.run(site.page("/a", TEXT))
    assert site.paths().count("/a") == visits
    assert outcomes(done) == (["new"] if visits else ["disallowed"])


def test_robots_txt_of_every_host_on_the_way_counts(site: Site, desk: Desk) -> None:
    """A redirect to another host asks that host first."""
    site.redirect("/a", site.url("/b", "other.example"))
    site.page("/b", TEXT)
    desk.run(site.url("/a", "one.example"))
    assert [(request.host, request.path) for request in site.requests] == [
        ("one.example", "/robots.txt"), ("one.example", "/a"),
        ("other.example", "/robots.txt"), ("other.example", "/b"),
    ]  # fmt: skip


def test_a_crawl_delay_is_kept(site: Site, desk: Desk) -> None:
    """Between the end of a request and the next, also between robots.txt and the first page."""
    site.put("/robots.txt", Reply(body=b"User-agent: *\nCrawl-delay: 0.4\n"))
    for name in "ab":
        site.page(f"/{name}", TEXT)
    desk.run(site.feed("/rss", [(site.url(f"/{name}"), name, NOW) for name in "ab"]))
    ended, requests = 0.0, site.requests
    assert len(requests) == 4
    for request in requests:
        assert request.began - ended >= 0.39
        ended = request.ended


def test_a_host_gets_one_request_at_a_time_and_hosts_are_asked_side_by_side(site: Site, desk: Desk) -> None:
    """Our own pause lies between two requests to one host."""
    hosts = [f"h{i}.example" for i in range(4)]
    pages = []
    for i in range(12):
        site.put(f"/{i}", Reply(body=article(TEXT), wait_s=0.1, headers={"Content-Type": "text/html"}))
        pages.append(site.url(f"/{i}", hosts[i % 4]))
    done = desk.run(*pages, delay_s=0.05)
    assert outcomes(done) == ["new"] * 12
    for host in hosts:
        own = sorted((request.began, request.ended) for request in site.requests if request.host == host)
        assert len(own) == 4
        assert all(later[0] - earlier[1] >= 0.045 for earlier, later in pairwise(own))
    at_once = [
        one
        for one in site.requests
        for other in site.requests
        if one.host != other.host and one.began < other.began < one.ended
    ]
    assert at_once, "hosts were not asked side by side"


# Asking again


def test_pages_and_feeds_are_asked_for_only_if_they_changed(site: Site, desk: Desk) -> None:
    """With the validators of what is held; an answer that nothing changed is counted and logged."""
    page = site.page("/a", TEXT, etag=True)
    feed = site.put("/rss", Reply(body=rss([(page, "A", NOW)]), modified="Mon, 02 Mar 2026 09:00:00 GMT"))
    desk.run(feed)
    desk.ahead += 20 * MINUTE
    assert outcomes(desk.run(feed)) == ["not modified", "not modified"]
    (first, second) = site.asked("/a")
    assert "if-none-match" not in first.headers
    assert second.headers["if-none-match"].startswith('"')
    assert site.asked("/rss")[1].headers["if-modified-since"] == "Mon, 02 Mar 2026 09:00:00 GMT"
    assert len(desk.kept) == 1
    assert [line["status"] for line in desk.log()].count(304) == 2


def test_validators_are_not_sent_to_where_a_redirect_leads_now(site: Site, desk: Desk) -> None:
    """They belong to the address that the page held came from."""
    site.redirect("/a", "/one")
    site.page("/one", TEXT, etag=True)
    site.page("/two", TEXT + " More.", etag=True)
    desk.run(site.url("/a"))
    site.redirect("/a", "/two")
    desk.ahead += HOUR
    assert outcomes(desk.run(site.url("/a"))) == ["new"]
    assert "if-none-match" not in site.asked("/two")[0].headers


def test_a_revision_is_caught_and_looked_after(site: Site, desk: Desk) -> None:
    """New reports are visited often, then ever more seldom; after a change sooner again."""
    page = site.page("/a", TEXT)
    feed = site.feed("/rss", [(page, "A", NOW)])
    waits, changed_at = [], 6
    for visit in range(10):
        if visit == changed_at:
            site.page("/a", TEXT + "\n\nCorrection: it was the barn.")
        done = [one for one in desk.run(feed) if one.known.kind == "report"]
        (one,) = done
        assert one.after.outcome == ("new" if visit == 0 else "revised" if visit == changed_at else "unchanged")
        assert one.after.interval_s is not None
        waits.append(one.after.interval_s)
        desk.ahead = one.after.due_at - time.time() + 1
    assert waits[:6] == [SOONEST * 2**n for n in range(6)]
    assert waits[6] == waits[5] / 4
    assert waits[7:] == [waits[6] * 2**n for n in (1, 2, 3)]
    assert len(desk.kept) == 2


def test_a_report_that_its_feed_says_is_new_is_visited_at_once(site: Site, desk: Desk) -> None:
    """Whatever its own schedule."""
    page = site.page("/a", TEXT)
    site.put("/atom", Reply(body=atom([(page, "A", NOW)])))
    desk.run(site.url("/atom"))
    desk.ahead += 5 * HOUR
    desk.run(site.url("/atom"))
    site.page("/a", TEXT + " It has since been rebuilt.")
    site.put("/atom", Reply(body=atom([(page, "A", NOW + timedelta(hours=5))])))
    desk.ahead += 23 * MINUTE  # the next visit to the page was due after half an hour
    assert outcomes(desk.run(site.url("/atom"))) == ["listed", "revised"]


def test_old_reports_are_visited_no_more(site: Site, desk: Desk) -> None:
    """After `revisit_days`."""
    page = site.page("/a", TEXT)
    feed = site.feed("/rss", [(page, "A", NOW - timedelta(days=20))])
    desk.run(feed)
    desk.ahead += 100 * DAY
    desk.run(feed)
    visits = len(site.asked("/a"))
    desk.ahead += 100 * DAY
    desk.run(feed)
    assert len(site.asked("/a")) == visits == 2


# One report, several addresses


def test_tracking_parameters_are_no_part_of_an_address(site: Site, desk: Desk) -> None:
    """Two links to one report are one."""
    site.page("/a?id=3", TEXT)
    links = ["/a?id=3&utm_source=rss", "/a?utm_medium=x&id=3", "/a?id=3#top"]
    desk.run(site.feed("/rss", [(site.url(link), "A", NOW) for link in links]))
    assert site.paths() == ["/robots.txt", "/rss", "/a?id=3"]


def test_a_page_that_names_its_own_address_is_read_once(site: Site, desk: Desk) -> None:
    """Whichever address came first is visited again, the other is not."""
    link = '<link rel="canonical" href="/a">'
    for path in ("/a", "/a/amp", "/print/a"):
        site.page(path, TEXT + path, head=link)
    feed = site.feed("/rss", [(site.url(path), "A", NOW) for path in ("/a/amp", "/print/a", "/a")])
    assert outcomes(desk.run(feed)) == ["alias", "alias", "listed", "new"]
    desk.ahead += HOUR
    assert outcomes(desk.run(feed)) == ["listed", "unchanged"]


def test_a_page_speaks_for_no_other_site(site: Site, desk: Desk) -> None:
    """Else anybody could have another's report taken for an alias of his own."""
    site.page("/a", TEXT, head=f'<link rel="canonical" href="{site.url("/b", "good.example")}">')
    site.page("/b", TEXT + " More.")
    done = desk.run(site.url("/a", "evil.example"), site.url("/b", "good.example"))
    assert outcomes(done) == ["new", "new"]


# Trouble


def test_passing_trouble_is_tried_again(site: Site, desk: Desk) -> None:
    """After a wait that grows; what comes in the end is kept."""
    good = Reply(body=article(TEXT), headers={"Content-Type": "text/html"})
    site.put("/a", Reply(status=500), Reply(status=502), good)
    assert outcomes(desk.run(site.url("/a"))) == ["new", "trouble", "trouble"]


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_for_time_gets_it(site: Site, desk: Desk, status: int) -> None:
    """`Retry-After` holds for the whole host."""
    good = Reply(body=article(TEXT), headers={"Content-Type": "text/html"})
    site.put("/a", Reply(status=status, headers={"Retry-After": "1"}), good)
    site.page("/b", TEXT + " More.")
    done = desk.run(site.feed("/rss", [(site.url("/a"), "A", NOW), (site.url("/b"), "B", NOW - timedelta(hours=1))]))
    assert outcomes(done) == ["listed", "new", "new", "trouble"]
    first = next(request for request in site.requests if request.status == status)
    later = [request for request in site.requests if request.began > first.ended]
    assert len(later) == 2
    assert all(request.began - first.ended > 0.9 for request in later)


def test_a_long_wait_is_left_for_the_next_run(site: Site, desk: Desk) -> None:
    """A run ends although something is still to do."""
    site.put("/a", Reply(status=503, headers={"Retry-After": "7200"}))
    assert outcomes(desk.run(site.url("/a"))) == ["trouble"]
    site.page("/a", TEXT)
    desk.ahead += HOUR
    assert outcomes(desk.run(site.url("/a"))) == [], "the server asked for two hours"
    desk.ahead += 1.1 * HOUR
    assert outcomes(desk.run(site.url("/a"))) == ["new"]


def test_what_never_comes_is_given_up(site: Site, desk: Desk) -> None:
    """A report in time, one that is gone at once; a feed that the user named never."""
    site.put("/gone", Reply(status=410))
    site.put("/broken", Reply(status=500))
    feed = site.feed("/rss", [(site.url(path), path, NOW) for path in ("/gone", "/broken", "/missing")])
    for _ in range(40):
        desk.run(feed, site.url("/nothing"), retry_s=1000.0, max_age_days=1000)
        desk.ahead += 2 * DAY
    assert len(site.asked("/gone")) == 1
    assert len(site.asked("/broken")) == GIVE_UP
    assert len(site.asked("/missing")) == 3
    assert len(site.asked("/nothing")) >= 8


# Pages that are gone


def visits(desk: Desk, feed: str, days: int) -> list[Done]:
    """Runs once a day."""
    done = []
    for _ in range(days):
        desk.ahead += 1.2 * DAY
        done += desk.run(feed, max_age_days=1000, revisit_days=1000)
    return done


def read_first(site: Site, desk: Desk, path: str = "/a") -> str:
    site.page(path, TEXT)
    feed = site.feed("/rss", [(site.url(path), "A", NOW)])
    assert "new" in outcomes(desk.run(feed))
    desk.missed.clear()
    return feed


def test_a_page_that_is_not_found_again_and_again_is_gone(site: Site, desk: Desk) -> None:
    """Once is none: after three visits in a row it is told of, with the first, the last and the one that found it."""
    feed = read_first(site, desk)
    visits(desk, feed, 1)
    site.put("/a", Reply(status=404))
    done = [one for one in visits(desk, feed, 14) if one.after.outcome == "not found"]
    assert len(done) == 3
    (absence,) = desk.missed
    assert isinstance(absence, Absence)
    assert (absence.address, absence.reason, absence.status) == (site.url("/a"), AbsenceReason.NOT_FOUND, 404)
    assert absence.visits == 3
    assert absence.last_seen is not None
    assert absence.last_seen < absence.since <= absence.last_visit
    assert absence.exchanges == done[-1].visit.exchanges


def test_a_page_that_the_site_says_is_gone_is_so_at_once(site: Site, desk: Desk) -> None:
    feed = read_first(site, desk)
    site.put("/a", Reply(status=410))
    visits(desk, feed, 5)
    (absence,) = desk.missed
    assert isinstance(absence, Absence)
    assert (absence.reason, absence.visits) == (AbsenceReason.GONE, 1)
    assert len(site.asked("/a")) == 2


@pytest.mark.parametrize("front", ["/", "/en/", "/index.html"])
def test_a_page_that_leads_to_the_front_page_is_gone(site: Site, desk: Desk, front: str) -> None:
    """The front page is not read in its place, nor is it called gone."""
    feed = read_first(site, desk)
    site.page(front, TEXT + " Everything else is fine.")
    site.redirect("/a", front)
    done = visits(desk, feed, 14)
    assert [c.address for c in desk.kept] == [site.url("/a")]
    (absence,) = desk.missed
    assert isinstance(absence, Absence)
    assert (absence.reason, absence.visits) == (AbsenceReason.FRONT_PAGE, 3)
    assert [one.url for one in absence.exchanges] == [site.url("/a"), site.url(front)]
    assert site.url(front) not in desk.names[0]
    assert any(one.error == f"{site.url('/a')}: it leads to a front page" for one in done)


#: A report long enough to be known again; what is left of it when it is gone; and what stands around all pages.
LONG = f"{TEXT} Two people died there, and the bridge over the Sarn was closed to carts until the smoke had cleared."
OOPS = "We are sorry\n\nThere is nothing for you at this place. Try the search."
AROUND = b"<footer>Harbour and river news of the day, every day, from Orrin, Sarn and Lumo since 1911.</footer></body>"


def put(site: Site, address: str, text: str) -> None:
    """A page of the site, with what stands around each."""
    path = "/" + address.removeprefix(site.url("/"))
    site.put(path, Reply(body=article(text).replace(b"</body>", AROUND), headers={"Content-Type": "text/html"}))


def held(site: Site, desk: Desk, path: str = "/news/a") -> str:
    put(site, site.url(path), LONG)
    feed = site.feed("/rss", [(site.url(path), "A", NOW)])
    assert "new" in outcomes(desk.run(feed))
    desk.missed.clear()
    return feed


@pytest.mark.parametrize("said", ["Page not found", "404", "Sorry, that article is no longer available"])
def test_a_page_that_says_that_it_is_not_found_is_no_revision(site: Site, desk: Desk, said: str) -> None:
    """Though it comes with status 200: after three visits it is gone."""
    feed = held(site, desk)
    put(site, site.url("/news/a"), f"{said}\n\nTry the search, or begin at our front page.")
    done = visits(desk, feed, 14)
    assert len(desk.kept) == 1
    (absence,) = desk.missed
    assert isinstance(absence, Absence)
    assert (absence.reason, absence.status, absence.visits) == (AbsenceReason.PLACEHOLDER, 200, 3)
    assert [one.after.outcome for one in done].count("placeholder") == 3
    put(site, site.url("/news/a"), LONG)
    site.feed("/rss", [(site.url("/news/a"), "A, again", NOW + timedelta(days=1))])
    visits(desk, feed, 1)
    assert isinstance(desk.missed[-1], Presence)


def test_a_page_like_any_missing_page_of_its_site_is_no_revision(site: Site, desk: Desk) -> None:
    """Where it does not say what it is, the site is asked for a page that cannot exist, once a day."""
    feed = held(site, desk)
    asked = probe_address(site.url("/news/a"))
    put(site, asked, OOPS + " Served in 31 ms.")
    put(site, site.url("/news/a"), OOPS + " Served in 8 ms.")
    visits(desk, feed, 14)
    assert len(desk.kept) == 1
    (absence,) = desk.missed
    assert isinstance(absence, Absence)
    assert absence.reason is AbsenceReason.PLACEHOLDER
    assert len(site.asked(asked.removeprefix(site.url("")))) == 3
    assert [row["outcome"] for row in desk.log() if row["address"] == asked] == ["probe"] * 3


@pytest.mark.parametrize("honest", [True, False])
def test_what_an_outlet_puts_in_the_place_of_a_report_is_a_revision(site: Site, desk: Desk, honest: bool) -> None:
    """A note that it was withdrawn is no missing page, whether its site says truthfully what is missing or not; and
    of a host is asked once a day, however many of its pages change."""
    put(site, site.url("/news/a"), LONG)
    put(site, site.url("/news/b"), LONG.replace("mill", "barn"))
    feed = site.feed("/rss", [(site.url(path), "A", NOW) for path in ("/news/a", "/news/b")])
    desk.run(feed)
    if not honest:
        for path in ("/news/a", "/news/b"):
            put(site, probe_address(site.url(path)), OOPS)
    for path in ("/news/a", "/news/b"):
        put(site, site.url(path), "A correction\n\nWe withdrew what stood here, for it was not true.")
    done = visits(desk, feed, 1)
    assert outcomes(done).count("revised") == 2
    assert sum("no-such-page" in path for path in site.paths()) == 1


WALL = (
    b'<!doctype html><html lang="en"><head><title>Just a moment...</title></head><body><h1>harbour.example</h1>'
    b"<p>Checking your browser before you go on.</p><p>Enable JavaScript and cookies to continue.</p></body></html>"
)


def test_a_wall_is_neither_a_revision_nor_a_missing_page(site: Site, desk: Desk) -> None:
    """Though the host answers every address with it; the page is kept aside, and asked for again."""
    feed = held(site, desk)
    wall = Reply(body=WALL, headers={"Content-Type": "text/html"})
    site.put("/news/a", wall)
    site.put(probe_address(site.url("/news/a")).removeprefix(site.url("")), wall)
    done = visits(desk, feed, 30)
    assert (len(desk.kept), desk.missed) == (1, [])
    walled = [one for one in done if one.after.outcome == "walled"]
    assert len(walled) >= 5
    assert (
        "a check for robots, or a request for scripts or cookies stands in the place of the report" in walled[0].error
    )
    assert not any(row["outcome"] == "probe" for row in desk.log())
    with closing(sqlite3.connect(desk.file)) as file:
        rows = file.execute("SELECT address, why, body FROM walls").fetchall()
    assert rows == [(site.url("/news/a"), walled[0].error, WALL)]
    put(site, site.url("/news/a"), LONG.replace("Two people", "Three people"))
    visits(desk, feed, 30)
    assert len(desk.kept) == 2


def test_visits_to_a_wall_count_for_no_absence(site: Site, desk: Desk) -> None:
    """Nor against one: three visits that found nothing are three, with a wall between them."""
    feed = held(site, desk)
    missing, wall = Reply(status=404), Reply(body=WALL, headers={"Content-Type": "text/html"})
    site.put("/news/a", missing, wall, missing, wall, missing)
    visits(desk, feed, 30)
    (absence,) = desk.missed
    assert isinstance(absence, Absence)
    assert absence.visits == 3


@pytest.mark.parametrize("to", ["/consent?to=a", "/log-in", "http://other.example:{port}/front/page"])
def test_a_report_that_leads_to_something_else_is_no_revision(site: Site, desk: Desk, to: str) -> None:
    """To where readers are asked for something first, or to another site with another text."""
    feed = held(site, desk)
    to = to.format(port=site.port)
    site.put(
        to if to.startswith("/") else "/front/page", Reply(body=article(OOPS), headers={"Content-Type": "text/html"})
    )
    site.redirect("/news/a", to)
    done = visits(desk, feed, 14)
    assert (len(desk.kept), desk.missed) == (1, [])
    assert any(one.after.outcome == "walled" and site.url("/news/a") in one.error for one in done)


def test_a_report_that_moved_to_another_site_is_followed_there(site: Site, desk: Desk) -> None:
    """As long as it is that report."""
    feed = held(site, desk)
    put(site, site.url("/moved"), LONG.replace("Two people", "Three people"))
    site.redirect("/news/a", f"http://other.example:{site.port}/moved")
    done = visits(desk, feed, 14)
    assert len(desk.kept) == 2
    assert not any(one.after.outcome == "walled" for one in done)


def test_a_page_that_leads_to_its_section_is_gone(site: Site, desk: Desk) -> None:
    """Unless what stood there is on it: then its address became shorter."""
    feed = held(site, desk, "/news/7/the-mill")
    put(site, site.url("/news/7"), LONG + " One word more.")
    site.redirect("/news/7/the-mill", "/news/7")
    visits(desk, feed, 1)
    assert len(desk.kept) == 2
    put(site, site.url("/news/"), "News\n\nThe ferry sails again. The council met. A cat was found.")
    site.redirect("/news/7/the-mill", "/news/")
    visits(desk, feed, 14)
    assert len(desk.kept) == 2
    assert [one.reason for one in desk.missed if isinstance(one, Absence)] == [AbsenceReason.FRONT_PAGE]


def test_a_page_never_held_that_says_that_it_is_not_found_is_no_report(site: Site, desk: Desk) -> None:
    """A report with such a headline is one."""
    site.page("/a", "Page not found\n\nTry the search.")
    site.page("/b", "Archive says page not found in flood\n\n" + "The council looked for it in every cellar. " * 30)
    feed = site.feed("/rss", [(site.url(path), "A", NOW) for path in ("/a", "/b")])
    done = desk.run(feed)
    assert [one.address for one in desk.kept] == [site.url("/b")]
    assert any(one.error == f"{site.url('/a')}: it answers with what its site says of missing pages" for one in done)


@pytest.mark.parametrize(
    ("title", "missing"),
    [
        ("404", True), ("404 Not Found", True), ("Error 404 | Coast Radio", True), ("Page not found – Coast", True),
        ("The page you requested could not be found", True), ("Sorry, we can’t find that page", True),
        ("This article is no longer available", True), ("That page doesn’t exist", True), ("No such page", True),
        ("Police: body not found", False), ("Flight 404 crashes near Orrin", False), ("Correction", False),
        ("Missing pages of diary published", False), ("Town does not exist, says minister", False),
        ("This article was withdrawn", False),
    ],
)  # fmt: skip
def test_what_says_that_a_page_is_missing(title: str, missing: bool) -> None:
    """Of pages, in a title or heading; never why an article was withdrawn."""
    page = Fetched(address="https://a.example/news/x", media_type="", charset=None, body=article(f"{title}\n\nText."))
    assert look_at(page).says_missing is missing


@pytest.mark.parametrize("body", [b"", b"\x00\xff", b"<" * 5000, b"<div>" * 20_000 + b"x", b"%PDF-1.4", b"{}" * 99])
def test_looking_at_anything_is_safe(body: bytes) -> None:
    look = look_at(Fetched(address="https://a.example/x", media_type="", charset=None, body=body))
    assert look.holds(sketch_of(LONG)) == 0.0
    assert not look.says_missing


def test_trouble_is_no_absence_and_a_page_that_comes_back_is_there(site: Site, desk: Desk) -> None:
    """A server that fails says nothing of the page; two misses are forgotten with the visit that finds it."""
    feed = read_first(site, desk)
    ok = site.replies["/a"][0]
    missing, broken = Reply(status=404), Reply(status=500)
    site.put("/a", missing, broken, missing, ok, missing, missing, ok)
    visits(desk, feed, 40)
    assert {type(one) for one in desk.missed} == {Presence}
    assert desk.missed[0].address == site.url("/a")


def test_a_page_that_the_user_named_is_told_of_too(site: Site, desk: Desk) -> None:
    """And visited ever again."""
    page = site.page("/a", TEXT)
    desk.run(page)
    desk.missed.clear()
    site.put("/a", Reply(status=410))
    visits(desk, page, 3)
    assert {type(one) for one in desk.missed} == {Absence}
    site.page("/a", TEXT)
    visits(desk, page, 30)
    assert isinstance(desk.missed[-1], Presence)


@pytest.mark.parametrize(
    ("path", "front"),
    [
        ("", True), ("/", True), ("/en", True), ("/pt-BR/", True), ("/index.php", True), ("/home", True),
        ("/?p=12", False), ("/news", False), ("/en/report", False), ("/index-of-reports", False), ("/a.html", False),
    ],
)  # fmt: skip
def test_front_pages(path: str, front: bool) -> None:
    assert is_front(f"https://news.example{path}") is front


def test_an_unreadable_report_is_named_and_the_rest_goes_on(site: Site, desk: Desk) -> None:
    """The next run does not repeat it at once."""
    for name in "abc":
        site.page(f"/{name}", TEXT + name)
    desk.unreadable = {"/b"}
    feed = site.feed("/rss", [(site.url(f"/{name}"), name, NOW) for name in "abc"])
    done = desk.run(feed)
    assert outcomes(done) == ["listed", "new", "new", "unreadable"]
    assert [one.error for one in done if one.error] == [f"{site.url('/b')}: no article found"]
    desk.ahead += HOUR
    assert "unreadable" not in outcomes(desk.run(feed))


def test_hostile_answers_cost_one_line_each(site: Site, desk: Desk) -> None:
    """Endless, dripping, bomb, nonsense, a loop, another scheme, a machine inside: none holds up the others."""

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            handler.wfile.write(b"x" * 65536)

    def dripping(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(200):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    def nonsense(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"\x00\x01nonsense\r\n\r\n")

    hostile = {
        "/endless": Reply(play=endless),
        "/dripping": Reply(play=dripping),
        "/bomb": Reply(
            body=zipped(b"x" * 20_000_000), headers={"Content-Encoding": "gzip", "Content-Type": "text/html"}
        ),
        "/nonsense": Reply(play=nonsense),
        "/loop": Reply(status=302, headers={"Location": "/loop"}),
        "/file": Reply(status=302, headers={"Location": "file:///etc/passwd"}),
        "/inside": Reply(status=302, headers={"Location": "http://inside.example/"}),
        "/metadata": Reply(status=302, headers={"Location": "http://metadata.example/latest/"}),
        "/picture": Reply(body=b"\x89PNG", headers={"Content-Type": "image/png"}),
    }
    for path, reply in hostile.items():
        site.put(path, reply)
    site.page("/good", TEXT)
    addresses = [site.url(path, f"{path[1:]}.example") for path in [*hostile, "/good"]]
    # What a site's robots.txt redirects to is checked like any address.
    done = desk.run(*addresses, timeout_s=3.0, retry_s=1000.0)
    assert {one.known.host for one in done if not one.error} == {"good.example"}
    told = {one.known.host.removesuffix(".example"): one.error for one in done if one.error}
    assert "larger than" in told["endless"]
    assert "not fetched within" in told["dripping"]
    assert "larger than" in told["bomb"]
    assert "more than 5 redirects" in told["loop"]
    assert "only http and https" in told["file"]
    assert "robots.txt could not be read" in told["inside"]
    assert "10.0.0.8 (private)" in told["inside"]
    assert "169.254.169.254 (a metadata service)" in told["metadata"] or "link-local" in told["metadata"]
    assert "image/png" in told["picture"]
    assert len(desk.kept) == 1


def test_a_name_that_changes_its_mind_leads_nowhere(site: Site, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each connection goes to the address that was checked for it, and each is checked."""
    site.page("/a", TEXT)
    answers = iter([[LOCAL], ["10.0.0.8"], ["10.0.0.8"]])
    monkeypatch.setattr(desk, "resolve", lambda host, port: next(answers))
    done = desk.run(site.url("/a", "turns.example"))
    assert site.paths() == ["/robots.txt"]
    assert "10.0.0.8 (private)" in done[0].error


# Being stopped


def test_a_run_that_was_killed_goes_on_where_it_was(site: Site, desk: Desk) -> None:
    """What it acknowledged is not asked for again, what it did not is."""
    names = [f"/{i}" for i in range(6)]
    for name in names:
        site.page(name, TEXT + name)
    feed = site.feed("/rss", [(site.url(name), name, NOW - timedelta(minutes=i)) for i, name in enumerate(names)])
    desk.breaks_at = "/3"
    with pytest.raises(SystemExit):
        desk.run(feed)
    assert [capture.address for capture in desk.kept] == [site.url(f"/{i}") for i in range(3)]
    desk.breaks_at = None
    assert outcomes(desk.run(feed)) == ["new", "new", "new"]
    assert sorted(capture.address for capture in desk.kept) == [site.url(name) for name in names]
    assert len(site.asked("/rss")) == 1, "what it listed was kept with it"


def test_a_run_that_is_stopped_finishes_what_it_reads(site: Site, desk: Desk) -> None:
    """And nothing more."""
    names = [f"/{i}" for i in range(4)]
    for name in names:
        site.page(name, TEXT + name)
    plan = Plan(sources=tuple(Source(address=site.url(name)) for name in names), delay_s=0.0)
    client = Client(limits=Limits(timeout_s=3.0), exempt=[LOCAL])
    hosts = Hosts(0.0)
    frontier = Frontier.open(desk.file)
    done: list[Done] = []

    def keep(capture: Capture) -> Kept:
        collector.stop()
        return Kept(outcome="new")

    visitor = Visitor(client, Robots(client), hosts)
    collector = Collector(plan, frontier, visitor, hosts, keep, canonical=canonical_address, tell=done.append)
    collector.run(watch=True)
    frontier.close()
    assert outcomes(done) == ["new"]
    assert collector.stopped


def test_only_one_process_may_hold_a_frontier(desk: Desk) -> None:
    """The second is told so."""
    frontier = Frontier.open(desk.file)
    with pytest.raises(RunError, match="another collect runs"):
        Frontier.open(desk.file)
    frontier.close()
    Frontier.open(desk.file).close()


def test_a_file_that_is_no_frontier_is_refused(desk: Desk) -> None:
    """With what to do about it."""
    desk.file.write_bytes(b"not a database" * 100)
    with pytest.raises(RunError, match="may be removed"):
        Frontier.open(desk.file)


# When


def test_waits() -> None:
    """Their bounds."""
    chance = random.Random(1)
    assert first_interval(0) == SOONEST
    assert first_interval(8 * DAY) == 2 * DAY
    assert next_interval(20 * DAY, changed=False) == LATEST
    assert next_interval(SOONEST, changed=True) == SOONEST
    assert list_interval(900, None, None, changed=True) == 900
    assert list_interval(900, 3600, 3600, changed=True) == 3600
    assert list_interval(900, 1e9, None, changed=True) == DAY
    assert list_interval(900, None, 3000, changed=False) == 3600
    waits = [retry_interval(30, failures, chance) for failures in range(1, 40)]
    assert all(15 * 2**n <= waits[n] <= 30 * 2**n for n in range(10))
    assert max(waits) <= DAY / 2


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("120", 120), ("0", 0), ("99999999999999999999", 7 * DAY), ("soon", None), ("", None), (None, None), ("-5", None),
     ("Thu, 01 Jan 1970 00:02:00 GMT", 20.0), ("Thu, 01 Jan 1960 00:02:00 GMT", 0.0), ("٣", None)],
)  # fmt: skip
def test_how_long_a_server_asks_to_wait(header: str | None, seconds: float | None) -> None:
    """A number or a date; never longer than a week."""
    assert read_retry_after(header, 100.0) == seconds


def test_turns_are_taken() -> None:
    """Threads that want one host wait for one another."""
    hosts, inside, most = Hosts(0.0), 0, 0
    lock = threading.Lock()

    def work() -> None:
        nonlocal inside, most
        with hosts.turn("a.example"):
            with lock:
                inside += 1
                most = max(most, inside)
            time.sleep(0.01)
            with lock:
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
