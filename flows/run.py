"""The main job as a Prefect flow: what is new is read and extracted in batches, then all written.

The ledger in the registry decides what is new before any task is made. The worker processes return
rows; they are written here, batch by batch, so that a run that is stopped keeps what it finished.
On a cluster it is the same: its tasks return rows, and this process alone writes.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.context import FlowRunContext
from prefect.futures import as_completed

from flows.attempts import IO_RETRIES, failures, is_io, opened_all, unreadable
from flows.engines import Cluster, Runner, cluster_behind
from flows.progress import Progress
from pipeline.document.model import Document, Mark
from pipeline.export.release import LOCK_NAME, export_all
from pipeline.export.shares import Shares
from pipeline.filelock import locked
from pipeline.glance import Glance
from pipeline.ingest.ocr import is_installed
from pipeline.ingest.outcome import Failure, FailureCode, failed
from pipeline.ingest.read import READER_VERSION
from pipeline.inputs import find_files
from pipeline.intake import opened
from pipeline.registry.codes import EXCLUDED_MARKS
from pipeline.registry.model import Input
from pipeline.registry.releases import About, Draft, counts_of
from pipeline.registry.store import FILE_NAME, Store, ocr_version, open_store
from pipeline.settings import DEFAULT_INPUT, DEFAULT_OUT, default_workers
from pipeline.settled import basis_of, settle, settled
from pipeline.summary import Summary, summarise
from pipeline.work import Job, Pool, Result, extractor_version

BATCH_SIZE = 32
ARTIFACT = "leakreg-run"
NOT_INSTALLED = "The pages are pictures without a text layer, and Tesseract is not installed here."


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


@flow(name="leakreg-run")
def leakreg_run(
    paths: Sequence[str] = (str(DEFAULT_INPUT),),
    out: str = str(DEFAULT_OUT),
    workers: int | None = None,
    model: str | None = None,
    ocr: bool = False,
    excluded: Sequence[str] = EXCLUDED_MARKS,
    rehash: bool = False,
    queries: Sequence[dict[str, Any]] = (),
    made_at: str | None = None,
) -> Summary:
    """Reads and extracts what is new under the paths and writes all tables.

    Args:
        paths: files and folders.
        out: the output folder, with the registry in it.
        workers: number of worker processes; by default one a core.
        model: name of an installed spaCy model whose entities are used as well.
        ocr: whether pages that are pictures are recognised with Tesseract.
        excluded: the marks (retracted, ...) whose bearers are left out; others are flagged.
        rehash: whether every file is read to see if it has changed, whatever the file system says.
        queries: the searches that brought the documents, to be kept with the release.
        made_at: the time of the release, in ISO 8601; by default now.
    """
    Path(out).mkdir(parents=True, exist_ok=True)
    version = extractor_version(model)
    given = [Path(path) for path in paths]
    with ExitStack() as stack:
        store = stack.enter_context(open_store(Path(out) / FILE_NAME))
        glance = Glance({} if rehash else store.looks())
        inputs = stack.enter_context(opened(find_files(given), Path(out), given, glance))
        if glance.fresh:
            store.save_looks(glance.fresh)
        work = Work(store, READER_VERSION, version, workers or default_workers(), model)
        done, read = _worked(work, inputs)
        if ocr:
            done, recognised = _recognised(work, done)
            read += recognised
        with locked(Path(out) / LOCK_NAME):
            basis = basis_of(
                done, READER_VERSION, version, store.last_decision(), excluded=excluded, ocr=ocr
            )
            summary = settled(store, basis, Path(out)) if not read else None
            if summary is None:
                registry = store.record_run(
                    done, READER_VERSION, version, [Mark(mark) for mark in excluded], ocr, basis
                )
                settings = {"excluded": sorted(excluded), "ocr": ocr}
                about = About(
                    READER_VERSION, version, settings, tuple(queries), counts_of(registry)
                )
                draft = Draft(store)
                shares = Shares(store.shares(), Path(out))
                export_all(registry, Path(out), draft.taking, shares)
                release = draft.release(registry, about, made_at or _now())
                summary = summarise(registry, read, release.number if release else None)
                settle(store, basis, Path(out), summary)
                store.save_shares(shares.told())
    _publish(summary)
    return summary


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _worked(work: Work, inputs: Sequence[Input]) -> tuple[list[Input], int]:
    """Reads and extracts what is new; the inputs, and the number of those that were new."""
    fresh = list(_new(work, inputs))
    failed_to_open = _work(work, fresh) if fresh else {}
    done = [replace(one, failure=one.failure or failed_to_open.get(one.sha256)) for one in inputs]
    return done, len(fresh)


def _recognised(work: Work, inputs: Sequence[Input]) -> tuple[list[Input], int]:
    """Has the pages that are pictures recognised, or says what to install for it."""
    known = work.store.known_failures((one.sha256 for one in inputs), work.reader)
    pictures = {key for key, why in known.items() if why.code is FailureCode.NEEDS_OCR}
    waiting = {one.source_path for one in inputs if not one.failure and one.sha256 in pictures}
    if waiting and not is_installed():
        missing = failed(FailureCode.NEEDS_OCR, NOT_INSTALLED).failure
        said = [
            replace(one, failure=missing if one.source_path in waiting else one.failure)
            for one in inputs
        ]
        return said, 0
    under = replace(work, reader=ocr_version(work.reader), ocr=True)
    done, read = _worked(under, [one for one in inputs if one.source_path in waiting])
    by_path = {one.source_path: one for one in done}
    return [by_path.get(one.source_path, one) for one in inputs], read


def _new(work: Work, inputs: Iterable[Input]) -> Iterator[Input]:
    """The inputs with work to do, each content once."""
    by_content = {one.sha256: one for one in inputs if one.sha256 and not one.failure}
    done = work.store.done(work.reader, work.extractor) if by_content else set()
    yield from (one for sha256, one in by_content.items() if sha256 not in done)


def _work(work: Work, fresh: Sequence[Input]) -> dict[str, Failure]:
    """Works on all inputs; returns the failures to open a file by its hash."""
    progress = Progress(len(fresh))
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


def _publish(summary: Summary) -> None:
    """Shows the summary and the failures in Prefect's interface."""
    rows = [{"what": name, "how many or why": str(value)} for name, value in summary.figures()]
    rows += [{"what": path, "how many or why": reason} for path, reason in summary.failures]
    create_table_artifact(table=rows, key=ARTIFACT, description="What the run found")
