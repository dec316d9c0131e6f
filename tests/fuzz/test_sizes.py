"""What a text costs to read grows as it does, in all stages together."""

import pytest

from counterclaim.pipeline import Models, load_models
from counterclaim.settings import Settings
from tests.costs import assert_linear
from tests.fuzz.sizes import TEXTS, read


@pytest.fixture(scope="module")
def models() -> Models:
    return load_models(Settings(profile="rules"))


@pytest.mark.parametrize("name", ["nested speech", "nested nouns", "nested relatives", "one party", "lookalikes"])
def test_reading_is_linear(models: Models, name: str) -> None:
    assert_linear(lambda text: read(text, models), 5_000, of=TEXTS[name])
