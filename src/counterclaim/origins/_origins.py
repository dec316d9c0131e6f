"""From links between reports to origins: what derives from one text, from one outlet, from one passage."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from counterclaim.origins._carriers import carrier_key, outlets_of
from counterclaim.origins._claims import carriers_by_claim, claims_at, place_of
from counterclaim.origins._links import link_origins
from counterclaim.origins._passages import Texts, shared_passages
from counterclaim.origins._prints import fingerprint_report
from counterclaim.origins._sets import Sets
from counterclaim.records.accounts import Origin, OriginKind, OriginLink, Reason
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.ids import ClaimId, OriginId, RevisionId, make_id
from counterclaim.records.spans import Span

DERIVED = frozenset({OriginKind.COPY, OriginKind.REWRITE})
#: A link that joins all that hangs on both ends: a quarter of the words (docs/decisions/0022); and how often groups
#: are joined by weaker ones.
STRONG, ROUNDS = 0.25, 2
Passages = Sequence[tuple[RevisionId, Span]]


def find_origins(analyses: Sequence[Analysis]) -> tuple[Origin, ...]:
    """The origins that show in the texts and in the outlets named, by id; the same for reports in any order.

    Each report hangs on the one that it shares most with: so fifty rewrites of one dispatch are one origin, though
    hardly two of them share words (`_hang`).
    """
    reports = {a.revision.id: a for a in sorted(analyses, key=lambda a: a.revision.id)}
    links = link_origins([fingerprint_report(analysis) for analysis in reports.values()])
    texts = Texts.of(reports)
    through = {claim: name for analysis in reports.values() for claim, name in carriers_by_claim(analysis).items()}
    of_kind = {kind: [link for link in links if link.kind is kind] for kind in OriginKind}
    derived = [link for link in links if link.kind in DERIVED]
    found = [
        *_derived(derived, reports, texts, through),
        *_cited([*derived, *of_kind[OriginKind.CITED]], reports, through),
    ]
    for kind, quoted in ((OriginKind.SHARED_INTERVIEW, True), (OriginKind.SHARED_BACKGROUND, False)):
        found += _shared(kind, of_kind[kind], reports, texts, quoted=quoted)
    return tuple(sorted(found, key=lambda origin: origin.id))


def make_origin(
    kind: OriginKind,
    revisions: Sequence[RevisionId],
    *,
    claims: Sequence[Claim] = (),
    passages: Passages = (),
    reasons: Sequence[Reason] = (),
    name: str | None = None,
    root: RevisionId | None = None,
    links: Sequence[OriginLink] = (),
) -> Origin:
    """An origin whose id follows from its kind, its name and its reports, and from where it stands in parts of them."""
    ordered = tuple(sorted(set(revisions)))
    where = sorted([revision, span.start, span.end] for revision, span in passages)
    identity: dict[str, object] = {"kind": kind.value, "revisions": list(ordered)}
    if name is not None or where:
        identity |= {"name": name, "passages": where}
    return Origin(
        id=OriginId(make_id("o", identity)),
        kind=kind,
        revisions=ordered,
        passages=tuple(sorted(passages)),
        reasons=tuple(reasons),
        claims=tuple(sorted(claim.id for claim in claims)),
        name=name,
        root=root,
        links=tuple(links),
    )


def _derived(
    links: Sequence[OriginLink],
    reports: Mapping[RevisionId, Analysis],
    texts: Texts,
    through: Mapping[ClaimId, str],
) -> Iterator[Origin]:
    """Copies and rewrites of one text; a report that holds the text as a passage belongs with that passage alone."""
    tree, sets = _hang([link for link in sorted(links, key=_rank) if link.partly is None])
    ties: dict[RevisionId, list[OriginLink]] = defaultdict(list)
    for link in tree:
        ties[sets.root(link.a)].append(link)
    holders: dict[RevisionId, dict[RevisionId, OriginLink]] = defaultdict(dict)
    for link in sorted(links, key=_rank):
        if link.partly is not None:
            short = sets.root(link.b if link.partly == link.a else link.a)
            if sets.root(link.partly) != short:
                holders[short].setdefault(link.partly, link)
    groups: dict[RevisionId, list[RevisionId]] = defaultdict(list)
    for revision in sorted({end for link in links for end in (link.a, link.b)}):
        groups[sets.root(revision)].append(revision)
    for first, group in sorted(groups.items()):
        held = holders.get(first, {})
        if len(group) + len(held) < 2:
            continue
        inside = ties[first]
        passages = [
            (holder, span)
            for holder, link in sorted(held.items())
            for span in texts.shared(holder, [link.b if link.partly == link.a else link.a])
        ]
        partners: dict[RevisionId, set[RevisionId]] = defaultdict(set)
        for link in inside:
            partners[link.a].add(link.b)
            partners[link.b].add(link.a)
        claims = [claim for holder in held for claim in claims_at(reports[holder].claims, _at(passages, holder))]
        for revision in group:
            own = [claim for claim in reports[revision].claims if claim.id in through]
            shared = claims_at(own, texts.shared(revision, partners[revision])) if own and partners[revision] else []
            claims += [claim for claim in reports[revision].claims if claim.id not in through]
            claims += shared
        copies = [link.kind is OriginKind.COPY for link in (*inside, *held.values())]
        yield make_origin(
            OriginKind.COPY if all(copies) else OriginKind.REWRITE,
            [*group, *held],
            claims=claims,
            passages=passages,
            reasons=_reasons((*inside, *held.values())),
            root=_root(group, links),
            links=(*inside, *held.values()),
        )


def _hang(links: Sequence[OriginLink]) -> tuple[list[OriginLink], Sets[RevisionId]]:
    """Reports hung on one another, and the links that do it. `links` come strongest first.

    A strong link joins whatever it ties. By a weaker one each group joins the group that it shares most with, and so
    once more: weak links in a row would make one origin of all that was written about an event.
    """
    sets: Sets[RevisionId] = Sets()
    used = []
    for link in links:
        if link.score >= STRONG and sets.root(link.a) != sets.root(link.b):
            sets.join(link.a, link.b)
            used.append(link)
    for _ in range(ROUNDS):
        best: dict[RevisionId, OriginLink] = {}
        for link in links:
            roots = sets.root(link.a), sets.root(link.b)
            if roots[0] != roots[1]:
                for root in roots:
                    best.setdefault(root, link)
        for link in sorted(best.values(), key=_rank):
            if sets.root(link.a) != sets.root(link.b):
                sets.join(link.a, link.b)
                used.append(link)
    return sorted(used, key=_rank), sets


def _cited(
    links: Sequence[OriginLink], reports: Mapping[RevisionId, Analysis], through: Mapping[ClaimId, str]
) -> Iterator[Origin]:
    """What reports have from an outlet that they name, or are from; a report told as its news belongs as a whole."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    names: dict[str, list[str]] = defaultdict(list)
    makers: dict[str, list[RevisionId]] = defaultdict(list)
    for revision, analysis in reports.items():
        for name in outlets_of(analysis):
            if (key := carrier_key(name)) and revision not in makers[key]:
                makers[key].append(revision)
                names[key].append(name)
        for claim in analysis.claims:
            if claim.id in through and (key := carrier_key(through[claim.id])):
                claims[key].append(claim)
                names[key].append(through[claim.id])
    for key, cited in sorted(claims.items()):
        citing = {claim.revision_id for claim in cited}
        made = set(makers[key])
        if len(made) > 1 and not citing <= made:
            made = set()  # which of its reports is meant is not known
        own = [c for r in sorted(made) for c in reports[r].claims if c.id not in through] if citing - made else []
        tied = [link for link in links if {link.a, link.b} <= citing | made]
        told = {end for link in tied for end in (link.a, link.b)}
        passages = [(c.revision_id, place_of(c)) for c in cited if c.revision_id not in told | made]
        name = min(names[key], key=lambda name: (len(name), name))
        yield make_origin(
            OriginKind.OWN if citing <= set(makers[key]) else OriginKind.CITED,
            sorted(citing | (made if citing - made else set())),
            claims=[*cited, *own],
            passages=passages,
            reasons=[Reason(name="carrier", weight=1.0, detail=f"{len(cited)} claims through {name}")],
            name=name,
            root=min(made) if len(made) == 1 else None,
            links=tied,
        )


