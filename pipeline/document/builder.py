"""The one way to make a `Document`: readers hand over its parts in reading order."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from pipeline.document.model import Cell, Document, Meta, Section, SectionKind, Sentence, Table
from pipeline.document.places import NOWHERE, Place, Places, TablePlaces, count, taken
from pipeline.document.sections import bridged, heading_within
from pipeline.document.sentences import split

CELL_SEPARATOR = " | "
_PARAGRAPH_GAP = "\n\n"

_CHARACTERS = str.maketrans(
    {"\u00ad": None, "\u200b": None, "\u200c": None, "\u2060": None, "\ufeff": None}
    | {
        chr(code): None
        for code in [*range(0, 9), 11, *range(14, 32), *range(127, 160), *range(0xD800, 0xE000)]
    }
    | {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "‐": "-", "‑": "-"}
)
#: What is to be replaced; most texts hold none of it, and to ask is ten times as fast.
_ODD = re.compile(f"[{''.join(map(re.escape, map(chr, _CHARACTERS)))}]")
_UNWRITABLE = dict.fromkeys([0, *range(0xD800, 0xE000)])


def clean(text: str) -> str:
    """One line of text: composed characters, plain spaces, no controls, no ligatures."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    plain = unicodedata.normalize("NFC", text)
    if _ODD.search(plain):
        plain = unicodedata.normalize("NFC", plain.translate(_CHARACTERS))
    return " ".join(plain.split())


def _writable(meta: Meta) -> Meta:
    """The data without what no table and no database can hold: null characters, half a pair."""
    return replace(
        meta,
        title=meta.title.translate(_UNWRITABLE),
        doi=meta.doi.translate(_UNWRITABLE),
        pmid=meta.pmid.translate(_UNWRITABLE),
        pmcid=meta.pmcid.translate(_UNWRITABLE),
        authors=tuple(one.translate(_UNWRITABLE) for one in meta.authors),
        journal=meta.journal.translate(_UNWRITABLE),
        licence=meta.licence.translate(_UNWRITABLE),
        article_types=tuple(one.translate(_UNWRITABLE) for one in meta.article_types),
    )


