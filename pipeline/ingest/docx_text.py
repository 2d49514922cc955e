"""The running text of a Word document: what stands in its runs, as a reader of the page sees it."""

from dataclasses import dataclass, field

from lxml import etree

from pipeline.ingest.docx_numbers import Numbers
from pipeline.ingest.docx_package import attribute, properties
from pipeline.ingest.docx_styles import Styles, is_shaded
from pipeline.ingest.markup import child, children, descendants, local
from pipeline.ingest.superscripts import raised

# Tracked deletions, what was moved from here, codes of fields, remarks.
_LEFT_OUT = frozenset(
    """del moveFrom delText instrText delInstrText commentReference rPr pPr annotationRef
    footnoteRef endnoteRef docPart sdtPr rt txbxContent""".split()
)
_BREAKS = frozenset(["tab", "br", "cr", "ptab"])
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_DRAWN = frozenset(["drawing", "pict", "object", "AlternateContent"])
_GREEK = dict(
    zip(
        "ABCDEFGHIKLMNOPQRSTUWXYZabcdefghiklmnopqrstuwxyz",
        "ΑΒΧΔΕΦΓΗΙΚΛΜΝΟΠΘΡΣΤΥΩΞΨΖαβχδεφγηικλμνοπθρστυωξψζ",
        strict=True,
    )
)
_SIGNS = {0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB2: "″"}
_SIGNS |= {0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0x2D: "−"}


@dataclass(slots=True)
class Words:
    """The text of a paragraph, the boxes anchored in it, and the notes it refers to.

    `label` is the number that Word sets before it.
    """

    text: str = ""
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    label: str = ""

    @property
    def shown(self) -> str:
        """The text with its label."""
        return " ".join(f"{self.label} {self.text}".split())


class TextReader:
    """Reads runs.

    Args:
        styles: of the document.
        numbers: of its lists; paragraphs are to be read in their order.
    """

    def __init__(self, styles: Styles, numbers: Numbers) -> None:
        self._styles = styles
        self._numbers = numbers

    def words(self, paragraph: etree._Element, dark: bool = False) -> Words:
        """What a paragraph says.

        Args:
            paragraph: the element.
            dark: whether it stands on a background on which white text can be read.
        """
        words = Words()
        known = properties(paragraph)
        self._add(words, paragraph, dark or is_shaded(known))
        if not is_deleted(paragraph):
            words.label = self._numbers.label(known)
        return words

    def is_bold(self, element: etree._Element) -> bool:
        """Whether all words below an element are set in bold, and there are some."""
        looks = [
            self._styles.look(properties(run)) for run in descendants(element, "r") if _ink(run)
        ]
        return bool(looks) and all(look.bold for look in looks)

    def _add(self, words: Words, element: etree._Element, dark: bool) -> None:
        for below in element:
            name = local(below)
            if name == "r":
                self._run(words, below, dark)
            elif name == "oMath":
                words.text += formula(below)
            elif name in _DRAWN:
                words.boxes += boxes(below)
            elif name not in _LEFT_OUT:
                self._add(words, below, dark)

    def _run(self, words: Words, run: etree._Element, dark: bool) -> None:
        look = self._styles.look(properties(run))
        if look.hidden or (look.white and not dark):
            return
        text = ""
        for below in run:
            name = local(below)
            if name == "t":
                text += below.text or ""
            elif name in _BREAKS:
                text += " "
            elif name == "noBreakHyphen":
                text += "-"
            elif name == "sym":
                text += _symbol(below)
            elif name in _NOTES:
                words.notes.append((_NOTES[name], attribute(below, "id")))
            elif name in _DRAWN:
                words.boxes += boxes(below)
            elif name == "ruby":
                self._add(words, below, dark)
        words.text += raised(words.text, text) if look.raised else text


def _ink(run: etree._Element) -> str:
    return "".join(below.text or "" for below in children(run, "t")).strip()


def boxes(drawn: etree._Element) -> list[etree._Element]:
    """The outermost text boxes of a drawing, each once though it is written in two ways."""
    if local(drawn) == "txbxContent":
        return [drawn]
    if local(drawn) == "AlternateContent":
        ways = [found for way in drawn if (found := boxes_below(way))]
        return ways[0] if ways else []
    return boxes_below(drawn)


def boxes_below(element: etree._Element) -> list[etree._Element]:
    """The text boxes below an element."""
    return [box for below in element for box in boxes(below)]


def formula(math: etree._Element) -> str:
    """A formula on one line: fractions with a slash, powers with a caret."""
    text = ""
    for below in math:
        name = local(below)
        if name == "t":
            text += below.text or ""
        elif name == "f":
            text += f"{_joined(below, 'num')}/{_joined(below, 'den')}"
        elif name == "sSup":
            text += f"{_joined(below, 'e')}^{_joined(below, 'sup')}"
        elif name:
            text += formula(below)
    return text


def _joined(math: etree._Element, name: str) -> str:
    return "".join(map(formula, children(math, name)))


def _symbol(element: etree._Element) -> str:
    """A character of the font Symbol, which is known by its place there alone."""
    if not attribute(element, "font").lower().startswith("symbol"):
        return ""
    try:
        place = int(attribute(element, "char"), 16) & 0xFF
    except ValueError:
        return ""
    return _SIGNS.get(place) or _GREEK.get(chr(place), "")


def is_filled(box: etree._Element) -> bool:
    """Whether a text box stands on a fill, on which white text can be read."""
    for above in box.iterancestors():
        shape = child(above, "spPr", "solidFill")
        if shape is not None or above.get("fillcolor"):
            return True
        if local(above) == "p":
            break
    return False


def is_deleted(paragraph: etree._Element) -> bool:
    """Whether the end of a paragraph was deleted, so that it runs on into the next."""
    return any(
        descendants(mark, "del", "moveFrom")
        for end in children(paragraph, "pPr")
        for mark in children(end, "rPr")
    )
