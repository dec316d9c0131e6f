"""How a report stands to a statement: for it, against it, only saying who claims it, or about something else."""

import math
from collections.abc import Mapping, Sequence

from counterclaim.checking._claims import stand_claims
from counterclaim.checking._evidence import Passage as Near
from counterclaim.checking._evidence import closeness, find_passages, measure, overlap
from counterclaim.checking._sentences import MARKS, RELEVANT, read_statement
from counterclaim.checking._weights import load_weights, parts, softmax
from counterclaim.records.accounts import Reason
from counterclaim.records.analyses import Analysis
from counterclaim.records.checks import ClaimStanding, Passage, Standing, Weighing
from counterclaim.records.claims import Claim
from counterclaim.records.ids import RevisionId
from counterclaim.records.mentions import ActorKind
from counterclaim.records.spans import Span, Spans
from counterclaim.taggers import Encoder

#: Standings between which the measures decide once a report is about the matter.
TAKEN = (Standing.FOR, Standing.AGAINST, Standing.OPEN)
#: Sentences that are shown for a standing, and reasons that are named.
SHOWN = 3
#: A report with a smaller share of the statement's words is about something else.
LEAST_WORDS = 0.08
HEADLINE_ID = RevisionId("")
#: A text of so many sentences is read as a headline.
HEADLINE = 1
#: How much of what speaks for a side is not the report's own where it quotes both sides.
BOTH_QUOTED = 0.9
#: Parts of the log-odds smaller than this are not named.
WORTH_NAMING = 0.05


def weigh_report(statement: str, analysis: Analysis, encoder: Encoder) -> Weighing:
    """How the report stands to the statement, with the sentences and claims that show it.

    Raises:
        ModelError: the weights are not those whose digest is recorded.
    """
    revision = analysis.revision
    return _weigh(statement, revision.id, revision.text, revision.read_spans, analysis.claims, encoder)


def weigh_headline(statement: str, headline: str, encoder: Encoder) -> Weighing:
    """The same for a headline or another bare sentence; its `revision_id` is empty. Raises as `weigh_report`."""
    spans = (Span(0, len(headline)),) if headline.strip() else ()
    return _weigh(statement, HEADLINE_ID, headline, spans, (), encoder)


def _weigh(
    statement: str, revision_id: RevisionId, text: str, spans: Spans, claims: Sequence[Claim], encoder: Encoder
) -> Weighing:
    read = read_statement(statement)
    # Encoding is the dear part: most reports of a ledger have nothing to do with the statement.
    worth = revision_id == HEADLINE_ID or overlap(read, text) >= LEAST_WORDS
    near = find_passages(read, text, spans, encoder) if worth else []
    if not near:
        return Weighing(revision_id=revision_id, standing=Standing.ELSEWHERE, shares=(0.0, 0.0, 0.0, 1.0))
    weights = load_weights()
    form = "headline" if len(near) <= HEADLINE else "report"
    about = parts(weights["about"], closeness(read, text, near))
    measures = measure(read, near)
    stance = {standing: parts(weights[f"{form} {standing}"], measures) for standing in TAKEN}
    if read.sign < 0:  # who stands against the matter stands for the statement that it is not so
        stance[Standing.FOR], stance[Standing.AGAINST] = stance[Standing.AGAINST], stance[Standing.FOR]
    is_about = 1 / (1 + math.exp(-math.fsum(about.values())))
    taken = softmax([math.fsum(stance[standing].values()) for standing in TAKEN])
    shares = {standing: is_about * share for standing, share in zip(TAKEN, taken, strict=True)}
    shares[Standing.ELSEWHERE] = 1 - is_about
    said = stand_claims(read, text, claims) if is_about >= 0.5 else ()
    both = _quotes_both(said, claims)
    if both:  # its words of stance are theirs whom it quotes
        quoted = BOTH_QUOTED * (shares[Standing.FOR] + shares[Standing.AGAINST])
        shares |= {s: (1 - BOTH_QUOTED) * shares[s] for s in (Standing.FOR, Standing.AGAINST)}
        shares[Standing.OPEN] += quoted
    # First whether the report is about the matter at all, then how it stands.
    standing = max(TAKEN, key=lambda s: shares[s]) if is_about >= 0.5 else Standing.ELSEWHERE
    return Weighing(
        revision_id=revision_id,
        standing=standing,
        shares=(shares[Standing.FOR], shares[Standing.AGAINST], shares[Standing.OPEN], shares[Standing.ELSEWHERE]),
        passages=_shown(near, claims),
        claims=said,
        reasons=_of_both(shares) if both else _reasons(standing, about, stance),
    )


def _quotes_both(said: Sequence[ClaimStanding], claims: Sequence[Claim]) -> bool:
    """Whether the report lets one party stand for the statement and another against it, and takes no side itself."""
    actors = {claim.id: claim.actor for claim in claims}
    narrated = {found.standing for found in said if actors[found.claim_id].kind is ActorKind.ARTICLE}
    sides = [{actors[f.claim_id].name for f in said if f.standing is side} for side in (Standing.FOR, Standing.AGAINST)]
    return narrated <= {Standing.OPEN} and all(sides) and len(sides[0] | sides[1]) > 1


def _of_both(shares: Mapping[Standing, float]) -> tuple[Reason, ...]:
    rival = max(shares[Standing.FOR], shares[Standing.AGAINST])
    weight = math.log(shares[Standing.OPEN] / rival)
    return (Reason(name="both sides", weight=weight, detail="it quotes one party for it and another against it"),)


def _reasons(
    standing: Standing, about: Mapping[str, float], stance: Mapping[Standing, Mapping[str, float]]
) -> tuple[Reason, ...]:
    """Why not the next probable standing: what the measures add for the one chosen less what they add for that."""
    if standing is Standing.ELSEWHERE:
        found = {name: -weight for name, weight in about.items()}
        against = "about the matter"
    else:
        rival = max((s for s in TAKEN if s is not standing), key=lambda s: math.fsum(stance[s].values()))
        found = {name: weight - stance[rival][name] for name, weight in stance[standing].items()}
        against = rival.value
    named = sorted((n for n in found if abs(found[n]) >= WORTH_NAMING), key=lambda n: (-abs(found[n]), n))
    reasons = [
        Reason(name=name, weight=found[name], detail=f"{standing.value} rather than {against}") for name in named
    ]
    rest = math.fsum(weight for name, weight in found.items() if name not in named)
    return (*reasons, Reason(name="other measures", weight=rest)) if rest else tuple(reasons)


def _shown(near: Sequence[Near], claims: Sequence[Claim]) -> tuple[Passage, ...]:
    """The sentences nearest to the statement, those with words of stance first among equals."""
    ranked = sorted(near, key=lambda p: (-p.nearness - 0.2 * p.sentence.against, p.sentence.span.start))
    return tuple(
        Passage(
            span=passage.sentence.span,
            nearness=passage.nearness,
            marks=tuple(mark for mark in MARKS if getattr(passage.sentence, mark)),
            claims=tuple(c.id for c in claims if any(part.overlaps(passage.sentence.span) for part in c.content)),
        )
        for passage in ranked[:SHOWN]
        if passage.nearness >= RELEVANT
    )


def disputed(a: Weighing, b: Weighing) -> float:
    """How probable it is that one of two reports stands for the statement and the other against it, of those two."""
    return a.leaning * (1 - b.leaning) + b.leaning * (1 - a.leaning)
