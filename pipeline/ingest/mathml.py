"""Formulas of MathML on one line, so that no figure reads as another one."""

from lxml import etree

from pipeline.ingest.markup import entity_text, local

_LEFT_OUT = frozenset(["annotation", "annotation-xml", "tex-math"])
_SIGNS = {"mfrac": "/", "msup": "^"}


def formula(math: etree._Element) -> str:
    """The text of a formula: a half is "1/2" and not "12", a thousand "10^3" and not "103"."""
    name = local(math)
    if name in _LEFT_OUT:
        return ""
    sign = _SIGNS.get(name, "")
    parts = [(math.text or "").strip()]
    for below in math:
        parts.append(formula(below) if local(below) else entity_text(below))
        parts.append((below.tail or "").strip())
    return sign.join(part for part in parts if part)
