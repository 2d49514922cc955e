"""Why a document is in the registry, or is not: the closed list of codes, with what to do."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pipeline.terms import load


class ReasonCode(StrEnum):
    """Every code that `documents.csv` may show. What each means stands in `terms/reasons.toml`."""

    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    NEEDS_OCR = "needs_ocr"
    CORRUPT = "corrupt"
    CRASHED = "crashed"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    NOT_A_DOCUMENT = "not_a_document"
    WITHHELD = "withheld"
    HOSTILE = "hostile"
    OUTSIDE = "outside"
    UNREADABLE = "unreadable"
    UNSUPPORTED = "unsupported"
    NOT_EXTRACTED = "not_extracted"
    LANGUAGE = "language"
    RETRACTED = "retracted"
    CONCERN = "expression_of_concern"
    CORRECTED = "corrected"
    NOTICE = "notice"
    TITLE_ONLY = "title_only"
    NOT_RELEVANT = "not_relevant"
    DUPLICATE = "duplicate"
    ABSTRACT_ONLY = "abstract_only"
    ENGLISH_PARTS = "english_parts"
    OCR = "ocr"


@dataclass(frozen=True, slots=True)
class Reason:
    """What a code means.

    Attributes:
        status: failed, excluded, duplicate or included; one of them that a setting decides
            stands as excluded.
        seen: what was seen, for instance.
        remedy: what the user can do, in one sentence.
    """

    status: str
    seen: str
    remedy: str


@cache
def meaning(code: ReasonCode) -> Reason:
    """What a code means and what the user can do."""
    entry = load("reasons")["reason"][code.value]
    return Reason(entry["status"], entry["seen"], entry["remedy"])


def sentence(code: ReasonCode, seen: str) -> str:
    """What was seen of one document, followed by what the user can do."""
    return f"{seen} {meaning(code).remedy}"
