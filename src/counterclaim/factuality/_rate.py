"""The factuality of events: the rule's commitment, and what was learned of words and frames."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from counterclaim.errors import ModelError
from counterclaim.factuality._clauses import Clauses
from counterclaim.factuality._commitment import Commitment, Step, read_commitment
from counterclaim.factuality._features import SCALE, read_features
from counterclaim.records.analyses import ModelDigest
from counterclaim.records.factuality import Factuality
from counterclaim.records.parses import Parse

WEIGHTS = Path(__file__).with_name("weights.tsv")
#: SHA-256 of the weights, made 2026-11-23 by training/fit_factuality.py.
SHA256 = "ac06ea380338c5f08d88c883c5e208103c547f5c6224f6b3d2e14cf1bf88c409"
DIGEST = ModelDigest(name="factuality", version="2026.11", sha256=SHA256)
#: Learned parts smaller than this are summed up under one name.
_WORTH_NAMING = 0.15


def rate_verbs(parse: Parse) -> tuple[Factuality, ...]:
    """How certain the events are that the verbs of a report tell of, in text order.

    Raises:
        ModelError: the weights are not those whose digest is recorded here.
    """
    clauses, weights = Clauses(parse), load_weights()
    return tuple(
        _rate(clauses, token, weights)
        for token in range(len(parse))
        if parse.pos[token] == "VERB" or (parse.pos[token] == "AUX" and parse.deps[token] not in ("aux", "auxpass"))
    )


def rate_event(parse: Parse, token: int) -> Factuality:
    """How certain the event is that `token` tells of, whatever its part of speech."""
    return _rate(Clauses(parse), token, load_weights())


def _rate(clauses: Clauses, token: int, weights: Mapping[str, float]) -> Factuality:
    commitment = read_commitment(clauses, token)
    names, value = read_features(clauses, commitment)
    ruled = SCALE * commitment.value
    learned = {name: value * weights[name] for name in names if name in weights}
    total = max(-SCALE, min(SCALE, ruled + sum(learned.values())))
    reasons = [(_rule_name(clauses, commitment), ruled)]
    named = sorted((n for n in learned if abs(learned[n]) >= _WORTH_NAMING), key=lambda n: -abs(learned[n]))
    reasons += [(name, learned[name]) for name in named]
    rest = sum(points for name, points in learned.items() if name not in named)
    if rest:
        reasons.append(("other features", rest))
    return Factuality(token=token, span=clauses.parse.span(token, token + 1), value=total, reasons=tuple(reasons))


def _rule_name(clauses: Clauses, commitment: Commitment) -> str:
    """The steps in words, from the event outwards: “fall: not < say < begin to”."""
    return " < ".join(_step_name(clauses, step) for step in commitment.steps)


def _step_name(clauses: Clauses, step: Step) -> str:
    marks = step.marks
    said = [marks.modal, "not" if marks.negation else "", "to" if marks.infinitive else "", marks.mark]
    words = " ".join([*filter(None, said), clauses.parse.lemmas[step.token]])
    return f"{words} {step.preposition}" if step.preposition else words


@cache
def load_weights() -> Mapping[str, float]:
    """The weight of each feature, verified."""
    content = WEIGHTS.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256:
        raise ModelError(f"{WEIGHTS} has SHA-256 {found}, not the recorded {SHA256}: install counterclaim again")
    lines = (line.split("\t") for line in content.decode("utf-8").splitlines() if not line.startswith("#"))
    return {name: float(weight) for name, weight in lines}
