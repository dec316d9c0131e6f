"""What of a claim is compared: its words without what any report would say, and what it points to."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice

from counterclaim.lexicons.opposites import load_anaphors
from counterclaim.lexicons.word_ranks import word_weight
from counterclaim.matching._blame import Report, blame_in, deed_in, know_report
from counterclaim.matching._inner import forms_of, inner_of
from counterclaim.matching._pointing import resolve_views
from counterclaim.matching._view import LEAST_WEIGHT, WORD, View
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Kind, Polarity, Stance
from counterclaim.records.notes import Note
from counterclaim.records.spans import words_at

#: A clause about somebody or something that stands outside it.
RELATIVE = re.compile(r"\A(?:which|who)\b\W*", re.IGNORECASE)
#: How fast a word loses weight with each time that the report repeats it.
TOPIC = 0.75
#: What the words of the speaker's own name weigh beside others.
SPEAKER = 0.4
#: Claims of one report that are compared: pairs grow with the square of their number. A long report has a hundred.
MOST_CLAIMS = 400
#: Characters of a content that are compared; a longer one is a speech, not a claim.
LONGEST_CHARS = 400
#: What stands for a name, and around words: quotation marks, brackets, stops.
SOMEONE, MARKS = "someone", "\"'“”‘’.,:;!?()[]"
#: A capitalised word at the start of a content is a name from this weight on.
RARE_WEIGHT = 3.0
#: Reports as what somebody dismissed them, and where: “media reports as ‘baseless’ in a letter to the Courier”.
DISMISSED = re.compile(
    r"((?:\w+\s){0,3}(?:reports?|claims?|rumou?rs?|stor(?:y|ies)|allegations?|suggestions?|accusations?))\s+as\s.*",
    re.IGNORECASE | re.DOTALL,
)
#: The subject of what somebody cannot tell who did.
WHO = frozenset({"who", "whose", "Who", "Whose"})


def view_claims(analysis: Analysis) -> list[View]:
    """The claims of one report that state a matter of fact, as they are compared, in order: the first MOST_CLAIMS."""
    frequency = Counter(word.lower() for word in WORD.findall(analysis.revision.text))
    facts = islice((claim for claim in analysis.claims if is_compared(claim)), MOST_CLAIMS)
    report = know_report(analysis.revision, analysis.claims, analysis.places)
    own = [_view(claim, report, frequency) for claim in facts]
    return resolve_views(own)


def many_notes(claims: Sequence[Claim]) -> tuple[Note, ...]:
    """A note where a report has more claims than are compared."""
    number = sum(map(is_compared, claims))
    if number <= MOST_CLAIMS:
        return ()
    message = f"only the first {MOST_CLAIMS} of {number:,} claims of fact are compared with other claims"
    return (Note(code="claims.many", message=message),)


def is_compared(claim: Claim) -> bool:
    """Whether the claim can share a proposition: facts only, nobody's opinion or plan is true or false. That somebody
    cannot tell who did it is told of a fact."""
    return claim.kind is Kind.FACT or (claim.polarity is Polarity.OPEN and claim.frame.subject in WHO)


def _view(claim: Claim, report: Report, frequency: Mapping[str, int]) -> View:
    text = report.revision.text
    words = _told_of(claim, " ".join(words_at(text, claim.content)[:LONGEST_CHARS].split()))
    lemmas: Sequence[str] = claim.frame.terms
    judged = DISMISSED.match(words) if claim.polarity is Polarity.AGAINST else None
    if judged is not None:
        words, lemmas = judged.group(1), ()
    lemmas = lemmas or tuple(word.lower() for word in WORD.findall(words))
    anaphors = load_anaphors()
    speaker = set(claim.actor.name.lower().split())
    terms = {}
    for lemma in lemmas:
        weight = word_weight(lemma)
        if weight > LEAST_WEIGHT and lemma.removesuffix("s") not in anaphors and lemma not in anaphors:
            # What the report names again and again is its topic: sharing it says little about one claim.
            terms[lemma] = weight / (1 + frequency[lemma]) ** TOPIC
            if lemma in speaker:  # “we”: who speaks is hardly a matter of its own
                terms[lemma] *= SPEAKER
    inner = inner_of(claim, words)
    told = inner.words if inner else words
    deed = None if claim.frame.predicate in anaphors else claim.frame.predicate
    return View(
        claim=claim,
        said=words,
        told=told,
        nameless=_nameless(deed_in(claim, words, text) or told),
        deed=inner.deed if inner else deed,
        blame=blame_in(claim, words, report),
        thing=_telling(claim.frame.object or claim.frame.subject or ""),
        terms=terms,
        forms=forms_of([*terms, *(inner.phrase if inner else ())]),
        denied=forms_of([word for word in (inner.phrase if inner else ()) if word_weight(word) > LEAST_WEIGHT]),
        negated=claim.frame.negated and claim.stance is not Stance.DENIES,
        depth=claim.content[0].start / len(text),
    )


def _told_of(claim: Claim, words: str) -> str:
    """The words with what is told of in place of “which” or “who” before them."""
    meant = claim.frame.subject or claim.frame.object
    return RELATIVE.sub(lambda _: f"{meant} ", words, count=1) if meant else words


def _telling(phrase: str) -> frozenset[str]:
    words = [word.lower() for word in WORD.findall(phrase)]
    return frozenset(word.removesuffix("s") for word in words if word_weight(word) > LEAST_WEIGHT)


def _nameless(words: str) -> str:
    """The words with “someone” for each run of names: capitalised words, at the start only those that are rare."""
    kept: list[str] = []
    for number, word in enumerate(words.split()):
        core = word.strip(MARKS)
        named = core[:1].isupper() and core != "I" and (number > 0 or word_weight(core.lower()) > RARE_WEIGHT)
        if not named:
            kept.append(word)
        elif not kept or kept[-1] != SOMEONE:
            kept.append(SOMEONE)
    return " ".join(kept)
