"""A story in the order in which its texts are proven: four times apart, and nothing said before it was said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.differences import find_differences
from counterclaim.disputes import build_accounts
from counterclaim.records.accounts import Accounts, Judgements, Match, MatchLabel, ReportLink, Status
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Frame, Stance
from counterclaim.records.codec import from_json, to_json
from counterclaim.records.differences import Aspect, ChangeKind
from counterclaim.records.mentions import Figure, FigureUnit
from counterclaim.records.timelines import News, TextTimes, Timeline
from counterclaim.timelines import build_timeline
from tests.factories import PUBLISHED, make_analysis, make_claim, make_revision, span_of

ADDRESS = "https://wire.example/orsk"
RECORDED = datetime(2024, 5, 6, 9, 0, tzinfo=UTC)


def text(
    rows: list[tuple[str, str, Stance]], *, address: str = ADDRESS, hours: int = 0, more: str = ""
) -> tuple[TextTimes, Analysis]:
    """A text in which each row is a sentence (who, content, stance), updated `hours` after its publication."""
    moment = PUBLISHED + timedelta(hours=hours)
    sentences = [f"{who} {'denied' if stance is Stance.DENIES else 'said'} {words}." for who, words, stance in rows]
    body = "\n\n".join(["Front and army over Orsk", "Home  News  Sport", *sentences, more]).strip()
    revision = make_revision(body, address=address, updated=moment if hours else None, outlet=address[8:12])
    claims = []
    for who, words, stance in rows:
        numbers = [word for word in words.split() if word.isdigit()]
        figures = tuple(
            Figure(span=span_of(body, word), words=word, low=float(word), high=float(word), unit=FigureUnit.KILLED)
            for word in numbers
        )
        frame = Frame(terms=tuple(words.split()))
        claims.append(make_claim(revision, words, actor=who, source=who, stance=stance, figures=figures, frame=frame))
    times = TextTimes(
        revision_id=revision.id,
        document_id=revision.document_id,
        address=address,
        outlet=revision.outlet or "",
        title=revision.title,
        published=PUBLISHED,
        updated=moment if hours else None,
        held_from=moment,
        captured_at=moment + timedelta(minutes=5),
        recorded_at=RECORDED,
    )
    return times, make_analysis(revision, tuple(claims))


def told(texts: list[tuple[TextTimes, Analysis]]) -> tuple[Timeline, Accounts]:
    """The timeline of texts that are one story, in which claims of equal first words are about one matter."""
    analyses = {analysis.revision.id: analysis for _, analysis in texts}
    ids = sorted(analyses)
    words = {c.id: c.frame.terms[:4] for a in analyses.values() for c in a.claims}
    figures = {c.id: [f.words for f in c.figures] for a in analyses.values() for c in a.claims}
    claims = sorted(words)
    matches = [
        Match(a=a, b=b, label=MatchLabel.SAME if figures[a] == figures[b] else MatchLabel.FIGURES, score=0.9)
        for i, a in enumerate(claims)
        for b in claims[i + 1 :]
        if words[a] == words[b]
    ]
    links = tuple(ReportLink(a=a, b=b, score=0.9) for i, a in enumerate(ids) for b in ids[i + 1 :])
    accounts = build_accounts(list(analyses.values()), Judgements(links=links, matches=tuple(matches)))
    by_document: dict[str, list[TextTimes]] = {}
    for times, _ in sorted(texts, key=lambda pair: pair[0].held_from):
        by_document.setdefault(times.document_id, []).append(times)
    differences = [
        find_differences(analyses[a.revision_id], analyses[b.revision_id])
        for own in by_document.values()
        for a, b in pairwise(own)
    ]
    return build_timeline(accounts.stories[0], [t for t, _ in texts], analyses, accounts, differences), accounts


SEIZED = "the bridge at Orsk had been seized before dawn"
KILLED = "soldiers killed near mill numbered {} by noon"
A, D = Stance.ASSERTS, Stance.DENIES


def test_a_revision_tells_what_it_changed_and_only_new_positions_are_new() -> None:
    first = text([("The Front", SEIZED, A), ("The Front", KILLED.format(12), A)])
    rival = text([("The Army", SEIZED, D)], address="https://radio.example/1", hours=2)
    second = text([("The Front", SEIZED, A), ("The Front", KILLED.format(19), A)], hours=4)
    timeline, _ = told([second, rival, first])
    assert [entry.text.revision_id for entry in timeline.entries] == [t.revision_id for t, _ in (first, rival, second)]
    opening, denial, update = timeline.entries
    assert [claim.news for claim in opening.claims] == [News.MATTER, News.MATTER]
    assert [(claim.news, claim.stance) for claim in denial.claims] == [(News.POSITION, D)]
    assert [(o.sides_for, o.sides_against) for o in denial.disputes] == [(("Front",), ("Army",))]
    assert update.replaces == first[1].revision.id
    (change,) = update.changes
    assert (change.kind, change.alterations[0].aspect) == (ChangeKind.REWORDED, Aspect.FIGURE)
    assert (change.alterations[0].before, change.alterations[0].after) == ("12", "19")
    assert update.unchanged == 1
    assert [basis.status for basis in update.statuses] == [Status.SUPERSEDED]


def test_who_takes_back_with_a_not_takes_a_new_position() -> None:
    """“It was not seized”, asserted, is another side of the matter than “it was seized”, and no repetition."""

    def with_frame(found: tuple[TextTimes, Analysis], *, negated: bool) -> tuple[TextTimes, Analysis]:
        times, analysis = found
        (claim,) = analysis.claims
        frame = replace(claim.frame, predicate="seize", negated=negated)
        return times, replace(analysis, claims=(replace(claim, frame=frame),))

    first = with_frame(text([("The Front", SEIZED, A)]), negated=False)
    other = text([("The Front", SEIZED, A)], address="https://radio.example/1", hours=2)
    again, _ = told([first, with_frame(other, negated=False)])
    assert [entry.again for entry in again.entries] == [0, 1]
    turned, _ = told([first, with_frame(other, negated=True)])
    assert [claim.news for entry in turned.entries for claim in entry.claims] == [News.MATTER, News.POSITION]


def test_nothing_is_told_in_words_of_a_later_text() -> None:
    """The rival counts of the morning are disputed in the numbers of the morning."""
    first = text([("The Front", KILLED.format(12), A)])
    rival = text([("The Army", KILLED.format(5), A)], address="https://radio.example/1", hours=1)
    later = text([("The Front", KILLED.format(19), A)], hours=5)
    timeline, _ = told([first, rival, later])
    (outbreak,) = timeline.entries[1].disputes
    assert "19" not in outbreak.a_words + (outbreak.b_words or "")
    assert {"12", "5"} <= set((outbreak.a_words + " " + (outbreak.b_words or "")).split())


def test_a_correction_is_the_outlets_and_supersedes_nothing() -> None:
    first = text([("The Front", KILLED.format(19), A)])
    note = "Correction: An earlier version of this article said soldiers killed near the mill numbered 19 by noon."
    later = text([("The Front", KILLED.format(12), A)], hours=5, more=note)
    timeline, _ = told([first, later])
    update = timeline.entries[1]
    assert update.notes == (note,)
    assert update.changes[0].correction == note
    assert not update.statuses


def test_a_timeline_comes_back_from_json() -> None:
    timeline, _ = told([text([("The Front", SEIZED, A)]), text([("The Army", SEIZED, D)], hours=3)])
    assert from_json(Timeline, to_json(timeline)) == timeline


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["The Front", "The Army", "The Governor"]),
        st.sampled_from([SEIZED, KILLED.format(12), KILLED.format(19), "the clinic at Vell was shelled at dawn"]),
        st.sampled_from([A, D]),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda row: row[1],
)


@given(st.lists(st.tuples(ROWS, st.integers(0, 2)), min_size=1, max_size=4))
@settings(max_examples=40)
def test_what_stands_in_a_timeline_stays_when_later_texts_come(
    drawn: list[tuple[list[tuple[str, str, Stance]], int]],
) -> None:
    """As of a moment the texts are those of any later moment up to it, with the same changes."""
    texts = [
        text(rows, address=f"https://out{number}.example/", hours=hour, more=f"Read at {hour}.")
        for hour, (rows, number) in enumerate(drawn)
    ]
    whole = told(texts)[0]
    for until in range(1, len(texts)):
        part = told(texts[:until])[0]
        assert [e.text for e in part.entries] == [e.text for e in whole.entries[:until]]
        assert [e.replaces for e in part.entries] == [e.replaces for e in whole.entries[:until]]
        assert [[(c.kind, c.before_words, c.after_words) for c in e.changes] for e in part.entries] == [
            [(c.kind, c.before_words, c.after_words) for c in e.changes] for e in whole.entries[:until]
        ]
