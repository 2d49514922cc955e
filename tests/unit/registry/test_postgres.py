"""A registry in PostgreSQL: what is said where it cannot be used, and what it must hold."""

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import Column, Engine, Integer, MetaData, Table, insert, select, text
from sqlalchemy.engine import make_url

from pipeline.errors import UserError
from pipeline.ingest.outcome import Outcome
from pipeline.registry.identity import content_key, text_key
from pipeline.registry.ledger import packed
from pipeline.registry.postgres import LOCKS, open_server
from pipeline.registry.schema import VERSION_TABLE, alembic_config, revisions
from pipeline.registry.serialise import to_json
from pipeline.registry.store import Store
from pipeline.registry.transactions import reading, writing
from pipeline.registry.types import Name
from pipeline.resolve.model import Extraction
from tests.postgres import PASSWORD
from tests.unit.samples import case, document, value

DOCUMENT = document("A man of 58 years.", pmid="7", title="One")
MAN = Extraction("case_report", True, "", (case(1, value("age_years", "58")),))
ROWS: dict[str, dict[str, object]] = {
    "parsed": {"sha256": "aa", "reader_version": "r1"},
    "documents": {
        "sha256": "aa",
        "reader_version": "r1",
        "position": 0,
        "content_key": content_key(DOCUMENT),
        "text_key": text_key(DOCUMENT),
        "format": DOCUMENT.format,
        "meta": to_json(DOCUMENT.meta),
        "traits": to_json(DOCUMENT.traits),
        "words": DOCUMENT.words,
        "pages": DOCUMENT.pages,
        "content": packed(DOCUMENT),
    },
    "extracted": {
        "content_key": content_key(DOCUMENT),
        "extractor_version": "e1",
        "extraction": to_json(MAN),
    },
}
"""What schema 2 held of a file with one document."""


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    engine = open_server(postgres_url)
    yield engine
    engine.dispose()


@pytest.fixture
def old(postgres_url: str, engine: Engine) -> str:
    """The address of a registry of schema 2, as a program of that version would have left it."""
    made = tables(engine)
    with engine.begin() as connection:
        for table in made:
            connection.execute(text(f"DROP TABLE {table}"))
        command.upgrade(alembic_config(connection), "0002")
        there = MetaData()
        there.reflect(connection)
        for name, row in ROWS.items():
            connection.execute(insert(there.tables[name]), [row])
    return postgres_url


def tables(engine: Engine) -> list[str]:
    query = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
    with reading(engine) as connection:
        return sorted(connection.execute(text(query)).scalars())


def versions(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return list(connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalars())


def refusal(url: str, **options: bool) -> str:
    with pytest.raises(UserError) as told:
        open_server(url, **options)
    assert PASSWORD not in str(told.value)
    assert url not in str(told.value)
    assert "\n" not in str(told.value)
    return str(told.value)


def test_a_wrong_password_is_said_and_not_told(postgres_url: str) -> None:
    wrong = make_url(postgres_url).set(password="let-me-in")
    said = refusal(wrong.render_as_string(hide_password=False))
    assert "postgres on 127.0.0.1" in said
    assert "password authentication failed" in said
    assert "let-me-in" not in said


def test_a_server_that_does_not_answer_is_said() -> None:
    said = refusal("postgresql+psycopg://me:hidden@127.0.0.1:1/team")
    assert said.startswith("team on 127.0.0.1:1 cannot be used: connection")
    assert "hidden" not in said


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("postgresql+psycopg//me:hidden@host/team", "cannot be read: write postgresql+psycopg://"),
        ("mysql://me:hidden@host/team", "begins with mysql: write postgresql+psycopg://"),
        ("postgresql+psycopg://me:hidden@host:port/team", "cannot be read"),
        ("postgresql+psycopg://me:at@hidden@host/team", "%40 for a @ in the password"),
    ],
)
def test_an_address_of_another_form_is_said(address: str, expected: str) -> None:
    said = refusal(address)
    assert expected in said
    assert "hidden" not in said


def test_a_missing_driver_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "pip install 'psycopg[binary]'" in refusal("postgresql://me:hidden@host/team")


def test_an_empty_database_is_not_made_a_registry_by_reading(postgres_url: str) -> None:
    assert "There is no registry at postgres on" in refusal(postgres_url, create=False)


