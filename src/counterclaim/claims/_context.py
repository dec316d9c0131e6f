"""What the steps of this stage look at: one report with everything read in it so far."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from counterclaim.claims._quotations import find_quotations
from counterclaim.claims._sides import with_side
from counterclaim.claims._words import words
from counterclaim.records.factuality import Factuality
from counterclaim.records.mentions import Actors, Figure, Place, Timex
from counterclaim.records.notes import Evidence
from counterclaim.records.parses import Parse
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span

#: Who says that somebody has confirmed something says so too.
_ENDORSING = frozenset({"confirm", "prove", "show", "establish", "demonstrate", "find"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One report: its parse, its mentions and the spans inside quotation marks."""

    revision: Revision
    parse: Parse
    actors: Actors
    timexes: tuple[Timex, ...]
    figures: tuple[Figure, ...]
    places: tuple[Place, ...]
    quotations: tuple[Span, ...]
    blocks: tuple[Span, ...]
    mention_starts: Mapping[int, tuple[Span, str]]
    factuality: Mapping[int, Factuality] = field(default_factory=dict)

    def tokens(self, spans: Iterable[Span]) -> list[int]:
        """The tokens at `spans`, in text order."""
        return sorted({token for span in spans for token in self.parse.tokens_in(span)})

    def lemmas(self, tokens: Iterable[int]) -> list[str]:
        return [self.parse.lemmas[token] for token in tokens]

    def roots(self, tokens: list[int]) -> list[int]:
        """Those of `tokens` whose head lies outside, marks aside."""
        inside = set(tokens)
        heads = self.parse.heads
        return [t for t in tokens if (heads[t] == t or heads[t] not in inside) and self.parse.pos[t] != "PUNCT"]

    def main(self, tokens: list[int]) -> int | None:
        """The token that the rest of `tokens` hangs on: a verb if one is among their roots, else the largest root."""
        roots = self.roots(tokens)
        if len(roots) < 2:
            return roots[0] if roots else None
        size = dict.fromkeys(roots, 0)
        root_of: dict[int, int | None] = {root: root for root in roots}
        inside = set(tokens)
        for token in tokens:
            path, here = [], token
            while here not in root_of and here in inside and self.parse.heads[here] != here:
                path.append(here)
                here = self.parse.heads[here]
            root = root_of.get(here)
            root_of.update(dict.fromkeys(path, root))
            if root is not None:
                size[root] += 1
        verbs = [t for t in roots if self.parse.pos[t] in ("VERB", "AUX")]
        return max(verbs or roots, key=lambda root: (size[root], -root))

    def claimed(self, tokens: list[int]) -> int | None:
        """As `main`, but past a frame in which the speaker only says that they say (“I can confirm that …”), or that
        takes what it frames for granted (“the tests prove that …”)."""
        main, inside = self.main(tokens), set(tokens)
        while main is not None and self.parse.lemmas[main] in words("self_report") | _ENDORSING:
            children = [child for child in self.parse.children[main] if child in inside]
            own = any(self.parse.lemmas[c] in ("i", "we") and self.parse.deps[c] == "nsubj" for c in children)
            if not own and self.parse.lemmas[main] not in _ENDORSING:
                break
            if not own and not any(self.parse.deps[c] == "ccomp" for c in children):
                break
            if any(self.parse.deps[c] == "neg" for c in children):
                break
            below = [c for c in children if self.parse.deps[c] == "ccomp"] or [
                t
                for t in self.parse.subtree(main)
                if t != main and t in inside and any(self.parse.deps[c] == "mark" for c in self.parse.children[t])
            ][:1]
            if not below:
                break
            main = below[-1]
        return main

    def certain_of(self, tokens: list[int]) -> list[Evidence]:
        """How certain the sentence makes what the verb of `tokens` tells, whoever speaks, where that was rated."""
        main = self.claimed(tokens)
        rated = self.factuality.get(main) if main is not None else None
        if rated is None:
            return []
        detail = f"{rated.value:+.1f} on a scale from -3 (not so) to +3 (so)"
        return [Evidence(field="factuality", rule=rated.reasons[0][0], span=rated.span, detail=detail)]

    def subject(self, verb: int) -> int | None:
        """The subject of `verb`, or of the verb that it is joined to or complements."""
        parse = self.parse
        for here in (verb, *parse.ancestors(verb)):
            for child in parse.children[here]:
                if parse.deps[child] in ("nsubj", "nsubjpass"):
                    return child
            if parse.deps[here] not in ("conj", "xcomp"):
                return None
        return None

    def imperative(self, verb: int) -> bool:
        """Whether `verb` commands: a bare form without a subject, its own or one that it shares as a joined verb."""
        parse = self.parse
        if parse.tags[verb] != "VB" or self.has_subject(verb):
            return False
        if any(parse.deps[c] == "aux" and parse.lemmas[c] != "do" for c in parse.children[verb]):
            return False
        return parse.deps[verb] != "conj" or self.subject(verb) is None

    def has_subject(self, verb: int) -> bool:
        """Whether `verb` has a subject of its own."""
        return any(self.parse.deps[c] in SUBJECTS for c in self.parse.children[verb])

    def block_of(self, span: Span) -> int:
        """The number of the paragraph in which `span` starts (-1 where none holds it)."""
        i = bisect_right(self.blocks, span.start, key=lambda block: block.start) - 1
        return i if i >= 0 and self.blocks[i].end > span.start else -1


