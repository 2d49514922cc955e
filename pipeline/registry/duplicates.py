"""Finds files that hold the same document, whatever the order in which they came."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from pipeline.document.model import Meta
from pipeline.registry.identity import identifiers, title_key
from pipeline.registry.model import Entry

Group = list[Entry]
T = TypeVar("T")


def group_documents(entries: Iterable[Entry]) -> list[Group]:
    """Groups equal documents, each group with the richest text first.

    Two documents are equal where they share an identifier or all their words, or where title
    and first author agree and no identifier speaks against it.
    """
    same = connected(sorted(entries, key=_richest_first), _identity_keys)
    clusters = connected(same, _title_keys)
    return [group for cluster in clusters for group in _united(cluster)]


def connected(items: Sequence[T], keys_of: Callable[[T], Iterable[str]]) -> list[list[T]]:
    """Splits items into lists whose members share keys, directly or over others.

    The order of the items is kept within a list, and the lists are in the order of their first.
    """
    keys = [tuple(keys_of(item)) for item in items]
    holders = defaultdict(list)
    for place, own in enumerate(keys):
        for key in own:
            holders[key].append(place)
    label: dict[int, int] = {}
    for start in range(len(items)):
        waiting = [start]
        while waiting:
            place = waiting.pop()
            if place not in label:
                label[place] = start
                waiting += [near for key in keys[place] for near in holders.pop(key, ())]
    parts = defaultdict(list)
    for place, item in enumerate(items):
        parts[label[place]].append(item)
    return list(parts.values())


def completed_meta(group: Sequence[Entry]) -> Meta:
    """The first document's data, its gaps filled from the others."""
    meta = group[0].meta
    for other in group[1:]:
        gaps = {
            name: getattr(other.meta, name) for name in Meta.__slots__ if not getattr(meta, name)
        }
        meta = replace(meta, **gaps)
    return meta


def _united(cluster: Sequence[Group]) -> list[Group]:
    """Groups of the same title, as one unless their identifiers contradict each other.

    Then it is unsaid to which of them a document without identifiers belongs: it stays apart.
    """
    if len(cluster) == 1 or not _contradict(cluster):
        return [_merged(cluster)]
    anonymous = [group for group in cluster if not _identity(group)]
    named = [_merged([group]) for group in cluster if _identity(group)]
    return [*named, _merged(anonymous)] if anonymous else named


def _merged(groups: Sequence[Group]) -> Group:
    return sorted((entry for group in groups for entry in group), key=_richest_first)


def _contradict(groups: Sequence[Group]) -> bool:
    kinds = [kind for kind, _ in {pair for group in groups for pair in _identity(group)}]
    return len(kinds) > len(set(kinds))


def _identity(group: Group) -> set[tuple[str, str]]:
    return {pair for entry in group for pair in identifiers(entry.meta).items()}


def _identity_keys(entry: Entry) -> list[str]:
    named = [f"{kind}:{value}" for kind, value in identifiers(entry.meta).items()]
    return [*named, f"text:{entry.text_key}"]


def _title_keys(group: Group) -> set[str]:
    return {title_key(entry.meta) for entry in group} - {""}


def _richest_first(entry: Entry) -> tuple[int, str, str, int]:
    return -entry.words, entry.sha256, entry.source_path, entry.position
