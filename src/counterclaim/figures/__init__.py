"""Figures: quantities with bounds, hedge, role and what they count; and whether two of them can both hold."""

from counterclaim.figures._find import find_figures, find_figures_in
from counterclaim.figures._statements import compare_statements
from counterclaim.figures._tallies import TOLLS, tally_figures
from counterclaim.records.figure_conventions import CONVENTIONS, apply_convention, unit_words, vague_bounds
from counterclaim.records.figure_relations import FigureRelation, compare_figures

__all__ = [
    "CONVENTIONS",
    "TOLLS",
    "FigureRelation",
    "apply_convention",
    "compare_figures",
    "compare_statements",
    "find_figures",
    "find_figures_in",
    "tally_figures",
    "unit_words",
    "vague_bounds",
]
