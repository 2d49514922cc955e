"""Brings the articles that one query finds at one service, several at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from pipeline.clock import Clock, stamp
from pipeline.errors import UserError
from pipeline.sources.answers import Kind
from pipeline.sources.log import Entry, FetchLog
from pipeline.sources.model import Brought, Found, Source
from pipeline.sources.queries import Query
from pipeline.sources.result import QueryFetched
from pipeline.sources.search import begin
from pipeline.sources.shelf import Shelf
from pipeline.sources.transport import FailedError

OVERLAP = timedelta(days=7)
"""So far a refresh looks back before the last search: services index with some delay."""
MOST_FAILURES = 10
"""So many requests in a row that fail mean that the service cannot serve."""

Report = Callable[[str, int, int], None]
"""Is told the query's name, the articles done, and those found."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """An article that was brought and kept.

    Attributes:
        brought: what asking for it gave.
        kind: of the file that is new or changed; None where none is.
        was_there: whether it was known before.
    """

    brought: Brought
    kind: Kind | None
    was_there: bool


class Articles:
    """One query at one service."""

    def __init__(
        self,
        query: Query,
        source: Source,
        log: FetchLog,
        fetched: QueryFetched,
        clock: Clock,
        report: Report,
    ) -> None:
        self._query = query
        self._source = source
        self._log = log
        self._clock = clock
        self._report = report
        self._counts = fetched.counts
        self._fetched = fetched
        self._failures = 0
        self._done = 0
        self._search = begin(fetched.folder, query, self._since(), clock())
        refresh = self._search.since is not None
        self._shelf = Shelf(fetched.folder, log, query, self._search.name, refresh)

    def run(self, workers: int) -> None:
        """Fetches all; where some failed the search counts as unfinished and is made again."""
        pool = ThreadPoolExecutor(workers)
        running: set[Future[list[Shelved]]] = set()
        try:
            for batch in _batches(self._wanted(), self._source.batch):
                running.add(pool.submit(self._bring, batch))
                if len(running) >= 2 * workers:
                    running = self._count_some(running)
            while running:
                running = self._count_some(running)
        except FailedError as error:
            raise search_failed(error) from error
        finally:
            pool.shutdown(cancel_futures=True)
        if not self._counts.failed:
            self._log.add([self._finished()])
        self._search.close()

    def _bring(self, batch: Sequence[Found]) -> list[Shelved]:
        """Asks for some articles and keeps them at once, in the thread that asked."""
        return [self._shelved(one) for one in self._source.bring(self._query, batch)]

    def _shelved(self, brought: Brought) -> Shelved:
        was_there = self._log.find(brought.found.identifiers) is not None
        return Shelved(brought, self._shelf.put(brought, stamp(self._clock)), was_there)

    def _wanted(self) -> Iterator[Found]:
        """The articles that the search finds and that are not there."""
        stems, seen = self._query.stems, set[str]()
        for page in self._search.pages(self._source, self._query):
            for found in page.found:
                unwanted = stems and stems.keys().isdisjoint(found.identifiers)
                if unwanted or found.identifier in seen:  # Pages shift when articles come in.
                    continue
                seen.add(found.identifier)
                self._counts.found += 1
                if self._shelf.has(found, stamp(self._clock)):
                    self._counts.known += 1
                    self._done += 1
                else:
                    yield found
            self._told(page.total)

    def _count_some(self, running: set[Future[list[Shelved]]]) -> set[Future[list[Shelved]]]:
        """Counts what has come; the rest is still running."""
        done, rest = wait(running, return_when=FIRST_COMPLETED)
        for batch in (future.result() for future in done):
            for shelved in batch:
                self._tally(shelved)
            all_failed = all(one.brought.failed for one in batch)
            self._failures = self._failures + 1 if all_failed else 0
        self._told(self._counts.found)
        if self._failures >= MOST_FAILURES:
            raise UserError(
                f"{self._query.source} fails to answer time after time: fetch again later. What "
                "was fetched is kept."
            )
        return rest

    def _tally(self, shelved: Shelved) -> None:
        counts, brought = self._counts, shelved.brought
        self._done += 1
        counts.failed += brought.failed
        counts.withheld += any(one.kind is Kind.WITHHELD for one in brought.tried)
        counts.gone += brought.kind is Kind.GONE
        counts.abstract_only += shelved.kind is Kind.ABSTRACT_ONLY
        if shelved.kind:
            counts.changed += shelved.was_there
            counts.new += not shelved.was_there
            self._fetched.paths.append(self._shelf.path(brought.found))
        elif not brought.failed and brought.kind is not Kind.GONE:
            counts.known += 1

    def _told(self, total: int) -> None:
        self._report(self._query.name, self._done, max(total, self._counts.found))

    def _since(self) -> date | None:
        """The day since when new and changed records are wanted; None for a first search."""
        last = None if self._query.stems else self._log.finished(self._query.key)
        if last is None:
            return None
        return min(datetime.fromisoformat(last.time), self._clock()).date() - OVERLAP

    def _finished(self) -> Entry:
        query, search = self._query, self._search
        address = self._source.address(query, search.since, self._source.first)
        return Entry(
            search.began,
            query.name,
            query.source,
            search.name,
            str(address),
            Kind.SEARCH,
            version=search.key,
            detail=f"{self._counts.found} found",
        )


def _batches(items: Iterable[Found], size: int) -> Iterator[list[Found]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def search_failed(error: FailedError) -> UserError:
    """The mistake to tell where a page of a search does not come."""
    return UserError(f"The search failed: {error}. Fetch again later; what was fetched is kept.")
