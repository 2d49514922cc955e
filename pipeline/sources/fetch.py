"""Looks queries up and brings what is new into folders of documents."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.clock import Clock, stamp
from pipeline.sources import folder as watched
from pipeline.sources.answers import Kind
from pipeline.sources.articles import Articles, Report, search_failed
from pipeline.sources.log import Entry, FetchLog
from pipeline.sources.queries import Query
from pipeline.sources.result import Fetched, QueryFetched
from pipeline.sources.services import Services
from pipeline.sources.transport import FailedError, Transport


def quiet(name: str, done: int, found: int) -> None:
    """A report to nobody."""


def folder_of(query: Query, home: Path) -> Path:
    """Where the documents of a query are, or for a watched folder its log."""
    return query.into or home / query.name


def fetch(
    queries: Sequence[Query],
    home: Path,
    services: Services,
    clock: Clock,
    report: Report = quiet,
) -> Fetched:
    """Brings what the queries find and is not there yet.

    It can be killed at any moment: the next fetch goes on with the same search and asks again
    only for what was under way.

    Args:
        queries: what is looked for.
        home: the folder that has a folder for each query.
        services: where the services are.
        clock: the time for the log, with its zone.
        report: is told how far it is.

    Raises:
        UserError: if a service cannot be reached, refuses or fails, or a folder cannot be
            written; what was fetched before is kept.
    """
    with services.transport() as transport:
        return Fetched(
            tuple(_fetch(query, home, services, transport, clock, report) for query in queries)
        )


def count(queries: Iterable[Query], services: Services) -> dict[str, int]:
    """How many articles each query would find, by its name; nothing is kept.

    Raises:
        UserError: as `fetch` does.
    """
    with services.transport() as transport:
        return {query.name: _count(query, services, transport) for query in queries}


def _count(query: Query, services: Services, transport: Transport) -> int:
    if query.source == "folder":
        return watched.look(Path(query.text), []).total
    source = services.source(query, transport)
    try:
        data = source.search(source.address(query, None, source.first, 1))
    except FailedError as error:
        raise search_failed(error) from error
    return source.page(data).total


def _fetch(
    query: Query,
    home: Path,
    services: Services,
    transport: Transport,
    clock: Clock,
    report: Report,
) -> QueryFetched:
    fetched = QueryFetched(query.name, folder_of(query, home))
    with FetchLog(fetched.folder) as log:
        if query.source == "folder":
            _watch(query, log, fetched, clock)
        else:
            source = services.source(query, transport)
            Articles(query, source, log, fetched, clock, report).run(services.workers)
    fetched.paths.sort()
    return fetched


def _watch(query: Query, log: FetchLog, fetched: QueryFetched, clock: Clock) -> None:
    """Says which files of a folder are new or changed, and remembers them."""
    seen = watched.look(Path(query.text), log.known())
    counts, time = fetched.counts, stamp(clock)
    for change in seen.changes:
        kind = Kind.SEEN if change.sha256 else Kind.GONE
        counts.new += change.is_new
        counts.changed += kind is Kind.SEEN and not change.is_new
        counts.gone += kind is Kind.GONE
        if kind is Kind.SEEN:
            fetched.paths.append(change.path)
    counts.found = seen.total
    counts.known = counts.found - counts.new - counts.changed
    entries = [_seen(query, change, time) for change in seen.changes]
    if entries:
        log.add(entries)


def _seen(query: Query, change: watched.Change, time: str) -> Entry:
    return Entry(
        time,
        query.name,
        query.source,
        "",
        change.path.as_posix(),
        Kind.SEEN if change.sha256 else Kind.GONE,
        (watched.identifier(change.path),),
        sha256=change.sha256,
        version=change.stamp,
    )
