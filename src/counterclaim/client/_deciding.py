"""The names under which programs decide, and what each needs."""

from collections.abc import Mapping, Sequence

from counterclaim.deciding import Bench
from counterclaim.errors import InputError

#: As the commands of `counterclaim review` are called.
ACTIONS = (
    "accept", "correct", "add", "split", "withdraw", "comment", "undo", "merge", "part", "join actors", "part actors",
    "join origins", "part origins", "dispute", "no dispute", "side", "observer", "protect",
)  # fmt: skip
#: What a reading may say.
READING = frozenset({"content", "source", "cue", "actor", "stance", "form", "kind", "figures", "places", "time"})


def say(
    bench: Bench,
    action: str,
    ids: Sequence[str],
    *,
    others: Sequence[str],
    value: str | None,
    into: Sequence[str],
    reading: Mapping[str, object],
) -> None:
    """Keeps what a person says.

    Raises:
        InputError: there is no such action, or it lacks what it needs.
        LedgerError: an id names nothing.
    """
    if action not in ACTIONS:
        raise InputError(f"{action!r} is nothing that a person can say: {', '.join(ACTIONS)}", subject=action)
    if not ids:
        raise InputError(f"{action} is about something: give an id", subject=action)
    if unknown := set(reading) - READING:
        raise InputError(f"a reading has no {', '.join(sorted(unknown))}", subject=action)
    if not bench.reason.strip() and action != "accept":
        raise InputError(f"{action} has a reason", subject=action)
    if action == "accept":
        bench.accept(ids)
    elif action == "withdraw":
        bench.withdraw(ids)
    elif action == "merge":
        bench.merge(ids)
    elif action == "part":
        bench.part(ids, others)
    elif action in ("join actors", "part actors"):
        bench.join_actors(ids, join=action == "join actors")
    elif action in ("join origins", "part origins"):
        bench.join_origins(ids, join=action == "join origins")
    elif action == "dispute":
        if len(ids) != 2:
            raise InputError("a dispute is between two claims", subject=action)
        bench.say_disputed(*ids)
    else:
        if len(ids) != 1:
            raise InputError(f"{action} is about one thing: give one id", subject=action)
        _say_of_one(bench, action, ids[0], value=value, into=into, reading=reading)


def _say_of_one(
    bench: Bench, action: str, id_: str, *, value: str | None, into: Sequence[str], reading: Mapping[str, object]
) -> None:
    if action in ("side", "protect") and not value:
        raise InputError(f"{action} needs a value", subject=action)
    if action == "correct":
        bench.correct(id_, reading)
    elif action == "add":
        if not reading.get("content"):
            raise InputError("a claim has words: give the reading's content", subject=action)
        bench.add(id_, reading)
    elif action == "split":
        bench.split(id_, into)
    elif action == "comment":
        bench.comment(id_)
    elif action == "undo":
        bench.undo(id_)
    elif action == "no dispute":
        bench.say_undisputed(id_)
    elif action == "side":
        bench.place(id_, value)
    elif action == "observer":
        bench.place(id_, None)
    else:
        words, mark, why = (value or "").rpartition("=")
        if not mark:
            raise InputError("protect needs a value such as “Name=witness”", subject=action)
        bench.protect(id_, words, why)
