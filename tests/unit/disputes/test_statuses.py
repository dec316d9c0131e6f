"""Every status by rule, with the claims, reports and parties that it rests on."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from counterclaim.differences import find_differences
from counterclaim.disputes import add_histories, build_accounts
from counterclaim.records.accounts import Accounts, Judgements, Match, MatchLabel, ReportLink, Status, StatusBasis
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Frame, Stance
from counterclaim.records.decisions import Decision, DecisionAction
from counterclaim.records.ids import ClaimId
from counterclaim.records.mentions import ActorKind, Exhibit, Figure, FigureChange, FigureUnit
from counterclaim.records.spans import Span
from tests.factories import PUBLISHED, ZONE, make_actor, make_analysis, make_claim, make_revision, span_of

BRIDGE = "the bridge at Orsk had fallen to the rebels"
FILLERS = (
    "A baker opened at six and sold nothing but two loaves until the rain stopped after noon.",
    "School buses turned back at the ford, and one driver slept in his seat beside the radio.",
    "Nurses in another town sent home the last of those who had queued to give blood.",
    "The ferry did not run; its crew painted the railings and argued about football all day.",
    "Snow lay on the pass, where four lorries with apples waited for a plough that never came.",
)


def report(
    number: int,
    sentence: str,
    words: str,
    *,
    by: str,
    at: datetime | None = None,
    stance: Stance = Stance.ASSERTS,
    cue: str | None = None,
    killed: str | None = None,
    more: str = "",
) -> Analysis:
    """A report of its own that holds one claim, published `number` hours after the first."""
    text = f"News {number}\n\n{FILLERS[number % 5]} It was day {number}.\n\n{sentence}\n\n{more}".strip()
    revision = make_revision(
        text,
        address=f"https://o{number}.example/",
        outlet=f"Outlet {number}",
        published=at or PUBLISHED + timedelta(hours=number),
    )
    figures: tuple[Figure, ...] = ()
    if killed:
        low = float(re.findall(r"\d+", killed)[0])
        figures = (Figure(span=span_of(text, killed), words=killed, low=low, high=low, unit=FigureUnit.KILLED),)
    claim = make_claim(
        revision, words, actor=by, cue=cue, stance=stance, figures=figures, frame=Frame(terms=tuple(words.split()))
    )
    return make_analysis(revision, (claim,))


def accounts(
    told: Sequence[Analysis],
    labels: dict[tuple[int, int], MatchLabel] | None = None,
    decisions: tuple[Decision, ...] = (),
) -> Accounts:
    """The accounts of one story. `labels` are for pairs of reports by number; unless given, claims are one matter."""
    ids = sorted(analysis.revision.id for analysis in told)
    matches = []
    for i, one in enumerate(told):
        for j, other in list(enumerate(told))[i + 1 :]:
            if not one.claims or not other.claims:
                continue
            label = (labels or {}).get((i, j), MatchLabel.SAME)
            a, b = sorted((one.claims[0].id, other.claims[0].id))
            matches.append(Match(a=a, b=b, label=label, score=0.9 if label is not MatchLabel.UNRELATED else 0.95))
    return build_accounts(
        told,
        Judgements(
            links=tuple(ReportLink(a=a, b=b, score=0.9) for i, a in enumerate(ids) for b in ids[i + 1 :]),
            matches=tuple(matches),
            decisions=decisions,
        ),
    )


def bases(found: Accounts, claim: ClaimId, status: Status) -> list[StatusBasis]:
    (proposition,) = [p for p in found.propositions if claim in p.claims]
    return [basis for basis in proposition.status_bases if basis.status is status]


def said(number: int, by: str = "Harrow Front", words: str = BRIDGE, cue: str = "said", **fields: object) -> Analysis:
    return report(number, f"The {by} {cue} {words}.", words, by=by, cue=cue, **fields)  # type: ignore[arg-type]


def test_origins_are_counted_with_their_reports_and_parties() -> None:
    told = [said(1), said(2, "Velka Army")]
    (alone,) = bases(accounts(told[:1]), told[0].claims[0].id, Status.ONE_ORIGIN)
    assert (alone.number, alone.revisions, alone.parties) == (1, (told[0].revision.id,), ("Harrow Front",))
    (two,) = bases(accounts(told), told[0].claims[0].id, Status.INDEPENDENT)
    assert two.number == 2
    assert two.reason == "claimed by 2 origins in 2 reports that share no text and no carrier"
    assert set(two.revisions) == {analysis.revision.id for analysis in told}
    assert set(two.claims) == {analysis.claims[0].id for analysis in told}


def test_copies_are_never_said_to_share_no_text() -> None:
    copied = said(
        1, more="Nobody in the town below the bridge had slept, and the mill stood dark until the morning came."
    )
    again = said(
        6, more="Nobody in the town below the bridge had slept, and the mill stood dark until the morning came."
    )
    told = [copied, again, said(2, "Velka Army")]
    (basis,) = bases(accounts(told), copied.claims[0].id, Status.INDEPENDENT)
    assert (basis.number, len(basis.revisions)) == (2, 3)
    assert (
        basis.reason
        == "claimed by 2 origins in 3 reports; what copies another, or rests on the same source, counts once"
    )


def test_contested_names_who_denies_it() -> None:
    told = [said(1), said(2, "Velka Army", cue="denied", stance=Stance.DENIES)]
    (basis,) = bases(accounts(told), told[0].claims[0].id, Status.CONTESTED)
    assert (basis.parties, basis.claims) == (("Velka Army",), (told[1].claims[0].id,))
    assert basis.reason == "denied by Velka Army"


@pytest.mark.parametrize(
    ("cue", "status"),
    [
        ("could not independently verify", Status.NOT_VERIFIED),
        ("declined to comment on whether", Status.NO_COMMENT),
        ("refused to say whether", Status.NO_COMMENT),
        ("did not respond to questions whether", Status.NO_ANSWER),
        ("could not be reached to say whether", Status.NO_ANSWER),
        ("would not be drawn on whether", Status.NO_COMMENT),
        ("has not commented on whether", Status.NO_ANSWER),
        ("could not confirm that", Status.NO_CONFIRMATION),
    ],
)
def test_silence_is_told_as_what_it_is_and_never_as_denial(cue: str, status: Status) -> None:
    """A refusal is told from silence; neither contests anything; who was asked or tried is named."""
    told = [said(1), said(2, "Orsk Council", cue=cue, stance=Stance.UNKNOWN)]
    found = accounts(told)
    (basis,) = bases(found, told[0].claims[0].id, status)
    assert basis.parties == ("Orsk Council",)
    assert basis.words == cue
    statuses = found.propositions[0].statuses
    assert Status.CONTESTED not in statuses
    assert not found.disputes
    silences = {Status.NOT_VERIFIED, Status.NO_COMMENT, Status.NO_ANSWER, Status.NO_CONFIRMATION}
    assert silences & set(statuses) == {status}


def test_silence_is_quoted_with_what_negates_it() -> None:
    """“could be verified” alone says the opposite of “Neither account could be verified”."""
    sentence = "Neither account could be independently verified."
    told = [
        said(1),
        report(
            2, sentence, "Neither account", by="Outlet 2", cue="could be independently verified", stance=Stance.UNKNOWN
        ),
    ]
    (basis,) = bases(accounts(told), told[0].claims[0].id, Status.NOT_VERIFIED)
    assert basis.reason.endswith(f"(“{sentence.rstrip('.')}”)")


def side(analysis: Analysis, name: str) -> Decision:
    claim = analysis.claims[0]
    return Decision(
        action=DecisionAction.SIDE,
        revision_id=claim.revision_id,
        spans=claim.content,
        author="desk",
        reason="as they say themselves",
        claim_id=claim.id,
        value=name,
    )


def test_opposing_sides_are_those_that_a_person_accepted() -> None:
    told = [said(1), said(2, "Velka Army")]
    claim = told[0].claims[0].id
    assert not bases(accounts(told), claim, Status.OPPOSING_SIDES)
    decided = (side(told[0], "rebels"), side(told[1], "government"))
    (basis,) = bases(accounts(told, decisions=decided), claim, Status.OPPOSING_SIDES)
    assert set(basis.parties) == {"Harrow Front", "Velka Army"}
    assert not basis.machine
    allies = (side(told[0], "rebels"), side(told[1], "rebels"))
    assert not bases(accounts(told, decisions=allies), claim, Status.OPPOSING_SIDES)


def test_a_concession_is_against_interest_and_names_the_part() -> None:
    """Confirming what the other side claims, not what everybody says."""
    told = [said(1), said(2, "Velka Army", cue="confirmed", stance=Stance.CONFIRMS)]
    claim = told[0].claims[0].id
    assert not bases(accounts(told), claim, Status.CONCEDED)
    decided = (side(told[0], "rebels"), side(told[1], "government"))
    (basis,) = bases(accounts(told, decisions=decided), claim, Status.CONCEDED)
    assert basis.parties == ("Velka Army", "Harrow Front")
    assert basis.words == BRIDGE
    assert basis.claims[0] == told[1].claims[0].id


def test_confirming_what_one_had_denied_is_a_concession() -> None:
    told = [
        said(1, "Velka Army", cue="denied", stance=Stance.DENIES),
        said(2, "Velka Army", cue="confirmed", stance=Stance.CONFIRMS),
    ]
    (basis,) = bases(accounts(told), told[0].claims[0].id, Status.CONCEDED)
    assert "which it had denied" in basis.reason


@pytest.mark.parametrize(
    "sentence",
    [
        "The Harrow Front retracted its claim that {}.",
        "The Harrow Front withdrew an earlier statement that {}.",
        "The Harrow Front said its earlier claim that {} had been a mistake.",
    ],
)
def test_a_claimant_takes_its_own_claim_back(sentence: str) -> None:
    told = [said(1), report(2, sentence.format(BRIDGE), BRIDGE, by="Harrow Front")]
    (basis,) = bases(accounts(told), told[0].claims[0].id, Status.RETRACTED)
    assert basis.parties == ("Harrow Front",)
    assert set(basis.claims) == {analysis.claims[0].id for analysis in told}


@pytest.mark.parametrize(
    "sentence",
    [
        "The Harrow Front withdrew its troops and said {}.",
        "The Harrow Front urged the army to retract the claim that {}.",
        "After the ministry withdrew. The Harrow Front said {}.",
    ],
)
def test_what_only_sounds_like_taking_back_is_no_retraction(sentence: str) -> None:
    told = [report(1, sentence.format(BRIDGE), BRIDGE, by="Harrow Front", cue="said" if "said" in sentence else None)]
    assert not bases(accounts(told), told[0].claims[0].id, Status.RETRACTED)


def test_an_outlet_corrects_in_the_text_what_its_note_names() -> None:
    note = "Correction: An earlier version of this article said at least 19 soldiers had been killed at the mill."
    words = "at least 12 soldiers had been killed at the mill"
    told = [
        report(1, f"The Front said {words}.", words, by="Harrow Front", killed="12 soldiers", more=note),
    ]
    assert not bases(accounts(told), told[0].claims[0].id, Status.CORRECTED)  # the note names neither 12 nor its like
    note = note.replace("at the mill.", "at the mill. The figure is 12.")
    told = [report(1, f"The Front said {words}.", words, by="Harrow Front", killed="12 soldiers", more=note)]
    (basis,) = bases(accounts(told), told[0].claims[0].id, Status.CORRECTED)
    assert basis.words == note
    assert basis.reason.startswith("Outlet 1 corrected its report")


def toll(number: int, count: int, by: str = "Harrow Front") -> Analysis:
    words = f"{count} soldiers were killed near the mill"
    return report(number, f"The {by} said {words}.", words, by=by, cue="said", killed=f"{count} soldiers")


@pytest.mark.parametrize("label", [MatchLabel.SAME, MatchLabel.FIGURES])
def test_a_newer_figure_of_the_same_party_supersedes(label: MatchLabel) -> None:
    """Within one matter and between two that cannot both hold; told again later, the old figure is still the old."""
    told = [toll(1, 12), toll(2, 19), toll(3, 12)]
    labels = {(0, 1): label, (1, 2): label, (0, 2): MatchLabel.SAME}
    found = accounts(told, labels)
    (basis,) = bases(found, told[0].claims[0].id, Status.SUPERSEDED)
    assert basis.parties == ("Harrow Front",)
    assert "first: “12 soldiers”" in basis.reason
    assert "then: “19 soldiers”" in basis.reason
    assert basis.reason.count(" UTC)") == 2  # on one clock, whatever the clocks of the outlets
    assert told[1].claims[0].id == basis.claims[-1]


def test_another_partys_figure_supersedes_nothing_and_nor_does_one_of_the_same_hour() -> None:
    for told in ([toll(1, 12), toll(2, 19, "Velka Army")], [toll(1, 12), replace_time(toll(2, 19))]):
        found = accounts(told, {(0, 1): MatchLabel.FIGURES})
        assert not any(Status.SUPERSEDED in p.statuses for p in found.propositions)


def replace_time(analysis: Analysis) -> Analysis:
    earlier = toll(1, 12).revision.published
    return replace(analysis, revision=replace(analysis.revision, published=earlier))


def test_a_party_that_reverses_itself_has_superseded_its_claim() -> None:
    told = [said(1, "Velka Army"), said(2, "Velka Army", cue="denied", stance=Stance.DENIES)]
    (basis,) = bases(accounts(told), told[0].claims[0].id, Status.SUPERSEDED)
    assert "first: “asserts”" in basis.reason


def revised(first: Analysis, text: str, **fields: object) -> Analysis:
    revision = make_revision(
        text,
        address=first.revision.address,
        outlet=first.revision.outlet,
        updated=datetime(2024, 5, 3, 20, tzinfo=ZONE),
    )
    return make_analysis(revision, ())


def test_a_vanished_sentence_is_removed_without_notice_and_retracted_by_nobody() -> None:
    """The matter that others still speak of says so; nobody's position changes."""
    told = [said(1), said(2)]
    later = revised(told[0], f"News 1\n\n{FILLERS[1]} It was day 1.")
    current = accounts([later, told[1]])
    found = add_histories(current, [*told, later], [find_differences(told[0], later)])
    (basis,) = bases(found, told[1].claims[0].id, Status.REMOVED)
    assert basis.revisions == (told[0].revision.id, later.revision.id)
    assert "does not say why" in basis.reason
    (proposition,) = found.propositions
    assert Status.RETRACTED not in proposition.statuses
    assert proposition.positions == current.propositions[0].positions
    assert len(proposition.statuses) == len(proposition.status_reasons)


