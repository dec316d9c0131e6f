"""How sure a report is that something was said, when, from what knowledge and on what condition."""

import pytest

from counterclaim.claims._languages import load_languages
from counterclaim.records.claims import Basis, Certainty, DenialTarget, Stance
from tests.unit.claims.reports import Report


def test_a_statement_is_stated_unless_words_say_otherwise() -> None:
    (claim,) = Report("The front said it held the port.").says("The front", "said", "it held the port").read()
    assert claim.certainty is Certainty.STATED


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "certainty"),
    [
        ("He reportedly told aides that the port was lost.", "He", "told", "that the port was lost", "reported"),
        ("He is said to have told aides that the port was lost.", "He", "told", "that the port was lost", "reported"),
        (
            "In a statement attributed to the front, its leader said the port was lost.",
            "its leader",
            "said",
            "the port was lost",
            "purported",
        ),
        (
            "In a purported letter, the leader said the port was lost.",
            "the leader",
            "said",
            "the port was lost",
            "purported",
        ),
    ],
)
def test_words_about_the_saying_lower_the_certainty(
    text: str, source: str, cue: str, content: str, certainty: str
) -> None:
    """The words that say so are kept as evidence."""
    (claim,) = Report(text).says(source, cue, content).read()
    assert claim.certainty is Certainty(certainty)
    assert [e.span is not None for e in claim.evidence if e.field == "certainty"] == [True]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        # An alleged offender who speaks has spoken.
        ("The alleged smuggler said the port was lost.", "The alleged smuggler", "said", "the port was lost"),
        # To attribute a deed to somebody is to claim it.
        ("The army attributed the attack to the front.", "The army", "attributed", "the attack to the front"),
        # “Supposedly” alone weakens what is said, not that it was said.
        ("The truce was supposedly brokered by a monk.", "", "supposedly", "The truce was"),
    ],
)
def test_words_about_something_else_leave_it_stated(text: str, source: str, cue: str, content: str) -> None:
    (claim,) = Report(text).says(source, cue, content).read()
    assert claim.certainty is Certainty.STATED


def test_what_the_speaker_denies_having_said_is_disputed() -> None:
    report = Report(
        "Radio Orsk said Varga had promised the miners a pension. Varga promised the miners a pension, the station "
        "said. Varga denied that he had promised the miners a pension."
    )
    report.says("Varga", "promised", "the miners a pension")
    report.says("Varga", "denied", "that he had promised the miners a pension")
    report.parties = {"he had": "Varga"}
    said, denied = (claim for claim in report.read() if claim.cue)
    assert denied.denial_target is DenialTarget.HAVING_SAID
    assert (said.certainty, denied.certainty) == (Certainty.DISPUTED, Certainty.STATED)


@pytest.mark.parametrize(
    ("words", "certainty"),
    [
        ("could not be verified", Certainty.PURPORTED),
        ("has been disputed", Certainty.DISPUTED),
        ("was confirmed by two experts", Certainty.STATED),
    ],
)
def test_doubt_about_a_recording_is_doubt_about_what_is_said_in_it(words: str, certainty: Certainty) -> None:
    report = Report(f"In a video, Varga said the port was lost. The authenticity of the video {words}.")
    claims = report.says("Varga", "said", "the port was lost").read()
    assert claims[0].certainty is certainty


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "basis"),
    [
        ("Two witnesses said the bridge burned.", "Two witnesses", "said", "the bridge burned", Basis.WITNESSED),
        ("Lund, who saw the raid, said the bridge burned.", "Lund", "said", "the bridge burned", Basis.WITNESSED),
        ("Lund said: “I saw the bridge burn.”", "Lund", "said", "“I saw the bridge burn.”", Basis.WITNESSED),
        ("Lund said: “We heard that the bridge burned.”", "Lund", "said", "“We heard that the bridge burned.”",
         Basis.HEARSAY),
        ("“We were told that the bridge burned,” Lund said.", "Lund", "said", "“We were told that the bridge burned,”",
         Basis.HEARSAY),
        ("Satellite images show the bridge burned.", "Satellite images", "show", "the bridge burned", Basis.IMAGERY),
        ("The radio, citing a court filing, said the bridge burned.", "The radio", "said", "the bridge burned",
         Basis.DOCUMENT),
        ("“We have taken the bridge,” Varga said.", "Varga", "said", "“We have taken the bridge,”", Basis.OWN_ACTION),
        ("“Our fighters burned the bridge,” Varga said.", "Varga", "said", "“Our fighters burned the bridge,”",
         Basis.OWN_ACTION),
        ("“The enemy lost forty men,” Varga said.", "Varga", "said", "“The enemy lost forty men,”",
         Basis.ABOUT_OPPONENT),
    ],
)  # fmt: skip
def test_a_basis_is_read_from_explicit_words(text: str, source: str, cue: str, content: str, basis: Basis) -> None:
    (claim,) = Report(text).says(source, cue, content).read()
    assert claim.basis is basis
    assert [e.span is not None for e in claim.evidence if e.field == "basis"] == [True]


