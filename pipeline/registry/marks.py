"""Which documents are retracted, corrected or doubted: by their own word, or by a notice's."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from pipeline.document.model import Mark, Notice
from pipeline.registry.identity import author_key, identifiers, plain, title_words
from pipeline.registry.model import Entry

Group = Sequence[Entry]


def is_notice(group: Group) -> bool:
    """Whether equal documents are a notice about another one."""
    return bool(group[0].meta.notices)


def marks_of(groups: Sequence[Group]) -> list[tuple[Mark, ...]]:
    """The marks of each group, the gravest first, whichever of notice and article came first."""
    titles = Counter(title_words(group[0].meta) for group in groups if not is_notice(group))
    said: dict[str, set[Mark]] = defaultdict(set)
    for entry in (entry for group in filter(is_notice, groups) for entry in group):
        for notice in entry.meta.notices:
            for key in _targets(notice, entry, titles):
                said[key].add(notice.mark)
    return [() if is_notice(group) else _marks(group, said) for group in groups]


def _targets(notice: Notice, entry: Entry, titles: Counter[str]) -> Iterator[str]:
    """By what a notice names its article; a text may give its article's identifier as its own."""
    if notice.doi:
        yield f"doi:{notice.doi.lower()}"
    if notice.pmid:
        yield f"pmid:{notice.pmid}"
    if notice.pmcid:
        yield f"pmcid:{notice.pmcid.upper()}"
    if title := plain(notice.title):
        # Of several articles of one title it is the one by the notice's author, if any.
        yield f"title:{title}|{author_key(entry.meta)}" if titles[title] > 1 else f"title:{title}"
    for kind, value in identifiers(entry.meta).items():
        yield f"{kind}:{value}"


def _marks(group: Group, said: dict[str, set[Mark]]) -> tuple[Mark, ...]:
    found = {mark for entry in group for mark in entry.meta.marks}
    for entry in group:
        title = f"title:{title_words(entry.meta)}"
        keys = [title, f"{title}|{author_key(entry.meta)}"]
        keys += [f"{kind}:{value}" for kind, value in identifiers(entry.meta).items()]
        found |= {mark for key in keys for mark in said.get(key, ())}
    return tuple(mark for mark in Mark if mark in found)
