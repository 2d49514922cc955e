"""Running text of JATS elements."""

from lxml import etree

from pipeline.ingest.markup import child, children, descendants, entity_text, local
from pipeline.ingest.mathml import formula
from pipeline.ingest.superscripts import end, raised

# Elements whose text is no part of the sentence around them; notes are read after it.
_LEFT_OUT = frozenset(
    [
        "tex-math",
        "graphic",
        "inline-graphic",
        "fn",
        "label-alternatives",
        "object-id",
        "index-term",
        "target",
        "related-article",
        "related-object",
    ]
)
# What has a legend and is read apart wherever it stands.
_FLOATS = frozenset(["table-wrap", "table-wrap-group", "fig", "fig-group"])
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
_SPACED = BLOCKS | frozenset(
    """attrib break caption def def-item disp-formula fn-group label list-item media p sec speaker
    speech td term th title verse-line""".split()
)


def flat(element: etree._Element | None) -> str:
    """The text of an element on one line."""
    return "" if element is None else " ".join(_flat(element, "").split())


def _flat(element: etree._Element, before: str) -> str:
    text = element.text or ""
    for below in element:
        text += _inline(below, end(before, text)) + (below.tail or "")
    return text


def _inline(element: etree._Element, before: str) -> str:
    """The text of an element within a sentence, told what stands before it."""
    name = local(element)
    if not name:
        return entity_text(element)
    if name == "sup":
        return raised(before, _flat(element, ""))
    if name == "alternatives":
        return next((text for below in element if (text := _inline(below, before))), "")
    if name == "math":
        return formula(element)
    if name in _LEFT_OUT or name in _FLOATS:
        return ""
    inner = _flat(element, before)
    return f" {inner} " if name in _SPACED else inner


def paragraph_parts(paragraph: etree._Element) -> list[str | etree._Element]:
    """A paragraph as its texts and the blocks between them, in order, and then its footnotes."""
    parts: list[str | etree._Element] = []
    text = paragraph.text or ""
    for below in paragraph:
        if local(below) in BLOCKS:
            parts += [" ".join(text.split()), below]
            text = ""
        else:
            text += _inline(below, end("", text))
        text += below.tail or ""
    parts.append(" ".join(text.split()))
    notes = [note for note in descendants(paragraph, "fn") if _stands_in(note, paragraph)]
    return [part for part in parts if not isinstance(part, str) or part] + notes


def _stands_in(note: etree._Element, paragraph: etree._Element) -> bool:
    """Whether a footnote hangs on the paragraph itself and not on a block within it."""
    for above in note.iterancestors():
        if above is paragraph:
            return True
        if local(above) in BLOCKS:
            break
    return False


def reference_text(reference: etree._Element) -> str:
    """One entry of the reference list."""
    label = flat(child(reference, "label"))
    entries = children(reference, "mixed-citation", "nlm-citation", "citation")
    if entries and (entries[0].text or "").strip():
        return " ".join([label, *map(flat, entries)]).strip()
    words: list[str] = []
    for entry in entries or children(reference, "element-citation", "citation-alternatives"):
        words += [part.strip() for part in entry.itertext() if part.strip()]
    return " ".join([label, *words]).strip() or flat(reference)
