import io
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.ingest.guard import Guard, GuardedReader
from pipeline.ingest.outcome import Failure, FailureCode, remedy
from pipeline.ingest.read import read_file
from tests.unit.ingest import pdf_bombs

STORY = "The patient was a woman of 70 years who had cement in the canal after the operation. " * 8


def zipped(name: str, content: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return data.getvalue()


def bomb(levels: int) -> bytes:
    entities = "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(levels)
    )
    return (
        f'<!DOCTYPE article [<!ENTITY a "{"x" * 10}">{entities}]><article><body>'
        f"<p>&{chr(97 + levels)};</p></body></article>"
    ).encode()


HOSTILE: dict[str, tuple[bytes, FailureCode]] = {
    "empty": (b"", FailureCode.EMPTY),
    "blank": (b"\xef\xbb\xbf \n", FailureCode.EMPTY),
    "nulls": (b"A patient\x00 had a leak. " * 40, FailureCode.NOT_A_DOCUMENT),
    "binary": (bytes(range(256)) * 20, FailureCode.NOT_A_DOCUMENT),
    "shift_jis": ("椎体形成術後のセメント漏出。".encode("shift_jis") * 30, FailureCode.UNREADABLE),
    "koi8": (
        "Это русский текст о вертебропластике. ".encode("koi8-r") * 30,
        FailureCode.UNREADABLE,
    ),
    "picture": (b"\x89PNG\r\n\x1a\nxxxx", FailureCode.UNSUPPORTED),
    "rtf": (b"{\\rtf1 hello}", FailureCode.UNSUPPORTED),
    "old office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), FailureCode.UNSUPPORTED),
    "locked office": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        FailureCode.ENCRYPTED,
    ),
    "other archive": (zipped("a.txt", b"x"), FailureCode.UNSUPPORTED),
    "cut archive": (zipped("word/document.xml", b"x" * 99)[:60], FailureCode.CORRUPT),
    "word without body": (zipped("word/document.xml", b"<a/>"), FailureCode.CORRUPT),
    "zip bomb": (zipped("word/document.xml", b" " * 30_000_000), FailureCode.HOSTILE),
    "malformed": (b"<article><front><p>abc</front></article>", FailureCode.CORRUPT),
    "laughs": (bomb(9), FailureCode.HOSTILE),
    "quadratic": (
        b'<!DOCTYPE article [<!ENTITY a "'
        + b"A" * 50_000
        + b'">]><article><body><p>'
        + b"&a;" * 5_000
        + b"</p></body></article>",
        FailureCode.HOSTILE,
    ),
    "external entity": (
        b'<!DOCTYPE article [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<article><body><p>&x;</p></body></article>",
        FailureCode.HOSTILE,
    ),
    "external entity in UTF-16": (
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE article [<!ENTITY x SYSTEM "file:///a">]>'
        "<article><body><p>&x;</p></body></article>".encode("utf-16"),
        FailureCode.HOSTILE,
    ),
    "deep XML": (
        b"<article><body>" + b"<sec>" * 50_000 + b"</sec>" * 50_000 + b"</body></article>",
        FailureCode.HOSTILE,
    ),
    "deep HTML": (b"<html><body>" + b"<div>" * 50_000 + STORY.encode(), FailureCode.HOSTILE),
    "deep JSON": (b'{"a":' + b"[" * 50_000, FailureCode.HOSTILE),
    "pointer": (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
        FailureCode.NOT_A_DOCUMENT,
    ),
    "cookie page": (
        b"<html><title>Just a moment...</title><h1>Enable cookies to continue</h1></html>",
        FailureCode.WITHHELD,
    ),
    "error page": (
        b"<html><title>404 Not Found</title><p>The page was not found.</p></html>",
        FailureCode.WITHHELD,
    ),
    "one line": (STORY.encode() * 18_000, FailureCode.TOO_LARGE),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_a_failure_with_its_reason(name: str, tmp_path: Path) -> None:
    data, code = HOSTILE[name]
    path = tmp_path / "article.pdf"
    path.write_bytes(data)
    failure = read_file(path).failure
    assert failure is not None
    assert failure.code is code
    assert failure.reason.endswith(remedy(code))


