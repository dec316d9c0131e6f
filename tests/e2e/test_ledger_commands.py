"""`add` and what is asked of a ledger afterwards."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.e2e.conftest import Run


def test_adding_again_adds_nothing(filled: Run, sample: Path) -> None:
    before = json.loads(filled("ledger", "stats", "--format", "json").stdout)["entries"]
    result = filled("add", sample / "fada", "--profile", "rules")
    assert {line.split("\t")[0] for line in result.stdout.splitlines()} == {"unchanged"}
    assert json.loads(filled("ledger", "stats", "--format", "json").stdout)["entries"] == before


def test_a_new_text_of_a_document_is_kept_beside_the_old_one(filled: Run) -> None:
    stats = json.loads(filled("ledger", "stats", "--format", "json").stdout)
    assert stats["revisions"] == stats["documents"] + 1


def test_stories_are_listed_newest_first(filled: Run) -> None:
    rows = json.loads(filled("stories", "--format", "json").stdout)
    assert len(rows) == 2
    assert [row["last"][:7] for row in rows] == ["2026-05", "2026-03"]
    assert all(row["disputes"] > 0 and row["origins"] < row["reports"] + 1 for row in rows)


def test_as_of_shows_only_what_was_published_by_then(filled: Run) -> None:
    rows = json.loads(filled("stories", "--as-of", "2026-03-12T20:00:00+01:00", "--format", "json").stdout)
    assert [row["reports"] for row in rows] == [2]


@pytest.mark.parametrize("day", ["2026-03-12", "20260312", "2026-W11-4", "2026-03-12T23:59:59Z", "2026-03-12 23:59+00"])
def test_a_day_is_meant_to_its_end(filled: Run, day: str) -> None:
    """In every form of ISO 8601."""
    rows = json.loads(filled("stories", "--as-of", day, "--format", "json").stdout)
    assert [row["reports"] for row in rows] == [2]


def test_as_of_uses_the_text_of_that_time(filled: Run) -> None:
    """The figure that the update dropped is claimed in the morning and gone in the evening."""

    def tolls(moment: str) -> list[str]:
        result = filled("claims", "--as-of", moment, "--search", "army losses 12 dead", "--format", "json")
        return [claim["words"] for claim in json.loads(result.stdout)]

    assert tolls("2026-03-13T12:00:00Z")
    assert not tolls("2026-03-13T20:00:00Z")


def test_a_text_of_then_that_is_not_held_is_said_to_be_missing(filled: Run) -> None:
    """Published 08:15, updated 11:30, captured after that: nothing is known of 09:00."""
    result = filled("claims", "--as-of", "2026-03-14T09:00:00+01:00")
    told = result.stderr.replace("07:15 UTC;", "08:15 UTC+1;")  # as the ledger's engine keeps zones
    assert "05-plateau-bulletin.txt: published 2026-03-14 08:15 UTC+1; that text is not held" in told
    assert "not held" in result.stderr
    assert "pictures are old" not in result.stdout


def test_as_of_a_recording_time_before_the_ledger_shows_nothing(filled: Run) -> None:
    assert json.loads(filled("stories", "--recorded", "2001-01-01", "--format", "json").stdout) == []


def test_claims_as_csv_are_safe_to_open(filled: Run, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(filled("claims", "--format", "csv").stdout)))
    assert len(rows) > 60
    assert all(not row["words"].startswith(("=", "+", "@")) for row in rows)
    denials = list(csv.DictReader(io.StringIO(filled("claims", "--stance", "denies", "--format", "csv").stdout)))
    assert denials
    assert {row["stance"] for row in denials} == {"denies"}


def test_claims_can_be_chosen_by_event_and_mode(filled: Run) -> None:
    """The filters keep exactly the claims of that event; the spreadsheet has the same names in columns."""
    everything = json.loads(filled("claims", "--format", "json").stdout)
    assaults = json.loads(filled("claims", "--event", "assault", "--format", "json").stdout)
    assert assaults
    assert assaults == [c for c in everything if c["event"] and c["event"]["event"] == "assault"]
    mode = next(c["event"]["mode"] for c in everything if c["event"] and c["event"]["mode"])
    rows = list(csv.DictReader(io.StringIO(filled("claims", "--mode", mode, "--format", "csv").stdout)))
    assert {row["mode"] for row in rows} == {mode}
    assert filled("claims", "--event", "party").exit_code == 2


def test_everything_listed_can_be_shown_and_explained(filled: Run) -> None:
    story = json.loads(filled("stories", "--format", "json").stdout)[0]["id"]
    dispute = json.loads(filled("disputes", "--format", "json").stdout)[0]
    claim = dispute["sides_against"][0]
    for id_ in (story, dispute["id"], dispute["a"], claim):
        shown, explained = filled("show", id_), filled("explain", id_)
        assert shown.exit_code == 0, shown.output
        assert explained.exit_code == 0, explained.output
        assert shown.stdout.strip()
        assert explained.stdout.strip()
    assert "stance" in filled("explain", claim).stdout


def test_a_matter_that_is_only_denied_is_never_listed_as_undisputed(filled: Run) -> None:
    """“Norrsol denies that there was a leak” below “not disputed” would read as if Norrsol had said that there was."""
    disputes = json.loads(filled("disputes", "--format", "json").stdout)
    disputed = {side for dispute in disputes for side in (dispute["a"], dispute["b"])}
    seen = 0
    for row in json.loads(filled("stories", "--format", "json").stdout):
        text = filled("show", row["id"]).stdout
        for id_ in json.loads(filled("show", row["id"], "--format", "json").stdout)["propositions"]:
            positions = json.loads(filled("show", id_, "--format", "json").stdout)["positions"]
            if id_ in disputed or {position["polarity"] for position in positions} != {"against"}:
                continue
            seen += 1
            before, after = text.split(f"  {id_[:9]}", 1)
            assert before.rfind("\nDenied, and asserted by nobody") > before.rfind(", not disputed")
            assert "denies" in after.splitlines()[0]
    assert seen


def test_a_matter_in_two_disputes_is_told_once(filled: Run) -> None:
    for row in json.loads(filled("stories", "--format", "json").stdout):
        disputed = filled("show", row["id"]).stdout.split("\nFigures by claimant")[0].splitlines()
        told = [word for line in disputed for word in line.split() if line.startswith("  whether ")]
        headings = [word for word in told if word.startswith("p") and len(word) == 9]
        again = " ".join(disputed).count("shown above")
        assert len(headings) - again <= len(set(headings))


def test_an_earlier_text_can_be_shown(filled: Run) -> None:
    """The story's page names it, so its id must be one that `show` and `explain` accept."""
    pages = [filled("show", row["id"]).stdout for row in json.loads(filled("stories", "--format", "json").stdout)]
    (line,) = [line for page in pages for line in page.splitlines() if "earlier text of" in line]
    earlier = line.split()[0]
    shown = filled("show", earlier)
    assert shown.exit_code == 0, shown.output
    assert "12 dead" in shown.stdout, "the figure that the update dropped"
    assert "an earlier text" in shown.stderr
    claim = json.loads(filled("show", earlier, "--format", "json").stdout)["claims"][0]["id"]
    assert filled("show", claim).exit_code == 0
    assert filled("explain", claim).exit_code == 0


