"""Claims as annotation tools hold them: words with a role, and fields. What comes back becomes decisions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from counterclaim.errors import InputError
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Form, Kind, Stance
from counterclaim.records.decisions import Decision, DecisionAction
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span, Spans
from counterclaim.review._anchors import find_claim, find_quote
from counterclaim.review._readings import outcome_of, unmarked
from counterclaim.review._writing import (
    Rewriting,
    new_claim,
    parse_figure,
    parse_place,
    parse_time,
    rewrite,
    show_figure,
    show_place,
    with_frame,
)

#: The roles of words in an annotated claim. Figures, places and times have a value beside their words.
ROLES = ("content", "source", "cue", "figure", "place", "time")
VALUED = ("figure", "place", "time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Words with their role, and what they stand for where that is a value."""

    span: Span
    role: str
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """One claim as an annotation holds it; fields that are None were not said. `claim_id` is that of the claim that
    the annotator was shown, if any."""

    words: tuple[Marked, ...]
    claim_id: str | None = None
    actor: str | None = None
    stance: Stance | None = None
    form: Form | None = None
    kind: Kind | None = None
    comment: str | None = None
    withdrawn: bool = False
    remark: bool = False  # it says something of the words, but not how a claim reads

    def spans(self, role: str) -> Spans:
        return tuple(sorted({marked.span for marked in self.words if marked.role == role}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What one annotator says of a report. `complete`: a claim of `passage` that is not here is none."""

    revision_id: str
    annotated: tuple[Annotated, ...]
    author: str | None = None
    passage: Span | None = None
    complete: bool = False


def annotate(claim: Claim) -> Annotated:
    """The claim as annotation."""
    words = [Marked(span=span, role="content") for span in claim.content]
    words += [Marked(span=span, role="source") for span in claim.source]
    words += [Marked(span=span, role="cue") for span in claim.cue]
    words += [Marked(span=figure.span, role="figure", value=show_figure(figure)) for figure in claim.figures]
    words += [Marked(span=place.span, role="place", value=show_place(place)) for place in claim.places]
    if claim.event_time is not None:
        words.append(Marked(span=claim.event_time.span, role="time", value=claim.event_time.value))
    return Annotated(
        words=tuple(words),
        claim_id=claim.id,
        actor=claim.actor.name,
        stance=claim.stance,
        form=claim.form,
        kind=claim.kind,
    )


def anchor(
    text: str, start: int | None, end: int | None, quote: str, prefix: str = "", suffix: str = ""
) -> Span | None:
    """Where annotated words stand: at their offsets if the quotation is there, counted in code points or else in
    UTF-16 units as some tools do; else where the quotation is found; None where it is nowhere."""
    if start is not None and end is not None:
        if 0 <= start < end <= len(text) and (not quote or text[start:end] == quote):
            return Span(start, end)
        first, last = _code_points(text, start), _code_points(text, end)
        if quote and first < last and text[first:last] == quote:
            return Span(first, last)
    return find_quote(text, quote, prefix=prefix, suffix=suffix, near=start or 0)


def _code_points(text: str, units: int) -> int:
    """The code point at an offset in UTF-16 units."""
    if units < 0:
        return 0
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))


def read_field(kind: type[StrEnum], value: object, *, subject: str) -> StrEnum | None:
    """The member of a vocabulary; None for no value. Raises InputError where there is no such member."""
    if value in (None, ""):
        return None
    try:
        return kind(str(value))
    except ValueError as error:
        known = ", ".join(member.value for member in kind)
        raise InputError(f"{value!r} is no {kind.__name__.lower()}: {known}", subject=subject) from error


def rewriting_of(revision: Revision, annotated: Annotated, claim: Claim | None, *, subject: str) -> Rewriting:
    """What an annotation says otherwise than the claim does. Values that stand unchanged keep what else is known of
    them (the unit's hedge, a gazetteer id)."""
    held = annotate(claim) if claim is not None else None
    same: Mapping[str, bool] = {role: held is not None and _of(held, role) == _of(annotated, role) for role in VALUED}
    known = {figure.span: figure for figure in claim.figures} if claim is not None else {}
    figures = None
    if not same["figure"]:
        figures = tuple(
            known[m.span]
            if m.span in known and (m.value is None or show_figure(known[m.span]) == m.value)
            else parse_figure(m.value or m.span.of(revision.text), m.span, revision.text, subject=subject)
            for m in annotated.words
            if m.role == "figure"
        )
    places = None
    if not same["place"]:
        placed = {place.span: place for place in claim.places} if claim is not None else {}
        places = tuple(
            placed[m.span]
            if m.span in placed and (m.value is None or show_place(placed[m.span]) == m.value)
            else parse_place(m.value or m.span.of(revision.text), m.span, subject=subject)
            for m in annotated.words
            if m.role == "place"
        )
    times = [m for m in annotated.words if m.role == "time"]
    if len(times) > 1:
        raise InputError("a claim has one time of its event", subject=subject)
    changed = not same["time"]
    return Rewriting(
        content=annotated.spans("content"),
        source=annotated.spans("source"),
        cue=annotated.spans("cue"),
        actor=annotated.actor,
        stance=annotated.stance,
        form=annotated.form,
        kind=annotated.kind,
        figures=figures,
        places=places,
        event_time=parse_time(times[0].value or "", times[0].span, subject=subject) if changed and times else None,
        no_time=changed and not times,
    )


def _of(annotated: Annotated, role: str) -> set[tuple[Span, str | None]]:
    return {(marked.span, marked.value) for marked in annotated.words if marked.role == role}


def write_claims(analysis: Analysis, page: Page) -> tuple[list[tuple[Claim | None, Claim]], list[str]]:
    """For each annotated claim the claim that it is about (None: a new one) and how it should read; and what could not
    be used, in words."""
    found: list[tuple[Claim | None, Claim]] = []
    problems: list[str] = []
    by_id = {str(claim.id): claim for claim in analysis.claims}
    taken: set[str] = set()
    for annotated in page.annotated:
        subject = f"{analysis.revision.id[:12]} {annotated.claim_id or ''}".strip()
        content = annotated.spans("content")
        if annotated.withdrawn or annotated.remark or not content:
            if not annotated.withdrawn and not annotated.remark:
                problems.append(f"{subject}: a claim without content")
            continue
        claim = by_id.get(annotated.claim_id or "")
        if claim is None:
            claim = find_claim([c for c in analysis.claims if c.id not in taken], content, speaker=annotated.actor)
        try:
            asked = rewriting_of(analysis.revision, annotated, claim, subject=subject)
            if claim is None:
                written = new_claim(analysis.revision, asked, found_by="a person")
            else:
                written = rewrite(claim, asked)
                if written.content != claim.content:
                    written = with_frame(written, analysis.revision.text)
        except InputError as error:
            problems.append(f"{error.subject}: {error}")
            continue
        if claim is not None:
            taken.add(claim.id)
        found.append((claim, written))
    return found, problems


def decide_page(analysis: Analysis, page: Page, *, author: str, reason: str) -> tuple[list[Decision], list[str]]:
    """The decisions that a page of annotations amounts to, against the reading that was exported, and what could not
    be used: accepted where nothing differs, corrected where something does, added, withdrawn, commented."""
    written, problems = write_claims(analysis, page)
    decisions: list[Decision] = []
    for claim, new in written:
        if claim is None:
            action = DecisionAction.ADD
        else:
            action = DecisionAction.ACCEPT if outcome_of(claim) == outcome_of(new) else DecisionAction.CORRECT
        decisions.append(_decision(action, claim or new, author, reason, claims=(new,), known=claim is not None))
    kept = {claim.id for claim, _ in written if claim is not None}
    by_id = {str(claim.id): claim for claim in analysis.claims}
    for annotated in page.annotated:
        about = by_id.get(annotated.claim_id or "")
        if about is None and annotated.spans("content"):
            about = find_claim(analysis.claims, annotated.spans("content"))
        if annotated.withdrawn and about is not None:
            kept.add(about.id)
            decisions.append(_decision(DecisionAction.WITHDRAW, about, author, reason))
        if annotated.comment:
            spans = annotated.spans("content") or (about.content if about is not None else ())
            if spans:
                said = Decision(
                    action=DecisionAction.COMMENT,
                    revision_id=analysis.revision.id,
                    spans=spans,
                    author=author,
                    reason=annotated.comment,
                    claim_id=about.id if about is not None else None,
                )
                decisions.append(said)
            else:
                problems.append(f"a comment on nothing that is found: {annotated.comment[:60]}")
    if page.complete:
        whole = page.passage or Span(0, max(1, len(analysis.revision.text)))
        gone = [
            c
            for c in analysis.claims
            if c.id not in kept and whole.contains(Span(c.content[0].start, c.content[-1].end))
        ]
        decisions += [_decision(DecisionAction.WITHDRAW, claim, author, reason) for claim in gone]
    return decisions, problems


def code_page(revision: Revision, page: Page, *, author: str, sample: str, reason: str) -> tuple[Decision, list[str]]:
    """The blind coding that a page of annotations is: every claim that the coder found in the passage."""
    blank = Analysis(revision=revision, attributions=(), claims=())
    written, problems = write_claims(blank, page)
    decision = Decision(
        action=DecisionAction.CODE,
        revision_id=revision.id,
        spans=(page.passage or Span(0, max(1, len(revision.text))),),
        author=author,
        reason=reason,
        claims=tuple(new for _, new in written),
        value=sample,
    )
    return decision, problems


def _decision(
    action: DecisionAction,
    claim: Claim,
    author: str,
    reason: str,
    *,
    claims: tuple[Claim, ...] = (),
    known: bool = True,
) -> Decision:
    return Decision(
        action=action,
        revision_id=claim.revision_id,
        spans=claim.content,
        author=author,
        reason=reason,
        claim_id=claim.id if known else None,
        speaker=claim.actor.name,
        claims=tuple(map(unmarked, claims)),
    )


def unsaid(decisions: Iterable[Decision], held: Sequence[Decision]) -> list[Decision]:
    """The decisions that their author has not made yet: the same file again adds nothing. Who accepts a claim as they
    wrote it themselves says nothing new."""
    blank = {replace(decision, reason="") for decision in held}
    written = {
        (decision.author, decision.claim_id or claim.id): outcome_of(claim)
        for decision in held
        for claim in decision.claims[:1]
        if decision.action in (DecisionAction.ACCEPT, DecisionAction.CORRECT, DecisionAction.ADD)
    }
    return [
        decision
        for decision in decisions
        if replace(decision, reason="") not in blank
        and not (
            decision.action is DecisionAction.ACCEPT
            and decision.claim_id is not None
            and written.get((decision.author, decision.claim_id)) == outcome_of(decision.claims[0])
        )
    ]
