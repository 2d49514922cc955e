"""What every match of a regular expression holds, read from the expression."""

import re
from collections.abc import Sequence

#: Runs of letters and digits in lower case, or marks, of which a match holds at least one. A space
#: before or behind a run says that a word begins or ends there.
Runs = frozenset[str]

#: Sets of runs, of each of which a match holds at least one; the most telling first.
Needs = tuple[Runs, ...]

#: Marks a run behind which its alternative ends: what follows tells whether the word ends, too.
_LAST = "\n"

_TOKEN = re.compile(
    r"""
    (?: (?P<bar>\|)
      | (?P<edge> \(\?<?!\\w\) | \\[bsW] | [ ^$-] | \\[ -] | \[-?(?:[ ,;:./()’'–]|\\s)+-?\]
        | (?P<mark> \\[^\w\s] | [^\w\s.()[\]\\|] ) )
      | (?P<one> \\d | \[ [^\W_]+ \] )
      | \(\?P=\w+\) | \[\^?\]?(?:\\.|[^\]\\])*\] | \\(?:x[0-9a-fA-F]{2}|.)
      | (?P<look> \(\?<?[=!] )
      | (?P<group> \((?:\?P<\w+>|\?[a-zA-Z-]*:)? )
      | (?P<close> \) )
      | (?P<letters> [^\W_]+ (?![?*+{]) | [^\W_] )
      | .
    )
    (?P<times> (?: (?P<optional>[?*]|\{0?,\d*\}|\{0\}) | \+ | \{\d+(?:,\d*)?\} ) [?+]? )?
    """,
    re.VERBOSE | re.DOTALL,
)


def required(expression: str) -> tuple[Needs, ...]:
    """What the alternatives of an expression need: a match meets all needs of one of them.

    Args:
        expression: a regular expression whose case does not matter, not a verbose one.

    Returns:
        The needs of each alternative; none where one of them needs nothing for certain.
    """
    choices, _ = _Reader(expression).alternatives(edge=False)
    if not all(choices):
        return ()
    return tuple(dict.fromkeys(_plain(needs) for needs in choices))


def _plain(needs: Sequence[Runs]) -> Needs:
    distinct = {frozenset(run.rstrip(_LAST) for run in runs) for runs in needs}
    return tuple(sorted(distinct, key=_worth, reverse=True))


def _worth(runs: Runs) -> tuple[int, int, list[str]]:
    """Long runs tell most, and among them few."""
    return (min(map(len, runs)), -len(runs), sorted(runs))


class _Reader:
    """Reads an expression once, from its beginning to its end."""

    def __init__(self, expression: str) -> None:
        self._tokens = list(_TOKEN.finditer(expression))
        self._place = 0

    def _next(self) -> re.Match[str] | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def alternatives(self, edge: bool) -> tuple[list[list[Runs]], bool]:
        """What each of some alternatives needs, up to the bracket that closes them.

        Args:
            edge: whether no word goes on from before them.

        Returns:
            The needs of each, and whether no word goes on behind any of them.
        """
        choices, ends = self._sequence(edge)
        while (token := self._next()) and token["bar"]:
            self._place += 1
            more, also = self._sequence(edge)
            choices, ends = choices + more, ends and also
        self._place += 1
        return choices, ends

    def _sequence(self, edge: bool) -> tuple[list[list[Runs]], bool]:
        """What a sequence needs: what all of its parts do, or one of the choices it consists of."""
        parts: list[list[list[Runs]]] = []
        run = ""
        while (token := self._next()) and not token["bar"] and not token["close"]:
            self._place += 1
            if (letters := token["letters"]) and not token["optional"]:
                run += f" {letters}" if edge and not run else letters
                edge = False
                if not token["times"]:
                    continue
            ends = bool(token["edge"] and not token["optional"])
            parts += _run(run, " " if ends else "")
            run = ""
            if token["group"] or token["look"]:
                inside, edge = self._group(token, edge)
                parts += inside
            elif ends or not token["edge"]:
                edge = ends
            if token["mark"] and ends:
                parts += _run(token["mark"][-1], "")
            if token["one"] and not token["optional"]:
                parts.append([[_members(token["one"])]])
        parts += _run(run, _LAST)
        return parts[0] if len(parts) == 1 else [_all_of(parts)], edge

    def _group(self, opening: re.Match[str], edge: bool) -> tuple[list[list[list[Runs]]], bool]:
        # What is looked back at begins elsewhere.
        choices, ends = self.alternatives(edge and opening["look"] not in ("(?<=", "(?<!"))
        closing, following = self._tokens[self._place - 1], self._next()
        if opening["look"]:
            held = not (closing["optional"] or "!" in opening["look"])
            return [_behind(choices, "")] if held else [], edge
        if closing["optional"]:
            return [], edge and ends
        behind = ""
        if following is None or following["bar"] or following["close"]:
            behind = "" if closing["times"] else _LAST
        elif following["edge"] and not following["optional"] and not closing["times"]:
            behind = " "
        return [_behind(choices, behind)], ends


def _run(letters: str, behind: str) -> list[list[list[Runs]]]:
    return [[[frozenset({(letters + behind).lower()})]]] if letters else []


def _members(one: str) -> Runs:
    """The letters and digits of which a class holds one."""
    return frozenset("0123456789" if one == r"\d" else one[1:-1].lower())


def _behind(choices: list[list[Runs]], behind: str) -> list[list[Runs]]:
    """Some choices with what stands behind them, where their last runs end with them."""
    return [
        [frozenset(run.replace(_LAST, behind) for run in runs) for runs in needs]
        for needs in choices
    ]


def _all_of(parts: Sequence[list[list[Runs]]]) -> list[Runs]:
    """What several parts need together."""
    return [runs for choices in parts for runs in _one_of(choices)]


def _one_of(choices: list[list[Runs]]) -> list[Runs]:
    """What whichever of some choices needs: all of a single one, else the best of each."""
    if len(choices) == 1:
        return choices[0]
    if not all(choices):
        return []
    return [frozenset().union(*(max(needs, key=_worth) for needs in choices))]
