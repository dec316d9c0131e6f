"""Lookups in the gazetteer file, and its verification."""

import pickle
import sqlite3
from pathlib import Path

import pytest

from counterclaim.errors import ModelError
from counterclaim.places import Gazetteer, load_gazetteer
from counterclaim.places._gazetteer import verified
from counterclaim.places._keys import name_key


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("São Tomé", "Sao Tome"),
        ("St. John's", "Saint Johns"),
        ("GUINEA-BISSAU", "Guinea Bissau"),
        ("Trinidad & Tobago", "Trinidad and Tobago"),
        ("Łódź", "Lodz"),
    ],
)
def test_spellings_of_one_name_share_a_key(a: str, b: str) -> None:
    assert name_key(a) == name_key(b)


def test_a_name_of_punctuation_alone_has_no_places() -> None:
    for name in ("", " ", "—", "=", "~", "'"):
        assert load_gazetteer().lookup(name) == ()


def test_the_most_important_place_of_a_name_comes_first() -> None:
    found = load_gazetteer().lookup("Paris")
    assert (found[0].country, found[0].kind) == ("FR", "town")
    assert any(candidate.country == "US" for candidate in found)


def test_a_province_has_a_point_and_a_radius_from_its_polygon() -> None:
    province = next(c for c in load_gazetteer().lookup("Badghis") if c.kind == "province")
    assert province.country == "AF"
    assert abs(province.lat - 35.0) < 0.6
    assert abs(province.lon - 63.7) < 0.8
    assert 50 < province.radius_km < 250


def test_demonyms_and_codes_are_no_names() -> None:
    gazetteer = load_gazetteer()
    assert [c.country for c in gazetteer.lookup_demonym("Afghan")] == ["AF"]
    assert all(c.country != "AF" for c in gazetteer.lookup("Afghan"))
    assert gazetteer.lookup_code("Tex.")[0].name == "Texas"


@pytest.mark.parametrize(
    ("town", "country"),
    [("Hyderabad", "IN"), ("KABUL", "AF"), ("Paris, Texas", "US"), ("Washington", "US"), ("Qwxzzk", None), ("", None)],
)
def test_the_country_of_a_dateline(town: str, country: str | None) -> None:
    assert load_gazetteer().country_of(town) == country


def test_the_digest_names_the_file_that_answers() -> None:
    gazetteer = load_gazetteer()
    assert [(d.name, len(d.sha256)) for d in gazetteer.digests] == [("gazetteer", 64)]
    assert pickle.loads(pickle.dumps(gazetteer)).lookup("Kabul") == gazetteer.lookup("Kabul")


def test_the_file_is_opened_for_reading_only() -> None:
    gazetteer = load_gazetteer()
    with pytest.raises(ModelError, match="readonly"):
        gazetteer._rows("DELETE FROM place")


def test_a_changed_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    path.write_bytes(b"something else")
    with pytest.raises(ModelError, match="install counterclaim again"):
        verified(path, "0" * 64)
    with pytest.raises(ModelError, match="cannot be read"):
        verified(tmp_path / "missing.sqlite", "0" * 64)


def test_a_file_without_tables_is_an_error_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite"
    sqlite3.connect(path).close()
    path.touch()
    with pytest.raises(ModelError, match="install again"):
        Gazetteer(path).lookup("Kabul")


@pytest.mark.parametrize("name", ["Human", "Gazan"])
def test_a_town_is_not_known_by_a_common_word_or_by_another_places_people(name: str) -> None:
    assert not load_gazetteer().lookup(name)


@pytest.mark.parametrize(("name", "country"), [("Dagestan", "RU"), ("Hedmark", "NO")])
def test_short_and_former_names_of_provinces_are_known(name: str, country: str) -> None:
    found = load_gazetteer().lookup(name)
    assert (found[0].kind, found[0].country) == ("province", country)


def test_a_compact_country_has_its_point_in_its_middle() -> None:
    libya = next(c for c in load_gazetteer().lookup("Libya") if c.kind == "country")
    assert abs(libya.lat - 27) < 0.5
    assert abs(libya.lon - 18) < 0.5