def test_what_the_outlet_says_it_corrected_is_not_removed_without_notice() -> None:
    told = [said(1), said(2)]
    note = "Correction: An earlier version of this article said the bridge at Orsk had fallen to the rebels."
    later = revised(told[0], f"News 1\n\n{FILLERS[1]} It was day 1.\n\n{note}")
    found = add_histories(accounts([later, told[1]]), [*told, later], [find_differences(told[0], later)])
    (basis,) = bases(found, told[1].claims[0].id, Status.CORRECTED)
    assert note in basis.reason
    assert not bases(found, told[1].claims[0].id, Status.REMOVED)


def test_no_status_says_what_is_true() -> None:
    """Neither the names of statuses nor the sentences that the rules make of them."""
    for status in Status:
        assert not re.search(r"\b(?:true|false|fake|fact|proven|debunked|lie)\b", status.value)


def shown(number: int, speaker: str, words: str, *, subject: str | None = None) -> Analysis:
    """A report in which an exhibit, or somebody in one, is what speaks."""
    told = report(number, f"{speaker} shows {words}.", words, by=speaker)
    (claim,), text = told.claims, told.revision.text
    actor = make_actor(speaker, kind=ActorKind.DESCRIPTION, mention=span_of(text, speaker))
    exhibit = Exhibit(kind="video", mention=span_of(text, "clip"))
    frame = Frame(subject=subject, terms=tuple(words.casefold().split()))
    return replace(told, claims=(replace(claim, actor=actor, exhibits=(exhibit,), frame=frame),))


