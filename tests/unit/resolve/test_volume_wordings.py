"""Volumes of cement, in many authors' wordings."""

import pytest

from tests.unit.resolve.telling import told

STATED = [
    ("The vertebral body was filled with 3.5 ml of bone cement.", "3.5"),
    ("PMMA (4 mL) was delivered through both cannulae.", "4"),
    ("A cement volume of 5 cc was used.", "5"),
    ("In total, 7 mL were instilled.", "7"),
    ("Six millilitres of cement were placed.", "6"),
    ("We injected 2.5 ml into T12 and 3 ml into L1.", "2.5 3"),
    ("Each pedicle received 2 ml of PMMA.", "2"),
    ("1.5 mL of PMMA per side was injected.", "1.5"),
    ("T11 took 2 ml, T12 3 ml and L1 4 ml of cement.", "2 3 4"),
    ("Injection was stopped after 1 ml of cement because of a leak.", "1"),
    ("Three and a half millilitres of acrylic cement were injected.", "3.5"),
    ("The right pedicle was injected with 2 cc and the left with 1.5 cc.", "2 1.5"),
    ("Only 0.5 ml of cement could be injected.", "0.5"),
    ("About 8 cm³ of cement was injected.", "8"),
    ("Four screws were augmented with 2 ml of cement each.", "2"),
    ("The volume was 3 ml at T12, 2 at T11 and 2.5 at L1.", "3 2 2.5"),
    ("Four ml of cement on the left and five on the right were injected.", "4 5"),
    ("Cement was injected, 3 mL per side, six altogether.", "3 6"),
    ("Three millilitres went in.", "3"),
    ("2.5 mL had been planned and 4 mL were injected.", "4"),
    ("Contrast medium (8 mL) was injected, then 3 ml of PMMA.", "3"),
    ("A total amount of 12 ml of PMMA was used for three levels.", "12"),
]
OTHER = [
    "The wound was infiltrated with 10 ml of bupivacaine.",
    "Venography was done with 5 ml of iopamidol.",
    "A haemothorax of 800 ml was drained.",
    "Urinary retention of 600 ml was found.",
    "The leaked cement measured about 2 ml.",
    "Bleeding amounted to 150 ml.",
    "The effusion was 200 ml.",
    "20 ml of monomer and 40 g of powder were mixed.",
    "The manufacturer advises at most 5 ml per level.",
    "Each balloon was inflated to 4 ml.",
    "A 1 ml syringe was used.",
    "Our limit is 5 ml of cement per level and 15 ml per session.",
    "In our group no more than 4 ml of cement is injected.",
    "Years ago T8 had been filled: in 2012 it had been filled with 5 ml of cement.",
    "A bolus of 500 ml of crystalloid was given.",
]


@pytest.mark.parametrize(("text", "volumes"), STATED)
def test_stated(text: str, volumes: str) -> None:
    assert set(told("cement_volume_ml", text)) == set(volumes.split())


@pytest.mark.parametrize("text", OTHER)
def test_other(text: str) -> None:
    assert told("cement_volume_ml", text) == []
