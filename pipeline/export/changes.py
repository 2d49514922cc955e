"""What a release changed, in words for who reads the registry: a file a release."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from pipeline.export.release import write_all
from pipeline.registry.causes import Cause
from pipeline.registry.changes import Change, Difference, Kind, difference
from pipeline.registry.releases import Release, all_releases
from pipeline.registry.store import Store

FOLDER = "changes"
_TITLES = {
    "registry": "Patients",
    "literature_cases": "Patients retold from other publications",
    "cohorts": "Series told in counts",
    "documents": "Documents",
}
_WHOLE = {Kind.ADDED: "Added", Kind.WITHDRAWN: "Withdrawn", Kind.CHANGED: "Changed"}
_WHY = {
    Cause.DECISION: "a person decided",
    Cause.NEW_DOCUMENT: "a new document",
    Cause.DOCUMENT_REMOVED: "the document is no longer there",
    Cause.RETRACTION: "a retraction",
    Cause.CONCERN: "an expression of concern",
    Cause.CORRECTION: "a published correction",
    Cause.CHANGED_SOURCE: "the source changed its text",
    Cause.READER_VERSION: "files are read by another version",
    Cause.EXTRACTOR_VERSION: "texts are understood by another version",
    Cause.SETTINGS: "other settings of the run",
    Cause.PROGRAM_VERSION: "another version of the program",
}
_MARKUP = str.maketrans({sign: f"\\{sign}" for sign in "\\`*<>[]|"} | {"\n": " ", "\r": " "})


def file_name(number: int) -> str:
    """The file of a release, seen from the output folder."""
    return f"{FOLDER}/release-{number:04}.md"


def write_changes(store: Store, out: Path) -> list[Path]:
    """Writes the change log of every release that has none yet.

    Raises:
        UserError: if the folder cannot be written.
    """
    missing = [one for one in all_releases(store) if not (out / file_name(one.number)).exists()]
    files = [
        (Path(file_name(one.number)).name, [_change_log(store, one).encode()]) for one in missing
    ]
    return write_all(files, out / FOLDER) if files else []


def _change_log(store: Store, release: Release) -> str:
    found = difference(store, release.number - 1, release.number) if release.number > 1 else None
    return "\n".join([*_head(release), *(_body(found) if found else _first(release))]) + "\n"


def _head(release: Release) -> Iterator[str]:
    counts = release.about.counts.items()
    held = (f"{number:,} {name.replace('_', ' ')}" for name, number in counts)
    yield f"# Release {release.number}, {release.made_at}"
    yield f"\nThe registry holds {', '.join(held)}."
    for query in release.about.queries:
        names = (name for name in ("found", "new", "changed", "gone") if name in query)
        figures = ", ".join(f"{query[name]:,} {name}" for name in names)
        yield f"\nSearch {query.get('name', '')} in {query.get('source', '')}: {figures}."


def _first(release: Release) -> Iterator[str]:
    yield "\nThis is the first release: everything in it is new."


def _body(found: Difference) -> Iterator[str]:
    if not found.changes:
        others = f" Other bytes are in {', '.join(found.files)}." if found.files else ""
        yield f"\nNo value of a patient or series changed.{others}"
    for table, changes in groupby(found.changes, lambda one: one.table):
        yield f"\n## {_TITLES.get(table, table)}\n"
        for _, own in groupby(changes, lambda one: one.key):
            yield from _of_row(list(own))


def _of_row(changes: Sequence[Change]) -> Iterator[str]:
    """A patient, series or document: as a whole, or value by value."""
    first = changes[0]
    whole = None if first.field else first
    kind = whole.change if whole else Kind.CHANGED
    yield f"- {_WHOLE[kind]}: {_plain(first.key)}{f' ({_why(whole)})' if whole else ''}"
    for one in changes:
        if one.field:
            yield f"  - {_plain(one.field)}: {_told(one)}{'' if whole else f' ({_why(one)})'}"


def _told(change: Change) -> str:
    if change.change is Kind.CHANGED:
        return f"{_plain(change.old)} is now {_plain(change.new)}"
    if change.change is Kind.ADDED:
        return _plain(change.new)
    return f"{_plain(change.old)} is withdrawn"


def _why(change: Change) -> str:
    return "; ".join(_WHY[cause] for cause in change.causes)


def _plain(text: str) -> str:
    """Text of documents in Markdown: nothing in it is taken for markup or a link."""
    return text.translate(_MARKUP)
