"""Bytes into text, without guessing: BOM, strict UTF-8, UTF-16 by its null bytes, cp1252."""

import codecs
import re

from pipeline.ingest.outcome import FailureCode, ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 20_000
# Western prose has few letters outside ASCII; text of another code page read as cp1252 is full
# of them.
_FOREIGN_SHARE = 0.15


def decode(data: bytes, declared: str = "") -> str:
    """The text of a file.

    Args:
        data: the bytes.
        declared: an encoding that the file itself names, or empty.

    Raises:
        ReadError: UNREADABLE where no encoding fits, NOT_A_DOCUMENT where the bytes are no text.
    """
    encodings = _candidates(data, declared)
    if encodings[0] == "utf-8" and b"\x00" in data:
        raise ReadError(FailureCode.NOT_A_DOCUMENT, "The file holds null bytes, as no text does.")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return _checked(text, encoding)
    raise ReadError(FailureCode.UNREADABLE, "The text is in an encoding that cannot be told.")


def _candidates(data: bytes, declared: str) -> list[str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return [encoding]
    sample = data[:_SAMPLE]
    if len(sample) > 1:
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        half = len(sample) // 2
        if odd > half * 0.5 and even < half * 0.1:
            return ["utf-16-le"]
        if even > half * 0.5 and odd < half * 0.1:
            return ["utf-16-be"]
    return ["utf-8", *([declared] if declared else []), "cp1252"]


def _checked(text: str, encoding: str) -> str:
    if _CONTROLS.search(text):
        raise ReadError(
            FailureCode.NOT_A_DOCUMENT, "The file holds control characters, as no text does."
        )
    if encoding == "cp1252":
        letters = sum(character.isalpha() for character in text)
        foreign = sum(character.isalpha() and character > "\x7f" for character in text)
        if foreign > letters * _FOREIGN_SHARE:
            raise ReadError(
                FailureCode.UNREADABLE, "The text is neither UTF-8 nor a western code page."
            )
    return text
