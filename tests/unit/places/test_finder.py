"""Place mentions in short invented texts over real geography."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from counterclaim.parsing import load_parser
from counterclaim.places import find_places, load_gazetteer
from counterclaim.records.ids import CaptureId, DocumentId, RevisionId
from counterclaim.records.mentions import Place, PlacePrecision
from counterclaim.records.revisions import Revision


def revision_of(text: str) -> Revision:
    return Revision(
        id=RevisionId("r"),
        document_id=DocumentId("d"),
        capture_id=CaptureId("c"),
        address="-",
        text=text,
        title="",
        blocks=(),
        captured_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def places_in(text: str, **about: str) -> dict[str, Place]:
    revision = replace(revision_of(text), **about)  # type: ignore[arg-type]
    places = find_places(revision, load_parser().parse_text(text), load_gazetteer())
    for place in places:
        assert 0 <= place.span.start < place.span.end <= len(text)
    return {place.span.of(text): place for place in places}


def test_a_town_in_a_named_state_is_that_states_town() -> None:
    place = places_in("Police said the fire in Springfield, Illinois, had been put out.")["Springfield"]
    assert place.admin1 == "Illinois"
    assert place.precision is PlacePrecision.TOWN


def test_the_centre_of_a_place_is_a_part_of_it() -> None:
    province = places_in("Fighters reached Herat province.")["Herat"]
    centre = places_in("Fighters reached the centre of Herat province.")["Herat"]
    assert centre.precision is PlacePrecision.RELATIVE
    assert centre.radius_km is not None
    assert province.radius_km is not None
    assert centre.radius_km < province.radius_km / 2


def test_the_people_of_a_well_known_town_are_context_and_not_another_town() -> None:
    place = places_in("Gazan officials spoke of eleven wounded.")["Gazan"]
    assert place.attributive
    assert place.name == "Gaza"


@pytest.mark.parametrize("text", ["Three people died of Marburg.", "The Marburg virus spread.", "The fee is US$400."])
def test_diseases_and_currencies_are_no_places(text: str) -> None:
    assert not places_in(text)


def test_a_place_after_which_a_disease_is_called_is_still_a_place() -> None:
    assert places_in("The Marburg virus was first seen in Marburg, Germany.")["Marburg"].country == "DE"


def test_what_a_report_is_sure_of_helps_its_other_mentions() -> None:
    text = "Troops left Sirte on Monday. Shelling went on in Misrata. Zliten residents fled from Sirte to Misrata."
    assert places_in(text)["Zliten"].country == "LY"


def test_a_list_of_one_countrys_places_is_one_of_places() -> None:
    places = places_in("Counties to stay indoors: Rogaland, Buskerud, Telemark, Nordland.")
    assert {place.country for place in places.values()} == {"NO"}
    assert {"Buskerud", "Telemark", "Nordland"} <= set(places)


def test_an_abbreviated_state_decides_too() -> None:
    assert places_in("The driver, from Portland, Maine, was not hurt.")["Portland"].admin1 == "Maine"
    assert places_in("A storm reached Jackson, Miss., on Monday.")["Jackson"].admin1 == "Mississippi"


def test_the_other_places_of_a_report_decide() -> None:
    near = places_in("Fighting spread from Tbilisi to Kutaisi, and Georgia closed the road to Batumi.")
    assert near["Georgia"].country == "GE"
    far = places_in("Crews from Atlanta and Savannah, Georgia, drove to Macon. Georgia is part of the United States.")
    assert far["Georgia"].country == "US"


def test_the_dateline_decides_between_namesakes() -> None:
    text = "Residents of Hyderabad spoke of long power cuts."
    assert places_in(text, dateline="Karachi")["Hyderabad"].country == "PK"
    assert places_in(text, dateline="Mumbai")["Hyderabad"].country == "IN"


def test_a_country_has_a_wide_radius_and_a_town_a_small_one() -> None:
    found = places_in("Officials in Sudan and in Geneva welcomed it.")
    assert found["Sudan"].precision is PlacePrecision.COUNTRY
    assert (found["Sudan"].radius_km or 0) > 500 > 20 > (found["Geneva"].radius_km or 0) > 1


def test_a_demonym_points_to_its_country_as_context_only() -> None:
    place = places_in("Norwegian engineers inspected the bridge.")["Norwegian"]
    assert (place.country, place.attributive) == ("NO", True)


def test_distance_and_bearing_move_the_point() -> None:
    place = places_in("The convoy stopped 50 km north of Kabul on Friday.")["Kabul"]
    assert place.precision is PlacePrecision.RELATIVE
    assert abs((place.lat or 0) - (34.528 + 50 / 111.2)) < 0.02


def test_an_unknown_district_stands_relative_to_its_province() -> None:
    found = places_in("The group took the centre of Qarzumak district in Badghis province.")
    place = next(p for words, p in found.items() if "Qarzumak" in words)
    assert place.precision is PlacePrecision.RELATIVE
    assert place.country == "AF"
    assert place.gazetteer_id is None
    assert (place.radius_km or 0) > 30


def test_an_unknown_place_stands_relative_to_the_one_it_is_said_to_lie_by() -> None:
    found = places_in("Shells fell on the town of Shindazar, the gate of Badghis province. People in Shindazar fled.")
    assert [p.precision for w, p in found.items() if "Shindazar" in w] == [PlacePrecision.RELATIVE]
    assert next(p for w, p in found.items() if "Shindazar" in w).admin1 is not None


def test_the_parser_may_miss_names_that_their_surroundings_make_places() -> None:
    text = "The group took Shindazar district, and shells hit a school in Kandahar. Later Shindazar spoke."
    parse = replace(load_parser().parse_text(text), entities=())
    found = [place.span.of(text) for place in find_places(revision_of(text), parse, load_gazetteer())]
    assert found == ["Shindazar", "Kandahar"]


def test_a_site_stands_relative_to_the_town_in_its_name() -> None:
    place = next(p for w, p in places_in("Smoke rose over Herat Airport.").items() if "Airport" in w)
    assert place.country == "AF"


def test_a_town_inside_an_organisations_name_is_context_only() -> None:
    found = places_in("The Nairobi Chamber of Commerce objected, and shops in Mombasa stayed shut.")
    assert found["Nairobi"].attributive
    assert not found["Mombasa"].attributive


def test_an_unknown_place_has_no_coordinates() -> None:
    found = places_in("They met in Vorzhelnik City.")
    for place in found.values():
        assert place.precision is PlacePrecision.UNKNOWN
        assert place.lat is None


def test_a_person_with_the_name_of_a_town_is_no_place() -> None:
    found = places_in("Mr. Jackson said that Paul Jackson, his uncle, had left. Jackson did not say why.")
    assert "Jackson" not in found


@pytest.mark.parametrize("text", ["", "\n\n", "…", "A" * 3000, "Kabul " * 400, "Kabul, " * 400, ", in of the 's" * 50])
def test_odd_texts_do_not_fail(text: str) -> None:
    places_in(text)


def test_places_come_in_order_without_overlap() -> None:
    text = "From New York City to Buenos Aires, and from the University of Texas in Austin to the Gulf of Mexico."
    places = find_places(revision_of(text), load_parser().parse_text(text), load_gazetteer())
    for left, right in itertools.pairwise(places):
        assert left.span.end <= right.span.start
