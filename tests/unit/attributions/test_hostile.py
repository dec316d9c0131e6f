"""Pages that nobody would print: no tagger fails on them, takes more than its share of time, or loses the rest.

Every tagger stands in TAGGERS. Halves of surrogate pairs are no case: before there is a revision, a capture that holds
them is refused, and `&#xD800;` on a page is replaced.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from counterclaim.attributions import LearnedTagger, RuleTagger, Tagger
from counterclaim.parsing import load_parser
from counterclaim.records.attributions import Attribution
from counterclaim.records.ids import AttributionId
from counterclaim.records.parses import Parse
from counterclaim.records.revisions import Block, BlockKind, Revision
from counterclaim.records.spans import Span, Spans, words_at
from counterclaim.taggers import load_marker
from tests.costs import assert_linear
from tests.factories import make_revision, span_of


def learned() -> LearnedTagger:
    """The tagger of the profile `fast`."""
    return LearnedTagger(load_marker())


#: How each tagger is made.
TAGGERS: list[Callable[[], Tagger]] = [RuleTagger, learned]

FIRST = "The ministry said that the old bridge had fallen."
LAST = "“We hold the harbour,” the commander told reporters."
PLAIN = f"{FIRST} {LAST} According to residents, the market was shelled. The council denied any role in the attack."

#: By name, a paragraph (or lines) of a few hundred words.
HOSTILE = {
    name: " ".join([words] * 8) if "\n" not in words else words * 8
    for name, words in {
        "marks that never pair": "“ ' \" `` The guild said the lock ” is ‘ shut \" and ''it won't open “ today. » «",
        "quotations never closed": '“The lock is shut, the guild said. “It will stay shut, a member said. "So be it.',
        "apostrophes": "The guilds' lock's 'keepers' ' didn't say 'twas shut; rock 'n' roll ' ' it's members' said.",
        "all capitals": "THE GUILD SAID THE LOCK IS SHUT. “IT WILL OPEN,” THE MAYOR TOLD REPORTERS ON FRIDAY.",
        "a transcript": "A: Is it shut?\nB: They said it was.\nA: Who said so?\nB: [inaudible] said, the guild.\n",
        "a transcript of names": "MAYOR HOLM: The lock is shut.\nMS. BROOK (by phone): He said it is open.\n",
        "a table": "Town\tSaid\tDead | Hurt\t%\nOrsk\t12\t13 | 14\t-\nKemi\tsaid\t0 | —\tn/a\n+----+----+\n",
        "control characters": "The\x00guild\x01 said\x1b[31m the\x7f lock\x9b is\u202e shut. “So\ufeff,”\x0b he said.",
        "odd letters": "The guïld sa\u0301id 🚢 the l\ufffdck is ﬂooded. \U0010ffff “ok” \u0e01\u0e33 said ١٢.",
        "nested speech": "He said that " * 8,
        "one cue over and over": "said " * 15 + "according to " * 8 + "the claim of " * 8 + "reportedly " * 8,
        "commas": "he said, " * 15,
        "brackets": "The guild (" * 8 + "said " + "]) " * 8,
        "runs of marks": "=" * 50 + " the guild said " + "!?" * 25 + " … " * 6 + "-" * 50,
        "words without an end": "lock" * 125 + " said " + "https://guild.example/?said=" + "x%22said" * 25,
    }.items()
}


#: A page of so many words is long for the tagger; a model takes some thirty times as long as the rules.
LONG: dict[type[Tagger], int] = {RuleTagger: 100_000, LearnedTagger: 5_000}


@pytest.fixture(scope="module", params=TAGGERS)
def tagger(request: pytest.FixtureRequest) -> Tagger:
    make: Callable[[], Tagger] = request.param
    return make()


@cache
def parse_of(text: str) -> Parse:
    return load_parser().parse(make_revision(text))


def tag(tagger: Tagger, text: str) -> tuple[Attribution, ...]:
    """The attributions of a text whose paragraphs are set apart by empty lines, all read, and sound."""
    revision = make_revision(text)
    return checked(revision, tagger.tag(revision, parse_of(text)))


def repeated(text: str, times: int, between: str = "\n\n") -> tuple[Revision, Parse]:
    """`text` so many times, and its parse without the cost of parsing it more than once. With a space between, it is
    one block, as the parser reads one that is too long: in pieces."""
    whole = between.join([text] * times)
    revision, one = make_revision(whole), parse_of(text)
    step, size = len(text) + len(between), len(one)
    copies = range(times)
    parse = Parse(
        text=whole,
        starts=tuple(s + k * step for k in copies for s in one.starts),
        ends=tuple(e + k * step for k in copies for e in one.ends),
        words=one.words * times,
        lemmas=one.lemmas * times,
        pos=one.pos * times,
        tags=one.tags * times,
        deps=one.deps * times,
        heads=tuple(h + k * size for k in copies for h in one.heads),
        sentences=tuple((a + k * size, b + k * size) for k in copies for a, b in one.sentences),
        entities=tuple(
            replace(e, start=e.start + k * size, end=e.end + k * size) for k in copies for e in one.entities
        ),
        children=tuple(tuple(c + k * size for c in cs) for k in copies for cs in one.children),
    )
    return revision, parse


def checked(revision: Revision, found: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """`found`, when each is a record that the stages after this can rely on."""
    above = {a.id: a.parent for a in found}
    assert len(above) == len(found)
    blocks = revision.read_spans
    for a in found:
        assert 0 <= a.score <= 1
        assert a.found_by
        for spans in (a.source, a.cue, a.content):
            assert_sound(blocks, spans)
        assert a.parent is None or a.parent in above
        assert any(c.isalnum() for c in words_at(revision.text, a.content)), "somebody is credited with no word"
    settled: set[AttributionId | None] = {None}
    for id_ in above:  # no chain of parents closes
        chain: list[AttributionId] = []
        here: AttributionId | None = id_
        while here is not None and here not in settled:
            chain.append(here)
            assert len(chain) <= len(found), "a circle of parents"
            here = above[here]
        settled.update(chain)
    return found


def assert_sound(blocks: Spans, spans: Spans) -> None:
    """In order, apart, each inside the blocks that are read."""
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for span in spans:
        assert blocks[bisect_right(blocks, span.start, key=lambda block: block.start) - 1].end > span.start
        assert blocks[bisect_left(blocks, span.end, key=lambda block: block.start) - 1].end >= span.end


def finds(text: str, found: tuple[Attribution, ...], source: str, content: str) -> bool:
    """Whether somebody is credited with most of `content`, and `source` with it."""
    wanted = span_of(text, content)
    return any(
        source in words_at(text, a.source)
        and sum(min(s.end, wanted.end) - max(s.start, wanted.start) for s in a.content if s.overlaps(wanted))
        > 0.6 * len(wanted)
        for a in found
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_the_rest_of_the_page_is_read(tagger: Tagger, name: str) -> None:
    """Paragraphs before and after the hostile one are credited to those who speak in them."""
    text = f"{FIRST}\n\n{HOSTILE[name].strip()}\n\n{LAST}"
    found = tag(tagger, text)
    assert finds(text, found, "ministry", "the old bridge had fallen")
    assert finds(text, found, "commander", "We hold the harbour")


@pytest.mark.parametrize("name", ["all capitals", "a transcript", "a table", "marks that never pair"])
def test_hostile_words_on_the_lines_of_the_same_block(tagger: Tagger, name: str) -> None:
    """The same with single line breaks between."""
    text = f"{FIRST}\n{HOSTILE[name].strip()}\n{LAST}"
    assert finds(text, tag(tagger, text), "ministry", "the old bridge had fallen")


def test_a_page_in_capitals(tagger: Tagger) -> None:
    """Who says what is found in them too."""
    text = PLAIN.upper().replace("RESIDENTS", "RESIDENTS OF ORSK")
    found = tag(tagger, text)
    assert finds(text, found, "MINISTRY", "THE OLD BRIDGE HAD FALLEN")
    assert finds(text, found, "COMMANDER", "WE HOLD THE HARBOUR")


@pytest.mark.parametrize("text", [" ", "\n\n", ".", "“", "said", "“”", "\x00", "\u200b", ":", "A:"], ids=ascii)
def test_next_to_nothing(tagger: Tagger, text: str) -> None:
    """A page of a mark or a word credits nobody with anything."""
    assert tag(tagger, text) == ()


def test_nothing(tagger: Tagger) -> None:
    """Neither an empty text nor one of which no block is read."""
    empty = make_revision("")
    assert tagger.tag(empty, load_parser().parse(empty)) == ()
    unread = replace(make_revision(FIRST), blocks=(Block(span=Span(0, len(FIRST)), kind=BlockKind.FURNITURE),))
    assert tagger.tag(unread, load_parser().parse(unread)) == ()


def test_what_is_not_read_is_not_tagged(tagger: Tagger) -> None:
    """Furniture between two paragraphs is in no span."""
    text = f"{FIRST}\n\nThe editor said that cookies are good.\n\n{LAST}"
    revision = make_revision(text)
    first, second, third = revision.blocks
    revision = replace(revision, blocks=(first, replace(second, kind=BlockKind.FURNITURE), third))
    found = checked(revision, tagger.tag(revision, load_parser().parse(revision)))
    assert finds(text, found, "commander", "We hold the harbour")
    assert not any(span.overlaps(second.span) for a in found for s in (a.source, a.cue, a.content) for span in s)


def test_the_same_page_gives_the_same(tagger: Tagger) -> None:
    """Twice, to the last digit of every score."""
    text = "\n\n".join([PLAIN, *HOSTILE.values()])
    assert tag(tagger, text) == tag(tagger, text)


SENTENCES = {
    "clauses": "the guild said the lock is shut and the council denied that it is open, ",
    "nested": "he said that ",
    "names": "Ana Brook of the ferry guild, ",
    "quotation": "the lock is shut and the mill is closed, ",
}


@pytest.mark.parametrize("name", SENTENCES)
def test_one_sentence_of_20000_characters(tagger: Tagger, name: str) -> None:
    """It neither fails nor takes the rest with it; spans do not leave the text."""
    clause = SENTENCES[name]
    long = (clause * (20_000 // len(clause))).strip(" ,")
    long = f"“{long},” the mayor said." if name == "quotation" else f"{long} it rained."
    text = f"{FIRST}\n\n{long}\n\n{LAST}"
    found = tag(tagger, text)
    assert finds(text, found, "ministry", "the old bridge had fallen")
    assert finds(text, found, "commander", "We hold the harbour")


def test_repeated_is_what_the_parser_gives() -> None:
    """The builder of long pages tells the truth."""
    revision, parse = repeated(PLAIN, 3)
    assert load_parser().parse(revision) == parse


def test_a_long_page(tagger: Tagger) -> None:
    """Its last paragraph is read as its first."""
    times = LONG[type(tagger)] // len(PLAIN.split()) + 1
    revision, parse = repeated(PLAIN, times)
    found = checked(revision, tagger.tag(revision, parse))
    step = len(PLAIN) + 2
    per_copy = [0] * times
    for a in found:
        per_copy[a.content[0].start // step] += 1
    assert per_copy[-1] >= 3
    assert sum(per_copy) >= 3 * times


@pytest.mark.parametrize("between", ["\n\n", " "], ids=["paragraphs", "one line"])
@pytest.mark.parametrize("name", HOSTILE)
def test_four_times_the_words_take_about_four_times_as_long(tagger: Tagger, name: str, between: str) -> None:
    unit = HOSTILE[name].strip()
    times = max(1, (4_000 if isinstance(tagger, RuleTagger) else 1_500) // len(unit))
    assert_linear(lambda page: tagger.tag(*page), times, of=lambda n: repeated(unit, n, between))
