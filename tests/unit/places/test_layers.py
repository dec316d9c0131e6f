"""A user's own places, on top of the bundled gazetteer. The places are invented."""

import gzip
import io
import json
import pickle
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from counterclaim.cli.gazetteer import gazetteer as command
from counterclaim.errors import InputError, SettingsError
from counterclaim.places import Candidate, load_gazetteer
from counterclaim.places.layers import Layer, add_layer, list_layers, remove_layer

GEONAMES = """\
900001\tDorvashk\tDorvashk\tDarvashk,DVK,دروشک\t35.3\t69.21\tP\tPPL\tAF\t\t98\t\t\t\t1500\t\t\tAsia/Kabul\t2020-01-01
900002\tSarrin Province\tSarrin\t\t35.4\t69.3\tA\tADM1\tAF\t\t98\t\t\t\t150000\t\t\tAsia/Kabul\t2020-01-01
900003\tOrmeval River\tOrmeval River\t\t35.5\t69.4\tH\tSTM\tAF\t\t98\t\t\t\t0\t\t\tAsia/Kabul\t2020-01-01
900004\tVelk Bridge\tVelk Bridge\t\t35.6\t69.5\tS\tBDG\tAF\t\t98\t\t\t\t0\t\t\tAsia/Kabul\t2020-01-01
"""
VILLAGE = {"name": "دره", "name:en": "Dorvashk", "place": "village"}
BRIDGE = {"name": "Velk Bridge", "bridge": "yes"}


def add(folder: Path, file: str, content: str | bytes, **options: Any) -> tuple[Layer, list[str]]:
    """The layer made from a file of this name and content, and what was said of rows that failed."""
    path = folder / file
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    failures: list[InputError] = []
    layer = add_layer(folder / "layers", path, failed=failures.append, **options)
    return layer, [f"{error.subject}: {error}".removeprefix(f"{folder}/") for error in failures]


def found(folder: Path, name: str) -> tuple[Candidate, ...]:
    return load_gazetteer(folder / "layers").lookup(name)


def feature(properties: dict[str, object], geometry: object, **more: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": geometry, **more}


def test_a_geonames_dump_gives_towns_divisions_waters_and_sites(tmp_path: Path) -> None:
    layer, failures = add(tmp_path, "AF.txt", GEONAMES)
    assert (layer.name, layer.format, layer.places, failures) == ("af", "geonames", 4, [])
    assert layer.credit_line == "GeoNames (geonames.org), licence CC BY 4.0"
    (town,) = found(tmp_path, "Dorvashk")
    assert (town.id, town.kind, town.country, town.population) == ("geonames:900001", "town", "AF", 1500)
    assert (town.lat, town.lon) == (35.3, 69.21)
    assert [found(tmp_path, name)[0].kind for name in ("Sarrin Province", "Ormeval River", "Velk Bridge")] == [
        "province", "water", "site",
    ]  # fmt: skip


def test_a_town_is_held_by_a_division_that_stands_after_it(tmp_path: Path) -> None:
    add(tmp_path, "AF.txt", GEONAMES)
    (town,) = found(tmp_path, "Dorvashk")
    assert (town.admin1, town.admin1_id) == ("Sarrin Province", "geonames:900002")


def test_alternate_names_are_kept_in_latin_script_and_without_airport_codes(tmp_path: Path) -> None:
    add(tmp_path, "AF.txt", GEONAMES)
    assert found(tmp_path, "Darvashk")
    assert not any(c.id == "geonames:900001" for name in ("DVK", "دروشک") for c in found(tmp_path, name))


def test_a_row_that_cannot_be_used_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = GEONAMES.splitlines()
    rows.insert(1, "short\trow")
    rows.insert(2, rows[0].replace("35.3", "135.3").replace("900001", "900009"))
    layer, failures = add(tmp_path, "AF.txt", "\n".join(rows))
    assert layer.places == 4
    assert failures == [
        "AF.txt, line 2: 2 columns instead of 19",
        "AF.txt, line 3: the latitude 135.3 is not between -90 and 90",
    ]


def test_archives_are_unpacked(tmp_path: Path) -> None:
    assert add(tmp_path, "AF.txt.gz", gzip.compress(GEONAMES.encode()))[0].places == 4
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "what the columns are")
        archive.writestr("AF.txt", GEONAMES)
    assert add(tmp_path, "again.zip", packed.getvalue())[0].places == 4


def test_a_broken_archive_keeps_what_stood_before_the_fault(tmp_path: Path) -> None:
    rows = "name,lat,lon\n" + "".join(f"Dorvashk {n},35,{n / 1000}\n" for n in range(9_000))
    layer, failures = add(tmp_path, "cut.csv.gz", gzip.compress(rows.encode())[:-4_000])
    assert 1 < layer.places < 9_000
    assert "cannot be unpacked" in failures[-1]
    with pytest.raises(InputError, match="zip"):
        add(tmp_path, "AF.zip", b"PK\x03\x04 and nothing that follows")


