"""The word lists behind actors."""

from importlib.resources import files

import pytest

from counterclaim.actors import _words as words

LISTS = ["actors_demonyms.tsv", "actors_first_names.tsv", "actors_nouns.tsv", "actors_titles.tsv"]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_says_its_version_and_has_no_row_twice(name: str) -> None:
    lines = files("counterclaim.lexicons").joinpath(name).read_text(encoding="utf-8").splitlines()
    assert "Version" in "".join(line for line in lines if line.startswith("#"))
    keys = [line.split("\t")[0] for line in lines if line and not line.startswith("#")]
    assert len(keys) == len(set(keys)) > 50


def test_nouns_use_the_classes_that_the_code_knows() -> None:
    assert {noun.kind for noun in words.nouns().values()} == {"person", "organisation", "group", "document", "nobody"}
    assert {noun.subclass for noun in words.nouns().values()} == {None, "armed", "state", "media", "civil"}


def test_endings_tell_people_from_things() -> None:
    people = words.noun_of("campaigner")
    assert people is not None
    assert people.kind == "person"
    assert words.noun_of("ceasefire") is None


def test_forms_of_a_country_meet_in_its_name() -> None:
    assert words.country_of("Norwegian") == words.country_of("norway") == "norway"
    assert words.country_of("U.S.") == "united states"
    assert words.country_of("Bridge") == "bridge"
