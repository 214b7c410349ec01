# SPDX-License-Identifier: EUPL-1.2
"""Forecast states in the form of the question: their names, and for each step the chances to move between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.evacuation.yaml_form import numbered_rows, plain_text, typed_number
from weerbaar.workbench.shell.language import language

FIELDS = ("name", "name_en", "initial", "flood")
MOST = 8
"""States that fit in a table on a page."""
_USUAL = (("rustig", "calm"), ("dreiging", "threat"), ("zeker", "certain"))
_SPARE = 2
_TOLERANCE = 1e-6
_DIGITS = 12
_AT_THE_END = Text(nl="water op het laatste moment", en="water at the last moment")


@dataclass
class StateTables:
    """What stands in the form, as text; S states, K moments.

    Attributes:
        states: rows with a text for each of :data:`FIELDS`.
        moves: chance to go from one state to another in each step, K - 1 tables of S rows of S texts. An empty table
            is as the one before it; an empty chance to stay is what is left, any other empty one is 0.
        shown: for how many moments and states there were tables when somebody filled them in.
    """

    states: list[dict[str, str]] = field(default_factory=list)
    moves: list[list[list[str]]] = field(default_factory=list)
    shown: str = ""

    @classmethod
    def usual(cls) -> StateTables:
        """Return three states by name, and nothing else."""
        return cls([dict.fromkeys(FIELDS, "") | {"name": nl, "name_en": en} for nl, en in _USUAL])

    @classmethod
    def of_post(cls, post: Mapping[str, str], moments: Sequence[int]) -> StateTables:
        """Return what was sent; tables between moments that are both still there, for states that still are.

        Args:
            post: fields.
            moments: numbers, in the form that was sent, of the moments that were not emptied.
        """
        numbered = numbered_rows(post, "state", FIELDS)
        there = [at for at, _ in numbered]
        moves = [
            [[post.get(f"move-{one}-{i}-{j}", "").strip() if after == one + 1 else "" for j in there] for i in there]
            for one, after in pairwise(moments)
        ]
        return cls([row for _, row in numbered], moves, post.get("tables-for", ""))

    @classmethod
    def of_data(cls, given: Mapping[str, Any]) -> StateTables | None:
        """Return the tables of a chain in a decision file; None where it holds more than the form."""
        names = given["states"]
        if not 2 <= len(names) <= MOST or any(not {"nl"} <= one.keys() <= {"nl", "en"} for one in names):
            return None
        states = [
            {"name": name["nl"], "name_en": name.get("en", ""), "initial": _shown(initial), "flood": _shown(flood)}
            for name, initial, flood in zip(names, given["initial"], given["flood"], strict=True)
        ]
        moves = [[[_shown(chance) for chance in row] for row in table] for table in given["transitions"]]
        return cls(states, moves)

    @property
    def rows(self) -> list[tuple[int, dict[str, str]]]:
        """The states by number, with room for some more."""
        spare = min(_SPARE, max(0, MOST - len(self.states)))
        return list(enumerate([*self.states, *(dict.fromkeys(FIELDS, "") for _ in range(spare))]))

    def tables(self, hours: Sequence[str]) -> list[dict[str, Any]]:
        """Return a table for each step between these moments, as the page shows it."""
        found = []
        for step, (early, late) in enumerate(pairwise(hours)):
            texts = self.moves[step] if step < len(self.moves) else []
            names = [name.in_(language()) for name in self._names()]
            found.append(
                {
                    "step": step,
                    "early": early or "?",
                    "late": late or "?",
                    "names": names,
                    "rows": [
                        {
                            "at": i,
                            "name": name,
                            "cells": list(enumerate(zip(names, _row(texts, i, names), strict=True))),
                        }
                        for i, name in enumerate(names)
                    ],
                }
            )
        return found

    def size(self, moments: int) -> str:
        """Return for how many moments and states tables are shown."""
        return f"{moments}x{len(self.states)}"

    def chain(self, hours: Sequence[str]) -> dict[str, Any]:
        """Return the forecast as the decision file has it.

        Args:
            hours: of each moment, as typed.

        Raises:
            InputError: chances that are no numbers or do not add up, states without a name: every problem. Or states
                or moments came or went, so that there are tables that nobody has seen.
        """
        if self.shown != self.size(len(hours)):
            nl = "er zijn standen of momenten bij gekomen of weg; kijk de tabellen met overgangen na en bewaar opnieuw."
            en = "states or moments came or went; look at the tables of moves and save again."
            raise InputError([_wrong("states", nl, en)])
        problems = self._wrong_names()
        initial = self._initial(problems)
        named = zip(self.states, self._names(), strict=True)
        flood = [_chance(row["flood"], "flood", name, problems) for row, name in named]
        transitions = self._transitions(hours, problems)
        if problems:
            raise InputError(problems)
        names = [{"nl": row["name"]} | ({"en": row["name_en"]} if row["name_en"] else {}) for row in self.states]
        return {"kind": "chain", "states": names, "initial": initial, "transitions": transitions, "flood": flood}

    def _names(self) -> list[Text]:
        return [Text(nl=row["name"], en=row["name_en"]) for row in self.states]

    def _wrong_names(self) -> list[Problem]:
        names = [row["name"] for row in self.states]
        found = []
        if not 2 <= len(names) <= MOST:
            found.append(_wrong("states", f"geef 2 tot {MOST} standen.", f"give 2 to {MOST} states.", str(len(names))))
        if not all(names):
            found.append(_wrong("states", "elke stand heeft een naam.", "every state has a name."))
        for name in sorted({one for one in names if one and names.count(one) > 1}):
            found.append(_wrong("states", "deze naam staat er meer dan een keer.", "this name is there twice.", name))
        return found

    def _initial(self, problems: list[Problem]) -> list[float]:
        texts = [row["initial"] for row in self.states]
        # What is left is that of the one state of which nothing was filled in.
        rest = texts.index("") if texts.count("") == 1 else None
        return _summed(
            texts,
            rest,
            self._names(),
            Text(nl="op het eerste moment", en="at the first moment"),
            "initial",
            problems,
        )

    def _transitions(self, hours: Sequence[str], problems: list[Problem]) -> list[list[list[float]]]:
        found: list[list[list[float]]] = []
        names = self._names()
        for step, (early, late) in enumerate(pairwise(hours)):
            table = self.moves[step]
            if not any(any(row) for row in table):
                if not found:
                    nl = f"vul in hoe de verwachting van {early} naar {late} uur kan veranderen."
                    en = f"fill in how the forecast may change from {early} to {late} hours."
                    problems.append(_wrong("transitions", nl, en))
                    return []
                found.append(found[-1])
                continue
            rows = []
            for i, texts in enumerate(table):
                where = Text(
                    nl=f"van ‘{names[i].nl}’, {early} naar {late} uur",
                    en=f"from ‘{names[i].in_('en')}’, {early} to {late} hours",
                )
                stays = i if not texts[i] else None
                filled = [text or ("" if j == stays else "0") for j, text in enumerate(texts)]
                rows.append(_summed(filled, stays, names, where, "transitions", problems))
            found.append(rows)
        return found


def _summed(
    texts: Sequence[str], rest: int | None, names: Sequence[Text], where: Text, key: str, problems: list[Problem]
) -> list[float]:
    """Return chances that are 1 together; that of ``rest`` is what the others leave."""
    before = len(problems)
    found = [0.0 if at == rest else _chance(text, key, names[at], problems, where) for at, text in enumerate(texts)]
    if len(problems) > before:
        return found
    total = sum(found)
    if total > 1 + _TOLERANCE or (rest is None and total < 1 - _TOLERANCE):
        en = f"{total:.6g}"
        problems.append(
            _wrong(
                key,
                f"{where.nl}: de kansen zijn samen {en.replace('.', ',')}; zij horen samen 1 te zijn.",
                f"{where.in_('en')}: the chances are {en} together; they should be 1 together.",
            )
        )
    elif rest is not None:
        found[rest] = round(max(0.0, 1 - total), _DIGITS)
    return found


def _chance(text: str, key: str, name: Text, problems: list[Problem], where: Text = _AT_THE_END) -> float:
    value = typed_number(text)
    if isinstance(value, str) or not 0 <= value <= 1:
        nl = f"{where.nl}: bij ‘{name.nl}’ hoort een kans van 0 tot 1."
        en = f"{where.in_('en')}: at ‘{name.in_('en')}’ a chance of 0 to 1 is expected."
        problems.append(_wrong(key, nl, en, text))
        return 0.0
    return float(value)


def _row(texts: list[list[str]], at: int, names: list[str]) -> list[str]:
    """Return a row of a table; empty for a state that is new."""
    return texts[at] if at < len(texts) else [""] * len(names)


def _shown(value: float) -> str:
    return plain_text(float(value)) or ""


def _wrong(key: str, nl: str, en: str, value: str = "") -> Problem:
    return Problem("besluit.yaml", Text(nl=nl, en=en), field=key, value=value)
