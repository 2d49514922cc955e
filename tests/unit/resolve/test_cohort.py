"""What the numbers of a series count."""

import pytest

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, Meta
from pipeline.extract import extract
from pipeline.resolve.cohort_numbers import find_numbers
from pipeline.resolve.cohort_words import cues, foreign, word
from pipeline.terms import load
from tests.unit.resolve.series import cohort, series


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Leakage was seen in 12/164 levels.", [(12, 164, "levels")]),
        ("Leakage was seen in 12 of the 164 treated levels.", [(12, 164, "levels")]),
        ("Leakage occurred in 12 (8%) of 164 patients.", [(12, 164, "patients")]),
        ("Seven of 43 vertebrae leaked.", [(7, 43, "levels")]),
        ("The rate was 13% (13 of 98 patients).", [(13, 98, "patients")]),
        ("Sites were presacral veins (n=7).", [(7, None, "")]),
        ("One hundred and forty-nine (82%) of 181 levels leaked.", [(149, 181, "levels")]),
        ("Between 2008 and 2014 a mean of 3.5 ml was injected at L1.", []),
        ("The VAS fell to 2 in 18% within 6 months (p = 0.03).", [(2, None, "")]),
    ],
)
def test_numbers_with_denominator_and_noun(
    text: str, expected: list[tuple[int, int | None, str]]
) -> None:
    assert [(n.value, n.of, n.unit) for n in find_numbers(text)] == expected


@pytest.mark.parametrize(
    ("methods", "patients", "levels"),
    [
        ("We reviewed 120 patients who underwent vertebroplasty at 160 levels.", 120, 160),
        ("Ninety-eight consecutive patients (166 vertebrae) had vertebroplasty.", 98, 166),
        (
            "Of 140 persons referred for vertebroplasty, 52 were unfit. The other 88 were treated "
            "by vertebroplasty at 126 levels.",
            88,
            126,
        ),
        (
            "174 persons were screened for vertebroplasty and 120 were randomised, 60 to each arm.",
            120,
            None,
        ),
        ("There were 244 of them; they had had 465 levels treated by vertebroplasty. "
         "Of the 244 patients, 9 were men.", 244, 465),
    ],
)  # fmt: skip
def test_the_size_of_the_series(methods: str, patients: int, levels: int | None) -> None:
    found = cohort("Leakage of cement was seen in 9 patients.", methods)
    assert (found.patients, found.levels) == (patients, levels)


@pytest.mark.parametrize(
    ("results", "leaks", "unit"),
    [
        ("Leakage was reported in 31 patients (33%).", 31, "patients"),
        ("Cement leaked at 34 of 160 levels.", 34, "levels"),
        ("Leakage was documented in 29 patients.", 29, "patients"),
        ("Cement had left 61 of the 160 bodies.", 61, "levels"),
        ("Leakage was detected around 47 screws.", 47, "screws"),
        ("Extravasation was ticked in 87 procedures.", 87, "procedures"),
        ("Leakage was found at 59 levels: 29 of the 50 with and 30 of the 76 without a defect.",
         59, "levels"),
        ("The leakage rate was 10% (16/160).", 16, "levels"),
    ],
)  # fmt: skip
def test_the_total_of_leaks(results: str, leaks: int, unit: str) -> None:
    found = cohort(results)
    assert (found.leaks, found.leak_unit) == (leaks, unit)


@pytest.mark.parametrize(
    ("results", "sites"),
    [
        (
            "Leakage was documented in 29 patients. Of the 29, 13 leaked into a disc, 11 into "
            "veins, four beside the body and one into the spinal canal.",
            {"intradiscal": 13, "venous": 11, "paravertebral": 4, "spinal_canal": 1},
        ),
        (
            "Leakage occurred in 15 patients. Sites were presacral veins (n=7), sacral foramina "
            "(n=5) and the L5-S1 disc (n=3).",
            {"venous": 7, "foraminal": 5, "intradiscal": 3},
        ),
        (
            "Leakage was seen at 98 of the 160 levels. It was found in segmental or epidural "
            "veins in 63.",
            {"venous": 63},
        ),
        ("Intradiscal and paravertebral leaks numbered 35.", {}),
        ("Venous leakage made up 40% of all leaks.", {}),
    ],
)
def test_leaks_by_site(results: str, sites: dict[str, int]) -> None:
    assert cohort(results).leaks_by_site == sites


@pytest.mark.parametrize(
    ("results", "symptomatic"),
    [
        ("Two of the 34 gave symptoms.", 2),
        ("Eleven leaks were entered as symptomatic.", 11),
        ("Only one patient suffered from symptoms of leaked cement.", 1),
        ("None of these leaks gave rise to symptoms.", 0),
        ("All of them remained asymptomatic.", 0),
        ("No leak was symptomatic.", 0),
        ("In no instance had the leak itself been noticed by the patient.", 0),
        ("Most leaks were of no clinical significance.", None),
        ("New fractures occurred in 12 patients.", None),
    ],
)
def test_felt_leaks(results: str, symptomatic: int | None) -> None:
    assert cohort(f"Cement leaked at 34 of 160 levels. {results}").symptomatic == symptomatic


def test_other_peoples_numbers_do_not_count() -> None:
    found = cohort(
        "Doi et al. saw 18 leaks in 30 patients. In the registry 94 leaks were listed [2]."
    )
    assert (found.patients, found.leaks) == (120, None)


def _tabled() -> Document:
    builder = DocumentBuilder("text")
    title = "Vertebroplasty of haemangiomas"
    builder.title(title)
    builder.heading("Methods")
    builder.paragraph("21 patients underwent vertebroplasty; 24 vertebrae were treated.")
    builder.heading("Results")
    builder.table(
        "Table 1. Summary",
        ["Parameter", "Number"],
        [
            ["Any cement leak (vertebrae)", "6"],
            ["- epidural", "3"],
            ["Leak with clinical effect", "1"],
        ],
    )
    return builder.build(Meta(title=title))


