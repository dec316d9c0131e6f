"""The page on which a person adds a claim that no machine read, as a record: the text, with what was read in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.deciding import ROLES
from counterclaim.desk.pages._marks import Mark
from counterclaim.desk.pages.review._claim import TextBlock, blocks_of
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Form, Kind, Stance
from counterclaim.records.mentions import ARTICLE, UNNAMED


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPage:
    """A report whose words can become a claim. `parties` are those that it names; `read` counts its claims, whose words
    are marked in `blocks`. `fault` and `draft` are what could not be kept, and why; `instead` is the claim that is
    there already."""

    report: str
    outlet: str
    title: str
    language: str
    blocks: tuple[TextBlock, ...]
    read: int
    roles: tuple[str, ...]
    stances: tuple[Stance, ...]
    forms: tuple[Form, ...]
    kinds: tuple[Kind, ...]
    parties: tuple[str, ...]
    narrator: str
    unnamed: str
    seen: int
    fault: str | None = None
    instead: str | None = None
    draft: tuple[tuple[str, str], ...] = ()


def build_add(
    analysis: Analysis,
    *,
    seen: int,
    fault: str | None = None,
    about: str | None = None,
    draft: Sequence[tuple[str, str]] = (),
) -> AddPage:
    """The page for one text of a report."""
    revision = analysis.revision
    marks = [
        Mark(start=span.start, end=span.end, role="content", claim=claim.id)
        for claim in analysis.claims
        for span in claim.content
    ]
    named = {claim.actor.name for claim in analysis.claims} | {actor.name for actor in analysis.actors}
    return AddPage(
        report=revision.id,
        outlet=revision.outlet or revision.address.rsplit("/", 1)[-1] or revision.title,
        title=revision.title,
        language=revision.language,
        blocks=tuple(blocks_of(revision, marks)),
        read=len(analysis.claims),
        roles=ROLES,
        stances=tuple(Stance),
        forms=tuple(Form),
        kinds=tuple(Kind),
        parties=tuple(sorted(named - {ARTICLE, UNNAMED}, key=str.casefold)),
        narrator=ARTICLE,
        unnamed=UNNAMED,
        seen=seen,
        fault=fault,
        instead=next((claim.id for claim in analysis.claims if claim.id == about), None),
        draft=tuple(draft),
    )
