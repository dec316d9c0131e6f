"""A claim that depends on a condition is never shown without it: every place that shows the words of a claim."""

import json
import re
from pathlib import Path

import pytest

from tests.e2e.conftest import Run

CONDITION = "if the army shells the valley again"
#: So long that a line of a list cannot hold it: the condition at its end must be kept.
THREAT = (
    "its fighters in the northern hills around Orsk, in the villages along the river Lund and in the two towns that it "
    "took from the provincial guard in the first days of the spring offensive would burn the grain stores, the railway "
    f"depot and the bridge {CONDITION}"
)
REPORTS = {
    "first.txt": f"A day in Orsk\n\nThe Harrow Front said on Friday that {THREAT}.\n\nShops stayed open until six.\n",
    "second.txt": f"Words from the hills\n\nOn Friday the Harrow Front said {THREAT}.\n\nThe road was wet all day.\n",
}


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [tmp_path / name for name in REPORTS]


def squeezed(text: str) -> str:
    """The text without line breaks and columns, so that words folded over lines are found."""
    return re.sub(r"[\s│]+", "", text)


def test_no_rendering_of_a_claim_loses_its_condition(run: Run, reports: list[Path]) -> None:
    """JSON document, terminal, CSV, search, and the pages of claim, proposition, report and story."""
    result = run("read", *reports, "--profile", "rules", "--format", "json")
    assert result.exit_code == 0, result.stderr
    document = json.loads(result.stdout)
    claims = [claim for report in document["reports"] for claim in report["claims"] if CONDITION in claim["words"]]
    assert len(claims) == 2
    assert all([quote["words"] for quote in claim["conditions"]] == [CONDITION] for claim in claims)
    ids = {claim["id"] for claim in claims}
    about = [p for p in document["propositions"] if ids & set(p["claims"])]
    assert about
    assert all(CONDITION in p["words"] for p in about)

    assert run("add", *reports, "--profile", "rules").exit_code == 0
    shown = [("read", *reports, "--profile", "rules"), ("claims",), ("claims", "--format", "csv")]
    shown += [("show", claim["id"]) for claim in claims] + [("explain", claim["id"]) for claim in claims]
    shown += [("show", claim["revision"]) for claim in claims]
    shown += [("show", p["id"]) for p in about] + [("show", story["id"]) for story in document["stories"]]
    for command in shown:
        result = run(*command)
        assert result.exit_code == 0, (command, result.stderr)
        wanted = squeezed(CONDITION)
        assert wanted in squeezed(result.stdout), (command, result.stdout)


def test_no_line_that_shows_the_threat_stands_without_its_condition(run: Run, reports: list[Path]) -> None:
    """Where the words are cut for a list, the condition follows the cut."""
    text = squeezed(run("read", *reports, "--profile", "rules").stdout)
    starts = [match.start() for match in re.finditer(squeezed("its fighters in the northern hills"), text)]
    assert len(starts) >= 2
    for start in starts:
        assert squeezed(CONDITION) in text[start : start + len(squeezed(THREAT)) + 20]
