"""As of: what is visible by a moment stays visible for every later one, and never before it is proven."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.ledger import AsOf
from counterclaim.ledger._timeline import Text, view_texts
from counterclaim.records.ids import DocumentId, RevisionId

START = datetime(2024, 5, 3, tzinfo=UTC)
HOURS = st.integers(0, 40).map(lambda hour: START + timedelta(hours=hour))


@st.composite
def texts(draw: st.DrawFn) -> list[Text]:
    found = []
    for number in range(draw(st.integers(1, 8))):
        published = draw(st.none() | HOURS)
        updated = draw(st.none() | HOURS)
        captured = draw(HOURS)
        found.append(
            Text(
                id=RevisionId(f"r{number}"),
                document_id=DocumentId(f"d{draw(st.integers(0, 2))}"),
                address=f"https://o.example/{number}",
                title="",
                published=published,
                updated=updated,
                stated_from=updated or published,
                captured_at=captured,
                recorded_at=captured + timedelta(hours=draw(st.integers(0, 20))),
            )
        )
    return found


@given(texts(), HOURS, HOURS, st.none() | HOURS)
@settings(max_examples=200)
def test_later_publication_times_only_add(
    held: list[Text], one: datetime, other: datetime, recorded: datetime | None
) -> None:
    early, late = sorted((one, other))
    before, missing_before = view_texts(held, AsOf(published=early, recorded=recorded))
    after, missing_after = view_texts(held, AsOf(published=late, recorded=recorded))
    times = {revision.id: revision.held_from for revision in after}
    assert {revision.id: revision.held_from for revision in before}.items() <= times.items()
    seen = {revision.document_id for revision in after} | {missing.document_id for missing in missing_after}
    assert {missing.document_id for missing in missing_before} <= seen


@given(texts(), HOURS, HOURS)
@settings(max_examples=200)
def test_nothing_is_shown_before_it_is_proven_and_nothing_twice(
    held: list[Text], moment: datetime, recorded: datetime
) -> None:
    """A document either shows texts or is said to be missing; each shows one current text, recorded by then."""
    visible, missing = view_texts(held, AsOf(published=moment, recorded=recorded))
    recorded_at = {text.id: text.recorded_at for text in held}
    assert all(revision.held_from <= moment and recorded_at[revision.id] <= recorded for revision in visible)
    current = [revision.document_id for revision in visible if revision.current]
    assert len(current) == len(set(current)) == len({revision.document_id for revision in visible})
    assert not {one.document_id for one in missing} & set(current)
    assert all(one.published <= moment < one.held_from for one in missing)
