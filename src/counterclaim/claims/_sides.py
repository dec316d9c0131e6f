"""Of which side the counted are: the party that the counted phrase names."""

from collections.abc import Mapping
from dataclasses import replace

from counterclaim.records.mentions import Figure
from counterclaim.records.parses import Parse
from counterclaim.records.spans import Span

#: Names of these kinds tell where or when, not whose.
_NO_SIDE = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME", "CARDINAL", "ORDINAL"})


def with_side(figure: Figure, parse: Parse, mention_starts: Mapping[int, tuple[Span, str]]) -> Figure:
    """`figure` with the party whose name stands in its counted phrase (“members of the Kessel Guard”): by the name
    under which the report's actors know it, else as it is written. The same figure where nobody is named."""
    at = figure.counted_span
    named = [token for token in parse.tokens_in(at) if _is_side(parse, token)] if at else []
    if at is None or not named:
        return figure
    first = last = named[0]
    while last + 1 in named:
        last += 1
    written = parse.span(first, last + 1)
    for token in range(parse.tokens_in(at)[0], first + 1):
        mention, party = mention_starts.get(parse.starts[token], (at, ""))
        if party and at.contains(mention) and mention.contains(written):
            return replace(figure, side=party)
    return replace(figure, side=written.of(parse.text))


def _is_side(parse: Parse, token: int) -> bool:
    entity = parse.entity_at(token)
    if entity is not None and entity.label in _NO_SIDE:
        return False
    return parse.pos[token] == "PROPN" or (entity is not None and entity.label == "NORP")
