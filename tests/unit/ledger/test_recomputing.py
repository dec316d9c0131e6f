"""Checking what follows from the log: tables that were altered, texts that their bytes do not give."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from counterclaim.errors import InputError
from counterclaim.ledger import Ledger
from counterclaim.locations import Location
from counterclaim.records.revisions import Capture, Revision
from tests.engines import change, disarm
from tests.ledgers import project_simply
from tests.unit.ledger.test_projections import fill


def test_tables_that_follow_from_the_log_pass(ledger: Ledger) -> None:
    """Before and after accounts were computed, and behind a checkpoint."""
    fill(ledger)
    for step in (lambda: None, lambda: ledger.refresh(project_simply), ledger.checkpoint):
        step()
        result = ledger.verify(project=project_simply)
        assert (result.faults, result.notes) == ((), ())


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        ("documents", "UPDATE documents SET address = 'https://other.example/'"),
        ("documents", "INSERT INTO documents VALUES ('d1', 'https://other.example/', 1)"),
        ("revisions", "UPDATE revisions SET title = 'Another'"),
        ("revisions", "UPDATE revisions SET published_at = '2001-01-01T00:00:00+00:00'"),
        pytest.param("revisions", "UPDATE revisions SET recorded_at = 'noon'", marks=pytest.mark.files),
        ("readings", "DELETE FROM readings WHERE seq = 3"),
        ("claims", "UPDATE claims SET actor = 'Another Front' WHERE ordinal = 0"),
        ("claims", "DELETE FROM claims WHERE ordinal = 1"),
        ("judgements", "UPDATE judgements SET a = b"),
        ("ties", "DELETE FROM ties"),
        ("claim_search", "UPDATE claim_search SET words = 'other words'"),
        ("stories", "UPDATE stories SET title = 'Another'"),
        ("propositions", "UPDATE propositions SET body = replace(body, 'reports', 'report')"),
        ("positions", "UPDATE positions SET utterances = utterances + 1"),
        ("disputes", "DELETE FROM disputes"),
        ("origins", "UPDATE origins SET kind = 'other'"),
        ("part_members", "UPDATE part_members SET part = part + 1"),
        ("projected", "UPDATE projected SET stories = 7"),
    ],
)
def test_a_table_that_was_altered_is_named(ledger: Ledger, path: Location, table: str, statement: str) -> None:
    fill(ledger)
    ledger.refresh(project_simply)
    change(path, statement)
    assert ledger.verify().ok
    (fault, *_) = ledger.verify(project=project_simply).faults
    assert f"the table {table}" in fault.message
    assert "ledger rebuild" in fault.message
    ledger.rebuild(project_simply)
    assert ledger.verify(project=project_simply).ok


def test_what_an_older_version_did_not_keep_is_no_fault(ledger: Ledger, path: Location) -> None:
    """A ledger without the newer tables is sound; the notes say what they lack."""
    fill(ledger)
    ledger.refresh(project_simply)
    change(path, "DROP TABLE ties")
    change(path, "DROP TABLE IF EXISTS tree_nodes")
    result = ledger.verify(project=project_simply)
    assert result.ok
    assert any("no table ties" in note.message for note in result.notes)


def test_accounts_of_another_version_are_not_compared(ledger: Ledger, path: Location) -> None:
    fill(ledger)
    ledger.refresh(project_simply)
    change(path, "UPDATE projected SET code_version = '0.0.1'")
    result = ledger.verify(project=project_simply)
    assert result.ok
    assert "version 0.0.1" in result.notes[0].message


def test_tables_are_not_looked_at_where_the_log_is_not_sound(ledger: Ledger, path: Location) -> None:
    fill(ledger)
    disarm(path)
    change(path, "UPDATE entries SET body = '[' WHERE seq = 2")
    result = ledger.verify(project=project_simply)
    assert any(fault.seq == 2 for fault in result.faults)
    assert "not checked" in result.notes[0].message


def test_a_checkpoint_makes_no_accounts_stale(ledger: Ledger) -> None:
    """It says nothing about a report, so that nothing needs to be computed again."""
    fill(ledger)
    kept = ledger.refresh(project_simply)
    ledger.checkpoint()

    def never(*_: object) -> None:
        raise AssertionError("computed again")

    assert ledger.accounts(never) == kept  # type: ignore[arg-type]


def reader(ledger: Ledger, change: Callable[[Revision], Revision]) -> Callable[[Capture], Revision]:
    """An extractor that gives the texts that are held, changed."""
    by_capture = {revision.capture_id: revision for revision in ledger.texts()}
    return lambda capture: change(by_capture[capture.id])


def test_texts_that_their_bytes_give_pass(ledger: Ledger) -> None:
    fill(ledger)
    result = ledger.verify(extract=reader(ledger, lambda revision: replace(revision, title="read otherwise")))
    assert (result.faults, result.notes) == ((), ())


def test_another_text_by_the_same_version_is_a_fault_and_by_another_is_said(ledger: Ledger) -> None:
    fill(ledger)
    same = ledger.verify(extract=reader(ledger, lambda revision: replace(revision, text="other")))
    assert [fault.seq for fault in same.faults] == [2, 5]
    assert "do not give its text by plain 1" in same.faults[0].message
    newer = ledger.verify(extract=reader(ledger, lambda revision: replace(revision, text="other", extractor="plain 2")))
    assert newer.ok
    assert "made by plain 1, and plain 2 makes another" in newer.notes[0].message


def test_bytes_that_give_no_text_are_a_fault(ledger: Ledger) -> None:
    fill(ledger)

    def unreadable(capture: Capture) -> Revision:
        raise InputError("binary", subject="x")

    assert len(ledger.verify(extract=unreadable).faults) == 2


def test_long_checks_say_how_far_they_are(ledger: Ledger) -> None:
    fill(ledger)
    ledger.refresh(project_simply)
    told: list[tuple[str, int, int]] = []
    ledger.verify(
        project=project_simply,
        extract=reader(ledger, lambda revision: revision),
        progress=lambda *step: told.append(step),
    )
    assert {(what, total) for what, done, total in told if done == total} == {
        ("contents", 9), ("entries", 7), ("tables", 7), ("accounts", 1), ("texts", 2),
    }  # fmt: skip
