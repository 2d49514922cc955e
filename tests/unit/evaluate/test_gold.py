import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluate.gold import GoldError, parse_gold, read_gold

SHARED = Path(__file__).parents[3] / ".." / "shared" / "devset"

MINIMAL: dict[str, Any] = {"document": {"study_type": "review", "relevant": False}}


def with_case(**fields: Any) -> dict[str, Any]:
    return MINIMAL | {"cases": [fields]}


def test_a_full_record() -> None:
    record = parse_gold(
        {
            "id": "x",
            "document": {
                "study_type": "case_report",
                "relevant": True,
                "doi": "10.1/x",
                "pmid": None,
                "year": 2011,
            },
            "cases": [
                {
                    "age_years": 85,
                    "onset_days": 0.25,
                    "treated_levels": ["L1", "T12"],
                    "complication_absent": ["stroke"],
                }
            ],
            "cohort": None,
        }
    )
    assert record.study_type == "case_report"
    assert record.relevant is True
    assert record.meta == {"title": "", "doi": "10.1/x", "pmid": "", "year": "2011", "journal": ""}
    assert record.cases == (
        {
            "age_years": ("85",),
            "onset_days": ("0.25",),
            "treated_levels": ("T12", "L1"),
            "complication_absent": ("stroke",),
        },
    )
    assert record.cohort == {}


def test_optional_parts_may_be_missing() -> None:
    record = parse_gold(MINIMAL)
    assert (record.cases, record.cohort) == ((), {})


def test_cohort_counts_are_flat() -> None:
    cohort = {
        "patients": 20,
        "leak_unit": "levels",
        "symptomatic": 0,
        "leaks_by_site": {"venous": 3},
    }
    assert parse_gold(MINIMAL | {"cohort": cohort}).cohort == {
        "patients": ("20",),
        "symptomatic": ("0",),
        "leaks_by_site.venous": ("3",),
        "leak_unit": ("levels",),
    }


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ([], "the file"),
        ({"cases": []}, "document"),
        (MINIMAL | {"kases": []}, "kases"),
        ({"document": {"study_type": "report", "relevant": True}}, "report"),
        ({"document": {"study_type": "review", "relevant": "yes"}}, "relevant"),
        ({"document": {"study_type": "review", "relevant": True, "year": "2011"}}, "year"),
        (MINIMAL | {"cases": {"age_years": 3}}, "cases"),
        (with_case(age=58), "age"),
        (with_case(age_years="58"), "58"),
        (with_case(age_years=True), "number"),
        (with_case(sex="m"), "female, male"),
        (with_case(sex=["male"]), "single"),
        (with_case(imaging="ct"), "list"),
        (with_case(imaging=["cat scan"]), "cat scan"),
        (with_case(treated_levels=["D12"]), "D12"),
        (with_case(imaging_absent=["ct"]), "imaging_absent"),
        (MINIMAL | {"cohort": {"leaks_by_site": {"vein": 3}}}, "vein"),
        (MINIMAL | {"cohort": {"leak_unit": "patient"}}, "patient"),
        (MINIMAL | {"cohort": {"patients": "20"}}, "number"),
    ],
)
def test_malformed_gold_is_rejected(data: object, word: str) -> None:
    with pytest.raises(GoldError, match=word):
        parse_gold(data)


def test_the_error_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "good.json").write_text(json.dumps(MINIMAL))
    (tmp_path / "torn.json").write_text('{"document": ')
    with pytest.raises(GoldError, match=r"torn\.json"):
        read_gold(tmp_path)


def test_a_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="holds no gold"):
        read_gold(tmp_path)


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/devset is absent")
@pytest.mark.parametrize(("folder", "count"), [("gold", 22), ("gold_full", 4)])
def test_the_development_gold_is_well_formed(folder: str, count: int) -> None:
    assert len(read_gold(SHARED / folder)) == count
