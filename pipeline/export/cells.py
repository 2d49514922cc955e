"""How values are written into a CSV file."""

import re
from collections.abc import Iterable, Sequence

from pipeline.values.number import format_number

Cell = str | int | float | bool | Sequence[str] | None

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
_RUNS = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would run; a text that looks guarded is guarded too, to tell them apart."""
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A CSV file: UTF-8, LF, quoted by RFC 4180 where need be."""
    texts = [header, *([cell_text(cell) for cell in row] for row in rows)]
    return "".join(",".join(map(_quoted, row)) + "\n" for row in texts).encode("utf-8")


def cell_text(cell: Cell) -> str:
    """A value as text: empty for None, lists joined by "; ", safe to open in a spreadsheet."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return format_number(cell)
    if isinstance(cell, int | str):
        return guarded(str(cell))
    return guarded("; ".join(cell))


def guarded(text: str) -> str:
    """A text with an apostrophe before it where a spreadsheet would take it for a formula."""
    if _RUNS.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if _GUARDED.match(text) else text


def _quoted(text: str) -> str:
    if any(letter in text for letter in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text
