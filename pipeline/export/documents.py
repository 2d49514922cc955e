"""`documents.csv`: one row an input, whatever became of it."""

from collections.abc import Iterator

from pipeline.document.model import Mark
from pipeline.export.cases import DOCUMENT_ID
from pipeline.export.column import Column, Type
from pipeline.export.table import Row, Table
from pipeline.reasons import ReasonCode
from pipeline.registry.codes import FORMATS, STUDY_TYPES, Status
from pipeline.registry.model import Registry


def _rows(registry: Registry) -> Iterator[Row]:
    for row in registry.inputs:
        meta = row.meta
        yield [
            row.document_id,
            row.source_path,
            row.sha256,
            row.format,
            meta.doi,
            meta.pmid,
            meta.pmcid,
            meta.title,
            meta.first_author,
            meta.year,
            meta.journal,
            meta.licence,
            row.study_type,
            row.relevant,
            row.status.value,
            row.reason,
            row.n_cases,
            row.pages,
            row.words,
            row.reason_code,
            row.traits.language,
            [mark.value for mark in row.marks],
            row.notes,
            list(meta.article_types),
        ]


DOCUMENTS = Table(
    "documents",
    "One document that went in, whatever became of it",
    (
        Column(DOCUMENT_ID.name, DOCUMENT_ID.description),
        Column("source_path", "Where the document was read from", required=True),
        Column("sha256", "SHA-256 of the file"),
        Column("format", "Form of the file", codes=FORMATS),
        Column("doi", "Digital object identifier"),
        Column("pmid", "PubMed identifier"),
        Column("pmcid", "PubMed Central identifier"),
        Column("title", "Title of the document"),
        Column("first_author", "Family name of the first author"),
        Column("year", "Year of publication", Type.INTEGER),
        Column("journal", "Journal as the document names it"),
        Column("licence", "Licence as the document states it"),
        Column("study_type", "Kind of study", codes=STUDY_TYPES),
        Column(
            "relevant",
            "Whether an own patient or series had cement augmentation of the spine",
            Type.BOOLEAN,
        ),
        Column("status", "What became of the document", codes=tuple(Status), required=True),
        Column("reason", "Why, in one sentence"),
        Column("n_cases", "Rows of the document in registry.csv", Type.INTEGER, required=True),
        Column("pages", "Pages, where the format has them", Type.INTEGER),
        Column("words", "Words that were read", Type.INTEGER),
        Column("reason_code", "The reason as a code", codes=tuple(ReasonCode)),
        Column("language", "ISO 639-1 code of the language of most of the text"),
        Column(
            "notices",
            "What a notice, or the document itself, says of it",
            codes=tuple(Mark),
            many=True,
        ),
        Column("notes", "What the reader left out or could not read"),
        Column("article_types", "Kind of article in the words of the source", many=True),
    ),
    _rows,
)
