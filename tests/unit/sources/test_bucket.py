"""The rate of a host."""

import threading

from pipeline.sources.bucket import Bucket


class Clock:
    """Seconds that pass by sleeping alone."""

    def __init__(self) -> None:
        self.now = 100.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def times(bucket: Bucket, clock: Clock, number: int) -> list[float]:
    found = []
    for _ in range(number):
        bucket.take()
        found.append(round(clock.now - 100, 3))
    return found


def test_requests_are_never_nearer_than_the_rate_allows() -> None:
    clock = Clock()
    assert times(Bucket(4, 1, lambda: clock.now, clock.sleep), clock, 4) == [0, 0.25, 0.5, 0.75]


def test_tokens_of_idle_time_are_saved_up_to_the_burst() -> None:
    clock = Clock()
    bucket = Bucket(1, 3, lambda: clock.now, clock.sleep)
    assert times(bucket, clock, 5) == [0, 0, 0, 1, 2]
    clock.sleep(100)
    assert times(bucket, clock, 4) == [102, 102, 102, 103]


def test_a_pause_holds_for_all_that_ask() -> None:
    clock = Clock()
    bucket = Bucket(10, 1, lambda: clock.now, clock.sleep)
    bucket.take()
    bucket.pause(5)
    bucket.pause(1)
    assert times(bucket, clock, 2) == [5, 5.1]


def test_the_rate_holds_over_threads() -> None:
    bucket = Bucket(200)
    taken: list[float] = []
    clock = bucket._clock

    def work() -> None:
        for _ in range(5):
            bucket.take()
            taken.append(clock())

    threads = [threading.Thread(target=work) for _ in range(8)]
    began = clock()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 40
    assert max(taken) - began >= 39 / 200
