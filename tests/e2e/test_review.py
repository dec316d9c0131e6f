"""Reviewing a ledger from the command line, and what outlives another tagger."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from counterclaim.ledger import Ledger
from counterclaim.pipeline import load_models, read_revision
from counterclaim.records.claims import Claim
from counterclaim.records.decisions import DecisionAction as Do
from counterclaim.records.spans import words_at
from counterclaim.settings import Settings
from tests.e2e.conftest import Run
from tests.unit.review.decisions import decide

AUTHOR = ("--author", "R. Desk", "--reason", "read with care")
OTHER = ("--author", "A. Night", "--reason", "read it otherwise")


def claims(run: Run, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("claims", "--format", "json", *words).stdout)
    return found


def ok(run: Run, *arguments: str | Path) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.stderr or result.exception
    return result.stdout


def test_a_decision_needs_an_author_and_says_how_to_name_one(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = claims(filled)[0]["id"]
    refused = filled("review", "accept", claim)
    assert refused.exit_code != 0
    assert "COUNTERCLAIM_AUTHOR" in str(refused.exception)
    monkeypatch.setenv("COUNTERCLAIM_AUTHOR", "R. Desk")
    ok(filled, "review", "accept", claim)
    assert json.loads(ok(filled, "review", "log", "--format", "json"))[0]["author"] == "R. Desk"


def test_a_decision_that_needs_a_reason_is_not_taken_without_one(filled: Run) -> None:
    held = [c["id"] for c in claims(filled) if c["proposition"]]
    for command in (("merge", held[0], held[1]), ("part", held[0]), ("withdraw", held[0])):
        result = filled("review", *command, "--author", "R. Desk")
        assert (result.exit_code, "--reason" in result.stderr) == (2, True)
    assert json.loads(ok(filled, "review", "log", "--format", "json")) == []


def test_two_people_differ_and_both_are_shown_until_one_takes_it_back(filled: Run) -> None:
    claim = claims(filled, "--stance", "denies")[0]
    ok(filled, "review", "correct", claim["id"], "--stance", "doubts", *AUTHOR)
    assert next(c for c in claims(filled) if c["id"] == claim["id"])["stance"] == "doubts"
    ok(filled, "review", "withdraw", claim["id"], *OTHER)
    assert claim["id"] not in {c["id"] for c in claims(filled)}
    queue = json.loads(ok(filled, "review", "queue", "--format", "json"))
    assert queue[0]["what"] == "conflict"
    assert "A. Night" in queue[0]["why"]
    beside = ok(filled, "review", "show", claim["id"])
    assert "the machine reads" in beside
    assert "R. Desk: correct" in beside
    entry = json.loads(ok(filled, "review", "log", "--format", "json"))[-1]["entry"]
    ok(filled, "review", "undo", entry, *OTHER)
    assert next(c for c in claims(filled) if c["id"] == claim["id"])["stance"] == "doubts"
    assert json.loads(ok(filled, "review", "queue", "--format", "json"))[0]["what"] == "unreviewed"


def test_the_queue_of_one_story_is_that_part_of_the_whole(filled: Run) -> None:
    stories = json.loads(ok(filled, "stories", "--format", "json"))
    assert len(stories) > 1
    every = json.loads(ok(filled, "review", "queue", "--limit", "9999", "--format", "json"))
    parts = [
        json.loads(ok(filled, "review", "queue", story["id"], "--limit", "9999", "--format", "json"))
        for story in stories
    ]
    assert all(parts)
    assert sorted(row["id"] for part in parts for row in part) == sorted(row["id"] for row in every)


def test_claims_are_parted_merged_and_split(filled: Run) -> None:
    held = [c for c in claims(filled) if c["proposition"]]
    home = held[0]["proposition"]
    one = next(c for c in held if c["proposition"] == home)
    other = next(c for c in held if c["proposition"] != home and c["revision"] != one["revision"])
    ok(filled, "review", "part", one["id"], *AUTHOR)
    ok(filled, "review", "merge", one["id"], other["id"], *AUTHOR)
    after = {c["id"]: c["proposition"] for c in claims(filled)}
    assert after[one["id"]] == after[other["id"]]
    rest = [c["id"] for c in held if c["proposition"] == home and c["id"] != one["id"]]
    assert all(after[claim] != after[one["id"]] for claim in rest)
    whole = next(c for c in claims(filled) if len(c["words"].split()) > 5 and len(c["content"]) == 1)
    words = whole["words"].split(" ")
    half = len(words) // 2
    parts = (" ".join(words[:half]), "denies: " + " ".join(words[half:]))
    ok(filled, "review", "split", whole["id"], "--into", parts[0], "--into", parts[1], *AUTHOR)
    found = [c for c in claims(filled) if c["revision"] == whole["revision"]]
    assert {parts[0], " ".join(words[half:])} <= {c["words"] for c in found}
    assert ok(filled, "ledger", "verify")


def test_a_story_tells_whether_people_decided_on_it(filled: Run) -> None:
    claim = next(c for c in claims(filled) if c["proposition"])
    assert "not reviewed by a person" in ok(
        filled, "show", json.loads(ok(filled, "stories", "--format", "json"))[0]["id"]
    )
    story = ok(filled, "show", claim["proposition"], "--format", "json")
    ok(filled, "review", "accept", claim["id"], *AUTHOR)
    assert "people decided on 1 claim" in ok(filled, "show", json.loads(story)["story"])


def test_sides_are_said_by_people_and_a_dispute_can_be_none(filled: Run) -> None:
    disputes = json.loads(ok(filled, "disputes", "--format", "json"))
    dispute = disputes[0]
    ok(filled, "review", "no-dispute", dispute["id"], *AUTHOR)
    about = {(d["a"], d["b"]) for d in json.loads(ok(filled, "disputes", "--format", "json"))}
    assert (dispute["a"], dispute["b"]) not in about
    named = next(c for c in claims(filled) if not c["actor"].startswith("("))
    assert json.loads(ok(filled, "review", "sides", "--format", "json")) == []
    ok(filled, "review", "side", named["id"], "--on", "plateau", "--from", "2026-01-01", *AUTHOR)
    (row,) = json.loads(ok(filled, "review", "sides", "--format", "json"))
    assert (row["side"], row["from"][:10], row["to"]) == ("plateau", "2026-01-01", None)


def test_annotations_go_round_and_the_same_file_again_adds_nothing(filled: Run, tmp_path: Path) -> None:
    tasks = json.loads(ok(filled, "review", "export", "--format", "label-studio"))
    for task in tasks:
        task["annotations"] = [{"result": task["predictions"][0]["result"], "completed_by": 3}]
    file = tmp_path / "back.json"
    file.write_text(json.dumps(tasks), encoding="utf-8")
    first = filled("review", "import", file, "--format", "label-studio", *AUTHOR)
    assert first.exit_code == 0, first.stderr
    n_claims = sum(len(r["claims"]) for r in [{"claims": claims(filled)}])
    assert {line.split("\t")[1] for line in first.stdout.splitlines()} == {"accept"}
    assert len(first.stdout.splitlines()) == n_claims
    again = filled("review", "import", file, "--format", "label-studio", *AUTHOR)
    assert again.stdout == ""
    assert f"0 decisions, {n_claims} held already" in again.stderr
    rows = json.loads(ok(filled, "evaluate", "--format", "json"))["reviewed"]
    assert all(score["share"] == 1.0 for score in rows)


def test_a_blind_sample_is_coded_twice_and_scored(filled: Run, tmp_path: Path) -> None:
    week = ("--week", "2026-W11", "--seed", "7", "-n", "2")
    tasks = json.loads(ok(filled, "review", "sample", *week))
    assert tasks == json.loads(ok(filled, "review", "sample", *week))
    assert len(tasks) == 2
    assert all("predictions" not in task for task in tasks)
    shown = {t["data"]["revision"]: t for t in json.loads(ok(filled, "review", "export", "--format", "label-studio"))}
    for coder in ("C. One", "C. Two"):
        for task in tasks:  # the first coder sees what the machine sees, the second misses a claim
            result = shown[task["data"]["revision"]]["predictions"][0]["result"]
            if coder == "C. Two":
                head = result[0]["id"]
                result = [r for r in result if not str(r.get("id", r.get("from_id"))).startswith(head)]
            task["annotations"] = [{"result": result}]
        file = tmp_path / f"{coder}.json"
        file.write_text(json.dumps(tasks), encoding="utf-8")
        ok(filled, "review", "import", file, "--format", "label-studio", "--author", coder)
    before = claims(filled)
    (coded,) = json.loads(ok(filled, "evaluate", "--format", "json"))["coded"]
    assert coded["sample"] == "2026-W11/7/report"
    assert (coded["passages"], coded["twice"], coded["coders"]) == (2, 2, ["C. One", "C. Two"])
    machine = {score["field"]: score for score in coded["machine"]}
    assert machine["found"]["share"] == 1.0
    assert machine["claimed"]["share"] < 1.0
    alpha = {agreement["field"]: agreement["alpha"]["value"] for agreement in coded["agreement"]}
    assert 0 < alpha["words"] < 1
    assert claims(filled) == before  # a coding corrects nothing


def test_what_people_judged_is_there_to_be_learned_from(filled: Run, tmp_path: Path) -> None:
    """In the shape that `training/tagger_data.py` reads; words that nobody judged are set aside."""
    report = claims(filled)[0]["revision"]
    own = [c for c in claims(filled) if c["revision"] == report]
    ok(filled, "review", "accept", own[0]["id"], *AUTHOR)
    (row,) = [json.loads(line) for line in ok(filled, "review", "export", "--format", "training").splitlines()]
    assert set(row) == {"id", "text", "annotators"}
    (annotator,) = row["annotators"]
    content = own[0]["content"][0]
    spans = [span for a in annotator["attributions"] for span in a["content"]]
    assert any(start <= content["start"] < end for start, end in spans)
    assert annotator["discard"]
    kept = set(range(len(row["text"]))) - {i for start, end in annotator["discard"] for i in range(start, end)}
    if kept:
        assert content["start"] in kept


@pytest.fixture(scope="module")
def fast() -> Any:
    return load_models(Settings(profile="fast"))


def test_another_tagger_undoes_nothing(filled: Run, fast: Any) -> None:
    """A ledger reviewed on the rules' readings and read again by the model: what was accepted stands in the words in
    which it was accepted, what was corrected stays corrected, what was withdrawn stays away, and what the model does
    not read any more waits in the queue."""
    held = claims(filled)
    accepted, withdrawn, corrected = held[0::3], held[1::3], held[2::3]
    with Ledger.open("counterclaim.db") as ledger:
        by_id: dict[str, Claim] = {c.id: c for analysis in ledger.analyses() for c in analysis.claims}
        for row in accepted:
            ledger.add_decision(decide(Do.ACCEPT, by_id[row["id"]], claims=(by_id[row["id"]],)))
        for row in withdrawn:
            ledger.add_decision(decide(Do.WITHDRAW, by_id[row["id"]]))
        for row in corrected:
            claim = replace(by_id[row["id"]], via=("a carrier",))
            ledger.add_decision(decide(Do.CORRECT, claim, claims=(claim,)))
        texts = {revision.id: revision for revision in ledger.texts()}
        moved = 0
        for revision in texts.values():
            before = {c.id for a in ledger.analyses(only={revision.id}, machine=True) for c in a.claims}
            reading = read_revision(revision, fast)
            moved += len(before - {c.id for c in reading.claims})
            ledger.add_reading(reading)
        assert moved  # or nothing was tested
        standing = [c for analysis in ledger.analyses() for c in analysis.claims]
        said = {(c.revision_id, c.actor.name, words_at(texts[c.revision_id].text, c.content)) for c in standing}
        for row in accepted:
            assert (row["revision"], row["actor"], row["words"]) in said
        via = {
            (c.revision_id, words_at(texts[c.revision_id].text, c.content)) for c in standing if c.via == ("a carrier",)
        }
        assert {(row["revision"], row["words"]) for row in corrected} <= via
        again = {(c.revision_id, c.actor.name, c.content) for c in standing if not _reviewed(c)}
        for row in withdrawn:
            claim = by_id[row["id"]]
            assert (claim.revision_id, claim.actor.name, claim.content) not in again
        n_decisions = len(ledger.decisions())
    assert n_decisions == len(held)
    queue = json.loads(ok(filled, "review", "queue", "--limit", "999", "--format", "json"))
    waiting = [row for row in queue if row["what"] == "lost"]
    assert all(row["entry"] for row in waiting)
    assert len(waiting) < len(held) / 2


def _reviewed(claim: Claim) -> bool:
    return any(evidence.field == "review" for evidence in claim.evidence)
