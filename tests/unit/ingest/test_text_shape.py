"""Plain text without blank lines, as pages are torn from a printout: what its lines show."""

import pytest

from pipeline.document.model import Document
from pipeline.ingest.lines import lines_of
from pipeline.ingest.roles import Role, role_of
from pipeline.ingest.text import read_text
from pipeline.ingest.text_shape import shape_of

STORY = (
    "of whom it was known that she had been well until the day on which",
    "the cement was put into the first lumbar vertebra, which had been",
    "crushed for several weeks; nobody had seen it before in our clinic.",
)
TITLE = "Cement in the canal after kyphoplasty of the spine: a report"


def read(*lines: str) -> Document:
    return read_text("\n".join((TITLE, "Stern A, Ohm B", *lines)) + "\n")


def headings(document: Document) -> list[str]:
    return [section.heading for section in document.sections if section.heading]


def test_a_short_line_above_a_full_one_is_a_heading() -> None:
    document = read(
        "Introduction",
        "Cement is used for old people, and this is the report of a woman",
        *STORY,
        "Why we write",
        "The first of these people was a woman with an old wedge, a widow",
        *STORY,
        "2.1 NIGHT DUTY",
        "The next one is a woman of seventy years, the sister of another,",
        *STORY,
    )
    assert headings(document) == ["Introduction", "Why we write", "2.1 NIGHT DUTY"]


def test_a_line_that_has_no_room_for_the_next_word_is_no_heading() -> None:
    document = read(
        "Introduction",
        *STORY,
        "The next one is a woman of seventy years without any other disease",
        *STORY,
    )
    assert headings(document) == ["Introduction"]


def test_letters_are_not_all_of_one_width() -> None:
    document = read(
        "Introduction",
        *STORY,
        "Metastases of the lowest lumbar vertebra and of",
        "the sacrum cause pain in most of the people who come to our clinic,",
        *STORY,
    )
    assert headings(document) == ["Introduction"]
    assert "lumbar vertebra and of the sacrum cause" in document.text


def test_a_numbered_heading_stands_below_keywords_without_a_dot() -> None:
    document = read("Abstract", *STORY, "Keywords: cement; spine", "1. Introduction", *STORY)
    assert "1. Introduction" in headings(document)


def test_a_heading_that_runs_into_a_full_paragraph_is_none() -> None:
    document = read(
        "Introduction",
        *STORY,
        "Case 2: A woman of seventy years and a half had pain in the back",
        *STORY,
    )
    assert headings(document) == ["Introduction"]


def test_the_caption_of_a_table_takes_two_lines() -> None:
    document = read(
        "Case report",
        *STORY,
        "Table 1. The patients of this report, their pain before and after",
        "the operation on the spine",
        "No.  Sex, age  Level",
        "1    F, 68     L4",
        "2    M, 74     L1",
        "Nobody else was seen in these years, and none of the others had a",
        *STORY,
    )
    (table,) = document.tables
    assert table.caption.endswith("after the operation on the spine")
    assert table.header == ("No.", "Sex, age", "Level")
    assert len(table.rows) == 2


def test_items_between_blank_lines_may_be_wrapped() -> None:
    items = (
        "• A breached posterior wall, no tumour in the\nepidural space",
        "• One balloon",
        "• Four hours later cold feet, and a loss of the\nsense of temperature",
        "• No drains",
        "• Thick cement, put in with the least of all\npressures",
        "• A nerve, one of those that run to the foot,\nwas numb",
        "• Thin cement, also seen in the veins behind\nthe vertebra",
    )
    assert shape_of(lines_of("\n\n".join(items))).wrapped
    assert not shape_of(lines_of("\n\n".join(item.replace("\n", " ") for item in items))).wrapped


def test_a_word_cut_in_the_title_is_mended() -> None:
    text = "Early mishaps of percutaneous disco-\nplasty in the clinic\nStern A, Ohm B\n"
    document = read_text(text + "\n".join(("Introduction", *STORY, *STORY)))
    assert document.meta.title == "Early mishaps of percutaneous discoplasty in the clinic"


def test_the_number_of_the_only_page_is_no_text() -> None:
    assert not read("Introduction", *(3 * STORY), "571").text.endswith("571")


def test_each_item_of_a_list_is_a_paragraph_below_its_heading() -> None:
    items = ("• M, 73 y, prostate cancer", "• MRI: no tumour", "• CT: cement", "1. Be warned")
    document = read("Patient", *items[:2], "What was seen", *items[2:])
    assert headings(document) == ["Patient", "What was seen"]
    told = [document.quote(one) for one in document.sentences]
    assert [one for one in told if one in items] == list(items)


def test_rows_without_a_caption_are_a_table() -> None:
    rows = ("Pt   Age  Level", "I    44   L1", "II   78   T12")
    document = read("Case report", *STORY, *rows, *STORY)
    (table,) = document.tables
    assert table.header == ("Pt", "Age", "Level")
    assert table.caption == ""
    assert not read("Case report", *STORY, *rows[:2], *STORY).tables


@pytest.mark.parametrize(
    ("line", "titled", "role"),
    [
        ("1. FACTS OF THE CASE", True, Role.OTHER),
        ("2 EXPERT OPINION", True, Role.OTHER),
        ("SMITH J, BROWN AB", True, Role.AUTHORS),
        ("From the procedure room to the ward: four people", False, Role.OTHER),
        ("From the Department of Radiology, Norrvik", False, Role.MARKER),
        ("From the Institutes of Pathology, Wexcombe", True, Role.MARKER),
    ],
)
def test_lines_of_the_head(line: str, titled: bool, role: Role) -> None:
    assert role_of(line, titled) is role


@pytest.mark.parametrize("head", ["Cement in the canal after", "CEMENT IN THE CANAL AFTER"])
def test_the_first_words_of_the_title_over_a_page_are_no_text(head: str) -> None:
    document = read(
        "Introduction", *(3 * STORY), "a woman who was star-", f"\f{head}", "ted on it."
    )
    assert document.text.casefold().count("cement in the canal") == 1
    assert "a woman who was started on it." in document.text
