"""Lines and cells of a table that a spreadsheet opens."""

import csv
import io
import re
from collections.abc import Iterable

from counterclaim.records.ids import Json

#: What a spreadsheet may take for a formula: a sign that begins one, also full-width and after white space, which some
#: programs cut off. Source: OWASP, “CSV Injection”. Signed numbers are numbers.
_FORMULA = re.compile(r"[\s\ufeff\x00]*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?%?")


def csv_line(cells: Iterable[Json]) -> str:
    """A line of CSV with its line break, every cell guarded.

    A cell that holds any line break is quoted. Python's writer quotes only those of its own line end: a lone carriage
    return in a cell would begin a new row, and a formula behind it would run.
    """
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow([guard_cell(cell) for cell in cells])
    return line.getvalue()[:-2] + "\n"


def guard_cell(value: Json) -> Json:
    """`value` for a cell of CSV: a text that would run as a formula has an apostrophe in front, which spreadsheets do
    not show; every other value is unchanged."""
    if not isinstance(value, str) or _NUMBER.fullmatch(value):
        return value
    begins_a_line = value[:1] in ("\t", "\r", "\n")
    return f"'{value}" if begins_a_line or _FORMULA.match(value) else value
