"""Who takes back, never said, cannot say, does not doubt or is not convinced claims nothing of the kind."""

from dataclasses import replace

import pytest

from counterclaim.records.claims import Claim, DenialTarget, Kind, Stance
from tests.unit.claims.reports import Report

ASSERTS, DENIES, CONFIRMS, DOUBTS, UNKNOWN = Stance


def read(cue: str, content: str, source: str = "The ministry", before: str = "") -> Claim:
    """The one claim of a sentence of source, cue and content; `before` stands in front of it."""
    report = Report(f"{before}{source} {cue} {content}.").says(source, cue, content)
    claims = [claim for claim in report.read() if claim.actor.name == source]
    assert len(claims) == 1
    return claims[0]


@pytest.mark.parametrize(
    ("cue", "content", "stance"),
    [
        ("withdrew its claim", "that the dam had been breached", DENIES),
        ("took back its statement", "that the dam had been breached", DENIES),
        ("retracted an earlier report", "that the dam had been breached", DENIES),
        ("backtracked on its claim", "that the dam had been breached", DENIES),
        ("has disowned", "its claim that the dam had been breached", DENIES),
        ("apologised for", "having said that the water was safe", DENIES),
        ("did not withdraw its claim", "that the dam had been breached", ASSERTS),
        ("repeated its claim", "that the dam had been breached", ASSERTS),
        ("withdrew leaflets", "that called the dam unsafe", ASSERTS),
    ],
)
def test_a_claim_taken_back_is_no_longer_made(cue: str, content: str, stance: Stance) -> None:
    claim = read(cue, content)
    assert claim.stance is stance
    assert (claim.denial_target is DenialTarget.REPORT) == (stance is DENIES)


@pytest.mark.parametrize(
    ("speaker", "stance", "target"),
    [("Mayor Dahl", DENIES, DenialTarget.HAVING_SAID), ("her deputy", UNKNOWN, None)],
)
def test_who_never_said_it_denies_having_said_it(speaker: str, stance: Stance, target: DenialTarget | None) -> None:
    """Of others it only says that they did not say so: that is no denial by them."""
    report = Report("Mayor Dahl said she had never claimed that the bridge was unsafe.")
    report.says("Mayor Dahl", "said", "she had never claimed that the bridge was unsafe")
    report.says("she", "had never claimed", "that the bridge was unsafe", actor=speaker, parent=0)
    (claim,) = report.read()
    assert (claim.actor.name, claim.stance, claim.denial_target) == (speaker, stance, target)


def test_i_never_said_so_denies_having_said_it() -> None:
    claim = read("said:", '"I did not say that the plant would close."')
    assert (claim.stance, claim.denial_target) == (DENIES, DenialTarget.HAVING_SAID)


def test_i_did_not_say_so_is_a_denial_where_i_write() -> None:
    report = Report("I did not say that the plant would close.")
    report.says("I", "did not say", "that the plant would close", actor="Mara Dahl")
    (claim,) = report.read()
    assert (claim.actor.name, claim.stance, claim.denial_target) == ("Mara Dahl", DENIES, DenialTarget.HAVING_SAID)


@pytest.mark.parametrize(
    ("content", "thing"),
    [
        ("they had heard shots but could not say who had fired", "who had fired"),
        ("they were unable to find out when the bridge had fallen", "when the bridge had fallen"),
    ],
)
def test_who_cannot_say_leaves_the_question_open(content: str, thing: str) -> None:
    report = Report(f"Three guards said {content}.").says("Three guards", "said", content)
    claim = report.read()[-1]
    assert (claim.actor.name, claim.stance, report.words(claim)) == ("Three guards", UNKNOWN, thing)


def test_who_writes_cannot_say_either() -> None:
    report = Report("We could not establish who the man is.")
    (claim,) = report.read()
    assert (claim.actor.name, claim.stance, report.words(claim)) == ("(article)", UNKNOWN, "who the man is")


def test_what_is_not_told_beside_a_confirmation_is_open() -> None:
    report = Report("The clerk confirmed that a letter had been sent but not what it said.")
    report.says("The clerk", "confirmed", "that a letter had been sent but not what it said")
    confirmed, withheld = report.read()
    assert (confirmed.stance, withheld.stance) == (CONFIRMS, UNKNOWN)
    assert report.words(withheld) == "what it said"


@pytest.mark.parametrize(
    ("content", "stance"),
    [
        ("it had no reason to doubt the figures of the clinic", CONFIRMS),
        ("there was no reason to question the count", CONFIRMS),
        ("it had no reason to attack the town", DENIES),
        ("it could not rule out that gas had escaped", UNKNOWN),
        ("the finds did not mean that they had fired", UNKNOWN),
        ("the union had not proved that the doors were locked", DOUBTS),
        ("the union had failed to prove that the doors were locked", DOUBTS),
        ("the inspectors had proved that the doors were locked", ASSERTS),
    ],
)
def test_stance_of_what_is_said(content: str, stance: Stance) -> None:
    assert read("said", content).stance is stance


