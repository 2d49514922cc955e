"""Tasks for a cluster that fail as machines do, in place of the one that a run submits."""

import os
import signal
import sqlite3
import time
from contextlib import closing

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.remote import work_remotely
from flows.warm import Order, Parcel
from tests.flows.clusters import HEAD

POISON = "man.txt"


@task(cache_policy=NO_CACHE, persist_result=False)
def killed_once(order: Order) -> Parcel:
    """The first worker that is given a batch is killed over it."""
    marker = order.jobs[0].path.parents[1] / "killed"
    try:
        marker.touch(exist_ok=False)
    except FileExistsError:
        return work_remotely.fn(order)
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


@task(cache_policy=NO_CACHE, persist_result=False)
def killed_by_poison(order: Order) -> Parcel:
    """Every worker that is given one certain document is killed over it."""
    if any(job.path.name == POISON for job in order.jobs):
        os.kill(os.getpid(), signal.SIGKILL)
    return work_remotely.fn(order)


@task(cache_policy=NO_CACHE, persist_result=False)
def head_lost(order: Order) -> Parcel:
    """Every batch but the first kills the cluster's head as soon as the first is committed."""
    home = next(one for one in order.jobs[0].path.parents if (one / HEAD).exists())
    try:
        (home / "first").touch(exist_ok=False)
    except FileExistsError:
        with closing(sqlite3.connect(home / "out" / "registry.sqlite")) as registry:
            while not registry.execute("SELECT 1 FROM parsed").fetchone():
                time.sleep(0.1)
        os.kill(int((home / HEAD).read_text(encoding="ascii")), signal.SIGKILL)
    return work_remotely.fn(order)
