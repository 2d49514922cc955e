"""How far a fetch is, on standard error."""

import sys


class FetchProgress:
    """Tells articles done on standard error: in place on a terminal, else every hundredth."""

    _EVERY = 100

    def __init__(self) -> None:
        self._stream = sys.stderr
        self._told = ("", -1)

    def __call__(self, name: str, done: int, found: int) -> None:
        """Tells it, if there is news."""
        in_place = self._stream.isatty()
        step = done if in_place or done == found else done // self._EVERY * self._EVERY
        if (name, step) == self._told or (step == 0 and not in_place):
            return
        self._told = (name, step)
        end = "\r" if in_place and done < found else "\n"
        self._stream.write(f"{name}: {done:,}/{found:,} articles{end}")
        self._stream.flush()
