"""Cells of a PDF table: where its columns and rows end, and the words in each."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from pipeline.ingest.hyphens import Mender
from pipeline.ingest.pdf_grids import Frame
from pipeline.ingest.pdf_rules import Box
from pipeline.ingest.pdf_runs import Run, lines_of, run_of, run_text

_CORRIDOR = 0.5
_WIDE = 0.9
_NARROW = 0.2
_SPACES = 1.6
_FEW_LINES = 3
_BLANK = 0.4
_PADDED = 1.12
_OVERLAP = 0.95


def words_of(run: Run) -> Iterator[Run]:
    """The words of a run."""
    word: list[int] = []
    for place, char in enumerate(run.chars):
        gap = char.x0 - run.chars[word[-1]].x1 if word else 0.0
        if word and (char.text == " " or gap > _BLANK * run.size):
            yield run_of([run.chars[n] for n in word])
            word = []
        if char.text != " ":
            word.append(place)
    if word:
        yield run_of([run.chars[n] for n in word])


def cuts(lines: Sequence[Sequence[Run]], head: Sequence[Sequence[Run]] = ()) -> list[float]:
    """Where a table is to be cut into columns: in white space that goes through all its lines.

    The lines of its header have a say only in where within the white space.

    A line over several columns, such as the name of a group of rows, does not count.
    """
    if not lines:
        return []
    size = max(run.size for line in lines for run in line)
    narrow = list(_corridors([*head, *lines], _NARROW * size))
    several = [line for line in lines if len(line) > 1]
    least = max(_CORRIDOR, _SPACES * _space(lines) / size) if len(several) >= _FEW_LINES else _WIDE
    wide = list(_corridors(several, _WIDE * size))
    single = [line for line in lines if len(line) == 1 and not _bridges(line[0], wide)]
    return [_middle(corridor, narrow) for corridor in _corridors([*several, *single], least * size)]


def _space(lines: Sequence[Sequence[Run]]) -> float:
    """The usual distance of two words of a cell."""
    words = [list(words_of(run)) for line in lines for run in line]
    gaps = [right.x0 - left.x1 for run in words for left, right in pairwise(run)]
    return median(gaps) if gaps else 0.0


def _middle(corridor: tuple[float, float], narrow: Sequence[tuple[float, float]]) -> float:
    """The middle of what a corridor through the rows has in common with one through the header."""
    low, high = max(
        ((max(corridor[0], left), min(corridor[1], right)) for left, right in narrow),
        key=lambda part: part[1] - part[0],
        default=corridor,
    )
    return (low + high) / 2 if high > low else sum(corridor) / 2


def _bridges(run: Run, corridors: Sequence[tuple[float, float]]) -> bool:
    return any(run.x0 < low and run.x1 > high for low, high in corridors)


def _corridors(lines: Sequence[Sequence[Run]], least: float) -> Iterator[tuple[float, float]]:
    words = sorted((word.x0, word.x1) for line in lines for run in line for word in words_of(run))
    reach = words[0][1] if words else 0.0
    for start, end in words:
        if start - reach >= least:
            yield reach, start
        reach = max(reach, end)


def rows_of(lines: Sequence[Sequence[Run]], columns: Sequence[float]) -> list[float]:
    """Heights at which a table is to be cut into rows; a cell may take several lines."""
    gaps = [upper[0].y - lower[0].y for upper, lower in pairwise(lines)]
    size = max((run.size for line in lines for run in line), default=0.0)
    steps = [gap for gap in gaps if gap >= _OVERLAP * size]
    leading = min(steps, default=0.0)
    padded = leading < 1.35 * size and max(steps, default=0.0) > _PADDED * leading
    heights: list[float] = []
    start = 0
    for place, gap in enumerate(gaps, 1):
        opens = gap > _PADDED * leading if padded else _opens(lines, start, place, columns)
        if gap >= _OVERLAP * size and opens:
            heights.append(lines[place][0].y + 0.5 * (gap + 0.5 * size))
            start = place
    return heights


def _opens(
    lines: Sequence[Sequence[Run]], start: int, place: int, columns: Sequence[float]
) -> bool:
    """Whether a line opens a row where lines stand at even distances."""
    here = {_column(run, columns) for run in lines[place]}
    if len(here) >= max(2, (len(columns) + 1) / 2):
        return True
    return 0 in here and _had_room(lines[start:place], lines[place][0], columns)


def _had_room(above: Sequence[Sequence[Run]], run: Run, columns: Sequence[float]) -> bool:
    """Whether the first word of a cell would have stood in the line above, were it its cell's."""
    column = _column(run, columns)
    last = next(
        (r for line in reversed(above) for r in line if _column(r, columns) == column), None
    )
    if last is None:
        return True
    limit = columns[column] if column < len(columns) else last.x1
    word = next(words_of(run))
    return last.x1 + 0.3 * run.size + (word.x1 - word.x0) < limit - 0.3 * run.size


def _column(run: Run, columns: Sequence[float]) -> int:
    return sum((run.x0 + run.x1) / 2 > cut for cut in columns)


def cut_frame(box: Box, columns: Sequence[float], heights: Sequence[float]) -> Frame:
    """The cells of a table that is cut at these places."""
    left, bottom, right, top = box
    xs, ys = (left, *columns, right), (top, *heights, bottom)
    boxes = [(x0, y0, x1, y1) for y1, y0 in pairwise(ys) for x0, x1 in pairwise(xs)]
    return Frame(xs, ys, tuple(boxes))


def filled(frame: Frame, runs: Iterable[Run]) -> list[list[str]]:
    """The rows of a table's texts; a spanning cell is repeated in each place it covers."""
    pieces: list[list[Run]] = [[] for _ in frame.boxes]
    for line in lines_of(runs):
        for run in line:
            for number, piece in _pieces(run, frame.boxes):
                pieces[number].append(piece)
    texts = [_text(cell) for cell in pieces]
    rows = [[""] * (len(frame.xs) - 1) for _ in frame.ys[1:]]
    for row, column, number in frame.covering():
        rows[row][column] = texts[number]
    return rows


def _pieces(run: Run, boxes: Sequence[Box]) -> Iterator[tuple[int, Run]]:
    """A run cut where it goes over into another cell; words within none are left out."""
    whole = _cell(run.x0, run.x1, run, boxes)
    if whole is not None and boxes[whole][0] <= run.x0 and run.x1 <= boxes[whole][2]:
        yield whole, run
        return
    for word in words_of(run):
        number = _cell(word.x0, word.x1, run, boxes)
        if number is not None:
            yield number, word


def _cell(x0: float, x1: float, run: Run, boxes: Sequence[Box]) -> int | None:
    middle, height = (x0 + x1) / 2, run.y + 0.25 * run.size
    for number, (left, bottom, right, top) in enumerate(boxes):
        if left <= middle < right and bottom <= height < top:
            return number
    return None


def _text(pieces: Sequence[Run]) -> str:
    mender = Mender(())
    text = ""
    for line in lines_of(pieces):
        words = " ".join(run_text(run, run.size, run.y, "").strip() for run in line)
        text = mender.join(text, words)
    return text.replace("\ufffe", "-")
