"""Two publications of one patient are pointed out, with reasons, and never merged."""

import random
from dataclasses import replace
from itertools import combinations

import pytest

from pipeline.document.model import Meta
from pipeline.registry import pairs
from pipeline.registry.model import Entry, Pair, Study
from pipeline.registry.pairs import KnownPairs, same_patient_pairs
from pipeline.registry.study_flags import SAME_PATIENT, with_pair_flags
from pipeline.resolve.model import Case, Extraction
from tests.unit.samples import case, value

SURGEONS = Meta(
    pmid="1",
    authors=("Mao", "Li", "Okafor"),
    year=2019,
    affiliations=("Department of Spine Surgery, Riverside General Hospital, Springfield",),
)
RADIOLOGISTS = Meta(
    pmid="2",
    authors=("Okafor", "Ito"),
    year=2021,
    affiliations=("Department of Radiology, Riverside General Hospital, Springfield, Somewhere",),
)
LISTS = ("treated_levels", "leakage_site", "complication", "management", "cement_volume_ml")
STRANGERS = Meta(pmid="3", authors=("Haas",), year=2004, affiliations=("University Hospital",))


def patient(**values: str) -> Case:
    return numbered(1, values)


def numbered(number: int, values: dict[str, str]) -> Case:
    given = {"age_years": "72", "sex": "female", "treated_levels": "T12"} | values
    stated = [(name, text) for name, texts in given.items() for text in texts.split()]
    return case(number, *(value(name, text) for name, text in stated))


def study(meta: Meta, *cases: Case) -> Study:
    entry = Entry(f"{meta.pmid}.txt", "a" * 64, 0, "a", "a", "text", meta, 100, None)
    return Study(meta.pmid, meta, entry, Extraction("case_report", True, "", cases))


TOLD = patient(procedure="vertebroplasty", leakage_site="intradural epidural", onset_days="2")


def test_the_same_patient_by_two_departments() -> None:
    again = patient(procedure="vertebroplasty", leakage_site="intradural")
    (pair,) = same_patient_pairs([study(SURGEONS, TOLD), study(RADIOLOGISTS, again)])
    assert (pair.case_id, pair.other_case_id) == ("1-1", "2-1")
    # 2 age, 1 sex, 3 levels, 1 procedure, 1 some of the sites, 3 institution, 1 author, 1 years
    assert pair.score == 13
    assert pair.agree == (
        "age 72",
        "female",
        "treated levels T12",
        "procedure vertebroplasty",
        "leakage site partly intradural",
        "institution riverside general hospital",
        "author Okafor",
        "years 2019 and 2021",
    )
    assert pair.differ == ()


def test_what_differs_is_named_and_counts() -> None:
    again = patient(procedure="vertebroplasty", leakage_site="intradural", treated_levels="T12 L1")
    (pair,) = same_patient_pairs([study(SURGEONS, TOLD), study(RADIOLOGISTS, again)])
    assert pair.score == 11
    elsewhere = patient(procedure="vertebroplasty", treated_levels="L4", leakage_site="intradural")
    assert same_patient_pairs([study(SURGEONS, TOLD), study(RADIOLOGISTS, elsewhere)]) == ()


@pytest.mark.parametrize(
    "other",
    [
        {"sex": "male"},
        {"age_years": "75"},
        {"age_years": ""},
        {"treated_levels": "L4", "procedure": "kyphoplasty"},
    ],
)
def test_another_patient(other: dict[str, str]) -> None:
    again = patient(**({"procedure": "vertebroplasty"} | other))
    assert same_patient_pairs([study(SURGEONS, TOLD), study(RADIOLOGISTS, again)]) == ()


def test_a_common_patient_of_strangers_is_no_pair() -> None:
    common = patient(procedure="vertebroplasty", leakage_site="epidural")
    assert same_patient_pairs([study(SURGEONS, common), study(STRANGERS, common)]) == ()


