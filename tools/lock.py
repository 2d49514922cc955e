"""Keeps the lock files in step with pyproject.toml.

    python -m tools.lock            checks: names, bounds, and that nothing required is missing
    python -m tools.lock --write    writes the versions of this environment into the lock files

What a package requires is read from the installed packages, for every platform and Python that
leakreg runs on: a requirement of Windows alone is pinned with its marker.
"""

import argparse
import importlib.metadata
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ROOT / "pyproject.toml"
RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"

PLATFORMS = (("linux", "posix", "Linux"), ("darwin", "posix", "Darwin"), ("win32", "nt", "Windows"))
ENVIRONMENTS = tuple(
    {
        "sys_platform": sys_platform,
        "os_name": os_name,
        "platform_system": system,
        "python_version": version,
        "python_full_version": f"{version}.0",
        "platform_machine": "x86_64",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }
    for sys_platform, os_name, system in PLATFORMS
    for version in ("3.11", "3.12")
)

RUN_HEAD = """\
# What leakreg runs on, version by version, on Python 3.11 and 3.12; no addresses and no hashes,
# so that it installs from any mirror and on any platform. `make lock` writes it anew.
"""
DEV_HEAD = """\
# What the tests and the static checks need beside requirements.lock.
-r requirements.lock
"""


def main() -> int:
    """Checks or writes the lock files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Plain)
    parser.add_argument("--write", action="store_true", help="write the lock files")
    if parser.parse_args().write:
        write()
    problems = [*check()]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


class _Plain(argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of the module's text."""


def check() -> Iterator[str]:
    """Every way in which the lock files do not fit pyproject.toml and what is installed."""
    direct, dev = declared()
    run_pins, dev_pins = pins(RUN_LOCK), pins(DEV_LOCK)
    yield from _unmet(direct, run_pins, RUN_LOCK)
    yield from _unmet(dev, run_pins | dev_pins, DEV_LOCK)
    needed = required(direct)
    for name in sorted(needed - run_pins.keys()):
        yield f"{RUN_LOCK.name} lacks {name}: run `make lock`"
    for name in sorted(required([*direct, *dev]) - run_pins.keys() - dev_pins.keys()):
        yield f"{DEV_LOCK.name} lacks {name}: run `make lock`"
    for name in sorted(run_pins.keys() - needed):
        yield f"{RUN_LOCK.name} pins {name}, which nothing requires: run `make lock`"


def _unmet(
    requirements: Iterable[Requirement], pinned: dict[str, Requirement], lock: Path
) -> Iterator[str]:
    for one in requirements:
        pin = pinned.get(canonicalize_name(one.name))
        if pin is None:
            yield f"{lock.name} lacks {one.name}, which pyproject.toml names"
        elif not one.specifier.contains(_version(pin.specifier), prereleases=True):
            yield f"{lock.name} has {pin}, but pyproject.toml wants {one}"


def _version(pin: SpecifierSet) -> str:
    return next(iter(pin)).version


def declared() -> tuple[list[Requirement], list[Requirement]]:
    """The direct requirements in pyproject.toml: to run, and to develop."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    dev = [Requirement(line) for line in extras["dev"]]
    own = [
        Requirement(line) for one in dev for name in _extras(one, project) for line in extras[name]
    ]
    others = [one for one in dev if not _extras(one, project)]
    return [Requirement(line) for line in project["dependencies"]], others + own


def _extras(one: Requirement, project: dict[str, Any]) -> set[str]:
    """The project's own extras that a requirement stands for, as `leakreg[postgres]` does."""
    return one.extras if one.name == project["name"] else set()


def pins(lock: Path) -> dict[str, Requirement]:
    """The pinned requirements of a lock file by canonical name.

    Raises:
        ValueError: if a line is anything but `name==version` with an optional marker.
    """
    found: dict[str, Requirement] = {}
    for line in lock.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith(("#", "-r ")):
            continue
        pin = Requirement(line)
        if pin.url or [one.operator for one in pin.specifier] != ["=="]:
            raise ValueError(f"{lock.name}: {line!r} is not an exact version")
        found[canonicalize_name(pin.name)] = pin
    return found


def required(roots: Iterable[Requirement]) -> set[str]:
    """Canonical names of all that the roots need, on any platform and Python."""
    return set().union(*(_closure(roots, environment) for environment in ENVIRONMENTS))


def _closure(roots: Iterable[Requirement], environment: dict[str, str]) -> set[str]:
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = list(roots)
    while waiting:
        one = waiting.pop()
        key = canonicalize_name(one.name), frozenset(one.extras)
        if key not in seen:
            seen.add(key)
            waiting += _requirements(one, environment)
    return {name for name, _ in seen}


def _requirements(one: Requirement, environment: dict[str, str]) -> Iterator[Requirement]:
    """What an installed package requires there; a package of another platform is not known."""
    try:
        lines = importlib.metadata.requires(one.name) or []
    except importlib.metadata.PackageNotFoundError:
        return
    for line in lines:
        needed = Requirement(line)
        if needed.marker is None or any(
            needed.marker.evaluate({**environment, "extra": extra}) for extra in ("", *one.extras)
        ):
            yield needed


def write() -> None:
    """Writes the installed versions; a package that is not installed keeps its line."""
    direct, dev = declared()
    run_names = required(direct)
    dev_names = required([*direct, *dev]) - run_names
    known = pins(RUN_LOCK) | pins(DEV_LOCK)
    RUN_LOCK.write_text(RUN_HEAD + _lines(run_names, known), encoding="utf-8")
    DEV_LOCK.write_text(DEV_HEAD + _lines(dev_names, known), encoding="utf-8")


def _lines(names: Iterable[str], known: dict[str, Requirement]) -> str:
    return "".join(f"{_line(name, known)}\n" for name in sorted(names))


def _line(name: str, known: dict[str, Requirement]) -> str:
    try:
        return f"{name}=={importlib.metadata.version(name)}"
    except importlib.metadata.PackageNotFoundError:
        if name in known:
            return str(known[name])
        raise SystemExit(f"{name} is required on another platform: pin it by hand") from None


if __name__ == "__main__":
    sys.exit(main())
