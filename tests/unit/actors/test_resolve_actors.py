"""Who stands behind the sources and mentions of one report. Parties and events are invented."""

from datetime import UTC, datetime

from counterclaim.actors import resolve_actors
from counterclaim.parsing import load_parser
from counterclaim.records.attributions import Attribution
from counterclaim.records.ids import AttributionId, CaptureId, DocumentId, RevisionId
from counterclaim.records.mentions import ARTICLE, UNNAMED, Actor, ActorKind, Actors
from counterclaim.records.revisions import Block, BlockKind, Revision
from counterclaim.records.spans import Span, Spans


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


def read(text: str, *rows: Row) -> tuple[Actors, list[tuple[Actor, ...]]]:
    """The actors of `text` with attributions given as (source, cue, content), each found after the one before."""
    attributions, last = [], 0
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
    revision = revision_of(text)
    actors = resolve_actors(revision, load_parser().parse(revision), tuple(attributions))
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
