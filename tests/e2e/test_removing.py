"""Removing reports and recording what left, from the command line."""

import json
from pathlib import Path

import pytest

from counterclaim.collect.following import Frontier, Source
from counterclaim.ledger import Ledger
from tests.e2e.conftest import Run


def first_report(filled: Run) -> dict[str, str]:
    claims: list[dict[str, str]] = json.loads(filled("claims", "--format", "json").stdout)
    return claims[0]


def test_a_report_is_removed_and_the_ledger_still_agrees(filled: Run) -> None:
    """What left with it is called back, and `verify` names the takedown."""
    claim = first_report(filled)
    assert filled("export", "wacz", "all.wacz", "--for", "the archive").exit_code == 0
    assert filled("ledger", "backup", "saved.db").exit_code == 0
    with Ledger.open("counterclaim.db") as ledger:
        (address,) = ledger.addresses_of([claim["revision"]])
    frontier = Frontier.open(Path("counterclaim.collect"))
    frontier.follow([Source(address=address, outlet=None)], 0.0)
    frontier.close()
    result = filled("ledger", "takedown", claim["revision"], "--reason", "by order", "--author", "Ada")
    assert result.exit_code == 0, result.stderr
    assert address.encode() not in Path("counterclaim.collect").read_bytes()
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert [(row[0], row[3]) for row in rows if row[0] in ("recall", "purged")] == [
        ("recall", "wacz"),
        ("purged", "backup"),
    ]
    checked = filled("ledger", "verify", "--quick")
    assert checked.exit_code == 0, checked.stderr
    assert "this takedown removed contents of" in checked.stdout
    assert claim["words"][:30] not in filled("claims", "--format", "json").stdout
    for file in Path().glob("*.db*"):
        assert claim["words"][:30].encode() not in file.read_bytes()
    listed = json.loads(filled("ledger", "exports", "--recall", "--format", "json").stdout)
    assert [row["format"] for row in listed] == ["wacz", "backup"]


def test_a_restored_ledger_lacks_what_was_taken_down(filled: Run) -> None:
    claim = first_report(filled)
    assert filled("ledger", "backup", "saved.db").exit_code == 0
    Path("away").mkdir()
    Path("saved.db").rename("away/saved.db")
    assert filled("ledger", "takedown", claim["revision"], "--reason", "by order", "--author", "Ada").exit_code == 0
    lists = ["--takedowns", "counterclaim.db-takedowns"]
    restored = filled("ledger", "restore", "away/saved.db", "--ledger", "new.db", *lists)
    assert restored.exit_code == 0, restored.stderr
    assert claim["id"] not in filled("claims", "--ledger", "new.db", "--format", "json").stdout


def test_a_takedown_needs_an_author_and_a_reason(filled: Run) -> None:
    claim = first_report(filled)
    assert filled("ledger", "takedown", claim["revision"], "--author", "Ada").exit_code == 2
    assert filled("ledger", "takedown", claim["revision"], "--reason", "by order").exit_code == 1


@pytest.mark.parametrize(
    "command",
    [
        ("export", "wacz", "x.wacz"),
        ("export", "warc", "x.warc.gz"),
        ("review", "export", "--format", "label-studio"),
        ("review", "sample", "--week", "2026-W11"),
        ("ledger", "backup", "x.db"),
    ],
)
def test_what_leaves_is_recorded(filled: Run, command: tuple[str, ...]) -> None:
    result = filled(*command)
    assert result.exit_code == 0, result.stderr
    assert len(json.loads(filled("ledger", "exports", "--format", "json").stdout)) == 1


def test_reports_that_name_likely_cases_are_held_back_until_somebody_looked(filled: Run, tmp_path: Path) -> None:
    page = tmp_path / "held.txt"
    words = "The governor said that Lina Daro, a nine-year-old girl, had been wounded near Kunduz."
    page.write_text(f"Governor speaks\n\n{words}\n", encoding="utf-8")
    added = filled("add", page, "--profile", "rules")
    assert added.exit_code == 0, added.stderr
    revision = next(
        claim["revision"]
        for claim in json.loads(filled("claims", "--format", "json").stdout)
        if "Lina Daro" in claim["words"]
    )
    assert f"held back: {revision[:12]}" in filled("export", "wacz", "one.wacz").stderr
    looked = filled(
        "review",
        "protect",
        revision,
        "--words",
        "Lina Daro",
        "--as",
        "cleared",
        "--reason",
        "agreed",
        "--author",
        "Ada",
    )
    assert looked.exit_code == 0, looked.stderr
    assert f"held back: {revision[:12]}" not in filled("export", "wacz", "two.wacz").stderr
