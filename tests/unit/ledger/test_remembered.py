"""Records that stay decoded: a removal ends them, in the process that removes and in every other."""

from collections.abc import Iterator

import pytest

from counterclaim.ledger import Ledger
from counterclaim.locations import Location
from counterclaim.records.analyses import Analysis
from tests.ledgers import project_simply
from tests.unit.ledger.conftest import Clock
from tests.unit.ledger.test_projections import fill


@pytest.fixture
def ledger(path: Location, clock: Clock) -> Iterator[Ledger]:
    with Ledger.open(path, clock=clock, remember=1 << 20) as opened:
        yield opened


def remembered(ledger: Ledger) -> set[object]:
    shelf = ledger._database._shelf
    assert shelf is not None
    return {id(record) for record, _ in shelf._held.values()}


def read(ledger: Ledger) -> set[object]:
    """Reads all that a page would; what was remembered then."""
    ledger.analyses()
    ledger.judgements()
    ledger.accounts(project_simply)
    return remembered(ledger)


def holds(ledger: Ledger, words: str) -> bool:
    shelf = ledger._database._shelf
    assert shelf is not None
    return any(words in repr(record) or words in name for name, (record, _) in shelf._held.items())


def remove(ledger: Ledger, analysis: Analysis) -> None:
    ledger.take_down([analysis.revision.id], author="Ada Reviewer", reason="by order of a court")


def test_what_was_read_is_remembered_until_something_is_erased(ledger: Ledger) -> None:
    gone, _ = fill(ledger)
    ledger.follow(project_simply)
    words = gone.claims[0].content[0].of(gone.revision.text)
    before = read(ledger)
    assert read(ledger) == before
    assert holds(ledger, words)
    remove(ledger, gone)
    assert not holds(ledger, words)
    read(ledger)
    assert not holds(ledger, words)


def test_another_process_forgets_at_its_next_look(ledger: Ledger, path: Location, clock: Clock) -> None:
    gone, _ = fill(ledger)
    words = gone.claims[0].content[0].of(gone.revision.text)
    read(ledger)
    with Ledger.open(path, clock=clock) as other:
        remove(other, gone)
    assert holds(ledger, words)  # it cannot know yet
    ledger.size()
    assert not holds(ledger, words)


def test_a_reader_from_before_leaves_nothing_behind(ledger: Ledger, path: Location, clock: Clock) -> None:
    """It goes on seeing what it saw, out of the database, and what it decodes then is forgotten with it."""
    gone, _ = fill(ledger)
    words = gone.claims[0].content[0].of(gone.revision.text)
    with ledger.snapshot() as before:
        # Scrubbing would wait for the reader.
        with Ledger.open(path, clock=clock) as other, pytest.MonkeyPatch.context() as patch:
            patch.setattr("counterclaim.ledger._database.Database.scrub", lambda _: None)
            remove(other, gone)
        ledger.size()
        assert len(before.analyses()) == 2
        assert not holds(ledger, words)
    assert len(ledger.analyses()) == 1
