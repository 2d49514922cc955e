"""Reads JATS: every article of a file, its own text and not that of its reviewers."""

from collections.abc import Iterable

from lxml import etree

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, SectionKind
from pipeline.ingest.blocks import Block, Part
from pipeline.ingest.families import Families
from pipeline.ingest.grids import Grid, read_grid
from pipeline.ingest.jats_meta import article_meta
from pipeline.ingest.jats_text import flat, paragraph_parts, reference_text
from pipeline.ingest.markup import child, children, descendants, local
from pipeline.ingest.run_ins import add_paragraph

_RESPONSES = ("sub-article", "response")
_GRAPHICAL = ("graphical", "toc", "video", "teaser")
# Prose that stands beside the legend of a figure or table.
_BESIDE = ("p", "list", "def-list", "disp-quote", "attrib")
_SKIPPED = ("title", "label", "sec-meta", "ref-list", "object-id", *_RESPONSES, "")


def articles(root: etree._Element) -> list[etree._Element]:
    """The articles of a file, in whatever they are wrapped; sub-articles are not among them."""
    return list(root.iter("{*}article"))


def read_article(article: etree._Element) -> Document:
    """Reads one `<article>`."""
    meta = article_meta(article)
    reader = _Reader()
    reader.front(article, meta.title)
    body = child(article, "body")
    if body is not None:
        reader.builder.body()
        reader.walk(body, 1)
    for part in children(article, "floats-group"):
        reader.walk(part, 1)
    back = child(article, "back")
    if back is not None:
        reader.back(back)
    return reader.builder.build(meta)


