"""Pages with columns: running heads, and matter that stands over the full width of a page."""

import io
from collections.abc import Sequence

# The PDF library brings no types, hence the classes derived from unknown ones.
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from corpus.pdf_layouts import Layout

HEAD_ROOM = 24.0
FOOT_ROOM = 22.0
GAP = 10.0
FOOTNOTE_HEIGHT = 52.0
PICTURE_HEIGHT = 96.0
MARGIN_TEXT = "Downloaded from journals.example.org by guest on 21 March 2020"


class Wide(Flowable):  # type: ignore[misc]
    """Stands in the text where matter over the full width of the next page is called for."""

    def __init__(self, content: Sequence[Flowable]) -> None:
        """Takes what is to stand there."""
        super().__init__()
        self.content = list(content)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Takes no room in the column itself."""
        return 0, 0

    def draw(self) -> None:
        """Draws nothing; the pages take the content."""


class Picture(Flowable):  # type: ignore[misc]
    """A frame with the lettering of a diagram in it."""

    def __init__(self, width: float) -> None:
        """Takes the width of the column."""
        super().__init__()
        self.width, self.height = width, PICTURE_HEIGHT

    def draw(self) -> None:
        """Draws the frame, an axis and its ticks."""
        self.canv.setLineWidth(0.5)
        self.canv.rect(0, 8, self.width, self.height - 8)
        self.canv.setFont("Helvetica", 7)
        for tick in range(5):
            self.canv.drawString(14 + tick * (self.width - 40) / 4, 14, str(20 * tick))
            self.canv.drawString(4, 24 + tick * 12, str(10 * tick))
        self.canv.drawString(0.4 * self.width, self.height - 10, "Cement volume (mL)")


class Sideways(Flowable):  # type: ignore[misc]
    """Matter that takes a page of its own, turned by a quarter."""

    def __init__(self, content: Sequence[Flowable], layout: Layout) -> None:
        """Takes what is to stand there."""
        super().__init__()
        self.content = list(content)
        self.layout = layout

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Takes the first column as a whole."""
        return aW, aH - 1

    def draw(self) -> None:
        """Draws from the upper left corner of the page that lies on its side."""
        left, bottom = self.canv.absolutePosition(0, 0)
        width, height = self.layout.page
        margin = self.layout.margin
        self.canv.saveState()
        self.canv.translate(width - left, -bottom)
        self.canv.rotate(90)
        top = width - margin - HEAD_ROOM
        for flowable in self.content:
            top -= flowable.wrapOn(self.canv, height - 2 * margin - HEAD_ROOM, 10_000)[1]
            flowable.drawOn(self.canv, margin, top)
        self.canv.restoreState()


class Page(PageTemplate):  # type: ignore[misc]
    """One page: heads, full-width matter, columns, and a footnote under the first of them."""

    def __init__(
        self,
        layout: Layout,
        head: str,
        number: int,
        content: list[tuple[Flowable, float]],
        notes: Sequence[Flowable],
        columns: int,
    ) -> None:
        """Takes the full-width matter with its heights, the notes, and the number of columns."""
        self.layout = layout
        self.head = head
        self.number = number
        self.content = content
        self.notes = notes
        taken = sum(height for _, height in content) + (GAP if content else 0)
        self.columns = columns
        frames = [
            self._column(n, taken, FOOTNOTE_HEIGHT if notes and n == 0 else 0.0)
            for n in range(columns)
        ]
        super().__init__(f"page {number}", frames)

    def _column(self, place: int, taken: float, raised: float) -> Frame:
        """One column, shortened by what stands over it and by a footnote under it."""
        layout = self.layout
        width, height = layout.page
        column = (width - 2 * layout.margin - (self.columns - 1) * layout.gutter) / self.columns
        left = layout.margin + place * (column + layout.gutter)
        bottom = layout.margin + FOOT_ROOM + raised
        top = height - layout.margin - HEAD_ROOM - taken
        return Frame(left, bottom, column, top - bottom, 0, 0, 0, 0)

    def beforeDrawPage(self, canv: Canvas, doc: BaseDocTemplate) -> None:  # noqa: N802
        """Draws what stands over and under the columns."""
        if self.layout.head_first:
            self._draw_heads(canv)
        top = self.layout.page[1] - self.layout.margin - HEAD_ROOM
        for flowable, height in self.content:
            top -= height
            flowable.drawOn(canv, self.layout.margin, top)
        if self.notes:
            self._draw_footnote(canv)

    def afterDrawPage(self, canv: Canvas, doc: BaseDocTemplate) -> None:  # noqa: N802
        """Draws the running head where it comes after the text."""
        if not self.layout.head_first:
            self._draw_heads(canv)

    def _draw_footnote(self, canvas: Canvas) -> None:
        inner = self.layout.page[0] - 2 * self.layout.margin
        width = (inner - (self.columns - 1) * self.layout.gutter) / self.columns
        top = self.layout.margin + FOOT_ROOM + FOOTNOTE_HEIGHT - 10
        canvas.setLineWidth(0.4)
        canvas.line(self.layout.margin, top, self.layout.margin + 70, top)
        for note in self.notes:
            top -= note.wrapOn(canvas, width, 200)[1]
            note.drawOn(canvas, self.layout.margin, top)

    def _draw_heads(self, canvas: Canvas) -> None:
        width, height = self.layout.page
        margin = self.layout.margin
        canvas.setFont(self.layout.family[2], 8)
        canvas.drawString(margin, height - margin, self.head)
        canvas.setLineWidth(0.4)
        canvas.line(margin, height - margin - 4, width - margin, height - margin - 4)
        canvas.setFont(self.layout.family[0], 8)
        canvas.drawRightString(width - margin, margin, str(self.number))
        if self.layout.margin_text:
            canvas.saveState()
            canvas.rotate(90)
            canvas.drawString(200, 12 - width, MARGIN_TEXT)
            canvas.restoreState()


class Pages(BaseDocTemplate):  # type: ignore[misc]
    """A document whose pages are cut into columns below whatever stands over the full width."""

    def __init__(
        self,
        target: io.BytesIO,
        layout: Layout,
        title_block: list[Flowable],
        heads: tuple[str, str],
        footnote: Sequence[Flowable],
        first_page: int,
        title: str,
    ) -> None:
        """Takes the design, the title block and the running heads of odd and even pages."""
        self.layout = layout
        self.queue: list[list[Flowable]] = [title_block]
        self.heads = heads
        self.footnote = footnote
        self.first_page = first_page
        super().__init__(target, pagesize=layout.page, invariant=1, title=title)
        self.addPageTemplates([Page(layout, "", first_page, [], (), layout.columns_of(0))])

    def handle_pageBegin(self) -> None:  # noqa: N802 (the library's name)
        """Designs the page that begins."""
        content = self.queue.pop(0) if self.queue else []
        width = self.layout.page[0] - 2 * self.layout.margin
        heights = [flowable.wrapOn(self.canv, width, 10_000)[1] for flowable in content]
        self.pageTemplate = Page(
            self.layout,
            self.heads[self.page % 2],
            self.first_page + self.page,
            list(zip(content, heights, strict=True)),
            self.footnote if self.page == 0 else (),
            self.layout.columns_of(self.page),
        )
        super().handle_pageBegin()

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 (the library's name)
        """Queues full-width matter for the next page."""
        if isinstance(flowable, Wide):
            self.queue.append(flowable.content)
