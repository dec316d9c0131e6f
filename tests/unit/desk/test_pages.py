"""What the pages show of a contested story, and what they must never show."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from counterclaim.deciding import Bench
from counterclaim.desk import make_desk
from counterclaim.desk.pages import dossier, records, report, stories, story, story_context, story_parts
from counterclaim.disputes import build_accounts
from counterclaim.ledger import Ledger
from counterclaim.records.context import ContextBatch, ContextRecord, ContextSource
from counterclaim.settings import Settings
from tests.factories import PUBLISHED, make_analysis, make_capture, make_claim, make_revision
from tests.unit.desk.disputed import FIRST, disputed_ledger

Desk = Callable[..., TestClient]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Opens desks over ledgers with one contested story."""
    with ExitStack() as stack:

        def open_(**options: Any) -> TestClient:
            path = disputed_ledger(tmp_path / f"{len(list(tmp_path.iterdir()))}.db", **options)
            app = make_desk(Settings(ledger=path))
            return stack.enter_context(TestClient(app, base_url="http://127.0.0.1", follow_redirects=False))

        yield open_


def story_of(client: TestClient, query: str = "") -> Any:
    (row,) = client.get("/stories.json").json()["contested"]
    return client.get(f"/story/{row['id']}.json{query}").json()


def paths(client: TestClient) -> list[str]:
    """A page of each kind."""
    story = story_of(client)
    card = story["disputes"][0]
    found = ["/stories", f"/story/{story['id']}", f"/dispute/{card['id']}", f"/matter/{card['matters'][0]['id']}"]
    found += [
        f"/story/{story['id']}/{p}"
        for p in ("figures", "map", "timeline", "origins", "matters", "changes", "context", "dossier")
    ]
    found += [f"/report/{line['id']}{p}" for line in story["report_lines"] for p in ("", "/changes")]
    found += [f"/claim/{story['head']['sides'][0]['sayings'][0]['id']}", "/actor/Harrow%20Front"]
    return found


def test_each_page_has_a_twin(desk: Desk) -> None:
    """The record that a page shows, at the same address with `.json` behind it."""
    client = desk()
    for path in paths(client):
        page, twin = client.get(path), client.get(f"{path}.json")
        assert page.status_code == twin.status_code == 200, path
        assert twin.headers["content-type"] == "application/json"
        assert f'href="{path}.json"' in page.text
        assert isinstance(twin.json(), dict)


def test_no_link_is_dead(desk: Desk) -> None:
    """Every link of every page leads to a page; one within the page, to a place on it."""
    client = desk()
    for path in paths(client):
        text = client.get(path).text
        for link in {unescape(found) for found in re.findall(r'<a [^>]*?href="([^"]*)"', text)}:
            if link.startswith("#"):
                assert f'id="{link[1:]}"' in text, (path, link)
            elif link.startswith("/"):
                assert client.get(link).status_code < 400, (path, link)


def test_no_title_carries_a_contested_matter_without_whether(desk: Desk) -> None:
    client = desk()
    contested = {m["words"] for card in story_of(client)["disputes"] for m in card["matters"]}
    assert contested
    for path in paths(client):
        if path.startswith("/claim/"):
            continue  # headed by who says it, below
        page = client.get(path).text
        for title in re.findall(r"<(?:title|h[1-4])[^>]*>(.*?)</(?:title|h[1-4])>", page, re.S):
            text = re.sub(r"<[^>]+>", "", title)
            if any(words in text for words in contested):
                assert re.search(r"\bWhether\b", text), (path, text)


def test_a_claim_is_headed_by_who_says_it(desk: Desk) -> None:
    client = desk()
    saying = story_of(client)["head"]["sides"][0]["sayings"][0]
    page = client.get(f"/claim/{saying['id']}").text
    heading = re.sub(r"<[^>]+>", "", re.findall(r"<h1.*?</h1>", page, re.S)[0])
    assert heading.split("“")[0].split() == [*saying["actor"].split(), saying["verb"]]


def test_the_head_has_both_sides_and_what_nobody_answered(desk: Desk) -> None:
    head = story_of(desk())["head"]
    claimed, denied = head["sides"]
    assert {s["actor"] for s in claimed["sayings"]} == {"Harrow Front"}
    assert [(s["actor"], s["words"]) for s in denied["sayings"]] == [
        ("interior ministry", "that the bridge had fallen")
    ]
    assert [one["saying"]["words"] for one in head["unanswered"]] == ["killed at least 12 soldiers"]


