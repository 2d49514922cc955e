"""Records of PubMed, in XML and as text, and of RIS."""

import pytest

from pipeline.document.model import Document, Extent, Mark, Meta, Notice
from pipeline.ingest.outcome import FailureCode, ReadError
from pipeline.ingest.read import read_bytes

ABSTRACT = "A 71-year-old man had cement in the heart after kyphoplasty of T12."

RIS = f"""\ufeffTY  - JOUR
AU  - Mao, Lei
PY  - 2019/03/12/
T1  - Cement in the heart after kyphoplasty.
JO  - Spine Rep
JF  - Spine Reports
DO  - https://doi.org/10.5555/SR.2019.3
C2  - PMC5551234
AN  - 30551234
DB  - PubMed
KW  - cement
KW  - heart
AB  - BACKGROUND: Cement leaks into veins.
CASE: {ABSTRACT}
ER  -

TY  - JOUR
TI  - A title alone
AU  - Ito M
AN  - 2019123456
DB  - Scopus
Y1  - 2011
N2  -
ER  -
"""


def only(data: str) -> Document:
    (document,) = read_bytes(data.encode())
    return document


def test_ris_records() -> None:
    first, second = read_bytes(RIS.replace("\n", "\r\n").encode())
    assert first.format == "ris"
    assert first.meta == Meta(
        title="Cement in the heart after kyphoplasty",
        doi="10.5555/SR.2019.3",
        pmid="30551234",
        pmcid="PMC5551234",
        authors=("Mao",),
        year=2019,
        journal="Spine Reports",
    )
    assert ABSTRACT in first.text
    assert [section.heading for section in first.sections if section.heading] == [
        "Background",
        "Case",
    ]
    assert first.traits.extent is Extent.ABSTRACT
    assert (second.meta.pmid, second.meta.authors, second.meta.year) == ("", ("Ito",), 2011)
    assert second.traits.extent is Extent.TITLE


def test_the_last_record_needs_no_end() -> None:
    assert [
        one.meta.title for one in read_bytes(b"TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two")
    ] == [
        "One",
        "Two",
    ]


def test_ris_without_titles_is_empty() -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(b"TY  - JOUR\nAU  - Mao, L\nER  - \n")
    assert caught.value.code is FailureCode.EMPTY


MEDLINE = """\
PMID- 30551234
TI  - Cement in the heart after
      kyphoplasty.
LID - 10.5555/sr.2019.3 [doi]
FAU - Mao, Lei
AU  - Mao L
AD  - Example Hospital, Springfield,
      Somewhere.
FAU - Li, Qi
AU  - Li Q
AD  - University of
      Elsewhere.
DP  - 2019 Mar
JT  - Spine reports
{extra}AB  - {abstract}
"""


def medline(extra: str = "") -> Document:
    return only(MEDLINE.format(extra=extra, abstract=ABSTRACT))


def test_a_line_that_goes_on_belongs_to_the_field_before_it() -> None:
    document = medline()
    assert document.meta.title == "Cement in the heart after kyphoplasty"
    assert document.meta.authors == ("Mao", "Li")
    assert document.meta.affiliations == (
        "Example Hospital, Springfield, Somewhere.",
        "University of Elsewhere.",
    )
    assert document.traits.extent is Extent.ABSTRACT


@pytest.mark.parametrize(
    ("extra", "marks", "notices"),
    [
        ("PT  - Retracted Publication\n", (Mark.RETRACTED,), ()),
        ("RIN - Spine Rep. 2020;1:2. PMID: 9\n", (Mark.RETRACTED,), ()),
        ("EIN - Spine Rep. 2020\nECI - Spine Rep.\n", (Mark.CONCERN, Mark.CORRECTED), ()),
        (
            "ROF - Spine Rep. 2019;1:1. doi: 10.5555/Old.1. PMID: 7000\n",
            (),
            (Notice(Mark.RETRACTED, "10.5555/Old.1", "7000"),),
        ),
        ("EFR - Spine Rep. PMID: 7000\n", (), (Notice(Mark.CORRECTED, "", "7000"),)),
        ("CIN - Lancet. 2010. PMID: 8\n", (), ()),
    ],
)
def test_marks_of_medline(extra: str, marks: tuple[Mark, ...], notices: tuple[Notice, ...]) -> None:
    meta = medline(extra).meta
    assert (meta.marks, meta.notices) == (marks, notices)


XML = """<PubmedArticleSet><PubmedArticle><MedlineCitation>
<PMID>30551234</PMID><Article><Journal><Title>Spine reports</Title></Journal>
<ArticleTitle>Cement in the heart.</ArticleTitle>{abstract}
<AuthorList><Author><LastName>Mao</LastName>
<AffiliationInfo><Affiliation>Example Hospital.</Affiliation></AffiliationInfo>
</Author></AuthorList>
<PublicationTypeList><PublicationType>{type}</PublicationType></PublicationTypeList></Article>
{links}</MedlineCitation></PubmedArticle></PubmedArticleSet>"""


def pubmed(links: str = "", kind: str = "Case Reports", abstract: str = "") -> Document:
    return only(XML.format(links=links, type=kind, abstract=abstract))


def link(kind: str, source: str = "", pmid: str = "") -> str:
    return (
        f'<CommentsCorrectionsList><CommentsCorrections RefType="{kind}"><RefSource>{source}'
        f"</RefSource><PMID>{pmid}</PMID></CommentsCorrections></CommentsCorrectionsList>"
    )


@pytest.mark.parametrize(
    ("links", "marks", "notices"),
    [
        (link("RetractionIn", pmid="9"), (Mark.RETRACTED,), ()),
        (link("ErratumIn"), (Mark.CORRECTED,), ()),
        (link("ExpressionOfConcernIn"), (Mark.CONCERN,), ()),
        (link("Cites", pmid="9"), (), ()),
        (
            link("RetractionOf", "doi: 10.5555/old.1", "7"),
            (),
            (Notice(Mark.RETRACTED, "10.5555/old.1", "7"),),
        ),
        (link("ErratumFor", "", "7"), (), (Notice(Mark.CORRECTED, "", "7"),)),
    ],
)
def test_marks_of_pubmed(links: str, marks: tuple[Mark, ...], notices: tuple[Notice, ...]) -> None:
    meta = pubmed(links).meta
    assert (meta.marks, meta.notices) == (marks, notices)
    assert meta.affiliations == ("Example Hospital.",)


def test_the_type_is_the_one_the_record_states() -> None:
    assert pubmed(kind="Case Reports").meta.article_types == ("Case Reports",)
    assert medline("PT  - Case Reports\nPT  - Letter\n").meta.article_types == (
        "Case Reports",
        "Letter",
    )


def test_a_retracted_publication_and_a_record_without_abstract() -> None:
    document = pubmed(kind="Retracted Publication")
    assert document.meta.marks == (Mark.RETRACTED,)
    assert document.traits.extent is Extent.TITLE


def test_an_abstract_that_stands_elsewhere_is_read() -> None:
    other = f"<OtherAbstract><AbstractText>{ABSTRACT}</AbstractText></OtherAbstract>"
    assert ABSTRACT in pubmed(other).text
