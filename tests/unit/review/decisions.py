"""Builders of decisions for these tests."""

from typing import Any

from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.decisions import Decision, DecisionAction, Words
from counterclaim.records.spans import Spans
from tests import factories

BRIDGE = "it had seized the bridge at Orsk"


def decide(action: DecisionAction, claim: Claim, *others: Claim, author: str = "R. Desk", **given: Any) -> Decision:
    """What a person says of a claim, and of others where it relates them."""
    return Decision(
        **{
            "action": action,
            "revision_id": claim.revision_id,
            "spans": claim.content,
            "author": author,
            "reason": "read with care",
            "claim_id": claim.id,
            "speaker": claim.actor.name,
            "elsewhere": tuple(Words(revision_id=c.revision_id, spans=c.content) for c in others),
            **given,
        }
    )


def report(number: int, *sentences: str, actor: str = "Harrow Front", **claim: Any) -> Analysis:
    """A report at an address of its own, each sentence of which is a claim."""
    text = f"Report {number}\n\n" + "\n\n".join(sentences)
    revision = factories.make_revision(text, address=f"https://outlet.example/{number}")
    claims = tuple(factories.make_claim(revision, words, actor=actor, **claim) for words in sentences)
    return factories.make_analysis(revision, claims)


def spans(analysis: Analysis, *words: str) -> Spans:
    return tuple(factories.span_of(analysis.revision.text, w) for w in words)