def test_words_of_an_updated_text_are_not_told_as_published_then(desk: Desk) -> None:
    """An update keeps most of what stood there before: its moment is the text's, not the first one of the words."""
    client = desk()
    story = story_of(client)
    line = next(line for line in story["report_lines"] if line["updated"])
    report = client.get(f"/report/{line['id']}.json").json()
    claim = report["readings"][0]["saying"]
    assert (claim["published"], claim["updated"]) == (line["published"], line["updated"])
    page = client.get(f"/claim/{claim['id']}").text
    assert "published in" not in page
    assert re.search(rf'</a>, updated <time datetime="{re.escape(line["updated"])}"', page)


def test_silence_is_never_shown_as_denial(desk: Desk) -> None:
    client = desk()
    story = story_of(client)
    page = client.get(f"/story/{story['id']}/matters").text
    assert "No denial recorded in this ledger. Silence is no denial." in page or 'class="lines"' in page
    assert "Silence is no denial." in client.get(f"/story/{story['id']}").text


def test_counts_of_two_claimants_stand_apart(desk: Desk) -> None:
    """12 or more by one, 3 by the other: two lines, no sum, no mean, best estimate open."""
    client = desk()
    story = story_of(client, "?as_of=2024-05-03T06:00Z")
    figures = client.get(f"/story/{story['id']}/figures.json?as_of=2024-05-03T06:00Z").json()["figures"]
    lines = {(line["claimant"], line["range"]) for group in figures for line in group["lines"]}
    assert lines == {("Harrow Front", "12 or more"), ("interior ministry", "3")}
    page = client.get(f"/story/{story['id']}/figures?as_of=2024-05-03T06:00Z").text
    assert not re.search(r"\b15\b", re.sub(r"<svg.*?</svg>|<thead.*?</thead>|<[^>]*>", " ", page, flags=re.S))


def test_copies_change_nothing(desk: Desk) -> None:
    """Twenty copies of a dispatch: as many reports more, and the same origins, words, order, figures and drawing."""
    alone, copied = desk(), desk(copies=20)
    one, many = story_of(alone), story_of(copied)
    assert many["reports"] == one["reports"] + 20
    assert many["origins"] == one["origins"]

    def told(story: Any) -> Any:
        sides = [[(s["actor"], s["words"]) for s in side["sayings"]] for side in story["head"]["sides"]]
        matters = [m for card in story["disputes"] for m in card["matters"]]
        parties = [[p["actor"] for p in (*m["for_"], *m["against"])] for m in matters]
        figures = [(f["claimant"], f["range"]) for f in story["figures"]]
        return sides, [m["words"] for m in matters], [m["origins"] for m in matters], parties, figures

    assert told(many) == told(one)
    charts = [
        re.findall(r"<svg viewBox.*?</svg>", client.get(f"/story/{story['id']}/figures").text, re.S)
        for client, story in ((alone, one), (copied, many))
    ]
    assert charts[0] == charts[1]
    circles = [
        re.findall(r"<circle[^>]*>", client.get(f"/story/{story['id']}/map").text)
        for client, story in ((alone, one), (copied, many))
    ]
    assert circles[0] == circles[1]


def test_a_crime_that_is_alleged_stands_beside_an_answer(tmp_path: Path) -> None:
    revision = make_revision("Words\n\nThe Harrow Front said the ministry murdered three farmers at Orsk.")
    claim = make_claim(revision, "the ministry murdered three farmers at Orsk", cue="said")
    path = tmp_path / "crime.db"
    with Ledger.open(path) as ledger:
        ledger.add(make_capture(revision.text), make_analysis(revision, (claim,)))
        ledger.follow(build_accounts)
    with TestClient(make_desk(Settings(ledger=path)), base_url="http://127.0.0.1") as client:
        (row,) = client.get("/stories.json").json()["others"]
        page = client.get(f"/story/{row['id']}").text
    assert "no answer recorded in this ledger" in page


def test_as_of_a_moment_only_what_was_out_is_there(desk: Desk) -> None:
    client = desk()
    now = story_of(client)
    first = now["steps"][0]["at"].replace("+", "%2B")
    then = story_of(client, f"?as_of={first}")
    assert (now["reports"], then["reports"]) == (2, 1)
    assert [step["shown"] for step in then["steps"]] == [True, False, False]
    page = client.get(f"/story/{now['id']}?as_of={first}").text
    assert "What was being claimed" in page
    assert re.search(r'href="/claim/c[0-9a-f]+\?as_of=', page)  # links stay in that moment


def test_before_anything_was_out_the_page_says_so(desk: Desk) -> None:
    client = desk()
    answer = client.get(f"/story/{story_of(client)['id']}?as_of=2020-01-01")
    assert answer.status_code == 404
    assert "nothing that is held of it was published by then" in answer.text


