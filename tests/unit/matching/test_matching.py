"""Which claims are about the same matter, and how they stand to each other."""

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

from counterclaim.matching import group_claims, match_claims
from counterclaim.parsing import load_parser
from counterclaim.records.accounts import Match, MatchLabel, ReportLink
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Frame, Kind, Stance
from counterclaim.records.ids import AttributionId
from counterclaim.records.mentions import ActorKind, Figure, FigureUnit, Place, PlacePrecision
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span
from counterclaim.taggers import load_encoder
from tests.factories import make_actor, make_analysis, make_claim, make_revision, span_of

STOP = {"the", "a", "an", "that", "of", "at", "in", "on", "to", "had", "has", "have", "been", "be", "by", "was", "were"}


def frame_of(words: str, **fields: object) -> Frame:
    """The frame that a reader would give: lemmas of the words that are not grammar."""
    parse = load_parser().parse_text(words)
    terms = tuple(lemma for lemma, pos in zip(parse.lemmas, parse.pos, strict=True)
                  if pos in ("NOUN", "PROPN", "VERB", "ADJ", "NUM") and lemma not in STOP)  # fmt: skip
    return Frame(terms=terms, **fields)  # type: ignore[arg-type]


def report(number: int, *claims: tuple[str, str, Stance], **frame: object) -> Analysis:
    """A report whose paragraphs are the claims (actor, words, stance)."""
    revision = make_revision(
        "\n\n".join(words for _, words, _ in claims), address=f"https://o{number}.example/", published=None
    )
    return make_analysis(
        revision,
        tuple(
            make_claim(revision, words, actor=actor, stance=stance, frame=frame_of(words, **frame))
            for actor, words, stance in claims
        ),
    )


def judge(*analyses: Analysis) -> tuple[Match, ...]:
    """The judgements on all claims of reports that are linked to one another."""
    ids = sorted(analysis.revision.id for analysis in analyses)
    links = [ReportLink(a=a, b=b, score=0.9) for i, a in enumerate(ids) for b in ids[i + 1 :]]
    return match_claims(analyses, (), links, load_encoder())


def label(matches: Sequence[Match], a: Claim, b: Claim) -> MatchLabel:
    """The judgement on two claims; unrelated where none was given."""
    return next((m.label for m in matches if {m.a, m.b} == {a.id, b.id}), MatchLabel.UNRELATED)


def figure(revision: Revision, words: str, value: float) -> Figure:
    return Figure(
        span=span_of(revision.text, words), words=words, low=value, high=value, unit=FigureUnit.KILLED, counted="people"
    )


ASSERTS, DENIES = Stance.ASSERTS, Stance.DENIES


def test_one_matter_in_other_words_is_the_same_whatever_the_stance() -> None:
    """A claim, its paraphrase and its denial share a proposition; another matter does not."""
    one = report(
        1,
        ("Harrow Front", "it had seized the railway bridge at Orsk", ASSERTS),
        ("Harrow Front", "wheat prices doubled", ASSERTS),
    )
    other = report(2, ("Army", "that the railway bridge at Orsk had been captured", DENIES))
    matches = judge(one, other)
    assert label(matches, one.claims[0], other.claims[0]) is MatchLabel.SAME
    assert label(matches, one.claims[1], other.claims[0]) is MatchLabel.UNRELATED
    groups = group_claims([*one.claims, *other.claims], matches)
    assert sorted(map(len, groups)) == [1, 2]


def test_unlinked_reports_are_not_compared() -> None:
    """The same words in reports that are not about one event are no match."""
    one = report(1, ("Harrow Front", "it had seized the railway bridge at Orsk", ASSERTS))
    other = report(2, ("Army", "that the railway bridge at Orsk had been captured", DENIES))
    weak = [ReportLink(a=min(one.revision.id, other.revision.id), b=max(one.revision.id, other.revision.id), score=0.2)]
    assert match_claims([one, other], (), weak, load_encoder()) == ()


