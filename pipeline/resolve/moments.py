"""The times that a stretch of a sentence tells, in days since the procedure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from pipeline.resolve.passage import Passage
from pipeline.resolve.times import counted, interval_at, nth, time_matches, time_patterns


@dataclass(frozen=True, slots=True)
class Moment:
    """A time since the procedure, with its place in the sentence.

    `start` is where its wording begins, `span` the words that tell the time itself; `free` holds
    where it is for how long all was well.
    """

    start: int
    days: float
    span: tuple[int, int]
    free: bool = False


def says(key: str, text: str) -> bool:
    """Whether a text has a wording of `time.toml`, table `onset`."""
    return any(time_matches("onset", key, text))


def _on_days(text: str, key: str, days: float) -> list[Moment]:
    """Wordings that mean a certain day: "the same evening", "the next morning"."""
    return [Moment(m.start(), days, m.span()) for m in time_matches("onset", key, text)]


def _on_numbered_days(text: str) -> Iterator[Moment]:
    """Numbered days: "on the third postoperative day", "POD 3"."""
    for match in time_matches("onset", "pod", text):
        number = nth(match["days"])
        if number is not None:
            yield Moment(match.start(), float(number), match.span())


def intervals(text: str, key: str) -> Iterator[Moment]:
    """The lengths of time in the wordings of a key: "three days later"."""
    for match in time_matches("onset", key, text):
        read = interval_at(text, match.start("interval"), match.end("interval"))
        if read:
            yield Moment(match.start(), *read)


def felt_for(text: str, key: str) -> list[Moment]:
    """For how long a symptom had been there, by the wordings of a key or since the day before."""
    return [
        *intervals(text, key),
        *intervals(text, "growing"),
        *_on_days(text, "since_yesterday", 1.0),
    ]


def behind(text: str) -> list[Moment]:
    """By how much something lies behind: "two weeks earlier", "the day before"."""
    return [*intervals(text, "behind"), *_on_days(text, "day_behind", 1.0)]


@lru_cache(maxsize=512)
def _since_procedure(text: str) -> tuple[Moment, ...]:
    """The times of a sentence; each of its clauses asks for them, and each patient."""
    well = [replace(m, free=True) for m in intervals(text, "free")]
    lengths = [*well, *intervals(text, "later")]
    days = [*_on_days(text, "same_day", 0.0), *_on_days(text, "next_day", 1.0)]
    found = [
        # "Minutes after the injection" is within "ninety minutes after the injection", and "after
        # return to the ward" follows on "two hours".
        *(m for m in days if not any(_counts_on(text, one, m) for one in lengths)),
        *_on_numbered_days(text),
        *lengths,
        *(Moment(m.start(), d, m.span()) for m, d in counted(text, "onset", "counted")),
    ]
    return tuple(m for m in found or _on_days(text, "waking", 0.0) if not _is_denied(text, m))


def _counts_on(text: str, length: Moment, day: Moment) -> bool:
    """Whether a day is what a length of time is counted from: "two hours after the injection"."""
    start, end = length.span
    return start < day.start <= end + 1 or (
        start < day.start and says("gone_by", text[end : day.start])
    )


def _is_denied(text: str, moment: Moment) -> bool:
    """Whether nothing was there yet: "not at once but after two days"."""
    return says("not_then", text[max(0, moment.start - 40) : moment.start])


def moments(passage: Passage) -> list[Moment]:
    """Every time told in a stretch, in order, whatever it is the time of."""
    found = [m for m in _since_procedure(passage.text.text) if passage.start <= m.start]
    told = sorted((m for m in found if m.start < passage.end), key=lambda m: (m.start, m.days))
    return passage.own(told) if passage.rank else told


def of_something_else(text: str, moment: Moment) -> bool:
    """Whether a time is that of a recovery or of care: "recovered within two months"."""
    end = moment.span[1]
    return says("not_time_of", text[max(0, moment.start - 60) : moment.start]) or says(
        "not_since", text[moment.start : end + 40]
    )


def clauses(passage: Passage) -> list[Passage]:
    """A stretch, divided where it turns to something else: at semicolons and "but"."""
    ends = [m.start() for m in time_matches("onset", "turn", passage.text.lowered)]
    cuts = [passage.start, *(e for e in ends if passage.start < e < passage.end), passage.end]
    return [replace(passage, start=a, end=b) for a, b in pairwise(cuts)]


@dataclass(slots=True)
class Walk:
    """What a telling has said of time so far, clause by clause.

    `discharge` is the day on which the patient left the hospital, `told` the day of the last clause
    in which all was well; a time "later" is counted from there.
    """

    discharge: float | None = None
    told: float | None = None
    sentence: int = -1

    def since_procedure(self, clause: Passage) -> list[Moment]:
        """The times of a clause that may be those of an onset."""
        text = clause.text.text
        seen = says("already_for", clause.lowered)
        lasted = [m.span for m in intervals(text, "growing")]
        told = [
            m
            for m in moments(clause)
            if (seen or m.free or not of_something_else(text, m))
            and all(m.span[1] <= a or m.span[0] >= b for a, b in lasted)
        ]
        found = [self._shifted(text, m) for m in told]
        return [m for m in found if m is not None]

    def _shifted(self, text: str, moment: Moment) -> Moment | None:
        words = text[moment.start : moment.span[1] + 45]
        if says("after_discharge", words):
            return self._later(moment, self.discharge)
        if moment.free and self.discharge and says("at_home", text):
            return self._later(moment, self.discharge)
        hours = self.told is not None and self.told < 1 <= moment.days
        if self.told and not hours and says("relative", words):
            return self._later(moment, self.told)
        return moment

    def _later(self, moment: Moment, day: float | None) -> Moment | None:
        return None if day is None else replace(moment, days=moment.days + day)

    def pass_by(self, clause: Passage, well: bool) -> None:
        """Takes note of a clause that tells of no onset."""
        left = says("discharge", clause.lowered)
        fine = left or (well and says("fine", clause.lowered))
        days = _days_near_discharge(clause) if fine else []
        if left:
            self.discharge = days[0] if days else None
        if days:
            self.told = days[-1]
        elif left or clause.sentence.start != self.sentence:
            self.told = None
        self.sentence = clause.sentence.start


def _days_near_discharge(clause: Passage) -> list[float]:
    """The days told in a clause: that of the discharge first, the last one told last."""
    text = clause.text.text
    stay = [m for m in intervals(text, "stay") if clause.start <= m.start < clause.end]
    found = sorted([*moments(clause), *stay], key=lambda m: m.start)
    left = time_patterns("onset", "discharge")[0].finditer(clause.text.lowered, clause.start)
    at = next((match.start() for match in left), clause.end)
    nearest = sorted(found, key=lambda m: abs(m.start - at))
    return [m.days for m in (*nearest[:1], *found[-1:])]
