"""Files kept in parts that they share, so that a release costs what it changed.

A file is cut after lines that their own checksum picks. The cuts depend on nothing around them: a
row that comes or goes changes the part it stands in and leaves the others as they are.
"""

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, func, insert, select

from pipeline.registry.tables import chunks

LINES = 16
"""Lines of a part on average; a power of two."""
LARGEST = 1 << 16
"""Bytes after which a part ends, whatever its lines."""
_AT_ONCE = 500
"""Values in one query; SQLite takes at least 999."""


class Splitter:
    """Cuts a file that comes in blocks of whole lines."""

    def __init__(self) -> None:
        self._begun: list[bytes] = []

    def feed(self, block: bytes) -> Iterator[bytes]:
        """The parts that end in a block."""
        lines = [*self._begun, *block.splitlines(keepends=True)]
        start = 0
        for end in [at for at, line in enumerate(lines, 1) if not zlib.crc32(line) % LINES]:
            part = b"".join(lines[start:end])
            yield from [part] if len(part) < LARGEST else filter(None, _limited(lines[start:end]))
            start = end
        *full, rest = _limited(lines[start:])
        yield from full
        self._begun = rest.splitlines(keepends=True)

    def rest(self) -> Iterator[bytes]:
        """The part that has not ended yet, if there is one."""
        if self._begun:
            yield b"".join(self._begun)
            self._begun = []


def _limited(lines: Sequence[bytes]) -> Iterator[bytes]:
    """Lines in parts that end by their size, and what is left, if only nothing."""
    part: list[bytes] = []
    size = 0
    for line in lines:
        part.append(line)
        size += len(line)
        if size >= LARGEST:
            yield b"".join(part)
            part, size = [], 0
    yield b"".join(part)


def split(content: bytes) -> Iterator[bytes]:
    """The parts of a file in order; joined they are the file."""
    splitter = Splitter()
    yield from splitter.feed(content)
    yield from splitter.rest()


def part_hash(part: bytes) -> str:
    """Name of a part by its bytes."""
    return hashlib.sha256(part).hexdigest()[:32]


def known(connection: Connection, hashes: Iterable[str]) -> dict[str, int]:
    """The numbers of those parts that are kept."""
    wanted = sorted(set(hashes))
    found: dict[str, int] = {}
    for some in _some(wanted):
        query = select(chunks.c.hash, chunks.c.number).where(chunks.c.hash.in_(some))
        found |= {row.hash: row.number for row in connection.execute(query)}
    return found


def keep(connection: Connection, parts: Mapping[str, bytes]) -> None:
    """Keeps parts by their hash, packed by `packed`, where they are not there."""
    there = known(connection, parts)
    fresh = [name for name in parts if name not in there]
    last = connection.scalar(select(func.max(chunks.c.number))) or 0
    rows = [
        {"number": number, "hash": name, "content": parts[name]}
        for number, name in enumerate(fresh, last + 1)
    ]
    if rows:
        connection.execute(insert(chunks), rows)


def packed(part: bytes) -> bytes:
    """A part as it is kept."""
    return zlib.compress(part, 9)


def joined(connection: Connection, numbers: Sequence[int]) -> bytes:
    """The file whose parts have these numbers."""
    contents: dict[int, bytes] = {}
    for some in _some(sorted(set(numbers))):
        query = select(chunks.c.number, chunks.c.content).where(chunks.c.number.in_(some))
        contents |= {row.number: row.content for row in connection.execute(query)}
    return b"".join(zlib.decompress(contents[number]) for number in numbers)


def as_ranges(numbers: Iterable[int]) -> str:
    """Numbers in order as text: `1-40 112 41-90`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return " ".join(f"{one}-{last}" if last > one else str(one) for one, last in runs)


def from_ranges(text: str) -> list[int]:
    """Reads what `as_ranges` wrote."""
    numbers: list[int] = []
    for run in text.split():
        one, _, last = run.partition("-")
        numbers += range(int(one), int(last or one) + 1)
    return numbers


def _some(items: Sequence[str] | Sequence[int]) -> Iterator[Sequence[str] | Sequence[int]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]
