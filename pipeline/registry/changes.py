"""What one release has that another has not: row by row, column by column, each with its cause."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from pipeline.registry import origins
from pipeline.registry.causes import Cause, Causes, Side, Spot
from pipeline.registry.codes import Status
from pipeline.registry.model import natural_key
from pipeline.registry.origins import NOTICE, Origin
from pipeline.registry.releases import Release, content_of, file_hashes, one_release
from pipeline.registry.store import Store
from pipeline.registry.transactions import reading

Row = dict[str, str]

_DOCUMENT = ("document_id", "first_author", "year", "doi", "pmid", "title", "reference")
"""Columns that tell a row's document and not what is said in it."""
_OF_A_DOCUMENT = ("document_id", "status", "reason_code", "notices", "study_type", "n_cases")
"""Columns of documents.csv that are compared."""


class Kind(StrEnum):
    """What became of a row or a cell."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Change:
    """One change between two releases.

    Attributes:
        table: registry, literature_cases, cohorts or documents.
        key: the case, or the document.
        document_id: the document.
        field: the column; empty for the row as a whole.
        change: added, changed or withdrawn.
        old, new: the cell then and now.
        causes: why, the most particular cause first.
    """

    table: str
    key: str
    document_id: str
    field: str
    change: Kind
    old: str
    new: str
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that is different between two releases; `files` names those with other bytes."""

    old: Release
    new: Release
    changes: tuple[Change, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    key: str
    compared: tuple[str, ...] = ()


_TABLES = (
    _Table("registry", "case_id"),
    _Table("literature_cases", "literature_case_id"),
    _Table("cohorts", "document_id"),
    _Table("documents", "document_id", _OF_A_DOCUMENT),
)


def difference(store: Store, old: int, new: int) -> Difference:
    """What changed from one release to another.

    Raises:
        UserError: if there is no such release.
    """
    with reading(store.engine) as connection:
        return compared(connection, old, new)


def compared(connection: Connection, old: int, new: int) -> Difference:
    """The same within a transaction."""
    before, now = one_release(connection, old), one_release(connection, new)
    hashes, others = file_hashes(connection, old), file_hashes(connection, new)
    names = {*hashes, *others}
    files = tuple(sorted(name for name in names if hashes.get(name) != others.get(name)))
    comparison = _Comparison(connection, before, now)
    changes = [
        change
        for table in _TABLES
        if f"{table.name}.csv" in files
        for change in comparison.changes(table)
    ]
    return Difference(before, now, tuple(changes), files)


def counted(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Changes by table, kind and first cause: the rows, and the cells that differ in them."""
    cells: Counter[tuple[str, str, str]] = Counter()
    rows: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    whole = {(one.table, one.key) for one in changes if not one.field}
    for one in changes:
        inner = (one.table, one.key) not in whole
        if inner or not one.field:
            change = Kind.CHANGED if inner else one.change
            kind = (one.table, change.value, one.causes[0].value)
            rows[kind].add(one.key)
            cells[kind] += inner
    order = {table.name: place for place, table in enumerate(_TABLES)}
    causes = [cause.value for cause in Cause]
    found = sorted(rows, key=lambda one: (order[one[0]], causes.index(one[2]), one[1]))
    return [
        {"table": kind[0], "change": kind[1], "cause": kind[2]}
        | {"rows": len(rows[kind]), "cells": cells[kind]}
        for kind in found
    ]


class _Comparison:
    """Two releases side by side."""

    def __init__(self, connection: Connection, old: Release, new: Release) -> None:
        self._connection = connection
        self._old = old.number
        self._new = new.number
        before, now = origins.from_bytes(
            *(content_of(connection, one.number, origins.FILE_NAME) for one in (old, new))
        )
        self._names = _renamed(before, now)
        self._causes = Causes(
            Side(old.about, {self._names.get(name, name): one for name, one in before.items()}),
            Side(new.about, now),
        )
        self._partners = self._pairs(old.number), self._pairs(new.number)

    def changes(self, table: _Table) -> Iterator[Change]:
        """The changes in one table, in the order of its rows."""
        files = (
            content_of(self._connection, number, f"{table.name}.csv")
            for number in (self._old, self._new)
        )
        gone, came = different_lines(*files)
        before = {self._now_called(row, table): row for row in _rows(gone, table)}
        now = {_key(row, table): row for row in _rows(came, table)}
        for key in sorted({*before, *now}, key=natural_key):
            if before.get(key) != now.get(key):
                yield from self._of_row(table, key, before.get(key), now.get(key))

    def _of_row(
        self, table: _Table, key: str, old: Row | None, new: Row | None
    ) -> Iterator[Change]:
        row = new or old or {}
        document = row["document_id"] if new else self._document(row, table)
        name = key if table.name == "documents" else document
        whole = None if old and new else (Kind.ADDED if new else Kind.WITHDRAWN)
        shown = key.removesuffix(NOTICE)
        if whole:
            causes = self._why(name, key, "", table)
            yield Change(table.name, shown, document, "", whole, "", "", causes)
        for column in _columns(table, old, new, bool(whole)):
            cells = (old or {}).get(column, ""), (new or {}).get(column, "")
            if cells[0] == cells[1]:
                continue
            kind = Kind.CHANGED if all(cells) else Kind.ADDED if cells[1] else Kind.WITHDRAWN
            causes = self._why(name, key, "" if whole else column, table)
            yield Change(table.name, shown, document, column, kind, *cells, causes)

    def _why(self, name: str, key: str, field: str, table: _Table) -> tuple[Cause, ...]:
        both = table.name == "documents" or field in ("", "flags")
        known = field in (*_DOCUMENT, table.key)
        paired = field == "flags" and table.name == "registry"
        partners = self._partners[0].get(key, set()) ^ self._partners[1].get(key, set())
        others = frozenset(partners if paired else ())
        return self._causes.of(Spot(key, name, field, both or not known, both or known, others))

    def _now_called(self, row: Row, table: _Table) -> str:
        """The key of an old row as it would be called in the new release."""
        key = _key(row, table)
        if table.name == "documents":
            return self._names.get(key, key)
        name = self._names.get(row["document_id"])
        return key if name is None else name + key.removeprefix(row["document_id"])

    def _document(self, row: Row, table: _Table) -> str:
        name = row["document_id"]
        return self._names.get(name, name)

    def _pairs(self, number: int) -> dict[str, set[str]]:
        """The documents with a case that may be the same patient as a case."""
        content = content_of(self._connection, number, "same_patient_pairs.csv").decode()
        found: dict[str, set[str]] = defaultdict(set)
        header, *rows = csv.reader(io.StringIO(content, newline="")) if content else [[]]
        places = [header.index(name) for name in ("case_id", "other_case_id") if rows]
        for row in rows:
            one, other = (self._case(row[place]) for place in places)
            found[one].add(other.rpartition("-")[0])
            found[other].add(one.rpartition("-")[0])
        return found

    def _case(self, name: str) -> str:
        """A case as it would be called in the new release."""
        document, _, number = name.rpartition("-")
        now = self._names.get(document)
        return f"{now}-{number}" if now else name


def different_lines(old: bytes, new: bytes) -> tuple[bytes, bytes]:
    """Two CSV files without the lines that both have; whole where a cell has lines of its own."""
    lines = [content.splitlines(keepends=True) for content in (old, new)]
    if any(line.count(b'"') % 2 for some in lines for line in some):
        return old, new
    both = {*lines[0]} & {*lines[1]}
    one, other = (
        b"".join([*some[:1], *(line for line in some[1:] if line not in both)]) for some in lines
    )
    return one, other


def _rows(content: bytes, table: _Table) -> Iterator[Row]:
    for row in csv.DictReader(io.StringIO(content.decode(), newline="")):
        if row.get("status") != Status.DUPLICATE or table.name != "documents":
            yield row


def _key(row: Row, table: _Table) -> str:
    if table.name == "documents":
        return origins.named(row["document_id"], row["reason_code"])
    return row[table.key]


def _columns(table: _Table, old: Row | None, new: Row | None, whole: bool) -> Sequence[str]:
    """The columns to compare; of a row that came or went those that tell of its patient."""
    columns = list(dict.fromkeys([*(new or {}), *(old or {})]))
    if table.compared:
        return [name for name in table.compared if name in columns and not whole]
    if whole:
        return [name for name in columns if name not in (*_DOCUMENT, table.key)]
    return columns


def _renamed(old: dict[str, Origin], new: dict[str, Origin]) -> dict[str, str]:
    """Documents that bear another name by now: known by a file's bytes, else by its path."""
    gone = [one for name, one in old.items() if name not in new]
    came = [one for name, one in new.items() if name not in old]
    found: dict[str, str] = {}
    taken: set[str] = set()
    by_content = {text: one.name for one in came for text in one.files.values()}
    by_path = {path: one.name for one in came for path in one.files}
    for one in gone:
        ways = [by_content.get(text) for text in one.files.values()]
        ways += [by_path.get(path) for path in one.files]
        name = next((way for way in ways if way and way not in taken), None)
        if name:
            found[one.name] = name
            taken.add(name)
    return found
