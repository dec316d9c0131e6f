"""A ledger with a clock that a test can set, and a small projection that stands for the stages."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from counterclaim.ledger import Ledger
from counterclaim.locations import Location
from counterclaim.records.accounts import Accounts, Judgements
from counterclaim.records.analyses import Analysis
from tests.engines import Engine
from tests.ledgers import project_simply

START = datetime(2024, 5, 4, 8, 0, tzinfo=UTC)


class Clock:
    """A clock that a test sets; each look at it passes one second."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(engine: Engine, tmp_path: Path) -> Location:
    """Where a ledger may be begun: on each engine in turn, in a file alone where the test is marked with `files`."""
    return engine.place(tmp_path)


@pytest.fixture
def ledger(path: Location, clock: Clock) -> Iterator[Ledger]:
    with Ledger.open(path, clock=clock) as opened:
        yield opened


@pytest.fixture
def project() -> object:
    def call(analyses: Sequence[Analysis], judgements: Judgements) -> Accounts:
        return project_simply(analyses, judgements)

    return call
