"""Decisions as CSV: out, in again on another machine, and as people write them."""

from pathlib import Path

import pytest

from pipeline.document.model import Meta
from pipeline.errors import UserError
from pipeline.export.decisions import decisions_csv, parse
from pipeline.registry.deciding import Request, decide
from pipeline.registry.decision import Decision, Standing
from pipeline.registry.store import FILE_NAME, Store, open_store
from tests.unit.registry.living import Article, cells, decided, outlook, run

AGE = "A 58-year-old man, =treated."
ARTICLE = Article("a.txt", (AGE,), ({"age_years=58": AGE, "sex=male": AGE},), Meta(pmid="7"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    with open_store(tmp_path / FILE_NAME) as opened:
        run(opened, ARTICLE)
        return opened


def read(text: str) -> list[Decision | Request]:
    return list(parse(text, "Ben", "2026-05-05"))


def test_decisions_go_to_another_machine_and_come_back(store: Store, tmp_path: Path) -> None:
    decided(store, "7-1", "age_years", "correct", new_value="63", why='=it says "63",\nreally')
    decided(store, "7-1", "sex", "accept")
    text = decisions_csv(store.snapshot().decisions)
    with open_store(tmp_path / "other.sqlite") as other:
        assert len(decide(other, *read(text))) == 2
        assert {one.standing for one in other.snapshot().decisions} == {Standing.NO_DOCUMENT}
        assert cells(run(other, ARTICLE), "7-1")["age_years"] == "63"
        assert decisions_csv(other.snapshot().decisions) == text
        assert decide(other, *read(text)) == []
    assert decide(store, *read(text)) == []


def test_a_spreadsheet_needs_three_columns(store: Store) -> None:
    (made,) = decide(store, *read("case_id,field,action,why\n7-1,sex,accept,read\n,,,\n"))
    assert (made.decided_by, made.decided_at) == ("Ben", "2026-05-05")
    assert outlook(store.snapshot()).standing is Standing.STANDS


def test_a_decision_that_was_edited_is_no_old_one(store: Store) -> None:
    decided(store, "7-1", "sex", "accept")
    text = decisions_csv(store.snapshot().decisions).replace("seen", "not seen")
    with pytest.raises(UserError, match="leave its decision_id empty"):
        decide(store, *read(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("case_id,why\n7-1,x\n", "it lacks action"),
        ("case_id,action,why\n7-1,agree,x\n", "line 2: action 'agree' is none of accept"),
    ],
)
def test_a_file_that_cannot_be_used(text: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read(text)


def test_all_of_a_file_or_nothing(store: Store) -> None:
    text = "case_id,field,action,why\n7-1,sex,accept,x\n7-1,colour,accept,x\n"
    with pytest.raises(UserError, match="colour"):
        decide(store, *read(text))
    assert store.snapshot().decisions == ()
