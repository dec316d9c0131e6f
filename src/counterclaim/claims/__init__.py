"""Attributions read as claims: what exactly is said, with which stance, in which form, and what it rests on."""

from counterclaim.claims._reading import read_claims

__all__ = ["read_claims"]
