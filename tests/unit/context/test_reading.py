"""Event data of others: read by header or width, nothing guessed, and what cannot be used is named."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.context import FORMATS, read_context
from counterclaim.errors import InputError
from counterclaim.records.codec import from_json, to_json
from counterclaim.records.context import ContextRecord, ContextSource

ACLED = (
    "\ufeffEVENT_ID_CNTY,EVENT_DATE,TIME_PRECISION,EVENT_TYPE,SUB_EVENT_TYPE,ACTOR1,ACTOR2,COUNTRY,LOCATION,LATITUDE,"
    "LONGITUDE,GEO_PRECISION,SOURCE,NOTES,FATALITIES\n"
    'XXX1,03 May 2024,1,Battles,Armed clash,Front,Army,Someland,Orsk,51.2,58.6,1,Local,"A, quoted\nnote",12\n'
    "XXX2,2024-05-03,2,Protests,,Crowd,,Someland,Orsk,,,3,Local,,0\n"
    "XXX3,yesterday,1,Protests,,Crowd,,Someland,Orsk,51.2,58.6,1,Local,,0\n"
    "XXX4,too few\n"
)
UCDP = (
    "id,type_of_violence,side_a,side_b,conflict_new_id,where_prec,where_coordinates,latitude,longitude,country,"
    "date_prec,date_start,date_end,low,best,high,source_article\n"
    "77,1,Government,Front,13,4,Orenburg,51.8,55.1,Someland,2,2024-05-01 00:00:00.000,"
    "2024-05-03 00:00:00.000,9,12,15,A\n"
)


def read(format_: str, text: str) -> tuple[list[ContextRecord], list[str]]:
    items = list(read_context(format_, text.splitlines(keepends=True)))
    return [i for i in items if isinstance(i, ContextRecord)], [i for i in items if isinstance(i, str)]


def gdelt(width: int, **cells: str) -> str:
    row = [""] * width
    for number, value in cells.items():
        row[int(number[1:])] = value
    return "\t".join(row) + "\n"


def test_acled_is_read_by_header_with_its_precision() -> None:
    records, problems = read("acled", ACLED)
    first, second = records
    assert (first.id, first.first, first.last, first.deaths) == (
        "XXX1",
        date(2024, 5, 3),
        date(2024, 5, 3),
        (("fatalities", "12"),),
    )
    assert (first.what, first.actors) == ("Battles: Armed clash", ("Front", "Army"))
    assert (first.lat, first.lon, first.notes) == (51.2, 58.6, "A, quoted note")
    assert (second.first, second.last) == (date(2024, 4, 30), date(2024, 5, 6))  # a week around its middle
    assert second.lat is None
    assert len(problems) == 2
    assert "no date" in problems[0]


def test_ucdp_keeps_its_own_estimates_apart() -> None:
    (record,), problems = read("ucdp", UCDP)
    assert problems == []
    assert record.deaths == (("low", "9"), ("best", "12"), ("high", "15"))
    assert (record.first, record.last, record.where_precision) == (date(2024, 5, 1), date(2024, 5, 3), "4")


def test_another_file_is_refused_by_what_its_header_lacks() -> None:
    with pytest.raises(InputError, match="date_end"):
        read("ucdp", ACLED)
    with pytest.raises(InputError, match="event_id_cnty"):
        read("acled", UCDP)
    with pytest.raises(InputError, match="empty"):
        read("acled", "")


def test_gdelt_is_told_by_its_width() -> None:
    event = gdelt(
        61, c0="991", c1="20240503", c6="ARMY", c16="FRONT", c26="190", c29="4", c31="7", c32="2", c33="7", c51="4",
        c52="Orsk, Orenburg, Russia", c53="RS", c56="51.2", c57="58.6", c60="https://outlet.example/a",
    )  # fmt: skip
    (record,), _ = read("gdelt", event)
    assert record.source is ContextSource.GDELT_EVENTS
    assert (record.first, record.lat, record.sources) == (date(2024, 5, 3), 51.2, ("https://outlet.example/a",))
    assert record.what == "CAMEO 190 (material conflict)"
    mention = gdelt(
        16, c0="991", c1="20240503101500", c2="20240504101500", c4="outlet.example", c5="https://o.example", c11="80"
    )
    (record,), _ = read("gdelt", mention)
    assert (record.source, record.first, record.last) == (
        ContextSource.GDELT_MENTIONS,
        date(2024, 5, 3),
        date(2024, 5, 4),
    )
    gkg = gdelt(
        27, c0="20240503101500-1", c1="20240503101500", c3="outlet.example", c4="https://o.example/b",
        c6="KILL#12#soldiers#4#Orsk#RS#RS#51.2#58.6#1", c10="4#Orsk, Russia#RS#RS55##51.2#58.6#1#9",
        c22="10|5|said|it fell#20|5||no",
    )  # fmt: skip
    (record,), _ = read("gdelt", gkg)
    assert (record.source, record.deaths, record.place) == (ContextSource.GDELT_GKG, (("KILL", "12"),), "Orsk, Russia")
    with pytest.raises(InputError, match="61"):
        read("gdelt", "a\tb\n")
    _, problems = read("gdelt", event + "x\ty\n")
    assert problems == ["row 2: 2 columns, where GDELT Events has another number"]


def test_follow_the_money_events_are_context_and_parties_are_not() -> None:
    lines = [
        {"id": "e1", "schema": "Event", "properties": {"name": ["Clash"], "startDate": ["2024-05"], "country": ["ru"]}},
        {"id": "p1", "schema": "Person", "properties": {"name": ["Somebody"]}},
        {"id": "e2", "schema": "Event", "properties": {"name": ["\ud800"], "date": ["2024-13-01"]}},
    ]
    (record,), problems = read("followthemoney", "\n".join(map(json.dumps, lines)))
    assert (record.first, record.last, record.country) == (date(2024, 5, 1), date(2024, 5, 31), "RU")
    assert any("--actors" in problem for problem in problems)
    assert any("line 3" in problem for problem in problems)
    with pytest.raises(InputError, match="no FollowTheMoney"):
        read("followthemoney", "not json")


def test_coordinates_beyond_the_globe_are_none() -> None:
    (record, *_), _ = read("acled", ACLED.replace('51.2,58.6,1,Local,"', '151.2,58.6,1,Local,"'))
    assert (record.lat, record.lon) == (None, None)


@pytest.mark.parametrize("format_", FORMATS)
@given(text=st.text(max_size=400))
def test_no_file_makes_a_reader_stumble(format_: str, text: str) -> None:
    try:
        records, _ = read(format_, text)
    except InputError:
        return
    for record in records:
        assert from_json(ContextRecord, to_json(record)) == record


@given(cells=st.lists(st.text(max_size=12), min_size=15, max_size=15))
def test_no_row_makes_a_reader_stumble(cells: list[str]) -> None:
    import csv
    import io

    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    records, _ = read("acled", ACLED.splitlines()[0] + "\n" + line.getvalue())
    assert all(record.first is not None for record in records)
