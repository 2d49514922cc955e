"""What an answer with status 200 holds: the article, a page in its place, or nonsense."""

import re
from enum import StrEnum
from functools import cache

from pipeline.document.model import Document, Extent
from pipeline.ingest.detect import Format, detect
from pipeline.ingest.outcome import FailureCode, Outcome, ReadError, failed
from pipeline.ingest.read import read_content
from pipeline.ingest.withheld import stub_words
from pipeline.sources.transport import AgainError
from pipeline.terms import load

_HEAD = 4000


class Kind(StrEnum):
    """What became of asking for something, as the fetch log names it.

    Attributes:
        FULL_TEXT: the article is kept.
        ABSTRACT_ONLY: its record is kept, with the abstract where it has one.
        WITHHELD: a page in its place: the full text is not given out.
        ERROR_PAGE: an error or nonsense; it is asked for again next time.
        GONE: the service does not have it, or no longer.
        UNCHANGED: asked for again and the same as before.
        SEEN: a file of a watched folder.
        SEARCH: a search of which nothing is left to do.
    """

    FULL_TEXT = "full_text"
    ABSTRACT_ONLY = "abstract_only"
    WITHHELD = "withheld"
    ERROR_PAGE = "error_page"
    GONE = "gone"
    UNCHANGED = "unchanged"
    SEEN = "seen"
    SEARCH = "search"


class Withheld(Exception):  # noqa: N818 (an outcome)
    """A page in the article's place, which will stand there next time as well."""


def article_of(data: bytes) -> Document:
    """The article that the answer to a request for a full text holds.

    Raises:
        Withheld: for a stub, or the front of an article without its body.
        AgainError: for an error page, a cut-off article, or anything else.
    """
    outcome = _read(data)
    if outcome.failure:
        reason = outcome.failure.reason
        if outcome.failure.code is FailureCode.WITHHELD and not passing(data):
            raise Withheld(reason)
        raise AgainError(f"no article: {reason}")
    document = outcome.documents[0]
    if document.format != "jats":
        raise AgainError(f"no article: {document.format} came back")
    if document.traits.extent is not Extent.FULL:
        raise Withheld("The answer holds the front of the article without its text.")
    return document


def _read(data: bytes) -> Outcome:
    """What the answer is when read as XML; a page of another format is not read."""
    try:
        is_xml = detect(data) is Format.XML
    except ReadError as error:
        return failed(error.code, error.detail)
    if is_xml:
        return read_content(data)
    seen = stub_words(data.decode("utf-8", "ignore"))
    if seen:
        return failed(FailureCode.WITHHELD, f'The answer is a page in its place ("{seen}").')
    return failed(FailureCode.NOT_A_DOCUMENT, "The answer is no XML.")


def passing(data: bytes) -> bool:
    """Whether an answer says that the service cannot serve now."""
    return bool(_passing().search(data[:_HEAD].decode("utf-8", "ignore")))


@cache
def _passing() -> re.Pattern[str]:
    patterns = load("answers")["passing"]["patterns"]
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)
