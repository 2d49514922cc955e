"""A run that is killed at any moment goes on as if nothing had been."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.acceptance
@pytest.mark.skipif(sys.platform != "linux", reason="needs groups of processes")
def test_killed_runs_end_with_the_tables_of_an_undisturbed_one() -> None:
    command = [sys.executable, "-m", "tools.kill_run", "--moments", "3", "--documents", "60"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("3 kills")
