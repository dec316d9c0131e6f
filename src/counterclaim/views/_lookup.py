"""The parts of a document by id, and flat rows of them for lists and spreadsheets."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from counterclaim.errors import LedgerError, UnknownIdError
from counterclaim.figures import unit_words, vague_bounds
from counterclaim.origins import count_report_origins
from counterclaim.presentation import ClaimView, DisputeView, DocumentView, PropositionView, ReportView, StoryView
from counterclaim.records.accounts import Accounts, Origin, OriginKind
from counterclaim.records.ids import Json, RevisionId
from counterclaim.records.mentions import Figure
from counterclaim.records.revisions import Revision
from counterclaim.records.tallies import Count

#: Origins that make whole reports one.
OF_REPORTS = frozenset({OriginKind.COPY, OriginKind.REWRITE, OriginKind.CITED})


class Lookup:
    """The parts of a document by id."""

    def __init__(self, document: DocumentView) -> None:
        self.document = document
        self.reports: dict[str, ReportView] = {r.revision: r for r in document.reports}
        self.claims: dict[str, ClaimView] = {c.id: c for r in document.reports for c in r.claims}
        self.propositions: dict[str, PropositionView] = {p.id: p for p in document.propositions}
        self.stories: dict[str, StoryView] = {s.id: s for s in document.stories}
        self.disputes: dict[str, DisputeView] = {d.id: d for d in document.disputes}
        self.origins_of: dict[str, list[int]] = {}  # the numbers of `shared` that each report derives from as a whole
        self.shared = [o for o in document.origins if o.kind in OF_REPORTS and len(o.whole) > 1]
        for number, origin in enumerate(self.shared, start=1):
            for revision in origin.whole:
                self.origins_of.setdefault(revision, []).append(number)

    def report_of(self, claim: ClaimView) -> ReportView:
        return self.reports[claim.revision]

    def find(self, prefix: str) -> tuple[str, str]:
        """The kind (story, report, proposition, dispute, claim) and the whole id of what starts with `prefix`.

        Raises:
            LedgerError: nothing shown has such an id, or several things have.
        """
        tables: dict[str, Iterable[str]] = {
            "story": self.stories,
            "report": self.reports,
            "proposition": self.propositions,
            "dispute": self.disputes,
            "claim": self.claims,
        }
        hits = [(kind, id_) for kind, table in tables.items() for id_ in table if id_.startswith(prefix)]
        exact = [hit for hit in hits if hit[1] == prefix]
        if not hits:
            raise UnknownIdError(prefix)
        if len(hits) > 1 and not exact:
            named = ", ".join(f"{kind} {id_[:12]}" for kind, id_ in hits[:5])
            raise LedgerError(f"{prefix!r} names several things ({named}): give more of the id")
        return (exact or hits)[0]

    def record(self, kind: str, id_: str) -> StoryView | ReportView | PropositionView | DisputeView | ClaimView:
        """What `find` named."""
        tables: dict[str, Mapping[str, StoryView | ReportView | PropositionView | DisputeView | ClaimView]] = {
            "story": self.stories,
            "report": self.reports,
            "proposition": self.propositions,
            "dispute": self.disputes,
            "claim": self.claims,
        }
        return tables[kind][id_]

    def n_origins(self, revisions: Iterable[str]) -> int:
        """How many origins stand behind some reports: those that share one count once."""
        return count_report_origins([RevisionId(r) for r in revisions if r in self.reports], self.document.origins)

    def claim_row(self, claim: ClaimView, convention: str) -> dict[str, Json]:
        """One claim as a flat row for a spreadsheet."""
        report = self.report_of(claim)
        stamp = report.updated or report.published
        return {
            "id": claim.id,
            "actor": claim.actor,
            "via": " > ".join(claim.via),
            "stance": claim.stance.value,
            "form": claim.form.value,
            "kind": claim.kind.value,
            "hedged": claim.hedged,
            "words": claim.words,
            "cue": " … ".join(q.words for q in claim.cue),
            "source": " … ".join(q.words for q in claim.source),
            "figures": "; ".join(f"{bounds(f, convention)} {unit_words(f)}" for f in claim.figures),
            "places": "; ".join(dict.fromkeys(p.span.of(report.text) for p in claim.places)),
            "event_time": claim.event_time.value if claim.event_time else "",
            "event": claim.event.event.value if claim.event else "",
            "mode": (claim.event.mode or "") if claim.event else "",
            "sub_type": (claim.event.sub_type or "") if claim.event else "",
            "said": claim.utterance.said_first or "",
            "reviewed": claim.reviewed,
            "proposition": claim.proposition or "",
            "revision": claim.revision,
            "start": claim.content[0].start,
            "end": claim.content[-1].end,
            "outlet": report.outlet or "",
            "published": stamp.earliest.isoformat() if stamp else "",
            "address": report.address,
        }

    def dispute_row(self, dispute: DisputeView) -> dict[str, Json]:
        """One dispute as a flat row; sides are the actors of each."""
        return {
            "id": dispute.id,
            "kind": dispute.kind.value,
            "story": dispute.story,
            "whether": dispute.a_words,
            "or": dispute.b_words or "",
            "for": "; ".join(self.actors_of(dispute.sides_for)),
            "against": "; ".join(self.actors_of(dispute.sides_against)),
            "score": round(dispute.score, 3),
        }

    def actors_of(self, claims: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(self.claims[c].actor for c in claims))


def story_rows(accounts: Accounts, revisions: Iterable[Revision]) -> list[dict[str, Json]]:
    """One row a story, the newest report first. `revisions` are the texts that the accounts are made from."""
    stamp_of = {revision.id: revision.updated or revision.published for revision in revisions}
    disputes = Counter(dispute.story_id for dispute in accounts.disputes)
    propositions = Counter(proposition.story_id for proposition in accounts.propositions)
    story_of = {revision: story.id for story in accounts.stories for revision in story.revisions}
    origins_of: dict[str, list[Origin]] = defaultdict(list)
    for origin in accounts.origins:
        for story_id in {story_of[revision] for revision in origin.whole if revision in story_of}:
            origins_of[story_id].append(origin)
    rows: list[dict[str, Json]] = []
    for story in accounts.stories:
        moments = sorted(stamp.earliest for r in story.revisions if (stamp := stamp_of.get(r)))
        rows.append(
            {
                "id": story.id,
                "title": story.title,
                "reports": len(story.revisions),
                "origins": count_report_origins(story.revisions, origins_of[story.id]),
                "disputes": disputes[story.id],
                "propositions": propositions[story.id],
                "first": moments[0].isoformat() if moments else None,
                "last": moments[-1].isoformat() if moments else None,
            }
        )
    return sorted(rows, key=lambda row: (str(row["last"] or ""), str(row["id"])), reverse=True)


def bounds(figure: Figure | Count, convention: str) -> str:
    """The bounds of a figure as a range: `350 or more`, `up to 40`, `20–30`, `12`."""
    low, high = vague_bounds(figure.convention, convention) or (figure.low, figure.high)
    mark = f" ({convention} for “{figure.convention}”)" if figure.convention and (low, high) != (None, None) else ""
    if low is None and high is None:
        return figure.words
    if low is None:
        return f"up to {number(high)}{mark}"
    if high is None:
        return f"{number(low)} or more{mark}"
    return f"{number(low)}{mark}" if low == high else f"{number(low)}–{number(high)}{mark}"


def number(value: float | None) -> str:
    """A number as people write it: “12”, “1,500”, “3.5”; nothing for None."""
    return "" if value is None else f"{value:,.0f}" if value == int(value) else f"{value:,g}"
