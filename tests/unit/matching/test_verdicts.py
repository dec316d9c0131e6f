"""A verdict on what somebody said stands for what they said, whatever word it has for it."""

from dataclasses import replace

import pytest

from counterclaim.matching._views import view_claims
from counterclaim.records.claims import DenialTarget, Frame, Stance
from counterclaim.records.notes import Evidence
from tests.factories import make_analysis, make_claim, make_revision

TOLD = "its men had taken the lower bridge of Orsk"
VERDICT = "the Front's report a tired and shabby ruse"


@pytest.mark.parametrize(
    ("rule", "target", "stands"),
    [
        ("content:report called false", DenialTarget.REPORT, True),
        ("content:negated", DenialTarget.REPORT, False),
        ("content:report called false", DenialTarget.EVENT, False),
    ],
)
def test_a_verdict_stands_for_what_it_judges(rule: str, target: DenialTarget, stands: bool) -> None:
    """“The Front's report a tired and shabby ruse” has words of its own, and tells of nothing else."""
    revision = make_revision(f"The Front says {TOLD}. The ministry called {VERDICT}.")
    taken = Frame(
        predicate="take", subject="its men", object="bridge", terms=("man", "take", "lower", "bridge", "orsk")
    )
    claim = make_claim(revision, TOLD, actor="Front", cue="says", frame=taken)
    terms = ("front", "report", "tired", "shabby", "ruse")
    judged = make_claim(
        revision,
        VERDICT,
        actor="ministry",
        cue="called",
        stance=Stance.DENIES,
        denial_target=target,
        frame=Frame(predicate="claim", subject="Front", terms=terms),
    )
    judged = replace(judged, evidence=(Evidence(field="stance", rule=rule),))
    views = {view.claim.id: view for view in view_claims(make_analysis(revision, (claim, judged)))}
    assert (views[judged.id].stands_for == claim.id) is stands
