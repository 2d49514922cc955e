"""Title, authors and bibliographic lines above the first words of an article."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from pipeline.document.model import Meta, SectionKind
from pipeline.document.sections import heading_kind
from pipeline.ingest.chrome import bare, is_chrome, menu_journal, parts
from pipeline.ingest.citation import Citation, identifiers, own_citation
from pipeline.ingest.headings import is_capitals, is_known, kind_of, run_in
from pipeline.ingest.names import family_names
from pipeline.ingest.publication import labelled, told, year_within

_LABEL = re.compile(
    r"(?:(?:original|research|review|clinical|short|brief|rapid|open access|invited|case|"
    r"technical|full(?: length)?)\s+)*(?:articles?|research|reports?|reviews?|papers?|"
    r"letters?(?: to the editor)?|editorial|correspondence|commentary|notes?|communication|"
    r"open access|case (?:reports?|series|study)|images?(?: in .{3,40})?|rapid communication|"
    r"(?:in|authors?['’]?) reply|reply|comment|article in press|accepted manuscript)"
    r"(?:\s+(?:open access|and (?:literature )?review))?",
    re.I,
)
_MARKER = re.compile(
    r"(?:received|accepted|revised|submitted|published|available online|epub|first published|"
    r"correspond\w*|address(?:es)?\b|e-?mail|copyright|©|\(c\)|keywords?|key words|index terms|"
    r"mesh terms?|"
    r"author information|author affiliations?|affiliations?|authors?:|from the\b|orcid|tel\b|fax\b|"
    r"edited by|reviewed by|academic editor|citation|cite this|how to cite|licen[cs]e|"
    r"this is an open|running (?:head|title)|short title|abbreviations?|conflicts? of interest|"
    r"competing interests|funding|disclosure|department|division of|creative commons|"
    r"this article|handling editor|supported by|presented at|year:|comment (?:in|on)\b|"
    r"\(\d{1,2}\)\s?[A-Z]|[*†‡§]|[1-9a-h]\s?(?:department|division|school|faculty|institute))",
    re.I,
)
_AFFILIATION = re.compile(
    r"\b(?:departments?|universit\w+|hospitals?|institut\w+|school|faculty|college|clinics?|"
    r"medical cent(?:er|re)|cent(?:er|re) for|división|klinik\w*|laborator\w+)\b",
    re.I,
)
_SENTENCE_END = re.compile(r"[a-z0-9)\]%][.?!](?=\s+[A-Z(])")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|had|have|been|may|can|we|our|she|he|underwent|developed)\b", re.I
)
_OTHER_ARTICLE = re.compile(r"(?:next|previous) article in journal$", re.I)
_VOLUME = re.compile(r",?\s*Volume \d")
_LONGEST_JOURNAL = 80
_LONGEST_TITLE = 350
_MAX_TITLE_LINES = 6
# Writing without spaces has titles of one word; the name of a rubric is shorter.
_LEAST_TITLE = 10
_MAX_NOTE_LINES = 40


class Role(Enum):
    """What a line of the head is."""

    CHROME = auto()
    CITATION = auto()
    LABEL = auto()
    MARKER = auto()
    AFFILIATION = auto()
    AUTHORS = auto()
    HEADING = auto()
    PROSE = auto()
    OTHER = auto()


@dataclass(slots=True)
class Head:
    """The head of an article.

    Attributes:
        title: its words, or empty.
        notes: the other lines, which are about the article and never evidence.
        used: how many lines the head takes.
        meta: what the lines say of the publication.
    """

    title: str = ""
    notes: list[str] = field(default_factory=list)
    used: int = 0
    meta: Meta = field(default_factory=Meta)

    def take(self, citation: Citation | None) -> None:
        """Fills in what is not known yet."""
        if citation is None:
            return
        known = self.meta
        self.meta = replace(
            known,
            journal=known.journal or citation.journal,
            year=known.year or citation.year,
            doi=known.doi or citation.doi,
            pmid=known.pmid or citation.pmid,
            pmcid=known.pmcid or citation.pmcid,
            authors=known.authors or citation.authors,
            title=known.title or citation.title,
        )

    def take_line(self, line: str) -> None:
        """Fills in what one line says of the publication."""
        self.take(told(line) or own_citation(line) or identifiers(line))


def role_of(line: str, titled: bool) -> Role:
    """What a line of the head is; `titled` tells whether the title stands above it."""
    text = bare(line)
    if _is_label(text) and (not titled or not is_known(text)):
        return Role.LABEL
    if is_chrome(text) and not is_known(text):
        return Role.CHROME
    if is_known(text) or (run_in(text) and not _MARKER.match(text)):
        return Role.MARKER if kind_of(text) is SectionKind.BACK else Role.HEADING
    if told(text) or _is_numbers(text) or _VOLUME.match(text):
        return Role.CITATION
    if _MARKER.match(text) or re.search(r"\S@\S+\.\w", text):
        return Role.MARKER
    if own_citation(text):
        return Role.CITATION
    if family_names(text) and (titled or "," in text):
        return Role.AUTHORS
    if _is_prose(text):
        return Role.PROSE
    if titled and _AFFILIATION.search(text) and not _VERB.search(text):
        return Role.AFFILIATION
    return Role.OTHER


def _is_label(text: str) -> bool:
    """Whether a line names the kind of article: "Case Report | Open Access"."""
    pieces = parts(text) or [text]
    return bool(_LABEL.fullmatch(pieces[0].strip(" .:"))) and all(
        _LABEL.fullmatch(piece.strip(" .:")) or is_chrome(piece) for piece in pieces
    )


def _is_numbers(text: str) -> bool:
    """Whether a line is little more than an identifier: "Articles » PMID: 39654875"."""
    known = identifiers(text)
    return bool(known.doi or known.pmid or known.pmcid) and len(text.split()) <= 5


def _is_prose(text: str) -> bool:
    if len(text) > _LONGEST_TITLE:
        return True
    ends = len(_SENTENCE_END.findall(text)) + text.endswith(".")
    told = text.endswith(".") and len(text) > 60 and bool(_VERB.search(text))
    return (ends >= 2 and len(text.split()) > 30) or told


def read_head(
    lines: Sequence[str], gaps: Sequence[bool], wrapped: bool, known: Meta | None = None
) -> Head:
    """Reads the head off the lines of an article.

    Args:
        lines: the article's lines without page artefacts.
        gaps: whether a blank line stands above each.
        wrapped: whether they are cut at a width, so that a title may take several.
        known: what is known of the article beforehand; it goes before what the lines say.
    """
    head = Head(title=known.title, meta=known) if known else Head()
    horizon = _horizon(lines) if wrapped else _abstract(lines)
    while head.used < len(lines):
        if wrapped and _take_chunk(head, lines, gaps):
            continue
        line = bare(lines[head.used])
        if head.title and line.casefold() == head.title.casefold():
            head.used += 1
            continue
        role = role_of(line, bool(head.title))
        if _OTHER_ARTICLE.match(line) and head.used + 1 < len(lines):
            _note(head, lines[head.used], Role.CHROME)
            _note(head, lines[head.used], Role.CHROME)
            continue
        if journal := menu_journal(lines[head.used]) or _above_volume(lines, head.used):
            head.take(Citation(journal=journal))
            role = Role.CITATION
        if role is Role.HEADING and head.used < horizon and _LABEL.fullmatch(line):
            role = Role.LABEL
        if role is Role.HEADING and (head.title or not _opens_title(lines, head.used)):
            break
        if role in (Role.OTHER, Role.HEADING) and not head.title:
            _read_title(head, lines, gaps, wrapped)
        elif role is Role.OTHER and _translates(line, head.title):
            head.notes.append(head.title)
            head.title = ""
            head.meta = replace(head.meta, title="")
        elif role in (Role.PROSE, Role.OTHER) and head.used >= horizon:
            break
        else:
            _note(head, lines[head.used], role)
    return head


def _take_chunk(head: Head, lines: Sequence[str], gaps: Sequence[bool]) -> bool:
    """Takes lines between two blank ones that together are a note, as in PubMed's text form."""
    start, end = head.used, head.used + 1
    while end < len(lines) and not gaps[end]:
        end += 1
    if end - start < 2 or end - start > _MAX_NOTE_LINES or end == len(lines):
        return False
    chunk = " ".join(lines[start:end])
    role = role_of(chunk, bool(head.title))
    if role not in (Role.CITATION, Role.MARKER, Role.AUTHORS, Role.AFFILIATION):
        return False
    _note(head, chunk, role)
    head.used = end
    return True


