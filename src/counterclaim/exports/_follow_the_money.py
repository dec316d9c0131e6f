"""FollowTheMoney: parties, reports, claims and people's rows of event data as entities, or as statements.

A claim is a `Note` about its claimant, documented by the `Article` that it stands in; it is no fact about the claimant.
Only rows that a person made become an `Event`. Source: the FollowTheMoney model, version 4.11.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from counterclaim.exports._cells import csv_line
from counterclaim.exports._saying import Cover, told, utc
from counterclaim.records.ids import Json, make_id
from counterclaim.records.mentions import ActorKind

if TYPE_CHECKING:
    from counterclaim.protection import Release, ReleasedClaim

#: The columns of statements, in the order in which the library writes them.
STATEMENT = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
    "external", "first_seen", "last_seen", "id",
)  # fmt: skip
#: The type of every property that is written here.
TYPES = {
    "name": "name",
    "title": "string",
    "fileName": "string",
    "publisher": "string",
    "publishedAt": "date",
    "sourceUrl": "url",
    "language": "language",
    "entity": "entity",
    "document": "entity",
    "proof": "entity",
    "involved": "entity",
    "role": "string",
    "summary": "text",
    "description": "text",
    "notes": "text",
    "date": "date",
    "startDate": "date",
    "endDate": "date",
    "location": "address",
    "country": "country",
    "recordId": "string",
}
_SCHEMATA = {ActorKind.PERSON: "Person", ActorKind.ORGANISATION: "Organization", ActorKind.GROUP: "LegalEntity"}
_DATASET = "counterclaim"
#: The model has codes of three letters; reports are read in English alone.
_LANGUAGES = {"en": "eng"}


def make_entities(release: "Release", cover: Cover) -> Iterator[dict[str, Json]]:
    """The entities, parties first; each is one line of JSON."""
    records = release.records
    named: dict[str, str] = {}
    for claim in records.claims:
        schema = _SCHEMATA.get(claim.claimant_kind)
        if schema is not None and claim.claimant not in named:
            named[claim.claimant] = _party(claim)
            yield _entity(named[claim.claimant], schema, {"name": [claim.claimant]})
    for report in records.reports:
        yield _entity(
            f"cc-{report.id}",
            "Article",
            {
                "fileName": [f"{report.id}.txt"],
                "title": [report.headline],
                "publisher": [report.outlet],
                "sourceUrl": [report.address],
                "publishedAt": [_date(report.published)],
                "language": [_LANGUAGES.get(report.language, "")],
            },
        )
    for claim in records.claims:
        sentence = told(claim)
        note = f"cc-{claim.id}"
        about = [named[claim.claimant]] if claim.claimant in named else []
        yield _entity(
            note, "Note", {"name": [sentence], "description": [sentence], "notes": [claim.review], "entity": about}
        )
        yield _entity(
            f"cc-d{claim.id}",
            "Documentation",
            {
                "document": [f"cc-{claim.report}"],
                "entity": [note],
                "role": [f"{claim.stance.value} ({claim.form.value})"],
                "date": [_date(claim.said_first)],
            },
        )
    claims = {claim.id: claim for claim in records.claims}
    reports = {report.id: report for report in records.reports}
    for event in records.events:
        own = [claims[id_] for id_ in event.claims]
        yield _entity(
            f"cc-e{event.entry[:32]}",
            "Event",
            {
                "name": [f"Row of event data made by a person: {told(own[0])}"],
                "summary": [told(claim) for claim in own],
                "startDate": [event.first[:10]],
                "endDate": [_last_day(event.last)],
                "location": [event.place.name],
                "country": [(event.place.country or "").lower()],
                "involved": [named[c.claimant] for c in own if c.claimant in named],
                "proof": [f"cc-{claim.report}" for claim in own],
                "recordId": [event.entry],
                "sourceUrl": [reports[claim.report].address for claim in own],
                "publisher": [reports[claim.report].outlet for claim in own],
            },
        )


def statement_lines(release: "Release", cover: Cover) -> Iterator[str]:
    """The same as lines of CSV, one value each, with who says it (`origin`) and as of when it was seen."""
    yield csv_line(STATEMENT)
    seen = utc(cover.until)[:19]
    for entity in make_entities(release, cover):
        id_, schema = str(entity["id"]), str(entity["schema"])
        values: list[tuple[str, str, str]] = [("id", "id", hashlib.sha1(id_.encode()).hexdigest())]
        properties = entity["properties"]
        assert isinstance(properties, dict)
        for prop, held in properties.items():
            assert isinstance(held, list)
            values += [(prop, TYPES[prop], str(value)) for value in held]
        for prop, kind, value in values:
            key = hashlib.sha1(f"{_DATASET}.{id_}.{prop}.{value}".encode()).hexdigest()
            yield csv_line(
                (
                    id_,
                    id_,
                    prop,
                    kind,
                    schema,
                    value,
                    _DATASET,
                    f"counterclaim {cover.version}",
                    "",
                    "",
                    "f",
                    seen,
                    seen,
                    key,
                )
            )


def _party(claim: "ReleasedClaim") -> str:
    return f"cc-{make_id('g', claim.claimant)}"


def _entity(id_: str, schema: str, properties: dict[str, Sequence[str]]) -> dict[str, Json]:
    held: dict[str, Json] = {
        name: list(dict.fromkeys(" ".join(value.split()) for value in values if value.strip()))
        for name, values in properties.items()
    }
    return {
        "id": id_,
        "schema": schema,
        "properties": {name: values for name, values in held.items() if values},
        "datasets": [_DATASET],
    }


def _date(moment: str | None) -> str:
    """A moment as the model's dates have it: UTC, to the second, without a zone."""
    return utc(moment)[:19] if moment else ""


def _last_day(end: str) -> str:
    """The last day of a half-open interval that ends at `end`."""
    return (datetime.fromisoformat(end) - timedelta(microseconds=1)).date().isoformat()
