"""Stance: a statement and a report (or another headline) in, how the report stands to it out."""

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.weighing import Reports
from counterclaim.checking import weigh_headline
from counterclaim.records.checks import Standing
from counterclaim.taggers import load_encoder

#: The names that the two public sets give to the standings.
OF_REPORTS = {
    Standing.FOR: "agree",
    Standing.AGAINST: "disagree",
    Standing.OPEN: "discuss",
    Standing.ELSEWHERE: "unrelated",
}
OF_HEADLINES = {Standing.FOR: "for", Standing.AGAINST: "against", Standing.OPEN: "observing"}


def run(rows: Iterator[Mapping[str, Any]], options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """One row a statement: `claim` and `headline`, or `headline` and the `body_id` of one of the bodies."""
    reports = Reports(options) if options.bodies else None
    for row in rows:
        if reports is not None:
            weighing = reports.weigh(row["headline"], str(row["body_id"]))
            label = OF_REPORTS[weighing.standing if weighing else Standing.ELSEWHERE]
        else:
            weighing = weigh_headline(row["claim"], row["headline"], load_encoder())
            label = OF_HEADLINES[max(OF_HEADLINES, key=weighing.share)]  # all these headlines are about their claims
        yield {"id": row["id"], "label": label}
