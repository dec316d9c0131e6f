"""The rule tagger on sentences of every kind it is meant to read."""

from dataclasses import replace

import pytest

from counterclaim.attributions import RuleTagger
from counterclaim.lexicons import CUES_FILE
from counterclaim.parsing import load_parser
from counterclaim.records.ids import digest
from counterclaim.records.parses import Parse
from counterclaim.records.revisions import Block, BlockKind
from counterclaim.records.spans import Span, words_at
from tests.costs import assert_linear
from tests.factories import make_revision, span_of
from tests.unit.attributions.reading import Read, read, tag

SENTENCES = [
    # indirect speech
    ("The ministry said that the bridge had fallen.", [Read("The ministry", "said", "that the bridge had fallen")]),
    ("The bridge has fallen, the ministry said on Monday.", [Read("the ministry", "said", "The bridge has fallen")]),
    (
        "The rebels, the army says, have fled the valley.",
        [Read("the army", "says", "The rebels … have fled the valley")],
    ),
    (
        "According to residents, the army has shelled the market.",
        [Read("residents", "According to", "the army has shelled the market")],
    ),
    ("The front claimed to have killed 40 soldiers.", [Read("The front", "claimed", "to have killed 40 soldiers")]),
    # an adverb before a name is no part of it
    ("Earlier Radio Nova said the dam was safe.", [Read("Radio Nova", "said", "the dam was safe")]),
    ("Later the army said the road was mined.", [Read("the army", "said", "the road was mined")]),
    ("Earlier reports said the ship had sunk.", [Read("Earlier reports", "said", "the ship had sunk")]),
    # who cannot say, or not yet
    (
        "The council was not in a position to say who had opened the gates.",
        [Read("The council", "was not in a position to say", "who had opened the gates")],
    ),
    (
        "The nurse is not at liberty to discuss the patient.",
        [Read("The nurse", "is not at liberty to discuss", "the patient")],
    ),
    (
        "It was too early to say who had set the fire.",
        [Read("", "was too early to say", "who had set the fire")],
    ),
    (
        "It would be premature to speculate on the cause of the crash.",
        [Read("", "would be premature to speculate", "the cause of the crash")],
    ),
    (
        "She said the board was “not in a position to say who paid”.",
        [
            Read("She", "said", "the board was “not in a position to say who paid”"),
            Read("the board", "was “not in a position to say", "who paid"),
        ],
    ),
    # counts put at a number, or taken to another
    ("The ministry had put the toll at nine.", [Read("The ministry", "had put", "the toll at nine")]),
    (
        "The ministry raised the death toll to 41 on Friday.",
        [Read("The ministry", "raised", "the death toll to 41")],
    ),
    ("The bank cut its forecast to 1.2 percent.", [Read("The bank", "cut", "its forecast to 1.2 percent")]),
    ("The shop raised the rent to 900 euros.", []),
    (
        "The harbour office lowered its count of missing sailors from 14 to nine.",
        [Read("The harbour office", "lowered", "its count of missing sailors from 14 to nine")],
    ),
    ("The river board counted 340 dead trout.", [Read("The river board", "counted", "340 dead trout")]),
    ("The ministry counts 61 dead.", [Read("The ministry", "counts", "61 dead")]),
    ("The town counts 12 schools.", []),
    ("The school counts teachers among its friends.", []),
    # an open matter is nobody's denial
    ("The seat is contested.", []),
    ("The claim is contested by the union.", [Read("the union", "is contested", "The claim")]),
    # quotations
    ('"We hold the town," the commander said.', [Read("the commander", "said", '"We hold the town,"')]),
    ("“We hold the town,” said the commander.", [Read("the commander", "said", "“We hold the town,”")]),
    ("''We hold the town,'' the commander said.", [Read("the commander", "said", "''We hold the town,''")]),
    ("'We hold the town,' the commander said.", [Read("the commander", "said", "'We hold the town,'")]),
    (
        '"We hold the town," he said, "and we will stay."',
        [Read("he", "said", '"We hold the town," … "and we will stay."')],
    ),
    ('The front said in a statement: "We control the road."', [Read("The front", "said", '"We control the road."')]),
    ('He wrote on Twitter: "We will never leave."', [Read("He", "wrote", '"We will never leave."')]),
    (
        '"We hold the town," the commander is heard saying in the video.',
        [Read("the commander", "is heard saying", '"We hold the town,"')],
    ),
    (
        '"Homes were flooded in the night," Brigadier General Said Al-Omari said.',
        [Read("Brigadier General Said Al-Omari", "said", '"Homes were flooded in the night,"')],
    ),
    # denial and refusal: exactly what is denied
    ("The ministry denied any role in the attack.", [Read("The ministry", "denied", "any role in the attack")]),
    ("The general denied leaving the city.", [Read("The general", "denied", "leaving the city")]),
    ("Rebels dismissed the claim as propaganda.", [Read("Rebels", "dismissed", "the claim as propaganda")]),
    (
        "The army would neither confirm nor deny the report.",
        [Read("The army", "would neither confirm nor deny", "the report")],
    ),
    ("The army declined to comment.", [Read("The army", "declined", "to comment")]),
    (
        "The council has rejected the guild's claim that it closed the port, and accused it of lying.",
        [
            Read("The council", "has rejected", "the guild's claim that it closed the port"),
            Read("the guild", "claim", "that it closed the port"),
            Read("The council", "accused", "it of lying"),
        ],
    ),
    (
        "The council denied once more that rebels had captured it.",
        [Read("The council", "denied", "that rebels had captured it")],
    ),
    (
        "Those with a pass, he said, would be let in.",
        [Read("he", "said", "Those with a pass … would be let in")],
    ),
    ("He has the key, as fighting continues.", []),
    # figures put on something
    (
        "She put the losses at 12 dead and 30 injured.",
        [Read("She", "put", "the losses at 12 dead and 30 injured")],
    ),
    ("She put guards at the gate.", []),
    # characterisation, blame, request
    ("She held the mayor responsible for the fire.", [Read("She", "held", "the mayor responsible for the fire")]),
    ("She held the mayor in a cellar.", []),
    ("The envoy called on both sides to stop.", [Read("The envoy", "called on", "both sides to stop")]),
    (
        "A nurse at the clinic, who treated the wounded, said nine had died.",
        [Read("A nurse at the clinic", "said", "nine had died")],
    ),
    ("She described him as a traitor.", [Read("She", "described", "him as a traitor")]),
    ("She called him a traitor.", [Read("She", "called", "him a traitor")]),
    ("The mayor accused the army of shelling homes.", [Read("The mayor", "accused", "the army of shelling homes")]),
    ("The mayor blamed the army for the fire.", [Read("The mayor", "blamed", "the army for the fire")]),
    ("The mayor urged the army to leave.", [Read("The mayor", "urged", "the army to leave")]),
    ("The mayor called on the army to leave.", [Read("The mayor", "called on", "the army to leave")]),
    # passive and without a source
    ("It was reported that the town fell.", [Read("", "was reported", "that the town fell")]),
    ("Five killed in raid on Orlo clinic: officials", [Read("officials", ":", "Five killed in raid on Orlo clinic")]),
    (
        "The rebel group may in possession of up to three jets, it has been claimed.",
        [Read("", "has been claimed", "The rebel group may in possession of up to three jets")],
    ),
    ("The general is believed to be dead.", [Read("", "is believed", "The general … to be dead")]),
    ("He was quoted as saying the town had fallen.", [Read("He", "was quoted as saying", "the town had fallen")]),
    ("The video could not be independently verified.", [Read("", "could not be independently verified", "The video")]),
    # absence
    (
        "There was no official confirmation of the capture.",
        [Read("", "There was no official confirmation", "the capture")],
    ),
    (
        "There was no word from the army on whether its planes had struck the town.",
        [Read("the army", "There was no word", "whether its planes had struck the town")],
    ),
    ("It is unclear whether the town has fallen.", [Read("", "is unclear", "whether the town has fallen")]),
    ("It is not yet clear how many died.", [Read("", "is not yet clear", "how many died")]),
    # nouns
    (
        "Residents doubted the army's claim that the rebels had fled.",
        [
            Read("Residents", "doubted", "the army's claim that the rebels had fled"),
            Read("the army", "claim", "that the rebels had fled"),
        ],
    ),
    ("He has termed the reports as 'baseless'.", [Read("He", "has termed", "the reports as 'baseless'")]),
    # headlines and transcripts
    (
        "Front leader denies leaving Harrow, says his fight against Army continuing",
        [
            Read("Front leader", "denies", "leaving Harrow"),
            Read("Front leader", "says", "his fight against Army continuing"),
        ],
    ),
    (
        "Front denies losing the town, says fighting goes on",
        [Read("Front", "denies", "losing the town"), Read("Front", "says", "fighting goes on")],
    ),
    ("Ministry: no casualties in strike", [Read("Ministry", ":", "no casualties in strike")]),
    # one attribution a cue, the subject shared
    (
        "The Front denied the siege and said rebels had withdrawn.",
        [Read("The Front", "denied", "the siege"), Read("The Front", "said", "rebels had withdrawn")],
    ),
    (
        "The minister said the town had fallen and accused rebels of lying.",
        [Read("The minister", "said", "the town had fallen"), Read("The minister", "accused", "rebels of lying")],
    ),
    (
        "The minister said the town was quiet, adding that troops would stay.",
        [Read("The minister", "said", "the town was quiet"), Read("The minister", "adding", "that troops would stay")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text[:50] for text, _ in SENTENCES])
def test_reads_source_cue_and_content(text: str, expected: list[Read]) -> None:
    """Each kind of attribution is found with exactly its words, and nothing else is."""
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The bridge collapsed on Monday.",
        "The so-called “green line” runs through the town.",
        "Troops attacked the village and fought rebels.",
        "He read “War and Peace” on the train.",
    ],
)
def test_reads_nothing_into_plain_narration(text: str) -> None:
    """Scare quotations, titles and acts of war credit nobody with words."""
    assert read(text) == []


