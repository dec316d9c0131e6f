"""Release: what leaves the desk obeys the rules that protect people, in every field."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from counterclaim.presentation import DisputeView, DocumentView, Quote, build_document
from counterclaim.protection import (
    CLEARED,
    NO_ANSWER,
    REVIEWED,
    UNREVIEWED,
    Release,
    Released,
    ReleaseRules,
    answer_to,
    held_reports,
    only_reviewed,
    protect_for_release,
)
from counterclaim.protection._places import coarsen_words
from counterclaim.protection._wording import heading
from counterclaim.records.accounts import (
    Accounts,
    Dispute,
    DisputeKind,
    Position,
    Proposition,
    Status,
    Story,
)
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Polarity, Stance
from counterclaim.records.codec import to_json
from counterclaim.records.decisions import Decision, DecisionAction
from counterclaim.records.enquiries import Enquiry, Reply
from counterclaim.records.ids import DisputeId, PropositionId, StoryId
from counterclaim.records.mentions import ActorKind, Figure, FigureUnit, Place, PlacePrecision
from counterclaim.records.notes import Evidence
from counterclaim.records.spans import Span
from counterclaim.review import Protected
from tests.factories import PUBLISHED, make_actor, make_analysis, make_claim, make_revision, span_of

NOW = PUBLISHED + timedelta(hours=10)
LATER = PUBLISHED + timedelta(days=30)
TEXT = (
    "Front claims Orsk bridge\n\n"
    "The Harrow Front said its fighters had seized the old mill at Orsk in Veldt Province near Brack Lane.\n\n"
    "The interior ministry denied that the town had fallen."
)
ADDRESS = "https://outlet.example/2024/front-claims-orsk-bridge"


def place(text: str, words: str, precision: PlacePrecision = PlacePrecision.TOWN) -> Place:
    return Place(
        span=span_of(text, words), name=words, precision=precision, lat=51.2, lon=58.5, radius_km=5.0, country="XX",
        admin1="Veldt",
    )  # fmt: skip


def battle(text: str = TEXT) -> Analysis:
    revision = make_revision(text, address=ADDRESS, published=PUBLISHED)
    province = replace(place(text, "Veldt Province", PlacePrecision.PROVINCE), lat=50.0, lon=57.0)
    places = (place(text, "Orsk"), province)
    content = "its fighters had seized the old mill at Orsk in Veldt Province near Brack Lane"
    orsk = replace(places[0], span=Span(text.index("at Orsk") + 3, text.index("at Orsk") + 7))
    claims = (
        make_claim(revision, content, source="The Harrow Front", cue="said", places=(orsk, places[1])),
        make_claim(
            revision,
            "that the town had fallen",
            actor="interior ministry",
            source="The interior ministry",
            cue="denied",
            stance=Stance.DENIES,
        ),
    )
    analysis = make_analysis(revision, claims)
    return replace(analysis, places=(*places, orsk))


def position(claim: Claim) -> Position:
    return Position(actor=claim.actor.name, polarity=claim.polarity, claims=(claim.id,), utterances=1, origins=1)


def view(analysis: Analysis, *more: Analysis, statuses: tuple[Status, ...] = (Status.CONTESTED,)) -> DocumentView:
    """A story in which all claims are about one matter, worded by the first."""
    analyses = (analysis, *more)
    claims = analysis.claims
    proposition = Proposition(
        id=PropositionId("p1"),
        story_id=StoryId("s123456789"),
        words=claims[0].content[0].of(analysis.revision.text),
        wording=claims[0].id,
        claims=tuple(claim.id for one in analyses for claim in one.claims),
        positions=tuple(map(position, claims)),
        statuses=statuses,
        status_reasons=("a test",) * len(statuses),
        reports=len(analyses),
        origins=1,
    )
    story = Story(
        id=StoryId("s123456789"), title="Harrow Front, Orsk", revisions=tuple(one.revision.id for one in analyses)
    )
    against = tuple(claim.id for claim in claims if claim.polarity is Polarity.AGAINST)
    dispute = Dispute(
        id=DisputeId("x1"), story_id=story.id, kind=DisputeKind.DENIAL, a=proposition.id, b=None,
        sides_for=(claims[0].id,), sides_against=against, score=1.0,
    )  # fmt: skip
    accounts = Accounts(
        stories=(story,), propositions=(proposition,), disputes=(dispute,) if against else (), answers=(), origins=()
    )
    return build_document(analyses, accounts)


def everything(released: Released) -> str:
    return str(to_json(released))


def flag(*names: str, why: str = "minor") -> Protected:
    revision = make_revision(TEXT, address=ADDRESS)
    decision = Decision(
        action=DecisionAction.PROTECT,
        revision_id=revision.id,
        spans=(Span(0, 5),),
        author="Ada",
        reason="seen",
        value=why,
    )
    return Protected(names=names, revision_id=revision.id, why=why, decision=decision)


def report_of(words: str, **options: object) -> Analysis:
    """A report of one sentence by the Harrow Front."""
    text = f"Front speaks\n\nThe Harrow Front said {words}."
    revision = make_revision(text, address="https://outlet.example/speaks", published=PUBLISHED)
    return make_analysis(revision, (make_claim(revision, words, source="The Harrow Front", cue="said", **options),))  # type: ignore[arg-type]


# Rule 1


def test_no_heading_without_claimant_or_whether() -> None:
    """Titles, slugs, headings of matters and disputes; a headline says whose it is."""
    released = protect_for_release(view(battle()), now=LATER).records
    heading = released.propositions[0].heading
    assert heading.startswith("Whether “")
    assert "claimed by Harrow Front; denied by interior ministry" in heading
    assert released.disputes[0].heading == heading
    assert all(report.headline.startswith(report.outlet) for report in released.reports)
    assert "seized" not in released.stories[0].title + released.stories[0].slug


def test_what_nobody_contests_names_its_claimant() -> None:
    released = protect_for_release(view(report_of("it had rebuilt the road"), statuses=()), now=LATER).records
    assert released.propositions[0].heading == "Claimed by Harrow Front: “it had rebuilt the road”"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("“Our guns were silent.", "“Our guns were silent.”"),
        ("“Our guns were silent.”", "“Our guns were silent.”"),
        ("“Our” guns were “silent”", "““Our” guns were “silent””"),
    ],
)
def test_a_heading_has_one_pair_of_marks_of_its_own(words: str, told: str) -> None:
    assert heading(words, for_=["Harrow Front"], against=[], contested=False) == f"Claimed by Harrow Front: {told}"


def test_the_narrator_is_the_outlet() -> None:
    narrated = report_of("the road was rebuilt", actor=make_actor("(article)", kind=ActorKind.ARTICLE))
    released = protect_for_release(view(narrated, statuses=()), now=LATER).records
    assert "(article)" not in everything(released)
    assert released.claims[0].claimant.endswith("(in its own words)")


def test_an_allegation_of_a_crime_shows_the_answer_or_that_there_is_none() -> None:
    alone = report_of("the garrison had tortured prisoners")
    assert protect_for_release(view(alone, statuses=()), now=LATER).records.propositions[0].answer == NO_ANSWER
    text = (
        "Front accuses\n\nThe Harrow Front said the garrison had tortured captives.\n\n"
        "The interior ministry denied any torture."
    )
    revision = make_revision(text, address=ADDRESS, published=PUBLISHED)
    said = make_claim(revision, "the garrison had tortured captives", source="The Harrow Front", cue="said")
    denied = make_claim(revision, "any torture", actor="interior ministry", stance=Stance.DENIES)
    answered = protect_for_release(view(make_analysis(revision, (said, denied))), now=LATER).records
    assert answered.propositions[0].answer == "interior ministry denies: “any torture”"
    harmless = report_of("the road was rebuilt")
    assert protect_for_release(view(harmless, statuses=()), now=LATER).records.propositions[0].answer is None


def test_counts_that_are_no_totals_say_so() -> None:
    text = "Front counts\n\nThe Harrow Front said 31 people were killed, nine of them its own."
    revision = make_revision(text, address=ADDRESS, published=PUBLISHED)
    total, part = (
        Figure(span=span_of(text, words), words=words, low=low, high=low, unit=FigureUnit.KILLED, part_of=whole)
        for words, low, whole in (("31 people", 31.0, None), ("nine of them", 9.0, span_of(text, "31 people")))
    )
    said = make_claim(revision, "31 people were killed, nine of them its own", figures=(total, part))
    released = protect_for_release(view(make_analysis(revision, (said,)), statuses=()), now=LATER).records
    assert {count.low: count.note for count in released.propositions[0].counts} == {31.0: "", 9.0: "part of a total"}


def test_another_count_answers_no_allegation() -> None:
    """Two tolls that cannot both hold: whoever counts fewer has not answered who did it."""
    text = (
        "Front accuses\n\nThe Harrow Front said the garrison had massacred 30 villagers.\n\n"
        "The hospital said 12 villagers were killed."
    )
    revision = make_revision(text, address=ADDRESS, published=PUBLISHED)
    said = make_claim(revision, "the garrison had massacred 30 villagers", source="The Harrow Front", cue="said")
    counted = make_claim(revision, "12 villagers were killed", actor="hospital")
    document = view(make_analysis(revision, (said,)), statuses=())
    other = view(make_analysis(revision, (counted,)), statuses=()).propositions[0]
    other = replace(other, id="p2", wording=counted.id, claims=(counted.id,))
    dispute = DisputeView(
        id="x1",
        kind=DisputeKind.FIGURES,
        story=other.story,
        a=document.propositions[0].id,
        b="p2",
        a_words="",
        b_words="",
        sides_for=(said.id,),
        sides_against=(counted.id,),
        score=0.8,
        reasons=(),
    )
    document = replace(document, propositions=(*document.propositions, other), disputes=(dispute,))
    claims = {
        claim.id: claim for claim in view(make_analysis(revision, (said, counted)), statuses=()).reports[0].claims
    }
    words = {id_: claim.words for id_, claim in claims.items()}
    asked = document.propositions[0], document, words, claims
    assert answer_to(*asked) == NO_ANSWER
    rival = replace(document, disputes=(replace(dispute, kind=DisputeKind.CONTRADICTION),))
    assert answer_to(asked[0], rival, words, claims) == "hospital asserts: “12 villagers were killed”"


# Rule 2


def test_young_positions_of_forces_are_coarse_in_words_and_points() -> None:
    """The town, the site in it and the lane that no gazetteer knows, in every field, also in title and address."""
    released = protect_for_release(view(battle()), now=NOW, divisions=lambda country, name: (50.0, 57.0, 200.0)).records
    said = everything(released)
    for fine in ("Orsk", "orsk", "Brack", "mill", "51.2", "58.5"):
        assert fine not in said, fine
    claim = released.claims[0]
    assert claim.coarse
    assert "Veldt Province" in claim.words
    assert {(p.name, p.precision, p.lat) for p in claim.places} >= {("Veldt", PlacePrecision.PROVINCE, 50.0)}
    assert released.reports[0].address == "https://outlet.example/"


@pytest.mark.parametrize("denial", ["We did NOT shell Orsk", "We DIDN’T shell Orsk", "We shelled NOBODY at Orsk"])
def test_what_is_shouted_is_no_name(denial: str) -> None:
    """“We did [a name] shell the town” says the opposite of what was said."""
    report = view(report_of(denial), statuses=()).reports[0]
    quotes = [Quote(start=0, end=len(denial), words=denial)]
    assert coarsen_words(quotes, report) == denial.replace("Orsk", "[a name]")


@pytest.mark.parametrize("words", ["“Two men shot at us”", "2. Voting was calm", "the count in Sunday's election"])
def test_first_words_behind_marks_and_numbers_and_days_are_no_names(words: str) -> None:
    report = view(report_of(words), statuses=()).reports[0]
    assert coarsen_words([Quote(start=0, end=len(words), words=words)], report) == words


def test_a_place_is_hidden_once() -> None:
    """“[a place in Veldt]” is not hidden again where the division has the town's name."""
    analysis = battle()
    named = tuple(
        replace(p, admin1="Orsk") if p.span.of(analysis.revision.text) == "Orsk" else p for p in analysis.places
    )
    claims = tuple(
        replace(c, places=tuple(p for p in named if p.span in {q.span for q in c.places})) for c in analysis.claims
    )
    released = protect_for_release(view(replace(analysis, places=named, claims=claims)), now=NOW).records
    assert "[a place in Orsk]" in everything(released)
    assert "[a place in [" not in everything(released)


