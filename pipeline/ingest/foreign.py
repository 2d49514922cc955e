"""Prose in another language that a reader takes for none, since it counts words as English has."""

import html
import re

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, Meta
from pipeline.ingest.decode import decode
from pipeline.ingest.language import ENGLISH, language_of
from pipeline.ingest.outcome import FailureCode, ReadError

_MARKUP = re.compile(r"<(script|style|nav|footer)\b.*?</\1\s*>|<!--.*?-->", re.I | re.S)
_TAG = re.compile(r"<[^>]*>")
# Chinese and Japanese have no words to count; an abstract has more letters than this.
_LEAST_LETTERS = 200
_MOST = 2_000_000


def in_another_language(data: bytes, error: ReadError) -> Document | None:
    """A text that is no English prose as a document, None where it is none in any language.

    Args:
        data: of the file.
        error: what its reader said.
    """
    if error.code is not FailureCode.NOT_A_DOCUMENT or len(data) > _MOST:
        return None
    try:
        text = decode(data)
    except ReadError:
        return None
    is_page = bool(re.search(r"<(?:html|body|p|div)\b", text, re.I))
    shown = html.unescape(_TAG.sub("\n", _MARKUP.sub("\n", text))) if is_page else text
    letters = sum(map(str.isalpha, shown))
    if letters < _LEAST_LETTERS or language_of(shown) in ("", ENGLISH):
        return None
    builder = DocumentBuilder("html" if is_page else "text")
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*$)", shown):
        builder.paragraph(paragraph)
    return builder.build(Meta())
