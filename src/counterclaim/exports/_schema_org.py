"""schema.org: Claim for what parties say, ClaimReview for verdicts that people gave.

schema.org has no relation between claims: matters and disputes go beside it in terms of our own. Source: schema.org,
Claim, ClaimReview, Rating (version 29).
"""

from typing import TYPE_CHECKING

from counterclaim.errors import RunError
from counterclaim.exports._saying import OURS, VOCABULARY, Cover, told, urn, utc, without_none
from counterclaim.records.ids import Json
from counterclaim.records.mentions import ActorKind

if TYPE_CHECKING:
    from counterclaim.protection import Release, Released, ReleasedClaim, ReleasedReport, ReleasedVerdict

CONTEXT: list[Json] = ["https://schema.org", {OURS[:-1]: VOCABULARY}]
_TYPES = {
    ActorKind.PERSON: "Person",
    ActorKind.ORGANISATION: "Organization",
    ActorKind.GROUP: "Organization",
    ActorKind.DESCRIPTION: "Organization",
    ActorKind.ARTICLE: "NewsMediaOrganization",
}


def make_claims(release: "Release", cover: Cover) -> dict[str, Json]:
    """Every claim as a schema.org Claim, the disputes between them, and a ClaimReview for each verdict of a person."""
    records = release.records
    reports = {report.id: report for report in records.reports}
    first = _first_appearances(release)
    matters = {p.id: p for p in records.propositions}
    graph: list[Json] = [
        _claim(claim, reports, first, urn_of_matter=claim.proposition in matters) for claim in records.claims
    ]
    graph += [
        without_none(
            (
                ("@type", f"{OURS}Matter"),
                ("@id", urn("proposition", p.id)),
                ("name", p.heading),
                (f"{OURS}statuses", [status.value for status in p.statuses]),
                (f"{OURS}origins", p.origins),
                (f"{OURS}answer", p.answer),
            )
        )
        for p in records.propositions
    ]
    graph += [
        {
            "@type": f"{OURS}Dispute",
            "@id": urn("dispute", dispute.id),
            "name": dispute.heading,
            f"{OURS}kind": dispute.kind.value,
            f"{OURS}between": [{"@id": urn("proposition", id_)} for id_ in dispute.propositions],
        }
        for dispute in records.disputes
    ]
    graph += _reviews(release)
    return {"@context": CONTEXT, "@graph": [*graph, _export(records, cover)]}


def make_claim_reviews(release: "Release", cover: Cover) -> dict[str, Json]:
    """A ClaimReview for each verdict of a person, with the claims reviewed.

    Raises:
        RunError: no person gave a verdict; a machine gives none.
    """
    records = release.records
    if not records.verdicts:
        raise RunError(
            "no person has given a verdict on a claim of this story, and a machine gives none: say yours with "
            "`counterclaim review verdict CLAIM RATING`, or export the claims alone as schema-org"
        )
    reports = {report.id: report for report in records.reports}
    first = _first_appearances(release)
    judged = {verdict.claim for verdict in records.verdicts}
    graph = _reviews(release)
    graph += [_claim(claim, reports, first, urn_of_matter=False) for claim in records.claims if claim.id in judged]
    return {"@context": CONTEXT, "@graph": [*graph, _export(records, cover)]}


def _export(records: "Released", cover: Cover) -> Json:
    """What the file says of itself, as one thing among the others: beside `@graph` it would make that a named graph."""
    said = without_none(cover.to_json(records).items())
    checkpoint = said.pop("checkpoint", None)
    if isinstance(checkpoint, dict):
        said |= {"checkpointSize": checkpoint["size"], "checkpointRoot": checkpoint["root"]}
    fields: dict[str, Json] = {f"{OURS}{name}": value for name, value in said.items()}
    return {"@type": f"{OURS}Export", "@id": urn("export", utc(cover.made_at)), **fields}


def _reviews(release: "Release") -> list[Json]:
    claims = {claim.id: claim for claim in release.records.claims}
    return [_review(verdict, claims[verdict.claim]) for verdict in release.records.verdicts]


def _review(verdict: "ReleasedVerdict", claim: "ReleasedClaim") -> Json:
    return without_none(
        (
            ("@type", "ClaimReview"),
            ("@id", urn("verdict", verdict.entry)),
            ("url", verdict.url),
            ("datePublished", verdict.recorded_at),
            ("author", {"@type": "Organization", "name": verdict.author}),
            ("claimReviewed", told(claim)),
            ("itemReviewed", {"@type": "Claim", "@id": urn("claim", claim.id)}),
            (
                "reviewRating",
                without_none(
                    (
                        ("@type", "Rating"),
                        ("alternateName", verdict.rating),
                        ("ratingValue", verdict.value),
                        ("worstRating", verdict.worst),
                        ("bestRating", verdict.best),
                    )
                ),
            ),
        )
    )


def _first_appearances(release: "Release") -> dict[tuple[str | None, str, str], str]:
    """The report in which a claimant took a stance on a matter first, as far as the ledger holds reports."""
    published = {report.id: report.updated or report.published for report in release.records.reports}
    found: dict[tuple[str | None, str, str], str] = {}
    for claim in sorted(release.records.claims, key=lambda c: (published[c.report] or "9999", c.report)):
        if claim.proposition is not None and published[claim.report]:
            found.setdefault((claim.proposition, claim.claimant, claim.stance.value), claim.report)
    return found


def _claim(
    claim: "ReleasedClaim",
    reports: dict[str, "ReleasedReport"],
    first: dict[tuple[str | None, str, str], str],
    *,
    urn_of_matter: bool,
) -> Json:
    sentence = told(claim)
    earliest = first.get((claim.proposition, claim.claimant, claim.stance.value))
    kind = _TYPES.get(claim.claimant_kind)
    return without_none(
        (
            ("@type", "Claim"),
            ("@id", urn("claim", claim.id)),
            ("name", sentence),
            ("text", sentence),
            ("author", {"@type": kind, "name": claim.claimant} if kind else None),
            ("appearance", _article(reports[claim.report])),
            ("firstAppearance", _article(reports[earliest]) if earliest else None),
            ("claimInterpreter", {"@type": "Organization", "name": f"Counterclaim ({claim.review})"}),
            ("dateCreated", claim.said_first),
            (f"{OURS}review", claim.review),
            (f"{OURS}stance", claim.stance.value),
            (f"{OURS}form", claim.form.value),
            (f"{OURS}via", list(claim.via)),
            (f"{OURS}matter", {"@id": urn("proposition", claim.proposition or "")} if urn_of_matter else None),
        )
    )


def _article(report: "ReleasedReport") -> Json:
    return without_none(
        (
            ("@type", "NewsArticle"),
            ("@id", urn("revision", report.id)),
            ("url", report.address),
            ("headline", report.headline),
            ("publisher", {"@type": "Organization", "name": report.outlet}),
            ("datePublished", report.published),
            ("dateModified", report.updated),
            ("inLanguage", report.language),
            (f"{OURS}textSha256", report.text_sha256),
        )
    )
