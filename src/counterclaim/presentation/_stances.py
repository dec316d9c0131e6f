"""How a stance is told in words, on every screen, in every feed and export alike."""

from counterclaim.records.claims import Stance

#: What somebody does who says something, as a sentence for others has it.
VERBS = {
    Stance.ASSERTS: "claims",
    Stance.DENIES: "denies",
    Stance.CONFIRMS: "confirms",
    Stance.DOUBTS: "doubts",
    Stance.UNKNOWN: "leaves open",
}


def stance_words(stance: Stance, cue: str, says_denial: bool = False) -> str:
    """The stance as a verb, with the words behind it.

    A denial tells whether these are what is denied (“denied” that a town fell: the report's cue stays) or are the
    denial (`says_denial`: it never fell). What is left open is told by its cue alone.
    """
    cue = " ".join(cue.split())
    if stance is Stance.UNKNOWN and cue:
        return f"“{cue}”"
    return _denial(stance, stance.value, cue, says_denial)


def telling_words(stance: Stance, cue: str, says_denial: bool = False) -> str:
    """The same in a sentence for others: “claims”, “denies (“rejected”)”, “denies, saying”."""
    cue = " ".join(cue.split())
    if stance is Stance.UNKNOWN and cue:
        return f"{VERBS[stance]} (“{cue}”)"
    return _denial(stance, VERBS[stance], cue, says_denial)


def _denial(stance: Stance, verb: str, cue: str, says_denial: bool) -> str:
    if stance is Stance.DENIES and says_denial:
        return f"{verb}, saying"
    return f"{verb} (“{cue}”)" if stance is Stance.DENIES and cue else verb
