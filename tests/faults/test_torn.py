"""A power cut tears the end off the write-ahead log, or leaves nonsense in it. What is left is the beginning of the
ledger's log, with every entry whose acknowledgement the disk had seen, and the batch goes on from there."""

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from counterclaim.ledger import Entry, Ledger, parse_checkpoint
from counterclaim.ledger._checkpoints import Checkpoint
from tests.faults.killing import Told, Whole, check, readings, whole, work


@dataclass
class Cut:
    """The files of a ledger at the moment of a power cut: with its log unmerged, and how long that was when."""

    folder: Path
    acknowledged: list[tuple[int, frozenset[str]]]  # bytes of the write-ahead log, and the revisions by then
    entries: list[Entry]
    checkpoint: Checkpoint
    ended: Whole


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Cut:
    path = tmp_path_factory.mktemp("torn") / "war.db"
    wal = path.with_name("war.db-wal")
    folder = tmp_path_factory.mktemp("cut")
    acknowledged: list[tuple[int, frozenset[str]]] = [(0, frozenset())]
    checkpoints: list[Checkpoint] = []

    def say(**message: object) -> None:
        size = wal.stat().st_size if wal.exists() else 0
        if isinstance(added := message.get("added"), list):
            acknowledged.append((size, acknowledged[-1][1] | set(added)))
        if isinstance(note := message.get("checkpoint"), str):
            checkpoints.append(parse_checkpoint(note))
        if message.get("stage") == "closing":
            sizes = [size for size, _ in acknowledged]
            assert sizes == sorted(sizes), "the log was merged meanwhile: let the batch be smaller"
            for file in (path, wal):
                shutil.copyfile(file, folder / file.name)

    work(path, say)
    with Ledger.open(path) as ledger:
        return Cut(folder, acknowledged, list(ledger.entries()), checkpoints[-1], whole(ledger))


def torn(cut: Cut, target: Path, at: int, *, flip: bool) -> Path:
    """A copy whose write-ahead log ends at a byte, or is altered there."""
    for file in cut.folder.iterdir():
        shutil.copyfile(file, target / file.name)
    wal = target / "war.db-wal"
    data = bytearray(wal.read_bytes())
    if flip:
        data[at] ^= 0x55
    else:
        del data[at:]
    wal.write_bytes(data)
    return target / "war.db"


@pytest.mark.parametrize("flip", [False, True], ids=["torn", "altered"])
@pytest.mark.parametrize("seed", range(12))
def test_what_is_left_is_the_beginning_of_the_log(cut: Cut, tmp_path: Path, seed: int, flip: bool) -> None:
    length = (cut.folder / "war.db-wal").stat().st_size
    at = random.Random(seed).randrange(length)
    path = torn(cut, tmp_path, at, flip=flip)
    safe = [revisions for size, revisions in cut.acknowledged if size <= at][-1]
    with Ledger.open(path) as ledger:
        check(ledger, Told(added=set(safe)), tables=True)
        log = list(ledger.entries())
        assert log == cut.entries[: len(log)]
        lost = len(log) < cut.checkpoint.size
        assert ledger.verify([cut.checkpoint]).ok is not lost, "a checkpoint kept elsewhere tells what was lost"
    if seed % 4 == 0:
        work(path, lambda **_: None)
        with Ledger.open(path) as ledger:
            assert whole(ledger).accounts == cut.ended.accounts
            assert len(ledger.revisions()) == len(readings())


def test_tearing_behind_what_was_written_loses_nothing(cut: Cut, tmp_path: Path) -> None:
    size, revisions = cut.acknowledged[-1]
    with Ledger.open(torn(cut, tmp_path, size, flip=False)) as ledger:
        assert {revision.id for revision in ledger.revisions()} == revisions
        assert len(revisions) == len(readings())


def test_a_lost_write_ahead_log_leaves_a_ledger_or_says_that_there_is_none(cut: Cut, tmp_path: Path) -> None:
    """Somebody who copies the file without what stands beside it has what was merged into it."""
    path = torn(cut, tmp_path, 0, flip=False)
    path.with_name("war.db-wal").unlink()
    with Ledger.open(path) as ledger:
        assert ledger.verify().ok
        assert ledger.stats().entries < cut.checkpoint.size
