"""The files of a run as inputs; an archive is opened and each of its files is an input."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.glance import Glance
from pipeline.ingest.archive import Member, Unpacked, unpack
from pipeline.ingest.guard import Guard
from pipeline.ingest.outcome import Failure, FailureCode, failed
from pipeline.inputs import leading_out, shown
from pipeline.leftovers import clear
from pipeline.registry.model import MEMBER, Input
from pipeline.work import fingerprint

_SECONDS = 180.0
_UNPACKED = ".unpacked-"


@contextmanager
def opened(
    paths: Sequence[Path],
    home: Path,
    given: Sequence[Path] | None = None,
    glance: Glance | None = None,
) -> Iterator[list[Input]]:
    """The inputs that files are, for as long as the context lasts.

    Args:
        paths: the files.
        home: a folder; what archives hold lies in it meanwhile, and nothing stays.
        given: the files and folders that the user named, out of which no link may lead; None
            where links are not looked at.
        glance: what is known of files from earlier runs, and takes what is learnt.
    """
    glance = glance or Glance()
    outside = leading_out(paths, given) if given is not None else frozenset()
    archives = [path for path in paths if path not in outside and glance.may_be_archive(path)]
    if not archives:
        yield [_barred(path) if path in outside else glance.fingerprint(path) for path in paths]
        return
    clear(home, f"{_UNPACKED}*")
    with TemporaryDirectory(prefix=_UNPACKED, suffix=f".{os.getpid()}", dir=home) as folder:
        held = _unpacked(archives, Path(folder))
        yield [
            one for path in paths for one in _inputs(path, held.get(path), path in outside, glance)
        ]


def _inputs(path: Path, held: Unpacked | None, outside: bool, glance: Glance) -> Iterable[Input]:
    if held:
        return _of_archive(path, held, glance)
    return [_barred(path) if outside else glance.fingerprint(path)]


def _barred(path: Path) -> Input:
    """A link that leads out: its target is not opened, not even for its hash."""
    detail = "The link leads to a file beside the folder that was given."
    return Input(shown(path.as_posix()), "", failed(FailureCode.OUTSIDE, detail).failure)


def _unpacked(archives: Sequence[Path], folder: Path) -> dict[Path, Unpacked]:
    """What each archive holds; one that breaks its worker costs only itself."""
    with Guard(partial(unpack, home=folder), 1, _SECONDS) as guard:
        return {
            path: Unpacked(failure=result) if isinstance(result, Failure) else result
            for path, result in guard.map(archives)
        }


def _of_archive(path: Path, held: Unpacked, glance: Glance) -> Iterable[Input]:
    if held.is_document:
        yield glance.fingerprint(path)
    if held.failure:
        yield replace(glance.fingerprint(path), failure=held.failure)
    for member in held.members:
        yield _input(f"{path.as_posix()}{MEMBER}{member.name}", member)


def _input(name: str, member: Member) -> Input:
    if member.path is None:
        return Input(shown(name), "", member.failure)
    return replace(fingerprint(member.path), source_path=shown(name), place=member.path)
