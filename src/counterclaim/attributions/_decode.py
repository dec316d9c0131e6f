"""From a model's numbers to attributions: the best spans of each role, then which of them belong together."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from counterclaim.attributions._pieces import Ints

Floats = npt.NDArray[np.float32]

ROLES = ("source", "cue", "content")
#: `O`, then begin, inside, end and single of each role.
TAGS = ("O", *(f"{place}-{role}" for role in ROLES for place in "BIES"))
#: Cues and sources farther than this many words from what they would belong to are not asked.
_REACH = 160
#: A content that begins farther than this before a cue is not handed over to it.
_LONGEST = 2 * _REACH
#: What each cue in between takes from the log-odds of a link, and how much less likely a link may be that gives a cue
#: its only content. Chosen on the development part.
_CROSSING = 0.5
_GENEROUS = 3.0
#: What it adds to the log-odds of a link that a rule with the same cue has it too.
_TRUSTED_SOURCE = 3.0
_TRUSTED_CONTENT = 2.0
_NEVER = np.float32(-1e9)
#: Distances in word pieces fall into buckets of half a power of two, to either side.
_FARTHEST = 16
BUCKETS = 2 * _FARTHEST + 1


def buckets(distance: Ints) -> Ints:
    """The bucket, `[0, BUCKETS)`, of each signed distance."""
    far = np.minimum(np.rint(2 * np.log2(1 + np.abs(distance))), _FARTHEST).astype(np.int64)
    found: Ints = np.sign(distance) * far + _FARTHEST
    return found


#: The buckets of -_LONGEST to _LONGEST: what lies farther is in the outermost.
_BUCKETS = buckets(np.arange(-_LONGEST, _LONGEST + 1))


class Reading(NamedTuple):
    """A model's numbers, one row a word.

    `tags`: log-probabilities, shape `(words, len(TAGS))`. The vectors' products, with what the distance adds, are the
    log-odds that a content's word belongs to a cue's, and a cue's word to a source's; `sourceless` `(words,)` is what
    a cue's “nobody” scores against the sources. `distances` `(2, BUCKETS)`: what the distance from content to cue, and
    from cue to source, adds; `places` `(words,)` are counted in word pieces.
    """

    tags: Floats
    content_asks: Floats
    cue_answers: Floats
    cue_asks: Floats
    source_answers: Floats
    sourceless: Floats
    distances: Floats
    places: Ints


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words `[start, end)` that play a role, and the mean probability of their tags."""

    start: int
    end: int
    score: float


Words = tuple[int, int]


class Ruled(NamedTuple):
    """What a rule found, in words `[start, end)`."""

    source: tuple[Words, ...]
    cue: tuple[Words, ...]
    content: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """An attribution in words: a cue, its contents, its source if any, how sure the two links are, and the other
    sources (None: nobody) with their probabilities, most likely first."""

    source: Chunk | None
    cue: Chunk
    contents: tuple[Chunk, ...]
    source_link: float
    content_link: float
    others: tuple[tuple[Chunk | None, float], ...]


def decode(reading: Reading, paragraphs: Ints, *, caution: float = 0.0, ruled: Sequence[Ruled] = ()) -> list[Linked]:
    """The attributions of a text, by cue. `paragraphs` has the paragraph of each word; spans never cross one.
    `caution` is added to the log-probability of “no role”: more than 0 finds fewer. Where a rule found the same cue in
    `ruled`, links that agree with it are more likely."""
    chunks = _chunks(reading.tags, paragraphs, caution)
    cues, sources = chunks["cue"], _Row(chunks["source"])
    rule_of = _same_cues(cues, ruled)
    of_cue = _given_out(reading, chunks["content"], cues, rule_of)
    found = []
    for i, cue in enumerate(cues):
        if i not in of_cue:
            continue
        nobody = float(reading.sourceless[cue.start : cue.end].mean())
        named = sources.near(cue)
        odds = [nobody, *_agreements(reading, cue, named, 1)]
        if (rule := rule_of[i]) is not None and rule.source:
            agreeing = [0.0, *(_TRUSTED_SOURCE * _shares_words(source, rule.source) for source in named)]
            odds = [a + b for a, b in zip(odds, agreeing, strict=True)]
        shares = _shares(odds)
        candidates: list[tuple[Chunk | None, float]] = list(zip([None, *named], shares, strict=True))
        (source, sure), *others = sorted(candidates, key=lambda candidate: -candidate[1])
        found.append(
            Linked(
                source=source,
                cue=cue,
                contents=tuple(content for content, _ in of_cue[i]),
                source_link=sure,
                content_link=min(link for _, link in of_cue[i]),
                others=tuple(others[:3]),
            )
        )
    return found


