"""From a document to what it says: annotate, tell the patients apart, read each field."""

from collections.abc import Callable

from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.document.model import Document
from pipeline.evidence import Evidence
from pipeline.resolve.care import read_management, read_outcome
from pipeline.resolve.findings import read_complications, read_imaging
from pipeline.resolve.leak import read_leak
from pipeline.resolve.levels import read_levels
from pipeline.resolve.model import Case, Extraction
from pipeline.resolve.pain import read_pain
from pipeline.resolve.patients import Patient, own_lines, own_patients
from pipeline.resolve.person import read_person
from pipeline.resolve.procedure import read_indication, read_material, read_procedure
from pipeline.resolve.subject import label_subjects
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


def _case(patient: Patient) -> Case:
    course = chart(patient.passages)
    evidence = read_person(course, patient.age, patient.sex)
    for reader in _READERS:
        evidence += reader(course)
    return Case(patient.number, patient.label, tuple(evidence))


def extract(document: Document) -> Extraction:
    """What one document says of its own patients."""
    texts = [AnnotatedSentence(document.quote(s)) for s in document.sentences]
    labels = label_subjects(document, document.sentences, texts)
    lines = own_lines(document, document.sentences, texts, labels)
    cases = tuple(_case(patient) for patient in own_patients(document, lines))
    cases = tuple(case for case in cases if "procedure" in case.values())
    kind = "case_report" if len(cases) == 1 else "case_series" if cases else "other"
    return Extraction(kind, bool(cases), "", cases)
