import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest

from corpus.build import SOURCES, SourceError, form, main, render, selected, write
from corpus.compose import compose
from corpus.markup import parse
from tests.unit.corpus.examples import BARE, FULL, example
from tests.unit.corpus.reading import read, squeezed


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_header_chooses_the_form() -> None:
    source, article = example(FULL.replace("kind: full", "kind: full\nformat: pdf\nlayout: ragged"))
    assert form(source, article) == ("pdf", "ragged")


@pytest.mark.parametrize("lines", ["format: rtf", "format: pdf\nlayout: web", "layout: abstract"])
def test_an_unknown_form_is_refused(lines: str) -> None:
    source, article = example(FULL.replace("kind: full", f"kind: full\n{lines}"))
    with pytest.raises(SourceError, match="x01"):
        form(source, article)


def test_an_abstract_is_a_text_or_a_small_page() -> None:
    source = parse(BARE)
    forms = {form(source, compose(source, f"x{n}")) for n in range(200)}
    assert {chosen for chosen, _ in forms} == {"txt", "html", "jats"}
    assert {layout for chosen, layout in forms if chosen != "txt"} == {"abstract"}


def test_formats_are_spread_as_planned() -> None:
    """A third abstracts: some 40% text, 15% of each other format."""
    chosen = Counter[str]()
    for n in range(900):
        source = parse(BARE if n % 3 == 0 else FULL)
        chosen[form(source, compose(source, f"x{n}"))[0]] += 1
    assert 0.35 < chosen["txt"] / 900 < 0.45
    for other in ("jats", "html", "pdf", "docx"):
        assert 0.10 < chosen[other] / 900 < 0.20


def test_files_gold_spans_and_origins(tmp_path: Path) -> None:
    path = put(tmp_path, "x01", FULL.replace("kind: full", "kind: full\nformat: jats"))
    assert write([render(path)], tmp_path / "built") == 1
    content = (tmp_path / "built/documents/x01.xml").read_bytes()
    gold = json.loads((tmp_path / "built/gold/x01.json").read_text("utf-8"))
    assert gold["document"]["doi"] == "10.5555/isr.2015.1"
    spans = json.loads((tmp_path / "built/spans/x01.json").read_text("utf-8"))
    assert [span["words"] for span in spans][:2] == ["58-year-old", "man"]
    header, row = (tmp_path / "built/ORIGINS.tsv").read_text("utf-8").splitlines()
    assert dict(zip(header.split("\t"), row.split("\t"), strict=True)) == {
        "id": "x01",
        "file": "x01.xml",
        "format": "jats",
        "layout": "article",
        "kind": "full",
        "references": "invented",
        "origin": "written for this project",
        "licence": "CC0-1.0",
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def test_documents_of_an_earlier_build_go(tmp_path: Path) -> None:
    write([render(put(tmp_path, "x01", BARE))], tmp_path / "built")
    write([render(put(tmp_path, "x02", BARE))], tmp_path / "built")
    assert [path.stem for path in (tmp_path / "built/gold").iterdir()] == ["x02"]


@pytest.mark.parametrize(
    "broken", ["[[1.sex=male|man", "[[C.patients=many|many]]", "[[1.gender=male|man]]"]
)
def test_a_malformed_source_is_named(tmp_path: Path, broken: str) -> None:
    with pytest.raises(SourceError, match=r"x09\.txt"):
        render(put(tmp_path, "x09", BARE + broken))


def test_a_selection_may_name_only_what_exists(tmp_path: Path) -> None:
    put(tmp_path, "x01", BARE)
    selection = put(tmp_path, "selection", "x01  # remark\n\nx02\n")
    with pytest.raises(SourceError, match="x02"):
        selected(selection, tmp_path)


def test_the_committed_documents_are_what_the_sources_give(tmp_path: Path) -> None:
    """Text, XML and pages byte for byte; archives and PDFs depend on the compression library."""
    built = Path(SOURCES).parent
    for path in selected():
        document = render(path)
        committed = (built / "documents" / document.file).read_bytes()
        if document.format in ("txt", "jats", "html"):
            assert committed == document.content, document.file
        else:
            words = squeezed(read(committed, document.format))
            assert words == squeezed(read(document.content, document.format)), document.file
        gold = json.loads((built / "gold" / f"{path.stem}.json").read_text("utf-8"))
        assert gold == document.gold, path.stem


def test_the_selection_shows_every_kind_of_document() -> None:
    documents = [render(path) for path in selected()]
    assert {document.format for document in documents} == {"txt", "jats", "html", "docx", "pdf"}
    two_columns = {d.layout for d in documents if d.format == "pdf"} - {"single"}
    assert len(two_columns) >= 4
    golds = [document.gold for document in documents]
    assert len(golds) >= 30
    assert sum(len(gold["cases"]) >= 2 for gold in golds) >= 3
    assert sum(gold["cohort"] is not None for gold in golds) >= 3
    assert sum(not gold["cases"] and gold["cohort"] is None for gold in golds) >= 2
    assert sum(case.get("leakage") == "absent" for g in golds for case in g["cases"]) >= 2


def test_a_missing_folder_is_made_and_all_sources_are_rendered(tmp_path: Path) -> None:
    assert main(["--all", str(tmp_path / "all")]) == 0
    documents = list((tmp_path / "all/documents").iterdir())
    assert len(documents) == len(list(SOURCES.glob("*.txt")))
