"""A fetch as a whole, against services on loopback."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.errors import UserError
from pipeline.ingest.read import read_file
from pipeline.inputs import find_files
from pipeline.sources.answers import Kind
from pipeline.sources.fetch import count, fetch
from pipeline.sources.transport import NoNetworkError, RefusedError
from tests.unit.sources.fetching import NOW, fetched, log, names, query, services
from tests.unit.sources.service import Answer, Asked, Service, serving
from tests.unit.sources.world import Article, World


def open_article(number: int, indexed: str = "2020-01-01") -> Article:
    return Article(f"990{number:02}", f"PMC990{number:02}", indexed)


@pytest.fixture
def world() -> World:
    """Five articles on two pages: four with full text, one without."""
    return World(*(open_article(number) for number in range(4)), Article("99010"))


@pytest.fixture
def service(world: World) -> Iterator[Service]:
    with serving(world) as service:
        yield service


def once(*answers: Answer) -> "Once":
    return Once(list(answers))


class Once:
    """Gives its answers, each one time, and then lets things take their course."""

    def __init__(self, answers: list[Answer]) -> None:
        self.answers = answers

    def __call__(self, asked: Asked) -> Answer | None:
        return self.answers.pop(0) if self.answers else None


def always(answer: Answer) -> "Always":
    return Always(answer)


class Always:
    """Gives its answer every time."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, asked: Asked) -> Answer | None:
        return self.answer


def paths(service: Service) -> list[str]:
    return [asked.path.rpartition("/")[0][1:] or asked.path for asked in service.asked]


def test_full_texts_and_abstracts_are_brought(service: Service, tmp_path: Path) -> None:
    result = fetched(service, tmp_path)
    total = result.total
    assert (total.found, total.new, total.abstract_only, total.failed) == (5, 5, 1, 0)
    assert names(tmp_path) == [
        "PMID99000.xml",
        "PMID99001.xml",
        "PMID99002.xml",
        "PMID99003.xml",
        "PMID99010.xml",
    ]
    assert [path.name for path in result.paths] == names(tmp_path)
    cursors = [asked.params["cursorMark"] for asked in service.asked if asked.path == "/search"]
    assert cursors == ["*", "at-3", "at-5"]
    assert max(service.answered.values()) == 1


def test_what_was_brought_is_read_by_a_run(service: Service, tmp_path: Path) -> None:
    fetched(service, tmp_path)
    files = find_files([tmp_path])
    assert [path.name for path in files] == names(tmp_path)
    documents = [document for path in files for document in read_file(path).documents]
    assert [document.meta.pmid for document in documents] == [
        "99000",
        "99001",
        "99002",
        "99003",
        "99010",
    ]
    assert documents[0].meta.licence == "CC BY 4.0"
    assert documents[-1].meta.doi == "10.5555/made.99010"
    assert "Cement leaked." in documents[-1].text


def test_the_log_says_what_came_from_where(service: Service, tmp_path: Path) -> None:
    fetched(service, tmp_path)
    *articles, search = log(tmp_path)
    by_file = {entry.file: entry for entry in articles}
    entry = by_file["PMID99001.xml"]
    data = (tmp_path / "leaks" / "PMID99001.xml").read_bytes()
    assert entry.kind is Kind.FULL_TEXT
    assert entry.url == f"{service.url}/PMC99001/fullTextXML"
    assert entry.sha256 == hashlib.sha256(data).hexdigest()
    assert entry.licence == "CC BY 4.0"
    assert entry.time == "2026-05-01T12:00:00+00:00"
    assert entry.identifiers[:3] == ("pmid:99001", "pmcid:pmc99001", "doi:10.5555/made.99001")
    record = by_file["PMID99010.xml"]
    assert record.kind is Kind.ABSTRACT_ONLY
    assert "/search?" in record.url
    assert (search.kind, search.detail) == (Kind.SEARCH, "5 found")
    assert "me@example.org" not in (tmp_path / "leaks" / "fetch_log.jsonl").read_text("utf-8")


def test_a_second_fetch_asks_for_nothing_but_the_search(
    service: Service, world: World, tmp_path: Path
) -> None:
    fetched(service, tmp_path)
    service.asked.clear()
    world.articles.append(open_article(50, indexed="2026-05-03"))
    world.articles.append(open_article(51, indexed="2026-04-25"))
    later = NOW + timedelta(days=7)
    total = fetched(service, tmp_path, now=later).total
    assert (total.found, total.new, total.known) == (2, 2, 0)
    assert "FIRST_IDATE:[2026-04-24 TO 3000-12-31]" in service.asked[0].params["query"]
    assert sorted(set(paths(service))) == ["/search", "PMC99050", "PMC99051"]
    total = fetched(service, tmp_path, now=later).total
    assert (total.found, total.new, total.known) == (1, 0, 1)


