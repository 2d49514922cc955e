"""From a document to what it says: annotate, tell the patients apart, read each field."""

from collections.abc import Callable
from dataclasses import replace

from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.document.model import Document
from pipeline.evidence import Evidence
from pipeline.resolve.care import read_management, read_outcome
from pipeline.resolve.findings import read_complications, read_imaging
from pipeline.resolve.leak import read_leak
from pipeline.resolve.levels import read_levels
from pipeline.resolve.cohort import read_cohort
from pipeline.resolve.model import Case, Extraction
from pipeline.resolve.pain import read_pain
from pipeline.resolve.patients import Patient, own_lines, own_patients
from pipeline.resolve.passage import Tier
from pipeline.resolve.person import read_person
from pipeline.resolve.procedure import read_indication, read_material, read_procedure
from pipeline.resolve.study import announces_none, announces_other, reason, study_type, tells_cases
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


def _stands(case: Case, patient: Patient, beside_cohort: bool) -> bool:
    """Whether what was read is a patient: somebody told of, who had an augmentation.

    Beside a cohort only patients with an age who are told in several sentences count: others are
    passing examples.
    """
    values = case.values()
    if "procedure" not in values:
        return False
    told = {p.sentence.start for p in patient.passages if p.tier is Tier.CASE}
    if beside_cohort:
        return "age_years" in values and len(told) >= 3
    return bool(told)


def extract(document: Document) -> Extraction:
    """What one document says of its own patients and series."""
    texts = [AnnotatedSentence(document.quote(s)) for s in document.sentences]
    labels = label_subjects(document, document.sentences, texts)
    lines = own_lines(document, document.sentences, texts, labels)
    patients = own_patients(document, lines)
    cohort = None
    if not tells_cases(document, patients):
        cohort = read_cohort(document, document.sentences, texts, labels)
    read = [(_case(patient), patient) for patient in patients]
    cases = [case for case, patient in read if _stands(case, patient, cohort is not None)]
    if announces_none(document) and not any("age_years" in c.values() for c in cases):
        cases = []
    if announces_other(document):
        cases, cohort = [], None
    numbered = tuple(replace(case, number=n) for n, case in enumerate(cases, 1))
    kind = study_type(document, numbered, cohort)
    relevant = bool(numbered) or cohort is not None
    return Extraction(kind, relevant, reason(relevant, kind), numbered, cohort)
