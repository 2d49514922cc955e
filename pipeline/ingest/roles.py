"""What a line above the first words of an article is: title, authors, label, citation."""

import re
from enum import Enum, auto

from pipeline.document.model import SectionKind
from pipeline.ingest.chrome import bare, is_chrome, parts
from pipeline.ingest.citation import identifiers, own_citation
from pipeline.ingest.headings import is_known, is_numbered, kind_of, run_in
from pipeline.ingest.names import family_names
from pipeline.ingest.publication import told

LABEL = re.compile(
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
    r"correspond\w*|address(?:es)?\b|e-?mail|copyright|©|\(c\)|keywords?|key[- ]words|"
    r"index(?:ing)? terms|mesh terms?|descriptors?\s*:|subject headings|"
    r"author information|author affiliations?|affiliations?|authors?:|orcid|tel\b|fax\b|"
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
VOLUME = re.compile(r",?\s*Volume \d")
LONGEST_TITLE = 350


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


def role_of(line: str, titled: bool) -> Role:
    """What a line of the head is; `titled` tells whether the title stands above it."""
    text = bare(line)
    if _is_label(text) and (not titled or not is_known(text)):
        return Role.LABEL
    if is_chrome(text) and not is_known(text):
        return Role.CHROME
    if is_known(text) or (run_in(text) and not _MARKER.match(text)):
        return Role.MARKER if kind_of(text) is SectionKind.BACK else Role.HEADING
    if told(text) or _is_numbers(text) or VOLUME.match(text):
        return Role.CITATION
    if _MARKER.match(text) or _is_address(text) or re.search(r"\S@\S+\.\w", text):
        return Role.MARKER
    if own_citation(text):
        return Role.CITATION
    if titled and is_numbered(text) and "," not in text:
        return Role.OTHER
    if family_names(text) and (titled or "," in text):
        return Role.AUTHORS
    if is_prose(text):
        return Role.PROSE
    if titled and _AFFILIATION.search(text) and not _VERB.search(text):
        return Role.AFFILIATION
    return Role.OTHER


def _is_label(text: str) -> bool:
    """Whether a line names the kind of article: "Case Report | Open Access"."""
    pieces = parts(text) or [text]
    return bool(LABEL.fullmatch(pieces[0].strip(" .:"))) and all(
        LABEL.fullmatch(piece.strip(" .:")) or is_chrome(piece) for piece in pieces
    )


def _is_address(text: str) -> bool:
    """Whether a line says where the authors work: "From the Department of Radiology"."""
    return text[:9].lower() == "from the " and bool(_AFFILIATION.search(text))


def _is_numbers(text: str) -> bool:
    """Whether a line is little more than an identifier: "Articles » PMID: 39654875"."""
    known = identifiers(text)
    return bool(known.doi or known.pmid or known.pmcid) and len(text.split()) <= 5


def is_prose(text: str) -> bool:
    """Whether a line is told in sentences."""
    if len(text) > LONGEST_TITLE:
        return True
    ends = len(_SENTENCE_END.findall(text)) + text.endswith(".")
    told = text.endswith(".") and len(text) > 60 and bool(_VERB.search(text))
    return (ends >= 2 and len(text.split()) > 30) or told
