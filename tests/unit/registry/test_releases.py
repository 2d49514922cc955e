"""Releases: when one is made, and that it comes out as it went in."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from pipeline.document.model import Meta
from pipeline.errors import UserError
from pipeline.registry.releases import all_releases, exported, latest_number
from pipeline.registry.store import Store
from pipeline.registry.tables import chunks
from pipeline.registry.transactions import reading, writing
from tests.unit.registry.living import Article, decided, release

AGE = "A 58-year-old man was treated."
ARTICLE = Article("a.txt", (AGE,), ({"age_years=58": AGE},), Meta(pmid="7"))


def files(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir()}


def parts(store: Store) -> int:
    with reading(store.engine) as connection:
        return connection.execute(select(func.count()).select_from(chunks)).scalar_one()


def test_a_run_that_changes_nothing_makes_none(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    assert latest_number(store) is None
    first = release(store, out, ARTICLE)
    assert first
    assert (first.number, first.made_at) == (1, "2026-01-01T00:00:00+00:00")
    kept = parts(store)
    assert release(store, out, ARTICLE, made_at="2026-02-02") is None
    assert release(store, out, ARTICLE, reader="r2", extractor="e2") is None
    assert (latest_number(store), parts(store)) == (1, kept)


def test_a_release_comes_out_as_it_went_in(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    kept = {}
    changed = replace(ARTICLE, sentences=(AGE, "More."))
    other = replace(changed, path="b.txt", meta=Meta(pmid="8"), sentences=("Other.", AGE))
    for number, articles in enumerate(((ARTICLE,), (ARTICLE, other), (changed, other)), 1):
        made = release(store, out, *articles)
        assert made
        assert made.number == number
        kept[number] = files(out)
    assert len(kept[1]) == 12
    for number, expected in kept.items():
        assert dict(exported(store, number)) == expected


def test_what_a_release_was_made_with(store: Store, tmp_path: Path) -> None:
    release(store, tmp_path / "tables", ARTICLE)
    decided(store, "7-1", "age_years", "accept")
    release(store, tmp_path / "tables", ARTICLE, extractor="e2", made_at="2026-03-01")
    first, second = all_releases(store)
    assert first.about.counts["patients"] == 1
    assert first.about.settings == {"excluded": ["retracted"], "ocr": False}
    assert (first.about.extractor, second.about.extractor) == ("e1", "e2")
    assert second.about.counts["decisions"] == 1
    assert first.changes == ()
    assert second.changes == (
        {"table": "registry", "change": "changed", "cause": "decision", "rows": 1, "cells": 1},
    )


def test_a_release_that_is_not_there(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there is none yet"):
        list(exported(store, 1))
    release(store, tmp_path / "tables", ARTICLE)
    with pytest.raises(UserError, match="no release 9: there are 1 to 1"):
        list(exported(store, 9))


def test_damage_is_seen(store: Store, tmp_path: Path) -> None:
    release(store, tmp_path / "tables", ARTICLE)
    with writing(store.engine) as connection:
        some = connection.execute(select(chunks.c.content)).scalars().first()
        connection.execute(chunks.update().values(content=some))
    with pytest.raises(UserError, match="damaged"):
        list(exported(store, 1))
