"""Works on what is new in batches, on processes here or on a cluster, as the flow's runner says.

The worker processes return rows; they are written here, batch by batch, so that a run that is
stopped keeps what it finished. On a cluster it is the same: its tasks return rows, and this process
alone writes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.context import FlowRunContext
from prefect.futures import as_completed

from flows.attempts import IO_RETRIES, failures, is_io, opened_all, unreadable
from flows.engines import Cluster, Runner, cluster_behind
from flows.progress import RunProgress
from pipeline.document.model import Document
from pipeline.ingest.outcome import Failure
from pipeline.registry.model import Input
from pipeline.registry.store import Store
from pipeline.work import Job, Pool, Result

BATCH_SIZE = 32


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of a batch; small, since Prefect keeps it until the flow ends.

    Attributes:
        files: number of files.
        words: number of words in their documents.
        unreadable: failures to open a file, by its hash; they are not recorded as read.
    """

    files: int
    words: int
    unreadable: dict[str, Failure]


@dataclass(frozen=True, slots=True)
class Work:
    """What files are worked on with.

    Attributes:
        store: where it is recorded.
        reader: version under which the ledger keeps what is read.
        extractor: version under which it keeps what is found.
        workers: number of worker processes.
        model: name of an installed spaCy model whose entities are used as well.
        ocr: whether the files are pictures to be recognised.
    """

    store: Store
    reader: str
    extractor: str
    workers: int
    model: str | None
    ocr: bool = False


def work_on_all(work: Work, fresh: Sequence[Input]) -> dict[str, Failure]:
    """Works on all inputs; returns the failures to open a file by its hash."""
    progress = RunProgress(len(fresh))
    failed_to_open: dict[str, Failure] = {}
    for batch in _worked_on(work, fresh):
        progress.add(batch.files, batch.words)
        failed_to_open |= batch.unreadable
    return failed_to_open


def _worked_on(work: Work, fresh: Sequence[Input]) -> Iterator[Batch]:
    """The batches as they end, wherever the flow's runner has them worked on."""
    context = FlowRunContext.get()
    cluster = cluster_behind(context.task_runner) if context else None
    if context and cluster:
        yield from _on_cluster(work, fresh, cluster, context.task_runner)
    else:
        yield from _here(work, fresh)


def _here(work: Work, fresh: Sequence[Input]) -> Iterator[Batch]:
    with Pool(min(work.workers, len(fresh)), work.model, work.ocr) as pool:
        futures = [
            read_and_extract.submit(batch, work, pool) for batch in _batches(fresh, work.workers)
        ]
        for future in as_completed(futures):
            yield future.result()


def _on_cluster(
    work: Work, fresh: Sequence[Input], cluster: Cluster, runner: Runner
) -> Iterator[Batch]:
    # What a cluster needs is not loaded for a run without one.
    from flows.scatter import scattered
    from flows.warm import Order

    orders = (
        Order([_job(work, one, Path.cwd()) for one in batch], work.model, work.ocr)
        for batch in _batches(fresh, work.workers)
    )
    for results in scattered(orders, cluster, runner):
        _save(work, results)
        yield _batch(results)


def _batches(fresh: Sequence[Input], workers: int) -> Iterator[list[Input]]:
    """Batches of at most `BATCH_SIZE`, small enough that every worker has some."""
    size = max(1, min(BATCH_SIZE, -(-len(fresh) // workers)))
    waiting = iter(fresh)
    while batch := list(islice(waiting, size)):
        yield batch


@task(
    retries=IO_RETRIES,
    retry_delay_seconds=1,
    retry_condition_fn=is_io,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def read_and_extract(batch: Sequence[Input], work: Work, pool: Pool) -> Batch:
    """Has one worker read and extract a batch, and records what it gave.

    Raises:
        OSError: if a file cannot be opened, unless this is the last attempt.
    """
    results = pool.work([_job(work, one) for one in batch])
    opened_all(results)
    _save(work, results)
    return _batch(results)


def _batch(results: Sequence[Result]) -> Batch:
    return Batch(len(results), sum(one.words for one in results), failures(results))


def _job(work: Work, one: Input, home: Path = Path()) -> Job:
    """The job that an input is, its path made whole with a folder for those who run elsewhere."""
    return Job(home / one.path, one.sha256, _known(work, one))


def _known(work: Work, one: Input) -> tuple[Document, ...] | None:
    """What was read from a file before, None where it has to be read."""
    outcome = work.store.known_outcome(one.sha256, work.reader)
    return outcome.documents if outcome else None


def _save(work: Work, results: Iterable[Result]) -> None:
    log = get_run_logger()
    for result in results:
        if result.trace:
            log.error("%s: the extraction broke off\n%s", result.path, result.trace)
    work.store.save_outcomes(
        [(one.sha256, one.outcome) for one in results if one.outcome and not unreadable(one)],
        work.reader,
    )
    work.store.save_extractions(
        [pair for one in results for pair in one.extractions], work.extractor
    )