def test_figures_that_cannot_both_hold_make_two_propositions() -> None:
    """Two tolls of one attack: one matter, two propositions that rival each other."""
    one = report(1, ("Army", "the attack on Orsk station killed 12 people", ASSERTS))
    other = report(2, ("Hospital", "the attack on Orsk station killed 40 people", ASSERTS))
    one = replace(one, claims=(replace(one.claims[0], figures=(figure(one.revision, "12", 12),)),))
    other = replace(other, claims=(replace(other.claims[0], figures=(figure(other.revision, "40", 40),)),))
    matches = judge(one, other)
    assert label(matches, one.claims[0], other.claims[0]) is MatchLabel.FIGURES
    assert len(group_claims([*one.claims, *other.claims], matches)) == 2


def test_opposite_words_contradict() -> None:
    """“Alive” against “dead”, where all else agrees."""
    one = report(1, ("Brother", "the mayor of Orsk is in the hospital at Velka", ASSERTS), predicate="alive")
    other = report(2, ("Rebels", "the mayor of Orsk is in the hospital at Velka", ASSERTS), predicate="dead")
    assert label(judge(one, other), one.claims[0], other.claims[0]) is MatchLabel.CONTRADICTS


def test_a_not_that_the_other_lacks_leaves_one_matter() -> None:
    """Who asserts the “not” stands on the other side of it."""
    one = report(1, ("Brother", "the mayor of Orsk is in the hospital at Velka", ASSERTS), negated=True)
    other = report(2, ("Rebels", "the mayor of Orsk is in the hospital at Velka", ASSERTS))
    assert label(judge(one, other), one.claims[0], other.claims[0]) is MatchLabel.SAME


def test_a_denied_figure_is_no_denial_of_a_figure_far_from_it() -> None:
    """Who rejects “a few hundred litres” says nothing against thousands."""
    one = report(1, ("Engineer", "up to 8,000 litres of solvent had leaked", ASSERTS))
    other = report(2, ("Union", "some 300 litres of solvent had leaked", DENIES))
    one = replace(one, claims=(replace(one.claims[0], figures=(figure(one.revision, "8,000", 8000),)),))
    other = replace(other, claims=(replace(other.claims[0], figures=(figure(other.revision, "300", 300),)),))
    assert len(group_claims([*one.claims, *other.claims], judge(one, other))) == 2


def test_a_denied_few_hundred_is_no_denial_of_a_bound_above_it() -> None:
    """“Up to 8,000” holds 300, and who rejects 300 does not reject it; who rejects 7,500 may."""
    one = report(1, ("Engineer", "up to 8,000 litres of solvent had leaked", ASSERTS))
    bound = replace(figure(one.revision, "8,000", 8000), low=None)
    one = replace(one, claims=(replace(one.claims[0], figures=(bound,)),))
    groups = []
    for number in (300, 7500):
        other = report(2, ("Union", f"some {number} litres of solvent had leaked", DENIES))
        told = replace(other.claims[0], figures=(figure(other.revision, f"{number}", number),))
        other = replace(other, claims=(told,))
        groups.append(len(group_claims([*one.claims, told], judge(one, other))))
    assert groups == [2, 1]


def test_a_denied_negation_denies_the_matter_itself() -> None:
    """“Said it was not there” has stance denies and a “not”: the matter is that it was there."""
    one = report(1, ("Rebels", "the mayor of Orsk is in the hospital at Velka", ASSERTS))
    other = report(2, ("Brother", "the mayor of Orsk is in the hospital at Velka", DENIES), negated=True)
    assert label(judge(one, other), one.claims[0], other.claims[0]) is MatchLabel.SAME


def test_a_bare_denial_stands_for_the_claim_that_the_report_opens_with() -> None:
    """“The claim is false” has no matter of its own."""
    one = report(
        1,
        ("Villagers", "water was coming through a crack in the Velka dam", ASSERTS),
        ("Company", "The claim is false", DENIES),
    )
    assert label(judge(one), *one.claims) is MatchLabel.SAME


