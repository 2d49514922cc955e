"""Words as the PDF library takes them: its own inline tags, characters that the font has."""

import re
import unicodedata

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from corpus.citations import Cited, split_citations
from corpus.hyphens import soften
from corpus.pdf_layouts import Layout
from corpus.tags import words

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_SUBSCRIPT = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_RAISED = re.compile("[⁰¹²³⁴-⁹⁺⁻]+")
_LOWERED = re.compile("[₀-₉]+")
_SPACES = str.maketrans(dict.fromkeys("\u2002\u2003\u2009\u202f", "\u00a0") | {"\u2011": "-"})


_STAND_INS = {"→": "-&gt;", "←": "&lt;-"}


def _has(font_name: str, character: str) -> bool:
    font = pdfmetrics.getFont(font_name)
    if isinstance(font, TTFont):
        return ord(character) in font.face.charToGlyph
    runs = pdfmetrics.unicode2T1(character, [font, *font.substitutionFonts])
    return all(run[0].fontName != "ZapfDingbats" for run in runs)


def _printable(text: str, font_name: str) -> str:
    """The text with base letters in place of those that the font does not have."""
    return "".join(
        c
        if c.isascii() or c == "\u00ad" or _has(font_name, c)
        else _STAND_INS.get(c) or unicodedata.normalize("NFKD", c)[0]
        for c in text.translate(_SPACES)
    )


def _scripts(text: str) -> str:
    text = _RAISED.sub(lambda m: f"<super>{m.group().translate(_SUPERSCRIPT)}</super>", text)
    return _LOWERED.sub(lambda m: f"<sub>{m.group().translate(_SUBSCRIPT)}</sub>", text)


def set_words(text: str, layout: Layout, *, broken: bool = True) -> str:
    """Plain words as markup: hyphenation points if `broken`, ligatures, raised digits."""
    text = soften(text) if layout.justified and broken else text
    if layout.ligatures:
        text = text.replace("ffi", "f\ufb01").replace("fi", "\ufb01").replace("fl", "\ufb02")
    scripted = _scripts(words(text))
    return _printable(scripted, layout.family[0])


def set_text(text: str, layout: Layout) -> str:
    """Running text as markup; citations in brackets or as superscript digits."""
    pieces = []
    for run in split_citations(text):
        if not isinstance(run, Cited):
            pieces.append(set_words(run, layout))
        elif layout.superscript:
            pieces.append(f"<super>{run.inner}</super>")
        else:
            pieces.append(f"{run.space}[{run.inner}]")
    return "".join(pieces)
