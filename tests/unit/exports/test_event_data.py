"""Rows of event data: only what people made, in the formats' columns, judged columns blank until they fill them."""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from counterclaim.errors import InputError
from counterclaim.exports import Cover, acled_lines, conventions, ucdp_lines
from counterclaim.lexicons.event_columns import ACLED, FILLED, JUDGED, UCDP
from counterclaim.protection import Release
from counterclaim.records.claims import Kind, Stance
from counterclaim.records.mentions import PlacePrecision
from counterclaim.review import parse_columns, place_of_row, why_no_row
from tests.unit.exports.releases import ENTRY, analyses, make_release

SEIZED = analyses()[0].claims[0]


def rows(lines: Iterable[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(lines), newline="")))


def test_the_columns_are_those_of_the_formats_in_their_order(release: Release, cover: Cover) -> None:
    for lines, names in ((ucdp_lines, UCDP), (acled_lines, ACLED)):
        header = next(iter(lines(release, cover))).strip().split(",")
        assert tuple(header[: len(names)]) == names
        assert all(name.startswith("counterclaim_") for name in header[len(names) :])


def test_a_row_holds_what_follows_from_the_claim_and_no_judgement(release: Release, cover: Cover) -> None:
    (row,) = rows(ucdp_lines(release, cover))
    assert [name for name in JUDGED if row.get(name)] == []
    assert (row["date_start"], row["date_end"], row["date_prec"]) == ("2024-05-02", "2024-05-02", "1")
    assert (row["where_coordinates"], row["where_prec"], row["latitude"], row["longitude"]) == (
        "Orsk",
        "1",
        "51.2",
        "58.6",
    )
    assert row["geom_wkt"] == "POINT (58.6 51.2)"
    assert (row["year"], row["country"], row["adm_1"]) == ("2024", "RU", "Orenburg")
    assert (row["number_of_sources"], row["source_office"]) == ("1", "outlet.example")
    assert row["source_original"] == "Harrow Front"
    (row,) = rows(acled_lines(release, cover))
    assert [name for name in JUDGED if row.get(name)] == []
    assert (row["event_date"], row["time_precision"], row["geo_precision"]) == ("2024-05-02", "1", "1")
    assert row["notes"].startswith("Harrow Front, via Orsk Radio, claims")


@pytest.mark.parametrize(
    ("precision", "radius_km", "where_prec", "geo_precision"),
    [
        (PlacePrecision.POINT, 0.5, 1, 1), (PlacePrecision.TOWN, 4.0, 1, 1), (PlacePrecision.RELATIVE, 20.0, 2, 2),
        (PlacePrecision.RELATIVE, 60.0, 5, 2), (PlacePrecision.RELATIVE, None, 5, 2),
        (PlacePrecision.DISTRICT, 30.0, 3, 2), (PlacePrecision.PROVINCE, 90.0, 4, 3),
        (PlacePrecision.REGION, 90.0, 5, 3), (PlacePrecision.COUNTRY, 400.0, 6, 3),
    ],
)  # fmt: skip
def test_codes_of_places(
    release: Release,
    cover: Cover,
    precision: PlacePrecision,
    radius_km: float | None,
    where_prec: int,
    geo_precision: int,
) -> None:
    """As the two codebooks have them: “north of a town” is near it for UCDP only up to 25 km."""
    (event,) = release.records.events
    place = replace(event.place, precision=precision, radius_km=radius_km)
    records = replace(release.records, events=(replace(event, place=place),))
    moved = cast(Release, SimpleNamespace(records=records))
    (row,) = rows(ucdp_lines(moved, cover))
    assert row["where_prec"] == str(where_prec)
    (row,) = rows(acled_lines(moved, cover))
    assert row["geo_precision"] == str(geo_precision)


@pytest.mark.parametrize(
    ("days", "date_prec", "time_precision", "middle"),
    [
        (1, 1, 1, "2024-05-02"), (2, 2, 2, "2024-05-02"), (6, 2, 2, "2024-05-04"), (7, 3, 2, "2024-05-05"),
        (8, 4, 3, "2024-05-05"), (31, 4, 3, "2024-05-17"), (32, 5, 3, "2024-05-17"),
    ],
)  # fmt: skip
def test_codes_of_dates(
    release: Release, cover: Cover, days: int, date_prec: int, time_precision: int, middle: str
) -> None:
    """As the two codebooks have them: a day, two to six, a week, a month, longer."""
    (event,) = release.records.events
    first = datetime.fromisoformat(event.first)
    longer = replace(event, last=(first + timedelta(days=days)).isoformat())
    moved = cast(Release, SimpleNamespace(records=replace(release.records, events=(longer,))))
    (row,) = rows(ucdp_lines(moved, cover))
    assert row["date_prec"] == str(date_prec)
    (row,) = rows(acled_lines(moved, cover))
    assert (row["time_precision"], row["event_date"]) == (str(time_precision), middle)


