"""Two native libraries in one process."""

import subprocess
import sys


def test_the_index_first_and_a_model_afterwards() -> None:
    """A ledger that has searched its neighbours before any model was loaded must not bring the process down."""
    code = (
        "from counterclaim.ledger._segments import _empty; _empty()\n"
        "from counterclaim.taggers import load_encoder; print(load_encoder().embed(['A dam broke.']).shape)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.strip() == "(1, 384)", done.stderr
