"""What a run costs as the registry grows: all new, nothing new, one in a hundred new.

    python -m benchmarks.bench_scale [--documents 100 1000 10000] [--workers N]

CPU-seconds are those of all processes that a run starts, Prefect's server among them; memory is
the most that they held at once, shared pages counted once. The start is what a run costs that has
one document for each worker: nothing to do for it, or all; of several starts the cheapest counts.
Only Linux tells these of other processes.
"""

import argparse
import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.library import write_documents
from pipeline.settings import default_workers

SIZES = (100, 1_000, 10_000)
STARTS = 2
LOOK_S = 0.25
_SUBREAPER = 36


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took: CPU-seconds, seconds, megabytes."""

    cpu: float
    wall: float
    memory: float


def main() -> int:
    """Measures and prints."""
    if sys.platform != "linux":
        print("bench_scale: only Linux tells what other processes use.", file=sys.stderr)
        return 2
    parser = argparse.ArgumentParser(description="Measures runs over growing registries.")
    parser.add_argument("--documents", type=int, nargs="+", default=SIZES, metavar="N")
    parser.add_argument("--workers", type=int, default=default_workers())
    options = parser.parse_args()
    _adopt_orphans()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        idle, busy = _starts(home, options.workers)
        _say("start, nothing to do", options.workers, idle)
        _say("start, documents to read", options.workers, busy)
        for size in options.documents:
            _measure(home / str(size), size, options.workers, idle, busy)
    return 0


def _starts(home: Path, workers: int) -> tuple[Cost, Cost]:
    """The least that a run costs with nothing to do, and with one document a worker."""
    folder = home / "start"
    idle, busy = [], []
    for turn in range(STARTS):
        write_documents(folder / "in", turn * workers, (turn + 1) * workers)
        busy.append(_run(folder, workers))
        idle.append(_run(folder, workers))
    return min(idle, key=_cpu), min(busy, key=_cpu)


def _cpu(cost: Cost) -> float:
    return cost.cpu


def _measure(folder: Path, size: int, workers: int, idle: Cost, busy: Cost) -> None:
    new = max(1, size // 100)
    write_documents(folder / "in", 0, size)
    full = _run(folder, workers)
    work = full.cpu - busy.cpu
    _say("all new", size, full, f"{work:7.1f} s beyond start, {work / size * 1000:6.1f} ms each")
    none = _run(folder, workers)
    _say("nothing new", size, none, f"{none.cpu - idle.cpu:7.1f} s beyond start")
    write_documents(folder / "in", size, size + new)
    some = _run(folder, workers)
    share = (some.cpu - busy.cpu) / work
    _say(f"{new} new", size, some, f"{some.cpu - busy.cpu:7.1f} s beyond start, {share:7.2%}")


def _say(what: str, size: int, cost: Cost, more: str = "") -> None:
    figures = f"{cost.cpu:8.1f} s CPU {cost.wall:8.1f} s {cost.memory:6.0f} MB"
    print(f"{what:24} {size:6} documents {figures} {more}".rstrip(), flush=True)


def _run(folder: Path, workers: int) -> Cost:
    command = [sys.executable, "-m", "pipeline.cli", "run", str(folder / "in")]
    command += ["--out", str(folder / "out"), "--workers", str(workers)]
    environment = os.environ | {"PREFECT_HOME": str(folder.parent / "prefect")}
    before, began = _spent(), time.monotonic()
    with (folder.parent / "log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        memory = max(_watched(process))
    if process.returncode not in (0, 1):
        raise SystemExit((folder.parent / "log").read_text())
    wall = time.monotonic() - began
    _bury_orphans()
    return Cost(_spent() - before, wall, memory)


def _watched(process: subprocess.Popen[bytes]) -> Iterator[float]:
    """The memory of a process and all below it, from time to time until it ends."""
    yield 0.0
    while process.poll() is None:
        yield sum(map(_megabytes, _family(process.pid)))
        time.sleep(LOOK_S)


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _megabytes(pid: int) -> float:
    """Memory of a process, its share of what it has in common with others."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def _spent() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _adopt_orphans() -> None:
    """Makes this process the parent of what its children leave behind, so that it is counted."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def _bury_orphans() -> None:
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


if __name__ == "__main__":
    sys.exit(main())
