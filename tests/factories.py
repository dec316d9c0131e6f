"""Builders of records for tests. Parties and sentences are invented; every argument has a default that makes sense.

The report that the defaults tell: the Harrow Front says it holds Orsk bridge; the interior ministry denies it.
"""

from datetime import UTC, datetime, timedelta, timezone

from counterclaim import __version__
from counterclaim.records.analyses import Analysis, ModelDigest
from counterclaim.records.attributions import Attribution
from counterclaim.records.claims import Claim, DenialTarget, Form, Frame, Kind, Stance, Utterance
from counterclaim.records.context import ContextBatch, ContextRecord, ContextSource
from counterclaim.records.ids import (
    AttributionId,
    CaptureId,
    ClaimId,
    DocumentId,
    RevisionId,
    UtteranceId,
    digest,
    make_id,
)
from counterclaim.records.mentions import Actor, ActorKind, Figure, Place, Timex
from counterclaim.records.revisions import Block, BlockKind, Capture, Revision, Stamp
from counterclaim.records.spans import Span, Spans

TEXT = (
    "Front claims bridge\n\n"
    "The Harrow Front said it had seized the bridge at Orsk and killed at least 12 soldiers.\n\n"
    "The interior ministry denied that the bridge had fallen."
)

#: An offset that is not UTC, so that a test that loses zones fails.
ZONE = timezone(timedelta(hours=5, minutes=30))
PUBLISHED = datetime(2024, 5, 3, 6, 41, tzinfo=ZONE)
CAPTURED = datetime(2024, 5, 3, 12, 0, tzinfo=UTC)


def span_of(text: str, words: str) -> Span:
    """Where `words` stand first in `text`."""
    start = text.index(words)
    return Span(start, start + len(words))


def make_stamp(at: datetime, latest: datetime | None = None, *, precision: str = "minute") -> Stamp:
    """A stated moment; with `latest`, one that its page leaves open."""
    return Stamp(earliest=at, latest=latest or at, precision=precision, method="declared", words=at.isoformat())


def make_blocks(text: str) -> tuple[Block, ...]:
    """The first paragraph as headline, the others as paragraphs."""
    blocks: list[Block] = []
    start = 0
    for part in text.split("\n\n"):
        if part:
            kind = BlockKind.PARAGRAPH if blocks else BlockKind.HEADLINE
            blocks.append(Block(span=Span(start, start + len(part)), kind=kind))
        start += len(part) + 2
    return tuple(blocks)


def make_capture(
    body: bytes | str = TEXT,
    *,
    address: str = "https://outlet.example/front-claims-bridge",
    captured_at: datetime = CAPTURED,
    media_type: str = "text/plain",
) -> Capture:
    body = body.encode() if isinstance(body, str) else body
    return Capture(
        id=CaptureId(make_id("k", {"address": address, "sha256": digest(body)})),
        address=address,
        media_type=media_type,
        body=body,
        captured_at=captured_at,
        declared=(("charset", "utf-8"),),
    )


def make_revision(
    text: str = TEXT,
    *,
    address: str = "https://outlet.example/front-claims-bridge",
    title: str | None = None,
    published: datetime | Stamp | None = PUBLISHED,
    updated: datetime | Stamp | None = None,
    captured_at: datetime = CAPTURED,
    outlet: str | None = "outlet.example",
    language: str = "en",
) -> Revision:
    capture = make_capture(text, address=address, captured_at=captured_at)
    return Revision(
        id=RevisionId(make_id("r", {"address": address, "text": digest(text.encode())})),
        document_id=DocumentId(make_id("d", {"address": address})),
        capture_id=capture.id,
        address=address,
        text=text,
        title=text.split("\n", 1)[0] if title is None else title,
        blocks=make_blocks(text),
        captured_at=captured_at,
        outlet=outlet,
        language=language,
        published=make_stamp(published) if isinstance(published, datetime) else published,
        updated=make_stamp(updated) if isinstance(updated, datetime) else updated,
        extractor="plain 1",
    )


def make_actor(name: str = "Harrow Front", *, kind: ActorKind = ActorKind.ORGANISATION, **other: object) -> Actor:
    return Actor(name=name, kind=kind, **other)  # type: ignore[arg-type]


