# SPDX-License-Identifier: EUPL-1.2
"""Which share of the people is out before the breach, by time since the decision: a plan, the best, what was published.

The lines differ in dashes as well as in colour; what was published stands as bars with its range.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from weerbaar.base import Lang, percentage
from weerbaar.figures.figure import Figure, FigureTable, Width
from weerbaar.figures.flowing_key import Entry, flowing_key
from weerbaar.figures.palette import BAND, FRAME, GRID, HAZARD, INK, MUTED, THREAT, THREAT_SOFT
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on, notes
from weerbaar.figures.svg import Element, line, lines, path, rect, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.value_axis import ValueAxis
from weerbaar.figures.wording import pick

if TYPE_CHECKING:
    from weerbaar.evacuation.flood import PublishedValue

Floats = npt.NDArray[np.float64]

_TALL: dict[Width, float] = {"phone": 190.0, "screen": 320.0, "a4": 240.0}
_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
_EDGES = (0.05, 0.95)
_BEST = "7 4"
_TABLE_ROWS = 9


def evacuated_share(
    decided_h: Floats,
    plan: Floats,
    best: Floats | None,
    published: Sequence[PublishedValue] = (),
    lang: Lang = "nl",
    width: Width = "a4",
) -> Figure:
    """Draw the share of all people that is out before the breach, by hours from the decision to the breach.

    Args:
        decided_h: from the decision to the breach, ascending, h, length K, at least 2.
        plan: share out under the plan, shape (K, D).
        best: share out under the best plan that can be, shape (K, D); None where that was not worked out.
        published: of the quantity ``fraction_by_lead_time``; those without a number of days are left out.
        lang: language of everything in the figure.
        width: ``phone`` (360 px), ``screen`` (960 px) or ``a4`` (640 px, the text column of a page).
    """
    sheet = SHEETS[width]
    shown = [one for one in published if one.lead_days is not None and one.lead_days * 24 <= decided_h[-1]]
    drawn, y = flowing_key(_entries(best is not None, bool(shown), lang), sheet, 1, sign=28)
    elements, y = _plot(decided_h, plan, best, shown, lang, sheet, y + 6, _TALL[width])
    drawn += elements
    caution = pick(
        lang,
        "De tijd tot iedereen het heeft gehoord is een aanname; de band toont 5 tot 95%.",
        "The time until all have heard it is an assumption; the band shows 5 to 95%.",
    )
    elements, y = notes(caution, "", sheet, y)
    end, middle = plan[-1].mean(), np.interp(decided_h[-1] / 2, decided_h, plan.mean(-1))
    at_end, at_half = (percentage(float(share), lang) for share in (end, middle))
    return figure_on(
        width,
        "weg-voor-de-doorbraak",
        drawn + elements,
        math.ceil(y),
        title=pick(lang, "Wie weg is vóór de doorbraak", "Who is out before the breach"),
        description=pick(
            lang,
            f"Met {decided_h[-1]:.0f} uur tussen besluit en doorbraak is {at_end} van de mensen weg vóór de doorbraak, "
            f"met de helft van die tijd {at_half}.",
            f"With {decided_h[-1]:.0f} hours from decision to breach {at_end} of the people are out before the breach, "
            f"with half of that {at_half}.",
        ),
        table=_table(decided_h, plan, best, lang),
        caption="",
        lang=lang,
    )


def _entries(has_best: bool, has_published: bool, lang: Lang) -> list[Entry]:
    entries: list[Entry] = [
        (
            lambda x, y: [
                rect(x - 14, y - 5, 28, 10, fill=THREAT_SOFT, fill_opacity=0.4),
                line(x - 14, y, x + 14, y, stroke=THREAT, stroke_width=2.6),
            ],
            pick(lang, "dit plan", "this plan"),
        )
    ]
    if has_best:
        words = pick(lang, "geen plan is beter", "no plan is better")
        entries.append(
            (lambda x, y: [line(x - 14, y, x + 14, y, stroke=HAZARD, stroke_width=2.2, stroke_dasharray=_BEST)], words)
        )
    if has_published:
        entries.append((lambda x, y: _bar(x, y - 6, y + 6), pick(lang, "gepubliceerd", "published")))
    return entries


def _bar(x: float, top: float, bottom: float) -> list[Element]:
    return [
        line(x, top, x, bottom, stroke=INK, stroke_width=2),
        line(x - 6, top, x + 6, top, stroke=INK, stroke_width=2.6),
        line(x - 6, bottom, x + 6, bottom, stroke=INK, stroke_width=2.6),
    ]


def _plot(
    decided_h: Floats,
    plan: Floats,
    best: Floats | None,
    published: Sequence[PublishedValue],
    lang: Lang,
    sheet: Sheet,
    top: float,
    tall: float,
) -> tuple[list[Element], float]:
    bottom = top + tall
    left = sheet.margin + text_width("100%", sheet.small) + 8
    right = sheet.width - sheet.margin - 8
    across = ValueAxis(float(decided_h[0]), float(decided_h[-1]), False, left, right)
    up = ValueAxis(0.0, 1.0, False, bottom, top)
    drawn: list[Element] = [rect(left, top, right - left, tall, fill=BAND)]
    for share in _SHARES:
        at = up.at(share)
        drawn.append(line(left, at, right, at, stroke=GRID, stroke_width=1))
        drawn.append(
            text(left - 6, at + sheet.small * 0.35, f"{100 * share:g}%", sheet.small, fill=MUTED, anchor="end")
        )
    for hour in range(0, int(decided_h[-1]) + 1, 12 if sheet.width > 400 else 24):
        at = across.at(float(hour))
        drawn.append(line(at, bottom, at, bottom + 4, stroke=FRAME, stroke_width=1))
        drawn.append(text(at, bottom + sheet.small + 5, f"{hour}", sheet.small, fill=MUTED, anchor="middle"))
    low, high = np.quantile(plan, _EDGES, axis=-1)
    xs = [across.at(float(hour)) for hour in decided_h]

    def points(values: Floats) -> list[tuple[float, float]]:
        return [(x, up.at(float(value))) for x, value in zip(xs, values, strict=True)]

    drawn.append(path([*points(high), *reversed(points(low))], closed=True, fill=THREAT_SOFT, fill_opacity=0.4))
    if best is not None:
        drawn.append(path(points(best.mean(-1)), fill="none", stroke=HAZARD, stroke_width=2.2, stroke_dasharray=_BEST))
    drawn.append(path(points(plan.mean(-1)), fill="none", stroke=THREAT, stroke_width=2.6))
    for one in published:
        drawn += _bar(
            across.at((one.lead_days or 0.0) * 24), up.at(1.0 if one.high is None else one.high), up.at(one.low)
        )
    drawn.append(rect(left, top, right - left, tall, fill="none", stroke=FRAME, stroke_width=1.2))
    words = pick(lang, "uren tussen besluit en doorbraak", "hours between decision and breach")
    wrapped = wrap(words, sheet.small, right - left)
    y = bottom + sheet.small + 7 + sheet.leading
    drawn += lines((left + right) / 2, y, wrapped, sheet.small, sheet.leading, weight=600, anchor="middle")
    return drawn, y + (len(wrapped) - 1) * sheet.leading + 4


def _table(decided_h: Floats, plan: Floats, best: Floats | None, lang: Lang) -> FigureTable:
    header = [pick(lang, "Uren", "Hours"), pick(lang, "Dit plan", "This plan"), "5%", "95%"]
    if best is not None:
        header.append(pick(lang, "Ten hoogste", "At most"))
    rows = []
    for at in np.linspace(0, len(decided_h) - 1, min(_TABLE_ROWS, len(decided_h))).round().astype(int).tolist():
        values = [plan[at].mean(), *np.quantile(plan[at], _EDGES)] + ([] if best is None else [best[at].mean()])
        rows.append((f"{decided_h[at]:.0f}", *(percentage(float(value), lang) for value in values)))
    return FigureTable(pick(lang, "Weg vóór de doorbraak", "Out before the breach"), tuple(header), tuple(rows))
