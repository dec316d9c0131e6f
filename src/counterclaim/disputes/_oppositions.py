"""Which claims of one matter stand against each other: who denies what whom claims.

A proposition may hold denials of one detail and claims of another. A dispute is raised where one party's denial meets
another's claim: in what both say, or, where the denial only points (“the report is false”), in what the story is about.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from counterclaim.disputes._matters import Matters, strength
from counterclaim.disputes._polarities import is_own_not, same_words
from counterclaim.disputes._words import tells
from counterclaim.records.accounts import Match
from counterclaim.records.claims import Claim, Polarity
from counterclaim.records.ids import ClaimId
from counterclaim.records.mentions import ARTICLE, UNNAMED
from counterclaim.records.spans import words_at

#: A denial disputes a claim only where the two are about one matter with at least this probability, as far as judged.
DENIED = 0.3
#: What a denial counts for that nobody judged.
UNJUDGED = 0.5
#: What merely points denies what at least this many reports tell of, or what its own report says that it points to.
CENTRAL = 2
NOT = re.compile(r"\b(?:not|never|no|none|nobody|nothing|nowhere|neither|cannot)\b|n[’']t\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Opposition:
    """One party's claim, another's denial, how surely they are about one thing, and the judgement that says so; None
    where nobody judged them: people put them together."""

    claim: Claim
    denial: Claim
    score: float
    match: Match | None


def find_oppositions(group: Sequence[Claim], matters: Matters) -> list[Opposition]:
    """The pairs of a claim and a denial of one matter that stand against each other, the surest first."""
    told = {claim.id: words_at(matters.texts[claim.revision_id], claim.content) for claim in group}
    claimed = [claim for claim in group if claim.polarity is Polarity.FOR]
    # What only points (“the story”) can be denied where others tell what it points to.
    claimed = [claim for claim in claimed if claim.figures or tells(told[claim.id])] or claimed
    judged = any(matters.between(a, b) for a, b in combinations(group, 2))
    found = []
    for denial in group:
        if denial.polarity is not Polarity.AGAINST:
            continue
        bare = not denial.figures and not tells(told[denial.id])
        if bare and not _is_central(denial, claimed):
            continue
        for claim in claimed:
            if not are_two(claim, denial, matters.names) or _agree(claim, denial, told):
                continue
            match = matters.between(claim, denial)
            if match is None and judged:
                continue
            score = strength(match) if match else UNJUDGED
            if score >= DENIED:
                found.append(Opposition(claim, denial, score, match))
    return sorted(found, key=lambda o: (-o.score, o.claim.id, o.denial.id))


def are_two(a: Claim, b: Claim, names: Mapping[ClaimId, str]) -> bool:
    """Whether two parties speak. Narrators and the unnamed of two reports are two."""
    if names[a.id] != names[b.id]:
        return True
    return a.actor.name in (ARTICLE, UNNAMED) and a.revision_id != b.revision_id


def _agree(claim: Claim, denial: Claim, told: Mapping[ClaimId, str]) -> bool:
    """Whether both say the same: one statement read in two ways, or a “not” in both."""
    if not is_own_not(denial):
        return same_words(claim, denial) and not _by_cue(denial)
    return NOT.search(told[claim.id]) is not None or same_words(claim, denial)


def _by_cue(denial: Claim) -> bool:
    rules = [found.rule for found in denial.evidence if found.field == "stance"]
    return not rules or any(rule.startswith("cue:") for rule in rules)


def _is_central(denial: Claim, claimed: Sequence[Claim]) -> bool:
    """Whether the matter can be what a bare denial means: what several reports tell of, or, where a party and not the
    narrator denies it, what another claims in its own report."""
    reports = {claim.revision_id for claim in claimed}
    narrated = denial.actor.name in (ARTICLE, UNNAMED)
    return len(reports) >= CENTRAL or (denial.revision_id in reports and not narrated)
