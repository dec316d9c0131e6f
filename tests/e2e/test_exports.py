"""Exports and imports through the command line: from a ledger of the sample to files that other tools read."""

import csv
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.e2e.conftest import Run

TEXTS = ("dossier", "schema-org", "web-annotation", "prov", "followthemoney", "ucdp", "acled", "geojson")
REPORT = (
    "Front claims toll\n\n"
    "NORTHTOWN, 4 May 2024 - The Harrow Front said on Saturday it had killed at least 350 soldiers.\n\n"
    "The Harrow Front said its fighters seized the bridge at Orsk on 2 May 2024.\n"
)


def ok(result: Result) -> str:
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.fixture
def desk(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in a folder with a ledger of one invented report, read by the rules."""
    monkeypatch.setenv("COUNTERCLAIM_AUTHOR", "R. Desk")
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    ok(run("add", "report.txt", "--profile", "rules"))
    return run


def claim(run: Run, words: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = json.loads(ok(run("claims", "--format", "json")))
    return next(row for row in rows if words in row["words"])


def test_every_format_is_listed_and_written_once(filled: Run, tmp_path: Path) -> None:
    listed = ok(filled("export", "--help"))
    assert all(f"  {name} " in listed for name in (*TEXTS, "claimreview", "parquet", "sqlite", "wacz", "warc"))
    for name in (*TEXTS, "parquet", "sqlite"):
        ok(filled("export", name, "-o", f"out.{name}"))
        again = filled("export", name, "-o", f"out.{name}")
        assert (again.exit_code, "exists" in str(again.exception)) == (1, True)
    exports = json.loads(ok(filled("ledger", "exports", "--format", "json")))
    assert len(exports) == len(TEXTS) + 2
    assert {row["texts"] if "texts" in row else 10 for row in exports} == {10}


def test_what_no_person_reviewed_is_marked_in_every_format(filled: Run) -> None:
    assert "machine reading, 0 of" in ok(filled("export", "dossier"))
    assert "read by a machine, not reviewed" in ok(filled("export", "schema-org"))
    assert '"counterclaim:reviewed": false' in ok(filled("export", "web-annotation"))
    assert "read by a machine, not reviewed" in ok(filled("export", "prov", "--as", "turtle"))
    assert "read by a machine, not reviewed" in ok(filled("export", "followthemoney"))
    assert "read by a machine, not reviewed" in ok(filled("export", "geojson"))
    ok(filled("export", "sqlite", "-o", "x.db"))
    connection = sqlite3.connect("x.db")
    assert connection.execute("SELECT DISTINCT reviewed FROM claims").fetchall() == [(0,)]
    connection.close()
    rows = ok(filled("export", "ucdp")).splitlines()
    assert len(rows) == 1  # the header: no person made a row


def test_an_export_tells_of_one_story_as_of_a_moment(filled: Run) -> None:
    stories = json.loads(ok(filled("stories", "--format", "json")))
    first, second = (json.loads(ok(filled("export", "schema-org", story["id"]))) for story in stories)
    ids = [{one["@id"] for one in graph["@graph"] if one["@type"] == "Claim"} for graph in (first, second)]
    assert ids[0]
    assert ids[1]
    assert not ids[0] & ids[1]
    fada = next(story["id"] for story in stories if story["last"].startswith("2026-03"))
    early = filled("export", "schema-org", fada, "--as-of", "2026-03-12")
    graph = json.loads(ok(early))["@graph"]
    (about,) = [one for one in graph if one["@type"] == "counterclaim:Export"]
    assert about["counterclaim:asOf"].startswith("2026-03-12T23:59:59")
    published = {one["appearance"]["datePublished"][:10] for one in graph if one["@type"] == "Claim"}
    assert max(published) <= "2026-03-12"


def test_a_toll_without_date_and_place_yields_no_row_and_the_reason_is_said(desk: Run) -> None:
    toll = claim(desk, "at least 350")
    refused = desk("review", "event", toll["id"][:12], "--reason", "the toll")
    assert refused.exit_code == 1
    assert "no place" in str(refused.exception)
    assert "review correct" in str(refused.exception)
    assert len(ok(desk("export", "ucdp")).splitlines()) == 1


def test_a_person_makes_a_row_fills_it_and_takes_it_back(desk: Run) -> None:
    seized = claim(desk, "seized the bridge")
    ok(
        desk(
            "review", "correct", seized["id"], "--time", "2 May 2024=2024-05-02", "--place", "Orsk=Orsk @ 51.2, 58.6",
            "--reason", "as the report says",
        )
    )  # fmt: skip
    seized = claim(desk, "seized the bridge")
    ok(desk("review", "event", seized["id"], "--reason", "a change of hands", "--set", "best=3", "--set", "low=2"))
    told = ok(
        desk("review", "event", seized["id"], "--reason", "clearer now", "--set", "event_clarity=1", "--set", "low=")
    )
    ok(desk("export", "ucdp", "-o", "rows.csv"))
    assert "Left blank until a person fills it" in Path("rows.csv.conventions.txt").read_text(encoding="utf-8")
    with Path("rows.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["best"], row["low"], row["event_clarity"], row["high"]) == ("3", "", "1", "")
    assert (row["date_start"], row["where_coordinates"]) == ("2024-05-02", "Orsk")
    assert row["counterclaim_claims"] == seized["id"]
    assert row["counterclaim_event"].split(":")[-1].startswith(told.splitlines()[-1].split("\t")[0])
    ok(desk("review", "undo", told.splitlines()[-1].split("\t")[0], "--reason", "not so clear"))
    (row,) = csv.DictReader(ok(desk("export", "ucdp")).splitlines())
    assert (row["best"], row["low"], row["event_clarity"]) == ("3", "2", "")  # what it had taken the place of
    ok(desk("review", "withdraw", seized["id"], "--reason", "no claim"))
    gone = desk("export", "acled")
    assert len(ok(gone).splitlines()) == 1
    assert "has no row any more" in gone.stderr


def test_a_verdict_is_exported_as_a_persons_and_no_machine_gives_one(desk: Run) -> None:
    nothing = desk("export", "claimreview")
    assert nothing.exit_code == 1
    assert "no person has given a verdict" in str(nothing.exception)
    toll = claim(desk, "at least 350")
    ok(desk("review", "verdict", toll["id"], "Unproven", "--scale", "2/5", "--reason", "no list of names"))
    graph = json.loads(ok(desk("export", "claimreview")))["@graph"]
    (review,) = [one for one in graph if one["@type"] == "ClaimReview"]
    assert review["author"]["name"] == "R. Desk"
    assert review["reviewRating"]["alternateName"] == "Unproven"
    assert "no list of names" not in json.dumps(graph)
    refused = desk("review", "verdict", toll["id"], "x", "--scale", "7/5", "--reason", "r")
    assert refused.exit_code == 1


def test_event_data_of_others_stand_beside_a_story_and_enter_no_toll(desk: Run, tmp_path: Path) -> None:
    seized = claim(desk, "seized the bridge")
    ok(desk("review", "correct", seized["id"], "--place", "Orsk=Orsk @ 51.2, 58.6", "--reason", "as it says"))
    Path("acled.csv").write_text(
        "event_id_cnty,event_date,event_type,sub_event_type,actor1,country,location,latitude,longitude,fatalities\n"
        "XXX1,2024-05-03,Battles,Armed clash,Front,Someland,Orsk,51.2,58.6,999\n"
        "XXX2,2024-05-03,Battles,Armed clash,Front,Someland,Far,10.0,10.0,1\n"
        "broken\n",
        encoding="utf-8",
    )
    before = ok(desk("claims", "--format", "json")), ok(desk("stories", "--format", "json"))
    first = desk("import", "acled", "acled.csv")
    assert first.exit_code == 1
    assert "row 4" in first.stderr
    assert "2 kept as context" in first.stderr
    assert "0 kept as context, 2 held already" in desk("import", "acled", "acled.csv").stderr
    assert (ok(desk("claims", "--format", "json")), ok(desk("stories", "--format", "json"))) == before
    story = json.loads(before[1])[0]["id"]
    (row,) = json.loads(ok(desk("context", story, "--format", "json")))
    assert (row["id"], row["deaths"], row["source"]) == ("XXX1", "fatalities 999", "ACLED")
    assert seized["id"] in [told["claim"] for told in row["beside"]]
    shown = ok(desk("context", story))
    assert "it states: fatalities 999" in shown
    assert f"beside it: {row['beside'][0]['claimant']} {row['beside'][0]['stance']}: “" in shown
    assert row["beside"][0]["words"] in ok(desk("context", story, "--format", "csv"))
    result = desk("show", story)
    toll = re.compile(r"\b999\b")  # an id may hold these digits too
    assert toll.search(shown)
    assert not toll.search(result.stdout)
    assert "counterclaim context" in result.stderr
    assert not toll.search(ok(desk("export", "dossier", story)))
    ok(desk("ledger", "takedown", "acled.csv", "--author", "R. Desk", "--reason", "the licence ended"))
    assert json.loads(ok(desk("context", "--format", "json"))) == []
    ok(desk("ledger", "verify"))


def test_reviews_come_in_as_reports_of_the_fact_checker(desk: Run) -> None:
    review = {
        "@type": "ClaimReview", "url": "https://checkers.example/toll", "datePublished": "2024-05-06",
        "claimReviewed": "The Front killed at least 350 soldiers.",
        "author": {"@type": "Organization", "name": "Orsk Checkers"},
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Organization", "name": "Harrow Front"}},
        "reviewRating": {"@type": "Rating", "alternateName": "False"},
    }  # fmt: skip
    Path("feed.json").write_text(json.dumps([review]), encoding="utf-8")
    assert "would add" in ok(desk("import", "claimreview", "feed.json", "--dry-run"))
    ok(desk("import", "claimreview", "feed.json"))
    again = desk("import", "claimreview", "feed.json")
    assert "0 reviews added, 1 not" in again.stderr
    rows = [row for row in json.loads(ok(desk("claims", "--format", "json"))) if row["found_by"] == "claimreview"]
    assert {(row["actor"], row["stance"]) for row in rows} == {("Harrow Front", "asserts"), ("Orsk Checkers", "denies")}
    ok(desk("ledger", "verify"))


def test_annotations_go_out_and_come_back_as_decisions(desk: Run) -> None:
    page = json.loads(ok(desk("export", "web-annotation")))
    meant = claim(desk, "350")["id"]
    held = next(item for item in page["items"] if meant in json.dumps(item))
    held["body"][1]["counterclaim:stance"] = "doubts"
    Path("page.json").write_text(json.dumps({**page, "items": [held]}), encoding="utf-8")
    desk("import", "web-annotation", "page.json")
    assert claim(desk, "350")["stance"] == "doubts"


def test_a_file_that_is_none_is_refused_in_one_line(desk: Run) -> None:
    Path("x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    for format_ in ("acled", "ucdp", "gdelt", "followthemoney", "claimreview", "web-annotation"):
        refused = desk("import", format_, "x.csv")
        assert refused.exit_code == 1, format_
        assert "x.csv" in str(refused.exception)