def test_a_clock_that_was_set_back_loses_nothing(
    service: Service, world: World, tmp_path: Path
) -> None:
    fetched(service, tmp_path)
    world.articles.append(open_article(50, indexed="2025-12-27"))
    total = fetched(service, tmp_path, now=NOW.replace(year=2026, month=1)).total
    assert (total.found, total.new) == (1, 1)


def test_another_text_of_the_query_is_another_search(service: Service, tmp_path: Path) -> None:
    fetched(service, tmp_path)
    again = replace(query(), text="cement", since=date(2001, 2, 3))
    total = fetched(service, tmp_path, again).total
    assert (total.found, total.known) == (5, 5)
    assert "FIRST_PDATE:[2001-02-03 TO 3000-12-31]" in service.asked[-1].params["query"]


def test_what_the_source_has_changed_is_brought_anew(
    service: Service, world: World, tmp_path: Path
) -> None:
    fetched(service, tmp_path)
    link = {"type": "Retraction in", "id": "99077", "source": "MED"}
    world.articles[0].extra = {"commentCorrectionList": {"commentCorrection": [link]}}
    world.articles[4].abstract = "Two patients had a leak."
    for article in world.articles:
        article.indexed = "2026-05-01"
    result = fetched(service, tmp_path, now=NOW + timedelta(days=1))
    assert (result.total.changed, result.total.known) == (2, 3)
    assert (tmp_path / "leaks" / "PMID99000.record.xml").exists()
    (record,) = read_file(tmp_path / "leaks" / "PMID99000.record.xml").documents
    assert [mark.value for mark in record.meta.marks] == ["retracted"]
    assert "Two patients had a leak" in (tmp_path / "leaks" / "PMID99010.xml").read_text("utf-8")
    assert fetched(service, tmp_path, now=NOW + timedelta(days=2)).total.known == 5


def test_a_repeated_cursor_ends_the_search(service: Service, world: World, tmp_path: Path) -> None:
    page = json.loads(world.search(Asked("/search", {"query": "", "cursorMark": "*"}, {}, 0)).body)
    page["nextCursorMark"] = "*"
    world.special["cursorMark=*"] = always(Answer(json.dumps(page).encode()))
    assert fetched(service, tmp_path).total.found == 3


def test_an_article_on_two_pages_is_asked_for_once(
    service: Service, world: World, tmp_path: Path
) -> None:
    world.articles.insert(3, world.articles[0])
    total = fetched(service, tmp_path).total
    assert (total.found, total.new) == (5, 5)
    assert max(service.answered.values()) == 1


STUB = b"<html><body><p>Purchase this article</p></body></html>"
FRONT = open_article(1).jats().partition(b"<body>")[0] + b"</article>"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answer(STUB), Kind.WITHHELD),
        (Answer(FRONT), Kind.WITHHELD),
        (Answer(b"no", 403), Kind.WITHHELD),
        (Answer(b"no", 404), Kind.GONE),
        (Answer(b"no", 410), Kind.GONE),
    ],
)
def test_a_full_text_that_is_not_given_out_leaves_the_abstract(
    answer: Answer, kind: Kind, service: Service, world: World, tmp_path: Path
) -> None:
    world.special["PMC99001/"] = always(answer)
    total = fetched(service, tmp_path).total
    assert (total.new, total.abstract_only, total.failed) == (5, 2, 0)
    assert total.withheld == (kind is Kind.WITHHELD)
    told = [entry for entry in log(tmp_path) if "pmid:99001" in entry.identifiers]
    assert [entry.kind for entry in told] == [kind, Kind.ABSTRACT_ONLY]
    service.asked.clear()
    assert fetched(service, tmp_path, now=NOW + timedelta(days=900)).total.new == 0
    assert "PMC99001" not in paths(service)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"no", 500),
        Answer(b'{"error": "API rate limit exceeded"}'),
        Answer(b"<html><body><h1>503 Service Unavailable</h1></body></html>"),
        Answer(b"<error><message>Internal server error</message></error>"),
        Answer(open_article(1).jats()[:-200]),
        Answer(open_article(2).jats()),
        Answer(open_article(1).jats(), cut=10),
        Answer(b"x" * 200_001),
        Answer(b"\x00\x01nonsense"),
        Answer(b""),
    ],
    ids=["500", "json", "html", "xml", "cut", "another", "half", "large", "binary", "empty"],
)
def test_a_full_text_that_fails_is_asked_for_again_next_time(
    answer: Answer, service: Service, world: World, tmp_path: Path
) -> None:
    world.special["PMC99001/"] = always(answer)
    total = fetched(service, tmp_path).total
    assert (total.found, total.failed, total.withheld) == (5, 1, 0)
    assert Kind.ERROR_PAGE in [entry.kind for entry in log(tmp_path)]
    world.special.clear()
    service.answered.clear()
    total = fetched(service, tmp_path).total
    assert (total.changed, total.known, total.failed) == (1, 4, 0)
    assert [url.split("/")[1] for url in service.answered if "fullText" in url] == ["PMC99001"]
    (document,) = read_file(tmp_path / "leaks" / "PMID99001.xml").documents
    assert "laminectomy" in document.text


