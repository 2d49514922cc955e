"""Retractions, corrections and concerns in the registry, whichever comes first."""

from dataclasses import replace
from itertools import permutations

import pytest

from pipeline.document.model import Mark, Meta, Notice
from pipeline.registry.assemble import assemble
from pipeline.registry.codes import Status
from pipeline.registry.model import Entry, InputRow, Registry
from pipeline.resolve.model import Extraction
from tests.unit.samples import case, value

TITLE = "Cement in the heart after kyphoplasty"
FOUND = Extraction("case_report", True, "", (case(1, value("sex", "male")),))


def entry(name: str, words: int = 100, **meta: object) -> Entry:
    data = Meta(**meta)  # type: ignore[arg-type]
    return Entry(f"{name}.txt", (name * 64)[:64], 0, name, name, "text", data, words, None)


def notice(mark: Mark = Mark.RETRACTED, **target: str) -> Entry:
    return entry("n", 50, title="Notice", notices=(Notice(mark, **target),))


ARTICLE = entry("a", title=TITLE, doi="10.5555/A", pmid="7", pmcid="PMC70", authors=("Mao",))


def registry(*entries: Entry, excluded: tuple[Mark, ...] = (Mark.RETRACTED,)) -> Registry:
    return assemble(entries, [], lambda _: FOUND, excluded)


def row(found: Registry, path: str) -> InputRow:
    return next(one for one in found.inputs if one.source_path == path)


@pytest.mark.parametrize(
    "target",
    [
        {"doi": "10.5555/a"},
        {"pmid": "7"},
        {"pmcid": "PMC70"},
        {"title": "Cement in the Heart, after kyphoplasty."},
    ],
)
def test_a_notice_marks_its_article(target: dict[str, str]) -> None:
    about = notice()
    about = replace(about, meta=replace(about.meta, notices=(Notice(Mark.RETRACTED, **target),)))
    for order in permutations([ARTICLE, about, entry("b", title="Another one of them")]):
        found = registry(*order)
        article = row(found, "a.txt")
        assert (article.status, article.reason_code) == (Status.EXCLUDED, "retracted")
        assert article.marks == (Mark.RETRACTED,)
        assert article.reason.startswith("The article is retracted. ")
        told = row(found, "n.txt")
        assert (told.status, told.reason_code) == (Status.EXCLUDED, "notice")
        assert row(found, "b.txt").status is Status.INCLUDED
        assert [study.document_id for study in found.studies] == ["b" * 12]


def test_a_notice_that_bears_its_articles_identifier_is_not_the_article() -> None:
    about = entry("n", 500, title=f"Retraction: {TITLE}", doi="10.5555/a",
                  notices=(Notice(Mark.RETRACTED, title=TITLE),))  # fmt: skip
    found = registry(ARTICLE, about)
    assert row(found, "a.txt").reason_code == "retracted"
    assert row(found, "n.txt").reason_code == "notice"


def test_the_article_is_marked_in_all_its_copies() -> None:
    copy = entry("c", 300, title=f"RETRACTED: {TITLE}", authors=("Mao",), marks=(Mark.RETRACTED,))
    found = registry(ARTICLE, copy)
    assert row(found, "c.txt").reason_code == "retracted"
    assert row(found, "a.txt").status is Status.DUPLICATE
    assert found.studies == ()


def test_of_two_articles_of_one_title_the_notices_author_decides() -> None:
    other = entry("b", title=TITLE, pmid="8", authors=("Ito",))
    about = entry("n", 50, title="Notice", authors=("Ito",),
                  notices=(Notice(Mark.RETRACTED, title=TITLE),))  # fmt: skip
    found = registry(ARTICLE, other, about)
    assert row(found, "a.txt").status is Status.INCLUDED
    assert row(found, "b.txt").reason_code == "retracted"


def test_corrections_and_concerns_are_flagged() -> None:
    found = registry(
        ARTICLE,
        notice(Mark.CONCERN, pmid="7"),
        entry("m", 40, title="Erratum", notices=(Notice(Mark.CORRECTED, doi="10.5555/a"),)),
    )
    article = row(found, "a.txt")
    assert article.status is Status.INCLUDED
    assert article.reason_code == "expression_of_concern"
    assert article.marks == (Mark.CONCERN, Mark.CORRECTED)
    assert "A correction of the article was published." in article.reason
    ((only,),) = (study.extraction.cases for study in found.studies)
    assert only.flags == ("document_expression_of_concern", "document_corrected")


def test_what_is_excluded_is_the_runs_choice() -> None:
    retracted = notice(Mark.RETRACTED, pmid="7")
    found = registry(ARTICLE, retracted, excluded=())
    assert row(found, "a.txt").status is Status.INCLUDED
    assert found.studies[0].extraction.cases[0].flags == ("document_retracted",)
    corrected = registry(ARTICLE, notice(Mark.CORRECTED, pmid="7"), excluded=(Mark.CORRECTED,))
    assert (row(corrected, "a.txt").status, row(corrected, "a.txt").reason_code) == (
        Status.EXCLUDED,
        "corrected",
    )
