"""What a collector knows of a report that was taken down goes, and it is not followed again."""

import sqlite3
from pathlib import Path

import pytest

from counterclaim.collect import Fetched
from counterclaim.collect.following import Frontier, Source, forgetting
from counterclaim.collect.following._frontier import After
from counterclaim.collect.following._listings import Item
from counterclaim.collect.following._placeholders import probe_address, sketch_of
from counterclaim.collect.following._visits import Came, Errand, Visit
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


def test_what_was_remembered_of_its_text_goes_too(file: Path) -> None:
    """Also how its host answered an address beside it, which holds words of its own."""
    name = "https://o.example/mill-at-orrin-burns/index.html"
    frontier = Frontier.open(file)
    frontier.follow([FEED], 0.0, listed=[Item(address=name)])
    known, visit = frontier.known(name), Visit(errand=Errand(address=probe_address(name)), came=Came.FAILED)
    assert known is not None
    frontier.record_probe("o.example", visit, 0.0, at="2026-03-02T10:00:00+00:00")
    frontier.record(
        known,
        visit,
        After(
            outcome="new",
            due_at=9.0,
            sketch=sketch_of("one two three four five six seven eight nine ten eleven twelve thirteen fourteen"),
        ),
        at="2026",
    )
    assert frontier.sketch(name)
    assert frontier.probe("o.example", 0.0) is not None
    frontier.close()
    with forgetting(file, {name}):
        pass
    frontier = Frontier.open(file)
    assert (frontier.sketch(name), frontier.probe("o.example", 0.0)) == (b"", None)
    assert not [row for row in frontier.fetches() if "orrin" in row["address"]]
    frontier.close()


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


def test_a_page_that_was_kept_aside_goes_too(file: Path) -> None:
    """What came in the place of the report may hold its headline."""
    frontier = Frontier.open(file)
    frontier.follow([FEED], 0.0, listed=ITEMS)
    known = frontier.known(GONE)
    assert known is not None
    page = Fetched(address=GONE, media_type="text/html", charset=None, body=b"Mill at Orrin burns: subscribe")
    visit = Visit(errand=Errand(address=GONE), came=Came.PAGE, page=page)
    frontier.record(known, visit, After(outcome="walled", due_at=9.0, aside="a wall"), at="2026")
    frontier.close()
    with forgetting(file, {GONE}):
        pass
    assert not any(b"Orrin" in one.read_bytes() for one in file.parent.iterdir())
