"""Lists of actors that a user supplies: what is read of them, and what they change. All actors are invented."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from counterclaim.actors import ActorDirectory, read_actor_list, resolve_actors
from counterclaim.cli import cli
from counterclaim.errors import SettingsError
from counterclaim.parsing import load_parser
from counterclaim.records.mentions import ActorKind, Actors
from counterclaim.settings import load_settings
from tests.factories import make_revision
from tests.unit.actors.test_resolve_actors import Row, attributions_of, revision_of

CSV = (
    "name,aliases,type,country,parent,id\n"
    "Harrow Front,HF; Front for Harrow; the highlanders,armed group,Vale,,f1\n"
    "Eleanor Vance,Madam Nell,person,Vale,Vale government,\n"
)


def entity(id_: str, schema: str, **properties: list[str]) -> str:
    return json.dumps({"id": id_, "schema": schema, "properties": properties})


def read_with(directory: ActorDirectory, text: str, *rows: Row) -> Actors:
    revision = revision_of(text)
    return resolve_actors(revision, load_parser().parse(revision), attributions_of(text, *rows), directory)


def directory_of(*lists: str) -> ActorDirectory:
    return ActorDirectory.of([read_actor_list(f"list {n}", data.encode())[0] for n, data in enumerate(lists)])


def said(actors: Actors) -> list[str]:
    return [actor.name for group in actors.sources.values() for actor in group]


def test_a_csv_gives_actors_with_aliases_kind_and_row() -> None:
    actor_list, errors = read_actor_list("parties.csv", CSV.encode())
    front, vance = actor_list.actors
    assert errors == ()
    assert front.aliases == ("HF", "Front for Harrow", "the highlanders")
    assert (front.kind, front.subclass, front.where.id) == (ActorKind.ORGANISATION, "armed", "f1")
    assert (vance.kind, vance.where.id, vance.where.parent) == (ActorKind.PERSON, "3", "Vale government")
    assert len(actor_list.digest.sha256) == 64


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("Vale Council,,spaceship,,,", "unknown type 'spaceship'"),
        ("government,,,,,", "too general"),
        (",HF,,,,", "no name"),
        ("A,B,person,D,E,F,G", "7 cells for 6 columns"),
        ("Bad\x07Name,,,,,", "control characters"),
        ("X" * 300 + ",,,,,", "longer than"),
        ("Copy,,,,,f1", "the id is given twice"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_goes_on(row: str, fault: str) -> None:
    actor_list, errors = read_actor_list("p.csv", f"{CSV}{row}\nLinz Council,,,,,\n".encode())
    assert [actor.name for actor in actor_list.actors] == ["Harrow Front", "Eleanor Vance", "Linz Council"]
    (error,) = errors
    assert fault in str(error)
    assert str(error).startswith("p.csv: ")


def test_an_unclosed_quotation_mark_costs_no_more_than_what_it_swallows() -> None:
    actor_list, errors = read_actor_list("p.csv", f'{CSV}"Linz,,\n'.encode())
    assert len(actor_list.actors) == 2
    assert len(errors) == 1


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"title,kind\nx,y\n", b"name\n", b'{"a": 1}\n'])
def test_a_file_of_which_nothing_can_be_used_stops_the_run(data: bytes) -> None:
    with pytest.raises(SettingsError, match=r"p\.csv"):
        read_actor_list("p.csv", data)


def test_followthemoney_entities_are_read_and_other_schemata_counted() -> None:
    """Aliases that say nothing by themselves (“Front”) are left out."""
    lines = [
        entity(
            "q1", "Organization", name=["Harrow Front"], alias=["HF"], weakAlias=["Orchard", "Front"], country=["xv"]
        ),
        entity("q2", "Address", full=["1 Bridge Street"]),
        entity("q3", "PublicBody", name=["Vale Council", "Council of the Vale"]),
        entity("q4", "Person"),
        "nonsense",
    ]
    actor_list, errors = read_actor_list("e.jsonl", "\n".join(lines).encode())
    front, council = actor_list.actors
    assert (front.aliases, front.weak, front.where.country) == (("HF",), ("Orchard",), "xv")
    assert (council.subclass, council.aliases) == ("state", ("Council of the Vale",))
    assert actor_list.skipped == {"Address": 1}
    assert [str(error).split(": ")[1] for error in errors] == ["line 4", "line 5"]


def test_listed_names_are_one_party_under_the_listed_name() -> None:
    text = "Front for Harrow officers said the pass was mined. The highlanders said it was open. HF denied the toll."
    actors = read_with(
        directory_of(CSV),
        text,
        ("The highlanders", "said", "it was open"),
        ("HF", "denied", "the toll"),
    )
    assert said(actors) == ["Harrow Front", "Harrow Front"]
    (front,) = (party for party in actors.parties if party.name == "Harrow Front")
    assert front.listed is not None
    assert (front.listed.list, front.listed.id) == ("list 0", "f1")


def test_a_nickname_makes_a_person_that_pronouns_can_mean() -> None:
    text = "Madam Nell denied the toll. She said the bridge was open."
    actors = read_with(directory_of(CSV), text, ("Madam Nell", "denied", "the toll"), ("She", "said", "the bridge"))
    assert said(actors) == ["Eleanor Vance", "Eleanor Vance"]


def test_a_listed_name_inside_the_name_of_another_body_does_not_count() -> None:
    text = "The Harrow Front Council said the road was closed."
    actors = read_with(directory_of(CSV), text, ("The Harrow Front Council", "said", "the road was closed"))
    assert said(actors) != ["Harrow Front"]


def test_a_weak_or_shared_alias_needs_a_sure_name_beside_it() -> None:
    weak = entity("q1", "Organization", name=["Harrow Front"], weakAlias=["The Orchard"])
    row = ("The Orchard", "said", "the road was closed")
    alone = read_with(directory_of(weak), "The Orchard said the road was closed.", row)
    beside = read_with(directory_of(weak), "Harrow Front men left. The Orchard said the road was closed.", row)
    assert said(alone) == ["Orchard"]
    assert said(beside) == ["Harrow Front"]
    shared = "name,aliases\nHarrow Front,HF\nHighland Fund,HF\n"
    both = read_with(directory_of(shared), "HF said the road was closed.", ("HF", "said", "the road was closed"))
    assert said(both) == ["HF"]


def test_everyday_words_in_lower_case_are_no_listed_name() -> None:
    listed = "name,aliases\nInstitute of Sands,IS\n"
    actors = read_with(directory_of(listed), "The bridge is open, he said.", ("he", "said", "The bridge is open"))
    assert all(party.listed is None for party in actors.parties)


def test_read_takes_lists_records_their_digest_and_names_bad_rows(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text(CSV + "government,,,,,\n")
    (tmp_path / "r.txt").write_text("Valley falls\n\nThe highlanders said on Monday that they had taken the bridge.\n")
    result = CliRunner().invoke(
        cli, ["read", str(tmp_path / "r.txt"), "--actors", str(tmp_path / "p.csv"), "--format", "json"]
    )
    assert result.exit_code == 1
    assert "p.csv: line 4: 'government' is too general" in result.stderr
    (report,) = json.loads(result.stdout)["reports"]
    assert "actors:p.csv" in [model["name"] for model in report["models"]]
    assert [claim["actor"] for claim in report["claims"]] == ["Harrow Front"]


def test_settings_name_lists(tmp_path: Path) -> None:
    (tmp_path / "counterclaim.toml").write_text('actors = ["a.csv", "b.jsonl"]\n')
    assert load_settings({}, environment={}, folder=tmp_path).actors == (Path("a.csv"), Path("b.jsonl"))
    varied = load_settings({}, environment={"COUNTERCLAIM_ACTORS": "c.csv"}, folder=tmp_path)
    assert varied.actors == (Path("c.csv"),)
    with pytest.raises(SettingsError, match="actors"):
        load_settings({"actors": 5}, environment={}, folder=tmp_path)


def test_whose_outlet_an_outlet_is_needs_a_source() -> None:
    """A row may say whose outlet it is, with who says so; without a source it cannot be used."""
    rows = "name,type,outlet_of,source\nHarrow Voice,media,Harrow Front,register 17\nOrsk Radio,media,Ministry,\n"
    found, errors = read_actor_list("outlets.csv", rows.encode())
    assert [(a.where.outlet_of, a.where.outlet_source) for a in found.actors] == [("Harrow Front", "register 17")]
    assert ["source" in str(error) for error in errors] == [True]


def test_a_report_is_known_to_be_from_a_listed_outlet() -> None:
    """By its name or its address; an outlet that the list gives to nobody is none of this."""
    rows = (
        "name,aliases,type,outlet_of,source\nHarrow Voice,hv.example,media,Harrow Front,register\nOrsk Post,,media,,\n"
    )
    directory = ActorDirectory.of([read_actor_list("outlets.csv", rows.encode())[0]])
    by_name = directory.outlet(make_revision(outlet="The Harrow Voice"))
    by_address = directory.outlet(make_revision(address="https://www.hv.example/1", outlet="News"))
    assert by_name is not None
    assert by_name == by_address
    assert directory.outlet(make_revision(outlet="Orsk Post")) is None
    assert directory.outlet(make_revision(address="http://[", outlet=None)) is None
