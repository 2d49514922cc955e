from pipeline.document.model import Meta
from pipeline.evaluate.gold import GoldRecord, Values
from pipeline.evaluate.report import Finding, Mark, Report, Tally
from pipeline.evaluate.score import Prediction, evaluate
from pipeline.resolve.model import Case, Cohort, Extraction
from tests.unit.samples import case, denied, value

NO_META = {"title": "", "doi": "", "pmid": "", "year": "", "journal": ""}


def gold(
    *cases: Values, cohort: Values | None = None, meta: dict[str, str] | None = None
) -> dict[str, GoldRecord]:
    return {"d": GoldRecord("case_report", True, NO_META | (meta or {}), cases, cohort or {})}


def predict(
    *cases: Case, cohort: Cohort | None = None, meta: Meta | None = None
) -> dict[str, Prediction]:
    return {"d": (Extraction("case_report", True, "", cases, cohort), meta or Meta())}


def marks(report: Report) -> list[tuple[str, str, str, str]]:
    return [(f.case, f.field, f.mark.value, f.value) for f in report.findings]


def test_a_right_prediction() -> None:
    report = evaluate(
        gold({"age_years": ("58",), "imaging": ("ct", "mri"), "complication_absent": ("stroke",)}),
        predict(
            case(
                1,
                value("age_years", "58"),
                value("imaging", "mri"),
                value("imaging", "ct"),
                denied("complication", "stroke"),
            )
        ),
    )
    assert report.micro == Tally(4, 0, 0)
    assert report.field("complication_absent") == Tally(1, 0, 0)
    assert report.errors == ()


def test_a_wrong_prediction_scores_as_wrong() -> None:
    report = evaluate(
        gold(
            {
                "age_years": ("58",),
                "sex": ("male",),
                "treated_levels": ("T7",),
                "leakage": ("present",),
                "complication": ("paraplegia",),
            }
        ),
        predict(
            case(
                1,
                value("age_years", "85"),
                value("sex", "female"),
                value("treated_levels", "L1", "at L1"),
                value("treated_levels", "L2"),
                denied("leakage_site", "venous"),
                denied("complication", "paraplegia"),
            )
        ),
    )
    assert report.micro == Tally(tp=0, fp=6, fn=5)
    assert report.micro.f1 == report.micro.precision == report.micro.recall == 0
    assert report.core == Tally(tp=0, fp=4, fn=4)
    assert Finding("d", "1", "treated_levels", Mark.SPURIOUS, "L1", "at L1") in report.errors
    assert Finding(
        "d", "1", "complication_absent", Mark.SPURIOUS, "paraplegia", "no paraplegia"
    ) in (report.errors)


def test_a_wrong_document_scores_as_wrong() -> None:
    report = evaluate(
        {"d": GoldRecord("cohort", False, NO_META | {"title": "One", "year": "2011"}, (), {})},
        {"d": (Extraction("review", True, "", (case(1),)), Meta(title="Two", pmid="7"))},
    )
    assert {check.name for check in report.checks if check.right} == {"doi", "journal"}
    assert report.accuracy["study_type"] == (0, 1)


def test_a_list_is_scored_value_by_value() -> None:
    report = evaluate(
        gold({"treated_levels": ("T12", "L1", "L2")}),
        predict(case(1, *(value("treated_levels", level) for level in ("L1", "L2", "L3")))),
    )
    assert report.micro == Tally(tp=2, fp=1, fn=1)
    assert report.micro.f1 == 4 / 6


def test_swapped_cases_are_matched_by_their_values() -> None:
    man: Values = {"age_years": ("58",), "sex": ("male",), "imaging": ("ct",)}
    woman: Values = {"age_years": ("71",), "sex": ("female",), "imaging": ("ct", "mri")}
    report = evaluate(
        gold(man, woman),
        predict(
            case(1, value("age_years", "71"), value("sex", "female"), value("imaging", "ct")),
            case(2, value("age_years", "58"), value("sex", "male"), value("imaging", "ct")),
        ),
    )
    assert report.micro == Tally(tp=6, fp=0, fn=1)
    assert marks(report)[-1] == ("2", "imaging", "missing", "mri")


def test_a_case_too_many_and_a_case_too_few() -> None:
    one: Values = {"age_years": ("58",), "sex": ("male",)}
    predicted = (
        case(1, value("sex", "female")),
        case(2, value("age_years", "58"), value("sex", "male")),
    )
    too_many = evaluate(gold(one), predict(*predicted))
    assert too_many.micro == Tally(tp=2, fp=1, fn=0)
    assert marks(too_many)[-1] == ("+1", "sex", "spurious", "female")
    too_few = evaluate(gold(one, {"age_years": ("3",), "sex": ("female",)}), predict(predicted[1]))
    assert too_few.micro == Tally(tp=2, fp=0, fn=2)
    assert too_few.accuracy["n_cases"] == (0, 1)


def test_numbers_have_the_tolerance_of_their_field() -> None:
    right: Values = {
        "onset_days": ("0.25",),
        "follow_up_months": ("12",),
        "cement_volume_ml": ("1.38",),
    }
    close = evaluate(
        gold(right),
        predict(
            case(
                1,
                value("onset_days", "0.26"),
                value("follow_up_months", "11.9"),
                value("cement_volume_ml", "1.39"),
            )
        ),
    )
    assert close.micro == Tally(3, 0, 0)
    far = evaluate(
        gold({**right, "age_years": ("58",)}),
        predict(
            case(
                1,
                value("onset_days", "0.28"),
                value("follow_up_months", "11.5"),
                value("cement_volume_ml", "1.4"),
                value("age_years", "58.5"),
            )
        ),
    )
    assert far.micro == Tally(0, 4, 4)


def test_cohort_counts_stand_apart_from_cases() -> None:
    cohort = Cohort(
        patients=20, leaks=6, leak_unit="levels", symptomatic=0, leaks_by_site={"venous": 3}
    )
    report = evaluate(
        gold(
            cohort={
                "patients": ("20",),
                "leaks": ("5",),
                "leak_unit": ("levels",),
                "symptomatic": ("0",),
                "leaks_by_site.venous": ("3",),
                "leaks_by_site.epidural": ("2",),
            }
        ),
        predict(cohort=cohort),
    )
    assert report.cohort == Tally(tp=4, fp=1, fn=2)
    assert report.micro == Tally()


def test_a_document_without_prediction_misses_everything() -> None:
    report = evaluate(gold({"sex": ("male",)}), {})
    assert report.micro == Tally(0, 0, 1)
    assert not any(check.right for check in report.checks)


def test_a_document_without_gold_is_passed_over() -> None:
    extra = {"e": predict(case(1, value("sex", "male")))["d"]}
    assert evaluate(gold(), predict() | extra).findings == ()


def test_titles_and_identifiers_are_compared_by_letters_and_digits() -> None:
    report = evaluate(
        gold(meta={"title": "Cement leak - a case", "doi": "10.1/ABC", "year": "2011"}),
        predict(meta=Meta(title="Cement leak \u2013 A Case.", doi="10.1/abc", year=2011)),
    )
    assert all(check.right for check in report.checks)
