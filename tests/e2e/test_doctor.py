"""What `doctor` finds, and what lets a shell complete commands."""

import json
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from counterclaim.taggers import _encoder
from counterclaim.taggers._weights import WEIGHTS
from tests.e2e.conftest import Run


def findings(run: Run, *arguments: str) -> tuple[int, dict[str, dict[str, str]]]:
    result = run("doctor", "--profile", "rules", "--format", "json", *arguments)
    found = json.loads(result.stdout)["findings"]
    return result.exit_code, {f"{one['topic']}: {one['name']}": one for one in found}


def test_a_sound_installation_is_told_to_be_one(filled: Run) -> None:
    status, found = findings(filled)
    assert status == 0
    assert not [one for one in found.values() if one["state"] == "wrong"]
    assert "entries" in found["ledger: counterclaim.db"]["found"]
    assert {one.partition(":")[0] for one in found} == {
        "program", "settings", "models", "ledger", "disk", "formats", "network", "extras",
    }  # fmt: skip
    assert filled("doctor", "--profile", "rules").stdout.endswith("nothing is wrong\n")


def test_no_ledger_yet_is_nothing_wrong_and_none_is_made(run: Run) -> None:
    status, found = findings(run)
    assert (status, found["ledger: counterclaim.db"]["state"]) == (0, "note")
    assert not Path("counterclaim.db").exists()


def test_a_folder_that_may_not_be_written_to_is_told_of(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is held there can be read all the same, so nothing is wrong."""
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    status, found = findings(run)
    finding = found["disk: beside the ledger, writing"]
    assert (status, finding["state"]) == (0, "note")
    assert "may not be written to" in finding["found"]


def test_what_is_no_checkpoint_is_named_with_what_writes_one(filled: Run) -> None:
    for content in (b"\xff\xf1 bytes", b"words"):
        Path("odd.txt").write_bytes(content)
        result = filled("ledger", "prove", "consistency", "odd.txt", "odd.txt")
        assert result.exit_code == 1
        assert "`counterclaim ledger checkpoint` writes one" in str(result.exception)


def test_a_file_that_is_no_ledger_is_wrong(run: Run) -> None:
    with sqlite3.connect("notes.db") as other:
        other.execute("CREATE TABLE notes (words TEXT)")
    other.close()
    status, found = findings(run, "--ledger", "notes.db")
    assert (status, found["ledger: notes.db"]["state"]) == (1, "wrong")


def test_a_changed_model_is_wrong(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = tmp_path / "weights"
    weights.mkdir()
    for name in _encoder.SHA256:
        shutil.copyfile(WEIGHTS / name, weights / name)
    changed = weights / "minilm-l6.int8.onnx"
    changed.write_bytes(changed.read_bytes()[:-1] + b"?")
    monkeypatch.setattr(_encoder, "WEIGHTS", weights)
    _encoder.load_encoder.cache_clear()
    try:
        status, found = findings(run)
    finally:
        _encoder.load_encoder.cache_clear()
    assert status == 1
    assert "not the recorded" in found["models: encoder"]["found"]
    assert found["models: encoder"]["try_this"]


def test_secrets_are_not_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERCLAIM_SMTP_PASSWORD", "hunter2")
    monkeypatch.setenv("COUNTERCLAIM_LEDGER", "postgresql://ada:hunter2@127.0.0.1:1/war")
    status, found = findings(run)
    assert status == 1  # no server answers there
    assert "hunter2" not in json.dumps(found)
    assert found["settings: smtp_password"]["found"].startswith("set")


@pytest.mark.parametrize(("shell", "word"), [("bash", "complete"), ("zsh", "compdef"), ("fish", "complete")])
def test_shells_learn_the_commands(run: Run, shell: str, word: str) -> None:
    script = run("completion", shell)
    assert script.exit_code == 0
    assert word in script.stdout
    assert "_COUNTERCLAIM_COMPLETE" in script.stdout


def test_words_are_completed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """As a shell asks for it: the words so far, and which of them is being typed."""
    from counterclaim.cli import cli

    monkeypatch.setenv("COMP_WORDS", "counterclaim ledger lo")
    monkeypatch.setenv("COMP_CWORD", "2")
    monkeypatch.setenv("_COUNTERCLAIM_COMPLETE", "bash_complete")
    with pytest.raises(SystemExit):
        cli(prog_name="counterclaim")
    assert {"plain,load", "plain,log"} <= set(capsys.readouterr().out.split())
