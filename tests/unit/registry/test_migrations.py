"""Databases of older and newer programs, and programs that meet in the middle of an upgrade."""

import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from pipeline.errors import UserError
from pipeline.registry.identity import content_key
from pipeline.registry.ledger import packed
from pipeline.registry.schema import VERSION_TABLE, alembic_config, revisions
from pipeline.registry.serialise import to_json
from pipeline.registry.store import Store, open_store
from pipeline.registry.tables import metadata
from pipeline.resolve.model import Extraction
from tests.unit.samples import case, document, value

NEWEST = revisions()[-1]
SCHEMA_2 = Path(__file__).with_name("schema_2.sql")
DOCUMENT = document("A man of 58 years.", pmid="7", title="One")
MAN = Extraction("case_report", True, "", (case(1, value("age_years", "58")),))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A registry of schema 2 with a run in it."""
    path = tmp_path / "registry.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executescript(SCHEMA_2.read_text(encoding="utf-8"))
        key = content_key(DOCUMENT)
        meta, traits = to_json(DOCUMENT.meta), to_json(DOCUMENT.traits)
        row = ("aa", "r1", 0, key, "t", "text", meta, traits, 5, 1, packed(DOCUMENT))
        connection.execute(f"INSERT INTO documents VALUES ({', '.join('?' * len(row))})", row)
        connection.execute("INSERT INTO extracted VALUES (?, 'e1', ?)", (key, to_json(MAN)))
        connection.commit()
    return path


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def check_content(store: Store) -> None:
    registry = store.snapshot()
    assert [(row.source_path, row.document_id) for row in registry.inputs] == [
        ("in/a.xml", "7"),
        ("in/b.pdf", "bb"),
    ]
    assert [study.extraction for study in registry.studies] == [MAN]
    assert store.document(content_key(DOCUMENT)) == DOCUMENT


def test_the_steps_form_one_line(store: Store) -> None:
    with store.engine.connect() as connection:
        scripts = ScriptDirectory.from_config(alembic_config(connection))
    steps = [step.revision for step in scripts.walk_revisions()]
    assert steps == revisions()[::-1]


def test_the_migrated_tables_are_those_of_the_program(store: Store) -> None:
    options = {
        "compare_type": True,
        "include_name": lambda name, kind, _: kind != "table" or name != VERSION_TABLE,
    }
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_an_old_registry_is_upgraded_with_its_content(
    old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = dump(old)
    with open_store(old) as store:
        check_content(store)
    backup = old.with_name("registry.sqlite.backup-0002")
    assert dump(backup) == before
    assert str(backup) in capsys.readouterr().err
    with open_store(old) as store:
        check_content(store)
    assert capsys.readouterr().err == ""
    assert sorted(path.name for path in old.parent.iterdir()) == [old.name, backup.name]


def outlines(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT * FROM outlines").fetchall()


def test_an_upgrade_outlines_as_the_program_does(old: Path) -> None:
    with open_store(old) as store:
        (upgraded,) = outlines(old)
        store.save_extractions([(content_key(DOCUMENT), MAN)], "e1")
    assert outlines(old) == [upgraded]
    assert "age_years" in upgraded[-1]


def test_a_backup_has_what_was_not_yet_in_the_main_file(old: Path) -> None:
    """A program that was killed leaves its last rows in the file's log."""
    writer = sqlite3.connect(old)
    writer.execute("PRAGMA wal_autocheckpoint=0")
    writer.execute("INSERT INTO parsed VALUES ('cc', 'r1', NULL, NULL)")
    writer.commit()
    moved = old.with_name("moved.sqlite")
    for suffix in ("", "-wal"):
        shutil.copy(f"{old}{suffix}", f"{moved}{suffix}")
    writer.close()
    with open_store(moved):
        pass
    backup = moved.with_name("moved.sqlite.backup-0002")
    assert [line for line in dump(backup) if "'cc'" in line]


def test_the_program_of_an_old_schema_refuses_the_new_one(old: Path) -> None:
    with open_store(old):
        pass
    with closing(sqlite3.connect(old)) as connection:
        found = connection.execute("SELECT value FROM state WHERE key = 'schema'").fetchone()
    assert found != ("2",)


def test_a_registry_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    with open_store(path):
        pass
    execute(path, f"UPDATE {VERSION_TABLE} SET version_num = '9999'", "CREATE TABLE later (x)")
    before = path.read_bytes()
    with pytest.raises(UserError, match=f"newer leakreg .schema 9999.*{NEWEST}.*Nothing was"):
        open_store(path).__enter__()
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_a_schema_that_nobody_knows_is_refused(old: Path) -> None:
    execute(old, "UPDATE state SET value = '0' WHERE key = 'schema'")
    before = dump(old)
    with pytest.raises(UserError, match="schema 0"):
        open_store(old).__enter__()
    assert dump(old) == before


def test_another_database_is_no_registry(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    execute(path, "CREATE TABLE songs (title)")
    before = path.read_bytes()
    with pytest.raises(UserError, match="no registry"):
        open_store(path).__enter__()
    assert path.read_bytes() == before


def test_an_upgrade_without_a_backup_does_not_begin(old: Path) -> None:
    before = dump(old)
    old.with_name("registry.sqlite.backup-0002").mkdir()
    with pytest.raises(UserError, match="could not be written"):
        open_store(old).__enter__()
    assert dump(old) == before


KILLED = """
import os, signal, sys
from pathlib import Path
import alembic.command as command
from pipeline.registry.store import open_store
upgrade = command.upgrade
def die(*args):
    upgrade(*args)
    os.kill(os.getpid(), signal.SIGKILL)
command.upgrade = die
open_store(Path(sys.argv[1])).__enter__()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_an_upgrade_that_is_killed_leaves_the_old_registry(old: Path) -> None:
    before = dump(old)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(old)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert dump(old) == before
    with open_store(old) as store:
        check_content(store)


def opened(path: Path) -> str:
    with open_store(path) as store:
        return next((row.source_path for row in store.snapshot().inputs), "")


def test_programs_that_open_an_old_registry_at_once_upgrade_it_once(old: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert pool.map(opened, [old] * 8, 1) == ["in/a.xml"] * 8
    with open_store(old) as store:
        check_content(store)


def test_programs_that_make_a_registry_at_once_make_one(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert pool.map(opened, [path] * 8, 1) == [""] * 8
