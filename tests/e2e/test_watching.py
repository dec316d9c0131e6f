"""From pages on disk to a feed, a letter and a handover sheet, with the commands that a desk would use."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner

from counterclaim.cli import cli
from counterclaim.ledger import Ledger
from tests.e2e.conftest import Run
from tests.unit.alerts.servers import hook, mailbox

PAGES = Path(__file__).parent / "revisions"
ORDER = ("wire-0641.html", "radio.txt", "wire-1008.html", "wire-1530.html", "courier.txt")


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[datetime]]:
    """A ledger to which a report and its revisions came one after another, and when each was recorded."""
    ledger = tmp_path_factory.mktemp("followed") / "counterclaim.db"
    moments = []
    for name in ORDER:
        arguments = ["add", str(PAGES / name), "--profile", "rules", "--ledger", str(ledger)]
        result = CliRunner().invoke(cli, arguments)
        assert result.exit_code == 0, result.output
        with Ledger.open(ledger) as held:
            last = held.last_recorded()
            assert last is not None
            moments.append(last)
    return ledger, moments


@pytest.fixture
def desk(run: Run, followed: tuple[Path, list[datetime]]) -> Run:
    shutil.copyfile(followed[0], "counterclaim.db")
    return run


def test_the_sheet_of_a_shift_says_what_it_brought(desk: Run, followed: tuple[Path, list[datetime]]) -> None:
    start, until = followed[1][1].isoformat(), followed[1][3].isoformat()
    sheet = json.loads(desk("since", start, "--until", until, "--format", "json").stdout)
    assert [turn["sentence"].startswith("Harrow Front now claims") for turn in sheet["tolls"]] == [True]
    # The second new count is the outlet's own correction, which stands apart from what the Front says anew.
    assert ["as Delta Wire corrects it" in turn["sentence"] for turn in sheet["corrections"]] == [True]
    # A denial that came and went within the shift is told as what a report dropped.
    assert any("shelled the clinic" in turn["before"] for turn in sheet["removals"])
    assert any("nine wounded people" in turn["sentence"] for turn in sheet["removals"])
    assert json.loads(desk("since", start, "--until", until, "--format", "json").stdout) == sheet
    text = desk("since", start, "--until", until).stdout
    assert text.index("Changed figures (") < text.index("Removed without a word (") < text.index("None: new denials")
    assert desk("since", start, "--format", "html", "-o", "sheet.html").exit_code == 0
    assert Path("sheet.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert desk("since", start, "--format", "html", "-o", "sheet.html").exit_code != 0  # never over a file


def test_nothing_since_now(desk: Run) -> None:
    sheet = json.loads(desk("since", "2100-01-01", "--format", "json").stdout)
    assert not any(sheet[name] for name in ("denials", "tolls", "removals", "contested", "others", "enquiries"))


def test_a_watch_has_a_feed_and_is_ended(desk: Run) -> None:
    kept = desk("watch", "add", "tolls", "--kind", "toll changed", "--author", "R. Desk").stdout.strip()
    assert kept.startswith("w")
    assert "toll changed" in desk("watch", "list").stdout
    feed = feedparser.parse(desk("watch", "feed", kept).stdout)
    assert [entry.tags[0].term for entry in feed.entries] == ["toll changed", "toll changed"]
    assert json.loads(desk("watch", "feed", kept, "--format", "json").stdout)["items"][0]["id"] == feed.entries[0].id
    assert len(json.loads(desk("watch", "show", kept, "--format", "json").stdout)) == 2
    assert desk("watch", "remove", "tolls", "--author", "R. Desk").exit_code == 0
    assert desk("watch", "list").stdout == ""
    assert desk("watch", "feed", kept).exit_code != 0
    assert desk("watch", "add", "x", "--webhook", "ftp://h.example", "--author", "R. Desk").exit_code == 2
    assert desk("ledger", "verify").exit_code == 0


def test_an_enquiry_is_on_the_sheet_until_it_is_answered(desk: Run) -> None:
    (story,) = json.loads(desk("stories", "--format", "json").stdout)
    asked = desk(
        "enquiry", "ask", story["id"], "--whom", "The ministry", "--question", "Is it so?", "--author", "R. D."
    )
    name = asked.stdout.strip()
    assert "no answer recorded in this ledger" in desk("enquiry", "list").stdout
    assert len(json.loads(desk("since", "2020-01-01", "--format", "json").stdout)["enquiries"]) == 1
    assert "asked The ministry on" in desk("show", story["id"]).stdout
    assert len(json.loads(desk("show", story["id"], "--format", "json").stdout)["enquiries"]) == 1
    assert desk("enquiry", "answer", name[:9], "--answer", "No comment.", "--author", "R. D.").exit_code == 0
    assert desk("enquiry", "list").stdout == ""
    assert "“No comment.”" in desk("enquiry", "list", "--all").stdout
    assert desk("enquiry", "answer", name, "--answer", "Yes.", "--author", "R. D.").exit_code == 1


def test_alerts_are_sent_and_what_fails_waits(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with hook() as receiver:
        first, second = PAGES / "wire-0641.html", PAGES / "radio.txt"
        assert run("add", first, "--profile", "rules").exit_code == 0
        run("watch", "add", "all", "--webhook", receiver.url, "--author", "R. Desk")
        assert run("add", second, "--profile", "rules").exit_code == 0
        assert run("alerts", "send").exit_code == 1  # nothing signs them
        monkeypatch.setenv("COUNTERCLAIM_WEBHOOK_SECRET", "whsec_" + "A" * 32)
        refused = run("alerts", "send")
        assert (refused.exit_code, receiver.got) == (1, [])
        assert "loopback" in refused.stderr
        assert "dead" in run("alerts", "list").stdout
        run("alerts", "retry")
        sent = run("alerts", "send", "--allow-private")
        assert sent.exit_code == 0, sent.stderr
        assert receiver.got
        assert run("alerts", "list").stdout == ""
        assert "alert by webhook" in run("ledger", "exports").stdout
        assert run("ledger", "verify").exit_code == 0


def test_letters_go_by_the_settings(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with mailbox() as box:
        run("add", PAGES / "wire-0641.html", "--profile", "rules")
        run("watch", "add", "all", "--mail", "r.desk@example.org", "--author", "R. Desk")
        run("add", PAGES / "radio.txt", "--profile", "rules")
        for name, value in (("SMTP", box.address), ("SMTP_SECURITY", "none"), ("MAIL_FROM", "desk@example.org")):
            monkeypatch.setenv(f"COUNTERCLAIM_{name}", value)
        assert run("alerts", "send").exit_code == 0
        assert box.got == []  # the day is not over

        class Tomorrow(datetime):
            @classmethod
            def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
                return datetime.now(UTC) + timedelta(days=1, minutes=1)

        monkeypatch.setattr("counterclaim.cli.alerts.datetime", Tomorrow)
        assert run("alerts", "send").exit_code == 0
        assert [to for _, to, _ in box.got] == [["r.desk@example.org"]]
