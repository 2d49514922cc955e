"""Care that is named and was not given: judged, discouraged, left out or only thought of."""

import pytest

from tests.unit.resolve.telling import told

TROUBLE = "Cement leaked into the spinal canal and paraparesis developed. "
EMBOLUS = "A cement fragment was found in the right atrium. "


@pytest.mark.parametrize(
    "text",
    [
        "Sternotomy was judged to be of high risk.",
        "Snare retrieval was judged by the radiologists to be of doubtful value.",
        "Open embolectomy carried, in the surgeons' opinion, a mortality of 30%.",
        "The cardiac surgeons estimated that a sternotomy would kill her.",
        "Low-molecular-weight heparin was deliberately not ordered.",
        "Warfarin for six months was also not thought of.",
        "Anticoagulation did not seem justified.",
        "The haematologist discouraged heparin.",
        "A filter had not been inserted.",
        "Warfarin was not being used.",
        "Heparin has not yet been started.",
        "Open heart surgery could be avoided.",
        "Embolectomy became superfluous.",
    ],
)
def test_care_of_an_embolus_that_was_not_given(text: str) -> None:
    assert told("management", EMBOLUS + text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Rods and screws were not added.",
        "Laminectomy, although indicated, could not be done because of sepsis.",
        "Surgeons hesitated to perform a laminectomy.",
        "The wish of the family for laminectomy was not followed.",
        "The fixation was not extended.",
        "Surgical decompression was judged useless and not offered.",
        "Laminectomy seemed too great a burden for her.",
    ],
)
def test_operations_that_were_not_done(text: str) -> None:
    assert told("management", TROUBLE + text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Laminectomy was judged to be urgent and done at once.", "decompression"),
        ("Laminectomy was not followed by any improvement.", "decompression"),
        ("Laminectomy was not delayed.", "decompression"),
        ("Decompression was done without delay; removal was too dangerous.", "decompression"),
        ("Dexamethasone was not tolerated and was stopped after two days.", "steroids"),
        ("Laminectomy was done; the fusion was not extended.", "decompression"),
        ("Dexamethasone was given and laminectomy was thereby avoided.", "steroids"),
        ("Further damage was avoided by laminectomy.", "decompression"),
        ("Laminectomy could not be avoided.", "decompression"),
        ("Laminectomy was thought to have come too late.", "decompression"),
    ],
)
def test_care_that_was_given_with_a_denial_beside_it(text: str, codes: str) -> None:
    assert told("management", TROUBLE + text) == codes.split()


@pytest.mark.parametrize(
    "text",
    [
        "The T7 fracture had healed with a brace.",
        "The fusion has now been scheduled.",
        "Long fixation, considered by the conference, has been avoided until now.",
        "He died on day 4. The spinal canal was opened along its full length.",
        "A brace was not tolerated because of his lungs.",
        "As tablets and a corset had failed, vertebroplasty was decided upon.",
        "The screws and rods were removed as planned after ten months.",
        "Some cement was noticed behind the pedicle as the cannula was drawn back.",
        "Aspirin was started as thromboprophylaxis.",
        "CT guided aspiration from the right collection gave 3 ml of thick pus.",
        "We thought that the root was stretched during the insertion of the cage.",
    ],
)
def test_what_is_no_care_of_the_complication(text: str) -> None:
    assert told("management", TROUBLE + text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("At necropsy the right atrium was opened and the cast was extracted.", ""),
        ("He died on day 3. The cast was extracted from the atrium and weighed 4 g.", ""),
        ("The cast was extracted by sternotomy. He died on day 3.", "cardiac_surgery"),
        (
            "The piece was snared from the femoral vein. The pieces in the lung were left alone.",
            "endovascular_retrieval",
        ),
        ("The pieces in the lung were left alone.", "conservative"),
    ],
)
def test_what_is_found_after_death_or_left_behind_is_no_care(text: str, codes: str) -> None:
    assert told("management", EMBOLUS + text) == codes.split()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The cement, which was embedded in the muscle like a nut, was removed.", "cement_removal"),
        ("Ablation of the cement by fragments was done.", "cement_removal"),
        ("The abscess was opened, the cord relieved, and the wound closed.", "decompression"),
        ("The foramen was infiltrated with cortivazol.", "steroids"),
        (
            "Prednisolone, which she took for polymyalgia, was raised because of the root oedema.",
            "steroids",
        ),
        ("A new fracture was suspected, and tramadol was prescribed.", "conservative"),
    ],
)
def test_care_in_rare_words(text: str, codes: str) -> None:
    assert told("management", TROUBLE + text) == codes.split()


def test_the_operation_with_the_cemented_screws_goes_on_after_the_leak() -> None:
    text = (
        "She was operated on with cement-augmented pedicle screws from L3 to L5. "
        "A leak into a vein was observed and the pressure fell. Rods were inserted. "
    )
    assert "fusion" not in told("management", text)
    again = "Two days later a revision was done and new rods were inserted."
    assert "fusion" in told("management", text + again)
