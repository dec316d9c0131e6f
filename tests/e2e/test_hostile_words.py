"""Words of a page never act on the terminal, whatever they hold; the JSON document keeps every character, escaped."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.e2e.conftest import Run

TITLE = "Mill burns [red]loud[/red] \x1b[31m in Kuopio \u202eoN"
TEXT = f"""{TITLE}

The River League said on Monday that its mill \u2066in Kuopio\x9b31m had been [bold]set on fire[/] and 12 killed.

The town council denied that \x1b[2Janybody had \x1b]0;pwn\x07 set the mill in Kuopio on fire\rLIES\x08.
"""
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "r.jsonl"
    row = {"url": "https://outlet.example/1", "title": TITLE, "outlet": "Out[blink]let\x1b[5m", "text": TEXT}
    path.write_text(json.dumps(row), encoding="utf-8")
    return path


def test_nothing_acts_on_the_terminal(run: Run, report: Path) -> None:
    """In no command's output, on stdout or stderr."""
    (report.parent / "\x1b[31m.txt").write_bytes(b"")
    outputs = [run("read", report, "\x1b[31m.txt", "\u202eno.txt"), run("add", report)]
    stories = json.loads(run("stories", "--format", "json").stdout)
    claims = json.loads(run("claims", "--format", "json").stdout)
    outputs += [run(name) for name in ("stories", "claims", "disputes")]
    outputs += [run(name, id_) for name in ("show", "explain") for id_ in (stories[0]["id"], claims[0]["id"])]
    outputs += [run("show", claims[0]["revision"]), run("show", claims[0]["proposition"])]
    for result in outputs:
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        assert not ACTS.search(result.output), result.output
    shown = outputs[0].stdout
    assert "[red]loud[/red] ␛[31m in Kuopio" in shown, "markup and escapes are shown, not obeyed"
    assert "Out[blink]let" in shown


def test_the_json_document_keeps_every_character(run: Run, report: Path) -> None:
    out = run("read", report, "--format", "json").stdout
    assert not ACTS.search(out)
    text = json.loads(out)["reports"][0]["text"]
    assert all(paragraph in text for paragraph in TEXT.strip().split("\n\n"))


def test_no_cell_of_a_spreadsheet_runs(run: Run, tmp_path: Path) -> None:
    """Also cells that begin with a tab or a line break; what is no formula stays as it is."""
    row = {
        "url": "https://outlet.example/1",
        "outlet": "=HYPERLINK(1)",
        "text": "The League said: “=1+1 is on the wall.” “@SUM(A1) is too,” the Guild said. The Guild denied -cmd|x.",
    }
    (tmp_path / "r.jsonl").write_text(json.dumps(row))
    assert run("add", "r.jsonl").exit_code == 0
    rows = list(csv.DictReader(io.StringIO(run("claims", "--format", "csv").stdout)))
    assert rows
    assert {row["outlet"] for row in rows} == {"'=HYPERLINK(1)"}
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
