"""Rival accounts as they follow from judgements."""

from collections.abc import Sequence
from dataclasses import replace

from counterclaim.disputes import build_accounts
from counterclaim.records.accounts import (
    Accounts,
    DisputeKind,
    Judgements,
    Match,
    MatchLabel,
    Reason,
    ReportLink,
    Status,
)
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Form, Frame, Polarity, Stance
from tests.factories import make_analysis, make_claim, make_revision

WORDS = "the bridge at Orsk had fallen to the rebels"
FILL = (
    "Rain fell on the valley all day and the road to the south stayed closed for lorries. A baker who opened his shop "
    "at six saw nobody but two dogs and a man with a ladder until the sun came out after noon.",
    "In the market of the town people bought bread and candles before the shops closed early. One of them had walked "
    "since dawn with a goat that nobody wanted to buy, and was in no hurry to walk back.",
    "A school bus was turned back at noon, its driver told a reporter who had followed it. The children sang; some had "
    "brought apples, and the youngest slept through all of it on a pile of coats.",
    "Two hospitals further down the river asked for blood and got more than they could store. By evening there was a "
    "queue of students around the corner, and nurses sent the last of them home with tea.",
)


def report(number: int, words: str = WORDS, *, actor: str = "Harrow Front", **fields: object) -> Analysis:
    """A report of its own that holds one claim."""
    text = f"{FILL[number % 4]}\n\n{actor} said {words}. No {number} more was known."
    revision = make_revision(text, address=f"https://o{number}.example/")
    fields.setdefault("frame", Frame(terms=tuple(words.split())))
    return make_analysis(revision, (make_claim(revision, words, actor=actor, **fields),))  # type: ignore[arg-type]


def accounts(analyses: Sequence[Analysis], label: MatchLabel = MatchLabel.SAME, score: float = 0.9) -> Accounts:
    """The accounts where all reports are one story and all pairs of claims are judged alike."""
    ids = sorted(analysis.revision.id for analysis in analyses)
    claims = sorted(claim.id for analysis in analyses for claim in analysis.claims)
    reasons = (Reason(name="test", weight=2.0),)
    return build_accounts(
        analyses,
        Judgements(
            links=tuple(ReportLink(a=a, b=b, score=0.9) for i, a in enumerate(ids) for b in ids[i + 1 :]),
            matches=tuple(
                Match(a=a, b=b, label=label, score=score, reasons=reasons)
                for i, a in enumerate(claims)
                for b in claims[i + 1 :]
            ),
        ),
    )


def claim_of(analysis: Analysis) -> Claim:
    return analysis.claims[0]


def test_a_claim_and_its_denial_are_a_dispute_over_one_proposition() -> None:
    """One proposition in positive words, two positions, contested; the dispute keeps its reasons."""
    given = [report(1), report(2, actor="Army", stance=Stance.DENIES)]
    found = accounts(given)
    assert len(found.stories) == len(found.propositions) == len(found.disputes) == 1
    proposition, dispute = found.propositions[0], found.disputes[0]
    assert proposition.words == WORDS
    assert proposition.wording == claim_of(given[0]).id
    assert [(p.actor, p.polarity) for p in proposition.positions] == [
        ("Harrow Front", Polarity.FOR),
        ("Army", Polarity.AGAINST),
    ]
    assert Status.CONTESTED in proposition.statuses
    assert len(proposition.statuses) == len(proposition.status_reasons)
    assert (dispute.kind, dispute.b) == (DisputeKind.DENIAL, None)
    assert dispute.sides_for == (claim_of(given[0]).id,)
    assert dispute.sides_against == (claim_of(given[1]).id,)
    assert dispute.reasons


def test_figures_that_clash_are_a_dispute_between_two_propositions() -> None:
    """Neither denies the other; both cannot hold."""
    found = accounts([report(1), report(2, actor="Army")], MatchLabel.FIGURES)
    assert len(found.propositions) == 2
    assert [dispute.kind for dispute in found.disputes] == [DisputeKind.FIGURES]
    assert {found.disputes[0].a, found.disputes[0].b} == {proposition.id for proposition in found.propositions}


def test_a_denial_in_other_words_answers_and_shows_what_it_leaves_unanswered() -> None:
    """A denied siege does not deny the captured centre."""
    given = [
        report(1, "it had captured the centre of Orsk"),
        report(2, "that Orsk was under siege", actor="Army", stance=Stance.DENIES),
    ]
    found = accounts(given, MatchLabel.ANSWERS, 0.4)
    assert not found.disputes
    assert len(found.propositions) == 2
    answer = found.answers[0]
    assert (answer.denial, answer.claim) == (claim_of(given[1]).id, claim_of(given[0]).id)
    assert "centre" in answer.unanswered
    assert "Orsk" not in answer.unanswered


def test_copies_change_nothing() -> None:
    """Fifty copies of one dispatch leave statuses and counts of origins as they were."""
    alone = [report(1), report(2, actor="Army", stance=Stance.DENIES)]
    copies = []
    for number in range(50):
        revision = make_revision(alone[0].revision.text, address=f"https://copy{number}.example/")
        copies.append(make_analysis(revision, (make_claim(revision, WORDS, frame=claim_of(alone[0]).frame),)))
    before, after = accounts(alone).propositions[0], accounts([*alone, *copies]).propositions[0]
    assert after.statuses == before.statuses
    assert after.origins == before.origins == 2
    assert [(p.utterances, p.origins) for p in after.positions] == [(1, 1), (1, 1)]
    assert after.reports == 52


