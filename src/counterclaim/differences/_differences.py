"""What the claims of a document became between two of its texts."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from counterclaim.differences._alterations import find_alterations
from counterclaim.differences._corrections import bears_on, find_corrections
from counterclaim.differences._pairs import Read, pair_claims, read_claim
from counterclaim.differences._words import WORD, numbers, tokens
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.differences import (
    Alteration,
    Aspect,
    ChangeKind,
    ClaimChange,
    CorrectionNote,
    RevisionDifference,
)
from counterclaim.records.revisions import BlockKind
from counterclaim.records.spans import Span, hull, words_at

#: A run of fewer words is found anywhere by chance.
LEAST_RUN = 4


@dataclass(frozen=True, slots=True)
class _Text:
    """The words of a text as one string to search in, with where each stands."""

    text: str
    joined: str
    starts: dict[int, int]  # position in `joined` → number of the word
    spans: tuple[Span, ...]

    def find(self, run: Sequence[str]) -> Span | None:
        """Where the words stand one after another."""
        at = self.joined.find(f" {' '.join(run)} ")
        if at < 0:
            return None
        first = self.starts[at]
        return Span(self.spans[first].start, self.spans[first + len(run) - 1].end)

    def around(self, span: Span) -> list[str]:
        """The words of the paragraph that holds the span."""
        start = self.text.rfind("\n", 0, span.start) + 1
        end = self.text.find("\n", span.end)
        return tokens(self.text[start : end if end >= 0 else len(self.text)])


def find_differences(before: Analysis, after: Analysis) -> RevisionDifference:
    """What the claims of `before` became in `after`, another text of the same document.

    Claims are paired by their content, wherever they stand. A claim without a partner whose words still stand with
    their source is not changed, however the machine read it; one whose words stand without their source has lost its
    attribution. Only changed words make a change. Claims of the headline and inside the outlet's own notes of
    correction are left out.
    """
    notes = find_corrections(before.revision), find_corrections(after.revision)
    texts = _index(before.revision.text, notes[0]), _index(after.revision.text, notes[1])
    sides = _read(before, notes[0]), _read(after, notes[1])
    pairs = pair_claims(*sides)
    changes = [change for old, new, like in pairs if (change := _reworded(old, new, like, texts)) is not None]
    unchanged = len(pairs) - len(changes)
    lost = [_lost(old, *texts, sides[1]) for old in _unpaired(sides[0], (pair[0] for pair in pairs))]
    gained = [_lost(new, texts[1], texts[0], sides[0]) for new in _unpaired(sides[1], (pair[1] for pair in pairs))]
    unchanged += (*lost, *gained).count(None)
    changes += [change for change in lost if change is not None]
    changes += [_mirror(change) for change in gained if change is not None]
    fresh = _only_in(notes[1], texts[1], notes[0], texts[0])
    ordered = sorted((_with_correction(change, fresh, texts) for change in changes), key=_place)
    return RevisionDifference(
        document_id=after.revision.document_id,
        before=before.revision.id,
        after=after.revision.id,
        changes=tuple(ordered),
        unchanged=unchanged,
        notes=fresh,
        notes_dropped=_only_in(notes[0], texts[0], notes[1], texts[1]),
        headline=_headline(before, after),
    )


def _headline(before: Analysis, after: Analysis) -> tuple[str, str] | None:
    """The two headlines, where their words differ."""
    titles = before.revision.title, after.revision.title
    return None if tokens(titles[0]) == tokens(titles[1]) else titles


def _index(text: str, notes: Sequence[CorrectionNote]) -> _Text:
    """The words outside the notes: what a note repeats does not stand in the report any more."""
    ends = [note.span.end for note in notes]
    starting = [note.span.start for note in notes]

    def in_note(at: int) -> bool:
        number = bisect_right(starting, at) - 1
        return number >= 0 and at < ends[number]

    words = (match for match in WORD.finditer(text) if not in_note(match.start()))
    spans, starts, parts, at = [], {}, [], 0
    for number, match in enumerate(words):
        word = match[0].lower().replace("’", "'").replace(",", "")
        starts[at] = number
        spans.append(Span(match.start(), match.end()))
        parts.append(word)
        at += len(word) + 1
    return _Text(text=text, joined=f" {' '.join(parts)} ", starts=starts, spans=tuple(spans))


def _read(analysis: Analysis, notes: Iterable[CorrectionNote]) -> list[Read]:
    """The claims of the body that do not stand in a note of correction."""
    spans = [note.span for note in notes]
    spans += [block.span for block in analysis.revision.blocks if block.kind is BlockKind.HEADLINE]
    claims = [c for c in analysis.claims if not any(span.overlaps(part) for span in spans for part in c.content)]
    return [read_claim(claim, number, analysis.revision.text) for number, claim in enumerate(claims)]


def _unpaired(side: Sequence[Read], paired: Iterable[Read]) -> list[Read]:
    numbers_of = {read.number for read in paired}
    return [read for read in side if read.number not in numbers_of]


def _reworded(old: Read, new: Read, like: float, texts: tuple[_Text, _Text]) -> ClaimChange | None:
    alterations = find_alterations(old, new, texts[0].text, texts[1].text)
    before, after = texts
    if after.find(_run(old, before)) and before.find(_run(new, after)):
        return None  # all that both readings rest on stands in both texts: it was only read otherwise
    if not alterations:
        return None
    return ClaimChange(
        kind=ChangeKind.REWORDED,
        before=old.claim.id,
        after=new.claim.id,
        before_spans=old.claim.content,
        after_spans=new.claim.content,
        alterations=alterations,
        likeness=like,
    )


def _standing(
    read: Read, own: _Text, other: _Text, others: Sequence[Read]
) -> tuple[tuple[Span, ...], tuple[Alteration, ...]]:
    """Where a claim's words stand in the other text, and what of it does not stand there with them. Words that are part
    of what somebody says there (“the Front” of “that the Front had fired”) are another claim's."""
    run = read.content if len(read.content) >= LEAST_RUN else tuple(tokens(_sentence(read.claim, own.text)))
    found = other.find(run) if len(run) >= LEAST_RUN else None
    if found is None:
        return (), ()
    around = set(other.around(found))
    claim, missing = read.claim, []
    if read.party is not None and not set(tokens(words_at(own.text, (*claim.source, *claim.cue)))) <= around:
        if any(one.party is not None and hull(one.claim.content).overlaps(found) for one in others):
            return (), ()
        source = " ".join(words_at(own.text, claim.source).split())
        missing.append(Alteration(aspect=Aspect.ATTRIBUTION_REMOVED, before=source or claim.actor.name, after=""))
    hedges = " ".join(words_at(own.text, claim.hedges).split())
    if not set(tokens(hedges)) <= around:
        missing.append(Alteration(aspect=Aspect.HEDGE_DROPPED, before=hedges, after=""))
    return (found,), tuple(missing)


