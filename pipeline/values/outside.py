"""Names made like those of vertebral levels for which the spine has no vertebra."""

import re

from pipeline.values.level import REGIONS, level
from pipeline.values.number import parse_ordinal
from pipeline.values.wording import wording

_CODE = re.compile(
    r"""
    (?<![A-Za-z0-9.])
    (?P<letter>Th|[CTLSD]) [ -]? (?P<number>[1-9]\d?)
    (?![A-Za-z0-9] | \.\d | /\d{3})  # nor a decimal, nor the start of a date
    """,
    re.VERBOSE,
)


def find_outside(text: str) -> list[tuple[str, int, int]]:
    """Levels beyond the end of their region ("T14"), in order: (name, start, end)."""
    named = [(m["letter"], int(m["number"]), m) for m in _CODE.finditer(text)]
    named += [
        (REGIONS[m["region"].lower()], parse_ordinal(m["ordinal"]), m)
        for m in wording("spine", "placed").finditer(text)
    ]
    found = [
        (f"{letter[0]}{number}", match.start(), match.end())
        for letter, number, match in named
        if level(letter, number) is None
    ]
    return sorted(found, key=lambda one: one[1])