def test_the_start_of_an_id_and_the_wrong_kind_of_page_lead_on(desk: Desk) -> None:
    client = desk()
    story = story_of(client)
    claim = story["head"]["sides"][0]["sayings"][0]["id"]
    assert client.get(f"/story/{story['id'][:9]}").status_code == 200
    wrong = client.get(f"/story/{claim}")
    assert (wrong.status_code, wrong.headers["location"]) == (307, f"/claim/{claim}")
    assert client.get(f"/story/{claim}.json").status_code == 404
    assert client.get("/claim/c00000000").status_code == 404


def test_a_later_text_is_compared_claim_by_claim(desk: Desk) -> None:
    """What is gone is called removed without notice: its claimant took nothing back."""
    client = desk()
    line = next(line for line in story_of(client)["report_lines"] if line["earlier"])
    page = client.get(f"/report/{line['id']}/changes").text
    assert "removed without notice" in page
    assert "3 soldiers were killed near Orsk" in page
    earlier = client.get(f"/report/{line['earlier'][0]}").text
    assert "An earlier text." in earlier


def test_the_original_is_shown_as_text_that_nothing_runs(desk: Desk) -> None:
    client = desk()
    line = story_of(client)["report_lines"][0]
    answer = client.get(f"/report/{line['id']}/original")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer.text.startswith("Ministry denies loss of bridge")


def test_a_claim_is_proven_and_can_be_cited(desk: Desk) -> None:
    client = desk()
    saying = story_of(client)["head"]["sides"][0]["sayings"][0]
    claim = client.get(f"/claim/{saying['id']}.json").json()
    assert claim["proof"]["size"] >= claim["proof"]["entry"] > 0
    assert len(claim["proof"]["root"]) == 64
    for part in (claim["revision"], saying["actor"], claim["proof"]["root"], "read by a machine, not reviewed"):
        assert part in claim["cite"]
    assert claim["cite"].endswith(f"http://127.0.0.1/claim/{saying['id']}")


def test_an_actor_page_parts_what_it_claimed_and_denied(desk: Desk) -> None:
    client = desk()
    ministry = client.get("/actor/interior%20ministry.json").json()
    assert [(group["name"], group["total"]) for group in ministry["groups"]] == [("denied", 2)]
    assert client.get("/actor/Interior%20Ministry").status_code == 200
    assert client.get("/actor/nobody%20at%20all").status_code == 404


def test_an_address_by_a_claim_leads_to_its_speaker_under_every_name(tmp_path: Path) -> None:
    """Two names that a person put together are one page, and the address of before leads there."""
    path = disputed_ledger(tmp_path / "desk.db")
    app = make_desk(Settings(ledger=path))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        ministry = client.get("/actor/interior%20ministry.json").json()
        front = client.get("/actor/Harrow%20Front.json").json()
        assert client.get(f"{front['lasting']}.json").json() == front
        with Ledger.open(path) as ledger:
            claims = [front["lasting"].rpartition("/")[2], ministry["lasting"].rpartition("/")[2]]
            Bench(ledger, "Rita Desk", "one and the same, for this test").join_actors(claims, join=True)
            ledger.follow(build_accounts)
        one = client.get(f"{ministry['lasting']}.json").json()
        assert one == client.get(f"{front['lasting']}.json").json()
        assert one["claims"] > front["claims"]
        assert {one["name"], *(alias["name"] for alias in one["aliases"])} >= {"interior ministry", "Harrow Front"}
        assert [merge["joined"] for merge in one["merges"]] == [True]


def test_a_long_timeline_comes_a_page_at_a_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last page first, each with the days that it holds; together they hold every text once."""
    monkeypatch.setattr(story_parts, "TEXTS", 2)
    client = desk()
    path = f"/story/{story_of(client)['id']}/timeline"
    last = client.get(f"{path}.json").json()
    pages = [client.get(f"{path}.json?page={one['number']}").json() for one in last["stretches"]]
    assert len(pages) > 1
    assert pages[-1] == last
    assert f'{path}?page=1"' in client.get(path).text
    texts = [entry["text"]["revision_id"] for page in pages for line in page["timelines"] for entry in line["entries"]]
    assert len(texts) == len(set(texts)) == sum(one["texts"] for one in last["stretches"])


def test_event_data_of_others_stand_beside_a_story_and_apart(tmp_path: Path) -> None:
    """Named by source, beside the rows that people made; no number of theirs is among the story's figures."""
    path = disputed_ledger(tmp_path / "desk.db")
    row = ContextRecord(
        source=ContextSource.ACLED,
        id="XYZ1",
        what="Battles",
        first=PUBLISHED.date(),
        last=PUBLISHED.date(),
        place="Orsk",
        lat=51.2,
        lon=58.6,
        deaths=(("fatalities", "77"),),
        notes="<script>window.broken=1</script>",
    )
    batch = ContextBatch(source=ContextSource.ACLED, file="a.csv", sha256="0" * 64, author="Rita", records=(row,))
    app = make_desk(Settings(ledger=path))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        before = story_of(client)
        assert before["event_data"] is False
        with Ledger.open(path) as ledger:
            ledger.add_context(batch)
        after = story_of(client)
        assert after == before | {"event_data": True}
        shown = client.get(f"/story/{after['id']}/context.json").json()
        assert [(group["source"], group["total"]) for group in shown["others"]] == [("ACLED", 1)]
        assert shown["candidates"] == []
        page = client.get(f"/story/{after['id']}/context").text
        assert "fatalities" in page
        assert "<script>window" not in page


