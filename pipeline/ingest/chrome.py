"""Lines of the web page around an article, which are none of its words."""

import re
from collections.abc import Sequence
from functools import cache

from pipeline.terms import load

_BULLET = re.compile(r"^\s*[•◦▪·»›*-]\s+(?=\S)")
_PREFIX = re.compile(
    r"^(?:title\s*:\s*|(?:open access\s*)?cc[ -]by(?:[ -](?:nc|nd|sa))*(?: \d\.\d)?\s*[·|]\s*|"
    r"logo\s+(?=[A-Z])|[.\s]+(?=\d{4}\b))",
    re.I,
)
_LINKED = re.compile(r"^(?P<name>.{4,80}?)\s*logo\s*Link to\s+(?P=name)$", re.I)
_MENU = re.compile(r"^(?P<name>[A-Z].{3,80}?)\s+(?:Aims and scope|Submit manuscript)\b", re.I)
_BOLD = re.compile(r"\*\*(?=\S)(.+?)\*\*")
_TAG = re.compile(
    r"</?(?:jats:\w+|p|sec|title|div|span|h\d|strong|b|br|li|ul|ol)(?:\s[^<>]*)?/?>", re.I
)
_INLINE = re.compile(r"</?(?:i|em|sub|sup|italic|bold)>", re.I)
_LINK = re.compile(r"https?://\S+")
_UNDERLINE = re.compile(r"\s+={5,}\s*|\s*_{5,}\s*$")
_SEPARATOR = re.compile(r"\s+[|·]\s+|\s*\|\s*")


@cache
def _lines() -> frozenset[str]:
    return frozenset(load("chrome")["lines"])


@cache
def _ends() -> re.Pattern[str]:
    phrases = "|".join(re.escape(phrase) for phrase in load("chrome")["ends"])
    return re.compile(rf"(?:\s*(?:{phrases}))+\s*$", re.I)


def is_chrome(line: str) -> bool:
    """Whether a line belongs to the page and not to the article.

    >>> is_chrome("Skip to main content")
    True
    """
    text = line.strip().casefold()
    if text in _lines() or _LINK.fullmatch(text) or not any(map(str.isalnum, text)):
        return True
    if text.endswith("|") and text.count("|") == 1 and len(text) < 60:
        return True
    return len(text) < 200 and text.startswith(tuple(load("chrome")["starts"]))


def plain(text: str) -> str:
    """A text without the marks of Markdown and HTML that a copied page leaves in it."""
    text = _INLINE.sub("", _TAG.sub(" ", _BOLD.sub(r"\1", text)))
    return _UNDERLINE.sub("\n\n", text) if "====" in text or "____" in text else text


def bare(line: str) -> str:
    """A line without bullet, licence and links that stand around a title or a journal's name.

    >>> bare("CC BY 4.0 · Journal of Clinical Interventional Radiology")
    'Journal of Clinical Interventional Radiology'
    """
    text = _PREFIX.sub("", _BULLET.sub("", line.strip()))
    if linked := _LINKED.match(text):
        text = linked["name"]
    return _ends().sub("", text) or text


def menu_journal(line: str) -> str:
    """The journal whose menu or logo a line is, or nothing."""
    linked = _LINKED.match(line.strip()) or _MENU.match(line.strip())
    return linked["name"].strip() if linked else ""


def parts(line: str) -> Sequence[str]:
    """What bars and dots set apart in a line of the page: "PMC · Cureus · 2025-07-08"."""
    return [part.strip() for part in _SEPARATOR.split(line) if part.strip()]
