"""The log: appended to, never changed, and free of words."""

import re
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from counterclaim.ledger import AsOf, EntryKind, Ledger
from counterclaim.ledger._entries import entry_id
from counterclaim.ledger._tables import to_utc, utc_text
from counterclaim.locations import Location
from counterclaim.records.accounts import Judgements, Match, MatchLabel, Reason
from counterclaim.records.decisions import Decision, DecisionAction
from tests.engines import Engine, rows
from tests.factories import TEXT, make_analysis, make_capture, make_revision
from tests.unit.ledger.conftest import Clock


def connect(path: Path, *, recursive_triggers: bool) -> sqlite3.Connection:
    """A connection that goes around the library."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute(f"PRAGMA recursive_triggers = {'ON' if recursive_triggers else 'OFF'}")
    return raw


COLUMNS = "seq, id, kind, schema_version, recorded_at, recorded_by, body, supersedes"


@pytest.mark.files
@pytest.mark.parametrize("recursive_triggers", [True, False])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET body = '{}' WHERE seq = 1",
        "UPDATE entries SET recorded_at = recorded_at",
        "DELETE FROM entries WHERE seq = 3",
        "DELETE FROM entries",
        f"INSERT OR REPLACE INTO entries SELECT {COLUMNS} FROM entries WHERE seq = 2",
        "INSERT OR REPLACE INTO entries SELECT 2, 'x', kind, schema_version, recorded_at, recorded_by, body,"
        " supersedes FROM entries WHERE seq = 3",
        "INSERT OR REPLACE INTO entries SELECT 4, id, kind, schema_version, recorded_at, recorded_by, body,"
        " supersedes FROM entries WHERE seq = 3",
        "REPLACE INTO entries SELECT 1, 'y', 'k', 1, recorded_at, 'x', '{}', NULL FROM entries WHERE seq = 1",
        "INSERT INTO entries SELECT 9, 'y', 'k', 1, recorded_at, 'x', '{}', NULL FROM entries WHERE seq = 3",
        "INSERT INTO entries SELECT 4, 'y', 'k', 1, '2001-01-01T00:00:00.000000Z', 'x', '{}', NULL FROM entries"
        " WHERE seq = 3",
        "UPDATE contents SET data = x'00'",
    ],
)
def test_the_database_itself_refuses_to_change_the_log(
    ledger: Ledger, path: Path, statement: str, recursive_triggers: bool
) -> None:
    """Also for a connection that does not set the pragma which makes REPLACE fire DELETE triggers."""
    ledger.add(make_capture(), make_analysis())
    before = list(ledger.entries())
    raw = connect(path, recursive_triggers=recursive_triggers)
    with pytest.raises(sqlite3.IntegrityError, match="counterclaim:"):
        raw.execute(statement)
    raw.close()
    assert list(ledger.entries()) == before
    assert ledger.verify().ok


@pytest.mark.files
def test_our_own_connections_set_recursive_triggers(ledger: Ledger) -> None:
    with ledger._database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA recursive_triggers").scalar() == 1


def test_entries_are_numbered_from_one_without_gaps_and_named_by_their_content(ledger: Ledger) -> None:
    ledger.add(make_capture(), make_analysis())
    entries = list(ledger.entries())
    assert [entry.seq for entry in entries] == [1, 2, 3]
    assert [entry.kind for entry in entries] == [EntryKind.CAPTURE, EntryKind.REVISION, EntryKind.READING]
    assert all(entry.id == entry_id(entry) and re.fullmatch("[0-9a-f]{64}", entry.id) for entry in entries)
    changes: tuple[dict[str, Any], ...] = (
        {"seq": 9},
        {"recorded_by": "software:other"},
        {"body": {}},
        {"kind": EntryKind.DECISION},
        {"schema_version": 2},
        {"recorded_at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"supersedes": entries[1].id},
    )
    for change in changes:
        assert entry_id(replace(entries[0], **change)) != entries[0].id


def test_a_clock_that_steps_back_does_not_take_recorded_time_back(ledger: Ledger, clock: Clock) -> None:
    ledger.add(make_capture(), make_analysis())
    clock.now -= timedelta(days=3)
    other = make_revision("Another report\n\nIt says little.", address="https://o.example/2")
    ledger.add(make_capture(other.text, address=other.address), make_analysis(other))
    times = [entry.recorded_at for entry in ledger.entries()]
    assert times == sorted(times)
    assert times[2] < times[3]
    assert len(ledger.analyses(AsOf(recorded=times[2]))) == 1
    assert ledger.verify().ok


def test_entries_of_one_addition_bear_one_time(ledger: Ledger) -> None:
    ledger.add(make_capture(), make_analysis())
    assert len({entry.recorded_at for entry in ledger.entries()}) == 1


def test_no_entry_holds_words_of_a_report_names_addresses_or_comments(ledger: Ledger, path: Location) -> None:
    """What must be erasable stands in `contents`; the log keeps digests that cannot be guessed."""
    analysis = make_analysis()
    ledger.add(make_capture(), analysis)
    a, b = sorted(claim.id for claim in analysis.claims)
    match = Match(
        a=a, b=b, label=MatchLabel.CONTRADICTS, score=0.5, reasons=(Reason(name="w", weight=1, detail="Orsk"),)
    )
    ledger.add_judgements(Judgements(matches=(match,)))
    ledger.add_decision(
        Decision(
            action=DecisionAction.COMMENT,
            revision_id=analysis.revision.id,
            spans=analysis.claims[0].content,
            author="Ada Reviewer",
            reason="dubious",
        )
    )
    log = " ".join(map(str, rows(path, "SELECT * FROM entries")))
    words = {word for word in re.findall(r"\w{4,}", TEXT)} | {"Ada", "Reviewer", "dubious", "outlet.example"}
    assert [word for word in sorted(words) if re.search(rf"\b{re.escape(word)}\b", log)] == []
    for known in (analysis.revision.id, analysis.revision.document_id, a, b):
        assert known not in log


def test_equal_contents_have_different_digests(engine: Engine, tmp_path: Path) -> None:
    """The salt is fresh each time, so a digest says nothing to who guesses the words."""
    bodies = []
    for name in ("a", "b"):
        with Ledger.open(engine.place(tmp_path, name)) as ledger:
            ledger.add(make_capture(), make_analysis())
            bodies.append(next(iter(ledger.entries())).body)
    assert bodies[0]["content"] != bodies[1]["content"]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2024, 5, 3, 6, 41, tzinfo=timezone(timedelta(hours=5, minutes=30))), "2024-05-03T01:11:00.000000Z"),
        (datetime(1, 1, 1, 0, 0, tzinfo=timezone(timedelta(hours=5))), "0001-01-01T00:00:00.000000Z"),
        (datetime(9999, 12, 31, 23, 59, tzinfo=timezone(-timedelta(hours=5))), "9999-12-31T23:59:59.999999Z"),
        (datetime(987, 1, 2, tzinfo=UTC), "0987-01-02T00:00:00.000000Z"),
    ],
)
def test_moments_are_kept_as_text_whose_order_is_that_of_time(moment: datetime, expected: str) -> None:
    assert utc_text(moment) == expected
    assert to_utc(moment).utcoffset() == timedelta(0)
