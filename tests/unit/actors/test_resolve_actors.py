"""Who stands behind the sources and mentions of one report. Parties and events are invented."""

from datetime import UTC, datetime

import pytest

from counterclaim.actors import resolve_actors
from counterclaim.parsing import load_parser
from counterclaim.records.attributions import Attribution
from counterclaim.records.ids import AttributionId, CaptureId, DocumentId, RevisionId
from counterclaim.records.mentions import ARTICLE, UNNAMED, Actor, ActorKind, Actors
from counterclaim.records.parses import Parse
from counterclaim.records.revisions import Block, BlockKind, Revision
from counterclaim.records.spans import Span, Spans
from tests.costs import assert_linear


def revision_of(text: str) -> Revision:
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append(Block(span=Span(start, start + len(line.rstrip())), kind=BlockKind.PARAGRAPH))
        start += len(line)
    return Revision(
        id=RevisionId("r1"),
        document_id=DocumentId("d1"),
        capture_id=CaptureId("c1"),
        address="-",
        text=text,
        title="",
        blocks=tuple(blocks),
        captured_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def spans_of(text: str, marked: str | None, start: int = 0) -> Spans:
    """The span of `marked` in `text` at or after `start`; none where nothing is marked."""
    if not marked:
        return ()
    found = text.index(marked, start)
    return (Span(found, found + len(marked)),)


Row = tuple[str | None, str | None, str]


def attributions_of(text: str, *rows: Row) -> tuple[Attribution, ...]:
    """Attributions given as (source, cue, content), each found after the one before."""
    attributions: list[Attribution] = []
    last = 0
    for number, (source, cue, content) in enumerate(rows):
        content_at = spans_of(text, content, last)
        line = text.rfind("\n", 0, content_at[0].start) + 1
        sentence = max(line, text.rfind(". ", 0, content_at[0].start) + 1)
        attributions.append(
            Attribution(
                id=AttributionId(f"a{number}"),
                source=spans_of(text, source, sentence),
                cue=spans_of(text, cue, sentence),
                content=content_at,
                found_by="test",
                score=1.0,
            )
        )
        last = content_at[0].start
    return tuple(attributions)


def read(text: str, *rows: Row) -> tuple[Actors, list[tuple[Actor, ...]]]:
    """The actors of `text` with the attributions of `rows`."""
    attributions = attributions_of(text, *rows)
    revision = revision_of(text)
    actors = resolve_actors(revision, load_parser().parse(revision), attributions)
    return actors, [actors.sources[a.id] for a in attributions]


def names(groups: list[tuple[Actor, ...]]) -> list[str]:
    return [actor.name for group in groups for actor in group]


def test_a_pronoun_is_the_speaker_before() -> None:
    text = (
        "Harold Brenner, the mayor of Salzburg, said the bridge was closed. He said it would open on Monday.\n"
        "Maria Costa, a resident, said the bridge was open. She said that she had crossed it."
    )
    _, groups = read(
        text,
        ("Harold Brenner", "said", "the bridge was closed"),
        ("He", "said", "it would open on Monday"),
        ("Maria Costa", "said", "the bridge was open"),
        ("She", "said", "that she had crossed it"),
    )
    assert names(groups) == ["Harold Brenner", "Harold Brenner", "Maria Costa", "Maria Costa"]
    assert groups[1][0].resolution == "pronoun"
    assert groups[1][0].kind is ActorKind.PERSON


def test_nobody_and_the_narrator() -> None:
    """Bare sources are nobody; a statement of no confirmation without a party is the narrator's."""
    text = "Sources said the dam had burst. There is no official confirmation of the breach."
    _, groups = read(text, ("Sources", "said", "the dam had burst"), (None, "no official confirmation", "the breach"))
    assert names(groups) == [UNNAMED, ARTICLE]


def test_short_names_acronyms_and_titles_share_a_party() -> None:
    text = (
        "The Northern Water Authority (NWA) said the dam was safe. President Eleanor Vance said it was not.\n"
        "The NWA said it had inspected the wall. Vance said no inspection took place."
    )
    actors, groups = read(
        text,
        ("The Northern Water Authority (NWA)", "said", "the dam was safe"),
        ("President Eleanor Vance", "said", "it was not"),
        ("The NWA", "said", "it had inspected the wall"),
        ("Vance", "said", "no inspection took place"),
    )
    authority, president = "Northern Water Authority", "Eleanor Vance"
    assert names(groups) == [authority, president, authority, president]
    assert next(party for party in actors.parties if party.name == authority).aliases == ("NWA", authority)


def test_a_report_in_a_paper_is_that_papers() -> None:
    """Not one in a place."""
    text = "According to a report in the Shiny Lantern, the crab was sugar. A report in Paris said the bridge fell."
    _, groups = read(
        text,
        ("a report in the Shiny Lantern", "According to", "the crab was sugar"),
        ("A report in Paris", "said", "the bridge fell"),
    )
    assert names(groups) == ["Shiny Lantern", "report in Paris"]


def test_the_middle_of_a_name_with_the_is_its_short_form() -> None:
    """“The Observatory”, which looks like a surname, is no person: it has an article."""
    text = (
        "The Sarnia Observatory for Human Rights, a monitor based abroad, said at least 19 civilians died. "
        "The Observatory said the shells came from the east."
    )
    _, groups = read(
        text,
        ("The Sarnia Observatory for Human Rights", "said", "at least 19 civilians died"),
        ("The Observatory", "said", "the shells came from the east"),
    )
    assert names(groups) == ["Sarnia Observatory for Human Rights"] * 2


def test_a_description_is_not_the_subject_of_its_own_clause() -> None:
    """Two armed parties: what a clause sets against its subject is the other one."""
    text = (
        "The Harrow Front said it had taken Linz. The Vale Council militia said the Harrow Front had lost ten men.\n"
        "Rejecting the Harrow Front statement, the Vale Council denied the armed group's siege of the town."
    )
    actors, _ = read(text, ("the Vale Council", "denied", "the armed group's siege of the town"))
    at = spans_of(text, "the armed group")[0]
    assert actors.name_at(at) == "Harrow Front"


def test_the_noun_of_an_apposition_refers_back() -> None:
    text = (
        "Piotr Marek, a spokesman for the miners, said the shaft had been closed. A doctor said two men were hurt.\n"
        "The spokesman said nobody had told them."
    )
    _, groups = read(text, ("The spokesman", "said", "nobody had told them"))
    assert names(groups) == ["Piotr Marek"]
    assert groups[0][0].resolution == "description"


def test_an_unnamed_spokesperson_speaks_for_the_body_and_a_named_one_in_person() -> None:
    text = (
        "A Transport Ministry spokesman said the line was open.\n"
        "Ministry spokeswoman Clara Nilsen said the line was closed."
    )
    _, groups = read(
        text,
        ("A Transport Ministry spokesman", "said", "the line was open"),
        ("Ministry spokeswoman Clara Nilsen", "said", "the line was closed"),
    )
    assert names(groups) == ["Transport Ministry", "Clara Nilsen"]
    assert groups[0][0].resolution == "spokesperson"


def test_typed_sources_are_descriptions_and_bare_ones_nobody() -> None:
    text = (
        "Two security officials said the road was mined. Some people say it was not.\n"
        "Medical sources said nine were hurt. Reports said ten."
    )
    _, groups = read(
        text,
        ("Two security officials", "said", "the road was mined"),
        ("Some people", "say", "it was not"),
        ("Medical sources", "said", "nine were hurt"),
        ("Reports", "said", "ten"),
    )
    assert names(groups) == ["Two security officials", UNNAMED, "Medical sources", UNNAMED]
    assert groups[0][0].kind is ActorKind.DESCRIPTION


def test_two_sources_are_two_actors_also_behind_they() -> None:
    text = "Norway and Sweden said the cable was cut. They said no ship was near."
    _, groups = read(
        text,
        ("Norway and Sweden", "said", "the cable was cut"),
        ("They", "said", "no ship was near"),
    )
    assert [[actor.name for actor in group] for group in groups] == [["Norway", "Sweden"], ["Norway", "Sweden"]]


def test_a_quotation_without_source_belongs_to_the_speaker_beside_it() -> None:
    text = (
        "\u201cThe tunnel is flooded,\u201d said Ivan Horvat, the site manager. \u201cNobody can go in.\u201d\n"
        "\u201cWe have lost the pumps.\u201d"
    )
    _, groups = read(
        text,
        ("Ivan Horvat", "said", "\u201cThe tunnel is flooded,\u201d"),
        (None, None, "\u201cNobody can go in.\u201d"),
        (None, None, "\u201cWe have lost the pumps.\u201d"),
    )
    assert names(groups) == ["Ivan Horvat"] * 3
    assert groups[1][0].resolution == "context"
    assert groups[1][0].mention is None


def test_first_person_inside_a_quotation_is_its_speaker() -> None:
    text = "\u201cI said that the gate was open and we left,\u201d Greta Lund told the court."
    actors, groups = read(
        text,
        ("Greta Lund", "told", "\u201cI said that the gate was open and we left,\u201d"),
    )
    assert names(groups) == ["Greta Lund"]
    assert actors.name_at(spans_of(text, "we")[0]) == "Greta Lund"


def test_quoted_words_speak_of_somebody_else_as_he() -> None:
    """Reported words may call their speaker “he”; quoted words call him “I”."""
    text = "Omar Dietz met Karl Brandt on Monday. \u201cHe lied about the fire,\u201d Dietz said."
    actors, _ = read(text, ("Dietz", "said", "\u201cHe lied about the fire,\u201d"))
    assert actors.name_at(spans_of(text, "He")[0]) == "Karl Brandt"


def test_carriers_are_the_sources_around_and_the_outlet_of_the_clause() -> None:
    text = (
        "Local papers quoted Harrow Front leaders as saying they held the pass.\n"
        "Defence Minister Ruth Okafor told Channel Nine television that they did not."
    )
    attributions = (
        Attribution(
            id=AttributionId("outer"),
            source=spans_of(text, "Local papers"),
            cue=spans_of(text, "quoted"),
            content=spans_of(text, "Harrow Front leaders as saying they held the pass"),
            found_by="test",
            score=1.0,
        ),
        Attribution(
            id=AttributionId("inner"),
            source=spans_of(text, "Harrow Front leaders"),
            cue=spans_of(text, "saying"),
            content=spans_of(text, "they held the pass"),
            found_by="test",
            score=1.0,
            parent=AttributionId("outer"),
        ),
        Attribution(
            id=AttributionId("told"),
            source=spans_of(text, "Defence Minister Ruth Okafor"),
            cue=spans_of(text, "told"),
            content=spans_of(text, "that they did not"),
            found_by="test",
            score=1.0,
        ),
    )
    revision = revision_of(text)
    actors = resolve_actors(revision, load_parser().parse(revision), attributions)
    assert [actor.name for actor in actors.sources[AttributionId("inner")]] == ["Harrow Front"]
    assert [c.name for c in actors.via[AttributionId("inner")]] == ["Local papers"]
    assert [c.name for c in actors.via[AttributionId("told")]] == ["Channel Nine"]
    assert actors.via[AttributionId("outer")] == ()


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "carriers"),
    [
        ("Lund denied to the Harbour Times that it fell.", "Lund", "denied", "that it fell", ["Harbour Times"]),
        ("Lund told her town's local newspaper, The Daily Oar, it fell.", "Lund", "told", "it fell", ["Daily Oar"]),
        ("“It fell,” Lund said in an interview with local media.", "Lund", "said", "“It fell,”", ["local media"]),
        ("“It fell,” Lund said, in remarks carried by the Tidewater News Agency.", "Lund", "said", "“It fell,”",
         ["Tidewater News Agency"]),
        ("Greta Lund wrote to Facebook that it fell.", "Greta Lund", "wrote", "that it fell", []),
        ("Greta Lund told a Harbour Times briefing that it fell.", "Greta Lund", "told", "that it fell", []),
    ],
)  # fmt: skip
def test_the_outlet_of_a_clause_is_a_carrier_with_its_words(
    text: str, source: str, cue: str, content: str, carriers: list[str]
) -> None:
    attribution = Attribution(
        id=AttributionId("a"),
        source=spans_of(text, source),
        cue=spans_of(text, cue),
        content=spans_of(text, content),
        found_by="test",
        score=1.0,
    )
    revision = revision_of(text)
    found = resolve_actors(revision, load_parser().parse(revision), (attribution,)).via[attribution.id]
    assert [carrier.name for carrier in found] == carriers
    assert all(carrier.name.split()[-1] in carrier.span.of(text) or carrier.rule == "told" for carrier in found)


