"""Who stands inside whom: inner attributions, whom a speaker cites, and the parent of each.

Works on the attributions of any tagger. A tagger that finds only the outermost ones (as PolNeAR marks them) is given
inner ones by the candidates of another.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from counterclaim.attributions._cited import find_cited
from counterclaim.lexicons import load_cues
from counterclaim.records.attributions import Attribution
from counterclaim.records.ids import AttributionId, make_id
from counterclaim.records.parses import Parse
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span, Spans, covered, hull

_OWN_VOICE = frozenset({"i", "we", "you", "it", "us", "'s", "me", "my", "our", "’s"})
#: A stance of its own, also in one's own voice: “I deny that”.
_STANDS = frozenset({"denial", "confirm", "doubt", "refusal", "absence"})
#: Rules whose cues may leave out who speaks: “is believed to”, “reports of”, “reportedly”, “it is unclear whether”.
_SOURCELESS = ("verb.passive", "noun.", "adverb", "adj.")
#: An inner attribution keeps at least this share of its content inside the outer one.
_INSIDE = 0.5


def nest(
    revision: Revision, parse: Parse, outer: Sequence[Attribution], candidates: Sequence[Attribution] = ()
) -> tuple[Attribution, ...]:
    """All of `outer`, those of `candidates` that stand inside their contents, and whom their speakers cite, each with
    its parent, in text order of their content.

    A candidate is kept where its cue stands inside an outer content, is not the cue of an outer one, and has a source
    there (or is of a kind that needs none). Its content is clipped to the outer one; where half of it or more lies
    outside, the two cross and it is dropped, as is “I think” in somebody's own words.
    """
    found = list(outer)
    cues = sorted(span for attribution in outer for span in attribution.cue)
    free = [c for c in candidates if c.cue and not _is_taken(c.cue, cues) and not _is_own_voice(parse, c)]
    for candidate, numbers in zip(free, _holders([_place(c) for c in free], outer), strict=True):
        around = min((outer[i] for i in numbers), key=_size, default=None)
        inner = _inside(revision, candidate, around) if around is not None else None
        if inner is not None:
            found.append(inner)
    found = list({attribution.id: attribution for attribution in found}.values())
    return with_parents([*found, *find_cited(revision, parse, found)])


def with_parents(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions in text order, each inside the smallest other whose content holds its cue (its content, where
    it has no cue). One that is given a parent keeps it."""
    ordered = sorted(attributions, key=lambda a: (hull(a.content).start, -hull(a.content).end, _place(a), a.id))
    parents: list[AttributionId | None] = []
    for a, numbers in zip(ordered, _holders([_place(a) for a in ordered], ordered), strict=True):
        around = [other for i in numbers if (other := ordered[i]).id != a.id]
        # Of equal contents that of the party whom another cites is the inner one.
        holder = min(around, key=lambda other: (_size(other), other.parent is None), default=None)
        parents.append(a.parent or (holder.id if holder is not None else None))
    parents = _without_cycles([a.id for a in ordered], parents)
    return tuple(replace(a, parent=parent) for a, parent in zip(ordered, parents, strict=True))


def attribution_id(revision: Revision, rule: str, source: Spans, cue: Spans, content: Spans) -> AttributionId:
    """The id of what a rule found: the same words found by the same rule have the same id."""
    parts = ([[s.start, s.end] for s in part] for part in (source, cue, content))
    return AttributionId(make_id("a", [revision.id, rule, *parts]))


def _place(attribution: Attribution) -> int:
    return (attribution.cue or attribution.content)[0].start


def _size(attribution: Attribution) -> int:
    return sum(map(len, attribution.content))


def _holders(places: Sequence[int], attributions: Sequence[Attribution]) -> list[list[int]]:
    """For each place the numbers of the attributions whose contents hold it. Contents open at any place are few."""
    pieces = sorted((span.start, span.end, i) for i, a in enumerate(attributions) for span in a.content)
    found: list[list[int]] = [[] for _ in places]
    open_: list[tuple[int, int, int]] = []
    at = 0
    for number in sorted(range(len(places)), key=places.__getitem__):
        place = places[number]
        while at < len(pieces) and pieces[at][0] <= place:
            open_.append(pieces[at])
            at += 1
        open_ = [piece for piece in open_ if piece[1] > place]
        found[number] = [piece[2] for piece in open_]
    return found


def _inside(revision: Revision, candidate: Attribution, outer: Attribution) -> Attribution | None:
    """`candidate` clipped to the content of `outer`; None where it does not stand in it."""
    if any(covered(part, outer.content) < sum(map(len, part)) for part in (candidate.cue, candidate.source)):
        return None
    if not candidate.source and not candidate.found_by.startswith(_SOURCELESS):
        return None
    content = _clipped(candidate.content, outer.content)
    if sum(map(len, content)) <= _INSIDE * _size(candidate):
        return None
    if content == candidate.content:
        return replace(candidate, parent=None)
    id_ = attribution_id(revision, candidate.found_by, candidate.source, candidate.cue, content)
    return replace(candidate, id=id_, content=content, parent=None)


def _is_taken(cue: Spans, cues: Sequence[Span]) -> bool:
    """Whether a cue shares a character with one of `cues`, sorted."""
    for span in cue:
        i = bisect_right(cues, span.end, key=lambda other: other.start)
        if any(other.overlaps(span) for other in cues[max(0, i - 3) : i]):
            return True
    return False


def _is_own_voice(parse: Parse, candidate: Attribution) -> bool:
    """“I think”, “we believe” inside somebody's words, which these words already say."""
    words = [parse.words[t].lower() for span in candidate.source for t in parse.tokens_in(span)]
    if not words or not _OWN_VOICE.issuperset(words):
        return False
    lemmas = [parse.lemmas[t] for span in candidate.cue for t in parse.tokens_in(span)]
    cues = load_cues()
    families = {s.family for lemma in lemmas for pos in ("verb", "noun", "adj") for s in cues.get((lemma, pos), ())}
    return _STANDS.isdisjoint(families)


def _clipped(inner: Iterable[Span], outer: Spans) -> Spans:
    return tuple(Span(max(a.start, b.start), min(a.end, b.end)) for a in inner for b in outer if a.overlaps(b))


def _without_cycles(
    ids: Sequence[AttributionId], parents: Sequence[AttributionId | None]
) -> list[AttributionId | None]:
    """Two attributions may each hold the other's cue where the parse is odd: the chain is cut where it would close."""
    above = dict(zip(ids, parents, strict=True))
    for id_ in ids:
        seen, here = {id_}, above[id_]
        while here is not None:
            if here in seen:
                above[id_] = None
                break
            seen.add(here)
            here = above.get(here)
    return [above[id_] for id_ in ids]
