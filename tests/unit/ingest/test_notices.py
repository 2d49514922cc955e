"""Retractions, corrections and concerns, in titles and in the front of JATS."""

import pytest

from pipeline.document.model import Document, Mark, Notice
from pipeline.ingest.notices import titled, told_marks
from pipeline.ingest.read import read_bytes
from pipeline.terms import load

PROSE = "A 71-year-old man was treated with kyphoplasty and cement was found in his heart. " * 4
OWN = [(entry, text) for entry in load("notices")["own"] for text in entry["examples"]]
NOTICES = [(entry, text) for entry in load("notices")["notice"] for text in entry["examples"]]
TOLD = [(entry, text) for entry in load("notices")["told"] for text in entry["examples"]]
NOT_TOLD = [text for entry in load("notices")["told"] for text in entry.get("not", [])]
OTHERS = [text for entry in load("notices")["notice"] for text in entry.get("not", [])]


@pytest.mark.parametrize(("entry", "title"), OWN)
def test_titles_of_marked_articles(entry: dict[str, str], title: str) -> None:
    told = titled(title)
    assert (told.mark, told.notice) == (entry["mark"], None)
    assert told.title == "Cement in the heart"


@pytest.mark.parametrize(("entry", "title"), NOTICES)
def test_titles_of_notices(entry: dict[str, str], title: str) -> None:
    told = titled(title)
    assert (told.mark, told.notice) == (None, entry["mark"])
    assert told.title in ("Cement in the heart", "")


@pytest.mark.parametrize("title", [*OTHERS, "Cement in the heart", ""])
def test_titles_that_say_nothing_of_the_kind(title: str) -> None:
    assert titled(title) == titled(title).__class__(title)


@pytest.mark.parametrize(("entry", "text"), TOLD)
def test_what_a_first_page_says(entry: dict[str, str], text: str) -> None:
    assert told_marks(f"Cement in the heart. {text} A man of 71 years.") == (entry["mark"],)


@pytest.mark.parametrize("text", [*NOT_TOLD, PROSE, "The retraction in this approach was gentle."])
def test_what_a_first_page_does_not_say(text: str) -> None:
    assert told_marks(text) == ()


def test_a_record_as_text_that_says_it_was_retracted() -> None:
    text = (
        "1. Spine Rep. 2019 Mar;3(1):1-4. doi: 10.5555/sr.2019.3.\n\nCement in the heart after "
        f"kyphoplasty.\n\nMao L(1).\n\nRetraction in: Spine Rep. 2021;5(1):9.\n\n{PROSE}\n\n"
        "PMID: 30551234 [Indexed for MEDLINE]\n"
    )
    (document,) = read_bytes(text.encode())
    assert document.meta.marks == (Mark.RETRACTED,)


def jats(kind: str, links: str = "", title: str = "Cement in the heart") -> Document:
    data = (
        f'<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="{kind}"><front>'
        f"<article-meta><title-group><article-title>{title}</article-title></title-group>"
        f"<aff>Example Hospital, Springfield</aff>{links}</article-meta></front>"
        f"<body><p>{PROSE}</p></body></article>"
    )
    (document,) = read_bytes(data.encode())
    return document


def related(kind: str, link_type: str = "doi", target: str = "10.5555/old.1") -> str:
    return (
        f'<related-article related-article-type="{kind}" ext-link-type="{link_type}" '
        f'xlink:href="{target}"/>'
    )


@pytest.mark.parametrize(
    ("kind", "links", "marks", "notices"),
    [
        ("case-report", related("retraction-forward"), (Mark.RETRACTED,), ()),
        ("case-report", related("correction-forward"), (Mark.CORRECTED,), ()),
        ("case-report", related("companion") + related("commentary-article"), (), ()),
        (
            "case-report",
            related("correction-forward") + related("expression-of-concern"),
            (Mark.CONCERN, Mark.CORRECTED),
            (),
        ),
        (
            "retraction",
            related("retracted-article"),
            (),
            (Notice(Mark.RETRACTED, doi="10.5555/old.1"),),
        ),
        (
            "correction",
            related("corrected-article", "pubmed", "123456"),
            (),
            (Notice(Mark.CORRECTED, pmid="123456"),),
        ),
        (
            "editorial",
            related("object-of-concern", target="https://doi.org/10.5555/old.1"),
            (),
            (Notice(Mark.CONCERN, doi="10.5555/old.1"),),
        ),
        (
            "retraction",
            related("retracted-article", "pmc", "PMC8910543"),
            (),
            (Notice(Mark.RETRACTED, pmcid="PMC8910543"),),
        ),
        (
            "correction",
            related("corrected-article", "pmc", "PMC8910543").replace(
                "/>",
                '><pub-id pub-id-type="doi">10.5555/old.1</pub-id>'
                '<pub-id pub-id-type="pmid">123456</pub-id></related-article>',
            ),
            (),
            (Notice(Mark.CORRECTED, "10.5555/old.1", "123456", "PMC8910543"),),
        ),
    ],
)
def test_related_articles_of_jats(
    kind: str, links: str, marks: tuple[Mark, ...], notices: tuple[Notice, ...]
) -> None:
    meta = jats(kind, links).meta
    assert (meta.marks, meta.notices) == (marks, notices)
    assert meta.affiliations == ("Example Hospital, Springfield",)


def test_a_notice_of_jats_that_names_no_article_is_told_by_its_title() -> None:
    for title in ("Retraction: Cement in the heart", "[RETRACTED ARTICLE]: Cement in the heart"):
        meta = jats("retraction", title=title).meta
        assert [notice.mark for notice in meta.notices] == [Mark.RETRACTED] * 2
        assert meta.notices[1].title == "Cement in the heart"
        assert meta.marks == ()


def test_a_notice_with_a_bare_title_names_its_article_by_the_identifiers_in_its_text() -> None:
    text = (
        "Erratum\n\nIn the article by Mao and others (doi: 10.5555/Old.1) the age of the patient "
        "was printed wrongly. It was 71 years and not 17 years. The authors regret the mistake, "
        "which does not change what was concluded from the case, and they thank the reader.\n"
    )
    (document,) = read_bytes(text.encode())
    assert [notice.mark for notice in document.meta.notices] == [Mark.CORRECTED]
    assert "10.5555/old.1" in (document.meta.doi.lower(), document.meta.notices[0].doi)


def test_a_marked_title_of_plain_text() -> None:
    (document,) = read_bytes(f"RETRACTED: Cement in the heart\n\nCase report\n{PROSE}".encode())
    assert document.meta.marks == (Mark.RETRACTED,)
