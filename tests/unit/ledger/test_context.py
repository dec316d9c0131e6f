"""Context in the ledger: kept once, found by day, as of a moment, and erased for good; accounts do not see it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from counterclaim.errors import LedgerError
from counterclaim.ledger import AsOf, EntryKind, Ledger
from counterclaim.ledger._interface.context import BATCH
from tests.engines import Engine
from tests.factories import PUBLISHED, make_analysis, make_capture, make_context
from tests.ledgers import project_simply
from tests.unit.ledger.conftest import Clock

DAY = PUBLISHED.date()


@pytest.fixture
def ledger(engine: Engine, tmp_path: Path):  # type: ignore[no-untyped-def]
    with Ledger.open(engine.place(tmp_path), clock=Clock()) as opened:
        opened.add(make_capture(), make_analysis())
        opened.follow(project_simply)
        yield opened


def test_rows_are_found_by_the_days_that_they_are_about(ledger: Ledger) -> None:
    ledger.add_context(make_context("A"))
    ledger.add_context(make_context("B", first=DAY + timedelta(days=9), last=DAY + timedelta(days=12)))
    ledger.add_context(make_context("C", first=None, last=None))
    found = ledger.context(first=DAY - timedelta(days=1), last=DAY + timedelta(days=1))
    assert [record.id for record in found] == ["A"]
    assert [r.id for r in ledger.context(first=DAY + timedelta(days=12))] == ["B"]
    assert {r.id for r in ledger.context()} == {"A", "B"}


def test_the_same_rows_again_add_nothing_and_a_changed_one_takes_the_place_of_the_earlier(ledger: Ledger) -> None:
    batch = make_context("A", "B")
    assert len(ledger.add_context(batch)) == 1
    assert ledger.add_context(replace(batch, file="again.csv")) == ()
    before = next(entry.recorded_at for entry in ledger.entries() if entry.kind is EntryKind.CONTEXT)
    ledger.add_context(make_context("B", notes="revised"))
    assert {r.id: r.notes for r in ledger.context()} == {"A": "", "B": "revised"}
    assert {r.id: r.notes for r in ledger.context(as_of=AsOf(recorded=before))} == {"A": "", "B": ""}


def test_rows_are_found_by_boxes_and_by_what_they_cite(ledger: Ledger) -> None:
    ledger.add_context(make_context("IN"))
    ledger.add_context(make_context("OUT", lat=10.0))
    ledger.add_context(make_context("NOWHERE", lat=None, lon=None))
    ledger.add_context(make_context("CITES", lat=None, lon=None, sources=("https://outlet.example/a",)))
    box = (51.0, 52.0, 58.0, 59.0)
    assert {r.id for r in ledger.context(boxes=[box])} == {"IN"}
    assert {r.id for r in ledger.context(boxes=[box], citing=["https://outlet.example/a"])} == {"IN", "CITES"}
    assert ledger.context(boxes=[]) == ()
    many = [(float(n), n + 0.5, 0.0, 1.0) for n in range(-60, 60)]
    assert {r.id for r in ledger.context(boxes=[*many, box])} == {"IN"}
    assert ledger.context(boxes=[box], last=DAY - timedelta(days=1)) == ()


def test_a_file_is_kept_in_entries_of_a_bounded_size(ledger: Ledger) -> None:
    ledger.add_context(make_context(*(f"X{n}" for n in range(BATCH + 3))))
    assert [held.rows for held in ledger.contexts()] == [BATCH, 3]


def test_no_entry_holds_words_of_context(ledger: Ledger) -> None:
    ledger.add_context(make_context("A", what="a word of its own", place="Hidden Hamlet"))
    body = str([entry.body for entry in ledger.entries() if entry.kind is EntryKind.CONTEXT])
    assert "own" not in body
    assert "Hamlet" not in body
    assert "events.csv" not in body


def test_context_changes_no_account_and_survives_a_rebuild(ledger: Ledger) -> None:
    before = ledger.accounts(project_simply)
    ledger.add_context(make_context("A"))
    assert ledger.accounts(project_simply) == before
    ledger.rebuild(project_simply)
    assert [r.id for r in ledger.context()] == ["A"]
    assert ledger.verify(project=project_simply).ok


def test_context_is_erased_by_its_entry_or_its_file(ledger: Ledger) -> None:
    (kept,) = ledger.add_context(make_context("A", file="one.csv"))
    ledger.add_context(make_context("B", file="two.csv"))
    ledger.take_down(["two.csv"], author="Ada", reason="licence ended")
    assert [r.id for r in ledger.context()] == ["A"]
    ledger.take_down([kept.entry_id[:12]], author="Ada", reason="licence ended")
    assert ledger.context() == ()
    assert ledger.contexts() == ()
    assert ledger.verify().ok
    assert len(ledger.analyses()) == 1
    with pytest.raises(LedgerError, match="no revision"):
        ledger.take_down(["two.csv"], author="Ada", reason="again")


def test_a_backup_from_before_is_purged_of_context(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    with Ledger.open(path, clock=Clock()) as held:
        held.add(make_capture(), make_analysis())
        held.add_context(make_context("A", file="one.csv"))
        held.backup(tmp_path / "before.db")
        held.take_down(["one.csv"], author="Ada", reason="licence ended")
    with Ledger.open(tmp_path / "before.db", create=False) as copy:
        assert copy.context() == ()
        assert copy.verify().ok
