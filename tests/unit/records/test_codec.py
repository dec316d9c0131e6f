"""The codec loses nothing, refuses what does not fit, and agrees with its schema."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

import jsonschema
import pytest

from counterclaim.records.accounts import Accounts, Judgements, Match, MatchLabel, Origin, OriginKind, Reason
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Basis, Certainty, DenialTarget, Stance, Utterance
from counterclaim.records.codec import RecordError, from_json, json_schema, to_json
from counterclaim.records.ids import AttributionId, ClaimId, OriginId, RevisionId, UtteranceId
from counterclaim.records.mentions import (
    Actor,
    ActorKind,
    Actors,
    Carrier,
    Exhibit,
    Figure,
    FigureUnit,
    Place,
    PlacePrecision,
    Timex,
)
from counterclaim.records.notes import Evidence, Note
from counterclaim.records.revisions import Capture, Reading, Stamp
from counterclaim.records.spans import Span
from tests.factories import TEXT, ZONE, make_analysis, make_capture, make_claim, make_revision, span_of


def full_analysis() -> Analysis:
    """An analysis in which every optional field of a claim holds something."""
    stamp = Stamp(
        earliest=datetime(2024, 5, 3, 7, 15, tzinfo=ZONE),
        latest=datetime(2024, 5, 3, 7, 15, tzinfo=timezone(timedelta(hours=2))),
        precision="minute",
        method="furniture",
        words="7:15 AM IST",
        readings=(Reading(zone="Asia/Kolkata", at=datetime(2024, 5, 3, 7, 15, tzinfo=ZONE)),),
        span=Span(0, 5),
    )
    revision = replace(make_revision(), published=stamp, notes=(Note(code="zone.ambiguous", message="IST"),))
    said = Timex(
        span=Span(0, 5), type="DATE", value="2024-05-03", first=stamp.earliest, granularity="day", rule="weekday"
    )
    claim = replace(
        make_claim(
            revision,
            "it had seized the bridge at Orsk",
            actor=Actor(name="Harrow Front", kind=ActorKind.GROUP, mention=Span(21, 37), person="A. Speaker"),
            figures=(
                Figure(
                    span=span_of(TEXT, "at least 12"),
                    words="at least 12",
                    low=12,
                    high=None,
                    unit=FigureUnit.KILLED,
                    counted="soldiers",
                ),
            ),
            places=(Place(span=span_of(TEXT, "Orsk"), name="Orsk", precision=PlacePrecision.TOWN, lat=51.2, lon=58.6),),
            event_time=said,
            denial_target=DenialTarget.HAVING_SAID,
            via=("media reports", "a broadcaster"),
            utterance=Utterance(id=UtteranceId("u1"), channel="tweet", said=said, said_first=stamp.earliest),
        ),
        certainty=Certainty.PURPORTED,
        basis=Basis.WITNESSED,
        refers_to=ClaimId("c0"),
        exhibits=(Exhibit(kind="video", mention=Span(3, 9), url="https://v.example/1", sha256="ab" * 32),),
        evidence=(Evidence(field="stance", rule="default", span=Span(0, 3), score=0.25, detail="“said”"),),
    )
    return make_analysis(revision, (claim,))


def over_the_wire(record: object) -> object:
    return json.loads(json.dumps(to_json(record)))


def test_every_field_of_the_record_round_trips() -> None:
    """Utterance, certainty, basis, denial target, exhibit and the two times come back as they went."""
    analysis = full_analysis()
    assert from_json(Analysis, over_the_wire(analysis)) == analysis


def test_offsets_of_moments_are_kept_not_only_the_instant() -> None:
    """07:15+05:30 must not come back as 01:45+00:00, which is equal but says less."""
    back = from_json(Analysis, over_the_wire(full_analysis()))
    assert back.revision.published is not None
    assert back.revision.published.earliest.isoformat() == "2024-05-03T07:15:00+05:30"
    assert back.revision.published.latest.utcoffset() == timedelta(hours=2)


def test_bytes_pairs_vocabularies_and_mappings_round_trip() -> None:
    capture = make_capture(bytes(range(256)))
    assert from_json(Capture, over_the_wire(capture)) == capture
    origin = Origin(
        id=OriginId("o1"),
        kind=OriginKind.COPY,
        revisions=(RevisionId("r1"),),
        passages=((RevisionId("r1"), Span(0, 3)),),
    )
    accounts = Accounts(stories=(), propositions=(), disputes=(), answers=(), origins=(origin,))
    assert from_json(Accounts, over_the_wire(accounts)) == accounts
    actors = Actors(
        parties=(),
        sources={},
        via={AttributionId("a1"): (Carrier(name="radio", span=Span(0, 2), rule="told"),)},
        mentions=((Span(0, 2), "X"),),
    )
    assert from_json(Actors, over_the_wire(actors)) == actors


def test_an_integer_in_a_number_field_is_written_as_the_number_it_stands_for() -> None:
    """350 and 350.0 are equal, so they must give the same bytes, or equal records would have two digests."""
    reasons = [Reason(name="overlap", weight=weight) for weight in (1, 1.0)]
    assert json.dumps(to_json(reasons[0])) == json.dumps(to_json(reasons[1]))


def test_a_missing_optional_field_takes_its_default_and_an_unknown_one_is_refused() -> None:
    """What was written before a field existed stays readable; what a newer version wrote is not half read."""
    written = to_json(make_analysis())
    assert isinstance(written, dict)
    del written["notes"]
    assert from_json(Analysis, written).notes == ()
    with pytest.raises(RecordError, match="newer version"):
        from_json(Analysis, {**written, "mood": "sombre"})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda claim: claim.update(stance="mutters"), r"claims\[1\]\.stance: 'mutters' is not one of"),
        (lambda claim: claim.update(hedged=1), r"claims\[1\]\.hedged: expected true or false"),
        (lambda claim: claim["content"].append({"start": 5, "end": 2}), r"claims\[1\]\.content\[1\]: a span needs"),
        (lambda claim: claim.pop("actor"), r"claims\[1\]: Claim lacks actor"),
        (lambda claim: claim["utterance"].update(said_first="2024-05-03T10:00"), r"said_first: .* has no offset"),
        (lambda claim: claim.update(score=float("nan")), r"score: JSON holds no infinite"),
    ],
)
def test_errors_name_the_field(change: object, message: str) -> None:
    written = to_json(make_analysis())
    change(written["claims"][1])  # type: ignore[operator,index,call-overload]
    with pytest.raises(RecordError, match=message):
        from_json(Analysis, written)


def test_what_could_not_be_read_back_is_refused_on_the_way_out() -> None:
    """A naive moment, a list for a tuple, a plain string for a vocabulary, half a surrogate pair."""
    revision = make_revision()
    for broken in (
        replace(revision, captured_at=datetime(2024, 5, 3)),  # noqa: DTZ001
        replace(revision, authors=["A. Writer"]),  # type: ignore[arg-type]
        replace(revision, title="\ud83d"),
    ):
        with pytest.raises(RecordError):
            to_json(broken)
    with pytest.raises(RecordError, match="stance"):
        to_json(replace(make_analysis().claims[0], stance="denies"))  # type: ignore[arg-type]


def test_a_type_that_json_cannot_carry_is_refused_when_the_codec_is_built() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Loose:
        anything: object

    with pytest.raises(TypeError, match="cannot hold"):
        to_json(Loose(anything=1))


def test_the_schema_is_valid_and_accepts_what_is_written() -> None:
    schema = json_schema(Analysis, schema_id="https://counterclaim.example/analysis.json", title="Analysis")
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    validator.validate(over_the_wire(full_analysis()))


def test_the_schema_refuses_what_the_decoder_refuses() -> None:
    written = to_json(make_analysis())
    assert isinstance(written, dict)
    validator = jsonschema.Draft202012Validator(json_schema(Analysis))
    assert not validator.is_valid({**written, "mood": "sombre"})
    assert not validator.is_valid({**written, "claims": "none"})
    definitions = json_schema(Analysis)["$defs"]
    assert isinstance(definitions, dict)
    assert definitions["Stance"]["enum"] == [stance.value for stance in Stance]  # type: ignore[index,call-overload]


def test_judgements_round_trip() -> None:
    judgements = Judgements(
        matches=(Match(a=ClaimId("c1"), b=ClaimId("c2"), label=MatchLabel.ANSWERS, score=0.125),),
    )
    assert from_json(Judgements, over_the_wire(judgements)) == judgements
