"""What a person can say of a claim: one function for each form of its page."""

from collections.abc import Callable
from typing import Literal

from counterclaim.deciding import ROLES, Bench, give_verdict, make_row
from counterclaim.desk.pages.review._forms import Given, lines_of, other_of
from counterclaim.errors import InputError
from counterclaim.review import annotate

Action = Literal[
    "accept", "correct", "withdraw", "comment", "split", "merge", "part", "join-actors", "part-actors",
    "side", "observer", "event", "verdict",
]  # fmt: skip
#: The fields of the form whose names differ from those of `Bench.correct`.
FIELDS = {"figure": "figures", "place": "places"}


def _correct(bench: Bench, id_: str, given: Given) -> None:
    asked = _differing(bench, id_, given)
    if not asked:
        raise InputError("nothing in this form differs from the claim as it stands", subject=id_)
    bench.correct(id_, asked)


def _differing(bench: Bench, id_: str, given: Given) -> dict[str, object]:
    """What the form has otherwise than the claim: what was not touched is not rewritten."""
    held, _ = bench.claim(id_)
    marked = annotate(held).words
    asked: dict[str, object] = {}
    for role in ROLES:
        typed: str | None = getattr(given, role)
        if typed is None:
            continue
        lines = lines_of(typed)
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
        asked[FIELDS.get(role, role)] = (lines or ["none"])[0] if role == "time" else lines or ["none"]
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
    bench.split(id_, lines_of(given.into))


def _merge(bench: Bench, id_: str, given: Given) -> None:
    bench.merge([id_, other_of(given)])


def _part(bench: Bench, id_: str, given: Given) -> None:
    bench.part([id_])


def _join_actors(bench: Bench, id_: str, given: Given) -> None:
    bench.join_actors([id_, other_of(given)], join=True)


def _part_actors(bench: Bench, id_: str, given: Given) -> None:
    bench.join_actors([id_, other_of(given)], join=False)


def _side(bench: Bench, id_: str, given: Given) -> None:
    if not given.side.strip():
        raise InputError("a side has a name, as you call it", subject="side")
    bench.place(id_, " ".join(given.side.split()))


def _observer(bench: Bench, id_: str, given: Given) -> None:
    bench.place(id_, None)


def _event(bench: Bench, id_: str, given: Given) -> None:
    make_row(bench, [id_], place=given.at.strip() or None, columns=lines_of(given.into))


def _verdict(bench: Bench, id_: str, given: Given) -> None:
    give_verdict(
        bench,
        id_,
        given.rating,
        scale=given.scale.strip() or None,
        url=given.url.strip() or None,
        publisher=given.publisher.strip() or None,
    )


SAY: dict[str, Callable[[Bench, str, Given], None]] = {
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
