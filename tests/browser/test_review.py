"""Review in a real browser: by keyboard, by selecting words, by two people at once."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from counterclaim.desk._access import make_access
from counterclaim.desk._adding import Adder
from counterclaim.desk.people import People, Role, people_file
from counterclaim.disputes import build_accounts
from counterclaim.ledger import Ledger
from counterclaim.settings import Settings
from tests.browser.conftest import PHONE, SCREENS, WIDE, Open, listening
from tests.browser.keyboard import walk
from tests.browser.test_pages import AXE, settle
from tests.factories import make_analysis, make_capture, make_claim, make_revision
from tests.unit.desk.disputed import disputed_ledger

PASSWORD = "four words long enough"
SCRIPT = "<img src=x onerror=window.broken=1><script>window.broken=1</script>"
EMOJI = "Bridge 🌉 falls\r\n\r\nThe 🪖 Harrow Front said it had 🚩 seized the “bridge” 🌉 at Orsk on Friday."


@pytest.fixture(scope="module", autouse=True)
def no_models() -> Iterator[None]:
    """What is compared in the background needs models, and no test here waits for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Adder, "follow", lambda self: None)
        yield


@pytest.fixture
def desk(tmp_path: Path, browser: Any) -> Iterator[str]:
    """The address of a desk over a small contested story."""
    path = disputed_ledger(tmp_path / "desk.db")
    revision = make_revision(EMOJI, address="https://emoji.example/bridge")
    claim = make_claim(revision, "it had 🚩 seized the “bridge” 🌉 at Orsk", source="The 🪖 Harrow Front", cue="said")
    with Ledger.open(path) as ledger:
        ledger.add(make_capture(EMOJI, address="https://emoji.example/bridge"), make_analysis(revision, (claim,)))
        ledger.follow(build_accounts)
    with listening(Settings(ledger=path, author="Rita Desk")) as address:
        yield address


@pytest.fixture
def shared(tmp_path: Path, browser: Any) -> Iterator[str]:
    """The address of a desk at which Ann and Rob review."""
    path = disputed_ledger(tmp_path / "shared.db")
    people = People(people_file(path))
    for name in ("Ann", "Rob"):
        people.add(name, Role.REVIEWER, password=PASSWORD)
    settings = Settings(ledger=path)
    with listening(settings, access=make_access(settings, sign_in=True)) as address:
        yield address


def focus(page: Any) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.className"))


#: Selects the words that stand in the text of a report, by a range over its nodes as a pointer does.
SELECT = """words => {
  const nodes = [...document.querySelectorAll('[data-text] [data-at]')].map(run => run.firstChild);
  const whole = nodes.map(node => node.data).join('');
  const start = whole.indexOf(words), end = start + words.length;
  const at = place => {
    for (const node of nodes) { if (place <= node.length) return [node, place]; place -= node.length; }
  };
  const range = new Range();
  range.setStart(...at(start)); range.setEnd(...at(end));
  const selection = getSelection();
  selection.removeAllRanges(); selection.addRange(range);
}"""


def test_a_claim_is_accepted_seen_in_the_log_and_taken_back_by_keyboard_alone(desk: str, look: Open) -> None:
    page = look()
    page.goto(desk + "/review?what=in+dispute")
    page.keyboard.press("j")
    claim = focus(page)
    assert claim.startswith("c")
    page.keyboard.press("a")
    page.wait_for_selector(".wait.done")
    assert re.fullmatch(r"Kept: accept, entry \d+\.", page.locator("#said").inner_text())
    assert page.locator("[data-reviewed]").inner_text() == "1"
    assert focus(page) not in (claim, "")  # the next line is at hand
    number = re.search(r"\d+", page.locator("#said").inner_text())
    assert number is not None
    page.goto(desk + "/review/log")
    assert page.locator(".decision").count() == 1
    assert f"entry {number[0]}" in page.locator(".decision").inner_text()
    assert "Rita Desk" in page.locator(".decision").inner_text()
    page.keyboard.press("u")
    page.wait_for_selector(".decision.gone")
    assert page.locator(".decision").count() == 2


def test_the_keys_of_the_queue_lead_to_the_forms_of_a_claim(desk: str, look: Open) -> None:
    page = look()
    for key, action in (("c", "correct"), ("x", "split"), ("m", "merge"), ("w", "withdraw")):
        page.goto(desk + "/review?what=in+dispute")
        page.keyboard.press("j")
        page.keyboard.press(key)
        page.wait_for_url(f"**/review/claim/*#{action}")
        page.wait_for_selector(f"#{action}[open]")
        page.wait_for_function(f"document.activeElement.closest('details')?.id === '{action}'")
    page.goto(page.url.partition("#")[0])
    page.keyboard.press("s")
    assert page.evaluate("document.activeElement.name") == "stance"
    page.locator("body").click(position={"x": 5, "y": 5})
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keyboard").inner_text()
    assert "take back what was decided last" in keys
    page.keyboard.press("Escape")
    page.get_by_role("dialog", name="Keyboard").wait_for(state="hidden")
    here = page.url
    page.keyboard.press("j" if page.locator("[data-next]").count() else "k")  # which line came first is not told here
    page.wait_for_url(lambda url: url != here and "/review/claim/" in url)


