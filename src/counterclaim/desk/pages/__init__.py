"""The pages: one module each, whose `router` has the page and its `.json` twin."""

from counterclaim.desk.pages import (
    dossier,
    feeds,
    records,
    reference,
    report,
    review,
    since,
    stories,
    story,
    story_context,
    story_parts,
    watch,
)

ROUTERS = (
    stories.router,
    story_parts.router,
    story_context.router,
    dossier.router,
    story.router,
    report.router,
    records.router,
    *review.ROUTERS,
    since.router,
    watch.router,
    feeds.router,
    reference.router,
)
