"""Models as JSON and back. What the JSON holds follows from the dataclasses alone."""

import json
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from operator import itemgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(value: Any) -> str:
    """A dataclass as compact JSON, in ASCII so that every store and codec takes it."""
    return json.dumps(value, default=_members, separators=(",", ":"))


def from_json(kind: type[T], text: str) -> T:
    """Reads what `to_json` wrote from an instance of `kind`."""
    value: T = _reader(cast(Hashable, kind))(json.loads(text))
    return value


def _members(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in _names(value.__class__)}


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    return tuple(member.name for member in fields(cast(Any, kind)))


@cache
def _reader(kind: Hashable) -> Callable[[Any], Any]:
    """What turns parsed JSON into a value of a type that the models use."""
    origin, arguments = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _dataclass_reader(kind)
    if origin is tuple:
        item = _reader(arguments[0])
        return lambda data: tuple(map(item, data))
    if origin is UnionType:
        (inner,) = (_reader(argument) for argument in arguments if argument is not NoneType)
        return lambda data: None if data is None else inner(data)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {member.value: member for member in kind}.__getitem__
    return _as_is


def _dataclass_reader(kind: Any) -> Callable[[Any], Any]:
    """What reads a dataclass; a registry holds a million of them, so members are taken at once."""
    hints = get_type_hints(kind)
    names = [member.name for member in fields(kind)]
    readers = [_reader(hints[name]) for name in names]
    changed = [(place, read) for place, read in enumerate(readers) if read is not _as_is]
    taken = itemgetter(*names, names[0])  # With one name alone it would give no tuple.

    def read(data: Any) -> Any:
        values = list(taken(data)[:-1])
        for place, read_member in changed:
            values[place] = read_member(values[place])
        return kind(*values)

    return read


def _as_is(data: Any) -> Any:
    return data
