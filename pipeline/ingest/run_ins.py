"""Paragraphs of structured formats whose headings run into the text.

XML and JSON name their sections, but an abstract often stands in one paragraph all the same:
"Background: ... Case summary: ... Conclusion: ...". Every word stays where the file has it.
"""

from pipeline.document.builder import DocumentBuilder
from pipeline.ingest.headings import cut_run_ins, is_known


def add_paragraph(builder: DocumentBuilder, text: str, level: int = 1) -> None:
    """Adds a paragraph, each part of it to the section that its own heading opens.

    Args:
        builder: what takes it.
        text: its words.
        level: depth of the headings.
    """
    for heading, rest, part in cut_run_ins(text, builder.in_abstract):
        if heading:
            builder.run_in(heading, part, rest, level)
        elif is_known(part):
            builder.run_in(part, part, "", level)
        else:
            builder.paragraph(part)
