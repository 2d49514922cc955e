"""A search under way: its pages are kept until all they name is fetched, so that a kill costs none.

They stand in a hidden folder beside the articles and are removed when the search is done.
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from pipeline.sources.files import make_folder, write_whole
from pipeline.sources.model import Page, Source
from pipeline.sources.queries import Query

FOLDER = ".search"
_STATE = "search.json"
# Services keep the order of a search for a while, not for ever.
_GOES_ON = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Search:
    """A search under way.

    Attributes:
        folder: where its pages are kept.
        key: that of its query.
        began: when its first page was asked for, in ISO 8601.
        since: the day since when records are wanted that are new or changed; None for all.
    """

    folder: Path
    key: str
    began: str
    since: date | None

    @property
    def name(self) -> str:
        """Tells it from every other search."""
        return f"{self.key}@{self.began}"

    def pages(self, source: Source, query: Query) -> Iterator[Page]:
        """The pages from first to last, those that are kept from the disk, the others asked for.

        It ends where the service names no next page, or one that was already asked for.
        """
        cursor, asked = source.first, set[str]()
        while cursor and cursor not in asked:
            asked.add(cursor)
            address = source.address(query, self.since, cursor)
            path = self.folder / f"page-{len(asked):05}"
            if not path.exists():
                write_whole(path, source.search(address))
            page = source.page(path.read_bytes())
            yield replace(page, found=tuple(replace(one, url=str(address)) for one in page.found))
            cursor = page.cursor

    def close(self) -> None:
        """Removes the pages."""
        shutil.rmtree(self.folder)


def begin(home: Path, query: Query, since: date | None, now: datetime) -> Search:
    """Goes on with the search that was under way in a folder, or begins one.

    Args:
        home: the folder of the articles.
        query: what is looked for.
        since: the day since when records are wanted, where a search begins.
        now: the time.
    """
    folder = home / FOLDER
    kept = _kept(folder)
    if kept and kept.key == query.key and _is_recent(kept.began, now):
        return kept
    if folder.exists():
        shutil.rmtree(folder)
    make_folder(folder)
    began = Search(folder, query.key, now.isoformat(timespec="seconds"), since)
    state = {"key": began.key, "began": began.began, "since": str(since or "")}
    write_whole(folder / _STATE, json.dumps(state).encode())
    return began


def _kept(folder: Path) -> Search | None:
    path = folder / _STATE
    if not path.exists():
        return None
    state = json.loads(path.read_bytes())
    since = date.fromisoformat(state["since"]) if state["since"] else None
    return Search(folder, state["key"], state["began"], since)


def _is_recent(began: str, now: datetime) -> bool:
    """Whether a search can go on; a clock that was set back is no reason to begin anew."""
    return now - datetime.fromisoformat(began) < _GOES_ON
