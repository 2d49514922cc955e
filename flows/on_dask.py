"""Batches on Dask, through prefect-dask."""

import logging
from asyncio import CancelledError
from concurrent.futures import CancelledError as OtherCancelledError
from contextlib import AbstractContextManager, nullcontext

import dask
from distributed import KilledWorker
from prefect_dask import DaskTaskRunner

_ANSWER_S = 15

DIED = (KilledWorker,)
GONE = (CancelledError, OtherCancelledError, OSError, TimeoutError)


def runner(address: str | None, workers: int) -> DaskTaskRunner:
    """A runner on the cluster at an address, or on processes of this machine while it lasts."""
    for name in ("distributed", "distributed.client"):  # The client's has a level of its own.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    if address:
        return DaskTaskRunner(address=address, client_kwargs={"timeout": _ANSWER_S})
    # A batch whose worker died is divided here; Dask would try the whole of it three times more.
    dask.config.set({"distributed.scheduler.allowed-failures": 0})
    return DaskTaskRunner(
        cluster_kwargs={
            "n_workers": workers,
            "threads_per_worker": 1,
            "memory_limit": 0,
            "host": "127.0.0.1",
            "dashboard_address": "127.0.0.1:0",
            "silence_logs": logging.CRITICAL,
        }
    )


def submitting() -> AbstractContextManager[object]:
    """How a batch is submitted: as it is."""
    return nullcontext()


def slots(runner: DaskTaskRunner) -> int:
    """The number of threads of all workers; waits a while for the first of them."""
    runner.client.wait_for_workers(1, timeout=_ANSWER_S)
    return sum(runner.client.nthreads().values())