def test_who_calls_a_statement_false_answers_what_it_says_of_them() -> None:
    """The statement has two parts, of which the second is about the company."""
    one = report(
        1,
        ("Villagers", "hundreds of families fled from the fields", ASSERTS),
        ("Villagers", "Velkaco opened the upper gates of the reservoir", ASSERTS),
        ("Velkaco", "The claim is false", DENIES),
    )
    fled, opened, denial = one.claims
    statement = AttributionId("a1")
    fled = replace(fled, attribution_id=statement)
    opened = replace(opened, attribution_id=statement, frame=replace(opened.frame, subject="Velkaco"))
    matches = judge(replace(one, claims=(fled, opened, denial)))
    assert label(matches, opened, denial) is MatchLabel.SAME
    assert label(matches, fled, denial) is not MatchLabel.SAME


def test_opinions_plans_and_requests_stand_in_no_proposition() -> None:
    """Only facts can be disputed as facts."""
    one = report(1, ("Harrow Front", "it had seized the railway bridge at Orsk", ASSERTS))
    claims = [replace(one.claims[0], kind=kind) for kind in Kind]
    assert group_claims(claims, ()) == [[one.claims[0].id]]
    assert group_claims([claim for claim in claims if claim.kind is not Kind.FACT], ()) == []


def test_order_does_not_matter_and_reasons_add_up() -> None:
    """The same judgements in any order; a pair's reasons name what is alike."""
    one = report(1, ("Harrow Front", "it had seized the railway bridge at Orsk", ASSERTS))
    other = report(2, ("Army", "that the railway bridge at Orsk had been captured", DENIES))
    matches = judge(one, other)
    assert matches == judge(other, one)
    odds = sum(reason.weight for reason in matches[0].reasons)
    assert matches[0].score == pytest.approx(1 / (1 + math.exp(-odds)))
    assert {"meaning", "nameless", "nearest"} <= {reason.name for reason in matches[0].reasons}
    assert matches[0].a < matches[0].b


def test_new_reports_add_what_was_missing() -> None:
    """Judging in two steps gives what judging at once gives."""
    first = report(1, ("Harrow Front", "it had seized the railway bridge at Orsk", ASSERTS))
    second = report(2, ("Army", "that the railway bridge at Orsk had been captured", DENIES))
    ids = sorted((first.revision.id, second.revision.id))
    links = [ReportLink(a=ids[0], b=ids[1], score=0.9)]
    alone = match_claims([first], (), [], load_encoder())
    added = match_claims([second], [first], links, load_encoder())
    assert set(alone) | set(added) == set(match_claims([first, second], (), links, load_encoder()))


def test_a_denial_denies_what_it_names() -> None:
    """“Rumours of a coup” are not of a cold, and “the claims by these bandits” are not one doctor's."""
    one = report(
        1,
        ("State TV", "President Oren was suffering from a cold", ASSERTS),
        ("Spokesman Dell", "rumours of a coup were rubbish", DENIES),
    )
    assert label(judge(one), one.claims[0], one.claims[1]) is not MatchLabel.SAME
    two = report(
        2,
        ("Amir Zano", "nineteen bodies had been brought in", ASSERTS),
        ("Harrow Front", "it had seized the railway bridge at Orsk", ASSERTS),
        ("Army", "the claims by these bandits", DENIES),
    )
    doctor = make_actor("Amir Zano", kind=ActorKind.PERSON)
    two = replace(two, claims=(replace(two.claims[0], actor=doctor), *two.claims[1:]))
    matches = judge(two)
    assert label(matches, two.claims[0], two.claims[2]) is not MatchLabel.SAME
    assert label(matches, two.claims[1], two.claims[2]) is MatchLabel.SAME


def test_a_partys_claim_is_that_partys() -> None:
    """“The Front's claim” stands for what the Front said, not for what the report opens with."""
    one = report(
        1,
        ("Villagers", "water was coming through a crack in the Velka dam", ASSERTS),
        ("Harrow Front", "it had seized the railway bridge at Orsk", ASSERTS),
        ("Army", "the claim of the Front is false", DENIES),
    )
    matches = judge(one)
    assert label(matches, one.claims[1], one.claims[2]) is MatchLabel.SAME
    assert label(matches, one.claims[0], one.claims[2]) is not MatchLabel.SAME


