"""What a worker of a cluster does with a batch: it reads and extracts under guard and tells all.

It writes nothing.
"""

from prefect import task
from prefect.cache_policies import NO_CACHE

# The task travels to the worker as a copy with all that it names; of a module only the name does.
from flows import warm
from flows.attempts import IO_RETRIES, is_io, opened_all
from pipeline.errors import UserError


@task(
    name="read_and_extract",
    retries=IO_RETRIES,
    retry_delay_seconds=1,
    retry_condition_fn=is_io,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def work_remotely(order: warm.Order) -> warm.Parcel:
    """Works on a batch.

    Raises:
        OSError: if a file cannot be opened, unless this is the last attempt.
        UserError: if the worker has another version of leakreg.
    """
    if order.versions != warm.VERSIONS:
        raise UserError(
            f"A worker has the readers {warm.VERSIONS}, this run {order.versions}: install the "
            "same version of leakreg on all machines."
        )
    done = warm.readers.work(order)
    opened_all(done)
    return warm.Parcel(done)
