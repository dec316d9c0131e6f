"""What somebody's silence is about, and what it is not about."""

import pytest

from counterclaim.records.claims import Claim, Kind, Stance
from tests.unit.claims.reports import Report

MAYOR = "the bank had moved the pension money abroad"


def silent(report: Report) -> Claim:
    """The one statement of the report that leaves something open."""
    (claim,) = [claim for claim in report.read() if claim.stance is Stance.UNKNOWN]
    return claim


@pytest.mark.parametrize(
    "silence",
    [
        "There was no immediate comment from the bank.",
        "The bank did not respond to a request for comment.",
        "The bank could not be reached.",
        "The bank was not available for comment.",
        "The bank did not return calls.",
        "The bank declined to comment.",
    ],
)
@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_silence_is_about_what_was_said_of_the_silent(silence: str, gap: str) -> None:
    """In the same paragraph or the next one; another claim in between is not taken for it."""
    text = f"The mayor said {MAYOR}. A teacher said the school had closed.{gap}{silence}"
    report = Report(text, parties={"the bank": "Bank", "The bank": "Bank"})
    report.says("The mayor", "said", MAYOR).says("A teacher", "said", "the school had closed")
    assert report.words(silent(report)) == MAYOR


@pytest.mark.parametrize("silence", ["There was no immediate comment from the league.", "The league had no comment."])
def test_silence_about_nothing_that_was_told_stands_alone(silence: str) -> None:
    """A new paragraph about another party: what the silence is about is not told."""
    report = Report(f"The mayor said {MAYOR}.\n\n{silence}").says("The mayor", "said", MAYOR)
    claim = silent(report)
    assert claim.kind is Kind.OTHER
    assert "no immediate comment" in report.words(claim) or "no comment" in report.words(claim)


def test_silence_right_after_a_claim_is_about_that_claim() -> None:
    report = Report(f"The mayor said {MAYOR}. There was no comment from the league.").says("The mayor", "said", MAYOR)
    assert report.words(silent(report)) == MAYOR


def test_what_is_not_confirmed_was_told_last() -> None:
    """Unlike silence, no confirmation is of something, whoever it is about."""
    told = "they had taken the airport"
    report = Report(f"Rebels said {told}.\n\nThere was no confirmation from the ministry.").says("Rebels", "said", told)
    assert report.words(silent(report)) == told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It was too early to say who had set the fire.", "who had set the fire"),
        ("The clinic is not in a position to confirm the number of dead.", "the number of dead"),
        ("The general would not be drawn on who gave the order.", "who gave the order"),
        ("The coach refused to be drawn on the transfer.", "the transfer"),
        ("The army said nothing on Monday about the raid on the mill.", "the raid on the mill"),
        ("The paper could not verify when or where it was filmed.", "when or where it was filmed"),
    ],
)
def test_a_question_left_open_is_what_is_open(text: str, words: str) -> None:
    report = Report(text)
    assert report.words(silent(report)) == words


def test_who_says_that_it_is_too_early_leaves_it_open() -> None:
    said = "it was too early to say who had fired"
    report = Report(f"The judge said {said}.").says("The judge", "said", said)
    report.says("", "was too early to say", "who had fired", actor="(unnamed)", parent=0)
    assert (silent(report).actor.name, report.words(silent(report))) == ("The judge", "who had fired")