def test_passing_failures_are_not_seen(service: Service, world: World, tmp_path: Path) -> None:
    world.special["cursorMark=at-3"] = once(Answer(b"", 500), Answer(b"<html>oops</html>"))
    world.special["PMC99001/"] = once(Answer(open_article(1).jats(), cut=9), Answer(b"", 502))
    total = fetched(service, tmp_path).total
    assert (total.new, total.failed) == (5, 0)


@pytest.mark.parametrize("answer", [Answer(b"", 500), Answer(b"<html>oops</html>"), Answer(b"[1]")])
def test_a_search_that_fails_is_said_and_goes_on_later(
    answer: Answer, service: Service, world: World, tmp_path: Path
) -> None:
    world.special["cursorMark=at-3"] = always(answer)
    with pytest.raises(UserError, match=r"The search failed: .* Fetch again later"):
        fetched(service, tmp_path)
    assert len(names(tmp_path)) == 3
    world.special.clear()
    service.answered.clear()
    total = fetched(service, tmp_path).total
    assert (total.new, total.known) == (2, 3)
    assert not [url for url in service.answered if "cursorMark=*" in url]
    assert not [url for url in service.answered if "PMC99001" in url]


def test_a_query_that_is_refused_is_the_users_mistake(
    service: Service, world: World, tmp_path: Path
) -> None:
    world.special["/search"] = always(Answer(b'{"errCode": 404, "errMsg": "bad query"}'))
    with pytest.raises(UserError, match="refuses the query: bad query: mend its text"):
        fetched(service, tmp_path)


def test_a_redirect_to_a_log_in_page_is_refused(
    service: Service, world: World, tmp_path: Path
) -> None:
    leads = Answer(status=302, headers={"Location": "http://portal.invalid/log-in"})
    world.special["PMC99002/"] = always(leads)
    with pytest.raises(RefusedError, match=r"leads to portal\.invalid"):
        fetched(service, tmp_path)
    world.special.clear()
    assert fetched(service, tmp_path).total.found == 5


def test_a_service_that_fails_all_the_time_is_left_alone(
    service: Service, world: World, tmp_path: Path
) -> None:
    world.articles = [open_article(number) for number in range(40)]
    world.special["fullTextXML"] = always(Answer(b"", 500))
    with pytest.raises(UserError, match="europepmc fails to answer time after time"):
        fetched(service, tmp_path)
    assert len(service.asked) < 3 * 25


def test_no_network_is_said_in_one_line(tmp_path: Path) -> None:
    with serving(World()) as service:
        pass
    with pytest.raises(NoNetworkError, match="check the network") as caught:
        fetched(service, tmp_path)
    assert "\n" not in str(caught.value)


def test_two_fetches_into_one_folder_do_not_meet(
    service: Service, world: World, tmp_path: Path
) -> None:
    second: list[str] = []

    def meanwhile(asked: Asked) -> Answer | None:
        if not second:
            second.append("begun")
            with pytest.raises(UserError) as caught:
                fetched(service, tmp_path)
            second.append(str(caught.value))
        return None

    world.special["PMC99001/"] = meanwhile
    fetched(service, tmp_path)
    assert second[1].startswith("Another fetch writes into")


def test_a_file_of_the_same_name_is_taken_in_and_not_written_over(
    service: Service, tmp_path: Path
) -> None:
    (tmp_path / "leaks").mkdir()
    mine = tmp_path / "leaks" / "PMID99001.xml"
    mine.write_bytes(open_article(1).jats() + b"<!-- mine -->")
    total = fetched(service, tmp_path).total
    assert (total.new, total.known) == (4, 1)
    assert b"mine" in mine.read_bytes()
    assert "PMC99001" not in paths(service)


def test_a_dry_run_counts_and_keeps_nothing(service: Service, tmp_path: Path) -> None:
    queries = [query(), query("pubmed", "other")]
    assert count(queries, services(service)) == {"leaks": 5, "other": 5}
    assert [asked.path for asked in service.asked] == ["/search", "/esearch.fcgi"]
    assert list(tmp_path.iterdir()) == []


def test_progress_ends_with_all(service: Service, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    fetch(
        [query()],
        tmp_path,
        services(service),
        lambda: NOW,
        lambda name, done, found: told.append((name, done, found)),
    )
    assert told[-1] == ("leaks", 5, 5)
