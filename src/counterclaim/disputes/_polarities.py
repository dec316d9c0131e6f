"""Claims as they stand to the matter that they share: the one place where for and against are decided.

A stance is that of a speaker to a content, and a content may hold a “not” of its own. “We did not plant the bomb” and
“the bomb was planted by the militia” are two asserted contents on one matter, and two sides of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from counterclaim.lexicons.opposites import STEM, load_kindred, load_opposites
from counterclaim.records.claims import Claim, Polarity, Stance
from counterclaim.records.ids import ClaimId
from counterclaim.records.mentions import UNNAMED

#: Share of the words of the shorter one that two tellings of one statement have in common, and the least number.
ALIKE, LEAST = 0.8, 3
#: Predicates that say little beside what they say it of: “was found dead”.
FINDING = frozenset({"find", "report", "say", "believe", "presume", "declare", "pronounce", "be"})
#: Predicates whose “not” is of what they hold: “had no part in it”, “it was not there”.
LIGHT = frozenset({"be", "have", "do", "true", "case", "happen", "exist", "occur"})
#: Those whose “not” is of what was not seen, where that is the deed itself: “did not see any stuffing”.
SEEING = frozenset({"see", "find", "observe", "witness", "notice", "detect"})


def stand_to_matter(group: Sequence[Claim], names: Mapping[ClaimId, str]) -> tuple[Claim, ...]:
    """The claims of one matter with the stance of each to the matter, not to its own words alone.

    Where all tell it with a “not”, the “not” is the matter. Else the matter is what is said without one: who asserts a
    “not” of the same deed denies it, and who asserts another “not” leaves it open. Who says “alive” where most say
    “dead” denies that. What a party tells of a matter in a report in which it denies it is told to be denied.
    """
    plain = [claim for claim in group if not negates(claim)]
    if plain and len(plain) < len(group):
        group = [_beside(claim, plain) if negates(claim) else claim for claim in group]
    told = [claim for claim in plain if claim.polarity is Polarity.FOR]
    group = [
        replace(claim, stance=Stance.DENIES) if claim.polarity is Polarity.FOR and _is_odd(claim, told) else claim
        for claim in group
    ]
    # The unnamed of one report may be two; its narrator is one.
    denied = {(c.revision_id, names[c.id]) for c in group if c.polarity is Polarity.AGAINST and c.actor.name != UNNAMED}
    return tuple(
        replace(claim, stance=Stance.DOUBTS)
        if claim.stance is Stance.ASSERTS and (claim.revision_id, names[claim.id]) in denied
        else claim
        for claim in group
    )


def negates(claim: Claim) -> bool:
    """Whether the claim asserts a content that holds a “not” of its own."""
    return claim.frame.negated and claim.polarity is Polarity.FOR


def is_own_not(claim: Claim) -> bool:
    """Whether the claim is against the matter by a “not” of its own, not by a word of denying."""
    rests_on_cue = any(found.field == "stance" and found.rule.startswith("cue:") for found in claim.evidence)
    return claim.frame.negated and not rests_on_cue


def one_deed(a: Claim, b: Claim) -> bool:
    """Whether one claim takes up the predicate of the other, or tells of its deed in another word."""
    one, other = a.frame.predicate, b.frame.predicate
    if one is None or other is None:
        return False
    return one in (other, *b.frame.terms) or other in a.frame.terms or other in load_kindred().get(one, ())


def denies_deed(denial: Claim, claim: Claim) -> bool:
    """Whether the “not” of a claim can be of what another tells: of its predicate, in one word or another. “For wares
    that he never ordered” does not deny “he was billed”."""
    told, denied = claim.frame.predicate, denial.frame.predicate
    if denied is None or told is None or denied in LIGHT:
        return True
    if denied in SEEING and any(word[:STEM] == told[:STEM] for word in (denial.frame.object or "").lower().split()):
        return True
    words = (told, *claim.frame.terms)
    kindred = load_kindred().get(denied, frozenset())
    return denied in words or told in kindred or any(word in load_opposites().get(denied, ()) for word in words)


def same_words(a: Claim, b: Claim) -> bool:
    """Whether the two contents are one statement, told twice, but for a “not”."""
    one, other = set(a.frame.terms), set(b.frame.terms)
    return len(one & other) >= max(LEAST, ALIKE * min(len(one), len(other)))


def _is_odd(claim: Claim, told: Sequence[Claim]) -> bool:
    """Whether the claim says the opposite of what most say."""
    against = sum(_are_opposite(claim, other) for other in told if other is not claim)
    return 2 * against > len(told)


def _are_opposite(a: Claim, b: Claim) -> bool:
    one, other = a.frame.predicate, b.frame.predicate
    if one is None or other is None:
        return False
    return other in load_opposites().get(one, ()) or (other in FINDING and _tells_opposite(one, b))


def _tells_opposite(word: str, claim: Claim) -> bool:
    return not load_opposites().get(word, frozenset()).isdisjoint(claim.frame.terms)


def _beside(claim: Claim, plain: Sequence[Claim]) -> Claim:
    denies = any(one_deed(claim, other) and denies_deed(claim, other) for other in plain)
    return replace(claim, stance=Stance.DENIES if denies else Stance.DOUBTS)
