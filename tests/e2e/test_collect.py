"""`collect` from the command line: a feed to claims in a ledger, as a run and as a service."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import pytest
from fastapi.testclient import TestClient

from counterclaim.desk import make_desk
from counterclaim.ledger import Ledger
from counterclaim.settings import Settings
from tests.e2e.conftest import Run
from tests.site import Reply, Site, article

NOW = datetime.now(UTC)
FERRY = """Harbour council says ferry was held at Lumo

The Lumo harbour council said on Monday that coast guards had seized the ferry Aurelia and detained nine of its crew.

The coast guard denied that it had seized the ferry. “Nobody was detained,” its spokesman Teo Varnas said."""
MILL = """Mill at Orrin burns

The river council said on Monday that the mill at Orrin had been set on fire by raiders, and that two people died there.

The raiders denied that they had set the mill on fire, and said that lightning had struck it before dawn."""
POLITE = ("--allow-private", "--profile", "rules", "--contact", "desk@example.org")


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        site.page("/ferry", FERRY, etag=True)
        site.page("/mill", MILL)
        site.feed("/rss", [(site.url("/ferry"), "Ferry", NOW), (site.url("/mill"), "Mill", NOW - timedelta(hours=1))])
        yield site


def feeds(site: Site, **more: object) -> Path:
    lines = [f"{name} = {json.dumps(value)}" for name, value in {"delay_s": 0.0, **more}.items()]
    file = Path("feeds.toml")
    file.write_text("\n".join([*lines, "[[feed]]", f'address = "{site.url("/rss")}"', 'outlet = "Coast Radio"']))
    return file


def test_a_feed_becomes_claims(run: Run, site: Site) -> None:
    """One line a report on stdout; the claims are there, under the outlet that the file names; nothing twice."""
    file = feeds(site)
    result = run("collect", file, *POLITE)
    assert result.exit_code == 0, result.stderr
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert [(line[0], line[3]) for line in lines] == [
        ("new", "Harbour council says ferry was held at Lumo"), ("new", "Mill at Orrin burns"),
    ]  # fmt: skip
    assert "3 visits (1 listed, 2 new), 2 addresses found" in result.stderr
    with Ledger.open("counterclaim.db", create=False) as ledger:
        assert ledger.noticed() == ledger.settled()[-1], "no feed has to look for turns"
    claims = json.loads(run("claims", "--format", "json").stdout)
    assert len(claims) >= 4
    again = run("collect", file, *POLITE)
    assert (again.exit_code, again.stdout) == (0, "")
    assert "nothing was due" in again.stderr
    with Ledger.open("counterclaim.db", create=False) as ledger:
        captures = list(ledger.captures())
        assert {text.outlet for text in ledger.texts()} == {"Coast Radio"}
    assert [one.status for held in captures for one in held.capture.exchanges] == [200, 200]
    assert dict(captures[0].capture.exchanges[0].request_headers)["User-Agent"].endswith("(+desk@example.org)")


def test_a_revision_is_kept_beside_the_first_text(run: Run, site: Site) -> None:
    """As `add` would."""
    file = feeds(site)
    run("collect", file, *POLITE)
    site.page("/mill", MILL.replace("two people", "three people"))
    later = (NOW + timedelta(hours=1)).isoformat()
    site.put("/rss", Reply(body=(
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="{site.url("/mill")}"/><updated>{later}</updated>'
        "</entry></feed>"
    ).encode()))  # fmt: skip
    put_forward("counterclaim.collect")
    result = run("collect", file, *POLITE)
    assert result.stdout.startswith("revised\t"), result.stderr
    assert len(result.stdout.splitlines()) == 1


def put_forward(file: str) -> None:
    """Makes all that is followed due."""
    import sqlite3

    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE addresses SET due_at = 0")
    connection.close()


def take_down(address: str) -> None:
    """As another process does that has no file of the collector: on another machine, or by the library."""
    with Ledger.open("counterclaim.db", create=False) as ledger:
        ledger.take_down([address], author="Ada Reviewer", reason="by order of a court")


def held() -> list[str]:
    with Ledger.open("counterclaim.db", create=False) as ledger:
        assert ledger.verify().ok
        return [text.address for text in ledger.revisions()]


def names_it(words: bytes) -> list[str]:
    """The files that hold some words: the feeds, which are the user's own, apart."""
    return [one.name for one in Path().rglob("counterclaim*") if one.is_file() and words in one.read_bytes().lower()]