def test_who_denies_a_report_is_no_carrier_of_it() -> None:
    text = "Ruth Okafor denied claims by the Harrow Front that the pass had fallen."
    _, _ = read(text, ("Ruth Okafor", "denied", "claims by the Harrow Front that the pass had fallen"))
    attributions = (
        Attribution(
            id=AttributionId("denial"),
            source=spans_of(text, "Ruth Okafor"),
            cue=spans_of(text, "denied"),
            content=spans_of(text, "claims by the Harrow Front that the pass had fallen"),
            found_by="test",
            score=1.0,
        ),
        Attribution(
            id=AttributionId("claim"),
            source=spans_of(text, "the Harrow Front"),
            cue=spans_of(text, "claims"),
            content=spans_of(text, "that the pass had fallen"),
            found_by="test",
            score=1.0,
            parent=AttributionId("denial"),
        ),
    )
    revision = revision_of(text)
    actors = resolve_actors(revision, load_parser().parse(revision), attributions)
    assert actors.via[AttributionId("claim")] == ()


def test_a_statement_speaks_for_who_issued_it() -> None:
    text = (
        "The Harrow Front issued a statement on Sunday. The town was quiet.\n"
        "The statement said the pass was mined. Its denial came later that the road was open."
    )
    _, groups = read(
        text,
        ("The statement", "said", "the pass was mined"),
        (None, "Its denial", "that the road was open"),
    )
    assert names(groups) == ["Harrow Front", "Harrow Front"]


