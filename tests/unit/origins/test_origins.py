"""Which reports derive from one text, and which only quote one statement."""

from dataclasses import replace

from counterclaim.origins import find_origins
from counterclaim.records.accounts import OriginKind
from counterclaim.records.analyses import Analysis
from tests.factories import make_analysis, make_revision

DISPATCH = (
    "Villagers below the Velka dam left their houses on Sunday after water came through a crack in the northern wall. "
    "The company that runs the power station said that its engineers had looked at the wall and found it sound. "
    "Two families slept in the school of the next village, and the road along the river was closed until evening."
)
OWN = (
    "A crack in the wall of the reservoir at Velka worries the people who live by the river, our reporter found. "
    "Some packed their cars at noon; others stayed and watched the level fall by a hand's breadth in an hour."
)
QUOTE = (
    "“We have walked every metre of that wall with lamps and hammers and there is nothing wrong with it at all today,”"
)


def report(number: int, text: str) -> Analysis:
    return make_analysis(make_revision("Title\n\n" + text, address=f"https://o{number}.example/"), ())


def test_copies_share_one_origin_however_many() -> None:
    """Ten copies of one dispatch are one origin; a report of its own is none of it."""
    copies = [report(i, DISPATCH) for i in range(10)]
    origins = find_origins([*copies, report(10, OWN)])
    assert [origin.kind for origin in origins] == [OriginKind.COPY]
    assert len(origins[0].revisions) == 10


def test_a_shortened_and_reworded_copy_is_a_rewrite() -> None:
    """Half of the sentences kept, the rest told anew."""
    rewrite = DISPATCH.split(". ")[0] + ". " + OWN
    origins = find_origins([report(1, DISPATCH), report(2, rewrite)])
    assert [origin.kind for origin in origins] == [OriginKind.REWRITE]
    assert "%" in origins[0].reasons[0].detail


def test_one_quotation_in_two_reports_is_a_shared_interview() -> None:
    """Shared words inside quotation marks do not make the narration derived."""
    origins = find_origins([report(1, f"{DISPATCH} {QUOTE} he said."), report(2, f"{QUOTE} said the head. {OWN}")])
    assert [origin.kind for origin in origins] == [OriginKind.SHARED_INTERVIEW]


def test_single_quotation_marks_quote_too() -> None:
    """Outlets that quote in single marks share the interview as well; an apostrophe ends no quotation."""
    said = "We have walked every metre of the company's wall with lamps and hammers and there's nothing wrong with it"
    for left, right in (("'", "'"), ("‘", "’")):
        origins = find_origins(
            [report(1, f"{DISPATCH} “{said},” he said."), report(2, f"{left}{said},{right} he said. {OWN}")]
        )
        assert [origin.kind for origin in origins] == [OriginKind.SHARED_INTERVIEW]


def test_order_does_not_matter() -> None:
    """The same origins in any order of reports."""
    given = [report(1, DISPATCH), report(2, DISPATCH + " " + OWN), report(3, OWN)]
    assert find_origins(given) == find_origins(given[::-1])


def test_nothing_shared_nothing_found() -> None:
    """Unrelated, empty and unclosed texts give no origin."""
    assert find_origins([report(1, DISPATCH), report(2, OWN), report(3, ""), report(4, "“" * 5000)]) == ()


RETOLD = (
    "Water came through a crack in the northern wall at Velka. On Sunday villagers left their houses, and two families "
    "slept in a school. Engineers looked at that wall, the power station company said, and found it sound."
)


def credited(number: int, text: str, agency: str) -> Analysis:
    told = report(number, text)
    return replace(told, revision=replace(told.revision, outlet=f"Outlet {number}", credits=(agency,)))


def test_one_agency_told_anew_by_two_outlets_is_one_origin() -> None:
    """Nothing is shared word for word: the credit makes the same news a rewrite, another agency's credit does not."""
    origins = find_origins([credited(1, DISPATCH, "Vale Wire"), credited(2, RETOLD, "Vale Wire")])
    assert [origin.kind for origin in origins] == [OriginKind.REWRITE]
    assert find_origins([credited(1, DISPATCH, "Vale Wire"), credited(2, RETOLD, "Crag Press")]) == ()
    assert find_origins([credited(1, DISPATCH, "Vale Wire"), credited(2, OWN, "Vale Wire")]) == ()
