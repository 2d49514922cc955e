"""Renders the corpus: sources with marked gold become documents of five formats.

    python -m corpus.build                 the selection, into corpus/documents, gold and spans
    python -m corpus.build --all DIR       every source, into DIR/documents, DIR/gold, DIR/spans

The same sources give the same bytes: no clock, no random choice, no machine's name.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus import pdf_layouts, render_docx, render_html, render_jats, render_pdf, render_text
from corpus.choice import pick
from corpus.compose import compose
from corpus.markup import Source, gold, parse
from corpus.paper import Paper, Paragraph, blocks_of

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
SELECTION = HERE / "selection.txt"
ORIGIN = "written for this project"
LICENCE = "CC0-1.0"
COLUMNS = ("id", "file", "format", "layout", "kind", "references", "origin", "licence", "sha256")

EXTENSIONS = {"txt": "txt", "jats": "xml", "html": "html", "docx": "docx", "pdf": "pdf"}
RENDERERS: dict[str, Callable[[Paper, str], bytes]] = {
    "txt": render_text.render,
    "jats": render_jats.render,
    "html": render_html.render,
    "docx": render_docx.render,
    "pdf": render_pdf.render,
}
LAYOUTS: dict[str, tuple[str, ...]] = {
    "txt": tuple(render_text.LAYOUTS),
    "jats": ("article",),
    "html": ("journal", "plain"),
    "docx": render_docx.LAYOUTS,
    "pdf": tuple(pdf_layouts.LAYOUTS),
}
# A third of the sources are abstracts, so that over all about 40% are text, 15% each the others.
ABSTRACT_FORMATS = ("txt",) * 14 + ("html",) * 3 + ("jats",) * 3
FULL_FORMATS = ("txt",) * 25 + ("jats",) * 15 + ("html",) * 16 + ("pdf",) * 22 + ("docx",) * 22


class SourceError(ValueError):
    """A source cannot be rendered; the text names it and says why."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """One document of the corpus with its gold."""

    identifier: str
    format: str
    layout: str
    kind: str
    references: str
    content: bytes
    gold: dict[str, Any]
    spans: list[dict[str, Any]]

    @property
    def file(self) -> str:
        """Name of the document's file."""
        return f"{self.identifier}.{EXTENSIONS[self.format]}"


def _is_abstract(article: Paper) -> bool:
    """Whether the text is an abstract alone, that is paragraphs without tables and figures."""
    return article.kind == "abstract" and all(
        isinstance(block, Paragraph) for top in article.sections for _, block in blocks_of(top)
    )


def form(source: Source, article: Paper) -> tuple[str, str]:
    """Format and layout of a source: what its header says, else a stable choice by its id."""
    identifier, abstract = article.identifier, _is_abstract(article)
    formats = ABSTRACT_FORMATS if abstract else FULL_FORMATS
    chosen = source.header.get("format") or pick(identifier, "format", formats)
    if chosen not in RENDERERS:
        raise SourceError(f"{identifier}: no format {chosen!r}; known: {', '.join(RENDERERS)}")
    only_abstract = abstract and chosen in ("jats", "html")
    layouts = ("abstract",) if only_abstract else LAYOUTS[chosen]
    layout = source.header.get("layout") or pick(identifier, "layout", layouts)
    if layout not in (*LAYOUTS[chosen], "abstract") or (layout == "abstract" and not only_abstract):
        raise SourceError(f"{identifier}: {chosen} has no layout {layout!r} for this document")
    return chosen, layout


def _spans(source: Source) -> list[dict[str, Any]]:
    return [{**asdict(m), "words": source.text[m.start : m.end]} for m in source.marks]


def render(path: Path) -> Rendered:
    """Renders one source file; raises `SourceError` where it is malformed."""
    identifier = path.stem
    try:
        source = parse(path.read_text(encoding="utf-8"))
        record = gold(source, identifier)
    except ValueError as error:
        raise SourceError(f"{path.name}: {error}") from error
    article = compose(source, identifier)
    chosen, layout = form(source, article)
    return Rendered(
        identifier=identifier,
        format=chosen,
        layout=layout,
        kind=article.kind,
        references="invented" if article.references_invented else "none",
        content=RENDERERS[chosen](article, layout),
        gold=record,
        spans=_spans(source),
    )


def _write_json(path: Path, content: Any) -> None:
    path.write_text(
        json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )


def _row(document: Rendered) -> str:
    digest = hashlib.sha256(document.content).hexdigest()
    cells = (
        document.identifier,
        document.file,
        document.format,
        document.layout,
        document.kind,
        document.references,
        ORIGIN,
        LICENCE,
        digest,
    )
    return "\t".join(cells)


def write(documents: Iterable[Rendered], folder: Path) -> int:
    """Writes documents, gold, spans and ORIGINS.tsv; files of earlier builds are removed."""
    for name in ("documents", "gold", "spans"):
        (folder / name).mkdir(parents=True, exist_ok=True)
        for old in (folder / name).iterdir():
            old.unlink()
    rows = ["\t".join(COLUMNS)]
    for document in documents:
        (folder / "documents" / document.file).write_bytes(document.content)
        _write_json(folder / "gold" / f"{document.identifier}.json", document.gold)
        _write_json(folder / "spans" / f"{document.identifier}.json", document.spans)
        rows.append(_row(document))
    (folder / "ORIGINS.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")
    return len(rows) - 1


def selected(selection: Path = SELECTION, sources: Path = SOURCES) -> list[Path]:
    """The source files that the selection names, one id a line, `#` before a remark."""
    lines = (line.partition("#")[0].strip() for line in selection.read_text("utf-8").splitlines())
    paths = [sources / f"{identifier}.txt" for identifier in lines if identifier]
    missing = [path.stem for path in paths if not path.exists()]
    if missing:
        raise SourceError(f"{selection.name} names what is not there: {', '.join(missing)}")
    return paths


def render_all(folder: Path) -> int:
    """Renders every source into a folder; returns their number."""
    return write([render(path) for path in sorted(SOURCES.glob("*.txt"))], folder)


def main(arguments: list[str]) -> int:
    """Builds the corpus; 0 where every source was rendered, 2 where one is malformed."""
    parser = argparse.ArgumentParser(prog="python -m corpus.build", description=__doc__)
    parser.add_argument("--all", metavar="DIR", type=Path, help="render every source into DIR")
    options = parser.parse_args(arguments)
    try:
        count = (
            render_all(options.all)
            if options.all
            else write([render(path) for path in selected()], HERE)
        )
    except SourceError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{count} documents in {options.all or HERE.name}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