def test_every_attribution_gets_an_actor_and_mentions_are_in_order() -> None:
    text = "??? -- !!! \u201c\u201d said.\nAnd the the of, he.\n\u201cOpen quotation"
    actors, groups = read(text, ("he", None, "the the of"), (None, None, "\u201cOpen quotation"))
    assert all(groups)
    assert list(actors.mentions) == sorted(actors.mentions)


def test_an_empty_report_has_no_actors() -> None:
    revision = revision_of("")
    actors = resolve_actors(revision, load_parser().parse(revision), ())
    assert actors == Actors(parties=(), sources={}, via={}, mentions=())


def test_who_says_nothing_is_not_who_is_quoted_next() -> None:
    text = (
        "The Vale Council has yet to comment on the fire, but the Harrow Front issued a statement of regret.\n"
        "It called the fire an accident."
    )
    _, groups = read(
        text, ("The Vale Council", "has yet to comment", "on the fire"), ("It", "called", "the fire an accident")
    )
    assert names(groups)[1] == "Harrow Front"


def test_an_age_names_the_person_who_has_it() -> None:
    text = (
        "Clara Nilsen, 41, met Hugo Brandt, 29, on the bridge.\n"
        "\u201cIt was dark,\u201d the 41-year-old told the court."
    )
    _, groups = read(text, ("the 41-year-old", "told", "\u201cIt was dark,\u201d"))
    assert names(groups) == ["Clara Nilsen"]


