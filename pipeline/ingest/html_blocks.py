"""Blocks of an HTML tree: headings, paragraphs, lists, tables and legends."""

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.document.model import SectionKind
from pipeline.document.sections import heading_kind
from pipeline.ingest.blocks import Block, Part, is_caption, told
from pipeline.ingest.grids import read_grid
from pipeline.ingest.markup import local
from pipeline.ingest.mathml import formula
from pipeline.ingest.superscripts import end, raised

_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "textarea",
        "svg",
        "template",
        "iframe",
        "object",
        "audio",
        "video",
        "canvas",
        "dialog",
        "head",
        "menu",
        "input",
        "link",
        "meta",
    ]
)
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|share|social|cookies?|menu|sidebar|related|recommend\w*|toolbar|"
    r"metrics|advert\w*|banner|skip|pagination|altmetric|popup|tooltip|sr-only|"
    r"visually-hidden|usa-sr-only)(?:$|[\s_-])",
    re.I,
)
_HEADING = re.compile(r"h[1-6]")
_PARAGRAPHS = frozenset(
    ["p", "li", "dd", "dt", "blockquote", "pre", "figcaption", "caption", "address", "td", "th"]
)
_GROUPS = frozenset(
    [
        "div",
        "section",
        "article",
        "main",
        "ul",
        "ol",
        "dl",
        "figure",
        "table",
        "body",
        "html",
        "header",
        "center",
        "tbody",
        "thead",
        "tr",
        "hgroup",
        "details",
        "span",
    ]
)
_REFERENCES = re.compile(r"\bref(?:erence)?s?(?:-list|s)?\b|bibliograph", re.I)
_LINKS = re.compile(r"\[(?:DOI|PMC free article|PubMed|Google Scholar|CrossRef|Article)\]", re.I)


def is_dropped(element: etree._Element) -> bool:
    """Whether a reader of the page does not see the element as part of the article."""
    if local(element) in _DROPPED or "hidden" in element.attrib:
        return True
    if element.get("aria-hidden") == "true" or element.get("role") in ("navigation", "banner"):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return local(element) not in ("body", "article", "main") and bool(_CHROME.search(names))


def inline(element: etree._Element) -> str:
    """The text of an element on one line, citations set apart from the words they follow."""
    return " ".join(_inline(element, "").split())


def _inline(element: etree._Element, before: str) -> str:
    text = element.text or ""
    for below in element:
        if local(below) == "sup":
            text += raised(end(before, text), _inline(below, ""))
        elif local(below) == "br":
            text += " "
        elif local(below) == "math":
            text += formula(below)
        elif local(below) and not is_dropped(below):
            inner = _inline(below, end(before, text))
            text += f" {inner} " if local(below) in _PARAGRAPHS | {"div"} else inner
        text += below.tail or ""
    return text


def blocks(root: etree._Element) -> Iterator[Block]:
    """The blocks of a page in reading order."""
    yield from _Walker().walk(root)


class _Walker:
    """Walks a tree; knows whether it is among the references."""

    def __init__(self) -> None:
        self._in_references = False

    def walk(self, element: etree._Element) -> Iterator[Block]:
        """The blocks below an element."""
        text = element.text or ""
        for below in element:
            name = local(below)
            if not name or is_dropped(below):
                text += below.tail or ""
                continue
            if _is_block(below):
                yield from self._paragraph(text)
                text = ""
                yield from self._block(below, name)
            elif name == "sup":
                text += raised(text, _inline(below, ""))
            elif name == "math":
                text += formula(below)
            else:
                text += " " if name == "br" else _inline(below, end("", text))
            text += below.tail or ""
        yield from self._paragraph(text)

    def _block(self, element: etree._Element, name: str) -> Iterator[Block]:
        if _HEADING.fullmatch(name):
            yield from self._heading(element, int(name[1]))
        elif name == "table":
            yield from self._table(element)
        elif name == "figure":
            yield from self._figure(element)
        elif _is_reference_list(element):
            yield from self._references(element)
        else:
            yield from self.walk(element)

    def _heading(self, element: etree._Element, level: int) -> Iterator[Block]:
        text = inline(element)
        if is_caption(text):
            yield told(text)
        elif text:
            self._in_references = heading_kind(text) is SectionKind.REFERENCES
            yield Block(Part.HEADING, text, level)

    def _references(self, element: etree._Element) -> Iterator[Block]:
        for item in element:
            if local(item) == "li" and inline(item):
                yield Block(Part.REFERENCE, _LINKS.sub("", inline(item)).strip())

    def _table(self, table: etree._Element) -> Iterator[Block]:
        nested = any(local(below) == "table" for below in table.iterdescendants())
        grid = read_grid(table, inline)
        if nested or (len(grid.rows) + bool(grid.header) < 2) or _width(grid.rows) < 2:
            for below in table:
                yield from self.walk(below)
            return
        caption = " ".join(inline(below) for below in table if local(below) == "caption")
        yield Block(Part.TABLE, caption, header=grid.header, rows=grid.rows)

    def _figure(self, figure: etree._Element) -> Iterator[Block]:
        tables = [below for below in figure.iterdescendants() if local(below) == "table"]
        if tables:
            yield from self.walk(figure)
            return
        legends = [b for b in figure.iterdescendants() if local(b) == "figcaption"]
        text = inline(legends[0]) if legends else inline(figure)
        heads = [b for b in figure if _HEADING.fullmatch(local(b))]
        label = inline(heads[0]) if heads and legends else ""
        if text:
            yield Block(Part.CAPTION, f"{label} {text}".strip())

    def _paragraph(self, text: str) -> Iterator[Block]:
        words = " ".join(text.split())
        if not words:
            return
        if self._in_references:
            yield Block(Part.REFERENCE, words)
        else:
            yield told(words)


def _width(rows: tuple[tuple[str, ...], ...]) -> int:
    return max((len(row) for row in rows), default=2)


def _is_reference_list(element: etree._Element) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return local(element) in ("ul", "ol") and bool(_REFERENCES.search(names))


def _is_block(element: etree._Element) -> bool:
    name = local(element)
    if name == "span":
        return False
    return name in _GROUPS or name in _PARAGRAPHS or bool(_HEADING.fullmatch(name)) or name == "hr"
