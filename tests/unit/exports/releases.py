"""A release for the exporters' tests, made by the one door from invented reports."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from counterclaim.presentation import DocumentView, build_document
from counterclaim.protection import Release, ReleaseRules, protect_for_release
from counterclaim.records.accounts import (
    Accounts,
    Dispute,
    DisputeKind,
    Origin,
    OriginKind,
    Position,
    Proposition,
    Status,
    Story,
)
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Form, Polarity, Stance, Utterance
from counterclaim.records.enquiries import Enquiry, Reply
from counterclaim.records.events import EventKind, EventType
from counterclaim.records.ids import DisputeId, EntryId, OriginId, PropositionId, StoryId, UtteranceId
from counterclaim.records.mentions import Figure, FigureUnit, Place, PlacePrecision, Timex
from counterclaim.records.notes import Evidence
from counterclaim.records.spans import Span
from counterclaim.review import REVIEW, EventRow, Verdict
from tests.factories import PUBLISHED, make_analysis, make_claim, make_revision, span_of

TEXT = (
    "Front claims bridge <b>\n\n"
    "The Harrow Front said via Orsk Radio: "
    '"We seized the bridge at Orsk on Thursday and killed at least 12 soldiers."\n\n'
    "The interior ministry denied that the bridge had fallen."
)
COPY = 'Second report\n\n"=The bridge is calm", the interior ministry said.'
LATER = PUBLISHED + timedelta(days=30)
QUOTED = "We seized the bridge at Orsk on Thursday and killed at least 12 soldiers."
RECORDED = datetime(2024, 5, 20, 9, 0, tzinfo=UTC)
ENTRY = EntryId("e" * 64)


def analyses(*, reviewed: bool = True) -> tuple[Analysis, Analysis]:
    first = make_revision(TEXT, published=PUBLISHED)
    orsk = Place(
        span=span_of(TEXT, "Orsk on"), name="Orsk", precision=PlacePrecision.TOWN, lat=51.2, lon=58.6, radius_km=5.0,
        country="RU", admin1="Orenburg",
    )  # fmt: skip
    orsk = replace(orsk, span=Span(orsk.span.start, orsk.span.start + 4))
    day = PUBLISHED.replace(hour=0, minute=0)
    seized = replace(
        make_claim(
            first,
            QUOTED,
            source="The Harrow Front",
            cue="said",
            form=Form.DIRECT,
            via=("Orsk Radio",),
            places=(orsk,),
            event_time=Timex(
                span=span_of(TEXT, "Thursday"),
                type="DATE",
                value="2024-05-02",
                first=day - timedelta(days=1),
                last=day,
                granularity="day",
            ),
            figures=(
                Figure(
                    span=span_of(TEXT, "at least 12"),
                    words="at least 12",
                    low=12.0,
                    high=None,
                    unit=FigureUnit.KILLED,
                    counted="soldiers",
                ),
            ),
            utterance=Utterance(
                id=UtteranceId("u1"), channel="statement", said_first=day, said_last=day + timedelta(days=1)
            ),
        ),
        event=EventType(
            event=EventKind.ASSAULT,
            mode="firearms",
            sub_type="Armed clash",
            span=span_of(TEXT, "seized"),
            rule="lexicon",
            score=0.9,
        ),
        evidence=(Evidence(field=REVIEW, rule="accept"),) if reviewed else (),
    )
    denied = make_claim(
        first,
        "that the bridge had fallen",
        actor="interior ministry",
        source="The interior ministry",
        cue="denied",
        stance=Stance.DENIES,
    )
    second = make_revision(COPY, address="https://other.example/calm", outlet="other.example", published=LATER)
    calm = make_claim(second, "=The bridge is calm", actor="interior ministry", cue="said", form=Form.DIRECT)
    return make_analysis(first, (seized, denied)), make_analysis(second, (calm,))


def make_view(first: Analysis, second: Analysis) -> DocumentView:
    seized, denied = first.claims
    (calm,) = second.claims
    story = StoryId("s" + "1" * 32)
    matters = (
        _matter("p1", story, (seized, denied), (Status.CONTESTED,)),
        _matter("p2", story, (calm,), (Status.ONE_ORIGIN,)),
    )
    dispute = Dispute(
        id=DisputeId("x1"), story_id=story, kind=DisputeKind.DENIAL, a=matters[0].id, b=None, sides_for=(seized.id,),
        sides_against=(denied.id,), score=1.0,
    )  # fmt: skip
    origin = Origin(
        id=OriginId("o1"), kind=OriginKind.UTTERANCE, revisions=(first.revision.id,), claims=(seized.id,),
        name="Harrow Front", root=first.revision.id,
    )  # fmt: skip
    accounts = Accounts(
        stories=(
            Story(id=story, title="Harrow Front, Orsk", revisions=(first.revision.id, second.revision.id)),
        ),
        propositions=matters,
        disputes=(dispute,),
        answers=(),
        origins=(origin,),
    )  # fmt: skip
    return build_document((first, second), accounts)


def _matter(id_: str, story: StoryId, claims: tuple[Claim, ...], statuses: tuple[Status, ...]) -> Proposition:
    return Proposition(
        id=PropositionId(id_),
        story_id=story,
        words="…",
        wording=claims[0].id,
        claims=tuple(claim.id for claim in claims),
        positions=tuple(
            Position(actor=c.actor.name, polarity=Polarity(c.polarity), claims=(c.id,), utterances=1, origins=1)
            for c in claims
        ),
        statuses=statuses,
        status_reasons=("a test",) * len(statuses),
        reports=1,
        origins=1,
    )


def make_row(claim: Claim, *columns: tuple[str, str]) -> EventRow:
    return EventRow(
        entry=ENTRY, recorded_at=RECORDED, claims=(claim.id,), place=claim.places[0], columns=columns, author="Ada"
    )


def make_verdict(claim: Claim) -> Verdict:
    return Verdict(
        entry=EntryId("f" * 64), recorded_at=RECORDED, claim=claim.id, author="Ada Desk", rating="Mostly false",
        reason="a private reason", value="2", worst="1", best="5", url="https://desk.example/verdict",
    )  # fmt: skip


def make_release(
    *columns: tuple[str, str],
    reviewed: bool = True,
    row: bool = True,
    verdict: bool = True,
    enquiries: Sequence[tuple[str, Enquiry, Reply | None]] = (),
    now: datetime = LATER + timedelta(days=30),
) -> Release:
    first, second = analyses(reviewed=reviewed)
    return protect_for_release(
        make_view(first, second),
        now=now,
        rules=ReleaseRules(),
        rows=(make_row(first.claims[0], *columns),) if row else (),
        verdicts=(make_verdict(first.claims[0]),) if verdict else (),
        enquiries=enquiries,
    )


def loose(made: object) -> Any:
    """What was made, for tests that walk through it without types."""
    return made
