"""Notes in which an outlet corrects or withdraws its own report, and news that only looks like one."""

import pytest

from counterclaim.differences import bears_on, find_corrections
from tests.costs import assert_linear
from tests.factories import make_revision

BODY = "Headline\n\nThe Harrow Front said it had seized the bridge at Orsk.\n\n"


@pytest.mark.parametrize(
    "note",
    [
        "Correction: The Front's figure for soldiers killed is 12, not 19.",
        "CORRECTION (4 May, 10:20 GMT): the number of dead was wrong.",
        "Corrects figure in paragraph three: twelve soldiers, not nineteen",
        "Clarification — the ministry spoke of the bridge, not the town.",
        "An earlier version of this article misstated the number of people detained.",
        "Editor's note: A previous version of this story said 40 people had been detained. The number is 14.",
        "This article was amended on 4 May 2024. It originally said the clinic had been shelled by the army.",
        "This story originally said that the mayor had fled.",
        "This report incorrectly stated that the mayor had fled.",
        "We have corrected this story to give the right name of the clinic.",
    ],
)
def test_an_outlets_own_note_is_found(note: str) -> None:
    (found,) = find_corrections(make_revision(BODY + note + "\n\n© 2024"))
    assert not found.withdrawn


@pytest.mark.parametrize(
    "note",
    [
        "This article has been withdrawn after doubts about the video.",
        "We have retracted this story because a source could not be confirmed.",
    ],
)
def test_a_whole_report_can_be_taken_back(note: str) -> None:
    (found,) = find_corrections(make_revision(BODY + note))
    assert found.withdrawn


@pytest.mark.parametrize(
    "news",
    [
        "The ministry said an earlier report by the council had misstated the toll.",
        "The Front retracted its claim that it had taken the airfield.",
        "“This report is wrong,” the governor told Delta Wire.",
        "The correctional facility at Orsk was closed, the army said.",
        "This article was updated to include the ministry's denial.",
        "The commission has withdrawn the report on the dam.",
        "The army corrected its course and crossed the river.",
        "The first edition of the river race had 40 runners.",
    ],
)
def test_news_of_somebody_elses_error_is_no_note(news: str) -> None:
    assert find_corrections(make_revision(BODY + news)) == ()


def test_a_note_bears_on_what_it_names() -> None:
    text = BODY + "Correction: An earlier version of this article said 19 soldiers had been killed at the mill."
    (note,) = find_corrections(make_revision(text))
    assert bears_on(note, text, "killed at least 19 soldiers near the mill")
    assert not bears_on(note, text, "killed at least 30 soldiers near the mill")
    assert bears_on(note, text, "killed at least 30 soldiers near the mill", ("19",))
    assert not bears_on(note, text, "it had seized the bridge at Orsk")
    assert not bears_on(note, text, "the claims")


def test_a_note_that_does_not_say_what_was_wrong_bears_on_everything() -> None:
    """Notice was given: what then is gone was not removed without notice."""
    text = BODY + "Correction: An earlier version of this story was wrong."
    (note,) = find_corrections(make_revision(text))
    assert not note.specific
    assert bears_on(note, text, "it had seized the bridge at Orsk")


@pytest.mark.parametrize("unit", ["earlier version ", "correction ", "an earlier version " * 8 + "\n"])
def test_hostile_pages_cost_linear_time(unit: str) -> None:
    assert_linear(lambda n: find_corrections(make_revision("Headline\n\n" + unit * n)), 50_000 // len(unit))
