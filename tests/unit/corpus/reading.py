"""What a reader finds in a rendered document: all its words, without markup and line ends."""

import io
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pypdfium2
from docx import Document


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def _html(content: bytes) -> str:
    parser = _Words()
    parser.feed(content.decode("utf-8"))
    return "".join(parser.found)


def _docx(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(paragraphs + cells)


def _pdf(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def _text(content: bytes) -> str:
    sheets = content.decode("utf-8").split("\f")
    if len(sheets) > 1:
        sheets = [sheet.strip("\n").split("\n", 1)[1].rsplit("\n", 1)[0] for sheet in sheets]
    return "\n".join(sheets)


def read(content: bytes, form: str) -> str:
    """The words of a document; of text in pages without running heads and page numbers."""
    match form:
        case "jats":
            return "".join(ElementTree.fromstring(content).itertext())
        case "html":
            return _html(content)
        case "docx":
            return _docx(content)
        case "pdf":
            return _pdf(content)
    return _text(content)


def squeezed(text: str) -> str:
    """Text without what a typesetter may change: white space, hyphens, case, ligatures."""
    text = text.replace("\ufb01", "fi").replace("\ufb02", "fl")
    text = text.replace("→", ">").replace("←", "<")
    return re.sub(r"[\s\u00ad\ufffe\ufffd\u0002-]+", "", text).casefold()
