"""Running the command line in this process, so that models load once for the whole run."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import counterclaim
from counterclaim.cli import cli

SAMPLE = Path(counterclaim.__file__).parent / "sample"

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in an empty folder; stdout and stderr stay apart."""
    monkeypatch.chdir(tmp_path)
    for name in ("LEDGER", "MAX_BYTES", "TIMEOUT_S", "CONVENTION"):
        monkeypatch.delenv(f"COUNTERCLAIM_{name}", raising=False)

    def invoke(*arguments: str | Path, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=stdin)

    return invoke


@pytest.fixture
def sample() -> Path:
    return SAMPLE
