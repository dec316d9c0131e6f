"""Takedown: nothing of what was removed is left in any file, and the log still proves that there was something."""

import json
import random
import runpy
import sqlite3
import string
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from counterclaim.errors import LedgerError
from counterclaim.ledger import Delivery, EntryKind, Ledger, _ledger, _segments, delivery_id, format_checkpoint
from counterclaim.locations import Location
from counterclaim.records.absences import Absence, AbsenceReason
from counterclaim.records.accounts import Judgements, MatchLabel, Reason
from counterclaim.records.analyses import Analysis
from counterclaim.records.decisions import Decision, DecisionAction, Words
from counterclaim.records.enquiries import Enquiry, Reply
from counterclaim.records.ids import RevisionId
from counterclaim.records.imprints import Imprint
from counterclaim.records.revisions import Capture, Exchange
from counterclaim.records.turns import Told, Turn, TurnId, TurnKind
from counterclaim.records.watches import Query, Watch
from tests.factories import (
    CAPTURED,
    make_actor,
    make_analysis,
    make_capture,
    make_claim,
    make_context,
    make_revision,
)
from tests.ledgers import project_simply
from tests.unit.ledger.conftest import Clock
from tests.unit.ledger.test_adding import OTHER, judge, report

SCRIPT = Path(__file__).parents[3] / "docs" / "verify_proof.py"
RUN = 12


class Markers:
    """Random words that stand nowhere else, each remembered under where it was put."""

    def __init__(self, seed: int = 7) -> None:
        self._random = random.Random(seed)
        self.words: dict[str, str] = {}

    def __call__(self, where: str) -> str:
        word = "".join(self._random.choices(string.ascii_lowercase, k=2 * RUN))
        return self.words.setdefault(where, word)


def plain(data: bytes) -> bytes:
    """What a file holds, with whatever in it can be decompressed, also in part, also where the database cut it."""
    parts = [data]
    for start in (i for i in range(len(data) - 1) if data[i] == 0x78 and data[i + 1] in (0x01, 0x5E, 0x9C, 0xDA)):
        unpacker = zlib.decompressobj()
        for at in range(start, min(start + 8192, len(data)), 64):
            try:
                parts.append(unpacker.decompress(data[at : at + 64]))
            except zlib.error:
                break
    return b"".join(parts)


def contents(path: Path) -> bytes:
    """Every row of every table of a database, unpacked."""
    parts = []
    raw = sqlite3.connect(path)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for row in raw.execute(f"SELECT * FROM {name}"):
            for value in row:
                if isinstance(value, bytes):
                    parts.append(value)
                    try:
                        parts.append(zlib.decompress(value))
                    except zlib.error:
                        continue
                else:
                    parts.append(str(value).encode())
    raw.close()
    return b"\0".join(parts)


def found(folder: Path, wanted: dict[str, bytes]) -> set[str]:
    """The markers of which any twelve bytes in a row stand in any file of a folder, whatever it is called."""
    hits = set()
    for file in (one for one in sorted(folder.rglob("*")) if one.is_file()):
        data = plain(file.read_bytes()).lower()
        if file.suffix == ".db":
            data += contents(file).lower()
        for where, word in wanted.items():
            if any(word[i : i + RUN].lower() in data for i in range(len(word) - RUN + 1)):
                hits.add(where)
    return hits


@dataclass
class Filled:
    ledger: Ledger
    gone: Analysis
    stays: Analysis
    markers: dict[str, bytes]
    vectors: dict[str, bytes]


#: A turn that rests on what goes.
GONE_TURN = TurnId("n" + 8 * "0b1e")


def imprint(revision: RevisionId, seed: int) -> Imprint:
    noise = np.random.default_rng(seed)
    vector = noise.normal(size=384).astype("<f4")
    return Imprint(
        revision_id=revision,
        maker="test/1",
        day=100,
        terms=((f"term {seed}", 1.0),),
        vector=(vector / np.linalg.norm(vector)).astype("<f4").tobytes(),
        sketch=noise.bytes(64),
        said=noise.bytes(64),
    )