def by_whom(analysis: Analysis, subject: str | None) -> Analysis:
    """The same report, with who did it according to the claim."""
    (claim,) = analysis.claims
    return replace(analysis, claims=(replace(claim, frame=replace(claim.frame, subject=subject)),))


def test_a_clip_is_no_origin_of_who_did_what_it_shows() -> None:
    """It shows that somebody fired, and the ministry says who: that stands on the ministry alone."""
    who = by_whom(said(1, "Orsk Ministry", "the Harrow Front fired a mortar at the mill"), "the Harrow Front")
    clip = shown(2, "A long clip", "a mortar being fired beside the mill")
    found = accounts([who, clip])
    (basis,) = bases(found, who.claims[0].id, Status.ONE_ORIGIN)
    assert (basis.number, basis.claims, basis.parties) == (1, (who.claims[0].id,), ("Orsk Ministry",))
    assert "“a mortar being fired beside the mill” (long clip) does not show who it was" in basis.reason
    assert not bases(found, who.claims[0].id, Status.INDEPENDENT)


@pytest.mark.parametrize(
    ("subject", "speaker", "words"),
    [
        (None, "A long clip", "a mortar being fired beside the mill"),  # nobody is named
        ("the Harrow Front", "A long clip", "Harrow Front men who fire a mortar"),  # they are shown
        ("the Harrow Front", "A man in the clip", "a mortar being fired beside the mill"),  # a person speaks
    ],
)
def test_what_a_clip_shows_counts_for_that(subject: str | None, speaker: str, words: str) -> None:
    who = by_whom(said(1, "Orsk Ministry", "a mortar was fired by the Harrow Front at the mill"), subject)
    (basis,) = bases(accounts([who, shown(2, speaker, words)]), who.claims[0].id, Status.INDEPENDENT)
    assert basis.number == 2