def test_titles_keep_two_bearers_of_a_surname_apart() -> None:
    text = "Hugo Brandt was buried on Monday. Mr Brandt drowned. Mrs Brandt said the boat had leaked."
    _, groups = read(text, ("Mrs Brandt", "said", "the boat had leaked"))
    assert groups[0][0].name != "Hugo Brandt"


def test_we_is_the_speaker_beside_the_quotation_or_of_the_statement_introduced() -> None:
    text = (
        "The Harrow Front said the pass was open. \u201cWe reject every report of a siege.\u201d\n"
        "The Vale Council issued a statement:\n"
        "We deny that the bridge fell.\n"
    )
    _, groups = read(
        text,
        ("The Harrow Front", "said", "the pass was open"),
        ("We", "reject", "every report of a siege"),
        ("We", "deny", "that the bridge fell"),
    )
    assert names(groups) == ["Harrow Front", "Harrow Front", "Vale Council"]


def test_we_without_evidence_is_the_narrator() -> None:
    _, groups = read("We doubt that the bridge fell.", ("We", "doubt", "that the bridge fell"))
    assert names(groups) == [ARTICLE]


def test_a_capital_speaks_for_the_government_that_the_report_names() -> None:
    text = "The Norwegian government met on Monday. Oslo said the cable was cut."
    _, groups = read(text, ("Oslo", "said", "the cable was cut"))
    assert (groups[0][0].name, groups[0][0].resolution) == ("Norwegian government", "metonym")


