"""Whether two words are of one deed: “theft” and “stolen”."""

from functools import cache

from counterclaim.lexicons.events import load_events
from counterclaim.lexicons.opposites import STEM, load_kindred
from counterclaim.records.events import EventKind


def of_one_deed(word: str, other: str) -> bool:
    """Whether two lemmas are of one deed: as far as their letters or the list of opposites say, or where one is a noun
    and the other a verb for one kind of event."""
    if word == other or (min(len(word), len(other)) >= STEM and word[:STEM] == other[:STEM]):
        return True
    if other in load_kindred().get(word, ()):
        return True
    return any(not _events(a, "noun").isdisjoint(_events(b, "verb")) for a, b in ((word, other), (other, word)))


@cache
def _events(lemma: str, pos: str) -> frozenset[tuple[EventKind, str]]:
    """The kinds of event with a mode of their own that a lemma tells of by itself, whatever it is said of."""
    senses = load_events().senses.get((lemma, pos), ())
    return frozenset((sense.event, sense.mode) for sense in senses if sense.mode and not sense.condition)
