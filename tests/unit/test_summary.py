from pipeline.registry.codes import Status
from pipeline.registry.model import InputRow, Pair, Registry
from pipeline.summary import MOST_FAILURES, summarise
from tests.unit.export.example import REGISTRY


def failed(number: int) -> InputRow:
    return InputRow(f"{number}.pdf", "", "", Status.FAILED, "empty", "The file is empty.")


def test_a_registry_in_figures() -> None:
    summary = summarise(REGISTRY, extracted=2)
    cases = [case for study in REGISTRY.studies for case in study.extraction.cases]
    assert summary.patients == len(cases) > 0
    assert summary.values == sum(len(case.evidence) for case in cases)
    assert sum(summary.documents.values()) == len(REGISTRY.inputs)
    assert dict(summary.figures())["extracted"] == 2


def test_an_empty_registry_has_no_failure() -> None:
    summary = summarise(Registry())
    assert not summary.failed
    assert list(summary.lines()) == [
        "0 documents: 0 included, 0 excluded, 0 duplicate, 0 failed; 0 read anew",
        "0 patients with 0 values, 0 to check; 0 series; 0 cases retold from the literature",
    ]


def test_failures_are_named_up_to_a_number() -> None:
    rows = tuple(failed(number) for number in range(MOST_FAILURES + 3))
    lines = list(summarise(Registry(rows)).lines())
    assert lines[2] == "  failed: 0.pdf: The file is empty."
    assert len(lines) == 2 + MOST_FAILURES + 1
    assert lines[-1] == "  and 3 more, in documents.csv"


def test_pairs_of_one_patient_are_said() -> None:
    summary = summarise(Registry(pairs=(Pair("1-1", "2-1", 12, ("age 72",), ()),)))
    assert "pairs that may be one patient: 1," in "\n".join(summary.lines())
    assert dict(summary.figures())["pairs"] == 1
