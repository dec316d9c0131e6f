"""Ids of stories last: under reports that join, under merge and under split."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.records.accounts import Reason, ReportLink, Story
from counterclaim.records.ids import RevisionId, StoryId
from counterclaim.records.revisions import Revision
from counterclaim.stories import name_story, story_begun_by, trace_stories
from tests.factories import PUBLISHED, make_revision

numbers = st.lists(st.integers(0, 40), min_size=1, max_size=12, unique=True)


def report(number: int, *, text: str = "") -> Revision:
    """The report published `number` hours after the first."""
    return make_revision(
        f"Report {number}\n\nSomething happened at Orsk. {text}",
        address=f"https://wire.example/{number}",
        published=PUBLISHED + timedelta(hours=number),
    )


@settings(max_examples=40)
@given(numbers, numbers)
def test_later_reports_change_no_id(first: list[int], later: list[int]) -> None:
    """A story keeps its id when reports join that were published after its founder, in whatever order they come."""
    members = [report(number) for number in first]
    joined = [report(number + min(first)) for number in later if number + min(first) not in first]
    assert name_story([*joined, *members])[0] == name_story(members)[0]
    assert name_story(members[::-1]) == name_story(members)


@settings(max_examples=40)
@given(numbers, st.data())
def test_every_id_leads_to_the_report_that_bore_it(all_: list[int], data: st.DataObject) -> None:
    """Two stories that become one: both ids lead to it. One that falls apart: each old id leads to exactly one part."""
    one = data.draw(st.lists(st.sampled_from(all_), unique=True, min_size=1))
    other = [number for number in all_ if number not in one]
    parts = [[report(number) for number in part] for part in (one, other) if part]
    ids = [name_story(part) for part in parts]
    whole_id, formerly = name_story([report(number) for number in all_])
    assert whole_id in {story_id for story_id, _ in ids}
    assert {story_id for story_id, _ in ids} <= {whole_id, *formerly}
    leads = [{story_id, *others} for story_id, others in ids]
    assert set.union(*leads) == {whole_id, *formerly}
    assert sum(map(len, leads)) == len(all_)


def test_another_text_of_the_founder_changes_no_id() -> None:
    """The id is that of the report, not of one of its texts."""
    assert name_story([report(1), report(2)]) == name_story([report(1, text="Updated."), report(2)])
    assert name_story([report(1)]) == (story_begun_by(report(1).document_id), ())


def test_an_older_report_found_later_leaves_the_old_address_valid() -> None:
    """A report published before the founder becomes the founder; the earlier id still leads to the story."""
    before = name_story([report(5), report(6)])[0]
    after, formerly = name_story([report(5), report(6), report(2)])
    assert after != before
    assert before in formerly


def test_what_became_of_a_story_is_told() -> None:
    """A split names the parts and on what it rests; a story with the same reports is no change."""
    a, b, c = (RevisionId(f"r{letter}") for letter in "abc")
    whole = Story(id=StoryId("s1"), title="Reports", revisions=(a, b, c))
    parts = (
        Story(id=StoryId("s1"), title="Reports", revisions=(a, b)),
        Story(id=StoryId("s2"), title="Report", revisions=(c,)),
    )
    link = ReportLink(a=a, b=c, score=0.3, reasons=(Reason(name="words", weight=1.0, detail="both use orsk"),))
    (change,) = trace_stories([whole], parts, [link])
    assert change.parts == ("s1", "s2")
    assert change.joined == ()
    assert "2 of its reports stand in s1: mean score 0.15 over 2 pairs (both use orsk)" in change.why[0]
    assert trace_stories([whole], [whole], [link]) == ()
    grown = trace_stories(parts, [whole], [link])
    assert [(found.parts, found.joined) for found in grown] == [(("s1",), (c,)), (("s1",), (a, b))]
