import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export.cells import cell_text, csv_lines, guarded, unguarded


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("", ""),
        (0, "0"),
        (4.0, "4"),
        (1.38, "1.38"),
        (True, "true"),
        (False, "false"),
        (["T12", "L1"], "T12; L1"),
        ([], ""),
        ("-3", "-3"),
        ("+1.5", "+1.5"),
        ("=1+1", "'=1+1"),
        ("-cmd", "'-cmd"),
        ("-1-2", "'-1-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        (["=a", "b"], "'=a; b"),
        ("'=x", "''=x"),
        ("'tis", "'tis"),
        ("a=b", "a=b"),
    ],
)
def test_cells(cell: str, text: str) -> None:
    assert cell_text(cell) == text


def test_quoting() -> None:
    content = b"".join(csv_lines(["a", "b"], [['say "x", y', "two\nlines"], [None, 0.5]]))
    assert content == b'a,b\n"say ""x"", y","two\nlines"\n,0.5\n'


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0")) | st.text(
    "='+-@\t\r\n,\"1.;"
)


@given(TEXTS)
def test_the_guard_can_be_taken_off(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(TEXTS)
def test_no_cell_begins_a_formula(text: str) -> None:
    cell = cell_text(text)
    if cell[:1] in tuple("=+-@\t\r"):
        assert float(cell) is not None


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=5))
def test_a_csv_reader_gives_the_texts_back(rows: list[tuple[str, str]]) -> None:
    content = b"".join(csv_lines(["a", "b"], rows)).decode("utf-8")
    read = list(csv.reader(io.StringIO(content, newline=""), strict=True))
    assert [tuple(map(unguarded, row)) for row in read[1:]] == rows