def _shared(
    kind: OriginKind,
    links: Sequence[OriginLink],
    reports: Mapping[RevisionId, Analysis],
    texts: Texts,
    *,
    quoted: bool,
) -> Iterator[Origin]:
    """The quotations, or the passages of background, that stand in several reports of their own."""
    by_pair = {(link.a, link.b): link for link in links}
    for passage in shared_passages(links, texts, quoted=quoted):
        claims = [claim for revision, spans in passage.items() for claim in claims_at(reports[revision].claims, spans)]
        tied = [by_pair[a, b] for a in sorted(passage) for b in sorted(passage) if (a, b) in by_pair]
        if quoted or len({claim.revision_id for claim in claims}) > 1:
            yield make_origin(
                kind,
                sorted(passage),
                claims=claims,
                passages=[(revision, span) for revision, spans in passage.items() for span in spans],
                reasons=_reasons(tied),
                links=tied,
            )


def _rank(link: OriginLink) -> tuple[bool, float, RevisionId, RevisionId]:
    """Copies first, then by what is shared; ties by id."""
    return link.kind is not OriginKind.COPY, -link.score, link.a, link.b


def _reasons(links: Sequence[OriginLink]) -> tuple[Reason, ...]:
    """Those of the strongest link."""
    return min(links, key=_rank).reasons if links else ()


def _at(passages: Passages, revision: RevisionId) -> list[Span]:
    return [span for holder, span in passages if holder == revision]


def _root(group: Sequence[RevisionId], links: Sequence[OriginLink]) -> RevisionId | None:
    """The report that others of the group come after and that comes after none; None where more than one may be."""
    inside = set(group)
    pairs = [link for link in links if link.earlier is not None and {link.a, link.b} <= inside]
    later = {link.b if link.earlier == link.a else link.a for link in pairs}
    first = {link.earlier for link in pairs} - later
    return next(iter(first)) if len(first) == 1 and inside - later == first else None
