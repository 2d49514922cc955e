"""Headings and references that a file sets as paragraphs, told by their words alone."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.document.model import SectionKind
from pipeline.document.sections import heading_kind
from pipeline.ingest.blocks import Block, Part, is_finished
from pipeline.ingest.headings import is_capitals, is_known, level


def marked(parts: Iterable[Block]) -> Iterator[Block]:
    """Blocks with headings and references told from paragraphs."""
    in_references = False
    for part in parts:
        block = _heading_or_block(part)
        if block.part is Part.HEADING:
            in_references = heading_kind(block.text) is SectionKind.REFERENCES
        if in_references and block.part is Part.PARAGRAPH:
            block = replace(block, part=Part.REFERENCE)
        yield block


def _heading_or_block(block: Block) -> Block:
    """A paragraph that is a heading by its words alone becomes one."""
    text = block.text
    short = len(text) < 90 and not is_finished(text)
    if (
        block.part is Part.PARAGRAPH
        and short
        and (
            is_known(text)
            or (is_capitals(text) and heading_kind(text))
            or (re.match(r"\d+(\.\d+)*\.? ", text) and heading_kind(text))
        )
    ):
        return replace(block, part=Part.HEADING, level=level(text))
    return block
