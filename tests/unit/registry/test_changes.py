"""What changed between two releases, and why."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.document.model import Mark, Meta, Notice
from pipeline.registry.changes import Change, counted, difference, different_lines
from pipeline.registry.store import Store
from tests.unit.registry.living import Article, decided, release

AGE = "A 58-year-old man was treated at L1 and L2."
LEAK = "CT showed venous and epidural cement."
MAN = {
    "age_years=58": AGE,
    "sex=male": AGE,
    "treated_levels=L1": AGE,
    "treated_levels=L2": AGE,
    "leakage_site=venous": LEAK,
}
ARTICLE = Article("a.txt", (AGE, LEAK), (MAN,), Meta(title="Of one man alone", pmid="7"))
YOUNG = "A 20-year-old woman."
OTHER = Article("b.txt", (YOUNG,), ({"age_years=20": YOUNG, "sex=female": YOUNG},), Meta(pmid="8"))
RETRACTION = Article(
    "c.txt",
    ("The article is retracted.",),
    (),
    Meta(title="Retraction", pmid="9", notices=(Notice(Mark.RETRACTED, pmid="7"),)),
)
CORRECTION = replace(
    RETRACTION, meta=replace(RETRACTION.meta, notices=(Notice(Mark.CORRECTED, pmid="7"),))
)

Make = Callable[..., None]


@pytest.fixture
def make(store: Store, tmp_path: Path) -> Make:
    def made(*articles: Article, **with_: object) -> None:
        release(store, tmp_path / "tables", *articles, **with_)  # type: ignore[arg-type]

    return made


def told(change: Change) -> str:
    cell = f" {change.field}" if change.field else ""
    values = f" {change.old}->{change.new}" if change.field else ""
    return f"{change.key}{cell} {change.change}{values} ({', '.join(change.causes)})"


def changes(store: Store, table: str = "registry", old: int = 1, new: int = 2) -> list[str]:
    return [told(one) for one in difference(store, old, new).changes if one.table == table]


def test_a_new_document(store: Store, make: Make) -> None:
    make(ARTICLE)
    make(ARTICLE, OTHER)
    assert changes(store) == [
        "8-1 added (new document)",
        "8-1 age_years added ->20 (new document)",
        "8-1 sex added ->female (new document)",
        "8-1 confidence added ->0.9 (new document)",
        "8-1 review_status added ->machine (new document)",
    ]
    assert changes(store, "documents") == ["8 added (new document)"]
    assert difference(store, 1, 2).files == (
        "documents.csv", "evidence.csv", "overview.csv", "registry.csv"
    )  # fmt: skip


def test_a_document_that_is_gone(store: Store, make: Make) -> None:
    make(ARTICLE, OTHER)
    make(ARTICLE)
    assert changes(store)[:2] == [
        "8-1 withdrawn (document removed)",
        "8-1 age_years withdrawn 20-> (document removed)",
    ]


def test_a_changed_file(store: Store, make: Make) -> None:
    make(ARTICLE)
    said = AGE.replace("58", "59")
    patient = {"age_years=59": said, "sex=male": said, "treated_levels=L1": said}
    make(replace(ARTICLE, sentences=(said, LEAK), patients=(patient,)))
    assert changes(store) == [
        "7-1 age_years changed 58->59 (changed source)",
        "7-1 treated_levels changed L1; L2->L1 (changed source)",
        "7-1 leakage_site withdrawn venous-> (changed source)",
    ]


def test_a_changed_file_without_identifiers_keeps_its_row(store: Store, make: Make) -> None:
    plain = replace(ARTICLE, meta=Meta())
    make(plain)
    said = AGE.replace("58", "59")
    make(replace(plain, sentences=(said, LEAK), patients=({"age_years=59": said},)))
    found = changes(store)
    assert len(found) == 6
    assert found[0].split(" ")[1:3] == ["case_id", "changed"]
    assert {line.rpartition("(")[2] for line in found} == {"changed source)"}


def test_a_retraction(store: Store, make: Make) -> None:
    make(ARTICLE)
    make(ARTICLE, RETRACTION)
    assert changes(store)[0] == "7-1 withdrawn (retraction)"
    assert changes(store, "documents") == [
        "7 status changed included->excluded (retraction)",
        "7 reason_code added ->retracted (retraction)",
        "7 notices added ->retracted (retraction)",
        "7 study_type withdrawn case_report-> (retraction)",
        "7 n_cases changed 1->0 (retraction)",
        "9 added (new document)",
    ]


def test_a_correction(store: Store, make: Make) -> None:
    make(ARTICLE)
    make(ARTICLE, CORRECTION)
    assert changes(store) == ["7-1 flags added ->document_corrected (correction)"]


def test_another_extractor(store: Store, make: Make) -> None:
    make(ARTICLE, OTHER)
    make(replace(ARTICLE, patients=({**MAN, "leakage_site=epidural": LEAK},)), OTHER,
         extractor="e2")  # fmt: skip
    assert changes(store) == [
        "7-1 leakage_site changed venous->epidural; venous (extractor version)"
    ]


def test_another_reader(store: Store, make: Make) -> None:
    article = replace(ARTICLE, bytes_of="the same")
    make(article)
    patient = {"age_years=58": AGE, "leakage_site=venous": LEAK}
    more = (AGE, LEAK, "A footnote.")
    make(replace(article, sentences=more, patients=(patient,)), reader="r2")
    assert set(changes(store)) == {
        "7-1 sex withdrawn male-> (reader version)",
        "7-1 treated_levels withdrawn L1; L2-> (reader version)",
    }


def test_a_decision(store: Store, make: Make) -> None:
    make(ARTICLE)
    decided(store, "7-1", "age_years", "correct", new_value="63")
    make(ARTICLE)
    assert changes(store) == [
        "7-1 age_years changed 58->63 (decision)",
        "7-1 review_status changed machine->corrected (decision)",
    ]


def test_settings(store: Store, make: Make) -> None:
    make(ARTICLE, RETRACTION)
    make(ARTICLE, RETRACTION, excluded=())
    assert changes(store)[0] == "7-1 added (settings)"
    assert changes(store)[1:3] == [
        "7-1 age_years added ->58 (settings)",
        "7-1 sex added ->male (settings)",
    ]


def test_several_causes_stand_in_their_order(store: Store, make: Make) -> None:
    make(ARTICLE)
    decided(store, "7-1", "sex", "reject")
    said = AGE.replace("58", "59")
    patient = {"age_years=59": said, "sex=male": said, "treated_levels=L1": said,
               "treated_levels=L2": said, "leakage_site=venous": LEAK}  # fmt: skip
    make(replace(ARTICLE, sentences=(said, LEAK), patients=(patient,)), extractor="e2")
    assert changes(store)[:2] == [
        "7-1 age_years changed 58->59 (changed source, extractor version)",
        "7-1 sex withdrawn male-> (decision, changed source, extractor version)",
    ]


def test_a_better_identifier_is_a_new_name_of_the_row(store: Store, make: Make) -> None:
    plain = replace(ARTICLE, meta=Meta(title=ARTICLE.meta.title + " in Berlin", authors=("Mao",)))
    make(plain)
    record = Article("r.txt", ("Abstract.",), (), replace(plain.meta, pmid="7"))
    make(plain, record)
    assert [line.partition(" ")[0] for line in changes(store)] == ["7-1"] * 3
    assert {line.rpartition("(")[2] for line in changes(store)} == {"new document)"}
    assert changes(store)[2] == "7-1 pmid added ->7 (new document)"


def test_a_flag_that_another_document_brings(store: Store, make: Make) -> None:
    authors = ("Mao", "Li", "Ito")
    meta = replace(ARTICLE.meta, authors=authors, year=2020)
    again = replace(
        ARTICLE, path="d.txt", sentences=(*ARTICLE.sentences, "He was told of before."),
        meta=Meta(title="The same man told again", pmid="77", authors=authors, year=2021),
    )  # fmt: skip
    first = replace(ARTICLE, meta=meta)
    make(first)
    make(first, again)
    assert changes(store)[0] == "7-1 flags added ->possible_same_patient (new document)"


def test_changes_are_counted_by_their_cause(store: Store, make: Make) -> None:
    make(ARTICLE)
    make(replace(ARTICLE, patients=(MAN, {"age_years=58": AGE})), OTHER, extractor="e2")
    assert counted(difference(store, 1, 2).changes) == [
        {"table": "registry", "change": "added", "cause": "new document", "rows": 1, "cells": 0},
        {"table": "registry", "change": "added", "cause": "extractor version", "rows": 1,
         "cells": 0},
        {"table": "documents", "change": "added", "cause": "new document", "rows": 1, "cells": 0},
        {"table": "documents", "change": "changed", "cause": "extractor version", "rows": 1,
         "cells": 1},
    ]  # fmt: skip


def test_nothing_between_a_release_and_itself(store: Store, make: Make) -> None:
    make(ARTICLE)
    assert difference(store, 1, 1).changes == ()
    assert difference(store, 1, 1).files == ()


def test_only_lines_that_differ_are_compared() -> None:
    old, new = b"a,b\n1,x\n2,y\n3,z\n", b"a,b\n1,x\n2,w\n4,z\n"
    assert different_lines(old, new) == (b"a,b\n2,y\n3,z\n", b"a,b\n2,w\n4,z\n")
    assert different_lines(b"", new) == (b"", new)


def test_a_cell_of_several_lines_is_not_torn() -> None:
    old, new = b'a,b\n1,"x\n2,y"\n', b'a,b\n1,"x\n2,w"\n'
    assert different_lines(old, new) == (old, new)
