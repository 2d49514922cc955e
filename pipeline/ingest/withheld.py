"""Pages saved in an article's place: log-ins, cookie walls, errors, publishers' stubs."""

import re
from dataclasses import replace
from functools import cache

from pipeline.document.model import Document, Extent
from pipeline.ingest.narrative import is_narrative
from pipeline.ingest.outcome import FailureCode, ReadError
from pipeline.terms import load

_TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.I | re.S)
_SHOWN = 4000
# A record may have a title alone, and a title may say what it will.
_RECORDS = ("pubmed", "ris")
_NO_PROSE = (FailureCode.NOT_A_DOCUMENT, FailureCode.EMPTY)


@cache
def _stub() -> re.Pattern[str]:
    texts = load("withheld")["stub"]["patterns"]
    return re.compile("|".join(f"(?:{text})" for text in texts), re.IGNORECASE)


def _words(name: str) -> int:
    return int(load("withheld")["words"][name])


def stub_words(text: str) -> str:
    """The words by which a page without an article is known; empty where it has none."""
    shown = " ".join(_TAG.sub(" ", text[: 10 * _SHOWN]).split())
    found = _stub().search(shown[:_SHOWN])
    return found[0] if found else ""


def _withheld(seen: str) -> ReadError:
    detail = f'The file is a page in the article\'s place ("{seen}").'
    return ReadError(FailureCode.WITHHELD, detail)


def named(error: ReadError, data: bytes) -> ReadError:
    """The failure of a file without prose, told as withheld where the words of the file say so."""
    seen = stub_words(data.decode("utf-8", "ignore")) if error.code in _NO_PROSE else ""
    return _withheld(seen) if seen else error


def checked(document: Document) -> Document:
    """A document that is no stub; the abstract that a stub shows is known as such.

    Raises:
        ReadError: WITHHELD for a page in the article's place.
    """
    is_record = document.format in _RECORDS or document.traits.extent is Extent.ABSTRACT
    if is_record or document.words > _words("abstract"):
        return document
    seen = stub_words(document.text)
    if seen and document.words <= _words("nothing") and not is_narrative(document.text):
        raise _withheld(seen)
    extent = Extent.ABSTRACT if seen else document.traits.extent
    return replace(document, traits=replace(document.traits, extent=extent))
