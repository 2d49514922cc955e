"""Decisions on two cases stay with their patients, whatever those are called by now."""

from dataclasses import replace

from pipeline.document.model import Meta
from pipeline.export.decisions import decisions_csv, parse
from pipeline.registry.deciding import decide
from pipeline.registry.decision import Decision, Outlook, Standing
from pipeline.registry.model import Registry
from pipeline.registry.store import Store
from tests.unit.registry.living import Article, decided, run

BOTH = "A woman of 70 and a woman of 74 had vertebroplasty of L1."
LEAKS = "Both had epidural cement."
FIRST = {"age_years=70": BOTH, "sex=female": BOTH, "leakage_site=epidural": LEAKS}
SECOND = {"age_years=74": BOTH, "sex=female": BOTH, "leakage_site=epidural": LEAKS}
SERIES = Article("a.txt", (BOTH, LEAKS), (FIRST, SECOND), Meta(pmid="7"))
LATER = "A woman of 74 came back with epidural cement."
REPORT = Article(
    "b.txt", (LATER,), ({"age_years=74": LATER, "leakage_site=epidural": LATER},), Meta(pmid="9")
)


def series(*patients: dict[str, str]) -> Article:
    """The series as another extractor tells it."""
    return replace(SERIES, patients=patients)


def now(outlook: Outlook) -> tuple[str, str, Standing]:
    return outlook.case_id, outlook.other_case_id, outlook.standing


def standings(registry: Registry) -> list[Standing]:
    return [one.standing for one in registry.decisions]


def on_second(store: Store, action: str = "same_patient") -> None:
    run(store, SERIES, REPORT)
    decided(store, "7-2", "", action, other_case_id="9-1")


def test_it_follows_a_case_that_is_numbered_anew(store: Store) -> None:
    on_second(store)
    assert now(store.snapshot().decisions[0]) == ("7-2", "9-1", Standing.STANDS)
    (told,) = run(store, series(SECOND, FIRST), REPORT, extractor="e2").decisions
    assert now(told) == ("7-1", "9-1", Standing.STANDS)


def test_it_follows_the_other_case_as_well(store: Store) -> None:
    run(store, SERIES, REPORT)
    decided(store, "9-1", "", "same_patient", other_case_id="7-2")
    (told,) = run(store, series(SECOND, FIRST), REPORT, extractor="e2").decisions
    assert now(told) == ("9-1", "7-1", Standing.STANDS)


def test_of_a_case_that_is_no_more_it_is_asked_again_and_not_given_to_another(
    store: Store,
) -> None:
    """The woman of 70 is told in the same sentences, all but the age."""
    on_second(store)
    (told,) = run(store, series(FIRST), REPORT, extractor="e2").decisions
    assert told.queued
    (told,) = run(store, SERIES, REPORT).decisions
    assert now(told) == ("7-2", "9-1", Standing.STANDS)


def test_it_covers_nothing_that_was_decided_of_other_patients(store: Store) -> None:
    run(store, SERIES, REPORT)
    decided(store, "7-1", "", "not_same_patient", other_case_id="9-1")
    decided(store, "7-2", "", "same_patient", other_case_id="9-1")
    registry = run(store, series(SECOND, FIRST), REPORT, extractor="e2")
    assert [now(one) for one in registry.decisions] == [
        ("7-2", "9-1", Standing.STANDS),
        ("7-1", "9-1", Standing.STANDS),
    ]
    registry = run(store, series(FIRST), REPORT, extractor="e3")
    assert standings(registry) == [Standing.STANDS, Standing.TO_REVIEW]


def test_it_is_decided_again_and_taken_back_under_the_new_names(store: Store) -> None:
    on_second(store)
    run(store, series(SECOND, FIRST), REPORT, extractor="e2")
    decided(store, "9-1", "", "not_same_patient", other_case_id="7-1")
    assert standings(store.snapshot()) == [Standing.REPLACED, Standing.STANDS]
    decided(store, "7-1", "", "undo", other_case_id="9-1")
    assert set(standings(store.snapshot())) == {Standing.REPLACED}
    assert set(standings(run(store, SERIES, REPORT))) == {Standing.REPLACED}


def test_what_is_asked_again_is_answered_by_deciding_again(store: Store) -> None:
    on_second(store)
    older = {**SECOND, "age_years=75": BOTH}
    del older["age_years=74"]
    registry = run(store, series(FIRST, older), REPORT, extractor="e2")
    assert now(registry.decisions[0]) == ("7-2", "9-1", Standing.TO_REVIEW)
    decided(store, "7-2", "", "not_same_patient", other_case_id="9-1")
    assert standings(store.snapshot()) == [Standing.REPLACED, Standing.STANDS]


def test_without_one_of_the_documents_it_is_kept(store: Store) -> None:
    on_second(store)
    (told,) = run(store, SERIES).decisions
    assert now(told) == ("7-2", "", Standing.NO_DOCUMENT)


def test_it_is_known_again_on_another_machine(store: Store) -> None:
    on_second(store)
    (whole,) = parse(decisions_csv(store.snapshot().decisions), "Ada", "2026-01-02")
    assert isinstance(whole, Decision)
    assert whole.other_signature
    assert decide(store, whole) == []
