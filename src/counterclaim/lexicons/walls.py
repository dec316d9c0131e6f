"""Which pages stand between a reader and an article; the head of walls.tsv says what its phrases are."""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from importlib import resources
from urllib.parse import urlsplit


class Wall(StrEnum):
    """What stands in the place of an article; the value is its kind in walls.tsv."""

    CONSENT = "consent"
    CHECK = "check"
    SUBSCRIPTION = "subscription"
    REGION = "region"

    @property
    def words(self) -> str:
        """What it is, for an error."""
        return _WORDS[self]


_WORDS = {
    Wall.CONSENT: "a question for consent",
    Wall.CHECK: "a check for robots, or a request for scripts or cookies",
    Wall.SUBSCRIPTION: "an invitation to subscribe or sign in",
    Wall.REGION: "a note that readers from here are not let in",
}
#: A page that says more holds something to read besides.
MOST_WORDS, MOST_CHARS = 400, 6_000
#: The share of a page's words that stand in sentences about the wall: what makes it one, and what makes a doubt.
WALL, DOUBT = 0.5, 0.2
#: Under a title of such pages a doubt suffices up to so many words, and nothing is needed up to so few.
_TITLED_WORDS, _TITLED_BARE = 150, 30
_SENTENCE = re.compile(r"[^.!?\n]{1,600}[.!?\n]*")


@cache
def _phrases(*where: str) -> dict[Wall, re.Pattern[str]]:
    parts: dict[Wall, list[str]] = {}
    for line in resources.files("counterclaim.lexicons").joinpath("walls.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, place, pattern = line.split("\t")
            if place in where:
                parts.setdefault(Wall(kind), []).append(f"(?:{pattern})")
    return {wall: re.compile("|".join(patterns), re.I) for wall, patterns in parts.items()}


def said_share(text: str) -> tuple[float, Wall | None]:
    """The share of a text's words that speak of a wall to its reader, and of which kind most do."""
    counts: dict[Wall, int] = {}
    total = 0
    for match in _SENTENCE.finditer(text):
        n_words = len(match.group().split())
        total += n_words
        wall = next((wall for wall, said in _phrases("said", "stub").items() if said.search(match.group())), None)
        if wall is not None:
            counts[wall] = counts.get(wall, 0) + n_words
    if not counts:
        return 0.0, None
    return sum(counts.values()) / total, max(counts, key=lambda wall: (counts[wall], wall.value))


def wall_of(titles: Iterable[str], text: str) -> Wall | None:
    """The wall that a page is, from its titles and from all that it says; None for anything else."""
    n_words = len(text.split())
    if n_words > MOST_WORDS or len(text) > MOST_CHARS:
        return None
    share, kind = said_share(text)
    if share >= WALL:
        return kind
    titled = next((wall for title in titles if (wall := _named(title.strip(" .…!?·|-–—"), "title"))), None)
    if titled is not None and (n_words <= _TITLED_BARE or (share >= DOUBT and n_words <= _TITLED_WORDS)):
        return titled
    return None


def leads_to_a_wall(address: str) -> Wall | None:
    """The wall that a part of an address's path names, as of a page to which a site leads those it does not let in."""
    return next((wall for part in urlsplit(address).path.split("/") if (wall := _named(part, "address"))), None)


def invites_to_subscribe(text: str) -> bool:
    """Whether a text asks its reader to subscribe or sign in to go on reading."""
    said = _phrases("stub")[Wall.SUBSCRIPTION]
    return any(said.search(match.group()) for match in _SENTENCE.finditer(text))


def _named(words: str, where: str) -> Wall | None:
    return next((wall for wall, named in _phrases(where).items() if named.fullmatch(words)), None)
