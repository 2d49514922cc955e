"""The client against a service on loopback that fails in every way."""

import gzip
import threading
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from pipeline.sources.transport import (
    Address,
    AgainError,
    FailedError,
    Limits,
    NoNetworkError,
    RefusedError,
    Transport,
    retry_after,
)
from tests.unit.sources.service import Answer, Asked, Service, serving

LIMITS = Limits(largest=5000, seconds=0.6, silence=0.3, attempts=4, back_off=0.01)


def get(service: Service, limits: Limits = LIMITS, rate: float = 1000) -> bytes:
    with Transport("leakreg/0 (mailto:me@example.org)", limits) as transport:
        transport.hold(service.url, rate)
        own = {"email": "me@example.org", "api_key": "secret"}
        return transport.get(Address(f"{service.url}/a", {"q": "x y"}, own))


def plays(answers: Iterable[Answer]) -> "Played":
    return Played(iter(answers))


class Played:
    """Answers one after the other."""

    def __init__(self, answers: Iterator[Answer]) -> None:
        self.answers = answers

    def __call__(self, asked: Asked) -> Answer:
        return next(self.answers)


def test_tool_and_email_are_named() -> None:
    with serving(plays([Answer(b"body")])) as service:
        assert get(service) == b"body"
    (asked,) = service.asked
    assert asked.headers["User-Agent"] == "leakreg/0 (mailto:me@example.org)"
    assert asked.params == {"q": "x y", "email": "me@example.org", "api_key": "secret"}


def test_an_address_is_told_without_what_is_the_users() -> None:
    address = Address("http://a/b", {"q": "x y"}, {"api_key": "secret"})
    assert str(address) == "http://a/b?q=x+y"


@pytest.mark.parametrize("status", [408, 425, 500, 502, 503, 504])
def test_passing_failures_are_asked_again(status: int) -> None:
    with serving(plays([Answer(b"no", status), Answer(b"no", status), Answer(b"ok")])) as service:
        assert get(service) == b"ok"
    assert len(service.asked) == 3


def test_back_off_doubles() -> None:
    slept: list[float] = []
    with (
        serving(plays([Answer(status=500)] * 4)) as service,
        Transport("x", LIMITS, slept.append) as transport,
    ):
        transport.hold(service.url, 1000)
        with pytest.raises(FailedError, match="answered 500"):
            transport.get(Address(service.url))
    assert [one for one in slept if one >= 0.01] == [0.01, 0.02, 0.04]


def test_retry_after_in_seconds_is_kept() -> None:
    with serving(
        plays([Answer(status=429, headers={"Retry-After": "1"}), Answer(b"ok")])
    ) as service:
        assert get(service) == b"ok"
    first, second = service.asked
    assert 0.99 <= second.at - first.at < 2.5


def test_retry_after_is_read_as_a_date_too() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    assert 50 < retry_after(later) <= 60
    assert retry_after(format_datetime(datetime.now(UTC) - timedelta(days=1))) == 0
    assert retry_after("soon") == 0
    assert retry_after("") == 0


def test_a_pause_that_one_thread_meets_holds_for_all() -> None:
    met = threading.Event()

    def respond(asked: Asked) -> Answer:
        if asked.path == "/limited" and not met.is_set():
            met.set()
            return Answer(status=429, headers={"Retry-After": "1"})
        return Answer(b"ok")

    with serving(respond) as service, Transport("x", LIMITS) as transport:
        transport.hold(service.url, 1000)
        limited = threading.Thread(target=transport.get, args=(Address(f"{service.url}/limited"),))
        limited.start()
        met.wait(5)
        time.sleep(0.1)
        transport.get(Address(f"{service.url}/other"))
        limited.join()
    times = {asked.path: asked.at for asked in service.asked}
    assert times["/other"] - service.asked[0].at > 0.9


def test_a_pause_of_hours_is_told_and_not_waited_for() -> None:
    with (
        serving(plays([Answer(status=429, headers={"Retry-After": "7200"})])) as service,
        pytest.raises(RefusedError, match="asks to wait 7,200 seconds: fetch again then"),
    ):
        get(service)


