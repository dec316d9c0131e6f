"""Reports that want to be more than text stay text, on every page that shows them."""

import json
import urllib.parse
import urllib.request
from typing import Any

from tests.browser.conftest import Open
from tests.browser.hostile import ACTORS, SCRIPT


def read(address: str) -> Any:
    with urllib.request.urlopen(address) as answer:
        return json.load(answer)


def pages(desk: str) -> list[str]:
    """Every page about the hostile reports."""
    stories = read(f"{desk}/stories.json")
    ids = [row["id"] for row in (*stories["contested"], *stories["others"])]
    assert ids
    found = ["/stories", "/stories?q=bridge", "/stories?q=%22%3E%3Cscript%3Ewindow.broken%3D1%3C/script%3E"]
    for id_ in ids:
        story = read(f"{desk}/story/{id_}.json")
        found += [f"/story/{id_}"]
        found += [f"/story/{id_}/{part}" for part in ("figures", "map", "timeline", "origins", "matters", "changes")]
        found += [f"/dispute/{card['id']}" for card in story["disputes"]]
        found += [f"/matter/{matter['id']}" for card in story["disputes"] for matter in card["matters"]]
        for line in story["report_lines"]:
            report = read(f"{desk}/report/{line['id']}.json")
            found += [f"/report/{line['id']}", f"/report/{line['id']}/original"]
            found += [f"/claim/{card['saying']['id']}" for card in report["readings"]]
    found += ["/actor/" + urllib.parse.quote(name, safe="") for name in ACTORS]
    return found


def test_nothing_in_a_report_runs_loads_or_becomes_markup(look: Open, hostile: str) -> None:
    page = look()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in pages(hostile):
        answer = page.goto(hostile + path)
        assert answer.status == 200, path
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.broken") is None, path
        assert page.locator("[onerror], [onload], main script, main img, main iframe").count() == 0, path
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.protocol)")
        assert set(links) <= {"http:", "https:"}, path
    assert {url.split("/")[2] for url in asked} == {hostile.split("/")[2]}


def test_its_words_are_there_to_be_read(look: Open, hostile: str) -> None:
    """They are shown, not swallowed: a title as its page has it, an address that is no link as text."""
    page = look()
    (story,) = read(f"{hostile}/stories.json")["contested"]
    line = next(
        line
        for line in read(f"{hostile}/story/{story['id']}.json")["report_lines"]
        if read(f"{hostile}/report/{line['id']}.json")["address"].startswith("javascript:")
    )
    page.goto(f"{hostile}/report/{line['id']}")
    assert SCRIPT in page.locator("h1").inner_text()
    assert page.locator(".facts code", has_text="javascript:window.broken=1").count() == 1
    assert page.locator(".text .mark", has_text="<img src=x").count() > 0


def test_names_that_deceive_are_seen_through(look: Open, hostile: str) -> None:
    """What turns the direction of the text is shown as a character; letters of another script are named."""
    page = look()
    (story,) = read(f"{hostile}/stories.json")["contested"]
    page.goto(f"{hostile}/story/{story['id']}")
    words = page.locator("main").inner_text()
    assert "\u202e" not in words
    assert "Front \ufffddeined ti" in words
    assert "⟨Cyrillic and Latin⟩" in words
    assert page.locator("main bdi").count() > 10


def test_the_original_is_text_that_nothing_runs(look: Open, hostile: str) -> None:
    page = look()
    (story,) = read(f"{hostile}/stories.json")["contested"]
    line = read(f"{hostile}/story/{story['id']}.json")["report_lines"][0]
    answer = page.goto(f"{hostile}/report/{line['id']}/original")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert SCRIPT in page.locator("body").inner_text()
