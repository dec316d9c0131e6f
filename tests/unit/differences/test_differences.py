"""What a revision added, dropped or reworded, claim by claim."""

from dataclasses import replace

from counterclaim.differences import find_differences
from counterclaim.records.claims import Form, Stance
from counterclaim.records.differences import Aspect, ChangeKind, RevisionDifference
from counterclaim.records.mentions import Actor, ActorKind
from tests.factories import make_revision
from tests.unit.differences.pages import read, said

FURNITURE = "Home  World  Weather\n\nSubscribe for 1 € a month\n\n"
FRONT = "The Harrow Front said it had seized the bridge at Orsk and killed at least 12 soldiers near the mill."
DENIAL = "The interior ministry denied that the bridge had fallen."
TOLD = said("killed at least 12 soldiers near the mill", by="The Harrow Front", killed=("at least 12", 12, None))
SEIZED = said("it had seized the bridge at Orsk", by="The Harrow Front")
DENIED = said("that the bridge had fallen", by="The interior ministry", cue="denied", stance=Stance.DENIES)


def told(difference: RevisionDifference) -> list[tuple[ChangeKind, list[tuple[Aspect, str, str]]]]:
    return [(c.kind, [(a.aspect, a.before, a.after) for a in c.alterations]) for c in difference.changes]


def test_a_figure_that_changed_is_one_change_with_both_numbers() -> None:
    before = read(f"Headline\n\n{FRONT}\n\n{DENIAL}", [SEIZED, TOLD, DENIED])
    after = read(
        f"Headline, updated\n\n{FURNITURE}{FRONT.replace('12', '19')}\n\n{DENIAL}",
        [
            SEIZED,
            said("killed at least 19 soldiers near the mill", by="The Harrow Front", killed=("at least 19", 19, None)),
            DENIED,
        ],
    )
    difference = find_differences(before, after)
    assert told(difference) == [(ChangeKind.REWORDED, [(Aspect.FIGURE, "at least 12", "at least 19")])]
    assert difference.unchanged == 2
    (change,) = difference.changes
    assert (change.before, change.after) == (before.claims[1].id, after.claims[1].id)
    assert change.correction is None


def test_moved_paragraphs_change_nothing() -> None:
    """Claims are paired by what they say, wherever a desk has moved them."""
    before = read(f"Headline\n\n{FRONT}\n\n{DENIAL}", [SEIZED, TOLD, DENIED])
    after = read(f"Other headline\n\n{FURNITURE}{DENIAL}\n\nADVERTISEMENT\n\n{FRONT}", [DENIED, SEIZED, TOLD])
    assert find_differences(before, after).changes == ()
    assert find_differences(before, after).unchanged == 3


def test_a_denial_that_is_added_is_a_change_of_its_own() -> None:
    """A denial of a claim that stays is not that claim with another actor."""
    before = read(f"Headline\n\n{FRONT}", [said("seized the bridge at Orsk", by="The Harrow Front")])
    denial = "The army denied that it had lost the bridge at Orsk."
    after = read(
        f"Headline\n\n{FRONT} {denial}",
        [
            said("seized the bridge at Orsk", by="The Harrow Front"),
            said("that it had lost the bridge at Orsk", by="The army", cue="denied", stance=Stance.DENIES),
        ],
    )
    (change,) = find_differences(before, after).changes
    assert (change.kind, change.before, change.after) == (ChangeKind.ADDED, None, after.claims[1].id)


def test_a_claim_that_became_narration_lost_its_attribution() -> None:
    """Whether or not the machine reads a claim where the words now stand alone."""
    before = read(
        "Headline\n\nA doctor at the clinic said nine wounded people had been brought in overnight.",
        [said("nine wounded people had been brought in overnight", by="A doctor at the clinic")],
    )
    text = "Headline\n\nThere was rain, and nine wounded people had been brought in overnight."
    for rows in ([], [said("nine wounded people had been brought in overnight")]):
        after = read(text, rows)
        difference = find_differences(before, after)
        assert told(difference) == [(ChangeKind.REWORDED, [(Aspect.ATTRIBUTION_REMOVED, "A doctor at the clinic", "")])]
        assert difference.changes[0].after_spans[0].of(text) == "nine wounded people had been brought in overnight"
        assert [a.aspect for a in find_differences(after, before).changes[0].alterations] == [Aspect.ATTRIBUTION_ADDED]


def test_what_the_machine_reads_otherwise_is_no_change() -> None:
    """Only changed words are a change: the page has not moved."""
    text = f"Headline\n\n{FRONT}\n\n{DENIAL}"
    before = read(text, [SEIZED, TOLD, DENIED])
    after = read(f"Later headline\n\n{FRONT}\n\n{DENIAL}", [SEIZED])
    assert find_differences(before, after).changes == ()
    assert find_differences(after, before).changes == ()


def test_the_actor_changes_only_with_the_words() -> None:
    text = "Headline\n\nThe {} said forty people had been detained near the market."
    row = "forty people had been detained near the market"
    governor, army = (read(text.format(name), [said(row, by=f"The {name}")]) for name in ("governor", "army"))
    assert told(find_differences(governor, army)) == [(ChangeKind.REWORDED, [(Aspect.ACTOR, "governor", "army")])]
    # The same “He” resolved to somebody else is a reading, and a longer name is the same party.
    mayor, clerk = (
        read(f"{headline}\n\nHe said {row}.", [said(row, by="He", actor=Actor(name=name, kind=ActorKind.PERSON))])
        for headline, name in (("Headline", "Tomas Vrel"), ("Headline again", "Ilan Deru"))
    )
    assert find_differences(mayor, clerk).changes == ()
    front, harrow = (
        read(f"Headline\n\nThe {name} said {row}.", [said(row, by=f"The {name}")]) for name in ("Front", "Harrow Front")
    )
    assert not any(
        a.aspect is Aspect.ACTOR for change in find_differences(front, harrow).changes for a in change.alterations
    )