class _Reader:
    """Walks the elements of one article and feeds the builder."""

    def __init__(self) -> None:
        self.builder = DocumentBuilder("jats")
        self._families = Families()
        self._in_back = False

    def front(self, article: etree._Element, title: str) -> None:
        """Title, abstracts and keywords."""
        self.builder.title(title)
        meta = child(article, "front", "article-meta")
        if meta is None:
            return
        abstracts = children(meta, "abstract") or children(meta, "trans-abstract")
        for abstract in abstracts:
            if abstract.get("abstract-type") not in _GRAPHICAL:
                self.builder.abstract()
                self.walk(abstract, 1)
        groups = [flat(word) for group in children(meta, "kwd-group") for word in group]
        notes = children(meta, "author-notes") + [
            note for front in children(article, "front") for note in descendants(front, "notes")
        ]
        if groups or notes:
            self.builder.body()
            self.builder.section(SectionKind.BACK)
            self.builder.paragraph("; ".join(filter(None, groups)))
            self.walk_back(notes)

    def back(self, back: etree._Element) -> None:
        """What follows the body; appendices and notes are no evidence, references come last."""
        self.walk_back(part for part in back if local(part) not in _SKIPPED)
        for listing in descendants(back, "ref-list"):
            self.references(listing)

    def walk_back(self, parts: Iterable[etree._Element]) -> None:
        """Parts that are no evidence, whatever their headings say."""
        self._in_back = True
        for part in parts:
            self.section(part, 1)
        self._in_back = False

    def references(self, listing: etree._Element) -> None:
        """One reference list."""
        self.builder.section(SectionKind.REFERENCES, flat(child(listing, "title")))
        for entry in listing:
            if local(entry) == "ref":
                self.builder.reference(reference_text(entry))
            elif local(entry) == "p":
                self.builder.reference(flat(entry))

    def walk(self, element: Iterable[etree._Element], level: int) -> None:
        """The blocks below an element."""
        for block in element:
            self.block(block, level)

    def block(self, block: etree._Element, level: int) -> None:
        """One block of the body."""
        match local(block):
            case "sec" | "app":
                self.section(block, level)
            case "boxed-text" if (caption := child(block, "caption")) is not None:
                self.section(caption, level)
                self.walk((part for part in block if part is not caption), level + 1)
            case "boxed-text":
                self.section(block, level)
            case "p" | "fn":
                self.paragraph(block, level)
            case "table-wrap":
                self.table(block)
            case "fig":
                self.figure(block)
            case "list" | "def-list":
                self.list(block, level)
            case "ref-list" if not self._in_back:
                self.references(block)
            case "caption":
                self.builder.caption(flat(block))
            case "supplementary-material" | "media":
                self.builder.paragraph(flat(block))
            case name if name in _SKIPPED:
                return
            case _ if _has_text(block):
                self.builder.paragraph(flat(block))
            case _:
                self.builder.paragraph(_title(block))
                self.walk(block, level)

    def section(self, section: etree._Element, level: int) -> None:
        """A section, nested or not; one without any content is above those that follow it."""
        heading = _title(section)
        if self._in_back:
            self.builder.section(SectionKind.BACK, heading)
        elif heading:
            self.builder.heading(heading, self._families.depth(Block(Part.HEADING, heading, level)))
        if any(local(part) != "title" for part in section):
            self._families.text()
        self.walk(section, level + 1)

    def paragraph(self, paragraph: etree._Element, level: int, number: str = "") -> None:
        """A paragraph with the blocks that stand in it, numbered as an item of a list may be."""
        for part in paragraph_parts(paragraph):
            if isinstance(part, str) and number:
                part, number = f"{number} {part}", ""
            if not isinstance(part, str):
                self.block(part, level)
            elif self._in_back:
                self.builder.paragraph(part)
            else:
                add_paragraph(self.builder, part, level)

    def list(self, listing: etree._Element, level: int) -> None:
        """A list, a paragraph an item."""
        for item in listing:
            if local(item) == "list-item":
                self.item(item, level)
            elif local(item) in ("list", "def-list"):
                self.list(item, level)
            else:
                self.builder.paragraph(flat(item))

    def item(self, item: etree._Element, level: int) -> None:
        """An item of a list, with its number where it has one."""
        label = flat(child(item, "label"))
        number = label if any(map(str.isalnum, label)) else ""
        for block in item:
            if local(block) == "p":
                self.paragraph(block, level, number)
                number = ""
            else:
                self.block(block, level)

    def figure(self, figure: etree._Element) -> None:
        """The legend of a figure with those of its supplements, and the figures within it."""
        supplements = children(figure, "supplementary-material", "media")
        self.builder.caption(" ".join([_legend(figure), *map(flat, supplements)]))
        self.walk(children(figure, "fig", *_BESIDE), 1)
        for caption in children(figure, "caption"):
            self.walk(descendants(caption, "fig"), 1)

    def table(self, wrap: etree._Element) -> None:
        """A table with its caption and footnotes."""
        caption = _legend(wrap)
        note = " ".join(_foot(foot) for foot in children(wrap, "table-wrap-foot"))
        grids = [read_grid(table, flat) for table in _outermost(wrap)] or [Grid()]
        for place, grid in enumerate(grids):
            last = place == len(grids) - 1
            self.builder.table(caption, grid.header, grid.rows, note if last else "")
        self.walk(children(wrap, *_BESIDE), 1)


def _title(section: etree._Element) -> str:
    """Label and title of a section, or of a group of other blocks; empty without a title."""
    title = flat(child(section, "title"))
    return f"{flat(child(section, 'label'))} {title}".strip() if title else ""


def _legend(element: etree._Element) -> str:
    """Label and caption of a figure, a table or a supplement."""
    return f"{flat(child(element, 'label'))} {flat(child(element, 'caption'))}".strip()


def _outermost(wrap: etree._Element) -> list[etree._Element]:
    """The tables of a wrap; one within a cell is text of the cell."""
    return [
        table
        for table in descendants(wrap, "table")
        if next(table.iterancestors("{*}table"), None) is None
    ]


def _foot(foot: etree._Element) -> str:
    """The footnotes of a table."""
    return " ".join(_foot(part) if local(part) == "fn-group" else flat(part) for part in foot)


def _has_text(element: etree._Element) -> bool:
    """Whether words stand in an element itself and not only in the blocks below."""
    texts = [element.text, *(below.tail for below in element)]
    return any(text and text.strip() for text in texts)
