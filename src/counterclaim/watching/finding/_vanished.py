"""A page is gone that told what is contested."""

from collections.abc import Iterator

from counterclaim.records.accounts import Status
from counterclaim.records.ids import ClaimId
from counterclaim.records.turns import Turn, TurnKind
from counterclaim.watching.finding._views import TwoViews


def find_vanished(both: TwoViews) -> Iterator[Turn]:
    """A page is gone that told what is contested."""
    contested = {c for p in both.after.document.propositions if Status.CONTESTED in p.statuses for c in p.claims}
    contested |= {c for d in both.after.document.disputes for c in (*d.sides_for, *d.sides_against)}
    for revision in sorted(both.span.gone):
        report = both.after.reports.get(revision)
        claims = [ClaimId(c.id) for c in report.claims if c.id in contested] if report else []
        told = [claim for claim in claims if both.weighs(claim)]
        yield from both.group(TurnKind.VANISHED, [], told, reason="the page is no longer there")
