"""How many origins stand behind claims, and the graph that shows it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from counterclaim.origins._sets import Sets
from counterclaim.records.accounts import (
    Origin,
    OriginEdge,
    OriginEdgeKind,
    OriginGraph,
    OriginKind,
    OriginNode,
    OriginNodeKind,
)
from counterclaim.records.ids import ClaimId, RevisionId

#: Claims by id, each with its report and who speaks.
Said = Mapping[ClaimId, tuple[RevisionId, str]]

DERIVED = frozenset({OriginKind.COPY, OriginKind.REWRITE})
#: Origins that are nodes of their own, and how a report hangs on them; the others tie reports to each other.
NODES = {
    OriginKind.CITED: (OriginNodeKind.CARRIER, OriginEdgeKind.CITES),
    OriginKind.OWN: (OriginNodeKind.CARRIER, OriginEdgeKind.CITES),
    OriginKind.OWN_OUTLET: (OriginNodeKind.CARRIER, OriginEdgeKind.CITES),
    OriginKind.SHARED_INTERVIEW: (OriginNodeKind.UTTERANCE, OriginEdgeKind.QUOTES),
    OriginKind.UTTERANCE: (OriginNodeKind.UTTERANCE, OriginEdgeKind.QUOTES),
    OriginKind.EXHIBIT: (OriginNodeKind.EXHIBIT, OriginEdgeKind.SHOWS),
}
EDGES = {
    OriginKind.COPY: OriginEdgeKind.COPIES,
    OriginKind.REWRITE: OriginEdgeKind.REWRITES,
    OriginKind.SHARED_BACKGROUND: OriginEdgeKind.SHARES,
}


class OriginIndex(tuple[Origin, ...]):
    """Origins, by id, that can be asked for those behind a claim."""

    behind: Mapping[ClaimId, tuple[Origin, ...]]
    texts: Mapping[RevisionId, tuple[Origin, ...]]

    def __new__(cls, origins: Iterable[Origin]) -> "OriginIndex":
        index = super().__new__(cls, sorted({o.id: o for o in origins}.values(), key=lambda origin: origin.id))
        behind: dict[ClaimId, list[Origin]] = defaultdict(list)
        texts: dict[RevisionId, list[Origin]] = defaultdict(list)
        for origin in index:
            for claim in origin.claims:
                behind[claim].append(origin)
            if origin.kind in DERIVED:
                for revision in origin.whole:
                    texts[revision].append(origin)
        index.behind = {claim: tuple(found) for claim, found in behind.items()}
        index.texts = {revision: tuple(found) for revision, found in texts.items()}
        return index

    def of(self, claim: ClaimId, revision: RevisionId) -> tuple[Origin, ...]:
        """The origins that a claim of a report derives from."""
        found = [origin for origin in self.behind.get(claim, ()) if revision in origin.revisions]
        cited = [origin for origin in found if origin.kind in (OriginKind.CITED, OriginKind.OWN)]
        if not cited or any(revision in origin.whole for origin in cited):
            held = {origin.id for origin in found}
            found += [origin for origin in self.texts.get(revision, ()) if origin.id not in held]
        return tuple(found)


def as_index(origins: Sequence[Origin]) -> OriginIndex:
    return origins if isinstance(origins, OriginIndex) else OriginIndex(origins)


def count_independent(claims: Said, origins: Sequence[Origin]) -> int:
    """How many independent origins stand behind the claims.

    Claims that share an origin of any kind are one, also through others; what one speaker says in one report is one;
    a claim without an origin is its report's. What a party's own outlet has from it adds none to another origin.
    """
    if len(claims) == 1:
        return 1
    sets, own = _joined(claims, as_index(origins))
    roots = {sets.root(_key(claim)) for claim in claims}
    others = {sets.root(_key(claim)) for claim in claims if claim not in own}
    return len(others) or min(1, len(roots))


def count_report_origins(revisions: Iterable[RevisionId], origins: Sequence[Origin]) -> int:
    """How many origins stand behind whole reports: copies, rewrites, and what retells one outlet, are one."""
    wanted = set(revisions)
    sets: Sets[RevisionId] = Sets()
    for origin in origins:
        whole = [revision for revision in origin.whole if revision in wanted]
        if origin.kind in DERIVED or origin.kind is OriginKind.CITED:
            for revision in whole[1:]:
                sets.join(whole[0], revision)
    return len({sets.root(revision) for revision in wanted})


def draw_origins(about: str, claims: Said, origins: Sequence[Origin], labels: Mapping[RevisionId, str]) -> OriginGraph:
    """The graph of the origins behind the claims of a story or a proposition. `labels` names the reports."""
    index = as_index(origins)
    sets, _ = _joined(claims, index)
    held: dict[str, tuple[Origin, dict[RevisionId, list[ClaimId]]]] = {}
    for claim, (revision, _) in claims.items():
        for origin in index.of(claim, revision):
            held.setdefault(origin.id, (origin, defaultdict(list)))[1][revision].append(claim)
    roots: dict[RevisionId, str] = {}
    for claim, (revision, _) in sorted(claims.items()):
        roots.setdefault(revision, sets.root(_key(claim)))
    reports = {revision: _node(revision, OriginNodeKind.REPORT, labels.get(revision, revision)) for revision in roots}
    nodes: dict[str, tuple[OriginNode, str]] = {r: (node, roots[RevisionId(r)]) for r, node in reports.items()}
    edges: list[OriginEdge] = []
    for _, (origin, told) in sorted(held.items()):
        if origin.kind in NODES:
            node_kind, edge_kind = NODES[origin.kind]
            label = origin.name or origin.kind.value
            nodes[origin.id] = _node(origin.id, node_kind, label), sets.root(_origin_key(origin))
            edges += [
                OriginEdge(
                    derived=revision,
                    origin=origin.id,
                    kind=edge_kind,
                    claims=tuple(sorted(found)),
                    reasons=origin.reasons,
                )
                for revision, found in sorted(told.items())
            ]
        else:
            edges += _between(origin, told)
    numbers = {root: number for number, root in enumerate(sorted({root for _, root in nodes.values()}))}
    return OriginGraph(
        about=about,
        reports=len(reports),
        origins=count_independent(claims, index),
        nodes=tuple(
            OriginNode(id=node.id, kind=node.kind, label=node.label, component=numbers[root])
            for _, (node, root) in sorted(nodes.items())
        ),
        edges=tuple(sorted(edges, key=lambda edge: (edge.derived, edge.origin, edge.kind))),
    )


def _between(origin: Origin, told: Mapping[RevisionId, Sequence[ClaimId]]) -> list[OriginEdge]:
    """The edges between reports that derive from one text: along the links found, else to the root or the first."""
    links = [link for link in origin.links if link.a in told and link.b in told]
    linked = Sets[RevisionId]()
    edges = []
    for link in links:
        first = link.earlier or (origin.root if origin.root in (link.a, link.b) else None)
        source = first or link.a
        derived = link.b if source == link.a else link.a
        edges.append(
            OriginEdge(
                derived=derived,
                origin=source,
                kind=EDGES.get(link.kind, EDGES[origin.kind]),
                claims=tuple(sorted(told[derived])),
                directed=first is not None,
                reasons=link.reasons,
            )
        )
        linked.join(link.a, link.b)
    anchor = origin.root if origin.root is not None and origin.root in told else min(told)
    for revision in sorted(told):
        if linked.root(revision) != linked.root(anchor):
            edges.append(
                OriginEdge(
                    derived=revision,
                    origin=anchor,
                    kind=EDGES[origin.kind],
                    claims=tuple(sorted(told[revision])),
                    directed=origin.root == anchor,
                    reasons=origin.reasons,
                )
            )
            linked.join(anchor, revision)
    return edges


def _joined(claims: Said, index: OriginIndex) -> tuple[Sets[str], set[ClaimId]]:
    """The claims put together with what they derive from, and those that only a party's own outlet has."""
    sets: Sets[str] = Sets()
    own: set[ClaimId] = set()
    for claim, (revision, speaker) in sorted(claims.items()):
        found = index.of(claim, revision)
        kinds = {origin.kind for origin in found}
        if OriginKind.OWN_OUTLET in kinds:
            own.add(claim)
        for origin in found:
            sets.join(_origin_key(origin), _key(claim))
        if kinds.isdisjoint((OriginKind.CITED, OriginKind.OWN)):  # what comes through an outlet is not the report's
            sets.join(f"speaker {revision} {speaker}", _key(claim))
            if not found:
                sets.join(f"report {revision}", _key(claim))
    return sets, own


def _key(claim: ClaimId) -> str:
    return f"claim {claim}"


def _origin_key(origin: Origin) -> str:
    return f"origin {origin.id}"


def _node(id_: str, kind: OriginNodeKind, label: str) -> OriginNode:
    return OriginNode(id=id_, kind=kind, label=label, component=0)
