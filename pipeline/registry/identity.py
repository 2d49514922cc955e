"""What makes a document the same document."""

import hashlib
import re
import unicodedata
from functools import lru_cache

from pipeline.document.model import Document, Meta
from pipeline.ingest.notices import titled
from pipeline.registry.model import Entry, natural_key
from pipeline.registry.serialise import to_json

ID_LENGTH = 12
SHORTEST_TITLE = 4
"""Words below which a title names nothing ("Case report", "In reply")."""


def digest(text: str) -> str:
    """SHA-256 of a text, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def content_key(document: Document) -> str:
    """Hash of all that extraction sees of a document."""
    return digest(to_json(document))


def text_key(document: Document) -> str:
    """Hash of the words of a document, whatever their typography."""
    return digest(plain(document.text))


def file_id(sha256: str, position: int) -> str:
    """Name of a document without identifiers: from its file's bytes, stable over versions."""
    return (sha256 if position == 0 else digest(f"{sha256}:{position}"))[:ID_LENGTH]


def document_id(entry: Entry, group: list[Entry]) -> str:
    """The best identifier in a group of equal documents: PMID, else DOI, else the file's hash.

    Args:
        entry: the document whose text is used.
        group: that document and its duplicates.
    """
    pmids = sorted({one.meta.pmid for one in group if one.meta.pmid}, key=natural_key)
    dois = sorted({one.meta.doi.lower() for one in group if one.meta.doi})
    return next(iter([*pmids, *dois]), file_id(entry.sha256, entry.position))


def identifiers(meta: Meta) -> dict[str, str]:
    """The identifiers that a document has, by their kind, in comparable form."""
    found = {"pmid": meta.pmid, "doi": meta.doi.lower(), "pmcid": meta.pmcid.upper()}
    return {kind: value for kind, value in found.items() if value}


def title_words(meta: Meta) -> str:
    """The title in comparable form without a mark ("RETRACTED:"); empty where it names nothing."""
    return _title_words(meta.title)


@lru_cache(maxsize=1 << 15)
def _title_words(title: str) -> str:
    words = plain(titled(title).title)
    return words if len(words.split()) >= SHORTEST_TITLE else ""


def author_key(meta: Meta) -> str:
    """The first author in comparable form, without particles, which sources write or leave out."""
    return plain_name(meta.first_author).rpartition(" ")[2]


def title_key(meta: Meta) -> str:
    """Title and first author in comparable form; empty where the title names nothing."""
    title = title_words(meta)
    return f"{title}|{author_key(meta)}" if title else ""


def plain(text: str) -> str:
    """Words without case, accents and punctuation."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(_WORD.findall(_FOREIGN.sub(_base, letters)))


@lru_cache(maxsize=1 << 15)
def plain_name(text: str) -> str:
    """The same of a name, of which a registry asks again and again."""
    return plain(text)


_WORD = re.compile(r"\w+")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")


def _base(found: re.Match[str]) -> str:
    return "".join(letter for letter in found[0] if not unicodedata.combining(letter))
