"""Dask and Ray give what local workers give, and a death of any of their parts is told as it is."""

import csv
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.flows.clusters import CLUSTERS, ROOT
from tests.flows.literature import environment
from tests.parts import need

pytestmark = [
    pytest.mark.usefixtures("prefect_server"),
    pytest.mark.skipif(sys.platform == "win32", reason="kills processes by signals"),
]
ENGINES = ["dask", pytest.param("ray", marks=pytest.mark.acceptance)]
ENGINE = pytest.mark.parametrize("engine", ENGINES, indirect=True)
DASK = pytest.mark.parametrize("engine", ENGINES[:1], indirect=True)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    need(find_spec(f"prefect_{name}"), f"{name} is not installed (pip install '.[{name}]')")
    return name


@pytest.fixture(autouse=True)
def same_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers import what the tests import, not what is installed."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("RAY_AUTH_MODE", "disabled")  # Else a token is left in the home folder.


def tables(out: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(out).glob("*.csv")}


def run(articles: Path, out: str, *arguments: str) -> int:
    return main(["run", str(articles), "--out", out, "--workers", "2", *arguments])


def inject(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    from tests.flows import faults

    monkeypatch.setattr("flows.scatter.work_remotely", getattr(faults, name))


@ENGINE
def test_an_engine_gives_the_same_bytes(articles: Path, engine: str) -> None:
    assert run(articles, "one") == 1
    assert run(articles, "two", "--engine", engine) == 1
    assert tables("two") == tables("one")


@pytest.mark.acceptance
@ENGINE
def test_a_killed_worker_costs_no_document(
    articles: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(articles, "one") == 1
    inject(monkeypatch, "killed_once")
    assert run(articles, "two", "--engine", engine) == 1
    assert tables("two") == tables("one")


@ENGINE
def test_a_poisoned_document_is_found_and_the_rest_is_complete(
    articles: Path, engine: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.flows.faults import POISON

    (articles / "deeper" / "copy.txt").unlink()
    inject(monkeypatch, "killed_by_poison")
    assert run(articles, "out", "--engine", engine) == 1
    with Path("out/documents.csv").open(encoding="utf-8", newline="") as file:
        found = {Path(row["source_path"]).name: row for row in csv.DictReader(file)}
    poisoned = found.pop(POISON)
    assert (poisoned["status"], poisoned["reason_code"]) == ("failed", "crashed")
    assert {name: row["status"] for name, row in found.items()} == {
        "broken.pdf": "failed",
        "empty.txt": "failed",
        "nothing.txt": "excluded",
        "woman.txt": "included",
    }
    capsys.readouterr()
    assert run(articles, "out") == 1
    assert "0 read anew" in capsys.readouterr().out


FILES = 5
"""So many of the six inputs differ in their bytes."""

LOSING = """
import sys
import flows.batches, flows.scatter
from pipeline.cli import main
from tests.flows import faults
flows.batches.BATCH_SIZE = 1
flows.scatter.work_remotely = faults.head_lost
sys.exit(main(sys.argv[1:]))
"""


@ENGINE
def test_a_lost_head_is_said_and_what_was_done_is_kept(
    articles: Path, engine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a process of its own: Ray ends one a minute after its head, whatever that does by then."""
    with CLUSTERS[engine](tmp_path) as address:
        given = ["run", str(articles), "--out", "out", "--workers", "2"]
        lost = subprocess.run(
            [sys.executable, "-c", LOSING, *given, "--engine", engine, "--address", address],
            # The level is what `leakreg` itself sets before it loads Prefect.
            env=environment(tmp_path, RAY_AUTH_MODE="disabled", PREFECT_LOGGING_LEVEL="CRITICAL"),
            capture_output=True,
            text=True,
            check=False,
        )
    assert lost.returncode == 2, lost.stderr
    told = [line for line in lost.stderr.splitlines() if " files, " not in line]
    assert told[-1].startswith("leakreg: The cluster was lost")
    assert "Traceback" not in lost.stderr
    assert "Started a local" not in lost.stderr
    assert tables("out") == {}
    with closing(sqlite3.connect("out/registry.sqlite")) as registry:
        ((kept,),) = registry.execute("SELECT count(*) FROM parsed")
    # The first at least; how many more were on their way when the head was lost is chance.
    assert 1 <= kept < FILES
    assert run(articles, "out") == 1
    assert f" {FILES - kept} read anew" in capsys.readouterr().out
    assert run(articles, "undisturbed") == 1
    assert tables("out") == tables("undisturbed")


@DASK
def test_an_address_where_nobody_answers_is_said(
    articles: Path, engine: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("flows.on_dask._ANSWER_S", 1)
    assert run(articles, "out", "--engine", engine, "--address", "tcp://127.0.0.1:9") == 2
    said = capsys.readouterr().err.splitlines()
    assert said[-1].startswith("leakreg: No cluster answers at tcp://127.0.0.1:9")


@pytest.mark.parametrize("engine", ["dask", "ray"])
def test_an_engine_that_is_not_installed_is_said(
    articles: Path, engine: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, f"flows.on_{engine}", raising=False)
    monkeypatch.setitem(sys.modules, f"prefect_{engine}", None)
    assert run(articles, "out", "--engine", engine) == 2
    assert f"pip install 'leakreg[{engine}]'" in capsys.readouterr().err


def test_an_address_needs_an_engine(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(articles, "out", "--address", "tcp://127.0.0.1:9") == 2
    assert "add --engine dask or --engine ray" in capsys.readouterr().err