def test_one_carrier_is_one_origin() -> None:
    """Two reports that both cite one agency have one origin; two of their own have two."""
    cited = accounts([report(1, via=("Velka News Agency",)), report(2, via=("Velka News Agency",))]).propositions[0]
    assert cited.origins == 1
    assert Status.ONE_ORIGIN in cited.statuses
    own = accounts([report(1), report(2)]).propositions[0]
    assert own.origins == 2
    assert Status.INDEPENDENT in own.statuses


def test_what_nobody_confirms_is_shown_with_who_said_so() -> None:
    """“Could not verify”, “no confirmation” and “no comment” are three statuses."""
    given = [report(1)]
    for number, cue in enumerate(("could not verify", "did not confirm", "declined to comment on"), start=2):
        text = f"{FILL[number % 4]}\n\nThe council {cue} {WORDS}."
        revision = make_revision(text, address=f"https://o{number}.example/")
        given.append(
            make_analysis(revision, (make_claim(revision, WORDS, actor="Council", cue=cue, stance=Stance.UNKNOWN),))
        )
    found = accounts(given).propositions[0]
    assert {Status.NOT_VERIFIED, Status.NO_CONFIRMATION, Status.NO_COMMENT} <= set(found.statuses)
    assert any("Council" in reason for reason in found.status_reasons)
    assert not accounts(given).disputes


def test_rivals_that_agree_are_opposing_sides() -> None:
    """Two parties that stand against each other on one matter and agree on another."""
    bridge = "the bridge stands", "forty people had fled the town"
    front, army = report(1, bridge[0]), report(2, bridge[0], actor="Army", stance=Stance.DENIES)
    both = [report(3, bridge[1]), report(4, bridge[1], actor="Army")]
    analyses = [front, army, *both]
    ids = sorted(analysis.revision.id for analysis in analyses)
    pairs = [sorted((claim_of(a).id, claim_of(b).id)) for a, b in ((front, army), (both[0], both[1]))]
    found = build_accounts(
        analyses,
        Judgements(
            links=tuple(ReportLink(a=a, b=b, score=0.9) for i, a in enumerate(ids) for b in ids[i + 1 :]),
            matches=tuple(Match(a=a, b=b, label=MatchLabel.SAME, score=0.9) for a, b in pairs),
        ),
    )
    statuses = {proposition.words: proposition.statuses for proposition in found.propositions}
    assert Status.OPPOSING_SIDES in statuses[bridge[1]]
    assert Status.OPPOSING_SIDES not in statuses[bridge[0]]


def test_quotations_of_one_statement_with_other_words_are_shown() -> None:
    """A changed word inside quotation marks is shown; a shorter quotation of the same words is not."""
    said = "“I have not left the valley and I will not leave it as long as I live”"
    changed = "“I have not left this valley and I shall not leave it as long as I live”"
    shorter = "“I will not leave it as long as I live”"
    given = [report(i, words, form=Form.DIRECT) for i, words in enumerate((said, changed, shorter), start=1)]
    found = accounts(given[:2]).quotations
    assert {found[0].a_words, found[0].b_words} == {said[1:-1], changed[1:-1]}
    assert accounts([given[0], given[2]]).quotations == ()


def test_the_same_accounts_in_any_order() -> None:
    """Accounts are a projection: the order in which reports and judgements came leaves no trace."""
    given = [report(1), report(2, actor="Army", stance=Stance.DENIES), report(3, actor="the Army")]
    one, other = accounts(given), accounts(given[::-1])
    assert one == other
    assert {p.actor for p in one.propositions[0].positions} == {"Harrow Front", "Army"}


def test_a_title_asserts_nothing() -> None:
    """A story goes by names, not by a headline that may hold a contested claim."""
    found = accounts([report(1), report(2)])
    assert "fallen" not in found.stories[0].title
    assert "Orsk" in found.stories[0].title


def test_nothing_gives_nothing() -> None:
    """No reports, no accounts; a report without claims is a story without propositions."""
    assert build_accounts([], Judgements()).stories == ()
    bare = replace(report(1), claims=())
    found = build_accounts([bare], Judgements())
    assert len(found.stories) == 1
    assert found.propositions == ()


def test_a_party_does_not_dispute_itself() -> None:
    """One party that says a thing in one report and denies it in another has changed its word."""
    assert not accounts([report(1), report(2, stance=Stance.DENIES)]).disputes


def test_words_that_only_point_are_no_proposition() -> None:
    """“To comment” tells of nothing."""
    assert accounts([report(1, "to comment", stance=Stance.UNKNOWN)]).propositions == ()


def test_a_proposition_reads_as_plain_words() -> None:
    """Quotation marks and “that” are no part of what is claimed; the claim keeps them."""
    found = accounts([report(1, f"that “{WORDS}.”")]).propositions[0]
    assert found.words == WORDS


def test_reports_of_no_name_are_no_carrier() -> None:
    """Two reports that cite “media reports” have two origins: nothing says that they read the same."""
    assert accounts([report(1, via=("media reports",)), report(2, via=("media reports",))]).propositions[0].origins == 2
