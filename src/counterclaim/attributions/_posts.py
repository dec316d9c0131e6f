"""Posts that a page embeds, signed with a handle: “… — NAME (@handle) date”, on their own line or the one after."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from counterclaim.attributions._cues import Found
from counterclaim.attributions._tree import Tree
from counterclaim.records.attributions import Attribution
from counterclaim.records.spans import Span

RULE = "line.post"
BLOCK_RULE = "quote.block"
#: How a page signs a post that it embeds: dash, name, handle, and perhaps the date.
_SIGNED = re.compile(
    r"(?P<dash>--|[-–—―])\s?(?P<name>[^\W\d_@][^\n@()]{0,58}?)\s?(?P<handle>\(@\w{1,30}\))[^\n@]{0,40}\Z"
)
#: Links at the end of a post.
_LINKS = re.compile(r"(?:\s*(?:https?://|pic\.|t\.co/|www\.)\S+)+\s*\Z")
#: Longer than any post that pages embed.
_POST = 600


def read_posts(tree: Tree, paragraphs: Sequence[Span], taken: Sequence[Span]) -> list[Found]:
    """The attributions of signed posts. `taken` are quotations that have a speaker already."""
    parse = tree.parse
    found: list[Found] = []
    for number, paragraph in enumerate(paragraphs):
        tail = max(paragraph.start, paragraph.end - 140)
        signed = _SIGNED.search(parse.text, tail, paragraph.end)
        if signed is None:
            continue
        start, end = paragraph.start, signed.start()
        if not parse.text[start:end].strip():
            if not number:
                continue
            start, end = paragraphs[number - 1].start, paragraphs[number - 1].end
        links = _LINKS.search(parse.text, max(start, end - 200), end)
        end = links.start() if links else end
        if end - start < 2 or end - start > _POST or any(span.overlaps(Span(start, end)) for span in taken):
            continue
        tokens = parse.tokens_in(Span(start, end))
        if len(tokens) < 3:
            continue
        name, handle = parse.tokens_in(Span(*signed.span("name"))), parse.tokens_in(Span(*signed.span("handle")))
        if not name or not handle:
            continue
        found.append(Found(RULE, handle[0], [tree.trimmed(name[0], name[-1] + 1)],
                           [(handle[0], handle[-1] + 1)], [(tokens[0], tokens[-1] + 1)], "say"))  # fmt: skip
    return found


def posts_first(marked: Sequence[Attribution], ruled: Sequence[Attribution]) -> list[Attribution]:
    """`marked`, another tagger's attributions, with the signed posts, and the quotations that are blocks, among the
    rule tagger's `ruled` in place of what it made of their words: who signs a post says it."""
    posts = [a for a in ruled if a.found_by in (RULE, BLOCK_RULE)]
    signatures = (span for post in posts if post.found_by == RULE for span in (*post.cue, *post.source))
    held = sorted((*(span for post in posts for span in post.content), *signatures))
    kept = list(posts)
    for attribution in marked:
        if any(_overlaps(span, held) for span in (*attribution.source, *attribution.cue)):
            continue
        content = tuple(span for span in attribution.content if not _overlaps(span, held))
        if content == attribution.content:
            kept.append(attribution)
        elif content:
            kept.append(replace(attribution, content=content))
    return kept


def _overlaps(span: Span, held: Sequence[Span]) -> bool:
    """Whether a span shares a character with one of `held`, sorted and apart."""
    i = bisect_right(held, span.start, key=lambda other: other.start)
    return any(span.overlaps(other) for other in held[max(0, i - 1) : i + 1])
