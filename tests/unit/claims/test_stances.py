"""Who is for, against, or open: from the cue, from what negates it, and from what is said."""

import pytest

from counterclaim.records.claims import DenialTarget, Kind, Stance
from tests.unit.claims.reports import Report

ASSERTS, DENIES, CONFIRMS, DOUBTS, UNKNOWN = Stance


@pytest.mark.parametrize(
    ("source", "cue", "content", "stance"),
    [
        ("The front", "said", "it had seized the bridge", ASSERTS),
        ("The ministry", "denied", "that the bridge had fallen", DENIES),
        ("The ministry", "dismissed", "the claim", DENIES),
        ("The ministry", "ruled out", "an attack on the bridge", DENIES),
        ("The ministry", "dismissed", "the photographs as two years old", ASSERTS),
        ("The ministry", "dismissed", "the photographs as fake", DENIES),
        ("The ministry", "dismissed", "the claim as old news", DENIES),
        ("The ministry", "confirmed", "that the bridge had fallen", CONFIRMS),
        ("The ministry", "admitted", "that the bridge had fallen", CONFIRMS),
        ("The ministry", "did not confirm", "that the bridge had fallen", UNKNOWN),
        ("The ministry", "has not denied", "that the bridge had fallen", UNKNOWN),
        ("The ministry", "would not say", "whether the bridge had fallen", UNKNOWN),
        ("The ministry", "declined", "to comment until the samples are analysed", UNKNOWN),
        ("Analysts", "doubted", "that the bridge had fallen", DOUBTS),
        ("The mayor", "said", "the reports of a massacre were baseless", DENIES),
        ("The mayor", "said", "there was no truth to the report", DENIES),
        ("The mayor", "said", "the claim was not true", DENIES),
        ("The mayor", "said", "the claim was not a lie", ASSERTS),
        ("The mayor", "called", "the report a fabrication", DENIES),
        ("The mayor", "said", "the attack was a hoax", DENIES),
        ("The mayor", "said", "the claim was nothing but a lie", DENIES),
        ("The mayor", "said", "the story about the bridge was an April Fools' joke", DENIES),
        ("The army", "said", "no soldiers were killed in the raid", DENIES),
        ("The army", "said", "its troops were no longer in the town", DENIES),
        ("The army", "said", "it was not aware of any strike on the town", UNKNOWN),
        ("The army", "said", "it had no information about the strike", UNKNOWN),
        ("The army", "said", "its troops will not leave the town", ASSERTS),
        ("The army", "said", "it was not only the bridge that burned", ASSERTS),
        ("The army", "said", "there was no evidence of an attack", DOUBTS),
        ("The army", "said", "it had no number of the dead", UNKNOWN),
        ("The army", "said", '"We are in no position to say how the fire began."', UNKNOWN),
        ("The army", "said", '"It is too early to tell whether the bridge will stand."', UNKNOWN),
        ("The army", "said", '"We are not in a position to tell him what to do."', ASSERTS),
        ("The army", "said early on Monday", "that it had taken the bridge", ASSERTS),
        ("The army", "said", "the bridge was contested", ASSERTS),
        ("The army", "said", "this was not the first time that there had been rumours about the bridge", ASSERTS),
    ],
)
def test_stance(source: str, cue: str, content: str, stance: Stance) -> None:
    report = Report(f"{source} {cue} {content}.").says(source, cue, content)
    (claim,) = report.read()
    assert claim.stance is stance
    assert any(evidence.field == "stance" and evidence.rule for evidence in claim.evidence)


@pytest.mark.parametrize("quotation", ['"Because I saw it,"', '"If I see the ship,"'])
def test_a_quotation_that_is_one_subordinate_clause_is_read(quotation: str) -> None:
    """What the speaker only knows or sees is looked below for what is said, and there may be nothing below."""
    report = Report(f"{quotation} said the mayor of Orsk.").says("the mayor of Orsk", "said", quotation)
    assert [claim.stance for claim in report.read()] in ([ASSERTS], [])


