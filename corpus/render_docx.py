"""DOCX as authors submit it: headings by style, tables, citations as text or superscript."""

import io
import zipfile
from datetime import datetime

from docx import Document
from docx.document import Document as Docx
from docx.text.paragraph import Paragraph as DocxParagraph

from corpus.citations import Cited, split_citations
from corpus.paper import Block, Figure, Paper, Paragraph, Section, Table

ZIP_DATE = (2020, 1, 1, 0, 0, 0)
LAYOUTS = ("manuscript", "superscript", "proof")


def _write_words(target: DocxParagraph, text: str, superscript: bool) -> None:
    for run in split_citations(text):
        if not isinstance(run, Cited):
            target.add_run(run)
        elif superscript:
            target.add_run(run.inner).font.superscript = True
        else:
            target.add_run(f"{run.space}[{run.inner}]")


def _write_table(document: Docx, table: Table) -> None:
    if table.caption:
        document.add_paragraph(table.caption, style="Caption")
    rows = (table.header, *table.rows)
    grid = document.add_table(rows=0, cols=max(len(row) for row in rows))
    grid.style = "Table Grid"
    for place, row in enumerate(rows):
        for cell, text in zip(grid.add_row().cells, row, strict=False):
            cell.paragraphs[0].add_run(text).bold = place == 0
    document.add_paragraph("")


def _write_block(document: Docx, block: Block, superscript: bool) -> None:
    match block:
        case Paragraph(text):
            _write_words(document.add_paragraph(), text, superscript)
        case Figure(caption):
            document.add_paragraph(caption, style="Caption")
        case Table():
            _write_table(document, block)


def _write_section(document: Docx, section: Section, level: int, superscript: bool) -> None:
    if section.title:
        document.add_heading(section.title, level=level)
    for block in section.blocks:
        _write_block(document, block, superscript)
    for inner in section.inner:
        _write_section(document, inner, level + 1, superscript)


def _write_front(document: Docx, paper: Paper) -> None:
    document.add_paragraph(paper.title, style="Title")
    names = ", ".join(f"{given} {surname}".strip() for surname, given in paper.authors)
    identifiers = (
        paper.citation_line,
        f"DOI: {paper.doi}" if paper.doi else "",
        f"PMID: {paper.pmid}" if paper.pmid else "",
    )
    for line in filter(None, (names, paper.affiliation if names else "", *identifiers)):
        document.add_paragraph(line)
    if paper.abstract:
        document.add_heading("Abstract", level=1)
    for part in paper.abstract:
        paragraph = document.add_paragraph()
        if part.label:
            paragraph.add_run(f"{part.label}: ").bold = True
        paragraph.add_run(part.text)
    if paper.keywords:
        document.add_paragraph(f"Keywords: {paper.keywords}")


def _write_furniture(document: Docx, paper: Paper) -> None:
    """Header and footer of a page proof."""
    section = document.sections[0]
    section.header.paragraphs[0].text = f"Uncorrected proof: {paper.journal}".strip(": ")
    section.footer.paragraphs[0].text = "Please return corrections within 48 hours."


def _fixed(blob: bytes) -> bytes:
    """The same archive with dates that do not depend on the clock."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(blob)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(entry))
    return buffer.getvalue()


def render(paper: Paper, layout: str) -> bytes:
    """The article as a Word document in one of the layouts."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = paper.title, "", ""
    properties.created = properties.modified = datetime(*ZIP_DATE)
    if layout == "proof":
        _write_furniture(document, paper)
    _write_front(document, paper)
    for section in paper.sections:
        _write_section(document, section, 1, layout == "superscript")
    if paper.references:
        document.add_heading("References", level=1)
    for reference in paper.references:
        document.add_paragraph(f"{reference.number}. {reference.text}")
    buffer = io.BytesIO()
    document.save(buffer)
    return _fixed(buffer.getvalue())