def test_a_csv_needs_name_and_coordinates_and_says_what_is_wrong(tmp_path: Path) -> None:
    layer, failures = add(
        tmp_path,
        "villages.csv",
        "Name;Lat;Lon;Kind;Country;Aliases;Radius_km\n"
        "Dorvashk;35.3;69.2;;af;Darvashk|Dorvaşk;\n"
        "Upper Sarrin;35.4;69.5;district;AF;;12\n"
        "Nowhere;ninety;2;town;AF;;\n"
        ";1;2;;;;\n"
        "Big;1;2;blob;;;\n"
        "Far;1;2;;Afghanistan;;\n",
    )  # fmt: skip
    assert (layer.name, layer.places) == ("villages", 2)
    assert found(tmp_path, "Dorvask")[0].id == "villages:2"
    assert found(tmp_path, "Upper Sarrin")[0].radius_km == 12
    assert failures == [
        "villages.csv, line 4: the latitude 'ninety' is no number",
        "villages.csv, line 5: the name '' is empty, too long or not in Latin script",
        "villages.csv, line 6: the kind 'blob' is none of country, province, district, town, region, water, site",
        "villages.csv, line 7: the country 'Afghanistan' is no code of two letters (ISO 3166)",
    ]


def test_an_overpass_answer_keeps_the_ids_of_openstreetmap(tmp_path: Path) -> None:
    elements = [
        {"type": "node", "id": 5, "lat": 35.3, "lon": 69.1, "tags": VILLAGE},
        {"type": "way", "id": 6, "center": {"lat": 35.2, "lon": 69.0}, "tags": BRIDGE},
        {"type": "way", "id": 7, "tags": {"name": "Lost"}},
        {"type": "node", "id": 8, "lat": 35.1, "lon": 69.1},
    ]  # fmt: skip
    layer, failures = add(tmp_path, "o.json", json.dumps({"osm3s": {}, "elements": elements}))
    assert (layer.places, layer.licence) == (2, "ODbL 1.0")
    assert [(c.id, c.kind) for c in found(tmp_path, "Dorvashk")] == [("osm:node/5", "town")]
    assert [(c.id, c.kind) for c in found(tmp_path, "Velk Bridge")] == [("osm:way/6", "site")]
    assert failures == ["o.json, item 3: it has no coordinates (with Overpass, ask for “out center;”)"]


@pytest.mark.parametrize("joined", ["collection", "sequence"])
def test_geojson_is_read_as_a_collection_and_as_a_sequence(tmp_path: Path, joined: str) -> None:
    hills = feature(
        {"NAME": "Varn Hills", "FEATURECLA": "Range/mtn"},
        {"type": "Polygon", "coordinates": [[[69, 35], [70, 35], [70, 36], [69, 35]]]},
    )
    lake = feature({"name": "Lake Orme", "natural": "water"}, {"type": "Point", "coordinates": [69.5, 35.5]})
    text = (
        json.dumps({"type": "FeatureCollection", "features": [hills, lake]})
        if joined == "collection"
        else "\x1e" + "\n\x1e".join(map(json.dumps, (hills, lake)))
    )
    assert add(tmp_path, "land.geojson", text)[0].places == 2
    (region,) = found(tmp_path, "Varn Hills")
    assert (region.id, region.kind, region.lat, region.lon) == ("land:1", "region", 35.5, 69.5)
    assert 65 < region.radius_km < 75
    assert found(tmp_path, "Lake Orme")[0].kind == "water"


def test_a_shape_over_the_antimeridian_has_its_point_there(tmp_path: Path) -> None:
    shape = {"type": "LineString", "coordinates": [[179, 10], [-179, 10]]}
    add(tmp_path, "sea.geojson", json.dumps(feature({"name": "Strait of Orme"}, shape)))
    (strait,) = found(tmp_path, "Strait of Orme")
    assert abs(strait.lon) == 180
    assert strait.radius_km < 120


def test_json_that_breaks_off_keeps_what_stood_before(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [69.5, 35.5]}
    whole = json.dumps({"features": [feature({"name": "Dorvashk"}, point), feature({"name": "Velk"}, point)]})
    layer, failures = add(tmp_path, "cut.geojson", whole[:-30])
    assert layer.places == 1
    assert failures[0].startswith("cut.geojson, item 2: cannot be read")


