"""A service on loopback that plays made answers and counts what it answered."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request: its path, its query, its headers, and when it came."""

    path: str
    params: dict[str, str]
    headers: dict[str, str]
    at: float

    @property
    def url(self) -> str:
        named = "&".join(f"{key}={value}" for key, value in sorted(self.params.items()))
        return f"{self.path}?{named}"


@dataclass(frozen=True)
class Answer:
    """What is answered; `cut` says that many bytes are promised and not sent."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int = 0
    drip: float = 0.0


Respond = Callable[[Asked], Answer]


class Service:
    """The requests that came and those that were answered to the end."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond
        self.asked: list[Asked] = []
        self.answered: Counter[str] = Counter()
        self.url = ""
        self._lock = threading.Lock()

    def came(self, asked: Asked) -> None:
        with self._lock:
            self.asked.append(asked)

    def went(self, asked: Asked) -> None:
        with self._lock:
            self.answered[asked.url] += 1


class Server(ThreadingHTTPServer):
    """Is not upset by clients that are killed."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextmanager
def serving(respond: Respond) -> Iterator[Service]:
    """A service for as long as the context lasts."""
    service = Service(respond)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            params = dict(parse_qsl(parts.query, keep_blank_values=True))
            asked = Asked(parts.path, params, dict(self.headers.items()), time.monotonic())
            service.came(asked)
            try:
                self.answer(service.respond(asked))
            except OSError:  # The client was killed or has gone.
                self.close_connection = True
            else:
                service.went(asked)

        def answer(self, answer: Answer) -> None:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body) + answer.cut))
            self.end_headers()
            if answer.drip:
                for byte in answer.body:
                    self.wfile.write(bytes([byte]))
                    time.sleep(answer.drip)
            else:
                self.wfile.write(answer.body)
            self.close_connection = bool(answer.cut)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    service.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