@pytest.mark.parametrize(("hours", "coarse"), [(71, True), (73, False)])
def test_positions_of_forces_leave_after_three_days(hours: int, coarse: bool) -> None:
    released = protect_for_release(view(battle()), now=PUBLISHED + timedelta(hours=hours)).records
    assert ("Orsk" not in released.claims[0].words) == coarse
    assert ("Orsk" not in released.stories[0].title) == coarse


def test_the_age_can_be_set() -> None:
    released = protect_for_release(view(battle()), now=NOW, rules=ReleaseRules(position_hours=1)).records
    assert "Orsk" in released.claims[0].words


@pytest.mark.parametrize(
    "words",
    [
        "its units stood at 51.2045, 58.5667",
        "its units stood 14 km north of the river",
        "its units stood at 39T WH 12345 67890",
    ],
)
def test_coordinates_and_distances_in_words_are_positions(words: str) -> None:
    released = protect_for_release(view(report_of(words), statuses=()), now=NOW).records
    assert not any(part in released.claims[0].words for part in ("51.2", "14 km", "12345"))


def test_where_a_named_person_is_never_leaves() -> None:
    """At any age: nothing in a release answers where somebody is."""
    text = "Governor moves\n\nThe Harrow Front said Tova Lindahl was hiding in Orsk."
    revision = make_revision(text, address="https://outlet.example/moves", published=PUBLISHED)
    orsk = place(text, "Orsk")
    claim = make_claim(revision, "Tova Lindahl was hiding in Orsk", places=(orsk,))
    person = make_actor("Tova Lindahl", kind=ActorKind.PERSON)
    analysis = replace(make_analysis(revision, (claim,)), actors=(claim.actor, person), places=(orsk,))
    released = protect_for_release(view(analysis, statuses=()), now=PUBLISHED + timedelta(days=900)).records
    assert "Orsk" not in everything(released)
    assert "Tova Lindahl" in released.claims[0].words


