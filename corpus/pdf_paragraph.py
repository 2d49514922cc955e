"""A paragraph that breaks over columns where it fits."""

from reportlab.platypus import Flowable, Paragraph


class SetParagraph(Paragraph):  # type: ignore[misc]
    """As the library's, but a first part that needs one line more when set again ends earlier.

    A word broken at the last line of a column may be set whole on the next one, which then takes
    a line more than the column has.
    """

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """The parts before and behind the end of the column.

        Args:
            availWidth: the width of the column, in points.
            availHeight: what is left of it, in points.
        """
        parts: list[Flowable] = super().split(availWidth, availHeight)
        if len(parts) > 1 and parts[0].wrap(availWidth, availHeight)[1] > availHeight:
            shorter: list[Flowable] = super().split(availWidth, availHeight - self.style.leading)
            return shorter
        return parts
