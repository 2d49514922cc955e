import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.export.release import export_all
from pipeline.leftovers import clear
from pipeline.registry.model import Registry

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there nothing is cleared up")


@pytest.fixture
def ended() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_what_a_killed_process_left_is_removed(tmp_path: Path, ended: int) -> None:
    (tmp_path / f".draft.{ended}").touch()
    (tmp_path / f".draft-x.{ended}").mkdir()
    (tmp_path / f".draft-x.{ended}" / "article.txt").touch()
    kept = {f".draft.{os.getpid()}", ".draft.csv", f"draft.{ended}", f".other.{ended}"}
    for name in kept:
        (tmp_path / name).touch()
    clear(tmp_path, ".draft*")
    assert {path.name for path in tmp_path.iterdir()} == kept


def test_an_export_clears_the_drafts_of_a_killed_one(tmp_path: Path, ended: int) -> None:
    (tmp_path / f".registry.csv.{ended}").write_text("half a ta", encoding="utf-8")
    export_all(Registry(), tmp_path)
    assert not list(tmp_path.glob(".*"))
