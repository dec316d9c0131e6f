"""Turns as rows."""

import json
from datetime import datetime
from typing import TypedDict

from counterclaim.records.codec import from_json, to_json
from counterclaim.records.ids import canonical_json
from counterclaim.records.turns import Told


class TurnRow(TypedDict):
    """A row of `turns`."""

    id: str
    at: datetime
    kind: str
    body: str


def turn_row(told: Told) -> TurnRow:
    """The row that a turn is kept in."""
    turn = told.turn
    return {"id": turn.id, "at": turn.at, "kind": turn.kind.value, "body": canonical_json(to_json(told)).decode()}


def read_turn(body: str) -> Told:
    """The turn of a row."""
    return from_json(Told, json.loads(body))
