"""What kind of publication a document is, and whether its patients and counts are its own."""

import pytest

from pipeline.extract import extract
from pipeline.resolve.study import says
from pipeline.terms import load
from tests.unit.resolve.series import METHODS, series
from tests.unit.resolve.telling import OPENING, report


@pytest.mark.parametrize(
    ("title", "methods", "kind"),
    [
        ("Leakage in vertebroplasty", METHODS, "cohort"),
        ("Leakage in vertebroplasty: a systematic review", METHODS, "review"),
        ("Leakage in vertebroplasty", "Four databases were searched for 120 patients.", "review"),
        ("Leakage in 120 patients, with a review of published cases", METHODS, "cohort"),
        ("Vertebroplasty: a retrospective review of 120 patients", METHODS, "cohort"),
        ("Radiotherapy of those unfit for vertebroplasty", METHODS, "other"),
        ("Editorial: vertebroplasty", METHODS, "other"),
        ("Vertebroplasty in sheep", METHODS, "other"),
        ("Trial of vertebroplasty", "In total 180 patients will be enrolled.", "other"),
    ],
)
def test_the_kind_of_study(title: str, methods: str, kind: str) -> None:
    found = extract(series("Cement leaked at 12 levels.", methods, title))
    assert (found.study_type, found.relevant) == (kind, kind == "cohort")


@pytest.mark.parametrize(
    "methods",
    [
        "120 patients underwent cemented hemiarthroplasty of the hip.",
        "40 patients underwent cranioplasty with bone cement.",
        "60 patients underwent posterior fusion with pedicle screws without cement.",
        "Eighty patients received crowns; cement leaked in 12 patients.",
    ],
)
def test_a_series_without_cement_in_the_spine_is_not_relevant(methods: str) -> None:
    found = extract(series("All patients did well.", methods, "A series"))
    assert (found.relevant, found.cohort) == (False, None)


def test_a_case_is_no_series() -> None:
    text = OPENING + "We had treated 250 patients at 400 levels before. CT showed epidural cement."
    found = extract(report(text))
    assert (found.study_type, found.cohort) == ("case_report", None)


def test_an_augmentation_offered_and_turned_down_is_not_relevant() -> None:
    text = (
        "An 84-year-old man broke his hip. L1 was known to be wedged and vertebroplasty had been "
        "offered to him in spring; he had turned it down. A prosthesis was implanted with PMMA. "
        "Five hours later neither leg moved. Laminectomy of L1 was carried out. CT of the chest "
        "did not show any cement after the operation."
    )
    found = extract(report(text, title="Haematoma after cemented hemiarthroplasty of the hip"))
    assert (found.relevant, len(found.cases)) == (False, 0)


def test_an_augmentation_proposed_and_not_done_is_not_relevant() -> None:
    text = (
        "A 56-year-old man had a fracture of L2. Vertebroplasty of L2 under local anaesthesia with "
        "transfusion of platelets was proposed. A chest film displayed dense branching lines. The "
        'resident wrote "cement emboli after vertebroplasty" on the form. It was glue injected '
        "into a varix. The meeting decided against vertebroplasty. He was given a brace."
    )
    found = extract(report(text, title="Glue emboli taken for cement emboli"))
    assert (found.relevant, len(found.cases)) == (False, 0)


def test_a_cancelled_augmentation_is_not_relevant() -> None:
    text = (
        "A 78-year-old woman with an osteoporotic fracture of T12 was on the list for "
        "vertebroplasty of T12. Vertebroplasty was cancelled. She recovered."
    )
    found = extract(report(text, title="Back pain in a woman awaiting vertebroplasty"))
    assert (found.relevant, found.study_type) == (False, "case_report")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A woman, 86 years old, broke her hip. It was cemented. Had our patient undergone "
         "vertebroplasty before, it would have cost her less.", "A cemented hip"),
        ("A man, 87 years old, broke his hip. It was cemented. Vertebroplasty operators inject "
         "slowly.", "A cemented hip"),
        ("A woman, 86 years old, broke her hip, which was cemented.",
         "Cement embolism in a patient spared vertebroplasty"),
        ("A man, 71 years old, had metastases of L1 and of the ischium. Cementoplasty with 6 ml of "
         "cement was carried out. Cement leaked beside the sciatic nerve.",
         "Sciatica after cementoplasty of the ischium"),
        ("A woman, 79 years old, was scheduled for vertebroplasty of T9 with 3 ml of cement. When "
         "she read of leaks, she withdrew. Ten weeks later her legs were weak.",
         "An untreated fracture"),
        ("A man, 64 years old, had acetabular cementoplasty. Cement leaked into the hip joint. The "
         "lessons from vertebroplasty are discussed.", "Cement in the hip"),
    ],
)  # fmt: skip
def test_an_augmentation_that_is_only_spoken_of_makes_no_case(text: str, title: str) -> None:
    assert not extract(report(text, title=title)).cases


@pytest.mark.parametrize("group", [g for g, v in load("study").items() if "patterns" in v])
def test_every_group_finds_its_examples(group: str) -> None:
    entry = load("study")[group]
    assert all(says(group, text) for text in entry["examples"])
    assert not any(says(group, text) for text in entry.get("not_examples", ()))
