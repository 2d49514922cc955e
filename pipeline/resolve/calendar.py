"""Calendar days and weekdays of a story, counted from the procedure."""

from pipeline.resolve.moments import says
from pipeline.resolve.passage import Passage
from pipeline.resolve.timeline import Course
from pipeline.resolve.times import Found
from pipeline.values.date import Day, days_between, find_dates, weekday_of, weekdays

_LONGEST = 3650


def _stretch(text: str, day: Day) -> str:
    """The words around a date up to the next commas."""
    start = max(text.rfind(mark, 0, day.start) for mark in (", ", "; "))
    ends = [at for mark in (", ", "; ") if (at := text.find(mark, day.end)) >= 0]
    return text[max(start, 0) : min(ends, default=len(text))]


def _days(passage: Passage) -> list[Day]:
    return [d for d in find_dates(passage.text.text) if passage.holds(d.start)]


def _of_operation(passage: Passage, day: Day, alone: bool) -> bool:
    text = passage.text.text
    return says("operation", text if alone else _stretch(text, day))


def _procedure_day(course: Course, passage: Passage) -> Day | None:
    """The date of the index procedure in the telling of a passage."""
    telling = [p for p in course.passages if p.telling == passage.telling]
    events = [p for p, _ in course.events if p.telling == passage.telling]
    for told in (events, telling):
        for one in told:
            days = find_dates(one.text.text)
            for day in days:
                if told is events and len(days) == 1:
                    return day
                if _of_operation(one, day, len(days) == 1):
                    return day
    return None


def days_since_procedure(course: Course, passage: Passage) -> Found | None:
    """Days from the date of the procedure to a date or a weekday in a stretch."""
    told = _days(passage)
    if not told and not weekdays(passage.words):
        return None
    operated = _procedure_day(course, passage)
    if operated is None:
        return _by_weekdays(course, passage)
    for day in (d for d in told if d.date[:2] != operated.date[:2]):
        passed = days_between(operated.date, day.date)
        if passed is not None and passed < _LONGEST:
            return float(passed), (day.start, day.end)
    return None if told else _on_weekday(passage, weekday_of(operated), operated)


def _on_weekday(
    passage: Passage, first: int | None, operated: Day | None, after: int = 0
) -> Found | None:
    """Days to a weekday in the week after the procedure, or to one with the day of the month.

    Args:
        passage: where the weekday stands.
        first: the weekday of the procedure, Monday being 0.
        operated: the date of the procedure.
        after: where in the sentence the procedure's own weekday ends.
    """
    for weekday in weekdays(passage.text.text):
        if not max(passage.start, after) <= weekday.start < passage.end:
            continue
        span = (weekday.start, weekday.end)
        if weekday.day is not None and operated is not None:
            month, _, year = operated.date
            month += weekday.day < operated.date[1]
            passed = days_between(operated.date, (month, weekday.day, year))
            return (float(passed), span) if passed is not None else None
        if first is not None:
            return float((weekday.number - first) % 7), span
    return None


def _by_weekdays(course: Course, passage: Passage) -> Found | None:
    """Days between "operated on Monday" and "on Thursday", also in one sentence."""
    text = passage.text.lowered
    here = weekdays(text)
    if len(here) > 1 and says("operation", text[: here[1].start]):
        return _on_weekday(passage, here[0].number, None, after=here[0].end)
    for one in course.passages:
        if one.telling != passage.telling or one.sentence.start >= passage.sentence.start:
            continue
        found = weekdays(one.text.text)
        if found and says("operation", one.text.lowered):
            return _on_weekday(passage, found[0].number, None)
    return None
