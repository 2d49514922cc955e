"""The values in one cell of a table that tells patients."""

import re
from collections.abc import Callable
from functools import cache

from pipeline.annotate.context import Context
from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.evidence import State
from pipeline.fields import FIELDS
from pipeline.resolve.people import find_people
from pipeline.terms import load
from pipeline.values.interval import DAYS_PER_MONTH, find_intervals
from pipeline.values.level import find_levels
from pipeline.values.number import format_number, parse_number
from pipeline.values.wording import wording

#: Field, value and state.
Value = tuple[str, str, State]
#: Maps the text of a cell and the heading over it to values.
Reader = Callable[[str, str], list[Value]]

_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)?(?![\w%])")
#: Codes that can be denied in a cell, and codes beside which the canal is not coded.
_DENIABLE = ("complication", "leakage_site")
_SPECIFIC = ("epidural", "intradural")
_OLDEST, _MOST_ML, _WORST_PAIN = 110, 60, 10


@cache
def cell_pattern(key: str) -> re.Pattern[str]:
    """A pattern of `table.toml` for the whole text of a cell."""
    return re.compile(load("table")["values"][key], re.IGNORECASE)


def read_cell(field: str, heading: str, text: str) -> list[Value]:
    """The values of a cell under a heading that stands for a field."""
    reader = _READERS.get(field)
    return reader(text, heading) if reader else _hits(field, text)


def _present(field: str, *values: str) -> list[Value]:
    return [(field, value, State.PRESENT) for value in values]


def _hits(field: str, text: str) -> list[Value]:
    """The codes whose terms stand in a cell."""
    sentence = AnnotatedSentence(text)
    found: list[Value] = []
    for hit in sentence.hits(field):
        context = sentence.context(hit)
        if context in (Context.AFFIRMED, Context.HISTORICAL):
            found.append((field, hit.code, State.PRESENT))
        elif context is Context.NEGATED and field in _DENIABLE:
            found.append((field, hit.code, State.ABSENT))
    return found


def _numbers(text: str) -> list[float]:
    return [float(match.replace(",", ".")) for match in _NUMBER.findall(text)]


def _age(text: str, _: str) -> list[Value]:
    people = find_people(load("table")["person"].format(cell=text))
    ages = [p.age for p in people if p.age is not None] or _numbers(text)
    return _present("age_years", *(format_number(a) for a in ages[:1] if 0 < a <= _OLDEST))


def _sex(text: str, _: str) -> list[Value]:
    match = wording("table", "sex").search(text)
    return _present("sex", "female" if match["female"] else "male") if match else []


def _age_and_sex(text: str, heading: str) -> list[Value]:
    return [*_age(text, heading), *_sex(text, heading)]


def _levels(text: str, _: str) -> list[Value]:
    """The levels of a cell; those of a construct only where it names no others."""
    construct = wording("table", "construct")
    spans = find_levels(text)
    bare = [span for span in spans if not construct.search(text[: span.start])]
    return _present("treated_levels", *(name for s in bare or spans for name in s.levels))


def _volumes(text: str, _: str) -> list[Value]:
    plain = wording("table", "millilitres").sub(" ", text)
    values = [format_number(v) for v in _numbers(plain) if 0 < v <= _MOST_ML]
    return _present("cement_volume_ml", *dict.fromkeys(values))


def _days(text: str, heading: str) -> float | None:
    """A length of time in days; a bare number is in the heading's unit."""
    found = find_intervals(text)
    if found:
        return found[0].days
    if cell_pattern("same_day").match(text.strip()):
        return 0.0
    bare = wording("table", "bare_number").search(text)
    if not bare:
        return None
    try:
        number = parse_number(bare["n"])
    except ValueError:
        return None
    in_days = wording("table", "day").search(text)
    return number * (1.0 if in_days else _unit(heading))


def _unit(heading: str) -> float:
    """The days of the unit that a heading names; 1 where it names none."""
    unit = wording("table", "unit_in_heading").search(heading)
    found = find_intervals(f"1 {unit.group()}") if unit else []
    return found[0].days if found else 1.0


def _onset(text: str, heading: str) -> list[Value]:
    days = _days(text, heading)
    return [] if days is None else _present("onset_days", format_number(days))


def _follow_up(text: str, heading: str) -> list[Value]:
    days = _days(text, heading)
    if days is None:
        return []
    return _present("follow_up_months", format_number(days / DAYS_PER_MONTH))


