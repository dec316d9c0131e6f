"""A claim's page as a record: the quotation in its context, where it comes from, its proof, how to cite it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counterclaim import __version__
from counterclaim.desk._words import moment_words
from counterclaim.desk.pages._marks import Piece, cut, marks_of
from counterclaim.desk.pages._reading import ReadingCard, reading_card
from counterclaim.desk.pages._report import stamp_words
from counterclaim.desk.pages._sayings import Teller, outlet_of
from counterclaim.origins import OriginIndex
from counterclaim.presentation import ClaimView, ReportView
from counterclaim.records.ids import ClaimId, RevisionId
from counterclaim.views import Lookup, instalment_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link of the chain from the report to what was said. `reports` are the others that have it from there too."""

    what: str
    name: str
    detail: str
    address: str | None = None
    reports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Where the log holds the reading that brought the claim in, and the root that a proof of it leads to."""

    entry: int
    kind: str
    recorded_at: str
    recorded_by: str
    size: int
    root: str
    ledger: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Referred:
    """The claim of the same report that “the report”, “it” or “this” points to."""

    id: str
    actor: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage:
    id: str
    card: ReadingCard
    context: tuple[Piece, ...]
    spans: tuple[tuple[int, int], ...]
    revision: str
    document: str
    address: str
    outlet: str
    title: str
    published: str
    captured_at: str
    matter: str | None
    story: str | None
    refers_to: Referred | None
    aliases: tuple[str, ...]
    chain: tuple[Link, ...]
    proof: Proof | None
    cite: str
    replaced: bool
    enquiries: tuple[str, ...] = ()


def build_claim(
    claim: ClaimView,
    lookup: Lookup,
    *,
    convention: str,
    proof: Proof | None,
    permalink: str,
    replaced: bool,
    enquiries: tuple[str, ...] = (),
) -> ClaimPage:
    """The page of a claim; `permalink` is its address, which a citation names; `enquiries` are those about it."""
    report = lookup.report_of(claim)
    teller = Teller(lookup)
    start, end = _paragraph(claim, report)
    proposition = lookup.propositions.get(claim.proposition or "")
    referred = next((other for other in report.claims if other.id == claim.refers_to), None)
    actor = next((actor for actor in report.actors if actor.name == claim.actor), None)
    return ClaimPage(
        id=claim.id,
        card=reading_card(claim, teller, convention=convention, whole=True),
        context=cut(report.text, start, end, marks_of([claim])),
        spans=tuple((quote.start, quote.end) for quote in claim.content),
        revision=report.revision,
        document=report.document,
        address=report.address,
        outlet=outlet_of(report),
        title=report.title,
        published=stamp_words(report.published),
        captured_at=report.captured_at,
        matter=teller.words(proposition) if proposition else None,
        story=proposition.story if proposition else None,
        refers_to=None
        if referred is None
        else Referred(id=referred.id, actor=referred.actor, words=teller.saying(referred).words),
        aliases=tuple(alias for alias in actor.aliases if alias != claim.actor) if actor else (),
        chain=tuple(_chain(claim, report, lookup)),
        proof=proof,
        cite=_cite(claim, report, teller, proof, permalink),
        replaced=replaced,
        enquiries=enquiries,
    )


def _paragraph(claim: ClaimView, report: ReportView) -> tuple[int, int]:
    """The paragraphs that the claim stands in."""
    quotes = [*claim.content, *claim.cue, *claim.source]
    start, end = min(q.start for q in quotes), max(q.end for q in quotes)
    stop = report.text.find("\n", end)
    return report.text.rfind("\n", 0, start) + 1, stop if stop >= 0 else len(report.text)


def _chain(claim: ClaimView, report: ReportView, lookup: Lookup) -> Sequence[Link]:
    said = claim.utterance
    chain = [
        Link(
            what="report",
            name=f"{outlet_of(report)}: “{report.title}”",
            detail=_text_moment(claim, report),
            address=f"/report/{report.revision}",
        )
    ]
    chain += [Link(what="via", name=name, detail="the report has it through them") for name in claim.via]
    told = [part for part in (said.channel, said.recipient and f"told {said.recipient}", said.said_words) if part]
    chain.append(
        Link(what="said by", name=claim.actor, detail=", ".join(told) or "the report tells nothing of the saying")
    )
    if claim.spokesperson:
        chain.append(Link(what="in the person of", name=claim.spokesperson, detail=said.capacity or ""))
    index = OriginIndex(lookup.document.origins)
    for origin in index.of(ClaimId(claim.id), RevisionId(claim.revision)):
        others = [r for r in origin.revisions if r != claim.revision and r in lookup.reports]
        root = "" if origin.root is None or origin.root == claim.revision else "likely first elsewhere"
        chain.append(
            Link(
                what=f"origin: {origin.kind.value}",
                name=origin.name or (outlet_of(lookup.reports[origin.root]) if origin.root in lookup.reports else ""),
                detail="; ".join(filter(None, (root, *(reason.detail for reason in origin.reasons[:2])))),
                reports=tuple(dict.fromkeys(outlet_of(lookup.reports[r]) for r in others)),
            )
        )
    return chain


def _text_moment(claim: ClaimView, report: ReportView) -> str:
    """When the text with the claim was published, and updated where it was: an update may have kept older words."""
    under = instalment_words(claim, moment_words)
    published = f"{f'under {under}, ' if under else ''}published {stamp_words(report.published)}"
    return f"{published}, updated {stamp_words(report.updated)}" if report.updated else published


def _cite(claim: ClaimView, report: ReportView, teller: Teller, proof: Proof | None, permalink: str) -> str:
    saying = teller.saying(claim)
    judged = "reviewed by a person" if claim.reviewed else "read by a machine, not reviewed"
    spans = ", ".join(f"[{quote.start}, {quote.end})" for quote in claim.content)
    words, moment = " ".join(claim.words.split()), _text_moment(claim, report)
    captured = moment_words(datetime.fromisoformat(report.captured_at))
    parts = [
        f"{saying.actor} {saying.verb}: “{words}”.",
        f"In: {outlet_of(report)}, “{report.title}”, {moment}, {report.address}.",
        f"Revision {report.revision}, characters {spans}, captured {captured}; {judged}.",
    ]
    if proof is not None:
        parts.append(f"Ledger {proof.ledger}, entry {proof.entry} of {proof.size}, root {proof.root}.")
    return " ".join([*parts, f"Counterclaim {__version__}, {permalink}"])
