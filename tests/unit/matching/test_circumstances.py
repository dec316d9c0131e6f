"""One deed at two places, or at two times, that cannot both be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from counterclaim.matching import match_claims
from counterclaim.matching._circumstances import find_clash, of_two_owners
from counterclaim.matching._view import View
from counterclaim.matching._views import view_claims
from counterclaim.records.accounts import MatchLabel, ReportLink
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Frame
from counterclaim.records.mentions import Place, PlacePrecision, Timex
from counterclaim.taggers import load_encoder
from tests.factories import make_analysis, make_claim, make_revision, span_of

TOWN, DISTRICT, COUNTRY = PlacePrecision.TOWN, PlacePrecision.DISTRICT, PlacePrecision.COUNTRY
LYON, TOULOUSE = (45.76, 4.84), (43.60, 1.44)
DAY = datetime(2024, 5, 3, tzinfo=UTC)


def report(number: int, words: str, actor: str, place: str = "", where: tuple[float, float] = LYON,
           precision: PlacePrecision = TOWN, day: datetime | None = None, granularity: str = "day",
           attributive: bool = False) -> Analysis:  # fmt: skip
    """A report of one claim, at a place or at a time."""
    revision = make_revision(words, address=f"https://o{number}.example/", published=None)
    places: tuple[Place, ...] = ()
    if place:
        span = span_of(words, place)
        places = (Place(span=span, name=place, precision=precision, lat=where[0], lon=where[1],
                        attributive=attributive),)  # fmt: skip
    time = None
    if day:
        time = Timex(span=span_of(words, words.split()[-1]), type="DATE", value=day.date().isoformat(), first=day,
                     last=day + timedelta(days=1), granularity=granularity)  # fmt: skip
    frame = Frame(predicate="shoot", object="minister", terms=tuple(words.lower().split()))
    claim = make_claim(revision, words, actor=actor, places=places, event_time=time, frame=frame)
    return make_analysis(revision, (claim,))


def view(analysis: Analysis) -> View:
    (found,) = view_claims(analysis)
    return found


def test_two_towns_far_apart_cannot_both_be() -> None:
    """Where the claims say that it happened there."""
    one = report(1, "the minister was shot in Lyon", "Ministry", "Lyon")
    other = report(2, "the minister was shot in Toulouse", "Family", "Toulouse", TOULOUSE)
    kind, words = find_clash(view(one), view(other))
    assert kind == "places"
    assert words == "“Lyon” and “Toulouse” are 360 km apart"


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ("the minister was shot in Villeurbanne", {"place": "Villeurbanne", "where": (45.77, 4.88)}),
        ("the minister from Toulouse was shot", {"place": "Toulouse", "where": TOULOUSE}),
        ("the minister was shot in France", {"place": "France", "where": (46.0, 2.0), "precision": COUNTRY}),
        ("the minister was shot in Toulouse", {"place": "Toulouse", "where": TOULOUSE, "attributive": True}),
        ("the minister was shot at home", {}),
    ],
)
def test_places_that_may_be_one_do_not_clash(words: str, options: dict[str, object]) -> None:
    """A suburb, where somebody is from, a country, a place in a name, no place."""
    one = report(1, "the minister was shot in Lyon", "Ministry", "Lyon")
    assert find_clash(view(one), view(report(2, words, "Family", **options))) == ("", "")  # type: ignore[arg-type]


def test_a_district_holds_what_lies_in_its_circle() -> None:
    """Its radius is the gazetteer's where it has one."""
    one = report(1, "the minister was shot in Lyon", "Ministry", "Lyon")
    other = report(2, "the minister was shot in Toulouse", "Family", "Toulouse", TOULOUSE, DISTRICT)
    assert find_clash(view(one), view(other))[0] == "places"
    (claim,) = other.claims
    wide = replace(claim, places=(replace(claim.places[0], radius_km=400.0),))
    assert find_clash(view(one), view(replace(other, claims=(wide,)))) == ("", "")


def test_two_days_cannot_both_be() -> None:
    """Days that follow each other without a gap may be one night; a month holds its days."""
    one = report(1, "the minister was shot on Friday", "Ministry", day=DAY)
    later = report(2, "the minister was shot on Monday", "Family", day=DAY + timedelta(days=3))
    next_day = report(3, "the minister was shot on Saturday", "Family", day=DAY + timedelta(days=1))
    month = report(4, "the minister was shot in June", "Family", day=DAY + timedelta(days=40), granularity="month")
    assert find_clash(view(one), view(later)) == ("times", "2024-05-03 and 2024-05-06")
    for other in (next_day, month):
        assert find_clash(view(one), view(other)) == ("", "")


def test_one_deed_at_two_places_makes_two_propositions_that_rival() -> None:
    """The judgement names the places."""
    one = report(1, "the minister was shot dead in Lyon", "Ministry", "Lyon")
    other = report(2, "the minister was shot dead in Toulouse", "Family", "Toulouse", TOULOUSE)
    a, b = sorted(analysis.revision.id for analysis in (one, other))
    (match,) = match_claims([one, other], (), [ReportLink(a=a, b=b, score=0.9)], load_encoder())
    assert match.label is MatchLabel.PLACES
    assert "Lyon" in match.reasons[-1].detail


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("Orsk United", "Brod City", True),
        ("Orsk United", "the club from Orsk", False),
        ("the ferry", "Brod City", False),
        ("their ferry", "the Orsk ferry", True),  # the speaker's
    ],
)
def test_what_two_named_parties_do_or_have_is_two_matters(one: str, other: str, two: bool) -> None:
    """The offers of two clubs are no rivals, nor the hours of two companies' ferries."""
    views = [
        view(report(number, f"{subject} offered forty for the captain", actor))
        for number, subject, actor in ((1, one, "Lindal Lines"), (2, other, "Paper"))
    ]
    told = [
        replace(found, claim=replace(found.claim, frame=replace(found.claim.frame, subject=subject)))
        for found, subject in zip(views, (one, other), strict=True)
    ]
    assert of_two_owners(told[0], told[1]) is of_two_owners(told[1], told[0]) is two
