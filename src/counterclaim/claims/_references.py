"""Contents that point back (“the same”, “the report”, “it”): to which earlier claim."""

from collections.abc import Sequence

from counterclaim.claims._context import Context
from counterclaim.claims._drafts import Draft
from counterclaim.claims._words import words
from counterclaim.records.claims import Kind, Stance

#: How many earlier claims may be pointed to.
_LOOK_BACK = 25


def find_references(context: Context, drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft, in text order, the number of the earlier draft that its content stands for, if any."""
    return [_pointed_to(context, drafts, i) for i in range(len(drafts))]


def _pointed_to(context: Context, drafts: Sequence[Draft], i: int) -> int | None:
    draft = drafts[i]
    if not points_back(context, draft.tokens):
        return None
    named = _owners(context, draft)
    heads = words("reference_head")
    about = {term for term in draft.frame.terms if term not in heads} - named
    best: tuple[float, int] | None = None
    for j in range(i - 1, max(-1, i - 1 - _LOOK_BACK), -1):
        other = drafts[j]
        if other.stance is Stance.UNKNOWN or other.kind is not Kind.FACT or other.start >= draft.start:
            continue
        if other.actor.name == draft.actor.name and draft.stance is not Stance.ASSERTS and not named:
            continue
        score = float(len(about.intersection(other.frame.terms)))
        if named and named & set(other.actor.name.lower().split()):
            score += 2
        same_attribution = (
            best is not None
            and other.attribution is not None
            and drafts[best[1]].attribution is not None
            and drafts[best[1]].cue == other.cue
        )
        if best is None or score > best[0] or (same_attribution and score == best[0]):
            best = (score, j)
    if best is None or ((about or named) and best[0] == 0 and len(about) > 3):
        return None
    return best[1]


def points_back(context: Context, tokens: Sequence[int]) -> bool:
    """Whether the content is a pronoun, or a noun for something said with a definite article or an owner."""
    parse = context.parse
    lemmas = [lemma for t, lemma in zip(tokens, context.lemmas(tokens), strict=True) if parse.pos[t] != "PUNCT"]
    if not lemmas or len(lemmas) > 14:
        return False
    back = {
        word for phrase in ("it", "this", "that", "same", "these", "those", "they", "so", "such") for word in [phrase]
    }
    if set(lemmas) <= back | {"the", "on", "of", "either", "as", "simply", "be", "not", "true", "false"}:
        return bool(back.intersection(lemmas))
    main = context.main(list(tokens))
    if main is None:
        return False
    inside = set(tokens)
    judged = [main]
    if parse.pos[main] in ("VERB", "AUX"):
        judged = [c for c in parse.children[main] if parse.deps[c] in ("nsubj", "nsubjpass", "dobj") and c in inside]
    return any(
        parse.lemmas[t] in words("reference_head")
        and (parse.pos[t] == "PRON" or any(parse.deps[c] in ("det", "poss") for c in parse.children[t]))
        for t in judged
    )


def _owners(context: Context, draft: Draft) -> set[str]:
    """The words of the names in the content: whose claim it is (“the rebels' claim”)."""
    names: set[str] = set()
    for token in draft.tokens:
        found = context.mention_starts.get(context.parse.starts[token])
        if found:
            names.update(found[1].lower().split())
    return names