def test_every_code_has_a_remedy() -> None:
    assert all(remedy(code).endswith(".") for code in FailureCode)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes((STORY + "It was 5 µg – no more.").encode(encoding))
    (document,) = read_file(path).documents
    assert document.format == "text"
    assert "It was 5 µg – no more." in document.text


def test_missing_file_is_a_failure(tmp_path: Path) -> None:
    failure = read_file(tmp_path / "none.txt").failure
    assert failure is not None
    assert failure.code is FailureCode.UNREADABLE


def misbehave(path: Path) -> str:
    """What a reader may do over a file, named by the file."""
    match path.name:
        case "hang":
            time.sleep(60)
        case "spin":
            while True:
                pass
        case "crash":
            os.abort()
        case "eat":
            return "x" * (1 << 33)
    return path.name


def test_a_broken_worker_costs_only_its_file() -> None:
    names = ["a", "hang", "b", "crash", "c", "eat", "spin", "d"]
    with Guard(misbehave, workers=2, seconds=1.5, memory_mb=512) as guard:
        results = dict(guard.map(map(Path, names)))
    assert [path.name for path in results] == names
    codes = {
        path.name: result.code if isinstance(result, Failure) else result
        for path, result in results.items()
    }
    assert codes == {
        "a": "a",
        "b": "b",
        "c": "c",
        "d": "d",
        "hang": FailureCode.TIMEOUT,
        "spin": FailureCode.TIMEOUT,
        "crash": FailureCode.CRASHED,
        "eat": FailureCode.TOO_LARGE,
    }


