"""How much of an article is read in its order: runs of three lines that come out unbroken."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pypdfium2 as pdfium

from corpus.paper import Paper, Paragraph, Section
from pipeline.document.model import Document, SectionKind

LINE = 50
"""Letters on a line of one of two columns."""
_ASIDE = (SectionKind.TABLE, SectionKind.CAPTION, SectionKind.TITLE)
_NOT_LETTERS = re.compile(r"[\W_]+")
_PROSE = 25


def letters(text: str) -> str:
    """Letters and digits alone: hyphens, spaces and the marks of citations are the setter's."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def body_of(document: Document) -> str:
    """The letters of a document without its tables and captions, which have no fixed place."""
    parts = (
        document.text[section.start : section.end]
        for section in document.sections
        if section.kind not in _ASIDE
    )
    return letters(" ".join(parts))


def paper_runs(paper: Paper) -> list[str]:
    """Runs of three lines of the text in columns of an article that was set here."""
    return [
        run for section in paper.sections for story in _stories(section) for run in _runs(story)
    ]


def _stories(section: Section) -> Iterator[list[str]]:
    """The lines below each heading."""
    words = letters(" ".join(b.text for b in section.blocks if isinstance(b, Paragraph)))
    yield [words[at : at + LINE] for at in range(0, len(words) - LINE, LINE)]
    for inner in section.inner:
        yield from _stories(inner)


def _runs(lines: Sequence[str]) -> list[str]:
    return ["".join(lines[at : at + 3]) for at in range(len(lines) - 2)]


def page_runs(pdf: pdfium.PdfDocument) -> list[str]:
    """Runs of three lines of prose that stand right below each other on the pages of a PDF.

    What stands on several pages, such as a licence at the foot of each, does not count.
    """
    counts = Counter(run for page in pdf for run in set(_page_runs(page.get_textpage())))
    return [run for run, pages in counts.items() if pages == 1]


def _page_runs(text: pdfium.PdfTextPage) -> Iterator[str]:
    boxes = [text.get_rect(number) for number in range(text.count_rects())]
    lines = [(box, letters(text.get_text_bounded(*box))) for box in boxes]
    for three in zip(lines, lines[1:], lines[2:], strict=False):
        pairs = pairwise(three)
        if all(_is_below(upper[0], lower[0]) for upper, lower in pairs) and all(
            len(words) >= _PROSE for _, words in three
        ):
            yield "".join(words for _, words in three)


def _is_below(upper: tuple[float, ...], lower: tuple[float, ...]) -> bool:
    """Whether a line is the next of the same column."""
    step = upper[1] - lower[1]
    size = upper[3] - upper[1]
    return 0.5 * size < step < 2 * size and abs(upper[0] - lower[0]) < 1.5 * size


def broken(runs: Sequence[str], document: Document) -> list[str]:
    """The runs that did not come out unbroken, be it in the text or in a legend."""
    texts = (body_of(document), letters(document.text))
    return [run for run in runs if not any(run in text for text in texts)]
