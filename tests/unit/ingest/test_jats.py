import pytest

from pipeline.document.model import Document, SectionKind
from pipeline.ingest.outcome import FailureCode, ReadError
from pipeline.ingest.read import read_bytes

ARTICLE = b"""<article article-type="case-report" xmlns:xlink="http://www.w3.org/1999/xlink"><front>
<journal-meta><journal-title-group><journal-title>Spine Cases</journal-title></journal-title-group>
</journal-meta><article-meta><article-id pub-id-type="doi">10.5555/a</article-id>
<article-id pub-id-type="pmc">123456</article-id>
<article-categories><subj-group subj-group-type="heading"><subject>Clinical Case</subject>
</subj-group><subj-group><subject>Spine</subject></subj-group></article-categories>
<title-group><article-title>Cement in the <italic>canal</italic></article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Ribas</surname></name></contrib>
<contrib contrib-type="editor"><name><surname>Other</surname></name></contrib></contrib-group>
<pub-date pub-type="epub"><year>2021</year></pub-date>
<pub-date pub-type="ppub"><year>2022</year></pub-date>
<permissions><license xlink:href="https://creativecommons.org/licenses/by/4.0/"/></permissions>
<abstract><sec><title>Methods</title><p>We looked.</p></sec></abstract></article-meta></front>
<body><sec><title>Case report</title><sec><title>Course</title>
<p>A leak at L1<sup><xref ref-type="bibr">3</xref></sup> was seen in 10<sup>3</sup> cells.
<table-wrap><label>Table 1</label><caption><p>Values</p></caption><table>
<thead><tr><th rowspan="2">Patient</th><th colspan="2">Pain</th></tr>
<tr><th>before</th><th>after</th></tr></thead>
<tbody><tr><td>1</td><td colspan="2">8</td></tr></tbody></table>
<table-wrap-foot><p>VAS, visual analogue scale.</p></table-wrap-foot></table-wrap>
She walked home.</p></sec></sec>
<fig><label>Fig. 1</label><caption><p>CT of L1.</p></caption></fig></body>
<back><ack><p>We thank all.</p></ack><ref-list><title>References</title>
<ref><label>3</label><mixed-citation>Ribas L. Leaks. 2001.</mixed-citation></ref></ref-list></back>
<sub-article><body><p>The reviewer saw a stroke.</p></body></sub-article>
<response><body><p>The authors deny a stroke.</p></body></response></article>"""


@pytest.fixture(scope="module")
def document() -> Document:
    (read,) = read_bytes(ARTICLE)
    return read


def quotes(document: Document, kind: SectionKind) -> list[str]:
    return [document.quote(s) for s in document.sentences if document.section_of(s).kind is kind]


def test_meta_is_the_articles_own(document: Document) -> None:
    meta = document.meta
    assert meta.title == "Cement in the canal"
    assert (meta.doi, meta.pmcid, meta.year) == ("10.5555/a", "PMC123456", 2022)
    assert (meta.journal, meta.authors) == ("Spine Cases", ("Ribas",))
    assert meta.licence == "CC BY 4.0"
    assert meta.article_types == ("case-report", "Clinical Case")


def test_nested_section_belongs_to_its_parent_and_goes_on_after_a_table(document: Document) -> None:
    assert quotes(document, SectionKind.CASE) == [
        "A leak at L1 [3] was seen in 10^3 cells.",
        "She walked home.",
    ]


def test_abstract_parts_are_marked(document: Document) -> None:
    (section,) = [s for s in document.sections if s.heading == "Methods"]
    assert section.in_abstract
    assert section.kind is SectionKind.METHODS


def test_spans_fill_the_grid(document: Document) -> None:
    (table,) = document.tables
    assert table.caption == "Table 1 Values"
    assert table.header == ("Patient", "Pain before", "Pain after")
    assert [[cell.text for cell in row] for row in table.rows] == [["1", "8", "8"]]
    assert "VAS, visual analogue scale." in quotes(document, SectionKind.TABLE)


def test_captions_and_references_stand_apart(document: Document) -> None:
    assert quotes(document, SectionKind.CAPTION) == ["Fig. 1 CT of L1."]
    assert quotes(document, SectionKind.REFERENCES) == ["3 Ribas L. Leaks. 2001."]


def test_reviewers_and_responses_are_no_part_of_the_text(document: Document) -> None:
    assert "stroke" not in document.text


def test_every_article_of_a_wrapper_is_read() -> None:
    inner = ARTICLE.replace(b"10.5555/a", b"10.5555/b")
    documents = read_bytes(b"<set><record>" + ARTICLE + b"</record>" + inner + b"</set>")
    assert [document.meta.doi for document in documents] == ["10.5555/a", "10.5555/b"]


def test_absurd_span_is_bounded() -> None:
    wide = ARTICLE.replace(b'colspan="2">8', b'colspan="900000000">8')
    (read,) = read_bytes(wide)
    assert len(read.tables[0].rows[0]) <= 101


RECORDS = b"""<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>11</PMID><Article><Journal>
<JournalIssue><PubDate><Year>2005</Year></PubDate></JournalIssue><Title>Spine</Title></Journal>
<ArticleTitle>Leak of cement.</ArticleTitle><Abstract>
<AbstractText Label="CASE REPORT">A man had a leak.</AbstractText></Abstract><AuthorList><Author>
<LastName>Novak</LastName></Author></AuthorList></Article></MedlineCitation><PubmedData>
<ArticleIdList><ArticleId IdType="doi">10.5555/c</ArticleId></ArticleIdList></PubmedData>
</PubmedArticle></PubmedArticleSet>"""

MEDLINE = b"""PMID- 11
TI  - Leak of cement after
      vertebroplasty.
DP  - 2005 Mar
AB  - CASE REPORT: A man had a leak.
AU  - Novak P
JT  - Spine
LID - 10.5555/c [doi]
"""


@pytest.mark.parametrize("data", [RECORDS, MEDLINE])
def test_pubmed_record(data: bytes) -> None:
    (read,) = read_bytes(data)
    assert read.meta.title.startswith("Leak of cement")
    assert (read.meta.pmid, read.meta.doi, read.meta.year) == ("11", "10.5555/c", 2005)
    assert (read.meta.journal, read.meta.authors) == ("Spine", ("Novak",))
    (section,) = [s for s in read.sections if s.kind is SectionKind.CASE]
    assert section.in_abstract


def test_xml_without_article_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(b"<eSearchResult><Count>1</Count></eSearchResult>")
    assert caught.value.code is FailureCode.NOT_A_DOCUMENT