def _same_cues(cues: list[Chunk], ruled: Sequence[Ruled]) -> list[Ruled | None]:
    """For each cue what a rule found with a cue that shares a word with it."""
    of_word = {word: rule for rule in reversed(ruled) for start, end in rule.cue for word in range(start, end)}
    return [next((of_word[word] for word in range(cue.start, cue.end) if word in of_word), None) for cue in cues]


def _shares_words(chunk: Chunk, parts: Sequence[Words]) -> bool:
    return any(start < chunk.end and chunk.start < end for start, end in parts)


def _given_out(
    reading: Reading, contents: list[Chunk], cues: list[Chunk], rule_of: list[Ruled | None]
) -> dict[int, list[tuple[Chunk, float]]]:
    """Which cue, by number, each content belongs to, with the probability of the link.

    Each goes to the likeliest cue, cues in between counting against it. Then a cue left without content takes that of
    another cue that has several, where it is not much less likely: nobody is quoted without words.
    """
    row = _Row(cues)
    odds: list[dict[int, float]] = []
    for content in contents:
        low, near = row.first_near(content), row.near(content)
        agreements = _agreements(reading, content, near, 0)
        scores = [a - _CROSSING * row.between(content, cue) for a, cue in zip(agreements, near, strict=True)]
        for i, rule in enumerate(rule_of[low : low + len(near)]):
            if rule is not None and _shares_words(content, rule.content):
                scores[i] += _TRUSTED_CONTENT
        odds.append({low + i: math.log(max(share, 1e-9)) for i, share in enumerate(_shares(scores))})
    taken = [max(choice, key=choice.__getitem__) if choice else None for choice in odds]
    count = Counter(taken)
    asking = _Row(contents)
    for cue in range(len(cues)):
        if count[cue]:
            continue
        losses = [
            (odds[i][of] - odds[i][cue], i)
            for i in range(*asking.around(cues[cue]))
            if (of := taken[i]) is not None and count[of] > 1 and cue in odds[i]
        ]
        loss, i = min(losses, default=(math.inf, 0))
        if loss < _GENEROUS:
            count[taken[i]] -= 1
            taken[i] = cue
            count[cue] += 1
    found: dict[int, list[tuple[Chunk, float]]] = {}
    for i, (content, of) in enumerate(zip(contents, taken, strict=True)):
        if of is not None:
            found.setdefault(of, []).append((content, math.exp(odds[i][of])))
    return found


class _Row:
    """Chunks of one role in order of text, to look up which are near."""

    def __init__(self, chunks: list[Chunk]) -> None:
        self._chunks = chunks
        self._starts = [chunk.start for chunk in chunks]

    def first_near(self, to: Chunk) -> int:
        return bisect_left(self._starts, to.start - _REACH)

    def near(self, to: Chunk) -> list[Chunk]:
        return self._chunks[self.first_near(to) : bisect_left(self._starts, to.end + _REACH)]

    def around(self, to: Chunk) -> tuple[int, int]:
        """The numbers of those that may have `to` near them; long ones may start far before it."""
        return bisect_left(self._starts, to.start - _LONGEST), bisect_left(self._starts, to.end + _REACH)

    def between(self, one: Chunk, other: Chunk) -> int:
        """How many stand between two chunks, themselves not counted."""
        low, high = min(one.end, other.end), max(one.start, other.start)
        return bisect_left(self._starts, high) - bisect_left(self._starts, low) if low < high else 0


