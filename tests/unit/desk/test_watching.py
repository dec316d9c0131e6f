"""Feeds, the sheet, watches and enquiries on the desk."""

import re
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
from fastapi.testclient import TestClient

from counterclaim.desk import make_desk
from counterclaim.disputes import build_accounts
from counterclaim.ledger import Ledger
from counterclaim.records.claims import Stance
from counterclaim.settings import Settings
from tests.watching import add, make_report

HOLDS = ("Harrow Front", "it holds the bridge at Orsk", Stance.ASSERTS, "bridge")
FELL = ("<i>Ministry</i>", "that the bridge at Orsk had fallen", Stance.DENIES, "bridge")


@pytest.fixture
def turned(tmp_path: Path) -> Iterator[TestClient]:
    """A desk over a ledger with a denial."""
    path = tmp_path / "desk.db"
    with Ledger.open(path) as ledger:
        add(ledger, make_report("wire", [HOLDS]), make_report("radio", [FELL], hours=1))
        ledger.follow(build_accounts)
    with TestClient(make_desk(Settings(ledger=path)), base_url="http://127.0.0.1") as client:
        yield client


def token(client: TestClient, path: str) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', client.get(path).text)
    assert found is not None
    return found[1]


def test_a_feed_is_served_in_both_forms_and_not_again_where_nothing_changed(turned: TestClient) -> None:
    atom = turned.get("/feeds/all.atom")
    assert atom.headers["content-type"].startswith("application/atom+xml")
    read = feedparser.parse(atom.text)
    assert not read.bozo
    assert read.feed.links[0].href == "http://127.0.0.1/feeds/all.atom"
    assert turned.get(read.entries[0].links[0].href).status_code == 200
    assert turned.get("/feeds/all.json").json()["version"] == "https://jsonfeed.org/version/1.1"
    again = turned.get("/feeds/all.atom", headers={"If-None-Match": atom.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    (item,) = turned.get("/feeds/all.json").json()["items"]
    story = item["_counterclaim"]["story"]
    assert len(feedparser.parse(turned.get(f"/feeds/story/{story}.atom").text).entries) == 1
    assert len(feedparser.parse(turned.get("/feeds/actor.atom?name=harrow front").text).entries) == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [("/feeds/story/s0000.atom", 404), ("/feeds/watch/w0000.json", 404), ("/feeds/all.rss", 422), ("/watch/w000", 404)],
)
def test_what_is_not_there_is_said(turned: TestClient, path: str, status: int) -> None:
    assert turned.get(path).status_code == status


def test_the_sheet_is_a_page_with_a_twin_and_words_stay_words(turned: TestClient) -> None:
    page, twin = turned.get("/since"), turned.get("/since.json")
    assert "<i>Ministry" not in page.text
    assert "&lt;i&gt;Ministry" in page.text
    parts = {part["name"]: part["turns"] for part in twin.json()["parts"]}
    assert len(parts["denials"]) == 1
    assert turned.get("/since?since=never").status_code == 422
    assert not any(part["turns"] for part in turned.get("/since.json?since=2100-01-01T00:00Z").json()["parts"])


def test_a_watch_is_kept_found_by_and_ended(turned: TestClient) -> None:
    form = {"name": "bridge", "words": "bridge", "kind": "claim denied", "form_token": token(turned, "/watch")}
    made = turned.post("/watch", data=form)
    assert made.status_code == 200
    assert "denies" in made.text
    (kept,) = turned.get("/watch.json").json()["watches"]
    assert kept["search"] == "“bridge”, claim denied"
    assert len(turned.get(f"/watch/{kept['id']}.json").json()["turns"]) == 1
    assert len(feedparser.parse(turned.get(kept["feed"] + ".atom").text).entries) == 1
    turned.post(f"/watch/{kept['id']}/remove", data={"form_token": token(turned, "/watch")})
    assert turned.get("/watch.json").json()["watches"] == []
    assert turned.post("/watch", data={**form, "form_token": "x"}).status_code == 403
    for wrong in ({"webhook": "javascript:alert(1)"}, {"mail": "a b"}, {"status": "true"}, {"name": " "}):
        refused = turned.post("/watch", data={**form, "form_token": token(turned, "/watch"), **wrong})
        assert refused.status_code == 422, wrong


def test_an_enquiry_is_recorded_and_answered(turned: TestClient) -> None:
    (part,) = [p for p in turned.get("/since.json").json()["parts"] if p["name"] == "denials"]
    claim = part["turns"][0]["turn"]["claims"][0]
    form = {"about": claim, "whom": "Ministry", "question": "Is it so?", "form_token": token(turned, "/since")}
    assert "no answer recorded in this ledger" in turned.post("/enquiries", data=form).text
    (asked,) = turned.get("/since.json").json()["enquiries"]
    page = turned.get(asked["about"]).text
    assert "asked Ministry on" in page.replace("<bdi>", "")
    matter = part["turns"][0]["turn"]["proposition"]
    assert turned.get(f"/matter/{matter}.json").json()["enquiries"]
    answer = {"answer": "No comment.", "form_token": token(turned, "/since")}
    there = turned.post(f"/enquiries/{asked['id']}/answer", data={**answer, "next": "//evil.example/"})
    assert there.url.host == "127.0.0.1"
    assert turned.get("/since.json").json()["enquiries"][0]["is_open"] is False
    assert turned.post(f"/enquiries/{asked['id']}/answer", data=answer).status_code == 422
    assert turned.post("/enquiries", data={**form, "about": "c0000000"}).status_code == 422
