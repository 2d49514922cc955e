"""What a heading says its section is for."""

import re
from functools import cache

from pipeline.document.model import SectionKind
from pipeline.terms import load

#: Sections that speak of others beside a document's own patients.
TALK = (SectionKind.INTRODUCTION, SectionKind.DISCUSSION, SectionKind.CONCLUSION)
_NUMBERING = re.compile(r"^\s*(?:\d+(?:\.\d+)*|[IVX]{1,5}|[A-H])[.):]?\s+(?=\S)")
_MAX_WORDS = 9


@cache
def _vocabulary() -> tuple[tuple[SectionKind, re.Pattern[str], frozenset[str]], ...]:
    entries = []
    for entry in load("headings")["heading"]:
        phrases = "|".join(re.escape(phrase) for phrase in entry["contains"])
        contains = re.compile(rf"\b(?:{phrases})\b")
        entries.append((SectionKind(entry["kind"]), contains, frozenset(entry.get("exact", ()))))
    return tuple(entries)


@cache
def heading_kind(text: str) -> SectionKind | None:
    """The kind of section a heading opens, or None where its words do not tell.

    Long lines are no headings, whatever words they hold.
    """
    plain = _NUMBERING.sub("", text).strip(" .:-–—").lower()
    if not plain or len(plain.split()) > _MAX_WORDS:
        return None
    for kind, contains, exact in _vocabulary():
        if plain in exact or contains.search(plain):
            return kind
    return None
