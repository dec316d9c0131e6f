"""What a post says in its own voice is its author's claim."""

from dataclasses import replace

import pytest

from counterclaim.actors import resolve_actors
from counterclaim.articles import read_article
from counterclaim.attributions import RuleTagger
from counterclaim.claims import read_claims
from counterclaim.parsing import Parser, load_parser
from counterclaim.records.claims import Claim, Form, Stance
from counterclaim.records.ids import CaptureId
from counterclaim.records.mentions import ActorKind
from counterclaim.records.revisions import Capture, Revision
from tests.factories import CAPTURED

POST = (
    "We did not shell the market in Orrin. Our fighters took the bridge at Sarn on Sunday and captured 14 soldiers. "
    "The ministry said that three of our men were killed. Pray for them. We will retake the town.\n"
)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser()


def post(author: str = "Northern Front", text: str = POST, **declared: str) -> Revision:
    said = {"author": author, "channel": "post", "published": "2024-05-02T10:00:00+00:00", **declared}
    return read_article(
        Capture(
            id=CaptureId("c1"), address="https://posts.example/1", media_type="text/plain", body=text.encode(),
            captured_at=CAPTURED, declared=tuple((name, value) for name, value in said.items() if value),
        )
    )  # fmt: skip


def claims_of(revision: Revision, parser: Parser) -> tuple[Claim, ...]:
    parse = parser.parse(revision)
    attributions = RuleTagger().tag(revision, parse)
    actors = resolve_actors(revision, parse, attributions)
    return read_claims(revision, parse, attributions, actors=actors, timexes=(), figures=(), places=())


def test_the_author_is_the_actor_of_what_the_post_says(parser: Parser) -> None:
    """Directly, on that channel, at that time, as one act; wishes and plans are no claims of fact."""
    revision = post()
    assert (revision.channel, revision.speaker) == ("post", "Northern Front")
    claims = claims_of(revision, parser)
    own = [claim for claim in claims if claim.actor.name == "Northern Front"]
    assert [claim.content[0].of(revision.text) for claim in own] == [
        "We did not shell the market in Orrin",
        "Our fighters took the bridge at Sarn on Sunday and captured 14 soldiers",
    ]
    assert {claim.form for claim in own} == {Form.DIRECT}
    assert {claim.utterance.channel for claim in own} == {"post"}
    assert len({claim.utterance.id for claim in own}) == 1
    first = own[0].utterance
    assert first.said_first is not None
    assert first.said_first.isoformat() == "2024-05-02T10:00:00+00:00"
    assert {claim.actor.kind for claim in own} == {ActorKind.ORGANISATION}
    assert own[0].frame.subject == "Northern Front"


def test_whom_a_post_quotes_says_what_is_quoted(parser: Parser) -> None:
    """The author does not."""
    (quoted,) = [claim for claim in claims_of(post(), parser) if claim.actor.name != "Northern Front"]
    assert "ministry" in quoted.actor.name.lower()
    assert quoted.utterance.channel is None


def test_what_the_author_denies_in_so_many_words_is_denied_by_the_author(parser: Parser) -> None:
    """“We deny …” is read as in a report, and “we” is the author."""
    revision = post(text="We deny that our men shelled the market in Orrin.\n")
    (claim,) = claims_of(revision, parser)
    assert (claim.actor.name, claim.stance) == ("Northern Front", Stance.DENIES)


def test_a_person_who_posts_is_a_person(parser: Parser) -> None:
    """Unless the name is that of a body."""
    (claim,) = claims_of(post("Ilka Tormund", "The raiders burned the mill at Orrin.\n"), parser)
    assert (claim.actor.name, claim.actor.kind) == ("Ilka Tormund", ActorKind.PERSON)


def test_a_report_with_an_author_stays_a_report(parser: Parser) -> None:
    """Only what says that it is a post is one."""
    revision = post(channel="")
    assert revision.speaker is None
    assert all(claim.actor.name != "Northern Front" for claim in claims_of(revision, parser))
    assert claims_of(replace(revision, authors=(), channel="post"), parser) == claims_of(revision, parser)


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("We did not shell the market in Orrin", Stance.DENIES),
        ("We did NOT shell the market in Orrin", Stance.DENIES),
        ("I NEVER took money from the mill", Stance.DENIES),
        ("Our drivers did not leave the scene", Stance.DENIES),
        ("There were NO guns in the school", Stance.DENIES),
        ("The story about the mill is TOTALLY FALSE", Stance.DENIES),
        ("In thirty years we never closed the gates", Stance.ASSERTS),
        ("WE TOOK THE BRIDGE AT SARN ON SUNDAY", Stance.ASSERTS),
    ],
)
def test_who_says_what_they_did_not_do_denies_it(words: str, stance: Stance, parser: Parser) -> None:
    """Whoever asked, and however loud."""
    revision = post(text=f"{words}. The bakery opened at noon.\n")
    claim = next(c for c in claims_of(revision, parser) if c.content[0].of(revision.text) == words)
    assert claim.stance is stance
