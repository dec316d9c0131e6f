"""Reused text and shared interviews: which reports derive from one."""

from counterclaim.origins._origins import find_origins

__all__ = ["find_origins"]
