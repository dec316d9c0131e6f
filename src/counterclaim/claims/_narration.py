"""What the report itself asserts of the matters that its sources claim."""

from collections import Counter
from collections.abc import Iterator, Sequence

from counterclaim.claims._context import Context, trimmed
from counterclaim.claims._drafts import Draft
from counterclaim.claims._words import words
from counterclaim.records.spans import Span

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_MODALS = frozenset({"will", "would", "can", "should", "must", "shall"})


def find_narration(context: Context, drafts: Sequence[Draft], taken: Sequence[Span]) -> Iterator[tuple[Span, float]]:
    """The clauses of the report's own voice that assert an event its sources speak of, with a score.

    `taken` are the spans of attributions: a clause that touches one speaks in another's voice.
    """
    shared = Counter(term for draft in drafts for term in set(draft.frame.terms))
    covered = set(context.tokens(taken))
    for first, last in context.parse.sentences:
        if any(token in covered for token in range(first, last)):
            continue
        yield from _clauses(context, first, last, shared)


def _clauses(context: Context, first: int, last: int, shared: Counter[str]) -> Iterator[tuple[Span, float]]:
    parse = context.parse
    root = next((t for t in range(first, last) if parse.heads[t] == t and parse.pos[t] in ("VERB", "AUX")), None)
    if root is None or not asserts_event(context, root):
        return
    span = trimmed(parse.text, parse.span(first, last), " \t\n\r.")
    terms = {lemma for lemma in context.lemmas(range(first, last)) if lemma not in words("stop")}
    score = sum(1.0 for term in terms if shared[term])
    if span is not None and score >= 4:
        yield span, min(1.0, score / 10)


def asserts_event(context: Context, verb: int) -> bool:
    """Whether the clause of `verb` asserts, without a modal or a question, that an event took place."""
    parse = context.parse
    children = parse.children[verb]
    if any(parse.lemmas[c] in _MODALS and parse.deps[c] == "aux" for c in children):
        return False
    if parse.tags[verb] not in _FINITE and not any(
        parse.deps[c] in ("aux", "auxpass") and parse.tags[c] in _FINITE for c in children
    ):
        return False
    nouns = [c for c in children if parse.deps[c] in ("nsubj", "nsubjpass", "dobj", "attr")]
    return parse.lemmas[verb] in words("event") or any(parse.lemmas[c] in words("event") for c in nouns)
