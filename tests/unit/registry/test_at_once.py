"""Processes that record runs and write tables at the same time."""

import multiprocessing
from pathlib import Path

import pytest

from pipeline.export.release import LOCK_NAME, export_all
from pipeline.filelock import locked
from pipeline.ingest.outcome import Outcome
from pipeline.registry.identity import content_key
from pipeline.registry.model import Input
from pipeline.registry.store import open_store
from pipeline.resolve.model import Extraction
from tests.unit.samples import case, document, value

ROUNDS = 3
SHARED, OWN = 4, 4


def work(at: tuple[Path, int]) -> None:
    """A run over files of which the first are those of all runs."""
    out, worker = at
    numbers = [*range(SHARED), *(100 * (worker + 1) + n for n in range(OWN))]
    inputs = [Input(f"in/{number}.txt", f"{number}") for number in numbers]
    for _ in range(ROUNDS):
        with open_store(out / "registry.sqlite") as store:
            for number in numbers:
                found = document(f"A man of {number} years.", pmid=f"{number + 1}")
                age = Extraction(
                    "case_report", True, "", (case(1, value("age_years", f"{number}")),)
                )
                store.save_outcomes([(f"{number}", Outcome((found,)))], "r")
                store.save_extractions([(content_key(found), age)], "e")
            with locked(out / LOCK_NAME):
                export_all(store.record_run(inputs, "r", "e"), out)


@pytest.mark.usefixtures("database")
def test_the_tables_are_those_of_the_run_that_ended_last(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.map(work, [(out, worker) for worker in range(4)], 1)
    with open_store(out / "registry.sqlite") as store:
        registry = store.snapshot()
        known = [f"{n}" for n in range(SHARED)]
        known += [f"{100 * (w + 1) + n}" for w in range(4) for n in range(OWN)]
        for sha256 in known:
            outcome = store.known_outcome(sha256, "r")
            assert outcome
            assert len(outcome.documents) == 1
    assert len(registry.studies) == SHARED + OWN
    (tmp_path / "again").mkdir()
    for path in export_all(registry, tmp_path / "again"):
        assert path.read_bytes() == (out / path.name).read_bytes(), path.name
