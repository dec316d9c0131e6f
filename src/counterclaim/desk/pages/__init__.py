"""The pages: one module each, whose `router` has the page and its `.json` twin."""

from counterclaim.desk.pages import records, report, stories, story, story_parts

ROUTERS = (stories.router, story_parts.router, story.router, report.router, records.router)
