"""Which turns a saved search wants. It looks at the words that it is given: what may not leave finds nothing."""

from collections.abc import Iterable

from counterclaim.records.turns import Told
from counterclaim.records.watches import Query


def matches(query: Query, told: Told) -> bool:
    """Whether a turn has every part that a search names."""
    turn = told.turn
    words = f"{told.sentence} {told.before} {told.after}".casefold()
    published = told.published
    return (
        all(word in words for word in query.words.casefold().split())
        and _names(query.actor, told.actors)
        and _names(query.place, told.places)
        and _names(query.outlet, told.outlets)
        and (query.story is None or (turn.story or "").startswith(query.story))
        and (not query.statuses or bool(set(query.statuses) & set(turn.statuses)))
        and (not query.events or bool({event.value for event in query.events} & set(told.events)))
        and (not query.kinds or turn.kind in query.kinds)
        and (query.first is None or (published is not None and query.first <= published))
        and (query.last is None or (published is not None and published < query.last))
    )


def _names(wanted: str | None, names: Iterable[str]) -> bool:
    return wanted is None or any(wanted.casefold() in name.casefold() for name in names)


def describe(query: Query) -> str:
    """A search in words, for lists and for the titles of feeds."""
    parts = [f"“{query.words}”"] if query.words else []
    parts += [f"{name} {value}" for name in ("actor", "place", "outlet", "story") if (value := getattr(query, name))]
    parts += [f"status {value}" for value in query.statuses]
    parts += [f"event {value}" for value in query.events]
    parts += [str(kind) for kind in query.kinds]
    parts += [f"from {query.first:%Y-%m-%d %H:%M}"] if query.first else []
    parts += [f"before {query.last:%Y-%m-%d %H:%M}"] if query.last else []
    return ", ".join(parts) or "everything"
