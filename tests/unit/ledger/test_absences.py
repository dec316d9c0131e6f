"""Pages that are gone, in the ledger: said once, proven, ended by a return, erased with their text."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from counterclaim.ledger import AsOf, EntryKind, Ledger
from counterclaim.records.absences import Absence, AbsenceReason, Presence
from counterclaim.records.revisions import Exchange
from tests.factories import CAPTURED, make_analysis, make_capture, make_revision
from tests.ledgers import project_simply
from tests.unit.ledger.test_takedown import Markers, found, take_down

ADDRESS = "https://outlet.example/front-claims-bridge"


def exchange(at: datetime, status: int = 404, url: str = ADDRESS) -> Exchange:
    return Exchange(
        url=url, method="GET", request_headers=(), sent_at=at, received_at=at, status=status, reason="",
        response_headers=(), ip="192.0.2.7",
    )  # fmt: skip


def absence(hours: float = 24, *, address: str = ADDRESS) -> Absence:
    since = CAPTURED + timedelta(hours=hours)
    return Absence(
        address=address, reason=AbsenceReason.NOT_FOUND, since=since, last_visit=since + timedelta(days=3), visits=3,
        exchanges=(exchange(since + timedelta(days=3), url=address),), last_seen=CAPTURED + timedelta(hours=1),
    )  # fmt: skip


@pytest.fixture
def held(ledger: Ledger) -> Ledger:
    ledger.add(make_capture(), make_analysis())
    return ledger


def test_a_page_that_is_gone_is_said_once_with_its_proof(held: Ledger) -> None:
    told = absence()
    assert held.add_absence(told) is not None
    assert held.add_absence(replace(told, visits=4)) is None
    (one,) = held.absences()
    assert one.absence == told
    assert one.absence.status == 404
    assert (one.revision_id, one.last_captured) == (held.revisions()[0].id, CAPTURED)
    entry = list(held.entries())[-1]
    assert (entry.kind, entry.id, entry.recorded_by) == (EntryKind.ABSENCE, one.entry_id, one.recorded_by)
    assert entry.body.keys() == {"action", "revision", "content"}


def test_only_pages_that_are_held_can_be_gone(held: Ledger) -> None:
    """By any address that they went by."""
    other = absence(address="https://outlet.example/other")
    assert held.add_absence(other) is None
    assert held.add_absence(other, also={ADDRESS}) is not None


def test_a_page_that_is_there_again_is_not_gone(held: Ledger) -> None:
    back = Presence(address=ADDRESS, at=CAPTURED + timedelta(days=9), exchanges=(exchange(CAPTURED, 200),))
    assert held.add_presence(back) is None
    gone = held.add_absence(absence())
    before = held.last_recorded()
    assert held.add_presence(back) is not None
    assert held.absences() == ()
    assert len(held.absences(AsOf(recorded=before))) == 1
    assert list(held.entries())[-1].supersedes == gone
    assert held.add_absence(absence(300)) is not None
    assert len(held.absences()) == 1


def test_a_later_text_ends_it(held: Ledger) -> None:
    held.add_absence(absence())
    later = CAPTURED + timedelta(days=20)
    text = "It is back\n\nIt rained."
    revision = make_revision(text, address=ADDRESS, captured_at=later)
    held.add(make_capture(text, address=ADDRESS, captured_at=later), make_analysis(revision, ()))
    assert held.absences() == ()
    assert held.add_absence(absence(24 * 30)) is not None


def test_as_of_a_publication_time_it_was_still_there(held: Ledger) -> None:
    told = absence()
    held.add_absence(told)
    assert held.absences(AsOf(published=told.since - timedelta(hours=1))) == ()
    assert len(held.absences(AsOf(published=told.since))) == 1
    assert held.absences(only=["d0"]) == ()
    assert held.absences(after=held.last_recorded()) == ()


def test_it_changes_no_account_and_is_computed_again_the_same(held: Ledger) -> None:
    held.refresh(project_simply)
    held.add_absence(absence())
    before = held.absences()
    assert held.verify(project=project_simply).faults == ()
    held.rebuild(project_simply)
    assert held.absences() == before


@pytest.mark.files
def test_it_goes_with_its_text(held: Ledger, tmp_path: Path) -> None:
    """Address, headers and all; another's stays."""
    mark = Markers()
    address = f"https://b.example/{mark('address')}"
    text = "Another\n\nIt rained."
    held.add(make_capture(text, address=address), make_analysis(make_revision(text, address=address), ()))
    trace = (("X-Trace", mark("headers")),)
    proof = replace(exchange(CAPTURED, 200, address), response_headers=trace)
    held.add_absence(absence())
    held.add_absence(replace(absence(address=address), exchanges=(proof,)))
    held.add_presence(Presence(address=address, at=CAPTURED, exchanges=(proof,)))
    wanted = {where: word.encode() for where, word in mark.words.items()}
    assert found(tmp_path, wanted) == {"address", "headers"}
    take_down(held, address)
    assert found(tmp_path, wanted) == set()
    assert [one.absence.address for one in held.absences()] == [ADDRESS]
    assert held.verify(project=project_simply).faults == ()
    held.rebuild(project_simply)
    assert len(held.absences()) == 1


@pytest.mark.parametrize(
    "wrong", [{"visits": 0}, {"last_visit": CAPTURED}, {"since": datetime(2026, 1, 1)}]  # noqa: DTZ001
)  # fmt: skip
def test_an_absence_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="absence"):
        replace(absence(), **wrong)  # type: ignore[arg-type]
