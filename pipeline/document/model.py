"""The document as every later stage sees it. All offsets are characters into `Document.text`."""

from dataclasses import dataclass, field
from enum import StrEnum


class SectionKind(StrEnum):
    """What a part of an article is for."""

    TITLE = "title"
    ABSTRACT = "abstract"
    INTRODUCTION = "introduction"
    METHODS = "methods"
    RESULTS = "results"
    CASE = "case"
    DISCUSSION = "discussion"
    CONCLUSION = "conclusion"
    TABLE = "table"
    CAPTION = "caption"
    REFERENCES = "references"
    BACK = "back"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Section:
    """A run of text under one heading; `heading` is empty where the text has none.

    `in_abstract` holds for the headed parts of a structured abstract, whose kind is that of
    their heading ("Methods" within the abstract is METHODS).
    """

    kind: SectionKind
    heading: str
    start: int
    end: int
    in_abstract: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the upper left corner of the page as it is shown."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or one row of a table; `paragraph` counts paragraphs over the document.

    `boxes` hold its place on the pages, one for each line it stands on; formats without pages
    have none.
    """

    start: int
    end: int
    section: int
    paragraph: int
    page: int | None = None
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row, with the place of its text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid. A spanning cell is repeated in every place it covers.

    `header` holds one text a column (stacked header rows joined by a space); each row of `rows`
    stands in the text as one line, its cells joined by " | ", and is one `Sentence`.
    """

    caption: str
    start: int
    end: int
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Mark(StrEnum):
    """What a notice says of an article, the gravest first."""

    RETRACTED = "retracted"
    CONCERN = "expression_of_concern"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice marks: the article by its identifiers, or by its title."""

    mark: Mark
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Meta:
    """What identifies a publication. Empty text or None where the document does not say.

    `marks` are what the document says of itself; `notices` are there where it is itself a
    notice about others. `article_types` are the source's own words for the kind of article
    ("case-report", "Case Reports"), which `study_type` does not follow.
    """

    title: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    journal: str = ""
    licence: str = ""
    affiliations: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    notices: tuple[Notice, ...] = ()
    article_types: tuple[str, ...] = ()

    @property
    def first_author(self) -> str:
        """Family name of the first author, or empty."""
        return self.authors[0] if self.authors else ""


class Extent(StrEnum):
    """How much of a publication a document holds."""

    FULL = "full"
    ABSTRACT = "abstract"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Traits:
    """What reading found out about a document as a whole.

    Attributes:
        language: ISO 639-1 code of most of its text, empty where there is too little to tell.
        english: whether there is English to read; where the language is another, its sentences
            are not among the document's, so that only the English ones are read.
        extent: how much of the publication it holds.
        ocr: whether the text was recognised from pictures.
    """

    language: str = ""
    english: bool = True
    extent: Extent = Extent.FULL
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A publication read into clean text.

    Attributes:
        text: all parts in reading order: title, abstract, body, tables, captions, references.
        meta: identifiers and bibliographic data; `authors` are family names.
        format: text, pdf, jats, pubmed, ris, bioc, docx or html.
        sections: cover the text in order.
        sentences: in order, headings not among them.
        tables: grids whose rows are sentences of a TABLE section.
        pages: number of pages, or None.
        traits: its language, its extent, how it was read.
        notes: what the reader left out or could not read, in sentences for the user.
    """

    text: str
    meta: Meta
    format: str
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    tables: tuple[Table, ...] = field(default=())
    pages: int | None = None
    traits: Traits = field(default_factory=Traits)
    notes: tuple[str, ...] = ()

    def quote(self, sentence: Sentence) -> str:
        """The sentence, character for character."""
        return self.text[sentence.start : sentence.end]

    def section_of(self, sentence: Sentence) -> Section:
        """The section the sentence stands in."""
        return self.sections[sentence.section]

    @property
    def words(self) -> int:
        """Number of whitespace-separated words."""
        return len(self.text.split())
