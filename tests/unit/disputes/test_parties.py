"""Names across the reports of a story, and what people decided of them."""

from dataclasses import replace
from pathlib import Path

import pytest

from counterclaim.disputes import build_accounts
from counterclaim.disputes._parties import join_names
from counterclaim.ledger import Ledger
from counterclaim.records.analyses import Analysis
from counterclaim.records.decisions import Decision, DecisionAction, Words
from counterclaim.records.mentions import Actor, ActorKind
from counterclaim.review import find_constraints
from tests import factories

FIRST = "Bridge\n\nThe Harrow Front said the bridge had fallen."
SECOND = "Later\n\nThe Orchard League said the bridge had fallen to it."


def report(text: str, words: str, actor: str, address: str) -> Analysis:
    revision = factories.make_revision(text, address=f"https://outlet.example/{address}")
    claim = factories.make_claim(revision, words, actor=Actor(name=actor, kind=ActorKind.ORGANISATION))
    return factories.make_analysis(revision, claims=(claim,))


def decide(action: DecisionAction, a: Analysis, b: Analysis) -> Decision:
    return Decision(
        action=action,
        revision_id=a.revision.id,
        spans=a.claims[0].content,
        elsewhere=(Words(revision_id=b.revision.id, spans=b.claims[0].content),),
        author="R. Desk",
        reason="one leadership",
    )


def names(analyses: list[Analysis], *decisions: Decision) -> list[str]:
    return list(join_names(analyses, find_constraints(analyses, decisions).actors).values())


def test_a_decision_joins_what_names_do_not_and_parts_what_they_do() -> None:
    a = report(FIRST, "the bridge had fallen", "Harrow Front", "a")
    b = report(SECOND, "the bridge had fallen to it", "Orchard League", "b")
    c = report(SECOND, "the bridge had fallen to it", "Harrow Front", "c")
    assert len(set(names([a, b]))) == 2
    assert len(set(names([a, b], decide(DecisionAction.JOIN_ACTORS, a, b)))) == 1
    assert len(set(names([a, c]))) == 1
    parted = find_constraints([a, c], [decide(DecisionAction.PART_ACTORS, a, c)])
    assert sorted(join_names([a, c], parted.actors).values()) == ["Harrow Front", "Harrow Front (2)"]


def test_a_decision_outlives_the_reading_that_it_was_made_on() -> None:
    """A better tagger moves the spans and renames the party: the decision goes by the words."""
    a = report(FIRST, "the bridge had fallen", "Harrow Front", "a")
    b = report(SECOND, "the bridge had fallen to it", "Orchard League", "b")
    decision = decide(DecisionAction.JOIN_ACTORS, a, b)
    again = report(SECOND, "said the bridge had fallen to it", "Orchard", "b")
    assert again.claims[0].id != b.claims[0].id
    assert len(set(names([a, again], decision))) == 1


def test_a_decision_names_the_words_of_the_others() -> None:
    a = report(FIRST, "the bridge had fallen", "Harrow Front", "a")
    with pytest.raises(ValueError, match="names other words"):
        replace(decide(DecisionAction.JOIN_ACTORS, a, a), elsewhere=())


def test_the_ledger_brings_decisions_to_the_accounts(tmp_path: Path) -> None:
    a = report(FIRST, "the bridge had fallen", "Harrow Front", "a")
    b = report(SECOND, "the bridge had fallen to it", "Orchard League", "b")
    decision = decide(DecisionAction.JOIN_ACTORS, a, b)
    with Ledger.open(tmp_path / "x.db") as ledger:
        for analysis in (a, b):
            address = analysis.revision.address
            ledger.add(factories.make_capture(analysis.revision.text, address=address), analysis)
        ledger.refresh(build_accounts)
        ledger.add_decision(decision)
        assert ledger.judgements().decisions == (decision,)
        decided = find_constraints(ledger.analyses(), ledger.judgements().decisions)
        assert len(set(join_names(ledger.analyses(), decided.actors).values())) == 1
        followed = ledger.refresh(build_accounts)
        ledger.rebuild(build_accounts)
        assert ledger.refresh(build_accounts) == followed
