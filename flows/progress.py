"""How far a run is, on standard error."""

import sys
import time
from typing import TextIO


class RunProgress:
    """Tells documents done and words a second: in place on a terminal, else a line a batch."""

    def __init__(self, total: int, stream: TextIO | None = None) -> None:
        self._total = total
        self._stream = stream or sys.stderr
        self._began = time.monotonic()
        self._documents = 0
        self._words = 0

    def add(self, documents: int, words: int) -> None:
        """Counts a batch and tells it."""
        self._documents += documents
        self._words += words
        rate = self._words / max(time.monotonic() - self._began, 0.001)
        end = "\r" if self._stream.isatty() and self._documents < self._total else "\n"
        text = f"{self._documents}/{self._total} files, {rate:,.0f} words/s"
        self._stream.write(text + end)
        self._stream.flush()
