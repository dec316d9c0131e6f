"""The readings that come with the bundled sample are those of this version."""

from pathlib import Path

import pytest

from counterclaim.desk._sample import READINGS, Readings, add_readings, load_readings, pack_readings, sample_captures
from counterclaim.disputes import build_accounts
from counterclaim.judging import judge_new
from counterclaim.ledger import Ledger
from counterclaim.pipeline import load_models, read_capture


def read_sample(path: Path) -> Readings:
    """What is read in the sample and judged between its reports, as `add` does it."""
    models = load_models()
    with Ledger.open(path) as ledger:
        for capture in sample_captures():
            ledger.add(capture, read_capture(capture, models))
        judge_new(ledger, models.encoder, models.reader)
        return Readings(analyses=ledger.analyses(current=False), judgements=ledger.judgements(current=False))


def test_the_sample_comes_as_it_is_read(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """What a new user sees first is what this version reads, not what an earlier one did."""
    read = read_sample(tmp_path / "read.db")
    if request.config.getoption("--rewrite-golden"):
        READINGS.write_bytes(pack_readings(read))
    assert load_readings() == read, "look at the change, then run with --rewrite-golden"


def test_a_ledger_with_the_readings_is_the_one_that_add_makes(tmp_path: Path) -> None:
    """The accounts are computed from the readings, not brought along."""
    readings = load_readings()
    with Ledger.open(tmp_path / "sample.db") as ledger:
        add_readings(ledger, sample_captures(), readings)
        assert not ledger.unjudged()
        assert ledger.verify(project=build_accounts).ok
        accounts = ledger.accounts(build_accounts)
    assert len(accounts.stories) == 2
    assert all(any(d.story_id == story.id for d in accounts.disputes) for story in accounts.stories)
