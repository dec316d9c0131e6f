"""Subordinate clauses that say something of their own, which can be so where the rest is not.

Told beside the main clause, a deed is claimed like it: “hundreds fled after the army opened the dam”, “her sons were in
care while she was questioned”, “the mayor stayed, although the militia had seized his house”. Where a sentence counts,
each claim keeps its own count, since a toll must not pass for what another clause says: then what came of it (“…,
leaving 20 drivers stranded”) and what is added (“the ring, which cheated 300 pensioners, …”) stand apart too.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from counterclaim.claims._context import SUBJECTS, Context, touching
from counterclaim.records.spans import Span

_CLAUSAL = ("VERB", "AUX")
_RELATIVE = frozenset({"WDT", "WP", "WRB", "IN"})
#: What sets a clause off.
_DASHES = frozenset({"-", "–", "—"})
_SET_OFF = _DASHES | {","}
#: A finite clause behind one of these is told like the clause that it hangs on.
_BESIDE = frozenset({"after", "while", "whereas", "though", "although"})
_NONE = frozenset({"no", "nobody", "none", "nothing"})
#: Words on either side of a cut: below it the cut would part a phrase, not two propositions.
_SHORTEST_REST, _SHORTEST = 3, 4
#: No content has more that matter, and hostile text must not cost more.
_MOST = 12


def find_subclauses(context: Context, tokens: Sequence[int], verbs: set[int]) -> Iterator[tuple[Span, Span]]:
    """The subordinate clauses that stand apart in a content whose main verbs are `verbs`, in text order: each with
    all that it takes from the rest, and without the word that only joins it."""
    parse, inside = context.parse, set(tokens)
    for clause, told_beside in islice(_clauses(context, tokens, verbs), _MOST):
        own = [t for t in _subtree(context, clause) if t in inside and parse.pos[t] != "PUNCT"]
        rest = [t for t in range(*parse.sentence_of(own[0])) if t in inside and parse.pos[t] != "PUNCT"]
        before, rest = [t for t in rest if t < own[0]], [t for t in rest if not own[0] <= t <= own[-1]]
        joined, own = own[0], own[1:] if parse.lemmas[own[0]] == "after" else own
        if not before or len(rest) < _SHORTEST_REST or len(own) < _SHORTEST:
            continue
        if told_beside or touching(context.figures, [Span(parse.starts[before[0]], parse.ends[own[-1]])]):
            end = parse.ends[own[-1]]
            yield Span(parse.starts[joined], end), Span(parse.starts[own[0]], end)


def _clauses(context: Context, tokens: Sequence[int], verbs: set[int]) -> Iterator[tuple[int, bool]]:
    """The verbs of the clauses that tell of something else, each with whether it stands apart without any count."""
    parse = context.parse
    for token in tokens:
        if parse.pos[token] not in _CLAUSAL or parse.heads[token] >= token:
            continue
        if parse.deps[token] == "relcl":
            first = _first(context, token)
            relative = any(parse.tags[t] in _RELATIVE for t in range(first, min(first + 2, token)))
            if relative and parse.words[first - 1] in _SET_OFF:
                yield token, False
        elif parse.deps[token] == "advcl" and parse.heads[token] in verbs:
            below = parse.children[token]
            subject = next((c for c in below if parse.deps[c] in SUBJECTS), None)
            has_subject = subject is not None
            opened = token if subject is None else min(subject, token)
            marks = {parse.lemmas[c] for c in below if c < opened and parse.deps[c] in ("mark", "advmod", "prep")}
            if has_subject and not marks.isdisjoint(_BESIDE) and "as" not in marks:  # “as though”
                yield token, _is_told(context, parse.heads[token], marks)
            elif has_subject and "when" in marks and _under_way(context, parse.heads[token]):
                yield token, True
            elif parse.tags[token] == "VBG" and not marks and not has_subject:
                if parse.words[_first(context, token) - 1] == ",":
                    yield token, False


def _is_told(context: Context, verb: int, marks: set[str]) -> bool:
    """Whether what hangs on `verb` is told to have happened: not behind what did not happen (“nobody was hurt after the
    shell fell”), nor behind what is still to come (“will leave after the treaty is signed”)."""
    return not _negated(context, verb) and ("after" not in marks or not _has_modal(context, verb))


def _negated(context: Context, verb: int) -> bool:
    parse = context.parse
    below = parse.children[verb]
    return any(parse.deps[c] == "neg" for c in below) or any(
        parse.lemmas[t] in _NONE for c in below if c < verb for t in (c, *parse.children[c])
    )


def _has_modal(context: Context, verb: int) -> bool:
    return any(context.parse.tags[c] == "MD" for c in context.parse.children[verb])


def _under_way(context: Context, verb: int) -> bool:
    """“They were crossing the bridge when it fell”: of something under way, “when” tells what happened then."""
    parse = context.parse
    progressive = any(parse.deps[c] == "aux" and parse.lemmas[c] == "be" for c in parse.children[verb])
    return progressive and parse.tags[verb] == "VBG" and not _has_modal(context, verb) and not _negated(context, verb)


def _subtree(context: Context, clause: int) -> list[int]:
    """The words of a clause; of one between dashes those up to the second."""
    parse = context.parse
    below = parse.subtree(clause)
    if parse.words[_first(context, clause) - 1] in _DASHES:
        closing = next(
            (t for t in range(clause, below[-1]) if parse.words[t] in _DASHES and _stands_free(context, t)), None
        )
        below = below if closing is None else [t for t in below if t < closing]
    return list(below)


def _stands_free(context: Context, dash: int) -> bool:
    parse = context.parse
    return parse.starts[dash] > parse.ends[dash - 1]


def _first(context: Context, clause: int) -> int:
    """The first token of a clause that stands behind its head."""
    return max(1, context.parse.subtree(clause)[0])
