"""Counts of a series in the rows of a table that sums it up."""

import re
from collections.abc import Iterator, Sequence

from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.document.model import Cell, Document, SectionKind, Table
from pipeline.resolve.cohort_lines import Count, Line
from pipeline.resolve.cohort_sites import code_of
from pipeline.resolve.cohort_words import foreign, site_words, word
from pipeline.resolve.tables import is_literature, patient_rows
from pipeline.values.wording import wording

_COUNT = re.compile(r"^\s*(?P<n>\d{1,5})(?:\s?/\s?(?P<d>\d+))?(?:\s?\([^()]*\))?\s*$")


def _value_column(table: Table) -> int | None:
    """The one column that holds counts: that of the total where the table compares groups."""
    counting = [place for place in range(1, len(table.header)) if _counts(table, place)]
    totals = [place for place in counting if word("table", "sum").search(table.header[place])]
    if len(totals) == 1:
        return totals[0]
    if any(word("table", "comparing").search(heading) for heading in table.header):
        return None
    named = [place for place in counting if word("table", "numbers").search(table.header[place])]
    plain = [p for p in counting if wording("cohort", "plain_count").search(table.header[p])]
    whole = [p for p in plain if all(_holds(table, p, other) for other in counting)]
    chosen = next((c for c in (named, whole) if len(c) == 1), counting)
    return chosen[0] if len(chosen) == 1 else None


def _holds(table: Table, whole: int, part: int) -> bool:
    """Whether no row counts more in one column than in another that may hold it."""
    cells = ((row[whole].text, row[part].text) for row in table.rows if len(row) > max(whole, part))
    pairs = ((_COUNT.match(a), _COUNT.match(b)) for a, b in cells)
    return all(int(a["n"]) >= int(b["n"]) for a, b in pairs if a and b)


def _counts(table: Table, place: int) -> bool:
    """Whether a column holds counts and not shares; "n (%)" is a heading of counts."""
    heading = table.header[place]
    if word("table", "subset").search(heading):
        return False
    if word("table", "shares").search(heading) and not word("table", "numbers").search(heading):
        return False
    cells = [row[place].text for row in table.rows if len(row) > place and row[place].text.strip()]
    held = sum(bool(_COUNT.match(cell)) for cell in cells)
    return held > 0 and 2 * held >= len(cells)


def _line(document: Document, cell: Cell) -> Line | None:
    sentence = next((s for s in document.sentences if s.start <= cell.start < s.end), None)
    if sentence is None:
        return None
    text = AnnotatedSentence(document.quote(sentence))
    return Line(sentence, text, SectionKind.TABLE.value, 1.5, follows=False)


def _name(label: str, about_leaks: bool) -> str:
    """What a row counts, from its first cell; a part of another row counts nothing."""
    if word("table", "part").search(label) or word("table", "free").search(label):
        return ""
    if word("table", "symptomatic").search(label):
        return "symptomatic"
    leaks = word("table", "leaks").search(label)
    if about_leaks and word("table", "any").search(label):
        return "leaks"
    codes = frozenset(h.code for h in AnnotatedSentence(label).hits("leakage_site"))
    codes = codes or frozenset(c for c, pattern in site_words() if pattern.search(label))
    if code_of(codes) and (about_leaks or leaks):
        return f"leaks_by_site.{code_of(codes)}"
    if leaks or (about_leaks and word("table", "total").regex.fullmatch(label.strip())):
        return "leaks"
    if word("table", "patients").search(label):
        return "patients"
    return "levels" if word("table", "levels").search(label) else ""


def _unit(*words: str) -> str:
    """The first unit in the plural that the row, the heading or the caption names."""
    for text in words:
        for name in ("levels", "patients", "screws", "sessions"):
            for match in re.finditer(rf"\b{word('units', name).text}", text, re.IGNORECASE):
                if match.group().lower().endswith(("s", "ae")):
                    return name
    return ""


def _felt(line: Line, table: Table, cells: Sequence[Cell]) -> Iterator[Count]:
    """How many of all leaks were felt, where a column of the table tells it."""
    for heading, cell in zip(table.header, cells, strict=False):
        match = _COUNT.match(cell.text)
        if match and word("table", "symptomatic").search(heading):
            start = cell.start - line.sentence.start
            yield Count("symptomatic", int(match["n"]), 1.5, line, start, start + len(match["n"]))


def _rows(document: Document, table: Table) -> Iterator[Count]:
    column = _value_column(table)
    if column is None:
        return
    heads = " ".join([table.caption, *table.header, *(row[0].text for row in table.rows if row)])
    places = word("table", "places").match(table.header[0]) if table.header else None
    about_leaks = bool(places or word("table", "leaks").search(heads))
    for cells in table.rows:
        match = _COUNT.match(cells[column].text) if len(cells) > column else None
        line = _line(document, cells[column]) if match else None
        name = _name(cells[0].text, about_leaks)
        if match is None or line is None or not name:
            continue
        start = cells[column].start - line.sentence.start
        unit = _unit(cells[0].text, table.header[column], table.caption)
        if name == "leaks":
            yield from _felt(line, table, cells)
        yield Count(name, int(match["n"]), 1.5, line, start, start + len(match["n"]), None, unit)


def read_tables(document: Document) -> dict[str, Count]:
    """The first count of each name in the tables that sum up the series."""
    found: dict[str, Count] = {}
    for table in document.tables:
        if is_literature(table) or patient_rows(table) or foreign().search(table.caption):
            continue
        for count in _rows(document, table):
            found.setdefault(count.name, count)
    return found
