"""The scheduled refresh: fetch, run, release, change log, by one process at a time.

Every step leaves what the next refresh goes on with, so that one which is killed or whose source
fails loses nothing. What has nothing to do says so and does nothing.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from flows.overdue import drop_overdue
from flows.run import run_on_engine
from pipeline.clock import now, stamp
from pipeline.errors import UserError
from pipeline.export.changes import write_changes
from pipeline.inputs import find_files
from pipeline.refreshed import Refreshed, SourceFailedError
from pipeline.registry.codes import EXCLUDED_MARKS
from pipeline.registry.lease import within_lease
from pipeline.registry.store import FILE_NAME, open_store
from pipeline.settings import (
    DEFAULT_FETCHED,
    DEFAULT_INPUT,
    DEFAULT_OUT,
    DEFAULT_QUERIES,
    LEASED,
    LOCAL,
    RunSettings,
    default_workers,
)
from pipeline.sources.fetch import fetch, folder_of
from pipeline.sources.progress import FetchProgress
from pipeline.sources.queries import Query, gathered, read_queries
from pipeline.sources.result import QueryFetched
from pipeline.sources.services import Services
from pipeline.summary import Summary

ARTIFACT = "leakreg-changes"
MOST_SHOWN = 100_000
"""Characters of a change log that are shown in Prefect's interface."""


@flow(name="leakreg-refresh")
def leakreg_refresh(
    queries: str = str(DEFAULT_QUERIES),
    out: str = str(DEFAULT_OUT),
    paths: Sequence[str] = (),
    into: str | None = None,
    email: str = "",
    workers: int | None = None,
    model: str | None = None,
    ocr: bool = False,
    excluded: Sequence[str] = EXCLUDED_MARKS,
    engine: str = LOCAL,
    address: str | None = None,
) -> Refreshed:
    """Brings what is new, runs over it and tells what changed.

    Args:
        queries: the query file.
        out: the output folder, with the registry in it.
        paths: what is read beside the folders of the queries; the corpus if nothing is named and
            the query file is its own.
        into: the folder for what is fetched; by default one a query in the corpus.
        email: of the user, named to the services.
        workers: number of worker processes; by default one a core.
        model: name of an installed spaCy model whose entities are used as well.
        ocr: whether pages that are pictures are recognised with Tesseract.
        excluded: the marks (retracted, ...) whose bearers are left out; others are flagged.
        engine: where the batches are worked on: local, dask or ray.
        address: of a running cluster.

    Raises:
        UserError: if another refresh holds the registry, or if queries, folders or the registry
            cannot be used.
        SourceFailedError: if a source failed; what came is in the registry.
    """
    listed = gathered(read_queries(Path(queries)), Path(into) if into else None)
    given = [Path(path) for path in paths]
    if not given and Path(queries) == DEFAULT_QUERIES:
        given = [DEFAULT_INPUT]
    settings = RunSettings(
        out=Path(out),
        engine=engine,
        address=address,
        workers=workers or default_workers(),
        model=model,
        ocr=ocr,
        excluded=tuple(excluded),
    )
    with within_lease(Path(out) / FILE_NAME, LEASED, stamp()):
        drop_overdue()
        done = _refreshed(listed, given, settings, email)
        drop_overdue()
    if done.failures:
        raise SourceFailedError(done)
    return done


def _refreshed(
    queries: Sequence[Query], given: Sequence[Path], settings: RunSettings, email: str
) -> Refreshed:
    done = Refreshed()
    for query in queries:
        try:
            done.fetched.append(fetch_query.with_options(name=f"fetch-{query.name}")(query, email))
        except UserError as error:
            done.failures.append(f"{query.name}: {error}")
            _say(f"fetch: {done.failures[-1]}")
    _say_fetched(done)
    read = [*given, *_folders(queries, given)]
    done.summary = _run(read, settings, queries, done)
    if done.summary:
        done.changes = change_logs(str(settings.out))
    return done


@task(cache_policy=NO_CACHE, persist_result=False)
def fetch_query(query: Query, email: str) -> QueryFetched:
    """Brings what one query finds and is not there yet."""
    services = Services.of(os.environ, email)
    (fetched,) = fetch([query], DEFAULT_FETCHED, services, now, FetchProgress()).queries
    return fetched


def _say_fetched(done: Refreshed) -> None:
    counts = [one.counts for one in done.fetched]
    if not done.failures and not any(one.new or one.changed or one.gone for one in counts):
        _say("fetch: nothing new")


def _folders(queries: Sequence[Query], given: Sequence[Path]) -> list[Path]:
    """The folders of the queries that are not in one that is read anyway.

    A watched folder is among them even where it is not there: a run without it would withdraw all
    that it had.
    """
    roots = {path.resolve() for path in given}
    watched = [Path(query.text) for query in queries if query.source == "folder"]
    fetched = [folder_of(one, DEFAULT_FETCHED) for one in queries if one.source != "folder"]
    folders = [*watched, *(one for one in fetched if one.is_dir())]
    return [one for one in folders if roots.isdisjoint([one.resolve(), *one.resolve().parents])]


def _run(
    paths: Sequence[Path], settings: RunSettings, queries: Sequence[Query], done: Refreshed
) -> Summary | None:
    """Reads what is new and makes a release where that changes anything."""
    try:
        find_files(paths)
    except UserError as error:
        if not done.failures:
            raise
        _say(f"run: skipped. {error}")
        return None
    told = [_told(query, done.fetched) for query in queries]
    summary = run_on_engine(replace(settings, paths=tuple(paths)), told)
    if not summary.extracted:
        _say("run: no document is new or changed")
    if not summary.release:
        _say("release: none, since no table changed")
    return summary


def _told(query: Query, fetched: Sequence[QueryFetched]) -> dict[str, Any]:
    """A query as it is kept with the release: how to repeat it, and what it found this time."""
    since = query.since.isoformat() if isinstance(query.since, date) else ""
    told = {"name": query.name, "source": query.source, "text": query.text, "from": since}
    counts = next((one.counts for one in fetched if one.name == query.name), None)
    names = ("found", "new", "changed", "gone") if counts else ()
    return told | {name: getattr(counts, name) for name in names}


@task(cache_policy=NO_CACHE, persist_result=False)
def change_logs(out: str) -> list[Path]:
    """Writes what each release changed, where that is not written yet."""
    with open_store(Path(out) / FILE_NAME, create=False) as store:
        written = write_changes(store, Path(out))
    if not written:
        _say("change log: nothing to add")
    for path in written[-1:]:
        text = path.read_text(encoding="utf-8")[:MOST_SHOWN]
        create_markdown_artifact(text, key=ARTIFACT, description="What the refresh changed")
    return written


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
