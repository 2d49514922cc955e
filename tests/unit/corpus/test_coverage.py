from pathlib import Path

import pytest

from corpus.build import SOURCES
from corpus.coverage import (
    count_findings,
    count_traps,
    main,
    read_sources,
    trap_names,
    traps_of,
)
from pipeline.evidence import State

TWO_PATIENTS = """\
study_type: case_series
relevant: true
traps: contrast, several_patients, contrast
---
[[1.age_years=58|A 58-year-old]] had [[1.complication!infection,dyspnoea|no infection or dyspnoea]]
before [[1.complication=dyspnoea|she was breathless]]. [[2.age_years=70|The other, aged 70,]] may
have had [[2.complication?infection|an infection]] after [[1,2.imaging=ct,mri|CT and MRI]].
"""
LITERATURE = """\
study_type: case_report
relevant: true
traps: contrast
---
[[L1.age_years=61|A man of 61]] was published. [[C.patients=12|Twelve]] were treated. Our
[[1.sex=female|woman]] had [[1.complication!infection|no infection]].
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a01.txt").write_text(TWO_PATIENTS, encoding="utf-8")
    (tmp_path / "a02.txt").write_text(LITERATURE, encoding="utf-8")
    return tmp_path


def test_a_document_counts_once_a_trap(folder: Path) -> None:
    traps = count_traps(read_sources(folder).values())
    assert traps == {"contrast": 2, "several_patients": 1}


def test_a_patient_counts_once_a_field_and_once_a_code(folder: Path) -> None:
    assert count_findings(read_sources(folder).values()) == {
        ("age_years", "", State.PRESENT): 2,
        ("age_years", "58", State.PRESENT): 1,
        ("age_years", "70", State.PRESENT): 1,
        ("sex", "", State.PRESENT): 1,
        ("sex", "female", State.PRESENT): 1,
        ("imaging", "", State.PRESENT): 2,
        ("imaging", "ct", State.PRESENT): 2,
        ("imaging", "mri", State.PRESENT): 2,
        ("complication", "", State.PRESENT): 1,
        ("complication", "dyspnoea", State.PRESENT): 1,
        ("complication", "", State.ABSENT): 2,
        ("complication", "infection", State.ABSENT): 2,
        ("complication", "", State.UNCLEAR): 1,
        ("complication", "infection", State.UNCLEAR): 1,
    }


def test_the_tables_stand_in_the_order_of_the_contract(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(folder)]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows[:2] == ["trap\tdocuments", "several_patients\t1"]
    at = rows.index("field\tcode\tpresent\tdenied\tleft open")
    assert rows[at + 1 : at + 5] == [
        "age_years\t\t2\t0\t0",
        "sex\t\t1\t0\t0",
        "sex\tfemale\t1\t0\t0",
        "sex\tmale\t0\t0\t0",
    ]
    assert "complication\tinfection\t0\t2\t1" in rows[at:]
    assert rows[-1] == "vas_after\t\t0\t0\t0"


def test_a_folder_without_sources_is_a_mistake(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 2


def test_the_sources_name_their_traps_by_the_list() -> None:
    known = set(trap_names())
    unknown = {
        identifier: names
        for identifier, source in read_sources(SOURCES).items()
        if (names := sorted(set(traps_of(source)) - known))
    }
    assert unknown == {}
