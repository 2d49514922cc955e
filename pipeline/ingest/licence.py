"""Licences of articles in a short form."""

import re

_URL = re.compile(
    r"creativecommons\.org/(?:licenses/([a-z-]+)|publicdomain/(zero|mark))/?(\d\.\d)?", re.I
)
_WORDS = re.compile(
    r"creative commons "
    r"(?P<terms>(?:attribution|non-?commercial|no-?deriv\w*|share-?alike|[-\s/,])+)"
    r"(?:\s*(?P<version>\d\.\d))?",
    re.I,
)
_TERMS = (("attribution", "BY"), ("commercial", "NC"), ("deriv", "ND"), ("share", "SA"))


def licence_of(text: str) -> str:
    """The licence that a text or address names: "CC BY 4.0"; empty where it names none."""
    found = _URL.search(text)
    if found:
        name = "CC0" if found[2] else f"CC {found[1].upper()}"
        return f"{name} {found[3] or ''}".strip()
    words = _WORDS.search(text)
    if words is None:
        return ""
    terms = [short for long, short in _TERMS if long in words["terms"].lower()]
    return f"CC {'-'.join(terms)} {words['version'] or ''}".strip()
