"""The main job as a Prefect flow: what is new is read and extracted in batches, then all written.

The ledger in the registry decides what is new before any task is made.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.artifacts import create_table_artifact

from flows.batches import Work, work_on_all
from flows.engines import no_cluster, task_runner
from pipeline.clock import stamp
from pipeline.document.model import Mark
from pipeline.export.release import LOCK_NAME, export_all
from pipeline.export.shares import Shares
from pipeline.filelock import locked
from pipeline.glance import Glance
from pipeline.ingest.ocr import is_installed
from pipeline.ingest.outcome import FailureCode, failed
from pipeline.ingest.read import READER_VERSION
from pipeline.inputs import find_files
from pipeline.intake import opened
from pipeline.registry.codes import EXCLUDED_MARKS
from pipeline.registry.model import Input, Registry
from pipeline.registry.releases import About, Draft, counts_of
from pipeline.registry.store import FILE_NAME, Store, ocr_version, open_store
from pipeline.settings import DEFAULT_INPUT, DEFAULT_OUT, RunSettings, default_workers
from pipeline.settled import basis_of, settle, settled
from pipeline.summary import Summary, summarise
from pipeline.uncollected import uncollected
from pipeline.work import extractor_version

ARTIFACT = "leakreg-run"
NOT_INSTALLED = "The pages are pictures without a text layer, and Tesseract is not installed here."


@dataclass(frozen=True, slots=True)
class Asked:
    """What the tables are to be made of and where.

    Attributes:
        out: the output folder.
        extractor: version of what finds the values.
        excluded: the marks whose bearers are left out.
        ocr: whether text that was recognised from pictures counts.
        queries: the searches that brought the documents.
        made_at: the time of the release, in ISO 8601; None for that at which it is made.
    """

    out: Path
    extractor: str
    excluded: tuple[str, ...]
    ocr: bool
    queries: tuple[dict[str, Any], ...]
    made_at: str | None


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
    asked = Asked(Path(out), version, tuple(excluded), ocr, tuple(queries), made_at)
    with open_store(Path(out) / FILE_NAME) as store:
        work = Work(store, READER_VERSION, asked.extractor, workers or default_workers(), model)
        with _taken_in(store, [Path(path) for path in paths], asked.out, rehash) as inputs:
            done, read = _brought_up(work, inputs, ocr)
        summary = _written(store, asked, done, read)
    _publish(summary)
    return summary


def run_on_engine(settings: RunSettings, queries: Sequence[dict[str, Any]] = ()) -> Summary:
    """Runs the flow on the engine that the settings name.

    Args:
        settings: what the run is made with.
        queries: the searches that brought the documents, to be kept with the release.

    Raises:
        UserError: if no cluster answers, or the run cannot be made.
    """
    run = leakreg_run.with_options(task_runner=task_runner(settings))
    paths = [str(path) for path in settings.paths]
    own = (settings.workers, settings.model, settings.ocr, settings.excluded, settings.rehash)
    try:
        return run(paths, str(settings.out), *own, queries)
    except ConnectionError as error:
        if not settings.address:
            raise
        raise no_cluster(settings.address) from error


@contextmanager
def _taken_in(
    store: Store, given: list[Path], out: Path, rehash: bool
) -> Iterator[Sequence[Input]]:
    """The files of the run, archives opened; what was looked at is remembered."""
    glance = Glance({} if rehash else store.looks())
    with opened(find_files(given), out, given, glance) as inputs:
        if glance.fresh:
            store.save_looks(glance.fresh)
        yield inputs


def _brought_up(work: Work, inputs: Sequence[Input], ocr: bool) -> tuple[list[Input], int]:
    """Does all that is to do; the inputs, and the number of those that were new."""
    done, read = _worked(work, inputs)
    if not ocr:
        return done, read
    done, recognised = _recognised(work, done)
    return done, read + recognised


@uncollected()
def _written(store: Store, asked: Asked, done: Sequence[Input], read: int) -> Summary:
    """Makes the registry of the inputs and writes its tables, unless they are there already."""
    with locked(asked.out / LOCK_NAME):
        basis = basis_of(
            done,
            READER_VERSION,
            asked.extractor,
            store.last_decision(),
            excluded=asked.excluded,
            ocr=asked.ocr,
        )
        if not read and (there := settled(store, basis, asked.out)):
            return there
        marks = [Mark(mark) for mark in asked.excluded]
        registry = store.record_run(done, READER_VERSION, asked.extractor, marks, asked.ocr, basis)
        release, hashes = _released(store, asked, registry)
        summary = summarise(registry, read, release)
        settle(store, basis, hashes, summary)
        return summary


def _released(store: Store, asked: Asked, registry: Registry) -> tuple[int | None, dict[str, str]]:
    """Writes the tables.

    Returns:
        The number of the release that they make, None where none changed, and their hashes.
    """
    settings = {"excluded": sorted(asked.excluded), "ocr": asked.ocr}
    about = About(READER_VERSION, asked.extractor, settings, asked.queries, counts_of(registry))
    draft = Draft(store)
    shares = Shares(store.shares(), asked.out)
    export_all(registry, asked.out, draft.taking, shares)
    release = draft.release(registry, about, asked.made_at or stamp())
    store.save_shares(shares.told(draft.hashes))
    return (release.number if release else None), draft.hashes


def _worked(work: Work, inputs: Sequence[Input]) -> tuple[list[Input], int]:
    """Reads and extracts what is new; the inputs, and the number of those that were new."""
    fresh = list(_new(work, inputs))
    failed_to_open = work_on_all(work, fresh) if fresh else {}
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


def _publish(summary: Summary) -> None:
    """Shows the summary and the failures in Prefect's interface."""
    rows = [{"what": name, "how many or why": str(value)} for name, value in summary.figures()]
    rows += [{"what": path, "how many or why": reason} for path, reason in summary.failures]
    create_table_artifact(table=rows, key=ARTIFACT, description="What the run found")
