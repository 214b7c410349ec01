# SPDX-License-Identifier: EUPL-1.2
"""What the share of a cell that must lie in an area trades: km² served outside it against km² inside that stay without.

The two lines differ in dashes as well as in colour; a dotted line stands at the share that was chosen.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from weerbaar.base import Lang, number, percentage
from weerbaar.figures.figure import Figure, FigureTable, Width
from weerbaar.figures.flowing_key import Entry, flowing_key
from weerbaar.figures.palette import BAND, FRAME, GRID, HAZARD, INK, MUTED, PAPER, THREAT
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on, notes
from weerbaar.figures.svg import Element, Value, element, group, line, lines, path, rect, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.value_axis import ValueAxis
from weerbaar.figures.wording import pick

if TYPE_CHECKING:
    from weerbaar.alerting.cells import Curve, CurvePoint

_TALL: dict[Width, float] = {"phone": 170.0, "screen": 280.0, "a4": 220.0}
_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
_OUTSIDE: dict[str, Value] = {"stroke": THREAT, "stroke_width": 2.6}
_UNSERVED: dict[str, Value] = {"stroke": HAZARD, "stroke_width": 2.6, "stroke_dasharray": "7 4"}
_CHOSEN: dict[str, Value] = {"stroke": INK, "stroke_width": 1.4, "stroke_dasharray": "2 3"}


def share_curve(curve: Curve, share: float, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw the km² served outside an area and those inside that are not served, for every least share.

    Args:
        curve: the points for ascending shares.
        share: the least share that was chosen, 0 to 1.
        lang: language of everything in the figure.
        width: ``phone`` (360 px), ``screen`` (960 px) or ``a4`` (640 px, the text column of a page).
    """
    sheet = SHEETS[width]
    here = min(curve.points, key=lambda point: abs(point.least_share - share))
    drawn, y = flowing_key(_entries(here, lang), sheet, 1, sign=28)
    elements, y = _plot(curve, here, lang, sheet, y + 5, _TALL[width])
    drawn += elements
    caution = (
        pick(lang, "Verzonnen zendcellen of inwoners.", "Made-up cells or inhabitants.") if curve.synthetic else ""
    )
    elements, y = notes(caution, "", sheet, y)
    title = pick(
        lang,
        "Te horen buiten het gebied, en niet te horen erbinnen",
        "Heard outside the area, and not heard inside it",
    )
    return figure_on(
        width,
        "deel-van-zendcel",
        drawn + elements,
        round(y),
        title=title,
        description=_description(curve, here, lang),
        table=_table(curve, lang),
        caption="",
        lang=lang,
    )


def _km2(value: float, lang: Lang) -> str:
    return f"{number(value, lang, 1)} km²"


def _outside_words(point: CurvePoint, lang: Lang) -> str:
    return pick(
        lang,
        f"buiten het gebied te horen: {_km2(point.outside_km2, lang)}",
        f"heard outside the area: {_km2(point.outside_km2, lang)}",
    )


def _unserved_words(point: CurvePoint, lang: Lang) -> str:
    return pick(
        lang,
        f"erbinnen zonder bericht: {_km2(point.unserved_km2, lang)}",
        f"inside without the message: {_km2(point.unserved_km2, lang)}",
    )


def _entries(here: CurvePoint, lang: Lang) -> list[Entry]:
    """Return what the lines mean, with what they are at the chosen share."""
    chosen = pick(lang, "gekozen deel", "chosen share")
    return [
        (lambda x, y: [*_sample(x, y, _OUTSIDE), _dot(x, y)], _outside_words(here, lang)),
        (lambda x, y: [*_sample(x, y, _UNSERVED), _square(x, y)], _unserved_words(here, lang)),
        (lambda x, y: _sample(x, y, _CHOSEN), f"{chosen}: {percentage(here.least_share, lang)}"),
    ]


def _sample(x: float, y: float, look: dict[str, Value]) -> list[Element]:
    return [line(x - 14, y, x + 14, y, **look)]


def _dot(x: float, y: float) -> Element:
    return element("circle", cx=x, cy=y, r=4.5, fill=THREAT, stroke=PAPER)


def _square(x: float, y: float) -> Element:
    return rect(x - 4, y - 4, 8, 8, fill=HAZARD, stroke=PAPER)


