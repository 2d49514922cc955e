"""The format of a file by its content; its name is never asked."""

import io
import re
import zipfile
from enum import Enum, auto

from pipeline.ingest.outcome import FailureCode, ReadError


class Format(Enum):
    """What a file is."""

    PDF = auto()
    XML = auto()
    HTML = auto()
    DOCX = auto()
    JSON = auto()
    MEDLINE = auto()
    RIS = auto()
    TEXT = auto()


_PDF_WITHIN = 1024
_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"%!PS", "a PostScript file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
)
_POINTER = b"version https://git-lfs.github.com/spec/"
_MARKUP = re.compile(
    r"(?:<\?xml[^>]*\?>|<!--.*?-->|\s)*<(?:!doctype\s+)?(?P<name>[A-Za-z][\w:.-]*)", re.S | re.I
)
_MEDLINE = re.compile(r"^\s*(?:PMID|PMC|OWN|STAT) *- \S", re.M)
_RIS = re.compile(r"^\s*TY {1,3}- [A-Z]+\s*$", re.M)
# Some programs number the main part.
_WORD = re.compile(r"word/document\d*\.xml")
_HTML_NAMES = frozenset(
    ["html", "head", "body", "div", "p", "meta", "title", "script", "main", "article-page"]
)


def detect(data: bytes) -> Format:
    """The format of a file.

    Raises:
        ReadError: EMPTY, UNSUPPORTED, ENCRYPTED or NOT_A_DOCUMENT for what no reader takes.
    """
    if not data.strip(b"\x00 \t\r\n\x0c\xef\xbb\xbf"):
        raise ReadError(FailureCode.EMPTY, "The file is empty.")
    if data.startswith(_POINTER):
        raise ReadError(
            FailureCode.NOT_A_DOCUMENT, "The file is a Git LFS pointer; its content is elsewhere."
        )
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return Format.PDF
    if data.startswith(b"PK"):
        return _archive(data)
    if data.startswith(_OLE):
        raise _ole(data)
    for start, what in _OTHERS:
        if data.startswith(start):
            raise ReadError(FailureCode.UNSUPPORTED, f"The file is {what}.")
    return _text_format(data)


def _archive(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile as error:
        raise ReadError(FailureCode.CORRUPT, "The archive is cut off or damaged.") from error
    if any(map(_WORD.fullmatch, names)):
        return Format.DOCX
    raise ReadError(FailureCode.UNSUPPORTED, "An archive within an archive is not opened.")


def _ole(data: bytes) -> ReadError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return ReadError(FailureCode.ENCRYPTED, "The document is locked with a password.")
    return ReadError(FailureCode.UNSUPPORTED, "The file is in an old Office format.")


def _text_format(data: bytes) -> Format:
    head = data[:_HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    text = head.decode("latin-1").lstrip()
    if text.startswith(("{", "[")) and text.rstrip()[-1:] and re.match(r"[{\[]\s*[\"{\[\]}]", text):
        return Format.JSON
    if _MEDLINE.match(text):
        return Format.MEDLINE
    if _RIS.match(text):
        return Format.RIS
    markup = _MARKUP.match(text)
    if markup is None:
        return Format.XML if text.startswith("<?xml") else Format.TEXT
    name = markup["name"].lower()
    is_html = name in _HTML_NAMES or (name == "article" and _is_html_article(text))
    return Format.HTML if is_html else Format.XML


def _is_html_article(text: str) -> bool:
    """Whether `<article>` is the element of HTML and not that of JATS."""
    declared = re.match(r"(?:<\?xml[^>]*\?>|\s)*<!doctype", text, re.I)
    return not declared and bool(re.search(r"<(?:div|h[1-6]|span|section|header)\b|class=", text))
