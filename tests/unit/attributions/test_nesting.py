"""Who stands inside whom, for the attributions of any tagger."""

from dataclasses import replace

import pytest

from counterclaim.attributions import RuleTagger, nest
from counterclaim.parsing import load_parser
from counterclaim.records.attributions import Attribution
from counterclaim.records.ids import AttributionId
from counterclaim.records.spans import Span, words_at
from tests.factories import make_revision, span_of
from tests.unit.attributions.reading import tag


def attribution(text: str, source: str, cue: str, content: str, *, found_by: str = "verb.that") -> Attribution:
    return Attribution(
        id=AttributionId(f"{source}/{cue}"),
        source=(span_of(text, source),) if source else (),
        cue=(span_of(text, cue),) if cue else (),
        content=(span_of(text, content),),
        found_by=found_by,
        score=1.0,
    )


def nested(text: str, outer: list[Attribution], candidates: list[Attribution]) -> list[tuple[str, str, str, str]]:
    """Source, cue, content and the parent's source of each."""
    revision = make_revision(text)
    found = nest(revision, load_parser().parse(revision), outer, candidates)
    by_id = {a.id: a for a in found}
    return [
        (
            words_at(text, a.source),
            words_at(text, a.cue),
            words_at(text, a.content),
            words_at(text, by_id[a.parent].source) if a.parent else "",
        )
        for a in found
    ]


SAID = "The mayor said the ministry had denied that the dam was open."


def test_a_candidate_inside_an_outer_content_is_kept_and_named_its_parent() -> None:
    outer = attribution(SAID, "The mayor", "said", "the ministry had denied that the dam was open")
    inner = attribution(SAID, "the ministry", "had denied", "that the dam was open")
    assert nested(SAID, [outer], [inner]) == [
        ("The mayor", "said", "the ministry had denied that the dam was open", ""),
        ("the ministry", "had denied", "that the dam was open", "The mayor"),
    ]


def test_the_rule_taggers_reading_of_the_outer_cue_is_not_taken_twice() -> None:
    revision = make_revision(SAID)
    parse = load_parser().parse(revision)
    outer = attribution(SAID, "The mayor", "said", "the ministry had denied that the dam was open")
    found = nest(revision, parse, [outer], RuleTagger().tag(revision, parse))
    assert [words_at(SAID, a.cue) for a in found] == ["said", "had denied"]


def test_a_candidate_is_clipped_to_the_outer_content_and_dropped_where_they_cross() -> None:
    text = "Officers said the town had been evacuated by noon, the paper reported, and the road was shut for days."
    outer = attribution(text, "the paper", "reported", "Officers said the town had been evacuated by noon")
    over = attribution(text, "Officers", "said", "the town had been evacuated by noon, the paper")
    assert ("Officers", "said", "the town had been evacuated by noon", "the paper") in nested(text, [outer], [over])
    long = attribution(text, "Officers", "said", text[text.index("noon") :].rstrip("."))
    assert nested(text, [outer], [long])[0][0] == "the paper"
    assert len(nested(text, [outer], [long])) == 1


def test_a_candidate_whose_cue_stands_outside_every_content_is_dropped() -> None:
    outer = attribution(SAID, "the ministry", "had denied", "that the dam was open")
    assert len(nested(SAID, [outer], [attribution(SAID, "The mayor", "said", "the ministry")])) == 1


@pytest.mark.parametrize(
    ("source", "cue", "content", "kept"),
    [("I", "think", "the dam is open", False), ("I", "deny", "the dam is open", True)],
)
def test_own_voice_is_an_inner_attribution_only_with_a_stance_of_its_own(
    source: str, cue: str, content: str, kept: bool
) -> None:
    text = f"“I {cue} the dam is open,” the mayor said."
    outer = attribution(text, "the mayor", "said", f"“I {cue} the dam is open,”")
    assert (len(nested(text, [outer], [attribution(text, source, cue, content)])) == 2) is kept


def test_a_candidate_without_source_is_kept_only_where_its_kind_needs_none() -> None:
    text = "The mayor said the dam was believed to be open."
    outer = attribution(text, "The mayor", "said", "the dam was believed to be open")
    inner = attribution(text, "", "was believed", "to be open", found_by="verb.passive")
    assert len(nested(text, [outer], [inner])) == 2
    assert len(nested(text, [outer], [replace(inner, found_by="verb.that")])) == 1


def test_order_and_repetition_change_nothing() -> None:
    outer = attribution(SAID, "The mayor", "said", "the ministry had denied that the dam was open")
    inner = attribution(SAID, "the ministry", "had denied", "that the dam was open")
    assert nested(SAID, [outer], [inner, inner]) == nested(SAID, [inner, outer], [])


def test_two_contents_that_hold_each_others_cues_make_no_circle() -> None:
    text = "A said B said C"
    a = attribution(text, "", "A", "B said C", found_by="adverb")
    b = replace(attribution(text, "", "B", "A said"), content=(Span(0, 6),))
    revision = make_revision(text)
    found = nest(revision, load_parser().parse(revision), [a, b])
    assert [x.parent for x in found].count(None) == 1


CITED = [
    (
        "The paper said the dam had burst, citing two engineers.",
        ("two engineers", "citing", "the dam had burst"),
    ),
    (
        "The paper, quoting a witness, reported that the dam had burst.",
        ("a witness", "quoting", "that the dam had burst"),
    ),
    ("The paper has cited witnesses who saw the dam burst.", ("witnesses", "has cited", "saw the dam burst")),
]


@pytest.mark.parametrize(("text", "expected"), CITED)
def test_whom_a_speaker_cites_says_it_through_the_speaker(text: str, expected: tuple[str, str, str]) -> None:
    found = {a.id: a for a in tag(text)}
    cited = [a for a in found.values() if a.found_by == "verb.citing"]
    assert [words_at(text, a.source) for a in cited] == [expected[0]]
    assert words_at(text, cited[0].content) == expected[2]
    parent = found[cited[0].parent or AttributionId("")]
    assert words_at(text, parent.source) == "The paper"


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said the school would close, citing safety concerns.",
        "The army denied the raid, citing two officers.",
        "The paper quoted officers as saying the dam had burst.",
    ],
)
def test_reasons_denials_and_participles_of_saying_cite_nobody(text: str) -> None:
    assert not [a for a in tag(text) if a.found_by == "verb.citing"]


TRAILING = [
    "Officers have claimed that some of the men had fled, Dockside reports.",
    "Residents said the town had been shelled, the newspaper reported on Monday.",
    "The men had fled before dawn, Minister Ruth Okafor told the Harbour channel late Sunday.",
]


@pytest.mark.parametrize("text", TRAILING)
def test_who_stands_at_the_end_of_a_sentence_says_all_before_it(text: str) -> None:
    outer = [a for a in tag(text) if a.parent is None]
    assert [words_at(text, a.content) for a in outer] == [text[: text.rindex(",")]]


def test_a_statement_before_the_carrier_is_the_inner_one() -> None:
    text = TRAILING[0]
    assert [(words_at(text, a.source), a.parent is not None) for a in tag(text)] == [
        ("Dockside", False),
        ("Officers", True),
    ]
