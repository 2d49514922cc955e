"""Retractions, corrections and concerns: what a title says, of its own article or of another."""

import re
from dataclasses import dataclass, replace
from functools import cache

from pipeline.document.model import Document, Mark, Meta, Notice, SectionKind
from pipeline.ingest.citation import DOI, PMID
from pipeline.terms import load
from pipeline.values.gate import Gated

# A notice is short; a longer text under such a title is an article with a title of its own.
_LONGEST_NOTICE = 1500
# Letters of a text in which it says what befell it, before it tells its story.
_FRONT = 3000
_SOURCE = re.compile(r"\s*\[[^\]]*\d[^\]]*\]\s*$|\s*\([^()]*\b(?:19|20)\d\d\b[^()]*\)\s*$")
_QUOTES = " \t.\"'“”„‟‘’«»"
_ASIDE = (SectionKind.REFERENCES, SectionKind.BACK)


@dataclass(frozen=True, slots=True)
class Titled:
    """What a title says: the article's own mark, or that it is a notice, and the bare title."""

    title: str
    mark: Mark | None = None
    notice: Mark | None = None


@cache
def _patterns(group: str) -> tuple[tuple[Mark, Gated], ...]:
    return tuple(
        (Mark(entry["mark"]), Gated(pattern))
        for entry in load("notices")[group]
        for pattern in entry["patterns"]
    )


def titled(title: str) -> Titled:
    """Reads a title.

    >>> titled("Erratum to: Cement in the heart").title
    'Cement in the heart'
    """
    for mark, pattern in _patterns("own"):
        if pattern.search(title):
            return Titled(pattern.sub("", title), mark=mark)
    for mark, pattern in _patterns("notice"):
        if found := pattern.match(title):
            rest = _SOURCE.sub("", title[found.end() :]).strip(_QUOTES)
            return Titled(rest, notice=mark)
    return Titled(title)


def mark_of(words: str) -> Mark | None:
    """The mark that a type of JATS names ("retraction-forward"), None for other types."""
    known = load("notices")["words"].items()
    return next((Mark(mark) for word, mark in known if word in words.lower()), None)


def told_marks(text: str) -> tuple[Mark, ...]:
    """What the front of an article says befell it ("This article has been retracted")."""
    found = {mark for mark, pattern in _patterns("told") if pattern.search(text)}
    return tuple(mark for mark in Mark if mark in found)


def with_notices(document: Document) -> Document:
    """The document with what its title and front say of a retraction, a correction or a concern."""
    told = titled(document.meta.title or document.text.partition("\n")[0])
    known = document.meta.notices
    if known:  # A notice by its other marks; its title may name the article all the same.
        named = told.title not in ("", document.meta.title)
        title = (Notice(known[0].mark, title=told.title),) if named else ()
        return _with(document, notices=(*known, *title))
    if told.notice and document.words < _LONGEST_NOTICE:
        return _with(document, notices=_about(document, told))
    marks = {*document.meta.marks, told.mark, *told_marks(document.text[:_FRONT])}
    return _with(document, marks=tuple(mark for mark in Mark if mark in marks))


def _about(document: Document, told: Titled) -> tuple[Notice, ...]:
    """The notices of a document: by the title they name, else by the identifiers in the text."""
    assert told.notice
    if told.title:
        return (Notice(told.notice, title=told.title),)
    parts = [s for s in document.sections if s.kind not in _ASIDE]
    text = " ".join(document.text[part.start : part.end] for part in parts)
    dois = dict.fromkeys(found.lower() for found in DOI.findall(text))
    named = [Notice(told.notice, doi=doi) for doi in dois if doi != document.meta.doi.lower()]
    named += [Notice(told.notice, pmid=pmid) for pmid in dict.fromkeys(PMID.findall(text))]
    return tuple(named) or (Notice(told.notice),)


def _with(document: Document, **changes: object) -> Document:
    meta: Meta = replace(document.meta, **changes)  # type: ignore[arg-type]
    return replace(document, meta=meta)
