"""The bundled sample as a ledger, with the readings that come along, so that its disputes are there at once.

The readings are what this version reads in the reports of the sample (`tests/golden/test_sample.py` compares and
rewrites them). Where they cannot be used, as in a checkout with other records, it is read in the background.
"""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from counterclaim import __version__
from counterclaim.collect import open_inputs
from counterclaim.desk._adding import Adder
from counterclaim.disputes import build_accounts
from counterclaim.errors import CounterclaimError, ItemError
from counterclaim.ledger import Ledger
from counterclaim.records.accounts import Judgements
from counterclaim.records.analyses import Analysis
from counterclaim.records.codec import from_json, to_json
from counterclaim.records.ids import CaptureId, digest, make_id
from counterclaim.records.revisions import Capture

FOLDER = Path(__file__).parents[1] / "sample"
STORIES = ("fada", "sundsvall")
READINGS = FOLDER / "readings.json.gz"
#: When the sample was captured: after the last of its reports.
CAPTURED = datetime(2026, 5, 8, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What was read in the reports of the sample, and judged between them."""

    analyses: tuple[Analysis, ...]
    judgements: Judgements


class Progress:
    """How much of the sample is in the ledger."""

    def __init__(self, total: int, done: int = 0) -> None:
        self.total = total
        self.done = done

    @property
    def finished(self) -> bool:
        return self.done >= self.total

    def count(self, _future: object) -> None:
        self.done += 1


def fill_with_sample(ledger: Ledger, adder: Adder) -> Progress:
    """Puts the sample into an empty ledger: at once where its readings fit this version, else as it is read."""
    captures = sample_captures()
    try:
        add_readings(ledger, captures, load_readings())
    except (CounterclaimError, ValueError, OSError):
        progress = Progress(len(captures))
        for capture in captures:
            adder.add(capture).add_done_callback(progress.count)
        return progress
    return Progress(len(captures), len(captures))


def sample_captures() -> list[Capture]:
    """The reports of the sample, under addresses that do not depend on where the package lies."""
    found = []
    for story in STORIES:
        for item in open_inputs([str(FOLDER / story)], stdin=None, clock=lambda: CAPTURED):
            if isinstance(item, ItemError):
                raise item
            found.append(_placed(item, story))
    return found


def _placed(capture: Capture, story: str) -> Capture:
    if not capture.address.startswith("file:"):
        return capture
    address = f"file:///sample/{story}/{capture.address.rsplit('/', 1)[-1]}"
    identity = {"address": address, "sha256": digest(capture.body)}
    return replace(capture, address=address, id=CaptureId(make_id("c", identity)))


def load_readings() -> Readings:
    """The readings that come along.

    Raises:
        ValueError: they are of another version.
        OSError: they are missing.
    """
    readings = from_json(Readings, json.loads(gzip.decompress(READINGS.read_bytes())))
    if any(analysis.code_version != __version__ for analysis in readings.analyses):
        raise ValueError("the readings of the sample are of another version")
    return readings


def pack_readings(readings: Readings) -> bytes:
    """The readings as the file that `load_readings` reads; the same readings give the same bytes."""
    return gzip.compress(json.dumps(to_json(readings), ensure_ascii=False, sort_keys=True).encode(), mtime=0)


def add_readings(ledger: Ledger, captures: Sequence[Capture], readings: Readings) -> None:
    """Keeps the sample's reports with their readings, and computes the accounts."""
    read = {analysis.revision.capture_id: analysis for analysis in readings.analyses}
    if read.keys() != {capture.id for capture in captures}:
        raise ValueError("the readings of the sample are of other reports")
    ledger.add_all([(capture, read[capture.id]) for capture in captures])
    ledger.add_judgements(readings.judgements, judged=[analysis.revision.id for analysis in readings.analyses])
    ledger.follow(build_accounts)
