"""No change loses more than half a point of micro F1 on the development documents.

After a change that is meant to stay, write the new baseline:

    leakreg evaluate build/corpus/folds/development build/corpus/documents \\
        --json tests/golden/baseline.json
"""

from pathlib import Path

from corpus.build import render_all
from corpus.folds import Fold, fold_of
from pipeline.evaluate.gold import read_gold
from pipeline.evaluate.report import Report, changes
from pipeline.evaluate.score import evaluate
from pipeline.evaluate.table import format_changes
from pipeline.extract import extract
from pipeline.ingest.read import read_file

BASELINE = Path(__file__).parent / "baseline.json"
WORST_LOSS = 0.005


def test_nothing_was_lost(tmp_path: Path) -> None:
    render_all(tmp_path)
    gold = {
        stem: record
        for stem, record in read_gold(tmp_path / "gold").items()
        if fold_of(stem) is Fold.DEVELOPMENT
    }
    predicted = {}
    for stem in gold:
        path = next((tmp_path / "documents").glob(f"{stem}.*"))
        document = read_file(path).documents[0]
        predicted[stem] = (extract(document), document.meta)
    report = evaluate(gold, predicted)
    baseline = Report.from_json(BASELINE.read_text(encoding="utf-8"))
    lost = format_changes(changes(baseline, report))
    assert report.micro.f1 >= baseline.micro.f1 - WORST_LOSS, lost