def test_a_spokesperson_is_kept_with_the_body() -> None:
    text = "A spokesman for the Harrow Front said the pass was open. He said it would stay so."
    _, groups = read(
        text,
        ("A spokesman for the Harrow Front", "said", "the pass was open"),
        ("He", "said", "it would stay so"),
    )
    assert names(groups) == ["Harrow Front", "Harrow Front"]
    assert groups[0][0].person == "spokesman for the Harrow Front"


def test_another_name_told_in_the_text_is_an_alias() -> None:
    text = "The Harrow Front, also known as the Orchard League, said the pass was open. The Orchard League left."
    _, groups = read(text, ("The Harrow Front", "said", "the pass was open"))
    assert set(groups[0][0].aliases) >= {"Harrow Front", "Orchard League"}


def test_a_long_page_takes_linear_time() -> None:
    """Of names, pronouns and first persons."""
    paragraph = "Hugo Brandt met Clara Nilsen. He said she knew the Harrow Front. The group denied it. We doubt that.\n"

    def page(n: int) -> tuple[Revision, Parse]:
        revision = revision_of(paragraph * n)
        return revision, load_parser().parse(revision)

    assert_linear(lambda both: resolve_actors(both[0], both[1], ()), 150, of=page)


def test_what_a_report_sums_up_is_nobodys_name() -> None:
    """“Both camps” is no third party beside the two."""
    text = "Both camps still claim the port. The Front said it held the port. Each side said it had won."
    attributions = attributions_of(text, ("Both camps", "claim", "the port"), ("Each side", "said", "it had won"))
    actors = resolve_actors(revision_of(text), load_parser().parse_text(text), attributions)
    assert [actors.sources[a.id][0].name for a in attributions] == [UNNAMED, UNNAMED]


def test_a_name_that_ends_in_double_s_keeps_its_end() -> None:
    """“Red Cross” is no headline's “Red cries”."""
    text = "The Red Cross said it had counted 15 bodies at the market. The Red Crescent agreed."
    (attribution,) = attributions_of(text, ("The Red Cross", "said", "it had counted 15 bodies at the market"))
    actors = resolve_actors(revision_of(text), load_parser().parse_text(text), (attribution,))
    assert actors.sources[attribution.id][0].name == "Red Cross"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Police and a teacher", ["Police", "teacher"]),
        ("Officials in the ministry and residents", ["Officials in the ministry", "residents"]),
        ("General Kolu and a spokesman", ["Kolu", "spokesman"]),
        ("Political analysts and diplomats", ["Political analysts", "diplomats"]),
        ("Friends and relatives of the pilot", ["Friends and relatives of the pilot"]),
        ("The journalist and activist", ["journalist and activist"]),
        ("Men and women in the camp", ["Men and women in the camp"]),
    ],
)
def test_two_described_sources_are_two_actors(source: str, expected: list[str]) -> None:
    """Unless they share words, may be one person, or are said in one breath."""
    _, groups = read(f"{source} said the bridge had fallen.", (source, "said", "the bridge had fallen"))
    assert names(groups) == expected


