"""Negated statements without a word of denial: denials where somebody claims the opposite, else plain statements.

“There were no casualties” denies, told in the report's own prose: a report does not pass on what nobody supposes. A
speaker's quoted words are full of negations that answer nothing (“nobody told us”), and so is narration; but not what
they say of deeds of their own (“we did not fire”).
"""

from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise

from counterclaim.claims._basis import own_deed
from counterclaim.claims._context import Context
from counterclaim.claims._drafts import Draft
from counterclaim.claims._short_answers import denies_shortly
from counterclaim.claims._stances import NEGATED
from counterclaim.claims._words import words
from counterclaim.records.claims import DenialTarget, Form, Stance

#: Share of the negated statement's terms that another's claim must have, for the words of a speaker or the narrator's.
_SHARED = {Form.DIRECT: 0.25, Form.NARRATION: 0.5}
#: The same where all they share is a party's name.
_MOSTLY = 0.5
#: A denial by the same speaker so many sentences off carries its negated sentences along.
_NEAR = 2
#: How many drafts on either side are compared: bounds the time on very long texts.
_LOOK = 100


def weigh_negations(context: Context, drafts: Sequence[Draft]) -> None:
    """Turn quoted and narrated denials that rest on a negation alone and answer nobody into assertions, in place."""
    names = {word for party in context.actors.parties for word in party.name.lower().split()}
    for i, draft in enumerate(drafts):
        if draft.stance is not Stance.DENIES or draft.form not in _SHARED or not _rests_on_negation(draft):
            continue
        if context.parse.lemmas[draft.tokens[0]] == "that":
            continue  # told, though with the words in quotation marks
        if draft.denial_target is DenialTarget.HAVING_SAID or _is_stressed(context, draft) or _posts(context, draft):
            continue
        if denies_shortly(context, [t for t in draft.tokens if context.parse.pos[t] != "PUNCT"]):
            continue
        around = [*drafts[max(0, i - _LOOK) : i], *drafts[i + 1 : i + 1 + _LOOK]]
        if (
            _says_none(context, draft)
            or _of_own_deed(context, draft)
            or any(_answers(context, draft, other, names) for other in around)
        ):
            continue
        draft.stance, draft.denial_target = Stance.ASSERTS, None
        draft.evidence = [
            replace(e, rule="negated, answers nobody") if e.rule == NEGATED else e
            for e in draft.evidence
            if e.field != "denial_target"
        ]


def _rests_on_negation(draft: Draft) -> bool:
    return any(evidence.field == "stance" and evidence.rule == NEGATED for evidence in draft.evidence)


def _is_stressed(context: Context, draft: Draft) -> bool:
    """“The video was NOT recorded in May”: nobody stresses what answers nobody."""
    parse = context.parse
    return any(parse.words[t] in ("NOT", "NEVER", "NO") for t in draft.tokens) and not all(
        parse.words[t].isupper() for t in draft.tokens if parse.words[t].isalpha()
    )


def _posts(context: Context, draft: Draft) -> bool:
    """Whether the author of a post says of the past that it was not so."""
    main = context.main(draft.tokens)
    if context.revision.speaker != draft.actor.name or main is None or draft.attribution is not None:
        return False
    parse = context.parse
    auxiliaries = {parse.words[c].lower() for c in parse.children[main] if parse.deps[c] in ("aux", "auxpass")}
    never = any(parse.lemmas[c] == "never" for c in parse.children[main])
    return not never and not auxiliaries.isdisjoint({"did", "was", "were", "has", "have", "had"})


def _says_none(context: Context, draft: Draft) -> bool:
    """“There was no attack”, “no soldiers were killed”, “it was not twelve”: nobody says so unless somebody supposes
    it."""
    parse, main = context.parse, context.main(draft.tokens)
    if main is not None and parse.lemmas[main] == "be":
        subject = context.subject(main)
        if subject is not None and parse.lemmas[subject] in ("it", "this", "that"):
            return True
    lemmas = context.lemmas(draft.tokens)
    return not {"no", "any"}.isdisjoint(lemmas) or bool({("not", "one"), ("not", "a")} & set(pairwise(lemmas)))


def _of_own_deed(context: Context, draft: Draft) -> bool:
    """“We did not shell the town”: who says so of a deed of their own answers for it, whoever asked."""
    parse, main = context.parse, context.claimed(draft.tokens)
    if main is None or own_deed(context, main, {draft.actor.name}) is None:
        return False
    below = {parse.lemmas[c] for c in parse.children[main]}
    return not ("never" in below and below & _HABIT)


#: “In all these years we never closed the road” praises the speaker and answers nobody.
_HABIT = frozenset({"over", "since", "during", "throughout", "for", "in"})


def _answers(context: Context, draft: Draft, other: Draft, names: Set[str]) -> bool:
    """Whether `other` says the opposite, or is a denial by the same speaker close by. What is said of the same party
    need not be the opposite: the words of `names` alone must make up most of it."""
    if other.actor.name == draft.actor.name:
        apart = abs(context.parse.sentence_index(other.tokens[0]) - context.parse.sentence_index(draft.tokens[0]))
        return apart <= _NEAR and other.stance is Stance.DENIES and not _rests_on_negation(other)
    if other.stance not in (Stance.ASSERTS, Stance.CONFIRMS) or other.frame.negated:
        return False
    common = words("reference_head") | set(draft.actor.name.lower().split())
    own = set(draft.frame.terms) - common
    shared = own.intersection(other.frame.terms)
    wanted = _SHARED[draft.form] if shared - names else _MOSTLY
    return len(shared) >= wanted * max(1, len(own))
