"""Another attempt where a file could not be opened: a share or a drive may be back in a second."""

from collections.abc import Iterable, Sequence
from typing import Any

from prefect import Task
from prefect.client.schemas.objects import State, TaskRun
from prefect.runtime import task_run

from pipeline.ingest.outcome import Failure, FailureCode
from pipeline.work import Result

IO_RETRIES = 2


def is_io(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether another attempt may help."""
    return isinstance(state.result(raise_on_failure=False), OSError)


def opened_all(results: Sequence[Result]) -> None:
    """Ends a task's attempt, unless it is the last, if a file could not be opened.

    Raises:
        OSError: with the names of the files.
    """
    names = [str(one.path) for one in results if unreadable(one)]
    if names and task_run.run_count <= IO_RETRIES:
        raise OSError(f"cannot be opened: {', '.join(names)}")


def unreadable(result: Result) -> Failure | None:
    """The failure to open a file; it is not recorded as read."""
    failure = result.outcome.failure if result.outcome else None
    return failure if failure and failure.code is FailureCode.UNREADABLE else None


def failures(results: Iterable[Result]) -> dict[str, Failure]:
    """The failures to open a file, by its hash."""
    return {one.sha256: failure for one in results if (failure := unreadable(one))}
