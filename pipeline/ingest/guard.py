"""Runs a function over files in worker processes that no file can hang, crash or fill up.

The limit of wall time holds everywhere. Windows has no limits of CPU time and memory for a process,
and of memory only Linux keeps one: there a greedy file is stopped by its time alone.
"""

import multiprocessing
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import wait
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

from pipeline.ingest.guarded import READY, failure, serve
from pipeline.ingest.outcome import Failure, FailureCode, Outcome
from pipeline.ingest.read import read_file

T = TypeVar("T")

if sys.platform == "linux":
    from multiprocessing.context import ForkContext, ForkServerContext, SpawnContext

    _Context = ForkContext | ForkServerContext | SpawnContext
else:
    from multiprocessing.context import SpawnContext as _Context

MEMORY_MB = 150
"""Limit of what reading and extracting one file may allocate; the largest known article needs 20.

With two workers a run stays under a gigabyte, whatever it is given.
"""

_START_SECONDS = 120.0
_MOST_FILES = 500


class Guard(Generic[T]):
    """A warm pool of workers. A file that hangs, crashes or eats its worker costs only itself.

    A worker makes room for a new one after some hundred files, and after one that broke its limits:
    what that left behind counts against no other file. A file whose worker died is given to a
    second one for what is left of its time, since a worker may be killed from outside; who kills
    that as well has `CRASHED`.

    Args:
        function: importable by name; maps a path to a result that can be pickled.
        workers: number of processes.
        seconds: limit of wall time, and where there is one of CPU time, for one file.
        memory_mb: limit of what a worker may allocate beyond its start, on Linux.
        prepare: importable by name; what a worker does before its first file and at no file's cost.
        rehearsed: name of a module that all workers need. On Linux one process imports it, and they
            are forked from that.
        forked: whether workers may be forks of this process, which need not load again what it
            has. On Linux they are, as long as it has no threads.
    """

    def __init__(
        self,
        function: Callable[[Path], T],
        workers: int = 1,
        seconds: float = 30,
        memory_mb: int = MEMORY_MB,
        prepare: Callable[[], object] | None = None,
        rehearsed: str | None = None,
        forked: bool = False,
    ) -> None:
        self._rehearsed, self._forked = rehearsed, forked
        self._function = function
        self._prepare = prepare
        self._seconds = seconds
        self._memory_mb = memory_mb
        self._workers = [self._spawn() for _ in range(workers)]

    def _spawn(self) -> "_Worker[T]":
        context = _context(self._rehearsed, self._forked)
        return _Worker(context, self._function, self._seconds, self._memory_mb, self._prepare)

    def map(self, paths: Iterable[Path]) -> Iterator[tuple[Path, T | Failure]]:
        """Results in the order of the paths; a `Failure` for a file that broke its worker.

        The workers begin at once, whenever the first result is asked for.
        """
        waiting = deque(enumerate(paths))
        order = [path for _, path in waiting]
        suspects: dict[int, float] = {}
        self._hand_out(waiting, suspects)
        return self._results(order, waiting, suspects)

    def _results(
        self, order: Sequence[Path], waiting: deque[tuple[int, Path]], suspects: dict[int, float]
    ) -> Iterator[tuple[Path, T | Failure]]:
        done: dict[int, T | Failure] = {}
        following = 0
        while following < len(order):
            self._hand_out(waiting, suspects)
            for number, result, left in self._collect():
                if _is_crash(result) and number not in suspects:
                    suspects[number] = left
                    waiting.appendleft((number, order[number]))
                else:
                    done[number] = result
            while following in done:
                yield order[following], done.pop(following)
                following += 1

    def _hand_out(self, waiting: deque[tuple[int, Path]], left: Mapping[int, float]) -> None:
        for place, worker in enumerate(self._workers):
            if waiting and worker.task is None:
                if not worker.fit():
                    worker.stop()
                    self._workers[place] = worker = self._spawn()
                number, path = waiting.popleft()
                worker.start(number, path, left.get(number, self._seconds))

    def _collect(self) -> Iterator[tuple[int, T | Failure, float]]:
        """What came of files: their numbers, results, and the seconds they had left."""
        busy = [worker for worker in self._workers if worker.task is not None]
        if not busy:
            return
        patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        wait([worker.connection for worker in busy], patience)
        for worker in busy:
            number = worker.task
            result = worker.result()
            if result is not None and number is not None:
                yield number, result, worker.deadline - time.monotonic()

    def close(self) -> None:
        """Ends all workers."""
        for worker in self._workers:
            worker.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class GuardedReader(Guard[Outcome]):
    """Reads files under guard."""

    def __init__(self, workers: int = 1, forked: bool = False) -> None:
        super().__init__(read_file, workers, forked=forked)

    def read(self, paths: Iterable[Path]) -> Iterator[tuple[Path, Outcome]]:
        """The outcome of each file, in the order of the paths."""
        results = self.map(paths)
        return (
            (path, Outcome(failure=result) if isinstance(result, Failure) else result)
            for path, result in results
        )


