"""Asks services over HTTP, politely and within limits; the only module that knows HTTP."""

import email.utils
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from urllib.parse import urlencode, urljoin, urlsplit

import httpx2

from pipeline.errors import UserError
from pipeline.sources.bucket import Bucket

Check = Callable[[bytes], None]
"""Raises `AgainError` for an answer with status 200 that is not what was asked for."""

_REDIRECTS = (301, 302, 303, 307, 308)
_AGAIN = (408, 425, 429, 500, 502, 503, 504)
_MOST_REDIRECTS = 5


class NoNetworkError(UserError):
    """The service cannot be reached."""


class RefusedError(UserError):
    """The service leads elsewhere, or asks to be left alone for long."""


class FailedError(Exception):
    """One address gave no usable answer, however often it was asked.

    Attributes:
        status: the HTTP status of the last answer; 0 where none came whole.
    """

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class AgainError(Exception):
    """An attempt that may go better next time.

    Attributes:
        status: the HTTP status; 0 where no answer came whole, or one that is nonsense.
        seconds: the pause that the service asked for.
    """

    def __init__(self, message: str, status: int = 0, seconds: float = 0.0) -> None:
        super().__init__(message)
        self.status = status
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Limits:
    """What an answer may cost.

    Attributes:
        largest: bytes of an answer, unpacked.
        seconds: from the request to the last byte.
        silence: seconds without a byte.
        attempts: how often an address is asked.
        back_off: seconds before the second attempt, doubled for each one after.
        longest_wait: the longest pause that a service may ask for.
    """

    largest: int = 50_000_000
    seconds: float = 300.0
    silence: float = 60.0
    attempts: int = 5
    back_off: float = 1.0
    longest_wait: float = 300.0


@dataclass(frozen=True, slots=True)
class Address:
    """What is asked for.

    Attributes:
        url: without its query.
        params: the query, as it may be logged.
        own: more of the query that is the user's and never logged: e-mail, key.
    """

    url: str
    params: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.url}?{urlencode(self.params)}" if self.params else self.url


class Transport:
    """A client that holds the rate of each host, whichever thread asks.

    Args:
        agent: the User-Agent: the tool and the user's e-mail.
        limits: of each answer.
        sleep: waits so many seconds.
    """

    def __init__(
        self,
        agent: str,
        limits: Limits | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._limits = limits or Limits()
        self._sleep = sleep
        self._buckets: dict[str, Bucket] = {}
        self._lock = threading.Lock()
        timeout = httpx2.Timeout(self._limits.silence, connect=min(10.0, self._limits.silence))
        self._client = httpx2.Client(headers={"User-Agent": agent}, timeout=timeout)

    def __enter__(self) -> "Transport":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def hold(self, url: str, per_second: float) -> None:
        """Sets the rate of the host of an address; what was set first stays."""
        with self._lock:
            self._buckets.setdefault(urlsplit(url).netloc, Bucket(per_second, sleep=self._sleep))

    def get(self, address: Address, check: Check = lambda data: None) -> bytes:
        """The answer of an address.

        Args:
            address: what is asked for.
            check: raises `AgainError` where the answer is not what was asked for.

        Raises:
            FailedError: if no attempt gave a usable answer.
            NoNetworkError: if the host cannot be reached.
            RefusedError: if it leads to another host or asks for too long a pause.
        """
        for attempt in range(1, self._limits.attempts + 1):
            try:
                data = self._follow(address)
                check(data)
                return data
            except AgainError as error:
                self._wait(address, attempt, error)
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                if attempt > 1:
                    raise _unreachable(address, error) from error
                self._wait(address, attempt, AgainError("no connection"))
            except httpx2.RequestError as error:
                self._wait(address, attempt, AgainError(_told(error)))
        raise AssertionError  # The last wait raises.

    def _wait(self, address: Address, attempt: int, error: AgainError) -> None:
        """Waits before the next attempt; all that ask the host wait where it said so."""
        if attempt == self._limits.attempts:
            raise FailedError(f"{address}: {error}", error.status)
        if error.seconds > self._limits.longest_wait:
            raise RefusedError(
                f"{_host(address.url)} asks to wait {error.seconds:,.0f} seconds: fetch again then."
            )
        seconds = max(error.seconds, self._limits.back_off * 2 ** (attempt - 1))
        if error.status in (429, 503):
            self._bucket(address.url).pause(seconds)
        else:
            self._sleep(seconds)

    def _bucket(self, url: str) -> Bucket:
        with self._lock:
            return self._buckets.setdefault(urlsplit(url).netloc, Bucket(1.0, sleep=self._sleep))

    def _follow(self, address: Address) -> bytes:
        """The body, over redirects within the host."""
        url = f"{address.url}?{urlencode({**address.params, **address.own})}".rstrip("?")
        for _ in range(_MOST_REDIRECTS):
            answer = self._once(url)
            if isinstance(answer, bytes):
                return answer
            target = urljoin(url, answer)
            if not _same_host(url, target):
                raise RefusedError(
                    f"{_host(url)} leads to {_host(target)}, which is not followed: "
                    "check the address of the service and the network's log-in page."
                )
            url = target
        raise FailedError(f"{address}: leads in a circle")

    def _once(self, url: str) -> bytes | str:
        """One request: the body, or where it is said to be."""
        self._bucket(url).take()
        began = time.monotonic()
        with self._client.stream("GET", url, follow_redirects=False) as response:
            status = response.status_code
            if status in _REDIRECTS:
                return response.headers.get("Location", "")
            if status in _AGAIN:
                seconds = retry_after(response.headers.get("Retry-After", ""))
                raise AgainError(f"answered {status}", status, seconds)
            if status != 200:
                raise FailedError(f"{url.partition('?')[0]}: answered {status}", status)
            return self._body(response, began)

    def _body(self, response: httpx2.Response, began: float) -> bytes:
        body = bytearray()
        for part in response.iter_bytes():
            body += part
            if len(body) > self._limits.largest:
                raise FailedError(f"{_plain(response)}: larger than {self._limits.largest:,} bytes")
            if time.monotonic() - began > self._limits.seconds:
                raise AgainError(f"took more than {self._limits.seconds:g} seconds")
        return bytes(body)


def retry_after(value: str) -> float:
    """The seconds that a Retry-After names, as a number or a date; 0 where it names none."""
    if value.strip().isdecimal():
        return float(value)
    try:
        date = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    return max(0.0, date.timestamp() - time.time())


def _host(url: str) -> str:
    return urlsplit(url).netloc


def _plain(response: httpx2.Response) -> str:
    return str(response.url).partition("?")[0]


def _same_host(url: str, target: str) -> bool:
    """Whether a redirect stays with the host; it may go from http to https, never back."""
    here, there = urlsplit(url), urlsplit(target)
    if (here.scheme, here.netloc) == (there.scheme, there.netloc):
        return True
    upgraded = (here.scheme, there.scheme) == ("http", "https")
    return upgraded and here.hostname == there.hostname and here.port is there.port is None


def _unreachable(address: Address, error: httpx2.RequestError) -> NoNetworkError:
    return NoNetworkError(
        f"{_host(address.url)} cannot be reached ({error}): check the network; a proxy is named "
        "by the variable HTTPS_PROXY. What was fetched is kept, the next fetch goes on from there."
    )


def _told(error: httpx2.RequestError) -> str:
    """A failure of the connection in a few words."""
    if isinstance(error, httpx2.TimeoutException):
        return "no answer in time"
    if isinstance(error, httpx2.RemoteProtocolError | httpx2.DecodingError):
        return "the answer broke off"
    return f"the connection failed ({type(error).__name__})"