def test_nesting_and_odd_values_are_errors_of_one_row(tmp_path: Path) -> None:
    deep = json.loads("[" * 400 + "]" * 400)
    point = {"type": "Point", "coordinates": [69.5, 35.5]}
    odd = [
        feature({"name": "Deep"}, {"type": "Polygon", "coordinates": deep}),
        feature({"name": "Words"}, {"type": "Point", "coordinates": ["x", "y"]}),
        feature({"name": "True"}, {"type": "Point", "coordinates": [True, 1]}),
        {"type": "Feature", "properties": "none", "geometry": point},
        feature({"name": "Dorvashk"}, point),
    ]
    layer, failures = add(tmp_path, "odd.geojson", json.dumps({"features": odd}))
    assert layer.places == 1
    assert [failure.split(":")[0] for failure in failures] == [f"odd.geojson, item {n}" for n in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    "content", [b"", b"# A page\n\nof words", b"\x00\xff\x00", b"name,colour\nRed,red\n", b'{"a": 1}']
)
def test_what_holds_no_places_is_refused_whole(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputError):
        add(tmp_path, "thing.bin", content)
    assert list_layers(tmp_path / "layers") == ()
    assert not list((tmp_path / "layers").glob("*")) if (tmp_path / "layers").exists() else True


def test_a_place_that_the_gazetteer_knows_is_not_doubled(tmp_path: Path) -> None:
    bundled = load_gazetteer().lookup("Kabul")
    town = next(c for c in bundled if c.kind == "town" and c.country == "AF")
    add(tmp_path, "mine.csv", f"name,lat,lon,country\nKabul,{town.lat + 0.01},{town.lon},AF\nKabul,-40.5,-70.5,AR\n")
    layered = found(tmp_path, "Kabul")
    assert [c.id for c in layered if c.id.startswith("mine:")] == ["mine:3"]
    assert layered[0] == bundled[0]


def test_a_layer_shows_in_the_digests_with_whom_to_credit(tmp_path: Path) -> None:
    add(tmp_path, "mine.csv", "name,lat,lon\nDorvashk,35,69\n", licence="CC0", credit="Desk survey")
    bundled, layer = load_gazetteer(tmp_path / "layers").digests
    assert (layer.name, layer.version, layer.credit) == ("gazetteer:mine", "csv", "Desk survey, licence CC0")
    assert len(layer.sha256) == 64
    assert bundled.credit is not None
    assert "GeoNames" in bundled.credit


def test_the_same_file_gives_the_same_digest(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        add(tmp_path / folder, "AF.txt", GEONAMES)
    a, b = (load_gazetteer(tmp_path / folder / "layers").digests[1] for folder in ("a", "b"))
    assert a == b


def test_a_layered_gazetteer_travels_to_another_process(tmp_path: Path) -> None:
    add(tmp_path, "AF.txt", GEONAMES)
    copy = pickle.loads(pickle.dumps(load_gazetteer(tmp_path / "layers")))
    assert copy.lookup("Dorvashk")
    assert copy.digests == load_gazetteer(tmp_path / "layers").digests


def test_a_taken_name_and_no_name_are_refused(tmp_path: Path) -> None:
    add(tmp_path, "mine.csv", "name,lat,lon\nDorvashk,35,69\n")
    with pytest.raises(SettingsError, match="already"):
        add(tmp_path, "mine.csv", "name,lat,lon\nDorvashk,35,69\n")
    with pytest.raises(SettingsError, match="cannot name"):
        add(tmp_path, "mine.csv", "name,lat,lon\nDorvashk,35,69\n", name="../other")
    with pytest.raises(SettingsError, match="there are: mine"):
        remove_layer(tmp_path / "layers", "other")
    remove_layer(tmp_path / "layers", "mine")
    assert list_layers(tmp_path / "layers") == ()


def test_a_stray_file_among_the_layers_is_named(tmp_path: Path) -> None:
    (tmp_path / "layers").mkdir()
    (tmp_path / "layers" / "notes.sqlite").write_text("not a database")
    with pytest.raises(SettingsError, match=r"notes\.sqlite is no layer"):
        load_gazetteer(tmp_path / "layers")


def test_the_command_adds_lists_and_removes(tmp_path: Path) -> None:
    source, ledger = tmp_path / "mine.csv", str(tmp_path / "war.db")
    source.write_text("name,lat,lon\nDorvashk,35,69\n" + "Broken,x,69\n" * 25)
    run = CliRunner().invoke
    added = run(command, ["add", str(source), "--licence", "CC0", "--ledger", ledger])
    assert added.exit_code == 1
    assert "mine: 1 places under 1 names (not stated, licence CC0)" in added.stdout
    assert "line 3: the latitude 'x' is no number" in added.stderr
    assert "and 5 more rows that cannot be used" in added.stderr
    assert (tmp_path / "war.gazetteer" / "mine.sqlite").exists()
    listed = run(command, ["list", "--format", "json", "--ledger", ledger])
    assert [entry["name"] for entry in json.loads(listed.stdout)] == ["gazetteer", "gazetteer:mine"]
    assert run(command, ["remove", "mine", "--ledger", ledger]).exit_code == 0
    assert "mine" not in run(command, ["list", "--ledger", ledger]).stdout
