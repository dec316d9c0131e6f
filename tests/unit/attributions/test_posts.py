"""Posts that a page embeds, with the signature that says whose they are."""

import pytest

from counterclaim.attributions._posts import posts_first
from counterclaim.records.attributions import Attribution
from counterclaim.records.ids import AttributionId
from counterclaim.records.spans import words_at
from tests.factories import span_of
from tests.unit.attributions.reading import Read, tag

SIGNED = "— Orrel Water Board (@orrelwater) April 18, 2024"


def posts(text: str) -> list[Read]:
    found = [a for a in tag(text) if a.found_by == "line.post"]
    return [Read(words_at(text, a.source), words_at(text, a.cue), words_at(text, a.content)) for a in found]


@pytest.mark.parametrize("joint", ["\n\n", " ", "", " pic.twitter.com/Ab3x", " https://example.org/a1 "])
def test_who_signs_a_post_says_it(joint: str) -> None:
    """On the line before the signature or on its own; links at its end are left out."""
    text = f"Residents fled.\n\nThe wall is standing and everyone is safe.{joint}{SIGNED}\n\nNobody believed it."
    assert posts(text) == [Read("Orrel Water Board", "(@orrelwater)", "The wall is standing and everyone is safe.")]


@pytest.mark.parametrize(
    "text",
    [
        SIGNED,  # nothing was posted
        "The board (@orrelwater) said on Monday that the wall was standing.",
        "The wall is standing.\n\n— Orrel Water Board, Kuopio",
        "The wall is standing. " * 40 + SIGNED,  # longer than a post: a paragraph that ends in an address
        "The wall is standing.\n\n" + "— " * 200 + "(@orrelwater)",
    ],
)
def test_what_signs_no_post(text: str) -> None:
    assert posts(text) == []


def test_a_signature_goes_before_what_another_tagger_made_of_the_post() -> None:
    """A reading with the post's words keeps its others; one whose cue stands in the post goes."""
    text = f"The dam holds, the mayor said.\n\nThe wall is standing and all is said.\n\n{SIGNED}"

    def marked(number: int, source: str, cue: str, *content: str) -> Attribution:
        return Attribution(
            id=AttributionId(f"m{number}"),
            source=(span_of(text, source),),
            cue=(span_of(text, cue),),
            content=tuple(span_of(text, words) for words in content),
            found_by="model",
            score=0.9,
        )

    other = [
        marked(1, "the mayor", "said", "The dam holds", "The wall is standing"),
        marked(2, "all", "is said", "The wall"),
    ]
    found = [(words_at(text, a.source), words_at(text, a.content)) for a in posts_first(other, tag(text))]
    assert found == [
        ("Orrel Water Board", "The wall is standing and all is said."),
        ("the mayor", "The dam holds"),
    ]
