"""Whom the words of a claim name as a party: proper names, and what kind of body it is."""

import re
from collections.abc import Set
from dataclasses import dataclass

from counterclaim.lexicons.party_nouns import is_party_noun, load_person_nouns
from counterclaim.lexicons.word_ranks import word_weight
from counterclaim.matching._acts import LEAST_WEIGHT, WORD

NAME = re.compile(r"(?<=[a-z]\s)[A-Z][^\W\d_]+")
#: Words for those who bear one side's arms, by what they are called together.
ARMS = {
    **dict.fromkeys(("army", "military", "soldier", "troop"), "army"),
    **dict.fromkeys(("police", "policeman", "officer", "constable"), "police"),
    **dict.fromkeys(("rebel", "insurgent", "guerrilla", "militant"), "rebels"),
}


@dataclass(frozen=True, slots=True)
class Party:
    """`names` are the proper words (“rivers” of “the Rivers Front”), `bodies` the nouns for what it is (“front”). `own`
    says that it is also whomever the speaker speaks for (“our men”), whom the words do not name."""

    names: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    own: bool = False

    def __bool__(self) -> bool:
        return bool(self.names or self.bodies or self.own)

    @property
    def words(self) -> frozenset[str]:
        return self.names | self.bodies

    def is_same(self, other: "Party") -> bool:
        """Whether the words of both can be one party's: all names of the one stand in the other, and neither is a kind
        of body that the other is not (“Kenyan army”, “Kenyan police”); without names the kind of body alone."""
        if self.bodies and other.bodies and self.bodies.isdisjoint(other.bodies):
            return False
        if self.names and other.names:
            return self.names <= other.names or other.names <= self.names
        return not self.bodies.isdisjoint(other.bodies)


def party_in(phrase: str, names_known: Set[str]) -> Party:
    """The party that a phrase names: “soldiers of the Northern Brigade”. Its first word is a name only where the report
    has it as one elsewhere: any word can open a sentence."""
    names, bodies = set(), set()
    for number, word in enumerate(WORD.findall(phrase)):
        noun = word.lower().removesuffix("s")
        noun = word.lower() if noun == "force" or not is_party_noun(noun) else noun
        if noun in ARMS:
            bodies.add(ARMS[noun])
        elif is_party_noun(noun):
            if noun not in load_person_nouns():
                bodies.add(noun)
        elif word[0].isupper() and word_weight(noun) > LEAST_WEIGHT and (number > 0 or word in names_known):
            names.add(noun)
    return Party(names=frozenset(names), bodies=frozenset(bodies))


def names_in(text: str) -> frozenset[str]:
    """The words that stand capitalised behind one in lower case."""
    return frozenset(NAME.findall(text))