def test_a_hedge_that_is_dropped_is_shown() -> None:
    hedged = read(
        "Headline\n\nResidents reportedly fled across the river at dawn.",
        [said("fled across the river at dawn", hedge="reportedly")],
    )
    plain = "Headline\n\nResidents fled across the river at dawn."
    for rows in ([], [said("fled across the river at dawn")]):
        assert told(find_differences(hedged, read(plain, rows))) == [
            (ChangeKind.REWORDED, [(Aspect.HEDGE_DROPPED, "reportedly", "")])
        ]


def test_stance_cue_and_quotation_marks_are_aspects() -> None:
    before = read(
        "Headline\n\nThe army said the road to Vell was open for buses.",
        [said("the road to Vell was open for buses", by="The army")],
    )
    admitted = read(
        "Headline\n\nThe army admitted the road to Vell was open for buses.",
        [said("the road to Vell was open for buses", by="The army", cue="admitted", stance=Stance.CONFIRMS)],
    )
    assert (Aspect.STANCE, "asserts", "confirms") in told(find_differences(before, admitted))[0][1]
    claimed = read(
        "Headline\n\nThe army claimed “the road to Vell was open for buses”.",
        [said("“the road to Vell was open for buses”", by="The army", cue="claimed", form=Form.DIRECT)],
    )
    aspects = {aspect for aspect, *_ in told(find_differences(before, claimed))[0][1]}
    assert aspects == {Aspect.CUE, Aspect.QUOTATION}


def test_a_vanished_sentence_is_removed_without_notice() -> None:
    before = read(f"Headline\n\n{FRONT}\n\n{DENIAL}", [SEIZED, DENIED])
    after = read(f"Headline\n\n{FRONT}\n\nRead more about rivers", [SEIZED])
    (change,) = find_differences(before, after).changes
    assert (change.kind, change.before, change.correction) == (ChangeKind.DROPPED, before.claims[1].id, None)


def test_what_the_outlet_corrects_names_its_note() -> None:
    """The note bears on the figure that it names and on nothing else that is gone."""
    gone = "The governor said forty people had been detained near the market."
    before = read(
        f"Headline\n\n{FRONT}\n\n{gone}",
        [TOLD, said("forty people had been detained near the market", by="The governor")],
    )
    note = "Correction: An earlier version of this article said at least 12 soldiers had been killed near the mill."
    after = read(
        f"Headline\n\n{FRONT.replace('12', '7')}\n\n{note}\n\n© Delta Wire",
        [
            said("killed at least 7 soldiers near the mill", by="The Harrow Front", killed=("at least 7", 7, None)),
            said("at least 12 soldiers had been killed near the mill", by="An earlier version of this article"),
        ],
    )
    difference = find_differences(before, after)
    by_kind = {change.kind: change for change in difference.changes}
    assert set(by_kind) == {ChangeKind.REWORDED, ChangeKind.DROPPED}  # the note itself is no added claim
    correction = by_kind[ChangeKind.REWORDED].correction
    assert correction is not None
    assert correction.of(after.revision.text) == note
    assert by_kind[ChangeKind.DROPPED].correction is None
    assert [n.span for n in difference.notes] == [correction]
    # An old note is not news.
    assert find_differences(after, replace(after, revision=make_revision(after.revision.text + "\n\nMore"))).notes == ()


def test_many_alike_claims_stay_quick() -> None:
    """A hostile page of thousands of equal sentences is compared in bounded time."""
    sentence = "The army said the road to Vell was open."
    text = "Headline\n\n" + "\n\n".join([sentence] * 2000)
    one = read(text, [])
    start, rows = 0, []
    for _ in range(2000):
        start = text.index("the road to Vell was open", start + 1)
        rows.append(start)
    from counterclaim.records.spans import Span
    from tests.factories import make_claim

    claims = tuple(make_claim(one.revision, (Span(at, at + 25),), actor="army") for at in rows)
    one = replace(one, claims=claims)
    other = replace(one, revision=replace(one.revision, text=text + " Indeed."))
    assert find_differences(one, other).changes == ()


def test_words_out_of_what_somebody_says_are_another_claim() -> None:
    """Who blames the Front in four words has said something else before: nothing is newly attributed, and nothing has
    lost its attribution."""
    words = "that the rebel Harrow Front had fired six mortar rounds at porters from a quarry east of the town"
    told_all = read(
        f"Headline\n\nAda Brun said {words}.",
        [
            said(
                "that the rebel Harrow Front had fired six mortar rounds at porters from a quarry east of the town",
                by="Ada Brun",
            )
        ],
    )
    blamed = read(
        "Headline\n\nAda Brun blamed the rebel Harrow Front.",
        [said("the rebel Harrow Front", by="Ada Brun", cue="blamed")],
    )
    kinds = [(change.kind, change.alterations) for change in find_differences(told_all, blamed).changes]
    assert sorted(kinds) == [(ChangeKind.ADDED, ()), (ChangeKind.DROPPED, ())]
    kinds = [(change.kind, change.alterations) for change in find_differences(blamed, told_all).changes]
    assert sorted(kinds) == [(ChangeKind.ADDED, ()), (ChangeKind.DROPPED, ())]
