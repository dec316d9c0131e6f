"""Events of invented claims: what the words tell of, not who says it."""

import pytest

from counterclaim.events import event_type_of
from counterclaim.lexicons.events import load_events
from counterclaim.parsing import load_parser
from counterclaim.records.events import EventKind, EventType
from counterclaim.records.parses import Parse
from counterclaim.records.spans import Span
from tests.costs import assert_linear
from tests.factories import make_revision


def event_of(text: str) -> EventType | None:
    parse = load_parser().parse(make_revision(text))
    return event_type_of(parse, (Span(0, len(text)),))


@pytest.mark.parametrize(
    ("text", "event", "mode", "sub_type"),
    [
        ("Gunmen kidnapped nine teachers near the lake.", "assault", "abduct", "Abduction/forced disappearance"),
        ("A nurse was captured by Red Dawn fighters.", "assault", "abduct", "Abduction/forced disappearance"),
        ("Militants detained the driver.", "assault", "abduct", "Abduction/forced disappearance"),
        ("Soldiers captured the student.", "coerce", "arrest", "Arrests"),
        ("The army shelled the market.", "assault", "heavy-weapons", "Shelling/artillery/missile attack"),
        ("Four fishermen were killed in an air strike.", "assault", "heavy-weapons", "Air/drone strike"),
        ("The militia carried out an attack on the convoy.", "assault", None, "Attack"),
        ("The guards tortured the two brothers.", "assault", "torture", "Attack"),
        ("Rebels seized the town of Moyale.", "coerce", "confiscate", "Non-state actor overtakes territory"),
        ("The army retook the airport.", "coerce", "confiscate", "Government regains territory"),
        ("Police arrested three students.", "coerce", "arrest", "Arrests"),
        ("The governor imposed a curfew.", "coerce", "curfew", None),
        ("The front released forty prisoners.", "retreat", "release", None),
        ("The two sides agreed to a ceasefire.", "agree", None, "Agreement"),
        ("Thousands of miners marched through the capital.", "protest", "demo", "Peaceful protest"),
        ("Residents rioted for two nights.", "protest", "riot", "Violent demonstration"),
        ("The envoys held talks in Nairobi.", "consult", None, None),
        ("The ministry deployed troops to the border.", "mobilize", "troops", None),
        ("The council accused the mayor of theft.", "accuse", "disapprove", None),
        ("The bloc suspended aid to the island.", "sanction", "sever", None),
        ("The party threatened to attack the station.", "threaten", "violence", None),
    ],
)
def test_event_of_what_is_claimed(text: str, event: str, mode: str | None, sub_type: str | None) -> None:
    found = event_of(text)
    assert found is not None
    assert (found.event, found.mode, found.sub_type) == (EventKind(event), mode, sub_type)


@pytest.mark.parametrize(
    "text",
    [
        "The bridge is safe.",
        "She is his sister.",
        "Heavy rain flooded the valley.",
        "The company fired its accountant.",
        "They shot a film about the harbour.",
        "Twelve people were killed in an earthquake.",
        "The mayor met the target.",
    ],
)
def test_other_claims_have_no_event(text: str) -> None:
    """States, nature, and words with another sense."""
    assert event_of(text) is None


def test_what_is_told_of_a_participant_is_another_event() -> None:
    """The release decides; the kidnapping is kept as another reading."""
    found = event_of("The front released the nurses who were kidnapped in May.")
    assert found is not None
    assert (found.event, found.mode) == (EventKind.RETREAT, "release")
    assert "assault/abduct" in found.alternatives


def test_the_words_that_decided_are_kept() -> None:
    text = "The army carried out an air strike on the depot."
    found = event_of(text)
    assert found is not None
    assert found.span.of(text) == "air strike"
    assert found.rule == "lexicon"
    assert 0 < found.score <= 1


def test_a_denial_tells_of_the_event_denied() -> None:
    found = event_of("Police did not arrest the students.")
    assert found is not None
    assert found.mode == "arrest"


def test_lexicon_is_sound() -> None:
    """Every row names an event, every condition a known role, and every group it refers to exists."""
    words = load_events()
    assert {sense.event for senses in words.senses.values() for sense in senses} == set(EventKind)
    for senses in words.senses.values():
        for sense in senses:
            for option in sense.condition:
                for test in option:
                    assert test.role in ("obj", "subj", "any")
                    assert test.words
                    assert not any(word.startswith("@") and not word[1:].isupper() for word in test.words)


def test_time_is_linear_in_hostile_text() -> None:
    """A sentence of thousands of words costs no more a word than a short one."""
    parser = load_parser()
    unit = "they attacked and "

    def read(parse: Parse) -> object:
        return event_type_of(parse, (Span(0, len(parse.text)),))

    assert_linear(read, 500, of=lambda n: parser.parse(make_revision(unit * n)))