def test_who_does_not_doubt_does_not_doubt() -> None:
    assert read("did not doubt", "that the tests had been made").stance is ASSERTS


def test_what_others_did_not_show_is_doubted_by_who_says_so() -> None:
    report = Report("The court said that the union had not shown that the doors were locked.")
    report.says("The court", "said", "that the union had not shown that the doors were locked")
    report.says("the union", "had not shown", "that the doors were locked", parent=0)
    (claim,) = report.read()
    assert (claim.actor.name, claim.stance) == ("The court", DOUBTS)
    assert report.words(claim) == "that the doors were locked"


def test_that_somebody_was_ordered_is_what_the_speaker_alleges() -> None:
    report = Report("Two clerks said they had been ordered to sign blank sheets.")
    report.says("Two clerks", "said", "they had been ordered to sign blank sheets")
    report.says("", "had been ordered", "they", "to sign blank sheets", parent=0)
    report.attributions[1] = replace(report.attributions[1], found_by="verb.passive")
    (claim,) = report.read()
    assert (claim.actor.name, claim.kind) == ("Two clerks", Kind.FACT)
    assert report.words(claim) == "they had been ordered to sign blank sheets"


def test_what_is_so_instead_stands_apart_from_the_verdict() -> None:
    report = Report("The firm said the accusation was false: the siren was sounded at once.")
    report.says("The firm", "said", "the accusation was false: the siren was sounded at once")
    verdict, told = report.read()
    assert (verdict.stance, verdict.denial_target, told.stance) == (DENIES, DenialTarget.REPORT, ASSERTS)
    assert report.words(told) == "the siren was sounded at once"


def test_no_evidence_of_one_thing_leaves_the_other_asserted() -> None:
    report = Report("The mission said there was no evidence of fraud and that turnout had been low.")
    report.says("The mission", "said", "there was no evidence of fraud and that turnout had been low")
    report.says("", "there was no evidence", "fraud", parent=0)
    claims = {report.words(claim): (claim.actor.name, claim.stance) for claim in report.read()}
    assert claims == {"fraud": ("The mission", DOUBTS), "that turnout had been low": ("The mission", ASSERTS)}


@pytest.mark.parametrize("figure", ['"pure speculation"', '"sheer guesswork"', "a fantasy"])
def test_what_is_called_guessed_is_denied(figure: str) -> None:
    assert read("called", f"that figure {figure}").stance is DENIES


@pytest.mark.parametrize("answer", ["It did not.", "That is not true.", "It certainly did not."])
def test_a_short_answer_denies_what_was_just_claimed(answer: str) -> None:
    report = Report(f"The firm claims that the siren went off at seven. {answer} Rain fell.")
    report.says("The firm", "claims", "that the siren went off at seven")
    claim = next(claim for claim in report.read() if claim.actor.name == "(article)")
    assert (claim.stance, report.words(claim)) == (DENIES, "that the siren went off at seven")


def test_a_short_answer_of_a_party_points_to_what_it_denies() -> None:
    report = Report('Doctors say the man was beaten. "He was not," the police said.')
    report.says("Doctors", "say", "the man was beaten").says("the police", "said", '"He was not,"')
    said, answer = report.read()
    assert (answer.stance, answer.refers_to) == (DENIES, said.id)


def test_a_denial_of_a_bare_pronoun_points_somewhere_or_is_none() -> None:
    alone = Report("Residents dispute that.").says("Residents", "dispute", "that")
    assert alone.read() == ()
    answered = Report("The firm says the water is safe. Residents dispute that.")
    answered.says("The firm", "says", "the water is safe").says("Residents", "dispute", "that")
    said, denial = answered.read()
    assert (denial.stance, denial.refers_to) == (DENIES, said.id)


@pytest.mark.parametrize(
    ("cue", "content"), [("citing", "measurements at three points"), ("contradicting", "the harbour inspectorate")]
)
def test_whom_and_what_somebody_points_to_is_no_claim(cue: str, content: str) -> None:
    whole = f"many fish had died, {cue} {content}"
    report = Report(f"The anglers said {whole}.").says("The anglers", "said", whole)
    report.says("The anglers", cue, content, parent=0)
    assert [report.words(claim) for claim in report.read()] in (["many fish had died"], [whole])


def test_what_is_said_in_a_relative_clause_ends_with_it() -> None:
    report = Report("Colonel Varga, who had said that nobody carried live rounds, was suspended on Monday.")
    report.says("who", "had said", "that nobody carried live rounds, was suspended on Monday", actor="Colonel Varga")
    (claim,) = report.read()
    assert report.words(claim) == "that nobody carried live rounds"


def test_what_is_genuine_is_a_matter_of_fact() -> None:
    assert read("now says", "the memo is genuine").kind is Kind.FACT


def test_who_called_the_firemen_asks_for_nothing() -> None:
    assert read("said:", '"We called the fire brigade at seven."').kind is Kind.FACT
