"""Identifiers and bibliographic lines: "Spine J. 2014 May;14(5):e1. doi: 10.1016/j.x"."""

import re
from dataclasses import dataclass

from pipeline.ingest.names import family_names

DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>|]*[^\s\"<>|.,;:)\]}]", re.I)
_DOI_FIELD = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/|doi\s*[:.]?\s*)?\b10\.\d{4,9}/[^\s\"<>|]*[^\s\"<>|.,;:)\]}]",
    re.I,
)
PMID = re.compile(r"\bPMID\s*[:.]?\s*(\d{4,9})\b", re.I)
PMCID = re.compile(r"\b(?:PMCID\s*[:.]?\s*)?(PMC\d{4,9})\b")
_YEAR = re.compile(r"(?<![\d/.-])(?:19[5-9]\d|20[0-4]\d)(?![\d/])")
_PUBLISHER = re.compile(
    r"\b(?:Wiley|Elsevier|Springer|Wolters|Karger|Thieme|Hindawi|SAGE|Dove|Press|Publish\w*|Verlag|"
    r"Copyright|Ltd|Inc|Author\w*|Received|Accepted|Revised|Submitted|Year|Volume|Date|PMID|Epub|Online)\b"
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec"
# The place in a journal's name does not date the article: "Spine (Phila Pa 1976)".
_NAMED_YEAR = re.compile(rf"\((?!(?i:{_MONTHS}))[A-Z][^()\d]*\d{{4}}\)")
# What a bibliographic line consists of besides the journal's name.
_FILLER = re.compile(
    rf"\b(?:{_MONTHS})[a-z]*\b|\b(?:vol|volume|no|issue|iss|pages?|pp|year|supp|suppl|epub|ahead|of|"
    r"print|in|press|case|report|number|online|article|published|first|id|e?collection|available|from|"
    r"full|text|free|indexed|for|medline|review|pmc|printed|great|britain|usa)\b|_?(?:Meeting)?Abstracts?|[eEsSAP]\d+|\d+[A-Z]\b|\d+|\W+",
    re.I,
)
_SMALL = frozenset(
    ["of", "and", "the", "in", "for", "&", "on", "de", "la", "der", "et", "für", "und"]
)


_NAME = re.compile(
    rf"(?P<name>[A-Z][^\d()|;:]*(?:\((?!(?i:{_MONTHS}))[A-Z][^()]*\))?)(?P<tail>.*)$", re.DOTALL
)
_ISSUE = re.compile(rf"^\W*(?:19|20)\d\d\s+(?:{_MONTHS})[a-z]*\s*\d*;\d+", re.I)
# Volume and page leave no doubt of what stands before them, in whatever language it is written.
_PLACED = re.compile(
    r"(?P<name>[^\W\d_][^;:|?!]{2,119}?)(?P<year>[\s.,]+\(?(?:19|20)\d\d\)?[^;:|?!\d]{0,8}\d{0,2})?\s*[;,]"
    r"(?P<tail>\s*\d{1,4}\s*(?:\([^()]{1,12}\)\s*)?:\s*[A-Za-z]{0,2}\d.*)",
    re.DOTALL,
)
_SENTENCE = re.compile(r"\.\s")
_MOST_NAME_WORDS = 14


@dataclass(frozen=True, slots=True)
class Citation:
    """What one line says of the publication; empty or None where it does not."""

    journal: str = ""
    year: int | None = None
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()


def identifiers(text: str) -> Citation:
    """The identifiers a text names."""
    doi, pmid, pmcid = DOI.search(text), PMID.search(text), PMCID.search(text)
    return Citation(
        doi=doi[0] if doi else "",
        pmid=pmid[1] if pmid else "",
        pmcid=pmcid[1] if pmcid else "",
    )


def bibliographic(line: str) -> Citation | None:
    """Reads a line of nothing but identifiers, journal, date and pages; None for other lines."""
    if len(line) > 300:
        return None
    known = identifiers(line)
    rest = _without_identifiers(line)
    placed = _placed(rest)
    journal, tail = (placed, "") if placed else _journal(rest)
    if tail is None:
        return None
    year = _YEAR.search(_NAMED_YEAR.sub(" ", rest))
    has_identifier = bool(known.doi or known.pmid or known.pmcid)
    told = journal or has_identifier or _dated(rest)
    if not told or not (year or has_identifier or placed):
        return None
    return Citation(
        journal if placed or not _PUBLISHER.search(journal) else "",
        int(year[0]) if year else None,
        known.doi,
        known.pmid,
        known.pmcid,
    )


def _placed(rest: str) -> str:
    """The name before volume and page: "Images en Radiologie 2017; 9: 349"; empty for others."""
    found = _PLACED.match(rest)
    if found is None or _words(found["tail"]) or _SENTENCE.search(found["name"]):
        return ""
    name = found["name"].strip(" .,")
    told = name[0].isupper() and len(name.split()) <= _MOST_NAME_WORDS
    return name if told and (found["year"] or is_journal(name)) else ""


def _dated(rest: str) -> bool:
    return bool(re.search(r"\b(?:year|volume|vol|issue|published)\b", rest, re.I)) or bool(
        _ISSUE.match(rest)
    )


def _without_identifiers(line: str) -> str:
    """The line without identifiers, links, a record's number and a running head's author."""
    rest = PMCID.sub(" ", PMID.sub(" ", _DOI_FIELD.sub(" ", line)))
    rest = re.sub(r"https?://\S+|\[Indexed for MEDLINE\]|\[[^\]]*ahead of print\]", " ", rest)
    rest = re.sub(
        r"(?i)\b(?:doi|pmid|pmcid|pii|issn)\b\s*[:.]?\s*(?:S?[\d-]{8,}[\dX]?\S*)?", " ", rest
    )
    rest = re.sub(r"^\s*[^\W\d_][\w’' -]{1,40} et al\.?,?:?\s+(?=[^\W\d_])", "", rest)
    return re.sub(r"^\s*\d{1,3}[.:]\s+(?=[A-Z])", "", rest).strip()


def _journal(rest: str) -> tuple[str, str | None]:
    """The journal's name and what follows it; None where that is more than volume and pages."""
    name = _NAME.match(rest)
    if name is None:
        return ("", rest) if not _words(rest) else ("", None)
    journal, tail = name["name"].strip(" .,;-–"), name["tail"]
    journal = re.sub(r",?\s*\b(?:vol|volume|no|issue)\b\.?$", "", journal, flags=re.I).strip(" .,")
    journal = re.sub(rf"\s+(?:{_MONTHS})[a-z]*$", "", journal, flags=re.I)
    if _words(tail) or not is_journal(journal):
        return "", rest if not _words(rest) else None
    return journal, tail


def _words(text: str) -> str:
    return _FILLER.sub("", text)


def is_journal(name: str) -> bool:
    """Whether words are set as the name of a journal is."""
    words = re.sub(r"\([^)]*\)", "", name).split()
    return (
        0 < len(words) <= 12
        and all(word in _SMALL or word[0].isupper() or not word[0].isalpha() for word in words)
        and not re.search(r"[?!]|\.\s+[A-Z][a-z]+ (?:of|in|with)\b", name)
    )


_SELF = re.compile(
    r"^(?:(?:how to )?cite this article(?: as)?:?\s*|citation:?\s*)?"
    r"(?P<authors>[^.]{5,400}?)(?:, et al)?\.\s+(?P<title>.{15,300}?[.?!])\s+"
    r"(?P<journal>[A-Z][A-Za-z&()., -]{2,60}?)[.,]?\s+(?P<year>(?:19|20)\d\d)\b(?P<tail>.{0,400})$",
    re.I,
)


def own_citation(line: str) -> Citation | None:
    """Reads the citation that an article gives of itself: authors, title, journal and year."""
    match = _SELF.match(line)
    if match is None:
        return None
    authors = family_names(match["authors"])
    if not authors:
        return None
    known = identifiers(line)
    return Citation(
        match["journal"].strip(" .,"),
        int(match["year"]),
        known.doi,
        known.pmid,
        known.pmcid,
        match["title"].rstrip("."),
        authors,
    )
