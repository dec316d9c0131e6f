"""The round trip through annotation tools."""

import json
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from counterclaim.errors import InputError
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Stance
from counterclaim.records.decisions import DecisionAction as Do
from counterclaim.records.mentions import Figure, FigureUnit, Place, PlacePrecision, Timex
from counterclaim.review import (
    code_page,
    decide_page,
    from_label_studio,
    from_web_annotations,
    label_config,
    review_reading,
    to_label_studio,
    to_web_annotations,
)
from tests.factories import make_analysis, make_claim, make_revision, span_of

TEXT = (
    "🛑 Bridge\n\nThe Harrow Front 🛡 said it had taken the bridge at Orsk on Friday and killed at least 12 soldiers, "
    "and the mill too.\n\nThe council denied that the bridge had fallen."
)


@pytest.fixture
def read() -> Analysis:
    """A reading with everything a claim can hold, of a text in which code points and UTF-16 units differ."""
    revision = make_revision(TEXT)
    number = Figure(
        span=span_of(TEXT, "at least 12"),
        words="at least 12",
        low=12,
        high=None,
        unit=FigureUnit.KILLED,
        hedge="at least",
    )
    orsk = Place(span=span_of(TEXT, "Orsk"), name="Orsk", precision=PlacePrecision.TOWN, lat=51.2, lon=58.6)
    friday = Timex(span=span_of(TEXT, "Friday"), type="DATE", value="2024-05-03")
    content = (
        span_of(TEXT, "it had taken the bridge at Orsk on Friday and killed at least 12 soldiers"),
        span_of(TEXT, "the mill too"),
    )
    full = make_claim(
        revision,
        content,
        source="The Harrow Front",
        cue="said",
        figures=(number,),
        places=(orsk,),
        event_time=friday,
    )
    denial = make_claim(revision, "that the bridge had fallen", actor="council", stance=Stance.DENIES, cue="denied")
    return make_analysis(revision, (full, denial))


def annotated(analysis: Analysis) -> Any:
    """A Label Studio export in which the annotator kept every prediction."""
    tasks: Any = json.loads(json.dumps(to_label_studio([analysis])))
    for task in tasks:
        task["annotations"] = [
            {"result": task["predictions"][0]["result"], "completed_by": {"email": "a@desk.example"}}
        ]
    return tasks


def decided(analysis: Analysis, tasks: Any) -> tuple[list[Any], list[str]]:
    pages, problems = from_label_studio(tasks, {str(analysis.revision.id): analysis.revision})
    decisions = []
    for page, _ in pages:
        own, faults = decide_page(analysis, page, author=page.author or "R. Desk", reason="read in the tool")
        decisions += own
        problems += faults
    return decisions, problems


def region(tasks: Any, words: str, name: str = "role") -> Any:
    result = [r for r in tasks[0]["annotations"][0]["result"] if r.get("from_name") == name]
    return next(r for r in result if words in (r["value"]["text"], r["id"]))


def test_what_an_annotator_left_as_it_was_is_accepted(read: Analysis) -> None:
    decisions, problems = decided(read, annotated(read))
    assert not problems
    assert [d.action for d in decisions] == [Do.ACCEPT, Do.ACCEPT]
    assert [d.claims[0] for d in decisions] == list(read.claims)
    assert {d.author for d in decisions} == {"a@desk.example"}


def test_what_an_annotator_changed_is_corrected_and_what_is_gone_withdrawn(read: Analysis) -> None:
    tasks = annotated(read)
    full, denial = read.claims
    result = tasks[0]["annotations"][0]["result"]
    tasks[0]["annotations"][0]["result"] = [
        r for r in result if not str(r.get("id", "")).startswith(denial.id) and r.get("from_id") != denial.id
    ]
    region(tasks, full.id, "actor")["value"]["text"] = ["Orsk militia"]
    region(tasks, full.id, "stance")["value"]["choices"] = ["doubts"]
    value = next(
        r
        for r in tasks[0]["annotations"][0]["result"]
        if r.get("from_name") == "value" and "12" in r["value"]["text"][0]
    )
    value["value"]["text"] = ["12..19 killed"]
    decisions, problems = decided(read, tasks)
    assert not problems
    assert {d.action for d in decisions} == {Do.CORRECT, Do.WITHDRAW}
    (claim,) = review_reading(read, decisions).analysis.claims
    assert (claim.actor.name, claim.stance, claim.figures[0].high) == ("Orsk militia", Stance.DOUBTS, 19)
    assert claim.places == full.places


def test_a_claim_that_the_machine_missed_comes_in(read: Analysis) -> None:
    """Marked by hand: other ids, a relation drawn the other way round, and no stance chosen."""
    tasks = annotated(read)
    bridge = span_of(TEXT, "🛑 Bridge")
    result = tasks[0]["annotations"][0]["result"]
    result.append(
        {
            "id": "hand1",
            "type": "labels",
            "from_name": "role",
            "to_name": "text",
            "value": {"start": bridge.start, "end": bridge.end, "text": "🛑 Bridge", "labels": ["content"]},
        }
    )
    decisions, problems = decided(read, tasks)
    assert not problems
    (added,) = [d for d in decisions if d.action is Do.ADD]
    assert added.claims[0].actor.name == "(article)"
    reviewed = review_reading(read, decisions)
    assert len(reviewed.analysis.claims) == 3
    assert not reviewed.lost