# Rule 3


def test_who_is_protected_is_not_named_anywhere() -> None:
    text = "Lina Daro speaks\n\nThe Harrow Front said Lina Daro had spoken to reporters. Daro was calm."
    revision = make_revision(text, address="https://outlet.example/lina-daro-speaks", published=PUBLISHED)
    analysis = make_analysis(revision, (make_claim(revision, "Lina Daro had spoken to reporters"),))
    document = view(analysis, statuses=())
    released = protect_for_release(document, now=LATER, protected=[flag("Lina Daro")]).records
    assert "daro" not in everything(released).casefold()
    assert "[a protected minor]" in released.claims[0].words
    assert list(held_reports(document.reports, [flag("Lina Daro")])) == [revision.id]


@pytest.mark.parametrize(
    "words",
    [
        "the nine-year-old girl Lina Daro was killed",
        "Lina Daro had been taken hostage",
        "Lina Daro was detained at the border",
        "doctors treated for burns a man called Ivo Brandt",
        "an eyewitness, Ivo Brandt, saw it",
        "Ivo Brandt, a shopkeeper, fled",
    ],
)
def test_likely_cases_wait_until_a_person_has_looked(words: str) -> None:
    document = view(report_of(words), statuses=())
    held = protect_for_release(document, now=LATER)
    assert (held.records.claims, held.records.propositions) == ((), ())
    assert "Daro" not in everything(held.records)
    assert [one.kind for one in held.held_back] == ["claim", "proposition"]
    assert list(held_reports(document.reports, [])) == [document.reports[0].revision]
    seen = [flag("Lina Daro", "Ivo Brandt", why=CLEARED)]
    assert protect_for_release(document, now=LATER, protected=seen).records.claims
    assert held_reports(document.reports, seen) == {}


