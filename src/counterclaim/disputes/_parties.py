"""One name a party across the reports of a story, as the reports show it and as people decided."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from counterclaim.actors import join_actors
from counterclaim.records.analyses import Analysis
from counterclaim.records.ids import ClaimId
from counterclaim.review import Pairs, Party

ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)


def join_names(analyses: Sequence[Analysis], decided: Pairs[Party] | None = None) -> Mapping[ClaimId, str]:
    """For each claim the name, without its article, that its actor goes by in all the reports.

    Equal names are one party within a story, even where they are too plain to be joined across stories (“army”), unless
    a person has parted them: the later of two such parties then has a number (“army (2)”).
    """
    decided = decided or Pairs()
    joined = join_actors(
        [
            (analysis.revision.id, [*analysis.actors, *(claim.actor for claim in analysis.claims)])
            for analysis in analyses
        ],
        decided=[
            *((a, b, True) for a, b in sorted(decided.together)),
            *((a, b, False) for a, b in sorted(decided.apart)),
        ],
    )
    names = _numbered(_spelt({place: ARTICLE.sub("", actor.name) for place, actor in joined.items()}), decided.apart)
    return {
        claim.id: names[analysis.revision.id, claim.actor.name] for analysis in analyses for claim in analysis.claims
    }


def _spelt(names: Mapping[Party, str]) -> dict[Party, str]:
    """The names, where those that differ in capitals alone (“Army” at the head of a sentence) are spelt as mostly, or
    else with the fewest capitals."""
    counted = Counter(names.values())
    best: dict[str, str] = {}
    for name in sorted(counted, key=lambda name: (counted[name], sum(map(str.islower, name)), name)):
        best[name.casefold()] = name
    return {place: best[name.casefold()] for place, name in names.items()}


def _numbered(names: Mapping[Party, str], parted: Iterable[tuple[Party, Party]]) -> dict[Party, str]:
    """The names, where parted parties have one name with the lowest number that no party parted from them has."""
    against: dict[Party, set[Party]] = defaultdict(set)
    for a, b in parted:
        if a in names and b in names and names[a] == names[b]:
            against[max(a, b)].add(min(a, b))
    numbers: dict[Party, int] = {}
    for place in sorted(names):
        taken = {numbers[other] for other in against[place]}
        numbers[place] = next(number for number in count(1) if number not in taken)
    return {place: name if numbers[place] == 1 else f"{name} ({numbers[place]})" for place, name in names.items()}
