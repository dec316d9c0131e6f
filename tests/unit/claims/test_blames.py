"""Blame with the deed, and what of blame is no claim."""

import pytest

from counterclaim.records.claims import Claim
from counterclaim.records.spans import words_at
from tests.unit.claims.reports import Report


def blamed(report: Report) -> str:
    """The content of the last claim in words."""
    claim: Claim = report.read()[-1]
    return words_at(report.text, claim.content)


@pytest.mark.parametrize(
    ("told", "party", "words"),
    [
        (
            "Nine people died when a bomb went off in the market",
            "the League",
            "a bomb went off in the market … the League",
        ),
        ("A train left the rails near Orsk", "vandals", "A train left the rails near Orsk … vandals"),
        ("Hackers had emptied the fund", "a rival bank", "Hackers had emptied the fund … a rival bank"),
    ],
)
def test_blame_holds_the_deed_that_its_sentence_tells(told: str, party: str, words: str) -> None:
    report = Report(f"{told}, the ministry said, blaming {party}.")
    report.says("the ministry", "said", told).says("the ministry", "blaming", party)
    assert blamed(report) == words


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("The ministry blamed the League.", "blamed", "the League"),
        ("The ministry said it rained and blamed the League for the fire.", "blamed", "the League for the fire"),
    ],
)
def test_blame_without_a_deed_beside_it_or_with_its_own_stays(text: str, cue: str, content: str) -> None:
    report = Report(text)
    if "it rained" in text:
        report.says("The ministry", "said", "it rained")
    report.says("The ministry", cue, content)
    assert blamed(report) == content


@pytest.mark.parametrize("content", ["each other", "one another"])
def test_who_accuse_each_other_say_nothing_that_is_told(content: str) -> None:
    report = Report(f"The two parties accuse {content}.").says("The two parties", "accuse", content)
    assert report.read() == ()
