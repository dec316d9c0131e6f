"""Who is said, or says that they are not, to be behind an attack: in whatever words, one matter."""

import re

from counterclaim.lexicons.word_ranks import word_weight
from counterclaim.records.claims import Claim, Polarity
from counterclaim.records.mentions import ActorKind

#: Ways to say that somebody is behind something, and nouns for what somebody can be behind.
BEHIND = re.compile(
    r"\b(?:behind|responsib\w+\s+for|(?:no|any|a)\s+(?:role|part|hand|involvement)\s+in|(?:nothing|anything)\s+to\s+do\s+with"
    r"|involved\s+in|to\s+blame\s+for|carr(?:y|ied)\s+out|plant(?:ed|s|ing)?|perpetrat\w+|stag(?:e|ed)|mastermind\w*)\b",
    re.IGNORECASE,
)
ATTACK = re.compile(
    r"\b(?:attacks?|blasts?|bomb(?:s|ings?)?|explosions?|shootings?|raids?|killings?|massacres?|assaults?|strikes?|"
    r"ambush(?:es)?|murders?|kidnappings?|abductions?|hijackings?)\b",
    re.IGNORECASE,
)
#: Nouns for those who attack and are blamed for it.
BODY = re.compile(
    r"\b(?:army|militia|military|forces?|troops?|police|rebels?|militants?|insurgents?|guerrillas?|group|movement|front|"
    r"gang|cartel|government|regime|brigades?|fighters?)\b",
    re.IGNORECASE,
)
#: Who speaks of “our fighters” or “his group” denies it for a party that the words do not name.
OWN = "(own)"
OWNED = re.compile(r"\b(?:we|us|our|his|her|their|my)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")
#: A denial of so few words with such a noun in it denies having done it (“denies the market bomb”).
BARE_WORDS = 4
#: Words of this weight or less name nobody.
LEAST_WEIGHT = 1.3


def blamed_in(claim: Claim, words: str) -> frozenset[str]:
    """The words that name whom the claim holds to be behind an attack, or who denies it; none for another claim.

    Who denies it in their own words is the speaker, or whom they speak for.
    """
    behind = BEHIND.search(words)
    denied = claim.polarity is Polarity.AGAINST or (claim.frame.negated and claim.polarity is Polarity.FOR)
    bare = denied and len(WORD.findall(words)) <= BARE_WORDS
    if not ATTACK.search(words) or not (behind or bare):
        return frozenset()
    if denied:
        told = [f"{claim.actor.name} {claim.utterance.capacity or ''}"]
        own = {OWN} if claim.actor.kind is ActorKind.PERSON and OWNED.search(words) else set()
    else:
        told, own = [claim.frame.subject or "", *BODY.findall(words)], set()
    named = (word.lower() for phrase in told for word in WORD.findall(phrase) if not ATTACK.match(word))
    return frozenset(own | {word for word in named if word_weight(word) > LEAST_WEIGHT})


def one_blamed(a: frozenset[str], b: frozenset[str], *, one_report: bool) -> frozenset[str]:
    """Those whom both tell of; within one report whoever the one blames, where the other denies it for their own."""
    if one_report and (OWN in a) != (OWN in b):
        return (a | b) - {OWN} if a and b else frozenset()
    return (a & b) - {OWN}
