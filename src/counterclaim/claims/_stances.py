"""The stance of a speaker to a content: from the cue and what negates it, then from what the content itself says."""

from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.claims._context import Context
from counterclaim.claims._words import has, words
from counterclaim.records.claims import Stance
from counterclaim.records.notes import Evidence
from counterclaim.records.spans import Span

NEGATION = frozenset({"not", "n't", "n’t", "no", "never", "neither", "nor", "none", "nobody", "nothing", "nowhere"})
_REFUSAL = frozenset({"decline", "refuse", "unable", "fail", "impossible"})
_AUXILIARY = frozenset({"neg", "aux", "auxpass", "advmod", "acomp", "det", "prt", "preconj", "oprd"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceReading:
    """A stance with the rule that found it and the words it rests on."""

    stance: Stance
    rule: str
    span: Span | None = None

    def evidence(self) -> Evidence:
        return Evidence(field="stance", rule=self.rule, span=self.span)


def read_stance(context: Context, cue: Sequence[int], content: Sequence[int]) -> StanceReading:
    """The stance that the tokens of `cue` express to those of `content`, both in text order."""
    by_cue = _stance_of_cue(context, cue, content)
    if by_cue is not None and by_cue.stance is not Stance.CONFIRMS:
        return by_cue
    by_content = _stance_of_content(context, content)
    return by_content or by_cue or StanceReading(stance=Stance.ASSERTS, rule="default")


def _stance_of_cue(context: Context, cue: Sequence[int], content: Sequence[int]) -> StanceReading | None:
    if not cue:
        return None
    parse = context.parse
    window = _window(context, cue, content)
    lemmas = context.lemmas(window)
    span = parse.span(cue[0], cue[-1] + 1)
    negated = {"yet", "to"} <= set(lemmas) or not NEGATION.isdisjoint(lemmas) or not _REFUSAL.isdisjoint(lemmas)

    def reading(stance: Stance, rule: str) -> StanceReading:
        return StanceReading(stance=stance, rule=rule, span=span)

    if negated and has("silence", lemmas) and "evidence" not in lemmas:
        return reading(Stance.UNKNOWN, "cue:no comment")
    if negated and has("verify", lemmas):
        return reading(Stance.UNKNOWN, "cue:not confirmed")
    if negated and not {"clear", "know", "aware", "certain", "sure"}.isdisjoint(lemmas):
        return reading(Stance.UNKNOWN, "cue:not known")
    if has("ignorance", lemmas):
        return reading(Stance.UNKNOWN, "cue:unclear")
    if has("deny", lemmas):
        return reading(Stance.UNKNOWN if negated else Stance.DENIES, "cue:denial negated" if negated else "cue:denial")
    if has("doubt", lemmas) or (negated and not {"evidence", "proof"}.isdisjoint(lemmas)):
        return reading(Stance.DOUBTS, "cue:doubt")
    if negated and not {"believe", "think", "accept"}.isdisjoint(lemmas):
        return reading(Stance.DENIES, "cue:disbelief")
    if negated and has("say", lemmas):
        return reading(Stance.UNKNOWN, "cue:not said")
    if has("confirm", lemmas):
        return reading(Stance.CONFIRMS, "cue:confirmation")
    return None


def _window(context: Context, cue: Sequence[int], content: Sequence[int]) -> list[int]:
    """The cue's tokens with the auxiliaries, negations and governing verbs that decide how it is meant."""
    parse, outside = context.parse, set(content)
    window = set(cue)
    for token in cue:
        window.update(
            child for child in parse.children[token] if parse.deps[child] in _AUXILIARY and child not in outside
        )
        if parse.deps[token] in ("xcomp", "acomp", "attr", "pcomp"):
            head = parse.heads[token]
            if head not in outside and (parse.deps[head] != "ROOT" or not has("say", [parse.lemmas[head]])):
                window.add(head)
                window.update(c for c in parse.children[head] if parse.deps[c] in _AUXILIARY and c not in outside)
    return sorted(window)


def _stance_of_content(context: Context, content: Sequence[int]) -> StanceReading | None:
    parse = context.parse
    main = context.main(list(content))
    if main is None:
        return None
    lemmas = context.lemmas(content)
    span = parse.span(main, main + 1)
    inside = set(content)
    near = [main, *(c for c in parse.children[main] if c in inside)]
    own = context.lemmas(near)
    negated = is_negated(context, main, inside)

    def reading(stance: Stance, rule: str) -> StanceReading:
        return StanceReading(stance=stance, rule=rule, span=span)

    if not words("no_truth").isdisjoint(lemmas) and "no" in lemmas:
        return reading(Stance.DENIES, "content:no truth")
    verdict = predicate_words(context, main, inside)
    if not words("baseless").isdisjoint(verdict) and speaks_of_report(context, main, inside):
        if not negated:
            return reading(Stance.DENIES, "content:report called false")
        return None
    if negated and not words("truth").isdisjoint(verdict) and speaks_of_report(context, main, inside):
        return reading(Stance.DENIES, "content:report called untrue")
    personal = not {"i", "we"}.isdisjoint(own) or not {"it", "there"}.isdisjoint(own)
    if negated and personal and (has("verify", own) or not {"aware", "clear", "know", "certain"}.isdisjoint(own)):
        return reading(Stance.UNKNOWN, "content:not known to the speaker")
    if negated and personal and not {"information", "detail", "comment", "knowledge", "word"}.isdisjoint(own):
        return reading(Stance.UNKNOWN, "content:no information")
    if {"aware", "clear", "unclear", "unaware"} & set(own) and (negated or {"unclear", "unaware"} & set(own)):
        return reading(Stance.UNKNOWN, "content:not known")
    if parse.lemmas[main] in words("deny") and not {"i", "we"}.isdisjoint(own):
        return reading(Stance.DENIES, "content:denial")
    if negated and not {"evidence", "proof"}.isdisjoint(own):
        return reading(Stance.DOUBTS, "content:no evidence")
    if not {"dubious", "doubtful", "doubt", "skeptical", "sceptical"}.isdisjoint([*own, *verdict]):
        return reading(Stance.DOUBTS, "content:doubt")
    if negated and not {"will", "would", "should", "must", "shall", "'ll", "wo"}.intersection(own):
        return reading(Stance.DENIES, "content:negated")
    return None


def is_negated(context: Context, main: int, inside: set[int]) -> bool:
    """Whether the clause of `main` is negated: “not”, “never”, or “no …” as its subject, object or complement."""
    parse = context.parse
    for child in parse.children[main]:
        if child not in inside:
            continue
        if parse.deps[child] == "neg" or parse.lemmas[child] in NEGATION:
            return True
        if parse.deps[child] in ("nsubj", "nsubjpass", "dobj", "attr", "expl") and any(
            parse.lemmas[c] in NEGATION and c in inside for c in parse.children[child] if c < child
        ):
            return True
    return False


def predicate_words(context: Context, main: int, inside: set[int]) -> set[str]:
    """The lemmas that the clause of `main` predicates: its complement and what is joined to that."""
    parse = context.parse
    if parse.pos[main] in ("VERB", "AUX"):
        starts = [
            c for c in parse.children[main] if parse.deps[c] in ("attr", "acomp", "oprd", "prep", "ccomp", "xcomp")
        ]
    else:
        starts = [main]
    found: set[str] = set()
    for start in starts:
        found.add(parse.lemmas[start])
        found.update(
            parse.lemmas[c]
            for c in parse.subtree(start)
            if c in inside and parse.deps[c] in ("conj", "amod", "pobj", "acomp", "attr", "oprd", "advcl")
        )
    return found


def speaks_of_report(context: Context, main: int, inside: set[int]) -> bool:
    """Whether what is judged is a report, a claim, or a pronoun for one."""
    parse = context.parse
    if parse.pos[main] not in ("VERB", "AUX"):
        return not words("report_noun").isdisjoint(context.lemmas(inside))
    judged = [c for c in parse.children[main] if parse.deps[c] in ("nsubj", "nsubjpass", "dobj") and c in inside]
    named = {parse.lemmas[t] for c in judged for t in [c, *parse.children[c]]}
    return not judged or not words("report_noun").isdisjoint(named)