def test_a_memo_says_what_stands_in_it() -> None:
    """It is no clip: its words count, though they name nobody."""
    who = by_whom(said(1, "Orsk Ministry", "the Harrow Front fired a mortar at the mill"), "the Harrow Front")
    memo = shown(2, "A long clip", "a mortar being fired beside the mill")
    (claim,) = memo.claims
    exhibits = tuple(replace(exhibit, kind="document") for exhibit in claim.exhibits)
    memo = replace(memo, claims=(replace(claim, exhibits=exhibits),))
    (basis,) = bases(accounts([who, memo]), who.claims[0].id, Status.INDEPENDENT)
    assert basis.number == 2


def test_a_clip_alone_is_one_origin_and_no_party() -> None:
    clip = shown(1, "A long clip", "a mortar being fired beside the mill")
    (basis,) = bases(accounts([clip]), clip.claims[0].id, Status.ONE_ORIGIN)
    assert (basis.number, basis.parties) == (1, ())


SHIP = "its patrol boat rammed the fishing vessel off Narva"


@pytest.mark.parametrize(("cue", "verb"), [("now says", "now says"), ("confirmed", "confirms")])
def test_who_says_what_it_had_denied_concedes_it_in_whatever_word(cue: str, verb: str) -> None:
    stance = Stance.CONFIRMS if cue == "confirmed" else Stance.ASSERTS
    told = [
        said(1, "Coastguard", SHIP, cue="denied", stance=Stance.DENIES),
        said(2, "Coastguard", SHIP, cue=cue, stance=stance),
    ]
    (basis,) = bases(accounts(told), told[1].claims[0].id, Status.CONCEDED)
    assert basis.reason == f"Coastguard {verb} “{SHIP}”, which it had denied"
    # The other way round nothing is conceded: it denies what it had said.
    told = [said(1, "Coastguard", SHIP, cue=cue, stance=stance), said(2, "Coastguard", SHIP, stance=Stance.DENIES)]
    assert not bases(accounts(told), told[0].claims[0].id, Status.CONCEDED)


