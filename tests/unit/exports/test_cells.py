"""No cell of an export runs in a spreadsheet, and no number becomes a text."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.exports import csv_line, guard_cell
from counterclaim.presentation import json_text

RUNS = (
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1+1",
    "\ufeff=1",
    "\xa0@a",
)


@pytest.mark.parametrize("cell", [*RUNS, "＝1", "＋1", "－1", "＠a", "=5", "@1", "-", "+", "-a", "\x00=1"], ids=ascii)
def test_what_could_run_is_text(cell: str) -> None:
    assert guard_cell(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["-3", "+4.5", "-1,000", "-3%", "1e9", "", "a=b", "“=1+1”", "12–14", "'=1", None, -3, True]
)
def test_what_cannot_run_is_unchanged(cell: str | int | None) -> None:
    assert guard_cell(cell) is cell or guard_cell(cell) == cell


@given(st.text(max_size=12))
def test_the_guard_only_puts_an_apostrophe_in_front(cell: str) -> None:
    """What was in the cell can be had back, and what is guarded needs no guard again."""
    guarded = guard_cell(cell)
    assert guarded in (cell, f"'{cell}")
    assert guard_cell(guarded) == guarded


@given(st.lists(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=8), min_size=2))
def test_a_line_is_one_row(cells: list[str]) -> None:
    """Whatever line breaks, marks and signs are in its cells: no cell begins a row of its own."""
    (row,) = csv.reader(io.StringIO(csv_line(cells), newline=""))
    assert [cell.removeprefix("'") for cell in row] == [cell.removeprefix("'") for cell in cells]


def test_a_lone_carriage_return_begins_no_row() -> None:
    assert csv_line(["x\r=cmd|a", "b"]) == '"x\r=cmd|a",b\n'


def test_a_program_reads_the_same_string_that_a_person_sees_escaped() -> None:
    """Letters that are not what they look like stand as numbers in JSON; a name in its own script stands as it is."""
    names = [
        "\u0410na Brook",
        "Ana\u202e",
        "A\u200bna",
        "\ud800",
        "\U0001d400na",
        "Анна",
        "é",
        "a\nАнна",
        "日本テレビ",
        "x\x7f",
    ]
    text = json_text(names)
    assert json.loads(text) == names
    assert r"\u0410na Brook" in text
    assert r"\ud835\udc00na" in text
    assert "Анна" in text
    assert "日本テレビ" in text
    for unseen in "\u202e\u200b\ud800\x7f":
        assert unseen not in text


@given(st.text(st.sampled_from('aА\u202e\\"\n\u200bβ漢é😀Ｚ \ud800'), max_size=12))
def test_json_is_the_same_after_escaping(words: str) -> None:
    assert json.loads(json_text([words])) == [words]
