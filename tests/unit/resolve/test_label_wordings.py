"""How documents name and count their own patients, in many authors' wordings."""

import pytest

from pipeline.resolve.labels import announced, find_all, find_labels, find_ordinals


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Case Report 1: A 70-year-old man was seen.", [1]),
        ("Case report 2. A woman was seen.", [2]),
        ("Case One: A man was seen.", [1]),
        ("Case #2: A man was seen.", [2]),
        ("CASE 3 A 66-year-old man was seen.", [3]),
        ("Patient #1 was a man.", [1]),
        ("Patient two underwent kyphoplasty.", [2]),
        ("Patient no. 4 recovered.", [4]),
        ("Pt 2: a woman of 70 years.", [2]),
        ("Case (1): A man was seen.", [1]),
        ("Case No 2. A man was seen.", [2]),
        ("Illustrative case 1. A man was seen.", [1]),
        ("In Case 3, cement leaked into the vein.", [3]),
        ("The outcome of patient 2 was fatal.", [2]),
        ("The man (no. 2) deserves a few words more.", [2]),
        ("Our oldest man, patient 2, had a stroke.", [2]),
        ("The lady with the longest history (#4) refused.", [4]),
        ("Number 3 was a farmer.", [3]),
        ("The leak (case 3) was small.", []),
        ("Cases were seen in 2 years.", []),
        ("In one case 2 ml leaked.", []),
        ("A patient in 3 weeks recovers.", []),
    ],
)
def test_labels(text: str, numbers: list[int]) -> None:
    assert [number for _, number, _ in find_labels(text)] == numbers


@pytest.mark.parametrize(
    ("text", "ordinals"),
    [
        ("Our first patient was a woman.", ["first"]),
        ("The third case concerned a man.", ["third"]),
        ("The other patient remained well.", ["other"]),
        ("The former recovered, the latter died.", ["former", "latter"]),
        ("The second patient's leak was venous.", ["second"]),
        ("A second injection was made.", []),
        ("The first attempt failed.", []),
        ("The first symptom was pain.", []),
        ("At the second visit she was well.", []),
        ("The first cannula was withdrawn.", []),
        ("A second opinion was sought.", []),
        ("On the third attempt the cement was removed.", []),
        ("The second balloon was inflated.", []),
        ("In the first hours she was stable.", []),
        ("A third CT was normal.", []),
        ("The other leg was normal.", []),
        ("The other vertebrae were intact.", []),
        ("The first author performed the procedure.", []),
        ("The second lumbar nerve was compressed.", []),
        ("The first dose of heparin was given.", []),
        ("The first postoperative CT was normal.", []),
    ],
)
def test_ordinals(text: str, ordinals: list[str]) -> None:
    assert [ordinal for _, ordinal in find_ordinals(text)] == ordinals


@pytest.mark.parametrize(
    ("text", "gathered"),
    [
        ("All patients had complete recovery.", True),
        ("None of the patients died.", True),
        ("In both cases the cement was removed.", True),
        ("In all three patients heparin was given.", True),
        ("Both women were discharged.", True),
        ("Neither of them had symptoms.", True),
        ("Every patient was followed for a year.", True),
        ("All four cases were managed conservatively.", True),
        ("Both ankles were weak.", False),
        ("Both feet were numb.", False),
        ("Both cannulae were withdrawn.", False),
        ("Both balloons were inflated.", False),
        ("Both needles were removed.", False),
        ("Both vertebral bodies were filled.", False),
        ("Both pulmonary arteries contained cement.", False),
        ("Each cannula was removed.", False),
        ("None of the veins was filled.", False),
        ("All symptoms resolved.", False),
        ("All blood cultures were negative.", False),
        ("All screws were removed.", False),
        ("Either procedure may be used.", False),
        ("Neither infection nor haematoma was seen.", False),
        ("Both fractures were treated.", False),
        ("Every effort was made.", False),
    ],
)
def test_all(text: str, gathered: bool) -> None:
    assert bool(find_all(text)) is gathered


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Intradural cement leakage: two case reports", 2),
        ("Cement embolism in three patients", 3),
        ("Report of four cases of paraplegia after kyphoplasty", 4),
        ("Two cases of cardiac cement embolism", 2),
        ("We present a series of three cases of cement embolism.", 3),
        ("Here, we report 2 cases with cement in the canal.", 2),
        ("The authors describe five patients with intradural leakage.", 5),
        ("Pulmonary embolism: presentation of two cases", 2),
        ("Cement leakage in vertebroplasty: a report of 3 cases and review of the literature", 3),
        ("We describe two women with paraplegia after vertebroplasty.", 2),
        ("We report two levels of leakage.", None),
        ("We report a patient with two fractures.", None),
        ("A case report with two complications", None),
        ("Three days after vertebroplasty", None),
    ],
)
def test_announced(text: str, count: int | None) -> None:
    assert announced(text) == count
