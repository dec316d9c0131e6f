"""Quotations that a page sets off as blocks, without quotation marks: who says them stands before them."""

from collections.abc import Sequence

from counterclaim.attributions._cues import Cues, Found, is_quotable, source_of
from counterclaim.attributions._posts import BLOCK_RULE
from counterclaim.attributions._quotes import Quote
from counterclaim.attributions._tree import Ranges, Tree
from counterclaim.records.revisions import READ_BLOCKS, BlockKind, Revision
from counterclaim.records.spans import Span


def read_set_off(tree: Tree, cues: Cues, revision: Revision, quotes: Sequence[Quote]) -> list[Found]:
    """An attribution for each block that is a quotation: to the speaker of the paragraph before it, or to nobody."""
    found: list[Found] = []
    source: Ranges = []
    spoken = [quote.span for quote in quotes]
    before: Span | None = None
    for block in revision.blocks:
        if block.kind not in READ_BLOCKS:
            continue
        if block.kind is not BlockKind.QUOTATION:
            source, before = [], block.span
            continue
        tokens = tree.parse.tokens_in(block.span)
        if before is not None:
            source, before = _speaker(tree, cues, before, spoken), None
        if tokens:
            found.append(Found(BLOCK_RULE, tokens[0], source, [], [(tokens[0], tokens[-1] + 1)], "say"))
    return found


def _speaker(tree: Tree, cues: Cues, paragraph: Span, spoken: Sequence[Span]) -> Ranges:
    """Who spoke last in a paragraph: of its last sentence that says so the outermost, and nobody who had said something
    before."""
    parse = tree.parse
    tokens = parse.tokens_in(paragraph)
    if not tokens:
        return []
    first, last = parse.sentence_index(tokens[0]), parse.sentence_index(tokens[-1])
    for number in range(last, first - 1, -1):
        for token in range(*parse.sentences[number]):
            if not is_quotable(tree, cues, token) or parse.tags[token] not in ("VBD", "VBZ", "VBP"):
                continue
            if any(span.start <= parse.starts[token] < span.end for span in spoken):
                continue
            source = source_of(tree, token)
            if source:
                return source
    return []
