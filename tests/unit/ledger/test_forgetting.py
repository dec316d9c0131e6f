"""Words that functions keep are gone with the text that they stood in."""

import functools
import gc

import pytest

from counterclaim.actors._join import _key
from counterclaim.checking._words import tokens_of
from counterclaim.desk._words import shown
from counterclaim.ledger import Ledger
from counterclaim.ledger._forgetting import forget_words
from counterclaim.locations import Location
from counterclaim.places import Gazetteer, load_gazetteer
from tests.ledgers import project_simply
from tests.unit.ledger.conftest import Clock
from tests.unit.ledger.test_projections import fill

WORDS = "Ulvar Tamsin was seen at the Orlo ferry"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture
def kept(gazetteer: Gazetteer) -> Gazetteer:
    """Words in the caches of a checker, a page, a name and a place."""
    tokens_of(WORDS)
    shown(WORDS)
    _key(WORDS)
    gazetteer.lookup(WORDS)
    return gazetteer


def caches(gazetteer: Gazetteer) -> list[int]:
    """How much each of the four holds."""
    return [cache.cache_info().currsize for cache in (tokens_of, shown, _key, gazetteer._found)]


def remove(ledger: Ledger) -> None:
    gone, _ = fill(ledger)
    ledger.follow(project_simply)
    ledger.take_down([gone.revision.id], author="Ada Reviewer", reason="by order of a court")


def test_a_takedown_empties_the_caches_of_functions_of_words(kept: Gazetteer, path: Location, clock: Clock) -> None:
    """In whatever stage they are, those of an object included."""
    assert all(caches(kept))
    with Ledger.open(path, clock=clock) as ledger:
        remove(ledger)
    assert not any(caches(kept))


def test_a_process_that_sees_the_takedown_of_another_forgets(kept: Gazetteer, path: Location, clock: Clock) -> None:
    with Ledger.open(path, clock=clock, remember=1 << 20) as desk:
        with Ledger.open(path, clock=clock) as other:
            remove(other)
        tokens_of(WORDS)  # a page was being made
        desk.size()
        assert not any(caches(kept))


def test_what_was_loaded_by_number_and_others_caches_stay() -> None:
    """Models are keyed by how many threads they may use; the caches of libraries are not ours to empty."""

    @functools.cache
    def load(threads: int) -> str:
        return f"a model for {threads}"

    @functools.cache
    def foreign(words: str) -> str:
        return words

    load.__module__ = "counterclaim.taggers"
    assert load(2)
    assert foreign(WORDS)
    forget_words()
    assert (load.cache_info().currsize, foreign.cache_info().currsize) == (1, 1)


def test_caches_tell_what_they_are_given() -> None:
    """By the types of arguments it is known which hold words; one without any would be passed over."""
    for one in gc.get_objects():
        if type(one) is functools._lru_cache_wrapper and str(one.__wrapped__.__module__).startswith("counterclaim"):
            code = one.__wrapped__.__code__
            given = set(code.co_varnames[: code.co_argcount]) - {"self"}
            assert given <= one.__wrapped__.__annotations__.keys(), one
