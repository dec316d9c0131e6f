"""Every input that ever failed, or that somebody thought of, is fuzzed again; and every target for a moment."""

import random

import pytest
from hypothesis import HealthCheck, event, given, settings, target
from hypothesis import strategies as st

from tests.fuzz.guided import CORPUS, mutated
from tests.fuzz.targets import TARGETS, WORDS

SEEDS = sorted(path for path in CORPUS.glob("*/*") if path.is_file())
PIECES = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=30).map("".join)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_failed_once(path: object) -> None:
    """In the target that it is filed under."""
    assert hasattr(path, "read_bytes")
    TARGETS[path.parent.name](path.read_bytes())  # type: ignore[attr-defined]


def test_every_target_has_seeds() -> None:
    assert {path.parent.name for path in SEEDS} == set(TARGETS)


@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes(name: str) -> None:
    """Words that the rules look at in any order, with broken bytes between; hypothesis makes them longer and odder."""

    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(PIECES, st.binary(max_size=6), st.integers(0, 2**32))
    def fuzz(text: str, raw: bytes, seed: int) -> None:
        data = mutated(text.encode("utf-8", "replace") + raw, random.Random(seed), [b" ", b"<p>", b"1"])
        target(len(set(data)))
        event("empty" if not data else "bytes")
        TARGETS[name](data)

    fuzz()
