"""Why a claim and a denial of one matter raise no dispute: what is no denial, what claims nothing, what agrees.

Each answers in words (“it only asks”), so that what is held back is told with its reason (as an answer, with a reason
“held back”). Who is held back here keeps the position on the matter that the stance gives.
"""

import re
from collections.abc import Mapping

from counterclaim.disputes._polarities import is_own_not
from counterclaim.disputes._words import states, telling_words
from counterclaim.lexicons.opposites import STEM, load_anaphors, load_kindred
from counterclaim.records.claims import Claim
from counterclaim.records.ids import ClaimId

#: Rules of stance by which something told is called false.
VERDICTS = ("content:report called", "content:called unreal", "content:no truth")
#: Words that call something told false or made up, wherever they stand.
UNREAL = re.compile(
    r"\b(?:hoax(?:es)?|fake[ds]?|bogus|debunk\w*|untrue|false|fabricat\w+|fictitious|fiction|satir\w+|made[- ]up"
    r"|nonsense|(?:not|n[’']t|never|neither)(?: \w+){0,4} (?:accurate|true|correct|real))\b",
    re.IGNORECASE,
)
NOT = re.compile(r"\b(?:not|never|no|none|nobody|nothing|nowhere|neither|cannot)\b|n[’']t\b", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+")
#: A verdict that leaves it open: “this may be a hoax”.
PERHAPS = re.compile(r"\b(?:may|might|could)(?: well)? be\b", re.IGNORECASE)
#: A “not” that does: “that may not be true”.
OPEN = re.compile(
    r"\b(?:may|might)(?: well)? (?:not|never)\b|\bnot? (?:\w+ )?(?:necessarily|sure|certain|clear)\b", re.I
)
#: What one is told to leave: “people cannot take it into their hands”, “you should not share it”, “do not panic”.
MUST_NOT = re.compile(
    r"\b(?:must|should|shall|ought|need)(?: not|n[’']t| never)\b"
    r"|\b(?:people|you|we|nobody|no one|one|everyone|everybody|anyone) (?:can ?not|can[’']t|may not)\b"
    r"|\A\W*(?:please )?(?:do not|don[’']t|never|let[’']s not)\b",
    re.IGNORECASE,
)
TO_LEAVE = re.compile(r"\bnot to (?!have\b|be\b)\w+", re.IGNORECASE)
TO_DO = re.compile(r"\bto (?!have\b|be\b)[a-z]+", re.IGNORECASE)
URGING = re.compile(
    r"\b(?:warn|urg|ask|t(?:ell|old)|order|advis|call(?:s|ed|ing)? on|instruct|caution|beg|plead|remind|appeal)", re.I
)
#: A “not” of a degree: “nobody has lost more bridges than they”, “nobody ever crossed it before”.
DEGREE = re.compile(
    r"\b(?:no ?one|nobody|nothing|none|never)\b.{0,120}\b(?:\w{1,12}er|more|less|worse) (?:\w{1,20} ){0,3}than\b"
    r"|\b(?:no ?one|nobody|nothing|none|never)\b.{0,120}\b(?:before|like (?:it|this|that))\b",
    re.IGNORECASE | re.DOTALL,
)
#: A judgement of what was done, which takes for granted that it was; who calls it wrong to say so denies it.
CONDUCT = re.compile(
    r"\b(?:wrong|a mistake) (?:to|for|of)\b"
    r"(?! (?:say|claim|suggest|report|state|assert|think|believe|call|describe|assume))",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"\W*(?:it|this|that|them|these|those|him|her)\W*", re.IGNORECASE)
#: Cues by which a bare “it” is a statement; who dismisses “it” may dismiss anything.
DENYING = re.compile(r"\b(?:den[iy]|reject|refut|disput|contradict|rebut)", re.IGNORECASE)
#: Reports, but not those that the others tell.
OTHERS = re.compile(
    r"\b(?:similar|earlier|previous|past|prior|other|another|old)\s+(?:\w+\s+)?"
    r"(?:report|claim|rumou?r|stor(?:y|ies)|allegation|hoax)",
    re.IGNORECASE,
)
#: What courts and prosecutors dismiss.
CASES = re.compile(
    r"\b(?:charges?|cases?|(?:law)?suits?|complaints?|misdemeanou?rs?|felon(?:y|ies)|appeals?|indictments?|petitions?"
    r"|motions?)\W*\Z",
    re.IGNORECASE,
)
DISMISSING = re.compile(r"\b(?:dismiss|drop|throw|threw)", re.IGNORECASE)
#: What is called false where it is nothing that was told: “a false dawn”; but “a false alarm” was none.
FALSE_THING = re.compile(r"\b(?:false|fake|bogus|phony)\s+([a-z]{3,})", re.IGNORECASE)
ALARMS = frozenset({"alarm", "flag", "lead", "news"})
#: What the speaker has from others.
HEARD = re.compile(r"\W*(?:i|we|they|he|she) (?:\w+ )?(?:heard|read|saw) (?:that|news|reports?|rumou?rs?)\b", re.I)
#: Share of the words of the longer of two contents that the other has where both are one statement.
ALIKE = 0.8
#: An open question.
WHETHER = re.compile(r"[\s\"'“”‘]*(?:if|whether)\b", re.IGNORECASE)
#: What a claim tells that only reports a denial.
DENIES = frozenset({"deny", "dismiss", "reject", "refute", "disavow", "rebut", "debunk"})
#: Predicates of a verdict or of nothing at all, which need not stand in what they are about.
EMPTY = frozenset("be have do true case happen exist occur accurate correct real right as it this that".split())
#: What of a verdict is denied, where it says so itself: “it is not true that the bridge fell”.
VERDICT_THAT = re.compile(
    r"\b(?:true|untrue|false|truth|fact|correct|accurate)\b.{0,30}?\bthat\b(.+)"
    r"|\b(?:idea|notion|suggestion|claim|allegation|report|rumou?r|talk)s? (?:\w+ ){0,2}?(?:that|of|about)\b(.+)",
    re.IGNORECASE | re.DOTALL,
)
#: Words that say something are longer.
SHORT = 2


def why_no_denial(denial: Claim, words: str) -> str:
    """Why a “not”, a verdict or a word of denying denies nothing that was said; empty where it may."""
    cue = by_cue(denial)
    own = is_own_not(denial) or (denial.frame.negated and not cue)
    told = " ".join(words.split())
    if told.endswith("?"):
        return "it only asks"
    if own and MUST_NOT.search(told):
        return "it only says what is not to be done"
    if (own and OPEN.search(told)) or (not cue and is_verdict(denial) and PERHAPS.search(told)):
        return "it leaves it open"
    if own and DEGREE.search(told):
        return "its “not” is of a degree"
    if not cue and CONDUCT.search(told):
        return "it judges what was done, and does not deny it"
    if not cue and is_verdict(denial) and _calls_thing_false(told):
        return "it calls a thing false that nobody told"
    if cue and _tells_itself(denial):
        return "the word of denying stands inside what is told"
    if not cue and is_verdict(denial) and denial.frame.subject == denial.actor.name:
        return "the speaker judges nobody's words but their own"
    if OTHERS.search(told):
        return "it denies other reports"
    return ""


def why_no_denial_by(cue: str, words: str) -> str:
    """The same for what the words of speaking alone show."""
    if URGING.search(cue) and TO_LEAVE.search(words):
        return "it only says what is not to be done"
    if cue and PRONOUN.fullmatch(words) and not DENYING.search(cue):
        return "it does not say what it denies"
    if DISMISSING.search(cue) and CASES.search(words):
        return "a case is dismissed, not a claim"
    return ""


def tells_nothing_of_own(cue: str, words: str) -> bool:
    """Whether the words are what somebody is asked to do (“told people to stay away”), or what the speaker heard."""
    return (URGING.search(cue) is not None and TO_DO.search(words) is not None) or HEARD.match(words) is not None


def why_no_claim(claim: Claim, words: str) -> str:
    """Why the words claim nothing that could be denied; empty where they do."""
    if WHETHER.match(words) or words.rstrip("\"'”’ ").endswith("?"):
        return "the other side only asks"
    return "" if states(claim, words) else "the other side's words state nothing by themselves"


def why_agreed(claim: Claim, denial: Claim, told: Mapping[ClaimId, str]) -> str:
    """Why the two agree, as far as their words show; empty where they may not."""
    if claim.revision_id == denial.revision_id and all(
        any(whole.contains(part) for whole in claim.content) for part in (*denial.cue, *denial.content)
    ):
        return "the one tells of the other's denial"
    if not by_cue(denial) and _one_statement(told[claim.id], told[denial.id]):
        return "both say the same words"
    if is_own_not(denial) and not is_verdict(denial) and _says_first(told[denial.id], told[claim.id]):
        return "it says the same, and then that another thing is not so"
    predicate = claim.frame.predicate
    if predicate in DENIES and predicate != denial.frame.predicate and not claim.frame.negated:
        return "both tell that it was denied"
    calls = is_verdict(denial) or (is_own_not(denial) and denial.frame.predicate in EMPTY)
    # “The talk of a hoax is false” denies that it is one, and so may a “that is false” that points to the claim itself.
    once = len({word.lower() for word in UNREAL.findall(told[denial.id])}) == 1 and denial.refers_to != claim.id
    if calls and once and UNREAL.search(told[claim.id]):
        return "both call something false"
    return ""


def why_of_other(claim: Claim, denial: Claim, told: Mapping[ClaimId, str]) -> str:
    """Why the denial, which was put to the claim as to what it points to, says itself that it is of another thing."""
    said = VERDICT_THAT.search(told[denial.id])
    denied_words = said and (said.group(1) or said.group(2))
    if denied_words and telling_words(denied_words):
        return "" if _meet(denied_words, claim, told) else "it says itself what it denies, and that is another thing"
    denied = denial.frame.predicate
    if (
        denied is None
        or denied in EMPTY
        or denied.removesuffix("s") in load_anaphors()
        or UNREAL.search(told[denial.id])
    ):
        return ""
    if is_verdict(denial) and not by_cue(denial):
        return ""
    alike = {denied, *load_kindred().get(denied, ())}
    near = any(word[:STEM] in told[claim.id].lower() for word in alike)
    return "" if near or claim.frame.predicate in alike else f"it tells of “{denied}”, the other side does not"


def rules_of(denial: Claim) -> list[str]:
    """The rules that its stance rests on; none where a reading does not tell."""
    return [found.rule for found in denial.evidence if found.field == "stance"]


def by_cue(denial: Claim) -> bool:
    """Whether it is a word of denying that makes it a denial, as far as the reading tells."""
    return not rules_of(denial) or any(rule.startswith("cue:") for rule in rules_of(denial))


def is_verdict(denial: Claim) -> bool:
    """Whether it calls something told false or made up."""
    return not rules_of(denial) or any(rule.startswith(VERDICTS) for rule in rules_of(denial))


def _calls_thing_false(words: str) -> bool:
    """Whether what is called false is a thing, and no report, with no other word of falseness beside it."""
    found = FALSE_THING.search(words)
    if found is None or len(UNREAL.findall(words)) > 1:
        return False
    noun = found.group(1).lower()
    return noun not in ALARMS and noun not in load_anaphors() and noun.removesuffix("s") not in load_anaphors()


def _tells_itself(denial: Claim) -> bool:
    """Whether the word of denying is a clause inside the content: “they tightened the rules, ruling out nets”."""
    first, last = denial.content[0], denial.content[-1]
    return first != last and any(first.end <= span.start and span.end <= last.start for span in denial.cue)


def _meet(words: str, claim: Claim, told: Mapping[ClaimId, str]) -> bool:
    """Whether the words share a telling one with the claim, in one form or another."""
    theirs = {word[:STEM] for word in telling_words(told[claim.id])}
    theirs |= {term[:STEM] for term in claim.frame.terms}
    return any(word[:STEM] in theirs for word in telling_words(words))


def _says_first(words: str, told: str) -> bool:
    """Whether a denial has said all that is told before its “not” comes: “it is made of gold, and not plated”."""
    found = NOT.search(words)
    if found is None or NOT.search(told) or not telling_words(told):
        return False
    said, own = ({word[:STEM].lower() for word in WORD.findall(part)} for part in (words[: found.start()], told))
    return {word for word in own if len(word) > SHORT} <= said


def _one_statement(a: str, b: str) -> bool:
    """Whether two contents are one statement told twice, a “not” included."""
    if min(len(a), len(b)) < ALIKE / 2 * max(len(a), len(b)):
        return False
    one, other = (frozenset(WORD.findall(words.lower())) for words in (a, b))
    return len(one & other) >= ALIKE * max(len(one), len(other)) and (NOT.search(a) is None) is (NOT.search(b) is None)