def test_nests_chains() -> None:
    """A chain is nested: the inner statement names the outer one as its parent."""
    text = "Media reports quoted rebel leaders as saying they had seized the valley."
    outer, inner = tag(text)
    assert words_at(text, outer.source) == "Media reports"
    assert words_at(text, outer.content) == "rebel leaders as saying they had seized the valley"
    assert words_at(text, inner.source) == "rebel leaders"
    assert words_at(text, inner.content) == "they had seized the valley"
    assert outer.parent is None
    assert inner.parent == outer.id


def test_nests_a_denial_inside_what_is_told() -> None:
    """“told the agency his party had denied …”: the denial is the party's, inside the spokesman's statement."""
    text = "The spokesman told the agency his party had denied the killing."
    told, denied = tag(text)
    assert words_at(text, denied.source) == "his party"
    assert words_at(text, denied.content) == "the killing"
    assert denied.parent == told.id


def test_carries_a_quotation_over_paragraphs() -> None:
    """A paragraph that opens with a mark again, after one left open, goes on in the same voice."""
    text = "“We hold the town,” the commander said. “We hold the road.\n\n“We will hold the bridge.”\n\nRain fell."
    (found,) = tag(text)
    assert words_at(text, found.content) == "“We hold the town,” … “We hold the road. … “We will hold the bridge.”"


