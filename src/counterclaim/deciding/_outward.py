"""What people say for those outside the desk: rows of event data, and verdicts."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from counterclaim.deciding._bench import Bench
from counterclaim.errors import InputError
from counterclaim.records.claims import Claim
from counterclaim.records.decisions import Decision, DecisionAction, Words
from counterclaim.records.notes import Evidence
from counterclaim.review import PLACE, REVIEW, parse_columns, place_of_row, unmarked, why_no_row

_SCALE = re.compile(r"(\d{1,3})/(\d{1,3})")


def make_row(desk: Bench, claims: Sequence[str], *, place: str | None, columns: Sequence[str]) -> None:
    """Keeps a row of event data made of claims; where the first has one already, with the columns of both."""
    first, *others = [desk.claim(id_)[0] for id_ in dict.fromkeys(claims)]
    why = why_no_row(first)
    if why is not None:
        raise InputError(f"claim {first.id[:12]} cannot become a row of event data: {why}", subject=first.id)
    filled = dict(parse_columns(columns))
    earlier = next(
        (
            one
            for one in reversed(desk.ledger.decisions())
            if one.decision.action is DecisionAction.EVENT and one.decision.claim_id == first.id
        ),
        None,
    )
    held = dict(earlier.decision.columns) if earlier else {}
    place = place or held.get(PLACE)
    named = place_of_row(first, place).name
    if earlier is not None and not others:
        others = [desk.claim(id_)[0] for id_ in earlier.decision.others]
    together = {**held, **filled, PLACE: named}
    parse_columns(f"{name}={value}" for name, value in together.items() if name != PLACE)  # low, best, high in order
    for claim in (first, *others):
        _accept(desk, claim)
    desk.keep(
        Decision(
            action=DecisionAction.EVENT,
            revision_id=first.revision_id,
            spans=first.content,
            author=desk.author,
            reason=desk.reason,
            claim_id=first.id,
            speaker=first.actor.name,
            others=tuple(other.id for other in others),
            elsewhere=tuple(Words(revision_id=other.revision_id, spans=other.content) for other in others),
            undoes=earlier.entry_id if earlier else None,
            columns=tuple((name, value) for name, value in together.items() if value),
        )
    )


def give_verdict(
    desk: Bench, id_: str, rating: str, *, scale: str | None, url: str | None, publisher: str | None
) -> None:
    """Keeps a person's verdict on a claim."""
    claim, _ = desk.claim(id_)
    columns: list[tuple[str, str]] = []
    if scale is not None:
        found = _SCALE.fullmatch(scale.strip())
        if found is None or not 1 <= int(found[1]) <= int(found[2]):
            raise InputError(f"{scale!r} is no place on a scale such as 2/5, the worst being 1", subject=claim.id)
        columns += [("value", found[1]), ("worst", "1"), ("best", found[2])]
    if url is not None:
        if urlsplit(url).scheme not in ("http", "https"):
            raise InputError(f"{url!r} is no address of a page", subject=claim.id)
        columns.append(("url", url))
    if publisher:
        columns.append(("publisher", publisher))
    if not rating.strip():
        raise InputError("a verdict is given in words, such as 'Mostly false'", subject=claim.id)
    _accept(desk, claim)
    desk.decide(DecisionAction.VERDICT, claim, value=rating.strip(), columns=tuple(columns))


def _accept(desk: Bench, claim: Claim) -> None:
    """Accepts a claim on which nobody decided yet: who puts it before others stands for how it is read."""
    evidence: Sequence[Evidence] = claim.evidence
    if not any(one.field == REVIEW for one in evidence):
        desk.decide(DecisionAction.ACCEPT, claim, claims=(unmarked(claim),))
