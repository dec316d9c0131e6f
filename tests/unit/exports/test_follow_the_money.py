"""FollowTheMoney: what is written is as the model's own schema says, and the library reads it where it is installed."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from counterclaim.exports import Cover, make_entities, statement_lines
from counterclaim.exports._follow_the_money import TYPES
from counterclaim.protection import Release
from tests.unit.exports.releases import loose, make_release

#: The schema files of FollowTheMoney 4.11.2, unchanged (MIT licence, beside them).
SCHEMATA = {
    name: schema
    for path in sorted((Path(__file__).parent / "ftm-schema").glob("*.yaml"))
    for name, schema in yaml.safe_load(path.read_text(encoding="utf-8")).items()
}


def lineage(schema: str) -> Iterator[str]:
    """A schema, then all that it extends."""
    yield schema
    for parent in SCHEMATA[schema].get("extends", []):
        yield from lineage(parent)


def properties(schema: str) -> dict[str, dict[str, Any]]:
    """All properties of a schema, its own and those that it has from others; one without a type is a string."""
    found: dict[str, dict[str, Any]] = {}
    for name in lineage(schema):
        for prop, says in SCHEMATA[name].get("properties", {}).items():
            found.setdefault(prop, {"type": "string", **says})
    return found


#: What values of a type look like, as the library's types clean them.
LOOKS = {
    "date": re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d)?)?)?"),
    "url": re.compile(r"https?://\S+"),
    "language": re.compile(r"[a-z]{3}"),
    "country": re.compile(r"[a-z]{2}"),
}


def test_every_entity_is_as_its_schema_says(release: Release, cover: Cover) -> None:
    """The schema is none that only others extend; it has the properties, of these types and looks; none is missing that
    it requires, none is outdated; what it leads to is of the kind that it may lead to."""
    entities = {str(entity["id"]): entity for entity in loose(make_entities(release, cover))}
    kinds = {entity["schema"] for entity in entities.values()}
    assert kinds == {"Organization", "Article", "Note", "Documentation", "Event"}
    for entity in entities.values():
        schema, held = entity["schema"], properties(entity["schema"])
        assert not SCHEMATA[schema].get("abstract")
        assert set(SCHEMATA[schema].get("required", ())) <= set(entity["properties"])  # the library inherits none
        for name, values in entity["properties"].items():
            assert held[name]["type"] == TYPES[name], (schema, name)
            assert not held[name].get("deprecated"), (schema, name)
            for value in values:
                if held[name]["type"] == "entity":
                    assert held[name]["range"] in set(lineage(entities[value]["schema"])), (schema, name)
                elif held[name]["type"] in LOOKS:
                    assert LOOKS[held[name]["type"]].fullmatch(value), (schema, name, value)


def test_the_schema_reader_finds_faults() -> None:
    """It knows what is inherited, so that the test before can fail."""
    assert properties("Article")["sourceUrl"]["type"] == "url"
    assert "location" not in properties("Note")
    assert properties("Event")["involved"]["range"] == "LegalEntity"


def test_entities_lead_to_each_other(release: Release, cover: Cover) -> None:
    entities = {entity["id"]: entity for entity in loose(make_entities(release, cover))}
    for entity in entities.values():
        for name, values in entity["properties"].items():
            if TYPES[name] == "entity":
                assert set(values) <= set(entities), name


def test_a_claim_is_a_note_about_its_claimant_and_no_event(cover: Cover) -> None:
    entities = list(loose(make_entities(make_release(row=False), cover)))
    assert "Event" not in {entity["schema"] for entity in entities}
    names = [e["properties"]["name"][0] for e in entities if e["schema"] == "Note"]
    assert all(name.startswith(("Harrow Front", "interior ministry")) for name in names)


def test_statements_say_the_same_as_entities(release: Release, cover: Cover) -> None:
    rows = list(csv.DictReader(io.StringIO("".join(statement_lines(release, cover)))))
    said = {(row["entity_id"], row["prop"], row["value"]) for row in rows if row["prop"] != "id"}
    held = {
        (e["id"], name, value)
        for e in loose(make_entities(release, cover))
        for name, values in e["properties"].items()
        for value in values
    }
    assert {(i, n, v.removeprefix("'")) for i, n, v in said} == held  # a formula has a mark in front
    assert {row["first_seen"] for row in rows} == {"2024-06-29T12:00:00"}
    assert len({row["id"] for row in rows}) == len(rows)


def test_the_library_reads_both(release: Release, cover: Cover, tmp_path: Path) -> None:
    followthemoney = pytest.importorskip("followthemoney")
    statement = pytest.importorskip("followthemoney.statement")
    serialize = pytest.importorskip("followthemoney.statement.serialize")
    for held in loose(make_entities(release, cover)):
        proxy = followthemoney.EntityProxy.from_dict(held)
        kept = {name: set(values) for name, values in held["properties"].items()}
        for name, values in kept.items():
            cleaned = {proxy.schema.get(name).type.clean(value) for value in values}
            assert None not in cleaned, (held["schema"], name, values)
            assert set(proxy.get(name)) == values
    path = tmp_path / "statements.csv"
    path.write_text("".join(statement_lines(release, cover)), encoding="utf-8")
    with path.open("rb") as file:
        for one in serialize.read_csv_statements(file):
            key = statement.Statement.make_key(one.dataset, one.entity_id, one.prop, one.value, one.external)
            assert one.id == key or one.value.startswith("'")
            assert one.schema in SCHEMATA
