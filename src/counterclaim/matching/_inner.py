"""What a content is of, where it wraps that in the seeing or the telling of it.

“No evidence of stuffing”, “the observers did not see any stuffing” and “there was never any stuffing” deny that boxes
were stuffed; “his claim that boxes were stuffed” tells just that. What is compared is the stuffing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.matching._known import plain_word
from counterclaim.records.claims import Claim, Polarity

#: That nothing shows it, that nobody saw it, or that there is none.
NOTHING_SHOWN = re.compile(
    r"\b(?:evidence|signs?|traces?|proof|indications?|instances?)\W+(?:of|that)\s+(?P<shown>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
NOT_SEEN = re.compile(
    r"(?:\b(?:not|never|nobody|no one|none)\b|n[’']t\b)\W+(?:\w+\W+){0,2}?"
    r"(?:see|saw|seen|find|found|observed?|witness(?:ed)?|notice[d]?|detect(?:ed)?)\W+(?:any\s+)?(?P<shown>\S.*)"
    r"|\b(?:see|saw|seen|find|found|observed|witnessed|noticed|detected)\s+no\s+(?P<none>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
NEVER_WAS = re.compile(
    r"\W*there\s+(?:(?:has|have|had)\s+)?(?:(?:is|are|was|were|been)\s+)?(?:never|not|no)\s+(?:(?:is|are|was|were|been)\s+)?"
    r"(?:any\s+|such\s+)*(?P<shown>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
#: What somebody said, and the words for it.
TOLD_THAT = re.compile(
    r"\W*(?:\S+\s+){1,5}?(?:claim|allegation|assertion|accusation|statement|suggestion|charge)s?\s+that\s+(?P<told>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
#: Where the phrase for what was not seen ends.
PHRASE_END = re.compile(
    r"\W*[,.;:”\"]|\s(?:in|at|on|of|by|near|during|from|with|that|which|who|when|where|and|or)\b", re.IGNORECASE
)
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Inner:
    """The words of what a content is of, those of the phrase for what was not seen, in lower case, and its noun; None
    where a clause tells it."""

    words: str
    phrase: tuple[str, ...] = ()

    @property
    def deed(self) -> str | None:
        return self.phrase[-1] if self.phrase else None


def inner_of(claim: Claim, words: str) -> Inner | None:
    """What the content, `words`, wraps; None where it tells a matter outright."""
    told = TOLD_THAT.match(words)
    if told is not None:
        return Inner(told["told"])
    if claim.polarity is Polarity.FOR and not claim.frame.negated:
        return None
    found = NEVER_WAS.match(words) or NOTHING_SHOWN.search(words) or NOT_SEEN.search(words)
    if found is None:
        return None
    shown = next(group for group in found.groups() if group)
    phrase = WORD.findall(PHRASE_END.split(shown, maxsplit=1)[0].lower())
    return Inner(shown, tuple(phrase)) if phrase else None


def form_of(word: str) -> str:
    """What the forms of a word have in common: “stuffing” and “stuffed”, “fire” and “firing”."""
    return plain_word(word).removesuffix("e")


def forms_of(words: Sequence[str]) -> frozenset[str]:
    return frozenset(map(form_of, words))
