"""A report revised twice, with two others: what a desk sees of it as of any moment. Invented; as messy as pages are."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from counterclaim.cli import cli
from tests.e2e.conftest import Run

PAGES = Path(__file__).parent / "revisions"
#: In the order in which a desk would have captured them.
ORDER = ("wire-0641.html", "radio.txt", "wire-1008.html", "wire-1530.html", "courier.txt")
BEFORE, MORNING, NOON = "2024-05-03T05:00Z", "2024-05-03T07:00Z", "2024-05-03T12:00Z"


@pytest.fixture(scope="module")
def revised_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    ledger = tmp_path_factory.mktemp("revised") / "counterclaim.db"
    pages = [str(PAGES / name) for name in ORDER]
    result = CliRunner().invoke(cli, ["add", *pages, "--profile", "rules", "--ledger", str(ledger)])
    assert result.exit_code == 0, result.output
    return ledger


@pytest.fixture
def revised(run: Run, revised_ledger: Path) -> Run:
    shutil.copyfile(revised_ledger, "counterclaim.db")
    return run


@pytest.fixture
def story(revised: Run) -> str:
    (row,) = json.loads(revised("stories", "--format", "json").stdout)
    return str(row["id"])


def timeline(run: Run, about: str, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("timeline", about, "--format", "json", *options).stdout)
    return found


def test_the_timeline_has_every_text_in_the_order_from_which_it_is_proven(revised: Run, story: str) -> None:
    (found,) = timeline(revised, story)["timelines"]
    held = [entry["text"]["held_from"][:16] for entry in found["entries"]]
    assert held == ["2024-05-03T06:41", "2024-05-03T09:20", "2024-05-03T10:08", "2024-05-03T15:30", "2024-05-04T08:00"]
    for entry in found["entries"]:
        assert entry["text"]["recorded_at"] > entry["text"]["held_from"]  # four times, never mixed


def test_a_figure_an_attribution_a_denial_and_a_removal_are_told_apart(revised: Run, story: str) -> None:
    (found,) = timeline(revised, story)["timelines"]
    update = next(entry for entry in found["entries"] if entry["text"]["updated"] == "2024-05-03T10:08:00+00:00")
    aspects = {
        (alteration["aspect"], alteration["before"], alteration["after"])
        for change in update["changes"]
        for alteration in change["alterations"]
    }
    assert ("figure changed", "at least 12", "at least 19") in aspects
    assert any(aspect == "attribution removed" and "doctor" in before for aspect, before, _ in aspects)
    assert any(change["kind"] == "added" and change["stance"] == "denies" for change in update["changes"])
    dropped = [change for change in update["changes"] if change["kind"] == "dropped"]
    assert any("40 people" in change["before_words"] and change["correction"] is None for change in dropped)
    text = revised("timeline", story).stdout
    assert "removed without notice" in text
    assert "figure changed" in text


def test_a_correction_is_told_with_the_outlets_own_words(revised: Run, story: str) -> None:
    (found,) = timeline(revised, story)["timelines"]
    update = next(entry for entry in found["entries"] if entry["text"]["updated"] == "2024-05-03T15:30:00+00:00")
    assert update["notes"][0].startswith("Correction: An earlier version")
    corrected = [change for change in update["changes"] if change["correction"]]
    assert [change["after_words"] for change in corrected] == ["killed at least 17 soldiers in the fighting"]


def test_ids_of_today_show_what_stood_there_then(revised: Run, story: str) -> None:
    """The story of the morning has another id and one report; no word of a later text is in it."""
    for command in ("show", "timeline"):
        result = revised(command, story, "--as-of", MORNING)
        assert result.exit_code == 0, result.output
        assert "at least 12" in result.stdout
        assert "at least 19" not in result.stdout
    assert revised("explain", story, "--as-of", MORNING).exit_code == 0


def test_before_anything_is_held_the_answer_says_so_and_shows_no_claims(revised: Run, story: str) -> None:
    for command in ("show", "explain", "timeline"):
        result = revised(command, story, "--as-of", BEFORE)
        assert result.exit_code == 0, result.output
        assert "nothing that is held of it was published by then" in result.stdout
        assert "bridge at" not in result.stdout
    told = json.loads(revised("show", story, "--as-of", BEFORE, "--format", "json").stdout)
    assert len(told["not_held"]) == 3
    assert timeline(revised, story, "--as-of", BEFORE)["timelines"] == []
    told = timeline(revised, story, "--recorded", "2001-01-01")
    assert all("had nothing of it by then" in missing["reason"] for missing in told["not_held"])


def test_a_text_out_by_then_but_not_held_is_said_to_be_so(run: Run) -> None:
    """Published 06:41, updated 10:08, captured after that: at 07:00 nothing of it is known."""
    run("add", PAGES / "wire-1008.html", "--profile", "rules")
    (row,) = json.loads(run("stories", "--format", "json").stdout)
    for about in (row["id"], json.loads(run("claims", "--format", "json").stdout)[0]["id"]):
        for command in ("show", "explain", "timeline"):
            result = run(command, about, "--as-of", MORNING)
            assert result.exit_code == 0, result.output
            assert "published 2024-05-03 06:41; that text is not held" in result.stdout
            assert "19 soldiers" not in result.stdout
    missing = json.loads(run("show", row["id"], "--as-of", MORNING, "--format", "json").stdout)["not_held"]
    assert missing[0]["held_from"] == "2024-05-03T10:08:00+00:00"


def test_a_report_is_replayed_as_it_stood(revised: Run) -> None:
    """By the id of its newest text, as of noon: the text of ten o'clock."""
    claims = json.loads(revised("claims", "--format", "json").stdout)
    newest = next(claim["revision"] for claim in claims if "17 soldiers" in claim["words"])
    result = revised("show", newest, "--as-of", NOON)
    assert "at least 19" in " ".join(result.stdout.split())
    assert "as of then" in result.stderr


def test_what_a_report_no_longer_says_is_told_with_the_matter(revised: Run, story: str) -> None:
    told = json.loads(revised("timeline", story, "--format", "json").stdout)["timelines"][0]
    assert any(basis["status"] == "retracted by the claimant" for e in told["entries"] for basis in e["statuses"])
    page = " ".join(revised("show", story).stdout.split())
    assert "removed without notice: Delta Wire no longer tells" in page
    assert "retracted by the claimant: Harrow Front took it back" in page


def test_sides_are_suggested_and_accepted_by_nobody(revised: Run, story: str) -> None:
    (found,) = json.loads(revised("sides", story, "--format", "json").stdout)
    assert any("Harrow Front" in side for side in found["sides"])
    assert 0 <= found["balance"] <= 1
    assert "accepted by nobody" in revised("sides", story).stdout
    assert json.loads(revised("sides", story, "--as-of", BEFORE, "--format", "json").stdout)["not_held"]


def test_no_side_is_suggested_for_whom_a_person_calls_an_observer(revised: Run, story: str) -> None:
    (before,) = json.loads(revised("sides", story, "--format", "json").stdout)
    party = before["sides"][0][0]
    held = json.loads(revised("claims", "--format", "json").stdout)
    claim = next(c["id"] for c in held if c["actor"].removeprefix("the ") == party)
    said = revised("review", "observer", claim, "--author", "R. Desk", "--reason", "watches the road for both")
    assert said.exit_code == 0, said.stderr
    (after,) = json.loads(revised("sides", story, "--format", "json").stdout)
    assert [party, "observer"] in after["withheld"]
    assert party not in {name for side in after["sides"] for name in side}
    assert f"no side suggested for {party}: observer" in revised("sides", story).stdout
