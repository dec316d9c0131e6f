"""Story grouping: reports in, the story of each out."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.stories import capture_of
from counterclaim.articles import read_article
from counterclaim.errors import InputError
from counterclaim.records.analyses import Analysis
from counterclaim.stories import group_reports, link_reports
from counterclaim.taggers import Encoder, load_encoder


def run(rows: Iterator[dict[str, Any]], options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """One row a report: its id and its cluster."""
    texts = {str(row.get("id", row.get("body_id"))): row["text"] for row in rows}
    for name, story in stories_of(texts, load_encoder()).items():
        yield {"id": name, "cluster": f"s{story}"}


def stories_of(texts: Mapping[str, str], encoder: Encoder) -> dict[str, int]:
    """The story of each report, by the reports' names. What cannot be read as a report is a story of its own."""
    analyses, names = [], {}
    declined = []
    for name, text in texts.items():
        try:
            revision = read_article(capture_of(name, text))
        except InputError as error:
            print(error, file=sys.stderr)
            declined.append(name)
            continue
        names[revision.id] = name
        analyses.append(Analysis(revision=revision, attributions=(), claims=()))
    groups = group_reports([a.revision.id for a in analyses], link_reports(analyses, (), encoder))
    found = {names[revision]: number for number, group in enumerate(groups) for revision in group}
    return found | {name: len(groups) + i for i, name in enumerate(declined)}
