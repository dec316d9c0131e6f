"""Texts, accounts and differences of a story to its timeline: what was claimed when, and what changed."""

from counterclaim.timelines._timelines import build_timeline

__all__ = ["build_timeline"]