def marked_report(mark: Markers) -> tuple[Capture, Analysis]:
    """A report with a marker wherever a report may hold words, as a page with more than its text."""
    name = mark("actor")
    text = (
        f"Front claims bridge {mark('title')}\n\n"
        f"The {name} said it had {mark('claim')} the bridge at {mark('place')} and more.\n\n"
        f"Furniture {mark('furniture')} here."
    )
    address = f"https://outlet.example/{mark('address')}"
    revision = replace(make_revision(text, address=address), authors=(mark("author"),), outlet=mark("outlet"))
    claim = make_claim(revision, f"it had {mark('claim')} the bridge at {mark('place')}", actor=make_actor(name))
    claim = replace(claim, actor=replace(claim.actor, aliases=(mark("alias"),)))
    capture = make_capture(f"<html>{mark('bytes')}{text}</html>", address=address, media_type="text/html")
    exchange = Exchange(
        url=address,
        method="GET",
        request_headers=(),
        sent_at=CAPTURED,
        received_at=CAPTURED,
        status=200,
        reason="OK",
        response_headers=(("X-Token", mark("header")),),
    )
    revision = replace(revision, capture_id=capture.id)
    return replace(capture, exchanges=(exchange,)), make_analysis(revision, (claim,))


@pytest.fixture
def filled(path: Location, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Filled]:
    """A ledger in which a marked report stands among others: compared, decided on, indexed, searched, accounted for."""
    monkeypatch.setattr(_segments, "TAIL", 3)
    mark = Markers()
    capture, gone = marked_report(mark)
    other_capture, stays = report(OTHER, address="https://b.example/1")
    with Ledger.open(path, clock=clock) as ledger:
        ledger.add_all([(capture, gone), (other_capture, stays)])
        ledger.add_reading(make_analysis(gone.revision, gone.claims, code_version="9.9.9"))
        said = judge(gone, stays, label=MatchLabel.SAME)
        reason = (Reason(name="words", weight=1.0, detail=mark("judgement")),)
        ledger.add_judgements(
            Judgements(links=said.links, matches=tuple(replace(match, reasons=reason) for match in said.matches)),
            judged=[gone.revision.id, stays.revision.id],
        )
        decide(ledger, gone, mark("comment"))
        ledger.add_decision(
            Decision(
                action=DecisionAction.MERGE,
                revision_id=stays.revision.id,
                spans=stays.claims[0].content,
                author="Ada Reviewer",
                reason=mark("merger"),
                elsewhere=(Words(revision_id=gone.revision.id, spans=gone.claims[0].content),),
            )
        )
        decide(ledger, stays, "a remark that stays")
        own = imprint(gone.revision.id, 1)
        last = make_analysis(make_revision("Fourth\n\nIt rained.", address="https://c.example/1"))
        ledger.add(make_capture("Fourth\n\nIt rained.", address="https://c.example/1"), last)
        ledger.add_imprints([own, imprint(stays.revision.id, 2), imprint(last.revision.id, 3)])
        ledger.tidy()
        ledger.refresh(project_simply)
        watched(ledger, gone, stays, mark)
        vector = np.frombuffer(own.vector, dtype="<f4")
        vectors = {
            "vector": own.vector[:48],
            "half vector": vector.astype("<f2").tobytes()[:48],
            "sketch": own.sketch[:48],
            "said": own.said[:48],
            "id": gone.revision.id.encode(),
            "turn": GONE_TURN.encode(),
            "delivery": delivery_id(ledger.watches()[0].id, "webhook", [GONE_TURN]).encode(),
        }
        yield Filled(ledger, gone, stays, {where: word.encode() for where, word in mark.words.items()}, vectors)