def test_other_tables_in_the_database_are_left_alone(postgres_url: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('of another program')"))
    open_server(postgres_url).dispose()
    with reading(engine) as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars()
        assert list(found) == ["of another program"]


def test_a_newer_registry_is_left_alone(postgres_url: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    before = tables(engine)
    assert "newer leakreg (schema 9999" in refusal(postgres_url)
    assert (versions(engine), tables(engine)) == (["9999"], before)


def test_an_older_registry_is_upgraded_with_its_content(
    old: str, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = open_server(old)
    store = Store(engine)
    assert versions(engine) == [revisions()[-1]]
    assert store.known_outcome("aa", "r1") == Outcome((DOCUMENT,))
    assert store.known_extraction(content_key(DOCUMENT), "e1") == MAN
    said = capsys.readouterr().err
    assert "from schema 0002" in said
    assert "pg_dump" in said
    engine.dispose()


KILLED = """
import os, signal, sys
import alembic.command as command
from pipeline.registry.postgres import open_server
upgrade = command.upgrade
def die(*args):
    upgrade(*args)
    os.kill(os.getpid(), signal.SIGKILL)
command.upgrade = die
open_server(sys.argv[1])
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_an_upgrade_that_is_killed_leaves_the_old_registry(old: str, engine: Engine) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, old], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert versions(engine) == ["0002"]
    open_server(old).dispose()
    assert versions(engine) == [revisions()[-1]]


def opened(address: str) -> list[str]:
    engine = open_server(address)
    try:
        return versions(engine)
    finally:
        engine.dispose()


def test_programs_that_open_it_at_once_make_it_once(postgres_url: str) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert pool.map(opened, [postgres_url] * 8, 1) == [[revisions()[-1]]] * 8


def test_texts_are_sorted_by_code_points(engine: Engine) -> None:
    words = ["b", "B", "a", "Z", "ä", "é", "10", "9", "-", "_a", "a b", "ab", ""]
    tried = Table("tried", MetaData(), Column("place", Integer), Column("word", Name))
    with engine.begin() as connection:
        tried.create(connection)
        connection.execute(insert(tried), [{"place": n, "word": w} for n, w in enumerate(words)])
        found = connection.execute(select(tried.c.word).order_by(tried.c.word)).scalars()
        assert list(found) == sorted(words)


def test_every_text_of_the_tables_is_sorted_so(engine: Engine) -> None:
    query = """
        SELECT table_name || '.' || column_name FROM information_schema.columns
        WHERE table_schema = current_schema() AND data_type IN ('text', 'character varying')
        AND table_name <> :own AND collation_name IS DISTINCT FROM 'C'
    """
    with reading(engine) as connection:
        found = connection.execute(text(query), {"own": VERSION_TABLE}).scalars()
        assert list(found) == [], "use Name and Prose of pipeline/registry/types.py"


def test_a_reader_sees_one_state_and_waits_for_no_writer(engine: Engine) -> None:
    with reading(engine) as reader:
        before = reader.scalar(text("SELECT count(*) FROM state"))
        with writing(engine) as writer:
            writer.execute(text("INSERT INTO state VALUES ('new', 'x')"))
            locks = text(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = :n"
            )
            assert reader.scalar(locks, {"n": LOCKS}) == 1
        assert reader.scalar(text("SELECT count(*) FROM state")) == before
    with reading(engine) as reader:
        assert reader.scalar(text("SELECT count(*) FROM state")) == before + 1


def test_a_server_that_goes_away_is_said_and_found_again(engine: Engine, postgres_url: str) -> None:
    lost = r"postgres on .* was lost: .*What was finished is kept"
    with writing(engine) as connection:
        end_session(postgres_url, connection.scalar(text("SELECT pg_backend_pid()")))
        with pytest.raises(UserError, match=lost):
            connection.execute(text("SELECT 1"))
        connection.rollback()
    with reading(engine) as connection:
        assert connection.scalar(text("SELECT 1")) == 1


def end_session(address: str, number: int | None) -> None:
    other = open_server(address)
    with reading(other) as connection:
        connection.execute(text("SELECT pg_terminate_backend(:number)"), {"number": number})
    other.dispose()
