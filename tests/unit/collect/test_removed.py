"""What a collector knows of a report that was taken down goes, and it is not followed again."""

import sqlite3
from pathlib import Path

import pytest

from counterclaim.collect.following import Frontier, Source, forgetting
from counterclaim.collect.following._listings import Item
from counterclaim.errors import RunError

GONE, STAYS = "https://o.example/mill-at-orrin-burns", "https://o.example/rain"
FEED = Source(address="https://o.example/feed", outlet=None)
ITEMS = [Item(address=GONE, title="Mill at Orrin burns"), Item(address=STAYS, title="Rain")]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "news.collect"
    frontier = Frontier.open(path)
    frontier.follow([FEED], 0.0, listed=ITEMS)
    frontier.close()
    return path


def followed(path: Path) -> list[str]:
    """What is followed once the feed was read again."""
    frontier = Frontier.open(path)
    frontier.follow([FEED], 0.0, listed=ITEMS)
    found = [known.address for known in frontier.due_at("o.example", 9.0)]
    frontier.close()
    return found


def test_no_file_names_it_and_no_list_brings_it_back(file: Path) -> None:
    assert GONE in followed(file)
    with forgetting(file, {GONE}):
        pass
    assert not any(b"orrin" in one.read_bytes().lower() for one in file.parent.iterdir())
    assert followed(file) == [FEED.address, STAYS]
    with forgetting(file, {STAYS}):
        pass
    assert followed(file) == [FEED.address]
    assert not any(b"orrin" in one.read_bytes().lower() for one in file.parent.iterdir())


def test_where_it_redirects_or_says_that_it_lies_goes_too(file: Path) -> None:
    raw = sqlite3.connect(file)
    raw.execute("UPDATE addresses SET document = 'https://o.example/canonical' WHERE address = ?", (GONE,))
    raw.commit()
    raw.close()
    with forgetting(file, {"https://o.example/canonical"}):
        pass
    assert followed(file) == [FEED.address, STAYS]


def test_a_takedown_that_fails_forgets_nothing(file: Path) -> None:
    with pytest.raises(ValueError, match="no"), forgetting(file, {GONE}):
        raise ValueError("no")
    assert followed(file) == [FEED.address, GONE, STAYS]


def test_a_collector_that_runs_is_to_be_stopped_first(file: Path) -> None:
    frontier = Frontier.open(file)
    frontier.follow([FEED], 0.0)
    with pytest.raises(RunError, match="stop the collector"), forgetting(file, {GONE}):
        pytest.fail("taken down")
    frontier.close()


def test_where_nothing_is_collected_nothing_is_made(tmp_path: Path) -> None:
    with forgetting(tmp_path / "news.collect", {GONE}):
        pass
    assert list(tmp_path.iterdir()) == []