def watched(ledger: Ledger, gone: Analysis, stays: Analysis, mark: Markers) -> None:
    """Watches, enquiries and turns that are about the marked report, or name its words, and others."""
    for words in (mark("claim"), "bridge"):
        query = Query(words=words)
        ledger.add_watch(Watch(name="bridge", query=query, author="Ada Reviewer", webhook="https://h.example/"))
    for words, about in (
        (mark("question"), [gone]),
        (mark("claim"), [stays]),
        ("Did it fall?", [stays]),
        ("Which is it?", [stays, gone]),
    ):
        name = ledger.add_enquiry(
            Enquiry(
                asked="the ministry",
                question=words,
                asked_at=CAPTURED,
                about_kind="claim",
                about=about[0].claims[0].id,
                claims=tuple(one.claims[0].id for one in about),
                revisions=tuple(one.revision.id for one in about),
                author="Ada Reviewer",
            )
        )
        if gone in about:
            answer = mark("answer") if about == [gone] else "Neither"
            ledger.answer_enquiry(name, Reply(answer=answer, answered_at=CAPTURED, author="Ada Reviewer"))
    for action, reason, columns in (
        (DecisionAction.VERDICT, "looked at it", (("note", mark("claim")),)),
        (DecisionAction.COMMENT, f"they write {mark('author')}", ()),
    ):
        ledger.add_decision(
            Decision(
                action=action,
                revision_id=stays.revision.id,
                spans=stays.claims[0].content,
                author="Ada Reviewer",
                reason=reason,
                value="false" if columns else None,
                columns=columns,
            )
        )
    missed = Absence(
        address=gone.revision.address,
        reason=AbsenceReason.NOT_FOUND,
        since=CAPTURED,
        last_visit=CAPTURED,
        visits=2,
        exchanges=(),
    )
    assert ledger.add_absence(missed) is not None
    ours = make_context("XXX1", notes=mark("context"), sources=(gone.revision.address,)).records
    ledger.add_context(replace(make_context("XXX2"), records=(*ours, *make_context("XXX2").records)))
    moment = ledger.last_recorded()
    assert moment is not None
    turn = Turn(
        id=TurnId("n1"),
        kind=TurnKind.DENIED,
        since=None,
        at=moment,
        story=None,
        proposition=None,
        claims=(stays.claims[0].id,),
        revisions=(stays.revision.id,),
    )
    told = Told(
        turn=turn,
        sentence=f"somebody denies “{mark('claim')}”",
        before="",
        after="",
        answer=mark("answer of another"),
        actors=(),
        outlets=(),
        addresses=(),
        places=(),
        events=(),
        published=None,
        review="",
    )
    ledger.add_turns([told, replace(told, turn=replace(turn, id=GONE_TURN, revisions=(gone.revision.id,)))], moment)
    watch = ledger.watches()[0].id
    for turns, state in (((turn.id, GONE_TURN), "pending"), ((GONE_TURN,), "done"), ((turn.id,), "done")):
        one = Delivery(
            id=delivery_id(watch, "webhook", turns),
            watch=watch,
            channel="webhook",
            turns=turns,
            state=state,
            attempts=0,
            created_at=moment,
            due_at=moment,
        )
        ledger.enqueue(one.watch, one.channel, [one], moment)
    ledger.record_export("csv", f"/home/ada/{mark('claim')}.csv", revisions=[gone.revision.id])


def decide(ledger: Ledger, on: Analysis, reason: str) -> None:
    ledger.add_decision(
        Decision(
            action=DecisionAction.COMMENT,
            revision_id=on.revision.id,
            spans=on.claims[0].content,
            author="Ada Reviewer",
            reason=reason,
            claim_id=on.claims[0].id,
        )
    )


def take_down(ledger: Ledger, name: str) -> Any:
    return ledger.take_down([name], author="Ada Reviewer", reason="by order of a court", legal_basis="Art. 17")


@pytest.mark.files
def test_no_file_of_the_ledger_holds_any_of_it(filled: Filled, tmp_path: Path) -> None:
    """Bytes, text, quotations, names, headers, comments, reasons, vectors, sketches, index and search entries: no
    twelve characters of them, packed or not, in the database, its log, the neighbour index or a backup. The search
    finds them all before."""
    ledger = filled.ledger
    ledger.backup(tmp_path / "backup.db")
    wanted = {**filled.markers, **filled.vectors}
    assert found(tmp_path, wanted) == set(wanted)
    done = take_down(ledger, filled.gone.revision.id)
    assert done.purged
    assert found(tmp_path, wanted) == set()
    ledger.refresh(project_simply)
    ledger.tidy()
    ledger.rebuild(project_simply)
    assert found(tmp_path, wanted) == set()


