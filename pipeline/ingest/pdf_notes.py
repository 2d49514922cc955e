"""What a reader of a PDF could not read or left out, told to the user."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from pipeline.ingest.pdf_lines import Line


class State(Enum):
    """What became of a page."""

    READ = auto()
    PICTURE = auto()
    DAMAGED = auto()


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was read.

    Attributes:
        state: what became of it.
        lines: its lines in reading order.
        hidden: how many characters of it no reader sees.
    """

    state: State
    lines: list[Line] = field(default_factory=list)
    hidden: int = 0


def notes_of(pages: Sequence[Page]) -> tuple[str, ...]:
    """One sentence for each thing that a user should know of."""
    return tuple(_notes(pages))


def _notes(pages: Sequence[Page]) -> Iterator[str]:
    if scans := _numbers(pages, State.PICTURE):
        yield f"Without a text layer, needs OCR: {scans}."
    if damaged := _numbers(pages, State.DAMAGED):
        yield f"Damaged and not read: {damaged}."
    hidden = [number for number, page in enumerate(pages, 1) if page.hidden]
    if hidden:
        count = sum(page.hidden for page in pages)
        yield f"Left out, since no reader sees it: {count} characters on {_named(hidden)}."


def _numbers(pages: Sequence[Page], state: State) -> str:
    numbers = [number for number, page in enumerate(pages, 1) if page.state is state]
    return _named(numbers) if numbers else ""


def _named(numbers: Sequence[int]) -> str:
    word = "page" if len(numbers) == 1 else "pages"
    return f"{word} {', '.join(map(str, numbers))}"
