"""What a refresh gave."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import UserError
from pipeline.sources.result import QueryFetched
from pipeline.summary import Summary


@dataclass(slots=True)
class Refreshed:
    """What came of each step.

    Attributes:
        fetched: of each query whose source answered.
        failures: why a source did not, a line a query.
        summary: of the run; None where there was nothing to read.
        changes: the change logs that were written.
    """

    fetched: list[QueryFetched] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    summary: Summary | None = None
    changes: list[Path] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether a source, an article or a document failed."""
        articles = any(one.counts.failed for one in self.fetched)
        return bool(self.failures or articles or (self.summary and self.summary.failed))

    def lines(self) -> Iterator[str]:
        """What came of it, for the terminal."""
        yield from (one.line() for one in self.fetched)
        if self.summary:
            yield from self.summary.lines()
            if self.summary.release:
                yield f"release {self.summary.release}"
        if self.changes:
            yield f"what changed, and why: {', '.join(map(str, self.changes))}"


class SourceFailedError(UserError):
    """Some source failed; all else was done.

    Attributes:
        refreshed: what was done.
    """

    def __init__(self, refreshed: Refreshed) -> None:
        super().__init__("; ".join(refreshed.failures))
        self.refreshed = refreshed
