"""Patients told in the rows or the columns of a table."""

import pytest

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, Meta
from pipeline.resolve.tables import own_rows
from tests.unit.resolve.telling import cases, listed

TITLE = "Cement leakage after vertebroplasty: three cases"
TEXT = "Three patients underwent vertebroplasty. Their details are given in Table 1."
HEADER = ["Patient", "Age (years)", "Sex", "Level", "Volume (ml)", "Leakage", "Symptoms",
          "Onset (days)", "Treatment", "Outcome", "Follow-up (months)",
          "VAS before/after"]  # fmt: skip
ROWS = [
    ["1", "72", "F", "L1", "4", "Epidural", "Leg weakness", "0", "Laminectomy",
     "Complete recovery", "12", "8/2"],
    ["2", "66", "M", "T12, L1", "3.5", "Azygos vein", "None", "–", "–", "–", "6", "7/1"],
    ["3", "81", "F", "T10-T12", "6", "Pulmonary", "Dyspnoea", "2", "Heparin", "Improved", "24",
     "9/3"],
]  # fmt: skip


def tabled(
    header: list[str], rows: list[list[str]], caption: str = "Table 1. Own patients"
) -> Document:
    builder = DocumentBuilder("text")
    builder.title(TITLE)
    builder.heading("Results")
    builder.paragraph(TEXT)
    builder.table(caption, header, rows)
    return builder.build(Meta(title=TITLE))


def transposed() -> tuple[list[str], list[list[str]]]:
    columns = [list(column) for column in zip(HEADER, *ROWS, strict=True)]
    return columns[0], columns[1:]


EXPECTED = {
    "age_years": [["72"], ["66"], ["81"]],
    "sex": [["female"], ["male"], ["female"]],
    "procedure": [["vertebroplasty"]] * 3,
    "treated_levels": [["L1"], ["L1", "T12"], ["T10", "T11", "T12"]],
    "cement_volume_ml": [["4"], ["3.5"], ["6"]],
    "leakage": [["present"]] * 3,
    "leakage_site": [["epidural"], ["venous"], ["pulmonary"]],
    "complication": [["motor_deficit"], ["asymptomatic"], ["dyspnoea", "pulmonary_embolism"]],
    "onset_days": [["0"], [], ["2"]],
    "management": [["decompression"], [], ["anticoagulation"]],
    "outcome": [["complete_recovery"], [], ["partial_recovery"]],
    "follow_up_months": [["12"], ["6"], ["24"]],
    "vas_before": [["8"], ["7"], ["9"]],
    "vas_after": [["2"], ["1"], ["3"]],
}


@pytest.mark.parametrize("column", EXPECTED)
def test_one_patient_a_row(column: str) -> None:
    found = cases(tabled(HEADER, ROWS))
    assert [listed(case, column) for case in found] == EXPECTED[column]


@pytest.mark.parametrize("column", EXPECTED)
def test_one_patient_a_column(column: str) -> None:
    found = cases(tabled(*transposed()))
    assert [listed(case, column) for case in found] == EXPECTED[column]


def test_the_row_is_the_quote() -> None:
    document = tabled(HEADER, ROWS)
    second = cases(document)[1]
    (volume,) = [e for e in second.evidence if e.field == "cement_volume_ml"]
    assert volume.quote.startswith("2 | 66 | M | T12, L1 | 3.5")
    assert volume.original_text == "3.5"
    assert document.text[volume.start : volume.end] == volume.quote


@pytest.mark.parametrize(
    ("heading", "text", "column", "value"),
    [
        ("Age/Sex", "72/F", "age_years", "72"),
        ("Age/Sex", "72/F", "sex", "female"),
        ("Age, sex", "M, 66", "sex", "male"),
        ("Interval to symptoms", "6 h", "onset_days", "0.25"),
        ("Onset", "Immediate", "onset_days", "0"),
        ("Onset", "2 weeks", "onset_days", "14"),
        ("Follow-up", "2 years", "follow_up_months", "24"),
        ("Follow-up (weeks)", "8", "follow_up_months", "1.84"),
        ("Cement (ml)", "2.5 ml", "cement_volume_ml", "2.5"),
        ("Approach", "Bipedicular", "approach", "bipedicular"),
        ("Treated level", "D12", "treated_levels", "T12"),
        ("Treated level", "Kyphoplasty L1, with fixation T12-L2", "treated_levels", "L1"),
        ("Indication", "Metastasis", "indication", "metastasis"),
        ("Imaging", "CT", "imaging", "ct"),
    ],
)
def test_one_column(heading: str, text: str, column: str, value: str) -> None:
    header = ["Case", heading, "Procedure", "Site of leakage", "Result"]
    rows = [["1", text, "PVP", "Disc", "Improved"], ["2", text, "PVP", "Disc", "Improved"]]
    if "age" not in heading.lower():
        header, rows = [*header, "Age"], [[*rows[0], "70"], [*rows[1], "71"]]
    found = cases(tabled(header, rows))
    assert [listed(case, column) for case in found] == [[value], [value]]


