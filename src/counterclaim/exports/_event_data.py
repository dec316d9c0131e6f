"""Candidate rows of event data, in the columns of UCDP GED or of ACLED: only rows that a person made.

What follows from the claims and their reports is filled; what takes judgement (ids, types, codes, best, clarity) is
blank until a person fills it. `CONVENTIONS` says which rule fills what; it is written beside the rows.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from counterclaim.exports._cells import csv_line
from counterclaim.exports._saying import Cover, told, urn, utc
from counterclaim.lexicons.event_columns import ACLED, COUNTS, JUDGED, UCDP
from counterclaim.records.ids import Json
from counterclaim.records.mentions import FigureUnit, PlacePrecision

if TYPE_CHECKING:
    from counterclaim.protection import (
        Release,
        ReleasedClaim,
        ReleasedEvent,
        ReleasedPlace,
        ReleasedProposition,
        ReleasedReport,
    )

#: What every row has behind the columns of the format.
TRACE = (
    "counterclaim_event", "counterclaim_made_at", "counterclaim_claims", "counterclaim_stories", "counterclaim_origins",
    "counterclaim_told", "counterclaim_deaths_claimed", "counterclaim_matter", "counterclaim_review",
    "counterclaim_as_of",
)  # fmt: skip

#: UCDP `where_prec`: 1 the very place (a town counts), 2 a limited area around a known place (up to 25 km from it), 3 a
#: second-level division, 4 a first-level division, 5 a part of a country larger than that, or a place told of vaguely
#: or in relation to another, 6 a country; 7 (over water, in the air) is left to people. ACLED `geo_precision`: 1 a
#: town, 2 a small part of a region, or near a town, 3 a larger region.
#: `date_prec`, UCDP: 1 the day, 2 two to six days, 3 a week, 4 a month, 5 a year; `time_precision`, ACLED: 1 the day,
#: 2 a week or so, 3 a month, of which the middle is written.
#: Source: UCDP GED Codebook and ACLED Codebook, as the reference of the R package mapme.biodiversity tells their codes
#: (calc_fatalities_ucdp, calc_fatalities_acled); 25 km from the code list of geographical precision that IATI took from
#: AidData, and AidData from UCDP; read 2026-11-23. The codebooks themselves were not at hand.
_WHERE = {
    PlacePrecision.POINT: (1, 1),
    PlacePrecision.TOWN: (1, 1),
    PlacePrecision.RELATIVE: (2, 2),
    PlacePrecision.DISTRICT: (3, 2),
    PlacePrecision.PROVINCE: (4, 3),
    PlacePrecision.REGION: (5, 3),
    PlacePrecision.COUNTRY: (6, 3),
    PlacePrecision.UNKNOWN: (5, 3),
}
#: How far “near” reaches in UCDP's code 2.
_NEAR_KM = 25.0

CONVENTIONS = """\
Candidate rows of event data, written by counterclaim {version} at {made_at}{as_of}.

Every row was made by a person from claims; no machine made one. Every row is what parties claim, not what happened.

Left blank until a person fills it with `counterclaim review event`:
  {judged}

Filled by rule:
  dates         the event time of the first claim: its words are resolved against the report's date. Days are
                those of the zone in which the report's times are stated.
  date_prec     UCDP: 1 one day; 2 two to six days; 3 a week; 4 up to a month; 5 longer, up to a year.
  time_precision ACLED: 1 one day; 2 up to a week; 3 longer. event_date is then the middle day.
  where_prec    UCDP: 1 town or spot; 2 within 25 km of one; 3 district; 4 first-level division; 5 informal or vague
                area; 6 country. 7 (at sea, in the air) is given by nobody but a person.
  geo_precision ACLED: 1 town or spot; 2 near one, or a district; 3 larger.
  latitude, longitude, geom_wkt   the middle of the place, WGS 84; geom_wkt is POINT (longitude latitude).
  country       ISO 3166-1 alpha-2.
  sources       the reports in which the claims stand. number_of_sources counts reports; counterclaim_origins counts
                the independent origins behind them, which is what matters: copies are no new source.
  notes         each claim with its claimant, in the report's words.

Where the place or the words could tell where a person or a force is, the row holds the first-level division alone.

Behind the format's columns:
  counterclaim_event            the ledger's entry, which tells who made the row, when and why
  counterclaim_claims           the claims, by id
  counterclaim_deaths_claimed   the dead that each claimant states, side by side; never added, and never a best estimate
  counterclaim_matter           what is claimed or disputed, by whom, with the answer to the allegation; also as
                                far as a machine alone has read it
  counterclaim_review           whether people reviewed all claims of the row
