"""The dossier: alone in one file, without script, and whatever a page says in it stays text."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from html.parser import HTMLParser

import pytest

from counterclaim.exports import Cover, dossier_page
from counterclaim.exports._dossier import _said, build_dossier
from counterclaim.protection import Release, ReleaseRules, protect_for_release
from counterclaim.records.enquiries import Enquiry, Reply
from counterclaim.records.ids import ClaimId
from tests.factories import make_stamp
from tests.unit.exports.releases import RECORDED, analyses, make_release, make_view

NOW = datetime(2024, 7, 1, tzinfo=UTC)


class Page(HTMLParser):
    """The tags, addresses and words of a page."""

    VOID = frozenset({"meta", "br", "link", "img", "hr", "input"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)
        held = dict(attrs)
        self.links += [str(held[name]) for name in ("href", "src", "action") if held.get(name)]
        self.ids += [str(held["id"])] if held.get("id") else []
        assert not any(name.startswith("on") for name in held)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture
def page(release: Release, cover: Cover) -> Page:
    return Page(dossier_page(release, cover))


def test_it_stands_alone(page: Page) -> None:
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(page.tags)
    assert all(link.startswith("#") for link in page.links)
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert page.open == []


def test_it_shows_claims_sources_digests_and_as_of(page: Page, release: Release) -> None:
    assert "machine reading, 1 of 3 claims reviewed by a person" in page.text
    assert "2024-06-29 12:00 UTC" in page.text
    assert "ab" * 32 in page.text
    for report in release.records.reports:
        assert report.text_sha256 in page.text
        assert report.address in page.text
    for claim in release.records.claims:
        assert claim.id in page.text
    assert "Whether “We seized the bridge" in page.text
    assert "Harrow Front, via Orsk Radio, claims: “We seized the bridge at Orsk" in page.text
    assert "interior ministry denies (“denied”): “that the bridge had fallen”" in page.text
    assert "64–137" in page.text
    assert "Ada Desk rates claim" in page.text


def test_figures_stand_by_claimant(cover: Cover) -> None:
    text = Page(dossier_page(make_release(), cover)).text
    assert "Harrow Front killed at least 12 soldiers 12 open" in text


def test_markup_of_a_report_stays_text(page: Page, release: Release, cover: Cover) -> None:
    assert "Front claims bridge <b>" in page.text
    assert "b" not in page.tags
    hostile = replace(cover, not_held=("</p><script>alert(1)</script>",), version='"><img src=x>')
    shown = Page(dossier_page(release, hostile))
    assert not {"script", "img"} & set(shown.tags)
    assert "<script>alert(1)</script>" in shown.text


def test_what_is_held_back_is_counted_and_not_named(cover: Cover) -> None:
    from counterclaim.protection import protect_for_release
    from tests.unit.exports.releases import analyses, make_view

    first, second = analyses()
    claim = replace(first.claims[1], content=first.claims[0].content)
    view = make_view(replace(first, claims=(first.claims[0], claim)), second)
    report = view.reports[0]
    seized = replace(report.claims[0], words="the boy Ivo Brandt was shot", actor="Harrow Front")
    view = replace(view, reports=(replace(report, claims=(seized, report.claims[1])), *view.reports[1:]))
    release = protect_for_release(view, now=cover.made_at)
    text = Page(dossier_page(release, cover)).text
    assert "1 claim, to protect people" in text
    assert "Ivo" not in text


def test_it_tells_whom_the_desk_asked_when_and_the_answer(cover: Cover) -> None:
    claim = analyses()[0].claims[0]
    asked = Enquiry(
        asked="the <b>ministry</b>",
        question="Who holds the bridge?",
        asked_at=RECORDED,
        about_kind="claim",
        about=claim.id,
        claims=(claim.id,),
        revisions=(claim.revision_id,),
        author="Rita Desk",
    )
    reply = Reply(answer="We do.", answered_at=RECORDED, author="Rita Desk")
    whole = replace(asked, about_kind="story", about="s1", claims=(), asked="the Front")
    elsewhere = replace(asked, claims=(ClaimId("c0"),), asked="nobody here")
    held = (("q1", asked, reply), ("q2", whole, None), ("q3", elsewhere, None))
    page = dossier_page(make_release(enquiries=held), cover)
    words = " ".join(Page(page).words)
    assert "the <b>ministry</b>" in words
    assert "“Who holds the bridge?”" in words
    assert "“We do.”" in words
    assert "2024-05-20 09:00 UTC" in words
    assert "about the whole story" in words
    assert "no answer recorded in this ledger" in words
    assert "nobody here" not in words  # it is about a claim that is not in the dossier


def test_a_day_of_saying_is_told_as_a_day_where_the_report_was_written() -> None:
    """East of UTC a day begins on the day before it in UTC."""
    assert _said("2026-03-12T00:00:00+01:00", "2026-03-13T00:00:00+01:00") == "2026-03-12"
    assert _said("2026-03-12T00:00:00+01:00", "2026-03-14T00:00:00+01:00") == "2026-03-12 to 2026-03-13"
    assert _said("2026-03-12T14:00:00+01:00", "2026-03-12T15:00:00+01:00") == "2026-03-12 13:00 UTC"


def test_a_claim_of_an_updated_text_is_dated_by_the_text_that_holds_it(cover: Cover) -> None:
    """What a correction brought did not stand in the text that was published first."""
    first, second = analyses()
    updated = make_stamp(datetime(2024, 6, 3, 18, 20, tzinfo=timezone(timedelta(hours=2))))
    later = replace(first, revision=replace(first.revision, updated=updated))
    view = make_view(later, second)
    built = build_dossier(protect_for_release(view, now=NOW, rules=ReleaseRules()), cover)
    told = {one.claim.report: one.published for one in built.claims}
    assert told[first.revision.id].startswith("text of 2024-06-03 16:20 UTC (first published 20")
    assert not told[second.revision.id].startswith("text of")
    assert {one.report.id: one.updated for one in built.reports} == {
        first.revision.id: "2024-06-03 16:20 UTC",
        second.revision.id: "",
    }
