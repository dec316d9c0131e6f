"""Confirmations of a part: which part is confirmed, and what the same speaker says of the rest."""

from collections.abc import Sequence

from counterclaim.claims._context import Context
from counterclaim.claims._drafts import Draft
from counterclaim.claims._words import words
from counterclaim.records.claims import Stance
from counterclaim.records.notes import Evidence
from counterclaim.records.spans import Span

#: What a speaker leaves open or denies within so many sentences of a confirmation is the rest of the same matter.
_NEAR = 1
_CONTRAST = frozenset({"but", "however", "though", "although", "while", "whereas", "yet"})


def find_withheld(context: Context, drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the number of the draft that holds back the rest of what it confirms, if any.

    Confirmations that are partial in so many words, or by what is held back, are marked as such in place.
    """
    rest = [_rest(context, drafts, i) for i in range(len(drafts))]
    for draft, withheld in zip(drafts, rest, strict=True):
        if draft.stance is not Stance.CONFIRMS:
            continue
        word = _word(context, draft)
        if word is not None:
            draft.partial = True
            draft.evidence.append(Evidence(field="partial", rule="word", span=word))
        elif withheld is not None:
            draft.partial = True
            draft.evidence.append(
                Evidence(field="partial", rule="the rest is held back", span=drafts[withheld].content[0])
            )
    return rest


def _rest(context: Context, drafts: Sequence[Draft], i: int) -> int | None:
    """The nearest claim behind a confirmation that sets a denial or a silence of the same speaker against it."""
    draft = drafts[i]
    if draft.stance is not Stance.CONFIRMS:
        return None
    here = context.parse.sentence_index(draft.tokens[-1])
    for j in range(i + 1, len(drafts)):
        other = drafts[j]
        apart = context.parse.sentence_index(other.tokens[0]) - here
        if apart > _NEAR:
            return None
        if other.actor.name != draft.actor.name or other.stance not in (Stance.DENIES, Stance.UNKNOWN, Stance.DOUBTS):
            continue
        if apart == 0 or not _CONTRAST.isdisjoint(_between(context, draft, other)):
            return j
    return None


def _between(context: Context, draft: Draft, other: Draft) -> list[str]:
    """The lemmas from the end of one content to the end of the other's first sentence."""
    _, last = context.parse.sentence_of(other.tokens[0])
    return context.lemmas(range(draft.tokens[-1] + 1, last))


def _word(context: Context, draft: Draft) -> Span | None:
    """A word that limits the confirmation: “partly confirmed”, “confirmed only that”, “confirmed part of it”."""
    parse = context.parse
    below = [child for token in context.tokens(draft.cue) for child in parse.children[token]]
    below += [c for t in below if parse.lemmas[t] == "in" for c in parse.children[t]]  # “confirmed in part”
    first = next((t for t in draft.tokens if parse.pos[t] != "PUNCT"), None)
    if first is not None and (parse.lemmas[first] == "only" or parse.lemmas[first + 1 : first + 2] == ("of",)):
        below.append(first)
    return next((parse.span(t, t + 1) for t in below if parse.lemmas[t] in words("partly")), None)
