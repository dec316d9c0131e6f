"""What people say of claims without changing them costs no computing of accounts."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from counterclaim.deciding import Bench
from counterclaim.disputes import build_accounts
from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger
from counterclaim.records.accounts import Accounts, Judgements
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Stance
from tests.unit.desk.disputed import disputed_ledger


class Counting:
    """Computes accounts and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, analyses: Sequence[Analysis], judgements: Judgements) -> Accounts:
        self.times += 1
        return build_accounts(analyses, judgements)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(disputed_ledger(tmp_path / "l.db")) as ledger:
        yield ledger


def test_accounts_are_computed_again_only_where_a_claim_reads_otherwise(ledger: Ledger) -> None:
    """Acceptances and remarks leave them alone, also when they are taken back; whatever changes a claim does not, nor
    does an acceptance that takes the place of a correction. In the end they are what a rebuild gives."""
    project, kept = Counting(), []
    claim = next(c for a in ledger.analyses() for c in a.claims if c.stance is Stance.DENIES)
    bench = Bench(ledger, "Rita Desk", "as the text says", told=lambda entry, _: kept.append(entry))
    other = Bench(ledger, "Rob Desk", "as it was", seen=list(ledger.entries())[-1].recorded_at)

    def computed() -> int:
        before = project.times
        ledger.follow(project)
        assert ledger.followed() == ledger.size()
        return project.times - before

    bench.accept([claim.id])
    bench.comment(claim.id)
    assert computed() == 0
    bench.undo(kept[0])
    assert computed() == 0
    bench.correct(claim.id, {"stance": "doubts"})
    assert computed() == 1
    other.accept([claim.id])  # as it was before the correction
    assert computed() == 1
    bench.accept([claim.id])
    bench.withdraw([claim.id])
    assert computed() == 1
    followed = ledger.accounts(build_accounts)
    ledger.rebuild(build_accounts)
    assert ledger.accounts(build_accounts) == followed


def test_who_decides_does_not_wait_while_accounts_are_computed_and_nothing_is_lost(tmp_path: Path) -> None:
    """Here somebody else decides, follows and decides again in the middle of each computation. Whoever is overtaken
    again and again computes under the lock in the end."""
    path = disputed_ledger(tmp_path / "l.db")
    locked: list[bool] = []

    def disturbed(analyses: Sequence[Analysis], judgements: Judgements) -> Accounts:
        with Ledger.open(path, wait_s=0.1) as other:
            claim = next(c for a in other.analyses() for c in a.claims)
            bench = Bench(other, "Rob Desk", "it says so")
            try:
                bench.correct(claim.id, {"actor": f"Harbour Board {len(locked)}"})
                other.follow(build_accounts)
                bench.correct(claim.id, {"stance": ("doubts", "denies")[len(locked) % 2]})
                locked.append(False)
            except LedgerError:
                locked.append(True)
        return build_accounts(analyses, judgements)

    with Ledger.open(path) as ledger:
        claim = next(c for a in ledger.analyses() for c in a.claims)
        Bench(ledger, "Rita Desk", "as the text says").correct(claim.id, {"actor": "Harbour Master"})
        ledger.follow(disturbed)
        assert locked == [False, False, False, True]
        assert len(ledger.decisions()) == 7
        assert ledger.followed() == ledger.size()
        followed = ledger.accounts(build_accounts)
        ledger.rebuild(build_accounts)
        assert ledger.accounts(build_accounts) == followed
