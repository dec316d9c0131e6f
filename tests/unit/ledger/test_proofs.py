"""Checkpoints and proofs, checked by the script that is given to outsiders."""

import json
import runpy
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select

from counterclaim.errors import LedgerError
from counterclaim.ledger import EntryKind, Ledger, _tree, format_checkpoint, parse_checkpoint
from counterclaim.ledger import _tables as t
from counterclaim.ledger._tree import Tree, grow, regrow, tree_nodes
from counterclaim.locations import Location
from counterclaim.records.ids import digest
from tests.engines import rows
from tests.factories import make_analysis, make_capture, make_revision
from tests.unit.ledger.conftest import START
from tests.unit.ledger.test_projections import fill

SCRIPT = Path(__file__).parents[3] / "docs" / "verify_proof.py"

Check = Callable[..., tuple[int, str]]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Check:
    """Runs the script on files as an outsider gets them; gives its exit status and what it says."""

    def run(proof: dict[str, Any], *checkpoints: Any) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", write(tmp_path, proof, *checkpoints))
        try:
            runpy.run_path(str(SCRIPT))
        except SystemExit as end:
            return 1, str(end.code)
        return 0, capsys.readouterr().out

    return run


def write(folder: Path, proof: dict[str, Any], *checkpoints: Any) -> list[str]:
    """The command line that checks a proof, whose files it writes."""
    files = [folder / "proof.json", *(folder / f"{n}.checkpoint" for n in range(len(checkpoints)))]
    files[0].write_text(json.dumps(proof), encoding="utf-8")
    for file, checkpoint in zip(files[1:], checkpoints, strict=True):
        file.write_text(format_checkpoint(checkpoint), encoding="utf-8")
    return [str(SCRIPT), *map(str, files)]


def test_the_script_runs_where_nothing_of_ours_is_installed(ledger: Ledger, tmp_path: Path) -> None:
    fill(ledger)
    taken = ledger.checkpoint()
    command = [sys.executable, "-I", "-S", "-O", *write(tmp_path, ledger.prove_inclusion("1", taken), taken)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stderr == ""
    command[-1] = str(SCRIPT)
    assert subprocess.run(command, capture_output=True, text=True, check=False).returncode == 1


def test_the_script_is_short_and_needs_nothing() -> None:
    source = SCRIPT.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 50
    assert "counterclaim" not in "".join(line for line in source.splitlines() if "import" in line)


def test_a_checkpoint_is_an_entry_and_is_not_repeated(ledger: Ledger) -> None:
    fill(ledger)
    taken = ledger.checkpoint()
    assert (taken.size, ledger.checkpoint()) == (7, taken)
    last = list(ledger.entries())[-1]
    assert (last.kind, last.body) == (EntryKind.CHECKPOINT, {"size": 7, "root": taken.root})
    assert last.recorded_at == taken.time
    assert ledger.last_checkpoint() == taken
    assert ledger.verify().ok


def test_a_note_holds_all_of_a_checkpoint(ledger: Ledger) -> None:
    fill(ledger)
    taken = ledger.checkpoint()
    assert parse_checkpoint(format_checkpoint(taken)) == taken
    signed = replace(taken, signatures=(f"— {taken.origin} QUJDRA==",))
    assert parse_checkpoint(format_checkpoint(signed)) == signed
    assert parse_checkpoint(format_checkpoint(signed).replace("\n", "\r\n")) == signed


@pytest.mark.parametrize(
    "note", ["", "x", "a\n1\nAAAA\ntime 2024-01-01T00:00:00.000000Z\n", "a\n-1\n", "a\n1\n" + "=" * 44 + "\ntime \n"]
)
def test_what_is_no_checkpoint_is_refused(note: str) -> None:
    with pytest.raises(LedgerError, match="no checkpoint"):
        parse_checkpoint(note)


def test_every_entry_is_proven_to_an_outsider_with_what_it_holds(ledger: Ledger, check: Check) -> None:
    a, _ = fill(ledger)
    taken = ledger.checkpoint()
    for entry in list(ledger.entries())[:-1]:
        proof = ledger.prove_inclusion(str(entry.seq), taken, contents=True)
        assert proof == ledger.prove_inclusion(entry.id[:20], taken, contents=True)
        status, words = check(proof, taken)
        assert status == 0, words
        assert f"{entry.kind} {entry.seq} of 7" in words
    by_revision = ledger.prove_inclusion(a.revision.id, taken)
    by_claim = ledger.prove_inclusion(a.claims[0].id, taken)
    assert [proof["entry"]["kind"] for proof in (by_revision, by_claim)] == ["revision", "reading"]  # type: ignore[index,call-overload]


def forgeries(proof: dict[str, Any]) -> list[dict[str, Any]]:
    entry = proof["entry"]
    name, opened = next(iter(proof["contents"].items()))
    return [
        proof | {"entry": entry | {"recorded_at": "2001-01-01T00:00:00.000000Z"}},
        proof | {"entry": entry | {"recorded_by": "software:other/1"}},
        proof | {"entry": entry | {"body": entry["body"] | {"content": "0" * 64}}},
        proof | {"entry": entry | {"seq": entry["seq"] + 1}},
        proof | {"entry": entry | {"seq": 0}},
        proof | {"path": proof["path"][1:]},
        proof | {"path": [*proof["path"], proof["path"][0]]},
        proof | {"path": proof["path"][::-1]},
        proof | {"contents": {name: opened | {"data": "QUJD"}}},
        proof | {"contents": {name: opened | {"salt": "00"}}},
        proof | {"contents": {digest(b"ABC"): {"salt": "", "data": "QUJD"}}},
    ]


def test_forged_inclusions_are_refused(ledger: Ledger, check: Check) -> None:
    fill(ledger)
    taken = ledger.checkpoint()
    proof: Any = ledger.prove_inclusion("2", taken, contents=True)
    for forged in forgeries(proof):
        assert check(forged, taken)[0] == 1, forged
    other = replace(taken, root="00" * 32)
    assert "NOT PROVEN" in check(proof, other)[1]


def test_growth_is_proven_to_an_outsider(ledger: Ledger, check: Check) -> None:
    fill(ledger)
    old = ledger.checkpoint()
    ledger.checkpoint()
    other = make_revision("Another report\n\nThe council said nothing.", address="https://o.example/x")
    ledger.add(make_capture(other.text, address=other.address), make_analysis(other, ()))
    new = ledger.checkpoint()
    sizes = [ledger.checkpoint_of_size(size) for size in range(1, new.size + 1)]
    for first, second in [(old, new), (new, new), *((one, new) for one in sizes), *((sizes[0], one) for one in sizes)]:
        proof = ledger.prove_consistency(first, second)
        assert check(proof, first, second)[0] == 0, (first.size, second.size)
        for forged in (
            proof | {"path": [*proof["path"], "00" * 32]},  # type: ignore[misc]
            proof | {"path": ["00" * 32, *proof["path"][1:]]},  # type: ignore[index,misc]
        ):
            assert check(forged, first, second)[0] == (0 if first.size == second.size else 1)
    proof = ledger.prove_consistency(old, new)
    assert check(proof, replace(old, root="11" * 32), new)[0] == 1
    assert check(proof, old, replace(new, root="11" * 32))[0] == 1
    assert check(proof, new, old)[0] == 1
    assert check(proof, replace(old, origin="another"), new)[0] == 1


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("99", "no entry"),
        ("0", "no entry"),
        ("zz", "no entry"),
        ("", "no entry"),
        ("r" * 33, "no entry"),
        ("8", "came after"),
    ],
)
def test_what_cannot_be_proven_is_said(ledger: Ledger, name: str, message: str) -> None:
    fill(ledger)
    taken = ledger.checkpoint()
    with pytest.raises(LedgerError, match=message):
        ledger.prove_inclusion(name, taken)


