"""What somebody meets who is new here: an empty ledger, a wrong id, a name where an id is taken, a list of nothing."""

from pathlib import Path

import pytest

from counterclaim.ledger import Ledger
from tests.e2e.conftest import Run

REPORT = """The mill at Harn

HARN, 3 May 2026 - The guild said that twelve looms were burnt on Sunday. The mayor denied that twelve looms were burnt.
"""


@pytest.fixture
def empty(run: Run, tmp_path: Path) -> Run:
    """The commands on a ledger without reports."""
    with Ledger.open(tmp_path / "counterclaim.db"):
        pass
    return run


@pytest.fixture
def kept(run: Run, tmp_path: Path) -> Run:
    """The commands on a ledger of one report."""
    (tmp_path / "mill.txt").write_text(REPORT, encoding="utf-8")
    assert run("add", tmp_path / "mill.txt", "--profile", "rules").exit_code == 0
    return run


@pytest.mark.parametrize("command", [["stories"], ["claims"], ["disputes"], ["check", "the mill burnt"]])
def test_an_empty_ledger_says_how_reports_come_in(empty: Run, command: list[str]) -> None:
    done = empty(*command)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "`counterclaim add FILE`" in done.stderr


@pytest.mark.parametrize(
    "command", [["watch", "list"], ["enquiry", "list"], ["alerts", "list"], ["ledger", "log"], ["ledger", "exports"]]
)
def test_a_list_of_nothing_says_so(empty: Run, command: list[str]) -> None:
    done = empty(*command)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.strip()


def test_nothing_is_written_where_no_page_may_leave(empty: Run, tmp_path: Path) -> None:
    done = empty("export", "wacz", tmp_path / "pages.wacz")
    assert done.exit_code == 1
    assert not (tmp_path / "pages.wacz").exists()


def test_counts_are_of_one_or_many(kept: Run, tmp_path: Path) -> None:
    done = kept("add", tmp_path / "mill.txt", "--profile", "rules")
    assert "0 reports added" in done.stderr
    assert "1 story, " in done.stderr


def test_a_wrong_id_is_told_its_neighbours_and_which_command_lists_them(kept: Run) -> None:
    claim = kept("claims", "--format", "csv").stdout.splitlines()[1].split(",")[0]
    wrong = kept("show", f"{claim[:5]}zzz")
    assert wrong.exit_code == 1
    assert claim[:9] in str(wrong.exception)
    assert "`counterclaim claims`" in str(wrong.exception)
    assert "`counterclaim stories`" in str(kept("show", "s0zzzz").exception)


@pytest.mark.parametrize("command", ["claims", "disputes"])
def test_a_story_that_does_not_exist_is_an_error(kept: Run, command: str) -> None:
    assert "s0zzzz" in str(kept(command, "--story", "s0zzzz").exception)


def test_a_watch_is_named_as_it_was_kept(kept: Run) -> None:
    assert kept("watch", "add", "mill", "--words", "loom", "--author", "R. Desk").exit_code == 0
    for command in ("show", "feed"):
        assert kept("watch", command, "mill").exit_code == 0
    assert "watch list" in str(kept("watch", "show", "other").exception)


def test_a_correction_says_what_differs(kept: Run) -> None:
    """Else it would be kept as one that changes nothing."""
    claim = kept("claims", "--format", "csv").stdout.splitlines()[1].split(",")[0]
    done = kept("review", "correct", claim, "--reason", "it reads otherwise", "--author", "R. Desk")
    assert done.exit_code == 2
    assert "accept" in done.stderr


def test_a_sheet_names_what_there_is_and_lists_the_rest_in_a_line(kept: Run) -> None:
    done = kept("since", "2020-01-01")
    assert "New denials (1)" in done.stdout
    assert "(0)" not in done.stdout
    assert "None: changed figures" in done.stdout
    assert "recorded" not in done.stdout
