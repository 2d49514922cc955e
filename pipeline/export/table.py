"""A CSV file of the release: its columns and how a registry fills them, or each study by itself."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pipeline.export.cells import Cell, csv_lines, row_lines
from pipeline.export.column import Column
from pipeline.registry.model import Registry, Study

Row = Sequence[Cell]


BLOCK = 1 << 18
"""Bytes of a block, at least."""


def in_blocks(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in blocks: what is done with each costs more than its bytes do."""
    waiting: list[bytes] = []
    size = 0
    for part in parts:
        waiting.append(part)
        size += len(part)
        if size >= BLOCK:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


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
class Described:
    """What is known of a CSV file without a registry.

    Attributes:
        name: of the file, without its ending.
        description: what one row is.
        columns: in the file's order.
        key: columns that together name a row; empty where nothing does.
        links: columns that lead to other tables.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = field(default=(), kw_only=True)
    links: tuple[Link, ...] = field(default=(), kw_only=True)

    @property
    def filename(self) -> str:
        """Name of the file in the output folder."""
        return f"{self.name}.csv"

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]


@dataclass(frozen=True, slots=True)
class Table(Described):
    """A CSV file whose rows come from a registry as a whole.

    Attributes:
        rows: the cells of each row, in the order of the columns.
    """

    rows: Callable[[Registry], Iterable[Row]]

    def parts(self, registry: Registry) -> Iterator[bytes]:
        """The lines of the file."""
        return csv_lines(self.header, self.rows(registry))

    def content(self, registry: Registry) -> bytes:
        """The bytes of the file."""
        return b"".join(self.parts(registry))


@dataclass(frozen=True, slots=True)
class StudyTable(Described):
    """A CSV file in which each study has rows of its own, one study after the other.

    Attributes:
        rows_of: the cells of each row of a study. They follow from what it says, its document's
            name and data, and nothing else: see `shares`.
    """

    rows_of: Callable[[Study], Iterable[Row]]

    @property
    def beginning(self) -> bytes:
        """The line of the header."""
        return b"".join(row_lines([self.header]))

    def lines(self, study: Study) -> bytes:
        """The lines of a study."""
        return b"".join(row_lines(self.rows_of(study)))

    def rows(self, registry: Registry) -> Iterator[Row]:
        """The cells of all rows."""
        for study in registry.studies:
            yield from self.rows_of(study.opened())

    def content(self, registry: Registry) -> bytes:
        """The bytes of the file."""
        return b"".join(csv_lines(self.header, self.rows(registry)))
