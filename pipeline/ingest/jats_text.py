"""Running text of JATS elements."""

from lxml import etree

from pipeline.ingest.markup import child, children, entity_text, local
from pipeline.ingest.superscripts import raised

# Elements whose text is no part of the sentence around them.
_LEFT_OUT = frozenset(
    [
        "tex-math",
        "graphic",
        "inline-graphic",
        "media",
        "supplementary-material",
        "fn",
        "table-wrap",
        "fig",
        "fig-group",
        "label-alternatives",
        "object-id",
        "index-term",
        "target",
        "related-article",
        "related-object",
    ]
)
# Blocks that stand within a paragraph and end its sentence.
BLOCKS = frozenset(
    [
        "list",
        "def-list",
        "table-wrap",
        "table-wrap-group",
        "fig",
        "fig-group",
        "boxed-text",
        "disp-quote",
        "disp-formula-group",
        "statement",
        "verse-group",
        "supplementary-material",
    ]
)
_SPACED = frozenset(["break", "td", "th", "p", "title", "label", "sec", "disp-formula"])


def flat(element: etree._Element | None) -> str:
    """The text of an element on one line."""
    return "" if element is None else " ".join(_flat(element, "").split())


def _flat(element: etree._Element, before: str) -> str:
    text = element.text or ""
    for below in element:
        text += _inline(below, before + text) + (below.tail or "")
    return text


def _inline(element: etree._Element, before: str) -> str:
    """The text of an element within a sentence, told what stands before it."""
    name = local(element)
    if not name:
        return entity_text(element)
    if name == "sup":
        return raised(before, _flat(element, ""))
    if name == "alternatives":
        return _flat(element[0], before) if len(element) else ""
    if name in _LEFT_OUT or name in BLOCKS:
        return ""
    inner = _flat(element, before)
    return f" {inner} " if name in _SPACED else inner


def paragraph_parts(paragraph: etree._Element) -> list[str | etree._Element]:
    """A paragraph as its texts and the blocks between them, in order."""
    parts: list[str | etree._Element] = []
    text = paragraph.text or ""
    for below in paragraph:
        if local(below) in BLOCKS:
            parts += [" ".join(text.split()), below]
            text = ""
        else:
            text += _inline(below, text)
        text += below.tail or ""
    parts.append(" ".join(text.split()))
    return [part for part in parts if not isinstance(part, str) or part]


def reference_text(reference: etree._Element) -> str:
    """One entry of the reference list."""
    label = flat(child(reference, "label"))
    entries = children(reference, "mixed-citation", "nlm-citation", "citation")
    if entries and (entries[0].text or "").strip():
        return f"{label} {flat(entries[0])}".strip()
    words: list[str] = []
    for entry in entries or children(reference, "element-citation", "citation-alternatives"):
        words += [part.strip() for part in entry.itertext() if part.strip()]
    return " ".join([label, *words]).strip() or flat(reference)
