"""The work on one file, and the warm workers that do it. Nothing here writes."""

import hashlib
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Self, cast

from pipeline.document.model import Document
from pipeline.extract import EXTRACTOR_VERSION, Extractor
from pipeline.ingest import ocr as recognition
from pipeline.ingest.guard import MEMORY_MB, Guard
from pipeline.ingest.outcome import Failure, FailureCode, Outcome, failed
from pipeline.ingest.read import read_file
from pipeline.inputs import shown
from pipeline.registry.identity import content_key
from pipeline.registry.model import Input
from pipeline.resolve.model import Extraction


@dataclass(frozen=True, slots=True)
class Job:
    """A file to work on.

    Attributes:
        path: of the file.
        sha256: of its bytes.
        documents: what was read from it before; None where it has to be read.
    """

    path: Path
    sha256: str
    documents: tuple[Document, ...] | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a job.

    Attributes:
        path: of the file.
        sha256: of its bytes.
        outcome: what reading gave; None where nothing had to be read.
        extractions: what the documents say, by content key.
        words: number of words in the documents.
        trace: the traceback of an extraction that broke off; empty where all went well.
    """

    path: Path
    sha256: str
    outcome: Outcome | None
    extractions: tuple[tuple[str, Extraction], ...] = ()
    words: int = 0
    trace: str = ""


def fingerprint(path: Path) -> Input:
    """A file as an input: its path and the hash of its bytes, or why it cannot be opened."""
    name = shown(path.as_posix())
    place = None if name == path.as_posix() else path
    if path.exists() and not path.is_file():
        return Input(name, "", failed(FailureCode.NOT_A_DOCUMENT, "This is no file.").failure)
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            return Input(name, digest, place=place)
    except OSError as error:
        detail = f"The file cannot be opened: {error.strerror}."
        return Input(name, "", failed(FailureCode.UNREADABLE, detail).failure)


def work_on(job: Job, model: str | None = None, ocr: bool = False) -> Result:
    """Reads a file, unless that was done, and extracts its documents."""
    outcome = None if job.documents is not None else read_file(job.path, ocr)
    documents = outcome.documents if outcome else job.documents or ()
    extract = extractor(model)
    extractions: list[tuple[str, Extraction]] = []
    trace = ""
    for document in documents:
        try:
            extractions.append((content_key(document), extract(document)))
        except Exception:  # The document's boundary: a mistake of ours costs one row, not the run.
            trace = traceback.format_exc()
    words = sum(document.words for document in documents)
    return Result(job.path, job.sha256, outcome, tuple(extractions), words, trace)


@cache
def extractor(model: str | None) -> Extractor:
    """The process's extractor; loading it takes a second."""
    return Extractor(model)


def extractor_version(model: str | None = None) -> str:
    """Names what extracts: another version, or another model, extracts anew."""
    return f"{EXTRACTOR_VERSION}+{model}" if model else EXTRACTOR_VERSION


READ_SECONDS = 30.0
"""Limit of wall time for reading and extracting one file."""


def guarded(workers: int, model: str | None = None, ocr: bool = False) -> Guard[Result]:
    """Warm workers for jobs; recognition takes its time."""
    # The guard hands on whatever it is given; its types speak of paths.
    function = cast(Callable[[Path], Result], partial(work_on, model=model, ocr=ocr))
    seconds = recognition.SECONDS if ocr else READ_SECONDS
    memory_mb = recognition.MEMORY_MB if ocr else MEMORY_MB
    prepare = partial(extractor, model)
    return Guard(function, workers, seconds, memory_mb, prepare, "pipeline.rehearsed")


def results(guard: Guard[Result], jobs: Iterable[Job]) -> Iterator[Result]:
    """What came of each job, in their order, whatever became of the worker."""
    for job, result in guard.map(cast(Iterable[Path], jobs)):
        yield _broken(cast(Job, job), result) if isinstance(result, Failure) else result


def _broken(job: Job, failure: Failure) -> Result:
    """A job that broke its worker; a file that had been read before stays read."""
    outcome = Outcome(failure=failure) if job.documents is None else None
    return Result(job.path, job.sha256, outcome)


class Pool:
    """Warm workers for several threads: each batch has one worker for itself."""

    def __init__(self, workers: int, model: str | None = None, ocr: bool = False) -> None:
        self._guards = ExitStack()
        self._free: SimpleQueue[Guard[Result]] = SimpleQueue()
        for _ in range(workers):
            self._free.put(self._guards.enter_context(guarded(1, model, ocr)))

    def work(self, jobs: Iterable[Job]) -> list[Result]:
        """What came of each job; waits for a free worker."""
        guard = self._free.get()
        try:
            return list(results(guard, jobs))
        finally:
            self._free.put(guard)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._guards.close()
