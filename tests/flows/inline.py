"""The flow without Prefect and without worker processes: every other step as users run it."""

from collections.abc import Sequence

import pytest

import flows.launch
import flows.run
from flows.batches import Work
from flows.run import leakreg_run
from pipeline.ingest.outcome import Failure
from pipeline.registry.model import Input
from pipeline.settings import RunSettings
from pipeline.summary import Summary
from pipeline.work import Job, Result, work_on

_DONE: dict[str, Result] = {}
"""What came of a file's bytes; they are worked on once for all tests."""


def work_inline(work: Work, fresh: Sequence[Input]) -> dict[str, Failure]:
    """Works on files one by one and records each, as the tasks do with batches."""
    for one in fresh:
        if one.sha256 not in _DONE:
            _DONE[one.sha256] = work_on(Job(one.path, one.sha256))
        result = _DONE[one.sha256]
        if result.outcome:
            work.store.save_outcomes([(one.sha256, result.outcome)], work.reader)
        work.store.save_extractions(result.extractions, work.extractor)
    return {}


def _run(settings: RunSettings) -> Summary:
    paths = [str(path) for path in settings.paths]
    return leakreg_run.fn(paths, str(settings.out), rehash=settings.rehash)


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes `leakreg run` do everything in this process."""
    monkeypatch.setattr(flows.launch, "_run", _run)
    monkeypatch.setattr(flows.run, "work_on_all", work_inline)
    monkeypatch.setattr(flows.run, "_publish", lambda _summary: None)