def test_who_is_described_before_being_named_is_one_party() -> None:
    text = "A doctor said ten had died. The mayor said nine had died. The doctor, Elin Marsh, said the clinic was hit."
    rows: tuple[Row, ...] = (
        ("A doctor", "said", "ten had died"),
        ("The mayor", "said", "nine had died"),
        ("The doctor", "said", "the clinic was hit"),
    )
    _, groups = read(text, *rows)
    assert names(groups) == ["Elin Marsh", "mayor", "Elin Marsh"]
    assert groups[0][0].antecedent == spans_of(text, "The doctor")[0]


@pytest.mark.parametrize(
    "before",
    [
        "A doctor who asked not to be named said ten had died.",
        "A doctor in Orlo said ten had died. A doctor in Linz said nine had died.",
    ],
)
def test_a_source_without_a_name_is_not_taken_for_a_named_one(before: str) -> None:
    """Where it asked not to be named, or where there are two of them."""
    text = f"{before} The doctor, Elin Marsh, said the clinic was hit."
    source = before.split(" said", maxsplit=1)[0].split(" who")[0]
    _, groups = read(text, (source, "said", "ten had died"), ("The doctor", "said", "the clinic was hit"))
    assert names(groups)[0].startswith("doctor")
    assert names(groups)[1] == "Elin Marsh"


def test_a_calling_in_front_of_a_full_name_is_no_part_of_it() -> None:
    text = "Nurse Anna Holm said ten had died. The nurse said the clinic was hit."
    _, groups = read(text, ("Nurse Anna Holm", "said", "ten had died"), ("The nurse", "said", "the clinic was hit"))
    assert names(groups) == ["Anna Holm", "Anna Holm"]


def test_her_deputy_is_not_her() -> None:
    """“Xxx, her deputy”: the deputy is somebody else, and may be a man."""
    text = (
        "The court upheld the victory of Igor Brandel. Anna Lund called the ruling a burial.\n"
        "Ruvik Tammer, her campaign manager, took back the claim, saying the list was wrong. "
        "He now speaks of 19 stations."
    )
    _, groups = read(
        text,
        ("Anna Lund", "called", "the ruling a burial"),
        ("Ruvik Tammer, her campaign manager,", "saying", "the list was wrong"),
        ("He", "speaks", "19 stations"),
    )
    assert names(groups) == ["Anna Lund", "Ruvik Tammer", "Ruvik Tammer"]


@pytest.mark.parametrize(
    "name",
    ["Women's League", "People's Party of Lund", "National Police Officers' Union", "Lawyers' Collective of the South",
     "Mothers’ Front"],
)  # fmt: skip
def test_a_body_named_after_its_members_has_one_name(name: str) -> None:
    text = f"The {name} said the square was empty. The police said three officers were hurt."
    _, groups = read(
        text, (f"The {name}", "said", "the square was empty"), ("The police", "said", "three officers were hurt")
    )
    assert names(groups) == [name, "police"]


def test_the_police_of_a_country_are_not_cut_into_its_body() -> None:
    _, groups = read("Peru's Farmers' League said so.", ("Peru's Farmers' League", "said", "so"))
    assert names(groups) == ["Farmers' League"]


@pytest.mark.parametrize("thing", ["An account called", "A channel named"])
def test_what_is_called_by_a_name_goes_by_it(thing: str) -> None:
    """“An account called Red Hill” is Red Hill, also as “which”."""
    text = f"{thing} Red Hill said that the sluice had been opened at night."
    _, groups = read(text, (f"{thing} Red Hill", "said", "that the sluice had been opened at night"))
    assert names(groups) == ["Red Hill"]


def test_a_country_before_a_party_is_not_the_party() -> None:
    """A headline's “Ruritania opposition” is the opposition, also where the parser sees two subjects."""
    text = "Ruritania opposition claims victory, says count was rigged\nThe vote was held on Sunday in all districts."
    _, groups = read(text, ("Ruritania opposition", "says", "count was rigged"))
    assert names(groups) == ["Ruritania opposition"]
