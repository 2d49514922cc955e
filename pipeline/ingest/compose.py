"""Blocks handed to the document builder: front matter, abstract, body and back told apart."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, Meta, SectionKind
from pipeline.document.places import Places, TablePlaces, count, taken
from pipeline.document.sections import heading_kind
from pipeline.ingest.blocks import Block, Part
from pipeline.ingest.citation import bibliographic, own_citation
from pipeline.ingest.families import Families
from pipeline.ingest.frontmatter import Head, read_head
from pipeline.ingest.headings import is_known, is_numbered, kind_of, level, split_run_ins
from pipeline.ingest.narrative import is_narrative

_NOTE = re.compile(
    r"(?:©|\(c\) |copyright\b|\[?indexed for medline|conflict of interest statement|"
    r"\W*correspond\w+:|\W*e-?mail:|full list of author|"
    r"this is an open.access|\W*these authors contributed)",
    re.I,
)
# Words of the page around the article: of its links and of pictures left out.
_CHROME = re.compile(
    r"(?:open in (?:a )?new tab|view (?:large|full).*|download(?: as)? .{0,30}|\[image\]|"
    r"click here for .*|go to:?|full size image|(?:view )?full[- ]size table)",
    re.I,
)


# What an entry of a reference list has and a paragraph has not.
_ENTRY = re.compile(
    r"^\s*[\[(]?\d{1,3}[\]).]|\b(?:19|20)\d\d\s*[;,:]|\bet al\b|\bdoi\b|\((?:19|20)\d\d\)|"
    r"\d+\s*:\s*[eES]?\d+|\bpp?\.\s*\d",
    re.I,
)

# A heading of the list of references, or of what the authors found when they looked.
_LITERATURE = re.compile(r"^[\d.\sIVX]*(?:the )?literature\W*$", re.I)


class Composer:
    """Feeds blocks in order; knows whether it is within the abstract."""

    def __init__(self, builder: DocumentBuilder) -> None:
        self._builder = builder
        self._in_abstract = False
        self._body_seen = False
        self._bare = False
        self._parts: list[str] = []
        self._inline = False
        self._aside = False
        self._back = False
        self._literature = False
        self._told = False
        self._families = Families()

    def front(
        self, title: str, notes: Sequence[str], places: Mapping[str, Places] | None = None
    ) -> None:
        """The title, and the lines below it that are about the article.

        Args:
            title: its words, or empty.
            notes: the lines.
            places: where the title and each of the notes stand, where that is known.
        """
        where = places or {}
        self._builder.title(title, where.get(title, ()))
        if notes:
            self._builder.section(SectionKind.BACK)
            for note in sorted(notes, key=is_narrative):
                if is_narrative(note) and not self._told:
                    self._told = True
                    self._builder.body()
                self._builder.paragraph(note, places=where.get(note, ()))
            self._aside = not self._told

    def add(self, blocks: Iterable[Block]) -> None:
        """Hands blocks to the builder."""
        for block in blocks:
            if block.part is not Part.HEADING:
                self._families.text()
            match block.part:
                case Part.HEADING:
                    self._heading(block)
                case Part.PARAGRAPH:
                    self._paragraph(block)
                case Part.CAPTION:
                    self._builder.caption(block.text, block.page, block.places)
                case Part.TABLE:
                    self._table(block)
                case Part.REFERENCE if _is_evidence(block.text):
                    self._paragraph(replace(block, part=Part.PARAGRAPH))
                case Part.REFERENCE:
                    self._back, self._literature = True, False
                    self._builder.reference(block.text, block.places)
                case Part.NOTE if is_narrative(block.text):
                    self._paragraph(block)
                case Part.NOTE:
                    self._note(block)

    def _table(self, block: Block) -> None:
        places = TablePlaces(block.places, block.row_places, block.note_places)
        self._builder.table(
            block.text, block.header, block.rows, block.footnote, block.page, places
        )

    def _heading(self, block: Block) -> None:
        kind = kind_of(block.text)
        if self._aside:  # No heading of the article stands below what was said of it.
            self._builder.body()
        self._aside = False
        self._back = heading_kind(block.text) in (SectionKind.BACK, SectionKind.REFERENCES)
        self._literature = bool(_LITERATURE.match(block.text))
        if kind is SectionKind.ABSTRACT and not self._body_seen:
            self._builder.abstract()
            self._in_abstract, self._bare, self._parts = True, False, []
        elif kind is SectionKind.BACK:
            self._leave_abstract()
            self._builder.section(SectionKind.BACK, block.text, block.page)
            self._aside = block.brief or block.text.lower().startswith("key")
        elif self._in_abstract and not self._ends_abstract(block):
            self._inline = block.inline if not self._parts else self._inline
            self._parts.append(block.text.lower())
            self._builder.heading(block.text, 1, block.page)
        else:
            self._leave_abstract()
            self._body_seen = True
            self._builder.heading(block.text, self._families.depth(block), block.page)

    def _ends_abstract(self, block: Block) -> bool:
        """Whether a heading belongs to the body: no abstract has it, or not at this place."""
        words = block.text.lower().strip(" .:")
        concluded = any(heading_kind(part) is SectionKind.CONCLUSION for part in self._parts)
        return (
            self._bare
            or concluded
            or words in self._parts
            or (bool(self._parts) and self._inline and not block.inline)
            or (words == "introduction" and not (block.inline and not self._parts))
            or is_numbered(block.text)
            or not is_known(block.text)
        )

    def _leave_abstract(self) -> None:
        if self._in_abstract:
            self._builder.body()
            self._in_abstract = False

    def _paragraph(self, block: Block) -> None:
        if self._back and is_narrative(block.text):
            if self._literature:  # No list of references, but a review of what others wrote.
                self._builder.section(SectionKind.DISCUSSION)
            else:
                self._builder.body()
            self._back = self._aside = False
        if self._aside:
            self._aside_paragraph(block)
            return
        if self._in_abstract and not self._parts and not block.brief:
            self._bare = True
        self._builder.paragraph(block.text, block.page, block.places)

    def _aside_paragraph(self, block: Block) -> None:
        """The one paragraph of a brief aside, or the first after the front matter."""
        if block.brief:
            self._builder.paragraph(block.text, block.page, block.places)
            return
        self._aside = False
        self._builder.body()
        self._builder.paragraph(block.text, block.page, block.places)

    def _note(self, block: Block) -> None:
        self._leave_abstract()
        self._builder.section(SectionKind.BACK)
        self._builder.paragraph(block.text, block.page, block.places)
        self._aside = True


def _is_evidence(text: str) -> bool:
    """Whether what stands in a list of references is a paragraph and no entry of it."""
    return is_narrative(text) and len(text.split()) > 25 and not _ENTRY.search(text)


def unfolded(block: Block) -> Iterator[Block]:
    """A paragraph with the headings that run into it set apart; notes told from prose."""
    if block.part is not Part.PARAGRAPH:
        yield block
        return
    if _NOTE.match(block.text) or bibliographic(block.text) or own_citation(block.text):
        yield replace(block, part=Part.NOTE)
        return
    places = block.places
    for heading, text in split_run_ins(block.text):
        brief = bool(heading) and kind_of(heading) is SectionKind.BACK
        if heading:
            depth = level(heading)
            yield Block(Part.HEADING, heading, depth, block.page, brief=brief, inline=True)
            _, places = taken(places, count(heading))
        if text:
            own, places = taken(places, count(text))
            yield replace(block, text=text, brief=brief, places=own)


def composed(format: str, parts: Sequence[Block], known: Meta) -> Document:
    """The document of a page or word processor's file.

    Args:
        format: its name.
        parts: its blocks.
        known: what the file says of itself beside its text; it goes before the text.
    """
    parts = [part for part in parts if not _CHROME.fullmatch(part.text)]
    head = _head(parts, known)
    builder = DocumentBuilder(format)
    composer = Composer(builder)
    composer.front(head.title, head.notes)
    for block in parts[head.used :]:
        composer.add(unfolded(block))
    return builder.build(head.meta)


def _head(parts: Sequence[Block], known: Meta) -> Head:
    """The front matter: what stands above the first heading of a section, or the first prose."""
    lines: list[str] = []
    for block in parts:
        section = block.part is Part.HEADING and (is_known(block.text) or block.level > 1)
        if block.part in (Part.TABLE, Part.CAPTION, Part.REFERENCE) or (section and lines):
            break
        lines.append(block.text)
    return read_head(lines, [True] * len(lines), wrapped=False, known=known)
