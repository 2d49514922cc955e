"""Tiny reports told in a few sentences, and what is read from them."""

from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, Meta
from pipeline.evidence import State
from pipeline.extract import extract
from pipeline.resolve.lines import own_lines
from pipeline.resolve.model import Case
from pipeline.resolve.patients import own_patients
from pipeline.resolve.subject import Subject, label_subjects, section_kinds
from pipeline.resolve.timeline import Course, chart

TITLE = "Cement leakage after vertebral augmentation: a case report"
#: Opens a story whose index procedure is told and done.
OPENING = (
    "A 72-year-old woman with an osteoporotic fracture of L1 underwent percutaneous "
    "vertebroplasty of L1. "
)
#: Ends a story with the leak that its symptoms are of.
LEAK_SEEN = "CT showed cement in the spinal canal."


def report(
    case: str, title: str = TITLE, introduction: str = "", discussion: str = "", abstract: str = ""
) -> Document:
    """A report; paragraphs of the case are told apart by blank lines."""
    builder = DocumentBuilder("text")
    builder.title(title)
    if abstract:
        builder.abstract()
        builder.paragraph(abstract)
        builder.body()
    for heading, text in (
        ("Introduction", introduction),
        ("Case report", case),
        ("Discussion", discussion),
    ):
        if text:
            builder.heading(heading)
            for paragraph in text.split("\n\n"):
                builder.paragraph(paragraph)
    return builder.build(Meta(title=title))


def plain(text: str, title: str = "") -> Document:
    """A document without headings."""
    builder = DocumentBuilder("text")
    if title:
        builder.title(title)
    for paragraph in text.split("\n\n"):
        builder.paragraph(paragraph)
    return builder.build(Meta(title=title))


def cases(document: Document) -> list[Case]:
    """The own patients; every quote is checked against the document on the way."""
    found = extract(document).cases
    for case in found:
        for one in case.evidence:
            assert document.text[one.start : one.end] == one.quote
            assert one.state is not State.UNCLEAR or one.value
    return list(found)


def subjects(document: Document) -> list[Subject]:
    """Whose each sentence of a document is."""
    texts = [AnnotatedSentence(document.quote(s)) for s in document.sentences]
    return label_subjects(document, texts, section_kinds(document, document.sentences))


def course_of(document: Document) -> Course:
    """The course of the one own patient of a document."""
    texts = [AnnotatedSentence(document.quote(s)) for s in document.sentences]
    kinds = section_kinds(document, document.sentences)
    labels = label_subjects(document, texts, kinds)
    lines = own_lines(document, document.sentences, texts, labels, kinds)
    (patient,) = own_patients(document, lines)
    return chart(patient.passages)


def only_case(document: Document) -> Case:
    """The one own patient of a document."""
    (case,) = cases(document)
    return case


def listed(case: Case, column: str) -> list[str]:
    """The values of a column, sorted; empty where nothing is reported."""
    value = case.values().get(column, [])
    return sorted([value] if isinstance(value, str) else value)


def told(column: str, text: str, opening: str = OPENING) -> list[str]:
    """The values of a column of a one-patient report whose case reads `opening` and `text`."""
    return listed(only_case(report(opening + text)), column)


def cell(column: str, text: str, opening: str = OPENING) -> str:
    """The value of a single-valued column likewise, empty where it is not reported."""
    return "; ".join(told(column, text, opening))
