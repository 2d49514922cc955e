"""Pages that are pictures. Without Tesseract the tests that need it are skipped."""

import io
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Meta
from pipeline.extract import extract
from pipeline.ingest import ocr
from pipeline.ingest.outcome import FailureCode, ReadError
from pipeline.ingest.read import read_file
from tests.parts import NO_TESSERACT, need


@pytest.fixture
def _tesseract() -> None:
    need(ocr.is_installed(), NO_TESSERACT)


needs_tesseract = pytest.mark.usefixtures("_tesseract")

PAGES = (
    (
        "Epidural leakage of cement after kyphoplasty: a case report",
        "",
        "Case report",
        "A 65-year-old man underwent balloon kyphoplasty of T12 for an osteoporotic fracture.",
        "A total of 3.5 ml of cement was injected. Two days later he developed weakness of",
    ),
    (
        "both legs. MRI showed epidural cement. A laminectomy was performed, and at the last",
        "visit after six months he had recovered fully.",
    ),
)


def scanned() -> bytes:
    """A PDF whose pages are pictures of the lines of `PAGES`."""
    written = io.BytesIO()
    canvas = Canvas(written)
    for lines in PAGES:
        canvas.setFont("Times-Roman", 12)
        for number, line in enumerate(lines):
            canvas.drawString(72, 760 - 18 * number, line)
        canvas.showPage()
    canvas.save()
    shot = io.BytesIO()
    pictures = [
        page.render(scale=200 / 72).to_pil() for page in pdfium.PdfDocument(written.getvalue())
    ]
    pictures[0].save(shot, "PDF", save_all=True, append_images=pictures[1:], resolution=200)
    return shot.getvalue()


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scanned())
    return path


def test_a_scan_fails_with_what_to_install(scan: Path) -> None:
    failure = read_file(scan).failure
    assert failure
    assert failure.code is FailureCode.NEEDS_OCR
    assert "tesseract-ocr" in failure.reason
    assert "--ocr" in failure.reason


@needs_tesseract
def test_a_scan_gives_the_values_of_its_words(scan: Path) -> None:
    (document,) = read_file(scan, ocr=True).documents
    assert document.traits.ocr
    assert (document.format, document.pages) == ("pdf", 2)
    (case,) = extract(document).cases
    values = case.values()
    assert (values["age_years"], values["sex"]) == ("65", "male")
    assert (values["treated_levels"], values["cement_volume_ml"]) == (["T12"], ["3.5"])
    assert (values["leakage_site"], values["outcome"]) == (["epidural"], "complete_recovery")
    assert {e.field: e.page for e in case.evidence}["outcome"] == 2


@needs_tesseract
def test_a_page_without_words_says_so(tmp_path: Path) -> None:
    written = io.BytesIO()
    canvas = Canvas(written)
    canvas.showPage()
    canvas.save()
    path = tmp_path / "blank.pdf"
    path.write_bytes(written.getvalue())
    failure = read_file(path, ocr=True).failure
    assert failure
    assert failure.code is FailureCode.NEEDS_OCR
    assert "found no prose" in failure.reason


def test_too_many_pages_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "MOST_PAGES", 1)
    with pytest.raises(ReadError) as caught:
        ocr.read_pictures(scanned())
    assert caught.value.code is FailureCode.TOO_LARGE


def test_every_sentence_has_its_page() -> None:
    builder = DocumentBuilder("text")
    for paragraph in ("The first sentence stands here.", "Short.", "The second one is there."):
        builder.paragraph(paragraph)
    pages = ["The first sen-\ntence stands here. Short.", "THE SECOND ONE\nis there."]
    document = ocr.with_pages(replace(builder.build(Meta())), pages)
    assert [sentence.page for sentence in document.sentences] == [1, 1, 2]
