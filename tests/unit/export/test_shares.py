"""Tables of which only the changed lines are made are those that are made anew as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.document.model import Mark, Meta, Notice
from pipeline.errors import UserError
from pipeline.export import shares
from pipeline.export.release import export_all
from pipeline.export.table import StudyTable
from pipeline.registry.deciding import decide
from pipeline.registry.model import Study
from pipeline.registry.pairs import same_patient_pairs
from pipeline.registry.store import FILE_NAME, Store, open_store
from tests.unit.registry.living import Article, decided, release, run

AGE = "A 58-year-old man was treated at L1."
LEAK = "CT showed venous and epidural cement."
MAN = {"age_years=58": AGE, "sex=male": AGE, "treated_levels=L1": AGE, "leakage_site=venous": LEAK}
OTHERS = (
    MAN,
    {**MAN, "leakage_site=epidural": LEAK},
    {"age_years=58": AGE, "leakage_site!venous": LEAK},
    {"sex=male": AGE},
)
RETRACTION = Article(
    "notice.txt",
    ("The article is retracted.",),
    (),
    Meta(title="Retraction", pmid="9", notices=(Notice(Mark.RETRACTED, pmid="1"),)),
)


def article(number: int) -> Article:
    """An article of the same surgeons on a patient who is much like that of the others."""
    meta = Meta(title=f"Of the man number {number}", pmid=str(number), authors=("Mao", "Li"))
    return Article(f"{number}.txt", (AGE, LEAK), (MAN,), meta)


@dataclass
class Life:
    """A registry over time: its articles by path, and with what they are read."""

    store: Store
    out: Path
    articles: dict[str, Article] = field(default_factory=dict)
    reader: int = 1
    extractor: int = 1

    def put(self, *articles: Article) -> None:
        self.articles |= {one.path: one for one in articles}

    def release(self) -> None:
        release(
            self.store,
            self.out,
            *self.articles.values(),
            reader=f"r{self.reader}",
            extractor=f"e{self.extractor}",
        )

    def check(self) -> None:
        """The tables are those of a registry that never was another one."""
        decisions = [one.decision for one in self.store.snapshot().decisions]
        with TemporaryDirectory() as home, open_store(Path(home) / FILE_NAME) as store:
            told = self.articles.values()
            run(store, *told, reader=f"r{self.reader}", extractor=f"e{self.extractor}")
            decide(store, *decisions)
            whole = run(store, *told, reader=f"r{self.reader}", extractor=f"e{self.extractor}")
            for path in export_all(whole, Path(home) / "tables"):
                assert (self.out / path.name).read_bytes() == path.read_bytes(), path.name
        assert self.store.snapshot() == whole
        assert same_patient_pairs(whole.studies) == whole.pairs


@pytest.fixture
def life(store: Store, tmp_path: Path) -> Life:
    found = Life(store, tmp_path / "tables")
    found.put(article(1), article(2), article(3))
    found.release()
    return found


@pytest.fixture
def store(tmp_path: Path, database: str) -> Iterator[Store]:
    with open_store(tmp_path / "out" / FILE_NAME) as opened:
        yield opened


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents whose lines are made, as often as they are."""
    names: list[str] = []
    lines = StudyTable.lines

    def watched(table: StudyTable, study: Study) -> bytes:
        names.extend([study.document_id] * (table.filename == "registry.csv"))
        return lines(table, study)

    monkeypatch.setattr(StudyTable, "lines", watched)
    return names


def test_the_lines_of_what_did_not_change_are_copied(life: Life, made: list[str]) -> None:
    life.put(replace(article(4), patients=({"sex=female": AGE},)))
    life.release()
    assert made == ["4"]
    life.check()


def test_a_new_pair_changes_the_lines_of_both(life: Life, made: list[str]) -> None:
    life.articles = {"1.txt": article(1), "5.txt": replace(article(5), patients=(OTHERS[3],))}
    life.release()
    made.clear()
    life.put(article(2))
    life.release()
    assert made == ["1", "2"]
    life.check()


def test_a_decision(life: Life, made: list[str]) -> None:
    decided(life.store, "2-1", "age_years", "correct", new_value="61")
    life.release()
    assert made == ["2"]
    life.check()
    decided(life.store, "2-1", "age_years", "undo")
    life.release()
    life.check()


