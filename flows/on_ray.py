"""Batches on Ray, through prefect-ray."""

import logging
import os
import socket
from contextlib import AbstractContextManager

# Ray reads it when it is first imported: nothing is told of its use.
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
# Where its head is lost Ray would start one of its own on this machine, and go on with nothing.
os.environ.setdefault("RAY_ENABLE_AUTO_CONNECT", "0")

import ray
from prefect_ray import RayTaskRunner
from prefect_ray.context import remote_options
from ray.exceptions import (
    NodeDiedError,
    OutOfMemoryError,
    RaySystemError,
    WorkerCrashedError,
)

_ANSWER_S = 15

DIED = (WorkerCrashedError, NodeDiedError, OutOfMemoryError)
GONE = (ConnectionError, TimeoutError, RaySystemError)


def runner(address: str | None, workers: int) -> RayTaskRunner:
    """A runner on the cluster at an address, or on processes of this machine while it lasts."""
    quiet = {"logging_level": logging.CRITICAL, "log_to_driver": False}
    if address:
        # The client's own loggers ask no other, and tell of each attempt to reach a lost head.
        logging.getLogger("ray.util.client").setLevel(logging.CRITICAL)
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
    if not ray.is_initialized():
        raise ConnectionError("Ray's head was lost")
    # Ray waits a minute for a lost head and then ends this process without a word: look before.
    if not ray.util.client.ray.is_connected():
        host, _, port = ray.get_runtime_context().gcs_address.rpartition(":")
        socket.create_connection((host.strip("[]"), int(port)), _ANSWER_S).close()
    try:
        found = int(ray.cluster_resources().get("CPU", 0))
    except ValueError as error:  # From a channel that Ray's client has closed to open it anew.
        raise ConnectionError("Ray's head does not answer") from error
    if not found:
        raise ConnectionError("Ray's cluster has no processors")
    return found
