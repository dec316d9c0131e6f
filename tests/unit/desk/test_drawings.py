"""Drawings say no more than the claims do."""

from itertools import pairwise

import pytest

from counterclaim.desk._drawings import Area, draw_charts, draw_graph, draw_map
from counterclaim.desk._drawings._boundaries import clip_ring, load_boundaries, runs_inside
from counterclaim.desk._figures import FigureGroup, FigureLine
from counterclaim.records.accounts import OriginEdge, OriginEdgeKind, OriginGraph, OriginNode, OriginNodeKind
from counterclaim.records.mentions import FigureUnit


def line(low: float | None, high: float | None, claimant: str = "Front") -> FigureLine:
    return FigureLine(
        claimant=claimant,
        range="",
        low=low,
        high=high,
        vague=False,
        words="",
        note="",
        claims=("c1",),
        outlets=("outlet.example",),
        published=None,
    )


def group(*lines: FigureLine, unit: FigureUnit = FigureUnit.KILLED) -> FigureGroup:
    return FigureGroup(matter="p1", unit=unit, counted="soldiers", lines=lines, convention="")


# Charts


def test_a_count_is_drawn_as_its_range_and_an_open_side_stays_open() -> None:
    (chart,) = draw_charts([group(line(40, None), line(None, 12), line(6, 9), line(None, None))])
    at_least, at_most, between, unknown = chart.rows
    assert at_least.open_high
    assert at_least.x2 == 1000
    assert at_most.open_low
    assert at_most.x1 == 0
    assert between.x1 is not None
    assert between.x2 is not None
    assert 0 < between.x1 < between.x2 < 1000
    assert unknown.x1 is None


def test_counts_of_one_unit_share_a_scale_and_are_never_added() -> None:
    (chart,) = draw_charts([group(line(10, 10)), group(line(20, 20, "Ministry"))])
    first, second = chart.rows
    assert first.x1 is not None
    assert second.x1 == pytest.approx(2 * first.x1)
    assert len(chart.rows) == 2


def test_a_scale_over_many_orders_is_logarithmic_and_says_so() -> None:
    (chart,) = draw_charts([group(line(3, 3), line(9000, 9000))])
    assert chart.scale == "logarithmic scale"
    assert [tick.label for tick in chart.ticks][:2] == ["1", "10"]


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0, 7.0, 60.0, 1e6, 1e12])
def test_every_count_lies_on_its_chart(value: float) -> None:
    (chart,) = draw_charts([group(line(value, value))])
    assert chart.rows[0].x1 is not None
    assert 0 <= chart.rows[0].x1 <= 1000


# Maps


def test_a_place_is_as_wide_as_it_is_known() -> None:
    """The circle has the radius of the place on the map's scale, however many claims name it."""
    drawn = draw_map([Area(name="Fada", precision="town", lat=17.19, lon=21.58, radius_km=50.0)])
    assert drawn is not None
    (circle,) = drawn.circles
    km = float(drawn.scale.label.removesuffix(" km").replace(",", ""))
    assert circle.r / drawn.scale.width == pytest.approx(50.0 / km, rel=0.02)
    assert not circle.guessed


def test_a_place_of_unknown_width_is_drawn_as_a_guess() -> None:
    drawn = draw_map([Area(name="somewhere", precision="unknown", lat=60.0, lon=17.0, radius_km=None)])
    assert drawn is not None
    assert drawn.circles[0].guessed


def test_a_country_is_an_area_and_no_circle() -> None:
    drawn = draw_map([Area(name="Chad", precision="country", lat=15.4, lon=18.7, radius_km=900, whole_country=True)])
    assert drawn is not None
    assert drawn.circles == ()
    assert [(shape.name, shape.number) for shape in drawn.land if shape.number] == [("Chad", 1)]
    assert "held" in drawn.source


