"""The time: in UTC, and to the second where it is written down."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)


def stamp(clock: Clock = now) -> str:
    """The time as it is written down, in ISO 8601."""
    return clock().isoformat(timespec="seconds")
