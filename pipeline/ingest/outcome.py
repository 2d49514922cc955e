"""What reading one file gives: documents, or the reason why there are none."""

from dataclasses import dataclass

from pipeline.document.model import Document
from pipeline.reasons import ReasonCode, meaning, sentence

FailureCode = ReasonCode
"""Why a file, or a document in it, could not be read, as the readers name it."""


class ReadError(Exception):
    """Raised by a reader; becomes a `failed` row at the document's boundary.

    Args:
        code: one of `ReasonCode` whose status is failed.
        detail: what was seen, in a sentence for the user.
    """

    def __init__(self, code: ReasonCode, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that gave no document: the code, and what was seen with what the user can do."""

    code: ReasonCode
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The documents of one file in their order, or the failure."""

    documents: tuple[Document, ...] = ()
    failure: Failure | None = None


def remedy(code: ReasonCode) -> str:
    """What the user can do about a failure, in one sentence."""
    return meaning(code).remedy


def failed(code: ReasonCode, detail: str) -> Outcome:
    """The outcome of a file that gave no document."""
    return Outcome(failure=Failure(code, sentence(code, detail)))
