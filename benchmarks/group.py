"""Story grouping: reports in, the story of each out."""

import argparse
import sys
from collections.abc import Iterator
from typing import Any

from benchmarks.stories import capture_of
from counterclaim.articles import read_article
from counterclaim.errors import InputError
from counterclaim.records.analyses import Analysis
from counterclaim.stories import group_reports, link_reports
from counterclaim.taggers import load_encoder


def run(rows: Iterator[dict[str, Any]], options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """One row a report: its id and its cluster."""
    name_of, analyses = {}, []
    for row in rows:
        name = str(row.get("id", row.get("body_id")))
        try:
            revision = read_article(capture_of(name, row["text"]))
        except InputError as error:
            print(error, file=sys.stderr)
            yield {"id": name, "cluster": f"declined-{name}"}
            continue
        name_of[revision.id] = name
        analyses.append(Analysis(revision=revision, attributions=(), claims=()))
    links = link_reports(analyses, (), load_encoder())
    for number, story in enumerate(group_reports([a.revision.id for a in analyses], links)):
        for revision_id in story:
            yield {"id": name_of[revision_id], "cluster": f"s{number}"}
