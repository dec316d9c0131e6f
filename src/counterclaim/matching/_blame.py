"""Who is said to have done something, or says that they did not, or cannot be named: in whatever words, one matter.

“Blaming fighters of the Rivers Front”, “the Rivers Front had fired on the landing” and “it denied firing on the
landing” are hardly alike as words. What makes them one matter is who is accused, and of what. Where a claim does not
say of what (“blamed the Front”, “denied any role”), the words around it do.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from counterclaim.matching._acts import WORD, Act, act_in
from counterclaim.matching._parties import Party, names_in, party_in
from counterclaim.records.claims import Claim, Polarity
from counterclaim.records.mentions import Place
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import words_at

#: Words of blaming somebody, as a cue or inside a content, and how what they did follows whom it is put on.
ACCUSING = re.compile(r"\b(?:blam|accus|implicat)\w*|\bpoint\w* the finger\b|\bheld? .*\bresponsible\b", re.IGNORECASE)
OF_WHAT = re.compile(r"\s(?:of\s+(?!the\b|an?\b|its\b|their\b|his\b|her\b)(?=[a-z])|for\b|over\b)")
OF_NAMES = r"\s+(?:of|from|for)\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*"
#: Ways to say that somebody is behind something.
BEHIND = re.compile(
    r"\b(?:behind|responsib\w+(?:\s+for)?|(?:no|any|a)\s+(?:role|part|hand|involvement|connection)\b"
    r"|(?:nothing|anything)\s+to\s+do\s+with|involve(?:d|ment)\b|to\s+blame\s+for|carr(?:y|ied)\s+out|perpetrat\w+"
    r"|mastermind\w*)\b",
    re.IGNORECASE,
)
#: That somebody's people were not there, which denies whatever was done there.
AWAY = re.compile(
    r"\b(?:(?:no|any)\s+(?:men|forces|troops|fighters|soldiers|units?|guns|aircraft|boats|people|agents|presence)\b"
    r"|(?:were|was|are|is)(?:\s+not|n[’']t)(?:\s+\w+){0,3}\s+(?:there|in|at|near|on|within|anywhere)\b)",
    re.IGNORECASE,
)
#: A question of who did it, and that somebody cannot answer it.
WHO = re.compile(
    r"\b(?:who|whose|which (?:side|party|group|army))\s+(?!(?:the|an?|he|she|it|they|we|i|this|that)\b"
    r"|(?:is|was|are|were)\s+(?!behind\b|to blame\b|responsible\b))"
    r"(?=\w)",
    re.IGNORECASE,
)
UNABLE = re.compile(
    r"\b(?:too (?:early|soon)|not in a position|(?:un|not )able|can ?not|can[’']t|could(?: not|n[’']t)|impossible"
    r"|not (?:yet )?(?:known|clear)|un(?:known|clear)|do(?:es)?(?: not|n[’']t) know|did(?: not|n[’']t) know)\b",
    re.IGNORECASE,
)
#: A denial of an act of the speaker's own (“having fired”).
DOING = re.compile(r"\W*(?:having\s+)?\w+ing\b", re.IGNORECASE)
#: A denial of so few words (“the bomb”) is of having done it.
BARE_WORDS = 4
#: Words of a denial that point to an accusation.
ACCUSATION = re.compile(r"\b(?:accusations?|allegations?|charges?|blame)\b", re.IGNORECASE)
#: Who speaks of “our fighters”, or is “its spokesman”, speaks for a party that the words do not name.
OWN = re.compile(r"\b(?:we|us|our)\b", re.IGNORECASE)
ITS_OWN = re.compile(
    r"\A\W*(?:it|they|we|i|he|she|its|their|our|his|her|the (?:group|movement|party|company)(?:[’']s)?)\b",
    re.IGNORECASE,
)
SPEAKS_FOR = re.compile(
    r"\b(?:its|their|the \w+[’']s)\s+(?:\w+\s+){0,2}?(?:spokes\w+|secretary|director|leader|head|chief)\b",
    re.IGNORECASE,
)
#: Predicates by which nothing was done.
LIGHT = frozenset({"be", "have", "know", "hear", "see", "say", "believe", "think", "exist", "happen"})


class Side(StrEnum):
    """Whether a claim says who did something, denies it, or says that nobody can tell."""

    ACCUSES = "accuses"
    DENIES = "denies"
    ASKS = "asks"


@dataclass(frozen=True, slots=True)
class Blame:
    """What a claim tells of who did something: nobody is `party` where it asks. `stated` says that its own words tell
    the act; else it only names who did it, or denies all part in it. `outright`: it does either in so many words."""

    side: Side
    speaker: Party
    party: Party
    act: Act
    stated: bool
    outright: bool

    def is_one_act(self, other: "Blame") -> bool:
        """Whether what the two tell of can be one act."""
        a, b = self.act, other.act
        if self.stated and other.stated:
            if a.things(b) & b.things(a):
                return self.outright or other.outright or a.is_one_deed(b)
            return a.is_one_act(b)
        shared = self._words & other._words
        told = next((x.act for x in (self, other) if x.stated and not x.outright and x.side is Side.ACCUSES), None)
        if told is None:
            return a.is_one_kind(b) or bool(shared)
        # Most of what a party is said to do is nothing that it would have to deny: the deed has to stand there too.
        events = {event for event, _ in a.kinds} & {event for event, _ in b.kinds}
        return a.is_one_kind(b) or told.deed in shared or bool(events and shared)

    @property
    def _words(self) -> frozenset[str]:
        return self.act.told if self.stated else self.act.told | self.act.around


@dataclass(frozen=True, slots=True)
class Report:
    """A report, the parties that its speakers are or speak for, by name, its capitalised words and those of its places,
    in lower case."""

    revision: Revision
    parties: Mapping[str, Party]
    names: frozenset[str]
    places: frozenset[str]


def know_report(revision: Revision, claims: Sequence[Claim], places: Sequence[Place]) -> Report:
    """What a report says of those who speak in it: “Rivers Front spokesman Peter Wani” once, “Wani” ever after."""
    said: dict[str, list[str]] = {}
    for claim in claims:
        phrases = said.setdefault(claim.actor.name, [claim.actor.name, *claim.actor.aliases])
        phrases += [words_at(revision.text, claim.source), claim.utterance.capacity or ""]
    names = names_in(revision.text)
    return Report(
        revision=revision,
        parties={name: party_in(" . ".join(phrases), names | set(name.split())) for name, phrases in said.items()},
        names=names,
        places=frozenset(word.lower() for place in places for word in WORD.findall(place.name) if word[0].isupper()),
    )


def blame_in(claim: Claim, words: str, report: Report) -> Blame | None:
    """What the claim, whose content is `words`, tells of who did something; None where it tells nothing of that."""
    if asks_who(claim, words):
        act = act_in(claim, report.revision, report.places, told=True, alone=True)
        if claim.polarity is not Polarity.OPEN:  # who is read as asserting or denying it stands for or against nothing
            act = Act(report.revision.id)
        return Blame(Side.ASKS, Party(), Party(), act, stated=bool(act.told), outright=not act.told)
    if claim.polarity is Polarity.AGAINST or (claim.frame.negated and claim.polarity is Polarity.FOR):
        return _denial(claim, words, report)
    return _accusation(claim, words, report) if claim.polarity is Polarity.FOR else None


def _accusation(claim: Claim, words: str, report: Report) -> Blame | None:
    """Whom somebody else says to have done something."""
    accused, deed = _parts(claim, words, report.revision.text)
    party, speaker = party_in(accused, report.names), report.parties[claim.actor.name]
    if not party or party.is_same(speaker):
        return None
    outright = deed is not words
    idle = party.words | report.places | (_lower(accused) if outright else set())
    stated = not BEHIND.search(words)
    act = act_in(claim, report.revision, idle, told=bool(deed), alone=stated)
    stated = stated and bool(act.told)
    return Blame(Side.ACCUSES, speaker, party, act, stated=stated, outright=outright or not stated)


def _denial(claim: Claim, words: str, report: Report) -> Blame | None:
    """What a party denies to have done: an act of its own, any part in one, or that its people were there; or a third
    denies that a body did."""
    text, subject = report.revision.text, claim.frame.subject or ""
    speaker, meant = report.parties[claim.actor.name], party_in(subject, report.names)
    itself = not subject or ITS_OWN.match(subject) or ITS_OWN.match(words) or meant.is_same(speaker)
    did = claim.frame.predicate not in (None, *LIGHT) and (subject or DOING.match(words))
    every = BEHIND.search(words) or AWAY.search(words) or ACCUSATION.search(words)
    bare = not subject and len(WORD.findall(words)) <= BARE_WORDS
    if itself and (every or did or bare):
        own = bool(OWN.search(words) or SPEAKS_FOR.search(words_at(text, claim.source)))
        party, stated = Party(speaker.names, speaker.bodies, own), not every
    elif not itself and did and meant.bodies:
        party, stated = meant, True
    else:
        return None
    # “Holding Kessim” is of Kessim; “closing the harbour of Maris” is not of all that is told of Maris.
    known, whom = _lower(" ".join(report.names)), _lower(claim.frame.object or "")
    idle = party.words | report.places | (known - whom if whom <= known else known)
    act = act_in(claim, report.revision, idle, told=True, alone=stated)
    stated = stated and bool(act.told)
    return Blame(Side.DENIES, speaker, party, act, stated=stated, outright=not stated)


def asks_who(claim: Claim, words: str) -> bool:
    """Whether the words are a question of who did something, which nobody can answer."""
    who = WHO.search(words)
    if who is None:
        return False
    before = words[: who.start()]
    return bool(UNABLE.search(before)) or (claim.polarity is Polarity.OPEN and not WORD.search(before))


def deed_in(claim: Claim, words: str, text: str) -> str:
    """What of an accusation tells what was done: “stealing boxes” of “the Unity Party of stealing boxes”."""
    return _parts(claim, words, text)[1].strip() if ACCUSING.search(words_at(text, claim.cue)) else ""


def _parts(claim: Claim, words: str, text: str) -> tuple[str, str]:
    """Whom an accusation names, and the words for what they did; `words` themselves where they only tell that."""
    if ACCUSING.search(words_at(text, claim.cue)):
        before = [span for span in claim.content if span.end <= claim.cue[0].start]
        if before and len(before) < len(claim.content):  # “the landing was shelled, it said, blaming the Front”
            return words_at(text, claim.content[len(before) :]), words_at(text, before)
        return _cut(words)
    if ACCUSING.match(words):
        return _cut(ACCUSING.sub("", words, count=1))
    subject = claim.frame.subject or ""
    if ACCUSING.match(claim.frame.predicate or ""):  # “army blamed”
        return claim.frame.object or subject, ""
    whole = re.search(re.escape(subject) + OF_NAMES, words) if subject else None  # “agents of the Security Bureau”
    return whole.group() if whole else subject, words


def _cut(words: str) -> tuple[str, str]:
    parts = OF_WHAT.split(words, maxsplit=1)
    return parts[0], parts[1] if len(parts) > 1 else ""


def _lower(phrase: str) -> set[str]:
    return {word.lower() for word in WORD.findall(phrase)}


def one_blamed(a: Blame | None, b: Blame | None) -> str:
    """Whom both tell of, in words, where both are on whether one party did one thing; empty where they are not.

    Two accusations that tell the act are compared by their words alone; so are two denials, and two questions.
    """
    if a is None or b is None or (a.side is b.side and a.stated and b.stated):
        return ""
    if Side.ASKS in (a.side, b.side):
        return "somebody" if a.is_one_act(b) else ""
    # Within one report “we” may be whoever the other blames.
    own = a.act.revision == b.act.revision and a.party.own != b.party.own and a.side is not b.side
    if not (a.party.is_same(b.party) or own) or not a.is_one_act(b):
        return ""
    return " ".join(sorted(a.party.words & b.party.words or a.party.words | b.party.words))


def blame_each_other(a: Blame | None, b: Blame | None) -> bool:
    """Whether, of one act, one blames the other's speaker, or denies it, and that one blames somebody else."""
    if a is None or b is None or Side.ASKS in (a.side, b.side) or a.party.is_same(b.party) or not a.is_one_act(b):
        return False
    return any(
        x.side is Side.ACCUSES and x.party.bodies and x.speaker.names & y.party.names and x.speaker.is_same(y.party)
        for x, y in ((a, b), (b, a))
    )
