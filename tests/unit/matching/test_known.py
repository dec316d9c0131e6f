"""Ranking known statements for a new one."""

from collections.abc import Sequence

import numpy as np

from counterclaim.matching import KnownStatements
from counterclaim.matching._known import clean
from counterclaim.records.analyses import ModelDigest
from counterclaim.taggers import load_encoder
from counterclaim.taggers._encoder import DIMENSIONS, Vectors

KNOWN = (
    "The railway bridge at Orsk was blown up by the militia.",
    "A photograph shows snow on the market of Batumi.",
    "The interior minister of Velmont resigned after the vote.",
    "Eating raw onions cures a cold within two days.",
)


class Blind:
    """An encoder to which all texts are alike."""

    digests: tuple[ModelDigest, ...] = ()

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.full((len(texts), DIMENSIONS), DIMENSIONS**-0.5, dtype=np.float32)


def test_other_words_for_the_same_come_first() -> None:
    """The encoder finds a statement that shares hardly a word."""
    known = KnownStatements(KNOWN, load_encoder())
    assert known.rank("Onions make your flu go away by tomorrow #health")[0].number == 3
    assert known.rank("did militiamen destroy the Orsk bridge?? https://x.example/1")[0].number == 0


def test_words_decide_where_meaning_does_not() -> None:
    """With an encoder that tells nothing the telling words in common rank, and are shown."""
    first, second, *_ = KnownStatements(KNOWN, Blind()).rank("Minister of Velmont: the militia!")
    assert (first.number, second.number) == (2, 0)
    assert {"minister", "velmont"} <= set(first.shared)
    assert first.score > second.score


def test_the_furniture_of_posts_is_no_word() -> None:
    """Addresses and signatures go, tags are parted into words."""
    post = "Snow in #BatumiMarket pic.twitter.com/abc123 — Weather Desk (@wdesk) January 3, 2020"
    assert clean(post) == "Snow in Batumi Market"


def test_nothing_known_gives_nothing() -> None:
    """No statements, no words: an empty list, or all in their order."""
    assert KnownStatements((), Blind()).rank("anything") == []
    assert [found.number for found in KnownStatements(KNOWN, Blind()).rank("")] == [0, 1, 2, 3]
    assert len(KnownStatements(KNOWN, Blind()).rank("bridge", most=2)) == 2
