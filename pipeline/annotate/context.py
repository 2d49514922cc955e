"""Whether a mention is affirmed, denied, left open, not real, of the past, or of others."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pipeline.annotate.patterns import compile_pattern
from pipeline.terms import load
from pipeline.values.gate import Gated
from pipeline.values.index import Index


class Context(StrEnum):
    """How the sentence means a mention."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"
    UNCERTAIN = "uncertain"
    HYPOTHETICAL = "hypothetical"
    HISTORICAL = "historical"
    FAMILY = "family"


#: A trigger this near the beginning of a mention is part of its meaning ("no symptoms").
_OWN_NEGATION = 5


#: What joins two clauses, before a subject.
_AND = re.compile(r",? and (?!(?:in|on|at|by|for|of|to|after|with|from|was|were|had|whether|if)\b)")

#: So many words at most are a subject without its verb.
_SUBJECT = 4

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Trigger:
    kind: Context
    before: bool
    reach: int
    patterns: tuple[Gated, ...]
    lookalikes: tuple[Gated, ...]
    stop: re.Pattern[str] | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a trigger acts on; `trigger` is where its own words begin and end."""

    kind: Context
    start: int
    end: int
    trigger: tuple[int, int] = (-1, -1)

    def covers(self, start: int, end: int) -> bool:
        """Whether a mention lies in the scope, or holds the trigger ("lungs free of emboli")."""
        if start <= self.trigger[0] < min(start + _OWN_NEGATION, end):
            return False
        inside = self.start <= start and end <= self.end + 1
        return inside or start < self.trigger[0] < self.trigger[1] < end


@cache
def _triggers() -> tuple[_Trigger, ...]:
    return tuple(
        _Trigger(
            Context(entry["kind"]),
            entry["side"] == "before",
            entry["reach"],
            tuple(map(compile_pattern, entry["patterns"])),
            tuple(map(compile_pattern, entry.get("not", ()))),
            re.compile(entry["stop"]) if "stop" in entry else None,
            entry.get("listed", False),
        )
        for entry in load("context")["trigger"]
    )


@cache
def _clause_end() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{text})" for text in load("context")["clause_end"]))


def _forward(lowered: str, start: int, reach: int, also: re.Pattern[str] | None) -> int:
    """Where the scope of a trigger that acts on what follows ends; `also` ends it, too."""
    stop = _clause_end().search(lowered, start)
    end = stop.start() if stop else len(lowered)
    if also and (earlier := also.search(lowered, start, end)):
        end = earlier.start()
    words = list(re.finditer(r"\S+", lowered[start:end]))
    return start + words[reach].start() if len(words) > reach else end


@cache
def _aside() -> re.Pattern[str]:
    return re.compile(load("context")["aside"])


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(load("context")["told_before"])


def _joins_subjects(before: str, stop: str) -> bool:
    """Whether an "and" joins two subjects of one verb: "the cava and the heart showed none"."""
    words = before.split()
    joins = stop.strip(", ") == "and" and 0 < len(words) <= _SUBJECT
    return joins and words[0] in ("the", "both") and not _verb().search(before)


def _backward(lowered: str, end: int, reach: int) -> tuple[int, int]:
    """Where the scope of a trigger that acts on what precedes begins and ends."""
    if aside := _aside().search(lowered, 0, end):
        return _backward(lowered, aside.start(), reach)
    start = 0
    # Searched beyond `end`: what a clause end looks ahead to may be the trigger itself.
    for stop in _clause_end().finditer(lowered):
        if stop.end() > end:
            break
        if _joins_subjects(lowered[start : stop.start()], stop.group()):
            continue
        # A colon directly before the trigger joins it to its mention ("chest pain: none").
        if stop.group() != ":" or lowered[stop.end() : end].strip():
            start = stop.end()
    start = _last_clause(lowered, start, end)
    words = list(re.finditer(r"\S+", lowered[start:end]))
    return (start + words[-reach].start() if len(words) > reach else start), end


def _last_clause(lowered: str, start: int, end: int) -> int:
    """Where the last of the clauses begins that an "and" joins, each with a verb of its own.

    In "steroids were given and laminectomy was avoided" the trigger says nothing of the steroids.
    """
    for joint in _AND.finditer(lowered, start, end):
        told = _verb().search(lowered, joint.end(), end) or _verb().match(lowered, end)
        if told and _verb().search(lowered, start, joint.start()):
            start = joint.end()
    return start


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(load("context")["joined"])


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(load("context")["lead"])


def _list_before(lowered: str, end: int, reach: int) -> tuple[int, int]:
    """Where a list begins and ends whose last item stands before `end`: "a stent, a filter or".

    Where something else is told before it in the sentence, it begins with its clause; what is no
    list is left to the other triggers.
    """
    start = max(lowered.rfind(mark, 0, end) for mark in ";:") + 1
    if lead := _lead().match(lowered, start, end):
        start = lead.end()
    if not _joined().search(lowered, start, end):
        return end, end
    told = _verb().search(lowered, start, end)
    return _backward(lowered, end, reach // 2) if told else (start, end)


@cache
def _index() -> Index[tuple[int, bool]]:
    """The patterns of all triggers by (rank of the trigger, whether it is one that looks alike)."""
    return Index(
        ((rank, alike), pattern)
        for rank, trigger in enumerate(_triggers())
        for alike, patterns in ((False, trigger.patterns), (True, trigger.lookalikes))
        for pattern in patterns
    )


def _scopes(lowered: str) -> list[_Scope]:
    """The scopes of all triggers of a sentence, in the order of the triggers."""
    places: dict[int, set[Span]] = {}
    taken: dict[int, set[Span]] = {}
    for (rank, alike), match in _index().matches(lowered):
        (taken if alike else places).setdefault(rank, set()).add(match.span())
    return [
        _scope(_triggers()[rank], lowered, start, end)
        for rank in sorted(places)
        for start, end in sorted(places[rank])
        if not any(start < b and end > a for a, b in taken.get(rank, ()))
    ]


def _scope(trigger: _Trigger, lowered: str, start: int, end: int) -> _Scope:
    """What a trigger acts on whose words begin and end there."""
    if trigger.before:
        reach = _forward(lowered, end, trigger.reach, trigger.stop)
        return _Scope(trigger.kind, end, reach, (start, end))
    if trigger.listed:
        return _Scope(trigger.kind, *_list_before(lowered, start, trigger.reach))
    return _Scope(trigger.kind, *_backward(lowered, start, trigger.reach), (start, end))


@cache
def _sentences(key: str) -> re.Pattern[str]:
    """What makes a whole sentence mean something else than it says word by word."""
    return re.compile("|".join(f"(?:{text})" for text in load("context")[key]))


class SentenceContext:
    """The scopes of all triggers of one sentence."""

    def __init__(self, lowered: str) -> None:
        self._scopes = _scopes(lowered)
        if _sentences("listed").search(lowered):
            self._scopes.insert(0, _Scope(Context.HYPOTHETICAL, 0, len(lowered)))
        if _sentences("undecided").search(lowered):
            self._scopes.append(_Scope(Context.UNCERTAIN, 0, len(lowered)))

    def of(self, start: int, end: int, holds_denial: bool = False) -> Context:
        """The context of a mention; the order of `context.toml` decides where scopes overlap.

        A mention that holds its own denial is not turned round by triggers among its words.
        """
        for scope in self._scopes:
            if holds_denial and start <= scope.trigger[0] and scope.trigger[1] <= end:
                continue
            if scope.covers(start, end):
                return scope.kind
        return Context.AFFIRMED