def _opens_title(lines: Sequence[str], place: int) -> bool:
    """Whether what looks like a run-in heading opens a title: "Case report: cement ..."."""
    text = lines[place]
    return (
        not is_known(text)
        and not _is_prose(text)
        and not text.endswith(".")
        and place + 1 < len(lines)
        and len(text) < 200
    )


def _read_title(head: Head, lines: Sequence[str], gaps: Sequence[bool], wrapped: bool) -> None:
    words = [bare(lines[head.used])]
    head.used += 1
    while wrapped and head.used < len(lines) and len(words) < _MAX_TITLE_LINES:
        following = lines[head.used]
        ends = words[-1].endswith((".", "?")) and not words[-1].endswith("et al.")
        if ends or gaps[head.used]:
            break
        if role_of(following, titled=True) is not Role.OTHER and not following[0].islower():
            break
        words.append(following)
        head.used += 1
    title = " ".join(part.strip() for part in words).removesuffix(".")
    if len(title.split()) < 3 and (title.isascii() or len(title) < _LEAST_TITLE):
        head.notes.append(title)
        return
    head.title = title
    head.meta = replace(head.meta, title=title)


def _above_volume(lines: Sequence[str], place: int) -> str:
    """The journal's name that stands on a line of its own above volume and issue."""
    line = bare(lines[place])
    follows = place + 1 < len(lines) and _VOLUME.match(lines[place + 1])
    return line if follows and len(line) < _LONGEST_JOURNAL else ""