def test_a_denial_of_another_deed_answers() -> None:
    """A denied siege beside a captured centre denies other words than were said."""
    revision = make_revision("The Front captured the centre of Orsk.\n\nThe army denied a siege of the centre of Orsk.")
    claims = (
        make_claim(
            revision,
            "captured the centre of Orsk",
            frame=Frame(predicate="capture", terms=("capture", "centre", "orsk")),
        ),
        make_claim(
            revision,
            "a siege of the centre of Orsk",
            actor="Army",
            stance=DENIES,
            frame=Frame(predicate="siege", terms=("siege", "centre", "orsk")),
        ),
    )
    analysis = make_analysis(revision, claims)
    assert label(judge(analysis), *claims) is MatchLabel.ANSWERS
    assert len(group_claims(claims, judge(analysis))) == 2


def test_the_claim_just_before_is_believed_to_be_meant() -> None:
    """“The same” stands for the claim before it that the reader found, not for what the report opens with."""
    one = report(
        1,
        ("Villagers", "water was coming through a crack in the Velka dam", ASSERTS),
        ("Harrow Front", "it had seized the railway bridge at Orsk", ASSERTS),
        ("Council", "the same", Stance.UNKNOWN),
    )
    pointing = replace(one.claims[2], refers_to=one.claims[1].id)
    one = replace(one, claims=(*one.claims[:2], pointing))
    matches = judge(one)
    assert label(matches, one.claims[1], pointing) is MatchLabel.SAME
    assert label(matches, one.claims[0], pointing) is not MatchLabel.SAME


def test_what_is_denied_again_is_one_matter() -> None:
    """Two denials of one party are joined where they deny one deed, and not for being denials."""
    flight = ("Mayor", "leaving Orsk", DENIES), ("Mayor", "he had fled the city on the river", DENIES)
    deeds = Frame(predicate="leave", terms=("leave", "orsk")), Frame(predicate="flee", terms=("flee", "city", "river"))
    one = report(1, *flight)
    alike = replace(one, claims=tuple(replace(c, frame=f) for c, f in zip(one.claims, deeds, strict=True)))
    names = [reason.name for match in judge(alike) for reason in match.reasons]
    assert "taken up" in names
    other = replace(
        alike, claims=(alike.claims[0], replace(alike.claims[1], frame=replace(deeds[1], predicate="sell")))
    )
    assert "taken up" not in [reason.name for match in judge(other) for reason in match.reasons]


def test_reports_are_dismissed_whatever_they_are_called_and_wherever() -> None:
    """“Rejected media reports as ‘a bad joke’ in a letter sent to the Courier” is about the reports, not the letter."""
    rows = [
        ("(unnamed)", "the mayor has fled the town", Stance.ASSERTS),
        ("Mayor", "media reports as ‘a bad joke’ in a letter that he sent to the Courier", Stance.DENIES),
    ]
    analysis = report(1, *rows)
    fled, dismissed = analysis.claims
    assert label(judge(analysis), fled, dismissed) is MatchLabel.SAME


def test_what_holds_on_a_condition_is_another_matter() -> None:
    """“The gates will open if the truce holds” never stands with “the gates will open”."""
    one = report(1, ("Council", "the upper gates at Orsk open on Friday", ASSERTS))
    other = report(2, ("Mayor", "the upper gates at Orsk open on Friday", ASSERTS))
    conditional = replace(other.claims[0], conditions=other.claims[0].content)
    matches = judge(one, other)
    assert len(group_claims([one.claims[0], other.claims[0]], matches)) == 1
    assert len(group_claims([one.claims[0], conditional], matches)) == 2


