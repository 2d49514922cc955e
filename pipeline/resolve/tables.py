"""Patients told in the rows or the columns of a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.document.model import Cell, Document, SectionKind, Sentence, Table
from pipeline.evidence import Evidence
from pipeline.resolve.cells import cell_pattern, read_cell
from pipeline.resolve.labels import label_number
from pipeline.resolve.merge import first_of_each
from pipeline.terms import load

#: How sure a value of a cell is.
_SURE = 0.85


#: The field of each cell, the heading it stands under, the cell.
Cells = tuple[tuple[str, str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One patient of a table."""

    label: str
    cells: Cells


@cache
def _columns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (entry["field"], re.compile(entry["heading"], re.IGNORECASE))
        for entry in load("table")["column"]
    )


@cache
def _named(key: str) -> re.Pattern[str]:
    return re.compile(load("table")[key], re.IGNORECASE)


def _field(heading: str) -> str:
    return next((field for field, pattern in _columns() if pattern.search(heading)), "")


def _transposed(table: Table) -> Table:
    """The table with rows and columns exchanged, its first column as header."""
    width = len(table.header)
    header = (table.header[0], *(row[0].text for row in table.rows if row))
    blank = Cell("", table.start, table.start)
    rows = []
    for column in range(1, width):
        cells = [row[column] if column < len(row) else blank for row in table.rows]
        rows.append((Cell(table.header[column], table.start, table.start), *cells))
    return Table(table.caption, table.start, table.end, header, tuple(rows))


def _tells_patients(header: Sequence[str]) -> bool:
    if any(_named("groups").search(heading) for heading in header):
        return False
    fields = {_field(heading) for heading in header}
    people = fields & {"age_years", "sex", "age_sex"}
    return bool(people) and len(fields - {""}) >= 3


def is_literature(table: Table) -> bool:
    """Whether a table tells cases of other publications."""
    words = _named("literature")
    return any(words.search(h) for h in table.header) or any(
        words.search(cell.text) for row in table.rows for cell in row[:1]
    )


def _rows(table: Table) -> list[Row]:
    """The patients of a table that has one a row."""
    fields = [_field(heading) if place else "" for place, heading in enumerate(table.header)]
    if fields and not _named("row_label").match(table.header[0]):
        fields[0] = _field(table.header[0])
    rows = []
    for cells in table.rows:
        named = _named_cells(fields, table.header, cells)
        if any(field in ("age_years", "sex", "age_sex") for field, _, _ in named):
            rows.append(Row(cells[0].text, named))
    return rows


def _named_cells(fields: Sequence[str], header: Sequence[str], cells: Sequence[Cell]) -> Cells:
    """The cells of a row that stand under a known heading and say something."""
    return tuple(
        (field, heading, cell)
        for field, heading, cell in zip(fields, header, cells, strict=False)
        if field and not cell_pattern("blank").match(cell.text.strip())
    )


def patient_rows(table: Table) -> list[Row]:
    """The patients a table tells one by one; empty for any other table."""
    if _tells_patients(table.header):
        return _rows(table)
    turned = _transposed(table) if table.header and table.rows else table
    if turned.rows and _tells_patients(turned.header):
        return _rows(turned)
    return []


def _sentence_at(document: Document, cell: Cell) -> Sentence | None:
    return next((s for s in document.sentences if s.start <= cell.start < s.end), None)


def read_row(document: Document, row: Row) -> list[Evidence]:
    """The values of one patient's row."""
    return first_of_each(_row_evidence(document, row))


def _row_evidence(document: Document, row: Row) -> Iterator[Evidence]:
    for field, heading, cell in _latest_first(row.cells):
        sentence = _sentence_at(document, cell)
        if sentence is None:
            continue
        for name, value, state in read_cell(field, heading, cell.text):
            yield Evidence(
                field=name,
                value=value,
                state=state,
                original_text=cell.text,
                start=sentence.start,
                end=sentence.end,
                quote=document.quote(sentence),
                section=SectionKind.TABLE.value,
                page=sentence.page,
                method=f"table:{field}",
                confidence=_SURE,
            )


def _latest_first(cells: Cells) -> Cells:
    """The cells with later scores of pain before earlier ones: the last one stated counts."""
    scores = iter([cell for cell in cells if cell[0] == "vas_after"][::-1])
    return tuple(next(scores) if cell[0] == "vas_after" else cell for cell in cells)


def own_rows(document: Document) -> list[Row]:
    """The own patients that the document tells in tables.

    The table with the most of them, and what others say under the same labels.
    """
    tables = [table for table in document.tables if not is_literature(table)]
    rows = max((patient_rows(table) for table in tables), key=len, default=[])
    labels = [row.label for row in rows]
    further = [_labelled(table) for table in tables]
    same = [cells for cells in further if list(cells) == labels]
    return [_completed(row, [cells[row.label] for cells in same]) for row in rows]


def rows_beside(document: Document, count: int) -> list[Row]:
    """What tables add of so many patients whom the text tells, under their labels: 1, 2 or A, B."""
    rows = [Row(str(number), ()) for number in range(1, count + 1)]
    for table in document.tables:
        if is_literature(table) or not table.header or not table.rows:
            continue
        for form in (table, _transposed(table)):
            labelled = _labelled(form)
            if [label_number(label.split()[-1]) for label in labelled if label] == [
                *range(1, count + 1)
            ]:
                cells = labelled.values()
                rows = [_completed(row, [more]) for row, more in zip(rows, cells, strict=True)]
                break
    return rows


def _labelled(table: Table) -> dict[str, Cells]:
    """What a table says under each label; empty for a table whose rows have none."""
    if not table.header or not _named("row_label").match(table.header[0]):
        return {}
    fields = ["", *map(_field, table.header[1:])]
    return {cells[0].text: _named_cells(fields, table.header, cells) for cells in table.rows}


def _completed(row: Row, further: list[Cells]) -> Row:
    """A row with the cells of other tables for fields that it lacks."""
    cells = row.cells
    for more in further:
        held = {field for field, _, _ in cells}
        cells += tuple(cell for cell in more if cell[0] not in held)
    return Row(row.label, cells)
