"""What of a claim is compared: its words without what any report would say, and what it points to."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counterclaim.lexicons.opposites import load_anaphors
from counterclaim.lexicons.word_ranks import word_weight
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Kind, Polarity, Stance
from counterclaim.records.ids import ClaimId
from counterclaim.records.spans import words_at

WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
#: Words of this weight or less (in about a quarter of all reports) carry no matter of their own.
LEAST_WEIGHT = 1.3
#: Characters of a content that are compared; a longer one is a speech, not a claim.
LONGEST_CHARS = 1_000


@dataclass(frozen=True, slots=True)
class View:
    """One claim as it is compared. `stands_for` is the claim whose words are used where its own only point back."""

    claim: Claim
    text: str  # the content's words
    said: str  # what the encoder reads: the subject in plain words where the content leaves it out
    terms: Mapping[str, float]  # telling lemmas and their weight in this report
    negated: bool  # whether the proposition itself is a negation
    stands_for: ClaimId | None = None


def view_claims(analysis: Analysis) -> list[View]:
    """The claims of one report that state a matter of fact, as they are compared, in order."""
    frequency = Counter(word.lower() for word in WORD.findall(analysis.revision.text))
    own = {claim.id: _view(claim, analysis.revision.text, frequency) for claim in analysis.claims if is_compared(claim)}
    return [_resolved(view, own, list(own.values())) for view in own.values()]


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
        if weight > LEAST_WEIGHT and lemma not in anaphors:
            # What the report names again and again is its topic: sharing it says little about one claim.
            terms[lemma] = weight / (1 + math.log1p(frequency[lemma]))
    subject = claim.frame.subject
    said = words
    if subject and subject.split()[-1].lower() not in words.lower():
        said = f"{subject}: {words}"
    return View(
        claim=claim,
        text=words,
        said=said,
        terms=terms,
        negated=claim.frame.negated and claim.stance is not Stance.DENIES,
    )


def _resolved(view: View, own: Mapping[ClaimId, View], order: Sequence[View]) -> View:
    """`view`, or the view of the claim that it points to, with its own stance."""
    seen, target = {view.claim.id}, view.claim.refers_to
    found: View | None = None
    while target is not None and target in own and target not in seen:
        seen.add(target)
        found = own[target]
        target = found.claim.refers_to
    if found is None and not view.terms and view.claim.polarity is not Polarity.FOR:
        found = _last_before(view, order)
    if found is None:
        return view
    return View(
        claim=view.claim,
        text=view.text,
        said=found.said,
        terms=found.terms,
        negated=found.negated,
        stands_for=found.claim.id,
    )


def _last_before(view: View, order: Sequence[View]) -> View | None:
    """The claim that a bare denial (“that is false”) most likely denies: the last one made by somebody else."""
    earlier = [
        other
        for other in order
        if other.claim.content[0].start < view.claim.content[0].start
        and other.terms
        and other.claim.polarity is Polarity.FOR
        and other.claim.actor.name != view.claim.actor.name
    ]
    return max(earlier, key=lambda other: other.claim.content[0].start) if earlier else None
