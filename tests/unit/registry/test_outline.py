"""An outline leaves out words and places, and nothing that a registry is counted by."""

from dataclasses import replace

import pytest

from pipeline.registry.outline import opened, outline_of, outlined
from pipeline.registry.serialise import to_json
from pipeline.resolve.model import Extraction
from tests.unit.export.example import COHORT, MAN, RETOLD

WHOLE = Extraction("case_series", True, "Told.", (MAN, replace(MAN, number=2)), COHORT, (RETOLD,))


def test_it_has_what_is_counted() -> None:
    found = outlined(outline_of(WHOLE))
    assert (found.study_type, found.relevant, found.reason) == ("case_series", True, "Told.")
    assert [case.values() for case in found.cases] == [MAN.values(), MAN.values()]
    assert [(case.number, case.flags) for case in found.cases] == [(1, MAN.flags), (2, MAN.flags)]
    assert found.cohort is not None
    assert len(found.literature) == 1


@pytest.mark.parametrize("whole", [WHOLE, replace(WHOLE, cohort=None), replace(WHOLE, cases=())])
def test_it_opens_to_the_whole(whole: Extraction) -> None:
    text = to_json(whole)
    assert opened(outlined(outline_of(whole)), text) == whole


def test_what_was_added_or_left_out_stays_so() -> None:
    text = to_json(WHOLE)
    outline = outlined(outline_of(WHOLE))
    flagged = tuple(replace(case, flags=("seen",)) for case in outline.cases)
    found = opened(replace(outline, cases=flagged), text)
    assert found.cases == tuple(replace(case, flags=("seen",)) for case in WHOLE.cases)
    retelling = opened(replace(outline, cases=(), cohort=None), text)
    assert retelling == replace(WHOLE, cases=(), cohort=None)
