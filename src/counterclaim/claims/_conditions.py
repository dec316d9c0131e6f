"""Conditions: what a content is said to depend on (“if the truce holds”), kept with every part that hangs on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.claims._context import Context, trimmed
from counterclaim.records.spans import Span, Spans

_MARKS = frozenset({"if", "unless", "lest"})
_PROVIDED = frozenset({"provided", "providing", "assuming", "supposing"})
#: “on condition that”, “in the event of”, “in case of”.
_NOUNS = {"condition": "on", "event": "in", "case": "in", "proviso": "with"}
#: “asked if it was true”: a question, no condition.
_ASKED = frozenset({"ccomp", "pcomp", "csubj"})
#: “no way of knowing if it was true”: the same, whatever the parser makes of it.
_ASKING = frozenset(
    "ask know wonder see tell check verify confirm establish determine learn clear sure certain".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition: its words, the token that heads it, and the token that it hangs on."""

    span: Span
    root: int
    head: int


def find_conditions(context: Context, sentence: range) -> list[Condition]:
    """The conditions in one sentence, in text order."""
    parse, found = context.parse, []
    for token in sentence:
        root = _root(context, token)
        if root is None:
            continue
        inside = [t for t in parse.subtree(root) if t in sentence]
        first = min(inside[0], token)
        span = trimmed(context.revision.text, Span(parse.starts[first], parse.ends[max(inside)]), ' \t\n\r,;:-–—.“”"')
        if span is not None:
            found.append(Condition(span=span, root=root, head=parse.heads[root]))
    return found


def _root(context: Context, token: int) -> int | None:
    """The token that heads the condition that the word at `token` opens; None where it opens none."""
    parse = context.parse
    word, lemma, head = parse.words[token].lower(), parse.lemmas[token].lower(), parse.heads[token]
    if lemma in _MARKS and parse.deps[token] in ("mark", "advmod"):
        compared = token > 0 and parse.words[token - 1].lower() == "as"
        asked = parse.deps[head] in _ASKED or parse.lemmas[parse.heads[head]] in _ASKING
        bare = parse.pos[head] in ("DET", "PRON", "ADV")  # “if any”, “if so”
        return None if compared or asked or bare else head
    if word in _PROVIDED and any(parse.deps[c] == "ccomp" for c in parse.children[token]):
        return token if parse.deps[token] in ("prep", "advcl", "acl") else None
    if word == "as" and parse.deps[token] == "mark" and token > 1 and parse.words[token - 1].lower() == "long":
        return parse.heads[head] if parse.lemmas[parse.heads[head]] == "long" else head
    if word == "should" and parse.deps[token] == "aux" and parse.deps[head] in ("ccomp", "advcl"):
        subject = next((c for c in parse.children[head] if parse.deps[c] in ("nsubj", "nsubjpass")), None)
        return head if subject is not None and subject > token and parse.tags[head] == "VB" else None
    if lemma in _NOUNS and parse.deps[token] == "pobj" and parse.lemmas[head] == _NOUNS[lemma]:
        told = any(parse.deps[c] in ("acl", "ccomp") or parse.lemmas[c] == "of" for c in parse.children[token])
        return head if told and not any(parse.deps[c] == "amod" for c in parse.children[token]) else None
    return None


def conditions_of(context: Context, content: Spans, whole: Spans, cue: Sequence[int]) -> tuple[Spans, Spans]:
    """The content with the conditions that it hangs on, and these conditions.

    `content` is one part of the attribution's content `whole`. A condition may stand in another part, or in front of
    or behind the cue: “If the truce fails, the army said, it will strike and take the port” has it twice.
    """
    tokens = context.tokens(content)
    if not tokens:
        return content, ()
    parse, main = context.parse, context.main(tokens)
    sentences = {parse.sentence_of(token) for token in tokens}
    held, added = [], []
    for first, last in sorted(sentences):
        for condition in find_conditions(context, range(first, last)):
            if any(span.contains(condition.span) for span in content):
                held.append(condition.span)
            elif main is not None and first <= main < last and _governs(context, condition, main, whole, cue):
                if not any(span.overlaps(condition.span) for span in content):
                    added.append(condition.span)
    return tuple(sorted((*content, *added))), tuple(sorted((*held, *added)))


def _governs(context: Context, condition: Condition, main: int, whole: Spans, cue: Sequence[int]) -> bool:
    """Whether a condition outside a part is one of that part: in front of it all, or behind verbs with one subject."""
    parse = context.parse
    if main in parse.subtree(condition.root) or condition.root == main:
        return False
    inside = set(context.tokens(whole))
    start, place = condition.span.start, parse.starts[main]
    if condition.head in cue:  # “…, he said, if the truce fails”: set apart from what it hangs on by the cue
        if (start < parse.starts[min(cue)]) != (place < parse.starts[min(cue)]):
            return True
        end = max(span.end for span in whole)
        return end <= start and not context.revision.text[end:start].strip(" ,")
    if condition.head not in inside:
        return False
    joined = (
        condition.head == main or main in _joined(context, condition.head) or condition.head in _joined(context, main)
    )
    if not joined:
        return False
    later = max(condition.head, main)
    return start < place or condition.head == main or not context.has_subject(later)


def _joined(context: Context, verb: int) -> list[int]:
    """The verbs joined to `verb`, and those joined to them."""
    parse, found, stack = context.parse, [], [verb]
    while stack:
        for child in parse.children[stack.pop()]:
            if parse.deps[child] == "conj":
                found.append(child)
                stack.append(child)
    return found
