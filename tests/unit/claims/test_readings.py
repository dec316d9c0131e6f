"""Splitting, form, kind, hedges, basis, circumstances and frames."""

import pytest

from counterclaim.records.claims import Basis, Certainty, Form, Kind, Stance
from counterclaim.records.spans import words_at
from tests.unit.claims.reports import Report


def contents(report: Report) -> list[str]:
    return [report.words(claim) for claim in report.read()]


def test_joined_clauses_are_two_claims() -> None:
    report = Report("The front said they have seized the valley and were in control of the whole country.")
    report.says("The front", "said", "they have seized the valley and were in control of the whole country")
    assert contents(report) == ["they have seized the valley", "were in control of the whole country"]


def test_joined_nouns_are_one_claim() -> None:
    report = Report("The front said it had captured a bridge and two outposts.")
    assert contents(report.says("The front", "said", "it had captured a bridge and two outposts")) == [
        "it had captured a bridge and two outposts"
    ]


def test_opinions_in_a_row_and_fragments_stay_together() -> None:
    quotation = '"It is wonderful. It is important for all of us. Thank you."'
    report = Report(f"Mayor Lund said: {quotation}").says("Mayor Lund", "said", quotation)
    assert contents(report) == [quotation]


def test_two_sources_make_two_claims_of_one_content() -> None:
    report = Report("Police and a parent said that one girl was freed.")
    report.says("Police and a parent", "said", "that one girl was freed", actor=("Police", "parent"))
    claims = report.read()
    assert [claim.actor.name for claim in claims] == ["Police", "parent"]
    assert claims[0].content == claims[1].content
    assert claims[0].id != claims[1].id


def test_of_a_chain_the_innermost_speaker_claims() -> None:
    """What follows the inner cue in the outer content is the inner party's too."""
    text = "According to reports, the front have claimed gains in the valley as they took the town."
    report = Report(text)
    report.says("reports", "According to", text[22:-1], actor="(unnamed)")
    report.says("the front", "have claimed", "gains in the valley", actor="Front", parent=0)
    (claim,) = report.read()
    assert claim.actor.name == "Front"
    assert report.words(claim) == "gains in the valley as they took the town"


def test_an_outer_denial_stays_beside_the_inner_claim() -> None:
    report = Report("The agency denied that the army had said the bridge fell.")
    report.says("The agency", "denied", "that the army had said the bridge fell")
    report.says("the army", "said", "the bridge fell", parent=0)
    assert [claim.actor.name for claim in report.read()] == ["The agency", "the army"]


@pytest.mark.parametrize(
    ("content", "form"),
    [
        ('"We hold the bridge"', Form.DIRECT),
        ("that “we hold the bridge”", Form.DIRECT),
        ('the front had "zero respect" for the truce', Form.MIXED),
        ("the front had 'zero respect' for the truce", Form.MIXED),
        ("the rebels' siege of the farmers' market was over", Form.INDIRECT),
    ],
)
def test_form(content: str, form: Form) -> None:
    (claim,) = Report(f"The army said {content}.").says("The army", "said", content).read()
    assert claim.form is form


@pytest.mark.parametrize(
    ("cue", "content", "kind"),
    [
        ("said", "the bridge had fallen", Kind.FACT),
        ("urged", "the world to act", Kind.REQUEST),
        ("said", '"Leave the town at once."', Kind.REQUEST),
        ("vowed", "to retake the bridge", Kind.INTENTION),
        ("said", '"We will retake the bridge"', Kind.INTENTION),
        ("said", "the front will lose", Kind.OPINION),
        ("condemned", "the raid on the town", Kind.OPINION),
        ("said", "the raid was disgraceful", Kind.OPINION),
        ("said", "the front should leave", Kind.OPINION),
    ],
)
def test_kind(cue: str, content: str, kind: Kind) -> None:
    (claim,) = Report(f"The army {cue} {content}.").says("The army", cue, content).read()
    assert claim.kind is kind


@pytest.mark.parametrize("content", ["the bridge may have fallen", "the bridge had reportedly fallen"])
def test_hedged(content: str) -> None:
    (claim,) = Report(f"The army said {content}.").says("The army", "said", content).read()
    assert claim.hedged
    assert claim.hedges


@pytest.mark.parametrize("adverb", ["Supposedly", "Purportedly", "Reportedly"])
def test_an_adverb_that_is_the_cue_hedges(adverb: str) -> None:
    (claim,) = Report(f"{adverb} the bridge has fallen.").says("", adverb, "the bridge has fallen").read()
    assert claim.hedged


def test_a_hedge_of_the_saying_is_certainty_not_hedging() -> None:
    report = Report("In a video reportedly sent to Radio Orsk, the front said it held the bridge.")
    (claim,) = report.says("the front", "said", "it held the bridge").read()
    assert (claim.certainty, claim.hedged) == (Certainty.REPORTED, False)


