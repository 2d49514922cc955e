"""Made literature, and what Europe PMC and PubMed would answer about it."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.unit.sources.service import Answer, Asked

BODY = (
    "A 72-year-old woman was treated with vertebroplasty of L1 for a painful fracture. Cement was "
    "seen in the epidural space on the control radiograph, and she had weakness of the left leg "
    "on the same day. The cement was removed by laminectomy, and at six months she had recovered. "
)
PAGE_SIZE = 3


@dataclass
class Article:
    """An article of the made literature."""

    pmid: str
    pmcid: str = ""
    indexed: str = "2020-01-01"
    licence: str = "cc by"
    abstract: str = "<h4>Background</h4>Cement leaked.<h4>Results</h4>It was 10<sup>3</sup> mg."
    extra: dict[str, Any] = field(default_factory=dict)
    body: str = BODY

    def record(self) -> dict[str, Any]:
        """As a search of Europe PMC gives it."""
        found = {
            "id": self.pmid,
            "source": "MED",
            "pmid": self.pmid,
            "doi": f"10.5555/made.{self.pmid}",
            "title": f"Cement leakage {self.pmid} after vertebroplasty.",
            "authorList": {"author": [{"lastName": "Moe", "firstName": "Ann"}]},
            "journalInfo": {"journal": {"title": "Made Journal"}},
            "pubYear": "2020",
            "abstractText": self.abstract,
            "isOpenAccess": "Y" if self.pmcid else "N",
            "firstIndexDate": self.indexed,
        }
        if self.pmcid:
            found |= {"pmcid": self.pmcid, "license": self.licence}
        return found | self.extra

    def jats(self) -> bytes:
        """Its full text."""
        return (
            '<?xml version="1.0"?><article article-type="case-report"><front><article-meta>'
            f'<article-id pub-id-type="pmid">{self.pmid}</article-id>'
            f'<article-id pub-id-type="pmcid">{self.pmcid}</article-id>'
            f"<title-group><article-title>Leak {self.pmid}</article-title></title-group>"
            '<permissions><license href="https://creativecommons.org/licenses/by/4.0/">'
            "<license-p>Open.</license-p></license></permissions></article-meta></front>"
            f"<body><sec><title>Case</title><p>{self.body * 2}</p></sec></body></article>"
        ).encode()

    def pubmed(self) -> bytes:
        """Its record as efetch gives it."""
        return (
            f'<PubmedArticle><MedlineCitation><PMID Version="1">{self.pmid}</PMID><Article>'
            "<Journal><Title>Made Journal</Title></Journal>"
            f"<ArticleTitle>Cement leakage {self.pmid}.</ArticleTitle><Abstract>"
            f"<AbstractText>{self.abstract.replace('<', '&lt;')}</AbstractText></Abstract>"
            "</Article></MedlineCitation></PubmedArticle>"
        ).encode()


class World:
    """Both services over the same articles.

    `special` has the answers for addresses that do not go as they should, by path or by a
    parameter of the query; each is asked whether it answers this time.
    """

    def __init__(self, *articles: Article) -> None:
        self.articles = list(articles)
        self.special: dict[str, Callable[[Asked], Answer | None]] = {}

    def __call__(self, asked: Asked) -> Answer:
        for word, special in self.special.items():
            if word in asked.url and (answer := special(asked)):
                return answer
        name = asked.path.rpartition("/")[2]
        known: Mapping[str, Callable[[Asked], Answer]] = {
            "search": self.search,
            "fullTextXML": self.full_text,
            "esearch.fcgi": self.esearch,
            "efetch.fcgi": self.efetch,
        }
        return known[name](asked) if name in known else Answer(b"no", 404)

    def found(self, text: str) -> list[Article]:
        """Those indexed since the day that a query names."""
        since = re.search(r'IDATE:\[([\d-]+)|"([\d/]+)"\[EDAT', text)
        day = next(filter(None, since.groups())).replace("/", "-") if since else "0001-01-01"
        return [one for one in self.articles if one.indexed >= str(date.fromisoformat(day))]

    def search(self, asked: Asked) -> Answer:
        found = self.found(asked.params["query"])
        cursor = asked.params["cursorMark"]
        start = 0 if cursor == "*" else int(cursor.removeprefix("at-"))
        page = found[start : start + PAGE_SIZE]
        # The last page names itself as the next one, as the service does.
        following = f"at-{min(start + PAGE_SIZE, len(found))}" if page else cursor
        answer = {
            "hitCount": len(found),
            "nextCursorMark": following,
            "resultList": {"result": [one.record() for one in page]},
        }
        return Answer(json.dumps(answer).encode())

    def full_text(self, asked: Asked) -> Answer:
        pmcid = asked.path.split("/")[-2]
        found = [one for one in self.articles if one.pmcid == pmcid]
        return Answer(found[0].jats()) if found else Answer(b"", 404)

    def esearch(self, asked: Asked) -> Answer:
        found = self.found(asked.params["term"])
        start = int(asked.params["retstart"])
        page = found[start : start + min(PAGE_SIZE, int(asked.params["retmax"]))]
        result = {
            "count": str(len(found)),
            "retstart": str(start),
            "retmax": str(len(page)),
            "idlist": [one.pmid for one in page],
        }
        return Answer(json.dumps({"esearchresult": result}).encode())

    def efetch(self, asked: Asked) -> Answer:
        wanted = asked.params["id"].split(",")
        records = b"\n".join(one.pubmed() for one in self.articles if one.pmid in wanted)
        head = b'<?xml version="1.0" ?><!DOCTYPE PubmedArticleSet PUBLIC "-//x" "http://x/x.dtd">'
        return Answer(head + b"<PubmedArticleSet>" + records + b"</PubmedArticleSet>")
