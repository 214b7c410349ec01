# SPDX-License-Identifier: EUPL-1.2
"""When to decide: per moment and state of the forecast the choice and the chance of the flood, and what waiting brings.

A choice has a letter as well as a colour.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from weerbaar.base import Lang, euro, number, percentage
from weerbaar.figures.figure import Figure, FigureTable, Width
from weerbaar.figures.flowing_key import Entry, flowing_key
from weerbaar.figures.palette import BAND, FRAME, PAPER, ink_on
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on, notes
from weerbaar.figures.svg import Element, lines, rect, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.wording import pick

if TYPE_CHECKING:
    from weerbaar.evacuation.decision import Policy

_WAIT_FILL = "#e1e5ea"
_FILLS = ("#154273", "#8c3a0b", "#1d6237", "#5b3a86", "#7a5c00")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LEAST_PROBABILITY = 0.0005
"""States that come about less often stay empty, as in the table for the decider."""


def decision_chart(policy: Policy, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw what to decide at each moment in each state, with the value of waiting.

    Args:
        policy: what to decide when.
        lang: language of everything in the figure.
        width: ``phone`` (360 px), ``screen`` (960 px) or ``a4`` (640 px, the text column of a page).
    """
    sheet = SHEETS[width]
    drawn, y = _grid(policy, lang, sheet)
    elements, y = flowing_key(_entries(policy, lang), sheet, y + 4, sign=20, row=18)
    drawn += elements
    elements, y = _foot(policy, lang, sheet, y + 4)
    drawn += elements
    table = _table(policy, lang)
    return figure_on(
        width,
        "besluit-per-moment",
        drawn,
        math.ceil(y),
        title=pick(lang, "Wat te besluiten, per moment en verwachting", "What to decide, by moment and forecast"),
        description=_description(policy, lang),
        table=table,
        caption="",
        lang=lang,
    )


def moment_words(hours_before: float, lang: Lang) -> str:
    """Return a moment of decision in words."""
    hours = number(hours_before, lang, 0 if hours_before == int(hours_before) else 1)
    return pick(lang, f"{hours} uur ervoor", f"{hours} h before")


def _letter(choice: int) -> str:
    return "–" if choice < 0 else _LETTERS[choice % len(_LETTERS)]


def _fill(choice: int) -> str:
    return _WAIT_FILL if choice < 0 else _FILLS[choice % len(_FILLS)]


def _waiting_eur(policy: Policy) -> list[float | None]:
    """Return what waiting brings at each moment, over the states in which nothing was decided yet."""
    undecided = policy.forecast.initial.copy()
    found: list[float | None] = []
    for moment in range(len(policy.forecast.hours_before)):
        total = float(undecided.sum())
        gain = float(undecided @ policy.value_of_waiting_eur[moment])
        found.append(gain / total if total >= _LEAST_PROBABILITY else None)
        undecided = np.where(policy.choice[moment] < 0, undecided, 0.0)
        if moment < len(policy.forecast.transitions):
            undecided = undecided @ policy.forecast.transitions[moment]
    return found


def _headings(names: Sequence[str], wide: float, sheet: Sheet) -> tuple[list[list[str]], bool]:
    """Return the heads of the columns, and whether they are numbers since the words are too wide."""
    if all(text_width(word, sheet.small, 600) <= wide - 6 for name in names for word in name.split()):
        return [wrap(name, sheet.small, wide - 6, 600) for name in names], False
    return [[str(at + 1)] for at in range(len(names))], True


def _grid(policy: Policy, lang: Lang, sheet: Sheet) -> tuple[list[Element], float]:
    forecast = policy.forecast
    reached, flood = forecast.state_probability(), forecast.flood_probability()
    moments = [moment_words(float(hours), lang) for hours in forecast.hours_before]
    waiting = [pick(lang, "al besloten", "decided") if v is None else _signed(v, lang) for v in _waiting_eur(policy)]
    head = pick(lang, "wachten levert op", "waiting brings")
    first = max(text_width(words, sheet.small, 600) for words in moments) + 8
    last = max(*(text_width(words, sheet.small) for words in waiting), *map(_word(sheet), head.split())) + 8
    names = [state.in_(lang) for state in forecast.states]
    wide = min((sheet.inner - first - last) / len(names), 150.0)
    shown, numbered = _headings(names, wide, sheet)
    wrapped_head = wrap(head, sheet.small, last - 4, 600)
    rows = max(*(len(part) for part in shown), len(wrapped_head))
    x0, y = sheet.margin + first, sheet.small + 2.0
    x1 = x0 + wide * len(names)
    drawn: list[Element] = []
    for at, part in enumerate(shown):
        middle = x0 + (at + 0.5) * wide
        drawn += lines(middle, y, part, sheet.small, sheet.leading, weight=600, anchor="middle")
    drawn += lines(x1 + 6, y, wrapped_head, sheet.small, sheet.leading, weight=600)
    y += (rows - 1) * sheet.leading + 6
    high = sheet.body + sheet.small + 13
    for moment, words in enumerate(moments):
        middle = y + high / 2 + sheet.small * 0.35
        drawn.append(text(sheet.margin, middle, words, sheet.small, weight=600))
        for state in range(len(names)):
            chance = float(flood[moment, state]) if reached[moment, state] >= _LEAST_PROBABILITY else None
            drawn += _cell(x0 + state * wide, y, wide, high, int(policy.choice[moment, state]), chance, lang, sheet)
        drawn.append(text(x1 + 6, middle, waiting[moment], sheet.small))
        y += high
    if numbered:
        y += 4
        for at, name in enumerate(names):
            wrapped = wrap(f"{at + 1}: {name}", sheet.small, sheet.inner)
            drawn += lines(sheet.margin, y + sheet.small, wrapped, sheet.small, sheet.leading)
            y += len(wrapped) * sheet.leading
    return drawn, y


