"""A party gives another figure than it gave: in a later text of a report, or in another report."""

from collections.abc import Iterator

from counterclaim.presentation import PropositionView
from counterclaim.records.accounts import Status
from counterclaim.records.differences import Aspect
from counterclaim.records.tallies import Tally
from counterclaim.records.turns import Turn, TurnKind
from counterclaim.watching.finding._views import TwoViews


def find_tolls(both: TwoViews) -> Iterator[Turn]:
    """A party gives another figure than it gave: in a later text of a report, or in another report."""
    for difference in both.differences:
        for altered in difference.changes:
            figures = [a for a in altered.alterations if a.aspect is Aspect.FIGURE]
            if altered.after in both.claims and altered.before in both.claims and figures:
                new = both.claims[str(altered.after)]
                yield both.turn(
                    TurnKind.TOLL,
                    [new],
                    [str(altered.before)],
                    both.proposition_of(new.id),
                    "a revision gives another figure",
                    figures=(figures[0].before, figures[0].after),
                    corrected=altered.correction is not None,
                )
    for p in both.after.document.propositions:
        yield from _replaced_tolls(both, p)
        yield from _counted_anew(both, p)


def _replaced_tolls(both: TwoViews, p: PropositionView) -> Iterator[Turn]:
    for basis in p.status_bases:
        if basis.status is not Status.SUPERSEDED or len(basis.claims) < 2:
            continue
        older, newer = basis.claims[0], basis.claims[-1]
        fresh = both.news([newer])
        if fresh and fresh[0].figures and older in both.claims and both.claims[older].figures:
            yield both.turn(TurnKind.TOLL, fresh, [older], p, "the party has since counted anew")


def _counted_anew(both: TwoViews, p: PropositionView) -> Iterator[Turn]:
    before = [tally for old in both.matched[p.id] for tally in old.tallies]
    for tally in p.tallies:
        for count in tally.counts:
            fresh = both.news(count.claims)
            if count.replaced or not fresh or both.told & {c.id for c in fresh}:
                continue
            own = [
                old
                for other in before
                if _counts_the_same(other, tally)
                for old in other.counts
                if old.actor == count.actor
            ]
            if own and all(
                (old.low, old.high, old.convention) != (count.low, count.high, count.convention) for old in own
            ):
                yield both.turn(
                    TurnKind.TOLL,
                    fresh,
                    list(own[-1].claims),
                    p,
                    "the party gives another figure than before",
                    figures=(own[-1].words, count.words),
                )


def _counts_the_same(a: Tally, b: Tally) -> bool:
    return (a.unit, a.side, a.part, a.added) == (b.unit, b.side, b.part, b.added)
