"""What a reader does on the desk, in a real browser."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import PHONE, SCREENS, WIDE, Open
from tests.browser.keyboard import walk

AXE = (Path(__file__).parent / "axe-core-4.14.1.min.js").read_text(encoding="utf-8")
PAGES = (
    "stories", "search", "story", "figures", "map", "timeline", "origins", "matters", "changes", "context", "dispute",
    "rivals", "matter", "claim", "actor", "report", "report-changes", "earlier", "since", "watch", "nothing", "dossier",
    "reference",
)  # fmt: skip
SIZES = {"wide": WIDE, "phone": PHONE}


def settle(page: Any) -> None:
    """Until what the page asks for on its own is there."""
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("size", SIZES)
def test_a_story_says_what_matters_before_anybody_scrolls(
    size: str, look: Open, sample: str, addresses: dict[str, str]
) -> None:
    """The matter as a question, each side's words with their time, what is unanswered, origins before reports,
    figures by claimant, what changed, and how much a person reviewed."""
    page = look(SIZES[size])
    page.goto(sample + addresses["story"])
    seen = {
        "the matter": page.locator("h1", has_text=re.compile("^Whether")),
        "one side's words": page.locator(".head-sides .side.claimed .words").first,
        "when they were said": page.locator(".head-sides .side.claimed .where").first,
        "the other side's words": page.locator(".head-sides .side.denied .words").first,
        "when those were said": page.locator(".head-sides .side.denied .where").first,
        "what is unanswered": page.locator(".unanswered li").first,
        "origins, then reports": page.locator(".facts .counts", has_text=re.compile(r"\d origins?, \d+ reports?")),
        "figures": page.locator(".tolls li").nth(3),
        "what changed": page.locator("#changes h2"),
        "who read it": page.locator(".machine", has_text=re.compile(r"machine reading, \d+ of \d+ reviewed")),
    }
    height = SIZES[size][1]
    for what, found in seen.items():
        box = found.bounding_box()
        assert box is not None, what
        assert box["y"] + box["height"] <= height, f"{what} is below the fold"


def test_one_click_from_the_start_to_a_dispute(look: Open, sample: str) -> None:
    page = look()
    page.goto(sample)
    page.locator("#contested h3 a").first.click()
    assert re.search(r"/story/s", page.url)
    assert page.locator("h1").inner_text().startswith("Whether")
    assert page.locator(".head-sides .side.claimed .words").count() > 0
    assert page.locator(".head-sides .side.denied .words").count() > 0


def test_the_slider_redraws_the_page(look: Open, sample: str, addresses: dict[str, str]) -> None:
    """As of the first text one report is there; at the other end everything is there again. Keys move it."""
    page = look()
    page.goto(sample + addresses["story"])
    slider = page.get_by_role("slider", name="As of")
    assert "now" in slider.get_attribute("aria-valuetext")
    slider.focus()
    page.keyboard.press("Home")
    page.wait_for_selector(".then")
    assert "as_of=2026-03-12" in page.url
    assert page.locator(".facts .counts").first.inner_text() == "1 origin, 1 report"
    assert page.evaluate("document.activeElement.id") == "asof-slider"
    page.keyboard.press("End")
    page.wait_for_selector(".then", state="detached")
    assert page.locator(".facts .counts").first.inner_text().endswith("5 reports")
    page.go_back()
    page.wait_for_selector(".then")


def test_without_javascript_the_moment_is_a_list_and_parts_are_links(
    look: Open, sample: str, addresses: dict[str, str]
) -> None:
    page = look(script=False)
    page.goto(sample + addresses["story"])
    page.get_by_label("As of").select_option(index=0)
    page.get_by_role("button", name="Show").click()
    assert page.locator(".then").count() == 1
    page.goto(sample + addresses["story"])
    page.get_by_role("link", name="Map on a page of its own").click()
    assert page.locator("svg.map").count() == 1


def test_parts_come_when_a_reader_comes_to_them(look: Open, sample: str, addresses: dict[str, str]) -> None:
    page = look()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(sample + addresses["story"])
    settle(page)
    assert not any(url.endswith("/map") for url in asked)
    for section, content in (("figures", "table.chart"), ("map", "svg.map"), ("origins", "svg.graph")):
        page.locator(f"#{section}").scroll_into_view_if_needed()
        page.wait_for_selector(f"#{section} {content}")
    page.locator("#timeline").scroll_into_view_if_needed()
    page.wait_for_selector("#timeline .moment")


def test_everything_is_there_by_keyboard(look: Open, sample: str) -> None:
    """Past the head of the page, to a story, through its disputes, to a search, to the list of keys and out of it."""
    page = look()
    page.goto(sample)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("j")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/story/**")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") not in ("", first)
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == first
    page.keyboard.press("[")
    page.wait_for_selector(".then")
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keyboard").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog", name="Keyboard").is_visible()
    page.keyboard.press("/")
    page.keyboard.type("airstrip")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stories?q=airstrip*")
    assert page.locator("#claims li").count() > 0


def test_single_keys_can_be_turned_off(look: Open, sample: str) -> None:
    page = look()
    page.goto(sample)
    page.keyboard.press("?")
    page.get_by_label("single keys do something").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "find"


def test_focus_can_be_seen(look: Open, sample: str) -> None:
    page = look()
    page.goto(sample)
    for _ in range(6):
        page.keyboard.press("Tab")
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert width >= 2, page.evaluate("document.activeElement.outerHTML")


def test_a_mark_shows_its_reading(look: Open, sample: str, addresses: dict[str, str]) -> None:
    """On pointing at it and on tabbing to it; its claim's other marks light up with it."""
    page = look()
    page.goto(sample + addresses["report"])
    mark = page.locator(".text .mark.content").nth(2)
    mark.hover()
    claim = mark.get_attribute("data-claims").split(" ")[0]
    assert page.locator(f"#{claim}.lit").count() == 1
    assert page.locator(f'.mark.lit[data-claims~="{claim}"]').count() >= 2
    other = page.locator('.text .mark:not([tabindex="-1"])').nth(4)
    other.focus()
    claim = other.get_attribute("data-claims").split(" ")[0]
    assert page.locator(f"#{claim}.lit").count() == 1
    page.locator(f"#{claim} summary").click()
    assert page.locator(f"#{claim} .why").is_visible()


