"""What of a ledger may leave the desk, as of a moment: a view that has passed every rule that protects people."""

from dataclasses import dataclass, replace
from datetime import datetime

from counterclaim import __version__
from counterclaim.exports import Cover, EarlierText
from counterclaim.ledger import AsOf, Ledger
from counterclaim.locations import Location
from counterclaim.places import Gazetteer
from counterclaim.presentation import DocumentView
from counterclaim.protection import Divisions, Release, ReleaseRules, protect_for_release
from counterclaim.records.decisions import DecisionAction
from counterclaim.records.ids import RevisionId
from counterclaim.review import Said, find_event_rows, find_protected, find_verdicts
from counterclaim.views._ledger import view_ledger
from counterclaim.views._moments import opened


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRelease:
    """A release with what stands on its cover. `revisions` are the texts in it, `earlier` those that later ones have
    taken the place of, `lost` rows of event data that stand no longer, in words."""

    release: Release
    cover: Cover
    revisions: tuple[RevisionId, ...]
    earlier: tuple[EarlierText, ...]
    lost: tuple[str, ...]


def release_ledger(
    place: Location | Ledger,
    *,
    now: datetime,
    about: str | None = None,
    as_of: datetime | None = None,
    recorded: datetime | None = None,
    rules: ReleaseRules | None = None,
    divisions: Divisions | None = None,
) -> LedgerRelease:
    """The release of a whole ledger, or of the story that `about`, the start of an id, belongs to.

    Who is protected is asked as of today, whatever moment is shown: a view of the past names nobody who was flagged
    since. `now` is when it leaves; the age of positions counts from there.

    Raises:
        LedgerError: the ledger is missing or cannot be read, or holds nothing that `about` names.
    """
    moment = AsOf(published=as_of, recorded=recorded)
    with opened(place) as held:
        view = view_ledger(held, as_of=as_of, recorded=recorded, about=about)
        document = _of_its_reports(view.document)
        shown = {RevisionId(report.revision) for report in document.reports}
        decisions = [one.decision for one in held.decisions()]
        flagged = {d.revision_id for d in decisions if d.action is DecisionAction.PROTECT}
        protected = find_protected(held.analyses(current=False, only=flagged), decisions) if flagged else ()
        outward = (DecisionAction.EVENT, DecisionAction.VERDICT)
        said = [
            Said(entry_id=one.entry_id, recorded_at=one.recorded_at, decision=now_ or one.decision)
            for one, now_ in held.carried(moment)
            if one.decision.action in outward
        ]
        analyses = held.analyses(moment, current=not view.replaced, only=shown) if said else ()
        checkpoint = held.last_checkpoint()
        enquiries = [(one.id, one.enquiry, one.reply) for one in held.enquiries(AsOf(recorded=recorded))]
    rows, lost = find_event_rows(analyses, said)
    release = protect_for_release(
        document,
        now=now,
        protected=protected,
        rules=rules or ReleaseRules(),
        divisions=divisions,
        rows=rows,
        verdicts=find_verdicts(analyses, said),
        enquiries=enquiries,
    )
    documents = {report.document for report in document.reports}
    return LedgerRelease(
        release=release,
        cover=Cover(
            made_at=now,
            version=__version__,
            as_of=as_of,
            recorded=recorded,
            checkpoint=None if checkpoint is None else (checkpoint.size, checkpoint.root),
            not_held=tuple(f"a report published {m.published:%Y-%m-%d %H:%M %Z}: {m.reason}" for m in view.not_held),
        ),
        revisions=tuple(sorted(shown)),
        earlier=tuple(
            EarlierText(t.id, t.document_id, t.captured_at.isoformat())
            for t in view.earlier
            if t.document_id in documents
        ),
        lost=lost,
    )


def _of_its_reports(document: DocumentView) -> DocumentView:
    """A view without the stories, matters and disputes of reports that were not read for it."""
    reports = {report.revision for report in document.reports}
    claims = {claim.id for report in document.reports for claim in report.claims}
    matters = {p.id for p in document.propositions if claims.intersection(p.claims)}
    return replace(
        document,
        stories=tuple(story for story in document.stories if reports.intersection(story.revisions)),
        propositions=tuple(p for p in document.propositions if p.id in matters),
        disputes=tuple(d for d in document.disputes if d.a in matters and (d.b is None or d.b in matters)),
    )


def middles_of(gazetteer: Gazetteer) -> Divisions:
    """Where the first-level divisions of countries lie, as a gazetteer has them."""

    def find(country: str | None, name: str) -> tuple[float, float, float] | None:
        for candidate in gazetteer.lookup(name):
            if candidate.kind == "province" and candidate.country == country:
                return candidate.lat, candidate.lon, candidate.radius_km
        return None

    return find


__all__ = ["LedgerRelease", "middles_of", "release_ledger"]
