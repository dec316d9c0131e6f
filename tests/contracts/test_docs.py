"""The documents lead where they say."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [page for place in (ROOT, ROOT / "docs") for page in place.glob("**/*.md" if place.name == "docs" else "*.md")]
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
CODE = re.compile(r"```.*?```|`[^`]*`", re.S)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = LINK.findall(CODE.sub("", page.read_text(encoding="utf-8")))
    dead = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert not dead


def test_every_decision_stands_in_the_list_of_them() -> None:
    """docs/decisions/README.md is where a newcomer looks."""
    folder = ROOT / "docs" / "decisions"
    listed = LINK.findall((folder / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(page.name for page in folder.glob("0*.md"))


def test_decisions_are_headed_by_their_number_and_listed_by_their_title() -> None:
    """What the list calls a record is what stands at its top."""
    folder = ROOT / "docs" / "decisions"
    titles = re.findall(r"\[(\d+)\]\([^)]+\): (.+)", (folder / "README.md").read_text(encoding="utf-8"))
    for page in folder.glob("0*.md"):
        number, title = page.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ").split(". ", 1)
        assert (number.zfill(4), title) in titles
