"""ClaimReview feeds: a review is a report by the fact-checker, with the claimant's claim and the rating as a stance."""

from datetime import UTC, datetime
from typing import Any

import pytest

from counterclaim.articles import read_article
from counterclaim.context import capture_of, find_claim_reviews, read_claim_review
from counterclaim.context._claim_reviews import stance_of
from counterclaim.errors import InputError
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Form, Stance
from counterclaim.records.mentions import UNNAMED, ActorKind

NOW = datetime(2024, 6, 1, tzinfo=UTC)
CLAIMED = "The bridge at Orsk fell in May 2024 and 12 soldiers died there."
REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://checkers.example/orsk",
    "claimReviewed": CLAIMED,
    "datePublished": "2024-05-20",
    "author": {"@type": "Organization", "name": "Orsk Checkers"},
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Organization", "name": "Harrow Front"},
        "datePublished": "2024-05-03",
    },
    "reviewRating": {"@type": "Rating", "alternateName": "Mostly false", "ratingValue": 2, "bestRating": 5},
}
SERVICE = {
    "claims": [
        {
            "text": CLAIMED,
            "claimant": "Harrow Front",
            "claimDate": "2024-05-03T00:00:00Z",
            "claimReview": [
                {
                    "publisher": {"name": "Orsk Checkers", "site": "checkers.example"},
                    "url": "https://checkers.example/orsk",
                    "reviewDate": "2024-05-20T00:00:00Z",
                    "textualRating": "Mostly false",
                    "languageCode": "en",
                }
            ],
        }
    ]
}


def read(data: object) -> Analysis:
    ((review,), problems) = find_claim_reviews(data)
    assert problems == ()
    revision = read_article(capture_of(review, NOW))
    return read_claim_review(Analysis(revision=revision, attributions=(), claims=()), review)


@pytest.mark.parametrize(
    "data", [REVIEW, [REVIEW], {"@graph": [REVIEW]}, {"dataFeedElement": [{"item": [REVIEW]}]}, SERVICE]
)
def test_every_form_of_feed_gives_the_same_two_claims(data: object) -> None:
    analysis = read(data)
    said, rated = analysis.claims
    text = analysis.revision.text
    assert (said.actor.name, said.stance, said.form) == ("Harrow Front", Stance.ASSERTS, Form.DIRECT)
    assert (rated.actor.name, rated.stance) == ("Orsk Checkers", Stance.DENIES)
    assert {c.content[0].of(text) for c in (said, rated)} == {CLAIMED}
    assert said.source[0].of(text) == "Harrow Front"
    assert said.cue[0].of(text) == "claimed"
    assert rated.source[0].of(text) == "Orsk Checkers"
    assert rated.cue[0].of(text) == "rated this claim: “Mostly false”"
    assert rated.refers_to == said.id
    assert said.id != rated.id
    assert analysis.revision.address == "https://checkers.example/orsk"
    assert analysis.revision.outlet == "Orsk Checkers"
    assert analysis.revision.published is not None
    assert analysis.revision.published.earliest.date().isoformat() == "2024-05-20"
    assert said.utterance.said_first is not None
    assert said.utterance.said_first.date().isoformat() == "2024-05-03"


def test_a_claimant_that_is_not_named_stays_so() -> None:
    analysis = read({**REVIEW, "itemReviewed": {}})
    assert analysis.claims[0].actor.name == UNNAMED
    assert analysis.claims[0].actor.kind is ActorKind.UNNAMED


def test_the_claims_words_may_hold_the_words_around_them() -> None:
    tricky = "Harrow Front claimed: “x” Orsk Checkers rated this claim: “y”"
    analysis = read({**REVIEW, "claimReviewed": tricky})
    assert analysis.claims[0].content[0].of(analysis.revision.text) == tricky


@pytest.mark.parametrize(
    ("rating", "stance"),
    [
        ("False.", Stance.DENIES),
        ("PANTS ON FIRE!", Stance.DENIES),
        ("True", Stance.CONFIRMS),
        ("Half true", Stance.DOUBTS),
        ("Missing context", Stance.DOUBTS),
        ("2 of 5", Stance.UNKNOWN),
        ("Not false", Stance.UNKNOWN),
    ],
)
def test_a_rating_is_a_stance_only_where_its_words_say_so(rating: str, stance: Stance) -> None:
    assert stance_of(rating) is stance


def test_what_cannot_be_used_is_named_and_the_rest_is_kept() -> None:
    bad = [{**REVIEW, "url": "javascript:alert(1)"}, {**REVIEW, "reviewRating": None}, {"@type": "ClaimReview"}]
    reviews, problems = find_claim_reviews([*bad, REVIEW])
    assert len(reviews) == 1
    assert len(problems) == 3
    assert "no address" in problems[0]
    empty: list[object] = [{}, [], "x", None, {"claims": []}, {"@graph": [{"@graph": [{}]}]}]
    for nothing in empty:
        with pytest.raises(InputError, match="no ClaimReview"):
            find_claim_reviews(nothing)


def test_a_feed_nested_without_end_is_left() -> None:
    nested: Any = REVIEW
    for _ in range(100):
        nested = {"@graph": [nested]}
    with pytest.raises(InputError):
        find_claim_reviews(nested)
