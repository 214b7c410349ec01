# SPDX-License-Identifier: EUPL-1.2
"""What share of people the half-yearly test messages reached since 2012: published numbers and surveys of one's own.

A survey of one's own is a diamond, a published number a dot; a test of which no reach is known is a tick at the foot.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from weerbaar.base import Lang, Text, number, percentage
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.flowing_key import Entry, flowing_key
from weerbaar.figures.palette import BAND, FRAME, GRID, HAZARD, HAZARD_SOFT, MUTED, PAPER, THREAT
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on
from weerbaar.figures.svg import Element, element, line, lines, path, rect, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.value_axis import ValueAxis
from weerbaar.figures.wording import pick

if TYPE_CHECKING:
    from weerbaar.alerting.approval import ReachHistory
    from weerbaar.alerting.cells import ReachPoint

_TALL: dict[Width, float] = {"phone": 190.0, "screen": 300.0, "a4": 230.0}
_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
_DOT = 4.5
_SIDE = 10.0


def reach_of_tests(history: ReachHistory, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw the reach of every test that it is known of, with its range of 95 %.

    Args:
        history: points by day.
        lang: language of everything in the figure.
        width: ``phone`` (360 px), ``screen`` (960 px) or ``a4`` (640 px, the text column of a page).

    Raises:
        FigureError: there is no point at all.
    """
    if not history.points:
        raise FigureError(Text(nl="Er is van geen test een bereik bekend.", en="No reach of a test is known."))
    sheet = SHEETS[width]
    drawn, y = flowing_key(_entries(history, lang), sheet, 1, sign=14, row=17)
    elements, y = _plot(history, lang, sheet, y + 6, _TALL[width])
    title = pick(lang, "Bereik van de testberichten sinds 2012", "Reach of the test messages since 2012")
    return figure_on(
        width,
        "bereik-testberichten",
        drawn + elements,
        round(y),
        title=title,
        description=_description(history, lang),
        table=_table(history, title, lang),
        caption="",
        lang=lang,
    )


def _own(point: ReachPoint) -> bool:
    return point.certainty == "measured"


def _range(x: float, low: float, high: float, colour: str) -> list[Element]:
    ends = [line(x - 3, y, x + 3, y, stroke=colour, stroke_width=1.4) for y in (low, high)]
    return [line(x, low, x, high, stroke=colour, stroke_width=1.6), *ends]


def _mark(x: float, y: float, *, own: bool) -> Element:
    if not own:
        return element("circle", cx=x, cy=y, r=_DOT, fill=HAZARD, stroke=PAPER, stroke_width=1)
    r = 1.4 * _DOT
    corners = [(x - r, y), (x, y - r), (x + r, y), (x, y + r)]
    return path(corners, closed=True, fill=THREAT, stroke=PAPER, stroke_width=1)


def _missing(x: float, foot: float) -> Element:
    return line(x, foot - 8, x, foot, stroke=MUTED, stroke_width=2)


def _entries(history: ReachHistory, lang: Lang) -> list[Entry]:
    """Return what the marks mean."""
    found: list[Entry] = []
    if not all(map(_own, history.points)):
        found.append((_published_sign, pick(lang, "gepubliceerd, met onzekerheid", "published, with uncertainty")))
    if any(map(_own, history.points)):
        found.append((_own_sign, pick(lang, "eigen onderzoek", "own survey")))
    if history.tests_without:
        found.append((_missing_sign, pick(lang, "test zonder bekend bereik", "test of unknown reach")))
    return found


def _published_sign(x: float, y: float) -> list[Element]:
    return [*_range(x, y - 7, y + 7, HAZARD), _mark(x, y, own=False)]


def _own_sign(x: float, y: float) -> list[Element]:
    return [*_range(x, y - 8, y + 8, THREAT), _mark(x, y, own=True)]


def _missing_sign(x: float, y: float) -> list[Element]:
    return [_missing(x, y + 4)]


