"""The stance of a speaker to a content: from the cue and what negates it, then from what the content itself says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from counterclaim.claims._context import Context
from counterclaim.claims._questions import asks_below, is_wh, leaves_open, too_soon
from counterclaim.claims._refusals import other_than_denied
from counterclaim.claims._retractions import NEVER_SAID, TAKEN_BACK, never_said, takes_back
from counterclaim.claims._words import cue_lemmas, has, words
from counterclaim.records.claims import Stance
from counterclaim.records.notes import Evidence
from counterclaim.records.spans import Span

#: The rule of a denial that rests on a negation alone.
NEGATED = "content:negated"
#: The rule of doubt that rests on what somebody else did not show.
NOT_SHOWN = "cue:not shown"
NEGATION = frozenset(
    {"not", "n't", "n’t", "no", "never", "neither", "nor", "none", "nobody", "nothing", "nowhere", "hardly", "scarcely"}
)
_REFUSAL = frozenset({"decline", "refuse", "unable", "fail", "impossible"})
_AUXILIARY = frozenset({"neg", "aux", "auxpass", "advmod", "acomp", "det", "prt", "preconj", "oprd"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceReading:
    """A stance with the rule that found it, the words it rests on, and what else could be read."""

    stance: Stance
    rule: str
    span: Span | None = None
    other: str = ""

    def evidence(self) -> Evidence:
        return Evidence(field="stance", rule=self.rule, span=self.span, detail=self.other)


def read_stance(context: Context, cue: Sequence[int], content: Sequence[int]) -> StanceReading:
    """The stance that the tokens of `cue` express to those of `content`, both in text order."""
    by_cue = _stance_of_cue(context, cue, content)
    if by_cue is not None and by_cue.stance is not Stance.CONFIRMS:
        return by_cue
    by_content = _stance_of_content(context, cue, content) or _question(context, cue, content)
    if by_content is not None and by_cue is not None:
        return replace(by_content, other=f"by the cue alone: {by_cue.stance.value}")
    return by_content or by_cue or StanceReading(stance=Stance.ASSERTS, rule="default")


def stance_of_cue(context: Context, cue: Sequence[int], content: Sequence[int]) -> Stance | None:
    """The stance that the cue alone expresses; None where that is left to what is said."""
    reading = _stance_of_cue(context, cue, content)
    return None if reading is None else reading.stance


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

    if takes_back(context, cue, content):
        return reading(Stance.DENIES, TAKEN_BACK)
    main = context.main(list(content))
    if main is not None and not {"decline", "refuse"}.isdisjoint(lemmas) and _speaks(parse.lemmas[main]):
        return reading(Stance.UNKNOWN, "cue:declined to say")
    if negated and has("silence", lemmas) and "evidence" not in lemmas:
        return reading(Stance.UNKNOWN, "cue:no comment")
    none = bool(content) and parse.lemmas[content[0]] in ("neither", "none", "no")  # “none of this could be verified”
    if negated and _shows(context, cue[-1], content):
        return reading(Stance.DOUBTS, NOT_SHOWN)
    if (negated or none) and has("verify", lemmas):
        return reading(Stance.UNKNOWN, "cue:not confirmed")
    if negated and not {"clear", "know", "aware", "certain", "sure"}.isdisjoint(lemmas):
        return reading(Stance.UNKNOWN, "cue:not known")
    if "uncertain" not in lemmas and has("ignorance", lemmas):
        return reading(Stance.UNKNOWN, "cue:unclear")
    if not negated and any(too_soon(context, token) in cue for token in cue):
        return reading(Stance.UNKNOWN, "cue:unclear")
    if any(_in_dispute(context, t) for t in cue):
        return reading(Stance.DOUBTS, "cue:in dispute")
    if _cued("denial", "deny", lemmas) and not negated and _describes_exhibit(context, content):
        return reading(Stance.ASSERTS, "cue:exhibit described")
    if not negated and (meant := other_than_denied(context, window, content)):
        return reading(*meant)
    if _cued("denial", "deny", lemmas):
        return reading(Stance.UNKNOWN if negated else Stance.DENIES, "cue:denial negated" if negated else "cue:denial")
    if negated and _cued("doubt", "doubt", lemmas) and "evidence" not in lemmas:
        return reading(Stance.ASSERTS, "cue:not doubted")
    if (
        _cued("doubt", "doubt", lemmas)
        or "uncertain" in lemmas
        or (negated and not {"evidence", "proof"}.isdisjoint(lemmas))
    ):
        return reading(Stance.DOUBTS, "cue:doubt")
    if has("intention", lemmas) and not {"no", "not", "n't", "n’t", "never"}.isdisjoint(lemmas):
        return reading(Stance.DENIES, "cue:no intention")
    if "agree" in lemmas and not negated and _has_clause(context, content):
        return reading(Stance.CONFIRMS, "cue:agreement")
    if negated and not {"believe", "think", "accept"}.isdisjoint(lemmas):
        return reading(Stance.DENIES, "cue:disbelief")
    if negated and (has("say", lemmas) or never_said(context, cue, content)):
        return reading(Stance.UNKNOWN, NEVER_SAID if never_said(context, cue, content) else "cue:not said")
    if _cued("confirm", "confirm", lemmas):
        return reading(Stance.CONFIRMS, "cue:confirmation")
    return None


def _question(context: Context, cue: Sequence[int], content: Sequence[int]) -> StanceReading | None:
    """What is asked is not said to be so: “reports about whether …”, “Has the town fallen?”."""
    parse = context.parse
    opener = next((t for t in content if parse.pos[t] != "PUNCT"), None)
    if opener is None:
        return None
    here = parse.span(opener, opener + 1)
    if parse.lemmas[opener] == "whether" and cue:
        return StanceReading(stance=Stance.UNKNOWN, rule="content:whether", span=here)
    after = parse.words[content[-1] + 1 : content[-1] + 2]  # the edge of a content leaves its mark out
    asked = "?" in (*(parse.words[token] for token in content[-2:]), *after)
    if asked and parse.pos[opener] == "AUX" and context.subject(parse.heads[opener]) is not None:
        stance = Stance.UNKNOWN if not {"ask", "wonder"}.isdisjoint(context.lemmas(cue)) else Stance.DOUBTS
        return StanceReading(stance=stance, rule="content:question", span=here)
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


def _stance_of_content(context: Context, cue: Sequence[int], content: Sequence[int]) -> StanceReading | None:
    parse = context.parse
    main = context.claimed(list(content))
    if main is None:
        return None
    inside = set(content)
    lemmas = context.lemmas(content)
    near = [main, *(c for c in parse.children[main] if c in inside and parse.deps[c] not in _OTHER_CLAUSES)]
    near += [c for t in near[1:] if parse.deps[t] == "acomp" for c in parse.children[t] if c in inside]
    own = set(context.lemmas(near))
    negated = is_negated(context, main, inside)
    verdict = predicate_words(context, main, inside)
    on_report = speaks_of_report(context, main, inside)
    personal = not own.isdisjoint(_PERSONAL) or not context.has_subject(main)

    def reading(stance: Stance, rule: str) -> StanceReading:
        return StanceReading(stance=stance, rule=rule, span=parse.span(main, main + 1))

    if "no" in lemmas and _no_truth(context, inside):
        return reading(Stance.DENIES, "content:no truth")
    if not words("baseless").isdisjoint(verdict) and on_report:
        return None if negated else reading(Stance.DENIES, "content:report called false")
    if cue and has("call", context.lemmas(cue)) and _called_false(context, content):
        return reading(Stance.DENIES, "content:report called false")
    if not negated and parse.lemmas[main] == "be" and "there" not in own and not words("unreal").isdisjoint(verdict):
        return reading(Stance.DENIES, "content:called unreal")
    if negated and not words("truth").isdisjoint(verdict) and on_report:
        return reading(Stance.DENIES, "content:report called untrue")
    if untrue_in_passing(context, content) is not None:
        return reading(Stance.DENIES, "content:report called untrue")
    if not own.isdisjoint({"unclear", "unaware"}) or (negated and not own.isdisjoint({"aware", "clear", "know"})):
        return reading(Stance.UNKNOWN, "content:not known")
    if leaves_open(context, main, inside) or is_wh(context, content) or asks_below(context, main):
        return reading(Stance.UNKNOWN, "content:left open")
    if negated and _no_reason_to_doubt(context, main, near):
        return reading(Stance.CONFIRMS, "content:no reason to doubt")
    if negated and parse.lemmas[main] in _IMPLIES and _has_below(context, main, "ccomp"):
        return reading(Stance.UNKNOWN, "content:not implied")
    if negated and _denying(context, main):
        return reading(Stance.UNKNOWN, "content:denial negated")
    if _not_shown(context, main, negated=negated):
        return reading(Stance.DOUBTS, "content:not shown")
    if negated and personal and not own.isdisjoint(words("verify")):
        return reading(Stance.UNKNOWN, "content:not confirmed by the speaker")
    held = {parse.lemmas[c] for c in parse.children[main] if c in inside and parse.deps[c] in ("dobj", "attr")}
    if negated and parse.lemmas[main] in _KNOWING and not held.isdisjoint(words("knowledge") | _HEARD | _COUNTS):
        return reading(Stance.UNKNOWN, "content:no information")
    if negated and not own.isdisjoint({"i", "we"}) and _will_not_say(context, main, own):
        return reading(Stance.UNKNOWN, "content:will not say")
    if parse.lemmas[main] in words("deny") and not own.isdisjoint({"i", "we"}):
        return reading(Stance.DENIES, "content:denial")
    if "would" in own and "surprised" in verdict:
        return reading(Stance.DOUBTS, "content:would be surprised")
    if negated and not own.isdisjoint({"evidence", "proof"}):
        return reading(Stance.DOUBTS, "content:no evidence")
    if not negated and not words("dubious").isdisjoint({parse.lemmas[main], *verdict}) and not _no_doubt(context, near):
        return reading(Stance.DOUBTS, "content:doubt")
    subject = context.subject(main)
    if (
        negated
        and (subject is None or parse.lemmas[subject] not in words("detail_noun"))  # “details have yet to emerge”
        and own.isdisjoint(_NOT_YET_FACT)
        and not context.imperative(main)
        and not _judges(context, main, inside)
    ):
        return reading(Stance.DENIES, NEGATED)
    return None


#: “has no information”, “received no reports”.
_KNOWING = frozenset({"have", "be", "give", "offer", "receive", "get", "see", "hear"})
_HEARD = frozenset({"report", "account"})
_COUNTS = frozenset({"number", "figure", "total", "estimate"})
_EVADED = frozenset({"comment", "speculate", "discuss", "elaborate", "confirm"})
_PERSONAL = frozenset({"i", "we", "he", "she", "they", "it", "there"})
#: A negated forecast, refusal or wish denies nothing that is claimed to be so.
_NOT_YET_FACT = frozenset({"will", "would", "should", "must", "shall", "'ll", "wo", "can", "ca", "want", "let"})
_OTHER_CLAUSES = frozenset({"advcl", "ccomp", "relcl", "acl", "conj", "parataxis"})


_IMPLIES = frozenset({"mean", "imply"})
_REASON = frozenset({"reason", "cause", "ground", "grounds", "basis"})
_DISBELIEVES = frozenset({"doubt", "question", "dispute", "disbelieve", "distrust", "deny", "contest", "challenge"})


def _denying(context: Context, main: int) -> bool:
    """“(Could not) rule out that …”, “(would not) deny that …”."""
    parse = context.parse
    out = any(parse.lemmas[c] == "out" for c in parse.children[main])
    return (parse.lemmas[main] == "rule" and out) or parse.lemmas[main] in ("deny", "exclude")


def _no_reason_to_doubt(context: Context, main: int, near: Sequence[int]) -> bool:
    """“Had no reason to doubt that …”, “there are no grounds for doubting it”, “has no reason to believe otherwise”."""
    parse = context.parse
    reasons = [t for t in near if parse.lemmas[t] in _REASON]
    below = {t for reason in reasons for t in parse.subtree(reason) if t > reason}
    below |= {t for c in parse.children[main] if reasons and c > reasons[0] for t in (c, *parse.children[c])}
    return any(parse.pos[t] == "VERB" and parse.lemmas[t] in _DISBELIEVES for t in below)


def _shows(context: Context, verb: int, content: Sequence[int]) -> bool:
    """Whether `verb` is one of proving and the content a clause that it would prove."""
    parse = context.parse
    if parse.lemmas[verb] not in words("unshown") or not _has_clause(context, content):
        return False
    return parse.lemmas[next(t for t in content if parse.pos[t] != "PUNCT")] == "that"


def _not_shown(context: Context, main: int, *, negated: bool) -> bool:
    """“The petitioners had not shown that …”, “the prosecutors failed to prove that …”."""
    parse, verb = context.parse, main
    if parse.lemmas[main] == "fail":
        verb = next((c for c in parse.children[main] if parse.deps[c] == "xcomp"), main)
    subject = context.subject(main)
    own = subject is None or parse.lemmas[subject] in ("i", "we")
    shown = parse.lemmas[verb] in words("unshown") and _has_below(context, verb, "ccomp")
    return shown and (negated or verb != main) and not own


def _has_below(context: Context, verb: int, relation: str) -> bool:
    return any(context.parse.deps[c] == relation for c in context.parse.children[verb])


def _will_not_say(context: Context, main: int, own: set[str]) -> bool:
    """“I will not comment”, “we are not going to speculate”."""
    parse = context.parse
    if parse.lemmas[main] == "go":
        return any(parse.deps[c] == "xcomp" and parse.lemmas[c] in _EVADED for c in parse.children[main])
    return parse.lemmas[main] in _EVADED and not own.isdisjoint({"will", "wo", "can", "ca", "would"})


def _no_doubt(context: Context, near: Sequence[int]) -> bool:
    """“There is no doubt that …”, “nobody doubts it”."""
    parse = context.parse
    return any(
        parse.lemmas[t] in words("dubious") and any(parse.lemmas[c] in NEGATION for c in parse.children[t])
        for t in near
    ) or any(parse.lemmas[t] in NEGATION for t in near)


def _judges(context: Context, main: int, inside: set[int]) -> bool:
    """Whether the clause asks, feels or values: “it makes no sense”, “they are not happy”, “why did he not go?”."""
    parse = context.parse
    _, last = parse.sentence_of(main)
    if "?" in parse.words[max(main, last - 3) : last] or parse.lemmas[main] in words("attitude"):
        return True
    judged = {
        parse.lemmas[c] for c in parse.children[main] if parse.deps[c] in ("acomp", "attr", "dobj") and c in inside
    }
    return not judged.isdisjoint(words("opinion_content"))


def _cued(family: str, group: str, lemmas: Sequence[str]) -> bool:
    """Whether the cue lexicon's family or this stage's own group has a word of the cue."""
    return not cue_lemmas(family).isdisjoint(lemmas) or has(group, lemmas)


def _in_dispute(context: Context, token: int) -> bool:
    """“Is in dispute”, “is contested”: a matter is open, and nobody is named who denies it."""
    parse = context.parse
    if parse.lemmas[token] not in ("dispute", "contest"):
        return False
    below = {parse.deps[c] for c in parse.children[token]}
    return parse.pos[token] == "NOUN" or ("auxpass" in below and "agent" not in below)


def _speaks(verb: str) -> bool:
    return verb in words("say") or verb in words("unconfirmed_verb") or verb == "draw"  # “declined to be drawn”


def _describes_exhibit(context: Context, content: Sequence[int]) -> bool:
    """Whether an exhibit is dismissed as being something, not as false: “the photographs as two years old”."""
    parse = context.parse
    at = next((t for t in content if parse.lemmas[t] == "as"), None)
    if at is None:
        return False
    named = {parse.lemmas[t] for t in content if t < at and parse.pos[t] == "NOUN"}
    told = {parse.lemmas[t] for t in content if t > at}
    exhibits = words("evidence_noun") | words("document_noun") | words("recording_noun")
    return not exhibits.isdisjoint(named) and words("baseless").isdisjoint(told) and words("unreal").isdisjoint(told)


def _has_clause(context: Context, content: Sequence[int]) -> bool:
    main = context.main(list(content))
    return main is not None and context.has_subject(main)


def _no_truth(context: Context, inside: set[int]) -> bool:
    """Whether the content says that there is no truth, basis or substance in something."""
    parse = context.parse
    return any(
        parse.lemmas[t] in words("no_truth") and any(parse.lemmas[c] == "no" for c in parse.children[t]) for t in inside
    )


def _called_false(context: Context, content: Sequence[int]) -> bool:
    """Whether a report and a word for its falsehood stand together, as two words, in what a cue calls something."""
    reports = [t for t in content if context.parse.lemmas[t] in words("report_noun") | words("figure_noun")]
    verdicts = [t for t in content if context.parse.lemmas[t] in words("baseless")]
    return bool(reports) and any(t > reports[0] for t in verdicts)


def calls_report_false(context: Context, content: Sequence[int]) -> bool:
    """Whether all that `content` says is that something said is false."""
    reading = _stance_of_content(context, [], content)
    return reading is not None and reading.rule.startswith("content:report called")


def untrue_in_passing(context: Context, content: Sequence[int]) -> int | None:
    """The verb by which a report is called untrue behind it: “they spread a rumour that he fled, which is not true”."""
    parse, inside = context.parse, set(content)
    reports = [t for t in content if parse.pos[t] == "NOUN" and parse.lemmas[t] in words("report_noun")]
    for verb in content if reports else ():
        if parse.lemmas[verb] != "be" or parse.deps[verb] != "relcl" or verb < reports[0]:
            continue
        if parse.lemmas[parse.subtree(verb)[0]] != "which":
            continue
        verdict, negated = predicate_words(context, verb, inside), is_negated(context, verb, inside)
        if not words("truth" if negated else "baseless").isdisjoint(verdict):
            return verb
    return None


def is_negated(context: Context, main: int, inside: set[int]) -> bool:
    """Whether the clause of `main` is negated: “not”, “never”, or “no …” as its subject, object or complement."""
    parse = context.parse
    for child in parse.children[main]:
        if child not in inside or parse.lemmas[child] in ("doubt", "question", "wonder"):
            continue
        if parse.deps[child] == "neg" or parse.lemmas[child] in NEGATION:
            if parse.lemmas[child + 1 : child + 2] == ("but",):  # “nothing but a lie”
                return False
            return words("contrast").isdisjoint(parse.lemmas[child + 1 : child + 3])
        if (
            parse.lemmas[child] == "yet"
            and parse.lemmas[main] == "have"
            and parse.words[child + 1 : child + 2] == ("to",)
        ):
            return True
        if parse.deps[child] == "acomp" and parse.lemmas[child] in ("unable", "impossible", "incapable"):
            return True
        if parse.deps[child] in ("advmod", "acomp") and any(parse.lemmas[c] in NEGATION for c in parse.children[child]):
            return True
        if parse.deps[child] in ("nsubj", "nsubjpass", "dobj", "attr", "expl") and any(
            parse.lemmas[c] in NEGATION and c in inside for c in parse.children[child] if c < child
        ):
            return True
    return False


def predicate_words(context: Context, main: int, inside: set[int]) -> set[str]:
    """The lemmas that the clause of `main` predicates: its complement and what is joined to that."""
    parse = context.parse
    starts = [
        c
        for c in parse.children[main]
        if parse.deps[c] in ("attr", "acomp", "oprd") or (parse.deps[c] == "prep" and parse.lemmas[c] in ("as", "of"))
    ]
    found: set[str] = set()
    for start in starts:
        found.add(parse.lemmas[start])
        stack = [start]
        while stack:
            here = stack.pop()
            below = [c for c in parse.children[here] if c in inside and parse.deps[c] not in _OTHER_WORDS]
            stack.extend(below)
            found.update(
                parse.lemmas[c] for c in below if parse.deps[c] in ("conj", "amod", "pobj", "acomp", "attr", "oprd")
            )
    return found


#: Clauses inside a complement: what they predicate is not predicated of the subject (“the last time it was a lie”).
_OTHER_WORDS = frozenset({"relcl", "acl", "advcl", "ccomp"})


def speaks_of_report(context: Context, main: int, inside: set[int]) -> bool:
    """Whether what is judged is a report, a claim, or a pronoun for one."""
    parse = context.parse
    if parse.pos[main] not in ("VERB", "AUX"):
        return not words("report_noun").isdisjoint(context.lemmas(inside))
    if any(parse.deps[c] == "expl" for c in parse.children[main]):
        return False
    judged = [c for c in parse.children[main] if parse.deps[c] in ("nsubj", "nsubjpass", "dobj") and c in inside]
    named = {parse.lemmas[t] for c in judged for t in [c, *parse.children[c]]}
    return not judged or not words("report_noun").isdisjoint(named)
