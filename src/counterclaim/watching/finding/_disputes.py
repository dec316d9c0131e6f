"""Rival accounts are set against each other for the first time."""

from collections.abc import Iterator

from counterclaim.records.accounts import DisputeKind
from counterclaim.records.turns import Turn, TurnKind
from counterclaim.watching.finding._views import TwoViews


def find_contests(both: TwoViews) -> Iterator[Turn]:
    """Rival accounts that were not set against each other before."""
    for d in both.after.document.disputes:
        fresh = both.news((*d.sides_for, *d.sides_against))
        told = [c.id in both.told for c in fresh]
        if d.kind is DisputeKind.OWN_CLAIM or not fresh or all(told):
            continue
        if d.kind is DisputeKind.DENIAL and any(told):  # the denial was told, with what it denies
            continue
        if any(_is_same_dispute(both, old.a, old.b, d.a, d.b) for old in both.before.document.disputes):
            continue
        new = {c.id for c in fresh}
        rivals = [c for c in (*d.sides_for, *d.sides_against) if c not in new and c in both.claims]
        here = d.a if new & set(d.sides_for) or d.b is None else d.b
        p = both.after.propositions[here]
        yield both.turn(TurnKind.CONTESTED, fresh, rivals, p, f"new dispute ({d.kind.value})")


def _is_same_dispute(both: TwoViews, old_a: str, old_b: str | None, a: str, b: str | None) -> bool:
    first = {p.id for p in both.matched[a]}
    second = first if b is None else {p.id for p in both.matched[b]}
    other = old_a if old_b is None else old_b
    return bool((old_a in first and other in second) or (old_a in second and other in first))
