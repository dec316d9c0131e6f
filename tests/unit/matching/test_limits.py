"""Pairs are bounded: of a report with thousands of claims the first are compared, and the record says so."""

from dataclasses import replace

from counterclaim.matching import many_notes
from counterclaim.matching._views import MOST_CLAIMS, view_claims
from tests.factories import make_analysis


def test_only_the_first_claims_of_a_report_are_compared() -> None:
    analysis = make_analysis()
    many = replace(analysis, claims=analysis.claims[:1] * (MOST_CLAIMS + 5))
    assert len(view_claims(many)) == MOST_CLAIMS
    (note,) = many_notes(many.claims)
    assert f"first {MOST_CLAIMS} of {MOST_CLAIMS + 5}" in note.message
    assert many_notes(many.claims[:MOST_CLAIMS]) == ()
