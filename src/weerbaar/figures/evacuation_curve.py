# SPDX-License-Identifier: EUPL-1.2
"""Who is safe by when: people out per plan, beside what no plan can beat, with the moment of the water.

Lines differ in dashes and in their marks as well as in colour.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from weerbaar.base import Lang, Text, number
from weerbaar.figures.evacuation_words import (
    best_clearance,
    hours_number,
    hours_words,
    people_at_best,
    people_out,
    plan_names,
    study_caption,
    study_caution,
)
from weerbaar.figures.figure import Figure, FigureTable, Width
from weerbaar.figures.flowing_key import Entry
from weerbaar.figures.palette import BAND, FRAME, GOOD, GRID, HAZARD, INK, MUTED, PAPER, PAST, THREAT, THREAT_SOFT
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on, notes
from weerbaar.figures.svg import Element, element, line, lines, path, rect, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.value_axis import ValueAxis
from weerbaar.figures.wording import pick

if TYPE_CHECKING:
    from weerbaar.evacuation.study import Ensemble, Study

Floats = npt.NDArray[np.float64]

_TALL: dict[Width, float] = {"phone": 230.0, "screen": 400.0, "a4": 290.0}
_LOOKS = ((HAZARD, None), (THREAT, "8 4"), (GOOD, "2 3"), (PAST, "10 3 2 3"), (INK, "5 2"))
_BEYOND = "#d5d9df"
_SHARES = (0.5, 0.9, 0.99)
_POINTS = 181
_MOST_ROWS = 25


def evacuation_curve(
    studies: Sequence[Study],
    lang: Lang = "nl",
    width: Width = "a4",
    *,
    names: Sequence[Text] = (),
    ensemble: Ensemble | None = None,
    water_h: float | None = None,
) -> Figure:
    """Draw how many people are safe by when, for one or more plans.

    Args:
        studies: the plans, 1 to 5.
        lang: language of everything in the figure.
        width: ``phone`` (360 px), ``screen`` (960 px) or ``a4`` (640 px, the text column of a page).
        names: of the plans; without them they are told apart by how roads are chosen.
        ensemble: of the first plan; its middle nine tenths are drawn as a band.
        water_h: when the water comes, h from the start; None where that is not known.

    Raises:
        FigureError: no plan or too many.
    """
    called = plan_names(studies, lang, names)
    sheet = SHEETS[width]
    end = _end_h(studies, ensemble, water_h)
    times = np.linspace(0.0, end, _POINTS)
    most = max(study.departures.people for study in studies)
    if ensemble is not None:
        most = max(most, float(np.max(ensemble.people * ensemble.going)))
    drawn, y = _key(studies, called, ensemble, water_h, lang, sheet)
    elements, y = _plot(studies, ensemble, water_h, times, most, lang, sheet, y + 8, _TALL[width])
    drawn += elements
    caption = study_caption(studies, lang) + ("" if ensemble is None else f", {ensemble.record.id}")
    elements, y = notes(study_caution(studies, lang), caption, sheet, y + 4)
    return figure_on(
        width,
        "mensen-in-veiligheid",
        drawn + elements,
        math.ceil(y),
        title=pick(lang, "Mensen in veiligheid, per uur", "People who are safe, by hour"),
        description=_description(studies, called, water_h, lang),
        table=_table(studies, called, end, lang),
        caption=caption,
        lang=lang,
    )


def _end_h(studies: Sequence[Study], ensemble: Ensemble | None, water_h: float | None) -> float:
    ends = [study.outcome.clearance().last_h or float(study.outcome.times_s[-1]) / 3600 for study in studies]
    if ensemble is not None:
        reached = ensemble.t99_h[np.isfinite(ensemble.t99_h)]
        ends.append(float(np.quantile(reached, 0.95)) if len(reached) else float(ensemble.times_s[-1]) / 3600)
    if water_h is not None:
        ends.append(water_h)
    return max(*ends, 0.1) * 1.03


def _left_behind(study: Study, water_h: float) -> float:
    return max(study.departures.people - float(people_out(study, np.array([water_h * 3600]))[0]), 0.0)


def _key(
    studies: Sequence[Study],
    names: Sequence[str],
    ensemble: Ensemble | None,
    water_h: float | None,
    lang: Lang,
    sheet: Sheet,
) -> tuple[list[Element], float]:
    """Return what the lines mean, each on a row of its own, since the words are long."""
    entries: list[Entry] = []
    for at, (study, name) in enumerate(zip(studies, names, strict=True)):
        said = name
        if water_h is not None:
            left = number(_left_behind(study, water_h), lang)
            said += pick(lang, f"; als het water komt nog niet weg: {left}", f"; not out when the water comes: {left}")
        entries.append((_sample(at), said))
    if ensemble is not None:
        entries.append(
            (
                lambda x, y: [rect(x - 14, y - 5, 28, 10, fill=THREAT_SOFT, fill_opacity=0.4)],
                pick(
                    lang,
                    f"5 tot 95% van {number(ensemble.n_members, lang)} trekkingen van het eerste plan",
                    f"5 to 95% of {number(ensemble.n_members, lang)} draws of the first plan",
                ),
            )
        )
    if all(study.bound is not None for study in studies):
        # A draw may have more people or better roads than the estimate, and then passes that bound.
        estimated = pick(lang, ", met wegen en mensen als geraamd", ", with roads and people as estimated")
        estimated = "" if ensemble is None else estimated
        entries.append(
            (
                lambda x, y: [rect(x - 14, y - 5, 28, 10, fill=_BEYOND, stroke=FRAME, stroke_width=1)],
                pick(lang, "kan geen plan halen", "no plan can reach this") + estimated,
            )
        )
    if water_h is not None:
        entries.append(
            (
                lambda x, y: [line(x - 14, y, x + 14, y, stroke=INK, stroke_width=1.6, stroke_dasharray="2 3")],
                pick(
                    lang,
                    f"het water komt na {hours_number(water_h, lang)}",
                    f"water after {hours_number(water_h, lang)}",
                ),
            )
        )
    drawn: list[Element] = []
    y = 4.0
    for draw, words in entries:
        wrapped = wrap(words, sheet.small, sheet.inner - 38)
        drawn += draw(sheet.margin + 15, y + sheet.leading / 2)
        drawn += lines(
            sheet.margin + 38, y + sheet.leading / 2 + sheet.small * 0.35, wrapped, sheet.small, sheet.leading
        )
        y += len(wrapped) * sheet.leading + 3
    return drawn, y


def _sample(at: int) -> Callable[[float, float], list[Element]]:
    colour, dashes = _LOOKS[at]
    return lambda x, y: [
        line(x - 14, y, x + 14, y, stroke=colour, stroke_width=2.4, stroke_dasharray=dashes),
        _mark(at, x, y),
    ]


def _mark(at: int, x: float, y: float) -> Element:
    """Return the mark of a plan: another shape for each."""
    fill = _LOOKS[at][0]
    if at == 0:
        return element("circle", cx=x, cy=y, r=4.5, fill=fill, stroke=PAPER, stroke_width=1)
    corners = (
        ((-4, -4), (4, -4), (4, 4), (-4, 4)),
        ((0, -5), (5, 4), (-5, 4)),
        ((0, -5.5), (5.5, 0), (0, 5.5), (-5.5, 0)),
        ((0, 5), (5, -4), (-5, -4)),
    )[at - 1]
    return path([(x + dx, y + dy) for dx, dy in corners], closed=True, fill=fill, stroke=PAPER, stroke_width=1)


def _plot(
    studies: Sequence[Study],
    ensemble: Ensemble | None,
    water_h: float | None,
    times_h: Floats,
    most: float,
    lang: Lang,
    sheet: Sheet,
    top: float,
    tall: float,
) -> tuple[list[Element], float]:
    top += sheet.leading
    bottom = top + tall
    ticks = [value for value, _ in ValueAxis(0.0, most, False, 0.0, tall).ticks(lambda _: "00", sheet.small * 1.6)]
    named = [(value, number(value, lang, 0 if most >= 10 else 1)) for value in ticks]
    left = sheet.margin + max(text_width(words, sheet.small) for _, words in named) + 8
    right = sheet.width - sheet.margin - text_width("99%", sheet.small) - 8
    across = ValueAxis(0.0, float(times_h[-1]), False, left, right)
    up = ValueAxis(0.0, most * 1.02, False, bottom, top)
    drawn: list[Element] = [
        text(sheet.margin, top - 7, pick(lang, "mensen", "people"), sheet.small, weight=600),
        rect(left, top, right - left, tall, fill=BAND),
    ]
    best = people_at_best(studies, times_h * 3600)
    curve = (
        [(across.at(float(t)), up.at(float(n))) for t, n in zip(times_h, best, strict=True)] if best is not None else []
    )
    if curve:
        drawn.append(path([*curve, (right, top), (left, top)], closed=True, fill=_BEYOND))
    for value, words in named:
        at = up.at(value)
        drawn.append(line(left, at, right, at, stroke=GRID, stroke_width=1))
        drawn.append(text(left - 6, at + sheet.small * 0.35, words, sheet.small, fill=MUTED, anchor="end"))
    if curve:
        drawn.append(path(curve, fill="none", stroke=FRAME, stroke_width=1.6))
    drawn += _share_lines(max(study.departures.people for study in studies), up, left, right, sheet)
    for value, words in across.ticks(lambda v: number(v, lang, 0 if v == int(v) else 1), sheet.small):
        at = across.at(value)
        drawn.append(line(at, bottom, at, bottom + 4, stroke=FRAME, stroke_width=1))
        drawn.append(text(at, bottom + sheet.small + 5, words, sheet.small, fill=MUTED, anchor="middle"))
    if ensemble is not None:
        drawn.append(_band(ensemble, times_h, across, up))
    if water_h is not None:
        x = across.at(water_h)
        drawn.append(line(x, top, x, bottom, stroke=INK, stroke_width=1.6, stroke_dasharray="2 3"))
    for at, study in enumerate(studies):
        # What comes after a calculation that ended before everybody was safe is not known.
        ended = study.outcome.clearance().last_h is None
        known_h = times_h[times_h * 3600 <= study.outcome.times_s[-1]] if ended else times_h
        out = people_out(study, known_h * 3600)
        points = [(across.at(float(t)), up.at(float(n))) for t, n in zip(known_h, out, strict=True)]
        colour, dashes = _LOOKS[at]
        drawn.append(path(points, fill="none", stroke=colour, stroke_width=2.4, stroke_dasharray=dashes))
    for at, study in enumerate(studies):
        found = study.outcome.clearance()
        for share, hours in zip(_SHARES, (found.t50_h, found.t90_h, found.t99_h), strict=True):
            if hours is not None:
                drawn.append(_mark(at, across.at(hours), up.at(share * study.departures.people)))
    drawn.append(rect(left, top, right - left, tall, fill="none", stroke=FRAME, stroke_width=1.2))
    y = bottom + sheet.small + 7 + sheet.leading
    title = pick(lang, "uren na het begin", "hours after the start")
    drawn.append(text((left + right) / 2, y, title, sheet.small, weight=600, anchor="middle"))
    return drawn, y + 4


def _share_lines(people: float, up: ValueAxis, left: float, right: float, sheet: Sheet) -> list[Element]:
    drawn: list[Element] = []
    for share in _SHARES:
        at = up.at(share * people)
        drawn.append(line(left, at, right + 3, at, stroke=MUTED, stroke_width=0.8, stroke_dasharray="1 4"))
        drawn.append(text(right + 6, at + sheet.small * 0.35, f"{100 * share:g}%", sheet.small, fill=MUTED))
    return drawn


def _band(ensemble: Ensemble, times_h: Floats, across: ValueAxis, up: ValueAxis) -> Element:
    people = ensemble.out_veh * (ensemble.people * ensemble.going / ensemble.total_veh)
    low, high = np.quantile(people, [0.05, 0.95], axis=-1)
    lower = np.interp(times_h * 3600, ensemble.times_s, low)
    upper = np.interp(times_h * 3600, ensemble.times_s, high)
    edge = [(across.at(float(t)), up.at(float(n))) for t, n in zip(times_h, upper, strict=True)]
    edge += [(across.at(float(t)), up.at(float(n))) for t, n in zip(times_h[::-1], lower[::-1], strict=True)]
    return path(edge, closed=True, fill=THREAT_SOFT, fill_opacity=0.4)


def _description(studies: Sequence[Study], names: Sequence[str], water_h: float | None, lang: Lang) -> str:
    said: list[str] = []
    for study, name in zip(studies, names, strict=True):
        found = study.outcome.clearance()
        t50, t90, t99 = (hours_words(hours, lang) for hours in (found.t50_h, found.t90_h, found.t99_h))
        said.append(
            pick(
                lang,
                f"{name}: de helft veilig na {t50}, 90% na {t90}, 99% na {t99}.",
                f"{name}: half safe after {t50}, 90% after {t90}, 99% after {t99}.",
            )
        )
        if water_h is not None:
            left = number(_left_behind(study, water_h), lang)
            said.append(
                pick(
                    lang,
                    f"Als het water na {hours_number(water_h, lang)} komt, zijn {left} mensen niet weg.",
                    f"When the water comes after {hours_number(water_h, lang)}, {left} people are not out.",
                )
            )
    bests = [best for study in studies if (best := best_clearance(study)) is not None]
    if len(bests) == len(studies):
        after = hours_words(min(best.last_h or 0.0 for best in bests), lang)
        said.append(
            pick(
                lang, f"Geen plan heeft iedereen eerder veilig dan na {after}.", f"No plan has all safe before {after}."
            )
        )
    return " ".join(said)


def _table(studies: Sequence[Study], names: Sequence[str], end: float, lang: Lang) -> FigureTable:
    step = next((step for step in (1, 2, 3, 6, 12, 24) if end / step < _MOST_ROWS), math.ceil(end / _MOST_ROWS))
    hours = np.arange(0, math.ceil(end / step) + 1, dtype=float) * step
    columns = [people_out(study, hours * 3600) for study in studies]
    best = people_at_best(studies, hours * 3600)
    header = [pick(lang, "Uur", "Hour"), *names]
    if best is not None:
        header.append(pick(lang, "geen plan meer dan", "no plan more than"))
        columns.append(best)
    rows = tuple(
        (number(hour, lang), *(number(float(column[at]), lang) for column in columns)) for at, hour in enumerate(hours)
    )
    return FigureTable(pick(lang, "Mensen in veiligheid", "People who are safe"), tuple(header), rows)
