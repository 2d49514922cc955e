"""Dask and Ray give what local workers give, and a death of any of their parts is told as it is."""

import csv
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main

pytestmark = [
    pytest.mark.usefixtures("prefect_server"),
    pytest.mark.skipif(sys.platform == "win32", reason="kills processes by signals"),
]
ROOT = Path(__file__).parents[2]
ENGINES = [
    pytest.param(
        name,
        marks=[
            pytest.mark.skipif(
                find_spec(f"prefect_{name}") is None, reason=f"leakreg[{name}] is not installed"
            ),
            *marks,
        ],
    )
    for name, marks in (("dask", ()), ("ray", (pytest.mark.acceptance,)))
]
ENGINE = pytest.mark.parametrize("engine", ENGINES)
DASK = pytest.mark.parametrize("engine", ENGINES[:1])


@pytest.fixture(autouse=True)
def same_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers import what the tests import, not what is installed."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


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


@contextmanager
def cluster(home: Path) -> Iterator[str]:
    """A scheduler and two workers of Dask in processes of their own."""
    place = home / "scheduler.json"
    begin: dict[str, Any] = {
        "cwd": ROOT,
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }
    dask = [sys.executable, "-m", "dask"]
    common = ["--no-dashboard", "--scheduler-file", str(place)]
    scheduler = subprocess.Popen(
        [*dask, "scheduler", "--port", "0", "--host", "127.0.0.1", *common],
        **begin,
    )
    (home / "scheduler.pid").write_text(str(scheduler.pid), encoding="ascii")
    workers = subprocess.Popen(
        [*dask, "worker", "--nworkers", "2", "--nthreads", "1", *common],
        start_new_session=True,
        **begin,
    )
    try:
        end = time.monotonic() + 60
        while not place.exists():
            assert time.monotonic() < end, "the scheduler does not start"
            time.sleep(0.1)
        from distributed import Client

        with Client(scheduler_file=str(place), set_as_default=False, timeout=60) as client:
            client.wait_for_workers(2, timeout=60)
            address = str(client.scheduler.address)
        yield address
    finally:
        os.killpg(workers.pid, signal.SIGKILL)
        scheduler.kill()
        workers.wait()
        scheduler.wait()


@DASK
def test_a_lost_scheduler_is_said_and_what_was_done_is_kept(
    articles: Path,
    engine: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("flows.run.BATCH_SIZE", 1)
    with cluster(tmp_path) as address, monkeypatch.context() as faulty:
        inject(faulty, "scheduler_lost")
        assert run(articles, "out", "--engine", engine, "--address", address) == 2
    said = capsys.readouterr().err.splitlines()
    assert said[-1].startswith("leakreg: The cluster was lost")
    assert tables("out") == {}
    assert run(articles, "out") == 1
    assert " 4 read anew" in capsys.readouterr().out  # The first of five files was committed.
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