def test_a_checkpoint_that_does_not_fit_proves_nothing(ledger: Ledger) -> None:
    fill(ledger)
    taken = ledger.checkpoint()
    for other, message in (
        (replace(taken, origin="x"), "another ledger"),
        (replace(taken, root="00" * 32), "does not fit"),
        (replace(taken, size=1000), "does not fit"),
    ):
        with pytest.raises(LedgerError, match=message):
            ledger.prove_inclusion("1", other)
    with pytest.raises(LedgerError, match="older first"):
        ledger.prove_consistency(taken, ledger.checkpoint_of_size(3))
    with pytest.raises(LedgerError, match="never had"):
        ledger.checkpoint_of_size(1000)


def lengthen(ledger: Ledger, to: int) -> None:
    """Entries with made-up ids, written past the library because that is a hundred times as fast."""
    with ledger._database.writing() as connection:
        rows = [
            {"seq": seq, "id": digest(str(seq).encode()), "kind": "capture", "schema_version": 1,
             "recorded_at": START + timedelta(seconds=seq), "recorded_by": "test", "body": "{}", "supersedes": None}
            for seq in range(1, to + 1)
        ]  # fmt: skip
        connection.execute(insert(t.entries), rows)


def test_kept_nodes_change_nothing_but_the_time_that_it_takes(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Roots and proofs of a log with nodes on several kept levels, with them, without, and with some of them."""
    monkeypatch.setattr(_tree, "STEP", 2)
    monkeypatch.setattr(_tree, "WIDTH", 4)
    size = 300
    lengthen(ledger, size)
    sizes = (1, 3, 4, 5, 16, 63, 64, 65, 255, 256, 257, 299, size)
    with ledger._database.writing() as connection:

        def answers() -> list[Any]:
            tree = Tree(connection)
            proofs = [tree.inclusion(seq, size) for seq in range(1, size + 1)]
            return [[tree.root(one) for one in sizes], proofs, [tree.consistency(one, size) for one in sizes]]

        without = answers()
        for grown in (128, size):
            grow(connection, grown)
            assert answers() == without
        kept = connection.scalars(select(tree_nodes.c.level)).all()
        assert [kept.count(level) for level in (2, 4, 6, 8)] == [75, 18, 4, 1]
        connection.execute(delete(tree_nodes).where(tree_nodes.c.number % 3 == 1))
        assert answers() == without
        regrow(connection)
        assert answers() == without


def test_nodes_are_kept_as_the_log_grows(ledger: Ledger, path: Location) -> None:
    """The entry that completes a subtree of 256 leaves its node; a ledger from before there were nodes gets them."""
    lengthen(ledger, 510)
    for number in range(2):
        revision = make_revision(f"Report {number}\n\nThe council said nothing.", address=f"https://o.example/{number}")
        ledger.add(make_capture(revision.text, address=revision.address), make_analysis(revision, ()))
    assert rows(path, "SELECT level, number FROM tree_nodes ORDER BY 1, 2") == [(8, 0), (8, 1)]


def test_a_ledger_without_entries_has_the_root_of_the_empty_tree(ledger: Ledger) -> None:
    taken = ledger.checkpoint()
    assert (taken.size, taken.root) == (0, digest(b""))
    assert taken.time == datetime(2024, 5, 4, 8, 0, 2, tzinfo=UTC)
    assert ledger.verify([taken]).ok