def test_a_document_that_is_withdrawn(life: Life) -> None:
    del life.articles["1.txt"]
    life.release()
    life.check()
    life.put(article(1))
    life.release()
    life.check()


def test_a_retraction(life: Life) -> None:
    life.put(RETRACTION)
    life.release()
    life.check()


def test_another_extractor(life: Life, made: list[str]) -> None:
    life.extractor = 2
    life.put(replace(article(2), patients=(OTHERS[2], OTHERS[3])))
    life.release()
    assert "2" in made
    life.check()


def test_another_program_makes_all_lines(
    life: Life, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "_program", lambda: "another")
    life.release()
    assert made == ["1", "2", "3"]
    life.check()


@pytest.mark.parametrize("kept", [{"registry.csv"}, {"registry.csv", "evidence.csv"}, set()])
def test_tables_that_were_touched_are_made_anew(life: Life, kept: set[str]) -> None:
    for path in life.out.glob("*.csv"):
        if path.name not in kept:
            path.write_bytes(path.read_bytes().replace(b"58", b"85"))
    life.put(article(4))
    life.release()
    life.check()


def test_tables_that_are_gone_are_made_anew(life: Life, made: list[str]) -> None:
    (life.out / "evidence.csv").unlink()
    life.release()
    assert made == ["1", "2", "3"]
    life.check()


def test_a_registry_that_knows_nothing_of_its_tables(life: Life, made: list[str]) -> None:
    life.store.save_shares("")
    life.release()
    assert made == ["1", "2", "3"]
    life.check()


numbers = st.integers(1, 5)
changes = st.one_of(
    st.tuples(st.just("put"), numbers, st.lists(st.sampled_from(OTHERS), max_size=2)),
    st.tuples(st.just("title"), numbers, st.sampled_from(("", "Of another man in a longer title"))),
    st.tuples(st.just("move"), numbers),
    st.tuples(st.just("drop"), numbers),
    st.tuples(st.just("copy"), numbers),
    st.tuples(st.just("retract")),
    st.tuples(st.just("reader")),
    st.tuples(st.just("extractor")),
    st.tuples(st.just("decide"), numbers, st.sampled_from(("accept", "reject")),
              st.sampled_from(("", "age_years", "leakage_site=venous"))),
    st.tuples(st.just("touch"), st.sampled_from(("registry.csv", "evidence.csv"))),
)  # fmt: skip


@given(st.lists(st.lists(changes, min_size=1, max_size=3), min_size=1, max_size=4))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_happens_the_tables_are_those_made_anew(
    runs: list[list[tuple[object, ...]]],
) -> None:
    with TemporaryDirectory() as home, open_store(Path(home) / FILE_NAME) as store:
        life = Life(store, Path(home) / "tables")
        life.put(*map(article, (1, 2, 3)))
        life.release()
        for some in runs:
            for one in some:
                happen(life, str(one[0]), one[1:])
            life.release()
        life.check()


def happen(life: Life, what: str, told: Sequence[object]) -> None:
    """One change of what the registry is made from."""
    number = told[0] if told and isinstance(told[0], int) else 0
    name = next((path for path in life.articles if path.startswith(f"{number}.")), "")
    if what == "put":
        life.put(replace(article(number), patients=tuple(told[1])))  # type: ignore[arg-type]
    elif what == "retract":
        life.put(RETRACTION)
    elif what in ("reader", "extractor"):
        setattr(life, what, getattr(life, what) + 1)
    elif what == "touch":
        path = life.out / str(told[0])
        path.write_bytes(path.read_bytes() + b"\n")
    elif what == "decide":
        try:
            decided(life.store, f"{number}-1", str(told[2]), str(told[1]))
        except UserError:
            return
    elif name:
        one = life.articles[name]
        if what == "title":
            life.put(replace(one, meta=replace(one.meta, title=str(told[1]))))
        elif what == "copy":
            life.put(replace(one, path=f"copy of {name}", bytes_of=f"copy of {name}"))
        else:
            del life.articles[name]
            if what == "move":
                life.put(replace(one, path=f"{number}.moved.txt"))