def test_a_page_is_the_same_whether_all_or_only_its_reports_are_read(filled: Run) -> None:
    """As of the far future everything is computed from the log; now it comes from the tables, one story at a time."""
    for story in json.loads(filled("stories", "--format", "json").stdout):
        for command in ("show", "explain"):
            assert filled(command, story["id"]).stdout == filled(command, story["id"], "--as-of", "2199-01-01").stdout
    for command in ("stories", "disputes", "claims"):
        now, then = filled(command, "--format", "csv"), filled(command, "--format", "csv", "--as-of", "2199-01-01")
        assert now.stdout == then.stdout
        assert now.stdout.count("\n") > 2


def test_odd_searches_find_nothing_or_something_but_never_fail(filled: Run) -> None:
    for words in ('"', "a AND", "*", "NEAR(", "airstrip*", "words:x", "'; DROP", "\x00", "-", "(", "☃", "^a"):
        result = filled("claims", "--search", words, "--format", "json")
        assert result.exit_code == 0, (words, result.output)
    assert len(json.loads(filled("claims", "--search", 'airstrip "', "--format", "json").stdout)) > 3


def test_rebuilding_gives_the_same_accounts(filled: Run) -> None:
    def everything() -> str:
        return "".join(filled(c, "--format", "json").stdout for c in ("stories", "claims", "disputes"))

    before = everything()
    assert filled("ledger", "rebuild").exit_code == 0
    assert everything() == before


def test_the_captured_bytes_come_back(filled: Run, sample: Path) -> None:
    page = sample / "fada" / "01-sahel-wire.html"
    claims = json.loads(filled("claims", "--format", "json").stdout)
    revision = next(
        c["revision"] for c in claims if "airstrip of Fada and killed" in c["words"] or "captured the" in c["words"]
    )
    body = filled("ledger", "capture", revision).stdout_bytes
    assert body in {p.read_bytes() for p in page.parent.iterdir()}


def test_a_missing_ledger_is_an_error_that_says_what_to_do(run: Run) -> None:
    result = run("stories", "--ledger", "none.db")
    assert result.exit_code == 1
    assert "none.db" in str(result.exception)
    assert not Path("none.db").exists()
