"""Records joined with their words, for people and for JSON.

The records that pass between stages hold spans alone, so that no word is kept twice; a reader of the JSON document
wants the words beside them. That is why there are two sets of types.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counterclaim import __version__
from counterclaim.figures import tally_figures
from counterclaim.records.accounts import (
    Accounts,
    DisputeKind,
    Origin,
    Position,
    Proposition,
    QuotationDiffers,
    Reason,
    SharedUtterance,
    Status,
    StatusBasis,
)
from counterclaim.records.analyses import Analysis, ModelDigest
from counterclaim.records.claims import Basis, Certainty, Claim, DenialTarget, Form, Frame, Kind, Polarity, Stance
from counterclaim.records.events import EventType
from counterclaim.records.ids import ClaimId, DisputeId, PropositionId, StoryId
from counterclaim.records.mentions import Actor, ActorKind, Figure, Place, Timex
from counterclaim.records.notes import Evidence, Note
from counterclaim.records.revisions import Block, Revision, Stamp
from counterclaim.records.spans import Spans, words_at
from counterclaim.records.tallies import Tally

#: Name and version of the format. A field added keeps the version; a field changed or removed raises it.
SCHEMA = "counterclaim-analysis/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a report and where they stand in its text (`[start, end)`, code points)."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UtteranceView:
    """The act of saying, as far as the report tells it; null where nothing read it."""

    id: str
    capacity: str | None
    channel: str | None
    recipient: str | None
    said_first: str | None
    said_last: str | None
    said_words: str | None
    language: str | None
    translated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitView:
    kind: str
    mention: Quote
    url: str | None
    sha256: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim with its words. `proposition` is the id of the matter it is about, null for what is no fact claim.

    `conditions` are part of `words`: without them the claim is another one. `partial` marks a confirmation of a part,
    `withheld` the claim of the same speaker about the rest. `reviewed`: a person decided on it; all others are the
    machine's alone. `instalment` is the time that the part of the report it stands in shows (a live blog's),
    `instalment_at` what that means, where it is settled; neither is when the text is held from."""

    id: str
    revision: str
    proposition: str | None
    actor: str
    actor_kind: ActorKind
    actor_mention: Quote | None
    actor_resolution: str
    spokesperson: str | None
    via: tuple[str, ...]
    stance: Stance
    form: Form
    kind: Kind
    hedged: bool
    hedges: tuple[Quote, ...]
    certainty: Certainty
    basis: Basis
    denial_target: DenialTarget | None
    refers_to: str | None
    source: tuple[Quote, ...]
    cue: tuple[Quote, ...]
    content: tuple[Quote, ...]
    words: str
    figures: tuple[Figure, ...]
    places: tuple[Place, ...]
    event_time: Timex | None
    event: EventType | None
    utterance: UtteranceView
    exhibits: tuple[ExhibitView, ...]
    frame: Frame
    found_by: str
    score: float | None
    evidence: tuple[Evidence, ...]
    conditions: tuple[Quote, ...]
    partial: bool
    withheld: str | None
    reviewed: bool = False
    says_denial: bool = False  # the words of a denial are the denial (“nobody was killed”), not what is denied
    instalment: str | None = None
    instalment_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionView:
    id: str
    parent: str | None
    source: tuple[Quote, ...]
    cue: tuple[Quote, ...]
    content: tuple[Quote, ...]
    found_by: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """One report: the document, its text with the role of each block, and what was read in it."""

    revision: str
    document: str
    address: str
    title: str
    outlet: str | None
    outlet_country: str | None
    authors: tuple[str, ...]
    credits: tuple[str, ...]
    dateline: str | None
    language: str
    published: Stamp | None
    updated: Stamp | None
    captured_at: str
    extractor: str
    text: str
    blocks: tuple[Block, ...]
    attributions: tuple[AttributionView, ...]
    claims: tuple[ClaimView, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    timexes: tuple[Timex, ...]
    figures: tuple[Figure, ...]
    models: tuple[ModelDigest, ...]
    code_version: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PropositionView:
    """What is claimed, free of who says it; `words` are those of one claim, `wording`, quoted, never a finding.
    `tallies` are the figures of those who assert it, by what they count. `says_denial`: the words are a denial that
    nobody's claim of what it denies stands beside: “whether” before them would turn it round."""

    id: str
    story: str
    words: str
    statuses: tuple[Status, ...]
    status_reasons: tuple[str, ...]
    positions: tuple[Position, ...]
    claims: tuple[str, ...]
    reports: int
    origins: int
    wording: str
    tallies: tuple[Tally, ...]
    status_bases: tuple[StatusBasis, ...] = ()
    says_denial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeView:
    """A proposition with positions for and against (`b` null), or two that cannot both hold."""

    id: str
    story: str
    kind: DisputeKind
    a: str
    b: str | None
    a_words: str
    b_words: str | None
    sides_for: tuple[str, ...]
    sides_against: tuple[str, ...]
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """A denial that answers a claim in other words, and what it leaves unanswered; `held` says why the two make no
    dispute where they were judged to be of one matter, and is empty where they were not."""

    denial: str
    claim: str
    denied_words: str
    claim_words: str
    unanswered: str
    reasons: tuple[Reason, ...]
    held: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    id: str
    title: str
    revisions: tuple[str, ...]
    propositions: tuple[str, ...]
    disputes: tuple[str, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """The whole analysis of one or more reports: what `counterclaim read --format json` prints."""

    schema: str
    version: str
    reports: tuple[ReportView, ...]
    stories: tuple[StoryView, ...]
    propositions: tuple[PropositionView, ...]
    disputes: tuple[DisputeView, ...]
    answers: tuple[AnswerView, ...]
    origins: tuple[Origin, ...]
    quotation_differs: tuple[QuotationDiffers, ...]
    shared_utterances: tuple[SharedUtterance, ...]


def build_document(analyses: Sequence[Analysis], accounts: Accounts) -> DocumentView:
    """The analyses and their accounts with words beside every span."""
    claims = {claim.id: claim for analysis in analyses for claim in analysis.claims}
    proposition_of = {claim: p.id for p in accounts.propositions for claim in p.claims}
    reports = tuple(_report(analysis, proposition_of) for analysis in analyses)
    words = {claim.id: claim.words for report in reports for claim in report.claims}
    heading = {p.id: p.words for p in accounts.propositions}
    propositions_of: defaultdict[StoryId, list[PropositionId]] = defaultdict(list)
    for p in accounts.propositions:
        propositions_of[p.story_id].append(p.id)
    disputes_of: defaultdict[StoryId, list[DisputeId]] = defaultdict(list)
    for dispute in accounts.disputes:
        disputes_of[dispute.story_id].append(dispute.id)
    disputes = tuple(
        DisputeView(
            id=d.id,
            story=d.story_id,
            kind=d.kind,
            a=d.a,
            b=d.b,
            a_words=heading[d.a],
            b_words=heading[d.b] if d.b is not None else None,
            sides_for=d.sides_for,
            sides_against=d.sides_against,
            score=d.score,
            reasons=d.reasons,
        )
        for d in accounts.disputes
    )
    return DocumentView(
        schema=SCHEMA,
        version=__version__,
        reports=reports,
        stories=tuple(
            StoryView(
                id=story.id,
                title=story.title,
                revisions=story.revisions,
                propositions=tuple(propositions_of[story.id]),
                disputes=tuple(disputes_of[story.id]),
                reasons=story.reasons,
            )
            for story in accounts.stories
        ),
        propositions=tuple(_proposition(p, claims) for p in accounts.propositions),
        disputes=disputes,
        answers=tuple(
            AnswerView(
                denial=a.denial,
                claim=a.claim,
                denied_words=words[a.denial],
                claim_words=words[a.claim],
                unanswered=a.unanswered,
                reasons=a.reasons,
                held=a.held,
            )
            for a in accounts.answers
        ),
        origins=accounts.origins,
        quotation_differs=accounts.quotations,
        shared_utterances=accounts.utterances,
    )


def _proposition(p: Proposition, claims: Mapping[ClaimId, Claim]) -> PropositionView:
    asserted = [
        (position.actor, claims[claim])
        for position in p.positions
        if position.polarity is Polarity.FOR
        for claim in position.claims
        # A view may hold some of the reports only; what depends on a condition is counted by nobody yet.
        if claim in claims and not claims[claim].conditions
    ]
    return PropositionView(
        id=p.id,
        story=p.story_id,
        words=p.words,
        statuses=p.statuses,
        status_reasons=p.status_reasons,
        positions=p.positions,
        claims=p.claims,
        reports=p.reports,
        origins=p.origins,
        wording=p.wording,
        tallies=tally_figures(asserted),
        status_bases=p.status_bases,
        says_denial=any(
            claims[p.wording].says_denial and p.wording in position.claims
            for position in p.positions
            if position.polarity is Polarity.AGAINST and p.wording in claims
        ),
    )


def _report(analysis: Analysis, proposition_of: Mapping[ClaimId, PropositionId]) -> ReportView:
    revision = analysis.revision
    return ReportView(
        revision=revision.id,
        document=revision.document_id,
        address=revision.address,
        title=revision.title,
        outlet=revision.outlet,
        outlet_country=revision.outlet_country,
        authors=revision.authors,
        credits=revision.credits,
        dateline=revision.dateline,
        language=revision.language,
        published=revision.published,
        updated=revision.updated,
        captured_at=revision.captured_at.isoformat(),
        extractor=revision.extractor,
        text=revision.text,
        blocks=revision.blocks,
        attributions=tuple(
            AttributionView(
                id=a.id,
                parent=a.parent,
                source=_quotes(revision, a.source),
                cue=_quotes(revision, a.cue),
                content=_quotes(revision, a.content),
                found_by=a.found_by,
                score=a.score,
            )
            for a in analysis.attributions
        ),
        claims=tuple(_claim(revision, claim, proposition_of.get(claim.id)) for claim in analysis.claims),
        actors=analysis.actors,
        places=analysis.places,
        timexes=analysis.timexes,
        figures=analysis.figures,
        models=analysis.models,
        code_version=analysis.code_version,
        notes=analysis.notes,
    )


def _claim(revision: Revision, claim: Claim, proposition: str | None) -> ClaimView:
    said = claim.utterance
    part = revision.instalment_at(claim.content[0].start) if claim.content else None
    return ClaimView(
        id=claim.id,
        revision=claim.revision_id,
        proposition=proposition,
        actor=claim.actor.name,
        actor_kind=claim.actor.kind,
        actor_mention=_quotes(revision, (claim.actor.mention,))[0] if claim.actor.mention else None,
        actor_resolution=claim.actor.resolution,
        spokesperson=claim.actor.person,
        via=claim.via,
        stance=claim.stance,
        form=claim.form,
        kind=claim.kind,
        hedged=claim.hedged,
        hedges=_quotes(revision, claim.hedges),
        certainty=claim.certainty,
        basis=claim.basis,
        denial_target=claim.denial_target,
        refers_to=claim.refers_to,
        source=_quotes(revision, claim.source),
        cue=_quotes(revision, claim.cue),
        content=_quotes(revision, claim.content),
        words=words_at(revision.text, claim.content),
        figures=claim.figures,
        places=claim.places,
        event_time=claim.event_time,
        event=claim.event,
        utterance=UtteranceView(
            id=said.id,
            capacity=said.capacity,
            channel=said.channel,
            recipient=said.recipient,
            said_first=said.said_first.isoformat() if said.said_first else None,
            said_last=said.said_last.isoformat() if said.said_last else None,
            said_words=said.said.span.of(revision.text) if said.said else None,
            language=said.language,
            translated=said.translated,
        ),
        exhibits=tuple(
            ExhibitView(kind=e.kind, mention=_quotes(revision, (e.mention,))[0], url=e.url, sha256=e.sha256)
            for e in claim.exhibits
        ),
        frame=claim.frame,
        found_by=claim.found_by,
        score=claim.score,
        evidence=(*_actor_evidence(claim.actor), *claim.evidence),
        conditions=_quotes(revision, claim.conditions),
        partial=claim.partial,
        withheld=claim.withheld,
        reviewed=any(evidence.field == "review" for evidence in claim.evidence),
        says_denial=claim.says_denial,
        instalment=part.words if part else None,
        instalment_at=part.stamp.earliest.isoformat() if part and part.stamp and part.stamp.exact else None,
    )


def _actor_evidence(actor: Actor) -> tuple[Evidence, ...]:
    """How the actor was found: the rule with its words, what it refers back to, who else was considered."""
    others = [name for name in actor.candidates if name != actor.name]
    detail = f"rather than {', '.join(others)}" if others else ""
    found = [Evidence(field="actor", rule=actor.resolution, span=actor.mention, score=actor.score, detail=detail)]
    if actor.antecedent is not None:
        found.append(Evidence(field="actor", rule="refers back to", span=actor.antecedent))
    if actor.listed is not None:
        row = ", ".join(part for part in (actor.listed.id, actor.listed.country, actor.listed.parent) if part)
        found.append(Evidence(field="actor", rule=f"actor list {actor.listed.list}", detail=row))
    return tuple(found)


def _quotes(revision: Revision, spans: Spans) -> tuple[Quote, ...]:
    return tuple(Quote(start=s.start, end=s.end, words=s.of(revision.text)) for s in spans)


__all__ = [
    "AnswerView",
    "AttributionView",
    "ClaimView",
    "DisputeView",
    "DocumentView",
    "ExhibitView",
    "PropositionView",
    "Quote",
    "ReportView",
    "StoryView",
    "UtteranceView",
    "build_document",
]
