"""A whole document: its sentences' subjects, its patients in text and tables, its series."""

from dataclasses import dataclass, replace

from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.document.model import Document, SectionKind
from pipeline.evidence import Evidence
from pipeline.resolve.case import read_case, stands, stands_beside
from pipeline.resolve.cohort import read_cohort
from pipeline.resolve.confidence import rated
from pipeline.resolve.flags import flags
from pipeline.resolve.lines import Line, Patient, own_lines
from pipeline.resolve.literature import read_literature
from pipeline.resolve.model import Case, Extraction
from pipeline.resolve.patients import own_patients
from pipeline.resolve.stretches import assign
from pipeline.resolve.study import is_series, own_cases, reason, study_type
from pipeline.resolve.subject import Subject, flattened, label_subjects, section_kinds
from pipeline.resolve.tables import Row, own_rows, read_row, rows_beside
from pipeline.resolve.timeline import Course, chart
from pipeline.resolve.vignette import unnamed, within_series


@dataclass(frozen=True, slots=True)
class _Reading:
    """The subjects of a document's sentences, and the patients they tell of."""

    labels: list[Subject]
    lines: list[Line]
    patients: list[Patient]


def _read(
    document: Document, texts: list[AnnotatedSentence], kinds: list[SectionKind], tabled: bool
) -> _Reading:
    labels = label_subjects(document, texts, kinds)
    lines = own_lines(document, document.sentences, texts, labels, kinds, tabled)
    return _Reading(labels, lines, own_patients(document, lines))


def _reading(document: Document, texts: list[AnnotatedSentence], tabled: bool) -> _Reading:
    """The document as its headings divide it, or as plain text where no case is told that way."""
    kinds = section_kinds(document, document.sentences)
    as_headed = _read(document, texts, kinds, tabled)
    if tabled or any(p.age is not None for p in as_headed.patients):
        return as_headed
    chosen = as_headed
    for plain in flattened(kinds):
        as_plain = _read(document, texts, plain, tabled) if plain != kinds else as_headed
        if any(p.age is not None and _is_treated(p) for p in as_plain.patients):
            return as_plain
        chosen = chosen if chosen.patients else as_plain
    return chosen


def _is_treated(patient: Patient) -> bool:
    return any(passage.hits("procedure") for passage in patient.passages)


def _with_rows(
    document: Document, table: list[Row], patients: list[Patient], lines: list[Line]
) -> list[tuple[Patient, list[Evidence]]]:
    """The patients with the rows of a table that tells them; a table may be all there is."""
    rows = [(row.label, read_row(document, row)) for row in table]
    if len(rows) == 1 and len(patients) == 1:
        return [(patients[0], rows[0][1])]
    if len(rows) < 2 or len(rows) < len([p for p in patients if p.age is not None]):
        return _beside(document, patients)
    tabled = []
    for number, (label, evidence) in enumerate(rows, 1):
        values = {e.field: e.value for e in evidence}
        age = float(values["age_years"]) if "age_years" in values else None
        tabled.append(Patient(number, label, age, values.get("sex", "")))
    assign(tabled, lines)
    return [(p, evidence) for p, (_, evidence) in zip(tabled, rows, strict=True)]


def _beside(document: Document, patients: list[Patient]) -> list[tuple[Patient, list[Evidence]]]:
    """The patients of the text with what tables add under the same labels."""
    if len(patients) < 2 or not all(p.label for p in patients):
        return [(patient, []) for patient in patients]
    rows = rows_beside(document, len(patients))
    return [(p, read_row(document, row)) for p, row in zip(patients, rows, strict=True)]


def _in_series(
    told: list[tuple[Patient, list[Evidence]]], lines: list[Line]
) -> list[tuple[Patient, list[Evidence]]]:
    """The patients told one by one beside counts; rows of a table are nobody else's."""
    if any(row for _, row in told):
        return told
    known = [patient for patient, _ in told if patient.age is not None or patient.label]
    named = within_series(known) or unnamed(lines)
    return [(patient, []) for patient in named]


def _standing(read: list[tuple[Case, Course]], beside_cohort: bool) -> list[tuple[Case, Course]]:
    """The patients who had an augmentation, by their own story or among others who had one."""
    alone = [case.number for case, _ in read if stands(case, beside_cohort)]
    series = bool(alone) and len(read) > 1 and not beside_cohort
    return [
        (case, course)
        for case, course in read
        if case.number in alone or (series and stands_beside(case))
    ]


def read_document(document: Document, texts: list[AnnotatedSentence]) -> Extraction:
    """What a document says of its own patients and series, and of other publications' patients.

    Args:
        document: the document.
        texts: its sentences, annotated, in order.
    """
    rows = own_rows(document)
    reading = _reading(document, texts, tabled=len(rows) > 1)
    told = _with_rows(document, rows, reading.patients, reading.lines)
    cohort = read_cohort(document, document.sentences, texts)
    if cohort and not is_series(document, [patient for patient, _ in told], cohort):
        cohort = None
    if cohort:
        told = _in_series(told, reading.lines)
    read = []
    for patient, row in told:
        course = chart(patient.passages)
        read.append((read_case(patient, course, row), course))
    cases = [
        replace(case, flags=flags(course, case))
        for case, course in _standing(read, beside_cohort=cohort is not None)
    ]
    cases = own_cases(document, cases)
    numbered = tuple(
        replace(case, number=n, evidence=rated(case.evidence, len(cases)))
        for n, case in enumerate(cases, 1)
    )
    kind = study_type(document, numbered, cohort, reading.patients)
    relevant = bool(numbered) or kind == "cohort"
    own = [case for case, _ in read] if relevant else []
    retold = read_literature(document, texts, reading.labels, own, relevant)
    return Extraction(kind, relevant, reason(relevant, kind), numbered, cohort, retold)
