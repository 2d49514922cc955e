"""Title, authors and bibliographic lines above the first words of an article."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.document.model import Meta, SectionKind
from pipeline.document.sections import heading_kind
from pipeline.ingest.chrome import bare, menu_journal
from pipeline.ingest.citation import Citation, identifiers, own_citation
from pipeline.ingest.headings import is_capitals, is_known, run_in
from pipeline.ingest.hyphens import Mender
from pipeline.ingest.names import family_names
from pipeline.ingest.publication import labelled, told, year_within
from pipeline.ingest.roles import LABEL, LONGEST_TITLE, VOLUME, Role, is_prose, role_of

_OTHER_ARTICLE = re.compile(r"(?:next|previous) article in journal$", re.I)
_LONGEST_JOURNAL = 80
_MAX_TITLE_LINES = 6
# Writing without spaces has titles of one word; the name of a rubric is shorter.
_LEAST_TITLE = 10
_MAX_NOTE_LINES = 40


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
        if wrapped and (_take_chunk(head, lines, gaps) or _take_cut(head, lines, gaps)):
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
        if role is Role.HEADING and head.used < horizon and LABEL.fullmatch(line):
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


def _take_cut(head: Head, lines: Sequence[str], gaps: Sequence[bool]) -> bool:
    """Takes a bibliographic line that is cut in two."""
    start = head.used
    if not _is_cut(lines, gaps, start):
        return False
    _note(head, " ".join(lines[start : start + 2]), Role.CITATION)
    head.used = start + 2
    return True


def _is_cut(lines: Sequence[str], gaps: Sequence[bool], place: int) -> bool:
    """Whether a bibliographic line is cut before a number: "Eur Spine J 2022;" "31: 23"."""
    lower = lines[place + 1 : place + 2]
    if not lower or gaps[place + 1] or not lower[0][:1].isdigit():
        return False
    return told(bare(f"{lines[place]} {lower[0]}")) is not None


def _opens_title(lines: Sequence[str], place: int) -> bool:
    """Whether what looks like a run-in heading opens a title: "Case report: cement ..."."""
    text = lines[place]
    return (
        not is_known(text)
        and not is_prose(text)
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
        if ends or gaps[head.used] or _is_cut(lines, gaps, head.used):
            break
        if role_of(following, titled=True) is not Role.OTHER and not following[0].islower():
            break
        words.append(following)
        head.used += 1
    title = Mender(lines).paragraph(words).removesuffix(".")
    if len(title.split()) < 3 and (title.isascii() or len(title) < _LEAST_TITLE):
        head.notes.append(title)
        return
    head.title = title
    head.meta = replace(head.meta, title=title)


def _above_volume(lines: Sequence[str], place: int) -> str:
    """The journal's name that stands on a line of its own above volume and issue."""
    line = bare(lines[place])
    follows = place + 1 < len(lines) and VOLUME.match(lines[place + 1])
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
        if is_prose(line) and len(line) > LONGEST_TITLE:
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
