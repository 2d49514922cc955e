"""Leakage and its places, found and denied."""

import pytest

from tests.unit.resolve.telling import OPENING, listed, only_case, report, told


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("Cement leaked into the epidural space.", "epidural"),
        ("CT showed cement in the spinal canal.", "spinal_canal"),
        ("CT showed PMMA in the spinal canal; at operation it lay within the dura.", "intradural"),
        ("CT showed cement in the canal and in the epidural space.", "epidural"),
        ("Intrathecal cement was found.", "intradural"),
        ("MRI revealed intradural leakage of cement.", "intradural"),
        ("Subdural cement was found on MRI.", "intradural"),
        ("Cement had extravasated into the left neuroforamen of L1.", "foraminal"),
        ("An extraforaminal cement leak was seen.", "foraminal"),
        ("Cement leaked through the upper endplate.", "intradiscal"),
        ("Cement entered the L1-L2 disc.", "intradiscal"),
        ("There was leakage of cement into the paravertebral soft tissue.", "paravertebral"),
        ("Cement was found in the psoas muscle.", "paravertebral"),
        ("Cement leaked into the paravertebral veins.", "venous"),
        ("Cement leaked into the epidural veins.", "venous"),
        ("Cement extravasated into the azygos vein and the inferior vena cava.", "venous"),
        ("CT showed multiple cement emboli in the pulmonary arteries.", "pulmonary"),
        ("Echocardiography showed a cement fragment in the right atrium.", "cardiac"),
        ("Cement had entered the left segmental artery.", "arterial"),
        ("Cement was found in the abdominal aorta.", "arterial"),
        ("A tail of cement lay in the needle track.", "needle_track"),
        ("Cement was found in the epidural space and the disc.", "epidural intradiscal"),
        ("Cement had migrated through the vena cava into the right ventricle.", "cardiac venous"),
    ],
)
def test_sites(text: str, sites: str) -> None:
    case = only_case(report(OPENING + text))
    assert listed(case, "leakage_site") == sorted(sites.split())
    assert listed(case, "leakage") == ["present"]


def test_cement_in_the_lung_is_a_pulmonary_embolism() -> None:
    text = "CT showed cement emboli in both lungs. She remained asymptomatic."
    assert told("complication", text) == ["asymptomatic", "pulmonary_embolism"]


@pytest.mark.parametrize(
    "text",
    [
        "There was no leakage of cement.",
        "No cement leakage was seen on CT.",
        "Radiographs showed no extravasation.",
        "The procedure was completed without leakage.",
    ],
)
def test_no_leak(text: str) -> None:
    case = only_case(report(OPENING + text, title="Vertebroplasty of L1: a case report"))
    assert listed(case, "leakage") == ["absent"]
    assert listed(case, "leakage_site") == []
    assert listed(case, "leakage_site_absent") == []


def test_no_leak_after_a_place_without_cement() -> None:
    text = "Echocardiography showed no cement in the heart. Fluoroscopy showed no leakage."
    case = only_case(report(OPENING + text, title="Vertebroplasty of L1: a case report"))
    assert listed(case, "leakage") == ["absent"]
    assert listed(case, "leakage_site_absent") == ["cardiac"]


def test_veins_free_of_thrombus_are_not_said_to_be_free_of_cement() -> None:
    text = "Cement was seen in the lung. The leg veins were free of thrombus on ultrasound."
    assert listed(only_case(report(OPENING + text)), "leakage_site_absent") == []


def test_an_excluded_clot_denies_no_cement_named_elsewhere() -> None:
    text = "Cement was seen in the inferior vena cava; pulmonary embolism was excluded."
    case = only_case(report(OPENING + text))
    assert listed(case, "leakage_site_absent") == []
    assert listed(case, "complication_absent") == ["pulmonary_embolism"]


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("The spinal canal was free of cement.", "spinal_canal"),
        ("No cement was seen in the spinal canal.", "spinal_canal"),
        ("There was no cement in the lungs or the heart.", "cardiac pulmonary"),
        ("No intradural cement was found.", "intradural"),
        ("There was no leakage into the disc.", "intradiscal"),
    ],
)
def test_places_without_cement(text: str, absent: str) -> None:
    case = only_case(report(OPENING + text, title="Vertebroplasty of L1: a case report"))
    assert listed(case, "leakage_site_absent") == sorted(absent.split())
    assert listed(case, "leakage_site") == []
    assert listed(case, "leakage") != ["present"]


