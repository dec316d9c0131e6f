"""The pages: one module each, whose `router` has the page and its `.json` twin."""

from counterclaim.desk.pages import stories, story

ROUTERS = (stories.router, story.router)
