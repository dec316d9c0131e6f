"""What of a claim is compared: its words without what any report would say, and what it points to."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from counterclaim.lexicons.opposites import load_anaphors
from counterclaim.lexicons.word_ranks import word_weight
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, DenialTarget, Kind, Polarity, Stance
from counterclaim.records.ids import ClaimId
from counterclaim.records.spans import words_at

WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
#: Words of this weight or less (in about a quarter of all reports) carry no matter of their own.
LEAST_WEIGHT = 1.3
#: How fast a word loses weight with each time that the report repeats it.
TOPIC = 0.75
#: Characters of a content that are compared; a longer one is a speech, not a claim.
LONGEST_CHARS = 1_000
#: A content with no more telling words than this names a matter and does not tell of it.
BARE_TERMS = 1
#: The same where the subject or object is a word for something said (“the report of his arrest is baseless”).
POINTING_TERMS = 4
#: A claim with at least this many tells enough to stand for a bare one.
FULL_TERMS = 3
#: A pointer back is believed where what it points to ends at most this many characters before it.
JUST_BEFORE = 150


@dataclass(frozen=True, slots=True)
class View:
    """One claim as it is compared. `stands_for` is the claim whose words are used where its own only point back."""

    claim: Claim
    text: str  # the content's words
    said: str  # what the encoder reads: the content's lemmas, mentions replaced by names
    deed: str | None  # the predicate's lemma, unless it only judges a statement (“is false”)
    terms: Mapping[str, float]  # telling lemmas and their weight in this report
    negated: bool  # whether the proposition itself is a negation
    depth: float  # where in the report it stands, 0 at the top and 1 at the end
    stands_for: ClaimId | None = None


def view_claims(analysis: Analysis) -> list[View]:
    """The claims of one report that state a matter of fact, as they are compared, in order."""
    frequency = Counter(word.lower() for word in WORD.findall(analysis.revision.text))
    own = [_view(claim, analysis.revision.text, frequency) for claim in analysis.claims if is_compared(claim)]
    return [_resolved(view, own) for view in own]


def is_compared(claim: Claim) -> bool:
    """Whether the claim can share a proposition: facts only, nobody's opinion or plan is true or false."""
    return claim.kind is Kind.FACT


def _view(claim: Claim, text: str, frequency: Mapping[str, int]) -> View:
    words = words_at(text, claim.content)[:LONGEST_CHARS]
    lemmas = claim.frame.terms or tuple(word.lower() for word in WORD.findall(words))
    anaphors = load_anaphors()
    terms = {}
    for lemma in lemmas:
        weight = word_weight(lemma)
        if weight > LEAST_WEIGHT and lemma.removesuffix("s") not in anaphors and lemma not in anaphors:
            # What the report names again and again is its topic: sharing it says little about one claim.
            terms[lemma] = weight / (1 + frequency[lemma]) ** TOPIC
    said = " ".join(claim.frame.terms) or words
    return View(
        claim=claim,
        text=words,
        said=said,
        deed=None if claim.frame.predicate in anaphors else claim.frame.predicate,
        terms=terms,
        negated=claim.frame.negated and claim.stance is not Stance.DENIES,
        depth=claim.content[0].start / len(text),
    )


def _resolved(view: View, order: Sequence[View]) -> View:
    """`view`, or, where its words only name a claim (“the truce”, “these reports”, “that is false”), the view of that
    claim with its own stance."""
    if not _is_bare(view):
        return view
    found = _named_by(view, order)
    if found is None:
        return view
    return replace(
        view, said=found.said, deed=found.deed, terms=found.terms, negated=found.negated, stands_for=found.claim.id
    )


def _is_bare(view: View) -> bool:
    if len(view.terms) <= BARE_TERMS:
        return True
    heads = (phrase.split()[-1].lower() for phrase in (view.claim.frame.subject, view.claim.frame.object) if phrase)
    points = any(head.removesuffix("s") in load_anaphors() for head in heads)
    return points and len(view.terms) <= POINTING_TERMS


def _named_by(view: View, order: Sequence[View]) -> View | None:
    """The claim that a bare mention stands for, among the fuller ones of its report.

    The one just before it, where the reader of the report found that it points there; else, where it points to what a
    party said (“the rebels' claim”), that party's first; else the first that has its telling words. A denial of
    reports repeats the same party's other denial of them. What else points to something said points to the first claim
    of somebody else: a report opens with what it is about.
    """
    full = [other for other in order if not _is_bare(other)]
    for other in full:
        if other.claim.id == view.claim.refers_to and _follows(view.claim, other.claim):
            return other
    words = set(WORD.findall(view.text))
    if not any(word.lower().removesuffix("s") in load_anaphors() for word in words):
        return next((other for other in _asserted(full) if other.terms.keys() >= view.terms.keys() > set()), None)
    if view.claim.denial_target is DenialTarget.REPORT:
        again = [o for o in full if o.claim.denial_target is view.claim.denial_target and _one_party(o, view)]
        if again:
            return again[0]
    others = [other for other in _asserted(full) if not _one_party(other, view)]
    names = {word for word in words if word[0].isupper() and word_weight(word.lower()) > LEAST_WEIGHT}
    owned = (other for other in others if not names.isdisjoint(other.claim.actor.name.split()))
    return next(owned, others[0] if others else None)


def _asserted(views: Sequence[View]) -> list[View]:
    return [view for view in views if view.claim.polarity is Polarity.FOR and len(view.terms) >= FULL_TERMS]


def _one_party(a: View, b: View) -> bool:
    return a.claim.actor.name == b.claim.actor.name


def _follows(claim: Claim, other: Claim) -> bool:
    return 0 <= claim.content[0].start - other.content[-1].end <= JUST_BEFORE
