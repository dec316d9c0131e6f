"""Review: what waits for a person, the pages on which things are decided on, and the log of who did what.

`_queue`, `_log`, `_claim`, `_add` and `_groups` make what the pages show; `_forms` is what they send, `_actions` what a
form of a claim says, and `_keeping` keeps it.
"""

from counterclaim.desk.pages.review import add, claim, groups, log, queue

ROUTERS = (queue.router, log.router, claim.router, add.router, groups.router)
