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


class Page(PageTemplate):  # type: ignore[misc]
    """One page: heads, full-width matter, columns, and a footnote under the first of them."""

    def __init__(
        self,
        layout: Layout,
        head: str,
        number: int,
        content: list[tuple[Flowable, float]],
        notes: Sequence[Flowable],
    ) -> None:
        """Takes the full-width matter with its heights, and the notes."""
        self.layout = layout
        self.head = head
        self.number = number
        self.content = content
        self.notes = notes
        taken = sum(height for _, height in content) + (GAP if content else 0)
        frames = [
            self._column(n, taken, FOOTNOTE_HEIGHT if notes and n == 0 else 0.0)
            for n in range(layout.columns)
        ]
        super().__init__(f"page {number}", frames)

    def _column(self, place: int, taken: float, raised: float) -> Frame:
        """One column, shortened by what stands over it and by a footnote under it."""
        layout = self.layout
        width, height = layout.page
        column = (width - 2 * layout.margin - (layout.columns - 1) * layout.gutter) / layout.columns
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
        width = (self.layout.page[0] - 2 * self.layout.margin - self.layout.gutter) / 2
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
        self.addPageTemplates([Page(layout, "", first_page, [], ())])

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
        )
        super().handle_pageBegin()

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 (the library's name)
        """Queues full-width matter for the next page."""
        if isinstance(flowable, Wide):
            self.queue.append(flowable.content)
