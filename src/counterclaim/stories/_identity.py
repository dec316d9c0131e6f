"""Names of stories that last: what a story is called does not depend on which reports joined it later.

Every report has an id that a story may bear: that of the story which it began. A story bears the id of its founder, the
member published first. When two stories become one, the older founder's id stays and the other still leads there, since
that founder is in it; when a story falls apart, the part with the founder keeps the id. So an address that once named a
story names, for ever, the story in which the report that began it now stands. Nothing has to be remembered for this:
ids follow from the reports alone, in any order, as of any moment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counterclaim.records.accounts import ReportLink, Story
from counterclaim.records.ids import DocumentId, RevisionId, StoryId, make_id
from counterclaim.records.revisions import Revision


def story_begun_by(document: DocumentId) -> StoryId:
    """The id of the story that this report begins, if it founds one; it leads to the report's story in any case."""
    return StoryId(make_id("s", {"founder": document}))


def name_story(members: Sequence[Revision]) -> tuple[StoryId, tuple[StoryId, ...]]:
    """The id of a story of these reports, and the other ids that lead to it, in the order of the reports' age."""
    documents = dict.fromkeys(revision.document_id for revision in sorted(members, key=_age))
    founder, *others = (story_begun_by(document) for document in documents)
    return founder, tuple(others)


def _age(revision: Revision) -> tuple[bool, datetime, DocumentId]:
    """Reports that tell when they were published go first: another capture of the same report changes nothing then."""
    stamp = revision.published
    return stamp is None, stamp.earliest if stamp else revision.captured_at, revision.document_id


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryChange:
    """What became of a story between two moments. `parts` are the stories that now hold its reports, `joined` the
    reports that are new in them, `why` one line for each part."""

    id: StoryId
    parts: tuple[StoryId, ...]
    joined: tuple[RevisionId, ...]
    why: tuple[str, ...]


def trace_stories(
    before: Sequence[Story], after: Sequence[Story], links: Sequence[ReportLink]
) -> tuple[StoryChange, ...]:
    """The stories of `before` that are not the same in `after`: grown, merged or split, and on what that rests."""
    home = {revision: story for story in after for revision in story.revisions}
    score = {frozenset((link.a, link.b)): link for link in links}
    changes = []
    for story in before:
        parts = {home[revision].id: home[revision] for revision in story.revisions if revision in home}
        joined = [r for part in parts.values() for r in part.revisions if r not in story.revisions]
        if len(parts) == 1 and not joined:
            continue
        why = []
        for part in parts.values():
            kept = [revision for revision in part.revisions if revision in story.revisions]
            left = [revision for revision in story.revisions if revision not in part.revisions]
            came = [revision for revision in part.revisions if revision not in story.revisions]
            if left:
                why.append(f"{len(kept)} of its reports stand in {part.id}: {_mean(kept, left, score)} to the others")
            if came:
                why.append(f"{len(came)} more stand in {part.id}: {_mean(kept, came, score)} to its own")
        changes.append(StoryChange(id=story.id, parts=tuple(parts), joined=tuple(joined), why=tuple(why)))
    return tuple(changes)


def _mean(
    one: Sequence[RevisionId], other: Sequence[RevisionId], links: dict[frozenset[RevisionId], ReportLink]
) -> str:
    found = [links[pair] for a in one for b in other if (pair := frozenset((a, b))) in links]
    pairs = len(one) * len(other)
    mean = sum(link.score for link in found) / pairs
    strongest = max(found, key=lambda link: (link.score, link.a, link.b), default=None)
    words = next((r.detail for r in strongest.reasons if r.name == "words"), "") if strongest else ""
    return f"mean score {mean:.2f} over {pairs} pairs" + (f" ({words})" if words else "")
