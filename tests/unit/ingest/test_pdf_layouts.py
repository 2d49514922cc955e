"""Articles in every page design that the renderer knows, whose truth is what was set."""

import re
from functools import cache

import pytest

from benchmarks.order import broken, letters, paper_runs
from corpus import render_pdf
from corpus.paper import Paper
from corpus.pdf_layouts import JOURNALS, LAYOUTS
from corpus.pdf_pages import MARGIN_TEXT
from pipeline.document.model import Document, SectionKind
from pipeline.ingest.pdf import read_pdf
from tests.unit.ingest.pdf_article import FIGURES, article, tables

EVERY = [*LAYOUTS, *JOURNALS]
LEAST_IN_ORDER = 0.98


@cache
def read(layout: str) -> tuple[Paper, Document]:
    paper = article()
    return paper, read_pdf(render_pdf.render(paper, layout))


@pytest.mark.parametrize("layout", EVERY)
def test_three_lines_in_a_row_come_out_in_a_row(layout: str) -> None:
    paper, document = read(layout)
    runs = paper_runs(paper)
    assert len(runs) > 50
    wrong = broken(runs, document)
    assert 1 - len(wrong) / len(runs) >= LEAST_IN_ORDER, wrong[:3]


@pytest.mark.parametrize("layout", EVERY)
def test_tables_are_found_cell_by_cell(layout: str) -> None:
    paper, document = read(layout)
    found = [
        [list(table.header), *([cell.text for cell in row] for row in table.rows)]
        for table in document.tables
    ]
    assert found == tables(paper)


@pytest.mark.parametrize("layout", EVERY)
def test_legends_stand_apart(layout: str) -> None:
    _, document = read(layout)
    legends = [
        document.text[section.start : section.end].strip()
        for section in document.sections
        if section.kind is SectionKind.CAPTION
    ]
    assert legends == list(FIGURES)


@pytest.mark.parametrize("layout", EVERY)
def test_headings_open_sections(layout: str) -> None:
    _, document = read(layout)
    headings = [re.sub(r"^\d\. ", "", s.heading).lower() for s in document.sections if s.heading]
    body = ["introduction", "methods", "results", "discussion", "references"]
    assert headings == ["background", "results", *body]


@pytest.mark.parametrize("layout", EVERY)
def test_the_printed_page_is_not_read_as_text(layout: str) -> None:
    paper, document = read(layout)
    assert document.text.count(paper.running_heads[0]) <= 1
    short = paper.running_heads[1]
    assert document.text.count(short) == document.text.count(paper.title)
    assert MARGIN_TEXT not in document.text
    for sentence in document.sentences:
        words = document.quote(sentence)
        assert "et al. Invented Spine Letters" not in words or len(words.split()) < 12
        assert "Correspondence" not in words or document.section_of(sentence).kind in (
            SectionKind.BACK,
            SectionKind.REFERENCES,
        )


@pytest.mark.parametrize("layout", EVERY)
def test_the_first_page_tells_title_and_doi(layout: str) -> None:
    paper, document = read(layout)
    assert letters(document.meta.title) == letters(paper.title)
    assert document.meta.doi == paper.doi
    assert document.meta.first_author == "Hollis"


@pytest.mark.parametrize("layout", EVERY)
def test_every_sentence_has_its_boxes(layout: str) -> None:
    _, document = read(layout)
    for sentence in document.sentences:
        assert sentence.boxes, document.quote(sentence)
        assert sentence.page == sentence.boxes[0].page
        for box in sentence.boxes:
            assert 1 <= box.page <= (document.pages or 0)
            assert 0 <= box.left < box.right < 800
            assert 0 <= box.top < box.bottom < 850