def test_a_quotation_denies_only_what_is_denied() -> None:
    """The neighbours of a denial inside one quotation stay asserted, and all rest on one utterance."""
    quotation = '"I am in the valley. The reports of my escape are totally baseless. We have held the bridge."'
    report = Report(f"Colonel Varga said: {quotation}").says("Colonel Varga", "said", quotation)
    claims = report.read()
    assert [claim.stance for claim in claims] == [ASSERTS, DENIES, ASSERTS]
    assert report.words(claims[1]) == "The reports of my escape are totally baseless."
    assert claims[1].denial_target is DenialTarget.REPORT
    assert len({claim.utterance.id for claim in claims}) == 1


def test_a_frame_of_saying_does_not_hide_a_denial() -> None:
    content = '"I can confirm that no soldiers were killed,"'
    report = Report(f"{content} General Orsk said.").says("General Orsk", "said", content)
    assert report.read()[0].stance is DENIES


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("the reports of a massacre", DenialTarget.REPORT),
        ("any involvement in the blast", DenialTarget.RESPONSIBILITY),
        ("having said so", DenialTarget.HAVING_SAID),
        ("the siege of the town", DenialTarget.CHARACTERISATION),
        ("the death toll", DenialTarget.FIGURE),
        ("that its troops had left", DenialTarget.EVENT),
    ],
)
def test_denial_target(content: str, target: DenialTarget) -> None:
    (claim,) = Report(f"The army denied {content}.").says("The army", "denied", content).read()
    assert claim.denial_target is target


def test_no_target_without_denial() -> None:
    (claim,) = Report("The army said its troops had left.").says("The army", "said", "its troops had left").read()
    assert claim.denial_target is None


@pytest.mark.parametrize(
    ("text", "actor", "thing"),
    [
        ("There was no official confirmation of the truce.", "(article)", "the truce"),
        ("There was no word from the army on the raid.", "army", "the raid"),
        ("The claim could not be independently verified.", "(article)", "The claim"),
        ("The ministry has yet to comment on the deaths.", "ministry", "the deaths"),
        ("The ministry declined to comment on the deaths.", "ministry", "the deaths"),
        ("The ministry would neither confirm nor deny the raid.", "ministry", "the raid"),
        ("Reporters were unable to verify the footage.", "Reporters", "the footage"),
        ("It was not clear whether the bridge had fallen.", "(article)", "whether the bridge had fallen"),
    ],
)
def test_statements_of_no_confirmation_hold_the_thing(text: str, actor: str, thing: str) -> None:
    """Found without an attribution too; the content is what stays unconfirmed, not the words that say so."""
    report = Report(text)
    (claim,) = report.read()
    assert (claim.stance, claim.actor.name, report.words(claim)) == (UNKNOWN, actor, thing)


def test_what_is_not_named_is_what_was_said_before() -> None:
    report = Report("The front said it had taken the bridge. There was no confirmation from the army.")
    report.says("The front", "said", "it had taken the bridge")
    said, silent = sorted(report.read(), key=lambda claim: claim.stance is UNKNOWN)
    assert silent.stance is UNKNOWN
    assert silent.content == said.content
    assert silent.actor.name == "army"


def test_silence_is_not_about_what_somebody_else_has_heard() -> None:
    """Nobody is asked to comment on a diplomat's having heard rumours."""
    report = Report('A diplomat said: "We have heard these rumours." The palace has not commented.')
    report.says("A diplomat", "said", '"We have heard these rumours."')
    silent = next(claim for claim in report.read() if claim.stance is UNKNOWN)
    assert (silent.actor.name, report.words(silent)) == ("palace", "these rumours")


def test_an_attribution_of_the_silence_itself_gets_the_thing_and_keeps_its_actor() -> None:
    report = Report("Officials studied the report, and the palace said it had no immediate comment.")
    report.says("the palace", "said", "it had no immediate comment", actor="Palace")
    claim = next(claim for claim in report.read() if claim.stance is UNKNOWN)
    assert (claim.actor.name, report.words(claim)) == ("Palace", "the report")


