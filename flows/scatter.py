"""Hands batches to a cluster and takes back what came of them, whatever becomes of its workers.

A batch whose worker died is divided until a single document is left, and that is tried once more
with nothing beside it: a worker that dies then died over it. Prefect alone would call such a run
complete: every future is asked for its result here.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from contextvars import copy_context
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from prefect.futures import PrefectFuture

from flows.engines import Cluster, Runner, no_cluster
from flows.remote import work_remotely
from flows.warm import Order, Parcel
from pipeline.errors import UserError
from pipeline.ingest.outcome import FailureCode, failed
from pipeline.work import Result

_LOOK_S = 5.0
_AHEAD = 2
"""Batches a slot that are with the cluster at a time, so that none waits; no more, for memory."""

Future = PrefectFuture[Parcel]
T = TypeVar("T")


def scattered(orders: Iterable[Order], cluster: Cluster, runner: Runner) -> Iterator[list[Result]]:
    """What came of each order, as it comes.

    Args:
        orders: the batches.
        cluster: where the runner submits to.
        runner: the flow's task runner, started.

    Raises:
        UserError: if the cluster is lost; what was yielded before stays true.
    """
    try:
        cluster.slots(runner)
    except cluster.GONE as error:
        place = getattr(runner, "address", None) or "this machine"
        raise no_cluster(place) from error
    try:
        suspects: list[Order] = []
        yield from _all(deque(orders), cluster, runner, suspects)
        for suspect in suspects:
            died: list[Order] = []
            yield from _all(deque([suspect]), cluster, runner, died)
            yield from map(_crashed, died)
    except cluster.GONE as error:
        raise UserError(
            "The cluster was lost. What was finished is kept and nothing else is reported: run "
            "again when its scheduler answers."
        ) from error


def _all(
    waiting: deque[Order], cluster: Cluster, runner: Runner, died: list[Order]
) -> Iterator[list[Result]]:
    """The results of all orders but those of one document whose worker died."""
    under_way: dict[Future, Order] = {}
    ended: SimpleQueue[Future] = SimpleQueue()
    while waiting or under_way:
        while waiting and len(under_way) < _AHEAD * cluster.slots(runner):
            order = waiting.popleft()
            future = _submitted(order, cluster, runner)
            under_way[future] = order
            future.add_done_callback(ended.put)
        future = _next(ended, cluster, runner)
        order = under_way.pop(future)
        try:
            yield list(future.result().results)
        except cluster.DIED:
            if len(order.jobs) > 1:
                waiting.extend(order.halves())
            else:
                died.append(order)


def _submitted(order: Order, cluster: Cluster, runner: Runner) -> Future:
    """Hands a batch over, beside the flow: a head that is lost meanwhile never takes it."""
    taken: SimpleQueue[Future | BaseException] = SimpleQueue()
    context = copy_context()

    def hand_over() -> None:
        try:
            with cluster.submitting():
                future: Any = work_remotely.submit(order)
        except BaseException as error:
            future = error
        taken.put(future)

    Thread(target=lambda: context.run(hand_over), daemon=True).start()
    future = _next(taken, cluster, runner)
    if isinstance(future, BaseException):
        raise future
    return future


def _next(ended: "SimpleQueue[T]", cluster: Cluster, runner: Runner) -> T:
    """What comes next; looks now and then whether the cluster still lives."""
    while True:
        try:
            return ended.get(timeout=_LOOK_S)
        except Empty:
            cluster.slots(runner)


def _crashed(order: Order) -> list[Result]:
    """A single document that takes its worker down."""
    (job,) = order.jobs
    outcome = failed(FailureCode.CRASHED, "Its worker died over the file twice.")
    return [Result(job.path, job.sha256, outcome if job.documents is None else None)]
