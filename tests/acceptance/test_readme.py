"""The README's two commands, in a clean clone with an environment of its own."""

import csv
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.acceptance


def is_checkout() -> bool:
    git = ["git", "-C", str(ROOT), "rev-parse", "--verify", "HEAD"]
    return subprocess.run(git, capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not is_checkout():
        pytest.skip("this folder is no git checkout with a commit, so there is nothing to clone")
    folder = tmp_path_factory.mktemp("clean") / "leakreg"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    return folder


def make(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs make as a user does, without the environment of these tests."""
    own = ("VIRTUAL_ENV", "PYTHONPATH", "MAKEFLAGS", "MAKELEVEL", "PREFECT_API_URL")
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in own and not name.startswith("PYTEST")
    }
    environment = kept | {"PREFECT_HOME": str(clone.parent / "prefect")}
    return subprocess.run(
        ["make", *arguments],
        cwd=clone,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_readme_names_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make run" in text
    assert "make test" in text


def test_make_run_and_make_test_in_a_clean_clone(clone: Path) -> None:
    first = make(clone, "run")
    assert first.returncode == 0, first.stdout + first.stderr
    assert "0 failed" in first.stdout
    tables = {path.name: path.read_bytes() for path in (clone / "outputs").glob("*.csv")}
    with (clone / "outputs" / "registry.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) >= 30

    installed = (clone / ".venv" / "installed").stat().st_mtime_ns
    second = make(clone, "run")
    assert second.returncode == 0, second.stdout + second.stderr
    assert "0 read anew" in second.stdout
    assert "words/s" not in second.stderr
    assert (clone / ".venv" / "installed").stat().st_mtime_ns == installed
    assert {path.name: path.read_bytes() for path in (clone / "outputs").glob("*.csv")} == tables

    tested = make(clone, "test", "TESTS=tests/unit/test_cli.py")
    assert tested.returncode == 0, tested.stdout + tested.stderr
    assert " passed" in tested.stdout
