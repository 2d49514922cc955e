"""Patients told in the rows or the columns of a table."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.annotate.context import Context
from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.document.model import Cell, Document, SectionKind, Sentence, Table
from pipeline.evidence import Evidence, State
from pipeline.resolve.merge import first_of_each
from pipeline.resolve.people import find_people
from pipeline.terms import load
from pipeline.values.interval import DAYS_PER_MONTH, find_intervals
from pipeline.values.level import find_levels
from pipeline.values.number import NUMBER, format_number, parse_number

_NUMBERS = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)?(?![\w%])")


@dataclass(frozen=True, slots=True)
class Row:
    """One patient of a table: the field of each cell, the heading it stands under, the cell."""

    label: str
    cells: tuple[tuple[str, str, Cell], ...]


@cache
def _columns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (entry["field"], re.compile(entry["heading"], re.IGNORECASE))
        for entry in load("table")["column"]
    )


@cache
def _named(key: str) -> re.Pattern[str]:
    data = load("table")
    return re.compile(data[key] if key in data else data["values"][key], re.IGNORECASE)


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
        named = tuple(
            (field, heading, cell)
            for field, heading, cell in zip(fields, table.header, cells, strict=False)
            if field and not _named("blank").match(cell.text.strip())
        )
        if any(field in ("age_years", "sex", "age_sex") for field, _, _ in named):
            rows.append(Row(cells[0].text, named))
    return rows


def patient_rows(table: Table) -> list[Row]:
    """The patients a table tells one by one; empty for any other table."""
    if _tells_patients(table.header):
        return _rows(table)
    turned = _transposed(table) if table.header and table.rows else table
    if len(turned.rows) >= 2 and _tells_patients(turned.header):
        return _rows(turned)
    return []


Value = tuple[str, str, State]


def _hits(field: str, text: str) -> list[Value]:
    sentence = AnnotatedSentence(text)
    found = []
    for hit in sentence.hits(field):
        context = sentence.context(hit)
        if context in (Context.AFFIRMED, Context.HISTORICAL):
            found.append((field, hit.code, State.PRESENT))
        elif context is Context.NEGATED and field in ("complication", "leakage_site"):
            found.append((field, hit.code, State.ABSENT))
    return found


def _person(text: str) -> list[Value]:
    people = find_people(f"Patient: {text}.")
    age = next((p.age for p in people if p.age is not None), None)
    if age is None and (number := _NUMBERS.search(text)):
        age = float(number.group().replace(",", "."))
    sex = re.search(r"\b(?:(f|female|woman|w)|(m|male|man))\b", text, re.IGNORECASE)
    found = []
    if age is not None and 0 < age < 111:
        found.append(("age_years", format_number(age), State.PRESENT))
    if sex:
        found.append(("sex", "female" if sex[1] else "male", State.PRESENT))
    return found


def _numbers(text: str) -> list[float]:
    return [float(match.replace(",", ".")) for match in _NUMBERS.findall(text)]


def _volumes(text: str, _: str) -> list[Value]:
    plain = re.sub(r"(?i)ml|cc", " ", text)
    values = list(dict.fromkeys(format_number(v) for v in _numbers(plain) if 0 < v <= 60))
    return [("cement_volume_ml", value, State.PRESENT) for value in values]


def _days(text: str, heading: str) -> float | None:
    """A length of time in days; a bare number is in the heading's unit."""
    found = find_intervals(text)
    if found:
        return found[0].days
    if _named("same_day").match(text.strip()):
        return 0.0
    bare = re.match(rf"\s*(?:day |pod ?)?(?P<n>{NUMBER})\s*$", text, re.IGNORECASE)
    unit = (
        find_intervals("1 " + m.group())
        if (
            m := re.search(
                r"(?:hour|day|week|month|year)s?|\bmo\b|\bwk\b|\bh\b|\bd\b", heading, re.IGNORECASE
            )
        )
        else []
    )
    if bare:
        try:
            number = parse_number(bare["n"])
        except ValueError:
            return None
        in_days = re.match(r"\s*(?:day |pod)", text, re.IGNORECASE)
        return number * (1.0 if in_days or not unit else unit[0].days)
    return None


def _onset(text: str, heading: str) -> list[Value]:
    days = _days(text, heading)
    return [] if days is None else [("onset_days", format_number(days), State.PRESENT)]


