"""The learned tagger on sentences so plain that any weights worth shipping find them.

Who is credited with what is asked, not the exact ends of spans: those may change when the model is trained again.
"""

import pytest

from counterclaim.attributions import LearnedTagger, RuleTagger
from counterclaim.parsing import load_parser
from counterclaim.records.attributions import Attribution
from counterclaim.records.spans import Spans, words_at
from counterclaim.taggers import load_marker
from tests.factories import make_revision, span_of


def tag(text: str, *, threshold: float = 0.0) -> tuple[Attribution, ...]:
    revision = make_revision(text)
    return LearnedTagger(load_marker(), threshold=threshold).tag(revision, load_parser().parse(revision))


def share(spans: Spans, text: str, words: str) -> float:
    """How much of `words` lies in `spans`."""
    wanted = span_of(text, words)
    return sum(min(s.end, wanted.end) - max(s.start, wanted.start) for s in spans if s.overlaps(wanted)) / len(wanted)


def credited(text: str, content: str) -> Attribution:
    """The outermost attribution that credits somebody with most of `content`."""
    found = [a for a in tag(text) if a.parent is None and share(a.content, text, content) > 0.7]
    assert found, f"nobody is credited with {content!r}: {tag(text)}"
    return found[0]


CREDITED = {
    "direct": (
        "“The bridge over the Lund is open again,” the mayor told reporters on Monday.",
        "the mayor",
        "The bridge over the Lund is open again",
    ),
    "indirect": (
        "The harbour council said on Friday that two ferries had been seized at the pier.",
        "The harbour council",
        "two ferries had been seized at the pier",
    ),
    "according to": (
        "Nine villages were emptied during the night, according to the provincial governor.",
        "the provincial governor",
        "Nine villages were emptied during the night",
    ),
    "passive": (
        "It was announced by the ministry on Friday that the pass had been closed.",
        "the ministry",
        "the pass had been closed",
    ),
    "nominal": (
        "The Harrow Front's claim that it had taken the hill drew laughter.",
        "The Harrow Front",
        "it had taken the hill",
    ),
    "denial": (
        "The Harrow Front denied that its fighters had shelled the market.",
        "The Harrow Front",
        "its fighters had shelled the market",
    ),
}


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("The river board counted 340 dead trout on Monday.", "The river board", "340 dead trout"),
        (
            "The bureau raised the number of pupils treated from 43 to 61.",
            "The bureau",
            "the number of pupils treated from 43 to 61",
        ),
    ],
)
def test_a_count_that_the_model_overlooks_is_taken_from_the_rules(text: str, speaker: str, content: str) -> None:
    """The model was trained before the rule was written, and is not shown what it finds."""
    found = credited(text, content)
    assert (words_at(text, found.source), found.found_by) == (speaker, "verb.tally")


@pytest.mark.parametrize("case", CREDITED)
def test_who_is_credited_with_what(case: str) -> None:
    """Whatever the form, the speaker is found with the words."""
    text, source, content = CREDITED[case]
    assert share(credited(text, content).source, text, source) > 0.5


def test_nobody_is_named() -> None:
    """A report without a speaker is an attribution without a source."""
    found = credited("It was reported on Monday that the dam had been breached.", "the dam had been breached")
    assert found.source == ()


def test_a_content_that_the_speaker_splits_is_one() -> None:
    """Both halves belong to the speaker in between, and the speaker to neither."""
    text = "“The lock is shut,” the keeper said on Friday, “and it will stay shut until the water falls.”"
    found = credited(text, "it will stay shut until the water falls")
    assert share(found.content, text, "The lock is shut") > 0.7
    assert share(found.source, text, "the keeper") > 0.5
    assert share(found.content, text, "the keeper said") == 0


def test_plain_telling_credits_nobody() -> None:
    """What no one is said to say has no speaker."""
    assert tag("The ferry left the harbour at noon. Rain fell on the hills until the evening.") == ()


def test_found_by_names_the_rule_beside_the_model() -> None:
    """So that a reader can tell what only the model saw."""
    text, _, content = CREDITED["indirect"]
    revision = make_revision(text)
    (rule,) = RuleTagger().tag(revision, load_parser().parse(revision))
    assert credited(text, content).found_by == f"model+{rule.found_by}"


def test_what_stands_inside_a_content_is_nested() -> None:
    """The inner speech is found too, and names the outer one as its parent."""
    text = "The governor said that residents had told him that the well was poisoned."
    outer = credited(text, "residents had told him that the well was poisoned")
    inner = [a for a in tag(text) if a.parent == outer.id]
    assert any(share(a.source, text, "residents") > 0.5 for a in inner)
    assert any(share(a.content, text, "the well was poisoned") > 0.7 for a in inner)


ALL = "\n\n".join(text for text, _, _ in CREDITED.values())


def test_scores_are_probabilities() -> None:
    """Never certain of anything, and no two sentences need be equally sure."""
    scores = [a.score for a in tag(ALL)]
    assert all(0 < score < 1 for score in scores)
    assert len(set(scores)) > 1


def test_the_threshold_drops_what_is_less_probable() -> None:
    """Exactly the outermost ones below it go, with what is nested in them."""
    found = [a for a in tag(ALL) if a.parent is None]
    middle = sorted(a.score for a in found)[len(found) // 2]
    kept = [a for a in tag(ALL, threshold=middle) if a.parent is None]
    assert 0 < len(kept) < len(found)
    assert all(a.score >= middle for a in kept)
    assert tag(ALL, threshold=0.9999) == ()


def test_the_same_text_gives_the_same() -> None:
    """To the last digit, and whoever made the tagger."""
    assert tag(ALL) == tag(ALL)


def test_its_files_are_told_by_digest() -> None:
    """The weights and the vocabulary, each with a SHA-256, stand in the record of a run."""
    digests = {d.name: d.sha256 for d in LearnedTagger(load_marker()).digests}
    assert {d.name for d in load_marker().digests} <= digests.keys()
    assert any(name.endswith(".onnx") for name in digests)
    assert {d.name for d in RuleTagger().digests} <= digests.keys()
    assert all(len(sha256) == 64 for sha256 in digests.values())
