"""An open ledger is the same wherever it is."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

import counterclaim
from counterclaim.client import OpenLedger
from counterclaim.errors import InputError, ItemError, LedgerError

EARLY = datetime(2026, 3, 12, 14, 10, tzinfo=UTC)

QUESTIONS: dict[str, Callable[[OpenLedger], object]] = {
    "state": lambda held: held.state(),
    "stories": lambda held: list(held.stories()),
    "stories with words": lambda held: list(held.stories(search="airstrip")),
    "claims": lambda held: list(held.claims()),
    "denials": lambda held: list(held.claims(stance="denies")),
    "claims with words": lambda held: list(held.claims(search="airstrip", kind="fact")),
    "claims of an actor": lambda held: list(held.claims(actor="front")),
    "propositions": lambda held: list(held.propositions()),
    "disputes": lambda held: list(held.disputes()),
    "reports": lambda held: list(held.reports()),
    "actors": lambda held: list(held.actors()),
    "actors by name": lambda held: list(held.actors(search="command")),
    "a story": lambda held: held.show(next(held.stories()).id),
    "claims of a story": lambda held: list(held.claims(story=next(held.stories()).id[:9])),
    "a claim": lambda held: held.claim(next(held.claims()).id[:12]),
    "a proposition": lambda held: held.proposition(next(held.propositions()).id),
    "a dispute": lambda held: held.dispute(next(held.disputes()).id),
    "a report": lambda held: held.report(next(held.reports()).revision),
    "entries": lambda held: list(held.entries(after=3)),
    "consistency": lambda held: held.prove_consistency(3, 20),
    "inclusion": lambda held: held.prove_inclusion("5", size=20),
    "then": lambda held: list(held.at(as_of=EARLY).claims()),
    "stories then": lambda held: list(held.at(as_of=EARLY).stories()),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_desk_answers_as_the_file_does(near: OpenLedger, far: OpenLedger, question: str) -> None:
    answer = QUESTIONS[question](near)
    assert answer
    assert QUESTIONS[question](far) == answer


def test_the_past_is_another_ledger(ledger: OpenLedger) -> None:
    then = ledger.at(as_of=EARLY)
    assert 0 < len(list(then.reports())) < len(list(ledger.reports()))


def test_a_long_list_comes_whole(near: OpenLedger, far: OpenLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Piece by piece: nothing twice, nothing left out."""
    monkeypatch.setattr("counterclaim.client._remote.PIECE", 7)
    assert [claim.id for claim in far.claims()] == [claim.id for claim in near.claims()]
    assert [story.id for story in far.stories()] == [story.id for story in near.stories()]
    assert [entry.seq for entry in far.entries()] == [entry.seq for entry in near.entries()]


def test_what_a_person_decides_is_kept_under_their_name(ledger: OpenLedger) -> None:
    claim = next(ledger.claims(stance="asserts"))
    (entry,) = ledger.decide("accept", [claim.id], reason="as it stands there")
    (held,) = ledger.decisions()
    assert (held.entry, held.author, held.action, held.claim) == (entry, "Rob Reviewer", "accept", claim.id)
    assert ledger.claim(claim.id).reviewed
    ledger.decide("undo", [entry], reason="too early")
    assert not ledger.claim(claim.id).reviewed
    assert [one.undone_by is None for one in ledger.decisions()] == [False, True]


def test_a_correction_reads_as_asked(ledger: OpenLedger) -> None:
    claim = next(ledger.claims(stance="asserts"))
    ledger.decide("correct", [claim.id], reason="it is a denial", reading={"stance": "denies"})
    assert ledger.claim(claim.id).stance == "denies"


@pytest.mark.parametrize(
    ("action", "ids", "reason", "more"),
    [
        ("praise", ["c123"], "why", {}),
        ("accept", [], "why", {}),
        ("withdraw", ["c123456"], "", {}),
        ("comment", ["c123", "c456"], "two at once", {}),
        ("correct", ["c123"], "why", {"reading": {"colour": ["red"]}}),
    ],
)
def test_a_decision_that_says_nothing_is_refused(
    ledger: OpenLedger, action: str, ids: list[str], reason: str, more: dict[str, object]
) -> None:
    with pytest.raises(InputError):
        ledger.decide(action, ids, reason=reason, **more)  # type: ignore[arg-type]
    assert not list(ledger.decisions())


@pytest.mark.parametrize("ask", ["claim", "report", "dispute", "proposition", "show"])
@pytest.mark.parametrize("id_", ["nothing", "c00000", "r", "../..", "a b%20c", "\u202e"])
def test_an_id_that_names_nothing_is_an_error(ledger: OpenLedger, ask: str, id_: str) -> None:
    with pytest.raises((LedgerError, InputError)):
        getattr(ledger, ask)(id_)


def test_an_id_names_its_own_kind(ledger: OpenLedger) -> None:
    with pytest.raises(LedgerError, match="names a report"):
        ledger.claim(next(ledger.reports()).revision)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"text": "a", "url": "https://a.example"},
        {"text": "  "},
        {"url": "file:///etc/passwd"},
        {"url": "http://127.0.0.1/"},
        {"url": "http://169.254.169.254/latest"},
        {"text": "words", "address": "javascript:alert(1)"},
    ],
)
def test_what_is_no_report_is_refused(ledger: OpenLedger, given: dict[str, str]) -> None:
    """Also what would make a desk fetch from its own network."""
    before = ledger.state()
    with pytest.raises(ItemError):
        ledger.add(**given)  # type: ignore[arg-type]
    assert ledger.state() == before


def test_what_leaves_is_recorded(ledger: OpenLedger) -> None:
    """And passes the rules that protect people: it is a release, not the ledger."""
    made = ledger.export("geojson", story=next(ledger.stories()).id)
    assert made.media_type == "application/geo+json"
    assert made.name.endswith(".geojson")
    assert made.content.startswith(b"{")
    assert [entry.kind for entry in ledger.entries()][-1] == "export"
    with pytest.raises(InputError):
        ledger.export("everything")


def test_a_checkpoint_can_be_kept_elsewhere(ledger: OpenLedger) -> None:
    note = ledger.checkpoint()
    assert note.startswith("counterclaim-ledger/")
    assert ledger.prove_inclusion("1")


def test_a_place_says_where_a_ledger_is(path: Path, tmp_path: Path) -> None:
    with counterclaim.open(path) as ledger:
        assert ledger.state().stories == 2
    with pytest.raises(LedgerError, match="no ledger at"):
        counterclaim.open(tmp_path / "none.db")
    with pytest.raises(LedgerError, match="cannot be reached"):
        counterclaim.open("http://127.0.0.1:9/").state()
    with pytest.raises(LedgerError, match="no address of a desk"):
        counterclaim.open("http://user:secret@127.0.0.1:9/")
