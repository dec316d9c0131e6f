"""Which text of a document is held as of a moment, and from when that text is proven."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from counterclaim.records.ids import DocumentId, RevisionId


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """A view of the ledger: what was published by `published`, out of what was recorded by `recorded`.

    Both are inclusive and aware; None means no limit.
    """

    published: datetime | None = None
    recorded: datetime | None = None

    def __post_init__(self) -> None:
        for moment in (self.published, self.recorded):
            if moment is not None and moment.utcoffset() is None:
                raise ValueError("an as-of moment has a zone")


NOW = AsOf()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRevision:
    """A text that the ledger holds. `held_from` is the moment from which it is proven that the document said this;
    `current` says whether no later text of the document is visible."""

    id: RevisionId
    document_id: DocumentId
    address: str
    title: str
    published: datetime | None
    updated: datetime | None
    captured_at: datetime
    recorded_at: datetime
    held_from: datetime
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotHeld:
    """A document that was out by the moment asked for, whose text of that moment the ledger does not hold.

    `held_from` is when the first text that is held begins to be proven. No title: it could be the later text's.
    """

    document_id: DocumentId
    address: str
    published: datetime
    held_from: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A revision as the index knows it. `published` and `updated` are the latest readings of their stamps,
    `stated_from` the earliest reading of the later of the two stamps."""

    id: RevisionId
    document_id: DocumentId
    address: str
    title: str
    published: datetime | None
    updated: datetime | None
    stated_from: datetime | None
    captured_at: datetime
    recorded_at: datetime

    @property
    def stated(self) -> datetime | None:
        """The moment that the text itself claims to be of: its update, else its publication.

        Where the zone or the hour is open it is the latest reading, or the capture where that lies inside: by then
        the text was there.
        """
        latest = self.updated or self.published
        if latest and self.stated_from and self.stated_from <= self.captured_at < latest:
            return self.captured_at
        return latest


def order_texts(texts: Iterable[Text]) -> list[tuple[Text, datetime]]:
    """The texts of one document in the order in which it said them, each with the moment from which it is proven.

    The first is proven from the moment that it states (an update, else publication; the capture if it states none).
    A later one is proven from an update of its own, or else from its capture: that a page still says “published
    07:15” proves nothing about when it came to say the new words. The order does not depend on the order of adding.
    """
    ordered = sorted(texts, key=lambda text: (text.stated or text.captured_at, text.captured_at, text.id))
    proven: list[tuple[Text, datetime]] = []
    for text in ordered:
        moment = text.stated or text.captured_at
        if proven:
            before = proven[-1][1]
            own_update = text.updated is not None and moment > before
            moment = moment if own_update else max(before, text.captured_at)
        proven.append((text, moment))
    return proven


def view_texts(texts: Iterable[Text], as_of: AsOf) -> tuple[list[HeldRevision], list[NotHeld]]:
    """What is visible as of a moment, by document address and time, and which documents' texts are not held then.

    Texts recorded after `as_of.recorded` count for nothing: the ledger did not have them.
    """
    by_document: defaultdict[DocumentId, list[Text]] = defaultdict(list)
    for text in texts:
        if as_of.recorded is None or text.recorded_at <= as_of.recorded:
            by_document[text.document_id].append(text)
    held: list[HeldRevision] = []
    not_held: list[NotHeld] = []
    for document_id, own in by_document.items():
        proven = order_texts(own)
        visible = [pair for pair in proven if as_of.published is None or pair[1] <= as_of.published]
        held.extend(_held(visible))
        if not visible and as_of.published is not None:
            published = min((text.published for text in own if text.published), default=None)
            if published is not None and published <= as_of.published:
                not_held.append(
                    NotHeld(
                        document_id=document_id,
                        address=own[0].address,
                        published=published,
                        held_from=proven[0][1],
                        reason=f"published {published:%Y-%m-%d %H:%M}; that text is not held",
                    )
                )
    held.sort(key=lambda revision: (revision.address, revision.held_from, revision.id))
    not_held.sort(key=lambda missing: (missing.published, missing.address))
    return held, not_held


def _held(visible: Sequence[tuple[Text, datetime]]) -> list[HeldRevision]:
    return [
        HeldRevision(
            id=text.id,
            document_id=text.document_id,
            address=text.address,
            title=text.title,
            published=text.published,
            updated=text.updated,
            captured_at=text.captured_at,
            recorded_at=text.recorded_at,
            held_from=moment,
            current=number == len(visible),
        )
        for number, (text, moment) in enumerate(visible, start=1)
    ]
