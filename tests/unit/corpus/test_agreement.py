from corpus.agreement import agreement
from pipeline.evaluate.gold import GoldRecord, Values
from pipeline.evaluate.report import Mark


def read(*cases: Values, cohort: Values | None = None) -> GoldRecord:
    return GoldRecord("case_report", True, {}, cases, cohort or {})


def test_readers_agree_value_by_value() -> None:
    first = read({"age_years": ("58",), "imaging": ("ct", "mri")})
    second = read({"age_years": ("59",), "imaging": ("ct",)})
    assert agreement(first, second) == {
        ("age_years", Mark.MISSING): 1,
        ("age_years", Mark.SPURIOUS): 1,
        ("imaging", Mark.TRUE): 1,
        ("imaging", Mark.MISSING): 1,
    }


def test_a_patient_whom_one_reader_did_not_see_counts() -> None:
    first = read({"sex": ("male",)})
    second = read({"sex": ("female",)}, {"sex": ("male",)})
    assert agreement(first, second) == {("sex", Mark.TRUE): 1, ("sex", Mark.SPURIOUS): 1}


def test_counts_of_a_series_are_one_field() -> None:
    first = read(cohort={"patients": ("40",), "leaks": ("7",)})
    second = read(cohort={"patients": ("40",)})
    assert agreement(first, second) == {("cohort", Mark.TRUE): 1, ("cohort", Mark.MISSING): 1}