def test_a_table_that_sums_up() -> None:
    found = extract(_tabled()).cohort
    assert found is not None
    assert (found.leaks, found.leak_unit, found.symptomatic) == (6, "levels", 1)
    assert found.leaks_by_site == {"epidural": 3}


def test_every_cue_finds_its_example() -> None:
    data = load("cohort")
    for name in ("patients", "levels"):
        for entry, cue in zip(data[name], cues(name), strict=True):
            assert all(cue.near.search(text) for text in entry["examples"])
    for name in ("none_symptomatic", "felt"):
        assert all(word(name).search(text) for text in data[name]["examples"])
    assert all(foreign().search(text) for text in data["foreign"]["examples"])


def test_nothing_but_percentages_gives_no_leaks() -> None:
    found = extract(series("The rate of leakage was 22.4% per vertebra.")).cohort
    assert found is not None
    assert (found.leaks, found.leak_unit, found.leaks_by_site) == (None, "", {})


def _summed(rows: list[tuple[str, ...]], header: tuple[str, ...], caption: str) -> Document:
    builder = DocumentBuilder("text")
    builder.title("Leakage in vertebroplasty")
    builder.heading("Methods")
    builder.paragraph("We reviewed 120 patients who underwent vertebroplasty at 160 levels.")
    builder.heading("Results")
    builder.paragraph("The leaks are shown in the table.")
    builder.table(caption, header, rows)
    return builder.build(Meta(title="Leakage in vertebroplasty"))


@pytest.mark.parametrize(
    ("header", "rows", "unit"),
    [
        (
            ("Type of leakage", "PVP group", "PKP group", "Total"),
            [("Disc", "11", "6", "17"), ("Vein", "10", "4", "14"), ("No leakage", "9", "5", "14"),
             ("Total of leaking vertebrae", "27", "14", "41")],
            "levels",
        ),
        (
            ("Finding", "n (%)"),
            [("Cement outside the vertebra, any location", "41 (25.6)"), ("Disc", "17 (10.6)"),
             ("Vein", "14 (8.8)"), ("– of these, reaching the azygos vein", "7 (4.4)")],
            "patients",
        ),
        (
            ("", "Number", "%"),
            [("Patients with leakage", "41", "34.2"), ("Disc", "17", "14.2"),
             ("Vein", "14", "11.7")],
            "patients",
        ),
        (
            ("Site", "Levels, n", "Recognised during operation, n"),
            [("Disc", "17", "11"), ("Vein", "14", "2"), ("Total", "41", "20")],
            "levels",
        ),
    ],
)  # fmt: skip
def test_counts_in_columns_of_a_table(
    header: tuple[str, ...], rows: list[tuple[str, ...]], unit: str
) -> None:
    found = extract(_summed(rows, header, "Table 1. Leaks (number of patients)")).cohort
    assert found is not None
    assert (found.leaks, found.leak_unit) == (41, unit)
    assert found.leaks_by_site == {"intradiscal": 17, "venous": 14}


@pytest.mark.parametrize(
    ("methods", "patients"),
    [
        ("Thirty-four patients had vertebroplasty, of whom 31 had complete imaging.", 31),
        ("Of 149 patients with augmented screws, 54 met the criteria.", 54),
        ("187 patients underwent kyphoplasty; 23 were excluded, so that 164 patients with 221 "
         "levels remained.", 164),
        ("Records of 131 vertebroplasty patients were reviewed, of which 118 had CT and were "
         "included.", 118),
        ("We enrolled 144 patients for vertebroplasty; 129 could be analysed.", 129),
        ("We treated 88 patients by vertebroplasty; 20 had pain at one year.", 88),
    ],
)  # fmt: skip
def test_a_series_is_what_is_left_after_exclusions(methods: str, patients: int) -> None:
    assert cohort("Leakage of cement was seen in 9 patients.", methods).patients == patients


@pytest.mark.parametrize(
    "methods",
    [
        "The study group consisted of 96 patients; 140 vertebral bodies were augmented.",
        "Of 131 patients, 35 had no CT and were not studied; 96 patients with 140 levels remained.",
        "From 110 patients who had vertebroplasty, 14 were left out, leaving 96 with 140 levels.",
        "Ninety-six patients underwent vertebroplasty. The vertebrae so augmented numbered 140.",
    ],
)
def test_size_of_those_who_were_studied(methods: str) -> None:
    found = cohort("Leakage was seen at 34 levels.", methods)
    assert (found.patients, found.levels, found.leaks) == (96, 140, 34)


@pytest.mark.parametrize(
    ("results", "leaks", "symptomatic"),
    [
        ("Thirty-four of these vertebrae leaked.", 34, None),
        ("Two of the 34 leaks caused symptoms.", 34, 2),
        ("Of the 34 leaks, 20 were venous; two caused root pain.", 34, 2),
        ("Leakage occurred at 34 levels. Six of these leaks made themselves felt.", 34, 6),
        ("Leaks occurred in 34 levels and none of the patients noticed anything.", 34, 0),
        (
            "At 34 levels cement leaked. Leaks were found in 14 of 60 levels with thick and in 20 "
            "of 100 with thin cement.",
            34,
            None,
        ),
        ("At 34 levels cement leaked. Two had symptoms that were attributed to cement.", 34, 2),
    ],
)
def test_leaks_and_how_many_were_felt(results: str, leaks: int, symptomatic: int | None) -> None:
    found = cohort(results)
    assert (found.leaks, found.symptomatic) == (leaks, symptomatic)
