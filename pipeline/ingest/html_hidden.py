"""What a page's styles hide: left out of its text, or written in white for machines to read."""

import re
from dataclasses import dataclass

from lxml import etree

from pipeline.ingest.markup import descendants, local

_GONE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*\.?0+\s*(?![.\d])|"
    r"font-size\s*:\s*[01](?:\.\d+)?(?:px|pt)?\s*(?![.\d%\w])|"
    r"text-indent\s*:\s*-\s*\d{3,}|(?:left|top|right)\s*:\s*-\s*\d{4,}|"
    r"clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01]|color\s*:\s*transparent",
    re.I,
)
_WHITE = re.compile(
    r"(?<![\w-])color\s*:\s*(?:white\b|#f[a-f]f[a-f]f[a-f]\b|#fff\b|"
    r"rgba?\(\s*25\d\s*,\s*25\d\s*,\s*25\d\s*[,)])",
    re.I,
)
_BACKGROUND = re.compile(
    r"background(?:-color|-image)?\s*:\s*(?!\s*(?:none|transparent|inherit|white|#fff\b|#ffffff))",
    re.I,
)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
# Rules within rules hold for print, for small screens and the like: they are passed over.
_WITHIN = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[^{};]*;")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"\s*(?:[a-z][a-z0-9]*)?([.#])([\w-]+)\s*", re.I)
_MOST_STYLE = 500_000


@dataclass(frozen=True, slots=True)
class Hidden:
    """The classes and identifiers whose elements nobody sees."""

    classes: frozenset[str] = frozenset()
    identifiers: frozenset[str] = frozenset()

    def covers(self, element: etree._Element) -> bool:
        """Whether an element is hidden, by its own style or by a rule of the page."""
        style = element.get("style") or ""
        if style and is_invisible(style):
            return not _on_background(element)
        if not (self.classes or self.identifiers):
            return False
        names = (element.get("class") or "").split()
        return element.get("id") in self.identifiers or not self.classes.isdisjoint(names)


def is_invisible(style: str) -> bool:
    """Whether declarations hide what they are of; white is no disguise on a background."""
    if _GONE.search(style):
        return True
    return bool(_WHITE.search(style)) and not _BACKGROUND.search(style)


def hidden_by(tree: etree._Element) -> Hidden:
    """What the style sheets in a page hide by a plain class or identifier."""
    found: dict[str, set[str]] = {".": set(), "#": set()}
    for sheet in descendants(tree, "style"):
        text = _WITHIN.sub("", _COMMENT.sub("", (sheet.text or "")[:_MOST_STYLE]))
        for selectors, declarations in _RULE.findall(text):
            if is_invisible(declarations):
                for simple in filter(None, map(_SIMPLE.fullmatch, selectors.split(","))):
                    found[simple[1]].add(simple[2])
    return Hidden(frozenset(found["."]), frozenset(found["#"]))


def _on_background(element: etree._Element) -> bool:
    """Whether white text stands on a background that an element above it has."""
    if _GONE.search(element.get("style") or ""):
        return False
    for above in element.iterancestors():
        if _BACKGROUND.search(above.get("style") or "") or above.get("bgcolor"):
            return True
        if local(above) == "body":
            break
    return False
