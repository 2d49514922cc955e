"""Tells what an article reports from what stands around it."""

import re

_TOLD = re.compile(
    r"\b(?:was|were|had|underwent|showed|revealed|developed|presented|complained|received|"
    r"recovered|improved|died|treated|performed|is|are)\b"
)
_AGED = re.compile(
    r"\b(?:\d{1,3}|[a-z]+(?:ty|een)(?:-[a-z]+)?)[- –‐‑]*years?[- –‐‑]*(?:old|of age)\b|\baged \d",
    re.I,
)
_CLINICAL = re.compile(
    r"\b(?:patients?|pain\w*|vertebr\w+|kyphopl\w+|cement\w*|fractures?|leak\w*|symptom\w*|"
    r"surg\w+|spin\w+|embol\w+|injur\w+|deficits?|CT|MRI|lesions?|operat\w+|admitted|"
    r"follow-?up)\b|\b[TLS]\d{1,2}\b",
    re.I,
)
_FORMAL = re.compile(
    r"\b(?:funding|funded|supported by|grants?|conflicts?|competing|consent|ethic\w*|approv\w*|"
    r"institutional|licen[cs]e\w*|copyright|authors?|manuscript|correspond\w*|reviewe\w+|"
    r"accepted|university|department|hospital|keywords?|permission|availab\w+)\b|@|©",
    re.I,
)
_LEAST_WORDS = 10
_SURELY = 5


def is_narrative(text: str) -> bool:
    """Whether a paragraph reports on patients, so that it is evidence wherever it stands."""
    if len(text.split()) < _LEAST_WORDS or not _TOLD.search(text):
        return False
    if _AGED.search(text):
        return True
    found = {match[0].casefold() for match in _CLINICAL.finditer(text)}
    return len(found) >= (_SURELY if _FORMAL.search(text) else 2)
