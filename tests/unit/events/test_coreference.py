"""Which mentions tell of one event."""

import re
from collections.abc import Sequence
from functools import cache

import pytest

from counterclaim.errors import ModelError
from counterclaim.events import (
    EventMention,
    _coreference,
    compare_mentions,
    embed_mentions,
    group_mentions,
    read_mention,
)
from counterclaim.events._mentions import stem_of
from counterclaim.parsing import load_parser
from counterclaim.records.ids import RevisionId
from counterclaim.records.spans import Span
from counterclaim.taggers import load_encoder
from tests.factories import span_of

REPORTS = {
    "one": "Rebels seized the railway bridge at Orsk on Friday.\nThe ministry denied the report.",
    "three": "The miners said the shaft was flooded.\nThe miners said that nobody was hurt.\nA judge said nothing.",
    "two": "The bridge at Orsk was seized by rebels on Friday, residents said.\nA judge in Batumi resigned.",
}


@cache
def read(name: str, words: str) -> EventMention:
    text = REPORTS[name]
    return read_mention(load_parser().parse_text(text), span_of(text, words), RevisionId(name))


def grouped(mentions: Sequence[EventMention], stories: dict[str, int]) -> list[set[str]]:
    story_of = {RevisionId(name): story for name, story in stories.items()}
    groups = group_mentions(mentions, story_of, load_encoder())
    return [{f"{mentions[i].revision_id} {mentions[i].head}" for i in group} for group in groups]


def test_one_deed_told_in_two_reports_is_one_event() -> None:
    """Active and passive, with the same parties, are one event; another deed is another."""
    mentions = [read("one", "seized"), read("two", "seized"), read("two", "resigned"), read("one", "denied")]
    found = grouped(mentions, {"one": 0, "two": 0})
    assert {"one seized", "two seized"} in found
    assert {"two resigned"} in found
    assert sorted(map(sorted, found)) == sorted(map(sorted, grouped(mentions[::-1], {"one": 0, "two": 0})))


def test_acts_of_saying_are_told_apart_by_who_speaks() -> None:
    """Words of saying are compared with whether one party speaks, as a feature of their own."""
    text = REPORTS["three"]
    starts = [match.start() for match in re.finditer("said", text)]
    said = [read_mention(load_parser().parse_text(text), Span(at, at + 4), RevisionId("three")) for at in starts]
    found = {(i, j): features for i, j, features in compare_mentions(said, embed_mentions(said, load_encoder()))}
    assert found[0, 1]["one word: one speaker"] == 1
    assert "one word: one speaker" not in found[0, 2]
    assert found[0, 2]["one word: speech"] == 1


def test_mentions_of_two_stories_are_never_one_event() -> None:
    """Stories bound what is compared."""
    assert len(grouped([read("one", "seized"), read("two", "seized")], {"one": 0, "two": 1})) == 2


def test_who_and_what_are_read_from_either_voice() -> None:
    """The same words stand as subject and as object, whether the verb is active or passive."""
    active, passive = read("one", "seized"), read("two", "seized")
    assert "rebel" in active.subject & passive.subject
    assert "bridge" in active.object & passive.object
    assert "friday" in active.times & passive.times


def test_words_of_one_root_share_a_stem() -> None:
    """Endings of nouns and verbs are taken off, short words are left whole."""
    assert stem_of("acquisition") == stem_of("acquition") == "acqu"
    assert stem_of("arrest") == stem_of("arrested") == "arrest"
    assert stem_of("die") == "die"


def test_weights_of_another_digest_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights that are not those recorded stop the stage instead of changing it quietly."""
    _coreference.load_weights.cache_clear()
    monkeypatch.setattr(_coreference, "SHA256", "0" * 64)
    with pytest.raises(ModelError, match=r"coreference\.tsv has SHA-256"):
        group_mentions([read("one", "seized")], {RevisionId("one"): 0}, load_encoder())
    _coreference.load_weights.cache_clear()
