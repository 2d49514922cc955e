"""The numbers that Word sets before paragraphs and that stand in no text: "Case 2:", "(a)"."""

import re
from dataclasses import dataclass

from lxml import etree

from pipeline.ingest.docx_package import attribute
from pipeline.ingest.docx_styles import Properties, Styles
from pipeline.ingest.markup import child, children

_DEEPEST = 8
_LONGEST = 60
_PLACE = re.compile(r"%([1-9])")
_NO_NUMBERS = frozenset(["bullet", "none"])
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST_ROMAN = 3999
_MOST_LETTERS = 26 * 9


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: its first number, how numbers are written, and the words around them.

    `after` is the level, from 1, whose next number begins this one anew, 0 for none.
    """

    start: int
    format: str
    text: str
    after: int


class Numbers:
    """Counts the numbered paragraphs of a document, in the order in which they are asked for.

    Args:
        root: of the part that defines lists, None where there is none.
        styles: of the document.
    """

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        lists = [] if root is None else children(root, "abstractNum")
        uses = [] if root is None else children(root, "num")
        self._styles = styles
        self._lists = {attribute(one, "abstractNumId"): one for one in lists}
        self._styled = {
            style: one for one in self._lists.values() if (style := _value(one, "styleLink"))
        }
        self._uses = {attribute(one, "numId"): one for one in uses}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        self._read: dict[str, dict[int, _Level]] = {}

    def label(self, paragraph: Properties) -> str:
        """What stands before a paragraph with these properties; empty where it has no number."""
        number, depth = self._styles.numbering(paragraph)
        use = self._uses.get(number)
        if use is None or not 0 <= depth <= _DEEPEST:
            return ""
        name = _value(use, "abstractNumId")
        levels = self._read.get(number)
        if levels is None:
            levels = self._read[number] = self._levels(use, name)
        if depth not in levels:
            return ""
        self._count(use, name, levels, depth)
        return _written(levels, self._counts[name], depth)

    def _levels(self, use: etree._Element, name: str) -> dict[int, _Level]:
        """The levels of a list, those first that one use of it defines anew."""
        own = [level for one in children(use, "lvlOverride") for level in children(one, "lvl")]
        base = self._lists.get(name)
        if base is not None and (style := _value(base, "numStyleLink")):
            base = self._styled.get(style)
        found = [*(() if base is None else children(base, "lvl")), *own]
        return {_number(attribute(one, "ilvl"), 0): _level(one) for one in found}

    def _count(self, use: etree._Element, name: str, levels: dict[int, _Level], depth: int) -> None:
        """Goes on by one; lists of one definition go on from each other unless one says no."""
        counts = self._counts.setdefault(name, {})
        if (number := attribute(use, "numId")) not in self._begun:
            self._begun.add(number)
            for one in children(use, "lvlOverride"):
                if start := _value(one, "startOverride"):
                    counts[_number(attribute(one, "ilvl"), 0)] = _number(start, 1) - 1
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper, level in levels.items():
            if deeper > depth and level.after > depth:
                counts.pop(deeper, None)


def _level(element: etree._Element) -> _Level:
    after = _number(_value(element, "lvlRestart"), _DEEPEST + 1)
    start = _number(_value(element, "start"), 0)
    return _Level(start, _value(element, "numFmt"), _value(element, "lvlText"), after)


def _written(levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
    own = levels[depth]
    if own.format in _NO_NUMBERS or len(own.text) > _LONGEST:
        return ""

    def number(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        level = levels.get(at)
        return _formatted(counts.get(at, level.start), level.format) if level else ""

    return _PLACE.sub(number, own.text).strip()


def _formatted(number: int, form: str) -> str:
    """A number as a list writes it; words and ordinals are written as figures."""
    if form in _NO_NUMBERS:
        return ""
    if form.endswith("Letter") and 0 < number <= _MOST_LETTERS:
        letters = chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)
        return letters.upper() if form.startswith("upper") else letters
    if form.endswith("Roman") and 0 < number <= _MOST_ROMAN:
        return _roman(number).upper() if form.startswith("upper") else _roman(number)
    return f"{number:02}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _value(element: etree._Element, name: str) -> str:
    """The value of a property below an element, empty where there is none."""
    found = child(element, name)
    return "" if found is None else attribute(found, "val")


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else default
