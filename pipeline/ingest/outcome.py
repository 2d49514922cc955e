"""What reading one file gives: documents, or the reason why there are none."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pipeline.document.model import Document
from pipeline.terms import load


class FailureCode(StrEnum):
    """Why a file, or a document in it, could not be read. The list is closed."""

    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    NEEDS_OCR = "needs_ocr"
    CORRUPT = "corrupt"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    NOT_A_DOCUMENT = "not_a_document"
    HOSTILE = "hostile"
    UNREADABLE = "unreadable"
    UNSUPPORTED = "unsupported"


class ReadError(Exception):
    """Raised by a reader; becomes a `failed` row at the document's boundary.

    Args:
        code: one of `FailureCode`.
        detail: what was seen, in a sentence for the user.
    """

    def __init__(self, code: FailureCode, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that gave no document: the code, and what was seen with what the user can do."""

    code: FailureCode
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The documents of one file in their order, or the failure."""

    documents: tuple[Document, ...] = ()
    failure: Failure | None = None


@cache
def remedy(code: FailureCode) -> str:
    """What the user can do about a failure, in one sentence."""
    remedies = load("failures")["remedy"]
    return str(remedies[code.value])


def failed(code: FailureCode, detail: str) -> Outcome:
    """The outcome of a file that gave no document."""
    return Outcome(failure=Failure(code, f"{detail} {remedy(code)}"))
