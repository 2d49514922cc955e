"""The main job as a Prefect flow: what is new is read and extracted in batches, then all written.

The ledger in the registry decides what is new before any task is made. The worker processes return
rows; they are written here, batch by batch, so that a run that is stopped keeps what it finished.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from prefect import Task, flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import as_completed
from prefect.runtime import task_run

from flows.progress import Progress
from pipeline.document.model import Document
from pipeline.export.release import export_all
from pipeline.ingest.outcome import Failure, FailureCode
from pipeline.ingest.read import READER_VERSION
from pipeline.inputs import find_files
from pipeline.registry.model import Input
from pipeline.registry.store import FILE_NAME, Store, open_store
from pipeline.settings import DEFAULT_INPUT, DEFAULT_OUT, default_workers
from pipeline.summary import Summary, summarise
from pipeline.work import Job, Pool, Result, extractor_version, fingerprint

BATCH_SIZE = 32
IO_RETRIES = 2
ARTIFACT = "leakreg-run"


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of a batch; small, since Prefect keeps it until the flow ends.

    Attributes:
        files: number of files.
        words: number of words in their documents.
        unreadable: failures to open a file, by path; they are not recorded as read.
    """

    files: int
    words: int
    unreadable: dict[str, Failure]


@flow(name="leakreg-run")
def leakreg_run(
    paths: Sequence[str] = (str(DEFAULT_INPUT),),
    out: str = str(DEFAULT_OUT),
    workers: int | None = None,
    model: str | None = None,
) -> Summary:
    """Reads and extracts what is new under the paths and writes all tables.

    Args:
        paths: files and folders.
        out: the output folder, with the registry in it.
        workers: number of worker processes; by default one a core.
        model: name of an installed spaCy model whose entities are used as well.
    """
    inputs = [fingerprint(path) for path in find_files(map(Path, paths))]
    version = extractor_version(model)
    with open_store(Path(out) / FILE_NAME) as store:
        fresh = list(_new(store, inputs, version))
        if fresh:
            unreadable = _work(store, fresh, workers or default_workers(), model)
            inputs = [
                replace(one, failure=one.failure or unreadable.get(one.source_path))
                for one in inputs
            ]
        registry = store.record_run(inputs, READER_VERSION, version)
        export_all(registry, Path(out))
    summary = summarise(registry, len(fresh))
    _publish(summary)
    return summary


def _new(store: Store, inputs: Iterable[Input], version: str) -> Iterator[Input]:
    """The inputs with work to do, each content once."""
    by_content = {one.sha256: one for one in inputs if one.sha256}
    for one in by_content.values():
        if not store.is_done(one.sha256, READER_VERSION, version):
            yield one


def _work(
    store: Store, fresh: Sequence[Input], workers: int, model: str | None
) -> dict[str, Failure]:
    """Works on all inputs; returns the failures to open a file by path."""
    progress = Progress(len(fresh))
    unreadable: dict[str, Failure] = {}
    with Pool(workers, model) as pool:
        futures = [
            read_and_extract.submit(batch, store, pool, extractor_version(model))
            for batch in _batches(fresh, workers)
        ]
        for future in as_completed(futures):
            batch = future.result()
            progress.add(batch.files, batch.words)
            unreadable |= batch.unreadable
    return unreadable


def _batches(fresh: Sequence[Input], workers: int) -> Iterator[list[Input]]:
    """Batches of at most `BATCH_SIZE`, small enough that every worker has some."""
    size = max(1, min(BATCH_SIZE, -(-len(fresh) // workers)))
    waiting = iter(fresh)
    while batch := list(islice(waiting, size)):
        yield batch


def _is_io(_task: Task[..., Batch], _run: TaskRun, state: State[Batch]) -> bool:
    """Whether another attempt may help."""
    return isinstance(state.result(raise_on_failure=False), OSError)


@task(
    retries=IO_RETRIES,
    retry_delay_seconds=1,
    retry_condition_fn=_is_io,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def read_and_extract(batch: Sequence[Input], store: Store, pool: Pool, version: str) -> Batch:
    """Has one worker read and extract a batch, and records what it gave.

    Raises:
        OSError: if a file cannot be opened, unless this is the last attempt.
    """
    jobs = [Job(Path(one.source_path), one.sha256, _known(store, one)) for one in batch]
    results = pool.work(jobs)
    unreadable = {one.path.as_posix(): failure for one in results if (failure := _unreadable(one))}
    if unreadable and task_run.run_count <= IO_RETRIES:
        raise OSError(f"cannot be opened: {', '.join(unreadable)}")
    _save(store, results, version)
    return Batch(len(results), sum(one.words for one in results), unreadable)


def _known(store: Store, one: Input) -> tuple[Document, ...] | None:
    """What was read from a file before, None where it has to be read."""
    outcome = store.known_outcome(one.sha256, READER_VERSION)
    return outcome.documents if outcome else None


def _unreadable(result: Result) -> Failure | None:
    failure = result.outcome.failure if result.outcome else None
    return failure if failure and failure.code is FailureCode.UNREADABLE else None


def _save(store: Store, results: Iterable[Result], version: str) -> None:
    log = get_run_logger()
    for result in results:
        if result.trace:
            log.error("%s: the extraction broke off\n%s", result.path, result.trace)
    store.save_outcomes(
        [(one.sha256, one.outcome) for one in results if one.outcome and not _unreadable(one)],
        READER_VERSION,
    )
    store.save_extractions([pair for one in results for pair in one.extractions], version)


def _publish(summary: Summary) -> None:
    """Shows the summary and the failures in Prefect's interface."""
    rows = [{"what": name, "how many or why": str(value)} for name, value in summary.figures()]
    rows += [{"what": path, "how many or why": reason} for path, reason in summary.failures]
    create_table_artifact(table=rows, key=ARTIFACT, description="What the run found")
