"""Reports about the same contested event: judgements on pairs, and the stories that follow from them."""

from counterclaim.stories._blocking import pack_sketch, telling_terms, unpack_sketch
from counterclaim.stories._groups import group_reports
from counterclaim.stories._identity import StoryChange, name_story, story_begun_by, trace_stories
from counterclaim.stories._links import judge_sketches, link_reports
from counterclaim.stories._sketches import Sketch, sketch_report

__all__ = [
    "Sketch",
    "StoryChange",
    "group_reports",
    "judge_sketches",
    "link_reports",
    "name_story",
    "pack_sketch",
    "sketch_report",
    "story_begun_by",
    "telling_terms",
    "trace_stories",
    "unpack_sketch",
]
