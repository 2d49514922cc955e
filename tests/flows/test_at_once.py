"""Four runs over overlapping folders into one registry, each a program of its own."""

import csv
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from pipeline.registry.store import open_store
from pipeline.registry.tables import documents, extracted, parsed
from tests.flows.articles import MAN, WOMAN

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(os.name == "nt", reason="the paths of the sources are compared"),
]

FOLDERS = ("a", "b", "c", "d")
SIZE, STEP = 8, 4
FILES = STEP * (len(FOLDERS) - 1) + SIZE


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders of which each shares half of its texts with the next, and a file that is broken."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    for start, folder in enumerate(FOLDERS):
        Path(folder).mkdir()
        for number in range(start * STEP, start * STEP + SIZE):
            Path(folder, f"{number:02}.txt").write_text(article(number), encoding="utf-8")
        Path(folder, "broken.pdf").write_bytes(b"%PDF-1.4\n")
    return tmp_path


def article(number: int) -> str:
    age = str(40 + number)
    return WOMAN.replace("72", age) if number % 2 else MAN.replace("65", age)


def run(folder: str, out: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "run", folder, "--out", out, "--workers", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def tables(out: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(Path(out).glob("[a-z]*.[cj]s*"))}


@pytest.mark.usefixtures("database", "home")
def test_nothing_is_lost_and_nothing_doubled() -> None:
    runs = [run(folder, "out") for folder in FOLDERS]
    for one in runs:
        _, said = one.communicate(timeout=900)
        assert one.returncode == 1, said  # The broken file.
        assert "locked" not in said
        assert "Traceback" not in said
    with Path("out/documents.csv").open(encoding="utf-8", newline="") as file:
        paths = [row["source_path"] for row in csv.DictReader(file)]
    (last,) = {Path(path).parts[0] for path in paths}
    assert sorted(paths) == sorted(path.as_posix() for path in Path(last).iterdir())
    with open_store(Path("out/registry.sqlite")) as store, store.engine.connect() as connection:
        for table in (parsed, documents, extracted):
            expected = FILES + (table is parsed)
            assert connection.scalar(select(func.count()).select_from(table)) == expected
        texts = Counter(connection.execute(select(documents.c.text_key)).scalars())
    assert set(texts.values()) == {1}
    at_once = tables("out")
    assert len(at_once) == 12
    again = run(last, "alone")
    again.communicate(timeout=900)
    assert tables("alone") == at_once
