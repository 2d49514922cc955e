import io
import zipfile
from xml.etree import ElementTree

import pytest
from docx import Document

from corpus import render_docx, render_html, render_jats, render_pdf, render_text
from corpus.build import LAYOUTS, RENDERERS
from tests.unit.corpus.examples import BARE, FULL, example
from tests.unit.corpus.reading import read, squeezed

EVERY_LAYOUT = [(form, layout) for form, layouts in LAYOUTS.items() for layout in layouts]
INNER_HEADINGS = ("Introduction", "Admission", "Procedure")


@pytest.mark.parametrize(("form", "layout"), EVERY_LAYOUT)
def test_a_document_holds_every_marked_surface(form: str, layout: str) -> None:
    source, article = example()
    found = squeezed(read(RENDERERS[form](article, layout), form))
    surfaces = {source.text[mark.start : mark.end] for mark in source.marks}
    assert [words for words in surfaces if squeezed(words) not in found] == []


@pytest.mark.parametrize(("form", "layout"), EVERY_LAYOUT)
def test_a_document_holds_title_headings_and_references(form: str, layout: str) -> None:
    _, article = example()
    found = squeezed(read(RENDERERS[form](article, layout), form))
    expected = [*INNER_HEADINGS, "Two leaks & one <fright>: vertebroplasty of T12", "10.5555/isr"]
    expected += [r.parts.title for r in article.references if r.parts]
    assert [words for words in expected if squeezed(words) not in found] == []


@pytest.mark.parametrize(("form", "layout"), EVERY_LAYOUT)
def test_the_same_source_gives_the_same_bytes(form: str, layout: str) -> None:
    _, article = example()
    assert RENDERERS[form](article, layout) == RENDERERS[form](article, layout)


@pytest.mark.parametrize(("form", "layout"), EVERY_LAYOUT)
def test_no_heading_appears_where_the_source_has_none(form: str, layout: str) -> None:
    _, article = example(BARE)
    found = squeezed(read(RENDERERS[form](article, layout), form))
    for heading in ("abstract", "introduction", "casereport", "references"):
        assert heading not in found


def test_pages_break_words_and_carry_running_heads() -> None:
    _, article = example(FULL + "\n".join(f"\nParagraph {n} on decompression." for n in range(50)))
    text = render_text.render(article, "pages").decode()
    sheets = text.split("\f")
    assert len(sheets) > 1
    assert sheets[0].endswith(f"{article.first_page}\n")
    assert any(line.endswith("-") for line in sheets[0].splitlines())
    assert sheets[0].startswith("Ødegård-Şen et al. Invented Spine Reports 2015; ")
    assert sheets[1].startswith("Two leaks & one <fright>: vertebroplasty of T12\n")


def test_wrapped_lines_are_short() -> None:
    _, article = example()
    lines = render_text.render(article, "wrapped").decode().splitlines()
    assert max(len(line) for line in lines if "  " not in line) <= 81


def test_jats_front_matter_abstract_and_references() -> None:
    _, article = example()
    root = ElementTree.fromstring(render_jats.render(article, "article"))
    assert root.findtext(".//article-title") == article.title
    assert root.findtext(".//article-id[@pub-id-type='doi']") == "10.5555/isr.2015.1"
    assert [e.text for e in root.iterfind(".//abstract/sec/title")] == ["Background", "Case report"]
    assert [e.text for e in root.iterfind("./body/sec/sec/title")] == ["Admission", "Procedure"]
    assert root.findtext(".//table-wrap/label") == "Table 1"
    assert [e.get("id") for e in root.iterfind(".//ref")] == ["B1", "B2", "B3", "B4", "B5", "B6"]
    assert [e.get("rid") for e in root.iterfind(".//p/xref")] == ["B1", "B2", "B3", "B5", "B6"]


def test_an_abstract_in_jats_has_no_body() -> None:
    _, article = example(BARE)
    root = ElementTree.fromstring(render_jats.render(article, "abstract"))
    assert root.find("body") is None
    assert [e.text for e in root.iterfind(".//abstract/p")] == [
        "A 70-year-old woman had emboli.",
        "PURPOSE: none. RESULTS: She recovered.",
    ]


def test_a_journal_page_names_itself_and_the_plain_page_does_not() -> None:
    _, article = example()
    page = render_html.render(article, "journal").decode()
    assert '<meta name="citation_doi" content="10.5555/isr.2015.1">' in page
    assert '<a href="#ref3" class="cite">3</a>' in page
    assert "cookie" in page
    plain = render_html.render(article, "plain").decode()
    assert "<meta name" not in plain
    assert "cookie" not in plain


def test_word_has_headings_by_style_and_real_tables() -> None:
    _, article = example()
    document = Document(io.BytesIO(render_docx.render(article, "superscript")))
    styles = {p.text: p.style.name for p in document.paragraphs if p.style}
    assert styles["Case report"] == "Heading 1"
    assert styles["Admission"] == "Heading 2"
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["1", "weak legs"]


def test_word_archives_carry_no_date_of_their_making() -> None:
    _, article = example()
    with zipfile.ZipFile(io.BytesIO(render_docx.render(article, "manuscript"))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2020, 1, 1, 0, 0, 0)}


def test_a_wide_table_at_the_end_of_a_pdf_is_not_lost() -> None:
    _, article = example()
    content = render_pdf.render(article, "classic")
    assert squeezed("Laminectomy and removal of the cement") in squeezed(read(content, "pdf"))
