"""A report as aligned text for the terminal."""

from collections.abc import Iterable, Sequence

from pipeline.evaluate.report import COHORT, SCORED_FIELDS, Changes, Finding, Report, Tally

HEAD = ("field", "tp", "fp", "fn", "P", "R", "F1")


def format_table(report: Report) -> str:
    """The figures per field, the micro averages, and the accuracy over documents."""
    fields = [(name, report.field(name)) for name in SCORED_FIELDS]
    counts = dict.fromkeys(f.field for f in report.findings if f.case == COHORT)
    blocks = [
        [HEAD, *(_row(name, tally) for name, tally in fields if tally != Tally())],
        [_row("all case fields", report.micro), _row("core fields", report.core)],
        [*(_row(f"{COHORT}.{name}", _cohort_count(report, name)) for name in sorted(counts))],
        [_row(COHORT, report.cohort)],
    ]
    figures = _aligned([row for block in blocks for row in block])
    return figures + "\n\n" + _accuracy(report)


def format_errors(report: Report) -> str:
    """Every error on a line: document, case, field, kind, value, and the sentence behind it."""
    wrong = [
        f"{c.document}\t{c.name}\tgold {c.gold!r}\tfound {c.predicted!r}"
        for c in report.checks
        if not c.right
    ]
    return "\n".join([*map(_line, report.errors), *wrong])


def format_changes(changes: Changes) -> str:
    """Gains and losses against a baseline, each on a line."""
    parts = (
        ("won", changes.won),
        ("lost", changes.lost),
        ("newly spurious", changes.new_spurious),
        ("no longer spurious", changes.gone_spurious),
    )
    return "\n".join(
        line
        for name, findings in parts
        for line in (f"{name}: {len(findings)}", *(f"  {_line(finding)}" for finding in findings))
    )


def _line(finding: Finding) -> str:
    parts = [finding.document, finding.case, finding.field, finding.mark, finding.value]
    return "\t".join([*parts, " ".join(finding.quote.split())]).rstrip()


def _cohort_count(report: Report, name: str) -> Tally:
    return report.tally(lambda finding: finding.case == COHORT and finding.field == name)


def _row(name: str, tally: Tally) -> tuple[str, ...]:
    rates = (tally.precision, tally.recall, tally.f1)
    counts = (tally.tp, tally.fp, tally.fn)
    return (name, *(str(count) for count in counts), *(f"{rate:.3f}" for rate in rates))


def _accuracy(report: Report) -> str:
    rows = [
        (name, f"{right}/{total}", f"{right / total:.3f}")
        for name, (right, total) in report.accuracy.items()
    ]
    return _aligned([("document", "right", "share"), *rows])


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_padded(row, widths) for row in rows)


def _padded(row: Sequence[str], widths: Iterable[int]) -> str:
    first, *others = zip(row, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(text.rjust(width) for text, width in others)])
