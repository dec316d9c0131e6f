"""A statement ends with its clause, and its speaker is the subject of its own clause."""

import pytest

from counterclaim.articles import read_article
from counterclaim.attributions import LearnedTagger
from counterclaim.parsing import load_parser
from counterclaim.records.spans import words_at
from counterclaim.taggers import load_marker
from tests.unit.articles._captures import capture
from tests.unit.attributions.reading import Read

BODY = "The council met on Monday evening and talked for an hour about the repair of the old bridge in the town."


def read(text: str) -> list[Read]:
    """What the learned tagger finds in a plain text."""
    revision = read_article(capture(text))
    found = LearnedTagger(load_marker()).tag(revision, load_parser().parse(revision))
    text = revision.text
    return [Read(words_at(text, a.source), words_at(text, a.cue), words_at(text, a.content)) for a in found]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("OS Harta, the union to which Mr Dolan belongs, said he had been suspended on Tuesday.", "OS Harta"),
        ("Harta, the union that Mr Dolan leads, said he had been suspended on Tuesday.", "Harta"),
        ("The League, which Ms Quill founded, said that six flats had been emptied.", "The League"),
    ],
)
def test_a_name_in_a_relative_clause_says_nothing(text: str, source: str) -> None:
    """The subject of the clause does, whoever stands next to the verb."""
    (said,) = [found for found in read(text) if found.cue == "said"]
    assert said.source.startswith(source)
    assert "union to" not in said.content


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        (
            "Colonel Marek Dorn, who had said that no soldier carried live rounds, was suspended on Thursday, the "
            "ministry announced.",
            "that no soldier carried live rounds",
            "was suspended on Thursday",
        ),
        (
            "The clerk, who said that she had seen the box opened, is on leave, the town announced on Monday.",
            "that she had seen the box opened",
            "is on leave",
        ),
    ],
)
def test_a_relative_clause_ends_at_its_comma(text: str, inner: str, outer: str) -> None:
    """What follows is told of the one who spoke in it, by whoever tells the rest."""
    contents = [found.content for found in read(text)]
    assert inner in contents
    assert any(content.endswith(outer) for content in contents)


@pytest.mark.parametrize(
    ("headline", "cue", "content"),
    [
        ("Bridge closed for a week; mayor denies cracks were known", "denies", "cracks were known"),
        ("Man dies after mill fire; owner admits alarm was off", "admits", "alarm was off"),
    ],
)
def test_a_semicolon_parts_what_is_said(headline: str, cue: str, content: str) -> None:
    """What a headline tells before it is in nobody's words."""
    (said,) = [found for found in read(f"{headline}\n\n{BODY}") if found.cue == cue]
    assert said.content == content


def test_as_parts_the_statements_of_a_headline() -> None:
    """“Union says … as police deny …”: the police deny it themselves, not in the union's words."""
    found = read(f"Union says Halden guard “was pushed” as police deny hitting student\n\n{BODY}")
    by_cue = {one.cue: one for one in found}
    assert by_cue["says"].content == "Halden guard “was pushed”"
    assert (by_cue["deny"].source, by_cue["deny"].content) == ("police", "hitting student")


def test_whom_a_statement_contradicts_is_not_what_it_says() -> None:
    """“…, contradicting the fire chief” is the report's own remark."""
    contents = [
        found.content
        for found in read(
            "The mill acknowledged on Monday that two boilers had burst, contradicting the town's fire chief. "
            "Contradicting the Water Inspectorate, the anglers said that many fish had died."
        )
    ]
    assert "that two boilers had burst" in contents
    assert not any("ontradicting" in content for content in contents)


def test_long_lines_take_linear_time() -> None:
    """However many semicolons, relative clauses and remarks stand in one line."""
    line = "Dorn, who had said that it was over, was held; the town denied that, contradicting Quill; " * 80
    assert read(f"{line}\n\n{BODY}")
