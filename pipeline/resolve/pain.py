"""Pain scores from 0 to 10."""

import re

from pipeline.evidence import Evidence
from pipeline.resolve.passage import Passage, Phase, Tier
from pipeline.resolve.timeline import Course
from pipeline.values.number import NUMBER, format_number, parse_number

_SCALE = r"(?:VAS|NRS|NPRS|visual[- ]analog(?:ue)?(?:[- ]pain)?[- ]scale|numeric(?:al)? rating scale|pain (?:score|scale|intensity|level)s?)"
_N = rf"(?:{NUMBER})(?:\.\d)?"
_NUMBER_AFTER = re.compile(
    rf"\b{_SCALE}\b(?:\s?\((?:VAS|NRS)[^)]*\))?(?P<between>[^.;]{{0,60}}?)(?<![\d.\w/-])(?P<a>{_N})(?:\s?/\s?10)?(?P<more>(?:[^.;\d]{{1,40}}?(?:to|and then|then|and)\s(?:only\s|just\s|about\s)?(?P<b>{_N})(?:\s?/\s?10)?(?![\d%]))?)",
    re.IGNORECASE,
)
_NUMBER_BEFORE = re.compile(
    rf"(?:from\s(?P<x>{_N})(?:\s?/\s?10)?\s(?:\w+\s){{0,3}}?to\s)?(?<![\d.\w-])(?P<a>{_N})\s?(?:/\s?10|points?|out of 10|of 10)?\s(?:(?:on|in|at|by)\s)?(?:the\s|a\s)?(?:\d+-point\s)?{_SCALE}",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    rf"\bpain\b(?:\s(?:score|in the \w+|on the (?:VAS|scale)|now|then|being|rated|was|is|had been|had gone down to|fell|decreased|dropped|improved|of|at|to|only|about|still|as|last|intensity),?){{1,5}}\s(?P<x>{_N})(?:\s?/\s?10)?(?=\s(?:to|and then)\s(?P<b>{_N}))?(?![\w%/-]|\.\d|\s(?:months?|weeks?|days?|years?|hours?|mg|ml|levels?))"
    rf"|\bpain\b[^.;]{{0,30}}?\bfrom\s(?P<a>{_N})(?:\s?/\s?10)?\sto\s(?P<c>{_N})(?![\w%]|\.\d)"
    rf"|\brate[sd]\s(?:\w+\s){{0,3}}?pain\s(?:at\s|as\s|with\s)?(?P<d>{_N})(?![\w%]|\.\d)"
    rf"|\bpain[^.;]{{0,40}}?:\s(?P<e>{_N})\sbefore[^.;]{{0,30}}?,\s(?P<f>{_N})\b|\bscore\s(?:then\s)?(?:being|was|of)\s(?P<g>{_N})(?![\w%]|\.\d)|\binitially\s(?P<h>{_N}),\swas\snow\s(?P<i>{_N})",
    re.IGNORECASE,
)
_OF_TEN = re.compile(
    r"(?<![\d.])(?P<a>\d(?:\.\d)?|10)\s?(?:/|out of|of|on)\s?(?:a |the )?(?:10|ten)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"\b(?:before|pre-?operat\w*|initial\w*|baseline|admission|prior)\b", re.I)

Score = tuple[float, tuple[int, int]]


def _score(text: str) -> float | None:
    try:
        value = parse_number(text)
    except ValueError:
        return None
    return value if 0 <= value <= 10 else None


def find_scores(text: str) -> list[Score]:
    """Pain scores with their places, in order."""
    found: dict[tuple[int, int], float] = {}
    for pattern in (_NUMBER_AFTER, _NUMBER_BEFORE, _PLAIN):
        for match in pattern.finditer(text):
            for name in "xabcdefghi":
                if name in match.re.groupindex and match[name]:
                    value = _score(match[name])
                    unit = re.match(
                        r"\s?(?:%|-?(?:month|day|week|year|hour|h\b|cm|mm|ml|levels?|to 10|[-–]\s?10))",
                        text[match.end(name) :],
                        re.I,
                    )
                    if value is not None and not unit:
                        found[match.span(name)] = value
    for match in _OF_TEN.finditer(text):
        found[match.span("a")] = float(match["a"])
    return [(value, span) for span, value in sorted(found.items())]


def _scores(course: Course) -> list[tuple[Passage, Score]]:
    told = [p for p in course.passages if p.tier is Tier.CASE]
    told.sort(key=lambda p: (p.telling == 0, p.sentence.start, p.start))
    return [
        (p, (value, span))
        for p in told
        for value, span in find_scores(p.text.text)
        if p.start <= span[0] < p.end
    ]


def read_pain(course: Course) -> list[Evidence]:
    """The first score as `vas_before`, the last as `vas_after`; a lone one by its place in time."""
    scores = _scores(course)
    body = [s for s in scores if s[0].telling != 0] or scores
    if not body:
        return []
    first, last = body[0], body[-1]
    if len(body) == 1:
        passage, (value, span) = first
        early = passage.phase is not Phase.AFTER or _EARLIER.search(passage.lowered)
        name = "vas_before" if early else "vas_after"
        return [passage.evidence(name, format_number(value), span, "score", confidence=0.7)]
    return [
        p.evidence(name, format_number(value), span, "score", confidence=0.8)
        for name, (p, (value, span)) in (("vas_before", first), ("vas_after", last))
    ]
