"""What the command says where Prefect cannot work, each in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    (folder / "article.txt").write_text("An article on vertebroplasty.", encoding="utf-8")
    command = [sys.executable, "-m", "pipeline.cli", "run", str(folder / "article.txt")]
    return subprocess.run(
        [*command, "--out", str(folder / "out")],
        cwd=ROOT,
        env=os.environ | {"PREFECT_HOME": str(folder / "prefect")} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_server_that_does_not_answer_is_said(tmp_path: Path) -> None:
    done = run(tmp_path, PREFECT_API_URL="http://127.0.0.1:9/api")
    assert done.returncode == 2
    assert done.stdout == ""
    last = done.stderr.splitlines()[-1]
    assert last.startswith("leakreg: Failed to reach API at http://127.0.0.1:9/api")
    assert "prefect server start" in last
    assert "Traceback" not in done.stderr


def test_a_home_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run(tmp_path, PREFECT_HOME=str(tmp_path / "file" / "home"))
    assert done.returncode == 2
    assert "(Not a directory): name another with PREFECT_HOME." in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["no_proxy", "NO_PROXY"])
def test_prefects_own_server_is_asked_without_a_proxy(name: str) -> None:
    code = f"import flows, os; print(os.environ[{name!r}])"
    environment = {key: text for key, text in os.environ.items() if key.lower() != "no_proxy"}
    asked = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment | {"NO_PROXY": "intranet"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert asked.stdout == "intranet,127.0.0.1,localhost\n"
