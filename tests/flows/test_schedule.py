"""The schedule: a server with its pages, a cron that fires, and one run where many are overdue."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from tests.flows.literature import ROOT, addresses, environment, queries
from tests.unit.sources.service import Service, serving
from tests.unit.sources.world import Article, World

CRON = "* * * * *"
YEARLY = "0 3 1 1 *"
START_S = 240
"""A busy machine needs that long for the server and a refresh."""

needs_signals = pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent as a signal")


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.chdir(tmp_path)
    queries(leaks=("europepmc", "cement AND leak"))
    with serving(World(Article("11", "PMC11"))) as service:
        yield service


@contextmanager
def scheduled(service: Service, folder: Path, cron: str) -> "Iterator[Scheduled]":
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["schedule", "--cron", cron, "--port", str(port), "--queries", "queries.toml"]
    with Path("said.txt").open("w", encoding="utf-8") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "pipeline.cli", *command, "--out", "out", "--workers", "1"],
            env=environment(folder, **addresses(service)),
            stdout=subprocess.PIPE,
            stderr=said,
        )
    try:
        yield Scheduled(process, f"http://127.0.0.1:{port}")
    finally:
        process.kill()
        process.communicate()


class Scheduled:
    """A schedule that runs in a process of its own, and what its server tells."""

    def __init__(self, process: "subprocess.Popen[bytes]", page: str) -> None:
        self.process = process
        self.page = page

    def ask(self, path: str, question: dict[str, Any] | None = None) -> Any:
        request = urllib.request.Request(
            f"{self.page}/api/{path}",
            None if question is None else json.dumps(question).encode(),
            {"Content-Type": "application/json"},
        )
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        end = time.monotonic() + START_S
        while True:
            try:
                with direct.open(request, timeout=30) as answer:
                    return json.loads(answer.read() or "null")
            except urllib.error.HTTPError as refusal:
                # The server is busy; its own clients ask again as well.
                if refusal.code != HTTPStatus.SERVICE_UNAVAILABLE or time.monotonic() > end:
                    raise
                time.sleep(0.5)

    def said(self) -> str:
        return Path("said.txt").read_text(encoding="utf-8")

    def until_said(self, words: str) -> str:
        return str(self.until(lambda: self.said() if words in self.said() else None))

    def runs(self, *states: str) -> list[dict[str, Any]]:
        """The runs of the refresh in some states, with their state and its message."""
        wanted = {
            "flow_runs": {"state": {"name": {"any_": list(states)}}},
            "flows": {"name": {"any_": ["leakreg-refresh"]}},
        }
        return list(self.ask("flow_runs/filter", wanted))

    def until(self, found: Any) -> Any:
        end = time.monotonic() + START_S
        while not (result := found()):
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, self.said()
            time.sleep(0.5)
        return result

    def deployment(self) -> dict[str, Any]:
        return dict(self.ask("deployments/filter", {})[0])

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)

    def is_gone(self) -> bool:
        with socket.socket() as asking:
            return asking.connect_ex(("127.0.0.1", int(self.page.rpartition(":")[2]))) != 0


@pytest.mark.acceptance
@needs_signals
def test_a_cron_fires_and_the_tables_are_written(service: Service, tmp_path: Path) -> None:
    with scheduled(service, tmp_path, CRON) as schedule:
        assert schedule.page in schedule.until_said("to stop: Ctrl-C")
        (run,) = schedule.until(lambda: schedule.runs("Completed"))[:1]
        assert run["auto_scheduled"]
        assert run["parameters"]["out"] == "out"
        assert len(Path("out/registry.csv").read_text(encoding="utf-8").splitlines()) == 2
        assert Path("out/changes/release-0001.md").exists()
        with urllib.request.urlopen(schedule.page, timeout=30) as page:
            assert b"<title>Prefect" in page.read()
        assert schedule.stop() == 0
        assert schedule.is_gone()
    assert "Traceback" not in schedule.said()
    assert schedule.said().splitlines()[-1].startswith("the schedule is paused")


@pytest.mark.acceptance
@needs_signals
def test_of_many_overdue_runs_one_is_carried_out(service: Service, tmp_path: Path) -> None:
    """The schedule makes runs for times that are over, as a machine finds them after a sleep."""
    with scheduled(service, tmp_path, YEARLY) as schedule:
        schedule.until_said("to stop: Ctrl-C")
        deployment = schedule.deployment()["id"]
        now = datetime.now(UTC)
        span = {"start_time": str(now - timedelta(days=4 * 366)), "end_time": str(now)}
        schedule.ask(f"deployments/{deployment}/schedule", span | {"min_runs": 3})
        schedule.until(lambda: schedule.runs("Completed"))
        schedule.until(lambda: not schedule.runs("Late", "Running", "Pending"))
        assert len(schedule.runs("Completed")) == 1
        cancelled = schedule.runs("Cancelled")
        assert len(cancelled) >= 2
        messages = {run["state"]["message"] for run in cancelled}
        assert all(message.startswith("Overdue: the run ") for message in messages)
        assert schedule.stop() == 0
        assert schedule.is_gone()


@pytest.mark.acceptance
def test_a_schedule_that_is_killed_leaves_no_server(service: Service, tmp_path: Path) -> None:
    with scheduled(service, tmp_path, YEARLY) as schedule:
        schedule.until_said("to stop: Ctrl-C")
        schedule.process.kill()
        schedule.process.wait()
        end = time.monotonic() + 30
        while not schedule.is_gone():
            assert time.monotonic() < end
            time.sleep(0.1)


@pytest.mark.acceptance
def test_a_work_pool_refreshes(service: Service, tmp_path: Path) -> None:
    """As a team does it: `prefect.yaml` in a checkout, here one with a query and no corpus."""
    home = tmp_path / "checkout"
    for folder in ("flows", "pipeline"):
        shutil.copytree(ROOT / folder, home / folder)
    shutil.copy(ROOT / "prefect.yaml", home)
    (home / "corpus").mkdir()
    shutil.copy("queries.toml", home / "corpus")
    with scheduled(service, tmp_path, YEARLY) as schedule:
        schedule.until_said("to stop: Ctrl-C")
        for command in (
            "work-pool create leakreg --type process",
            "work-pool set-concurrency-limit leakreg 1",
            "--no-prompt deploy --all",
            "deployment run leakreg-refresh/weekly",
            "worker start --pool leakreg --run-once",
        ):
            subprocess.run(
                [sys.executable, "-m", "prefect", *command.split()],
                cwd=home,
                env=environment(
                    tmp_path,
                    **addresses(service),
                    PREFECT_API_URL=f"{schedule.page}/api",
                    LEAKREG_HOME=str(home),
                ),
                check=True,
            )
        schedule.until(lambda: schedule.runs("Completed"))
    assert (home / "outputs/registry.csv").exists()
    assert (home / "outputs/changes/release-0001.md").exists()


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (["--cron", "every monday"], "--cron 'every monday' is no cron expression: write"),
        (["--cron", CRON, "--timezone", "Mars/Base"], "--timezone 'Mars/Base' is no time zone"),
    ],
)
@pytest.mark.usefixtures("service")
def test_a_mistake_is_said_in_a_line(
    option: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schedule", *option, "--queries", "queries.toml", "--out", "out"]) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith(f"leakreg: {words}")


def test_a_port_that_is_taken_is_said(service: Service, tmp_path: Path) -> None:
    port = service.url.rpartition(":")[2]
    options = ["--cron", CRON, "--port", port, "--queries", "queries.toml", "--out", "out"]
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "schedule", *options],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert f"on port {port} already" in done.stderr.splitlines()[-1]
