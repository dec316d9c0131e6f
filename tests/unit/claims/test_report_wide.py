"""What needs the whole report: utterances, references, the report's own assertions."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from counterclaim.claims import _words
from counterclaim.claims._words import words
from counterclaim.records.attributions import OtherSource
from counterclaim.records.claims import DenialTarget, Form, Stance
from tests.factories import span_of
from tests.unit.claims.reports import Report


def test_a_tweet_has_a_channel_and_a_time() -> None:
    report = Report('On Thursday, he tweeted: "The bridge is ours."')
    (claim,) = report.says("he", "tweeted", '"The bridge is ours."', actor="Varga").read()
    assert claim.utterance.channel == "tweet"
    assert claim.utterance.said is not None
    assert claim.utterance.said.value == "2024-05-02"


def test_two_mentions_that_share_quoted_words_are_one_utterance() -> None:
    """The second mention names the channel; the first one then has it too."""
    report = Report(
        'Varga alleged that the army "has zero respect for the dead".\n\n'
        '"The army burns homes and has zero respect for the dead," Varga tweeted.'
    )
    report.says("Varga", "alleged", 'that the army "has zero respect for the dead"')
    report.says("Varga", "tweeted", '"The army burns homes and has zero respect for the dead,"', actor="Varga")
    claims = report.read()
    assert len({claim.utterance.id for claim in claims}) == 1
    assert {claim.utterance.channel for claim in claims} == {"tweet"}


def test_a_denial_told_and_then_quoted_is_one_utterance() -> None:
    """Two telling words in quotation marks are enough close by; the video is then that of all its words."""
    report = Report(
        "Varga termed the reports 'wholly baseless' in a video sent to Radio Orsk. "
        'Varga is heard saying, "I am at home. The reports of my death are wholly baseless."'
    )
    quotation = report.text[report.text.index('"') :]
    report.says("Varga", "termed", "the reports 'wholly baseless'").says("Varga", "is heard saying", quotation)
    claims = report.read()
    assert [claim.stance for claim in claims] == [Stance.DENIES, Stance.ASSERTS, Stance.DENIES]
    assert claims[0].denial_target is claims[2].denial_target is DenialTarget.REPORT
    assert len({claim.utterance.id for claim in claims}) == 1
    assert {(claim.utterance.channel, claim.utterance.recipient) for claim in claims} == {("video", "Radio Orsk")}


def test_speakers_do_not_share_an_utterance() -> None:
    report = Report('Varga said "the bridge is ours at last". Lund said "yes, the bridge is ours at last".')
    report.says("Varga", "said", '"the bridge is ours at last"').says(
        "Lund", "said", '"yes, the bridge is ours at last"'
    )
    assert len({claim.utterance.id for claim in report.read()}) == 2


def test_the_report_points_to_the_claim_of_the_party_that_owns_it() -> None:
    report = Report(
        "The army said its troops held the town. The Front said it had taken the bridge. "
        "Lund called the army's claim baseless.",
        {"army": "Army", "Front": "Front"},
    )
    report.says("The army", "said", "its troops held the town", actor="Army")
    report.says("The Front", "Front said", "it had taken the bridge", actor="Front")
    report.says("Lund", "called", "the army's claim baseless")
    claims = report.read()
    assert claims[2].stance is Stance.DENIES
    assert claims[2].refers_to == claims[0].id


def test_nothing_points_to_the_speakers_own_words() -> None:
    report = Report("Lund said the bridge had fallen. Lund denied the report.")
    report.says("Lund", "said", "the bridge had fallen").says("Lund", "denied", "the report")
    assert [claim.refers_to for claim in report.read()] == [None, None]


CONTESTED = "The front said its fighters had seized the town of Orsk after clashes with the army. "


def narrated(text: str) -> list[str]:
    report = Report(CONTESTED + text)
    report.says("The front", "said", "its fighters had seized the town of Orsk after clashes with the army")
    return [report.words(claim) for claim in report.read() if claim.form is Form.NARRATION]


def test_the_reports_own_assertion_of_the_contested_is_a_claim_of_the_article() -> None:
    assert narrated("Clashes between the army and the fighters erupted in Orsk on Thursday.") == [
        "Clashes between the army and the fighters erupted in Orsk on Thursday"
    ]


def test_what_is_singled_out_in_an_apposition_is_asserted() -> None:
    found = narrated("Clashes with the army erupted in Orsk, the only town still to hold out against the front.")
    assert "the only town still to hold out against the front" in found


@pytest.mark.parametrize(
    "text",
    [
        "If the fighters seized the town of Orsk, the army would strike.",
        "The army will clash with the fighters in Orsk.",
        "Has the army seized the town of Orsk?",
        "The lake is known for its fish.",
    ],
)
def test_conditions_forecasts_questions_and_other_matters_are_not_narrated(text: str) -> None:
    assert narrated(text) == []


def test_claims_lie_in_the_text_in_order_with_ids_of_their_own() -> None:
    report = Report(CONTESTED + "Clashes between the army and the fighters erupted in Orsk. It was not clear who won.")
    report.says("The front", "said", "its fighters had seized the town of Orsk after clashes with the army")
    claims = report.read()
    assert claims == report.read()
    assert len({claim.id for claim in claims}) == len(claims)
    starts = [claim.content[0].start for claim in claims]
    assert starts == sorted(starts)
    assert all(0 <= span.start < span.end <= len(report.text) for claim in claims for span in claim.content)


def test_every_word_group_is_used_and_every_group_used_exists() -> None:
    package = Path(_words.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in package.glob("*.py"))
    used = set(re.findall(r'\b(?:words|has|_cued)\((?:"[a-z]+", )?"([a-z_]+)"', code))
    used |= {f"{kind}_noun" for kind in ("video", "image", "post", "document", "statement", "recording")}
    assert used == set(_words._groups())
    assert all(words(group) for group in used)


def test_odd_text_is_read_in_time_in_proportion() -> None:
    """No attribution, a thousand joined clauses, unclosed marks: no error, no claim out of nothing."""
    text = "He said that " + "they ran and " * 300 + 'it rained. "" “ ‘ "' + "'a " * 300
    report = Report(text).says("He", "said", text[8 : text.index("rained") + 6])
    assert len(report.read()) >= 1


def test_a_long_report_does_not_drown_in_its_own_voice() -> None:
    """Every sentence shares its words with the one claim, yet only the most relevant ones become claims."""
    found = narrated("The army and its fighters clashed in the town of Orsk. " * 20)
    assert 1 <= len(found) <= 4


def test_a_time_in_the_name_of_a_paper_dates_nothing() -> None:
    report = Report("The Evening Lantern claims that the bridge has fallen.")
    (claim,) = report.says("The Evening Lantern", "claims", "that the bridge has fallen").read()
    assert claim.utterance.said is None


def test_a_handle_signs_a_post() -> None:
    report = Report("The wall is standing.\n\n— Orrel Water Board (@orrelwater) 18 April 2024")
    (claim,) = report.says("Orrel Water Board", "(@orrelwater)", "The wall is standing").read()
    assert claim.utterance.channel == "post"


def test_an_answer_in_an_interview_is_not_the_reports_own_voice() -> None:
    report = Report(
        "The army said it had arrested eleven men.\n\nQ: What did you see?\n\nA: The army arrested eleven men."
    )
    (claim,) = report.says("The army", "said", "it had arrested eleven men").read()
    assert claim.form is not Form.NARRATION


def test_an_answer_of_one_word_is_no_claim() -> None:
    report = Report("ORSK: No. The dam was never opened.")
    (claim,) = report.says("ORSK", ":", "No. The dam was never opened").read()
    assert report.words(claim) == "The dam was never opened"


def test_who_else_may_have_said_it_is_evidence() -> None:
    """The tagger's second reading of the source stands with its probability among the reasons of a claim."""
    report = Report("The mayor, whom Varga met, said the dam holds.").says("The mayor", "said", "the dam holds")
    others = (OtherSource(source=(span_of(report.text, "Varga"),), score=0.3), OtherSource(source=(), score=0.25))
    report.attributions[0] = replace(report.attributions[0], others=others)
    (claim,) = report.read()
    found = [e for e in claim.evidence if e.field == "source"]
    assert [(e.span and e.span.of(report.text), e.score, e.detail) for e in found] == [
        ("Varga", 0.3, ""),
        (None, 0.25, "nobody named"),
    ]


def test_a_verb_in_quotation_marks_is_not_the_reports_own_word() -> None:
    report = Report("Dam “collapses” in the Orrel valley\n\nThe mayor said the dam in the Orrel valley had collapsed.")
    (claim,) = report.says("The mayor", "said", "the dam in the Orrel valley had collapsed").read()
    assert claim.form is not Form.NARRATION
