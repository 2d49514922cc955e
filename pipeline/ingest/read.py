"""Reads one file of any format; errors become values here and nowhere else."""

import zipfile
from pathlib import Path

from lxml import etree

from pipeline.document.model import Document
from pipeline.ingest.bioc import read_bioc
from pipeline.ingest.decode import decode
from pipeline.ingest.detect import Format, detect
from pipeline.ingest.docx import read_docx
from pipeline.ingest.foreign import in_another_language
from pipeline.ingest.html import read_html
from pipeline.ingest.jats import articles, read_article
from pipeline.ingest.jats_links import with_links
from pipeline.ingest.json_text import is_listing, json_text
from pipeline.ingest.markup import parse_xml
from pipeline.ingest.notices import with_notices
from pipeline.ingest.ocr import read_pictures
from pipeline.ingest.outcome import FailureCode, Outcome, ReadError, failed
from pipeline.ingest.pubmed import read_text_record, read_xml_record, text_records, xml_records
from pipeline.ingest.ris import read_ris
from pipeline.ingest.text import read_text
from pipeline.ingest.text_records import text_of_records
from pipeline.ingest.traits import with_traits
from pipeline.ingest.withheld import checked, named

READER_VERSION = "12"
LARGEST_FILE = 200_000_000
_LEAST_PROSE = 20


def read_bytes(data: bytes, *, ocr: bool = False) -> tuple[Document, ...]:
    """The documents in the bytes of one file.

    Args:
        data: the content, which alone tells the format.
        ocr: whether it is a PDF whose pages are pictures, to be recognised.

    Raises:
        ReadError: where there is none, with the reason.
    """
    try:
        documents = (read_pictures(data),) if ocr else _documents(data)
    except ReadError as error:
        foreign = in_another_language(data, error)
        if foreign is None:
            raise named(error, data) from error
        documents = (foreign,)
    return tuple(checked(with_notices(with_traits(document, ocr))) for document in documents)


def _documents(data: bytes) -> tuple[Document, ...]:
    """What the reader of the file's format gives."""
    match detect(data):
        case Format.PDF:
            # Its libraries take a tenth of a second to load; who has no PDF does without.
            from pipeline.ingest.pdf import read_pdf

            return (read_pdf(data),)
        case Format.DOCX:
            return (read_docx(data),)
        case Format.XML:
            return _read_xml(data)
        case Format.HTML:
            return (read_html(decode(data)),)
        case Format.JSON:
            return _read_json(decode(data))
        case Format.MEDLINE:
            return tuple(map(read_text_record, text_records(decode(data))))
        case Format.RIS:
            return read_ris(decode(data))
        case Format.TEXT:
            return tuple(map(read_text, text_of_records(decode(data))))


def _read_json(text: str) -> tuple[Document, ...]:
    """BioC, or else the prose that the JSON holds."""
    try:
        return read_bioc(text)
    except ReadError as error:
        prose = "" if error.code is FailureCode.HOSTILE or is_listing(text) else json_text(text)
        if len(prose.split()) < _LEAST_PROSE:
            raise
        return (read_text(prose),)


def _read_xml(data: bytes) -> tuple[Document, ...]:
    root = parse_xml(data)
    documents = [with_links(read_article(article), article) for article in articles(root)]
    documents += map(read_xml_record, xml_records(root))
    if not documents:
        root_name = etree.QName(root).localname
        raise ReadError(
            FailureCode.NOT_A_DOCUMENT, f"The XML is <{root_name}> and holds no article."
        )
    readable = tuple(document for document in documents if document.text)
    if not readable:
        raise ReadError(FailureCode.EMPTY, "The article holds no text.")
    return readable


def read_content(data: bytes, ocr: bool = False) -> Outcome:
    """Reads the bytes of one file; never raises for bad ones."""
    try:
        return Outcome(read_bytes(data, ocr=ocr))
    except ReadError as error:
        return failed(error.code, error.detail)
    except zipfile.BadZipFile as error:
        return failed(FailureCode.CORRUPT, f"The archive is damaged: {error}.")
    except etree.LxmlError as error:
        return failed(FailureCode.CORRUPT, f"The markup cannot be read: {error}.")
    except RecursionError:
        return failed(FailureCode.HOSTILE, "The file is nested deeper than any article.")


def read_file(path: Path, ocr: bool = False) -> Outcome:
    """Reads a file; never raises for a bad one."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            return failed(FailureCode.TOO_LARGE, "The file is larger than any article.")
        return read_content(path.read_bytes(), ocr)
    except OSError as error:
        return failed(FailureCode.UNREADABLE, f"The file cannot be opened: {error.strerror}.")
