"""What the XML and HTML readers share: element names and parsing that no file can abuse."""

import html
import re
from functools import lru_cache

from lxml import etree

from pipeline.ingest.outcome import FailureCode, ReadError

_ENTITY = re.compile(rb"<!ENTITY", re.I)
_HUGE = re.compile(r"huge|too long|buffer|size", re.I)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and the like."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(4096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def entity_text(element: etree._Element) -> str:
    """The character of a named entity reference, else nothing."""
    if element.tag is not etree.Entity:
        return ""
    reference = element.text or ""
    character = html.unescape(reference)
    return "" if character == reference else character


def parse_xml(data: bytes) -> etree._Element:
    """The root of an XML document.

    Raises:
        ReadError: HOSTILE for declared entities and absurd depth, CORRUPT for broken markup,
            TOO_LARGE for endless text.
    """
    if _ENTITY.search(data.replace(b"\x00", b"")):
        raise ReadError(FailureCode.HOSTILE, "The XML declares entities, as attacks do.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _failure(error) from error


def _failure(error: etree.XMLSyntaxError) -> ReadError:
    message = (error.msg or "no content").splitlines()[0]
    if "depth" in message.lower():
        return ReadError(FailureCode.HOSTILE, "The XML is nested deeper than any article.")
    if "entit" in message.lower() and "not defined" not in message:
        return ReadError(FailureCode.HOSTILE, f"The XML misuses entities: {message}.")
    if _HUGE.search(message):
        return ReadError(FailureCode.TOO_LARGE, f"The XML holds endless text: {message}.")
    return ReadError(FailureCode.CORRUPT, f"The XML is broken: {message}.")


@lru_cache(256)
def _anywhere(names: tuple[str, ...]) -> tuple[str, ...]:
    """Local names as lxml selects them, whatever their namespace."""
    return tuple(f"{{*}}{name}" for name in names)


def descendants(element: etree._Element, *names: str) -> list[etree._Element]:
    """Elements below with one of the given local names, in order."""
    return list(element.iterdescendants(*_anywhere(names)))


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """Direct children with one of the given local names, in order."""
    return list(element.iterchildren(*_anywhere(names)))


def child(element: etree._Element, *path: str) -> etree._Element | None:
    """The first element down a path of local names, or None."""
    below: etree._Element | None = element
    for name in path:
        if below is not None:
            below = next(below.iterchildren(*_anywhere((name,))), None)
    return below
