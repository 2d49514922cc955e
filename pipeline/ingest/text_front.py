"""What a plain text says of its publication below its head: in notes, running heads, labels."""

from collections.abc import Sequence

from pipeline.document.model import SectionKind
from pipeline.document.sections import heading_kind
from pipeline.ingest.blocks import NUMBER, Block, Part
from pipeline.ingest.citation import Citation, bibliographic, own_citation
from pipeline.ingest.frontmatter import Head, complete
from pipeline.ingest.publication import labelled
from pipeline.ingest.roles import Role, role_of

HEADING_WIDTH = 90


def take_notes(head: Head, blocks: Sequence[Block], running: Sequence[str]) -> None:
    """Takes from the notes below and from running heads what the head does not say."""
    for block in blocks:
        if block.part is Part.NOTE:
            own = own_citation(block.text)
            same = own and (not head.title or own.title.casefold() == head.title.casefold())
            head.take(bibliographic(block.text) or (own if same else None))
    for line in running:
        head.take_line(line)
        if not head.meta.title and line[-1].isalpha() and role_of(line, False) is Role.OTHER:
            head.take(Citation(title=line))
    head.title = head.title or head.meta.title


def take_labelled(head: Head, lines: Sequence[str]) -> None:
    """Takes what lines below the head say of the publication, as pages do at their end."""
    for line in lines:
        if heading_kind(line) is SectionKind.REFERENCES or NUMBER.match(line):
            break
        if len(line) <= HEADING_WIDTH:
            head.take(labelled(line))
    complete(head)
