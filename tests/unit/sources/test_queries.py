"""The query file."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.sources.queries import QueryError, literal, read_queries

ROOT = Path(__file__).parents[3]
WHOLE = """
[[query]]
name = "leaks"
source = "pubmed"
text = '''cement
  AND leak'''
from = 2001-02-03
into = "articles"
email = "me@example.org"

[[query]]
name = "inbox"
source = "folder"
text = "in  box"
"""


def read(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "queries.toml"
    path.write_text(text, encoding="utf-8")
    return [query.name for query in read_queries(path)]


def test_a_query_file_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, WHOLE) == ["leaks", "inbox"]
    leaks, inbox = read_queries(tmp_path / "queries.toml")
    assert (leaks.source, leaks.text, leaks.since) == (
        "pubmed",
        "cement AND leak",
        date(2001, 2, 3),
    )
    assert (leaks.into, leaks.email) == (tmp_path / "articles", "me@example.org")
    assert (inbox.text, inbox.into) == (str(tmp_path / "in  box"), None)


def test_the_query_file_of_the_project_can_be_used() -> None:
    queries = read_queries(ROOT / "corpus" / "queries.toml")
    assert [query.name for query in queries] == ["cement-leakage"]
    assert queries[0].text.count("(") == queries[0].text.count(")")
    assert queries[0].text.count('"') % 2 == 0


ONE = '[[query]]\nname = "a"\nsource = "pubmed"\ntext = "x"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has no query: begin each query with"),
        ("query = 3", "has no query: begin each query with"),
        ("query = [3]", "query 1 is 3: begin each query with"),
        ("[search]\n", "has 'search': begin each query with"),
        ("[[query]\n", "is no TOML"),
        (f'{ONE}txt = "x"\n', "has 'txt': there is name, source, text"),
        ('[[query]]\nsource = "pubmed"\ntext = "x"\n', "name None must be of a-z"),
        (ONE.replace('"a"', '"A b"'), "name 'A b' must be of a-z"),
        (ONE.replace('"a"', '"../a"'), "must be of a-z"),
        (ONE.replace("pubmed", "medline"), "source 'medline' is none of europepmc, pubmed, folder"),
        (ONE.replace('"x"', '" "'), "a: text is missing: write what is looked for"),
        (ONE.replace('"x"', "3"), "text is missing"),
        (ONE.replace('"x"', f'"{"x" * 5001}"'), "5001 characters, at most 5000 can be sent: split"),
        (f'{ONE}from = "lately"\n', "from: 'lately' is no day: write 2020-01-31"),
        (f"{ONE}from = 2020-01-01T00:00:00\n", "is no day: write 2020-01-31"),
        (f"{ONE}into = 3\n", "into 3 must be the name of a folder"),
        (f'{ONE}email = "me"\n', "email 'me' is no address: write you@example.org"),
        (ONE + ONE, "two queries are named 'a': rename one"),
    ],
)
def test_a_mistake_is_said_with_what_to_do(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(QueryError) as caught:
        read(tmp_path, text)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"There is no query file .*: write one as docs/sources"):
        read_queries(tmp_path / "none.toml")


def test_a_literal_query_is_named_by_its_words() -> None:
    one = literal('"cement embolism" AND  kyphoplasty', "europepmc")
    assert one.name.startswith("cement-embolism-and-kyphoplasty-")
    assert one.text == '"cement embolism" AND kyphoplasty'
    assert one.name != literal('"cement embolism" OR kyphoplasty', "europepmc").name
    assert literal("脊椎", "pubmed").name.startswith("query-")


def test_the_key_tells_searches_apart() -> None:
    one = literal("a", "pubmed")
    assert one.key == literal("a", "pubmed").key
    others = [literal("b", "pubmed"), literal("a", "europepmc"), literal("a", "pubmed", date.max)]
    assert len({one.key, *(other.key for other in others)}) == 4
