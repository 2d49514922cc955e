"""Raised numbers: citations are set apart from the word, exponents stay with it."""

import re

_NUMBERS = re.compile(r"[\[(]?\s*\d{1,3}(?:\s*[,;–—-]\s*\d{1,3})*\s*[\])]?[.,]?")
# Of all numbers only the powers of ten take an exponent; "T12" and "in 2014" take a citation.
_TAKES_EXPONENT = re.compile(r"(?:(?<![\w.,])10|\b(?:mm|cm|dm|m|km|s|kg))\s*$")


_NEAR = 24


def end(before: str, text: str) -> str:
    """As much of what stands before raised text as tells how it is written."""
    return before + text if len(text) < _NEAR else text[-_NEAR:]


def with_raised(before: str, text: str, high: str) -> str:
    """A text with what is raised behind it; no blank stands before an exponent.

    Args:
        before: what stands before the text.
        text: the text.
        high: what is raised.

    >>> with_raised("a needle and ", "5 cm ", "3")
    '5 cm3'
    """
    if _NUMBERS.fullmatch(high) and _TAKES_EXPONENT.search(before + text):
        text = text.rstrip()
    return text + raised(before + text, high)


def raised(before: str, text: str) -> str:
    """How raised text is written behind the text before it.

    >>> raised("kyphoplasty", "3,4")
    ' [3,4]'
    >>> raised("6.4 × 10", "9")
    '^9'
    """
    if not _NUMBERS.fullmatch(text.strip()):
        return text
    if _TAKES_EXPONENT.search(before):
        return f"^{text.strip()}" if before[-1:].isdigit() else text.strip()
    gap = "" if before[-1:].isspace() or not before else " "
    return f"{gap}[{text.strip(' []().,')}]"
