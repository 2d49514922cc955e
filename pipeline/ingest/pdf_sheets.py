"""How a PDF page lies: its text may run in any of four directions, its viewer may turn it."""

import pypdfium2 as pdfium

from pipeline.document.places import Sheet

Form = tuple[float, float, float]


def sheet_of(page: pdfium.PdfPage, number: int, angle: int) -> Sheet:
    """The sheet on which text that runs in a direction is shown.

    Args:
        page: the page.
        number: its number from 1.
        angle: the direction in quarter turns, as `turned` has it.
    """
    left, bottom, right, top = page.get_cropbox()
    x, y = _upright(angle)
    match page.get_rotation() % 360:
        case 90:
            across, down = _moved(y, -bottom), _moved(x, -left)
        case 180:
            across, down = _moved(_negative(x), right), _moved(y, -bottom)
        case 270:
            across, down = _moved(_negative(y), top), _moved(_negative(x), right)
        case _:
            across, down = _moved(x, -left), _moved(_negative(y), top)
    return Sheet(number, (across[0], down[0], across[1], down[1], across[2], down[2]))


def turned(x: float, y: float, angle: int) -> tuple[float, float]:
    """A point on a page turned by quarter turns, so that its text runs from left to right."""
    return ((x, y), (-y, x), (-x, -y), (y, -x))[angle]


def _upright(angle: int) -> tuple[Form, Form]:
    """What `turned` has made of a point, undone: each of its places as ax + by + c."""
    forms: tuple[tuple[Form, Form], ...] = (
        ((1, 0, 0), (0, 1, 0)),
        ((0, 1, 0), (-1, 0, 0)),
        ((-1, 0, 0), (0, -1, 0)),
        ((0, -1, 0), (1, 0, 0)),
    )
    return forms[angle]


def _moved(form: Form, by: float) -> Form:
    return form[0], form[1], form[2] + by


def _negative(form: Form) -> Form:
    return -form[0], -form[1], -form[2]
