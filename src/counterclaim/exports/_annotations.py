"""W3C Web Annotation: every claim as an annotation of the words that it stands in, for anybody.

Each target names the page and the text by its SHA-256, and selects the words by quotation and by position. Words that
may not leave as they stand have no selector: the annotation then tells the claim, and of which text it is. The reader
in `review` takes these annotations back.
"""

from typing import TYPE_CHECKING

from counterclaim.exports._saying import OURS, VOCABULARY, Cover, is_reviewed, told, urn, utc, without_none
from counterclaim.records.ids import Json

if TYPE_CHECKING:
    from counterclaim.protection import Release, ReleasedClaim, ReleasedQuote, ReleasedReport


def make_annotations(release: "Release", cover: Cover) -> dict[str, Json]:
    """A page of annotations, one a claim."""
    reports = {report.id: report for report in release.records.reports}
    return {
        "@context": ["http://www.w3.org/ns/anno.jsonld", {OURS[:-1]: VOCABULARY}],
        "id": f"urn:counterclaim:annotations:{utc(cover.made_at)}",
        "type": "AnnotationPage",
        f"{OURS}offsets": "Unicode code points of the text with this SHA-256, start inclusive, end exclusive",
        f"{OURS}export": cover.to_json(release.records),
        "items": [_annotation(claim, reports[claim.report], cover) for claim in release.records.claims],
    }


def _annotation(claim: "ReleasedClaim", report: "ReleasedReport", cover: Cover) -> Json:
    body: list[Json] = [
        {
            "type": "TextualBody",
            "value": told(claim),
            "format": "text/plain",
            "language": "en",
            "purpose": "describing",
        },
        without_none(
            (
                ("type", "Dataset"),
                (f"{OURS}actor", claim.claimant),
                (f"{OURS}stance", claim.stance.value),
                (f"{OURS}form", claim.form.value),
                (f"{OURS}kind", claim.kind.value),
                (f"{OURS}reviewed", is_reviewed(claim.review)),
                (f"{OURS}review", claim.review),
                (f"{OURS}matter", urn("proposition", claim.proposition) if claim.proposition else None),
            )
        ),
    ]
    return {
        "id": urn("claim", claim.id),
        "type": "Annotation",
        "motivation": "describing",
        "generated": utc(cover.made_at),
        "generator": {"type": "Software", "name": f"counterclaim {report.code_version}"},
        "body": body,
        "target": [_target(report, quote) for quote in claim.quotes] or [_target(report, None)],
    }


def _target(report: "ReleasedReport", quote: "ReleasedQuote | None") -> Json:
    selector: Json = None
    if quote is not None:
        selector = [
            without_none(
                (
                    ("type", "TextQuoteSelector"),
                    ("exact", quote.exact),
                    ("prefix", quote.prefix),
                    ("suffix", quote.suffix),
                )
            ),
            {"type": "TextPositionSelector", "start": quote.start, "end": quote.end},
        ]
    return without_none(
        (
            ("type", "SpecificResource"),
            ("source", report.address or urn("revision", report.id)),
            (f"{OURS}revision", report.id),
            (f"{OURS}textSha256", report.text_sha256),
            (f"{OURS}role", "content"),
            ("state", {"type": "TimeState", "sourceDate": utc(report.captured_at)}),
            ("selector", selector),
            (f"{OURS}withheld", None if quote else "the words tell a position or a person that may not leave"),
        )
    )
