"""Reading a ledger's texts again from the command line."""

import json
from pathlib import Path

import pytest

from counterclaim.ledger import Ledger
from tests.e2e.conftest import Run

AUTHOR = ("--author", "R. Desk", "--reason", "read with care")


def outcomes(output: str) -> list[str]:
    return [line.split("\t")[0] for line in output.splitlines()]


def test_what_these_models_read_is_passed_over_and_read_the_same_if_asked(filled: Run) -> None:
    with Ledger.open("counterclaim.db") as ledger:
        n_texts = len(ledger.revisions())
    first = filled("reread", "--profile", "rules")
    assert (first.exit_code, first.stdout) == (0, "")
    assert f"0 texts read, 0 of them otherwise than before, {n_texts} passed over" in first.stderr
    again = filled("reread", "--profile", "rules", "--all")
    assert outcomes(again.stdout) == ["same"] * n_texts


def test_another_profile_reads_anew_and_a_run_that_was_stopped_goes_on(
    filled: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The decisions hold on the new readings; the texts that the first run had read are not read twice."""
    held = json.loads(filled("claims", "--format", "json").stdout)
    filled("review", "accept", held[0]["id"], *AUTHOR)
    filled("review", "withdraw", held[1]["id"], *AUTHOR)
    add_reading = Ledger.add_reading
    done: list[object] = []

    def stop(ledger: Ledger, analysis: object) -> bool:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(analysis)
        return add_reading(ledger, analysis)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "add_reading", stop)
        assert filled("reread", "--profile", "fast").exit_code != 0
    with Ledger.open("counterclaim.db") as ledger:
        n_texts = len(ledger.revisions())
        assert len(ledger.unjudged()) == 2
    rest = filled("reread", "--profile", "fast")
    assert rest.exit_code == 0, rest.stderr
    assert len(outcomes(rest.stdout)) == n_texts - 2
    assert "read anew" in outcomes(rest.stdout)
    assert ", 2 passed over" in rest.stderr
    with Ledger.open("counterclaim.db") as ledger:
        assert not ledger.unjudged()
    now = json.loads(filled("claims", "--format", "json").stdout)
    assert any((c["actor"], c["words"]) == (held[0]["actor"], held[0]["words"]) for c in now)
    assert held[1]["id"] not in {c["id"] for c in now}
    assert filled("ledger", "verify").exit_code == 0


def test_one_report_is_read_and_a_dry_run_writes_nothing(filled: Run) -> None:
    report = json.loads(filled("claims", "--format", "json").stdout)[0]["revision"]
    before = Path("counterclaim.db").read_bytes()
    dry = filled("reread", report, "--profile", "fast", "--dry-run")
    assert [line.split("\t")[1] for line in dry.stdout.splitlines()] == [report[:9]]
    assert Path("counterclaim.db").read_bytes() == before
    refused = filled("reread", json.loads(filled("claims", "--format", "json").stdout)[0]["id"], "--profile", "rules")
    assert "names a claim, not a story or a report" in str(refused.exception)
