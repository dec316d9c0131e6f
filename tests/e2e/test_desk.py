"""The desk as a user starts it."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import counterclaim

COMMAND = [sys.executable, "-m", "counterclaim"]


@contextmanager
def desk(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running desk and its address."""
    command = [*COMMAND, "desk", "--port", "0", *options]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stderr is not None
            said = ""
            for line in running.stderr:
                said += line
                if found := re.search(r"http://\S+", line):
                    yield running, found[0]
                    break
            else:
                raise AssertionError(f"it did not start: {said}")
        finally:
            running.kill()


def get(address: str, **headers: str) -> bytes:
    with urlopen(Request(address, headers=headers)) as response:
        body: bytes = response.read()
        return body


def test_without_a_ledger_the_sample_is_there_at_once(tmp_path: Path) -> None:
    """One command, one click: a list of stories, then a dispute. Nothing is left behind."""
    with desk(tmp_path) as (running, address):
        page = get(address).decode()
        story = re.search(r'href="(/story/s[0-9a-f]+)', page)
        assert story is not None
        assert "whether" in get(address.rstrip("/") + story[1]).decode().lower()
        with counterclaim.open(address) as ledger:
            assert ledger.state().disputes > 0
        running.send_signal(signal.SIGINT)
        assert running.wait(20) == 0
    assert list(tmp_path.iterdir()) == []


def test_what_is_decided_at_the_desk_is_in_the_file(tmp_path: Path) -> None:
    """Through the API of a desk in another process, under the name that the settings give."""
    from counterclaim.desk._sample import add_readings, load_readings, sample_captures
    from counterclaim.ledger import Ledger

    path = tmp_path / "war.db"
    with Ledger.open(path) as held:
        add_readings(held, sample_captures(), load_readings())
    (tmp_path / "counterclaim.toml").write_text('ledger = "war.db"\nauthor = "Rob Reviewer"\n', encoding="utf-8")
    with desk(tmp_path) as (_, address), counterclaim.open(address) as ledger:
        claim = next(ledger.claims())
        ledger.decide("accept", [claim.id], reason="as it stands there")
    with counterclaim.open(path) as ledger:
        assert [one.author for one in ledger.decisions()] == ["Rob Reviewer"]
        assert ledger.claim(claim.id).reviewed


def run(*arguments: str, folder: Path, words: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *arguments], cwd=folder, input=words, capture_output=True, text=True, check=False)


def test_others_come_in_with_accounts_alone(tmp_path: Path) -> None:
    refused = run("desk", "--host", "0.0.0.0", "--ledger", "war.db", folder=tmp_path)
    assert refused.returncode == 1
    assert "people add" in refused.stderr
    words = "four words long enough\n"
    added = run("people", "add", "Ann", "--role", "reader", "--password-stdin", folder=tmp_path, words=words)
    assert added.returncode == 0, added.stderr
    token = run("people", "token", "Ann", folder=tmp_path).stdout.strip()
    listed = json.loads(run("people", "list", "--format", "json", folder=tmp_path).stdout)
    assert [(one["name"], one["role"], one["signs_in"]) for one in listed] == [("Ann", "reader", "password")]
    with counterclaim.open(tmp_path / "counterclaim.db", create=True):
        pass
    with desk(tmp_path, "--sign-in") as (_, address):
        with counterclaim.open(address, token=token) as ledger:
            assert ledger.state().stories == 0
        assert b"Sign in" in get(address)
    log = run("people", "log", folder=tmp_path).stdout
    assert "token" in log
    assert token not in log


def test_an_address_that_is_taken_is_named(tmp_path: Path) -> None:
    with desk(tmp_path) as (_, address):
        port = address.rstrip("/").rpartition(":")[2]
        second = run("desk", "--port", port, folder=tmp_path)
    assert second.returncode == 1
    assert f"port {port}" in second.stderr