def test_a_statement_attributed_to_somebody_is_purported() -> None:
    report = Report("A statement attributed to the front said it held the bridge.")
    (claim,) = report.says("A statement attributed to the front", "said", "it held the bridge").read()
    assert claim.certainty is Certainty.PURPORTED
    assert [exhibit.kind for exhibit in claim.exhibits] == ["statement"]


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (
            "In a video (https://v.example/watch?v=A1b2), the front said {}.",
            [("video", "https://v.example/watch?v=A1b2")],
        ),
        (
            "In a statement released with a video at www.front.example/7, the front said {}.",
            [("statement", None), ("video", "www.front.example/7")],
        ),
        ("In a video the front said {}. The army's page is https://army.example.", [("video", None)]),
    ],
)
def test_an_exhibit_has_the_address_that_stands_with_it(told: str, shown: list[tuple[str, str | None]]) -> None:
    """That behind the mention, not that of another sentence."""
    content = "it held the bridge"
    claim, *_ = Report(told.format(content)).says("the front", "said", content).read()
    assert [(exhibit.kind, exhibit.url) for exhibit in claim.exhibits] == shown
    for exhibit in claim.exhibits:
        assert ("url" in {evidence.field for evidence in exhibit.evidence}) == (exhibit.url is not None)


@pytest.mark.parametrize(
    ("source", "content", "basis"),
    [
        ("A witness", "the bridge burned", Basis.WITNESSED),
        ("The mayor", '"I saw the bridge burn"', Basis.WITNESSED),
        ("The letter", "the bridge would be mined", Basis.DOCUMENT),
        ("The mayor", "the bridge burned", Basis.NOT_STATED),
    ],
)
def test_basis_comes_from_explicit_words_alone(source: str, content: str, basis: Basis) -> None:
    (claim,) = Report(f"{source} said {content}.").says(source, "said", content).read()
    assert claim.basis is basis


def test_figures_and_the_time_of_the_event_are_attached_and_that_of_the_saying_is_not() -> None:
    content = "at least 12 soldiers were killed on Wednesday"
    report = Report(f"On Thursday, the front told Radio Orsk {content}.")
    (claim,) = report.says("the front", "told", content).read()
    assert [(figure.low, figure.high) for figure in claim.figures] == [(12, None)]
    assert claim.event_time is not None
    assert claim.event_time.value == "2024-05-01"
    assert claim.utterance.said is not None
    assert claim.utterance.said.value == "2024-05-02"
    assert claim.utterance.recipient == "Radio Orsk"


def test_frame_names_participants() -> None:
    report = Report("Marta Lund said she was attacked by the rebels.", {"she": "Marta Lund", "rebels": "Harrow Front"})
    (claim,) = report.says("Marta Lund", "said", "she was attacked by the rebels").read()
    assert (claim.frame.predicate, claim.frame.subject, claim.frame.object) == ("attack", "Harrow Front", "Marta Lund")
    assert "marta" in claim.frame.terms
    assert "she" not in claim.frame.terms


def test_the_speaker_is_the_subject_of_an_infinitive() -> None:
    report = Report("The front claimed to have killed 12 soldiers.")
    (claim,) = report.says("The front", "claimed", "to have killed 12 soldiers", actor="Harrow Front").read()
    assert (claim.frame.predicate, claim.frame.subject) == ("kill", "Harrow Front")
    assert "12" in claim.frame.terms


def test_a_frame_tells_what_which_stands_for() -> None:
    """Who took photographs at a bridge did not take the bridge."""
    report = Report("The army showed photographs which it said were taken at the bridge of Orsk on Monday.")
    (claim,) = report.says("it", "said", "which", "were taken at the bridge of Orsk on Monday", actor="Army").read()
    assert (claim.frame.predicate, claim.frame.object) == ("photograph", "photographs")


def test_a_frame_tells_what_befell_what() -> None:
    """What stands before the object, and a deed in a noun, hide neither."""
    early = Report("The mayor said on Monday that in 2010 the army opened the gates.")
    (claim,) = early.says("The mayor", "said", "that in 2010 the army opened the gates").read()
    assert (claim.frame.predicate, claim.frame.object) == ("open", "gates")
    noun = Report('"There was no fall of the bridge," the mayor said.')
    (claim,) = noun.says("the mayor", "said", "There was no fall of the bridge").read()
    assert (claim.frame.predicate, claim.frame.object) == ("fall", "bridge")


def test_an_empty_report_has_no_claims() -> None:
    assert Report("...").read() == ()


def test_a_cue_keeps_its_neither() -> None:
    """“Could be verified” without its “neither” says the reverse."""
    for words, kept, left in (
        ("Neither account", "Neither", "account"),
        ("None of the figures", "None of", "the figures"),
    ):
        report = Report(f"Varn has fallen, the Front said. {words} could be independently verified.")
        (claim,) = report.says("", "could be independently verified", words).read()
        assert claim.stance is Stance.UNKNOWN
        assert words_at(report.text, claim.cue).split(" ")[: len(kept.split())] == kept.split()
        assert words_at(report.text, claim.content) == left


def test_where_another_statement_of_the_sentence_happened_is_not_where_this_did() -> None:
    """A claim without a place takes that of its sentence, but not out of other words of somebody."""
    text = "At Orsk the league denied firing on the ferry and said the shells had come from Velka."
    report = Report(text, places=("Orsk", "Velka"))
    report.says("the league", "denied", "firing on the ferry")
    report.says("the league", "said", "the shells had come from Velka")
    assert [[place.name for place in claim.places] for claim in report.read()] == [["Orsk"], ["Velka"]]