def test_counts_of_different_people_speak_against_one_matter() -> None:
    """Nineteen dead and six dead soldiers are two counts."""
    one = report(1, ("Army", "the attack on Orsk station killed 19 people", ASSERTS))
    other = report(2, ("Hospital", "the attack on Orsk station killed 6 soldiers", ASSERTS))
    plain = judge(one, other)[0]
    killed = replace(figure(one.revision, "19", 19), counted="people")
    soldiers = replace(figure(other.revision, "6", 6), counted="soldiers")
    one = replace(one, claims=(replace(one.claims[0], figures=(killed,)),))
    other = replace(other, claims=(replace(other.claims[0], figures=(soldiers,)),))
    counted = judge(one, other)[0]
    assert "other figures" in {reason.name for reason in counted.reasons}
    assert counted.label is MatchLabel.UNRELATED
    assert plain.label is MatchLabel.SAME


def names(matches: Sequence[Match], a: Claim, b: Claim) -> set[str]:
    """The evidence that was found on two claims."""
    return {reason.name for m in matches if {m.a, m.b} == {a.id, b.id} for reason in m.reasons}


def with_frames(analysis: Analysis, *frames: dict[str, object]) -> Analysis:
    """The report with these fields set in the frames of its claims, in order."""
    claims = tuple(
        replace(claim, frame=replace(claim.frame, **frame))  # type: ignore[arg-type]
        for claim, frame in zip(analysis.claims, frames, strict=True)
    )
    return replace(analysis, claims=claims)


def test_two_words_for_one_deed_done_to_one_thing_are_one_matter() -> None:
    """Who denies that a bridge fell denies that it was captured: the words differ, deed and thing do not."""
    one = report(
        1, ("Harrow Front", "had captured the bridge at Orsk", ASSERTS), ("Army", "that the bridge had fallen", DENIES)
    )
    one = with_frames(one, {"predicate": "capture", "object": "bridge"}, {"predicate": "fall", "subject": "bridge"})
    found = judge(one)
    assert label(found, *one.claims) is not MatchLabel.ANSWERS
    assert "one thing" in names(found, *one.claims)
    assert len(group_claims(one.claims, found)) == 1
    other = with_frames(one, {}, {"subject": "garrison"})
    assert "one thing" not in names(judge(other), *other.claims)


def test_a_picture_of_a_place_is_not_what_befell_it() -> None:
    """That photographs were taken at a bridge does not say that the bridge was taken."""
    one = report(1, ("Harrow Front", "it had captured the railway bridge at Orsk", ASSERTS))
    other = report(2, ("Army", "which were taken at the railway bridge of Orsk this week", ASSERTS))
    one = with_frames(one, {"predicate": "capture", "subject": "Harrow Front", "object": "railway bridge"})
    other = with_frames(other, {"predicate": "photograph", "object": "photographs"})
    found = judge(one, other)
    assert "picture" in names(found, one.claims[0], other.claims[0])
    assert len(group_claims([*one.claims, *other.claims], found)) == 2


def test_finding_out_how_many_is_no_toll() -> None:
    """“The number was being established” gives no number, and is no second origin for one."""
    one = report(1, ("Harrow Front", "it had killed at least 40 soldiers at Orsk", ASSERTS))
    other = report(2, ("Army", "the number of civilians killed was being established", ASSERTS))
    one = with_frames(one, {"predicate": "kill", "object": "at least 40 soldiers"})
    other = with_frames(other, {"predicate": "establish", "object": "number"})
    found = judge(one, other)
    assert label(found, one.claims[0], other.claims[0]) is not MatchLabel.SAME
    assert len(group_claims([*one.claims, *other.claims], found)) == 2


def test_a_toll_is_a_claim_with_a_figure() -> None:
    """“The tolls” stand for a count, never for the claim that happens to come first."""
    told = (
        ("Harrow Front", "we fired on the barracks", ASSERTS),
        ("Army", "the attack on Orsk station killed 12 people", ASSERTS),
        ("Red Crescent", "could not confirm any of the tolls", Stance.UNKNOWN),
    )
    one = report(1, *told)
    fired, counted, open_ = one.claims
    found = judge(one)
    assert label(found, fired, open_) is not MatchLabel.SAME
    counted = replace(counted, figures=(figure(one.revision, "12", 12),))
    found = judge(replace(one, claims=(fired, counted, open_)))
    assert label(found, fired, open_) is not MatchLabel.SAME
    assert label(found, counted, open_) is MatchLabel.SAME


