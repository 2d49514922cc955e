"""Text out of JSON that is no format of articles, whole or cut off: its title and its prose."""

import json
import re
from collections.abc import Iterator

_STRING = r'"(?:[^"\\]|\\.)*"?'
_FIELD = re.compile(rf'"(?P<name>\w{{1,40}})"\s*:\s*(?P<value>{_STRING}|\d{{4,9}})')
_NAMED = {"doi": "DOI: ", "pmid": "PMID: ", "journal": "Journal: ", "title": ""}
_LEAST_WORDS = 6

OBJECT = re.compile(r'^\s*[\[{]\s*(?:\{\s*)?"\w+"\s*:')


def json_text(text: str) -> str:
    """The paragraphs of a JSON text: what it names title, DOI, PMID and journal, and all prose."""
    return "\n\n".join(dict.fromkeys(_paragraphs(text)))


def is_listing(text: str) -> bool:
    """Whether a JSON text names several titles, as the answer to a search does."""
    titles = {f["value"] for f in _FIELD.finditer(text) if f["name"].casefold() == "title"}
    return len(titles) > 1


def _paragraphs(text: str) -> Iterator[str]:
    for field in _FIELD.finditer(text):
        name, value = field["name"].casefold(), _value(field["value"]).strip()
        if name in _NAMED and value:
            yield f"{_NAMED[name]}{value}"
        elif len(value.split()) >= _LEAST_WORDS:
            yield value


def _value(written: str) -> str:
    """The value of a field, of one that is cut off as far as it goes."""
    if not written.startswith('"'):
        return written
    closed = written if len(written) > 1 and written.endswith('"') else f'{written}"'
    try:
        return str(json.loads(closed, strict=False))
    except json.JSONDecodeError:
        return written.strip('"')
