"""Reads the pictures of a PDF's pages with Tesseract, which the user has installed.

Tesseract is called as a program: no Python package stands between that would have to be installed
as well. It reads each page's columns in order; the lines then go the way of plain text.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.document.model import Document
from pipeline.ingest.outcome import FailureCode, ReadError
from pipeline.ingest.text import read_text

SECONDS = 900.0
"""Limit of wall time for the recognition of one file."""

MEMORY_MB = 700
"""Limit of what recognition may allocate: a page scanned in colour has a hundred megabytes."""

MOST_PAGES = 100
_PROGRAM = "tesseract"
_DOTS_PER_INCH = 300
_POINTS_PER_INCH = 72
_MOST_PIXELS = 40_000_000
_LETTER = re.compile(r"[^\W\d_]")
_SHORTEST, _LONGEST = 10, 30


def is_installed() -> bool:
    """Whether Tesseract can be called."""
    return shutil.which(_PROGRAM) is not None


def read_pictures(data: bytes) -> Document:
    """Reads a PDF whose pages are pictures.

    Raises:
        ReadError: NEEDS_OCR where no text comes out, TOO_LARGE, TIMEOUT.
    """
    with TemporaryDirectory() as folder:
        pictures = _pictures(data, Path(folder))
        pages = _recognised(pictures, Path(folder) / "pages.txt")
    try:
        document = read_text("\f".join(pages))
    except ReadError as error:
        detail = "Text recognition found no prose in the pictures of the pages."
        raise ReadError(FailureCode.NEEDS_OCR, detail) from error
    return with_pages(replace(document, format="pdf"), pages)


def with_pages(document: Document, pages: Sequence[str]) -> Document:
    """The document with the page of every sentence, found by its first letters.

    A sentence too short to be found stands on the page of the one before it.
    """
    bare = [_letters(page) for page in pages]
    page = 0
    sentences = []
    for one in document.sentences:
        signature = _letters(document.quote(one))[:_LONGEST]
        if len(signature) >= _SHORTEST:
            places = [*range(page, len(bare)), *range(page)]
            page = next((place for place in places if signature in bare[place]), page)
        sentences.append(replace(one, page=page + 1))
    return replace(document, sentences=tuple(sentences), pages=len(pages))


def _letters(text: str) -> str:
    return "".join(_LETTER.findall(text)).casefold()


def _pictures(data: bytes, folder: Path) -> list[Path]:
    """The pages as pictures, large enough for small print."""
    # Most runs recognise nothing.
    import pypdfium2 as pdfium

    paths = []
    with pdfium.PdfDocument(data) as pdf:
        if len(pdf) > MOST_PAGES:
            raise ReadError(FailureCode.TOO_LARGE, f"The PDF has {len(pdf)} pages to recognise.")
        for number in range(len(pdf)):
            page = pdf[number]
            width, height = page.get_size()
            scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, (_MOST_PIXELS / (width * height)) ** 0.5)
            path = folder / f"{number + 1}.png"
            page.render(scale=scale, grayscale=True).to_pil().save(path)
            page.close()
            paths.append(path)
    return paths


def _recognised(pictures: Sequence[Path], listing: Path) -> list[str]:
    """The text of each picture."""
    listing.write_text("".join(f"{path}\n" for path in pictures), encoding="utf-8")
    # Pages are turned upright, and their columns found, by Tesseract (psm 1).
    command = [_PROGRAM, str(listing), "stdout", "--psm", "1"]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            timeout=SECONDS - 30,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ReadError(FailureCode.TIMEOUT, "Text recognition took too long.") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["it said nothing"]
        raise ReadError(FailureCode.NEEDS_OCR, f"Tesseract broke off: {said[-1]}.")
    return done.stdout.decode("utf-8", "replace").split("\f")[: len(pictures)]
