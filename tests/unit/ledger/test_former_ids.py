"""Addresses of stories last: an id that a story has given up still finds it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger
from counterclaim.records.accounts import Accounts, Judgements
from counterclaim.records.analyses import Analysis
from counterclaim.records.ids import StoryId, make_id
from tests.factories import make_analysis, make_capture, make_revision
from tests.ledgers import project_simply

FORMER = StoryId(make_id("s", "what another report began"))


def project(analyses: Sequence[Analysis], judgements: Judgements) -> Accounts:
    accounts = project_simply(analyses, judgements)
    return replace(accounts, stories=tuple(replace(story, formerly=(FORMER,)) for story in accounts.stories))


def test_a_former_id_finds_the_story(ledger: Ledger) -> None:
    """The former id, or the start of it, leads to the story; an id that nothing had leads nowhere."""
    revision = make_revision()
    ledger.add(make_capture(), make_analysis(revision))
    (story,) = ledger.refresh(project).stories
    assert ledger.find(FORMER).record == story
    assert ledger.find(FORMER[:12]).id == story.id
    with pytest.raises(LedgerError, match="nothing has an id"):
        ledger.find("s" + "0" * 32)
