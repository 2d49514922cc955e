"""Where batch tasks run: on threads beside warm processes here, or on a cluster of Dask or Ray."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from importlib import import_module
from typing import Any, Protocol, cast

from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from pipeline.errors import UserError
from pipeline.settings import LOCAL, RunSettings

Runner = TaskRunner[Any]
Errors = tuple[type[BaseException], ...]


class Cluster(Protocol):
    """What a cluster's module says of it; `flows.on_dask` and `flows.on_ray` are two.

    Attributes:
        DIED: raised for a batch whose worker died.
        GONE: raised when the cluster cannot be reached, or no longer.
        runner: makes Prefect's runner, of a running cluster or of one of so many workers.
        submitting: the context in which a batch is submitted.
        slots: how many batches the cluster works on at a time; raises one of `GONE`.
    """

    DIED: Errors
    GONE: Errors
    runner: Callable[[str | None, int], Runner]
    submitting: Callable[[], AbstractContextManager[object]]
    slots: Callable[[Any], int]


def task_runner(settings: RunSettings) -> Runner:
    """The runner of an engine; of the local one a thread a worker, which waits while that works.

    Raises:
        UserError: if the engine is not installed.
    """
    cluster = cluster_named(settings.engine)
    if cluster is None:
        return ThreadPoolTaskRunner(max_workers=settings.workers)
    return cluster.runner(settings.address, settings.workers)


def cluster_named(engine: str) -> Cluster | None:
    """The cluster of an engine, None for the local one, which has none.

    Raises:
        UserError: if the engine is not installed.
    """
    if engine == LOCAL:
        return None
    try:
        return cast(Cluster, import_module(f"flows.on_{engine}"))
    except ModuleNotFoundError as error:
        raise UserError(
            f"--engine {engine} is not installed: pip install 'leakreg[{engine}]'."
        ) from error


def no_cluster(place: str) -> UserError:
    """What is said where no cluster answers.

    Args:
        place: its address, or where it should have been.
    """
    return UserError(f"No cluster answers at {place}: start it, or check --address.")


def cluster_behind(runner: Runner) -> Cluster | None:
    """The cluster that a runner submits to."""
    if isinstance(runner, ThreadPoolTaskRunner):
        return None
    return cluster_named(type(runner).__name__.removesuffix("TaskRunner").lower())
