"""A parse with what the rules ask of it again and again, computed once in linear time."""

from collections.abc import Iterable, Iterator

from counterclaim.lexicons.open_questions import ABLE
from counterclaim.records.parses import Parse
from counterclaim.records.spans import Span, Spans

#: Token ranges `[start, end)`.
Ranges = list[tuple[int, int]]

_EDGE = frozenset({",", ";", ":", ".", "-", "--", "–", "—", "...", "…", "!", "?"})
_RELATIVES = frozenset({"who", "whom", "whose", "which"})
_LOOSE = frozenset({"relcl", "appos", "acl", "parataxis", "punct"})


class Tree:
    """The dependency trees of a parse: edges of every subtree, and shortcuts to children by label."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        n = len(parse)
        self.left, self.right = list(range(n)), list(range(n))  # inclusive
        order: list[int] = [i for i in range(n) if parse.heads[i] == i]
        for token in order:
            order.extend(parse.children[token])
        for token in reversed(order):
            head = parse.heads[token]
            if self.left[token] < self.left[head]:
                self.left[head] = self.left[token]
            if self.right[token] > self.right[head]:
                self.right[head] = self.right[token]

    def kids(self, token: int, *deps: str) -> Iterator[int]:
        """The children with one of the labels, in text order."""
        return (c for c in self.parse.children[token] if self.parse.deps[c] in deps)

    def kid(self, token: int, *deps: str) -> int | None:
        return next(self.kids(token, *deps), None)

    def reach(self, token: int) -> tuple[int, int]:
        """The range of tokens from the first to the last of the subtree."""
        return self.left[token], self.right[token] + 1

    def noun_phrase(self, token: int) -> tuple[int, int]:
        """The range of the noun phrase of `token`, without appositives and relative clauses set off after it."""
        end = self.right[token] + 1
        for child in self.parse.children[token]:
            if child > token and self.parse.deps[child] in _LOOSE:
                if self.parse.deps[child] == "punct" and self.parse.words[child] not in {",", "-", "–", "—", "("}:
                    continue
                if self.parse.deps[child] in {"relcl", "acl"} and self.parse.words[self.left[child] - 1] != ",":
                    continue  # restrictive: it says who is meant
                end = self.left[child]
                break
        for after in range(token + 2, end):  # “a doctor at the hospital, who asked …”: it may hang on a noun within
            if self.parse.words[after].lower() in _RELATIVES and self.parse.words[after - 1] == ",":
                end = after - 1
                break
        return self.left[token], max(end, token + 1)

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """The range without punctuation at its edges or a conjunction at its end."""
        words, tags = self.parse.words, self.parse.tags
        while start < end and words[start] in _EDGE:
            start += 1
        while end > start and (words[end - 1] in _EDGE or (tags[end - 1] == "CC" and end - start > 1)):
            end -= 1
        return start, end

    def without(self, start: int, end: int, holes: Iterable[tuple[int, int]]) -> Ranges:
        """The range with the holes cut out, each piece trimmed."""
        pieces: Ranges = []
        for low, high in sorted(holes):
            if high <= start or low >= end:
                continue
            pieces.append((start, min(low, end)))
            start = max(start, high)
        pieces.append((start, end))
        return [(a, b) for a, b in (self.trimmed(*piece) for piece in pieces) if a < b]

    def spans(self, ranges: Iterable[tuple[int, int]]) -> Spans:
        """The characters of token ranges."""
        return tuple(self.parse.span(a, b) for a, b in ranges if a < b)

    def is_negated(self, token: int) -> bool:
        return self.kid(token, "neg") is not None

    def enabling(self, verb: int) -> int | None:
        """The “is” of “is in a position to say” and “is at liberty to say”, for the infinitive `verb`."""
        parse, above = self.parse, self.parse.heads[verb]
        if not any(parse.tags[c] == "TO" for c in self.kids(verb, "aux")):
            return None
        if parse.lemmas[above] in ABLE and parse.deps[above] == "pobj":  # the parser hangs it on the noun or the verb
            above = parse.heads[parse.heads[above]]
        able = (parse.lemmas[n] in ABLE for prep in self.kids(above, "prep") for n in self.kids(prep, "pobj"))
        return above if parse.lemmas[above] == "be" and above < verb and any(able) else None

    def _own_subject(self, verb: int) -> int | None:
        """The nearest subject before a verb (“those who fled, he continued, …”), else one after it."""
        subjects = list(self.kids(verb, "nsubj", "nsubjpass"))
        return max((s for s in subjects if s < verb), default=min(subjects, default=None))

    def subject(self, token: int) -> int | None:
        """The subject of a verb, of its own or shared with what governs it; for a participle after a noun, the noun."""
        parse = self.parse
        for _ in range(12):
            own = self._own_subject(token)
            if own is not None:
                return None if parse.tags[own] == "EX" else own
            before = next((c for c in self.kids(token, "ccomp") if c < token), None)
            if before is not None and self.kid(before, "nsubj") is not None:
                return self.kid(before, "nsubj")  # headlines: “Army denies raid, says rebels fled”
            head, dep = parse.heads[token], parse.deps[token]
            if head == token:
                return None
            if dep in {"acl", "relcl"}:
                able = self.enabling(token)
                if able is None:
                    return head
                token = able
                continue
            if dep == "pcomp":
                verb = parse.heads[head]
                quoted = self.kid(verb, "dobj", "nsubjpass")
                if parse.words[head].lower() == "as" and quoted is not None:
                    return quoted  # “quoted leaders as saying”
                token = verb if parse.pos[verb] in {"VERB", "AUX"} else head
            elif dep == "xcomp":
                object_ = self.kid(head, "dobj")
                if object_ is not None and parse.tags[token] != "VBG":
                    return object_  # “urged them to say”
                token = head
            elif dep in {"conj", "advcl", "ccomp", "prep", "dep", "parataxis", "acomp", "attr"}:
                token = head
            else:
                return None
            if parse.pos[token] not in {"VERB", "AUX", "ADJ"}:
                return token if parse.pos[token] in {"NOUN", "PROPN", "PRON"} and dep in {"acl", "prep"} else None
        return None


def within(span: Span, others: Iterable[Span]) -> bool:
    return any(other.contains(span) for other in others)