class DocumentBuilder:
    """Collects title, headings, paragraphs, tables, captions and references into a `Document`.

    Args:
        format: name of the format, as `documents.csv` shows it.
    """

    def __init__(self, format: str) -> None:
        self._format = format
        self._parts: list[str] = []
        self._length = 0
        self._sections: list[Section] = []
        self._sentences: list[Sentence] = []
        self._tables: list[Table] = []
        self._outline: list[tuple[int, SectionKind]] = []
        self._paragraphs = 0
        self._in_abstract = False
        self._aside = False

    def _append(self, text: str) -> int:
        """Adds a block to the text and returns where it starts."""
        if self._parts:
            self._parts.append(_PARAGRAPH_GAP)
            self._length += len(_PARAGRAPH_GAP)
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start

    def _open(self, kind: SectionKind, heading: str) -> None:
        start = self._append(heading) if heading else self._length
        self._sections.append(Section(kind, heading, start, self._length, self._in_abstract))
        self._aside = False

    def _current(self) -> SectionKind:
        if not self._sections:
            return SectionKind.BODY
        outline = self._outline[-1][1] if self._outline else SectionKind.BODY
        return SectionKind.ABSTRACT if self._in_abstract and not self._outline else outline

    def _extend(self) -> None:
        last = self._sections[-1]
        self._sections[-1] = Section(
            last.kind, last.heading, last.start, self._length, last.in_abstract
        )

    def _resume(self) -> None:
        """Reopens the running section after a title, table, caption or aside stood in its way."""
        kinds = (SectionKind.TITLE, SectionKind.TABLE, SectionKind.CAPTION)
        if not self._sections or self._sections[-1].kind in kinds or self._aside:
            self._open(self._current(), "")

    def title(self, text: str, places: Places = ()) -> None:
        """Adds the title of the publication."""
        if cleaned := clean(text):
            start = self._append(cleaned)
            self._sections.append(Section(SectionKind.TITLE, "", start, self._length))
            self._add_sentence(start, self._length, None, places)
            self._paragraphs += 1

    def abstract(self) -> None:
        """Opens the abstract; headings are parts of it until `body` is called."""
        self._in_abstract = True
        self._outline = []
        self._open(SectionKind.ABSTRACT, "")

    @property
    def in_abstract(self) -> bool:
        """Whether what comes next belongs to the abstract."""
        return self._in_abstract

    def body(self) -> None:
        """Opens the body of the article."""
        self._in_abstract = False
        self._outline = []
        self._open(SectionKind.BODY, "")

    def heading(self, text: str, level: int = 1, page: int | None = None) -> None:
        """Opens a section whose kind its heading tells; an unknown one belongs to its parent."""
        kind = self._outlined(clean(text), level)
        self._open(kind, clean(text))

    def run_in(self, heading: str, text: str, rest: str, level: int = 1) -> None:
        """Adds a paragraph that begins with the heading of the section it opens.

        A section about the article ("Affiliations: ...") ends with this paragraph.

        Args:
            heading: the words of the heading.
            text: the paragraph as it stands.
            rest: its end behind the heading, of which alone the sentences are.
            level: depth of the heading.
        """
        around = self._outline.copy()
        kind = self._outlined(clean(heading), level)
        self._sections.append(
            Section(kind, clean(heading), self._length, self._length, self._in_abstract)
        )
        cleaned = clean(text)
        self._add_text(cleaned, None, (), len(cleaned) - len(clean(rest)))
        self._aside = kind is SectionKind.BACK and bool(rest)
        if self._aside:
            self._outline = around

    def _outlined(self, heading: str, level: int) -> SectionKind:
        """The kind of the section that a heading of a level opens."""
        while self._outline and self._outline[-1][0] >= level:
            self._outline.pop()
        parent = self._outline[-1][1] if self._outline else None
        own = heading_within(heading, self._around())
        kind = own or parent or (SectionKind.ABSTRACT if self._in_abstract else SectionKind.BODY)
        self._outline.append((level, kind))
        return kind

    def _around(self) -> SectionKind | None:
        """The kind of the last section of the article itself, if it has begun."""
        own = (one for one in reversed(self._sections) if not one.in_abstract)
        told = (one.kind for one in own if one.kind not in (SectionKind.CAPTION, SectionKind.TABLE))
        return None if self._in_abstract else next(told, None)

    def section(self, kind: SectionKind, heading: str = "", page: int | None = None) -> None:
        """Opens a section of a given kind."""
        self._outline = [(1, kind)]
        self._open(kind, clean(heading))

    def _add_sentence(
        self, start: int, end: int, page: int | None, places: Sequence[Place] = ()
    ) -> None:
        boxes = tuple(place.box for place in places)
        first = boxes[0].page if boxes else page
        section = len(self._sections) - 1
        self._sentences.append(Sentence(start, end, section, self._paragraphs, first, boxes))

    def _add_text(self, cleaned: str, page: int | None, places: Places, lead: int = 0) -> None:
        """Adds the sentences of a text that has no letters but those of its places.

        Its first `lead` characters are a heading.
        """
        start = self._append(cleaned) + lead
        for begin, end in split(cleaned[lead:]):
            mine, places = taken(places, count(cleaned[begin:end])) if places else ((), ())
            self._add_sentence(start + begin, start + end, page, mine)
        self._paragraphs += 1
        self._extend()

    def paragraph(self, text: str, page: int | None = None, places: Places = ()) -> None:
        """Adds a paragraph to the running section.

        Args:
            text: its words.
            page: page from 1, where its places are not known.
            places: the lines of a page that it stands on.
        """
        if cleaned := clean(text):
            self._resume()
            self._add_text(cleaned, page, places)

    def caption(self, text: str, page: int | None = None, places: Places = ()) -> None:
        """Adds the legend of a figure."""
        if cleaned := clean(text):
            self._open(SectionKind.CAPTION, "")
            self._sections[-1] = Section(
                SectionKind.CAPTION, "", self._length, self._length, self._in_abstract
            )
            self._add_text(cleaned, page, places)

    def reference(self, text: str, places: Places = ()) -> None:
        """Adds one entry of the reference list."""
        if not self._sections or self._sections[-1].kind is not SectionKind.REFERENCES:
            self.section(SectionKind.REFERENCES)
        if cleaned := clean(text):
            start = self._append(cleaned)
            self._add_sentence(start, self._length, None, places)
            self._paragraphs += 1
            self._extend()

    def table(
        self,
        caption: str,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        footnote: str = "",
        page: int | None = None,
        places: TablePlaces = NOWHERE,
    ) -> None:
        """Adds a table as a grid; spanning cells are repeated by the reader."""
        self._open(SectionKind.TABLE, "")
        start = self._length
        if cleaned := clean(caption):
            self._add_text(cleaned, page, places.caption)
        titles = tuple(clean(cell) for cell in header)
        if any(titles):
            self._append(CELL_SEPARATOR.join(titles))
        grid = tuple(
            self._row([clean(cell) for cell in row], page, places.rows[number : number + 1])
            for number, row in enumerate(rows)
        )
        if cleaned := clean(footnote):
            self._add_text(cleaned, page, places.footnote)
        self._paragraphs += 1
        self._extend()
        self._tables.append(Table(clean(caption), start, self._length, titles, grid))

    def _row(self, row: list[str], page: int | None, places: Places) -> tuple[Cell, ...]:
        start = self._append(CELL_SEPARATOR.join(row))
        self._add_sentence(start, self._length, page, places)
        cells = []
        for text in row:
            cells.append(Cell(text, start, start + len(text)))
            start += len(text) + len(CELL_SEPARATOR)
        return tuple(cells)

    def build(self, meta: Meta, pages: int | None = None, notes: Sequence[str] = ()) -> Document:
        """The finished document."""
        return Document(
            text="".join(self._parts),
            meta=_writable(meta),
            format=self._format,
            sections=tuple(bridged(self._sections)),
            sentences=tuple(self._sentences),
            tables=tuple(self._tables),
            pages=pages,
            notes=tuple(notes),
        )
