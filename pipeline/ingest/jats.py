"""Reads JATS: every article of a file, its own text and not that of its reviewers."""

from collections.abc import Iterable

from lxml import etree

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, SectionKind
from pipeline.ingest.grids import Grid, read_grid
from pipeline.ingest.jats_meta import article_meta
from pipeline.ingest.jats_text import flat, paragraph_parts, reference_text
from pipeline.ingest.markup import child, children, descendants, local

_RESPONSES = ("sub-article", "response")
_GRAPHICAL = ("graphical", "toc", "video", "teaser")


def articles(root: etree._Element) -> list[etree._Element]:
    """The articles of a file, in whatever they are wrapped; sub-articles are not among them."""
    return [element for element in root.iter() if local(element) == "article"]


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
        if groups:
            self.builder.body()
            self.builder.section(SectionKind.BACK)
            self.builder.paragraph("; ".join(filter(None, groups)))

    def back(self, back: etree._Element) -> None:
        """What follows the body; appendices and notes are no evidence, references come last."""
        self.builder.section(SectionKind.BACK)
        for part in back:
            if local(part) not in ("ref-list", *_RESPONSES):
                self._back_part(part)
        for listing in descendants(back, "ref-list"):
            self.references(listing)

    def _back_part(self, part: etree._Element) -> None:
        title = flat(child(part, "title"))
        self.builder.section(SectionKind.BACK, title)
        for paragraph in descendants(part, "p"):
            self.builder.paragraph(flat(paragraph))
        for table in descendants(part, "table-wrap"):
            self.table(table)

    def references(self, listing: etree._Element) -> None:
        """One reference list."""
        self.builder.section(SectionKind.REFERENCES, flat(child(listing, "title")))
        for reference in children(listing, "ref"):
            self.builder.reference(reference_text(reference))

    def walk(self, element: Iterable[etree._Element], level: int) -> None:
        """The blocks below an element."""
        for block in element:
            self.block(block, level)

    def block(self, block: etree._Element, level: int) -> None:
        """One block of the body."""
        match local(block):
            case "sec" | "boxed-text" | "app":
                self.section(block, level)
            case "p":
                self.paragraph(block, level)
            case "table-wrap":
                self.table(block)
            case "fig":
                self.figure(block)
            case "list" | "def-list":
                self.list(block, level)
            case "ref-list":
                self.references(block)
            case "disp-formula":
                self.builder.paragraph(flat(block))
            case "title" | "label" | "sec-meta" | "sub-article" | "response" | "fn" | "":
                return
            case _:
                self.walk(block, level)

    def section(self, section: etree._Element, level: int) -> None:
        """A section, nested or not."""
        title = child(section, "title")
        if title is None:
            title = child(section, "caption", "title")
        if flat(title):
            label = flat(child(section, "label"))
            self.builder.heading(f"{label} {flat(title)}".strip(), level)
        self.walk(section, level + 1)

    def paragraph(self, paragraph: etree._Element, level: int) -> None:
        """A paragraph with the blocks that stand in it."""
        for part in paragraph_parts(paragraph):
            if isinstance(part, str):
                self.builder.paragraph(part)
            else:
                self.block(part, level)

    def list(self, listing: etree._Element, level: int) -> None:
        """A list, a paragraph an item."""
        for item in listing:
            if local(item) == "list-item":
                self.walk(item, level)
            elif local(item) == "def-item":
                self.builder.paragraph(flat(item))

    def figure(self, figure: etree._Element) -> None:
        """The legend of a figure, and of the supplements that stand within it."""
        for part in [figure, *descendants(figure, "fig")]:
            self.builder.caption(f"{flat(child(part, 'label'))} {flat(child(part, 'caption'))}")

    def table(self, wrap: etree._Element) -> None:
        """A table with its caption and footnotes."""
        caption = f"{flat(child(wrap, 'label'))} {flat(child(wrap, 'caption'))}".strip()
        feet = children(wrap, "table-wrap-foot")
        note = " ".join(_foot(foot) for foot in feet)
        grids = [read_grid(table, flat) for table in descendants(wrap, "table")] or [Grid()]
        for place, grid in enumerate(grids):
            last = place == len(grids) - 1
            self.builder.table(caption, grid.header, grid.rows, note if last else "")


def _foot(foot: etree._Element) -> str:
    """The footnotes of a table."""
    return " ".join(flat(part) for part in foot.iter() if local(part) == "p") or flat(foot)
