"""The dossier of a story: one HTML page that stands alone and prints to PDF."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from counterclaim.exports._saying import Cover, count_reviewed, is_reviewed, told
from counterclaim.protection import (
    Release,
    Released,
    ReleasedClaim,
    ReleasedCount,
    ReleasedDispute,
    ReleasedEnquiry,
    ReleasedProposition,
    ReleasedReport,
    ReleasedVerdict,
)
from counterclaim.records.claims import Kind, Polarity, Stance

_TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierClaim:
    """A claim on the page: its number, its words with who says them, and the report that it stands in by number."""

    number: int
    claim: ReleasedClaim
    told: str
    reviewed: bool
    report: int
    outlet: str
    published: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierMatter:
    """A matter with who stands for it, against it, or leaves it open."""

    number: int
    matter: ReleasedProposition
    for_: tuple[DossierClaim, ...]
    against: tuple[DossierClaim, ...]
    open_: tuple[DossierClaim, ...]
    counts: tuple[ReleasedCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierReport:
    number: int
    report: ReleasedReport
    published: str
    updated: str
    captured: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierVerdict:
    verdict: ReleasedVerdict
    claim: DossierClaim
    given: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierEnquiry:
    """Whom the desk asked, about which of the claims on the page (none: about the whole), and what came of it."""

    enquiry: ReleasedEnquiry
    about: tuple[int, ...]
    asked: str
    answered: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything that the page shows, in its order. `others` are claims that are about no matter of fact; `of` counts
    the matters out of which those here were chosen, where they were."""

    title: str
    made_at: str
    as_of: str | None
    recorded: str | None
    cover: Cover
    reviewed: int
    total: int
    disputes: tuple[ReleasedDispute, ...]
    matters: tuple[DossierMatter, ...]
    others: tuple[DossierClaim, ...]
    claims: tuple[DossierClaim, ...]
    reports: tuple[DossierReport, ...]
    verdicts: tuple[DossierVerdict, ...]
    enquiries: tuple[DossierEnquiry, ...]
    held_back: int
    of: int | None = None


def of_matters(records: Released, chosen: Collection[str]) -> Released:
    """What is about the chosen matters alone. One brings those that it cannot hold together with: no account leaves
    without its rival."""
    rivals = {id_ for one in records.disputes if set(one.propositions) & set(chosen) for id_ in one.propositions}
    matters = tuple(p for p in records.propositions if p.id in rivals or p.id in chosen)
    kept, claims = {p.id for p in matters}, {id_ for p in matters for id_ in p.claims}
    told = tuple(claim for claim in records.claims if claim.id in claims)
    return replace(
        records,
        claims=told,
        reports=tuple(r for r in records.reports if any(claim.report == r.id for claim in told)),
        propositions=matters,
        disputes=tuple(one for one in records.disputes if kept >= set(one.propositions)),
        verdicts=tuple(one for one in records.verdicts if one.claim in claims),
        enquiries=tuple(
            replace(one, claims=tuple(id_ for id_ in one.claims if id_ in claims))
            for one in records.enquiries
            if not one.claims or claims & set(one.claims)
        ),
    )


