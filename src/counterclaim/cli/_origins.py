"""Where claims come from: the origin graph of a story or a proposition on a terminal."""

from collections import defaultdict

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from counterclaim.records.accounts import OriginEdge, OriginGraph, OriginNode
from counterclaim.views import many

MOST = 6  # reports and ties shown of one origin, so that an explanation stays one screen; the rest are counted


def print_origins(graph: OriginGraph, console: Console) -> None:
    """One paragraph an origin: the reports that derive from it, and how."""
    heading = f"Where it comes from: {many(graph.reports, 'report')}, {many(graph.origins, 'origin')}"
    console.print(Text(heading, style="bold underline"))
    labels = {node.id: node.label for node in graph.nodes}
    members: dict[int, list[OriginNode]] = defaultdict(list)
    ties: dict[int, list[OriginEdge]] = defaultdict(list)
    for node in graph.nodes:
        members[node.component].append(node)
    component_of = {node.id: node.component for node in graph.nodes}
    for edge in graph.edges:
        ties[component_of[edge.origin]].append(edge)
    for number, nodes in sorted(members.items()):
        lines = [_line(edge, labels) for edge in ties[number]] or [Text(f"{node.label}: its own") for node in nodes]
        for line in lines[:MOST]:
            console.print(Padding(line, (0, 0, 0, 2)))
        if len(lines) > MOST:
            console.print(f"  … and {len(lines) - MOST} more", style="dim")
    console.print()


def _line(edge: OriginEdge, labels: dict[str, str]) -> Text:
    line = Text(f"{labels[edge.derived]} {edge.kind.value} {labels[edge.origin]}")
    if not edge.directed:
        line.append(" (or the reverse: which came first is not known)", style="dim")
    detail = "; ".join(reason.detail for reason in edge.reasons[:2] if reason.detail)
    if detail:
        line.append(f"  {detail}", style="dim")
    return line
