"""What the labelled lines of a page say of the publication: "Published: 2013.02.05"."""

import re

from pipeline.ingest.chrome import is_chrome, parts
from pipeline.ingest.citation import Citation, bibliographic, identifiers, is_journal

_YEAR = r"(?P<year>(?:19[5-9]|20[0-4])\d)(?!\d)"
_PUBLISHED = re.compile(
    r"(?:^|\b|state)(?:published(?: online| on)?|publication date(?: \(\w+\))?|^date)\s*[:–-]?\s*"
    rf"[^;:]{{0,24}}?{_YEAR}",
    re.I,
)
_DATE = re.compile(rf"^{_YEAR}[-./]\d{{1,2}}[-./]\d{{1,2}}$")
_DAY = re.compile(rf"^\d{{1,2}} [A-Z][a-z]{{2,8}} {_YEAR}\b.{{0,40}}$")
_IN_JOURNAL = re.compile(r"^published in (?P<journal>[A-Z].{3,80}?)\s*\(vol", re.I)
_JOURNAL = re.compile(r"^(?:Journal\s*:?\s*)(?P<journal>[A-Z].{1,80}?)$")
_YEAR_FIRST = re.compile(rf"^{_YEAR}, (?P<journal>[A-Z].{{2,80}}?), (?:№|vol|no)", re.I)
_NAME = re.compile(r"\b(?:Journal|Annals|Archives|Acta)\b(?! Article)")
_IDENTIFIED = re.compile(r"^\W*(?:pmid|pmcid|doi)\b", re.I)
_LONGEST = 250
_RECEIVED = re.compile(r"^\W*(?:received|accepted|submitted|revised|academic year)\b", re.I)
_ANY_YEAR = re.compile(rf"(?<![\d.-]){_YEAR}(?![\d-])")


def labelled(line: str) -> Citation | None:
    """Reads a line that says what it tells, or names a journal alone; None for other lines."""
    text = line.strip()
    if len(text) > _LONGEST or (is_chrome(text) and not _PUBLISHED.search(text)):
        return None
    if several := _of_parts(text):
        return several
    for pattern in (_YEAR_FIRST, _IN_JOURNAL, _JOURNAL):
        if (found := pattern.match(text)) and is_journal(found["journal"]):
            year = found.groupdict().get("year")
            return Citation(found["journal"], int(year) if year else None)
    if found := _PUBLISHED.search(text) or _DATE.match(text) or _DAY.match(text):
        known = identifiers(text)
        return Citation("", int(found["year"]), known.doi, known.pmid, known.pmcid)
    if _NAME.search(text) and is_journal(text) and len(text.split()) <= 8 and text[-1].isalpha():
        return Citation(text)
    return identifiers(text) if _IDENTIFIED.match(text) else None


def _of_parts(text: str) -> Citation | None:
    """Reads "PMC · DOI: 10.7759/cureus.87535 · Cureus · 2025-07-08"."""
    pieces = parts(text)
    dates = [found for piece in pieces if (found := _DATE.match(piece))]
    known = identifiers(text)
    if len(pieces) < 3 or not (dates and known.doi):
        return None
    names = [p for p in pieces if is_journal(p) and p != "PMC" and not any(map(str.isdigit, p))]
    journal = names[0] if names else ""
    return Citation(journal, int(dates[0]["year"]), known.doi, known.pmid, known.pmcid)


def year_within(line: str) -> int | None:
    """The year a line of the head names, if it is not when the manuscript came in."""
    found = None if _RECEIVED.match(line) or len(line) > _LONGEST else _ANY_YEAR.search(line)
    return int(found["year"]) if found else None


def told(line: str) -> Citation | None:
    """What any line of the head says of the publication."""
    labels = labelled(line)
    return labels if labels else None if _RECEIVED.match(line) else bibliographic(line)
