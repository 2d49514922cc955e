"""Where batch tasks run."""

from typing import Any

from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from pipeline.settings import RunSettings


def task_runner(settings: RunSettings) -> TaskRunner[Any]:
    """The runner of an engine: one thread a worker, which waits while its worker works."""
    return ThreadPoolTaskRunner(max_workers=settings.workers)
