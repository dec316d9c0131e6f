"""Pages that came in the place of an article, and what makes a page doubtful."""

import re
from collections.abc import Sequence

from counterclaim.articles._metadata import Metadata
from counterclaim.errors import WallError
from counterclaim.lexicons.walls import DOUBT, Wall, invites_to_subscribe, said_share, wall_of
from counterclaim.records.notes import Note
from counterclaim.records.revisions import Revision

#: A text of more words is an article, whatever else its page has; of more than these, all of one.
SHORT, START = 120, 250
#: Words in a row that two texts are compared by; the share of them that makes two texts one article.
ROW, SAME = 4, 0.1
#: A text that adds hardly anything to an earlier one and has no more of it than this is but its start.
_NEW, _LEFT = 0.05, 0.7
_WORD = re.compile(r"\w+")


def refuse_wall(titles: Sequence[str], said: Sequence[str], subject: str) -> None:
    """Raises WallError where what a page says, as an article or in all, is a wall and no article."""
    wall = wall_of(titles, "\n".join(said))
    if wall is not None:
        raise wall_error(wall, subject)


def wall_error(wall: Wall, subject: str) -> WallError:
    message = f"{subject}: {wall.words} stands in the place of the article; save its page from a browser, or its text"
    return WallError(message, subject=subject)


def find_doubts(shown: Sequence[str], prose: Sequence[str], metadata: Metadata) -> list[Note]:
    """Notes on a short text that may be no article (`page.doubt`), or only the start of one (`page.stub`)."""
    n_words = sum(len(words.split()) for words in prose)
    notes: list[Note] = []
    if n_words <= START and (metadata.is_free is False or invites_to_subscribe("\n".join(shown))):
        message = (
            f"{n_words} words, and an invitation to subscribe or sign in: this may be the start of the article alone"
        )
        notes.append(Note(code="page.stub", message=message))
    if n_words <= SHORT:
        signs = []
        if not metadata.indexed:
            signs.append("it asks not to be found by search engines")
        if not (metadata.is_article or metadata.published or metadata.updated or metadata.authors):
            signs.append("it gives no date and no author")
        share, wall = said_share("\n".join(prose))
        if wall is not None and share >= DOUBT:
            signs.append(f"part of it is {wall.words}")
        if len(signs) >= 2:
            notes.append(Note(code="page.doubt", message=f"{n_words} words that may be no article: {', '.join(signs)}"))
    return notes


def stands_in(new: Revision, held: Revision) -> str | None:
    """Why a text is no later text of the report that is held, if something stands in its place; else None.

    Only a page of which its own notes say that it is doubtful is compared, and only with one of which they did not.
    """
    codes = {note.code for note in new.notes} - {note.code for note in held.notes}
    if not codes & {"page.doubt", "page.stub"}:
        return None
    now, before = _rows(new), _rows(held)
    shared = len(now & before)
    if "page.doubt" in codes and before and shared < SAME * len(before):
        why = next(note.message for note in new.notes if note.code == "page.doubt")
        return f"{why}; nothing of the text that is held stands there"
    if "page.stub" in codes and len(now - before) <= _NEW * len(now) and shared <= _LEFT * len(before):
        return "only the start of the text that is held came, with an invitation to subscribe or sign in"
    return None


def _rows(revision: Revision) -> set[tuple[str, ...]]:
    rows: set[tuple[str, ...]] = set()
    for span in revision.read_spans:
        words = _WORD.findall(span.of(revision.text).casefold())
        rows.update(tuple(words[at : at + ROW]) for at in range(len(words) - ROW + 1))
    return rows
