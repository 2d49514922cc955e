"""Author lists as they stand below a title."""

import re

_MARKS = re.compile(r"\[[\d,\s]+\]|\(\s*[\d,*\s]+\)|[\d*†‡§¶#✉]+|\b(?:and|&)$")
_DEGREES = re.compile(
    r",?\s*\b(?:M\.?D\.?|Ph\.?D\.?|M\.?Sc\.?|B\.?Sc\.?|MBBS|MBChB|MPH|FRCS(?:\([^)]*\))?|MS|DO|BS|"
    r"RN|Prof\.?|Dr\.?|Jr\.?|Sr\.?|M\.?S\.?|M\.?Ch\.?|D\.?N\.?B\.?)(?=[\s,;.]|$)"
)
_SEPARATOR = re.compile(r"\s*(?:[,;·]|\band\b|&)\s*")
_PARTICLES = frozenset(
    [
        "van",
        "von",
        "de",
        "der",
        "den",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ten",
        "ter",
        "zu",
    ]
)
# A title set in capitals of words ("Leakage In Myeloma") is no person.
_TITLE_WORDS = frozenset(
    "A After An And As At By During Following For From In Into Of On Or The To With Without".split()
)
_PART = re.compile(r"(?:[A-Z]\.-?)+|[A-ZÀ-ÞĀ-Ž][\w’'`.-]*", re.UNICODE)
_INITIALS = re.compile(r"[A-Z]{1,3}|(?:[A-Z]\.?-?){1,3}")


def family_names(text: str) -> tuple[str, ...]:
    """Family names of an author list, or nothing where the text is no such list.

    >>> family_names("Dong-Hyeon Chae, MD1, and Ki-Tae Nam*")
    ('Chae', 'Nam')
    """
    plain = _DEGREES.sub(" ", _MARKS.sub(" ", text)).replace("et al.", " ").strip(" .,;")
    people = [person for person in _SEPARATOR.split(plain) if person.strip()]
    names = [family_name(person) for person in people]
    titled = len(people) == 1 and not _TITLE_WORDS.isdisjoint(plain.split())
    if not names or titled or any(name is None for name in names):
        return ()
    return tuple(name for name in names if name)


def family_name(person: str) -> str | None:
    """The family name of one person, or None where the words are no name."""
    parts = person.split()
    if not 2 <= len(parts) <= 6:
        return None
    if not all(part in _PARTICLES or _PART.fullmatch(part) for part in parts):
        return None
    if _INITIALS.fullmatch(parts[-1]) and len(parts[0]) > 1 and not parts[0].endswith("."):
        return " ".join(parts[:-1])
    family = [parts[-1]]
    for part in reversed(parts[1:-1]):
        if part.lower() not in _PARTICLES:
            break
        family.insert(0, part)
    return " ".join(family).strip(".")
