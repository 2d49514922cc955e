"""Finds files that hold the same document, whatever the order in which they came."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from pipeline.document.model import Meta
from pipeline.registry.identity import author_key, identifiers, title_key, title_words
from pipeline.registry.model import Entry

Group = list[Entry]
T = TypeVar("T")

LONG_TITLE = 8
"""Words from which a title alone tells a publication, where a copy names no author."""
SHORTEST_TEXT = 20
"""Words below which equal texts may be of different publications ("Reply")."""
# Text recognised from pictures is longer by its mistakes: a clean copy of its size goes before it.
_WORTH_OF_OCR = 0.8


def group_documents(entries: Iterable[Entry]) -> list[Group]:
    """Groups equal documents, each group with the richest text first.

    Two documents are equal where they share an identifier or all their words, or where title
    and first author agree and no identifier speaks against it. A notice is never the article
    that it is about.
    """
    same = connected(sorted(entries, key=_richest_first), _identity_keys)
    namesakes = connected(same, _titles)
    clusters = [part for cluster in namesakes for part in _by_author(cluster)]
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


def _by_author(cluster: list[Group]) -> list[list[Group]]:
    """Splits groups of one title by their first author; one author more than none is no two."""
    entries = [entry for group in cluster for entry in group]
    authors = {author_key(entry.meta) for entry in entries}
    long = any(len(title_words(entry.meta).split()) >= LONG_TITLE for entry in entries)
    if len(authors - {""}) < 2 and (long or len(authors) == 1):
        return [cluster]
    return connected(cluster, _title_keys)


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
    """Keys that only equal documents share; those of a notice are apart from its article's."""
    keys = [f"{kind}:{value}" for kind, value in identifiers(entry.meta).items()]
    if entry.words >= SHORTEST_TEXT:
        keys.append(f"text:{entry.text_key}")
    return [f"notice {key}" for key in keys] if entry.meta.notices else keys


def _titles(group: Group) -> set[str]:
    return {title_words(entry.meta) for entry in group if not entry.meta.notices} - {""}


def _title_keys(group: Group) -> set[str]:
    return {title_key(entry.meta) for entry in group if not entry.meta.notices} - {""}


def _richest_first(entry: Entry) -> tuple[bool, float, str, str, int]:
    """What can be read comes first, then what has most words; the rest decides between equals."""
    words = entry.words * (_WORTH_OF_OCR if entry.traits.ocr else 1)
    return not entry.traits.english, -words, entry.sha256, entry.source_path, entry.position
