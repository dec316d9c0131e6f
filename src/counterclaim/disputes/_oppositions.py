"""Which claims of one matter stand against each other: who denies what whom claims.

A proposition may hold denials of one detail and claims of another. A dispute is raised where one party's denial meets
another's claim: in what both say, or, where the denial only points (“the report is false”), in what the story is about.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from counterclaim.disputes._holds import (
    NOT,
    by_cue,
    is_verdict,
    rules_of,
    why_agreed,
    why_no_claim,
    why_no_denial,
    why_no_denial_by,
    why_of_other,
)
from counterclaim.disputes._matters import Matters, strength
from counterclaim.disputes._polarities import denies_deed, is_own_not, same_words
from counterclaim.disputes._words import telling_words, tells
from counterclaim.lexicons.opposites import STEM
from counterclaim.records.accounts import Match, Reason
from counterclaim.records.claims import Claim, Form, Polarity
from counterclaim.records.ids import ClaimId
from counterclaim.records.mentions import ARTICLE, UNNAMED
from counterclaim.records.spans import words_at

#: A denial can be of a claim where the two are about one matter with at least this probability, as far as judged.
NEAR = 0.4
#: It disputes the claim from this probability on; between the two it is an answer that is held back.
DENIED = 0.55
#: The same where the denial only points or judges reports: it has few words that tell which.
SURELY = 0.6
#: Both where it denies the very figure that the other gives.
FIGURE = 0.25
#: What a denial counts for that nobody judged.
UNJUDGED = 0.5
#: What is told, as the subject of a claim.
REPORTS = frozenset("article articles report reports story stories rumour rumours rumor rumors hoax hoaxes".split())
#: The same in a denial: “the claim is baseless”.
TOLD = re.compile(r"\b(?:claim|report|allegation|accusation|rumou?r|stor(?:y|ie)|suggestion)s?\b", re.IGNORECASE)
TRUE = frozenset({"true", "real", "correct", "accurate", "confirm", "right"})
#: Reports that tell of what a narrator calls false in a word.
CENTRAL = 2
WORD = re.compile(r"[^\W_]+")
#: A “not” that denies no more than a part: “not all the wells are foul”.
SOFT = re.compile(r"\bnot (?:all|every|many|much|only|just|merely|necessarily)\b", re.IGNORECASE)
#: In speech as it was spoken these suppose, and tell nothing: “it would be a strange sort of flood”.
SUPPOSES = re.compile(r"\b(?:would|could|might)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Opposition:
    """One party's claim, another's denial, how surely they are about one thing, and the judgement that says so; None
    where nobody judged them: people put them together. `held` says why the two make no dispute; empty where they do."""

    claim: Claim
    denial: Claim
    score: float
    match: Match | None
    held: str = ""


def find_oppositions(group: Sequence[Claim], matters: Matters) -> list[Opposition]:
    """The pairs of a claim and a denial of one matter, the surest first; those that are held back stand last."""
    told = {claim.id: words_at(matters.texts[claim.revision_id], claim.content) for claim in group}
    claimed = [claim for claim in group if claim.polarity is Polarity.FOR and not _supposes(claim, told[claim.id])]
    # What only points (“the story”) can be denied where others tell what it points to.
    claimed = [claim for claim in claimed if claim.figures or tells(told[claim.id])] or claimed
    judged = any(matters.between(a, b) for a, b in combinations(group, 2))
    empty = {claim.id: why_no_claim(claim, told[claim.id]) for claim in claimed}
    # By these a bare denial (“the poaching allegation”) names what it is of.
    stems = {claim.id: {word[:STEM] for word in WORD.findall(told[claim.id].lower())} for claim in claimed}
    found: list[Opposition] = []
    for denial in group:
        if denial.polarity is not Polarity.AGAINST:
            continue
        held = why_no_denial(denial, told[denial.id]) or why_no_denial_by(
            words_at(matters.texts[denial.revision_id], denial.cue), told[denial.id]
        )
        meant = claimed
        if not denial.figures and not tells(told[denial.id]):
            named = {word[:STEM] for word in telling_words(told[denial.id]) if len(word) >= STEM}
            meant = [claim for claim in claimed if not named.isdisjoint(stems[claim.id])]
            meant = meant or (claimed if _is_central(denial, claimed, matters) else [])
        meant = [claim for claim in claimed if _same_figure(claim, denial)] or meant
        against: list[Opposition] = []
        for claim in meant:
            match = matters.between(claim, denial)
            if match is None and judged:
                continue
            if not are_two(claim, denial, matters.names) or _agree(claim, denial, told):
                continue
            if _is_of_other(denial, claim) and not _blames(match):
                continue
            if match is None:
                against.append(Opposition(claim, denial, UNJUDGED, None))
            elif strength(match) >= (FIGURE if _same_figure(claim, denial) else NEAR):
                unsaid = "" if _blames(match) else empty[claim.id]  # “blamed the Front” tells whom it blames
                why = held or unsaid or _why_held(claim, denial, match, told)
                why = why or _why_guess(claim, denial, match, matters, told) or _why_unsure(claim, denial, match)
                against.append(Opposition(claim, denial, strength(match), match, why))
        found += _held_to_one(against)
    return sorted(found, key=lambda o: (o.held != "", -o.score, o.claim.id, o.denial.id))


def _held_to_one(against: Sequence[Opposition]) -> Iterator[Opposition]:
    """The pairs of one denial; where its claim is guessed and one report alone tells it, they are held back."""
    guesses = {o.claim.revision_id for o in against if not o.held and _guess(o.match)}
    for pair in against:
        guess = _guess(pair.match) if len(guesses) < CENTRAL and not pair.held else None
        yield replace(pair, held=guess.detail) if guess else pair


def _guess(match: Match | None) -> Reason | None:
    """The reason that says that nothing in the words tells which claim is meant."""
    return next((reason for reason in match.reasons if reason.name == "guess"), None) if match else None


def _why_unsure(claim: Claim, denial: Claim, match: Match) -> str:
    """Why it is too little sure that a claim and a denial are about one matter; empty where it is sure enough."""
    judges = bool(rules_of(denial)) and is_verdict(denial) and _on_report(denial)
    bar = FIGURE if _same_figure(claim, denial) else SURELY if judges or _points(match) else DENIED
    return "" if strength(match) >= bar else f"it is not sure that both are of one matter ({strength(match):.2f})"


def _points(match: Match | None) -> bool:
    """Whether the words of one only point to a matter."""
    return match is not None and any(reason.name == "stands for" for reason in match.reasons)


def _why_held(claim: Claim, denial: Claim, match: Match, told: Mapping[ClaimId, str]) -> str:
    """Why a claim and a denial that were judged to be about one thing do not stand against each other."""
    if _points(match):
        return why_agreed(claim, denial, told) or why_of_other(claim, denial, told)
    return why_agreed(claim, denial, told)


def _why_guess(claim: Claim, denial: Claim, match: Match | None, matters: Matters, told: Mapping[ClaimId, str]) -> str:
    """Why a denial that says no more than “it is false” is not known to be of the claim; empty where it may be: where a
    party denies “the report”, and the claim is of what most reports tell."""
    guess = _guess(match)
    if guess is None:
        return ""
    if TOLD.search(told[denial.id]) and denial.actor.name not in (ARTICLE, UNNAMED):
        if matters.breadth[matters.home[claim.id]] == max(matters.breadth.values()):
            return ""
    return guess.detail


def are_two(a: Claim, b: Claim, names: Mapping[ClaimId, str]) -> bool:
    """Whether two parties speak. Narrators and the unnamed of two reports are two."""
    if names[a.id] != names[b.id]:
        return True
    return a.actor.name in (ARTICLE, UNNAMED) and a.revision_id != b.revision_id


def _supposes(claim: Claim, words: str) -> bool:
    return claim.form is Form.DIRECT and SUPPOSES.search(words) is not None


def _agree(claim: Claim, denial: Claim, told: Mapping[ClaimId, str]) -> bool:
    """Whether both say the same: one statement read in two ways, or a “not” in both."""
    if is_own_not(denial) and (_holds_not(claim, told) or SOFT.search(told[denial.id])):
        return True
    if not same_words(claim, denial):
        return False
    both = claim.frame.negated and denial.frame.negated
    return both or (not by_cue(denial) and _holds_not(claim, told) is _holds_not(denial, told))


def _holds_not(claim: Claim, told: Mapping[ClaimId, str]) -> bool:
    """Whether there is a “not”, which may stand in who did it alone: “nobody is reported to have seen it”."""
    return NOT.search(f"{claim.frame.subject or ''} {told[claim.id]}") is not None


def _is_of_other(denial: Claim, claim: Claim) -> bool:
    """Whether what the denial says no to, by a “not” of its own, is something else than what the claim tells; or
    whether it judges a report as the claim does: “the story is fiction”, “such articles are meant to amuse”."""
    if not is_verdict(denial):
        return is_own_not(denial) and not denies_deed(denial, claim)
    judged = bool(rules_of(denial)) and _on_report(denial) and _on_report(claim)
    return judged and claim.frame.predicate not in TRUE


def _on_report(claim: Claim) -> bool:
    subject = claim.frame.subject or ""
    return not REPORTS.isdisjoint(WORD.findall(subject.lower()))


def _blames(match: Match | None) -> bool:
    return match is not None and any(reason.name == "one blamed" for reason in match.reasons)


def _same_figure(claim: Claim, denial: Claim) -> bool:
    """Whether the denial is of the claim's figure: of “a few hundred”, not of all that a few hundred would fit."""
    figures = [{(f.unit, f.low, f.high, f.convention) for f in c.figures} for c in (claim, denial)]
    return bool(figures[0] & figures[1])


def _is_central(denial: Claim, claimed: Sequence[Claim], matters: Matters) -> bool:
    """Whether the matter can be what a bare denial means: what most reports tell of, among all that others claim in its
    own report. A narrator's verdict needs several reports that tell of it."""
    reports = {claim.revision_id for claim in claimed}
    narrated = denial.actor.name in (ARTICLE, UNNAMED)
    if narrated and (len(reports) < CENTRAL or not is_verdict(denial)):
        return False
    beside = {
        matters.home[claim.id]
        for claim in matters.claims.values()
        if claim.revision_id == denial.revision_id and are_two(claim, denial, matters.names)
    }
    return len(reports) >= max((matters.breadth[identity] for identity in beside), default=0)
