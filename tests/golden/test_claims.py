"""What is read in three pages of the sample, claim by claim, with the rules as tagger.

A change of any stage that changes a claim shows here. `pytest --rewrite-golden` writes the files anew; the diff is then
reviewed like code. The files say what is read today, not what would be right. New weights of the learned tagger leave
them as they are.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import SAMPLE, Run, run  # noqa: F401  the fixture

GOLDEN = Path(__file__).parent
PAGES = ("fada/01-sahel-wire.html", "fada/05-plateau-bulletin.txt", "sundsvall/02-coast-radio.html")


def compact(claim: dict[str, Any]) -> dict[str, Any]:
    """What a reader of a diff wants to see of a claim; empty fields left out."""
    kept = {name: claim[name] for name in ("actor", "via", "stance", "form", "kind", "words")}
    kept["figures"] = [figure_line(figure) for figure in claim["figures"]]
    return {name: value for name, value in kept.items() if value}


def figure_line(figure: dict[str, Any]) -> str:
    """`killed 40..: at least 40 soldiers`"""
    low, high = ("" if figure[side] is None else f"{figure[side]:g}" for side in ("low", "high"))
    return f"{figure['unit']} {low}..{high}: {figure['words']} {figure['counted'] or ''}".rstrip()


def render(claims: list[dict[str, Any]]) -> str:
    """One claim a line, so that a diff shows claims."""
    lines = ",\n".join(json.dumps(compact(claim), ensure_ascii=False) for claim in claims)
    return f"[\n{lines}\n]\n"


@pytest.mark.parametrize("page", PAGES)
def test_claims_are_as_reviewed(page: str, run: Run, request: pytest.FixtureRequest) -> None:  # noqa: F811
    result = run("read", SAMPLE / page, "--profile", "rules", "--format", "json")
    assert result.exit_code == 0, result.stderr
    (report,) = json.loads(result.stdout)["reports"]
    found = render(report["claims"])
    golden = GOLDEN / f"{Path(page).stem}.json"
    if request.config.getoption("--rewrite-golden"):
        golden.write_text(found, encoding="utf-8")
        pytest.skip(f"{golden.name} written: review the diff")
    assert found.splitlines() == golden.read_text(encoding="utf-8").splitlines()
