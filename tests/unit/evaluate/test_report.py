from pipeline.evaluate.report import COHORT, Check, Finding, Mark, Report, Tally, changes
from pipeline.evaluate.table import format_changes, format_errors, format_table

AGE = Finding("a", "1", "age_years", Mark.TRUE, "58")
CT = Finding("a", "1", "imaging", Mark.TRUE, "ct")
MRI = Finding("a", "1", "imaging", Mark.MISSING, "mri")
PET = Finding("a", "1", "imaging", Mark.SPURIOUS, "pet", "PET was\nnot available.")
LEAKS = Finding("b", COHORT, "leaks", Mark.MISSING, "5")
REPORT = Report(
    (AGE, CT, MRI, PET, LEAKS),
    (Check("a", "n_cases", "1", "1", True), Check("b", "n_cases", "0", "1", False)),
)


def test_rates() -> None:
    tally = Tally(tp=3, fp=1, fn=3)
    assert (tally.precision, tally.recall, tally.f1) == (0.75, 0.5, 0.6)
    assert Tally().f1 == Tally().precision == Tally().recall == 1
    assert Tally(0, 1, 0).f1 == 0


def test_groups() -> None:
    assert REPORT.field("imaging") == Tally(1, 1, 1)
    assert REPORT.micro == Tally(2, 1, 1)
    assert REPORT.core == Tally(1, 0, 0)
    assert REPORT.cohort == Tally(0, 0, 1)
    assert REPORT.accuracy == {"n_cases": (1, 2)}


def test_json_round_trip() -> None:
    assert Report.from_json(REPORT.to_json()) == REPORT


def test_gains_and_losses() -> None:
    now = Report((AGE, Finding("a", "1", "imaging", Mark.TRUE, "mri"), LEAKS), ())
    difference = changes(REPORT, now)
    assert [f.value for f in difference.won] == ["mri"]
    assert difference.lost == (CT,)
    assert difference.new_spurious == ()
    assert difference.gone_spurious == (PET,)
    assert format_changes(difference).splitlines()[:3] == [
        "won: 1",
        "  a\t1\timaging\ttrue\tmri",
        "lost: 1",
    ]


def test_the_table_is_aligned() -> None:
    lines = format_table(REPORT).splitlines()
    assert lines[0].split() == ["field", "tp", "fp", "fn", "P", "R", "F1"]
    assert "imaging           1   1   1  0.500  0.500  0.500" in lines
    assert "cohort.leaks      0   0   1  1.000  0.000  0.000" in lines
    assert lines[-1].split() == ["n_cases", "1/2", "0.500"]
    assert not any(line.startswith("sex") for line in lines)


def test_an_error_is_one_line_with_its_sentence() -> None:
    assert format_errors(REPORT).splitlines() == [
        "a\t1\timaging\tmissing\tmri",
        "a\t1\timaging\tspurious\tpet\tPET was not available.",
        "b\tcohort\tleaks\tmissing\t5",
        "b\tn_cases\tgold '0'\tfound '1'",
    ]
