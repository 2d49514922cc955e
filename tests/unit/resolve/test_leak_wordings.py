"""Places of leaks in the words of many specialties: what is there, what is not, landmarks."""

from pathlib import Path

import pytest

from tests.unit.resolve.telling import OPENING, listed, only_case, report

LINES = (Path(__file__).parent / "leak_places.txt").read_text(encoding="utf-8").splitlines()
TOLD = [line.split("|") for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("sites", "absent", "text"), TOLD)
def test_places(sites: str, absent: str, text: str) -> None:
    case = only_case(report(OPENING + text, title="A complication of vertebroplasty"))
    assert listed(case, "leakage_site") == sorted(filter(None, sites.split(",")))
    assert listed(case, "leakage_site_absent") == sorted(filter(None, absent.split(",")))
