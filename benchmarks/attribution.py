"""Attributions of plain texts whose lines are a headline or a paragraph each; every line is read.

The outermost attributions only: PolNeAR, which is scored with this, marks no attribution inside another's content.
"""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from counterclaim.parsing import load_parser
from counterclaim.pipeline import load_tagger
from counterclaim.records.ids import CaptureId, DocumentId, RevisionId, digest
from counterclaim.records.revisions import Block, BlockKind, Revision
from counterclaim.records.spans import Span, Spans
from counterclaim.settings import load_settings

_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


def revision_of_lines(name: str, text: str) -> Revision:
    """A revision each of whose lines is a paragraph to read."""
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            first = start + line.index(words[0])
            blocks.append(Block(span=Span(first, first + len(words)), kind=BlockKind.PARAGRAPH))
        start += len(line)
    sha256 = digest(text.encode())
    return Revision(
        id=RevisionId(sha256),
        document_id=DocumentId(name),
        capture_id=CaptureId(sha256),
        address=name,
        text=text,
        title="",
        blocks=tuple(blocks),
        captured_at=_UNDATED,
    )


def run(rows: Iterator[dict[str, Any]], options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    parser, tagger = load_parser(), load_tagger(load_settings({"profile": options.profile}))
    for row in rows:
        revision = revision_of_lines(row["id"], row["text"])
        found = tagger.tag(revision, parser.parse(revision))
        yield {
            "id": row["id"],
            "attributions": [
                {
                    "source": _pairs(a.source),
                    "cue": _pairs(a.cue),
                    "content": _pairs(a.content),
                    "score": a.score,
                    "found_by": a.found_by,
                }
                for a in found
                if a.parent is None
            ],
        }


def _pairs(spans: Spans) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