@pytest.mark.parametrize("moved", [False, True])
def test_what_was_taken_down_elsewhere_is_not_fetched_again(run: Run, site: Site, moved: bool) -> None:
    """Also where a list names it by another address, which leads there."""
    file = feeds(site)
    run("collect", file, *POLITE)
    take_down(site.url("/mill"))
    put_forward("counterclaim.collect")
    if moved:
        site.put("/orrin", Reply(status=301, headers={"Location": site.url("/mill")}))
        site.put("/rss", Reply(body=(
            f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="{site.url("/orrin")}"/></entry></feed>'
        ).encode()))  # fmt: skip
    before = site.paths().count("/mill")
    result = run("collect", file, *POLITE)
    assert result.exit_code == 0, result.stderr
    assert "mill" not in result.stdout + result.stderr
    assert site.paths().count("/mill") == before + moved
    assert held() == [site.url("/ferry")]
    assert names_it(b"/mill") == []


@pytest.mark.parametrize("when", ["fetched", "read"])
def test_what_is_taken_down_while_it_is_fetched_again_is_not_kept(
    run: Run, site: Site, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its new text is not added, its words are in no file, and nothing tells of it. The rest is kept."""
    file = feeds(site)
    run("collect", file, *POLITE)
    site.page("/mill", MILL.replace("two people", "three people"))
    site.page("/ferry", FERRY.replace("on Monday", "on Tuesday"))
    put_forward("counterclaim.collect")
    targets = {
        "fetched": "counterclaim.collect.following.Visitor.visit",
        "read": "counterclaim.cli._collecting.read_item",
    }
    do = resolve_name(targets[when])
    done: list[object] = []

    def slow(*given: Any) -> object:
        result = do(*given)
        if given[when == "fetched"].address == site.url("/mill") and not done:
            done.append(result)
            take_down(site.url("/mill"))
        return result

    monkeypatch.setattr(targets[when], slow)
    result = run("collect", file, *POLITE)
    assert result.exit_code == 0, result.stderr
    assert len(done) == 1
    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == ["revised"]
    assert "mill" not in (result.stdout + result.stderr).lower()
    assert set(held()) == {site.url("/ferry")}
    assert names_it(b"orrin") == names_it(b"/mill") == []


def test_a_dry_run_says_what_is_due_and_keeps_nothing(run: Run, site: Site) -> None:
    """No report is fetched."""
    result = run("collect", feeds(site), *POLITE, "--dry-run")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines() == [
        f"would fetch\t{site.url('/ferry')}\tFerry", f"would fetch\t{site.url('/mill')}\tMill",
    ]  # fmt: skip
    assert site.paths() == ["/robots.txt", "/rss"]
    assert not Path("counterclaim.db").exists()
    assert run("collect", feeds(site), *POLITE).stdout.count("new\t") == 2


def test_failures_are_named_and_the_status_says_so(run: Run, site: Site) -> None:
    """The rest is kept."""
    site.put("/mill", Reply(status=404))
    result = run("collect", feeds(site), *POLITE)
    assert result.exit_code == 1
    assert f"{site.url('/mill')}: the server answered with status 404" in result.stderr
    assert result.stdout.count("new\t") == 1


def test_a_page_that_is_gone_is_shown_where_its_report_is(run: Run, site: Site) -> None:
    """Also by the desk's page of it, and not any more when it is there again."""
    run("collect", feeds(site), *POLITE)
    site.put("/mill", Reply(status=410))
    put_forward("counterclaim.collect")
    result = run("collect", feeds(site), *POLITE)
    (line,) = result.stdout.splitlines()
    assert line.startswith("gone\t")
    assert line.endswith(site.url("/mill"))
    with Ledger.open("counterclaim.db", create=False) as ledger:
        (revision,) = [text.id for text in ledger.revisions() if text.address == site.url("/mill")]
    shown = run("show", revision)
    assert "This page is gone since" in shown.stdout
    assert "status 410; one visit" in shown.stdout
    record = json.loads(run("show", revision, "--format", "json").stdout)
    assert record["gone"]["absence"]["exchanges"][0]["status"] == 410
    with TestClient(make_desk(Settings(ledger=Path("counterclaim.db"))), base_url="http://127.0.0.1") as client:
        assert "This page is gone since" in client.get(f"/report/{revision}").text
    site.page("/mill", MILL)
    run("collect", site.url("/mill"), *POLITE)
    assert "gone" not in run("show", revision).stdout


def test_what_stands_in_the_place_of_a_report_is_told_of_and_takes_nothing_back(run: Run, site: Site) -> None:
    """A question for consent, and the start of the report alone: an error each, no revision, nothing removed."""
    run("collect", feeds(site), *POLITE)
    consent = "<h1>Your choices</h1><p>We and our 312 partners use cookies to store and access information.</p>"
    start, _, _ = MILL.rpartition("\n\n")
    offer = "<p>Subscribe to continue reading this article.</p></article>"
    for page, why in (
        (f'<html lang="en"><head><title>Orrin</title></head><body>{consent}</body></html>', "a question for consent"),
        (article(start).decode().replace("</article>", offer), "only the start of the text that is held came"),
    ):
        site.put("/mill", Reply(body=page.encode(), headers={"Content-Type": "text/html"}))
        put_forward("counterclaim.collect")
        result = run("collect", feeds(site), *POLITE)
        assert (result.exit_code, result.stdout) == (1, ""), result.stdout
        assert site.url("/mill") in result.stderr
        assert why in result.stderr
        assert "1 walled" in result.stderr
    Path("mill.html").write_bytes(article(MILL))
    assert run("add", "mill.html", "--profile", "rules").exit_code == 0
    Path("mill.html").write_text(page, encoding="utf-8")
    again = run("add", "mill.html", "--profile", "rules")
    assert again.exit_code == 1
    assert "not the report that is held: only the start" in again.stderr
    with Ledger.open("counterclaim.db", create=False) as ledger:
        assert len(ledger.revisions()) == 3


def test_lists_of_other_tools_are_followed(run: Run, site: Site) -> None:
    """An answer of GDELT's DOC API as JSON; a row that names no page costs itself, and a list without any the run."""
    rows = [{"url": site.url("/ferry"), "title": "Ferry", "seendate": "20260302T100000Z"}, {"url": "ftp://x.example/a"}]
    Path("gdelt.json").write_text(json.dumps({"articles": rows}), encoding="utf-8")
    result = run("collect", "gdelt.json", *POLITE)
    assert result.exit_code == 1
    assert result.stdout.startswith("new\t")
    assert "gdelt.json#2: ftp://x.example/a: only http and https addresses are fetched" in result.stderr
    for name, text, why in (
        ("none.json", '{"articles": []}', "nothing in it to read"), ("empty.csv", "", "empty"),
        ("odd.csv", "url\nftp://x.example/a\n", "odd.csv:2: ftp://x.example/a: only http"),
        ("other.csv", "id,title\n1,x\n", "no column of addresses"),
    ):  # fmt: skip
        Path(name).write_text(text, encoding="utf-8")
        result = run("collect", name, *POLITE)
        assert (result.exit_code, result.stdout) == (1, ""), name
        assert why in str(result.exception)
        assert name in str(result.exception)


def test_a_folder_that_cannot_be_written_to_is_named(run: Run, site: Site) -> None:
    """What is followed is kept beside the ledger."""
    result = run("collect", site.url("/ferry"), *POLITE, "--ledger", "nowhere/war.db")
    assert result.exit_code == 1
    assert "the folder must exist and be writable" in str(result.exception)


def test_nothing_private_is_visited_without_leave(run: Run, site: Site) -> None:
    """Not even for robots.txt."""
    result = run("collect", site.url("/rss"), *POLITE[1:])
    assert result.exit_code == 1
    assert "127.0.0.1 (loopback)" in result.stderr
    assert not site.requests


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "needs a contact"),
        (("--contact", "me"), "must be an email or web address"),
        (("--contact", "a@b.example\r\nX: y"), "must be an email or web address"),
    ],
)
def test_a_contact_is_needed(run: Run, site: Site, arguments: tuple[str, ...], message: str) -> None:
    """And how to give one is said."""
    result = run("collect", site.url("/rss"), "--allow-private", *arguments)
    assert result.exit_code == 1
    assert message in str(result.exception)
    assert not site.requests


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("[[feed]]\naddress = 'ftp://a.example/'", "only http and https"),
        ("[[feed]]\noutlet = 'x'", "without its address"),
        ("[feed]\naddress = 'https://a.example/'", "a table of its own"),
        ("delay = 3", "unknown delay"),
        ("delay_s = 'long'", "delay_s cannot be 'long'"),
        ("delay_s = -1", "must not be negative"),
        ("[[feed]]\naddress = 'https://a.example/'\nevery_minutes = 0", "at least 1"),
        ("not toml", "feeds.toml"),
    ],
)
def test_a_file_of_feeds_that_is_wrong_is_refused(run: Run, words: str, message: str) -> None:
    """Before anything is visited."""
    Path("feeds.toml").write_text(words)
    result = run("collect", "feeds.toml", *POLITE)
    assert result.exit_code == 1
    assert message in str(result.exception)


