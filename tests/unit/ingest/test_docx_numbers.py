"""Numbers that Word sets before paragraphs, from the definitions of its lists."""

import pytest

from pipeline.ingest.read import read_bytes
from tests.unit.ingest.test_docx import KIND, STYLES, WORD, run, word


def level(depth: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, uses: str = "") -> str:
    return (
        f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="7">{"".join(levels)}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f"{uses}</w:numbering>"
    )


def item(text: str, depth: int = 0, number: int = 1) -> str:
    own = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{own}</w:pPr>{run(text)}</w:p>"


def paragraphs(body: str, lists: str, styles: str = STYLES) -> list[str]:
    """The lines of the document behind its first paragraph."""
    relations = "".join(
        f'<Relationship Id="{name}" Type="{KIND}/{name}" Target="{name}.xml"/>'
        for name in ("styles", "numbering")
    )
    (document,) = read_bytes(
        word(
            body,
            **{
                "word/numbering.xml": lists,
                "word/styles.xml": styles,
                "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
            },
        )
    )
    lines = [line for line in document.text.split("\n") if line]
    return lines[1 + next(n for n, line in enumerate(lines) if "first lumbar vertebra" in line) :]


def test_a_numbered_heading_names_the_case() -> None:
    styles = STYLES.replace(
        "</w:styles>",
        '<w:style w:type="paragraph" w:styleId="CaseHead"><w:name w:val="Case head"/><w:pPr>'
        '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>',
    )
    head = f'<w:p><w:pPr><w:pStyle w:val="CaseHead"/></w:pPr>{run("A fall")}</w:p>'
    told = f"<w:p>{run('She fell.')}</w:p>"
    found = paragraphs(head + told + head, numbering(level(0, "decimal", "Case %1:")), styles)
    assert found == ["Case 1", "A fall", "She fell.", "Case 2", "A fall"]


def test_levels_begin_anew_below_the_next_number_above_them() -> None:
    lists = numbering(
        level(0, "upperRoman", "%1."), level(1, "lowerLetter", "(%2)"), level(2, "decimal", "%1.%3")
    )
    items = [("one", 0), ("two", 1), ("three", 1), ("four", 2), ("five", 0), ("six", 1)]
    found = paragraphs("".join(item(text, depth) for text, depth in items), lists)
    assert found == ["I. one", "(a) two", "(b) three", "I.1 four", "II. five", "(a) six"]


def test_a_level_may_be_told_to_go_on() -> None:
    lists = numbering(
        level(0, "decimal", "%1."),
        level(1, "decimalZero", "%2)", 5, '<w:lvlRestart w:val="0"/>'),
    )
    items = [("one", 0), ("two", 1), ("three", 0), ("four", 1)]
    found = paragraphs("".join(item(text, depth) for text, depth in items), lists)
    assert found == ["1. one", "05) two", "2. three", "06) four"]


def test_uses_of_a_list_go_on_from_each_other_unless_one_starts_anew() -> None:
    uses = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = item("a") + item("b", number=2) + item("c", number=3) + item("d", number=3)
    found = paragraphs(body, numbering(level(0, "decimal", "[%1]"), uses=uses))
    assert found == ["[1] a", "[2] b", "[1] c", "[2] d"]


def test_a_list_may_be_that_of_a_style() -> None:
    defined = (
        '<w:abstractNum w:abstractNumId="8"><w:styleLink w:val="Cases"/>'
        f"{level(0, 'decimal', 'Case %1:')}</w:abstractNum>"
    )
    lists = numbering('<w:numStyleLink w:val="Cases"/>', uses=defined)
    assert paragraphs(item("one") + item("two"), lists) == ["Case 1", "one", "Case 2", "two"]


def test_cells_are_numbered_and_an_empty_one_shows_its_number() -> None:
    rows = "".join(
        f"<w:tr><w:tc>{item('')}</w:tc><w:tc><w:p>{run(text)}</w:p></w:tc></w:tr>"
        for text in ("L1", "L2")
    )
    found = paragraphs(f"<w:tbl>{rows}</w:tbl>", numbering(level(0, "decimal", "%1")))
    assert found == ["1 | L1", "2 | L2"]


@pytest.mark.parametrize(
    ("form", "text", "shown"),
    [
        ("bullet", "•", "one"),
        ("none", "%1", "one"),
        ("upperLetter", "%1 -", "BB - one"),
        ("lowerRoman", "%1)", "xxviii) one"),
        ("cardinalText", "%1.", "28. one"),
        ("decimal", "x" * 100, "one"),
        ("decimal", "%9.", ". one"),
    ],
)
def test_forms_of_numbers(form: str, text: str, shown: str) -> None:
    assert paragraphs(item("one"), numbering(level(0, form, text, 28))) == [shown]


def test_a_list_that_is_not_defined_has_no_numbers() -> None:
    lists = numbering(level(0, "decimal", "%1."))
    body = item("one", number=9) + item("two", depth=3) + item("three", number=0)
    assert paragraphs(body, lists) == ["one", "two", "three"]
