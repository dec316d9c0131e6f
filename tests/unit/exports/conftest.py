"""A small release: the Harrow Front says it took a bridge, the ministry denies it; one row, one verdict."""

from datetime import UTC, datetime, timedelta

import pytest

from counterclaim.exports import Cover
from counterclaim.protection import Release
from tests.unit.exports.releases import make_release


@pytest.fixture
def release() -> Release:
    return make_release()


@pytest.fixture
def cover() -> Cover:
    return Cover(
        made_at=datetime(2024, 7, 1, 8, 0, tzinfo=UTC),
        version="0.1.0",
        as_of=datetime(2024, 6, 30, 12, 0, tzinfo=UTC) - timedelta(days=1),
        checkpoint=(412, "ab" * 32),
    )