def build_dossier(release: Release, cover: Cover, chosen: Collection[str] = ()) -> Dossier:
    """What the page shows: disputed matters first, then those with most origins; with `chosen` these alone, and those
    that cannot hold together with them."""
    records = of_matters(release.records, chosen) if chosen else release.records
    reports = sorted(records.reports, key=lambda r: (r.published or "9999", r.id))
    number_of = {report.id: number for number, report in enumerate(reports, start=1)}
    by_id = {report.id: report for report in reports}
    ordered = sorted(records.claims, key=lambda c: (number_of[c.report], c.quotes[0].start if c.quotes else 0, c.id))
    shown = {
        claim.id: _claim(number, claim, number_of[claim.report], by_id[claim.report])
        for number, claim in enumerate(ordered, start=1)
    }
    disputed = {id_ for dispute in records.disputes for id_ in dispute.propositions}
    matters = sorted(records.propositions, key=lambda p: (p.id not in disputed, -p.origins, p.id))
    about = {id_ for p in matters for id_ in p.claims}
    reviewed, total = count_reviewed(records)
    return Dossier(
        title=" / ".join(story.title for story in records.stories) or "Reports",
        made_at=_moment(cover.made_at),
        as_of=_moment(cover.as_of) if cover.as_of else None,
        recorded=_moment(cover.recorded) if cover.recorded else None,
        cover=cover,
        reviewed=reviewed,
        total=total,
        disputes=records.disputes,
        matters=tuple(_matter(number, p, shown) for number, p in enumerate(matters, start=1)),
        others=tuple(one for id_, one in shown.items() if id_ not in about and one.claim.kind is not Kind.FACT),
        claims=tuple(shown.values()),
        reports=tuple(
            DossierReport(
                number=number_of[r.id],
                report=r,
                published=_moment(r.published),
                updated=_moment(r.updated) if _is_updated(r) else "",
                captured=_moment(r.captured_at),
                claims=sum(claim.report == r.id for claim in records.claims),
            )
            for r in reports
        ),
        verdicts=tuple(
            DossierVerdict(verdict=v, claim=shown[v.claim], given=_moment(v.recorded_at)) for v in records.verdicts
        ),
        enquiries=tuple(
            DossierEnquiry(
                enquiry=one,
                about=tuple(sorted(shown[id_].number for id_ in one.claims)),
                asked=_moment(one.asked_at),
                answered=_moment(one.answered_at),
            )
            for one in sorted(records.enquiries, key=lambda one: (one.asked_at, one.id))
        ),
        held_back=sum(one.kind == "claim" for one in release.held_back),
        of=len(release.records.propositions) if chosen else None,
    )


def dossier_page(release: Release, cover: Cover, chosen: Collection[str] = ()) -> str:
    """The page: style and all in one file, with no script and nothing to fetch."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("dossier.html").render(dossier=build_dossier(release, cover, chosen))


def _claim(number: int, claim: ReleasedClaim, report: int, at: ReleasedReport) -> DossierClaim:
    said = _said(claim.said_first, claim.said_last) if claim.said_first and claim.said_last else ""
    return DossierClaim(
        number=number,
        claim=claim,
        told=told(claim),
        reviewed=is_reviewed(claim.review),
        report=report,
        outlet=at.outlet,
        published=_text_moment(at),
        said=said,
    )


def _matter(number: int, matter: ReleasedProposition, shown: dict[str, DossierClaim]) -> DossierMatter:
    own = [shown[id_] for id_ in matter.claims]
    return DossierMatter(
        number=number,
        matter=matter,
        for_=_of(own, Polarity.FOR),
        against=_of(own, Polarity.AGAINST),
        open_=_of(own, Polarity.OPEN),
        counts=matter.counts,
    )


_POLARITY = {
    Stance.ASSERTS: Polarity.FOR,
    Stance.CONFIRMS: Polarity.FOR,
    Stance.DENIES: Polarity.AGAINST,
}


def _of(claims: Sequence[DossierClaim], polarity: Polarity) -> tuple[DossierClaim, ...]:
    """The claims of one polarity, those by one claimant together."""
    own = [one for one in claims if _POLARITY.get(one.claim.stance, Polarity.OPEN) is polarity]
    order = {name: i for i, name in reversed(list(enumerate(one.claim.claimant for one in own)))}
    return tuple(sorted(own, key=lambda one: (order[one.claim.claimant], one.number)))


def _said(first: str, last: str) -> str:
    """When words were said: a moment in UTC, or the days as they were where the report was written."""
    begin, end = datetime.fromisoformat(first), datetime.fromisoformat(last)
    if end - begin < timedelta(hours=12):
        return _moment(begin)
    days = dict.fromkeys((f"{begin:%Y-%m-%d}", f"{end - timedelta(microseconds=1):%Y-%m-%d}"))
    return " to ".join(days)


def _is_updated(report: ReleasedReport) -> bool:
    return report.updated is not None and report.updated != report.published


def _text_moment(report: ReleasedReport) -> str:
    """When the text that holds a claim was published: what an update brought did not stand in the first text."""
    if not _is_updated(report):
        return _moment(report.published)
    first = f" (first published {_moment(report.published)})" if report.published else ""
    return f"text of {_moment(report.updated)}{first}"


def _moment(moment: datetime | str | None) -> str:
    """A moment as a page shows it, in UTC."""
    if moment is None:
        return "time not stated"
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