def test_who_admits_what_another_of_its_side_denied_concedes_it() -> None:
    told = [
        said(1, "Harbour Master", SHIP, cue="denied", stance=Stance.DENIES),
        said(2, "Coastguard", SHIP, cue="acknowledged", stance=Stance.CONFIRMS),
    ]
    (basis,) = bases(accounts(told), told[1].claims[0].id, Status.CONCEDED)
    assert basis.reason == f"Coastguard confirms “{SHIP}”, which Harbour Master denied"
    assert basis.machine
    told[1] = said(2, "Coastguard", SHIP, cue="said")
    assert not bases(accounts(told), told[1].claims[0].id, Status.CONCEDED)


def test_another_matter_that_stands_in_the_proposition_turns_nothing_round() -> None:
    """One party denies a deed and, later, tells of something else that was judged to be of the matter."""
    told = [
        said(1, "Coastguard", SHIP, cue="denied", stance=Stance.DENIES),
        said(2, "Coastguard", "its press office had mixed up two statements"),
    ]
    found = accounts(told)
    assert len(found.propositions) == 1
    for status in (Status.SUPERSEDED, Status.CONCEDED):
        assert not bases(found, told[1].claims[0].id, status)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Harrow Front withdrew its claim that a mill had burnt, saying {}.",
        "The Harrow Front retracted its earlier statement and said {}.",
        "The Harrow Front took back its words on the mill because {}.",
    ],
)
def test_the_reason_of_a_retraction_is_not_what_is_taken_back(sentence: str) -> None:
    told = [report(1, sentence.format(BRIDGE), BRIDGE, by="Harrow Front")]
    assert not bases(accounts(told), told[0].claims[0].id, Status.RETRACTED)


