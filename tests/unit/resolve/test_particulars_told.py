"""Levels, volumes, access and reason of the procedure as authors of many countries tell them."""

from pathlib import Path

import pytest

from tests.unit.resolve.telling import listed, only_case, report

LINES = (Path(__file__).parent / "particulars.txt").read_text(encoding="utf-8").splitlines()
TOLD = [line.split("|") for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("field", "values", "story"), TOLD)
def test_particulars(field: str, values: str, story: str) -> None:
    case = only_case(report(story, title="A complication of bone cement"))
    assert sorted(listed(case, field)) == sorted(filter(None, values.split(",")))
