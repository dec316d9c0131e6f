"""A report: its text with what was read in it, its texts compared, and the original kept apart."""

import hashlib
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from counterclaim.desk._reading import ReadingOf
from counterclaim.desk._refusals import refuse
from counterclaim.desk._rendering import page
from counterclaim.desk.pages._finding import find
from counterclaim.desk.pages._report import build_report, is_text
from counterclaim.errors import LedgerError
from counterclaim.ledger import AsOf
from counterclaim.records.ids import RevisionId
from counterclaim.records.revisions import Capture
from counterclaim.records.timelines import TimelineEntry
from counterclaim.views import absence_of

router = APIRouter()

#: Nothing in an original acts, whatever it is: it is text, in a frame without an origin, and may load nothing.
SANDBOX = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Content-Disposition": "inline",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """What became of the claims of each text of a report in the next."""

    id: str
    title: str
    texts: tuple[TimelineEntry, ...]


@router.get("/report/{id_}")
@router.get("/report/{id_}.json")
def report(request: Request, reading: ReadingOf, id_: str) -> Response:
    found = find(request, reading, "report", id_)
    if isinstance(found, Response):
        return found
    shown = found.lookup.reports[found.id]
    revision = RevisionId(found.id)
    try:
        capture = reading.ledger.capture(revision)
    except LedgerError:
        capture = None
    return page(
        request,
        "report.html",
        build_report(
            shown,
            found.lookup,
            convention=reading.desk.settings.convention,
            texts=[
                text
                for text in reading.ledger.revisions(AsOf(recorded=reading.moment.recorded), only={revision})
                if text.document_id == shown.document
            ],
            capture=capture,
            sha256=hashlib.sha256(capture.body).hexdigest() if capture else "",
            replaced=found.view.replaced,
            gone=absence_of(reading.ledger, shown.document, reading.moment),
        ),
    )


@router.get("/report/{id_}/changes")
@router.get("/report/{id_}/changes.json")
def changes(request: Request, reading: ReadingOf, id_: str) -> Response:
    found = find(request, reading, "report", id_)
    if isinstance(found, Response):
        return found
    shown = found.lookup.reports[found.id]
    entries = tuple(
        entry
        for timeline in reading.history(found.id).timelines
        for entry in timeline.entries
        if entry.text.document_id == shown.document
    )
    return page(request, "report_changes.html", ChangesPage(id=found.id, title=shown.title, texts=entries))


@router.get("/report/{id_}/original")
def original(request: Request, reading: ReadingOf, id_: str) -> Response:
    """The captured bytes as text that nothing runs. What is no text stays in the ledger: `ledger capture` takes it out
    and records that it left."""
    found = find(request, reading, "report", id_)
    if isinstance(found, Response):
        return found
    capture = reading.ledger.capture(RevisionId(found.id))
    if not is_text(capture.media_type):
        raise refuse(
            415, f"the original is {capture.media_type}: take it out with `counterclaim ledger capture {found.id}`"
        )
    return Response(_text(capture), headers=SANDBOX, media_type="text/plain; charset=utf-8")


def _text(capture: Capture) -> str:
    """The bytes as text in the charset that their sender declared, else UTF-8; what cannot be read is marked."""
    charset = dict(capture.declared).get("charset", "utf-8")
    try:
        return capture.body.decode(charset, "replace")
    except (LookupError, UnicodeError):
        return capture.body.decode("utf-8", "replace")