def test_a_hedged_denial_is_a_hedged_denial() -> None:
    report = Report("The army said the raid may not have happened.")
    (claim,) = report.says("The army", "said", "the raid may not have happened").read()
    assert (claim.stance, claim.hedged) == (DENIES, True)
    assert [span.of(report.text) for span in claim.hedges] == ["may"]


def test_withheld_details_are_no_fact() -> None:
    report = Report("The army did not say where the raid took place.")
    (claim,) = report.says("The army", "did not say", "where the raid took place").read()
    assert (claim.stance, claim.kind) == (UNKNOWN, Kind.OTHER)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "stance"),
    [
        ("There were conflicting reports about whether the governor had fled.", "", "conflicting reports about",
         "whether the governor had fled", UNKNOWN),
        ("“Is the front really in the town?” the mayor asked.", "the mayor", "asked",
         "“Is the front really in the town?”", UNKNOWN),
        ("“Can we trust him to keep his word?” the mayor said.", "the mayor", "said",
         "“Can we trust him to keep his word?”", DOUBTS),
        ("The army has no plans to attack the town.", "The army", "has no plans", "to attack the town", DENIES),
        ("The general hardly believed the bridge was lost.", "The general", "hardly believed", "the bridge was lost",
         DENIES),
        ("The mission said it had received no reports of deaths.", "The mission", "said",
         "it had received no reports of deaths", UNKNOWN),
        ("The doctor said tests prove that the samples were not poisoned.", "The doctor", "said",
         "tests prove that the samples were not poisoned", DENIES),
        ("Officials said details of the truce have yet to emerge.", "Officials", "said",
         "details of the truce have yet to emerge", ASSERTS),
        ("“I cannot confirm that the dam was opened,” Major Orsk said.", "Major Orsk", "said",
         "“I cannot confirm that the dam was opened,”", UNKNOWN),
        ("“I am not going to speculate on that,” the mayor said.", "the mayor", "said",
         "“I am not going to speculate on that,”", UNKNOWN),
        ("“We will not comment on the raid,” the mayor said.", "the mayor", "said",
         "“We will not comment on the raid,”", UNKNOWN),
        ("HOST: Will you open the dam?", "HOST", ":", "Will you open the dam", DOUBTS),
        ("The ministry would neither confirm nor deny that the convoy was hit.", "The ministry",
         "would neither confirm nor deny", "that the convoy was hit", UNKNOWN),
    ],
)  # fmt: skip
def test_what_is_left_open_or_denied(text: str, source: str, cue: str, content: str, stance: Stance) -> None:
    (claim,) = Report(text).says(source, cue, content).read()
    assert claim.stance is stance


def test_a_claim_that_is_rejected_is_told_beside_the_rejection() -> None:
    """“Rejected claims that …” tells of both sides: of nobody's claim, and of who denies it."""
    report = Report("The army rejected claims that it had shelled the market.")
    report.says("The army", "rejected", "claims that it had shelled the market")
    report.says("", "claims", "that it had shelled the market", parent=0)
    assert [(claim.actor.name, claim.stance) for claim in report.read()] == [
        ("The army", DENIES),
        ("(unnamed)", ASSERTS),
    ]


def test_reports_described_as_false_are_denied_by_who_describes_them() -> None:
    """“Describing reports of cholera as a hoax” denies them, and tells who says so as well as what is reported."""
    report = Report("Describing reports of cholera in Orsk as a hoax, the agency closed its office.")
    report.says("the agency", "Describing", "reports of cholera in Orsk as a hoax")
    report.says("", "reports of", "cholera in Orsk", parent=0)
    assert {(claim.actor.name, claim.stance, report.words(claim)) for claim in report.read()} == {
        ("the agency", DENIES, "reports of cholera in Orsk as a hoax"),
        ("(unnamed)", ASSERTS, "cholera in Orsk"),
    }


