"""Drawings as plain records, computed on the server: a template turns them into SVG, without style of their own.

Nothing here counts copies: a drawing is the same whether one report or fifty tell the same.
"""

from counterclaim.desk._drawings._charts import Chart, draw_charts
from counterclaim.desk._drawings._graphs import Graph, draw_graph
from counterclaim.desk._drawings._maps import Area, Map, draw_map

__all__ = ["Area", "Chart", "Graph", "Map", "draw_charts", "draw_graph", "draw_map"]
