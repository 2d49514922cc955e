"""What a heading says its section is for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from pipeline.document.model import Section, SectionKind
from pipeline.terms import load
from pipeline.values.wording import wording

#: Sections that speak of others beside a document's own patients.
TALK = (SectionKind.INTRODUCTION, SectionKind.DISCUSSION, SectionKind.CONCLUSION)
_NUMBERING = re.compile(r"^\s*(?:\d+(?:\.\d+)*|[IVX]{1,5}|[A-H])[.):]?\s+(?=\S)")
_MAX_WORDS = 9
#: What a discussion has no parts of: its headings may name a patient without telling of one.
_TOLD = (SectionKind.CASE, SectionKind.METHODS, SectionKind.RESULTS)


@cache
def _vocabulary() -> tuple[tuple[SectionKind, re.Pattern[str], frozenset[str]], ...]:
    entries = []
    for entry in load("headings")["heading"]:
        phrases = "|".join(re.escape(phrase) for phrase in entry["contains"])
        contains = re.compile(rf"\b(?:{phrases})\b")
        entries.append((SectionKind(entry["kind"]), contains, frozenset(entry.get("exact", ()))))
    return tuple(entries)


@cache
def known_phrases() -> frozenset[str]:
    """All phrases of the vocabulary, in lower case."""
    entries = load("headings")["heading"]
    return frozenset(
        one for e in entries for key in ("contains", "exact") for one in e.get(key, ())
    )


@cache
def _outright() -> re.Pattern[str]:
    """A heading that is one of the vocabulary, with no more than a number or an order to it."""
    phrases = "|".join(sorted(map(re.escape, known_phrases()), key=lambda p: (-len(p), p)))
    order = wording("headings", "order").text
    label = wording("headings", "label").text
    return re.compile(
        rf"(?:{order} )*(?:{phrases})(?:,? (?:and )?(?:{phrases}))*(?: {label})?(?:\W .*)?"
    )


def heading_within(text: str, around: SectionKind | None) -> SectionKind | None:
    """The kind of section that a heading opens behind another section.

    "Why this patient?" or "Comparison with other cases" behind a discussion go on with it.
    """
    kind = heading_kind(text)
    if around not in (SectionKind.DISCUSSION, SectionKind.CONCLUSION) or kind not in _TOLD:
        return kind
    plain = _plain(text)
    return kind if _outright().fullmatch(plain) and not plain.endswith("?") else around


def _plain(text: str) -> str:
    return _NUMBERING.sub("", text).strip(" .:-–—").lower()


#: What may stand between the parts of a section and is none of them.
_BETWEEN = (SectionKind.TABLE, SectionKind.CAPTION)
#: What may stand between the parts of a case and be one of them ("Procedure").
_WITHIN = (*_BETWEEN, SectionKind.METHODS, SectionKind.RESULTS)


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
        goes_on = section.kind in (_WITHIN if last is SectionKind.CASE else _BETWEEN)
        last = last if goes_on else section.kind
        yield section


@cache
def heading_kind(text: str) -> SectionKind | None:
    """The kind of section a heading opens, or None where its words do not tell.

    Long lines are no headings, whatever words they hold.
    """
    plain = _plain(text)
    if not plain or len(plain.split()) > _MAX_WORDS:
        return None
    for kind, contains, exact in _vocabulary():
        if plain in exact or contains.search(plain):
            return kind
    return None
