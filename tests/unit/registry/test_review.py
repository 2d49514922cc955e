"""Decisions: what they make of a case, and how they outlive what is read and extracted anew."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.document.model import Mark, Meta
from pipeline.errors import UserError
from pipeline.evidence import State
from pipeline.registry.decision import Standing
from pipeline.registry.model import Registry
from pipeline.registry.store import Store
from pipeline.registry.verify import verify
from tests.unit.registry.living import Article, cells, decided, outlook, run, statuses

AGE = "A 58-year-old man was treated at L1."
LATER = "The man, aged 59, came back."
LEAK = "CT showed venous and epidural cement."
FREE = "There was no infection."
MAN = {
    "age_years=58": AGE,
    "sex=male": AGE,
    "treated_levels=L1": AGE,
    "leakage_site=epidural": LEAK,
    "leakage_site=venous": LEAK,
    "complication!infection": FREE,
}
ARTICLE = Article("a.txt", (AGE, LATER, LEAK, FREE), (MAN,), Meta(pmid="7"))


def without(*said: str) -> dict[str, str]:
    return {name: quote for name, quote in MAN.items() if name not in said}


def told(patient: dict[str, str], *sentences: str) -> Article:
    """The article with another patient, or other sentences."""
    return replace(ARTICLE, patients=(patient,), sentences=sentences or ARTICLE.sentences)


def test_nobody_decided(store: Store) -> None:
    registry = run(store, ARTICLE)
    assert registry.decisions == ()
    assert set(statuses(registry, "7-1").values()) == {"machine"}


def test_an_accepted_value(store: Store) -> None:
    run(store, ARTICLE)
    decided(store, "7-1", "age_years", "accept")
    registry = run(store, ARTICLE)
    assert statuses(registry, "7-1")["age_years=58"] == "accepted"
    assert statuses(registry, "7-1")["sex=male"] == "machine"
    assert registry.studies[0].reviews[0].status == "machine"
    assert outlook(registry).standing is Standing.STANDS
    assert store.snapshot() == registry


def test_a_rejected_value_leaves_the_case_and_stays_as_evidence(store: Store) -> None:
    run(store, ARTICLE)
    decided(store, "7-1", "leakage_site=venous", "reject")
    registry = run(store, ARTICLE)
    assert cells(registry, "7-1")["leakage_site"] == "epidural"
    assert statuses(registry, "7-1")["leakage_site=venous"] == "rejected"
    assert registry.studies[0].reviews[0].status == "corrected"


def test_a_corrected_value_has_the_sentence_and_the_machines_value_beside_it(
    store: Store, tmp_path: Path
) -> None:
    run(store, ARTICLE)
    (made,) = decided(store, "7-1", "age_years", "correct", new_value="63")
    assert (made.machine_value, made.quote, made.new_value) == ("58", AGE, "63")
    registry = run(store, ARTICLE)
    assert cells(registry, "7-1")["age_years"] == "63"
    found = statuses(registry, "7-1")
    assert (found["age_years=63"], found["age_years=58"]) == ("corrected", "rejected")
    (person,) = [one for one in registry.studies[0].extraction.cases[0].evidence
                 if one.field == "age_years"]  # fmt: skip
    assert (person.method, person.quote, person.original_text) == ("reviewer", AGE, AGE)
    assert verify(store, tmp_path) == []


def test_a_list_is_corrected_as_a_whole(store: Store) -> None:
    run(store, ARTICLE)
    decided(store, "7-1", "leakage_site", "correct", new_value="foraminal, epidural")
    registry = run(store, ARTICLE)
    assert cells(registry, "7-1")["leakage_site"] == "epidural; foraminal"
    found = statuses(registry, "7-1")
    assert found["leakage_site=epidural"] == "accepted"
    assert found["leakage_site=venous"] == "rejected"
    assert found["leakage_site=foraminal"] == "corrected"


def test_one_value_of_a_list_is_corrected(store: Store) -> None:
    run(store, ARTICLE)
    decided(store, "7-1", "leakage_site=venous", "correct", new_value="arterial")
    registry = run(store, ARTICLE)
    assert cells(registry, "7-1")["leakage_site"] == "epidural; arterial"


def test_a_missed_value_is_added_with_its_sentence(store: Store, tmp_path: Path) -> None:
    run(store, ARTICLE)
    decided(store, "7-1", "complication_absent=haematoma", "add", quote="there was no INFECTION")
    registry = run(store, ARTICLE)
    assert cells(registry, "7-1")["complication_absent"] == "infection; haematoma"
    (item,) = [one for one in registry.studies[0].extraction.cases[0].evidence
               if one.value == "haematoma"]  # fmt: skip
    assert (item.quote, item.state, item.method) == (FREE, State.ABSENT, "reviewer")
    assert verify(store, tmp_path) == []


def test_what_is_denied_and_found_is_found_alone(store: Store) -> None:
    run(store, ARTICLE)
    decided(store, "7-1", "complication=infection", "add", quote=FREE)
    registry = run(store, ARTICLE)
    assert cells(registry, "7-1")["complication"] == "infection"
    assert "complication_absent" not in cells(registry, "7-1")


def test_a_rejected_case_keeps_its_row_without_values(store: Store) -> None:
    run(store, ARTICLE)
    decided(store, "7-1", "", "reject")
    registry = run(store, ARTICLE)
    assert cells(registry, "7-1") == {}
    assert set(statuses(registry, "7-1").values()) == {"rejected"}
    assert registry.studies[0].reviews[0].status == "rejected"


def test_an_accepted_case_does_not_vouch_for_what_is_found_later(store: Store) -> None:
    run(store, told(without("leakage_site=venous")))
    decided(store, "7-1", "", "accept")
    registry = run(store, told(without("leakage_site=venous")))
    assert registry.studies[0].reviews[0].status == "accepted"
    registry = run(store, ARTICLE, extractor="e2")
    assert statuses(registry, "7-1")["leakage_site=venous"] == "machine"
    assert registry.studies[0].reviews[0].status == "machine"


def test_the_last_decision_counts_and_undo_takes_it_back(store: Store) -> None:
    run(store, ARTICLE)
    decided(store, "7-1", "age_years", "correct", new_value="63")
    decided(store, "7-1", "age_years", "correct", new_value="64")
    registry = run(store, ARTICLE)
    assert cells(registry, "7-1")["age_years"] == "64"
    assert "age_years=63" not in statuses(registry, "7-1")
    assert [one.standing for one in registry.decisions] == [Standing.REPLACED, Standing.STANDS]
    decided(store, "7-1", "age_years", "undo")
    registry = run(store, ARTICLE)
    assert cells(registry, "7-1")["age_years"] == "58"
    assert {one.standing for one in registry.decisions} == {Standing.REPLACED}
    with pytest.raises(UserError, match="Nothing of the kind"):
        decided(store, "7-1", "age_years", "undo")


def test_it_stands_where_only_the_machine_changed_its_mind(store: Store, tmp_path: Path) -> None:
    run(store, ARTICLE)
    decided(store, "7-1", "age_years", "accept")
    decided(store, "7-1", "sex", "correct", new_value="female")
    changed = {"age_years=59": LATER, "treated_levels=L1": AGE}
    registry = run(store, told(changed), extractor="e2")
    assert cells(registry, "7-1") == {
        "age_years": "58", "treated_levels": "L1", "sex": "female"
    }  # fmt: skip
    assert statuses(registry, "7-1")["age_years=59"] == "rejected"
    assert {one.standing for one in registry.decisions} == {Standing.STANDS}
    assert verify(store, tmp_path) == []


def test_it_stands_where_only_the_text_changed(store: Store, tmp_path: Path) -> None:
    run(store, ARTICLE)
    decided(store, "7-1", "age_years", "correct", new_value="63")
    said = "A man, 58 years of age, was treated at L1."
    patient = {name: said if quote == AGE else quote for name, quote in MAN.items()}
    registry = run(store, told(patient, said, LATER, LEAK, FREE))
    assert cells(registry, "7-1")["age_years"] == "63"
    assert outlook(registry).standing is Standing.STANDS
    assert verify(store, tmp_path) == []


def test_it_is_asked_again_where_both_changed(store: Store) -> None:
    run(store, ARTICLE)
    decided(store, "7-1", "age_years", "correct", new_value="63")
    said = "A man of 60 was treated at L1."
    patient = {
        "age_years=60": said,
        "sex=male": said,
        "treated_levels=L1": said,
        "leakage_site=epidural": LEAK,
    }
    registry = run(store, told(patient, said, LATER, LEAK, FREE))
    assert cells(registry, "7-1")["age_years"] == "60"
    assert outlook(registry).queued
    assert registry.studies[0].extraction.cases[0].flags == ("decision_to_review",)
    registry = run(store, ARTICLE)  # The article is as it was: so is the decision.
    assert cells(registry, "7-1")["age_years"] == "63"
    assert not outlook(registry).queued


def test_it_is_not_asked_again_where_the_machine_came_to_say_the_same(store: Store) -> None:
    run(store, ARTICLE)
    decided(store, "7-1", "age_years", "correct", new_value="60")
    said = "A man of 60 was treated at L1."
    patient = {"age_years=60": said, "leakage_site=epidural": LEAK}
    registry = run(store, told(patient, said, LATER, LEAK, FREE))
    assert statuses(registry, "7-1")["age_years=60"] == "accepted"
    assert not outlook(registry).queued


def test_patients_that_are_numbered_anew_keep_their_decisions(store: Store) -> None:
    other = {"age_years=71": "A woman of 71 was first.", "sex=female": "A woman of 71 was first."}
    both = replace(ARTICLE, sentences=("A woman of 71 was first.", *ARTICLE.sentences))
    run(store, replace(both, patients=(MAN, other)))
    decided(store, "7-1", "age_years", "correct", new_value="63")
    registry = run(store, replace(both, patients=(other, MAN)), extractor="e2")
    assert cells(registry, "7-1")["age_years"] == "71"
    assert cells(registry, "7-2")["age_years"] == "63"
    assert outlook(registry).case_id == "7-2"


def test_another_format_of_the_document_keeps_its_decisions(store: Store) -> None:
    plain = replace(ARTICLE, meta=Meta(title="Cement in the veins of a man", authors=("Mao",)))
    name = run(store, plain).studies[0].document_id
    decided(store, f"{name}-1", "age_years", "correct", new_value="63")
    rich = replace(
        ARTICLE,
        path="b.xml",
        sentences=("Abstract.", AGE.upper(), LATER, LEAK, FREE, "More words than before, many."),
        patients=({"age_years=58": AGE.upper(), "leakage_site=epidural": LEAK},),
        meta=replace(plain.meta, pmid="7"),
    )
    registry = run(store, plain, rich)
    assert cells(registry, "7-1")["age_years"] == "63"
    assert (outlook(registry).case_id, outlook(registry).standing) == ("7-1", Standing.STANDS)
    registry = run(store, rich)
    assert cells(registry, "7-1")["age_years"] == "63"


def test_a_decision_whose_document_is_gone_is_kept_and_comes_back(store: Store) -> None:
    run(store, ARTICLE)
    decided(store, "7-1", "age_years", "correct", new_value="63")
    registry = run(store)
    assert outlook(registry).standing is Standing.NO_DOCUMENT
    retracted = replace(ARTICLE, meta=replace(ARTICLE.meta, marks=(Mark.RETRACTED,)))
    assert outlook(run(store, retracted)).standing is Standing.NO_DOCUMENT
    assert cells(run(store, ARTICLE), "7-1")["age_years"] == "63"


def test_an_article_of_other_identifiers_at_the_path_is_another_one(store: Store) -> None:
    run(store, ARTICLE)
    decided(store, "7-1", "age_years", "correct", new_value="63")
    registry = run(store, replace(ARTICLE, meta=Meta(pmid="8"), sentences=(*ARTICLE.sentences, "")))
    assert cells(registry, "8-1")["age_years"] == "58"
    assert outlook(registry).standing is Standing.NO_DOCUMENT


def test_a_case_that_is_no_more_is_queued(store: Store) -> None:
    run(store, ARTICLE)
    decided(store, "7-1", "age_years", "accept")
    registry = run(store, replace(ARTICLE, patients=()), extractor="e2")
    assert (outlook(registry).queued, outlook(registry).case_id) == (True, "")


def test_a_pair_is_kept_for_later(store: Store) -> None:
    more = (*ARTICLE.sentences, "This was another hospital.")
    other = replace(ARTICLE, path="b.txt", meta=Meta(pmid="9"), sentences=more)
    registry = run(store, ARTICLE, other)
    decided(store, "7-1", "", "not_same_patient", other_case_id="9-1")
    decided(store, "9-1", "", "same_patient", other_case_id="7-1")
    registry = store.snapshot()
    assert [one.standing for one in registry.decisions] == [Standing.REPLACED, Standing.STANDS]
    assert registry.studies == run(store, ARTICLE, other).studies


@pytest.mark.parametrize(
    ("case_id", "cell", "action", "more", "said"),
    [
        ("7-3", "age_years", "accept", {}, "did you mean 7-1"),
        ("7-1", "colour", "accept", {}, "one of age_years, sex"),
        ("7-1", "sex=femal", "reject", {}, "female, male"),
        ("7-1", "sex=female", "reject", {}, "sex of 7-1 is male, not female"),
        ("7-1", "outcome", "accept", {}, "outcome of 7-1 is empty"),
        ("7-1", "age_years", "correct", {"new_value": "old"}, "a number (years)"),
        ("7-1", "age_years", "correct", {"new_value": "5; 6"}, "takes one value"),
        ("7-1", "treated_levels", "correct", {"new_value": "T13"}, "T1-T12"),
        ("7-1", "outcome", "correct", {"new_value": "death"}, "--add and --quote"),
        ("7-1", "outcome=death", "add", {}, "--quote"),
        ("7-1", "outcome=death", "add", {"quote": "He died."}, "does not stand in a.txt"),
        ("7-1", "", "correct", {"new_value": "5"}, "Name the field"),
        ("7-1", "", "same_patient", {"other_case_id": "7-1"}, "name two"),
        ("7-1", "age_years", "accept", {"why": " "}, "needs --why"),
    ],
)
def test_what_cannot_be_decided_is_said(
    store: Store, case_id: str, cell: str, action: str, more: dict[str, str], said: str
) -> None:
    run(store, ARTICLE)
    with pytest.raises(UserError) as error:
        decided(store, case_id, cell, action, **more)
    assert said in str(error.value)
    assert store.snapshot().decisions == ()


def test_levels_and_numbers_are_written_as_in_the_registry(store: Store) -> None:
    run(store, ARTICLE)
    decided(store, "7-1", "treated_levels", "correct", new_value="l1, D12")
    decided(store, "7-1", "age_years", "correct", new_value="63.0")
    found = cells(store.snapshot(), "7-1")
    assert (found["treated_levels"], found["age_years"]) == ("T12; L1", "63")


def test_a_field_that_is_no_more_is_queued(store: Store) -> None:
    from pipeline.registry.tables import decisions
    from pipeline.registry.transactions import writing

    run(store, ARTICLE)
    decided(store, "7-1", "age_years", "accept")
    with writing(store.engine) as connection:
        connection.execute(decisions.update().values(field="shoe_size"))
    registry: Registry = store.snapshot()
    assert outlook(registry).queued
    assert cells(registry, "7-1")["age_years"] == "58"
