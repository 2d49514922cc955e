"""What a fetch gave."""

from dataclasses import dataclass, field, fields
from pathlib import Path


@dataclass(slots=True)
class Counts:
    """What became of the articles of a query.

    Attributes:
        found: articles, or files of a folder, that the search found.
        new: of them, brought for the first time.
        changed: brought anew because the source has changed them.
        known: there already and unchanged.
        abstract_only: of the new and changed ones, those of which only the record is to be had.
        withheld: full texts that are said to be open and are not given out.
        gone: no longer to be had.
        failed: articles whose text did not come; the next fetch asks for them again. Those of
            which the record came meanwhile count as new as well.
    """

    found: int = 0
    new: int = 0
    changed: int = 0
    known: int = 0
    abstract_only: int = 0
    withheld: int = 0
    gone: int = 0
    failed: int = 0


@dataclass(slots=True)
class QueryFetched:
    """What fetching a query gave.

    Attributes:
        name: of the query.
        folder: where its documents are.
        counts: what became of them.
        paths: the files that are new or changed, sorted.
    """

    name: str
    folder: Path
    counts: Counts = field(default_factory=Counts)
    paths: list[Path] = field(default_factory=list)

    def line(self) -> str:
        """What became of the query, in a line."""
        counts = self.counts
        records = f" ({counts.abstract_only:,} as abstracts)" if counts.abstract_only else ""
        told = [f"{counts.found:,} found", f"{counts.new:,} new{records}"]
        others = ("changed", "known", "withheld", "gone", "failed")
        told += [f"{getattr(counts, name):,} {name}" for name in others if getattr(counts, name)]
        return f"{self.name}: {', '.join(told)}; in {self.folder}"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a fetch gave, query by query."""

    queries: tuple[QueryFetched, ...]

    @property
    def total(self) -> Counts:
        """The counts of all queries together."""
        names = [one.name for one in fields(Counts)]
        return Counts(
            **{name: sum(getattr(one.counts, name) for one in self.queries) for name in names}
        )

    @property
    def paths(self) -> list[Path]:
        """All files that are new or changed."""
        return [path for one in self.queries for path in one.paths]