def test_patients_of_one_document_are_told_apart_by_it() -> None:
    second = numbered(2, {"procedure": "vertebroplasty"})
    assert same_patient_pairs([study(SURGEONS, TOLD, second)]) == ()


def test_a_year_between_the_reports_may_age_the_patient() -> None:
    older = patient(age_years="73", procedure="vertebroplasty", leakage_site="intradural epidural",
                    onset_days="2")  # fmt: skip
    (pair,) = same_patient_pairs([study(RADIOLOGISTS, older), study(SURGEONS, TOLD)])
    assert "age 72" not in pair.agree


def test_the_order_of_the_documents_does_not_matter() -> None:
    studies = [study(SURGEONS, TOLD), study(RADIOLOGISTS, TOLD), study(STRANGERS, TOLD)]
    expected = same_patient_pairs(studies)
    for seed in range(5):
        shuffled = random.Random(seed).sample(studies, len(studies))
        assert same_patient_pairs(shuffled) == expected


def drawn(chance: random.Random) -> list[Study]:
    """Sixty patients of whom many are alike."""
    choices = {
        "age_years": "70 71 72",
        "sex": "female male",
        "treated_levels": "T12 L1",
        "leakage_site": "venous epidural",
        "complication": "infection dyspnoea",
        "management": "fusion steroids",
        "cement_volume_ml": "3 4",
        "onset_days": "0 2",
        "outcome": "death",
        "procedure": "vertebroplasty",
    }
    studies = []
    for number in range(60):
        told = {
            name: chance.choice([*texts.split(), *([texts] if name in LISTS else [])])
            for name, texts in choices.items()
            if chance.random() < 0.9
        }
        meta = replace(chance.choice([SURGEONS, RADIOLOGISTS, STRANGERS]), pmid=str(number))
        meta = replace(meta, authors=(f"Author{number}",)) if chance.random() < 0.7 else meta
        meta = replace(meta, affiliations=()) if chance.random() < 0.7 else meta
        studies.append(study(meta, numbered(1, told)))
    return studies


def test_no_pair_is_lost_by_comparing_only_the_likely() -> None:
    studies = drawn(random.Random(7))
    every = [
        pair for one, other in combinations(studies, 2) for pair in same_patient_pairs([one, other])
    ]
    reports = list(pairs._reports(studies))
    brute = [
        pair
        for one, other in combinations(reports, 2)
        if pairs._comparable(one, other) and (pair := pairs._pair(one, other))
    ]
    assert len(brute) > 20
    assert sorted(every, key=pairs._likeliest_first) == sorted(brute, key=pairs._likeliest_first)
    assert same_patient_pairs(studies) == tuple(sorted(brute, key=pairs._likeliest_first))


def test_what_did_not_change_is_not_compared_again() -> None:
    chance = random.Random(11)
    studies = [replace(one, key=f"of {one.document_id}") for one in drawn(chance)]
    known = KnownPairs.of(studies[:50], same_patient_pairs(studies[:50]))
    told = replace(studies[0].outline, cases=studies[1].outline.cases)
    changed = [replace(studies[0], outline=told, key="changed"), *studies[5:]]
    assert same_patient_pairs(changed, known) == same_patient_pairs(changed)
    lying = replace(known, pairs=(Pair("6-1", "7-1", 99, (), ()), Pair("0-1", "6-1", 99, (), ())))
    found = same_patient_pairs(changed, lying)
    assert found[0] == lying.pairs[0]
    assert lying.pairs[1] not in found
    assert same_patient_pairs(changed, replace(lying, program="another")) == same_patient_pairs(
        changed
    )


def test_both_cases_bear_the_flag_and_stay_two() -> None:
    studies = [study(SURGEONS, TOLD), study(STRANGERS, TOLD)]
    first, second = with_pair_flags(studies, [Pair("1-1", "3-9", 10, (), ())])
    assert first.extraction.cases[0].flags == (SAME_PATIENT,)
    assert second.extraction.cases[0].flags == ()
