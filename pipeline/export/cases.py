"""`registry.csv` and `literature_cases.csv`: one row a patient."""

from collections.abc import Iterator

from pipeline.document.model import Meta
from pipeline.export.column import Column, Type, case_columns
from pipeline.export.table import Link, Row, StudyTable
from pipeline.registry.codes import ReviewStatus
from pipeline.registry.model import Study
from pipeline.resolve.model import Case

REVIEW_STATUS = Column(
    "review_status",
    "What a person decided; machine where nobody did. Of a case: rejected as a whole, corrected "
    "in some value, accepted in all values",
    codes=tuple(ReviewStatus),
    required=True,
)
CONFIDENCE = Column(
    "confidence",
    "How often values read this way are right; of a case, the lowest of its values",
    Type.NUMBER,
    "share from 0 to 1",
)
DOCUMENT_ID = Column(
    "document_id", "PMID, else DOI, else the first 12 digits of the file's hash", required=True
)
STUDY_COLUMNS = (
    DOCUMENT_ID,
    Column("first_author", "Family name of the first author"),
    Column("year", "Year of publication", Type.INTEGER),
    Column("doi", "Digital object identifier"),
    Column("pmid", "PubMed identifier"),
)
_TITLE = Column("title", "Title of the document")
_LABEL = Column("case_label", "How the document names the patient")
_FLAGS = Column("flags", "What a reader should check", many=True)
_CASE_COLUMNS = tuple(column.name for column in case_columns())
_ENDING = (*case_columns(), _FLAGS, CONFIDENCE, REVIEW_STATUS)


def study_cells(document_id: str, meta: Meta) -> list[str | int | None]:
    """The cells of `STUDY_COLUMNS`."""
    return [document_id, meta.first_author, meta.year, meta.doi, meta.pmid]


def _case_cells(case: Case, status: ReviewStatus = ReviewStatus.MACHINE) -> Row:
    values = case.values()
    return [*map(values.get, _CASE_COLUMNS), case.flags, case.confidence, status.value]


def _own_cases(study: Study) -> Iterator[Row]:
    about = [*study_cells(study.document_id, study.meta), study.meta.title]
    for case in study.extraction.cases:
        cells = _case_cells(case, study.review(case).status)
        yield [study.case_id(case), *about, case.label, *cells]


def _retold_cases(study: Study) -> Iterator[Row]:
    about = study_cells(study.document_id, study.meta)
    for case in study.extraction.literature:
        name = study.literature_id(case)
        yield [name, *about, case.reference, case.label, *_case_cells(case)]


REGISTRY = StudyTable(
    "registry",
    "One patient of a document",
    (
        Column("case_id", "Stable name of the case: its document and its number", required=True),
        *STUDY_COLUMNS,
        _TITLE,
        _LABEL,
        *_ENDING,
    ),
    _own_cases,
    key=("case_id",),
    links=(Link("document_id", "documents"),),
)

LITERATURE_CASES = StudyTable(
    "literature_cases",
    "One patient whom a document retells from another publication",
    (
        Column("literature_case_id", "Stable name of the retold case", required=True),
        *STUDY_COLUMNS,
        Column("reference", "The publication that the document cites for the case"),
        _LABEL,
        *_ENDING,
    ),
    _retold_cases,
    key=("literature_case_id",),
    links=(Link("document_id", "documents"),),
)