def test_bounds_an_unclosed_quotation_by_its_paragraph() -> None:
    """A mark that is never closed takes no more than its paragraph."""
    text = 'The commander said: "We hold the town.\n\nThe weather was fine and the harvest good.'
    (found,) = tag(text)
    assert words_at(text, found.content) == '"We hold the town.'


def test_gives_a_later_quotation_to_the_speaker_before_it() -> None:
    """A quotation that is a sentence of its own goes on from the statement before it."""
    text = 'The commander said the town was quiet. "Nobody has left this valley since the spring."'
    said, quoted = tag(text)
    assert words_at(text, quoted.source) == "The commander"
    assert quoted.cue == ()
    assert quoted.found_by == "quote.again"
    assert said.found_by == "verb.that"


def test_points_a_bare_absence_to_the_statement_before_it() -> None:
    """“no confirmation” without a complement is about what was just claimed."""
    text = "The Front said it had taken the bridge. There was no immediate confirmation from the army."
    assert read(text)[-1] == Read("the army", "There was no immediate confirmation", "it had taken the bridge")


def test_keeps_transcripts_apart_by_line() -> None:
    """Each line of a transcript is its speaker's."""
    text = "KARIM: We never left the valley.\n\nHOST: You deny that you fled?\n\nKARIM: I have nothing to add."
    labelled = [a for a in tag(text) if a.found_by == "line.colon"]
    assert [words_at(text, a.source) for a in labelled] == ["KARIM", "HOST", "KARIM"]
    assert words_at(text, labelled[0].content) == "We never left the valley"