def _run(read: Read, text: _Text) -> list[str]:
    claim = read.claim
    return tokens(hull((*claim.source, *claim.cue, *claim.content, *claim.hedges)).of(text.text))


def _sentence(claim: Claim, text: str) -> str:
    """Everything from the first to the last word of a claim: a short content alone would be found anywhere."""
    return hull((*claim.source, *claim.cue, *claim.content)).of(text)


def _lost(read: Read, own: _Text, other: _Text, others: Sequence[Read]) -> ClaimChange | None:
    """What became of a claim without a partner: dropped, or without its attribution where its words still stand."""
    spans, missing = _standing(read, own, other, others)
    if spans and not missing:
        return None
    return ClaimChange(
        kind=ChangeKind.REWORDED if spans else ChangeKind.DROPPED,
        before=read.claim.id,
        after=None,
        before_spans=read.claim.content,
        after_spans=spans,
        alterations=missing,
        likeness=1.0 if spans else None,
    )


OPPOSITE = {
    Aspect.ATTRIBUTION_REMOVED: Aspect.ATTRIBUTION_ADDED,
    Aspect.HEDGE_DROPPED: Aspect.HEDGE_ADDED,
}


def _mirror(change: ClaimChange) -> ClaimChange:
    """What became of a claim, told the other way round: where it came from."""
    return replace(
        change,
        kind=ChangeKind.ADDED if change.kind is ChangeKind.DROPPED else change.kind,
        before=change.after,
        after=change.before,
        before_spans=change.after_spans,
        after_spans=change.before_spans,
        alterations=tuple(
            Alteration(aspect=OPPOSITE[found.aspect], before=found.after, after=found.before)
            for found in change.alterations
        ),
    )


def _with_correction(change: ClaimChange, notes: Sequence[CorrectionNote], texts: tuple[_Text, ...]) -> ClaimChange:
    """The change with the new note of the outlet that speaks of it, if one does. An added claim corrects nothing."""
    if change.kind is ChangeKind.ADDED:
        return change
    words = words_at(texts[0].text, change.before_spans)
    after = tuple(numbers(tokens(words_at(texts[1].text, change.after_spans))))
    note = next((note for note in notes if bears_on(note, texts[1].text, words, after)), None)
    return replace(change, correction=note.span) if note else change


def _only_in(
    notes: Iterable[CorrectionNote], text: _Text, others: Iterable[CorrectionNote], other: _Text
) -> tuple[CorrectionNote, ...]:
    known = {tuple(tokens(note.span.of(other.text))) for note in others}
    return tuple(note for note in notes if tuple(tokens(note.span.of(text.text))) not in known)


def _place(change: ClaimChange) -> tuple[int, int, str]:
    spans = change.after_spans or change.before_spans
    return spans[0].start, spans[-1].end, f"{change.kind}{change.before}{change.after}"
