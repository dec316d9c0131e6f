"""A party stands against a matter against which it did not stand."""

from collections.abc import Collection, Iterator

from counterclaim.differences import find_alike
from counterclaim.presentation import ClaimView, PropositionView
from counterclaim.records.claims import POLARITY, Polarity
from counterclaim.records.mentions import ARTICLE, UNNAMED
from counterclaim.records.turns import Turn, TurnKind
from counterclaim.watching.finding._views import TwoViews


def find_denials(both: TwoViews) -> Iterator[Turn]:
    """A party stands against a matter against which it did not stand."""
    # A denial that raises no dispute, and why, is told as such: it is no news that a party stands against the matter.
    held = {answer.denial for answer in both.after.document.answers if answer.held}
    held -= {c for d in both.after.document.disputes for c in (*d.sides_for, *d.sides_against)}
    for p in both.after.document.propositions:
        for position in p.positions:
            if position.polarity is not Polarity.AGAINST or position.actor == ARTICLE:
                continue
            fresh = both.news(c for c in position.claims if c not in held)
            if not fresh or _stood_against(both, p, position.actor, fresh[0]):
                continue
            yield both.turn(
                TurnKind.DENIED,
                fresh,
                _denied_by(both, p, [c for c in position.claims if c not in held]),
                p,
                "new position against",
            )


def _stood_against(both: TwoViews, p: PropositionView, actor: str, claim: ClaimView) -> bool:
    name = actor.casefold()
    for old in both.matched[p.id]:
        if any(q.polarity is Polarity.AGAINST and q.actor.casefold() == name for q in old.positions):
            return True
    own = [
        (other.id, other.words)
        for other in both.before.claims.values()
        if POLARITY.get(other.stance) is Polarity.AGAINST and other.actor in (claim.actor, actor)
    ]
    return actor != UNNAMED and next(iter(find_alike(claim.words, own)), None) is not None


def _denied_by(both: TwoViews, p: PropositionView, denials: Collection[str]) -> list[str]:
    """The claims that denials deny or answer, the first to be made first."""
    found: list[str] = [c for q in p.positions if q.polarity is Polarity.FOR for c in q.claims]
    document = both.after.document
    found += [answer.claim for answer in document.answers if answer.denial in denials and not answer.held]
    for d in document.disputes:
        found += d.sides_for if set(denials) & set(d.sides_against) else ()
        found += d.sides_against if set(denials) & set(d.sides_for) else ()
    held = [both.claims[c] for c in dict.fromkeys(found) if c in both.claims and c not in denials]
    return [claim.id for claim in sorted(held, key=both.moment_of)]
