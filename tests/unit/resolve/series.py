"""Tiny series told in a few sentences, and the counts read from them."""

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, Meta
from pipeline.extract import extract
from pipeline.resolve.model import Cohort

METHODS = "We reviewed 120 patients who underwent vertebroplasty at 160 levels."


def series(
    results: str, methods: str = METHODS, title: str = "Leakage in vertebroplasty"
) -> Document:
    """A series with methods and results."""
    builder = DocumentBuilder("text")
    builder.title(title)
    for heading, text in (("Methods", methods), ("Results", results)):
        builder.heading(heading)
        builder.paragraph(text)
    return builder.build(Meta(title=title))


def cohort(
    results: str, methods: str = METHODS, title: str = "Leakage in vertebroplasty"
) -> Cohort:
    """The counts of such a series; every quote is checked against the document on the way."""
    document = series(results, methods, title)
    found = extract(document).cohort
    assert found is not None
    for one in found.evidence:
        assert document.text[one.start : one.end] == one.quote
        assert one.original_text in one.quote
    return found
