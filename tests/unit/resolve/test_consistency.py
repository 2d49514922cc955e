"""Values that follow from each other, and values that cannot stand beside each other."""

from tests.unit.resolve.telling import OPENING, cell, listed, only_case, report, told


def test_cement_in_the_lung_is_an_embolism_from_the_same_sentence() -> None:
    case = only_case(report(OPENING + "CT showed a dense line in the left pulmonary artery, PMMA."))
    site, embolism = (
        next(e for e in case.evidence if e.value == value)
        for value in ("pulmonary", "pulmonary_embolism")
    )
    assert embolism.quote == site.quote


def test_who_dies_has_died_of_something() -> None:
    text = "Cement leaked into the disc. She died of cancer five months later."
    assert told("complication", text) == ["death"]
    assert cell("outcome", text) == "death"


def test_no_onset_without_a_leak() -> None:
    text = "There was no leakage. Two days later she had dyspnoea."
    case = only_case(report(OPENING + text, title="Vertebroplasty of L1: a case report"))
    assert listed(case, "onset_days") == []
    assert listed(case, "complication") == ["dyspnoea"]


def test_onset_with_a_leak() -> None:
    assert cell("onset_days", "Cement leaked into a vein. Two days later she had dyspnoea.") == "2"


def test_no_effusion_tells_of_an_injury_only_where_cement_reached_the_heart() -> None:
    text = "There was no pericardial effusion. CT showed cement in the "
    assert told("complication_absent", text + "right atrium.") == ["cardiac_injury"]
    assert told("complication_absent", text + "right pulmonary artery.") == []
    text = "There was no pericardial effusion and no perforation. CT showed cement in the lung."
    assert told("complication_absent", text) == ["cardiac_injury"]


def test_no_recovery_where_nothing_was_felt_but_of_the_pain_that_led_to_the_procedure() -> None:
    text = "Cement leaked into the disc, which was asymptomatic. At the last visit she "
    assert cell("outcome", text + "had no symptoms.") == ""
    assert cell("outcome", text + "was free of complaints.") == "complete_recovery"
    assert cell("outcome", text + "described her back as much better.") == "partial_recovery"