def test_half_a_body_is_asked_again() -> None:
    with serving(plays([Answer(b"half", cut=4), Answer(b"whole")])) as service:
        assert get(service) == b"whole"
    assert len(service.asked) == 2


def test_half_a_body_is_never_given() -> None:
    with (
        serving(plays([Answer(b"half", cut=4)] * 4)) as service,
        pytest.raises(FailedError, match="the answer broke off"),
    ):
        get(service)


def test_damaged_compression_is_half_a_body() -> None:
    packed = gzip.compress(b"x" * 1000)
    damaged = packed[:12] + b"\xff\xff\xff" + packed[15:]
    zipped = {"Content-Encoding": "gzip"}
    with serving(plays([Answer(damaged, headers=zipped), Answer(packed, headers=zipped)])) as one:
        assert get(one) == b"x" * 1000


@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_that_is_too_large_is_cut_short(packed: bool) -> None:
    body = b"x" * 5001
    answer = Answer(gzip.compress(body), headers={"Content-Encoding": "gzip"})
    with (
        serving(plays([answer if packed else Answer(body)])) as service,
        pytest.raises(FailedError, match="larger than 5,000 bytes"),
    ):
        get(service)


def test_silence_is_not_waited_for() -> None:
    hurry = threading.Event()

    def respond(asked: Asked) -> Answer:
        if len(service.asked) == 1:
            hurry.wait(5)
        return Answer(b"ok")

    began = time.monotonic()
    with serving(respond) as service:
        assert get(service) == b"ok"
        hurry.set()
    assert time.monotonic() - began < 3


def test_an_answer_that_drips_is_not_waited_for() -> None:
    with serving(plays([Answer(b"x" * 100, drip=0.05), Answer(b"ok")])) as service:
        assert get(service) == b"ok"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_within_the_host_is_followed(status: int) -> None:
    answers = [Answer(status=status, headers={"Location": "/b?q=2"}), Answer(b"there")]
    with serving(plays(answers)) as service:
        assert get(service) == b"there"
    assert service.asked[1].url == "/b?q=2"


def test_a_redirect_to_another_host_is_refused() -> None:
    with serving(plays([])) as other:
        answer = Answer(status=302, headers={"Location": f"{other.url}/log-in"})
        with (
            serving(plays([answer])) as service,
            pytest.raises(RefusedError, match=r"leads to 127\.0\.0\.1:\d+, which is not followed"),
        ):
            get(service)
        assert other.asked == []


def test_a_circle_of_redirects_ends() -> None:
    answers = [Answer(status=302, headers={"Location": "/a"})] * 9
    with serving(plays(answers)) as service, pytest.raises(FailedError, match="in a circle"):
        get(service)


def test_what_is_not_there_is_asked_once() -> None:
    with serving(plays([Answer(b"no", 404)])) as service, pytest.raises(FailedError) as caught:
        get(service)
    assert caught.value.status == 404
    assert "secret" not in str(caught.value)


def test_nonsense_with_status_200_is_asked_again() -> None:
    def check(data: bytes) -> None:
        if data != b"right":
            raise AgainError("nonsense")

    with (
        serving(plays([Answer(b"<html>"), Answer(b"right")])) as service,
        Transport("x", LIMITS) as transport,
    ):
        transport.hold(service.url, 1000)
        assert transport.get(Address(service.url), check) == b"right"


def test_no_service_is_said_at_once() -> None:
    with serving(plays([])) as service:
        pass
    with pytest.raises(NoNetworkError, match=r"cannot be reached .*: check the network"):
        get(service)


def test_the_rate_is_held_by_all_threads_together() -> None:
    with (
        serving(lambda asked: Answer(b"ok")) as service,
        Transport("x", LIMITS) as transport,
    ):
        transport.hold(service.url, 40)
        threads = [
            threading.Thread(target=transport.get, args=(Address(f"{service.url}/{number}"),))
            for number in range(20)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    times = sorted(asked.at for asked in service.asked)
    assert times[-1] - times[0] >= 19 / 40 - 0.05
