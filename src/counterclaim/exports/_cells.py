"""Cells of a table that a spreadsheet opens."""

import re

from counterclaim.records.ids import Json

#: What a spreadsheet may take for a formula: a sign that begins one, also full-width and after white space, which some
#: programs cut off. Source: OWASP, “CSV Injection”. Signed numbers are numbers.
_FORMULA = re.compile(r"[\s\ufeff\x00]*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?%?")


def guard_cell(value: Json) -> Json:
    """`value` for a cell of CSV: a text that would run as a formula has an apostrophe in front, which spreadsheets do
    not show; every other value is unchanged. Every export that writes cells passes this one place."""
    if not isinstance(value, str) or _NUMBER.fullmatch(value):
        return value
    begins_a_line = value[:1] in ("\t", "\r", "\n")
    return f"'{value}" if begins_a_line or _FORMULA.match(value) else value