REHEARSED = """
import os, sys
from pathlib import Path
from pipeline.ingest.guard import Guard

def loaded_by(path):
    import loaded
    return loaded.PROCESS, os.getpid()

if __name__ == "__main__":
    with Guard(loaded_by, workers=2, rehearsed="loaded") as guard:
        [first, second] = [result for _, result in guard.map([Path("a"), Path("b")])]
    assert first[0] == second[0], "each worker has loaded it"
    assert len({os.getpid(), first[0], first[1], second[1]}) == 4, "not forked"
"""


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")
def test_workers_share_what_was_rehearsed(tmp_path: Path) -> None:
    (tmp_path / "loaded.py").write_text("import os; PROCESS = os.getpid()", encoding="utf-8")
    (tmp_path / "rehearsed.py").write_text(REHEARSED, encoding="utf-8")
    subprocess.run(
        [sys.executable, "rehearsed.py"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
        check=True,
    )


FORKED = """
import os, threading
from pathlib import Path
from pipeline.ingest.guard import Guard

LOADED_BY = os.getpid()

def loaded_by(path):
    return LOADED_BY

def answer():
    with Guard(loaded_by, forked=True) as guard:
        return [result for _, result in guard.map([Path("a")])]

if __name__ == "__main__":
    assert answer() == [os.getpid()], "loaded again"
    threading.Thread(target=threading.Event().wait, daemon=True).start()
    assert answer() != [os.getpid()], "forked in spite of a thread"
"""


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")
def test_a_worker_is_a_fork_of_a_process_without_threads(tmp_path: Path) -> None:
    (tmp_path / "forked.py").write_text(FORKED, encoding="utf-8")
    subprocess.run(
        [sys.executable, "forked.py"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
        check=True,
    )


def killed_once(path: Path) -> str:
    """A worker that is killed from outside over its first file."""
    try:
        path.touch(exist_ok=False)
    except FileExistsError:
        return path.name
    os.kill(os.getpid(), 9)
    raise AssertionError


def test_a_worker_killed_from_outside_costs_no_file(tmp_path: Path) -> None:
    with Guard(killed_once, workers=2) as guard:
        results = [result for _, result in guard.map(tmp_path / name for name in "abc")]
    assert results == ["a", "b", "c"]


ORPHAN = """
import sys, time
from pathlib import Path
from pipeline.ingest.guard import Guard

def at_work(path):
    path.write_text("begun")
    time.sleep(60)

if __name__ == "__main__":
    with Guard(at_work, rehearsed=sys.argv[1]) as guard:
        list(guard.map([Path("begun.txt")]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs process groups")
@pytest.mark.parametrize("rehearsed", ["", "json"])
def test_a_worker_ends_with_its_parent(tmp_path: Path, rehearsed: str) -> None:
    (tmp_path / "orphan.py").write_text(ORPHAN, encoding="utf-8")
    parent = subprocess.Popen(
        [sys.executable, "orphan.py", rehearsed],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
        start_new_session=True,
    )
    wait_until((tmp_path / "begun.txt").exists)
    parent.kill()
    parent.wait()
    wait_until(lambda: not has_members(parent.pid))


def has_members(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def own_process(path: Path) -> str:
    """Who worked on a file, or a failure of memory."""
    if path.name == "eat":
        raise MemoryError
    return str(os.getpid())


def test_workers_are_warm_and_recycled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.ingest.guard._MOST_FILES", 3)
    with Guard(own_process, workers=1) as guard:
        names = ["a", "b", "eat", "c", "d", "e", "f"]
        processes = [result for _, result in guard.map(map(Path, names))]
    before, eaten, after = processes[:2], processes[2], processes[3:6]
    assert isinstance(eaten, Failure)
    assert [len(set(group)) for group in (before, after)] == [1, 1]
    assert len({before[0], after[0], processes[6]}) == 3


def slow_crash(path: Path) -> str:
    time.sleep(1.5)
    os.abort()


def test_two_attempts_share_the_time_of_one() -> None:
    with Guard(slow_crash, seconds=2) as guard:
        [(_, result)] = guard.map([Path("a")])
    assert isinstance(result, Failure)
    assert result.code is FailureCode.TIMEOUT


def slow_start() -> None:
    time.sleep(2)


def test_the_start_of_a_worker_counts_against_no_file() -> None:
    with Guard(misbehave, workers=1, seconds=1, prepare=slow_start) as guard:
        results = [result for _, result in guard.map(map(Path, ["a", "crash", "b"]))]
    assert [results[0], results[2]] == ["a", "b"]


def test_guarded_reader_gives_outcomes_in_order(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(3)]
    for path in paths:
        path.write_text(f"{STORY} Number {path.stem}.")
    paths.insert(1, tmp_path / "none")
    with GuardedReader(workers=2) as reader:
        outcomes = list(reader.read(paths))
    assert [path for path, _ in outcomes] == paths
    assert [bool(outcome.documents) for _, outcome in outcomes] == [True, False, True, True]


PDF_BOMBS = {
    "decompression": (pdf_bombs.decompression, FailureCode.CRASHED),
    "operators": (pdf_bombs.operators, FailureCode.CRASHED),
    "form in itself": (pdf_bombs.own_child, FailureCode.CRASHED),
    "forms ten at a time": (pdf_bombs.family, FailureCode.CRASHED),
    "deep array": (pdf_bombs.deep_array, FailureCode.CORRUPT),
    "page tree in itself": (pdf_bombs.own_parent, FailureCode.CORRUPT),
    "thousand pages": (pdf_bombs.thousand_pages, FailureCode.TOO_LARGE),
}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_pdf_bombs_cost_only_themselves(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(STORY)
    for name, (make, _) in PDF_BOMBS.items():
        (tmp_path / f"{name}.pdf").write_bytes(make())
    order = [path for name in PDF_BOMBS for path in (tmp_path / f"{name}.pdf", good)]
    with GuardedReader(workers=2) as reader:
        outcomes = [(path.stem, outcome) for path, outcome in reader.read(order)]
    assert all(outcome.documents for name, outcome in outcomes if name == "good")
    codes = {name: one.failure.code for name, one in outcomes if one.failure}
    assert codes == {name: code for name, (_, code) in PDF_BOMBS.items()}