def _plot(
    curve: Curve, here: CurvePoint, lang: Lang, sheet: Sheet, top: float, tall: float
) -> tuple[list[Element], float]:
    points = curve.points
    most = max(max(p.outside_km2, p.unserved_km2) for p in points) * 1.05 or 1.0
    bottom = top + tall
    # How many fit is a matter of height, not of how wide the words are.
    ticks = [value for value, _ in ValueAxis(0.0, most, False, 0.0, tall).ticks(lambda _: "00", sheet.small * 1.4)]
    decimals = max(0, -math.floor(math.log10(ticks[1] - ticks[0]))) if len(ticks) > 1 else 0
    named = [(value, number(value, lang, decimals)) for value in ticks]
    left = sheet.margin + max(text_width(words, sheet.small) for _, words in named) + 8
    right = sheet.width - sheet.margin - text_width("100%", sheet.small) / 2
    across, up = ValueAxis(0.0, 1.0, False, left, right), ValueAxis(0.0, most, False, bottom, top)
    drawn: list[Element] = [rect(left, top, right - left, tall, fill=BAND)]
    for value, words in named:
        at = up.at(value)
        drawn.append(line(left, at, right, at, stroke=GRID, stroke_width=1))
        drawn.append(text(left - 6, at + sheet.small * 0.35, words, sheet.small, fill=MUTED, anchor="end"))
    for share in _SHARES:
        at = across.at(share)
        drawn.append(line(at, bottom, at, bottom + 4, stroke=FRAME, stroke_width=1))
        drawn.append(text(at, bottom + sheet.small + 5, f"{100 * share:g}%", sheet.small, fill=MUTED, anchor="middle"))
    drawn.append(rect(left, top, right - left, tall, fill="none", stroke=FRAME, stroke_width=1.2))
    x = across.at(here.least_share)
    drawn.append(line(x, top, x, bottom, **_CHOSEN))
    outside = [(across.at(p.least_share), up.at(p.outside_km2)) for p in points]
    unserved = [(across.at(p.least_share), up.at(p.unserved_km2)) for p in points]
    drawn.append(group(path(outside, fill="none"), **_OUTSIDE))
    drawn.append(group(path(unserved, fill="none"), **_UNSERVED))
    drawn += [_dot(x, up.at(here.outside_km2)), _square(x, up.at(here.unserved_km2))]
    title = pick(
        lang,
        "km², bij het kleinste deel van een zendcel dat in het gebied moet liggen",
        "km², by the least share of a cell that must lie in the area",
    )
    wrapped = wrap(title, sheet.small, right - left)
    y = bottom + sheet.small + 7 + sheet.leading
    drawn += lines((left + right) / 2, y, wrapped, sheet.small, sheet.leading, weight=600, anchor="middle")
    return drawn, y + (len(wrapped) - 1) * sheet.leading + 4


def _description(curve: Curve, here: CurvePoint, lang: Lang) -> str:
    first, last = curve.points[0], curve.points[-1]
    return pick(
        lang,
        f"Bij {percentage(here.least_share, lang)}: {_outside_words(here, lang)}, {_unserved_words(here, lang)}. Van "
        f"{percentage(first.least_share, lang)} naar {percentage(last.least_share, lang)} daalt wat erbuiten te horen "
        f"is van {_km2(first.outside_km2, lang)} naar {_km2(last.outside_km2, lang)}, en stijgt wat erbinnen zonder "
        f"bericht blijft van {_km2(first.unserved_km2, lang)} naar {_km2(last.unserved_km2, lang)}.",
        f"At {percentage(here.least_share, lang)}: {_outside_words(here, lang)}, {_unserved_words(here, lang)}. From "
        f"{percentage(first.least_share, lang)} to {percentage(last.least_share, lang)} what is heard outside falls "
        f"from {_km2(first.outside_km2, lang)} to {_km2(last.outside_km2, lang)}, and what stays without inside rises "
        f"from {_km2(first.unserved_km2, lang)} to {_km2(last.unserved_km2, lang)}.",
    )


def _table(curve: Curve, lang: Lang) -> FigureTable:
    header = (
        pick(lang, "Deel", "Share"),
        pick(lang, "Zendcellen", "Cells"),
        pick(lang, "km² erbuiten", "km² outside"),
        pick(lang, "km² zonder bericht", "km² without"),
    )
    rows = tuple(
        (
            percentage(p.least_share, lang),
            number(p.cells, lang),
            number(p.outside_km2, lang, 1),
            number(p.unserved_km2, lang, 1),
        )
        for p in curve.points
    )
    caption = pick(
        lang,
        "Per deel van een zendcel dat in het gebied moet liggen",
        "For each share of a cell that must lie in the area",
    )
    return FigureTable(caption, header, rows)
