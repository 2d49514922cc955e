"""The abbreviations a document defines, and what they mean for the terms."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.annotate.linker import Key, known, meaning

#: One word with two capitals: "PV", "OVCFs", "sSDH".
_SHORT_FORM = re.compile(r"(?=(?:.*[A-Z]){2})[A-Za-z][A-Za-z0-9]*")


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """What a document's short forms stand for.

    Attributes:
        meant: the terms each short form stands for, where the term files do not already say so.
        shadowed: the known acronyms that mean something else in this document.
    """

    meant: dict[str, frozenset[Key]]
    shadowed: frozenset[str]


def definitions(docs: Iterable[Doc]) -> dict[str, str]:
    """Long forms by short form as scispaCy's detector found them; the first definition holds."""
    found: dict[str, str] = {}
    for doc in docs:
        for one in sorted(doc._.abbreviations, key=lambda one: int(one["short_start"])):
            # Of "A B (AB)" and "AB (a phrase in brackets)" only the first is sure to define.
            defines = one["short_start"] == one["long_end"] + 1
            if defines and _plausible(one["short_text"], one["long_text"]):
                found.setdefault(one["short_text"], one["long_text"])
    return found


def _plausible(short: str, long: str) -> bool:
    """Whether a long form has no more words than its short form has letters.

    "presented with embolism (PE)" defines nothing, though its letters fit.
    """
    return bool(_SHORT_FORM.fullmatch(short)) and len(re.findall(r"[^\W_]+", long)) <= len(short)


def read(defined: dict[str, str]) -> Abbreviations:
    """Compares what each short form is defined as with what the term files take it for."""
    meant: dict[str, frozenset[Key]] = {}
    shadowed: set[str] = set()
    for short, long in defined.items():
        here, elsewhere = meaning(long), known(short)
        forms = (short, f"{short}s")
        if elsewhere and not here & elsewhere:
            shadowed.update(forms)
            elsewhere = frozenset()
        meant.update((form, here - elsewhere) for form in forms if here - elsewhere)
    return Abbreviations(meant, frozenset(shadowed))