def test_children_whom_nobody_names_are_no_case() -> None:
    assert protect_for_release(view(report_of("12 children were killed"), statuses=()), now=LATER).records.claims


# Rules 4 and 5


def test_copies_change_nothing() -> None:
    """Fifty copies of one report: the matter, its heading, statuses, positions stay; only reports are more."""
    one = battle()
    document = view(one)
    copies = tuple(
        replace(analysis, claims=())
        for n in range(50)
        for analysis in [battle(TEXT.replace("Front claims", f"Front {n} claims"))]
    )
    many = view(one, *copies)
    alone, crowd = (protect_for_release(d, now=NOW).records for d in (document, many))
    assert crowd.propositions == alone.propositions
    assert crowd.disputes == alone.disputes
    assert crowd.claims == alone.claims


def test_tolls_stand_by_claimant_and_are_never_added() -> None:
    words = "12 soldiers and 30 rebels died"
    figures = tuple(
        Figure(
            span=Span(0, 2), words=number, low=float(number), high=float(number), unit=FigureUnit.KILLED, counted=whom
        )
        for number, whom in (("12", "soldiers"), ("30", "rebels"))
    )
    released = protect_for_release(view(report_of(words, figures=figures), statuses=()), now=LATER).records
    counts = released.propositions[0].counts
    assert sorted(count.low for count in counts if count.low) == [12.0, 30.0]
    assert not re.search(r"\b42(\.0)?\b", str(to_json(released.propositions[0])))  # an id may hold any digits
    assert released.propositions[0].best_estimate is None


