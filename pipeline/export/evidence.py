"""`evidence.csv`, `literature_evidence.csv`, `cohort_evidence.csv`: one row a value."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipeline.document.model import SectionKind
from pipeline.evidence import Evidence, State
from pipeline.export.cases import CONFIDENCE, DOCUMENT_ID, REVIEW_STATUS
from pipeline.export.column import Column, Type
from pipeline.export.table import Link, Row, StudyTable
from pipeline.fields import CASE_FIELDS, FIELDS, LEVELS, Kind
from pipeline.registry.codes import ReviewStatus
from pipeline.registry.model import Reviewed, Study, natural_key

_FIELD_ORDER = {spec.name: place for place, spec in enumerate(CASE_FIELDS)}
_STATE_ORDER = {state: place for place, state in enumerate(State)}

_QUOTE = (
    Column("quote", "The sentence at that place, character for character", required=True),
    Column("section", "Kind of the section", codes=tuple(SectionKind)),
    Column("page", "Page from 1, where the format has pages", Type.INTEGER),
    Column(
        "start", "Where the quote begins in the text", Type.INTEGER, "characters", (), False, True
    ),
    Column("end", "Where the quote ends in the text", Type.INTEGER, "characters", (), False, True),
    Column("method", "Name of the rule that read the value; reviewer where a person gave it"),
)
_VALUE = (
    DOCUMENT_ID,
    Column("field", "Column of the value", codes=tuple(_FIELD_ORDER), required=True),
    Column("value", "The value as the column writes it", required=True),
    Column("state", "What the sentence says of the value", codes=tuple(State), required=True),
    Column("original_text", "The words that gave the value"),
    *_QUOTE,
    CONFIDENCE,
    REVIEW_STATUS,
)


def _value_rows(case_id: str, document_id: str, values: Iterable[Reviewed]) -> Iterator[Row]:
    count: Counter[str] = Counter()
    for item, status in sorted(values, key=lambda value: _place(value[0])):
        count[item.field] += 1
        name = f"{case_id}-{item.field}-{count[item.field]}"
        stated = [item.field, item.value, item.state.value, item.original_text]
        quoted = [*_quote_cells(item), item.confidence, status.value]
        yield [name, case_id, document_id, *stated, *quoted]


def _place(item: Evidence) -> tuple[int, int, tuple[str | int, ...], int, str]:
    """Order of the columns, then of the codes in a column."""
    field, value = item.field, _rank(item.field, item.value)
    return _FIELD_ORDER[field], _STATE_ORDER[item.state], value, item.start, item.method


@lru_cache(maxsize=1 << 12)
def _rank(field: str, value: str) -> tuple[str | int, ...]:
    """Where a value stands among those of its field."""
    spec = FIELDS[field]
    codes = LEVELS if spec.kind is Kind.LEVEL else spec.codes
    return ("", codes.index(value)) if codes else ("", *natural_key(value))


def _quote_cells(item: Evidence) -> list[str | int | None]:
    return [item.quote, item.section, item.page, item.start, item.end, item.method]


def _own_values(study: Study) -> Iterator[Row]:
    for case in study.extraction.cases:
        values = study.review(case).values
        yield from _value_rows(study.case_id(case), study.document_id, values)


def _retold_values(study: Study) -> Iterator[Row]:
    for case in study.extraction.literature:
        values = [(item, ReviewStatus.MACHINE) for item in case.evidence]
        yield from _value_rows(study.literature_id(case), study.document_id, values)


def _count_values(study: Study) -> Iterator[Row]:
    cohort = study.extraction.cohort
    for item in cohort.evidence if cohort else ():
        yield [study.document_id, item.field, item.value, *_quote_cells(item)]


EVIDENCE = StudyTable(
    "evidence",
    "One value of a case with the sentence that carries it",
    (
        Column("evidence_id", "Name of the value: case, field, running number", required=True),
        Column("case_id", "The case in registry.csv", required=True),
        *_VALUE,
    ),
    _own_values,
    key=("evidence_id",),
    links=(Link("case_id", "registry"),),
)

LITERATURE_EVIDENCE = StudyTable(
    "literature_evidence",
    "One value of a retold case with the sentence that carries it",
    (
        Column("evidence_id", "Name of the value: case, field, running number", required=True),
        Column("literature_case_id", "The case in literature_cases.csv", required=True),
        *_VALUE,
    ),
    _retold_values,
    key=("evidence_id",),
    links=(Link("literature_case_id", "literature_cases"),),
)

COHORT_EVIDENCE = StudyTable(
    "cohort_evidence",
    "One count of a series with the sentence that carries it",
    (
        DOCUMENT_ID,
        Column("count", "Column of the count; sites as leaks_by_site.<site>", required=True),
        Column("value", "The count as stated", required=True),
        *_QUOTE,
    ),
    _count_values,
    links=(Link("document_id", "cohorts"),),
)
