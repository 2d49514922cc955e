"""How fast a host may be asked: a token bucket that all threads of a fetch share."""

import threading
import time
from collections.abc import Callable


class Bucket:
    """Gives out so many tokens a second, and none while the host asked for a pause.

    Time is that of a monotonic clock, so that a clock that is set back stops nothing.

    Args:
        per_second: tokens that come in a second.
        burst: tokens that can wait for a thread; with 1 two requests are never nearer than
            1 / `per_second`.
        clock: seconds that never go back.
        sleep: waits so many seconds.
    """

    def __init__(
        self,
        per_second: float,
        burst: int = 1,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._interval = 1 / per_second
        self._slack = (burst - 1) * self._interval
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._next = clock()

    def take(self) -> None:
        """Waits for a token."""
        while (seconds := self._reserve()) > 0:
            self._sleep(seconds)

    def pause(self, seconds: float) -> None:
        """Gives out no token for so many seconds, whoever asks."""
        with self._lock:
            self._next = max(self._next, self._clock() + self._slack + seconds)

    def _reserve(self) -> float:
        """Takes a token and returns 0, or the seconds until there may be one."""
        with self._lock:
            now = self._clock()
            if self._next - self._slack > now:
                return self._next - self._slack - now
            self._next = max(self._next, now) + self._interval
            return 0.0
