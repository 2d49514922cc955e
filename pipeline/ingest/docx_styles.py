"""What the styles of a Word document say of its text: depth of headings, what nobody sees."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.ingest.docx_package import attribute, is_on
from pipeline.ingest.markup import child, descendants, local

_HEADING = re.compile(r"heading (\d)$", re.I)
_CONTENTS = re.compile(r"(?:toc|table of figures)\b", re.I)
_WHITE = re.compile(r"(?:f[a-f]){3}", re.I)
_PLAIN = ("", "auto", "clear", "nil")
# In half points: a letter of two points is read by machines alone.
_SMALLEST = 4
_MOST_PARENTS = 20


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of text looks, as far as it matters."""

    raised: bool = False
    hidden: bool = False
    white: bool = False
    bold: bool = False


Properties = Mapping[str, etree._Element]


class Styles:
    """The styles of a document.

    Args:
        root: of the part that tells them, None where there is none.
    """

    def __init__(self, root: etree._Element | None) -> None:
        found = () if root is None else root
        self._styles = {
            attribute(style, "styleId"): style for style in found if local(style) == "style"
        }

    def level(self, paragraph: Properties) -> int:
        """The depth of a heading from 1, 0 for other paragraphs."""
        own = paragraph.get("outlineLvl")
        if own is not None:
            return _outline(own)
        for style in self._line(paragraph.get("pStyle")):
            name = self._name(style)
            if name.lower() == "title":
                return 1
            if heading := _HEADING.match(name):
                return int(heading[1])
            if (above := child(style, "pPr", "outlineLvl")) is not None:
                return _outline(above)
        return 0

    def is_contents(self, paragraph: Properties) -> bool:
        """Whether a paragraph is a line of a table of contents."""
        return any(_CONTENTS.match(self._name(one)) for one in self._line(paragraph.get("pStyle")))

    def numbering(self, paragraph: Properties) -> tuple[str, int]:
        """The list that a paragraph belongs to by itself or by its style, and its level from 0."""
        own = paragraph.get("numPr")
        styled = [child(style, "pPr", "numPr") for style in self._line(paragraph.get("pStyle"))]
        told = [one for one in (own, *styled) if one is not None]
        number, depth = (_first(told, name) for name in ("numId", "ilvl"))
        return number, int(depth) if depth.isdecimal() and len(depth) == 1 else 0

    def look(self, run: Properties) -> Look:
        """How a run looks, by itself and by its style."""
        if not run:
            return Look()
        known = dict(run)
        for style in self._line(run.get("rStyle")):
            for above in descendants(style, "rPr"):
                known = {local(one): one for one in above} | known
        size = attribute(known["sz"], "val") if "sz" in known else ""
        tiny = size.isdecimal() and int(size) <= _SMALLEST
        raised = "vertAlign" in known and attribute(known["vertAlign"], "val") == "superscript"
        white = "color" in known and bool(_WHITE.fullmatch(attribute(known["color"], "val")))
        hidden = is_on(known.get("vanish")) or is_on(known.get("webHidden")) or tiny
        return Look(raised, hidden, white and not is_shaded(known), is_on(known.get("b")))

    def shades(self, table: Properties) -> bool:
        """Whether the style of a table gives cells a background."""
        return any(
            is_shaded({"shd": one})
            for style in self._line(table.get("tblStyle"))
            for one in descendants(style, "shd")
        )

    def _line(self, named: etree._Element | None) -> list[etree._Element]:
        """A style and those it is based on."""
        line: list[etree._Element] = []
        while named is not None and len(line) < _MOST_PARENTS:
            style = self._styles.get(attribute(named, "val"))
            if style is None:
                break
            line.append(style)
            named = child(style, "basedOn")
        return line

    def _name(self, style: etree._Element) -> str:
        name = child(style, "name")
        return attribute(name, "val") if name is not None else ""


def _first(told: Sequence[etree._Element], name: str) -> str:
    """The value of a property that the first of several elements has, empty without one."""
    found = (child(one, name) for one in told)
    return next((attribute(one, "val") for one in found if one is not None), "")


def is_shaded(known: Properties) -> bool:
    """Whether properties give a background, on which white text can be read."""
    if "highlight" in known:
        return True
    shade = known.get("shd")
    if shade is None:
        return False
    fill = attribute(shade, "fill").lower()
    solid = attribute(shade, "val") not in _PLAIN or attribute(shade, "themeFill") != ""
    return solid or not (fill in _PLAIN or _WHITE.fullmatch(fill))


def _outline(level: etree._Element) -> int:
    """Level 9 is body text."""
    value = attribute(level, "val")
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else 0
