"""Names made like those of vertebral levels for which the spine has no vertebra."""

import re

from pipeline.values.level import level
from pipeline.values.number import ORDINALS

_CODE = re.compile(
    r"(?<![A-Za-z0-9.])(?P<letter>Th|[CTLSD])[ -]?(?P<number>[1-9]\d?)(?![A-Za-z0-9]|\.\d|/\d{3})"
)
_REGIONS = {"cervical": "C", "thoracic": "T", "dorsal": "T", "lumbar": "L", "sacral": "S"}
_WORDS = re.compile(
    rf"\b(?P<ordinal>{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th)) "
    rf"(?P<region>{'|'.join(_REGIONS)}) (?:vertebra|body|level|segment)",
    re.IGNORECASE,
)


def _number(ordinal: str) -> int:
    digits = re.match(r"\d+", ordinal)
    return int(digits.group()) if digits else ORDINALS[ordinal.lower()]


def find_outside(text: str) -> list[tuple[str, int, int]]:
    """Levels beyond the end of their region ("T14"), in order: (name, start, end)."""
    named = [(m["letter"], int(m["number"]), m) for m in _CODE.finditer(text)]
    named += [
        (_REGIONS[m["region"].lower()], _number(m["ordinal"]), m) for m in _WORDS.finditer(text)
    ]
    found = [
        (f"{letter[0]}{number}", match.start(), match.end())
        for letter, number, match in named
        if level(letter, number) is None
    ]
    return sorted(found, key=lambda one: one[1])
