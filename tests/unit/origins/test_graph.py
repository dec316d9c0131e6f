"""Claims, what they derive from, and how many independent origins that makes."""

from datetime import timedelta

from counterclaim.origins import (
    OriginIndex,
    count_independent,
    count_report_origins,
    draw_origins,
    find_acts,
    find_origins,
)
from counterclaim.records.accounts import OriginEdgeKind, OriginGraph, OriginKind, OriginNodeKind
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Utterance
from counterclaim.records.codec import from_json, to_json
from counterclaim.records.ids import UtteranceId
from counterclaim.records.mentions import Actor, ActorKind, Exhibit, Listed
from tests.factories import PUBLISHED, make_analysis, make_claim, make_revision, span_of
from tests.unit.origins.test_links import NEWS, OWN, QUOTE

WORDS = "that the ferry would sail"
FILL = (
    "Gulls circled over the harbour, where two trawlers waited for ice and a priest sold raffle tickets. ",
    "A tram stood empty at the depot because its driver had gone to see the eclipse with her cousins. ",
    "Pears were cheap on the market this week, said nobody in particular, and the chess club met in a cellar. ",
)


def report(number: int, text: str, *, actor: str = "Mayor", outlet: str | None = None, **fields: object) -> Analysis:
    """A report with one claim of the mayor's behind its text."""
    exhibit = fields.pop("exhibit", None)
    hours = fields.pop("hours", 0)
    revision = make_revision(
        f"Title {number}\n\n{text} {actor} said {WORDS}.",
        address=f"https://g{number}.example/",
        outlet=outlet,
        published=PUBLISHED + timedelta(hours=int(str(hours))),
    )
    claim = make_claim(revision, WORDS, actor=actor, **fields)  # type: ignore[arg-type]
    if exhibit:
        claim = _with_exhibit(claim, str(exhibit), revision.text)
    return make_analysis(revision, (claim,))


def _with_exhibit(claim: Claim, kind: str, text: str) -> Claim:
    from dataclasses import replace

    return replace(claim, exhibits=(Exhibit(kind=kind, mention=span_of(text, "said")),))


def index_of(*analyses: Analysis) -> OriginIndex:
    names = {claim.id: claim.actor.name for analysis in analyses for claim in analysis.claims}
    return OriginIndex((*find_origins(analyses), *find_acts(analyses, (), names)))


def count(*analyses: Analysis) -> int:
    said = {c.id: (c.revision_id, c.actor.name) for analysis in analyses for c in analysis.claims}
    return count_independent(said, index_of(*analyses))


def test_reports_of_their_own_are_as_many_origins() -> None:
    assert count(*(report(number, FILL[number]) for number in range(3))) == 3


def test_one_video_is_one_origin() -> None:
    """Outlets that show one video of a party; a video and no video are two."""
    assert count(*(report(number, FILL[number], exhibit="video") for number in range(3))) == 1
    assert count(report(0, FILL[0], exhibit="video"), report(1, FILL[1])) == 2


def test_videos_of_two_days_are_two() -> None:
    def said(number: int, day: int) -> Utterance:
        first = PUBLISHED + timedelta(days=day)
        return Utterance(id=UtteranceId(f"u{number}"), said_first=first, said_last=first + timedelta(days=1))

    days = [report(number, FILL[number], exhibit="video", utterance=said(number, number)) for number in range(2)]
    assert count(*days) == 2


def test_one_address_is_one_exhibit() -> None:
    """The same post, whoever shows it and however its address is written."""
    shown = [
        report(0, FILL[0], actor="Mayor https://www.posts.example/17?a=b."),
        report(1, FILL[1], actor="Harbour master http://posts.example/17?a=b/"),
    ]
    for analysis in shown:
        assert "posts.example/17" in analysis.revision.text
    claims = [c for a in shown for c in a.claims]
    with_source = [
        make_analysis(a.revision, (make_claim(a.revision, WORDS, actor=f"Party {n}", source=a.claims[0].actor.name),))
        for n, a in enumerate(shown)
    ]
    assert len(claims) == 2
    assert count(*with_source) == 1


def test_an_article_can_hold_several_origins() -> None:
    """A long report with a dispatch in it: the claim inside shares its origin, the report's other claim does not."""
    dispatch = report(1, NEWS)
    text = f"{OWN} {NEWS} Mayor said {WORDS}. {OWN.replace('the', 'one')} {OWN.replace('and', 'or')} {OWN[::-1]}"
    revision = make_revision(f"Title\n\n{text} A nurse said the school was full.", address="https://long.example/")
    long = make_analysis(
        revision,
        (make_claim(revision, WORDS, actor="Mayor"), make_claim(revision, "the school was full", actor="Nurse")),
    )
    (origin,) = (o for o in find_origins([dispatch, long]) if o.kind in (OriginKind.COPY, OriginKind.REWRITE))
    assert origin.whole == (dispatch.revision.id,)
    assert long.claims[0].id in origin.claims
    assert long.claims[1].id not in origin.claims
    assert count_report_origins([dispatch.revision.id, revision.id], [origin]) == 2


