"""FollowTheMoney: what is written is in the model, and the library reads it where it is installed."""

import csv
import io
import json
from pathlib import Path

import pytest

from counterclaim.exports import Cover, make_entities, statement_lines
from counterclaim.exports._follow_the_money import TYPES
from counterclaim.protection import Release
from tests.unit.exports.releases import loose, make_release

MODEL = json.loads(Path(__file__).with_name("ftm-model.json").read_text(encoding="utf-8"))["schemata"]


def test_every_property_is_in_the_model_with_its_type(release: Release, cover: Cover) -> None:
    entities = list(loose(make_entities(release, cover)))
    assert {entity["schema"] for entity in entities} == {"Organization", "Article", "Note", "Documentation", "Event"}
    for entity in entities:
        for name in entity["properties"]:
            assert MODEL[entity["schema"]][name] == TYPES[str(name)]


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
            assert one.schema in MODEL