def test_what_the_partys_own_people_did_is_its_own_action() -> None:
    """“Its” must be the speaker; the same words about another party's people say nothing of the basis."""
    text = "The front said its fighters had burned the bridge."
    own = Report(text, {"its": "Front"}).says("The front", "said", "its fighters had burned the bridge", actor="Front")
    other = Report(text, {"its": "Army"}).says("The front", "said", "its fighters had burned the bridge", actor="Front")
    assert [claim.basis for claim in (*own.read(), *other.read())] == [Basis.OWN_ACTION, Basis.NOT_STATED]


@pytest.mark.parametrize(
    "words",
    [
        "“We will take the bridge,”",
        "“We did not take the bridge,”",
        "“We know the bridge,”",
        "“The bridge has fallen,”",
        "“I did not see the bridge burn,”",
        "“Rival gangs burned the bridge,”",
    ],
)
def test_a_basis_is_never_guessed(words: str) -> None:
    (claim,) = Report(f"{words} Varga said.").says("Varga", "said", words).read()
    assert claim.basis is Basis.NOT_STATED


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("any responsibility for the blast", DenialTarget.RESPONSIBILITY),
        ("allegations that it was responsible for the blast", DenialTarget.RESPONSIBILITY),
        ("that it had anything to do with the blast", DenialTarget.RESPONSIBILITY),
        ("that it had shelled the port", DenialTarget.EVENT),
        ("that the blast was the work of its men", DenialTarget.RESPONSIBILITY),
        ("the report", DenialTarget.REPORT),
        ("that the blast had happened", DenialTarget.EVENT),
        ("making a deal with the army", DenialTarget.EVENT),
        ("saying that the bridge had fallen", DenialTarget.HAVING_SAID),
        ("making the remarks", DenialTarget.HAVING_SAID),
        ("that the raid was a massacre", DenialTarget.CHARACTERISATION),
        ("the death toll", DenialTarget.FIGURE),
    ],
)
def test_a_denial_says_what_it_denies(content: str, target: DenialTarget) -> None:
    (claim,) = Report(f"The front denied {content}.").says("The front", "denied", content).read()
    assert claim.stance is Stance.DENIES
    assert claim.denial_target is target


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The army said on Tuesday the front had left Orsk on Monday.", "on Tuesday the front had left Orsk on Monday"),
        ("The army said on Tuesday that the front had left Orsk on Monday.", "the front had left Orsk on Monday"),
        ("On Tuesday, the army said the front had left Orsk on Monday.", "the front had left Orsk on Monday"),
    ],
)
def test_the_time_of_the_saying_is_not_that_of_the_event(text: str, content: str) -> None:
    source = "The army" if text.startswith("The") else "the army"
    (claim,) = Report(text).says(source, "said", content).read()
    assert claim.utterance.said is not None
    assert claim.event_time is not None
    assert (claim.utterance.said.value, claim.event_time.value) == ("2024-04-30", "2024-04-29")


@pytest.mark.parametrize(
    "content",
    [
        "it had freed the boys who were taken in April",  # when they were taken, not when they were freed
        "the winter storm had closed the road",
    ],
)
def test_a_time_that_describes_a_participant_is_not_the_events(content: str) -> None:
    (claim,) = Report(f"The army said {content}.").says("The army", "said", content).read()
    assert claim.event_time is None


@pytest.mark.parametrize(
    ("text", "language", "translated"),
    [
        ("“The port is ours,” he said in Hausa.", "ha", True),
        ("“The port is ours,” he said in English.", "en", False),
        ("“The port is ours,” he said through an interpreter.", None, True),
        ("“The port is ours,” he said in Orsk.", None, False),
    ],
)
def test_language_and_translation_are_read_where_the_report_names_them(
    text: str, language: str | None, translated: bool
) -> None:
    (claim,) = Report(text).says("he", "said", "“The port is ours,”", actor="Varga").read()
    assert (claim.utterance.language, claim.utterance.translated) == (language, translated)


def test_every_language_has_one_code() -> None:
    languages = load_languages()
    assert all(name == name.lower() and 2 <= len(code) <= 3 for name, code in languages.items())
    assert languages["dari"] == "prs"


CONDITIONS = [
    ("If the truce fails, the army said, war would follow.", "the army", ["war would follow"], "If the truce fails"),
    ("War would follow, the army said, if the truce fails.", "the army", ["War would follow"], "if the truce fails"),
    ("“Unless they leave,” Varga said, “we will burn the bridge.”", "Varga", ["“we will burn the bridge.”"],
     "Unless they leave"),
    ("The army said it would go if the front went.", "The army", ["it would go if the front went"],
     "if the front went"),
    ("The army said they would strike should the talks fail.", "The army", ["they would strike should the talks fail"],
     "should the talks fail"),
    ("In the event of a raid, the army said, schools would close.", "the army", ["schools would close"],
     "In the event of a raid"),
    ("The army said it would stay as long as it lasted.", "The army", ["it would stay as long as it lasted"],
     "as long as it lasted"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "content", "condition"), CONDITIONS)
