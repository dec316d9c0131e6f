"""Pieces of other sentences that a model took into a content."""

from dataclasses import replace

import pytest

from counterclaim.attributions._edges import paragraphs_of
from counterclaim.attributions._quotes import find_quotes
from counterclaim.attributions._strays import without_strays
from counterclaim.parsing import load_parser
from counterclaim.records.attributions import Attribution
from counterclaim.records.spans import Span, words_at
from tests.factories import span_of
from tests.unit.attributions.reading import revision_of, tag


def kept(text: str, cue: str, *content: str) -> list[str]:
    """The pieces of an attribution that are kept."""
    revision = revision_of(text)
    attribution = Attribution(
        id=tag("The mayor said it rained.")[0].id,
        source=(),
        cue=(span_of(text, cue),),
        content=tuple(span_of(text, words) for words in content),
        found_by="model",
        score=0.9,
    )
    quotes = find_quotes(text, paragraphs_of(revision))
    found = without_strays(load_parser().parse(revision), quotes, [attribution], ())
    return [span.of(text) for a in found for span in a.content]


@pytest.mark.parametrize(
    ("text", "cue", "own", "stray"),
    [
        (
            "The rain had stopped, she added.\n\nThe council on Friday raised its estimate to ninety flooded homes.",
            "added",
            "The rain had stopped",
            "its estimate to ninety flooded homes",
        ),
        (
            "The airline, which has lost two aircraft, grounded its fleet. The pilots say the brakes had failed.",
            "say",
            "the brakes had failed",
            "two aircraft",
        ),
    ],
)
def test_words_out_of_another_sentence_are_left_out(text: str, cue: str, own: str, stray: str) -> None:
    assert kept(text, cue, *sorted((own, stray), key=text.index)) == [own]


def test_nothing_is_left_of_a_content_that_is_all_stray() -> None:
    text = "The bank opened its books in May. Nobody said why."
    assert kept(text, "said", "its books in May") == []


def test_whole_sentences_and_quotations_stay() -> None:
    """A statement goes on in whole sentences, and in quoted words wherever they stand."""
    text = "The dam would hold, she said. It had held in March. He laughed at “a dam made of paper and of hope”."
    pieces = ("The dam would hold", "It had held in March", "“a dam made of paper and of hope”")
    assert kept(text, "said", *pieces) == list(pieces)


def test_what_the_rules_find_inside_a_stray_stays() -> None:
    """Whose words the stray is not does not make the man who claims something say nothing."""
    text = "Police hold a man who claims to own the ship. The owner said the crew had left."
    revision = revision_of(text)
    claims = next(a for a in tag(text) if words_at(text, a.cue) == "claims")
    stray = span_of(text, "a man who claims to own the ship")
    said = next(a for a in tag(text) if words_at(text, a.cue) == "said")
    marked = replace(said, content=(stray, *said.content))
    found = without_strays(load_parser().parse(revision), (), [marked], [claims])
    assert [words_at(text, a.content) for a in found] == ["the crew had left", "to own the ship"]


def test_a_sentence_that_the_parser_parted_is_one() -> None:
    """Without a full stop between piece and cue both may stand in one sentence."""
    text = "Tolls, fares and rents - all of it - would rise, the union said"
    revision = revision_of(text)
    parse = load_parser().parse(revision)
    cut = replace(parse, sentences=((0, 5), (5, len(parse))), heads=tuple(parse.heads))
    said = next(a for a in tag(text) if words_at(text, a.cue) == "said")
    marked = replace(said, content=(Span(0, 5), *said.content))
    (found,) = without_strays(cut, (), [marked], ())
    assert found.content[0] == Span(0, 5)
