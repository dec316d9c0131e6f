"""Mentions of parties to the parties themselves, within a report and across reports."""

from counterclaim.actors._actors import resolve_actors
from counterclaim.actors._join import JoinedActor, join_actors
from counterclaim.actors._listed import ActorDirectory
from counterclaim.actors._lists import ActorList, ListedActor, read_actor_list

__all__ = [
    "ActorDirectory",
    "ActorList",
    "JoinedActor",
    "ListedActor",
    "join_actors",
    "read_actor_list",
    "resolve_actors",
]
