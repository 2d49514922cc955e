"""A heading without a text of its own is above those that follow."""

import pytest

from pipeline.document.model import SectionKind
from pipeline.ingest.read import read_bytes
from pipeline.ingest.text import read_text

TEXT = (
    "A woman of seventy years was seen by us in the spring, and there was nothing to be felt by "
    "the examiner but a tender place over the spine, for which she was given tablets."
)
CASE, METHODS, RESULTS = SectionKind.CASE, SectionKind.METHODS, SectionKind.RESULTS
DISCUSSION = SectionKind.DISCUSSION


def kinds(*outline: str) -> list[SectionKind]:
    """The kinds of the sections of an article; a heading that ends with `|` has no text."""
    parts = ["Cement in the canal after kyphoplasty of the spine"]
    for heading in outline:
        parts += [heading.strip("|")] if heading.endswith("|") else [heading, TEXT]
    sections = read_text("\n\n".join(parts) + "\n").sections
    return [section.kind for section in sections if section.heading]


@pytest.mark.parametrize(
    ("outline", "expected"),
    [
        # What nothing tells belongs to the case, though a known heading stands before it.
        (("Case report|", "Procedure", "The complication"), [CASE, METHODS, CASE]),
        (
            ("Case report|", "History", "The night after", "Discussion"),
            [CASE, CASE, CASE, DISCUSSION],
        ),
        (("Results|", "Organs", "Autopsy", "Chemistry"), [RESULTS, RESULTS, CASE, RESULTS]),
        # Without an empty one above them, headings stand side by side.
        (("Case report", "Procedure", "The complication"), [CASE, METHODS, METHODS]),
        # A number or capitals show that a heading is no part.
        (("2. Case report|", "Procedure", "3. Comparison"), [CASE, METHODS, SectionKind.BODY]),
        (
            ("CASE REPORT|", "Procedure", "METHODS", "What we used"),
            [CASE, METHODS, METHODS, METHODS],
        ),
        (("Methods|", "Patients", "Results", "What we saw"), [METHODS, METHODS, RESULTS, RESULTS]),
    ],
)
def test_parts_of_a_section(outline: tuple[str, ...], expected: list[SectionKind]) -> None:
    assert kinds(*outline) == expected


def test_an_empty_section_of_jats_is_above_the_next_ones() -> None:
    parts = (("Case report", ""), ("Presentation", TEXT), ("Procedure", TEXT), ("Search", TEXT))
    body = "".join(
        f"<sec><title>{heading}</title>{f'<p>{text}</p>' if text else ''}</sec>"
        for heading, text in (*parts, ("Discussion", TEXT))
    )
    (document,) = read_bytes(f"<article><body>{body}</body></article>".encode())
    told = [section.kind for section in document.sections if section.heading]
    assert told == [CASE, CASE, METHODS, CASE, DISCUSSION]


def test_a_section_of_jats_that_holds_others_says_which() -> None:
    body = (
        f"<sec><title>Case report</title><sec><title>History</title><p>{TEXT}</p></sec></sec>"
        f"<sec><title>What others saw</title><p>{TEXT}</p></sec>"
    )
    (document,) = read_bytes(f"<article><body>{body}</body></article>".encode())
    told = [section.kind for section in document.sections if section.heading]
    assert told == [CASE, CASE, SectionKind.BODY]