def _follow_up(text: str, heading: str) -> list[Value]:
    days = _days(text, heading)
    if days is None:
        return []
    return [("follow_up_months", format_number(days / DAYS_PER_MONTH), State.PRESENT)]


def _pain(text: str, _: str) -> list[Value]:
    scores = [v for v in _numbers(text) if v <= 10]
    if len(scores) < 2:
        return []
    ends = (("vas_before", scores[0]), ("vas_after", scores[-1]))
    return [(name, format_number(value), State.PRESENT) for name, value in ends]


def _sites(text: str, _: str) -> list[Value]:
    sites = _hits("leakage_site", text)
    special = {v for _, v, s in sites if s is State.PRESENT} & {"epidural", "intradural"}
    sites = [s for s in sites if not (special and s[1] == "spinal_canal")]
    present = any(s is State.PRESENT for _, _, s in sites)
    extra = (
        [("complication", "pulmonary_embolism", State.PRESENT)]
        if ("leakage_site", "pulmonary", State.PRESENT) in sites
        else []
    )
    return [*sites, *extra, *([("leakage", "present", State.PRESENT)] if present else [])]


def _complications(text: str, heading: str) -> list[Value]:
    if _named("none").match(text.strip()):
        return [("complication", "asymptomatic", State.PRESENT)]
    if re.search(r"new fracture|adjacent", heading, re.IGNORECASE) and find_levels(text):
        return [("complication", "adjacent_fracture", State.PRESENT)]
    return [*_hits("complication", text), *_trailing_onset(text)]


def _trailing_onset(text: str) -> list[Value]:
    late = re.search(r"\b(?:at|after|on)\s(?P<when>.+)$", text)
    found = find_intervals(late["when"]) if late else []
    zero = late and re.match(r"0 ?h", late["when"])
    if zero:
        return [("onset_days", "0", State.PRESENT)]
    return [("onset_days", format_number(found[0].days), State.PRESENT)] if found else []


def _outcome(text: str, _: str) -> list[Value]:
    states = _hits("outcome", text)
    follow = find_intervals(text)
    late = (
        [("follow_up_months", format_number(follow[-1].days / DAYS_PER_MONTH), State.PRESENT)]
        if follow
        else []
    )
    return [*states[:1], *late]


_Reader = Callable[[str, str], list[Value]]
_READERS: dict[str, _Reader] = {
    "age_sex": lambda text, _: _person(text),
    "age_years": lambda text, _: [v for v in _person(text) if v[0] == "age_years"],
    "sex": lambda text, _: [v for v in _person(f"x {text}") if v[0] == "sex"],
    "treated_levels": lambda text, _: [
        ("treated_levels", name, State.PRESENT) for s in find_levels(text) for name in s.levels
    ],
    "cement_volume_ml": _volumes,
    "leakage_site": _sites,
    "onset_days": _onset,
    "follow_up_months": _follow_up,
    "vas": _pain,
    "vas_before": lambda text, _: [
        ("vas_before", format_number(v), State.PRESENT) for v in _numbers(text)[:1] if v <= 10
    ],
    "vas_after": lambda text, _: [
        ("vas_after", format_number(v), State.PRESENT) for v in _numbers(text)[-1:] if v <= 10
    ],
    "complication": _complications,
    "outcome": _outcome,
}


def _values(field: str, heading: str, cell: Cell) -> list[Value]:
    reader = _READERS.get(field)
    return reader(cell.text, heading) if reader else _hits(field, cell.text)


def _sentence_at(document: Document, cell: Cell) -> Sentence | None:
    return next((s for s in document.sentences if s.start <= cell.start < s.end), None)


def read_row(document: Document, row: Row) -> list[Evidence]:
    """The values of one patient's row."""
    return first_of_each(_row_evidence(document, row))


def _row_evidence(document: Document, row: Row) -> Iterator[Evidence]:
    for field, heading, cell in row.cells:
        sentence = _sentence_at(document, cell)
        if sentence is None:
            continue
        for name, value, state in _values(field, heading, cell):
            yield Evidence(
                name, value, state, cell.text, sentence.start, sentence.end,
                document.quote(sentence), SectionKind.TABLE.value, sentence.page, f"table:{field}", 0.85,
            )  # fmt: skip


def own_rows(document: Document) -> list[Row]:
    """The own patients that the document tells in a table: the table with the most of them."""
    tables = [patient_rows(table) for table in document.tables if not is_literature(table)]
    return max(tables, key=len, default=[])