def test_a_claim_keeps_its_condition(text: str, source: str, content: list[str], condition: str) -> None:
    """Also where the cue stands between the two and the attribution's content lacks it."""
    report = Report(text).says(source, "said", *content)
    (claim,) = report.read()
    assert [span.of(text) for span in claim.conditions] == [condition]
    assert condition in report.words(claim)


def test_each_part_of_a_content_keeps_the_condition_of_both() -> None:
    text = "The army said it would leave the town at once and lay down its arms if the shelling stopped."
    report = Report(text).says("The army", "said", text[len("The army said ") : -1])
    assert [report.words(claim) for claim in report.read()] == [
        "it would leave the town at once … if the shelling stopped",
        "lay down its arms if the shelling stopped",
    ]


def test_a_condition_of_one_clause_is_not_put_on_another() -> None:
    text = "Varga said the port had burned and that the front would leave if the army stopped."
    report = Report(text).says("Varga", "said", text[len("Varga said ") : -1])
    assert [bool(claim.conditions) for claim in report.read()] == [False, True]


@pytest.mark.parametrize(
    "content",
    [
        "if the bridge had fallen",
        "the town looked as if it had burned",
        "it had no way of knowing if the bridge had fallen",
        "it had not counted the boats, if any",
    ],
)
def test_a_question_and_a_comparison_are_no_conditions(content: str) -> None:
    cue = "asked" if content.startswith("if") else "said"
    (claim,) = Report(f"The mayor {cue} {content}.").says("The mayor", cue, content).read()
    assert claim.conditions == ()


def test_a_confirmation_of_a_part_keeps_what_is_held_back() -> None:
    report = Report("The ministry confirmed that a shell had hit the depot but denied that anyone had died.")
    report.says("The ministry", "confirmed", "that a shell had hit the depot")
    report.says("The ministry", "denied", "that anyone had died")
    confirmed, denied = report.read()
    assert confirmed.partial
    assert confirmed.withheld == denied.id
    assert not denied.partial


@pytest.mark.parametrize(
    ("text", "cue", "content", "partial"),
    [
        ("The ministry partly confirmed the report.", "confirmed", "the report", True),
        ("The ministry confirmed part of the report.", "confirmed", "part of the report", True),
        ("The ministry confirmed the report.", "confirmed", "the report", False),
    ],
)
def test_a_confirmation_is_partial_in_so_many_words(text: str, cue: str, content: str, partial: bool) -> None:
    (claim,) = Report(text).says("The ministry", cue, content).read()
    assert claim.stance is Stance.CONFIRMS
    assert claim.partial is partial


def grouped(report: Report) -> int:
    """How many acts of saying the claims of the report rest on."""
    return len({claim.utterance.id for claim in report.read()})


def test_speech_that_goes_on_is_one_utterance() -> None:
    report = Report("Varga said the port was lost. Rain fell. The road was closed, he added. Lund said it was open.")
    report.says("Varga", "said", "the port was lost").says("he", "added", "The road was closed", actor="Varga")
    report.says("Lund", "Lund said", "it was open")
    assert grouped(report) == 2


@pytest.mark.parametrize(
    "second",
    [
        "He later said the road was closed.",
        "He said on Thursday the road was closed.",
    ],
)
def test_what_is_said_at_another_time_is_another_utterance(second: str) -> None:
    report = Report(f"Varga said on Monday the port was lost. {second}", {})
    cue = "later said" if "later" in second else "said on Thursday"
    report.says("Varga", "said on Monday", "the port was lost")
    report.says("He", cue, "the road was closed", actor="Varga")
    assert grouped(report) == 2


def test_another_speaker_in_between_ends_the_utterance() -> None:
    report = Report("Varga said the port was lost. Lund disagreed, saying it held. The road was closed, he added.")
    report.says("Varga", "said", "the port was lost").says("Lund", "saying", "it held")
    report.says("he", "added", "The road was closed", actor="Varga")
    assert grouped(report) == 3


def test_we_is_the_speaker_and_nobody_else() -> None:
    """“We” is an organisation only where the speaker is read as one; a person's “we” names no party near by."""
    text = "The front met reporters at noon. “We hold the bridge,” Varga said."
    person = Report(text, {"The front": "Front"}).says("Varga", "said", "“We hold the bridge,”")
    spokesman = Report(text, {"The front": "Front"}).says("Varga", "said", "“We hold the bridge,”", actor="Front")
    assert [claim.frame.subject for claim in (*person.read(), *spokesman.read())] == ["Varga", "Front"]


def test_the_statement_named_again_is_the_same_and_as_uncertain() -> None:
    report = Report(
        "A statement attributed to the front said the port was lost. Rain fell. The statement named the dead."
    )
    report.says("A statement attributed to the front", "said", "the port was lost", actor="Front")
    report.says("The statement", "named", "the dead", actor="Front")
    claims = report.read()
    assert len({claim.utterance.id for claim in claims}) == 1
    assert {claim.certainty for claim in claims} == {Certainty.PURPORTED}
