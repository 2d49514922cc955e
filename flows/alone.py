"""One Prefect server is started at a time: two would make or upgrade Prefect's database at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from prefect.settings import get_current_settings

from pipeline.filelock import locked

LOCK_NAME = ".leakreg-starting"


@contextmanager
def starting() -> Iterator[None]:
    """Holds what only one of the processes may do that start a server over the same home."""
    home = get_current_settings().home
    home.mkdir(parents=True, exist_ok=True)
    with locked(home / LOCK_NAME):
        yield
