"""Any record that its type allows comes back equal from JSON, and its JSON fits the schema."""

import dataclasses
import json
import types
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterclaim.records.accounts import Accounts, Judgements
from counterclaim.records.analyses import Analysis
from counterclaim.records.attributions import Attribution
from counterclaim.records.claims import Claim
from counterclaim.records.codec import from_json, json_schema, to_json
from counterclaim.records.decisions import _VALUED, RELATING, REWRITING, Decision, DecisionAction
from counterclaim.records.ids import EntryId
from counterclaim.records.revisions import Capture, Reading, Stamp
from counterclaim.records.spans import Span

OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(timezones=OFFSETS)
SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 10**6), st.integers(1, 500))
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    int: st.integers(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    bytes: st.binary(max_size=20),
    datetime: MOMENTS,
    Span: SPANS,
}


def values_of(type_: Any) -> st.SearchStrategy[Any]:
    """Values of a field's type, with at most two of anything repeated."""
    if hasattr(type_, "__supertype__"):
        return values_of(type_.__supertype__)
    if type_ in PLAIN:
        return PLAIN[type_]
    if isinstance(type_, type) and issubclass(type_, StrEnum):
        return st.sampled_from(type_)
    origin, arguments = get_origin(type_), get_args(type_)
    if origin in (Union, types.UnionType):
        return st.one_of(*(st.none() if part is types.NoneType else values_of(part) for part in arguments))
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(values_of(arguments[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values_of, arguments))
    if type_ is Stamp:
        return stamps()
    if type_ is Decision:
        return decisions()
    assert dataclasses.is_dataclass(type_), type_
    hints = get_type_hints(type_)
    fields = {field.name: values_of(hints[field.name]) for field in dataclasses.fields(type_)}
    if type_ is Attribution:
        fields["content"] = st.lists(SPANS, min_size=1, max_size=2).map(tuple)
    return st.builds(type_, **fields)


@st.composite
def stamps(draw: st.DrawFn) -> Stamp:
    earliest, latest = sorted([draw(MOMENTS), draw(MOMENTS)])
    readings = draw(st.lists(values_of(Reading), max_size=2).map(tuple))
    words = draw(PLAIN[str])
    return Stamp(earliest=earliest, latest=latest, precision="day", method="meta", words=words, readings=readings)


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    """With the fields that its action asks for, and no other."""
    hints = get_type_hints(Decision)
    given = {name: draw(values_of(hints[name])) for name in ("revision_id", "reason", "claim_id", "others", "undoes")}
    action = draw(st.sampled_from(DecisionAction))
    asked = "claims" if action in REWRITING else "elsewhere" if action in RELATING else None
    if asked is not None:
        (part, _) = get_args(hints[asked])
        given[asked] = (draw(values_of(part)),)
    if action in _VALUED:
        given["value"] = "a " + draw(PLAIN[str])
    if action is DecisionAction.UNDO:
        given["undoes"] = EntryId("e" + draw(PLAIN[str]))
    spans = tuple(draw(st.lists(SPANS, min_size=1, max_size=2)))
    return Decision(action=action, spans=spans, author="A. " + draw(PLAIN[str]), **given)


@pytest.mark.parametrize("type_", [Claim, Analysis, Capture, Judgements, Accounts], ids=lambda type_: type_.__name__)
def test_records_come_back_from_json_equal_and_fit_their_schema(type_: Any) -> None:
    validator = jsonschema.Draft202012Validator(json_schema(type_))

    @settings(max_examples=15, suppress_health_check=list(HealthCheck))
    @given(values_of(type_))
    def check(record: Any) -> None:
        written = json.loads(json.dumps(to_json(record)))
        back = from_json(type_, written)
        assert back == record
        assert to_json(back) == to_json(record)  # also what equality overlooks, such as offsets
        validator.validate(written)

    check()
