"""Words to the events that they tell of; the head of events.tsv explains the columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from counterclaim.records.events import EventKind

EVENTS_FILE = Path(__file__).with_name("events.tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """One part of a condition: whether the words in `role` (obj, subj, any) are among `words`, or none of them is."""

    role: str
    words: frozenset[str]
    wanted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSense:
    """One meaning of a word. `condition` is a disjunction of conjunctions; an empty one always holds."""

    event: EventKind
    mode: str | None
    sub_type: str | None
    condition: tuple[tuple[Test, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWords:
    """`senses` by (lemma, pos), in the file's order; `light` verbs leave it to their arguments what happened."""

    senses: Mapping[tuple[str, str], tuple[EventSense, ...]]
    light: frozenset[str]


@cache
def load_events() -> EventWords:
    """The lexicon, read once."""
    groups: dict[str, frozenset[str]] = {}
    senses: dict[tuple[str, str], list[EventSense]] = {}
    for line in EVENTS_FILE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if cells[0] == "group":
            groups[cells[1]] = frozenset(cells[2].replace("+", " ").split(" "))
            continue
        lemmas, pos, event, mode, sub_type, condition = cells
        sense = EventSense(
            event=EventKind(event),
            mode=None if mode == "-" else mode,
            sub_type=None if sub_type == "-" else sub_type,
            condition=_condition(condition, groups),
        )
        for lemma in lemmas.split("; "):
            senses.setdefault((lemma, pos), []).append(sense)
    return EventWords(senses={key: tuple(found) for key, found in senses.items()}, light=groups["light"])


def _condition(words: str, groups: Mapping[str, frozenset[str]]) -> tuple[tuple[Test, ...], ...]:
    if words == "-":
        return ()
    return tuple(
        tuple(_test(part, groups) for part in option.removeprefix("or ").split("; and "))
        for option in words.split("; or ")
    )


def _test(words: str, groups: Mapping[str, frozenset[str]]) -> Test:
    role, _, listed = words.partition("=")
    wanted = not role.endswith("!")
    found: set[str] = set()
    for word in listed.split(","):
        found |= groups.get(word.removeprefix("@"), {word}) if word.startswith("@") else {word}
    return Test(role=role.removesuffix("!"), words=frozenset(found), wanted=wanted)
