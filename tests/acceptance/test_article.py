"""A published case report is read as two careful readers would: its own patient alone."""

from pathlib import Path

import pytest

from pipeline.extract import extract
from pipeline.ingest.read import read_file
from pipeline.resolve.model import CellValue, Extraction

ARTICLE = (
    Path(__file__).parents[3] / "shared" / "articles" / "mao-2024-intradural-cement-leakage.txt"
)

pytestmark = pytest.mark.skipif(not ARTICLE.is_file(), reason="the published article is not here")


@pytest.fixture(scope="module")
def found() -> Extraction:
    return extract(read_file(ARTICLE).documents[0])


@pytest.fixture(scope="module")
def values(found: Extraction) -> dict[str, CellValue]:
    assert len(found.cases) == 1
    return found.cases[0].values()


def test_it_is_a_report_of_one_patient(found: Extraction) -> None:
    assert (found.study_type, found.relevant, found.cohort) == ("case_report", True, None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("age_years", "58"),
        ("sex", "male"),
        ("procedure", ["kyphoplasty"]),
        ("treated_levels", ["T7"]),
        ("leakage", "present"),
        ("leakage_site", ["intradural"]),
        ("indication", ["osteoporotic_fracture"]),
    ],
)
def test_the_patient(values: dict[str, CellValue], field: str, value: CellValue) -> None:
    assert values[field] == value


def test_complication_and_care(values: dict[str, CellValue]) -> None:
    assert "paraplegia" in values["complication"]
    assert {"decompression", "fusion", "vertebrectomy"} <= set(values["management"])


def test_the_figures_of_others_stand_in_no_field(values: dict[str, CellValue]) -> None:
    """Volumes of 1.8-3 and 3.5-6 mL, 1027 levels and seven cases are those of cited authors."""
    assert "cement_volume_ml" not in values
    cells = [v for cell in values.values() for v in ([cell] if isinstance(cell, str) else cell)]
    assert not {"1.8", "3", "3.5", "1027", "7"} & set(cells)
