"""ClaimReview feeds as claims about claims: a review becomes a report by the fact-checker, with two claims in it.

The claimant asserts the words reviewed; the fact-checker denies, confirms, doubts them or leaves them open, as the
rating says in words. Neither is weighed more than any other claim: a rating is what its publisher says.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from counterclaim.errors import InputError
from counterclaim.lexicons.ratings import CONFIRMS, DENIES, DOUBTS
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, DenialTarget, Form, Kind, Stance, Utterance
from counterclaim.records.ids import CaptureId, digest, make_id
from counterclaim.records.mentions import UNNAMED, Actor, ActorKind
from counterclaim.records.notes import Evidence
from counterclaim.records.revisions import Capture
from counterclaim.records.spans import Span
from counterclaim.review import Rewriting, new_claim, with_frame

FOUND_BY = "claimreview"
#: Depth to which a feed is searched for reviews, and characters of a claim.
_DEPTH = 12
_LONGEST = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedClaim:
    """One review: the words reviewed, whose they are, and what the fact-checker rates them. `reviewed` and
    `claimed_on` are when, as the feed states it."""

    claimed: str
    claimant: str | None
    claimant_kind: ActorKind
    publisher: str
    rating: str
    url: str
    title: str
    reviewed: str | None
    claimed_on: str | None
    language: str | None


def find_claim_reviews(data: object) -> tuple[tuple[ReviewedClaim, ...], tuple[str, ...]]:
    """The reviews of a feed, each once, and what is wrong with those that cannot be used, in words.

    Understands schema.org ClaimReview in JSON-LD (alone, in lists, graphs and data feeds) and the answers of fact-check
    search services (`claims` with `claimReview` inside).

    Raises:
        InputError: there is no review in it.
    """
    found: dict[tuple[str, str], ReviewedClaim] = {}
    problems: list[str] = []
    n_seen = 0
    for one in _raw(data, 0):
        n_seen += 1
        try:
            review = _read(one)
        except InputError as error:
            problems.append(str(error))
            continue
        found[review.url, review.claimed] = review
    if not n_seen:
        raise InputError("there is no ClaimReview in this file", subject="claimreview")
    return tuple(found.values()), tuple(problems)


def _raw(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    """Every review of a feed, as one flat mapping."""
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for one in value:
            yield from _raw(one, depth + 1)
    elif isinstance(value, dict):
        types = value.get("@type")
        if types == "ClaimReview" or (isinstance(types, list) and "ClaimReview" in types):
            yield {"schema.org": value}
            return
        reviews = value.get("claimReview")
        if isinstance(reviews, list) and "text" in value:
            for review in reviews:
                if isinstance(review, dict):
                    yield {"claim": value, "review": review}
            return
        for name in ("@graph", "dataFeedElement", "item", "itemListElement", "claims"):
            if name in value:
                yield from _raw(value[name], depth + 1)


def _read(one: Mapping[str, Any]) -> ReviewedClaim:
    if "schema.org" in one:
        held = one["schema.org"]
        item = held.get("itemReviewed")
        item = item if isinstance(item, dict) else {}
        author = _first(item.get("author"))
        rating = _first(held.get("reviewRating"))
        scale = f"{_text(rating.get('ratingValue'))} of {_text(rating.get('bestRating'))}"
        words = _text(rating.get("alternateName")) or _text(rating.get("name"))
        publisher = _first(held.get("author")) or _first(held.get("publisher"))
        review = ReviewedClaim(
            claimed=_text(held.get("claimReviewed")) or _text(item.get("text")) or _text(item.get("name")),
            claimant=_text(author.get("name")) or None,
            claimant_kind=_KINDS.get(str(author.get("@type")), ActorKind.PERSON),
            publisher=_text(publisher.get("name")),
            rating=words or (scale if scale.strip() != "of" else ""),
            url=_text(held.get("url")),
            title=_text(held.get("headline")) or _text(held.get("name")),
            reviewed=_text(held.get("datePublished")) or None,
            claimed_on=_text(item.get("datePublished")) or None,
            language=_text(held.get("inLanguage")) or None,
        )
    else:
        claim, held = one["claim"], one["review"]
        publisher = _first(held.get("publisher"))
        review = ReviewedClaim(
            claimed=_text(claim.get("text")),
            claimant=_text(claim.get("claimant")) or None,
            claimant_kind=ActorKind.PERSON,  # the service does not tell; a person is who needs more protection
            publisher=_text(publisher.get("name")) or _text(publisher.get("site")),
            rating=_text(held.get("textualRating")),
            url=_text(held.get("url")),
            title=_text(held.get("title")),
            reviewed=_text(held.get("reviewDate")) or None,
            claimed_on=_text(claim.get("claimDate")) or None,
            language=_text(held.get("languageCode")) or None,
        )
    lacks = [name for name in ("claimed", "publisher", "rating", "url") if not getattr(review, name)]
    if lacks:
        raise InputError(f"{review.url or 'a review'}: has no {', no '.join(lacks)}", subject=review.url)
    if not review.url.startswith(("http://", "https://")):
        raise InputError(f"{review.url[:60]}: no address of a page", subject=review.url)
    return review


_KINDS = {
    "Person": ActorKind.PERSON,
    "Organization": ActorKind.ORGANISATION,
    "NewsMediaOrganization": ActorKind.ORGANISATION,
    "GovernmentOrganization": ActorKind.ORGANISATION,
}


def _first(value: object) -> Mapping[str, Any]:
    """An object, or the first of several; a plain name is one."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, str):
        return {"name": value}
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    words = " ".join(str(value).encode(errors="replace").decode().split())
    return words[:_LONGEST]


