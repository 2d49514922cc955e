"""Pain scores from 0 to 10."""

from pipeline.evidence import Evidence
from pipeline.resolve.passage import Passage, Phase, Tier
from pipeline.resolve.timeline import Course
from pipeline.values.number import format_number, parse_number
from pipeline.values.wording import wording

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
    for name in ("scored", "scale_after", "rated"):
        for match in wording("pain", name).finditer(text):
            for group, number in enumerate(match.groups(), 1):
                value = _score(number) if number else None
                unit = wording("pain", "unit").search(text[match.end(group) :])
                if value is not None and not unit:
                    found[match.span(group)] = value
    for match in wording("pain", "out_of_ten").finditer(text):
        found[match.span("score")] = float(match["score"])
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
        earlier = wording("pain", "earlier").search(passage.lowered)
        early = passage.phase is not Phase.AFTER or earlier
        name = "vas_before" if early else "vas_after"
        return [passage.evidence(name, format_number(value), span, "score", confidence=0.7)]
    return [
        p.evidence(name, format_number(value), span, "score", confidence=0.8)
        for name, (p, (value, span)) in (("vas_before", first), ("vas_after", last))
    ]
