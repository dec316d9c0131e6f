"""Checking: whoever changes the file behind the library's back is found out, as far as the log can say."""

import zlib
from pathlib import Path

import pytest

from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger
from counterclaim.locations import Location
from tests.engines import change, disarm
from tests.unit.ledger.test_projections import fill


def tamper(path: Location, *statements: str) -> None:
    """Changes the ledger as somebody would who may write to it and knows about the triggers."""
    disarm(path)
    change(
        path,
        *(
            statement.format(zero=blob(path, b"\0"), packed=blob(path, zlib.compress(b"{}")))
            for statement in statements
        ),
    )


def blob(path: Location, data: bytes) -> str:
    """Bytes as the engine writes them."""
    return f"x'{data.hex()}'" if isinstance(path, Path) else f"'\\x{data.hex()}'"


def test_an_untouched_ledger_passes(ledger: Ledger) -> None:
    fill(ledger)
    checked = ledger.verify()
    assert checked.ok
    assert (checked.entries, checked.contents) == (7, 9)


@pytest.mark.parametrize(
    ("statement", "seq", "message"),
    [
        ("UPDATE entries SET body = replace(body, '0.2.0', '0.9.0') WHERE seq = 3", 3, "altered"),
        ("UPDATE entries SET recorded_by = 'software:other' WHERE seq = 1", 1, "altered"),
        ("UPDATE entries SET recorded_at = '2001-01-01T00:00:00.000000Z' WHERE seq = 2", 2, "altered"),
        ("UPDATE entries SET recorded_at = '2001-01-01T00:00:00.000000Z' WHERE seq = 2", 2, "in front of it"),
        ("UPDATE entries SET schema_version = 0 WHERE seq = 4", 4, "altered"),
        ("UPDATE entries SET id = 'z' || substr(id, 2) WHERE seq = 7", 7, "altered"),
        ("UPDATE entries SET kind = 'rumour' WHERE seq = 5", 5, "cannot be read"),
        ("UPDATE entries SET body = 'not json' WHERE seq = 5", 5, "cannot be read"),
        ("UPDATE entries SET body = '[]' WHERE seq = 5", 5, "cannot be read"),
        pytest.param(
            "UPDATE entries SET recorded_at = 'noon' WHERE seq = 5", 5, "cannot be read", marks=pytest.mark.files
        ),
        ("DELETE FROM entries WHERE seq = 4", 5, "4 to 4 are missing"),
        ("DELETE FROM entries WHERE seq = 2", 3, "no earlier entry"),
        ("UPDATE contents SET data = {packed} WHERE kind = 'reading'", None, "altered"),
        ("UPDATE contents SET data = {zero} WHERE kind = 'bytes'", None, "damaged"),
        ("UPDATE contents SET salt = {zero} WHERE kind = 'revision'", None, "altered"),
        ("UPDATE contents SET size = size + 1 WHERE kind = 'capture'", None, "altered"),
        ("DELETE FROM contents WHERE kind = 'judgement'", 7, "its content are gone"),
        ("DELETE FROM contents WHERE kind = 'bytes'", 1, "its bytes are gone"),
    ],
)
def test_every_change_is_found(ledger: Ledger, path: Location, statement: str, seq: int | None, message: str) -> None:
    fill(ledger)
    tamper(path, statement)
    faults = ledger.verify().faults
    assert any(fault.seq == seq and message in fault.message for fault in faults), faults


@pytest.mark.parametrize("data", [b"\0", *map(zlib.compress, (b"[1]", b"{", b"{}"))])
def test_damaged_contents_are_an_error_that_says_what_to_do(ledger: Ledger, path: Location, data: bytes) -> None:
    fill(ledger)
    tamper(path, f"UPDATE contents SET data = {blob(path, data)} WHERE kind = 'reading'")
    with pytest.raises(LedgerError, match="ledger verify"):
        ledger.analyses()


def test_swapped_entries_are_found(ledger: Ledger, path: Location) -> None:
    fill(ledger)
    tamper(
        path,
        "UPDATE entries SET seq = 100 WHERE seq = 3",
        "UPDATE entries SET seq = 3 WHERE seq = 6",
        "UPDATE entries SET seq = 6 WHERE seq = 100",
    )
    assert {fault.seq for fault in ledger.verify().faults} >= {3, 6}


def test_contents_that_were_erased_are_gone_from_every_view_and_the_rest_stays(ledger: Ledger, path: Location) -> None:
    """Erasing rows of `contents` and rebuilding leaves no word, while the log still shows that there was something."""
    from tests.ledgers import project_simply

    a, b = fill(ledger)
    ledger.refresh(project_simply)
    field = "json_extract(body, '$.{}')" if isinstance(path, Path) else "CAST(body AS json) ->> '{}'"
    named = " UNION ".join(f"SELECT {field.format(one)} FROM entries WHERE seq <= 3" for one in ("content", "bytes"))
    change(path, f"DELETE FROM contents WHERE digest IN ({named})")
    for rebuilt in (False, True):
        if rebuilt:
            ledger.rebuild(project_simply)
        assert ledger.analyses() == (b,)
        with pytest.raises(LedgerError, match=r"was removed|were removed|holds no revision"):
            ledger.capture(a.revision.id)
        with pytest.raises(LedgerError, match=r"was removed|nothing has"):
            ledger.find(a.claims[0].id)
    assert ledger.judgements().matches == ()
    assert ledger.search("seized") == ()
    assert ledger.stats().entries == 7
    if isinstance(path, Path):
        ledger._database.scrub()
        assert b"Harrow" not in path.read_bytes()
