"""Files kept in parts: whole again, and shared between releases."""

import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.registry.chunks import (
    LARGEST,
    Splitter,
    as_ranges,
    from_ranges,
    part_hash,
    split,
)


def table(rows: int) -> list[bytes]:
    return [hashlib.sha256(str(row).encode()).hexdigest().encode() + b"\n" for row in range(rows)]


@given(st.binary(max_size=2000))
@settings(max_examples=100, deadline=None)
def test_the_parts_are_the_file(content: bytes) -> None:
    assert b"".join(split(content)) == content
    assert all(split(content))


@given(st.lists(st.lists(st.binary(max_size=30), max_size=40), max_size=5))
@settings(max_examples=100, deadline=None)
def test_a_file_in_blocks_has_the_same_parts(blocks: list[list[bytes]]) -> None:
    told = [b"".join(line.replace(b"\r", b"") + b"\n" for line in lines) for lines in blocks]
    splitter = Splitter()
    parts = [part for block in told for part in splitter.feed(block)]
    assert [*parts, *splitter.rest()] == list(split(b"".join(told)))


def test_a_new_row_changes_one_part() -> None:
    rows = table(2000)
    before = {part_hash(part) for part in split(b"".join(rows))}
    rows.insert(1000, b"a new row\n")
    after = {part_hash(part) for part in split(b"".join(rows))}
    assert len(after - before) <= 2
    assert 80 < len(before) < 200


def test_a_part_has_an_end() -> None:
    parts = list(split(b"the same row\n" * 100_000))
    assert max(map(len, parts)) <= LARGEST + 20


@given(st.lists(st.integers(1, 50)))
def test_ranges(numbers: list[int]) -> None:
    assert from_ranges(as_ranges(numbers)) == numbers


def test_ranges_are_short() -> None:
    assert as_ranges([1, 2, 3, 9, 4, 5]) == "1-3 9 4-5"
    assert as_ranges([]) == ""
