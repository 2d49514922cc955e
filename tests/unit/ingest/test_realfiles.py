"""Articles that nobody here wrote, read as their manifest says."""

import csv
import re
from itertools import permutations
from pathlib import Path

import pytest

from pipeline.document.model import Document, Extent, SectionKind
from pipeline.ingest.outcome import FailureCode, Outcome
from pipeline.ingest.read import read_file
from pipeline.registry.duplicates import group_documents
from pipeline.registry.identity import document_id, text_key
from pipeline.registry.model import Entry

FILES = Path(__file__).parents[4] / "shared" / "realfiles"
MANIFEST = FILES / "MANIFEST.tsv"

pytestmark = pytest.mark.skipif(
    not MANIFEST.exists(), reason="realfiles/ is not beside the checkout"
)

FAILURES = {
    "pdf/medical_report_scan_noText.pdf": FailureCode.NEEDS_OCR,
    "pdf/rotated_mismatch.pdf": FailureCode.NEEDS_OCR,
    "api/eupmc_search_cancer_core.json": FailureCode.NOT_A_DOCUMENT,
    "api/eupmc_search_cancer_page2.json": FailureCode.NOT_A_DOCUMENT,
    "api/eupmc_search_no_results.json": FailureCode.NOT_A_DOCUMENT,
    "api/esearch1.xml": FailureCode.NOT_A_DOCUMENT,
    "api/crossref_cursor_cassette.yaml": FailureCode.NOT_A_DOCUMENT,
}


def rows() -> list[tuple[str, str]]:
    if not MANIFEST.exists():
        return []
    with MANIFEST.open(encoding="utf-8", newline="") as file:
        return [
            (row["path"], row["correct parse must contain"])
            for row in csv.DictReader(file, delimiter="\t")
        ]


def number(expected: str, name: str) -> int:
    found = re.search(rf"\b{name}=(\d+)", expected)
    assert found
    return int(found[1])


def bare(text: str) -> str:
    """Letters alone: the manifest's sentences glue citations to words."""
    return re.sub(r"[\W\d_]+", "", re.sub(r"\[[^\]]*\]", "", text)).casefold()


def sentence(expected: str) -> str:
    found = re.search(r'sentence(?: p2)?="(.*?)"?$', expected)
    return bare(found[1]) if found else ""


def references(document: Document) -> int:
    return sum(document.section_of(s).kind is SectionKind.REFERENCES for s in document.sentences)


@pytest.mark.parametrize(("path", "expected"), rows())
def test_manifest(path: str, expected: str) -> None:
    outcome = read_file(FILES / path)
    if path in FAILURES:
        assert outcome.failure is not None
        assert outcome.failure.code is FAILURES[path]
        return
    assert outcome.failure is None
    for document in outcome.documents:
        for s in document.sentences:
            assert document.text[s.start : s.end].strip()
    check = CHECKS.get(path.split("/")[0])
    if check:
        check(outcome, expected)


def check_jats(outcome: Outcome, expected: str) -> None:
    assert len(outcome.documents) == number(expected, "articles")
    (document,) = outcome.documents
    title = re.search(r'title="(.*?)"; body', expected)
    assert title
    assert bare(document.meta.title) == bare(title[1])
    assert sentence(expected) in bare(document.text)
    assert len(document.tables) == number(expected, "tables")
    captions = sum(section.kind is SectionKind.CAPTION for section in document.sections)
    assert captions == number(expected, "figures")
    assert references(document) == number(expected, "refs")
    assert "decision letter" not in document.text.casefold()
    if number(expected, "body sections") == 0 and number(expected, "sub-articles"):
        kinds = {section.kind for section in document.sections if section.end > section.start}
        assert kinds <= {SectionKind.TITLE, SectionKind.ABSTRACT, SectionKind.BACK}


def check_pubmed(outcome: Outcome, expected: str) -> None:
    assert len(outcome.documents) == number(expected, "records")
    pmids = re.findall(r"'(\d+)'", expected)
    if pmids:
        assert [document.meta.pmid for document in outcome.documents] == pmids
    assert all(document.meta.title for document in outcome.documents)


def check_pdf(outcome: Outcome, expected: str) -> None:
    (document,) = outcome.documents
    assert document.pages == number(expected, "pages")
    assert sentence(expected) in bare(document.text)
    found = {table.caption.split()[1] for table in document.tables if table.caption}
    assert len(found) >= number(expected, "tables named in text")
    assert "\ufffe" not in document.text


def check_docx(outcome: Outcome, expected: str) -> None:
    (document,) = outcome.documents
    assert len(document.tables) == number(expected, "tables")
    assert document.text.strip()


CHECKS = {"jats": check_jats, "pubmed": check_pubmed, "pdf": check_pdf, "docx": check_docx}


def test_text_boxes_are_read_and_comments_are_not() -> None:
    if not MANIFEST.exists():
        pytest.skip("realfiles/ is not beside the checkout")
    (boxes,) = read_file(FILES / "docx" / "docling_textbox.docx").documents
    assert boxes.words > 100
    (commented,) = read_file(FILES / "docx" / "docling_comments.docx").documents
    assert "JR1" not in commented.text


def test_three_forms_of_one_article_agree() -> None:
    documents = [
        read_file(FILES / path).documents[0]
        for path in ("jats/PMC8885717.xml", "html/PMC8885717.html", "bioc/PMC8885717_bioc.json")
    ]
    assert len({document.meta.title for document in documents}) == 1
    assert {document.meta.doi for document in documents} == {"10.3389/fdgth.2022.788124"}
    quote = "Natural language processing (NLP) is a branch of artificial intelligence"
    assert all(quote in document.text for document in documents)
    assert "Official websites use .gov" not in documents[1].text


def test_three_forms_of_one_article_are_one_document_in_any_order() -> None:
    paths = ("jats/PMC8885717.xml", "html/PMC8885717.html", "bioc/PMC8885717_bioc.json")
    entries = [
        Entry(path, f"{place}" * 64, 0, path, text_key(one), one.format, one.meta, one.words, None)
        for place, path in enumerate(paths)
        for one in read_file(FILES / path).documents
    ]
    for order in permutations(entries):
        (group,) = group_documents(order)
        assert group[0].format == "jats"
        assert document_id(group[0], group) == "35243479"


def test_a_chinese_article_is_known_as_such_and_its_english_abstract_is_read() -> None:
    (document,) = read_file(FILES / "txt" / "ChinaXiv-201712.02089V1.md").documents
    assert (document.traits.language, document.traits.english) == ("zh", True)
    shown = [document.quote(sentence) for sentence in document.sentences]
    assert any(text.startswith("Methods Betwee Jauary 2012") for text in shown)
    assert not any("骨水泥" in text and not re.search("[a-z]{3}", text) for text in shown)


def test_reviewers_words_beside_an_abstract_leave_an_abstract() -> None:
    path = FILES / "jats" / "acmi.000530_case_report_subarticles.xml"
    (document,) = read_file(path).documents
    assert document.traits.extent is Extent.ABSTRACT
    assert document.meta.notices == ()
