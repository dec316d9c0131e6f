"""Mentions of parties to the parties themselves, within a report and across reports."""

from counterclaim.actors._actors import resolve_actors
from counterclaim.actors._join import JoinedActor, join_actors

__all__ = ["JoinedActor", "join_actors", "resolve_actors"]