def test_offsets_in_utf16_units_or_of_another_text_are_found_by_the_words(read: Analysis) -> None:
    tasks = annotated(read)
    for item in tasks[0]["annotations"][0]["result"]:
        if "value" in item:
            start, end = item["value"]["start"], item["value"]["end"]
            for key, at in (("start", start), ("end", end)):
                item["value"][key] = len(TEXT[:at].encode("utf-16-le")) // 2
    decisions, problems = decided(read, tasks)
    assert not problems
    assert [d.claims[0] for d in decisions] == list(read.claims)
    moved = deepcopy(tasks)
    for item in moved[0]["annotations"][0]["result"]:
        if "value" in item:
            item["value"]["start"] += 11
            item["value"]["end"] += 11
    assert [d.action for d in decided(read, moved)[0]] == [Do.ACCEPT, Do.ACCEPT]


def test_words_that_stand_nowhere_are_reported_and_withdraw_nothing(read: Analysis) -> None:
    tasks = annotated(read)
    for item in tasks[0]["annotations"][0]["result"]:
        if "value" in item and item["id"] == read.claims[1].id:
            item["value"] |= {"text": "words of another page", "start": 9000, "end": 9010}
    decisions, problems = decided(read, tasks)
    assert any("do not stand in the report" in problem for problem in problems)
    assert {d.action for d in decisions} == {Do.ACCEPT}


@pytest.mark.parametrize("broken", [{}, [1], [{"data": {"revision": "r0", "text": "x"}}], [{"data": {}}], "x", None])
def test_what_is_no_export_is_refused_or_named(read: Analysis, broken: Any) -> None:
    revisions = {str(read.revision.id): read.revision}
    if isinstance(broken, list):
        assert from_label_studio(broken, revisions)[1]
    else:
        with pytest.raises(InputError):
            from_label_studio(broken, revisions)
        with pytest.raises(InputError):
            from_web_annotations(broken, revisions)


def test_a_blind_task_shows_nothing_of_the_machine_and_comes_back_as_a_coding(read: Analysis) -> None:
    (task,) = to_label_studio([read], blind="2024-W18/7/report")
    assert "Harrow Front" not in json.dumps({k: v for k, v in task.items() if k != "data"})  # type: ignore[union-attr]
    assert "predictions" not in task  # type: ignore[operator]
    tasks = annotated(read)
    tasks[0]["data"]["sample"] = "2024-W18/7/report"
    ((page, sample),), problems = from_label_studio(tasks, {str(read.revision.id): read.revision})
    assert not problems
    assert sample == "2024-W18/7/report"
    coding, problems = code_page(read.revision, page, author="C. One", sample=sample, reason="coded")
    assert not problems
    assert [c.content for c in coding.claims] == [c.content for c in read.claims]
    assert coding.claims[0].figures[0].low == 12


def test_the_labelling_interface_is_xml_with_all_that_the_tasks_use(read: Analysis) -> None:
    from lxml import etree

    root = etree.fromstring(label_config())
    names = {element.get("name") for element in root.iter() if element.get("name")}
    (task,) = json.loads(json.dumps(to_label_studio([read])))
    assert {r["from_name"] for r in task["predictions"][0]["result"] if "from_name" in r} <= names


def test_web_annotations_come_back_as_they_went(read: Analysis) -> None:
    page = json.loads(json.dumps(to_web_annotations([read])))
    selectors = [s for item in page["items"] for target in item["target"] for s in target["selector"]]
    assert {s["type"] for s in selectors} == {"TextQuoteSelector", "TextPositionSelector"}
    pages, problems = from_web_annotations(page, {str(read.revision.id): read.revision})
    assert not problems
    decisions, problems = decide_page(read, pages[0], author="R. Desk", reason="read")
    assert not problems
    assert [d.action for d in decisions] == [Do.ACCEPT, Do.ACCEPT]
    assert [d.claims[0] for d in decisions] == list(read.claims)


def test_a_web_annotation_finds_its_words_in_a_later_text_by_their_quotation(read: Analysis) -> None:
    page = json.loads(json.dumps(to_web_annotations([read])))
    later = make_revision("New headline\n\nAn opening paragraph.\n\n" + TEXT, address=read.revision.address)
    again = replace(read, revision=later, claims=())
    pages, problems = from_web_annotations(page, {later.address: later})
    assert not problems
    decisions, problems = decide_page(again, pages[0], author="R. Desk", reason="read")
    assert not problems
    assert {d.action for d in decisions} == {Do.ADD}
    assert [c.content[0].of(later.text) for d in decisions for c in d.claims] == [
        c.content[0].of(TEXT) for c in read.claims
    ]


def test_another_tools_remark_becomes_a_comment_and_lost_words_are_reported(read: Analysis) -> None:
    remark = {
        "id": "https://notes.example/1",
        "type": "Annotation",
        "creator": {"name": "P. Reader"},
        "body": {"type": "TextualBody", "value": "ask the council"},
        "target": {
            "source": read.revision.address,
            "selector": {"type": "TextQuoteSelector", "exact": "that the bridge had fallen"},
        },
    }
    lost = deepcopy(remark)
    lost["target"]["selector"]["exact"] = "words of nobody"  # type: ignore[index]
    pages, problems = from_web_annotations([remark, lost], {read.revision.address: read.revision})
    assert len(problems) == 1
    (decision,), _ = decide_page(read, pages[0], author="P. Reader", reason="")
    assert (decision.action, decision.reason) == (Do.COMMENT, "ask the council")
    assert decision.claim_id == read.claims[1].id
