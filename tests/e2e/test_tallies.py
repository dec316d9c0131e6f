"""Counts by claimant in the JSON document and on the terminal, each with the claims that state it."""

import json
from pathlib import Path

from tests.e2e.conftest import Run

REPORTS = {
    "first.txt": "Mine blast\n\nThe Harrow ministry said that at least 19 miners were killed in the blast at Orsk.",
    "second.txt": "Mine blast\n\nThe Velka hospital said that 12 miners were killed in the blast at Orsk.",
}


def test_tallies_are_in_the_document_and_on_the_page(run: Run, tmp_path: Path) -> None:
    paths = []
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        paths.append(tmp_path / name)
    document = json.loads(run("read", *paths, "--format", "json").stdout)
    claims = {claim["id"]: claim for report in document["reports"] for claim in report["claims"]}
    tallies = [tally for p in document["propositions"] for tally in p["tallies"]]
    assert {tally["unit"] for tally in tallies} == {"killed"}
    counts = {count["words"]: count for tally in tallies for count in tally["counts"]}
    assert (counts["at least 19 miners"]["low"], counts["at least 19 miners"]["high"]) == (19, None)
    assert all("19" in claims[c]["words"] for c in counts["at least 19 miners"]["claims"])
    assert all(tally["acled"]["claims"] for tally in tallies)
    page = " ".join(run("read", *paths).stdout.split())
    assert "Figures by claimant (never added up)" in page
    assert "ACLED 12" in page