def test_what_has_both_sides_is_never_called_undisputed(desk: Desk) -> None:
    """A matter that one party asserts and another denies has a group of its own where no dispute was raised."""
    client = desk()
    path = f"/story/{story_of(client)['id']}"
    groups = [*story_of(client)["groups"], *client.get(f"{path}/matters.json").json()["groups"]]
    for group in groups:
        for matter in group["matters"]:
            if matter["for_"] and matter["against"]:
                assert "not disputed" not in group["title"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 1),
        ("q=bridge", 1),
        ("q=volcano", 0),
        ("actor=harrow", 1),
        ("actor=harrow%20ministry", 0),
        ("place=orsk", 1),
        ("place=orenburg", 1),
        ("place=kazan", 0),
        ("status=contested", 1),
        ("status=conceded", 0),
        ("event=assault", 0),
        ("since=2024-05-03", 1),
        ("since=2024-06-01", 0),
        ("until=2024-05-02", 0),
        ("until=2024-05-03&q=bridge&actor=front", 1),
    ],
)
def test_what_narrows_the_stories_down_stands_in_the_address(query: str, found: int, desk: Desk) -> None:
    client = desk()
    assert client.get(f"/stories.json?{query}").json()["total"] == found
    assert client.get(f"/stories?{query}").status_code == 200


@pytest.mark.parametrize("query", ["status=true", "event=war", "since=yesterday", "until=9", "page=0", "as_of=soon"])
def test_what_cannot_be_asked_is_refused(query: str, desk: Desk) -> None:
    assert desk().get(f"/stories?{query}").status_code == 422


def test_a_search_shows_the_claims_with_their_claimants(desk: Desk) -> None:
    claims = desk().get("/stories.json?q=fallen").json()["claims"]
    assert {(claim["actor"], claim["stance"]) for claim in claims} == {("interior ministry", "denies")}


def test_the_map_shows_no_young_position_more_precisely_than_it_may_leave(tmp_path: Path) -> None:
    """A force at a town an hour ago is told as its division; the same claim of two years ago as its town."""
    fresh = datetime.now(UTC) - timedelta(hours=1) - PUBLISHED
    shown = {}
    for name, shift in (("old", timedelta(0)), ("new", fresh)):
        path = disputed_ledger(tmp_path / f"{name}.db", now=datetime.now(UTC), shift=shift)
        with TestClient(make_desk(Settings(ledger=path)), base_url="http://127.0.0.1") as client:
            story = story_of(client)
            shown[name] = client.get(f"/story/{story['id']}/map.json").json()
    assert [place["name"] for place in shown["old"]["places"]] == ["Orsk"]
    assert all(place["name"] != "Orsk" for place in shown["new"]["places"])
    assert shown["new"]["coarse"] > 0


def test_what_changed_since_a_moment_is_told(desk: Desk) -> None:
    client = desk()
    story = story_of(client)
    everything = client.get(f"/story/{story['id']}/changes.json").json()["turns"]
    assert "claim denied" in {turn["turn"]["kind"] for turn in everything}
    assert client.get(f"/story/{story['id']}/changes.json?since=9000-01-01").json()["turns"] == []
    assert client.get(f"/story/{story['id']}/changes?since=then").status_code == 422


def test_the_address_of_a_report_is_linked_and_named(desk: Desk) -> None:
    client = desk()
    line = next(line for line in story_of(client)["report_lines"] if line["outlet"] == "wire.example")
    page = client.get(f"/report/{line['id']}").text
    assert f'<a href="{FIRST}" rel="noreferrer noopener nofollow">' in page


def test_every_page_is_documented() -> None:
    """The reference names each address that has a page."""
    reference = (Path(__file__).parents[3] / "docs" / "reference" / "pages.md").read_text(encoding="utf-8")
    for module in (stories, story, story_parts, story_context, dossier, report, records):
        for route in module.router.routes:
            path = re.sub(r"\{id_\}", "ID", re.sub(r"\{name:path\}", "NAME", route.path))  # type: ignore[attr-defined]
            assert f"`{path.removesuffix('.json')}`" in reference, path
