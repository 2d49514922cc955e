"""Clusters in processes of their own, whose heads a test can kill."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
HEAD = "head.pid"
"""Where the number of a head's process stands."""
START_S = 120


@contextmanager
def dask(home: Path) -> Iterator[str]:
    """A scheduler and two workers of Dask; the address."""
    place = home / "scheduler.json"
    program = [sys.executable, "-m", "dask"]
    common = ["--no-dashboard", "--scheduler-file", str(place)]
    scheduler = [*program, "scheduler", "--port", "0", "--host", "127.0.0.1", *common]
    workers = [*program, "worker", "--nworkers", "2", "--nthreads", "1", *common]
    with _group(scheduler) as head, _group(workers):
        (home / HEAD).write_text(str(head.pid), encoding="ascii")
        _wait_for(place.exists)
        from distributed import Client

        with Client(scheduler_file=str(place), set_as_default=False, timeout=START_S) as client:
            client.wait_for_workers(2, timeout=START_S)
            address = str(client.scheduler.address)
        yield address


@contextmanager
def ray(home: Path) -> Iterator[str]:
    """A head of Ray and a node with two processors on this machine; the address.

    The head can be killed alone: a run is on a node of its own, which outlives that of the head.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    start = [sys.executable, "-m", "ray.scripts.scripts", "start", "--head", "--port", str(port)]
    alone = ["--num-cpus", "2", "--include-dashboard", "false", "--disable-usage-stats"]
    # Ray has sockets in its folder, and a path to a socket may not be long.
    with (
        TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True) as folder,
        _group([*start, *alone, "--temp-dir", folder]) as head,
    ):
        assert head.wait(START_S) == 0, "Ray does not start"
        (home / HEAD).write_text(_member(head.pid, "gcs_server"), encoding="ascii")
        yield f"127.0.0.1:{port}"


CLUSTERS: dict[str, Callable[[Path], AbstractContextManager[str]]] = {"dask": dask, "ray": ray}


@contextmanager
def _group(command: Sequence[str]) -> "Iterator[subprocess.Popen[bytes]]":
    """The first of a group of processes, all of which are killed in the end."""
    silent = subprocess.DEVNULL
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=silent, stderr=silent, start_new_session=True
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _member(group: int, name: str) -> str:
    """The number of the process of that name in a group."""
    asked = ["pgrep", "-g", str(group), name]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def _wait_for(true: Callable[[], bool]) -> None:
    end = time.monotonic() + START_S
    while not true():
        assert time.monotonic() < end, "the cluster does not start"
        time.sleep(0.1)
