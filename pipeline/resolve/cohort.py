"""The counts of a series that a document tells of its own."""

from collections.abc import Sequence

from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.document.model import Document, Sentence
from pipeline.resolve.cohort_leaks import leak_unit, read_leaks, read_symptomatic
from pipeline.resolve.cohort_lines import own_result_lines
from pipeline.resolve.cohort_sites import read_sites
from pipeline.resolve.cohort_size import read_levels, read_patients
from pipeline.resolve.cohort_tables import read_tables
from pipeline.resolve.model import Cohort

_SITE = "leaks_by_site."


def read_cohort(
    document: Document,
    sentences: Sequence[Sentence],
    texts: Sequence[AnnotatedSentence],
) -> Cohort | None:
    """The document's own series, or None where it tells of none.

    Counts stand as they are said; nothing is added up or derived from percentages.
    """
    lines = own_result_lines(document, sentences, texts)
    tabled = read_tables(document)
    patients = read_patients(lines) or tabled.get("patients")
    levels = read_levels(lines, patients) or tabled.get("levels")
    if patients is None and levels is None:
        return None
    sizes = {count.value for count in (patients, levels) if count}
    leaks = read_leaks(lines, sizes) or tabled.get("leaks")
    sites = {name.removeprefix(_SITE): c for name, c in tabled.items() if name.startswith(_SITE)}
    sites = {**read_sites(lines), **sites}
    most = leaks.value if leaks else max(sizes)
    symptomatic = None
    if leaks or sites or any(line.about("leak") for line in lines) or "symptomatic" in tabled:
        symptomatic = tabled.get("symptomatic") or read_symptomatic(lines, most)
    stated = [c for c in (patients, levels, leaks, symptomatic) if c]
    return Cohort(
        patients=patients.value if patients else None,
        levels=levels.value if levels else None,
        leaks=leaks.value if leaks else None,
        leak_unit=leak_unit(leaks, patients, levels) if leaks else "",
        symptomatic=symptomatic.value if symptomatic else None,
        leaks_by_site={code: count.value for code, count in sites.items()},
        evidence=tuple(c.evidence() for c in [*stated, *sites.values()]),
    )