def _plot(history: ReachHistory, lang: Lang, sheet: Sheet, top: float, tall: float) -> tuple[list[Element], float]:
    points = history.points
    bottom = top + tall
    left = sheet.margin + text_width("100%", sheet.small) + 8
    right = sheet.width - sheet.margin - 2
    first, last = points[0].day.toordinal(), max(points[-1].day.toordinal(), points[0].day.toordinal() + 1)
    across = ValueAxis(first, last, False, left + _SIDE, right - _SIDE)
    up = ValueAxis(0.0, 1.0, False, bottom, top)
    drawn: list[Element] = [rect(left, top, right - left, tall, fill=BAND)]
    for share in _SHARES:
        at = up.at(share)
        drawn.append(line(left, at, right, at, stroke=GRID, stroke_width=1))
        shown = f"{100 * share:g}%"
        drawn.append(text(left - 6, at + sheet.small * 0.35, shown, sheet.small, fill=MUTED, anchor="end"))
    drawn += _years(points[0].day.year, points[-1].day.year, across, sheet, bottom)
    drawn.append(rect(left, top, right - left, tall, fill="none", stroke=FRAME, stroke_width=1.2))
    drawn += [_missing(across.at(day.toordinal()), bottom) for day in history.tests_without]
    places = [(across.at(point.day.toordinal()), up.at(point.middle)) for point in points]
    drawn.append(path(places, fill="none", stroke=HAZARD_SOFT, stroke_width=1.4))
    for point, (x, y) in zip(points, places, strict=True):
        drawn += _range(x, up.at(point.low), up.at(point.high), THREAT if _own(point) else HAZARD)
        drawn.append(_mark(x, y, own=_own(point)))
    said = pick(
        lang,
        "Deel van de mensen van 12 jaar en ouder dat het testbericht kreeg",
        "Share of people of 12 and over who received the test message",
    )
    wrapped = wrap(said, sheet.small, sheet.inner)
    y = bottom + 2 * sheet.small + 10
    drawn += lines(sheet.margin, y, wrapped, sheet.small, sheet.leading, fill=MUTED)
    return drawn, y + (len(wrapped) - 1) * sheet.leading + 8


def _years(first: int, last: int, across: ValueAxis, sheet: Sheet, bottom: float) -> list[Element]:
    """Return a line at the start of each year on the axis, and as many of their numbers as do not touch."""
    drawn: list[Element] = []
    free = -1.0
    for year in range(first, last + 1):
        day = date(year, 1, 1).toordinal()
        if not across.low <= day <= across.high:
            continue
        at, half = across.at(day), text_width(str(year), sheet.small) / 2
        named = at - half > free and at + half <= sheet.width - sheet.margin
        drawn.append(line(at, bottom, at, bottom + (5 if named else 3), stroke=FRAME, stroke_width=1))
        if named:
            drawn.append(text(at, bottom + sheet.small + 6, str(year), sheet.small, fill=MUTED, anchor="middle"))
            free = at + half + 8
    return drawn


def _description(history: ReachHistory, lang: Lang) -> str:
    first, last = history.points[0], history.points[-1]
    was, now = percentage(first.middle, lang), percentage(last.middle, lang)
    said = pick(
        lang,
        f"Van {was} ({first.period}) naar {now} ({last.period}), met een onzekerheid van 95%.",
        f"From {was} ({first.period}) to {now} ({last.period}), with an uncertainty of 95%.",
    )
    if history.tests_without:
        count = number(len(history.tests_without), lang)
        said += pick(lang, f" Van {count} tests is geen bereik bekend.", f" The reach of {count} tests is not known.")
    return said


def _table(history: ReachHistory, title: str, lang: Lang) -> FigureTable:
    header = (
        pick(lang, "Wanneer", "When"),
        pick(lang, "Laag", "Low"),
        pick(lang, "Midden", "Middle"),
        pick(lang, "Hoog", "High"),
        pick(lang, "Bron", "Source"),
    )
    rows = tuple(
        (point.period, *(percentage(v, lang) for v in (point.low, point.middle, point.high)), point.source.in_(lang))
        for point in history.points
    )
    return FigureTable(title, header, rows)
