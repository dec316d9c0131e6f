"""Python orders sets anew in each process: nothing that is printed or kept may depend on it."""

import os
import re
import subprocess
import sys
from pathlib import Path

CAPTURED = re.compile(rb'"captured_at": "[^"]+"')  # is the time of the run


def test_two_processes_read_the_same(sample: Path) -> None:
    """With copies, revisions and rival accounts of two stories."""
    printed = [
        CAPTURED.sub(
            b"",
            subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "counterclaim",
                    "read",
                    str(sample / "fada"),
                    str(sample / "sundsvall"),
                    "--format",
                    "json",
                ],
                capture_output=True,
                check=True,
                env={**os.environ, "PYTHONHASHSEED": seed},
                timeout=300,
            ).stdout,
        )
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1]