class _Mention(Protocol):
    @property
    def span(self) -> Span: ...


M = TypeVar("M", bound=_Mention)


def touching(mentions: Sequence[M], content: Iterable[Span]) -> tuple[M, ...]:
    """Those of `mentions`, in text order, that share a character with `content`."""
    found = []
    for span in content:
        i = bisect_left(mentions, span.start, key=lambda mention: mention.span.start)
        while i > 0 and mentions[i - 1].span.end > span.start:
            i -= 1
        while i < len(mentions) and mentions[i].span.start < span.end:
            found.append(mentions[i])
            i += 1
    return tuple(found)


def trimmed(text: str, span: Span, marks: str = " \t\n\r,;:-–—") -> Span | None:
    """`span` without the white space and marks at its ends; None where nothing is left."""
    start, end = span.start, span.end
    while start < end and text[start] in marks:
        start += 1
    while end > start and text[end - 1] in marks:
        end -= 1
    return Span(start, end) if start < end else None


def _quotations(revision: Revision, blocks: tuple[Span, ...]) -> tuple[Span, ...]:
    """The outermost quotations: what stands in quotation marks, and the blocks that are set off as quotations."""
    set_off = revision.quotation_spans
    marked = find_quotations(revision.text, tuple(block for block in blocks if block not in set_off))
    return tuple(sorted((*marked, *set_off)))


def make_context(
    revision: Revision,
    parse: Parse,
    actors: Actors,
    timexes: tuple[Timex, ...],
    figures: tuple[Figure, ...],
    places: tuple[Place, ...],
    factuality: Iterable[Factuality] = (),
) -> Context:
    """The context of one report."""
    blocks = revision.read_spans
    mention_starts: dict[int, tuple[Span, str]] = {}
    for mention, name in actors.mentions:
        if mention.start not in mention_starts or mention_starts[mention.start][0].end < mention.end:
            mention_starts[mention.start] = (mention, name)
    return Context(
        revision=revision,
        parse=parse,
        actors=actors,
        timexes=tuple(sorted(timexes, key=lambda timex: timex.span)),
        figures=tuple(
            with_side(figure, parse, mention_starts) for figure in sorted(figures, key=lambda figure: figure.span)
        ),
        places=tuple(sorted(places, key=lambda place: place.span)),
        quotations=_quotations(revision, blocks),
        blocks=blocks,
        mention_starts=mention_starts,
        factuality={rated.token: rated for rated in factuality},
    )
