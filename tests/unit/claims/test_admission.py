"""What is no claim: conditions of speaking, purposes, acts, sources' names; and negations that answer nobody."""

from dataclasses import replace

import pytest

from counterclaim.records.claims import Form, Kind, Stance
from tests.unit.claims.reports import Report


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [
        ("A nurse", "asked", "not to be named"),
        ("A nurse", "spoke on", "condition of anonymity"),
        ("A nurse", "wants", "to remain anonymous"),
        ("The group", "said", "Thursday"),
        ("Varga used tests", "to confirm", "the deaths"),
        ("The ministry", "will confirm", "the toll"),
        ("The clinic", "refused", "to treat the wounded"),
        ("The flood", "claimed", "hundreds of lives"),
        ("The paper", "cited", "unnamed officials"),
        ("The group", "calls", "itself the Army of Dori"),
        ("The paper's", "request for", "comment"),
        ("A nurse", "asked", "not to be named because she was not allowed to speak to the press"),
        ("The envoy", "contradicted", "the minister"),
        ("The council", "banned", "the word from its letters"),
        ("The council", "designed", "the tower to float"),
    ],
)
def test_no_claim(source: str, cue: str, content: str) -> None:
    assert Report(f"{source} {cue} {content}.").says(source, cue, content).read() == ()


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [
        ("The ministry", "refused", "to comment on the strike"),
        ("A nurse", "said", "she was named in the letter"),
        ("The ministry", "went on to say", "that the bridge had fallen"),
        ("The group", "said", "the bridge fell on Thursday"),
        ("The paper", "cited", "security concerns"),
        ("The envoy", "contradicted", "the minister's account"),
        ("The envoy", "rejected", "the statement"),
        ("The council", "hailed", "the opening of the bridge"),
        ("The council", "decreed in a leaflet", "that the bridge was shut"),
        ("The front", "claimed", "the bridge"),
    ],
)
def test_a_claim(source: str, cue: str, content: str) -> None:
    (claim,) = Report(f"{source} {cue} {content}.").says(source, cue, content).read()
    assert claim.cue


@pytest.mark.parametrize(
    ("source", "cue", "kept"), [("An official", "denying", 1), ("", "denying", 0), ("A", "hiding", 0)]
)
def test_a_denial_that_the_model_alone_found_is_kept(source: str, cue: str, kept: int) -> None:
    """A clause that somebody named denies is a claim, however unsure the model is; a deed or nobody's is not."""
    text = f"The accounts differ, with {source} {cue} the bridge was shut."
    report = Report(text).says(source, cue, "the bridge was shut")
    report.attributions[0] = replace(report.attributions[0], found_by="model", score=0.35)
    assert len(report.read()) == kept


def test_quoted_negation_answers_nobody() -> None:
    """“Nobody told us” denies nothing that is claimed, though it is negated."""
    quotation = '"Nobody told us until three in the morning."'
    (claim,) = Report(f"Mira Olt said: {quotation}").says("Mira Olt", "said", quotation).read()
    assert claim.stance is Stance.ASSERTS
    assert claim.frame is not None
    assert claim.frame.negated
    assert claim.denial_target is None


def test_quoted_negation_answers_a_claim() -> None:
    """The same shape is a denial where somebody claims the opposite."""
    quotation = '"We did not shell the market."'
    report = Report(f"The front said the army shelled the market. Varga said: {quotation}")
    report.says("The front", "said", "the army shelled the market").says("Varga", "said", quotation)
    assert [claim.stance for claim in report.read()] == [Stance.ASSERTS, Stance.DENIES]


def test_told_negation_denies() -> None:
    """A report does not pass on in its own prose what nobody supposes."""
    (claim,) = (
        Report("Varga said his men had never left the hill.")
        .says("Varga", "said", "his men had never left the hill")
        .read()
    )
    assert claim.stance is Stance.DENIES


def test_no_doubt_is_no_doubt() -> None:
    quotation = '"There is no doubt that the bridge has fallen,"'
    (claim,) = Report(f"{quotation} Varga said.").says("Varga", "said", quotation).read()
    assert claim.stance is Stance.ASSERTS


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Neither account could be independently verified.", "account"),
        ("It was not possible to establish where the video was filmed.", "where the video was filmed"),
    ],
)
def test_nobody_verifies(text: str, content: str) -> None:
    report = Report(text)
    (claim,) = report.read()
    assert (claim.stance, report.words(claim)) == (Stance.UNKNOWN, content)


def test_denied_saying_is_not_said() -> None:
    """What somebody denies to have said is nobody's claim."""
    report = Report("Varga denied saying that the port had fallen.")
    report.says("Varga", "denied", "saying that the port had fallen")
    report.says("Varga", "saying", "that the port had fallen", parent=0)
    (claim,) = report.read()
    assert (claim.stance, report.words(claim)) == (Stance.DENIES, "saying that the port had fallen")


def test_an_adverb_inside_anothers_words_is_a_hedge() -> None:
    report = Report("Varga said the port had reportedly fallen.")
    report.says("Varga", "said", "the port had reportedly fallen")
    report.says("", "reportedly", "the port had", "fallen", parent=0)
    (claim,) = report.read()
    assert claim.actor.name == "Varga"
    assert claim.hedged


def test_silence_about_nothing_named_keeps_its_words() -> None:
    """Where no earlier claim can be meant, the words themselves stand."""
    report = Report("The port is calm. The army declined to comment.").says("The army", "declined", "to comment")
    (claim,) = report.read()
    assert (claim.stance, claim.kind, report.words(claim)) == (Stance.UNKNOWN, Kind.OTHER, "declined to comment")


def test_a_clause_of_time_is_no_narration() -> None:
    """“When …” tells what is known, to say when something else happened."""
    text = "The front said it captured the port. Ten ships lay there when the front captured the port."
    claims = Report(text).says("The front", "said", "it captured the port").read()
    assert "captured" not in " ".join(Report(text).words(c) for c in claims if c.form is Form.NARRATION)


def test_nobody_says_it() -> None:
    (claim,) = Report("No group has claimed the blast.").says("No group", "has claimed", "the blast").read()
    assert claim.stance is Stance.UNKNOWN


def test_a_report_of_what_is_no_claim_keeps_its_own_words() -> None:
    """An inner attribution that is none must not take the outer one's place."""
    report = Report("Varga said the front would leave if the truce was confirmed.")
    report.says("Varga", "said", "the front would leave if the truce was confirmed")
    report.says("", "was confirmed", "the truce", parent=0)
    (claim,) = report.read()
    assert report.words(claim) == "the front would leave if the truce was confirmed"
