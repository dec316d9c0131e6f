"""The command line on a ledger in a database: the same words as on a file."""

from pathlib import Path

import pytest

from tests.e2e.conftest import Run
from tests.engines import Engine

pytestmark = pytest.mark.postgres


def test_a_ledger_that_was_copied_to_a_server_answers_as_the_file_does(
    filled: Run, postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = str(Engine("postgres", postgres).place(tmp_path))
    monkeypatch.setenv("COUNTERCLAIM_DATA", str(tmp_path / "data"))
    copied = filled("ledger", "copy", "counterclaim.db", place)
    assert copied.exit_code == 0, copied.stderr
    for question in (
        ("stories",),
        ("claims",),
        ("disputes",),
        ("ledger", "log"),
        ("ledger", "verify", "--quick"),
    ):
        of_file, of_server = filled(*question), filled(*question, "--ledger", place)
        assert of_file.exit_code == of_server.exit_code == 0, of_server.stderr
        assert of_file.stdout == of_server.stdout
    assert filled("ledger", "copy", place, "back.db").exit_code == 0  # which the log records first
    log = filled("ledger", "log", "--ledger", "back.db").stdout
    assert log == filled("ledger", "log", "--ledger", place).stdout
    assert log.startswith(filled("ledger", "log").stdout)


def test_what_is_wrong_with_an_address_is_told_without_the_password(run: Run) -> None:
    wrong = run("stories", "--ledger", "postgresql://ada:secret@127.0.0.1:1/war")
    assert "no server answers for postgresql://ada@127.0.0.1:1/war" in str(wrong.exception)
    unknown = run("stories", "--ledger", "postgresql://ada:secret@h/war?colour=red")
    assert unknown.exit_code == 2
    assert "secret" not in str(wrong.exception) + wrong.output + unknown.output
