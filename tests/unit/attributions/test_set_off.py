"""Who says a paragraph that is set off as a quotation."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from counterclaim.attributions import LearnedTagger, RuleTagger, Tagger
from counterclaim.parsing import load_parser
from counterclaim.records.revisions import BlockKind, Revision
from counterclaim.records.spans import words_at
from counterclaim.taggers import load_marker
from tests.factories import make_revision

SAID = "We have the keys of the bridge. I will not open it."


def revision_of(*paragraphs: str, quoted: Sequence[str] = (SAID,)) -> Revision:
    revision = make_revision("\n\n".join(("The bridge is shut", *paragraphs)))
    blocks = tuple(
        replace(block, kind=BlockKind.QUOTATION) if block.span.of(revision.text) in quoted else block
        for block in revision.blocks
    )
    return replace(revision, blocks=blocks)


def speakers(revision: Revision, tagger: Tagger) -> list[tuple[str, str]]:
    """Source and content of what is said in the quotations."""
    found = tagger.tag(revision, load_parser().parse(revision))
    return [
        (words_at(revision.text, a.source), words_at(revision.text, a.content))
        for a in found
        if any(a.content[0].overlaps(span) for span in revision.quotation_spans)
    ]


@pytest.fixture(scope="module", params=["rules", "fast"])
def tagger(request: pytest.FixtureRequest) -> Tagger:
    return RuleTagger() if request.param == "rules" else LearnedTagger(load_marker())


@pytest.mark.parametrize(
    ("before", "source"),
    [
        ("The mayor, Ana Lindt, told the council that the bridge would stay shut.", "The mayor"),
        ("The mayor says the bridge is shut. On Monday the union had put the cost at nine million.", "The mayor"),
        ("Engineers said the bridge was safe. The mayor said they were wrong.", "The mayor"),
        ("The ministry said in May the bridge was shut. The town was empty on Monday.", "The ministry"),
    ],
)
def test_the_last_who_spoke_before_it_says_it(before: str, source: str, tagger: Tagger) -> None:
    """All of it, in the first person: “I” is the speaker, not the report."""
    ((who, what),) = speakers(revision_of(before, SAID), tagger)
    assert (who.startswith(source), what) == (True, SAID)


def test_where_nobody_spoke_nobody_is_named(tagger: Tagger) -> None:
    """Not who spoke in quoted words, nor two paragraphs before."""
    told = "The mayor said the bridge was shut."
    assert speakers(revision_of(told, "The town was empty on Monday.", SAID), tagger) == [("", SAID)]


def test_a_second_quotation_goes_on(tagger: Tagger) -> None:
    more = "The keys are in the river."
    revision = revision_of("The mayor said the bridge was shut.", SAID, more, quoted=(SAID, more))
    assert speakers(revision, tagger) == [("The mayor", SAID), ("The mayor", more)]