"""


def ucdp_lines(release: "Release", cover: Cover) -> Iterator[str]:
    """The rows in the columns of UCDP GED, as CSV."""
    return _lines(release, cover, UCDP, _ucdp)


def acled_lines(release: "Release", cover: Cover) -> Iterator[str]:
    """The rows in the columns of ACLED, as CSV."""
    return _lines(release, cover, ACLED, _acled)


def conventions(release: "Release", cover: Cover) -> str:
    """What the rows rest on, in words; it is written beside them."""
    as_of = f", as of {utc(cover.as_of)}" if cover.as_of else ""
    return CONVENTIONS.format(version=cover.version, made_at=utc(cover.made_at), as_of=as_of, judged=", ".join(JUDGED))


class _Sources:
    """The claims of one row with their reports and matters."""

    def __init__(self, event: "ReleasedEvent", release: "Release") -> None:
        records = release.records
        claims = {claim.id: claim for claim in records.claims}
        reports = {report.id: report for report in records.reports}
        matters = {p.id: p for p in records.propositions}
        self.claims: list[ReleasedClaim] = [claims[id_] for id_ in event.claims]
        self.reports: list[ReleasedReport] = [reports[r] for r in dict.fromkeys(c.report for c in self.claims)]
        named = dict.fromkeys(c.proposition for c in self.claims if c.proposition)
        self.matters: list[ReleasedProposition] = [matters[p] for p in named if p in matters]


def _lines(
    release: "Release",
    cover: Cover,
    names: tuple[str, ...],
    fill: Callable[["ReleasedEvent", _Sources, Cover], Mapping[str, Json]],
) -> Iterator[str]:
    yield csv_line((*names, *TRACE))
    for event in release.records.events:
        sources = _Sources(event, release)
        judged: dict[str, Json] = {
            name: int(value) if name in COUNTS else value for name, value in event.columns if value
        }
        row = {**fill(event, sources, cover), **_trace(event, sources, cover), **judged}
        yield csv_line("" if row.get(name) is None else row[name] for name in (*names, *TRACE))


def _days(event: "ReleasedEvent") -> tuple[datetime, datetime]:
    """The first and the last day of the row."""
    first, last = datetime.fromisoformat(event.first), datetime.fromisoformat(event.last)
    return first, max(first, last - timedelta(microseconds=1))


def _where(place: "ReleasedPlace") -> int:
    """UCDP's code of a place: what is told in relation to another is near it, or an area that may be large."""
    if place.precision is PlacePrecision.RELATIVE and (place.radius_km is None or place.radius_km > _NEAR_KM):
        return _WHERE[PlacePrecision.UNKNOWN][0]
    return _WHERE[place.precision][0]


def _ucdp(event: "ReleasedEvent", sources: _Sources, cover: Cover) -> Mapping[str, Json]:
    first, last = _days(event)
    days = (last.date() - first.date()).days + 1
    place = event.place
    reports = sources.reports
    return {
        "year": first.year,
        "number_of_sources": len(reports),
        "source_article": "; ".join(f"{r.headline} ({(r.published or '')[:10]})" for r in reports),
        "source_office": "; ".join(dict.fromkeys(r.outlet for r in reports)),
        "source_date": "; ".join((r.published or "")[:10] for r in reports),
        "source_headline": "; ".join(r.headline for r in reports),
        "source_original": "; ".join(dict.fromkeys(c.claimant for c in sources.claims)),
        "where_prec": _where(place),
        "where_coordinates": place.name,
        "adm_1": place.admin1,
        "latitude": place.lat,
        "longitude": place.lon,
        "geom_wkt": f"POINT ({place.lon} {place.lat})" if place.lat is not None and place.lon is not None else None,
        "country": place.country,
        "date_prec": 1 if days == 1 else 2 if days <= 6 else 3 if days == 7 else 4 if days <= 31 else 5,
        "date_start": first.date().isoformat(),
        "date_end": last.date().isoformat(),
    }


def _acled(event: "ReleasedEvent", sources: _Sources, cover: Cover) -> Mapping[str, Json]:
    first, last = _days(event)
    days = (last.date() - first.date()).days + 1
    middle = first.date() + timedelta(days=(days - 1) // 2)
    place = event.place
    return {
        "event_date": middle.isoformat(),
        "year": middle.year,
        "time_precision": 1 if days == 1 else 2 if days <= 7 else 3,
        "country": place.country,
        "admin1": place.admin1,
        "location": place.name,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": _WHERE[place.precision][1],
        "source": "; ".join(dict.fromkeys(r.outlet for r in sources.reports)),
        "notes": " / ".join(map(told, sources.claims)),
        "timestamp": int(cover.made_at.timestamp()),
    }


def _trace(event: "ReleasedEvent", sources: _Sources, cover: Cover) -> Mapping[str, Json]:
    deaths = [
        f"{claim.claimant}: {figure.words} ({figure.counted})"
        for claim in sources.claims
        for figure in claim.figures
        if figure.unit is FigureUnit.KILLED
    ]
    return {
        "counterclaim_event": urn("entry", event.entry),
        "counterclaim_made_at": event.recorded_at,
        "counterclaim_claims": " ".join(event.claims),
        "counterclaim_stories": " ".join(dict.fromkeys(matter.story for matter in sources.matters)),
        "counterclaim_origins": max((matter.origins for matter in sources.matters), default=None),
        "counterclaim_told": " / ".join(map(told, sources.claims)),
        "counterclaim_deaths_claimed": "; ".join(dict.fromkeys(deaths)),
        "counterclaim_matter": " / ".join(
            f"{matter.heading}{f' — answer: {matter.answer}' if matter.answer else ''} [{matter.review}]"
            for matter in sources.matters
        ),
        "counterclaim_review": "; ".join(dict.fromkeys(claim.review for claim in sources.claims)),
        "counterclaim_as_of": utc(cover.until),
    }