def _pain(text: str, _: str) -> list[Value]:
    """Two scores in one cell: the first and the last."""
    scores = [format_number(v) for v in _numbers(text) if v <= _WORST_PAIN]
    if len(scores) < 2:
        return []
    return [*_present("vas_before", scores[0]), *_present("vas_after", scores[-1])]


def _pain_before(text: str, _: str) -> list[Value]:
    return _score("vas_before", _numbers(text)[:1])


def _pain_after(text: str, _: str) -> list[Value]:
    return _score("vas_after", _numbers(text)[-1:])


def _score(field: str, numbers: list[float]) -> list[Value]:
    return _present(field, *(format_number(v) for v in numbers if v <= _WORST_PAIN))


def _sites(text: str, _: str) -> list[Value]:
    sites = _hits("leakage_site", text)
    present = [code for _, code, state in sites if state is State.PRESENT]
    if any(code in _SPECIFIC for code in present):
        sites = [site for site in sites if site[1] != "spinal_canal"]
    if present:
        sites += _present("leakage", "present")
    return sites


def _complications(text: str, heading: str) -> list[Value]:
    if cell_pattern("none").match(text.strip()):
        return _present("complication", "asymptomatic")
    if wording("table", "new_fracture").search(heading) and find_levels(text):
        return _present("complication", "adjacent_fracture")
    return [*_hits("complication", text), *_trailing_onset(text)]


def _lesion(text: str, heading: str) -> list[Value]:
    """What was treated, or what came of the treatment."""
    return _hits("indication", text) or _complications(text, heading)


def _trailing_onset(text: str) -> list[Value]:
    """The time behind a symptom: "weakness at 3 h"."""
    match = wording("table", "trailing_time").search(text)
    if not match:
        return []
    if wording("table", "no_time").search(match["when"]):
        return _present("onset_days", "0")
    found = find_intervals(match["when"])[:1]
    return _present("onset_days", *(format_number(interval.days) for interval in found))


def _outcome(text: str, heading: str) -> list[Value]:
    """The first state, and the last time told with it: "improved (18)" where months are meant."""
    last = [interval.days for interval in find_intervals(text)[-1:]]
    bare = wording("table", "number_behind").search(text)
    if not last and bare and wording("table", "unit_in_heading").search(heading):
        last = [parse_number(bare["n"]) * _unit(heading)]
    months = [format_number(days / DAYS_PER_MONTH) for days in last]
    state = _hits("outcome", text)[:1] or _bare_state(text)
    return [*state, *_present("follow_up_months", *months)]


def _bare_state(text: str) -> list[Value]:
    """A state in the single word that is enough in a table: "normal", "well"."""
    states = (code for code in FIELDS["outcome"].codes if wording("table", code).search(text))
    return _present("outcome", *list(states)[:1])


def _care(text: str, _: str) -> list[Value]:
    """Care; what is removed is cement where nothing else is named."""
    found = _hits("management", text)
    removed = wording("table", "removal").search(text)
    if removed and not any(code == "cement_removal" for _, code, _ in found):
        found += _present("management", "cement_removal")
    return found


def _procedure_and_level(text: str, heading: str) -> list[Value]:
    named = [*_hits("procedure", text), *_hits("approach", text)]
    return [*named, *_levels(text, heading), *_stated_volumes(text)]


def _procedure(text: str, heading: str) -> list[Value]:
    """The augmentation, and the levels that stand with its name: "BKP L1"."""
    named = _hits("procedure", text)
    return _procedure_and_level(text, heading) if named else []


def _stated_volumes(text: str) -> list[Value]:
    """Volumes with their unit, in a cell that tells other things too."""
    found = wording("table", "volume").finditer(text)
    return _present(
        "cement_volume_ml", *dict.fromkeys(format_number(float(m["ml"])) for m in found)
    )


_READERS: dict[str, Reader] = {
    "age_sex": _age_and_sex,
    "age_years": _age,
    "sex": _sex,
    "treated_levels": _levels,
    "cement_volume_ml": _volumes,
    "leakage_site": _sites,
    "onset_days": _onset,
    "follow_up_months": _follow_up,
    "vas": _pain,
    "vas_before": _pain_before,
    "vas_after": _pain_after,
    "complication": _complications,
    "lesion": _lesion,
    "outcome": _outcome,
    "management": _care,
    "procedure": _procedure,
    "procedure_level": _procedure_and_level,
}
