"""A desk that listens, and a browser that looks at it."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from counterclaim.desk import make_desk
from counterclaim.desk._access import Access
from counterclaim.settings import Settings
from tests.browser.hostile import hostile_ledger

ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "out" / "screens"
REQUIRED = os.environ.get("COUNTERCLAIM_REQUIRE_BROWSER", "") not in ("", "0")
#: What Chromium needs to run without a screen, and what keeps it from talking to anybody.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, PHONE = (1280, 800), (390, 844)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium."""
    names = (os.environ.get("COUNTERCLAIM_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    program = next((found for name in names if name and (found := shutil.which(name))), None)
    if program is None:
        (pytest.fail if REQUIRED else pytest.skip)("there is no Chromium: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield running
        running.close()


@contextmanager
def listening(settings: Settings, *, sample: bool = False, access: Access | None = None) -> Iterator[str]:
    """A desk at a free port of this machine, until the block ends."""
    app = make_desk(settings, sample=sample, access=access)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        free.listen(64)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [free]}, daemon=True)
        thread.start()
        until = time.monotonic() + 20
        while not server.started and time.monotonic() < until:
            time.sleep(0.02)
        assert server.started
        yield f"http://127.0.0.1:{free.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[str]:
    """The address of a desk with the bundled sample."""
    path = tmp_path_factory.mktemp("browser") / "sample.db"
    with listening(Settings(ledger=path), sample=True) as address:
        wait_for_stories(address, 2)
        yield address


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[str]:
    """The address of a desk whose ledger holds reports that want to be more than text."""
    with listening(Settings(ledger=hostile_ledger(tmp_path_factory.mktemp("browser") / "hostile.db"))) as address:
        yield address


def wait_for_stories(address: str, number: int) -> None:
    """Until the sample is there: at once where its readings fit this version, else when it has been read."""
    import json
    import urllib.request

    until = time.monotonic() + 120
    while time.monotonic() < until:
        with urllib.request.urlopen(f"{address}/stories.json") as answer:
            if len(json.load(answer)["contested"]) >= number:
                return
        time.sleep(0.2)
    raise AssertionError("the sample did not come")


Open = Callable[..., Any]


@pytest.fixture
def look(browser: Any) -> Iterator[Open]:
    """Opens pages in contexts of their own. Errors on the console, refused loads and dialogs fail the test."""
    contexts: list[Any] = []
    faults: list[str] = []

    def note(message: Any) -> None:
        if message.type == "error" and "status of 404" not in message.text:
            faults.append(message.text)

    def refuse(dialog: Any) -> None:
        faults.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def open_(size: tuple[int, int] = WIDE, *, scheme: str = "light", script: bool = True) -> Any:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", note)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", refuse)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(scope="session")
def addresses(sample: str) -> dict[str, str]:
    """One address of each kind of page, by name."""
    import json
    import urllib.request

    def read(path: str) -> Any:
        with urllib.request.urlopen(f"{sample}{path}") as answer:
            return json.load(answer)

    story = next(row["id"] for row in read("/stories.json")["contested"] if "Fada" in row["title"])
    shown = read(f"/story/{story}.json")
    disputes = {len(card["matters"]): card["id"] for card in shown["disputes"]}
    saying = shown["head"]["sides"][0]["sayings"][0]
    revised = next(line for line in shown["report_lines"] if line["earlier"])
    return {
        "stories": "/stories",
        "search": "/stories?q=airstrip&status=contested",
        "story": f"/story/{story}",
        "figures": f"/story/{story}/figures",
        "map": f"/story/{story}/map",
        "timeline": f"/story/{story}/timeline",
        "origins": f"/story/{story}/origins",
        "matters": f"/story/{story}/matters",
        "changes": f"/story/{story}/changes",
        "context": f"/story/{story}/context",
        "dispute": f"/dispute/{disputes[1]}",
        "rivals": f"/dispute/{disputes.get(2, disputes[1])}",
        "matter": f"/matter/{shown['disputes'][0]['matters'][0]['id']}",
        "claim": f"/claim/{saying['id']}",
        "actor": f"/actor/{saying['actor'].replace(' ', '%20')}",
        "report": f"/report/{revised['id']}",
        "report-changes": f"/report/{revised['id']}/changes",
        "earlier": f"/report/{revised['earlier'][0]}",
        "since": "/since",
        "watch": "/watch",
        "nothing": "/story/s00000000",
        "dossier": f"/story/{story}/dossier",
        "reference": "/docs",
    }
