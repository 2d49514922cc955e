"""What a guarded process does: a path in, a result out, within limits of CPU time and memory."""

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pipeline.ingest.outcome import Failure, FailureCode, failed

if sys.platform != "win32":
    import resource

READY = "ready"
"""What a process sends before its first file."""


def failure(code: FailureCode, detail: str) -> Failure:
    """Why a file has no result."""
    found = failed(code, detail).failure
    assert found is not None
    return found


def serve(
    connection: Connection,
    function: Callable[[Path], Any],
    seconds: float,
    memory_mb: int,
    prepare: Callable[[], object] | None,
) -> None:
    """The life of a worker: a path in, a result out."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if prepare:
        prepare()
    _limit_memory(memory_mb)
    connection.send(READY)
    while True:
        try:
            path = connection.recv()
        except EOFError:
            return
        _limit_cpu(seconds)
        try:
            result = function(path)
        except MemoryError:
            result = failure(FailureCode.TOO_LARGE, f"Reading needs over {memory_mb} MB.")
        connection.send(result)


def _end_with_parent() -> None:
    """Ends the process when its parent has died: nobody waits for what it is at."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _limit_memory(memory_mb: int) -> None:
    if sys.platform != "linux":
        return
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _limit_cpu(seconds: float) -> None:
    if sys.platform == "win32":
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(usage.ru_utime + usage.ru_stime + seconds) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))