def _translates(line: str, title: str) -> bool:
    """Whether a line is the English title below one in another writing."""
    return len(line.split()) > 3 and line.isascii() and not any(map(str.isascii, title[:8]))


def _note(head: Head, written: str, role: Role) -> None:
    head.notes.append(written)
    line = bare(written)
    head.used += 1
    if role is Role.CITATION:
        head.take(told(line) or own_citation(line) or identifiers(line))
    elif role is Role.AUTHORS and not head.meta.authors:
        head.meta = replace(head.meta, authors=family_names(line))
    else:
        head.take(labelled(line) or identifiers(line))


def complete(head: Head) -> None:
    """Takes the year from any line of the head where none says it by its form."""
    years = [year for note in head.notes[:20] if (year := year_within(note))]
    if not head.meta.year and years:
        head.take(Citation(year=years[0]))


def _abstract(lines: Sequence[str]) -> int:
    """Where the abstract of a text starts under a heading of its own, or 0."""
    for place, line in enumerate(lines[:40]):
        if is_known(line) and heading_kind(line) is SectionKind.ABSTRACT:
            return place
        if _is_prose(line) and len(line) > _LONGEST_TITLE:
            return 0
    return 0


def _horizon(lines: Sequence[str]) -> int:
    """Where the abstract or introduction of a wrapped text starts; what is above is its head."""
    for place, line in enumerate(lines[:60]):
        opened = run_in(line)
        heading = opened[0] if opened else line if is_known(line) else ""
        opens = heading_kind(heading) in (SectionKind.ABSTRACT, SectionKind.INTRODUCTION)
        if place and heading and opens and (opened or is_capitals(line) or len(line) < 40):
            return place
    return 0
