"""Headings in text without markup: on a line of their own, or running into the paragraph."""

import re
from functools import cache, lru_cache

from pipeline.document.model import SectionKind
from pipeline.document.sections import heading_kind, known_phrases

_NUMBERING = re.compile(r"^\s*(?:\d+(?:\.\d+)*|[IVX]{1,4})[.):]?\s+(?=[A-Z])")
_SUFFIX = re.compile(r"\s+(?:\d{1,2}|[ivx]{1,4}|[a-h])$")
_JOINT = re.compile(r"\s*(?:,|/|&|\band\b)\s*")
_LONGEST = 70
_OPENING = 3
_NUMERALS = frozenset("0123456789IVX")

# "Case Presentation: A 51 year old", "Introduction. Orthopaedic", "RESULTS - We", "Aim— To",
# "Case 1- A 76 year old".
_RUN_IN = re.compile(
    r"(?:\d{1,2}[.)]\s+)?(?P<heading>[A-Z][A-Za-z/&,'’ -]{1,60}?(?: \d{1,2})?)"
    r"(?:\s*:\s*|\.\s+|\s*[—–]\s*|(?:\s+|(?<=\d))-\s+)(?=[\w(\"“<>])"
)
# "... was found. Results. Leakage"
_DOTTED = re.compile(r"[.!?]\s(?P<heading>[A-Z][A-Za-z,'’ -]{2,40})\.\s(?=[A-Z])")
# "... was normal. METHODS: We", "... was normal.ResultsThe".
_AFTER_SENTENCE = re.compile(r"[.!?](?<=[a-z0-9)\]%].)(?P<space>\s*)(?=[A-Z])")
_LOST_SPACE = re.compile(
    r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?!(?<=[IVX])[IVX]+ [a-z])(?=[A-Z][a-z ])|(?<= \d)(?=[A-Z])"
)


@lru_cache(2048)
def is_known(text: str) -> bool:
    """Whether the whole of a text is a heading of the vocabulary, as in "3. Case 2".

    Stricter than `heading_kind`, which finds a heading's words anywhere in a line.
    """
    if len(text) > _LONGEST:
        return False
    plain = _NUMBERING.sub("", text).strip(" .:-–—").lower()
    plain = " ".join(plain.split())
    if plain in known_phrases() or _SUFFIX.sub("", plain) in known_phrases():
        return True
    parts = _JOINT.split(plain)
    return len(parts) > 1 and all(part in known_phrases() for part in parts)


@cache
def _openings() -> frozenset[str]:
    """How the headings of the vocabulary begin, for nearly no sentence does."""
    return frozenset(phrase[:_OPENING] for phrase in known_phrases())


def _may_open(text: str) -> bool:
    """Whether a text begins like a heading, behind its number if it has one."""
    if text[:1] in _NUMERALS:
        text = _NUMBERING.sub("", text[:_LONGEST])
    return text[:_OPENING].lower() in _openings()


def is_capitals(text: str) -> bool:
    """Whether a line is set in capitals, as headings are."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 3 and all(character.isupper() for character in letters)


def level(text: str) -> int:
    """The depth of a heading: that of its number, else 1 for a known heading, 2 for others."""
    numbered = re.match(r"\s*(\d+(?:\.\d+)*)[.)]?\s+[A-Z]", text)
    if numbered:
        return numbered[1].count(".") + 1
    return 1 if is_known(text) or is_capitals(text) else 2


def is_numbered(text: str) -> bool:
    """Whether a short line is a numbered heading: "2.1 Surgical technique"."""
    return (
        bool(_NUMBERING.match(text))
        and len(text.split()) <= 9
        and not text.endswith((".", ",", ";"))
    )


def run_in(text: str) -> tuple[str, str] | None:
    """A paragraph's leading heading and its rest, or None where it starts with plain words.

    >>> run_in("PurposeThe purpose of this study")
    ('Purpose', 'The purpose of this study')
    """
    if not _may_open(text):
        return None
    found = _RUN_IN.match(text)
    if found and is_known(found["heading"]):
        return found["heading"].strip(), text[found.end() :]
    return _run_together(text)


def opens_paragraph(text: str, ended: bool, room: bool) -> bool:
    """Whether a line with a run-in heading opens a paragraph.

    "Case 2: ..." may stand within one as well, so that a paragraph must have ended above it.

    Args:
        text: the line.
        ended: whether the line above ends with a sentence.
        room: whether the first word would have fitted on it, so that a paragraph has ended.
    """
    if not (ended or room) or not (opened := run_in(text)):
        return False
    return room or kind_of(opened[0]) is not SectionKind.CASE


def _run_together(text: str) -> tuple[str, str] | None:
    """A heading that lost the space after it: "MethodsWe", "BACKGROUNDThe", "Case 1A 76"."""
    for match in _LOST_SPACE.finditer(text[:_LONGEST]):
        head = text[: match.start()]
        if head[0].isupper() and is_known(head) and len(head) > 2:
            return head, text[match.start() :]
    return None


def split_run_ins(text: str) -> list[tuple[str, str]]:
    """A paragraph cut at the headings that run into it, as in abstracts on one line.

    Returns:
        pairs of heading and text; the heading is empty where the paragraph has none.
    """
    return [(heading, rest) for heading, rest, _ in cut_run_ins(text)]


def cut_run_ins(text: str, bold: bool = False) -> list[tuple[str, str, str]]:
    """A paragraph cut at the headings that run into it, for readers that keep every word.

    Args:
        text: the paragraph.
        bold: whether headings are to be expected, as they are where it opens with one, and where
            several run through it.

    Returns:
        heading, text behind it, and both as they stand; the heading is empty where there is none.
    """
    first = run_in(text)
    dotted = _is_dotted(text)
    bold = bold or dotted or first is not None
    cuts: list[tuple[str, str, str]] = []
    while True:
        heading, rest = (run_in(text) if cuts else first) or ("", text)
        cut = 0 if heading and run_in(rest) else _next_cut(rest, bold, dotted)
        if cut is None:
            return [*cuts, (heading, rest, text)]
        end = len(text) - len(rest) + cut
        cuts.append((heading, rest[:cut].rstrip(), text[:end].rstrip()))
        text = text[end:].lstrip()


def _is_dotted(text: str) -> bool:
    """Whether several headings that end in a dot run through a paragraph, the results' too."""
    heads = {match["heading"].lower() for match in _DOTTED.finditer(f". {text}")}
    told = (SectionKind.RESULTS, SectionKind.CASE)
    return len(heads) > 1 and any(kind_of(head) in told for head in heads if is_known(head))


def _next_cut(text: str, bold: bool, dotted: bool = False) -> int | None:
    """Where the next heading within a paragraph starts.

    Only capitals count, or what lost the spaces on both sides ("all.ResultsThere"), unless the
    paragraph itself opened with a heading (`bold`). A word before a dot is one only where the whole
    paragraph is set so (`dotted`).
    """
    for match in _AFTER_SENTENCE.finditer(text):
        ahead = text[match.end() : match.end() + 2 * _LONGEST]
        following = run_in(ahead)
        if following is None:
            continue
        if not match["space"] and _run_together(ahead):
            return match.end()
        capitals = is_capitals(following[0]) or following[0] == "AIM"
        mark = text[match.end() + len(following[0]) :][:2].strip()
        if capitals or (bold and (dotted or not mark.startswith("."))):
            return match.end()
    return None


def kind_of(text: str) -> SectionKind | None:
    """The kind of a heading that is known as a whole, else None."""
    return heading_kind(text) if is_known(text) else None
