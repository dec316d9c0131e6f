"""Counts of other things than tolls: shown where two parties differ on one thing, side by side, never merged."""

from collections.abc import Sequence

from counterclaim.desk._drawings import draw_charts
from counterclaim.desk._figures import FigureGroup, story_figures
from counterclaim.disputes import build_accounts
from counterclaim.presentation import build_document
from counterclaim.records.accounts import Judgements, Match, MatchLabel, ReportLink
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.mentions import Figure, FigureUnit
from counterclaim.views import Lookup
from tests.factories import make_analysis, make_claim, make_revision, span_of


def charted(
    *numbers: tuple[str, float, str], unit: FigureUnit = FigureUnit.COUNT, matter: bool = True
) -> tuple[FigureGroup, ...]:
    """The groups of a story in which each party (name, number, counted) tells one claim; `matter`: all of one."""
    analyses, claims = [], list[Claim]()
    for at, (party, value, counted) in enumerate(numbers):
        text = f"{party} said that {value:g} {counted} stood there."
        revision = make_revision(text, address=f"https://{at}.example/report", outlet=f"{at}.example")
        words = f"{value:g} {counted}".strip()
        figure = Figure(
            span=span_of(text, words), words=f"{value:g}", low=value, high=value, unit=unit, counted=counted or None
        )
        claim = make_claim(revision, f"{words} stood there", actor=party, source=party, cue="said", figures=(figure,))
        claims.append(claim)
        analyses.append(make_analysis(revision, (claim,)))
    return story_figures_of(analyses, claims if matter else ())


def story_figures_of(analyses: Sequence[Analysis], same: Sequence[Claim]) -> tuple[FigureGroup, ...]:
    ids = [analysis.revision.id for analysis in analyses]
    pairs = [(a, b) for at, a in enumerate(ids) for b in ids[at + 1 :]]
    judged = Judgements(
        links=tuple(ReportLink(a=min(pair), b=max(pair), score=0.9) for pair in pairs),
        matches=tuple(
            Match(a=min(a.id, b.id), b=max(a.id, b.id), label=MatchLabel.SAME, score=0.9)
            for at, a in enumerate(same)
            for b in same[at + 1 :]
        ),
    )
    lookup = Lookup(build_document(analyses, build_accounts(analyses, judged)))
    document = lookup.document
    return story_figures(document.propositions, document.disputes, lookup, convention="floor")


def test_two_parties_that_count_one_thing_differently_are_charted_apart() -> None:
    """Each with its claimant, its number and its claim; no line holds both."""
    (group,) = charted(("Lumen Party", 32, "ballot boxes"), ("election board", 19, "ballot boxes"))
    assert group.rival
    assert group.what == "ballot boxes"
    assert {(line.claimant, line.low, line.high) for line in group.lines} == {
        ("Lumen Party", 32, 32),
        ("election board", 19, 19),
    }
    assert len({line.claims for line in group.lines}) == 2
    assert all(line.published for line in group.lines)


def test_shares_and_sums_are_charted_too() -> None:
    for unit, counted in ((FigureUnit.SHARE, "voters"), (FigureUnit.MONEY, "euros")):
        (group,) = charted(("Lumen Party", 61, counted), ("Vote Circle", 48, counted), unit=unit)
        assert {line.low for line in group.lines} == {48, 61}


def test_one_number_of_two_parties_is_no_contest_and_one_party_is_none_either() -> None:
    assert charted(("Lumen Party", 32, "ballot boxes"), ("election board", 32, "ballot boxes")) == ()
    assert charted(("Lumen Party", 32, "ballot boxes"), ("Lumen Party", 19, "ballot boxes")) == ()


def test_different_things_and_different_matters_are_not_set_against_each_other() -> None:
    assert charted(("Lumen Party", 32, "ballot boxes"), ("election board", 19, "complaints")) == ()
    assert charted(("Lumen Party", 32, "ballot boxes"), ("election board", 19, "ballot boxes"), matter=False) == ()
    assert charted(("Plant", 38, "kilograms of chlorine"), ("Union", 9, "kilograms of soot")) == ()


def test_weights_of_several_measures_share_a_scale_and_keep_their_words() -> None:
    """“2 tonnes” is drawn as 2,000 kilograms beside 38, and still told as 2 tonnes."""
    (group,) = charted(("Plant", 38, "kilograms of chlorine"), ("Inspectorate", 2, "tonnes of chlorine"))
    assert group.measure == "kilograms"
    assert {(line.range, line.counted, line.low) for line in group.lines} == {
        ("38", "kilograms of chlorine", 38),
        ("2", "tonnes of chlorine", 2000),
    }
    (chart,) = draw_charts([group])
    assert "drawn in kilograms" in chart.scale


def test_a_weight_that_does_not_say_of_what_stands_beside_the_one_thing_weighed() -> None:
    """“Less than 80 kg” is of dye where dye alone is weighed, and of nothing known where salt is too."""
    (group,) = charted(("board", 210, "kg of dye"), ("mill", 80, "kg"))
    assert [line.low for line in group.lines] == [210, 80]
    assert charted(("board", 210, "kg of dye"), ("mill", 80, "kg"), ("port", 9, "kg of salt")) == ()


def test_boxes_and_kilograms_share_no_scale() -> None:
    groups = (
        *charted(("Lumen Party", 32, "ballot boxes"), ("election board", 19, "ballot boxes")),
        *charted(("Plant", 3800, "kilograms"), ("Union", 9000, "kilograms")),
    )
    assert [chart.unit for chart in draw_charts(groups)] == ["ballot boxes", "kilograms"]


def test_tolls_are_shown_whoever_states_them() -> None:
    (group,) = charted(("hospital", 12, "miners"), unit=FigureUnit.KILLED)
    assert (group.what, group.rival) == ("killed", False)