def test_a_reader_is_told_what_changed_since_the_last_visit(look: Open, sample: str, addresses: dict[str, str]) -> None:
    page = look()
    page.goto(sample + addresses["story"])
    assert page.locator("#changes h2").inner_text().casefold() == "latest"
    story = page.locator("[data-story]").get_attribute("data-story")
    page.evaluate(
        "([story, at]) => localStorage.setItem(`visit:${story}`, JSON.stringify({last: at}))",
        [story, 1_577_836_800_000],  # 1 January 2020
    )
    page.reload()
    page.wait_for_selector("#changes .turns li")
    assert "Since 1 Jan 2020" in page.locator("#changes").inner_text().replace("SINCE", "Since").replace("JAN", "Jan")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_fits(name: str, look: Open, sample: str, addresses: dict[str, str]) -> None:
    """At both widths and in both schemes axe finds nothing serious and nothing is wider than the screen; the
    screenshots are kept in out/screens."""
    page = look()
    page.goto(sample + addresses[name])
    settle(page)
    if name == "story":  # its parts too
        for section in ("figures", "map", "timeline", "origins"):
            page.locator(f"#{section}").scroll_into_view_if_needed()
            settle(page)
    page.evaluate(AXE)
    SCREENS.mkdir(parents=True, exist_ok=True)
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
            page.screenshot(path=SCREENS / f"{name}-{size}-{scheme}.png")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, size
            assert serious(page) == [], f"{size}, {scheme}"
        page.screenshot(path=SCREENS / f"{name}-{size}-whole.png", full_page=True)


@pytest.mark.parametrize("name", PAGES)
def test_tab_comes_to_everything_on_a_page(name: str, look: Open, sample: str, addresses: dict[str, str]) -> None:
    """From the first link to the last field, nowhere caught, and always to be seen where it is."""
    page = look()
    page.goto(sample + addresses[name])
    settle(page)
    if name == "story":
        for section in ("figures", "map", "timeline", "origins"):
            page.locator(f"#{section}").scroll_into_view_if_needed()
            settle(page)
    assert walk(page) == ([], [])


def serious(page: Any) -> list[str]:
    """What axe finds that keeps somebody out."""
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{found['id']}: {node['html'][:160]} {node['failureSummary']}"
        for found in result["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]
