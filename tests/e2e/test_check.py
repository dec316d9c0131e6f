"""`counterclaim check`: who in a ledger stands for a statement."""

import csv
import io
import json

import pytest

from tests.e2e.conftest import Run

STATEMENT = "Rebels captured the airstrip of Fada"


def test_reports_stand_for_and_against_in_their_own_words(filled: Run) -> None:
    view = json.loads(filled("check", STATEMENT, "--format", "json").stdout)
    assert view["statement"] == STATEMENT
    standings = {report["standing"] for report in view["reports"]}
    assert "open" in standings  # it tells of both sides, and takes neither
    said = [said for report in view["reports"] for said in report["said"]]
    assert {"for", "against"} <= {s["standing"] for s in said}
    denials = [s for s in said if s["stance"] == "denies"]
    assert denials
    assert any(s["standing"] == "against" for s in denials)


def test_the_opposite_statement_turns_the_sides(filled: Run) -> None:
    for_it, against = (
        {s["claim"]: s["standing"] for r in json.loads(out)["reports"] for s in r["said"]}
        for out in (
            filled("check", words, "--format", "json").stdout
            for words in (STATEMENT, "Rebels have not captured the airstrip of Fada")
        )
    )
    turned = {"for": "against", "against": "for", "open": "open"}
    assert for_it
    assert all(against[claim] == turned[standing] for claim, standing in for_it.items() if claim in against)


def test_rows_name_actor_and_report(filled: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(filled("check", STATEMENT, "--format", "csv").stdout)))
    assert {"standing", "actor", "words", "claim", "revision", "address"} <= rows[0].keys()
    assert all(row["standing"] in ("for", "against", "open") for row in rows)


def test_text_never_says_that_it_is_so(filled: Run) -> None:
    result = filled("check", STATEMENT)
    assert result.exit_code == 0
    assert "nothing here says whether it is so" in " ".join(result.stdout.split())
    assert "leave it open" in result.stdout


def test_how_a_report_stands_is_shown_with_words_that_stand_so(filled: Run) -> None:
    """A report with the claim alone below “denied” would show the opposite of what it is listed for."""
    view = json.loads(filled("check", STATEMENT, "--format", "json").stdout)
    text = " ".join(filled("check", STATEMENT).stdout.split())
    bare = [r for r in view["reports"] if all(said["standing"] != r["standing"] for said in r["said"])]
    for report in bare:
        assert " ".join(report["passages"][0]["words"].split()) in text
    assert bare


def test_nothing_about_it_is_said_so(filled: Run) -> None:
    result = filled("check", "A comet was seen over Lisbon")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no report" in result.stderr


@pytest.mark.parametrize("words", ["", " ", "?!"])
def test_a_statement_without_words_is_wrong_usage(filled: Run, words: str) -> None:
    assert filled("check", words).exit_code == 2