class _Worker(Generic[T]):
    """One process and what it is at."""

    def __init__(
        self,
        context: "_Context",
        function: Callable[[Path], T],
        seconds: float,
        memory_mb: int,
        prepare: Callable[[], object] | None,
    ) -> None:
        self.connection, child = context.Pipe()
        self._seconds = seconds
        self._process = context.Process(
            target=serve, args=(child, function, seconds, memory_mb, prepare), daemon=True
        )
        self._process.start()
        child.close()
        self._ready = self._broken = False
        self._served = 0
        self.task: int | None = None
        self.deadline = 0.0

    def fit(self) -> bool:
        """Whether it can take a file."""
        return not self._broken and self._served < _MOST_FILES and self._process.is_alive()

    def start(self, number: int, path: Path, seconds: float) -> None:
        """Hands it a file for some seconds; its own start does not count against the file."""
        # A worker that dies here is found out with its first file.
        with suppress(EOFError, BrokenPipeError):
            if not self._ready and self.connection.poll(_START_SECONDS):
                self._ready = self.connection.recv() == READY
            self.connection.send(path)
        self.task = number
        self.deadline = time.monotonic() + seconds

    def result(self) -> T | Failure | None:
        """What came of the file, or None while the worker is still at it."""
        result: T | Failure | None = None
        if self.connection.poll():
            try:
                result = self.connection.recv()
            except EOFError:
                result = self._death()
        elif time.monotonic() >= self.deadline:
            self.stop()
            result = failure(FailureCode.TIMEOUT, f"Reading took over {self._seconds:g} seconds.")
        if result is not None:
            self.task = None
            self._served += 1
            self._broken = isinstance(result, Failure)
        return result

    def _death(self) -> Failure:
        """The failure of a file whose worker died over it."""
        self._process.join()
        code = -(self._process.exitcode or 0)
        if sys.platform != "win32" and code == signal.SIGXCPU:
            return failure(
                FailureCode.TIMEOUT, f"Reading took over {self._seconds:g} seconds of CPU time."
            )
        name = signal.Signals(code).name if code > 0 else f"status {-code}"
        return failure(FailureCode.CRASHED, f"The reader broke down over the file twice ({name}).")

    def stop(self) -> None:
        """Ends the process at once."""
        self._process.kill()
        self._process.join()
        self.connection.close()


def _context(rehearsed: str | None, forked: bool) -> "_Context":
    """How workers begin: as forks of a process that has loaded what they need, or each anew."""
    if forked and sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1:
        return multiprocessing.get_context("fork")
    if rehearsed and sys.platform == "linux":
        forking = multiprocessing.get_context("forkserver")
        forking.set_forkserver_preload([rehearsed])
        return forking
    return multiprocessing.get_context("spawn")


def _is_crash(result: object) -> bool:
    return isinstance(result, Failure) and result.code is FailureCode.CRASHED
