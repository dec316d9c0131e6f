"""Running the command line in this process, so that models load once for the whole run."""

import shutil
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import counterclaim
from counterclaim.cli import cli
from counterclaim.settings import Settings

SAMPLE = Path(counterclaim.__file__).parent / "sample"

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in an empty folder; stdout and stderr stay apart."""
    monkeypatch.chdir(tmp_path)
    for setting in fields(Settings):
        monkeypatch.delenv(f"COUNTERCLAIM_{setting.name.upper()}", raising=False)

    def invoke(*arguments: str | Path, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=stdin)

    return invoke


@pytest.fixture
def sample() -> Path:
    return SAMPLE


@pytest.fixture(scope="session")
def sample_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the sample as the rules read it, made once: a copy is for the tests to use. What the model finds
    changes with its weights, so tests that pin words do not rest on it."""
    ledger = tmp_path_factory.mktemp("sample") / "counterclaim.db"
    pages = [str(SAMPLE / story) for story in ("fada", "sundsvall")]
    result = CliRunner().invoke(cli, ["add", *pages, "--profile", "rules", "--ledger", str(ledger)])
    assert result.exit_code == 0, result.stderr
    return ledger


@pytest.fixture
def filled(run: Run, sample_ledger: Path) -> Run:
    """Runs the command in a folder with a ledger of the sample."""
    shutil.copyfile(sample_ledger, "counterclaim.db")
    return run
