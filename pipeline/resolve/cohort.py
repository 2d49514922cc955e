"""The counts of a series that a document tells of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.annotate.context import Context
from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.document.model import Document, SectionKind, Sentence
from pipeline.evidence import Evidence, State
from pipeline.resolve.model import Cohort
from pipeline.resolve.subject import Subject
from pipeline.terms import load
from pipeline.values.number import NUMBER, parse_number

_PLACES = {
    SectionKind.ABSTRACT: 1.0,
    SectionKind.METHODS: 0.5,
    SectionKind.RESULTS: 1.0,
    SectionKind.BODY: 0.0,
    SectionKind.TITLE: -0.5,
    SectionKind.CASE: -1.0,
}
_LEAKAGE = re.compile(r"\bleak\w*|\bextravasat\w*|\bembol\w*|\bcement (?:in|to|into)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Count:
    """A candidate for one count; offsets are into the sentence."""

    name: str
    value: int
    weight: float
    sentence: Sentence
    text: AnnotatedSentence
    section: str
    start: int
    end: int

    def evidence(self) -> Evidence:
        """The count with its sentence."""
        return Evidence(
            field=self.name,
            value=str(self.value),
            state=State.PRESENT,
            original_text=self.text.text[self.start : self.end],
            start=self.sentence.start,
            end=self.sentence.end,
            quote=self.text.text,
            section=self.section,
            page=self.sentence.page,
            method="count",
            confidence=0.7,
        )


@cache
def _counted(name: str) -> tuple[tuple[float, re.Pattern[str]], ...]:
    return tuple(
        (entry["weight"], re.compile(entry["pattern"].replace("{N}", NUMBER), re.IGNORECASE))
        for entry in load("cohort")[name]
    )


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(load("cohort")[name], re.IGNORECASE)


@cache
def _units() -> dict[str, re.Pattern[str]]:
    return {u: re.compile(p, re.IGNORECASE) for u, p in load("cohort")["unit_words"].items()}


def _value(text: str) -> int | None:
    try:
        value = parse_number(text)
    except ValueError:
        return 1 if text.lower() in ("a", "an") else None
    return int(value) if value == int(value) else None


def _candidates(name: str, line: "_Line", least: int) -> list[Count]:
    found = []
    text = line.text.text
    for weight, pattern in _counted(name):
        for match in pattern.finditer(text):
            value = _value(match["n"])
            if value is None or value < least or _is_denominator(text, match.start("n")):
                continue
            if name in ("leaks", "symptomatic") and not _LEAKAGE.search(match.group() if name == "leaks" else text):
                continue
            around = text[max(0, match.start() - 50) : match.end() + 25]
            weight_here = weight + line.prior
            weight_here += 1.0 if _cue("favour").search(around) else 0.0
            weight_here -= 2.5 if _cue("against").search(around) else 0.0
            found.append(Count(name, value, weight_here, line.sentence, line.text, line.section, *match.span("n")))
    return found


def _is_denominator(text: str, at: int) -> bool:
    """Whether a number follows "of the" after another number: what the share is taken of."""
    return bool(re.search(r"(?:\d|\)|%)\s?(?:of|out of|from|/)\s?(?:the |all |these |our )?$", text[max(0, at - 25) : at]))


@dataclass(frozen=True, slots=True)
class _Line:
    sentence: Sentence
    text: AnnotatedSentence
    section: str
    prior: float


def _lines(
    document: Document,
    sentences: Sequence[Sentence],
    texts: Sequence[AnnotatedSentence],
    labels: Sequence[Subject],
) -> list[_Line]:
    lines = []
    for sentence, text, label in zip(sentences, texts, labels, strict=True):
        section = document.section_of(sentence)
        prior = _PLACES.get(section.kind)
        if prior is None and section.in_abstract:
            prior = 0.5
        if prior is None or re.search(r"\bet al\b|\[\d", text.text):
            continue
        prior += {Subject.COHORT: 1.0, Subject.OTHER: -0.5}.get(label, 0.0)
        lines.append(_Line(sentence, text, section.kind.value, prior))
    return lines


def _best(counts: list[Count]) -> Count | None:
    return max(counts, key=lambda c: (c.weight, -c.sentence.start), default=None)


def _unit(count: Count) -> str:
    """The unit a count is taken in: the unit word nearest to it."""
    text = count.text.text
    nearest, unit = 60, ""
    for name, pattern in _units().items():
        for match in pattern.finditer(text, max(0, count.start - 60), count.end + 60):
            distance = match.start() - count.end if match.start() >= count.end else count.start - match.end() + 10
            if distance < nearest:
                nearest, unit = distance, name
    return unit


def _sites(lines: Sequence[_Line], limit: int | None) -> dict[str, Count]:
    found: dict[str, Count] = {}
    for line in lines:
        text = line.text.text
        if not _LEAKAGE.search(text):
            continue
        hits = [h for h in line.text.hits("leakage_site") if line.text.context(h) is not Context.HYPOTHETICAL]
        for place, hit in enumerate(hits):
            stop = hits[place + 1].start if place + 1 < len(hits) else len(text)
            begin = hits[place - 1].end if place else 0
            number = _near_count(text, begin, hit.start, hit.end, stop)
            if number and (limit is None or number[0] <= limit):
                name = f"leaks_by_site.{hit.code}"
                found.setdefault(hit.code, Count(name, number[0], 1, line.sentence, line.text, line.section, number[1], number[2]))
    return found


_AFTER = re.compile(rf"^[^.;,\d]{{0,45}}?(?:\bin|\bat|\(n\s?=\s?|\(|:|=|,|\bof|\bwith|\bwas seen in|\bfor)\s?(?P<n>{NUMBER})(?![\d.]*\s?%)(?!\s?(?:ml|cc|mm|cm|year|month|day))", re.IGNORECASE)
_BEFORE = re.compile(rf"(?P<n>{NUMBER})\s?(?:\([^)]*\)\s)?(?:of (?:them|these|the \w+)\s)?(?:\w[\w-]*\s){{0,5}}?$", re.IGNORECASE)


def _near_count(text: str, begin: int, start: int, end: int, stop: int) -> tuple[int, int, int] | None:
    after = _AFTER.match(text[end : min(stop, end + 70)])
    if after and (value := _value(after["n"])) is not None:
        return value, end + after.start("n"), end + after.end("n")
    before = _BEFORE.search(text[max(begin, start - 60) : start])
    if before and (value := _value(before["n"])) is not None:
        base = max(begin, start - 60)
        if not text[base + before.end("n") : base + before.end("n") + 2].strip().startswith("%"):
            return value, base + before.start("n"), base + before.end("n")
    return None


def _symptomatic(lines: Sequence[_Line]) -> Count | None:
    counts = [c for line in lines for c in _candidates("symptomatic", line, 0)]
    best = _best([c for c in counts if c.weight >= 2])
    if best:
        return best
    for line in lines:
        match = _cue("none_symptomatic").search(line.text.text)
        if match and _LEAKAGE.search(line.text.text) and not _cue("negative_none").search(line.text.text):
            return Count("symptomatic", 0, 2, line.sentence, line.text, line.section, *match.span())
    return None


def read_cohort(
    document: Document,
    sentences: Sequence[Sentence],
    texts: Sequence[AnnotatedSentence],
    labels: Sequence[Subject],
) -> Cohort | None:
    """The document's own series, or None where it tells of none.

    Counts stand as they are said; nothing is derived from percentages.
    """
    lines = _lines(document, sentences, texts, labels)
    patients = _best([c for line in lines for c in _candidates("patients", line, 5) if c.weight >= 3])
    if patients is None:
        return None
    levels = _best([c for line in lines for c in _candidates("levels", line, 2) if c.weight >= 2 and c.value >= patients.value * 0.5])
    leaks = _best([c for line in lines for c in _candidates("leaks", line, 0) if c.weight >= 2])
    ceiling = max(patients.value, levels.value if levels else 0) * 6
    sites = _sites(lines, ceiling)
    symptomatic = _symptomatic(lines) if leaks or sites else None
    stated = [c for c in (patients, levels, leaks, symptomatic) if c]
    unit = _unit(leaks) if leaks else ""
    return Cohort(
        patients=patients.value,
        levels=levels.value if levels else None,
        leaks=leaks.value if leaks else None,
        leak_unit=unit,
        symptomatic=symptomatic.value if symptomatic else None,
        leaks_by_site={code: count.value for code, count in sites.items()},
        evidence=tuple(c.evidence() for c in [*stated, *sites.values()]),
    )
