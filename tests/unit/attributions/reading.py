"""Reads invented sentences with the real parser and the rule tagger, and shows what was found as words."""

from typing import NamedTuple

from counterclaim.attributions import RuleTagger
from counterclaim.parsing import load_parser
from counterclaim.records.attributions import Attribution
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import words_at
from tests.factories import make_revision


class Read(NamedTuple):
    """One attribution in words; parts of a split span are joined with “ … ”."""

    source: str
    cue: str
    content: str


def revision_of(text: str) -> Revision:
    """A revision whose paragraphs (between empty lines) are all read."""
    return make_revision(text)


def tag(text: str) -> tuple[Attribution, ...]:
    """The attributions of a text whose paragraphs are set apart by empty lines."""
    revision = revision_of(text)
    return RuleTagger().tag(revision, load_parser().parse(revision))


def read(text: str) -> list[Read]:
    """The attributions of a text in words, in the tagger's order."""
    return [Read(words_at(text, a.source), words_at(text, a.cue), words_at(text, a.content)) for a in tag(text)]
