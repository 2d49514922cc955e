"""Batches on Ray, through prefect-ray."""

import logging
import os
import socket
from contextlib import AbstractContextManager

# Ray reads it when it is first imported: nothing is told of its use.
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")

import ray
from prefect_ray import RayTaskRunner
from prefect_ray.context import remote_options
from ray.exceptions import (
    NodeDiedError,
    OutOfMemoryError,
    WorkerCrashedError,
)

_ANSWER_S = 15

DIED = (WorkerCrashedError, NodeDiedError, OutOfMemoryError)
GONE = (ConnectionError, TimeoutError)


def runner(address: str | None, workers: int) -> RayTaskRunner:
    """A runner on the cluster at an address, or on processes of this machine while it lasts."""
    quiet = {"logging_level": logging.CRITICAL, "log_to_driver": False}
    if address:
        return RayTaskRunner(address, init_kwargs=quiet)
    return RayTaskRunner(
        init_kwargs={**quiet, "num_cpus": workers, "include_dashboard": False, "address": "local"}
    )


def submitting() -> AbstractContextManager[object]:
    """How a batch is submitted: one whose worker died is divided here, not tried as a whole."""
    options: AbstractContextManager[object] = remote_options(max_retries=0)
    return options


def slots(_runner: object) -> int:
    """The number of processors of all nodes."""
    # Ray waits a minute for a lost head and then ends this process without a word: look before.
    if not ray.util.client.ray.is_connected():
        host, _, port = ray.get_runtime_context().gcs_address.rpartition(":")
        socket.create_connection((host.strip("[]"), int(port)), _ANSWER_S).close()
    found = int(ray.cluster_resources().get("CPU", 0))
    if not found:
        raise ConnectionError("Ray's cluster has no processors")
    return found
