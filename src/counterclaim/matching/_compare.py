"""How near the claims of one report are to those of others, compared all at once."""

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from counterclaim.matching._evidence import WEIGHTS, Likeness
from counterclaim.matching._view import View
from counterclaim.records.claims import Polarity
from counterclaim.records.ids import RevisionId
from counterclaim.taggers import Encoder

Floats = npt.NDArray[np.float32]

#: What the evidence that is only looked at pair by pair adds to a score at most.
SLACK = sum(
    WEIGHTS[name]
    for name in (
        "object",
        "figures",
        "taken up",
        "one thing",
        "all denied",
        "one blamed",
        "outright",
        "stands for",
        "both stand for",
        "both open",
    )
)
#: Length of the encoder's vectors.
DIMENSIONS = 384

#: Likenesses nearer to each other than this are equal: their last digits depend on what else is multiplied with them.
TIE = 1e-5


def embed_views(views: Sequence[View], encoder: Encoder) -> Mapping[str, Floats]:
    """The vectors of all words that are compared."""
    words = sorted({words for view in views for words in (view.told, view.nameless, view.deed) if words})
    return dict(zip(words, encoder.embed(words), strict=True))


def compare_report(
    views: Mapping[RevisionId, Sequence[View]],
    revision: RevisionId,
    others: Sequence[RevisionId],
    vectors: Mapping[str, Floats],
    *,
    least: float,
) -> Iterator[tuple[View, View, Likeness]]:
    """The pairs of a claim of one report and one of `others`, which may hold the report itself, by id within a pair.

    Pairs that are less probably about one matter than `least`, whatever else were looked at, are left out.
    """
    left = views[revision]
    others = [other for other in others if views[other]]
    right = [view for other in others for view in views[other]]
    if not left or not right:
        return
    meaning = _cosines([view.told for view in left], [view.told for view in right], vectors)
    nameless = _cosines([view.nameless for view in left], [view.nameless for view in right], vectors)
    deeds = _cosines([view.deed for view in left], [view.deed for view in right], vectors)
    shares = _common_words(left, right)
    own = np.array([view.claim.revision_id == revision for view in right])
    starts = np.cumsum([0, *(len(views[other]) for other in others)])[:-1]
    nearest = np.where(own, 0, _nearest(meaning, starts))
    odds = _first_look(left, right, own, meaning, nameless, nearest)
    worth = odds + SLACK >= math.log(least / (1 - least)) if least > 0 else np.ones_like(odds, dtype=bool)
    for i, j in zip(*np.nonzero(worth), strict=True):
        x, y = left[i], right[j]
        if own[j] and x.claim.id >= y.claim.id:
            continue  # within one report the pair stands the other way round too
        a, b = sorted((x, y), key=lambda view: view.claim.id)
        yield (
            a,
            b,
            Likeness(
                meaning=float(meaning[i, j]),
                nameless=float(nameless[i, j]),
                deeds=None if np.isnan(deeds[i, j]) else float(deeds[i, j]),
                share=float(shares[i, j]),
                nearest=float(nearest[i, j]),
            ),
        )


def _first_look(
    left: Sequence[View],
    right: Sequence[View],
    own: npt.NDArray[np.bool_],
    meaning: Floats,
    nameless: Floats,
    nearest: Floats,
) -> Floats:
    """The evidence that is had for all pairs at once, as log-odds."""
    contested = [np.array([view.claim.polarity is not Polarity.FOR for view in side]) for side in (left, right)]
    both = contested[0][:, None] & contested[1]
    either = contested[0][:, None] | contested[1]
    depths = np.array([view.depth for view in left])[:, None] + np.array([view.depth for view in right])
    alike = WEIGHTS["meaning"] * np.maximum(0, meaning) + WEIGHTS["nameless"] * np.maximum(0, nameless)
    odds = WEIGHTS["base"] + alike + WEIGHTS["both contested"] * both
    across = WEIGHTS["nearest"] * nearest + WEIGHTS["opening"] * (1 - depths) + WEIGHTS["contested"] * either
    found: Floats = odds + np.where(own, WEIGHTS["one report"], across)
    return found


def _cosines(left: Sequence[str | None], right: Sequence[str | None], vectors: Mapping[str, Floats]) -> Floats:
    """The likeness of all pairs; not a number where one has no words."""
    one, other = (
        np.stack([vectors[words] if words else np.full(DIMENSIONS, np.nan, dtype=np.float32) for words in side])
        for side in (left, right)
    )
    found: Floats = one @ other.T
    return found


def _common_words(left: Sequence[View], right: Sequence[View]) -> Floats:
    """Which share of the telling words of the claim that has fewer stands in the other, for all pairs, in [0, 1]."""
    rows: dict[str, int] = {}
    for view in left:
        for word in view.terms:
            rows.setdefault(word, len(rows))

    def table(views: Sequence[View]) -> Floats:
        weights = np.zeros((len(rows), len(views)), dtype=np.float32)
        for j, view in enumerate(views):
            for word, weight in view.terms.items():
                if word in rows:
                    weights[rows[word], j] = weight
        return weights

    one, other = table(left), table(right)
    shared = np.minimum(one.T @ (other > 0).astype(np.float32), (one > 0).astype(np.float32).T @ other)
    totals = [np.array([sum(view.terms.values()) for view in side], dtype=np.float32) for side in (left, right)]
    least = np.minimum(totals[0][:, None], totals[1])
    found: Floats = np.clip(np.divide(shared, least, out=np.zeros_like(shared), where=least > 0), 0, 1)
    return found


def _nearest(cosines: Floats, starts: npt.NDArray[np.intp]) -> Floats:
    """For each pair 1 where each is what the other's report has nearest to it, one half where only one is.

    `starts` are the columns at which the other reports start.
    """
    best = np.maximum.reduceat(cosines, starts, axis=1) - TIE
    lengths = np.diff([*starts, cosines.shape[1]])
    found: Floats = 0.5 * (cosines >= np.repeat(best, lengths, axis=1)) + 0.5 * (cosines >= cosines.max(axis=0) - TIE)
    return found
