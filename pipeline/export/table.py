"""A CSV file of the release: its columns and how a registry fills them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.export.cells import Cell, csv_lines
from pipeline.export.column import Column
from pipeline.registry.model import Registry

Row = Sequence[Cell]


class Writer(Protocol):
    """Makes one file of the release."""

    @property
    def filename(self) -> str:
        """Name of the file in the output folder."""
        ...

    def content(self, registry: Registry) -> bytes:
        """The bytes of the file; the same registry gives the same bytes."""
        ...

    def parts(self, registry: Registry) -> Iterable[bytes]:
        """The same bytes part by part, for files that are better not held in memory."""
        ...


@dataclass(frozen=True, slots=True)
class Link:
    """A column whose values stand in a column of the same name in another table."""

    column: str
    table: str


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file.

    Attributes:
        name: of the file, without its ending.
        description: what one row is.
        columns: in the file's order.
        rows: the cells of each row, in the order of the columns.
        key: columns that together name a row; empty where nothing does.
        links: columns that lead to other tables.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    rows: Callable[[Registry], Iterable[Row]]
    key: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def filename(self) -> str:
        """Name of the file in the output folder."""
        return f"{self.name}.csv"

    def parts(self, registry: Registry) -> Iterator[bytes]:
        """The lines of the file."""
        return csv_lines([column.name for column in self.columns], self.rows(registry))

    def content(self, registry: Registry) -> bytes:
        """The bytes of the file."""
        return b"".join(self.parts(registry))
