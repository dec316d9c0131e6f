"""What derives from what, drawn in columns from left (where it comes from) to right (who has it from there)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.records.accounts import OriginEdge, OriginGraph, OriginNode, OriginNodeKind

ROW, COLUMN, NODE_WIDTH, NODE_HEIGHT, GAP = 40, 300, 236, 30, 18
LONGEST = 28  # characters of a label
#: Nodes that are drawn; a larger graph keeps the parts that join most reports, and counts the rest.
MOST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    id: str
    kind: OriginNodeKind
    label: str
    short: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """From an origin to what derives from it; `d` is its path. `sure` is false where nobody knows which came first."""

    d: str
    kind: str
    sure: bool
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    alone: tuple[str, ...]
    hidden: int


def draw_graph(graph: OriginGraph) -> Graph:
    """The drawing of an origin graph. Reports that share nothing with others are named in `alone`, not drawn."""
    joined = {edge.derived for edge in graph.edges} | {edge.origin for edge in graph.edges}
    tied = _tied(graph, joined)
    groups: defaultdict[str, list[OriginNode]] = defaultdict(list)
    for node in graph.nodes:
        if node.id in joined:
            groups[tied[node.id]].append(node)
    nodes: list[Node] = []
    edges: list[Edge] = []
    height, width, hidden = 0.0, 0, 0
    for group in sorted(groups.values(), key=lambda own: (-len(own), own[0].id)):
        if nodes and len(nodes) + len(group) > MOST:
            hidden += len(group)
            continue
        own = {node.id for node in group}
        between = [edge for edge in graph.edges if edge.derived in own]
        placed, drawn, tall, columns = _lay_out(group, between, height)
        nodes += placed
        edges += drawn
        height += tall + GAP
        width = max(width, columns * COLUMN)
    return Graph(
        width=max(width, COLUMN),
        height=int(max(height, ROW)),
        nodes=tuple(nodes),
        edges=tuple(edges),
        alone=tuple(sorted(node.label for node in graph.nodes if node.id not in joined)),
        hidden=hidden,
    )


def _tied(graph: OriginGraph, joined: set[str]) -> dict[str, str]:
    """For each node the first of all that edges connect it with."""
    root = {id_: id_ for id_ in joined}

    def find(id_: str) -> str:
        while root[id_] != id_:
            root[id_] = root[root[id_]]
            id_ = root[id_]
        return id_

    for edge in graph.edges:
        a, b = sorted((find(edge.derived), find(edge.origin)))
        root[b] = a
    return {id_: find(id_) for id_ in joined}


def _lay_out(
    group: Sequence[OriginNode], edges: Sequence[OriginEdge], top: float
) -> tuple[list[Node], list[Edge], float, int]:
    level = _levels(group, edges)
    columns: defaultdict[int, list[OriginNode]] = defaultdict(list)
    for node in sorted(group, key=lambda node: (node.kind.value, node.label, node.id)):
        columns[level[node.id]].append(node)
    order: dict[str, float] = {}
    for column in sorted(columns):  # near what they derive from
        if column:
            columns[column].sort(key=lambda node: (_mean(node.id, edges, order), node.label, node.id))
        order |= {node.id: float(row) for row, node in enumerate(columns[column])}
    rows = max(len(own) for own in columns.values())
    at: dict[str, tuple[float, float]] = {}
    for column, own in columns.items():
        offset = (rows - len(own)) / 2
        for row, node in enumerate(own):
            at[node.id] = (float(column * COLUMN), top + (offset + row) * ROW)
    nodes = [
        Node(
            id=node.id,
            kind=node.kind,
            label=node.label,
            short=node.label if len(node.label) <= LONGEST else node.label[: LONGEST - 1].rstrip() + "…",
            x=at[node.id][0],
            y=at[node.id][1],
        )
        for node in group
    ]
    names = {node.id: node.label for node in group}
    drawn = [_edge(edge, at, names) for edge in edges if edge.origin in at and edge.derived in at]
    return nodes, drawn, rows * ROW, max(columns) + 1


def _levels(group: Sequence[OriginNode], edges: Sequence[OriginEdge]) -> dict[str, int]:
    """How far each node stands from where it all comes from; a circle of copies ends where it began."""
    level = {node.id: 0 for node in group}
    for _ in range(min(len(group), 6)):
        changed = False
        for edge in edges:
            if edge.origin in level and level[edge.derived] < level[edge.origin] + 1 <= 4:
                level[edge.derived] = level[edge.origin] + 1
                changed = True
        if not changed:
            break
    return level


def _mean(id_: str, edges: Sequence[OriginEdge], order: dict[str, float]) -> float:
    before = [order[edge.origin] for edge in edges if edge.derived == id_ and edge.origin in order]
    return sum(before) / len(before) if before else 0.0


def _edge(edge: OriginEdge, at: dict[str, tuple[float, float]], names: dict[str, str]) -> Edge:
    (x1, y1), (x2, y2) = at[edge.origin], at[edge.derived]
    x1, y1, y2 = x1 + NODE_WIDTH, y1 + NODE_HEIGHT / 2, y2 + NODE_HEIGHT / 2
    bend = max(30.0, (x2 - x1) / 2)
    said = f"{names[edge.derived]} {edge.kind.value} {names[edge.origin]}"
    detail = "; ".join(reason.detail for reason in edge.reasons[:2] if reason.detail)
    return Edge(
        d=f"M{x1:.0f},{y1:.0f}C{x1 + bend:.0f},{y1:.0f} {x2 - bend:.0f},{y2:.0f} {x2:.0f},{y2:.0f}",
        kind=edge.kind.value,
        sure=edge.directed,
        said=f"{said}{'' if edge.directed else ' (or the reverse)'}{f': {detail}' if detail else ''}",
    )