def test_fifty_halves_of_one_dispatch_are_one_origin() -> None:
    """Rewrites that share nothing with each other hang on the dispatch that both share with."""
    sentences = NEWS.split(". ")
    halves = [report(number, ". ".join(sentences[number % 3 :][:2]) + ". " + FILL[number % 3]) for number in range(6)]
    origins = [o for o in find_origins([report(9, NEWS), *halves]) if o.kind in (OriginKind.COPY, OriginKind.REWRITE)]
    assert [len(origin.revisions) for origin in origins] == [7]


def test_what_a_party_tells_one_outlet_has_one_origin() -> None:
    """“told Xxx” stands once; what the party says in the same report without it came the same way."""
    revision = make_revision(f"T\n\n{FILL[0]} Mayor told Velka News {WORDS}. Mayor said all was well.", outlet=None)
    first = make_analysis(
        revision,
        (
            make_claim(revision, WORDS, actor="Mayor", via=("Velka News",)),
            make_claim(revision, "all was well", actor="Mayor"),
        ),
    )
    origins = find_origins([first, report(1, FILL[1], via=("the Velka News channel",))])
    (cited,) = (origin for origin in origins if origin.kind is OriginKind.CITED)
    assert len(cited.claims) == 3
    assert cited.name == "Velka News"


def test_an_outlet_that_a_report_is_from_and_names_is_own_reporting() -> None:
    (origin,) = find_origins([report(1, FILL[1], outlet="Velka Journal", via=("the Journal of Velka",))])
    assert origin.kind is OriginKind.CITED
    (origin,) = find_origins([report(1, FILL[1], outlet="Velka Journal", via=("Velka Journal",))])
    assert origin.kind is OriginKind.OWN


def test_a_party_s_own_outlet_adds_no_origin() -> None:
    """Only once a list says whose outlet it is; alone it is still one origin."""
    own, other = report(1, FILL[1], outlet="Harbour Voice"), report(2, FILL[2])
    assert count(own, other) == 2
    listed = Actor(
        name="Harbour Voice",
        kind=ActorKind.ORGANISATION,
        aliases=("Harbour Voice",),
        listed=Listed(list="a.csv", id="2", outlet_of="mayor", outlet_source="register"),
    )
    told = make_analysis(own.revision, own.claims)
    told = type(told)(**{f: getattr(told, f) for f in told.__dataclass_fields__} | {"actors": (*told.actors, listed)})
    assert count(told, other) == 1
    assert count(told) == 1


def test_the_graph_tells_what_derives_from_what() -> None:
    """Nodes of one origin share a number; the copy points at the earlier report; the graph is a record."""
    first, copy = report(1, NEWS, outlet="First"), report(2, NEWS, outlet="Second", hours=3)
    cited = [
        report(3, FILL[0], outlet="Third", via=("Velka News",)),
        report(4, FILL[1], outlet="Fourth", via=("Velka News",)),
    ]
    everything = [first, copy, *cited]
    claims = {c.id: (c.revision_id, c.actor.name) for a in everything for c in a.claims}
    labels = {a.revision.id: a.revision.outlet or "" for a in everything}
    graph = draw_origins("p1", claims, index_of(*everything), labels)
    assert (graph.reports, graph.origins) == (4, 2)
    assert {node.label for node in graph.nodes if node.kind is OriginNodeKind.CARRIER} == {"Velka News"}
    (copies,) = (edge for edge in graph.edges if edge.kind is OriginEdgeKind.COPIES)
    assert (labels[copy.revision.id], copies.directed) == ("Second", True)
    assert (copies.derived, copies.origin) == (copy.revision.id, first.revision.id)
    assert sum(edge.kind is OriginEdgeKind.CITES for edge in graph.edges) == 2
    component = {node.label: node.component for node in graph.nodes}
    assert component["First"] == component["Second"] != component["Third"] == component["Fourth"]
    assert from_json(OriginGraph, to_json(graph)) == graph


def test_one_quotation_told_by_two_is_one_utterance_in_the_graph() -> None:
    def quoting(number: int, text: str) -> Analysis:
        revision = make_revision(f"T\n\n{text} {QUOTE} he said.", address=f"https://q{number}.example/", outlet=None)
        return make_analysis(revision, (make_claim(revision, QUOTE, actor="Engineer"),))

    pair = [quoting(1, NEWS), quoting(2, OWN)]
    claims = {c.id: (c.revision_id, c.actor.name) for a in pair for c in a.claims}
    graph = draw_origins("p", claims, index_of(*pair), {})
    assert graph.origins == 1
    assert {edge.kind for edge in graph.edges} == {OriginEdgeKind.QUOTES}