def test_figures_that_exclude_each_other_are_not_counted_together() -> None:
    told = [toll(1, 12), toll(2, 19, "Velka Army"), toll(3, 12, "Orsk Council")]
    (basis,) = bases(accounts(told), told[0].claims[0].id, Status.INDEPENDENT)
    assert basis.number == 2
    assert set(basis.parties) == {"Harrow Front", "Orsk Council"}
    assert (
        "“19 soldiers were killed near the mill” (Velka Army) gives another figure, and is not counted" in basis.reason
    )
    (basis,) = bases(accounts(told[:2]), told[0].claims[0].id, Status.ONE_ORIGIN)
    assert basis.number == 1


def spoken_for(analysis: Analysis, party: str) -> Analysis:
    (claim,) = analysis.claims
    return replace(analysis, claims=(replace(claim, utterance=replace(claim.utterance, capacity=party)),))


def test_the_word_of_one_party_is_told_as_such_by_whichever_of_its_voices() -> None:
    told = [said(1), spoken_for(said(2, "Lena Farr"), "spokeswoman of the Harrow Front")]
    (basis,) = bases(accounts(told), told[0].claims[0].id, Status.INDEPENDENT)
    assert basis.reason.endswith("; all tell the word of Harrow Front alone")
    (basis,) = bases(accounts([told[0], said(2, "Lena Farr")]), told[0].claims[0].id, Status.INDEPENDENT)
    assert "alone" not in basis.reason


def test_a_new_count_names_the_one_that_it_replaces() -> None:
    """“raised it from 12 to 19” replaces the 12 that the party gave, though nobody judged them to be one matter."""
    first = toll(1, 12)
    words = "the number of soldiers killed rose from 12 to 19"
    told = report(2, f"The Harrow Front said {words}.", words, by="Harrow Front", cue="said")
    (claim,), text = told.claims, told.revision.text
    at = text.index("12 to 19")
    figures = tuple(
        Figure(span=Span(start, start + 2), words=n, low=float(n), high=float(n), unit=FigureUnit.KILLED, change=change)
        for n, start, change in (("12", at, FigureChange.FORMER), ("19", at + 6, FigureChange.RISEN))
    )
    second = replace(told, claims=(replace(claim, figures=figures),))
    found = accounts([first, second], {(0, 1): MatchLabel.UNRELATED})
    (basis,) = bases(found, first.claims[0].id, Status.SUPERSEDED)
    assert "first: “12”" in basis.reason
    assert "then: “19”" in basis.reason


def test_what_only_sounds_like_a_dropped_claim_is_not_removed() -> None:
    """Neither the same party nor the same doer: a dropped claim of mortars is not that of who saw one."""
    gone = by_whom(said(1, "Harrow Front", "mortars were fired beside the mill at Orsk"), "Harrow men")
    seen = by_whom(said(2, "Lena Farr", "mortars were fired beside the mill at Orsk"), "soldiers")
    later = revised(gone, f"News 1\n\n{FILLERS[1]} It was day 1.")
    held = [gone, seen, later]
    found = add_histories(accounts([later, seen]), held, [find_differences(gone, later)])
    assert not bases(found, seen.claims[0].id, Status.REMOVED)
    seen = by_whom(seen, "the Harrow men")
    held = [gone, seen, later]
    found = add_histories(accounts([later, seen]), held, [find_differences(gone, later)])
    assert bases(found, seen.claims[0].id, Status.REMOVED)
