"""How values are written into a CSV file."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from pipeline.values.number import format_number

Cell = str | int | float | bool | Sequence[str] | None

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
_RUNS = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would run; a text that looks guarded is guarded too, to tell them apart."""
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_SUSPECTS = frozenset("'=+-@\t\r")
"""What a text begins with that is looked at more closely; most texts do not."""


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The lines of a CSV file: UTF-8, LF, quoted by RFC 4180 where need be."""
    return row_lines(chain([header], rows))


def row_lines(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Lines of a CSV file, one a row."""
    sink = _Sink()
    # With both in its line's end the writer quotes what holds either.
    writer = csv.writer(sink, lineterminator="\r\n")
    for row in rows:
        writer.writerow(
            # Most cells are texts that stay as they are.
            [
                cell if cell.__class__ is str and cell[:1] not in _SUSPECTS else cell_text(cell)
                for cell in row
            ]
        )
        yield sink.line


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A whole CSV file as text, to be printed."""
    return b"".join(csv_lines(header, rows)).decode()


class _Sink:
    """Takes the lines of a CSV writer, one at a time."""

    def __init__(self) -> None:
        self.line = b""

    def write(self, text: str) -> None:
        self.line = text[:-2].encode("utf-8") + b"\n"


def cell_text(cell: Cell) -> str:
    """A value as text: empty for None, lists joined by "; ", safe to open in a spreadsheet."""
    if isinstance(cell, str):  # Most cells are.
        return guarded(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return format_number(cell)
    if isinstance(cell, int):
        return str(cell)
    return guarded("; ".join(cell))


def guarded(text: str) -> str:
    """A text with an apostrophe before it where a spreadsheet would take it for a formula."""
    if text[:1] in _SUSPECTS and _RUNS.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if _GUARDED.match(text) else text
