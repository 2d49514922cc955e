"""Where a text names levels."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LevelSpan:
    """Levels named at one place; offsets are into the text that was searched."""

    start: int
    end: int
    levels: tuple[str, ...]
    is_range: bool
