"""Whatever is decided, read and extracted anew, in whatever order: no decision is lost."""

from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.document.model import Mark, Meta
from pipeline.errors import UserError
from pipeline.export.evidence import EVIDENCE
from pipeline.registry.decision import Decision, Standing
from pipeline.registry.model import Registry
from pipeline.registry.store import FILE_NAME, Store, open_store
from pipeline.registry.verify import verify
from tests.unit.registry.living import Article, decided, run

SENTENCES = (
    "A man of 58 years was treated at L1.",
    "The man, aged 59, was treated at L2.",
    "CT showed cement in veins and canal.",
    "There was neither infection nor haematoma.",
)
SAID = (
    "age_years=58",
    "age_years=59",
    "sex=male",
    "sex=female",
    "treated_levels=L1",
    "treated_levels=L2",
    "leakage_site=venous",
    "leakage_site!venous",
    "complication!infection",
)
CELLS = ("", "age_years", "sex", "treated_levels", "leakage_site", "leakage_site=venous",
         "complication_absent", "complication_absent=infection")  # fmt: skip
NEW = {"age_years": "63", "sex": "female", "treated_levels": "L2; L3", "leakage_site": "epidural",
       "complication_absent": "haematoma"}  # fmt: skip


def agreeing(told: dict[str, str]) -> dict[str, str]:
    """The values without a second age or sex: an extractor gives one."""
    single = {said.partition("=")[0]: said for said in told if said[:3] in ("age", "sex")}
    return {
        said: quote for said, quote in told.items()
        if said in single.values() or said[:3] not in ("age", "sex")
    }  # fmt: skip


patient = st.dictionaries(st.sampled_from(SAID), st.sampled_from(SENTENCES), max_size=5)
patients = st.lists(patient.map(agreeing), max_size=3)
runs = st.tuples(
    patients,
    st.permutations(SENTENCES),
    st.sampled_from(("a.txt", "b.txt")),
    st.sampled_from((Meta(pmid="7"), Meta(), Meta(pmid="7", marks=(Mark.RETRACTED,)))),
    st.booleans(),
)
choices = st.tuples(
    st.integers(0, 2),
    st.sampled_from(CELLS),
    st.sampled_from(("accept", "reject", "correct", "add", "undo")),
    st.sampled_from(SENTENCES),
)
steps = st.lists(st.one_of(runs, choices), min_size=2, max_size=8)


@given(steps)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_decision_is_ever_lost(told: list[tuple[object, ...]]) -> None:
    with TemporaryDirectory() as home, open_store(Path(home) / FILE_NAME) as store:
        made: list[Decision] = []
        number = count(1)
        for step in told:
            if isinstance(step[0], list):
                registry = again(store, step, next(number))
            else:
                made += tried(store, step)
                registry = store.snapshot()
            check(store, registry, made)


def again(store: Store, step: tuple[object, ...], number: int) -> Registry:
    """A run over what the step says the article is, by another extractor each time."""
    told, sentences, path, meta, there = step
    article = Article(path, tuple(sentences), tuple(told), meta)  # type: ignore[arg-type]
    return run(store, *([article] if there else []), extractor=f"e{number}")


def tried(store: Store, step: tuple[object, ...]) -> list[Decision]:
    """What the step decides, where that can be decided."""
    place, cell, action, quote = step
    registry = store.snapshot()
    names = [study.case_id(case) for study in registry.studies for case in study.extraction.cases]
    if not names:
        return []
    field = str(cell).partition("=")[0]
    more = {"quote": str(quote)} if action == "add" else {}
    if action in ("add", "correct"):
        more["new_value"] = NEW.get(field, "")
        cell = f"{field}={NEW.get(field, '').split('; ')[0]}" if action == "add" else cell
    try:
        return decided(store, names[int(str(place)) % len(names)], str(cell), str(action), **more)
    except UserError:
        return []


def check(store: Store, registry: Registry, made: list[Decision]) -> None:
    """All decisions are there as they were made, and what stands in the tables has evidence."""
    kept = {one.decision.decision_id: one.decision for one in registry.decisions}
    assert [replace(one, number=0) for one in kept.values()] == [
        replace(one, number=0) for one in {one.decision_id: one for one in made}.values()
    ]
    assert verify(store) == []
    for study in registry.studies:
        for case in study.extraction.cases:
            review = study.review(case)
            standing = [item for item, status in review.values if status != "rejected"]
            assert sorted(map(repr, standing)) == sorted(map(repr, case.evidence))
            values = case.values()
            assert all(len({e.value for e in case.evidence if e.field == name}) == 1
                       for name in ("age_years", "sex") if name in values)  # fmt: skip
            queued = [one for one in registry.decisions
                      if one.queued and one.case_id == study.case_id(case)]  # fmt: skip
            assert ("decision_to_review" in case.flags) == bool(queued)
    assert EVIDENCE.content(registry)
    for one in registry.decisions:
        assert one.standing in set(Standing)
