"""What was found before another process took a text down is not kept after it, on each engine."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pytest

from counterclaim.errors import ErasedError
from counterclaim.judging import judge_new, make_imprint, make_maker
from counterclaim.ledger import Ledger
from counterclaim.locations import Location
from counterclaim.records.accounts import Accounts, Judgements
from counterclaim.records.analyses import Analysis
from counterclaim.watching import _notice
from tests.engines import dump
from tests.factories import make_capture
from tests.ledgers import project_simply
from tests.properties.test_growth import WordEncoder
from tests.unit.ledger.conftest import Clock
from tests.unit.ledger.test_projections import fill


class Two:
    """A ledger that a process has open for long, in which another one takes a text down."""

    def __init__(self, path: Location, clock: Clock) -> None:
        self.path, self.clock = path, clock
        self.long = Ledger.open(path, clock=clock)
        self.gone, self.stays = fill(self.long)
        self.words = self.gone.claims[0].content[0].of(self.gone.revision.text)

    def take_down(self) -> None:
        # Scrubbing waits for whoever reads; the next opening would do it.
        with Ledger.open(self.path, clock=self.clock) as other, pytest.MonkeyPatch.context() as patch:
            patch.setattr("counterclaim.ledger._database.Database.scrub", lambda _: None)
            other.take_down([self.gone.revision.id], author="Ada Reviewer", reason="by order of a court")

    def is_clean(self) -> bool:
        """Whether no row of any table holds the words, or names the text."""
        rows = repr(dump(self.path, without=("alembic_version",)))
        return self.words not in rows and self.gone.revision.id not in rows


@pytest.fixture
def two(path: Location, clock: Clock) -> Iterator[Two]:
    both = Two(path, clock)
    yield both
    both.long.close()


def test_accounts_that_were_computed_before(two: Two) -> None:
    """The first accounts of a ledger, and those after another version, start from no entry: nothing else would tell."""
    times: list[int] = []

    def project(analyses: Sequence[Analysis], judgements: Judgements) -> Accounts:
        times.append(len(analyses))
        if len(times) == 1:
            two.take_down()
        return project_simply(analyses, judgements)

    two.long.follow(project)
    assert times == [2, 1]
    assert two.is_clean()
    assert two.long.verify(project=project_simply).ok


def test_an_imprint_that_was_made_before(two: Two) -> None:
    encoder = WordEncoder()
    imprint = make_imprint(two.gone, encoder, make_maker(encoder))
    two.take_down()
    two.long.add_imprints([imprint])
    assert two.is_clean()
    assert imprint.revision_id not in two.long.imprints([imprint.revision_id])


@pytest.mark.parametrize("which", ["gone", "stays"])
def test_who_compares_goes_on_with_what_is_left(two: Two, which: str) -> None:
    """Whether the text that is compared was taken down, or one that it is compared with."""

    class Slow(WordEncoder):
        times = 0

        def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
            Slow.times += 1
            if Slow.times == (1 if which == "gone" else 3):
                two.take_down()
            return super().embed(texts)

    judge_new(two.long, Slow())
    assert two.is_clean()
    assert two.long.unjudged() == ()
    assert two.long.judged() == {two.stays.revision.id}


def test_turns_that_were_found_before(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are looked for anew in what is left."""
    judge_new(two.long, WordEncoder())
    look, looked = _notice._look, []

    def slow(*given: object) -> object:
        found = look(*given)  # type: ignore[arg-type]
        looked.append(found)
        if len(looked) == 1:
            (two.gone,) = (one for one in (two.gone, two.stays) if one.revision.id == found[0].turn.revisions[0])
            two.words = found[0].sentence
            two.take_down()
        return found

    monkeypatch.setattr(_notice, "_look", slow)
    _notice.follow_and_notice(two.long)
    assert len(looked) > 1
    assert two.is_clean()


def test_who_adds_without_being_asked_to_is_refused(two: Two) -> None:
    """A report that was fetched before may be the one that was taken down: whoever fetched it looks again."""
    seen = two.long.size()
    two.take_down()
    assert two.long.erased_after(seen)
    with pytest.raises(ErasedError, match="taken down meanwhile"):
        two.long.add(make_capture(), two.gone, seen=seen)
    assert two.is_clean()
    seen = two.long.size()
    assert not two.long.erased_after(seen)
    two.long.add(make_capture(), two.gone, seen=seen)  # now it is asked for
