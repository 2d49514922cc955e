"""What a heading says its section is for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from pipeline.document.model import Section, SectionKind
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


#: What may stand between the parts of a section and is none of them.
_BETWEEN = (SectionKind.TABLE, SectionKind.CAPTION)


def bridged(sections: Sequence[Section]) -> Iterator[Section]:
    """The sections; one that no heading tells is of the case where the case goes on behind it.

    "What happened" between "Intervention" and "Outcome" is told of the patient.
    """
    last: SectionKind | None = None
    for place, section in enumerate(sections):
        if section.kind is SectionKind.BODY and last is SectionKind.CASE:
            behind = (one.kind for one in sections[place + 1 :])
            known = (kind for kind in behind if kind not in (*_BETWEEN, SectionKind.BODY))
            if next(known, None) is SectionKind.CASE:
                section = replace(section, kind=SectionKind.CASE)
        last = last if section.kind in _BETWEEN else section.kind
        yield section


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
