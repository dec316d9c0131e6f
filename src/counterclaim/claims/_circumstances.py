"""What a claim says of where, when and how many: mentions read elsewhere, attached."""

from collections.abc import Sequence

from counterclaim.claims._context import Context, touching
from counterclaim.records.mentions import Figure, Place, Timex
from counterclaim.records.spans import Span, Spans

#: Stands for a place in the tree that is not below the main verb at all.
_NOT_BELOW = 1000


def figures_of(context: Context, content: Spans) -> tuple[Figure, ...]:
    """The figures in the content."""
    return touching(context.figures, content)


def places_of(context: Context, content: Spans, tokens: Sequence[int], saying: set[int]) -> tuple[Place, ...]:
    """The places in the content; where it has none, those of its sentence that neither source nor cue holds.

    A place named only inside something else (“Afghan troops”) is not where something happened.
    """
    own = tuple(place for place in touching(context.places, content) if not place.attributive)
    if own or not tokens:
        return own
    first, last = context.parse.sentence_of(tokens[0])
    around = touching(context.places, [context.parse.span(first, last)])
    return tuple(
        place for place in around if not place.attributive and saying.isdisjoint(context.parse.tokens_in(place.span))
    )


def names_moment(timex: Timex) -> bool:
    """Whether the expression names a time that something happened at, be it one that no anchor resolves (“Tuesday”);
    not a duration, a habit, or a bare “now”."""
    return timex.first is not None or (timex.type in ("DATE", "TIME") and not timex.value.endswith("_REF"))


def event_time_of(context: Context, content: Spans, tokens: Sequence[int], said: Timex | None) -> Timex | None:
    """The time expression of the content nearest to its main verb; never the time of the saying, nor that of
    something told of a participant (“the miners who were freed in spring”)."""
    main = context.main(list(tokens))
    dated = [
        (depth, timex.span.start, timex)
        for timex in touching(context.timexes, content)
        if names_moment(timex)
        and timex != said
        and any(span.contains(timex.span) for span in content)
        and (depth := _depth(context, timex.span, main)) is not None
    ]
    return min(dated, key=lambda found: found[:2])[2] if dated else None


def _depth(context: Context, span: Span, main: int | None) -> int | None:
    """How many heads lie between the words at `span` and `main`, many where `main` is not above them; None where they
    only describe a thing (“the winter storm”) or date what a relative clause tells of it."""
    parse = context.parse
    tokens = context.parse.tokens_in(span)
    here = next((t for t in tokens if parse.heads[t] not in tokens), None)
    if here is None:
        return _NOT_BELOW
    if parse.deps[here] in ("compound", "amod", "nmod"):
        return None
    below = here
    for depth, head in enumerate(parse.ancestors(here)):
        if head == main:
            return depth
        if parse.deps[below] in ("relcl", "acl"):
            return None
        below = head
    return _NOT_BELOW
