"""What becomes of a document that was read: included or excluded, with the reason."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pipeline.document.model import Extent, Mark, Traits
from pipeline.ingest.language import ENGLISH, name_of
from pipeline.reasons import ReasonCode, sentence
from pipeline.registry.codes import Status
from pipeline.registry.duplicates import Group
from pipeline.registry.marks import is_notice
from pipeline.resolve.model import Extraction

_MARKED = {
    Mark.RETRACTED: "The article is retracted.",
    Mark.CONCERN: "The article bears an expression of concern.",
    Mark.CORRECTED: "A correction of the article was published.",
}
_NOTED = {
    Mark.RETRACTED: "a retraction",
    Mark.CONCERN: "an expression of concern",
    Mark.CORRECTED: "a correction",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a document.

    Attributes:
        status: included, excluded, duplicate or failed.
        code: why, or the first thing to know of an included document; None where there is none.
        reason: the same in sentences.
        marks: what the document or a notice says of it.
        judged: whether what was found in it counts as judged.
    """

    status: Status
    code: ReasonCode | None = None
    reason: str = ""
    marks: tuple[Mark, ...] = ()
    judged: bool = False


def judge(
    group: Group,
    extraction: Extraction | None,
    marks: tuple[Mark, ...],
    excluded: Collection[Mark],
) -> Verdict:
    """The verdict on a document and its duplicates.

    Args:
        group: equal documents, the one whose text is used first.
        extraction: what was found in it.
        marks: what it or a notice says of it.
        excluded: the marks whose bearers are left out.
    """
    traits = group[0].traits
    if extraction is None:
        code = ReasonCode.NOT_EXTRACTED
        seen = "The document was read, but its extraction did not end."
        return Verdict(Status.FAILED, code, sentence(code, seen))
    if is_notice(group):
        seen = f"The document is {_NOTED[group[0].meta.notices[0].mark]} of another one."
        return _excluded(ReasonCode.NOTICE, seen)
    for mark in marks:
        if mark in excluded:
            return _excluded(ReasonCode(mark.value), _MARKED[mark], marks)
    if _foreign(traits) and not (traits.english and extraction.relevant):
        return _excluded(ReasonCode.LANGUAGE, _in_language(traits), marks)
    if not extraction.relevant:
        titled = traits.extent is Extent.TITLE
        code = ReasonCode.TITLE_ONLY if titled else ReasonCode.NOT_RELEVANT
        seen = "There is a title, but no abstract and no text." if titled else extraction.reason
        return _excluded(code, seen, marks, judged=True)
    notes = list(_notes(traits, marks))
    code_first = notes[0][0] if notes else None
    reason = " ".join(sentence(code, seen) for code, seen in notes)
    return Verdict(Status.INCLUDED, code_first, reason, marks, judged=True)


def _excluded(
    code: ReasonCode, seen: str, marks: tuple[Mark, ...] = (), judged: bool = False
) -> Verdict:
    return Verdict(Status.EXCLUDED, code, sentence(code, seen), marks, judged)


def _foreign(traits: Traits) -> bool:
    return traits.language not in ("", ENGLISH)


def _in_language(traits: Traits) -> str:
    name = name_of(traits.language)
    parts = ", and nothing for the registry was found in its English parts" * traits.english
    return f"The text is in {name}, which is not read{parts}."


def _notes(traits: Traits, marks: tuple[Mark, ...]) -> Iterator[tuple[ReasonCode, str]]:
    """What there is to know of an included document, the gravest first."""
    for mark in marks:
        yield ReasonCode(mark.value), _MARKED[mark]
    if _foreign(traits):
        seen = f"Only what is in English was read; the text is in {name_of(traits.language)}."
        yield ReasonCode.ENGLISH_PARTS, seen
    if traits.ocr:
        yield ReasonCode.OCR, "The text was recognised from pictures of its pages."
    if traits.extent is not Extent.FULL:
        yield ReasonCode.ABSTRACT_ONLY, "Only the abstract was there."