def test_a_list_of_reports_is_collected(run: Run, site: Site) -> None:
    """Each once, however it is written."""
    Path("list.csv").write_text(f"title,url\nMill,{site.url('/mill?utm_source=x')}\nMill,{site.url('/mill')}\n")
    result = run("collect", "list.csv", *POLITE)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.count("new\t") == 1
    assert site.paths() == ["/robots.txt", "/mill"]


def test_a_missing_file_is_named(run: Run) -> None:
    result = run("collect", "none.toml", *POLITE)
    assert result.exit_code == 1
    assert "none.toml: cannot be read" in str(result.exception)


class Service:
    """`collect --watch` in a process of its own."""

    def __init__(self, site: Site, file: Path, *arguments: str) -> None:
        command = [sys.executable, "-m", "counterclaim", "collect", str(file), *POLITE, "--watch", *arguments]
        environment = {key: value for key, value in os.environ.items() if not key.startswith("COUNTERCLAIM_")}
        self.log = Path("log.jsonl")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stderr=log, env=environment)

    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.endswith("}")]

    def wait_for(self, event: str, number: int = 1, within_s: float = 60.0) -> list[dict[str, object]]:
        ends = time.monotonic() + within_s
        while time.monotonic() < ends:
            found = [line for line in self.lines() if line["event"] == event]
            if len(found) >= number:
                return found
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.05)
        raise AssertionError(self.log.read_text())


