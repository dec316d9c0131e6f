"""The weekly sample that coders read blind: drawn by the hash of ids, so that it can be drawn again."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC

from counterclaim.errors import InputError
from counterclaim.records.ids import RevisionId, canonical_json, digest
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span
from counterclaim.review._anchors import whole_text

_WEEK = re.compile(r"\d{4}-W(0[1-9]|[1-4]\d|5[0-3])")


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Words of a report that coders read whole."""

    revision_id: RevisionId
    span: Span


def sample_name(week: str, seed: int, unit: str) -> str:
    """What codings of a sample are filed under: `2026-W11/7/report`."""
    return f"{week}/{seed}/{unit}"


def week_of(revision: Revision) -> str:
    """The ISO week, in UTC, in which a report was published; that of its capture where it does not say."""
    moment = revision.published.earliest if revision.published else revision.captured_at
    year, week, _ = moment.astimezone(UTC).isocalendar()
    return f"{year:04}-W{week:02}"


def draw_sample(
    revisions: Iterable[Revision], *, week: str, seed: int, size: int, unit: str = "report"
) -> tuple[Passage, ...]:
    """Some passages of the reports of one week, whole reports or single paragraphs, in the order drawn.

    A report is drawn by the hash of week, seed and the id of its document, a paragraph by that of its words besides:
    reports that come in later, or texts that change, leave the order of the others as it is.

    Raises:
        InputError: the week is none.
    """
    if not _WEEK.fullmatch(week):
        raise InputError(f"{week!r} is no week such as 2026-W11", subject=week)
    drawn: dict[str, Passage] = {}
    for revision in revisions:
        if week_of(revision) != week:
            continue
        if unit == "report":
            drawn[_rank(week, seed, revision.document_id)] = Passage(revision.id, whole_text(revision)[0])
            continue
        for span in revision.read_spans:
            words = " ".join(span.of(revision.text).split())
            drawn.setdefault(_rank(week, seed, revision.document_id, words), Passage(revision.id, span))
    return tuple(drawn[rank] for rank in sorted(drawn)[:size])


def _rank(*parts: str | int) -> str:
    return digest(canonical_json(list(parts)))
