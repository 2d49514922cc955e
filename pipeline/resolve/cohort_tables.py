"""Counts of a series in the rows of a table that sums it up."""

import re
from collections.abc import Iterator

from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.document.model import Cell, Document, SectionKind, Table
from pipeline.resolve.cohort_lines import Count, Line
from pipeline.resolve.cohort_sites import code_of
from pipeline.resolve.cohort_words import foreign, word
from pipeline.resolve.tables import is_literature, patient_rows

_COUNT = re.compile(r"^\s*(?P<n>\d{1,5})(?:\s?/\s?(?P<d>\d+))?(?:\s?\([^()]*\))?\s*$")


def _value_column(table: Table) -> int | None:
    """The one column that holds counts; None where the table compares groups."""
    named = [
        place
        for place, heading in enumerate(table.header)
        if place
        and word("table", "numbers").search(heading)
        and not word("table", "shares").search(heading)
    ]
    comparing = any(word("table", "comparing").search(h) for h in table.header)
    return named[0] if len(named) == 1 and not comparing else None


def _line(document: Document, cell: Cell) -> Line | None:
    sentence = next((s for s in document.sentences if s.start <= cell.start < s.end), None)
    if sentence is None:
        return None
    text = AnnotatedSentence(document.quote(sentence))
    return Line(sentence, text, SectionKind.TABLE.value, 1.5, follows=False)


def _name(label: str, about_leaks: bool) -> str:
    """What a row counts, from its first cell."""
    if word("table", "symptomatic").search(label):
        return "symptomatic"
    codes = frozenset(h.code for h in AnnotatedSentence(label).hits("leakage_site"))
    leaks = word("table", "leaks").search(label)
    if code_of(codes) and (about_leaks or leaks):
        return f"leaks_by_site.{code_of(codes)}"
    if leaks or (about_leaks and word("table", "total").search(label)):
        return "leaks"
    if word("table", "patients").search(label):
        return "patients"
    return ""


def _rows(document: Document, table: Table) -> Iterator[Count]:
    column = _value_column(table)
    if column is None:
        return
    heads = " ".join([table.caption, *table.header, *(row[0].text for row in table.rows if row)])
    about_leaks = bool(word("table", "leaks").search(heads))
    for cells in table.rows:
        match = _COUNT.match(cells[column].text) if len(cells) > column else None
        line = _line(document, cells[column]) if match else None
        if match is None or line is None:
            continue
        start = cells[column].start - line.sentence.start
        unit = next(
            (
                u
                for u in ("levels", "patients", "screws")
                if re.search(word("units", u).pattern, cells[0].text, re.IGNORECASE)
            ),
            "",
        )
        name = _name(cells[0].text, about_leaks)
        if name:
            yield Count(
                name, int(match["n"]), 1.5, line, start, start + len(match["n"]), None, unit
            )


def read_tables(document: Document) -> dict[str, Count]:
    """The first count of each name in the tables that sum up the series."""
    found: dict[str, Count] = {}
    for table in document.tables:
        if is_literature(table) or patient_rows(table) or foreign().search(table.caption):
            continue
        for count in _rows(document, table):
            found.setdefault(count.name, count)
    return found
