"""PDF in the page designs of `pdf_layouts`: a title block over full width, text in columns."""

import io
from collections.abc import Iterator

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Spacer
from reportlab.platypus import Table as SetTable

from corpus.paper import Block, Figure, Paper, Paragraph, Section, Table
from corpus.pdf_layouts import JOURNALS, LAYOUTS, Layout, register_fonts
from corpus.pdf_pages import HEAD_ROOM, Pages, Picture, Sideways, Wide
from corpus.pdf_paragraph import SetParagraph
from corpus.pdf_styles import ABSTRACT, styles
from corpus.pdf_tables import is_narrow, set_table
from corpus.pdf_words import set_text, set_words


class Setter:
    """Sets the parts of a paper in one layout."""

    def __init__(self, layout: Layout) -> None:
        """Takes the layout and derives its styles."""
        self.layout = layout
        self.styles = styles(layout)
        self.full_width = layout.page[0] - 2 * layout.margin
        most = max(layout.columns, *layout.opening, 1)
        self.column_width = (self.full_width - (most - 1) * layout.gutter) / most

    def line(self, text: str, style: ParagraphStyle) -> SetParagraph:
        """A paragraph without citations, such as a title or a caption."""
        return SetParagraph(set_words(text, self.layout), style)

    def heading(self, title: str, number: str = "") -> SetParagraph:
        """A heading of a main section in the layout's manner."""
        style, manner = self.styles.heading, self.layout.headings
        if manner == "upper":
            return self.line(title.upper(), style)
        if manner == "numbered" and number and not title[0].isdigit():
            return self.line(f"{number}. {title}", style)
        if manner == "small_caps":
            return SetParagraph(self._small_caps(title), style)
        return self.line(title, self.styles.inner if manner == "italic" else style)

    def _small_caps(self, title: str) -> str:
        big, small = self.layout.size + 1.5, self.layout.size - 1
        return " ".join(
            f'<font size="{big}">{set_words(word[0], self.layout)}</font>'
            f'<font size="{small}">{set_words(word[1:], self.layout)}</font>'
            for word in title.upper().split()
        )

    def table(self, table: Table, width: float) -> list[Flowable]:
        """A table under its caption."""
        caption = [self.line(table.caption, self.styles.small)] if table.caption else []
        grid = set_table(table, width, self.styles, self.layout)
        return [Spacer(1, 6), *caption, grid, Spacer(1, 8)]

    def figure(self, caption: str, width: float) -> list[Flowable]:
        """The caption of a figure, under a frame where the layout has pictures."""
        picture = [] if self.layout.pictures == "none" else [Picture(width)]
        return [Spacer(1, 6), *picture, self.line(caption, self.styles.small), Spacer(1, 4)]

    def blocks(self, blocks: list[Block]) -> Iterator[Flowable]:
        """The blocks of a section; wide tables go to the top of the next page."""
        for place, block in enumerate(blocks):
            match block:
                case Paragraph(text):
                    style = self.styles.body if place else self.styles.first
                    yield SetParagraph(set_text(text, self.layout), style)
                case Figure(caption) if self.layout.pictures == "wide":
                    yield Wide(self.figure(caption, self.full_width))
                case Figure(caption):
                    yield from self.figure(caption, self.column_width)
                case Table() if self.layout.columns == 1 or is_narrow(block):
                    yield from self.table(block, self.column_width)
                case Table() if self.layout.sideways:
                    width = self.layout.page[1] - 2 * self.layout.margin - HEAD_ROOM
                    turned = Sideways(self.table(block, width), self.layout)
                    yield from (PageBreak(), turned, PageBreak())
                case Table():
                    yield Wide(self.table(block, self.full_width))

    def section(self, section: Section, number: str) -> Iterator[Flowable]:
        """A main section with those under it."""
        if section.title:
            yield self.heading(section.title, number)
        yield from self.blocks(section.blocks)
        for inner in section.inner:
            yield self.line(inner.title, self.styles.inner)
            yield from self.blocks(inner.blocks)

    def abstract(self, paper: Paper) -> list[Flowable]:
        """The abstract with its heading and the keywords, in its box or between its rules."""
        lines: list[Flowable] = [self.heading("Abstract")] if paper.abstract else []
        for part in paper.abstract:
            label = f"<b>{set_words(part.label, self.layout)}:</b> " if part.label else ""
            lines.append(SetParagraph(label + set_text(part.text, self.layout), self.styles.first))
        if paper.keywords:
            lines.append(self.line(f"Keywords: {paper.keywords}", self.styles.small))
        around = ABSTRACT.get(self.layout.abstract)
        if not lines or around is None:
            return lines
        return [SetTable([[lines]], colWidths=[self.full_width], style=around)]

    def title_block(self, paper: Paper) -> list[Flowable]:
        """Everything that stands over the columns of the first page."""
        names = ", ".join(f"{given} {surname}".strip() for surname, given in paper.authors)
        doi = f"DOI: {paper.doi}" if paper.doi else ""
        pmid = f"PMID: {paper.pmid}" if paper.pmid else ""
        above = "    ".join(filter(None, (paper.citation_line, doi, pmid)))
        below = [text for text in (names, names and paper.affiliation) if text]
        byline = self.styles.byline
        return [
            *([self.line(above, byline)] if above else []),
            SetParagraph(set_words(paper.title, self.layout, broken=False), self.styles.title),
            *(self.line(text, byline) for text in below),
            Spacer(1, 6),
            *self.abstract(paper),
        ]

    def story(self, paper: Paper) -> list[Flowable]:
        """The text in columns: sections and references."""
        flowables: list[Flowable] = []
        headed = 0
        for section in paper.sections:
            headed += bool(section.title)
            flowables += self.section(section, str(headed))
        if paper.references:
            flowables.append(self.heading("References", str(headed + 1)))
        for reference in paper.references:
            text = f"{reference.number}. {reference.text}"
            flowables.append(self.line(text, self.styles.small))
        return flowables

    def footnote(self, paper: Paper) -> list[Flowable]:
        """Correspondence, where the layout has it under the first column."""
        if not (self.layout.footnote and paper.authors):
            return []
        surname = paper.authors[-1][0]
        address = f"{surname.lower().replace(' ', '.')}@example.org"
        sender = f"* Correspondence: {surname}, {paper.affiliation}. {address}"
        interest = "The authors declare no conflict of interest."
        return [self.line(text, self.styles.cell) for text in (sender, interest)]


def _pages(paper: Paper, setter: Setter, closing: list[Flowable]) -> tuple[bytes, bool]:
    """The document, and whether full-width matter was left over at its end."""
    target = io.BytesIO()
    document = Pages(
        target,
        setter.layout,
        setter.title_block(paper),
        paper.running_heads,
        setter.footnote(paper),
        paper.first_page,
        paper.title,
    )
    document.build([*setter.story(paper), *closing])
    return target.getvalue(), bool(document.queue)


def render(paper: Paper, layout: str) -> bytes:
    """The article as a PDF in one of the layouts."""
    register_fonts()
    setter = Setter((LAYOUTS | JOURNALS)[layout])
    closing: list[Flowable] = []
    blob, left_over = _pages(paper, setter, closing)
    while left_over:
        closing += [PageBreak(), Spacer(1, 1)]
        blob, left_over = _pages(paper, setter, closing)
    return blob
