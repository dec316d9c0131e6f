"""What a claim says of where, when and how many: mentions read elsewhere, attached."""

from collections.abc import Sequence

from counterclaim.claims._context import Context, touching
from counterclaim.records.mentions import Figure, Place, Timex
from counterclaim.records.spans import Span, Spans


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


def event_time_of(context: Context, content: Spans, tokens: Sequence[int], said: Timex | None) -> Timex | None:
    """The time expression of the content nearest to its main verb; never the time of the saying."""
    main = context.main(list(tokens))
    dated = [
        timex
        for timex in touching(context.timexes, content)
        if timex.first is not None and timex != said and any(span.contains(timex.span) for span in content)
    ]
    if main is None or not dated:
        return dated[0] if dated else None
    return min(dated, key=lambda timex: (_depth(context, timex.span, main), timex.span.start))


def _depth(context: Context, span: Span, main: int) -> int:
    """How many heads lie between the words at `span` and `main` (a large number where `main` is not above them)."""
    depths = []
    for token in context.parse.tokens_in(span):
        for depth, head in enumerate(context.parse.ancestors(token)):
            if head == main:
                depths.append(depth)
                break
    return min(depths, default=1000)
