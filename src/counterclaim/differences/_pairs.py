"""Which claim of one text is which claim of another, wherever it stands in it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.differences._words import Bag, bag, likeness, numbers, tokens
from counterclaim.records.claims import Claim, Form
from counterclaim.records.mentions import ARTICLE, UNNAMED
from counterclaim.records.spans import words_at

#: Content this alike makes two claims of one party one claim. Below, a reader would not know it for the same.
SAME_PARTY = 0.5
#: Across two parties, or two stances, more is asked for.
OTHER = 0.65
#: A word in more claims of a text than this finds no candidates: a hostile page must not cost quadratic time.
COMMON = 60


@dataclass(frozen=True, slots=True)
class Read:
    """A claim with its words ready for comparison."""

    claim: Claim
    number: int  # the place among the claims of its text
    content: tuple[str, ...]
    said: tuple[str, ...]  # source, cue, content and hedges
    counted: Bag
    party: str | None  # None: the report itself, or nobody

    @property
    def quoted(self) -> bool:
        return self.claim.form in (Form.DIRECT, Form.MIXED)


def read_claim(claim: Claim, number: int, text: str) -> Read:
    content = tokens(words_at(text, claim.content))
    return Read(
        claim=claim,
        number=number,
        content=tuple(content),
        said=tuple(tokens(words_at(text, {*claim.source, *claim.cue, *claim.content, *claim.hedges}))),
        counted=bag(content),
        party=None if claim.actor.name in (ARTICLE, UNNAMED) else party_name(claim.actor.name),
    )


def party_name(name: str) -> str:
    words = tokens(name)
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) and len(words) > 1 else words)


def pair_claims(before: Sequence[Read], after: Sequence[Read]) -> list[tuple[Read, Read, float]]:
    """Pairs of claims with their likeness, each claim in one at most, the likest first; the same either way round."""
    holders: defaultdict[str, list[Read]] = defaultdict(list)
    for one in after:
        for stem in one.counted:
            holders[stem].append(one)
    scored: list[tuple[float, int, int, Read, Read]] = []
    for old in before:
        near = {new.number: new for stem in old.counted if len(holders[stem]) <= COMMON for new in holders[stem]}
        for new in near.values():
            score = _score(old, new)
            if score is not None:
                scored.append((-score, abs(old.number - new.number), old.number + new.number, old, new))
    scored.sort(key=lambda found: found[:3])
    paired: list[tuple[Read, Read, float]] = []
    taken_before: set[int] = set()
    taken_after: set[int] = set()
    for negative, _, _, old, new in scored:
        if old.number not in taken_before and new.number not in taken_after:
            taken_before.add(old.number)
            taken_after.add(new.number)
            paired.append((old, new, min(1.0, -negative)))
    return paired


def _score(old: Read, new: Read) -> float | None:
    """How alike two claims are; None where they are not one. What agrees besides the content decides between equals."""
    alike = likeness(old.counted, new.counted)
    one_party = same_party(old, new)
    one_stance = old.claim.polarity is new.claim.polarity
    if not one_party and not one_stance:
        return None  # one party's claim and another's denial are two
    if alike < (SAME_PARTY if one_party and one_stance else OTHER):
        return None
    agreeing = (one_party, one_stance, Counter(numbers(old.content)) == Counter(numbers(new.content)))
    return round(alike + 0.05 * sum(agreeing), 4)


def same_party(old: Read, new: Read) -> bool:
    """Whether one party speaks: the same name, part of it, or an alias."""
    if old.party == new.party:
        return True
    if old.party is None or new.party is None:
        return False
    names = [{read.party or "", *map(party_name, read.claim.actor.aliases)} for read in (old, new)]
    if names[0] & names[1]:
        return True
    one, other = (set((read.party or "").split()) for read in (old, new))
    return one <= other or other <= one