def _word(sheet: Sheet) -> Callable[[str], float]:
    return lambda word: text_width(word, sheet.small, 600)


def _cell(
    x: float, y: float, wide: float, high: float, choice: int, chance: float | None, lang: Lang, sheet: Sheet
) -> list[Element]:
    if chance is None:
        return [rect(x + 1, y + 1, wide - 2, high - 2, fill=BAND, stroke=PAPER)]
    fill, middle = _fill(choice), x + wide / 2
    ink = ink_on(fill)
    return [
        rect(x + 1, y + 1, wide - 2, high - 2, fill=fill, stroke=FRAME, stroke_width=0.8),
        text(middle, y + sheet.body + 3, _letter(choice), sheet.body, weight=600, fill=ink, anchor="middle"),
        text(middle, y + high - 7, percentage(chance, lang), sheet.small, fill=ink, anchor="middle"),
    ]


def _signed(value: float, lang: Lang) -> str:
    return f"−{euro(-value, lang)}" if value < 0 else euro(value, lang)


def _entries(policy: Policy, lang: Lang) -> list[Entry]:
    used = sorted(set(range(len(policy.options))) | {-1})
    names = {-1: pick(lang, "nog niet besluiten", "do not decide yet")}
    names |= {at: option.name.in_(lang) for at, option in enumerate(policy.options)}
    return [(_Sign(choice), names[choice]) for choice in used]


class _Sign:
    """The sign of a choice in the key."""

    def __init__(self, choice: int) -> None:
        self._choice = choice

    def __call__(self, x: float, y: float) -> list[Element]:
        fill = _fill(self._choice)
        return [
            rect(x - 9, y - 8, 18, 16, fill=fill, stroke=FRAME, stroke_width=0.8),
            text(x, y + 4, _letter(self._choice), 12, weight=600, fill=ink_on(fill), anchor="middle"),
        ]


def _facts(policy: Policy, lang: Lang) -> list[str]:
    life = euro(policy.value_of_life_eur, lang)
    return [
        pick(
            lang,
            "Percentage: kans dat de overstroming komt. Leeg: komt dan niet voor.",
            "Percentage: chance that the flood comes. Empty: does not come about then.",
        ),
        pick(
            lang,
            f"Vals alarm {percentage(policy.false_alarm, lang)}, op tijd besloten {percentage(policy.in_time, lang)}, "
            f"te laat {percentage(policy.too_late, lang)}. Een leven mag {life} kosten.",
            f"False alarm {percentage(policy.false_alarm, lang)}, decided in time {percentage(policy.in_time, lang)}, "
            f"too late {percentage(policy.too_late, lang)}. A life may cost {life}.",
        ),
    ]


def _foot(policy: Policy, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    first, second = _facts(policy, lang)
    drawn, y = notes("", first, sheet, top)
    elements, y = notes(second, "", sheet, y - 2)
    return drawn + elements, y


def _description(policy: Policy, lang: Lang) -> str:
    from weerbaar.evacuation.decision import decision_table

    said = [
        pick(
            lang,
            f"{moment_words(row.hours_before, lang)}, bij {row.state.in_(lang)}: {row.decision.in_(lang)}.",
            f"{moment_words(row.hours_before, lang)}, at {row.state.in_(lang)}: {row.decision.in_(lang)}.",
        )
        for row in decision_table(policy)
        if not row.waits
    ]
    if not said:
        said = [pick(lang, "Er wordt nooit besloten.", "Nothing is ever decided.")]
    return " ".join([*said, _facts(policy, lang)[1]])


def _table(policy: Policy, lang: Lang) -> FigureTable:
    from weerbaar.evacuation.decision import decision_table

    header = (
        pick(lang, "Moment", "Moment"),
        pick(lang, "Verwachting", "Forecast"),
        pick(lang, "Kans daarop", "Chance of it"),
        pick(lang, "Kans op overstroming", "Chance of flood"),
        pick(lang, "Besluit", "Decision"),
        pick(lang, "Op een na beste, en wat dat meer kost", "Next best, and what that costs more"),
    )
    rows = tuple(
        (
            moment_words(row.hours_before, lang),
            row.state.in_(lang),
            percentage(row.state_probability, lang),
            percentage(row.flood_probability, lang),
            row.decision.in_(lang),
            f"{row.next_best.in_(lang)}: {euro(row.margin_eur, lang)}",
        )
        for row in decision_table(policy)
    )
    return FigureTable(pick(lang, "Besluit per moment en verwachting", "Decision by moment and forecast"), header, rows)
