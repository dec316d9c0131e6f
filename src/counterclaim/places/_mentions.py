"""What recognition and resolution pass on: a mention of a place, and how well known a place is."""

import math
from dataclasses import dataclass

from counterclaim.places._gazetteer import Candidate
from counterclaim.places._words import FACILITY_HEADS, SITE_TAILS
from counterclaim.records.parses import Parse

#: The parser's labels of places.
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


@dataclass(slots=True)
class Mention:
    """Tokens `[start, end)` that may name a place. `holder` indexes the mention that is said to hold it
    (“Town, Region”, “X in Y province”); `wanted` is the kind that a noun beside it asks for (“province”), `around`
    what its first words name (“Kabul” of “Kabul Airport”)."""

    start: int
    end: int
    name: str
    candidates: tuple[Candidate, ...]
    label: str | None
    attributive: bool = False
    code: bool = False
    wanted: str | None = None
    towns_first: bool = False  # “north of X” is measured from the town, not from the province of its name
    holder: int | None = None
    around: tuple[Candidate, ...] = ()
    chosen: Candidate | None = None
    score: float = 0.0


def stands_after(parse: Parse, start: int, words: frozenset[str]) -> bool:
    """Whether the mention at `start` stands after one of `words`, an article between them or not."""
    before = [w.lower() for w in parse.words[max(0, start - 2) : start]]
    return bool(before) and (before[-1] in words or (before[-1] in {"the", "a", "an"} and before[0] in words))


def fame(candidate: Candidate) -> float:
    """How likely a capitalised word of this name is the place, from its kind and size: 0 to 1."""
    if candidate.kind == "town":
        return min(1.0, max(0.0, (math.log10(candidate.population + 1) - 3.5) / 2.5))
    if candidate.kind in {"region", "water"} and not candidate.population:
        return 0.2  # of a layer: any wood or brook
    return {"country": 1.0, "region": 0.8, "province": 0.9, "water": 0.6}.get(candidate.kind, 0.2)


def is_site(parse: Parse, mention: Mention) -> bool:
    """Whether the words of a mention say what kind of site it is: “Main Street”, “Highway 9”."""
    first, last = (parse.words[i].lower().rstrip(".") for i in (mention.start, mention.end - 1))
    return mention.end - mention.start > 1 and (last in SITE_TAILS or first in FACILITY_HEADS)
