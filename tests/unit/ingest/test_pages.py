"""HTML and Word."""

import io

from docx import Document as Word

from pipeline.document.model import Document, SectionKind
from pipeline.ingest.read import read_bytes

PROSE = (
    "The patient was a woman of 70 years who had been well until the day of the operation, on "
    "which cement was put into the first lumbar vertebra under local anaesthesia. "
)

PAGE = f"""<html><head><title>x</title><meta name="citation_title" content="Cement in the canal">
<meta name="citation_doi" content="10.5555/h"><meta name="citation_author" content="Ribas, Luis">
<meta name="citation_publication_date" content="2020/05/01"></head><body>
<nav>Home About</nav><article><h1>Cement in the canal</h1><p>Luis Ribas, Anna Novak</p>
<h2>Abstract</h2><p>We tell of a leak.</p><h2>Case report</h2><p>{PROSE * 4}She was seen again
after a year<sup><a href="#r1">1</a></sup>.</p>
<p style="display:none">Hidden words.</p><p hidden>Hidden too.</p><noscript>Enable it.</noscript>
<h4>Table 1.</h4><p>Values of pain.</p>
<table><tr><th>Day</th><th>VAS</th></tr><tr><td>1</td><td>8</td></tr></table>
<figure><img src="x"><figcaption>Figure 1. CT of L1.</figcaption></figure>
<h2>References</h2><ol class="ref-list">
<li>Ribas L. Leaks. 2001. [PubMed] [Google Scholar]</li></ol>
</article><footer>All rights of the publisher</footer></body></html>"""


def told(document: Document, kind: SectionKind) -> list[str]:
    return [document.quote(s) for s in document.sentences if document.section_of(s).kind is kind]


def test_journal_page() -> None:
    (document,) = read_bytes(PAGE.encode())
    assert document.meta.title == "Cement in the canal"
    assert (document.meta.doi, document.meta.year) == ("10.5555/h", 2020)
    assert document.meta.authors == ("Ribas",)
    assert "She was seen again after a year [1]." in told(document, SectionKind.CASE)
    assert told(document, SectionKind.BACK) == ["Luis Ribas, Anna Novak"]
    assert told(document, SectionKind.ABSTRACT) == ["We tell of a leak."]
    assert " ".join(told(document, SectionKind.CAPTION)) == "Figure 1. CT of L1."
    assert told(document, SectionKind.REFERENCES) == ["Ribas L. Leaks. 2001."]
    for word in ("Hidden", "Enable", "Home", "publisher"):
        assert word not in document.text
    (table,) = document.tables
    assert table.caption == "Table 1. Values of pain."
    assert table.header == ("Day", "VAS")


def test_page_with_chrome_only_is_extracted() -> None:
    story = f"<h2>Case report</h2><p>{PROSE * 6}</p>"
    page = f"<html><body><nav>Home</nav><div>{story}</div></body></html>"
    (document,) = read_bytes(page.encode())
    assert "first lumbar vertebra" in document.text
    assert "Home" not in document.text


def test_word_document() -> None:
    word = Word()
    word.add_paragraph("Cement in the canal after kyphoplasty", style="Title")
    word.add_paragraph("Luis Ribas, Anna Novak")
    word.add_heading("Abstract", 1)
    word.add_paragraph("We tell of a leak.")
    word.add_heading("Case report", 1)
    word.add_paragraph(PROSE)
    word.add_paragraph("Table 1. Values of pain")
    table = word.add_table(rows=3, cols=2)
    for place, text in enumerate(("Day", "VAS", "1", "8", "2", "7")):
        table.cell(place // 2, place % 2).text = text
    word.add_paragraph("REFERENCES")
    word.add_paragraph("Ribas L. Leaks. 2001.")
    data = io.BytesIO()
    word.save(data)
    (document,) = read_bytes(data.getvalue())
    assert document.meta.title == "Cement in the canal after kyphoplasty"
    assert document.meta.authors == ("Ribas", "Novak")
    assert told(document, SectionKind.ABSTRACT) == ["We tell of a leak."]
    assert told(document, SectionKind.CASE) == [PROSE.strip()]
    assert document.tables[0].caption == "Table 1. Values of pain"
    assert [cell.text for cell in document.tables[0].rows[0]] == ["1", "8"]
    assert told(document, SectionKind.REFERENCES) == ["Ribas L. Leaks. 2001."]