def stance_of(rating: str) -> Stance:
    """The stance that a rating in words comes to; unknown where it says none."""
    plain = rating.casefold().strip(" .!“”\"'")
    if plain in DENIES:
        return Stance.DENIES
    if plain in CONFIRMS:
        return Stance.CONFIRMS
    return Stance.DOUBTS if plain in DOUBTS else Stance.UNKNOWN


def capture_of(review: ReviewedClaim, captured_at: datetime) -> Capture:
    """A review as a captured report: its words in two sentences, and what the feed states of it."""
    claimant = review.claimant or "An unnamed party"
    text = (
        f"{review.publisher} on a claim by {claimant}\n\n"
        f"{claimant} claimed: “{review.claimed}”\n\n"
        f"{review.publisher} rated this claim: “{review.rating}”\n"
    )
    body = text.encode()
    declared = [("title", text.split("\n", 1)[0]), ("outlet", review.publisher), ("charset", "utf-8")]
    declared += [("published", review.reviewed)] if review.reviewed else []
    identity = {"address": review.url, "sha256": digest(body), "declared": [list(pair) for pair in declared]}
    return Capture(
        id=CaptureId(make_id("c", identity)),
        address=review.url,
        media_type="text/plain",
        body=body,
        captured_at=captured_at,
        declared=tuple(declared),
    )


def read_claim_review(analysis: Analysis, review: ReviewedClaim) -> Analysis:
    """The reading of such a report with the two claims that the feed states, in place of what a machine read there.
    Figures, places and times with a year are those that it found in the words reviewed."""
    revision, text = analysis.revision, analysis.revision.text
    claimant = review.claimant or "An unnamed party"
    opening = f"{claimant} claimed: “"
    start = text.index(opening)
    content = Span(start + len(opening), start + len(opening) + len(review.claimed))
    closing = f"{review.publisher} rated this claim: “"
    rated = text.index(closing, content.end)
    rating = Span(rated + len(review.publisher) + 1, rated + len(closing) + len(review.rating) + 1)
    stance = stance_of(review.rating)

    def claim(actor: Actor, source: Span, cue: Span, stance: Stance, form: Form) -> Claim:
        asked = Rewriting(content=(content,), source=(source,), cue=(cue,), actor=actor.name, stance=stance, form=form)
        made = with_frame(new_claim(revision, replace(asked, kind=Kind.FACT), found_by=FOUND_BY), text)
        return replace(
            made,
            actor=replace(actor, mention=source if actor.name != UNNAMED else None, resolution="feed"),
            figures=tuple(f for f in analysis.figures if content.contains(f.span)),
            places=tuple(p for p in analysis.places if content.contains(p.span)),
            # “On Monday” was said some time before the review, which it was resolved against.
            event_time=next(
                (t for t in analysis.timexes if content.contains(t.span) and _dated(t.span.of(text))), None
            ),
            evidence=(Evidence(field="claim", rule=FOUND_BY, detail="as the feed states it"),),
        )

    who = (
        Actor(name=claimant, kind=review.claimant_kind)
        if review.claimant
        else Actor(name=UNNAMED, kind=ActorKind.UNNAMED)
    )
    said = claim(
        who,
        Span(start, start + len(claimant)),
        Span(start + len(claimant) + 1, content.start - 3),
        Stance.ASSERTS,
        Form.DIRECT,
    )
    said = replace(said, utterance=_said(said.utterance, review.claimed_on))
    checker = Actor(name=review.publisher, kind=ActorKind.ORGANISATION)
    judged = claim(checker, Span(rated, rated + len(review.publisher)), rating, stance, Form.INDIRECT)
    judged = replace(judged, refers_to=said.id, denial_target=DenialTarget.UNKNOWN if stance is Stance.DENIES else None)
    return replace(
        analysis,
        attributions=(),
        claims=(said, judged),
        actors=tuple({actor.name: actor for actor in (said.actor, judged.actor)}.values()),
    )


def _dated(words: str) -> bool:
    return re.search(r"\b\d{4}\b", words) is not None


def _said(utterance: Utterance, day: str | None) -> Utterance:
    """The act of saying, on the day that the feed states."""
    try:
        at = datetime.fromisoformat(day or "")
    except ValueError:
        return utterance
    first = (at if at.tzinfo else at.replace(tzinfo=UTC)).replace(hour=0, minute=0, second=0, microsecond=0)
    return replace(utterance, said_first=first, said_last=first + timedelta(days=1))
