"""Differences of revisions: nothing against itself, the same told the other way round."""

from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.differences import find_differences
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Stance
from counterclaim.records.differences import Aspect, ChangeKind, RevisionDifference
from tests.unit.differences.pages import read, said

MIRROR = {
    ChangeKind.ADDED: ChangeKind.DROPPED,
    ChangeKind.DROPPED: ChangeKind.ADDED,
    Aspect.ATTRIBUTION_REMOVED: Aspect.ATTRIBUTION_ADDED,
    Aspect.ATTRIBUTION_ADDED: Aspect.ATTRIBUTION_REMOVED,
    Aspect.HEDGE_DROPPED: Aspect.HEDGE_ADDED,
    Aspect.HEDGE_ADDED: Aspect.HEDGE_DROPPED,
    Aspect.CONDITION_DROPPED: Aspect.CONDITION_ADDED,
    Aspect.CONDITION_ADDED: Aspect.CONDITION_DROPPED,
}

PARTIES = st.sampled_from(["The army", "The Harrow Front", "The governor", None])
CONTENTS = st.sampled_from(
    [
        "the bridge at Orsk had been seized",
        "the bridge at Orsk had been shelled",
        "at least {} soldiers were killed near the mill",
        "{} people had been detained near the market",
        "the road to Vell was open for buses",
        "the clinic was shelled at dawn",
    ]
)


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    content = draw(CONTENTS).format(draw(st.sampled_from([7, 12, 19, 40])))
    party = draw(PARTIES)
    hedge = draw(st.sampled_from(["", "reportedly "]))
    denies = party is not None and draw(st.booleans())
    cue = "denied" if denies else "said"
    text = f"{party} {cue} {hedge}{content}." if party else f"There {hedge}{content}."
    row = said(content, by=party, cue=cue, stance=Stance.DENIES if denies else Stance.ASSERTS)
    return text, row | ({"hedge": hedge.strip()} if hedge else {})


@st.composite
def texts(draw: st.DrawFn) -> Analysis:
    """A page of such sentences, with what stands on pages; some of its claims may not be read."""
    drawn = draw(st.lists(sentences(), min_size=1, max_size=6, unique_by=lambda pair: pair[1]["content"]))
    furniture = draw(st.lists(st.sampled_from(["ADVERTISEMENT", "Read more", "Share this: a b c"]), max_size=2))
    rows = [row for _, row in drawn if draw(st.integers(0, 9))]
    # Hedges are found by their first occurrence, which must be the sentence's own.
    rows = [row for row in rows if "hedge" not in row or sum("hedge" in r for _, r in drawn) == 1]
    return read("\n\n".join(["Headline", *furniture, *(text for text, _ in drawn)]), rows)


def signs(difference: RevisionDifference, *, mirrored: bool = False) -> Counter[object]:
    """What the changes are, whichever way round they are told."""
    found: Counter[object] = Counter()
    for change in difference.changes:
        kind: Any = change.kind
        alterations: list[Any] = [(a.aspect, a.before, a.after) for a in change.alterations]
        ends = (change.before, change.after)
        if mirrored:
            kind = MIRROR.get(kind, kind)
            alterations = [(MIRROR.get(aspect, aspect), after, before) for aspect, before, after in alterations]
            ends = (change.after, change.before)
        found[kind, ends, frozenset(alterations)] += 1
    return found


@given(texts())
@settings(max_examples=60)
def test_a_text_does_not_differ_from_itself(analysis: Analysis) -> None:
    difference = find_differences(analysis, analysis)
    assert difference.changes == ()
    assert difference.unchanged == len(analysis.claims)
    assert difference.notes == difference.notes_dropped == ()


@given(texts(), texts())
@settings(max_examples=120)
def test_a_difference_told_backwards_is_its_mirror(before: Analysis, after: Analysis) -> None:
    there, back = find_differences(before, after), find_differences(after, before)
    assert signs(there) == signs(back, mirrored=True)
    assert there.unchanged == back.unchanged
    assert there.notes == back.notes_dropped


@given(texts(), texts())
@settings(max_examples=60)
def test_every_claim_is_accounted_for_once(before: Analysis, after: Analysis) -> None:
    """No claim is in two changes, and what is in none stands unchanged."""
    difference = find_differences(before, after)
    olds = [change.before for change in difference.changes if change.before]
    news = [change.after for change in difference.changes if change.after]
    assert len(olds) == len(set(olds))
    assert len(news) == len(set(news))
    assert set(olds) <= {claim.id for claim in before.claims}
    assert set(news) <= {claim.id for claim in after.claims}
    for change in difference.changes:
        assert all(span.end <= len(before.revision.text) for span in change.before_spans)
        assert all(span.end <= len(after.revision.text) for span in change.after_spans)
