import pytest

from corpus.markup import MarkupError, gold, parse
from pipeline.evidence import State

HEADER = "title: Cement at T7\nstudy_type: case_report\nrelevant: true\n---\n"


def source(text: str) -> str:
    return HEADER + text


def test_marks_become_gold() -> None:
    parsed = parse(
        source(
            "A [[1.age_years=58;1.sex=male|man of 58]] had vertebroplasty of "
            "[[1.treated_levels=L1,L2|L1 and L2]] with [[1.cement_volume_ml=3.5|3.5 mL]] and "
            "[[1.complication!infection|no infection]].\n"
        )
    )
    assert parsed.text == (
        "A man of 58 had vertebroplasty of L1 and L2 with 3.5 mL and no infection.\n"
    )
    assert gold(parsed, "x01")["cases"] == [
        {
            "age_years": 58,
            "sex": "male",
            "treated_levels": ["L1", "L2"],
            "cement_volume_ml": [3.5],
            "complication_absent": ["infection"],
        }
    ]


def test_offsets_lead_to_the_words() -> None:
    parsed = parse(source("Both [[1,2.procedure=kyphoplasty|had kyphoplasty]] of [[1.sex=male|x]]"))
    words = [parsed.text[mark.start : mark.end] for mark in parsed.marks]
    assert words == ["had kyphoplasty", "had kyphoplasty", "x"]


def test_what_is_denied_and_found_later_is_present_only() -> None:
    parsed = parse(
        source(
            "[[1.complication!motor_deficit|legs strong]] but later "
            "[[1.complication=motor_deficit|weak]]"
        )
    )
    assert gold(parsed, "x01")["cases"] == [{"complication": ["motor_deficit"]}]


def test_what_is_left_open_is_neither_found_nor_denied() -> None:
    parsed = parse(source("[[1.sex=male|He]] [[1.complication?infection|may have had an abscess]]"))
    assert [mark.state for mark in parsed.marks] == [State.PRESENT, State.UNCLEAR]
    assert gold(parsed, "x01")["cases"] == [{"sex": "male"}]


def test_literature_cases_are_no_own_patients() -> None:
    record = gold(parse(source("Smith saw [[L1.age_years=70|a man of 70]].")), "x01")
    assert record["cases"] == []


def test_cohort_counts() -> None:
    record = gold(
        parse(
            source(
                "[[C.patients=98|Ninety-eight patients]], [[C.leak_unit=levels|levels]], "
                "[[C.leaks_by_site.venous=17|17 venous]]"
            )
        ),
        "x01",
    )
    assert record["cohort"] == {
        "patients": 98,
        "leak_unit": "levels",
        "leaks_by_site": {"venous": 17},
    }


@pytest.mark.parametrize(
    "text",
    [
        "not closed [[1.sex=male|man",
        "closed by half [[1.sex=male|man]",
        "not opened 1.sex=male|man]]",
        "no words [[1.sex=male]]",
        "nested [[1.sex=male|a [[1.age_years=5|5-year-old]] boy]]",
        "no sign [[1.sex|man]]",
        "no value [[1.sex=|man]]",
        "no target [[sex=male|man]]",
        "unknown target [[X.sex=male|man]]",
        "unknown field [[1.gender=male|man]]",
        "unknown code [[1.sex=man|man]]",
        "unknown level [[1.treated_levels=L7|L7]]",
        "unknown level in a list [[1.treated_levels=L1,,L2|L1, L2]]",
        "not a number [[1.age_years=old|old]]",
        "a field that cannot be denied [[1.imaging!ct|no CT]]",
        "unknown count [[C.women=7|7 women]]",
        "unknown unit [[C.leak_unit=vertebra|vertebrae]]",
        "unknown site [[C.leaks_by_site.vein=7|7]]",
    ],
)
def test_malformed_marks_are_rejected(text: str) -> None:
    with pytest.raises(MarkupError):
        parse(source(text))


def test_a_count_that_is_no_number_is_rejected() -> None:
    with pytest.raises(ValueError, match="many"):
        parse(source("[[C.patients=many|many patients]]"))


def test_two_values_of_a_single_field_are_rejected() -> None:
    parsed = parse(source("[[1.age_years=58|58]] and [[1.age_years=59|59]]"))
    with pytest.raises(MarkupError, match="two values for age_years"):
        gold(parsed, "x01")


@pytest.mark.parametrize(
    "text",
    [
        "title: no dashes\nstudy_type: case_report\nrelevant: true\n",
        "titel: unknown key\nstudy_type: case_report\nrelevant: true\n---\ntext",
        "title: no study type\nrelevant: true\n---\ntext",
        "title: unknown study type\nstudy_type: trial\nrelevant: true\n---\ntext",
        "title: no relevance\nstudy_type: review\n---\ntext",
        "title: unknown relevance\nstudy_type: review\nrelevant: maybe\n---\ntext",
    ],
)
def test_malformed_headers_are_rejected(text: str) -> None:
    with pytest.raises(MarkupError):
        parse(text)
