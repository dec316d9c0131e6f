"""Event coreference with gold mentions: documents in, the event of each mention out."""

import argparse
from collections.abc import Iterator
from typing import Any

from benchmarks.group import stories_of
from counterclaim.events import EventMention, group_mentions, read_mention
from counterclaim.parsing import load_parser
from counterclaim.records.ids import RevisionId
from counterclaim.records.parses import Parse
from counterclaim.records.spans import Span
from counterclaim.taggers import load_encoder


def run(rows: Iterator[dict[str, Any]], options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """One row a mention: its id and its event. Reports are grouped into stories by the product first."""
    documents = list(rows)
    encoder, parser = load_encoder(), load_parser()
    story_of = stories_of({row["id"]: row["text"] for row in documents}, encoder)
    found = [pair for row in documents for pair in mentions_of(row, parser.parse_text(row["text"]))]
    stories = {RevisionId(name): number for name, number in story_of.items()}
    for number, group in enumerate(group_mentions([mention for _, mention in found], stories, encoder)):
        for member in group:
            yield {"id": found[member][0], "cluster": f"e{number}"}


def mentions_of(row: dict[str, Any], parse: Parse) -> Iterator[tuple[str, EventMention]]:
    """The mentions of a document, with their ids. A line of its text is a sentence: tokens between spaces."""
    lines = row["text"].split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for mention in row["mentions"]:
        tokens = row["sents"][mention["sent"]]
        start = starts[lines.index(" ".join(tokens))] + sum(len(token) + 1 for token in tokens[: mention["start"]])
        span = Span(start, start + len(" ".join(tokens[mention["start"] : mention["end"]])))
        yield mention["id"], read_mention(parse, span, RevisionId(row["id"]))
