"""From a document to what it says: annotate, tell the patients apart, read each field."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.document.model import Document, SectionKind
from pipeline.evidence import Evidence
from pipeline.fields import FIELDS
from pipeline.resolve.care import read_management, read_outcome
from pipeline.resolve.cohort import read_cohort
from pipeline.resolve.cohort_lines import tells_of_many
from pipeline.resolve.consistency import consistent
from pipeline.resolve.findings import read_complications, read_imaging
from pipeline.resolve.flags import flags
from pipeline.resolve.leak import read_leak
from pipeline.resolve.levels import read_levels
from pipeline.resolve.literature import read_literature
from pipeline.resolve.merge import first_of_each
from pipeline.resolve.model import Case, Extraction
from pipeline.resolve.pain import read_pain
from pipeline.resolve.patients import Line, Patient, assign, own_lines, own_patients
from pipeline.resolve.person import read_person
from pipeline.resolve.procedure import read_indication, read_material, read_procedure
from pipeline.resolve.study import is_series, own_cases, reason, study_type
from pipeline.resolve.subject import Subject, flattened, label_subjects, section_kinds
from pipeline.resolve.tables import Row, own_rows, read_row
from pipeline.resolve.timeline import Course, chart
from pipeline.resolve.volume import read_volumes
from pipeline.resolve.when import read_follow_up, read_onset

EXTRACTOR_VERSION = "1"

_READERS: tuple[Callable[[Course], list[Evidence]], ...] = (
    read_indication,
    read_procedure,
    read_levels,
    read_material,
    read_volumes,
    read_leak,
    read_complications,
    read_onset,
    read_imaging,
    read_management,
    read_outcome,
    read_follow_up,
    read_pain,
)


def _case(patient: Patient, row: list[Evidence]) -> Case:
    """One patient's values: a table row decides where it has a field, the text fills the rest."""
    course = chart(patient.passages)
    told = read_person(course, patient.age, patient.sex)
    for reader in _READERS:
        told += reader(course)
    tabled = {e.field for e in row}
    title = SectionKind.TITLE.value
    listed = [
        e
        for e in told
        if e.field not in tabled or (FIELDS[e.field].findable and e.section != title)
    ]
    return Case(patient.number, patient.label, tuple(consistent(first_of_each([*row, *listed]))))


def _with_rows(
    document: Document, table: list[Row], patients: list[Patient], lines: list[Line]
) -> list[tuple[Patient, list[Evidence]]]:
    """The patients with the rows of a table that tells them; a table may be all there is."""
    rows = [(row.label, read_row(document, row)) for row in table]
    if len(rows) < 2 or len(rows) < len([p for p in patients if p.age is not None]):
        return [(patient, []) for patient in patients]
    tabled = []
    for number, (label, evidence) in enumerate(rows, 1):
        values = {e.field: e.value for e in evidence}
        age = float(values["age_years"]) if "age_years" in values else None
        tabled.append(Patient(number, label, age, values.get("sex", "")))
    assign(tabled, lines)
    return [(p, evidence) for p, (_, evidence) in zip(tabled, rows, strict=True)]


def _stands(case: Case, patient: Patient, beside_cohort: bool) -> bool:
    """Whether what was read is a patient: somebody told of, who had an augmentation.

    Beside a cohort only patients with an age who are told in several sentences count: others are
    passing examples.
    """
    values = case.values()
    if "procedure" not in values:
        return False
    told = {e.start for e in case.evidence if e.section != SectionKind.TITLE.value}
    if any(e.section == SectionKind.TABLE.value for e in case.evidence):
        return True
    if beside_cohort:
        single = [e for e in case.evidence if e.field == "age_years" and not tells_of_many(e.quote)]
        return bool(single) and len(told) >= 3
    return bool(told)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The subjects of a document's sentences, and the patients they tell of."""

    labels: list[Subject]
    lines: list[Line]
    patients: list[Patient]


def _read(
    document: Document, texts: list[AnnotatedSentence], kinds: list[SectionKind], tabled: bool
) -> _Reading:
    labels = label_subjects(document.sentences, texts, kinds)
    lines = own_lines(document, document.sentences, texts, labels, kinds, tabled)
    return _Reading(labels, lines, own_patients(document, lines))


def _reading(document: Document, texts: list[AnnotatedSentence], tabled: bool) -> _Reading:
    """The document as its headings divide it, or as plain text where no case is told that way."""
    kinds = section_kinds(document, document.sentences)
    as_headed = _read(document, texts, kinds, tabled)
    if tabled or any(p.age is not None for p in as_headed.patients):
        return as_headed
    plain = flattened(kinds)
    as_plain = _read(document, texts, plain, tabled) if plain != kinds else as_headed
    better = any(p.age is not None for p in as_plain.patients) or not as_headed.patients
    return as_plain if better else as_headed


class Extractor:
    """Tells what documents say of their own patients and series.

    Args:
        model: name of an installed spaCy model whose entities are used as well.

    Raises:
        UserError: the model is not installed.
    """

    def __init__(self, model: str | None = None) -> None:
        # spaCy takes a second to import; who only names the version does without.
        from pipeline.annotate.nlp import Annotator

        self._annotator = Annotator(model)

    def __call__(self, document: Document) -> Extraction:
        """What one document says."""
        return _extraction(document, self._annotator.annotate(document))


@cache
def _default() -> Extractor:
    return Extractor()


def extract(document: Document) -> Extraction:
    """What one document says of its own patients and series, told without a model."""
    return _default()(document)


def _extraction(document: Document, texts: list[AnnotatedSentence]) -> Extraction:
    rows = own_rows(document)
    reading = _reading(document, texts, tabled=len(rows) > 1)
    cohort = read_cohort(document, document.sentences, texts)
    if cohort and not is_series(document, reading.patients, cohort):
        cohort = None
    read = [
        (_case(patient, row), patient)
        for patient, row in _with_rows(document, rows, reading.patients, reading.lines)
    ]
    cases = [
        replace(case, flags=flags(chart(patient.passages), case))
        for case, patient in read
        if _stands(case, patient, cohort is not None)
    ]
    cases = own_cases(document, cases)
    numbered = tuple(replace(case, number=n) for n, case in enumerate(cases, 1))
    kind = study_type(document, numbered, cohort, reading.patients)
    relevant = bool(numbered) or kind == "cohort"
    own = [case for case, _ in read] if relevant else []
    retold = read_literature(document, texts, reading.labels, own, relevant, _case)
    return Extraction(kind, relevant, reason(relevant, kind), numbered, cohort, retold)