def test_a_map_shows_some_boundary_and_stays_small() -> None:
    """One place in the middle of a large country still stands somewhere; what is outside the frame is not sent."""
    drawn = draw_map([Area(name="Alice", precision="town", lat=-23.7, lon=133.9, radius_km=8.0)])
    assert drawn is not None
    assert drawn.borders or drawn.coasts
    assert sum(len(shape.d) for shape in drawn.land) < 60_000


@pytest.mark.parametrize("lon", [-179.9, 179.9, 178.0])
def test_no_false_line_runs_along_the_180th_meridian(lon: float) -> None:
    drawn = draw_map([Area(name="Suva", precision="town", lat=-17.0, lon=lon, radius_km=20.0)])
    assert drawn is not None
    for _, arc in load_boundaries().coasts:
        for run in runs_inside(arc, (-180.0, -90.0, 180.0, 90.0)):
            assert not any(abs(a[0]) > 179.99 and abs(b[0]) > 179.99 for a, b in pairwise(run))


def test_nothing_is_drawn_of_no_places() -> None:
    assert draw_map([]) is None


def test_a_ring_is_cut_at_the_frame() -> None:
    square = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]
    assert set(clip_ring(square, (1.0, 1.0, 2.0, 2.0))) == {(1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 2.0)}
    assert clip_ring(square, (5.0, 5.0, 6.0, 6.0)) == []


def test_a_point_lies_in_its_country() -> None:
    world = load_boundaries()
    found = world.at(21.58, 17.19)
    assert found is not None
    assert found.name == "Chad"
    assert world.at(-30.0, 40.0) is None  # the Atlantic


# Graphs


def node(id_: str, kind: OriginNodeKind = OriginNodeKind.REPORT, component: int = 0) -> OriginNode:
    return OriginNode(id=id_, kind=kind, label=f"Outlet {id_}", component=component)


def edge(derived: str, origin: str, *, directed: bool = True) -> OriginEdge:
    return OriginEdge(derived=derived, origin=origin, kind=OriginEdgeKind.COPIES, claims=(), directed=directed)


def graph(nodes: list[OriginNode], edges: list[OriginEdge]) -> OriginGraph:
    return OriginGraph(about="s1", reports=len(nodes), origins=1, nodes=tuple(nodes), edges=tuple(edges))


def test_what_derives_stands_right_of_where_it_comes_from() -> None:
    drawn = draw_graph(graph([node("a"), node("b"), node("c")], [edge("b", "a"), edge("c", "b", directed=False)]))
    x = {n.id: n.x for n in drawn.nodes}
    assert x["a"] < x["b"] < x["c"]
    assert [e.sure for e in drawn.edges] == [True, False]


def test_no_two_nodes_lie_on_each_other() -> None:
    copies = [node(f"r{i}") for i in range(30)]
    drawn = draw_graph(graph([node("a"), *copies], [edge(copy.id, "a") for copy in copies]))
    assert len({(n.x, n.y) for n in drawn.nodes}) == 31
    assert all(0 <= n.y < drawn.height for n in drawn.nodes)


def test_copies_in_a_circle_end() -> None:
    drawn = draw_graph(graph([node("a"), node("b")], [edge("a", "b"), edge("b", "a")]))
    assert len(drawn.nodes) == 2


def test_what_shares_nothing_is_named_and_not_drawn() -> None:
    drawn = draw_graph(graph([node("a"), node("b", component=1)], []))
    assert drawn.nodes == ()
    assert drawn.alone == ("Outlet a", "Outlet b")


def test_a_graph_too_large_to_read_says_what_it_leaves_out() -> None:
    nodes = [node(f"n{i:03}") for i in range(400)]
    edges = [edge(f"n{i:03}", f"n{i - 1:03}") for i in range(400) if i % 40]
    drawn = draw_graph(graph(nodes, edges))
    assert len(drawn.nodes) + drawn.hidden == 400
    assert len(drawn.nodes) <= 120
