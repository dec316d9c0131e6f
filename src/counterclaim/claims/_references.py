"""Contents that point back (“the same”, “the report”, “it”): to which earlier claim."""

from collections.abc import Sequence

from counterclaim.claims._context import Context
from counterclaim.claims._drafts import Draft
from counterclaim.claims._short_answers import denies_shortly
from counterclaim.claims._stances import predicate_words
from counterclaim.claims._words import words
from counterclaim.records.claims import Kind, Stance

#: How many earlier claims may be pointed to.
_LOOK_BACK = 25


def find_references(context: Context, drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft, in text order, the number of the earlier draft that its content stands for, if any."""
    return [_pointed_to(context, drafts, i) for i in range(len(drafts))]


def without_strays(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` without denials and doubts of a bare “that” which points to no claim: they say nothing."""
    pointed = find_references(context, drafts)
    return [d for d, found in zip(drafts, pointed, strict=True) if found is not None or not _only_points(context, d)]


def _only_points(context: Context, draft: Draft) -> bool:
    parse = context.parse
    kept = [t for t in draft.tokens if parse.pos[t] != "PUNCT"]
    bare = len(kept) == 1 and parse.lemmas[kept[0]] in words("back_reference")
    return bare and draft.stance in (Stance.DENIES, Stance.DOUBTS)


def _pointed_to(context: Context, drafts: Sequence[Draft], i: int) -> int | None:
    draft = drafts[i]
    pointer = _pointer(context, draft)
    if pointer is None:
        return None
    owners = _owners(context, pointer)
    about = set(draft.frame.terms) - words("reference_head") - words("report_noun") - words("baseless") - owners
    best: tuple[float, int] | None = None
    for j in range(i - 1, max(-1, i - 1 - _LOOK_BACK), -1):
        other = drafts[j]
        if other.stance is Stance.UNKNOWN or other.kind is not Kind.FACT or other.start >= draft.start:
            continue
        if other.actor.name == draft.actor.name or (draft.cue and other.cue == draft.cue):
            continue  # one answers another's words, not one's own
        score = float(len(about.intersection(other.frame.terms)))
        if owners & set(other.actor.name.lower().split()):
            score += 2
        if best is None or score > best[0] or (score == best[0] and drafts[best[1]].cue == other.cue):
            best = (score, j)
    return best[1] if best is not None else None


def _pointer(context: Context, draft: Draft) -> int | None:
    """The word that points back: a pronoun that is the whole content or that is called true or false, or a noun for
    something said, with a definite article or an owner, where somebody takes a stand on it."""
    parse = context.parse
    kept = [t for t in draft.tokens if parse.pos[t] != "PUNCT"]
    pronouns = [t for t in kept if parse.lemmas[t] in words("back_reference")]
    if len(kept) <= 3 and pronouns and all(t in pronouns or parse.pos[t] in ("DET", "ADP") for t in kept):
        return pronouns[0]
    if draft.stance is Stance.DENIES and denies_shortly(context, kept):
        return kept[0]
    main = context.main(draft.tokens)
    if main is None or draft.stance is Stance.ASSERTS:
        return None
    inside = set(draft.tokens)
    if parse.pos[main] not in ("VERB", "AUX"):
        judged = sorted({main, *context.roots(draft.tokens)})
    else:
        judged = [c for c in parse.children[main] if parse.deps[c] in ("nsubj", "nsubjpass", "dobj") and c in inside]
        verdict = predicate_words(context, main, inside)
        if verdict.isdisjoint(words("baseless") | words("truth")):
            return None
    for token in judged:
        if parse.lemmas[token] in words("back_reference"):
            return token
        if parse.lemmas[token] in words("reference_head") and _definite(context, token):
            return token
    return None


def _definite(context: Context, noun: int) -> bool:
    parse = context.parse
    return any(
        parse.deps[c] == "poss" or parse.lemmas[c] in ("the", "this", "that", "these", "those")
        for c in parse.children[noun]
    )


def _owners(context: Context, noun: int) -> set[str]:
    """The words of the names in front of `noun`: whose claim it is (“the rebels' claim”, “the army statement”)."""
    names: set[str] = set()
    for child in context.parse.children[noun]:
        if child < noun and context.parse.deps[child] in ("poss", "compound", "amod", "nmod"):
            name = context.actors.name_at(context.parse.span(child, child + 1))
            names.update((name or "").lower().split())
    return names
