"""A corpus source as an article: title block, abstract, nested sections, references.

Every renderer starts from here, so that all formats print the same words.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.choice import draw, pick
from corpus.references import Reference

LONGEST_HEAD = 60

DEPARTMENTS = (
    "Department of Orthopaedic Surgery",
    "Department of Neurosurgery",
    "Department of Radiology",
    "Department of Spine Surgery",
    "Division of Interventional Neuroradiology",
)
HOSPITALS = (
    "Larkhill General Hospital, Wexcombe",
    "Hospital San Telmo, Villarrubia",
    "Norrvik University Hospital, Norrvik",
    "Eastgate Medical Center, Millbrook",
    "Klinikum am Lindenberg, Steinau",
    "Sakuragawa City Hospital, Sakuragawa",
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """The caption of a figure; the picture itself is not part of the corpus."""

    caption: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as it has in the source."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Figure | Table


@dataclass(slots=True)
class Section:
    """A heading (empty before the first one) with its blocks and the sections under it."""

    title: str
    level: int
    blocks: list[Block] = field(default_factory=list)
    inner: list["Section"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of the abstract, with its label where the abstract is structured."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """An article, ready to be set in any format."""

    identifier: str
    title: str
    authors: tuple[tuple[str, str], ...]
    journal: str
    year: str
    doi: str
    pmid: str
    kind: str
    abstract: tuple[Part, ...]
    keywords: str
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    references_invented: bool

    @property
    def volume(self) -> int:
        """The invented volume of the journal."""
        return 3 + draw(self.identifier, "volume", 40)

    @property
    def first_page(self) -> int:
        """The invented first page."""
        return 11 + draw(self.identifier, "page", 800)

    @property
    def affiliation(self) -> str:
        """The invented department and hospital."""
        department = pick(self.identifier, "department", DEPARTMENTS)
        return f"{department}, {pick(self.identifier, 'hospital', HOSPITALS)}"

    @property
    def citation_line(self) -> str:
        """Journal, year, volume and page, as far as the source names a journal or a year."""
        if not self.journal:
            return self.year
        return f"{self.journal} {self.year}; {self.volume}: {self.first_page}".replace(" ;", ";")

    @property
    def running_heads(self) -> tuple[str, str]:
        """What stands over odd and over even pages: authors and journal, the short title."""
        authors = f"{self.authors[0][0]} et al. " if self.authors else ""
        short = self.title
        if len(short) > LONGEST_HEAD:
            short = short[:LONGEST_HEAD].rpartition(" ")[0]
        return f"{authors}{self.citation_line}", short


def blocks_of(section: Section) -> Iterator[tuple[Section, Block]]:
    """Every block of a section and of those under it, in reading order."""
    for block in section.blocks:
        yield section, block
    for inner in section.inner:
        yield from blocks_of(inner)
