"""Review: what waits for a person, the page on which a claim is decided on, and the log of who did what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi import Form as Fields
from pydantic import BaseModel
from pydantic import Field as Limit
from starlette.responses import RedirectResponse, Response

from counterclaim.deciding import Bench, find_entry, give_verdict, make_row, set_beside
from counterclaim.desk._gate import PersonOf, needs
from counterclaim.desk._reading import Desk, Reading, desk_of
from counterclaim.desk._refusals import refuse
from counterclaim.desk._rendering import page, render
from counterclaim.desk.pages._review import (
    Asked,
    DecisionLine,
    Kind,
    build_log,
    build_queue_page,
    read_waits,
    tell_decisions,
)
from counterclaim.desk.pages._review_add import build_add
from counterclaim.desk.pages._review_claim import ROLES, build_review
from counterclaim.desk.pages._review_groups import build_matter_review, build_sides
from counterclaim.desk.pages.sign_in import local
from counterclaim.desk.people import Person, Right
from counterclaim.errors import InputError, LedgerError
from counterclaim.ledger import NOW
from counterclaim.records.claims import Form, Stance
from counterclaim.records.claims import Kind as ClaimKind
from counterclaim.records.decisions import DecisionAction
from counterclaim.records.ids import EntryId, RevisionId
from counterclaim.records.revisions import Revision
from counterclaim.review import annotate, find_claim, find_words

router = APIRouter()

#: What is said of a claim that is accepted without a word, as on the command line.
ACCEPTED = "read as the text says"
TAKEN_BACK = "taken back at once"


def now_of(request: Request) -> Reading:
    """What is decided on is what stands now."""
    return Reading(desk_of(request), NOW)


NowOf = Annotated[Reading, Depends(now_of)]
_Number = Annotated[int, Query(alias="page", ge=1, le=100_000)]
_Id = Annotated[str | None, Query(max_length=100)]


def asked_for(
    what: Annotated[str | None, Query(description="Only this kind.")] = None,
    story: Annotated[str | None, Query(max_length=100)] = None,
    actor: Annotated[str | None, Query(max_length=300)] = None,
    stance: Annotated[str | None, Query(description="Only claims with this stance.")] = None,
    report: Annotated[str | None, Query(max_length=100)] = None,
) -> Asked:
    try:
        return Asked(
            what=Kind(what) if what else None,
            story=story or None,
            actor=" ".join(actor.split()) or None if actor else None,
            stance=Stance(stance) if stance else None,
            report=report or None,
        )
    except ValueError:
        raise refuse(422, f"what is one of {', '.join(Kind)}; stance one of {', '.join(Stance)}") from None


AskedOf = Annotated[Asked, Depends(asked_for)]


@router.get("/review")
@router.get("/review.json")
def queue(request: Request, reading: NowOf, asked: AskedOf, number: _Number = 1, kept: _Id = None) -> Response:
    waits = read_waits(reading, asked.story)
    shown = build_queue_page(waits, asked, number=number, seen=reading.state, kept=_line(reading, kept))
    return page(request, "review.html", shown)


@router.get("/review/log")
@router.get("/review/log.json")
def log(
    request: Request,
    reading: NowOf,
    person: Annotated[str | None, Query(max_length=300)] = None,
    action: Annotated[str | None, Query(max_length=100)] = None,
    entry: _Id = None,
    number: _Number = 1,
) -> Response:
    if action and action not in set(DecisionAction):
        raise refuse(422, f"action is one of {', '.join(DecisionAction)}")
    kind = DecisionAction(action) if action else None
    shown = build_log(reading, person=person or None, action=kind, entry=entry or None, number=number)
    return page(request, "review_log.html", shown)


@router.get("/review/claim/{id_}")
@router.get("/review/claim/{id_}.json")
def claim(
    request: Request,
    reading: NowOf,
    asked: AskedOf,
    id_: str,
    kept: _Id = None,
    since: Annotated[int | None, Query(ge=0)] = None,
) -> Response:
    return _claim_page(request, reading, asked, id_, kept=kept, since=since)


def _claim_page(
    request: Request,
    reading: Reading,
    asked: Asked,
    id_: str,
    *,
    kept: str | None = None,
    since: int | None = None,
    fault: str | None = None,
    draft: tuple[tuple[str, str], ...] = (),
) -> Response:
    with reading.ledger.snapshot() as ledger:
        beside = set_beside(ledger, id_)
    waits = read_waits(reading, asked.story)
    line = _line(reading, kept)
    shown = build_review(beside, waits, asked, seen=reading.state, kept=line, since=since, fault=fault, draft=draft)
    return page(request, "review_claim.html", shown, status=422 if fault else 200)


@router.get("/review/add/{id_}")
@router.get("/review/add/{id_}.json")
def add(request: Request, reading: NowOf, id_: str) -> Response:
    return _add_page(request, reading, id_)


def _add_page(
    request: Request, reading: Reading, id_: str, *, fault: str | None = None, draft: Sequence[tuple[str, str]] = ()
) -> Response:
    found = reading.ledger.find(id_)
    if not isinstance(found.record, Revision):
        raise refuse(404, f"{id_} is a {found.kind}, not a report")
    (analysis,) = reading.ledger.analyses(current=False, only={RevisionId(found.id)})
    shown = build_add(analysis, seen=reading.state, fault=fault, draft=draft)
    return page(request, "review_add.html", shown, status=422 if fault else 200)


@router.get("/review/matter/{id_}")
@router.get("/review/matter/{id_}.json")
def matter(request: Request, reading: NowOf, id_: str, kept: _Id = None) -> Response:
    found = reading.ledger.find(id_)
    if found.kind != "proposition":
        raise refuse(404, f"{id_} is a {found.kind}, not a matter")
    shown = build_matter_review(found.id, read_waits(reading, found.id), seen=reading.state, kept=_line(reading, kept))
    return page(request, "review_matter.html", shown)


@router.get("/review/sides/{id_}")
@router.get("/review/sides/{id_}.json")
def sides(request: Request, reading: NowOf, id_: str, kept: _Id = None) -> Response:
    found = reading.ledger.find(id_)
    if found.kind != "story":
        raise refuse(404, f"{id_} is a {found.kind}, not a story")
    shown = build_sides(found.id, read_waits(reading, found.id), seen=reading.state, kept=_line(reading, kept))
    return page(request, "review_sides.html", shown)


def _line(reading: Reading, entry: str | None) -> DecisionLine | None:
    """The decision that an entry keeps; None where there is no such entry."""
    if not entry or len(entry) < 8:
        return None
    held = [one for one in reading.ledger.decisions(undone=True) if one.entry_id.startswith(entry)]
    return tell_decisions(reading, held)[0] if len(held) == 1 else None


# Deciding

_Line = Annotated[str, Limit(max_length=2_000)]
_Text = Annotated[str, Limit(max_length=20_000)]


class Given(BaseModel):
    """What a form sends. Words are lines of the report's own, or START:END in code points of its text; figures, places
    and times have =VALUE behind them. `seen` is the last entry that the page showed."""

    reason: _Text = ""
    seen: int | None = None
    next: _Line = ""
    content: _Text | None = None
    source: _Text | None = None
    cue: _Text | None = None
    figure: _Text | None = None
    place: _Text | None = None
    time: _Text | None = None
    actor: _Line | None = None
    stance: Stance | None = None
    form: Form | None = None
    kind: ClaimKind | None = None
    into: _Text = ""
    other: _Line = ""
    side: _Line = ""
    rating: _Line = ""
    scale: _Line = ""
    url: _Line = ""
    publisher: _Line = ""
    at: _Line = ""
    claims: list[_Line] = []
    words: _Line = ""
    why: _Line = ""


async def given_in(request: Request, given: Annotated[Given, Fields()]) -> Given:
    """What a form sends, with the fields that somebody emptied, which are not the same as those that it lacks."""
    sent = set(await request.form())
    return given.model_copy(update={role: "" for role in ROLES if role in sent and getattr(given, role) is None})


GivenOf = Annotated[Given, Depends(given_in)]
Action = Literal[
    "accept", "correct", "withdraw", "comment", "split", "merge", "part", "join-actors", "part-actors",
    "side", "observer", "event", "verdict",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deciding:
    """A person at a ledger, with the entries that they have just made."""

    desk: Desk
    bench: Bench
    kept: list[EntryId]


def _begin(request: Request, person: Person, given: Given, *, reason: str = "") -> Deciding:
    desk, kept = desk_of(request), list[EntryId]()
    words = " ".join(given.reason.split()) or reason
    if not words:
        raise InputError("say why: a decision has a reason", subject="reason")
    moment = None if given.seen is None else _moment(desk, given.seen)
    bench = Bench(desk.ledger, person.name, words, told=lambda entry, _: kept.append(entry), seen=moment)
    return Deciding(desk, bench, kept)


def _moment(desk: Desk, seen: int) -> datetime | None:
    """When the entry was recorded that a page showed last."""
    for entry in desk.ledger.entries(after=max(0, seen - 1)):
        return entry.recorded_at
    return None


def _there(given: Given, fallback: str, kept: Sequence[str]) -> Response:
    """Back to where the form was, with what was kept."""
    there = local(given.next) if given.next else fallback
    query = (
        urlencode({"kept": kept[0]} | ({"since": str(given.seen)} if given.seen is not None else {})) if kept else ""
    )
    there, mark, fragment = there.partition("#")
    return RedirectResponse(f"{there}{'&' if '?' in there else '?'}{query}{mark}{fragment}", 303)


@router.post("/review/claim/{id_}/{action}", dependencies=[needs(Right.REVIEW)])
def decide(
    request: Request, reading: NowOf, person: PersonOf, asked: AskedOf, id_: str, action: Action, given: GivenOf
) -> Response:
    """Keeps what a person says of a claim. Whoever else decided since the form was made is told of there."""
    try:
        deciding = _begin(request, person, given, reason=ACCEPTED if action == "accept" else "")
        _SAY[action](deciding.bench, id_, given)
    except (InputError, LedgerError, ValueError) as error:
        if "hx-request" in request.headers:
            raise refuse(422, str(error)) from error
        draft = (("action", action), *_typed(given))
        return _claim_page(request, reading, asked, id_, fault=str(error), draft=draft)
    deciding.desk.follow_now()
    if "hx-request" in request.headers:
        line = _line(now_of(request), deciding.kept[0])
        return render(request, "review_kept.html", line)
    return _there(given, f"/review/claim/{id_}", deciding.kept)


def _typed(given: Given) -> tuple[tuple[str, str], ...]:
    """What somebody typed, so that it is there again where it could not be kept."""
    typed = given.model_dump(exclude_none=True, exclude={"seen", "next", "claims"}, mode="json")
    return tuple((name, str(value)) for name, value in typed.items() if value)


@router.post("/review/add/{id_}", dependencies=[needs(Right.REVIEW)])
def add_claim(request: Request, reading: NowOf, person: PersonOf, id_: str, given: GivenOf) -> Response:
    """Keeps a claim that no machine read, and goes to its page."""
    try:
        deciding, asked = _begin(request, person, given), _added(given)
        _check_new(reading, id_, asked["content"])
        deciding.bench.add(id_, asked)
    except (InputError, LedgerError, ValueError) as error:
        return _add_page(request, reading, id_, fault=str(error), draft=_typed(given))
    deciding.desk.follow_now()
    (entry,) = deciding.kept
    decision = next(one.decision for one in deciding.desk.ledger.decisions(undone=True) if one.entry_id == entry)
    return _there(given, f"/review/claim/{decision.claims[0].id}", deciding.kept)


def _check_new(reading: Reading, id_: str, lines: Sequence[str]) -> None:
    """Words that are read already hold decisions of their own: one claim would take the place of the other."""
    report = reading.ledger.find(id_).record
    if isinstance(report, Revision):
        (analysis,) = reading.ledger.analyses(current=False, only={report.id})
        spans = tuple(find_words(report.text, words, subject=id_) for words in lines)
        if (held := find_claim(analysis.claims, spans)) is not None:
            raise InputError(
                f"these words are read already, as claim {held.id[:9]} of {held.actor.name}: correct or split that",
                subject=id_,
            )


def _added(given: Given) -> dict[str, Any]:
    """The claim that a form asks for; what it leaves open stays open."""
    asked: dict[str, Any] = {}
    for role in ROLES:
        lines = _lines(getattr(given, role) or "")
        if role == "time" and len(lines) > 1:
            raise InputError("a claim has one time of the event", subject="time")
        if lines:
            asked[_FIELDS.get(role, role)] = lines[0] if role == "time" else lines
    if "content" not in asked:
        raise InputError("a claim has words: take them from the text", subject="content")
    if actor := " ".join((given.actor or "").split()):
        asked["actor"] = actor
    return asked | {name: value for name in ("stance", "form", "kind") if (value := getattr(given, name)) is not None}


def _lines(typed: str) -> list[str]:
    return [line.strip() for line in typed.splitlines() if line.strip()]


def _correct(bench: Bench, id_: str, given: Given) -> None:
    asked = _differing(bench, id_, given)
    if not asked:
        raise InputError("nothing in this form differs from the claim as it stands", subject=id_)
    bench.correct(id_, asked)


#: The fields of the form whose names differ from those of `Bench.correct`.
_FIELDS = {"figure": "figures", "place": "places"}


def _differing(bench: Bench, id_: str, given: Given) -> dict[str, object]:
    """What the form has otherwise than the claim: what was not touched is not rewritten."""
    held, _ = bench.claim(id_)
    marked = annotate(held).words
    asked: dict[str, object] = {}
    for role in ROLES:
        typed: str | None = getattr(given, role)
        if typed is None:
            continue
        lines = _lines(typed)
        now = [
            f"{m.span.start}:{m.span.end}" + ("" if m.value is None else f"={m.value}")
            for m in marked
            if m.role == role
        ]
        if lines == now:
            continue
        if role == "content" and not lines:
            raise InputError("a claim has content: to say that there is none, withdraw it", subject=id_)
        if role == "time" and len(lines) > 1:
            raise InputError("a claim has one time of the event", subject=id_)
        asked[_FIELDS.get(role, role)] = (lines or ["none"])[0] if role == "time" else lines or ["none"]
    name = " ".join((given.actor or "").split())
    if name and name != held.actor.name:
        asked["actor"] = name
    for field in ("stance", "form", "kind"):
        value = getattr(given, field)
        if value is not None and value is not getattr(held, field):
            asked[field] = value.value
    return asked


def _accept(bench: Bench, id_: str, given: Given) -> None:
    bench.accept([id_])


def _withdraw(bench: Bench, id_: str, given: Given) -> None:
    bench.withdraw([id_])


def _comment(bench: Bench, id_: str, given: Given) -> None:
    bench.comment(id_)


def _split(bench: Bench, id_: str, given: Given) -> None:
    bench.split(id_, _lines(given.into))


def _other(given: Given) -> str:
    if not given.other.strip():
        raise InputError("choose what it is to be put together with, or parted from", subject="other")
    return given.other.strip()


def _merge(bench: Bench, id_: str, given: Given) -> None:
    bench.merge([id_, _other(given)])


def _part(bench: Bench, id_: str, given: Given) -> None:
    bench.part([id_])


def _join_actors(bench: Bench, id_: str, given: Given) -> None:
    bench.join_actors([id_, _other(given)], join=True)


def _part_actors(bench: Bench, id_: str, given: Given) -> None:
    bench.join_actors([id_, _other(given)], join=False)


def _side(bench: Bench, id_: str, given: Given) -> None:
    if not given.side.strip():
        raise InputError("a side has a name, as you call it", subject="side")
    bench.place(id_, " ".join(given.side.split()))


def _observer(bench: Bench, id_: str, given: Given) -> None:
    bench.place(id_, None)


def _event(bench: Bench, id_: str, given: Given) -> None:
    make_row(bench, [id_], place=given.at.strip() or None, columns=_lines(given.into))


def _verdict(bench: Bench, id_: str, given: Given) -> None:
    give_verdict(
        bench,
        id_,
        given.rating,
        scale=given.scale.strip() or None,
        url=given.url.strip() or None,
        publisher=given.publisher.strip() or None,
    )


_SAY: dict[str, Callable[[Bench, str, Given], None]] = {
    "accept": _accept,
    "correct": _correct,
    "withdraw": _withdraw,
    "comment": _comment,
    "split": _split,
    "merge": _merge,
    "part": _part,
    "join-actors": _join_actors,
    "part-actors": _part_actors,
    "side": _side,
    "observer": _observer,
    "event": _event,
    "verdict": _verdict,
}


def _keep(
    request: Request, person: Person, given: Given, back: str, say: Callable[[Bench], None], *, reason: str = ""
) -> Response:
    """Keeps what a person says by `say`, and goes back."""
    try:
        deciding = _begin(request, person, given, reason=reason)
        say(deciding.bench)
    except (InputError, ValueError) as error:
        raise refuse(422, str(error)) from error
    deciding.desk.follow_now()
    return _there(given, back, deciding.kept)


@router.post("/review/matter/{id_}/{action}", dependencies=[needs(Right.REVIEW)])
def decide_matter(
    request: Request, person: PersonOf, id_: str, action: Literal["merge", "part"], given: GivenOf
) -> Response:
    """Puts a matter together with another, or takes claims out of it."""

    def say(bench: Bench) -> None:
        if action == "merge":
            bench.merge([id_, _other(given)])
        elif not given.claims:
            raise InputError("choose the claims that are about something else", subject=id_)
        else:
            bench.part(given.claims)

    return _keep(request, person, given, "/review", say)


@router.post("/review/dispute/{id_}/none", dependencies=[needs(Right.REVIEW)])
def say_undisputed(request: Request, person: PersonOf, id_: str, given: GivenOf) -> Response:
    return _keep(request, person, given, "/review", lambda bench: bench.say_undisputed(id_))


@router.post("/review/sides/{id_}", dependencies=[needs(Right.REVIEW)])
def place(request: Request, person: PersonOf, id_: str, given: GivenOf) -> Response:
    """Says on which side parties stand, each by one of its claims; without a name they are observers."""

    def say(bench: Bench) -> None:
        if not given.claims:
            raise InputError("choose who stands there", subject=id_)
        for one in given.claims:
            bench.place(one, " ".join(given.side.split()) or None)

    return _keep(request, person, given, f"/review/sides/{id_}", say)


@router.post("/review/protect/{id_}", dependencies=[needs(Right.REVIEW)])
def protect(request: Request, person: PersonOf, id_: str, given: GivenOf) -> Response:
    """Says whether somebody named in a report is protected."""

    def say(bench: Bench) -> None:
        if not given.words.strip() or not given.why.strip():
            raise InputError("give the name as the report has it, and why, or “cleared”", subject=id_)
        bench.protect(id_, given.words.strip(), given.why.strip())

    return _keep(request, person, given, f"/report/{id_}", say)


@router.post("/review/undo/{entry}", dependencies=[needs(Right.REVIEW)])
def undo(request: Request, person: PersonOf, entry: str, given: GivenOf) -> Response:
    """Takes a decision back by a new entry. What somebody has taken back meanwhile is not taken back again."""
    ledger = desk_of(request).ledger
    found, _ = find_entry(ledger, entry)
    held = next(one for one in ledger.decisions(undone=True) if one.entry_id == found)
    if held.undone_by is not None:
        return _there(given, f"/review/log?entry={found}", [held.undone_by])
    given = given.model_copy(update={"seen": None})
    back = f"/review/log?entry={found}"
    return _keep(request, person, given, back, lambda bench: bench.undo(found), reason=TAKEN_BACK)