def test_that_there_was_none_denies_what_was_said_of_it() -> None:
    """“There was a leak”, denied, is the leak that the report tells of."""
    one = report(
        1,
        ("Union", "a tank leaked solvent into the harbour for five hours", ASSERTS),
        ("Velkaco", "that there was a leak", DENIES),
    )
    one = with_frames(one, {"predicate": "leak", "subject": "tank"}, {"predicate": "leak", "subject": "there"})
    assert label(judge(one), *one.claims) is MatchLabel.SAME


def test_one_report_keeps_apart_what_it_says_of_two_claims() -> None:
    """That nobody confirmed the first and somebody denied the second does not make the two claims one."""
    one = report(
        1,
        ("Harrow Front", "they have seized the Velka valley", ASSERTS),
        ("Harrow Front", "they captured the centre of Orsk district and 11 outposts", ASSERTS),
        ("Council", "the same", Stance.UNKNOWN),
        ("Army", "these claims", DENIES),
    )
    seized, captured, open_, denial = one.claims
    open_, denial = replace(open_, refers_to=seized.id), replace(denial, refers_to=captured.id)
    one = replace(one, claims=(seized, captured, open_, denial))
    found = judge(one)
    assert names(found, open_, denial).isdisjoint({"both contested", "both stand for"})
    home = {claim: number for number, group in enumerate(group_claims(one.claims, found)) for claim in group}
    assert home[seized.id] == home[open_.id] != home[captured.id] == home[denial.id]


def test_a_denied_siege_answers_the_capture_of_the_place() -> None:
    """One party's doings at one place, in two words: the denial answers the claim, and is no denial of it."""
    place = (Place(span=Span(0, 4), name="Orsk", precision=PlacePrecision.TOWN, lat=50.0, lon=10.0),)
    one = report(1, ("Front", "its fighters have captured the centre of Orsk and 11 outposts", ASSERTS),
                 predicate="capture", subject="Front", object="centre")  # fmt: skip
    other = report(2, ("Army", "that the Front had laid siege to Orsk", DENIES),
                   predicate="lay", subject="Front", object="siege")  # fmt: skip
    one, other = (replace(r, claims=(replace(r.claims[0], places=place),)) for r in (one, other))
    assert label(judge(one, other), one.claims[0], other.claims[0]) is MatchLabel.ANSWERS


def test_who_tells_a_report_and_calls_it_false_denies_what_it_said() -> None:
    """“A page stated that the village was sealed off. This report is false,” one judge said."""
    words = "A page stated that the village of Orle has been sealed off", "This report is entirely false"
    one = report(1, ("Judge", words[0], ASSERTS), predicate="state", subject="page")
    both = report(1, ("Judge", words[0], ASSERTS), ("Judge", words[1], DENIES))
    told = replace(both.claims[0], frame=one.claims[0].frame)
    both = replace(both, claims=(told, both.claims[1]))
    assert label(judge(both), *both.claims) is MatchLabel.SAME


@pytest.mark.parametrize(("subject", "expected"), [("Lodz", MatchLabel.CONTRADICTS), ("mayor", MatchLabel.UNRELATED)])
def test_who_is_said_to_live_is_not_dead(subject: str, expected: MatchLabel) -> None:
    """However unlike the words are, where both name the same one."""
    one = report(1, ("Aide", "Anna Lodz is alive and at home with her family", ASSERTS), predicate="alive",
                 subject="Anna Lodz")  # fmt: skip
    other = report(2, ("Website", "Lodz died in a crash near Orsk on the way home", ASSERTS), predicate="die",
                   subject=subject)  # fmt: skip
    assert label(judge(one, other), one.claims[0], other.claims[0]) is expected