def test_words_that_are_selected_become_a_span_in_code_points(desk: str, look: Open) -> None:
    """Beyond emoji and a carriage return; seen in the readings and in the log, and taken back."""
    page = look()
    page.goto(desk + "/review?actor=Harrow+Front")
    page.locator(".wait", has_text="🚩").locator("[data-open]").click()
    page.wait_for_selector("[data-text]")
    page.evaluate(SELECT, "seized the “bridge” 🌉 at Orsk on Friday")
    page.wait_for_selector("[data-picker] button:not([disabled])")
    page.keyboard.press("1")
    assert (
        page.locator("[data-words=content] .chosen")
        .inner_text()
        .startswith("“seized the “bridge” 🌉 at Orsk on Friday”")
    )
    start = EMOJI.index("seized")
    assert page.locator("[name=content]").input_value() == f"{start}:{len(EMOJI) - 1}"
    page.evaluate(SELECT, "Friday")
    page.get_by_role("button", name="time", exact=False).first.click()
    page.get_by_label("what “Friday” stands for").fill("2024-05-03")
    page.locator("#correct-reason").fill("the flag is no word")
    page.get_by_role("button", name="Keep the correction").click()
    page.wait_for_selector("[data-kept]")
    content = page.locator(".beside tr", has=page.get_by_role("rowheader", name="content")).inner_text()
    assert "“it had 🚩 seized the “bridge” 🌉 at Orsk”" in content  # the machine's stays beside it
    assert "“seized the “bridge” 🌉 at Orsk on Friday”" in content
    assert "“Friday” = 2024-05-03" in page.locator(".beside").inner_text()
    assert page.locator("[data-text] .mark.content").all_inner_texts() == ["seized the “bridge” 🌉 at Orsk on Friday"]
    page.locator("[data-kept] a").click()
    assert "the flag is no word" in page.locator(".decision").inner_text()
    page.locator("[data-undo]").click()
    page.wait_for_selector(".decision")
    page.go_back()


def test_chosen_words_are_moved_by_keys(desk: str, look: Open) -> None:
    """Who cannot select with a pointer moves the ends of a span by words."""
    page = look()
    page.goto(desk + "/review?actor=Harrow+Front")
    page.locator(".wait", has_text="🚩").locator("[data-open]").click()
    page.wait_for_selector("[data-text]")
    page.keyboard.press("c")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert (
        "“had 🚩 seized the “bridge” 🌉 at Orsk on Friday”" in page.locator("[data-words=content] .chosen").inner_text()
    )


def test_a_split_by_selecting_its_parts(desk: str, look: Open) -> None:
    page = look()
    page.goto(desk + "/review?actor=Harrow+Front")
    page.locator(".wait", has_text="🚩").locator("[data-open]").click()
    page.wait_for_selector("[data-text]")
    for words in ("it had", "seized the “bridge” 🌉"):
        page.evaluate(SELECT, words)
        page.wait_for_selector("[data-picker] button:not([disabled])")
        page.keyboard.press("7")
    page.get_by_label("stance of “seized").select_option("denies")
    page.locator("#split input[name=reason]").fill("two things")
    page.get_by_role("button", name="Split").click()
    page.wait_for_selector("[data-kept]")
    assert page.locator(".note a").all_inner_texts() == ["“it had”", "“seized the “bridge” 🌉”"]


def test_a_claim_that_was_not_read_is_added_without_a_pointer(desk: str, look: Open) -> None:
    """Words are typed to select them, beyond emoji; the claim stands in its report from then on."""
    page = look()
    page.goto(desk + "/review?actor=Harrow+Front")
    page.locator(".wait", has_text="🚩").locator("[data-open]").click()
    page.wait_for_selector("[data-text]")
    page.locator(".head .facts a").first.click()
    page.get_by_role("link", name="Add a claim that was not read").click()
    page.wait_for_selector("[data-picker]:not([hidden])")
    page.locator("#pick").fill("words that stand nowhere")
    page.keyboard.press("Enter")
    assert "not in the text" in page.locator("[data-picked]").inner_text()
    page.locator("#pick").fill("🌉 falls")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.role") == "content"
    page.keyboard.press("Enter")
    start = EMOJI.index("🌉")
    assert page.locator("[name=content]").input_value() == f"{start}:{start + len('🌉 falls')}"
    page.get_by_label("Who says so").fill("Orsk Radio")
    page.get_by_label("doubts").check()
    page.locator("#add-reason").fill("it was not read")
    page.get_by_role("button", name="Keep the claim").click()
    page.wait_for_selector("[data-kept]")
    assert page.locator("h1").inner_text().startswith("Orsk Radio doubts “🌉 falls”")


