"""Four times the text takes about four times as long to read, in all stages together."""

import pytest

from counterclaim.pipeline import Models, load_models
from counterclaim.settings import Settings
from tests.fuzz.sizes import TEXTS, read


@pytest.fixture(scope="module")
def models() -> Models:
    return load_models(Settings(profile="rules"))


@pytest.mark.parametrize("name", ["nested speech", "nested nouns", "nested relatives", "one party", "lookalikes"])
def test_reading_is_linear(models: Models, name: str) -> None:
    """Sixteen times were quadratic. Measured in CPU time, with room for noise."""
    read(TEXTS[name](500), models)
    short, long = read(TEXTS[name](5_000), models), read(TEXTS[name](20_000), models)
    assert long < 9 * short + 0.1
