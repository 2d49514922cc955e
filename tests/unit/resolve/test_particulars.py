"""Indication, procedure, approach and cement of the index procedure."""

import pytest

from tests.unit.resolve.telling import listed, only_case, report, told


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("with an osteoporotic fracture of L1", "osteoporotic_fracture"),
        ("with osteoporosis and a fracture of L1", "osteoporotic_fracture"),
        ("with a fracture of L1", ""),
        ("with osteoporosis", ""),
        ("with a traumatic fracture of L1", "traumatic_fracture"),
        ("with a fracture of L1 after a car accident", "traumatic_fracture"),
        ("with a metastasis of L1", "metastasis"),
        ("with multiple myeloma", "multiple_myeloma"),
        ("with a lymphoma of L1", "lymphoma"),
        ("with an aggressive haemangioma of L1", "hemangioma"),
        ("with Kümmell's disease of L1", "osteonecrosis"),
        ("with a malignant spinal tumour", "other_tumour"),
        ("with loosened pedicle screws", "other"),
    ],
)
def test_indication(text: str, codes: str) -> None:
    opening = f"A 72-year-old patient {text} underwent vertebroplasty of L1. "
    assert told("indication", "Cement leaked.", opening) == codes.split()


def test_a_background_sentence_gives_no_indication() -> None:
    document = report(
        "A 72-year-old woman with a fracture of L1 underwent vertebroplasty of L1.",
        introduction="Vertebroplasty is used for osteoporotic fractures, metastases and myeloma. "
        "It means the injection of polymethylmethacrylate.",
    )
    case = only_case(document)
    assert listed(case, "indication") == []
    assert listed(case, "cement_type") == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("underwent percutaneous vertebroplasty of L1", "vertebroplasty"),
        ("underwent balloon kyphoplasty of L1", "kyphoplasty"),
        ("underwent PKP of L1", "kyphoplasty"),
        ("underwent sacroplasty", "sacroplasty"),
        ("was treated with vertebral body stenting of L1", "implant_augmentation"),
        ("was treated with a SpineJack at L1", "implant_augmentation"),
        ("received cement-augmented pedicle screws at L1 and L2", "screw_augmentation"),
        ("underwent vertebral augmentation of L1", "other_augmentation"),
    ],
)
def test_procedure(text: str, codes: str) -> None:
    assert told("procedure", f"A 72-year-old woman {text}.", "") == codes.split()


@pytest.mark.parametrize(
    ("text", "column", "code"),
    [
        ("A unipedicular approach was used.", "approach", "unipedicular"),
        ("A bipedicular approach was used.", "approach", "bipedicular"),
        ("The needle was placed through the left pedicle.", "approach", "unipedicular"),
        ("Needles were placed through both pedicles.", "approach", "bipedicular"),
        ("An extrapedicular approach was chosen.", "approach", "other"),
        ("PMMA was injected.", "cement_type", "pmma"),
        ("Acrylic cement was injected.", "cement_type", "pmma"),
        ("Polymethylmethacrylate was injected.", "cement_type", "pmma"),
        ("Calcium phosphate cement was injected.", "cement_type", "calcium_phosphate"),
        ("Cortoss was injected.", "cement_type", "other"),
        ("Cement was injected.", "cement_type", ""),
        ("Low-viscosity cement was injected.", "cement_viscosity", "low"),
        ("Cement of medium viscosity was injected.", "cement_viscosity", "medium"),
        ("High-viscosity cement was injected.", "cement_viscosity", "high"),
    ],
)
def test_material(text: str, column: str, code: str) -> None:
    assert told(column, text) == code.split()


@pytest.mark.parametrize(
    ("text", "approach"),
    [
        ("underwent bilateral kyphoplasty of L1", "bipedicular"),
        ("underwent unilateral kyphoplasty of L1", "unipedicular"),
    ],
)
def test_approach_by_the_name_of_the_procedure(text: str, approach: str) -> None:
    assert told("approach", f"A 72-year-old woman {text}.", "") == [approach]


def test_cement_of_other_authors() -> None:
    document = report(
        "A 72-year-old woman underwent vertebroplasty of L1. Cement leaked.",
        discussion="High-viscosity cement lowers the risk. Calcium phosphate is an alternative. "
        "Baroud et al. used a unipedicular approach [9].",
    )
    case = only_case(document)
    for column in ("approach", "cement_type", "cement_viscosity"):
        assert listed(case, column) == []