@pytest.mark.parametrize(
    ("text", "sites", "absent"),
    [
        (
            "There was no leakage into the spinal canal, but cement was seen in the disc space.",
            ["intradiscal"],
            ["spinal_canal"],
        ),
        (
            "No leakage was seen on fluoroscopy. CT two days later showed cement in the spinal "
            "canal.",
            ["spinal_canal"],
            [],
        ),
        (
            "Cement was found in the epidural space. Intradural cement was not found.",
            ["epidural"],
            ["intradural"],
        ),
        (
            "Cement emboli were seen in the lungs; the right atrium was free of cement.",
            ["pulmonary"],
            ["cardiac"],
        ),
    ],
)
def test_found_and_denied(text: str, sites: list[str], absent: list[str]) -> None:
    case = only_case(report(OPENING + text))
    assert listed(case, "leakage") == ["present"]
    assert listed(case, "leakage_site") == sites
    assert listed(case, "leakage_site_absent") == absent


@pytest.mark.parametrize(
    "text",
    [
        "The risk of cement leakage had been explained to her. The procedure was uneventful.",
        "To avoid leakage into the canal, cement of high viscosity was used.",
        "If cement leaks into the canal, decompression may be required.",
        "A CSF leak was seen.",
        "The tumour extended into the spinal canal.",
    ],
)
def test_nothing_said_of_a_leak(text: str) -> None:
    case = only_case(report(OPENING + text, title="Vertebroplasty of L1: a case report"))
    assert listed(case, "leakage") == []
    assert listed(case, "leakage_site") == []


def test_other_patients_leaks() -> None:
    document = report(
        OPENING + "Cement leaked into the disc.",
        introduction="Cement may leak into the spinal canal or the veins.",
        discussion="Chen et al. reported intradural leakage [4]. Venous leaks are common.",
    )
    assert listed(only_case(document), "leakage_site") == ["intradiscal"]


def test_the_title_fills_what_the_text_leaves_open() -> None:
    title = "Intradural cement leakage after vertebroplasty: a case report"
    case = only_case(report(OPENING + "She had a leak and became paraplegic.", title=title))
    assert listed(case, "leakage_site") == ["intradural"]


def test_a_suspected_leak_is_not_a_leak() -> None:
    text = "A leak into the canal was suspected."
    case = only_case(report(OPENING + text, title="Vertebroplasty of L1: a case report"))
    assert listed(case, "leakage") != ["present"]
    assert listed(case, "leakage_site") == []


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("CT showed a haematoma of the left psoas muscle and cement in a lumbar vein.", ["venous"]),
        ("Cement leaked into the disc; a thrombus in the right atrium was seen.", ["intradiscal"]),
        ("Cement was seen in the disc, and it came near the posterior wall.", ["intradiscal"]),
    ],
)
def test_blood_and_nearness_are_no_sites(text: str, sites: list[str]) -> None:
    assert told("leakage_site", text) == sites


def test_an_unnamed_artery_is_the_lungs_where_the_lung_was_told_of() -> None:
    text = "The lower lobe of the lung held cement. Resin filled arteries of up to 2 mm."
    case = only_case(report(OPENING + text))
    assert listed(case, "leakage_site") == ["pulmonary"]


def test_a_named_artery_is_none_of_the_lung() -> None:
    text = "The lower lobe of the lung held cement. Cement filled a lumbar artery."
    case = only_case(report(OPENING + text))
    assert listed(case, "leakage_site") == ["arterial", "pulmonary"]
