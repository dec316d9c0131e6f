"""What a fresh process does: starts light, ends with the right status."""

import subprocess
import sys
from pathlib import Path

import pytest

from counterclaim.cli import main


def counterclaim(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "counterclaim", *arguments], capture_output=True, text=True, cwd=cwd, check=False
    )


def test_help_loads_no_heavy_library(tmp_path: Path) -> None:
    code = (
        "import sys, counterclaim.cli\n"
        "try: counterclaim.cli.cli(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'spacy', 'onnxruntime', 'sqlalchemy', 'trafilatura', 'numpy', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_reading_does_not_wait_for_the_databases_library(tmp_path: Path) -> None:
    """Nor for those of exports, archives, the desk, fetching and training: the first result of a report is what a
    newcomer waits for."""
    (tmp_path / "report.txt").write_text("The council denied that the bridge had fallen.\n", encoding="utf-8")
    heavy = "{'sqlalchemy', 'usearch', 'alembic', 'pyarrow', 'ray', 'fastapi', 'trafilatura', 'httpx2', 'tqdm'}"
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom counterclaim.cli import cli\n"
        "done = CliRunner().invoke(cli, ['read', 'report.txt', '--format', 'json'])\n"
        f"print(done.exit_code, sorted({heavy} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert done.stdout.splitlines()[-1] == "0 []"


def test_exit_statuses(tmp_path: Path) -> None:
    """0 done, 1 something failed, 2 wrong usage; errors are one line, never a traceback."""
    assert counterclaim("--version", cwd=tmp_path).returncode == 0
    wrong = counterclaim("stories", "--as-of", "yesterday", cwd=tmp_path)
    assert wrong.returncode == 2
    assert "ISO 8601" in wrong.stderr
    failed = counterclaim("stories", cwd=tmp_path)
    assert failed.returncode == 1
    assert len(failed.stderr.splitlines()) == 1
    assert "Traceback" not in failed.stderr


@pytest.mark.parametrize(("arguments", "status"), [(["read", "nowhere.txt"], 1), (["read"], 2), (["schema"], 0)])
def test_the_process_ends_with_the_status_of_its_command(
    arguments: list[str], status: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Also where the command ran to its end and some input failed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["counterclaim", *arguments])
    with pytest.raises(SystemExit) as stop:
        main()
    assert (stop.value.code or 0) == status


def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "counterclaim", "schema"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_a_reader_that_leaves_early_is_no_error_message(tmp_path: Path) -> None:
    """`counterclaim schema | head -1`"""
    with subprocess.Popen(
        [sys.executable, "-m", "counterclaim", "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
