"""Sentences that name patients behind what they tell of each: "3 ml in one, 4 ml in the other"."""

import re
from collections.abc import Sequence

from pipeline.values.number import NUMBER
from pipeline.values.wording import wording

#: What an item may begin with, and what the first item then begins with too.
_ALIKE = (
    re.compile(r"(?:[CTDLS]|Th)-?\d"),
    re.compile(rf"(?:{NUMBER})\b", re.IGNORECASE),
    re.compile(r"an?\b"),
    re.compile(r"the\b"),
    re.compile(r"(?:in|into|to|at|of|from|with|by|through|along|on|for|under|as|beside|behind)\b"),
)


def trailing(text: str, marks: Sequence[int]) -> list[tuple[int, int]]:
    """The stretches of what is told of each patient where the words for them stand behind it.

    Args:
        text: the sentence.
        marks: where the words for patients stand, in order.

    Returns:
        (start, end) of each; what precedes the first is of all. Empty for other sentences.
    """
    if len(marks) < 2:
        return []
    found: list[tuple[int, int]] = []
    firsts: list[str] = []
    end = 0
    for at in marks:
        words = wording("cases", "words_for_some").match(text[at:])
        led = wording("cases", "led").search(text[:at])
        start = led.start() if led else at
        if not words or not (led or wording("cases", "led_by").match(words.group())):
            return []
        begun = max(end, text.rfind(";", end, start) + 1) if found else 0
        end = at + words.end()
        item = wording("cases", "joining").sub("", text[begun:start])
        if not item.strip() or not wording("cases", "closed").match(text[end:]):
            return []
        found.append((begun, end))
        firsts.append(item)
    head = shared_opening(firsts[0], firsts[1])
    return [(head, found[0][1]), *found[1:]]


def gapped(first: str, second: str) -> int:
    """Where what is told of one patient ends that goes for the next too, who has no verb; else 0.

    "The first was treated at L2, the second at L3": both were treated.
    """
    named = wording("cases", "name_and_more").match(first)
    verb = wording("cases", "finite").match(first[named.end() :].lstrip()) if named else None
    if not verb or wording("cases", "any_verb").search(second):
        return 0
    item = wording("cases", "name_and_more").sub("", second)
    return shared_opening(first, item) if item.strip(" .,;") else 0


def shared_opening(first: str, second: str) -> int:
    """Where in the first item ends what is said for all: where it begins to be like the second."""
    verb = wording("cases", "finite").search(first)
    begun = verb.end() if verb else 0
    word = re.match(r"[a-z]+\b", second)
    for alike in _ALIKE:
        if alike.match(second):
            if word and (again := re.search(rf"\b{word.group()}\b", first[begun:])):
                return begun + again.start()
            same = re.compile(rf"(?<![\w.-])(?:{alike.pattern})", alike.flags)
            found = same.search(first, begun) or same.search(first)
            return found.start() if found else begun
    return begun if first[begun:].strip() else 0
