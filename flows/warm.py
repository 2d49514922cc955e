"""Batches on a worker of a cluster: what is sent, and the guarded readers that wait for the next.

The readers stay warm between batches and end when none comes.
"""

import multiprocessing
import threading
from collections.abc import Sequence

from pipeline.extract import EXTRACTOR_VERSION
from pipeline.ingest.guard import Guard
from pipeline.ingest.read import READER_VERSION
from pipeline.work import Job, Result, guarded, results

IDLE_S = 60.0
VERSIONS = (READER_VERSION, EXTRACTOR_VERSION)


class Order:
    """A batch with what it is worked on with; no dataclass, for Prefect would walk all through it.

    Args:
        jobs: the files, by paths that the worker can open.
        model: name of an installed spaCy model whose entities are used as well.
        ocr: whether the files are pictures to be recognised.
    """

    def __init__(self, jobs: Sequence[Job], model: str | None = None, ocr: bool = False) -> None:
        self.jobs = tuple(jobs)
        self.model = model
        self.ocr = ocr
        self.versions = VERSIONS

    def halves(self) -> "tuple[Order, Order]":
        """Two orders of half the jobs."""
        middle = len(self.jobs) // 2
        return (
            Order(self.jobs[:middle], self.model, self.ocr),
            Order(self.jobs[middle:], self.model, self.ocr),
        )


class Parcel:
    """What came of an order; like that, nothing for Prefect to walk through."""

    def __init__(self, results: Sequence[Result]) -> None:
        self.results = tuple(results)


class Warm:
    """The guarded readers of this process, one for each batch that it works on at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: dict[tuple[str | None, bool], list[Guard[Result]]] = {}
        self._ending: threading.Timer | None = None

    def work(self, order: Order) -> list[Result]:
        """What came of each job, whatever became of the readers."""
        guard = self._taken(order.model, order.ocr)
        try:
            return list(results(guard, order.jobs))
        finally:
            self._given_back(guard, order.model, order.ocr)

    def _taken(self, model: str | None, ocr: bool) -> Guard[Result]:
        with self._lock:
            if idle := self._idle.get((model, ocr)):
                return idle.pop()
        # Dask's workers are daemons, and those may have no children. Ours end with their parent.
        multiprocessing.current_process().daemon = False
        return guarded(1, model, ocr)

    def _given_back(self, guard: Guard[Result], model: str | None, ocr: bool) -> None:
        with self._lock:
            self._idle.setdefault((model, ocr), []).append(guard)
            if self._ending:
                self._ending.cancel()
            self._ending = threading.Timer(IDLE_S, self._end)
            self._ending.daemon = True
            self._ending.start()

    def _end(self) -> None:
        with self._lock:
            for guard in [guard for guards in self._idle.values() for guard in guards]:
                guard.close()
            self._idle.clear()


readers = Warm()
