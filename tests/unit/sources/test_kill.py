"""A fetch that is killed in the middle and begun again."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.unit.sources.fetching import fetched, log, names, query
from tests.unit.sources.service import Answer, Asked, Service, serving
from tests.unit.sources.world import Article, World

ROOT = Path(__file__).parents[3]
SCRIPT = """
import sys
from datetime import datetime, timezone
from pathlib import Path
from pipeline.sources.fetch import fetch
from pipeline.sources.queries import Query
from pipeline.sources.services import Services
source, url, home = sys.argv[1:]
services = Services(url, url, email="me@example.org", rate=500)
query = Query("leaks", source, "cement AND leak")
fetch([query], Path(home), services, lambda: datetime(2026, 5, 1, 12, tzinfo=timezone.utc))
"""


class Held:
    """Lets requests for full texts wait without an answer once some were answered."""

    def __init__(self, answered: int, wanted: int) -> None:
        self._left = answered
        self.wanted = wanted - answered
        self._lock = threading.Lock()
        self.waiting = 0
        self.goes_on = threading.Event()

    def __call__(self, asked: Asked) -> Answer | None:
        with self._lock:
            self._left -= 1
            waits = self._left < 0 and not self.goes_on.is_set()
            self.waiting += waits
        if waits:
            self.goes_on.wait(60)
            raise ConnectionError  # Whoever asked was killed.
        return None


def start(service: Service, home: Path, source: str = "europepmc") -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", SCRIPT, source, service.url, str(home)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)


def lines(home: Path) -> int:
    path = home / "leaks" / "fetch_log.jsonl"
    return path.read_bytes().count(b"\n") if path.exists() else 0


def wait_until_held(
    service: Service, home: Path, held: Held, pages: int, process: subprocess.Popen[bytes]
) -> None:
    """Waits until so many pages and all articles that were answered are on the disk.

    The fetch then waits for the requests that are held, and for nothing else.
    """
    until = time.monotonic() + 60
    search = home / "leaks" / ".search"
    while not (
        held.waiting
        and len(list(search.glob("page-*"))) == pages
        and len(service.asked) == lines(home) + pages + held.waiting
        and held.waiting == min(4, held.wanted)
    ):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.02)


def kill(process: subprocess.Popen[bytes]) -> None:
    os.kill(process.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    process.communicate()


# With eight articles under way or waiting for a thread no further page is asked for.
@pytest.mark.parametrize(("answered", "pages"), [(0, 3), (4, 5), (7, 5)])
def test_nothing_that_was_answered_is_asked_again(
    answered: int, pages: int, tmp_path: Path
) -> None:
    articles = [Article(f"990{number:02}", f"PMC990{number:02}") for number in range(10)]
    world = World(*articles)
    held = Held(answered, len(articles))
    world.special["fullTextXML"] = held
    with serving(world) as service:
        process = start(service, tmp_path)
        wait_until_held(service, tmp_path, held, pages, process)
        kill(process)
        assert lines(tmp_path) == answered
        held.goes_on.set()
        total = fetched(service, tmp_path).total
        assert (total.found, total.new, total.known) == (10, 10 - answered, answered)
        assert len(names(tmp_path)) == 10
        assert max(service.answered.values()) == 1
        assert len({asked.url for asked in service.asked}) == len(service.answered)
    assert not (tmp_path / "leaks" / ".search").exists()


def test_a_kill_between_file_and_line_costs_no_request(tmp_path: Path) -> None:
    world = World(*(Article(f"9900{number}", f"PMC9900{number}") for number in range(3)))
    with serving(world) as service:
        fetched(service, tmp_path)
        path = tmp_path / "leaks" / "fetch_log.jsonl"
        *kept, _, _ = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join(kept) + b'{"time": "2026-')
        service.asked.clear()
        total = fetched(service, tmp_path).total
    assert (total.known, total.new) == (3, 0)
    assert [asked.path for asked in service.asked if "fullText" in asked.path] == []
    assert Counter(entry.kind.value for entry in log(tmp_path)) == {"full_text": 3, "search": 1}


def test_pubmed_goes_on_where_it_was_killed(tmp_path: Path) -> None:
    world = World(*(Article(f"9900{number}") for number in range(7)))
    held = Held(2, 3)
    world.special["esearch"] = held
    with serving(world) as service:
        process = start(service, tmp_path, "pubmed")
        wait_until_held(service, tmp_path, held, 2, process)
        kill(process)
        held.goes_on.set()
        total = fetched(service, tmp_path, query("pubmed")).total
        assert (total.found, total.new) == (7, 7)
        assert max(service.answered.values()) == 1
