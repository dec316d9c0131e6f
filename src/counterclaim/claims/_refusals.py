"""What words of denying mean besides: that something is refused, a plan is dropped, or a matter is played down."""

from collections.abc import Sequence

from counterclaim.claims._context import Context
from counterclaim.claims._words import has, words
from counterclaim.records.claims import Stance

#: Verbs by which a thing asked for or offered is refused.
_DENY = frozenset({"deny", "reject", "dismiss", "refuse", "quash", "turn"})
_PASSIVE = frozenset({"auxpass", "nsubjpass"})


def other_than_denied(context: Context, cue: Sequence[int], content: Sequence[int]) -> tuple[Stance, str] | None:
    """The stance that a cue of denying has where it denies nothing that was said, and the rule; else None."""
    main = context.main(list(content))
    if main is None:
        return None
    lemmas = context.lemmas(cue)
    if not _DENY.isdisjoint(lemmas) and _refuses(context, cue, content, main):
        return Stance.UNKNOWN, "cue:refused"
    if {"rule", "out"} <= set(lemmas) and _is_plan(context, content, main):
        return Stance.UNKNOWN, "cue:plan ruled out"
    if _plays_down(context, cue, content, lemmas):
        return Stance.DOUBTS, "cue:played down"
    return None


def _refuses(context: Context, cue: Sequence[int], content: Sequence[int], main: int) -> bool:
    """Whether it is a thing asked for (“denied the request”), a thing offered, but not with “deny”, which may say that
    it never was; or whatever somebody “was denied”, and whoever was."""
    parse = context.parse
    heads = [t for t in context.roots(list(content)) if parse.pos[t] in ("NOUN", "PROPN")]
    if main not in heads:
        return False
    named = {parse.lemmas[t] for t in heads}
    denied = [t for t in cue if parse.lemmas[t] == "deny"]
    if not words("refusable").isdisjoint(named) or (not denied and not words("offered").isdisjoint(named)):
        return True
    relations = {parse.deps[c] for t in denied for c in parse.children[t]}
    granted = not _PASSIVE.isdisjoint(relations) and not {"dobj", "dative", "oprd"}.isdisjoint(relations)
    return granted and words("report_noun").isdisjoint(named)


def _is_plan(context: Context, content: Sequence[int], main: int) -> bool:
    """Whether it is a deed of the speaker's own that is yet to come: “ruled out running”, not “having met him”."""
    parse = context.parse
    first = next((t for t in content if parse.pos[t] != "PUNCT"), main)
    begins = {main, *(c for c in parse.children[main] if parse.deps[c] in ("neg", "advmod", "auxpass"))}
    perfect = any(parse.lemmas[c] == "have" and parse.deps[c] == "aux" for c in parse.children[main])
    return parse.tags[main] == "VBG" and first in begins and not perfect and not context.has_subject(main)


def _plays_down(context: Context, cue: Sequence[int], content: Sequence[int], lemmas: Sequence[str]) -> bool:
    """Whether it is made little of, not denied; or waved aside with words of the speaker's own behind it: “waved aside
    the report, saying that …”."""
    if has("play_down", lemmas):
        return True
    says = any(context.parse.words[t].lower() in ("saying", "adding", "insisting") for t in content)
    return says and not {"brush", "wave", "shrug"}.isdisjoint(lemmas)