# Rule 6


def test_unreviewed_rows_are_marked_and_left_out_of_event_shaped_exports() -> None:
    analysis = report_of("it had rebuilt the road")
    marked = protect_for_release(view(analysis, statuses=()), now=LATER).records
    assert {marked.claims[0].review, marked.propositions[0].review} == {UNREVIEWED}
    shaped = protect_for_release(view(analysis, statuses=()), now=LATER, rules=only_reviewed(ReleaseRules()))
    assert shaped.records.claims == ()
    assert "not reviewed by a person" in {one.why for one in shaped.held_back}
    reviewed = replace(
        analysis,
        claims=(replace(analysis.claims[0], evidence=(Evidence(field="review", rule="accepted", detail="Ada"),)),),
    )
    shaped = protect_for_release(view(reviewed, statuses=()), now=LATER, rules=only_reviewed(ReleaseRules()))
    assert [claim.review for claim in shaped.records.claims] == [REVIEWED]
    assert "Ada" not in everything(shaped.records)


def test_only_the_rules_make_a_release() -> None:
    with pytest.raises(TypeError, match="only protect_for_release"):
        Release(Released(reports=(), claims=(), propositions=(), disputes=(), stories=()), (), key=None)


def test_nothing_of_a_text_beyond_its_claims_leaves() -> None:
    """Evidence, blocks, authors: a release has no field for them."""
    document = view(replace(battle(), revision=replace(battle().revision, authors=("Jo Writer",))))
    assert "Jo Writer" not in everything(protect_for_release(document, now=datetime.now(UTC)).records)


def test_what_stands_around_a_quotation_leaves_only_where_nothing_in_it_is_hidden() -> None:
    """A name that the edge of the surroundings cuts in two is still a name."""
    text = "Front speaks\n\nSo Ivo Brandtmannsson told us when asked. The Harrow Front said it had rebuilt the road."
    revision = make_revision(text, published=PUBLISHED)
    claim = make_claim(revision, "it had rebuilt the road", source="The Harrow Front", cue="said")
    analysis = make_analysis(revision, (claim,))
    start = claim.content[0].start
    assert "mannsson" not in text[start - 32 : start]  # beyond the edge, and yet looked at
    open_, flagged = (
        protect_for_release(view(analysis, statuses=()), now=LATER, protected=protected).records.claims[0].quotes
        for protected in ((), (flag("Ivo Brandtmannsson"),))
    )
    assert open_[0].prefix.endswith("The Harrow Front said ")
    assert (flagged[0].exact, flagged[0].prefix) == ("it had rebuilt the road", "")


def test_coarse_words_have_no_quotation_and_no_offsets() -> None:
    fresh = protect_for_release(view(battle()), now=NOW).records
    assert [bool(claim.quotes) for claim in fresh.claims if claim.coarse and "[" in claim.words] == [False]
    old = protect_for_release(view(battle()), now=LATER).records
    assert old.claims[0].quotes[0].exact == old.claims[0].words


def test_an_enquiry_leaves_without_the_protected_and_waits_for_likely_cases() -> None:
    """What a person typed passes the rules that the reports pass."""
    analysis = report_of("it had seized the bridge at Orsk")
    claim = analysis.claims[0]
    asked = Enquiry(
        asked="Mila Arno",
        question="Is Mila Arno with you?",
        asked_at=PUBLISHED,
        about_kind="story",
        about="s1",
        claims=(),
        revisions=(claim.revision_id,),
        author="Rita Desk",
    )
    likely = replace(asked, asked="a clinic", question="Is the patient Oren Vale with you?")
    held = [("q1", asked, Reply(answer="Mila Arno left.", answered_at=PUBLISHED, author="Rita")), ("q2", likely, None)]
    release = protect_for_release(view(analysis), now=LATER, protected=[flag("Mila Arno")], enquiries=held)
    (told,) = release.records.enquiries
    assert "Arno" not in everything(release.records)
    assert told.answer == "[a protected minor] left."
    assert [(one.kind, one.id) for one in release.held_back if one.kind == "enquiry"] == [("enquiry", "q2")]