def test_a_rumour_told_and_called_untrue_is_denied_and_its_reason_asserted() -> None:
    """“They spread a rumour that …, which is not true, because …”: a denial, and what it rests on."""
    quotation = '"They spread a rumour that she was seized in Orsk which is not true, because she is in Velden."'
    report = Report(f"Otto Brandt wrote: {quotation}").says("Otto Brandt", "wrote", quotation)
    rumour, reason = report.read()
    assert rumour.stance is DENIES
    assert report.words(rumour).endswith("not true")
    assert reason.stance is ASSERTS


def test_a_claim_of_nobodys_that_stays_open_is_only_named() -> None:
    """“Could not confirm reports of …” leaves one thing open, and claims nothing."""
    report = Report("The army could not confirm reports of a coup.")
    report.says("The army", "could not confirm", "reports of a coup")
    report.says("", "reports of", "a coup", parent=0)
    assert [claim.stance for claim in report.read()] == [UNKNOWN]


def test_a_verdict_on_reports_is_the_speakers() -> None:
    report = Report("The spokesman said reports of a coup were baseless.")
    report.says("The spokesman", "said", "reports of a coup were baseless")
    report.says("", "reports of", "a coup", parent=0)
    (claim,) = report.read()
    assert (claim.actor.name, claim.stance) == ("The spokesman", DENIES)


def test_an_own_confirmation_inside_a_quotation_is_not_lost() -> None:
    """The inner “I cannot confirm” is what the outer party says: the claim is read once, with the outer speaker."""
    report = Report("“I cannot confirm that the dam was opened,” Major Orsk said.")
    report.says("Major Orsk", "said", "“I cannot confirm that the dam was opened,”")
    report.says("I", "cannot confirm", "that the dam was opened", parent=0)
    (claim,) = report.read()
    assert (claim.actor.name, claim.stance) == ("Major Orsk", UNKNOWN)


def test_every_reading_says_why() -> None:
    """Stance, kind, form and hedges each leave evidence; a stance keeps what else it could have been."""
    text = "The ministry confirmed that no soldiers may have been killed on Monday."
    (claim,) = Report(text).says("The ministry", "confirmed", "that no soldiers may have been killed on Monday").read()
    by_field = {evidence.field: evidence for evidence in claim.evidence}
    assert {"stance", "kind", "form", "hedged"} <= by_field.keys()
    assert by_field["stance"].detail == "by the cue alone: confirms"
    assert by_field["form"].score == 0.0


@pytest.mark.parametrize(
    ("source", "cue", "content", "stance"),
    [
        ("The trader", "was denied", "bail", UNKNOWN),
        ("The court", "denied", "his request for a new trial", UNKNOWN),
        ("The club", "rejected", "an offer of 12 million", UNKNOWN),
        ("The mayor", "denied", "an offer of money", DENIES),  # it may never have been made
        ("The mayor", "denied", "that the request had been made", DENIES),
        ("The mayor", "denied", "the theft", DENIES),
        ("The mayor", "ruled out", "raising the bridge toll", UNKNOWN),
        ("The police", "ruled out", "having met him", DENIES),
        ("The police", "ruled out", "an attack on the bridge", DENIES),
        ("The mayor", "played down", "the quarrel, saying that the two had only argued", DOUBTS),
        ("The mayor", "brushed aside", "the report, saying that the two had argued", DOUBTS),
    ],
)
def test_words_of_denying_that_deny_nothing_told(source: str, cue: str, content: str, stance: Stance) -> None:
    """What is asked for is refused, a plan is dropped, and a matter is played down."""
    (claim,) = Report(f"{source} {cue} {content}.").says(source, cue, content).read()
    assert claim.stance is stance


@pytest.mark.parametrize(
    ("text", "source", "content", "denied"),
    [
        # somebody who was not given something
        ("The clerk noted that the prisoners were denied a lawyer.", "The clerk", "the prisoners", False),
        ("The attack was denied by the ministry.", "the ministry", "The attack", True),
    ],
)
def test_who_was_denied_something_is_not_denied(text: str, source: str, content: str, denied: bool) -> None:
    """A passive with an object beside it tells what was not given, and denies nothing."""
    claims = Report(text).says(source, "denied", content).read()
    assert [claim.stance for claim in claims] == [DENIES] * denied
