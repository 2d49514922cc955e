"""Rows of tables that tell patients of other publications, with the publication of each."""

import re
from functools import cache

from pipeline.document.model import Cell, Document, Table
from pipeline.resolve.references import References, find_citations
from pipeline.resolve.tables import Row, is_literature, patient_rows
from pipeline.terms import load
from pipeline.values.wording import wording

_AUTHORS = re.compile(r"\bet al\b|[A-ZÀ-Þ]\w+ (?:and|&) [A-ZÀ-Þ]|\b(?:19|20)\d\d\b")
_NAME = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ’'-]{2,}")


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(load("literature")[key], re.IGNORECASE)


def _columns(table: Table) -> list[int]:
    """The columns that name publications, the first one where no heading says so."""
    heading = re.compile(load("table")["literature"], re.IGNORECASE)
    return [place for place, text in enumerate(table.header) if heading.search(text)] or [0]


def _cited(table: Table, row: Row) -> str:
    """What the row says of its publication."""
    inside = {cell.start for _, _, cell in row.cells}
    whole: tuple[Cell, ...] = next(
        (cells for cells in table.rows if inside <= {cell.start for cell in cells}), ()
    )
    named = [whole[place].text for place in _columns(table) if place < len(whole)]
    return " ".join(dict.fromkeys(named)) or row.label


def _reference(cited: str, caption: str, references: References) -> str:
    """The publication of a row; empty where the words name none."""
    citations = find_citations(cited, references)
    resolved = [references.resolve(citation.words) for citation in citations]
    if listed := [entry for entry in resolved if entry in references.entries]:
        return listed[0]
    published = _NAME.match(cited) and _pattern("published").search(caption)
    named = citations or _AUTHORS.search(cited) or published
    generic = wording("literature", "no_publication").match(cited)
    return cited if named and not generic else ""


def retold_rows(document: Document, references: References) -> list[tuple[Row, str]]:
    """The patients of other publications whom tables tell, each with its reference.

    A row that names no publication, or calls its patient the present one, is left out.
    """
    found = []
    for table in document.tables:
        if not is_literature(table):
            continue
        for row in patient_rows(table):
            cited = _cited(table, row)
            reference = _reference(cited, table.caption, references)
            if reference and not _pattern("own_row").search(f"{cited} {row.label}"):
                found.append((row, reference))
    return found
