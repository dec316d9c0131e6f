"""`read`, `sample` and `schema`: reports in, claims and rival accounts out."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from counterclaim.pipeline import Models, read_capture
from counterclaim.records.analyses import Analysis
from counterclaim.records.revisions import Capture
from tests.e2e.conftest import Run


def quotes(value: Any) -> list[dict[str, Any]]:
    """Every {start, end, words} below `value`."""
    if isinstance(value, dict):
        here = [value] if value.keys() == {"start", "end", "words"} else []
        return here + [q for v in value.values() for q in quotes(v)]
    return [q for v in value for q in quotes(v)] if isinstance(value, list) else []


@pytest.fixture
def analysis(run: Run, sample: Path) -> dict[str, Any]:
    result = run("read", sample / "fada", "--format", "json")
    assert result.exit_code == 0, result.stderr
    document: dict[str, Any] = json.loads(result.stdout)
    return document


def test_the_json_document_fits_the_published_schema(run: Run, analysis: dict[str, Any]) -> None:
    schema = json.loads(run("schema").stdout)
    jsonschema.Draft202012Validator(schema).validate(analysis)


def test_every_quoted_word_stands_where_it_is_said_to_stand(analysis: dict[str, Any]) -> None:
    """The one promise that everything else rests on."""
    for report in analysis["reports"]:
        found = quotes(report)
        assert len(found) > 30
        for quote in found:
            assert report["text"][quote["start"] : quote["end"]] == quote["words"]


def test_ids_refer_to_what_is_in_the_document(analysis: dict[str, Any]) -> None:
    claims = {claim["id"] for report in analysis["reports"] for claim in report["claims"]}
    propositions = {p["id"] for p in analysis["propositions"]}
    assert {c["proposition"] for r in analysis["reports"] for c in r["claims"]} <= propositions | {None}
    for p in analysis["propositions"]:
        assert set(p["claims"]) <= claims
    for d in analysis["disputes"]:
        assert {d["a"], d["b"]} - {None} <= propositions
        assert set(d["sides_for"]) | set(d["sides_against"]) <= claims


def test_the_sample_shows_both_stories_with_rival_words(run: Run) -> None:
    result = run("sample")
    assert result.exit_code == 0
    assert result.stdout.count("━━") >= 2
    for words in ("Disputed", "whether", "Joint Plateau Command", "Norrsol", "killed", "at least 40"):
        assert words in result.stdout
    assert "\x1b[" not in result.stdout, "colours only on a terminal"


def test_a_copy_adds_no_origin(analysis: dict[str, Any]) -> None:
    """The second outlet prints the first one's dispatch: one origin for both."""
    address = {r["revision"]: r["address"].rsplit("/", 1)[-1] for r in analysis["reports"]}
    shared = [{address[r] for r in o["revisions"]} for o in analysis["origins"]]
    assert any({"01-sahel-wire.html", "02-lagoon-courier.html"} <= names for names in shared)


def test_standard_input_is_read(run: Run) -> None:
    text = b"Mill burns in Kuopio\n\nThe River League said on Monday that its mill in Kuopio had been set on fire."
    result = run("read", "-", stdin=text)
    assert result.exit_code == 0
    assert "River League" in result.stdout


def test_json_lines_rows_are_reports(run: Run, sample: Path) -> None:
    result = run("read", sample / "sundsvall" / "05-union-feed.jsonl", "--format", "json")
    report = json.loads(result.stdout)["reports"][0]
    assert report["address"] == "https://dockers.example/news/statement-7-may"
    assert report["published"]["earliest"] == "2026-05-07T19:00:00+02:00"


def test_bad_inputs_are_named_and_the_rest_is_done(run: Run, sample: Path, tmp_path: Path) -> None:
    """One line on stderr each, exit status 1, the good one read."""
    bad: dict[str, bytes] = {
        "empty.txt": b"",
        "binary.html": bytes(range(256)) * 40,
        "huge.html": b"<html><body><p>" + b"word " * 10_000_000 + b"</p></body></html>",
        "latin.txt": "The café’s owner said nothing.".encode("cp1252"),
        "menu.html": b"<html><body><nav><a href='/'>Home</a></nav></body></html>",
    }
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
    missing = ["http:///no-host", "nowhere.txt"]
    result = run("read", *bad, *missing, sample / "fada" / "01-sahel-wire.html")
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert len(lines) == len(bad) + len(missing)
    for name in (*bad, *missing):
        assert sum(name in line for line in lines) == 1, name
    assert "Ennedi Liberation Front" in result.stdout


def test_a_fault_of_the_program_costs_one_report(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample: Path
) -> None:
    """One page in ten thousand on which a stage stumbles: it is named, the others are read."""
    from counterclaim.cli import _intake

    def stumble(capture: Capture, models: Models, *limits: object) -> Analysis:
        if capture.address.endswith("odd.txt"):
            raise IndexError("list index out of range")
        return read_capture(capture, models)

    monkeypatch.setattr(_intake, "read_capture", stumble)
    (tmp_path / "odd.txt").write_text("Something odd.")
    result = run("read", "odd.txt", sample / "fada" / "01-sahel-wire.html")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert "odd.txt" in line
    assert "IndexError" in line
    assert "Ennedi Liberation Front" in result.stdout


def test_wrong_usage_exits_2(run: Run) -> None:
    assert run("read").exit_code == 2
    assert run("read", "-", "--format", "xml").exit_code == 2
    assert run("no-such-command").exit_code == 2
