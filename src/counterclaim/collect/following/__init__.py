"""Following feeds, sitemaps and pages: what is due is fetched politely, kept, and visited again.

frontier = Frontier.open(Path("war.collect"))
hosts = Hosts(plan.delay_s)
visitor = Visitor(client, Robots(client), hosts)
Collector(plan, frontier, visitor, hosts, keep, canonical=canonical_address).run()
"""

from counterclaim.collect.following._collector import Collector, Done, Kept
from counterclaim.collect.following._frontier import Frontier
from counterclaim.collect.following._hosts import Hosts
from counterclaim.collect.following._logs import json_lines
from counterclaim.collect.following._metrics import Metrics
from counterclaim.collect.following._plan import Plan, Source, make_plan, read_plan
from counterclaim.collect.following._removed import forgetting
from counterclaim.collect.following._robots import Robots
from counterclaim.collect.following._visits import Visitor

__all__ = [
    "Collector",
    "Done",
    "Frontier",
    "Hosts",
    "Kept",
    "Metrics",
    "Plan",
    "Robots",
    "Source",
    "Visitor",
    "forgetting",
    "json_lines",
    "make_plan",
    "read_plan",
]
