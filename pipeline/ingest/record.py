"""A bibliographic record as a document: title, abstract, keywords."""

from collections.abc import Sequence

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, Mark, Meta, SectionKind
from pipeline.ingest.run_ins import add_paragraph


def record_document(
    format: str, meta: Meta, parts: Sequence[tuple[str, str]], keywords: Sequence[str]
) -> Document:
    """The document of a record.

    Args:
        format: its name.
        meta: what identifies the publication.
        parts: heading and text of each part of the abstract; a heading may be empty.
        keywords: they are kept, and are no evidence.
    """
    builder = DocumentBuilder(format)
    builder.title(meta.title)
    if any(text for _, text in parts):
        builder.abstract()
    for heading, text in parts:
        if heading:
            builder.heading(heading.capitalize() if heading.isupper() else heading)
        add_paragraph(builder, text)
    if keywords:
        builder.body()
        builder.section(SectionKind.BACK)
        builder.paragraph("; ".join(keywords))
    return builder.build(meta)


def ordered_marks(found: Sequence[str]) -> tuple[Mark, ...]:
    """Marks by their names, each once, the gravest first."""
    return tuple(mark for mark in Mark if mark in found)