def test_everything_works_without_javascript(desk: str, look: Open) -> None:
    page = look(script=False)
    page.goto(desk + "/review?what=in+dispute")
    page.get_by_role("button", name="Accept").first.click()
    page.wait_for_selector("[data-kept]")
    assert page.locator("[data-kept]").count() == 1
    assert "what=in" in page.url
    page.locator(".wait [data-open]").first.click()
    page.locator("#correct summary").click()
    page.get_by_label("doubts").check()
    page.locator("#correct-reason").fill("a doubt")
    page.get_by_role("button", name="Keep the correction").click()
    assert "doubts" in page.locator(".beside .differs").first.inner_text()
    page.locator("[data-kept] [data-undo]").click()
    page.wait_for_selector(".decision.gone")
    assert page.locator(".decision.gone").count() == 1


def test_two_people_decide_on_one_claim_and_nothing_is_lost(shared: str, look: Open) -> None:
    pages = {}
    for name in ("Ann", "Rob"):
        page = pages[name] = look()
        page.goto(shared + "/review?what=in+dispute&stance=denies")
        page.locator("[name=name]").fill(name)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form button").first.click()
        page.wait_for_url("**/review?*")
        page.locator(".wait [data-open]").first.click()
        page.wait_for_selector("[data-text]")
    assert pages["Ann"].url == pages["Rob"].url
    ann, rob = pages["Ann"], pages["Rob"]
    ann.keyboard.press("s")
    ann.get_by_label("doubts").check()
    ann.locator("#correct-reason").fill("only a doubt")
    ann.get_by_role("button", name="Keep the correction").click()
    ann.wait_for_selector("[data-kept]")
    rob.keyboard.press("a")
    rob.wait_for_selector("#meanwhile")
    told = rob.locator("#meanwhile").inner_text()
    assert "Ann: correct, only a doubt" in told
    assert rob.locator("#conflicts .decision").count() == 2
    rob.goto(shared + "/review/log")
    assert rob.locator(".decision").count() == 2
    rob.goto(shared + "/review")
    assert "conflict" in rob.locator(".wait").first.inner_text().casefold()


def test_what_a_person_types_stays_text(desk: str, look: Open) -> None:
    page = look()
    page.goto(desk + "/review?what=in+dispute")
    page.locator(".wait [data-open]").first.click()
    page.locator("#comment summary").click()
    page.locator("#comment-reason").fill(SCRIPT)
    page.get_by_role("button", name="Keep the comment").click()
    page.wait_for_selector("[data-kept]")
    here = page.url
    page.locator("#side summary").click()
    page.locator("#side-name").fill(SCRIPT)
    page.locator("#side-reason").fill(SCRIPT)
    page.locator("#side button").first.click()
    page.wait_for_selector("[data-kept]")
    for path in (here, desk + "/review", desk + "/review/log"):
        page.goto(path)
        settle(page)
        assert page.evaluate("window.broken") is None
        assert page.locator("main script, main img").count() == 0
    assert SCRIPT in page.locator(".log").inner_text()


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[dict[str, str]]:
    """A desk with the sample on which something was decided, and its pages by name."""
    import json
    import urllib.request

    path = tmp_path_factory.mktemp("review") / "sample.db"
    with listening(Settings(ledger=path, author="Rita Desk"), sample=True) as address:
        from tests.browser.conftest import wait_for_stories

        wait_for_stories(address, 2)
        with urllib.request.urlopen(f"{address}/review.json?what=in+dispute") as answer:
            lines = json.load(answer)["lines"]
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}{lines[0]['address']}")
        page.keyboard.press("s")
        page.get_by_label("doubts").check()
        page.locator("#correct-reason").fill("the report has it only from others")
        page.get_by_role("button", name="Keep the correction").click()
        page.wait_for_selector("[data-kept]")
        context.close()
        yield {
            "review": f"{address}/review",
            "review-claim": address + lines[1]["address"],
            "review-decided": address + lines[0]["address"],
            "review-log": f"{address}/review/log",
            "review-add": f"{address}/review/add/{lines[0]['report']}",
            "review-matter": f"{address}/review/matter/{lines[0]['matter']}",
            "review-sides": f"{address}/review/sides/{lines[0]['story']}",
        }


NAMES = ("review", "review-claim", "review-decided", "review-log", "review-add", "review-matter", "review-sides")


@pytest.mark.parametrize("name", NAMES)
def test_tab_comes_to_everything_on_a_page(name: str, worked: dict[str, str], look: Open) -> None:
    """With all forms open, from the first link to the last button."""
    page = look()
    page.goto(worked[name])
    settle(page)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert walk(page) == ([], [])


@pytest.mark.parametrize("size", ["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_accessible_and_fits(name: str, scheme: str, size: str, worked: dict[str, str], look: Open) -> None:
    """axe finds nothing serious, all forms open too; nothing is wider than the screen."""
    screen = WIDE if size == "wide" else PHONE
    page = look(screen, scheme=scheme)
    page.goto(worked[name])
    settle(page)
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{name}-{size}-{scheme}.png")
    if "claim" in name or "decided" in name:
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        page.screenshot(path=SCREENS / f"{name}-{size}-{scheme}-whole.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= screen[0]
    page.evaluate(AXE)
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [
        f"{found['id']}: {node['html'][:160]} {node['failureSummary']}"
        for found in result["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]
    assert serious == []
