"""How single claims stand to a statement: who says so, who denies it, who leaves it open."""

from collections.abc import Sequence

from counterclaim.checking._counts import cannot_both_hold, read_counts
from counterclaim.checking._sentences import Statement, read_sentences
from counterclaim.checking._words import stem_of, tokens_of
from counterclaim.records.checks import ClaimStanding, Standing
from counterclaim.records.claims import Claim, Kind, Polarity
from counterclaim.records.spans import Span, words_at

#: The share of the statement's words from which a claim is about its matter, and from which it is whether or not it
#: tells of the same deed: “flags were seen at the port” does not say who holds it.
ABOUT, WHOLLY_ABOUT = 0.45, 0.8
#: Predicates of claims about pictures: what they show is another matter.
PICTURES = frozenset("film footage image photo photograph picture video".split())
STANDING = {Polarity.FOR: Standing.FOR, Polarity.AGAINST: Standing.AGAINST, Polarity.OPEN: Standing.OPEN}
TURNED = {Standing.FOR: Standing.AGAINST, Standing.AGAINST: Standing.FOR, Standing.OPEN: Standing.OPEN}


def stand_claims(statement: Statement, text: str, claims: Sequence[Claim]) -> tuple[ClaimStanding, ...]:
    """The claims that are about the statement's matter, each with its standing, in text order.

    A claim stands against the matter where its speaker denies it or its own words do (“there was no raid”), or where it
    gives another number of what the statement counts, and for it where it denies such words; a statement that itself
    says no turns all of this round.
    """
    found = []
    counts = read_counts(statement.text)
    for claim in claims:
        words = words_at(text, claim.content)
        sentences = read_sentences(words, (Span(0, len(words)),), statement) if claim.kind is Kind.FACT else []
        nearest = max(sentences, key=lambda sentence: sentence.relevance, default=None)
        if nearest is None:
            continue
        stems = {token.stem for token in tokens_of(words)} | {stem_of(term) for term in claim.frame.terms}
        if claim.frame.predicate in PICTURES and stem_of(claim.frame.predicate) not in statement.terms:
            continue  # pictures taken of a place do not say who took it
        near = max(nearest.relevance, _share(statement, stems))
        if near < ABOUT or (statement.deeds and statement.deeds.isdisjoint(stems) and near < WHOLLY_ABOUT):
            continue
        standing = STANDING[claim.polarity]
        for turned in (nearest.against > 0 and not _denies_by_not(claim), statement.sign < 0):
            standing = TURNED[standing] if turned else standing
        if cannot_both_hold(counts, claim.figures):
            if claim.polarity is not Polarity.FOR:
                continue  # who denies another number says nothing of this one
            standing = Standing.AGAINST if statement.sign > 0 else Standing.FOR
        found.append(ClaimStanding(claim_id=claim.id, standing=standing, nearness=near))
    return tuple(found)


def _denies_by_not(claim: Claim) -> bool:
    """Whether the claim denies by the “not” in its words (“there was no raid”): that is its stance, not a second no."""
    by_cue = any(found.field == "stance" and found.rule.startswith("cue:") for found in claim.evidence)
    return claim.frame.negated and claim.polarity is Polarity.AGAINST and not by_cue


def _share(statement: Statement, stems: set[str]) -> float:
    """The share of the statement's words that stand among the stems; another word for its deed stands for that."""
    deed = statement.terms.keys() & statement.deeds
    held = statement.terms.keys() & (stems | (deed if statement.deeds & stems else set()))
    return sum(statement.terms[stem] for stem in held)
