"""Projections: computed from the log, the same whether followed or rebuilt, and searchable by id and by words."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest

from counterclaim import __version__
from counterclaim.errors import LedgerError
from counterclaim.ledger import AsOf, Ledger
from counterclaim.locations import Location
from counterclaim.records.accounts import Accounts, Judgements, MatchLabel
from counterclaim.records.analyses import Analysis
from tests.engines import change, dump
from tests.factories import PUBLISHED, make_analysis, make_capture, make_revision
from tests.ledgers import project_simply
from tests.unit.ledger.test_adding import OTHER, judge, report


def fill(ledger: Ledger) -> tuple[Analysis, Analysis]:
    """Two linked reports whose first claims contradict each other."""
    capture, b = report(OTHER, address="https://b.example/1")
    a = make_analysis()
    ledger.add_all([(make_capture(), a), (capture, b)])
    ledger.add_judgements(judge(a, b, label=MatchLabel.CONTRADICTS))
    return a, b


def test_the_tables_give_back_the_accounts_that_were_computed(ledger: Ledger) -> None:
    fill(ledger)
    expected = project_simply(ledger.analyses(), ledger.judgements())
    assert len(expected.stories) == len(expected.disputes) == 1
    assert ledger.refresh(project_simply) == expected
    assert ledger.accounts(project_simply) == expected


def test_tables_are_read_while_they_fit_the_log_and_the_version(ledger: Ledger) -> None:
    calls: list[int] = []

    def counting(analyses: Sequence[Analysis], judgements: Judgements) -> Accounts:
        calls.append(len(analyses))
        return project_simply(analyses, judgements)

    fill(ledger)
    ledger.refresh(counting)
    ledger.refresh(counting)
    ledger.accounts(counting)
    assert calls == [2]
    ledger.add(*report("Third\n\nIt rained.", address="https://c.example/1"))
    assert len(ledger.accounts(counting).origins) == 3
    assert sorted(calls[1:]) == [1, 2]
    calls.clear()
    ledger.refresh(counting)
    assert calls == [1]  # what the new report is not tied to stays as it is
    with ledger._database.writing() as connection:
        connection.exec_driver_sql("UPDATE projected SET code_version = '0.0.1'")
    ledger.accounts(counting)
    assert sorted(calls[1:]) == [1, 2]
    calls.clear()
    ledger.refresh(counting)  # what another version wrote is written anew
    ledger.accounts(counting)
    assert sorted(calls) == [1, 2]


def test_accounts_as_of_a_moment_are_computed_from_what_was_out(ledger: Ledger) -> None:
    fill(ledger)
    ledger.refresh(project_simply)
    assert ledger.accounts(project_simply, AsOf(published=PUBLISHED.replace(year=2000))).stories == ()


def test_rebuilding_gives_every_table_the_same_rows(ledger: Ledger, path: Location) -> None:
    a, _ = fill(ledger)
    ledger.add_reading(make_analysis(a.revision, a.claims[1:], code_version="9.9.9"))
    ledger.refresh(project_simply)
    followed = dump(path)
    assert {name for name, rows in followed.items() if rows} >= {
        "documents", "revisions", "readings", "claims", "judgements", "claim_search",
        "parts", "part_members", "ties", "stories", "propositions", "positions", "origins", "projected", "unjudged",
    }  # fmt: skip
    ledger.rebuild(project_simply)
    assert dump(path) == followed


def test_projections_that_were_dropped_or_spoilt_come_back(ledger: Ledger, path: Location) -> None:
    fill(ledger)
    ledger.refresh(project_simply)
    before = dump(path)
    change(
        path,
        "DROP TABLE claims",
        "DROP TABLE stories",
        "UPDATE revisions SET title = 'spoilt'",
        "DELETE FROM claim_search",
    )
    ledger.rebuild(project_simply)
    assert dump(path) == before


def test_a_projection_that_fails_leaves_the_tables_as_they_were(ledger: Ledger, path: Location) -> None:
    fill(ledger)
    ledger.refresh(project_simply)
    before = dump(path)

    def fail(_analyses: object, _judgements: object) -> Accounts:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        ledger.rebuild(fail)
    assert dump(path) == before


def test_records_are_found_by_the_start_of_their_ids(ledger: Ledger) -> None:
    a, _ = fill(ledger)
    accounts = ledger.refresh(project_simply)
    for kind, record in (
        ("claim", a.claims[1]),
        ("revision", a.revision),
        ("proposition", accounts.propositions[0]),
        ("story", accounts.stories[0]),
        ("dispute", accounts.disputes[0]),
    ):
        found = ledger.find(record.id[:20])
        assert (found.kind, found.id, found.record) == (kind, record.id, record)
    assert ledger.find(a.claims[1].id).analysis == a


def test_a_claim_of_an_earlier_reading_is_found_with_that_reading(ledger: Ledger) -> None:
    """A link to a claim does not die because a newer version reads the report otherwise."""
    a, _ = fill(ledger)
    ledger.add_reading(make_analysis(a.revision, a.claims[1:], code_version="9.9.9"))
    assert ledger.find(a.claims[0].id).analysis == a


def test_an_id_that_names_nothing_several_things_or_is_too_short_is_refused(ledger: Ledger) -> None:
    ledger.add_all(report(f"Report {n}\n\nIt rained.", address=f"https://o.example/{n}") for n in range(60))
    with pytest.raises(LedgerError, match="nothing has"):
        ledger.find("c" + "z" * 20)
    with pytest.raises(LedgerError, match="at least three"):
        ledger.find("c1")
    ids = sorted(analysis.claims[0].id for analysis in ledger.analyses())
    shared = next(a[:2] for a, b in pairwise(ids) if a[:2] == b[:2])
    with ledger._database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE claims SET id = '{shared}00' || id WHERE id LIKE '{shared}%'")
    with pytest.raises(LedgerError, match=r"names several things \(claim c"):
        ledger.find(f"{shared}00")


@pytest.mark.parametrize("hostile", ["' OR 1=1 --", "c%", "c__", "\0", "“c”", "c" * 10_000, "../../etc/passwd"])
def test_hostile_ids_find_nothing(ledger: Ledger, hostile: str) -> None:
    fill(ledger)
    with pytest.raises(LedgerError):
        ledger.find(hostile)


def test_claims_are_found_by_their_words_or_their_actor(ledger: Ledger) -> None:
    a, _ = fill(ledger)
    assert ledger.search("seized bridge") == (a.claims[0].id,)
    assert ledger.search("BRIDGE fall") == (a.claims[1].id,)
    assert ledger.search("interior") == (a.claims[1].id,)
    assert ledger.search("submarine") == ()
    assert ledger.search("") == ledger.search("  ") == ()


@pytest.mark.parametrize(
    "hostile", ['" XOR "', "bridge NOT seized", "words:bridge", "NEAR(a b)", "*", "\0", "a'b", "(", "\ud800"]
)
def test_search_terms_are_words_not_a_query_language(ledger: Ledger, hostile: str) -> None:
    fill(ledger)
    assert ledger.search(hostile) == ()


def test_stats_count_what_is_there(ledger: Ledger) -> None:
    a, _ = fill(ledger)
    stats = ledger.stats()
    assert stats.entries == 7
    assert dict(stats.by_kind) == {"capture": 2, "judgement": 1, "reading": 2, "revision": 2}
    assert (stats.documents, stats.revisions, stats.claims) == (2, 2, 3)
    assert stats.models == a.models
    assert stats.code_versions == (__version__,)
    assert stats.file_bytes > stats.stored_bytes > 0


def test_a_ledger_opened_by_two_names_shows_one_content(
    ledger: Ledger, path: Location, project: Callable[..., Accounts]
) -> None:
    fill(ledger)
    with Ledger.open(path) as second:
        second.add(
            make_capture("Late\n\nNews.", address="https://d.example/1"),
            make_analysis(make_revision("Late\n\nNews.", address="https://d.example/1")),
        )
        assert second.refresh(project) == ledger.accounts(project)