@pytest.mark.parametrize(
    ("header", "caption"),
    [
        (["Author", "Age", "Sex", "Level", "Leakage", "Outcome"], "Table 1. Reported cases"),
        (["Reference", "Age", "Sex", "Level", "Leakage", "Outcome"], "Table 1. Review"),
    ],
)
def test_a_review_table_tells_no_own_patients(header: list[str], caption: str) -> None:
    rows = [
        ["Ratliff et al., 2001", "72", "F", "L1", "Epidural", "Recovered"],
        ["Lee et al., 2002", "66", "M", "T12", "Intradural", "Died"],
    ]
    assert own_rows(tabled(header, rows, caption)) == []


def test_a_table_of_counts_tells_no_patients() -> None:
    header = ["Variable", "Group A (n = 40)", "Group B (n = 42)"]
    rows = [["Mean age (years)", "72.1", "71.8"], ["Female sex", "30", "31"], ["Leaks", "12", "9"]]
    document = tabled(header, rows, "Table 1. Characteristics of the groups")
    assert own_rows(document) == []
    assert cases(document) == []


def test_two_tables_under_the_same_labels_tell_the_same_patients() -> None:
    builder = DocumentBuilder("text")
    builder.title("Late decline in two patients")
    builder.heading("Patients")
    builder.paragraph("Two patients are reported.")
    builder.table(
        "Table 1. The patients",
        ["No.", "Sex, age", "Procedure and level", "Cement seen", "Reason for treatment"],
        [
            ["1", "F, 77", "VP T11, 3 ml", "spinal canal", "osteoporotic fracture"],
            ["2", "M, 61", "KP T9-T10", "disc", "metastasis"],
        ],
    )
    builder.table(
        "Table 2. Course",
        ["No.", "Surgery", "VAS", "State at last visit"],
        [["1", "laminectomy, removal", "8 → 2", "normal"], ["2", "none", "6 → 5", "worse"]],
    )
    first, second = (case.values() for case in cases(builder.build(Meta(title="Late decline"))))
    assert (first["procedure"], first["treated_levels"]) == (["vertebroplasty"], ["T11"])
    assert first["cement_volume_ml"] == ["3"]
    assert first["indication"] == ["osteoporotic_fracture"]
    assert first["management"] == ["decompression", "cement_removal"]
    assert (first["vas_before"], first["vas_after"]) == ("8", "2")
    assert (first["outcome"], second["outcome"]) == ("complete_recovery", "worsened")
    assert second["treated_levels"] == ["T9", "T10"]


@pytest.mark.parametrize(
    ("heading", "cell", "value"),
    [
        ("Last visit (months)", "36", ("follow_up_months", "36")),
        ("Last seen", "2 years", ("follow_up_months", "24")),
        ("Observed for (months)", "9", ("follow_up_months", "9")),
        ("Leg pain at last visit", "3", ("vas_after", "3")),
        ("Leg pain before endoscopy", "8", ("vas_before", "8")),
    ],
)
def test_headings_of_the_last_visit(heading: str, cell: str, value: tuple[str, str]) -> None:
    header, rows = [*HEADER[:7], heading], [[*row[:7], cell] for row in ROWS]
    for case in cases(tabled(header, rows)):
        assert case.values()[value[0]] == value[1]


@pytest.mark.parametrize(
    "heading", ["Interval to first consultation", "Time to revision", "Time to removal of cement"]
)
def test_the_time_of_a_visit_or_of_care_is_no_onset(heading: str) -> None:
    header, rows = [*HEADER[:7], heading], [[*row[:7], "4 weeks"] for row in ROWS]
    assert all("onset_days" not in case.values() for case in cases(tabled(header, rows)))


@pytest.mark.parametrize(
    "heading", ["Interval between operation and onset of pain", "Interval", "Time to symptoms"]
)
def test_the_time_up_to_a_symptom_is_the_onset(heading: str) -> None:
    header, rows = [*HEADER[:7], heading], [[*row[:7], "4 weeks"] for row in ROWS]
    assert all(case.values()["onset_days"] == "28" for case in cases(tabled(header, rows)))
