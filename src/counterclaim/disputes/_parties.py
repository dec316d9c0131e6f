"""One name a party across the reports of a story."""

from collections.abc import Mapping, Sequence

from counterclaim.records.analyses import Analysis
from counterclaim.records.mentions import ARTICLE, UNNAMED

LEFT_OUT = frozenset({"the", "a", "an", "mr", "mrs", "ms", "dr", "gen", "col", "president", "of"})


def join_names(analyses: Sequence[Analysis]) -> Mapping[str, str]:
    """For each actor's name in the reports the one name that its party goes by: the longest of those joined.

    Two names are joined where their words are the same, titles and articles aside, or where one is an alias of the
    other in some report. The narrator and the unnamed stay what they are.
    """
    names = sorted({claim.actor.name for analysis in analyses for claim in analysis.claims})
    above: dict[str, str] = {}

    def root(name: str) -> str:
        while above.get(name, name) != name:
            name = above[name]
        return name

    def join(a: str, b: str) -> None:
        one, other = sorted((root(a), root(b)), key=lambda name: (-len(name), name))
        above[other] = one

    by_words: dict[tuple[str, ...], str] = {}
    for name in names:
        if name not in (ARTICLE, UNNAMED):
            join(name, by_words.setdefault(_plain(name), name))
    for analysis in analyses:
        for actor in analysis.actors:
            for alias in actor.aliases:
                known = by_words.get(_plain(alias))
                if known is not None and len(_plain(alias)) > 1 and actor.name in above:
                    join(actor.name, known)
    return {name: root(name) for name in names}


def _plain(name: str) -> tuple[str, ...]:
    words = tuple(word.strip(".,'’") for word in name.lower().replace("’s", "").split())
    return tuple(word for word in words if word and word not in LEFT_OUT) or words