def test_each_row_leads_to_its_claims_and_says_who_denies_it(release: Release, cover: Cover) -> None:
    for lines in (ucdp_lines, acled_lines):
        (row,) = rows(lines(release, cover))
        assert row["counterclaim_claims"] == SEIZED.id
        assert row["counterclaim_event"] == f"urn:counterclaim:entry:{ENTRY}"
        assert row["counterclaim_deaths_claimed"] == "Harrow Front: at least 12 (killed: soldiers)"
        assert "denied by interior ministry" in row["counterclaim_matter"]
        assert row["counterclaim_review"] == "reviewed by a person"


def test_what_a_person_fills_stands_in_its_column(cover: Cover) -> None:
    release = make_release(("best", "12"), ("event_clarity", "1"), ("side_a", "=Front"))
    (row,) = rows(ucdp_lines(release, cover))
    assert (row["best"], row["event_clarity"], row["low"]) == ("12", "1", "")
    assert row["side_a"] == "'=Front"  # no formula runs in a spreadsheet


def test_without_a_person_there_is_no_row(cover: Cover) -> None:
    assert rows(ucdp_lines(make_release(row=False), cover)) == []
    taken_back = make_release(reviewed=False)
    assert rows(acled_lines(taken_back, cover)) == []
    assert [one.kind for one in taken_back.held_back] == ["event"]


def test_a_fresh_position_leaves_as_a_division_without_the_columns_that_tell_it(cover: Cover) -> None:
    now = analyses()[0].revision.captured_at
    release = make_release(("adm_2", "Orsk district"), ("best", "12"), now=now)
    (row,) = rows(ucdp_lines(release, cover))
    assert (row["where_coordinates"], row["where_prec"], row["latitude"], row["adm_2"]) == ("Orenburg", "4", "", "")
    assert row["best"] == "12"
    assert "Orsk" not in "".join(v for k, v in row.items() if k not in ("counterclaim_told", "counterclaim_matter"))
    assert "at Orsk" not in str(row)


def test_conventions_say_what_is_left_blank(release: Release, cover: Cover) -> None:
    told = conventions(release, cover)
    assert all(name in told for name in ("best", "event_clarity", "event_id_cnty", "POINT (longitude latitude)"))
    assert "2024-06-29T12:00:00Z" in told


def test_no_column_is_both_filled_and_judged() -> None:
    assert set(JUDGED) | FILLED >= {*UCDP, *ACLED}
    assert not set(JUDGED) & FILLED


# What a claim needs


def test_a_claim_with_date_and_place_can_become_a_row() -> None:
    assert why_no_row(SEIZED) is None
    assert place_of_row(SEIZED).name == "Orsk"


def test_a_toll_without_date_and_place_cannot_and_the_reason_is_said() -> None:
    bare = replace(SEIZED, event_time=None, places=())
    why = why_no_row(bare)
    assert why is not None
    assert "no date and no place" in why
    assert "--time" in why


@pytest.mark.parametrize("change", [{"stance": Stance.DENIES}, {"kind": Kind.OPINION}, {"stance": Stance.UNKNOWN}])
def test_only_an_assertion_of_fact_can(change: dict[str, object]) -> None:
    why = why_no_row(replace(SEIZED, **change))  # type: ignore[arg-type]
    assert why is not None
    assert "no assertion" in why


def test_a_place_that_is_only_part_of_a_name_or_unknown_is_none() -> None:
    (orsk,) = SEIZED.places
    for place in (replace(orsk, attributive=True), replace(orsk, lat=None, lon=None)):
        why = why_no_row(replace(SEIZED, places=(place,)))
        assert why is not None
        assert "no place" in why


def test_of_several_places_a_person_says_which() -> None:
    (orsk,) = SEIZED.places
    two = replace(SEIZED, places=(orsk, replace(orsk, name="Brack")))
    with pytest.raises(InputError, match="2 places"):
        place_of_row(two)
    assert place_of_row(two, "Brack").name == "Brack"
    with pytest.raises(InputError, match="no place 'Elsewhere'"):
        place_of_row(two, "Elsewhere")


@pytest.mark.parametrize(
    ("given", "match"),
    [
        ("best", "NAME=VALUE"),
        ("best=about 12", "whole number"),
        ("best=-3", "whole number"),
        ("event_clarity=3", "one of 1, 2"),
        ("latitude=51", "correct these"),
        ("toll=12", "neither UCDP nor ACLED"),
    ],
)
def test_columns_that_cannot_be_filled_so_are_refused(given: str, match: str) -> None:
    with pytest.raises(InputError, match=match):
        parse_columns([given])


def test_estimates_are_in_order() -> None:
    assert parse_columns(["low=3", "best=4", "high=4"]) == (("low", "3"), ("best", "4"), ("high", "4"))
    with pytest.raises(InputError, match="low is not above best"):
        parse_columns(["low=5", "high=4"])