def test_the_rest_is_as_it_was(filled: Filled) -> None:
    ledger = filled.ledger
    stays = [analysis for analysis in ledger.analyses() if analysis.revision.id != filled.gone.revision.id]
    take_down(ledger, filled.gone.revision.id)
    assert list(ledger.analyses()) == stays
    assert [held.decision.reason for held in ledger.decisions()] == ["a remark that stays"]
    assert [held.watch.query.words for held in ledger.watches()] == ["bridge"]
    assert [(held.enquiry.question, held.reply and held.reply.answer) for held in ledger.enquiries()] == [
        ("Did it fall?", None),
        ("Which is it?", "Neither"),
    ]
    assert ledger.enquiries()[1].enquiry.revisions == (filled.stays.revision.id,)
    assert [record.id for record in ledger.context()] == ["XXX2"]
    assert ledger.turns() == ()
    assert ledger.judgements().matches == ()
    assert ledger.search(filled.markers["claim"].decode()) == ()
    assert ledger.search("bridge stood") == (filled.stays.claims[0].id,)
    with pytest.raises(LedgerError, match="nothing has an id"):
        ledger.find(filled.gone.revision.id)


def test_verify_passes_and_names_the_takedown(filled: Filled) -> None:
    """Also with the tables computed again, and against a checkpoint that was kept from before."""
    ledger = filled.ledger
    before = ledger.checkpoint()
    done = take_down(ledger, filled.gone.revision.id)
    checked = ledger.verify([before], project=project_simply)
    assert checked.faults == ()
    assert checked.covered == before.size
    (removed,) = checked.removed
    assert removed.seq == done.seq
    assert "contents of 19 entries" in removed.message
    ledger.refresh(project_simply)
    assert ledger.verify([before], project=project_simply).ok