def test_reads_no_more_than_the_blocks_to_read() -> None:
    """Furniture has no tokens, and a quotation in it opens nothing."""
    text = 'The army said "advert\n\nThe ministry said the road was closed.'
    caption, body = span_of(text, 'The army said "advert'), span_of(text, "The ministry said the road was closed.")
    revision = replace(
        make_revision(text),
        blocks=(Block(span=caption, kind=BlockKind.CAPTION), Block(span=body, kind=BlockKind.PARAGRAPH)),
    )
    found = RuleTagger().tag(revision, load_parser().parse(revision))
    assert [words_at(text, a.content) for a in found] == ["the road was closed"]


def test_takes_an_empty_parse() -> None:
    """A revision without words to read has no attributions."""
    revision = replace(make_revision("x"), blocks=())
    parse: Parse = load_parser().parse(revision)
    assert RuleTagger().tag(revision, parse) == ()


def test_names_its_lexicon_by_digest() -> None:
    """What decides the reading is named with the digest of its bytes."""
    digests = {d.name: d.sha256 for d in RuleTagger().digests}
    assert digests["cues.tsv"] == digest(CUES_FILE.read_bytes())


def test_is_deterministic_and_explains_itself() -> None:
    """The same text gives the same records; each names its rule and how often that rule is right."""
    text = 'The ministry denied the report. "It is false," a spokesman said.'
    first, second = tag(text), tag(text)
    assert first == second
    assert len({a.id for a in first}) == len(first)
    assert all(a.found_by and 0 < a.score < 1 for a in first)
    assert all(span.end <= len(text) for a in first for span in (*a.source, *a.cue, *a.content))


def test_keeps_all_capitals_apart() -> None:
    """A page in capitals is read like any other."""
    assert read("THE ARMY SAID THE TOWN HAD FALLEN.")[0].content == "THE TOWN HAD FALLEN"


def test_stays_linear_on_hostile_marks() -> None:
    """Thousands of marks that never pair neither fail nor take long."""

    def tag(n: int) -> None:
        revision, parse = pages[n]
        found = RuleTagger().tag(revision, parse)
        assert all(span.end <= len(revision.text) for a in found for span in a.content)

    pages = {}
    for n in (1, 100, 400):
        text = "“ ' \" ``".join(["the army said it won "] * n)
        revision = replace(make_revision(text), blocks=(Block(span=Span(0, len(text)), kind=BlockKind.PARAGRAPH),))
        pages[n] = revision, load_parser().parse(revision)
    assert_linear(tag, 100)


def test_a_quotation_belongs_to_the_statement_before_it_in_its_paragraph() -> None:
    """Not to whoever was quoted last in the paragraph before."""
    text = (
        "“We have checked every valve in the works,” said Ben Holm.\n\n"
        "Marta Lind said she believed the engineer. “It is exactly what our members smelled.”"
    )
    assert read(text)[-1].source == "Marta Lind"


@pytest.mark.parametrize("dash", [" — ", " – ", "― ", " -- ", "\n— "])
def test_a_quotation_may_be_signed_after_a_dash(dash: str) -> None:
    """As readers' letters and mottos are, on the same line or the next."""
    text = f"“The lock has been shut for a year and nobody cares.”{dash}Ana Brook, Kuopio\n“It stinks.”{dash}Ben Holm"
    found = [a for a in tag(text) if a.found_by == "quote.dash"]
    assert [words_at(text, a.source) for a in found] == ["Ana Brook, Kuopio", "Ben Holm"]
    assert [words_at(text, a.content)[:9] for a in found] == ["“The lock", "“It stink"]


def test_a_clause_after_a_dash_signs_nothing() -> None:
    """Only a name does."""
    for rest in ("Kuopio was warned", "he left", "The Guild denied it. Nobody came"):
        text = f"“The lock has been shut for a year and nobody cares.” — {rest}."
        assert "quote.dash" not in {a.found_by for a in tag(text)}


def test_a_transcript_set_in_quotation_marks() -> None:
    """The label names the speaker, whether the marks close or not."""
    text = '"HOLM: The lock is shut today.\n\n"BROOK: It will open on Monday.\n\n“HOLM: We shall see about that.”'
    assert [(r.source, r.content[:8]) for r in read(text)] == [
        ("HOLM", "The lock"),
        ("BROOK", "It will "),
        ("HOLM", "We shall"),
    ]
