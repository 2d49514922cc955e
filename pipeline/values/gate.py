"""Regular expressions behind a quick test: what every match holds, asked for before searching.

Most wordings do not occur in most sentences, and a search of a long sentence by a long expression
costs a hundred times what `in` does.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.values.kept import kept
from pipeline.values.required import Needs, required


@dataclass(frozen=True)
class Gated:
    """A regular expression, letter case ignored, that is searched only where it can match.

    Attributes:
        text: the expression.
        flags: of `re`.
        passing: whether it is made from one document, so that nothing of it is worth keeping.
    """

    text: str
    flags: re.RegexFlag = re.IGNORECASE
    passing: bool = False

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(self.text, self.flags)

    @cached_property
    def required(self) -> tuple[Needs, ...]:
        """What each alternative of the expression needs; empty where nothing is certain."""
        return required(self.text) if self.passing else kept().required(self.text)

    @cached_property
    def _calls(self) -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
        """Each run that tells an alternative, with what this one needs besides.

        Ends of words are left aside: a search may end anywhere.
        """
        plain = [
            [tuple(sorted({run.strip() for run in runs})) for runs in n] for n in self.required
        ]
        return tuple((run, tuple(rest)) for first, *rest in plain for run in first)

    def _may_match(self, text: str) -> bool:
        lowered = text.lower()
        for run, rest in self._calls:
            if run in lowered and all(any(r in lowered for r in runs) for runs in rest):
                return True
        return not self._calls

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match that lies between two places of a text."""
        return self.regex.search(text, start, end) if self._may_match(text) else None

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The match at one place of a text."""
        return self.regex.match(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match that is a whole text."""
        return self.regex.fullmatch(text)

    def finditer(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        """All matches that lie between two places of a text, in order."""
        return self.regex.finditer(text, start, end) if self._may_match(text) else iter(())

    def sub(self, new: str, text: str) -> str:
        """The text with every match replaced."""
        return self.regex.sub(new, text) if self._may_match(text) else text
