"""Small documents and cases that several tests share."""

from pipeline.document.model import Document, Meta, Section, SectionKind, Sentence
from pipeline.evidence import Evidence, State
from pipeline.resolve.model import Case


def value(field: str, text: str, quote: str = "", state: State = State.PRESENT) -> Evidence:
    """One value; its quote is the value itself where none is given."""
    quote = quote or text
    return Evidence(field, text, state, text, 0, len(quote), quote, "case", None, "rule", 0.9)


def denied(field: str, text: str) -> Evidence:
    return value(field, text, f"no {text}", State.ABSENT)


def case(number: int, *evidence: Evidence) -> Case:
    return Case(number, f"Case {number}", evidence)


def anchored(document: Document, field: str, text: str, quote: str, words: str = "") -> Evidence:
    """A value whose quote is looked up in the document."""
    start = document.text.index(quote)
    end = start + len(quote)
    assert not words or words in quote
    return Evidence(
        field, text, State.PRESENT, words or text, start, end, quote, "case", 1, "rule", 0.8
    )


def document(text: str, **meta: object) -> Document:
    """A document of one section and one sentence."""
    return Document(
        text=text,
        meta=Meta(**meta),  # type: ignore[arg-type]
        format="text",
        sections=(Section(SectionKind.CASE, "Case report", 0, len(text)),),
        sentences=(Sentence(0, len(text), 0, 0, 1),),
        pages=1,
    )