@pytest.mark.slow
def test_a_service_logs_counts_and_ends_when_told(run: Run, site: Site) -> None:
    """JSON lines, metrics, SIGTERM: exit status 0."""
    service = Service(site, feeds(site), "--metrics", "0")
    try:
        reports = service.wait_for("report", 2)
        assert {report["outcome"] for report in reports} == {"new"}
        service.wait_for("visit", 3)
        (metrics,) = service.wait_for("metrics")
        with urllib.request.urlopen(str(metrics["address"])) as answer:
            text = answer.read().decode()
        assert 'counterclaim_collect_outcomes_total{outcome="new"} 2.0' in text
        assert 'counterclaim_collect_fetches_total{came="page"} 3.0' in text
    finally:
        service.process.send_signal(signal.SIGTERM)
        assert service.process.wait(30) == 0
    assert service.lines()[-2]["event"] == "stopped"
    assert json.loads(run("claims", "--format", "json").stdout)


@pytest.mark.slow
def test_a_service_that_is_killed_loses_nothing(run: Run, site: Site) -> None:
    """Killed again and again while it reads: in the end every report is there, once."""
    paths = [f"/r{i}" for i in range(8)]
    for i, path in enumerate(paths):
        site.put(path, Reply(body=article(MILL.replace("Orrin", f"Orrin {i}")), headers={"Content-Type": "text/html"}))
    site.feed("/rss", [(site.url(path), path, NOW - timedelta(minutes=i)) for i, path in enumerate(paths)])
    file = feeds(site)
    for number in (2, 4):
        service = Service(site, file)
        reports = service.wait_for("report", number)
        service.process.kill()
        service.process.wait()
    assert len(reports) < 8
    result = run("collect", file, *POLITE)
    assert result.exit_code == 0, result.stderr
    with Ledger.open("counterclaim.db", create=False) as ledger:
        held = sorted(held.capture.address for held in ledger.captures())
    assert held == sorted(site.url(path) for path in paths)
    assert run("ledger", "verify").exit_code == 0