def _agreements(reading: Reading, one: Chunk, others: Sequence[Chunk], link: int) -> list[float]:
    """The log-odds that `one` belongs to each other: link 0 from content to cue, 1 from cue to source."""
    if not others:
        return []
    asks, answers = reading[1 + 2 * link], reading[2 + 2 * link]
    rows = slice(one.start, one.end)
    columns = np.concatenate([np.arange(other.start, other.end) for other in others])
    firsts = np.cumsum([0, *(other.end - other.start for other in others[:-1])])
    distance = np.clip(reading.places[columns] - reading.places[rows][:, None], -_LONGEST, _LONGEST)
    added = reading.distances[link][_BUCKETS[distance + _LONGEST]].mean(axis=0)
    odds = answers[columns] @ asks[rows].mean(axis=0) + added
    found: list[float] = np.logaddexp.reduceat(odds, firsts).tolist()
    return found


def _shares(scores: list[float]) -> list[float]:
    """The scores after softmax; none of none."""
    shares = np.exp(np.array(scores) - max(scores, default=0.0))
    found: list[float] = (shares / shares.sum()).tolist()
    return found


def _transitions() -> tuple[Floats, npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which tag may follow which (0 or _NEVER), which may come first, which last."""
    place = np.array(["O", *("BIES" * len(ROLES))])
    role = np.array([0, *(r + 1 for r in range(len(ROLES)) for _ in range(4))])
    goes_on = np.isin(place, ["B", "I"])  # after these the span is not over
    follows = np.isin(place, ["I", "E"])
    allowed = np.where(goes_on[:, None], follows[None, :] & (role[:, None] == role[None, :]), ~follows[None, :])
    return np.where(allowed, np.float32(0), _NEVER).astype(np.float32), ~follows, ~goes_on


_ALLOWED, _FIRST, _LAST = _transitions()


def best_tags(tags: Floats, paragraphs: Ints) -> Ints:
    """The most probable sequence of tags that makes sense in each paragraph (Viterbi, all paragraphs side by side)."""
    found = np.zeros(len(tags), dtype=np.int64)
    if not len(tags):
        return found
    borders = np.flatnonzero(np.diff(paragraphs, prepend=-1, append=-1))
    sizes = np.diff(borders)
    by_size = np.argsort(-sizes, kind="stable")
    sizes, firsts = sizes[by_size], borders[:-1][by_size]
    # Of the words at each place in their paragraphs, how many there are: those of the longest paragraphs.
    open_at = np.searchsorted(-sizes, -np.arange(sizes[0]))
    score = np.where(_FIRST, tags[firsts], _NEVER)
    back = np.zeros((len(tags), len(TAGS)), dtype=np.int64)
    for i, count in enumerate(open_at.tolist()):
        if i:
            paths = score[:count, :, None] + _ALLOWED
            words = firsts[:count] + i
            back[words] = paths.argmax(axis=1)
            score[:count] = paths.max(axis=1) + tags[words]
    tag = np.where(_LAST, score, _NEVER * 2).argmax(axis=1)
    for i in range(len(open_at) - 1, -1, -1):
        words = firsts[: open_at[i]] + i
        found[words] = tag[: len(words)]
        tag[: len(words)] = back[words, found[words]]
    return found


def _chunks(tags: Floats, paragraphs: Ints, caution: float) -> dict[str, list[Chunk]]:
    if not len(tags):
        return {role: [] for role in ROLES}
    leaning = tags.copy()
    leaning[:, 0] += caution
    best = best_tags(leaning, paragraphs)
    probability = np.exp(tags[np.arange(len(tags)), best])
    chunks: dict[str, list[Chunk]] = {role: [] for role in ROLES}
    start = 0
    for i in np.flatnonzero(best).tolist():
        role, place = divmod(int(best[i]) - 1, 4)
        if place in (0, 3):
            start = i
        if place in (2, 3):
            chunks[ROLES[role]].append(Chunk(start, i + 1, float(probability[start : i + 1].mean())))
    return chunks