def make_claim(
    revision: Revision,
    words: str | Spans,
    *,
    actor: str | Actor = "Harrow Front",
    stance: Stance = Stance.ASSERTS,
    form: Form = Form.INDIRECT,
    kind: Kind = Kind.FACT,
    source: str | None = None,
    cue: str | None = None,
    via: tuple[str, ...] = (),
    figures: tuple[Figure, ...] = (),
    places: tuple[Place, ...] = (),
    event_time: Timex | None = None,
    denial_target: DenialTarget | None = None,
    frame: Frame | None = None,
    utterance: Utterance | None = None,
) -> Claim:
    """A claim whose content is `words`, found in the revision's text (as are `source` and `cue`)."""
    text = revision.text
    content = (span_of(text, words),) if isinstance(words, str) else words
    where = [[span.start, span.end] for span in content]
    return Claim(
        id=ClaimId(make_id("c", {"revision": revision.id, "content": where, "stance": stance.value})),
        revision_id=revision.id,
        attribution_id=AttributionId(make_id("a", {"revision": revision.id, "content": where})),
        source=(span_of(text, source),) if source else (),
        cue=(span_of(text, cue),) if cue else (),
        content=content,
        actor=make_actor(actor) if isinstance(actor, str) else actor,
        utterance=utterance or Utterance(id=UtteranceId(make_id("u", {"revision": revision.id, "content": where}))),
        stance=stance,
        form=form,
        kind=kind,
        via=via,
        figures=figures,
        places=places,
        event_time=event_time,
        denial_target=denial_target,
        frame=frame or Frame(terms=tuple(span.of(text).lower() for span in content)),
        found_by="test",
        score=0.5,
    )


def make_claims(revision: Revision) -> tuple[Claim, ...]:
    """The two claims of the default text, or one narration of the last paragraph of any other."""
    if revision.text == TEXT:
        return (
            make_claim(revision, "it had seized the bridge at Orsk", source="The Harrow Front", cue="said"),
            make_claim(
                revision,
                "that the bridge had fallen",
                actor="interior ministry",
                source="The interior ministry",
                cue="denied",
                stance=Stance.DENIES,
                denial_target=DenialTarget.EVENT,
            ),
        )
    last = revision.read_spans[-1]
    return (make_claim(revision, (last,), actor=Actor(name="(article)", kind=ActorKind.ARTICLE)),)


def make_context(*ids: str, file: str = "events.csv", author: str = "Ada Reviewer", **fields: object) -> ContextBatch:
    """A file of invented event data: one row for each id, on the day of the report, near Orsk."""
    day = PUBLISHED.date()
    records = tuple(
        ContextRecord(
            source=ContextSource.ACLED,
            id=id_,
            **{"what": "Battles: Armed clash", "first": day, "last": day, "lat": 51.2, "lon": 58.6, **fields},  # type: ignore[arg-type]
        )
        for id_ in (ids or ("XXX1",))
    )
    return ContextBatch(source=ContextSource.ACLED, file=file, sha256="0" * 64, author=author, records=records)


def make_attribution(claim: Claim) -> Attribution:
    """The attribution that a claim was read from."""
    return Attribution(
        id=claim.attribution_id or AttributionId(make_id("a", claim.id)),
        source=claim.source,
        cue=claim.cue,
        content=claim.content,
        found_by="test",
        score=0.5,
    )


def make_analysis(
    revision: Revision | None = None, claims: tuple[Claim, ...] | None = None, *, code_version: str = __version__
) -> Analysis:
    """A reading of `revision` (default: the report above) with its claims, attributions and actors."""
    revision = revision or make_revision()
    claims = make_claims(revision) if claims is None else claims
    return Analysis(
        revision=revision,
        attributions=tuple(make_attribution(claim) for claim in claims),
        claims=claims,
        actors=tuple({claim.actor.name: claim.actor for claim in claims}.values()),
        places=tuple(place for claim in claims for place in claim.places),
        timexes=tuple(claim.event_time for claim in claims if claim.event_time),
        figures=tuple(figure for claim in claims for figure in claim.figures),
        models=(ModelDigest(name="test-model", version="1", sha256="0" * 64),),
        code_version=code_version,
    )