def test_proofs_hold_and_say_what_was_removed(
    filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = filled.ledger
    before = ledger.checkpoint()
    entry = next(entry for entry in ledger.entries() if entry.kind is EntryKind.REVISION)
    done = take_down(ledger, filled.gone.revision.id)
    proof = ledger.prove_inclusion(entry.id, before, contents=True)
    assert proof["contents"] == {}
    assert set(proof["removed"].values()) == {done.seq}  # type: ignore[union-attr]
    for file, words in (("p.json", json.dumps(proof)), ("c.txt", format_checkpoint(before))):
        (tmp_path / file).write_text(words, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", [str(SCRIPT), str(tmp_path / "p.json"), str(tmp_path / "c.txt")])
    runpy.run_path(str(SCRIPT))
    said = capsys.readouterr().out
    assert "is in the log" in said
    assert f"takedown {done.seq}" in said
    grown = ledger.prove_consistency(before, ledger.checkpoint())
    assert grown["proof"] == "consistency"


@pytest.mark.files
def test_the_log_holds_no_reason_and_no_name(filled: Filled) -> None:
    done = take_down(filled.ledger, filled.gone.revision.id)
    entry = next(entry for entry in filled.ledger.entries() if entry.id == done.entry_id)
    assert set(entry.body) == {"revisions", "erased", "content"}
    assert not {"Ada", "court", "Art. 17"} & set(json.dumps([entry.body, entry.recorded_by]).split())
    listed = (filled.ledger.path.parent / "war.db-takedowns").read_text(encoding="utf-8")
    assert "court" not in listed
    assert json.loads(listed)["takedown"] == done.entry_id


@pytest.mark.files
def test_a_restored_backup_is_purged_before_it_is_read(filled: Filled, tmp_path: Path) -> None:
    """A backup that was out of reach comes back: the list beside the ledger erases again what was taken down since."""
    ledger, away = filled.ledger, tmp_path / "away" / "old.db"
    ledger.backup(tmp_path / "backup.db")
    away.parent.mkdir()
    (tmp_path / "backup.db").rename(away)
    done = take_down(ledger, filled.gone.revision.id)
    assert [export.format for export in done.recalls] == ["csv", "backup"]
    assert done.purged == ()
    folder = tmp_path / "restored"
    folder.mkdir()
    lists = [ledger.path.with_name("war.db-takedowns")]
    with Ledger.restore(away, folder / "new.db", lists=lists) as restored:
        assert [analysis.revision.id for analysis in restored.analyses()] == [
            analysis.revision.id for analysis in ledger.analyses()
        ]
        log = list(restored.entries())
        (taken,) = (entry for entry in log if entry.kind is EntryKind.TAKEDOWN)
        assert taken.body["again"] == done.entry_id
        restored.refresh(project_simply)
        assert restored.verify(project=project_simply).ok
        assert found(folder, {**filled.markers, **filled.vectors}) == set()
    with Ledger.open(folder / "new.db") as again:
        assert len(list(again.entries())) == len(log)  # once is enough


@pytest.mark.files
def test_an_old_copy_put_in_place_is_purged_when_it_is_opened(filled: Filled, tmp_path: Path) -> None:
    """Also what was read or decided in the copy after it was made, which no list knows."""
    ledger = filled.ledger
    ledger.backup(tmp_path / "copy.db")
    copy = (tmp_path / "copy.db").read_bytes()
    (tmp_path / "copy.db").unlink()
    take_down(ledger, filled.gone.revision.id)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "war.db").write_bytes(copy)
    with Ledger.open(folder / "war.db") as used:
        decide(used, filled.gone, Markers(99)("later comment"))
    (folder / "war.db-takedowns").write_bytes((tmp_path / "war.db-takedowns").read_bytes())
    later = {"later comment": Markers(99)("later comment").encode()}
    assert found(folder, later)
    with Ledger.open(folder / "war.db") as opened:
        assert opened.verify().ok
        assert found(folder, {**later, **filled.markers, **filled.vectors}) == set()


@pytest.mark.files
def test_a_takedown_that_was_interrupted_is_finished_by_opening(
    filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The entry is there and the rows are gone, but the files were not yet rewritten."""
    ledger = filled.ledger

    def killed(self: Ledger) -> tuple[int, ...]:
        raise KeyboardInterrupt

    monkeypatch.setattr(_ledger.Ledger, "_finish", killed)
    with pytest.raises(KeyboardInterrupt):
        take_down(ledger, filled.gone.revision.id)
    monkeypatch.undo()
    assert found(tmp_path, filled.markers)
    ledger.close()
    Ledger.open(tmp_path / "war.db").close()
    assert found(tmp_path, {**filled.markers, **filled.vectors}) == set()
    assert (tmp_path / "war.db-takedowns").exists()


@pytest.mark.files
def test_a_reader_that_keeps_the_log_open_is_named_and_the_next_opening_finishes(
    filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = sqlite3.connect(filled.ledger.path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM entries").fetchone()
    with Ledger.open(filled.ledger.path, wait_s=0.1) as impatient, pytest.raises(LedgerError, match="another process"):
        take_down(impatient, filled.gone.revision.id)
    reader.close()
    Ledger.open(filled.ledger.path).close()
    assert found(tmp_path, {**filled.markers, **filled.vectors}) == set()


def test_a_document_goes_with_all_its_texts_and_a_text_alone_names_the_others(ledger: Ledger) -> None:
    first, later = report("One\n\nIt rained."), report("One\n\nIt rained heavily.")
    for capture, analysis in (first, later):
        ledger.add(capture, analysis)
    address = first[1].revision.address
    assert ledger.addresses_of([first[1].revision.id]) == frozenset()  # a collector goes on looking at it
    assert ledger.addresses_of([address]) == {address}
    done = take_down(ledger, first[1].revision.id)
    assert done.also_held == (later[1].revision.id,)
    assert take_down(ledger, later[1].revision.document_id).revisions == (later[1].revision.id,)
    assert ledger.analyses() == ()
    assert ledger.verify(project=project_simply).ok
    assert [len(one.message) > 0 for one in ledger.verify().removed] == [True, True]


@pytest.mark.files
def test_bytes_that_another_address_gave_too_stay_until_the_last_goes(ledger: Ledger) -> None:
    here, there = report(OTHER, address="https://a.example/1"), report(OTHER, address="https://b.example/1")
    for capture, analysis in (here, there):
        ledger.add(capture, analysis)
    done = take_down(ledger, here[1].revision.address)
    assert done.also_held == (there[1].revision.id,)
    assert ledger.capture(there[1].revision.id).body == OTHER.encode()
    take_down(ledger, there[1].revision.address)
    assert b"the bridge still stood" not in contents(ledger.path)


def test_what_left_is_listed_for_recall(filled: Filled) -> None:
    """What holds the text, and nothing that left without it or before it came; with where it went once more where that
    is told in its words, which go."""
    ledger = filled.ledger
    ledger.record_export("wacz", "all.wacz")
    ledger.record_export("warc", "other.warc.gz", revisions=[filled.stays.revision.id])
    ledger.record_export("proof", "proof.json", revisions=[filled.gone.revision.id])
    done = take_down(ledger, filled.gone.revision.id)
    file = f"/home/ada/{filled.markers['claim'].decode()}.csv"
    assert [export.destination for export in done.recalls] == [file, "all.wacz", "proof.json"]
    ledger.record_export("wacz", "after.wacz")
    assert [bool(export.recalled_by) for export in ledger.exports()] == [True, True, False, True, False]
    assert [export.destination for export in ledger.exports()][:2] == ["", "all.wacz"]
    assert ledger.verify().ok


def test_what_waits_to_be_sent_goes_without_what_was_taken_down(filled: Filled) -> None:
    ledger = filled.ledger
    take_down(ledger, filled.gone.revision.id)
    assert sorted((one.turns, one.state) for one in ledger.deliveries()) == [
        (("n1",), "done")
    ]  # what was left of the other was sent


@pytest.mark.parametrize("name", ["r0", "https://nowhere.example/", "", "rffffffff", "%", "_____"])
def test_a_name_that_means_nothing_removes_nothing(filled: Filled, name: str) -> None:
    with pytest.raises(LedgerError, match="names no revision"):
        take_down(filled.ledger, name)
    assert len(filled.ledger.analyses()) == 3


def test_a_reason_that_quotes_is_refused(filled: Filled) -> None:
    quoted = filled.markers["claim"].decode()
    with pytest.raises(LedgerError, match="repeats words"):
        filled.ledger.take_down([filled.gone.revision.id], author="Ada", reason=f"it says “{quoted}”")
    assert len(filled.ledger.analyses()) == 3


@pytest.mark.files
def test_erasing_without_a_takedown_is_a_fault(filled: Filled) -> None:
    raw = sqlite3.connect(filled.ledger.path)
    raw.execute("DELETE FROM contents WHERE kind = 'decision'")
    raw.commit()
    raw.close()
    faults = filled.ledger.verify().faults
    assert faults
    assert all("no takedown says so" in fault.message for fault in faults)


@pytest.mark.files
def test_contents_that_came_back_are_a_fault(filled: Filled) -> None:
    raw = sqlite3.connect(filled.ledger.path)
    kept = raw.execute("SELECT digest, kind, salt, size, data FROM contents WHERE kind = 'revision'").fetchall()
    take_down(filled.ledger, filled.gone.revision.id)
    raw.executemany("INSERT OR IGNORE INTO contents (digest, kind, salt, size, data) VALUES (?, ?, ?, ?, ?)", kept)
    raw.commit()
    raw.close()
    assert any("are there again" in fault.message for fault in filled.ledger.verify().faults)


@pytest.mark.files
def test_a_list_that_cannot_be_read_is_said(path: Path, ledger: Ledger) -> None:
    ledger.close()
    path.with_name("war.db-takedowns").write_text("nonsense\n{}\n", encoding="utf-8")
    with pytest.raises(LedgerError, match="line 1: no list of takedowns"):
        Ledger.open(path)


def test_what_was_taken_down_can_be_added_again_as_something_new(filled: Filled) -> None:
    """A takedown is an act on what was held; that a page is fetched again is for people to prevent."""
    take_down(filled.ledger, filled.gone.revision.id)
    mark = Markers()
    capture, analysis = marked_report(mark)
    filled.ledger.add(capture, analysis)
    filled.ledger.close()
    with Ledger.open(filled.ledger.location) as opened:
        assert analysis in opened.analyses()
        assert opened.verify(project=project_simply).ok
