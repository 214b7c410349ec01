# SPDX-License-Identifier: EUPL-1.2
"""What campaigns and courses changed: per question a row before, one after and one per later moment, with intervals.

A control group has rows of its own, with hollow marks. Below the rows stands the difference in words; how many people
were reached is not drawn, because attendance is not effect.
"""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.base import Lang, Text
from weerbaar.capability.training import (
    ActivityResult,
    Level,
    MeasuredEffect,
    TrainingResult,
    difference_words,
    level_words,
    months_words,
    seen_words,
)
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.palette import FRAME, GRID, HAZARD, HAZARD_SOFT, INK, MUTED, PAPER, PAST
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on, notes
from weerbaar.figures.svg import Element, element, line, lines, path, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.wording import pick

MOST = 24
"""Questions drawn; the table has every one."""

_DOT = 4.5
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_FEW_TICKS = (0.0, 0.5, 1.0)


@dataclass(frozen=True)
class _Row:
    """One moment of one group."""

    label: str
    level: Level
    control: bool


def training_effect(result: TrainingResult, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw every measured share or score before and after, with its interval.

    Args:
        result: what was measured.
        lang: language of everything in the figure.
        width: ``phone`` (360 px), ``screen`` (960 px) or ``a4`` (640 px, the text column of a page).

    Raises:
        FigureError: nothing was measured.
    """
    measured = [(a, found.effect) for a in result.activities for found in a.effects]
    if not measured:
        raise FigureError(Text(nl="Er is geen effect gemeten.", en="No effect was measured."))
    sheet = SHEETS[width]
    drawn, y = _key(measured, result, lang, sheet)
    plot = _plot([effect for _, effect in measured[:MOST]], lang, sheet)
    before: ActivityResult | None = None
    for activity, effect in measured[:MOST]:
        if activity is not before:
            wrapped = wrap(activity.title.in_(lang), sheet.body, sheet.inner, 600)
            drawn.append(line(sheet.margin, y, sheet.width - sheet.margin, y, stroke=FRAME, stroke_width=1))
            drawn += lines(
                sheet.margin, y + sheet.body + 5, wrapped, sheet.body, sheet.body * 1.3, weight=600, fill=INK
            )
            y += len(wrapped) * sheet.body * 1.3 + 8
            before = activity
        elements, y = _block(effect, lang, sheet, plot, y + 2)
        drawn += elements
    elements, y = _foot(len(measured), result, lang, sheet, y)
    drawn += elements
    title = pick(lang, f"Voor en na: {result.title.nl}", f"Before and after: {result.title.in_('en')}")
    return figure_on(
        width,
        "effect-scholing",
        drawn,
        round(y),
        title=title,
        description=_description(measured, lang),
        table=_table(measured, title, lang),
        caption=_caption(result, lang),
        lang=lang,
    )


def _rows(effect: MeasuredEffect, lang: Lang) -> list[_Row]:
    before, after = pick(lang, "voor", "before"), pick(lang, "na", "after")
    rows = [_Row(before, effect.before, False), _Row(after, effect.after, False)]
    rows += [_Row(months_words(moment.months, lang), moment.after, False) for moment in effect.follow_up]
    if effect.control_before is not None and effect.control_after is not None:
        control = pick(lang, "controle, ", "control, ")
        rows += [_Row(control + before, effect.control_before, True), _Row(control + after, effect.control_after, True)]
        rows += [
            _Row(control + months_words(moment.months, lang), moment.control, True)
            for moment in effect.follow_up
            if moment.control is not None
        ]
    return rows


def _plot(effects: list[MeasuredEffect], lang: Lang, sheet: Sheet) -> tuple[float, float]:
    """Return the left and right end of the axes, the same for every question, so that shares can be compared."""
    rows = [(effect, row) for effect in effects for row in _rows(effect, lang)]
    label_room = max(text_width(row.label, sheet.small) for _, row in rows)
    value_room = max(text_width(level_words(e, row.level.estimate, lang), sheet.small, 600) for e, row in rows)
    return sheet.margin + label_room + 18, sheet.width - sheet.margin - value_room - 18


def _ticks(effect: MeasuredEffect, lang: Lang, sheet: Sheet) -> list[tuple[float, str]]:
    """Return the ticks of an axis: of a score only the ends, because the quarters of a scale are no round scores."""
    low, high = effect.scale
    if effect.kind == "score":
        return [(value, f"{value:g}".replace(".", pick(lang, ",", "."))) for value in (low, high)]
    return [(tick, level_words(effect, tick, lang)) for tick in (_FEW_TICKS if sheet.width < 500 else _TICKS)]


def _block(
    effect: MeasuredEffect, lang: Lang, sheet: Sheet, plot: tuple[float, float], top: float
) -> tuple[list[Element], float]:
    """Return one question: its words, its rows, its axis and the difference in words."""
    words = f"{effect.what.in_(lang)} ({seen_words(effect, lang)})"
    asked = wrap(words, sheet.small, sheet.inner)
    drawn = lines(sheet.margin, top + sheet.small + 2, asked, sheet.small, sheet.leading, fill=INK)
    y = top + len(asked) * sheet.leading + 8
    rows = _rows(effect, lang)
    left, right = plot
    low, high = effect.scale

    def at(value: float) -> float:
        return left + (right - left) * min(1.0, max(0.0, (value - low) / (high - low)))

    height = sheet.small + 7
    bottom = y + len(rows) * height
    for tick, shown in _ticks(effect, lang, sheet):
        colour = FRAME if tick in effect.scale else GRID
        drawn.append(line(at(tick), y, at(tick), bottom, stroke=colour, stroke_width=0.8))
        drawn.append(text(at(tick), bottom + sheet.small + 1, shown, sheet.small, fill=MUTED, anchor="middle"))
    marks: list[Element] = []
    for group in (False, True):
        places = [
            (at(row.level.estimate), y + (i + 0.5) * height) for i, row in enumerate(rows) if row.control is group
        ]
        if len(places) > 1:
            marks.append(path(places, fill="none", stroke=PAST if group else HAZARD_SOFT, stroke_width=1))
    for i, row in enumerate(rows):
        middle = y + (i + 0.5) * height
        marks += _mark(at(row.level.low), at(row.level.estimate), at(row.level.high), middle, row.control)
        base = middle + sheet.small * 0.35
        fill = MUTED if row.control else INK
        drawn.append(text(sheet.margin, base, row.label, sheet.small, fill=fill))
        value = level_words(effect, row.level.estimate, lang)
        weight = 400 if row.control else 600
        drawn.append(text(sheet.width - sheet.margin, base, value, sheet.small, weight=weight, fill=fill, anchor="end"))
    y = bottom + sheet.leading + 4
    said = [(difference_words(effect, effect.difference, lang), 600 if effect.clear else 400)]
    said += [
        (f"{months_words(moment.months, lang)}: {difference_words(effect, moment.difference, lang)}", 400)
        for moment in effect.follow_up
    ]
    for wording, weight in said:
        wrapped = wrap(wording[0].upper() + wording[1:], sheet.small, sheet.inner, weight)
        drawn += lines(sheet.margin, y + sheet.small, wrapped, sheet.small, sheet.leading, weight=weight)
        y += len(wrapped) * sheet.leading
    return [*drawn, *marks], y + 8


def _mark(low: float, centre: float, high: float, y: float, control: bool) -> list[Element]:
    colour = PAST if control else HAZARD
    drawn = [
        line(low, y, high, y, stroke=colour, stroke_width=1.6, stroke_dasharray="4 3" if control else None),
        *(line(x, y - 3.5, x, y + 3.5, stroke=colour, stroke_width=1.4) for x in (low, high)),
    ]
    if control:
        corners = [(centre - _DOT, y), (centre, y - _DOT), (centre + _DOT, y), (centre, y + _DOT)]
        drawn.append(path(corners, closed=True, fill=PAPER, stroke=colour, stroke_width=1.5))
    else:
        drawn.append(element("circle", cx=centre, cy=y, r=_DOT, fill=colour, stroke=PAPER, stroke_width=1))
    return drawn


def _key(
    measured: list[tuple[ActivityResult, MeasuredEffect]], result: TrainingResult, lang: Lang, sheet: Sheet
) -> tuple[list[Element], float]:
    """Return what the marks mean."""
    level = f"{100 * result.level:g}%"
    entries = [(False, pick(lang, f"deelnemers, met interval van {level}", f"participants, with {level} interval"))]
    if any(effect.control_before is not None for _, effect in measured[:MOST]):
        entries.append((True, pick(lang, "controlegroep", "control group")))
    drawn: list[Element] = []
    x, y = sheet.margin, sheet.small + 2
    for control, words in entries:
        wide = 38 + text_width(words, sheet.small)
        if x > sheet.margin and x + wide > sheet.width - sheet.margin:
            x, y = sheet.margin, y + sheet.leading + 3
        drawn += _mark(x + 1, x + 15, x + 29, y - sheet.small * 0.33, control)
        drawn.append(text(x + 38, y, words, sheet.small, fill=MUTED))
        x += wide + 18
    return drawn, y + 9


def _foot(count: int, result: TrainingResult, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    said = pick(
        lang,
        "Een verschil is nog geen effect: de tabel noemt de opzet en wat moet worden aangenomen.",
        "A difference is not yet an effect: the table gives the design and what must be assumed.",
    )
    if count > MOST:
        said += pick(
            lang,
            f" Getoond zijn {MOST} van de {count} metingen.",
            f" Shown are {MOST} of {count} measurements.",
        )
    wrapped = wrap(said, sheet.small, sheet.inner)
    drawn = lines(sheet.margin, top + sheet.small, wrapped, sheet.small, sheet.leading, fill=MUTED)
    caution = ""
    if result.illustrative:
        caution = pick(lang, "Illustratieve gegevens: alle getallen zijn verzonnen.", "Illustrative data, all made up.")
    more, y = notes(caution, _caption(result, lang), sheet, top + len(wrapped) * sheet.leading + 2)
    return [*drawn, *more], y


def _caption(result: TrainingResult, lang: Lang) -> str:
    known = result.input_hash[:12] or pick(lang, "onbekend", "unknown")
    return pick(lang, f"Bestand {result.id}; invoer {known}", f"File {result.id}; input {known}")


def _description(measured: list[tuple[ActivityResult, MeasuredEffect]], lang: Lang) -> str:
    clear = sum(effect.clear for _, effect in measured)
    head = pick(
        lang,
        f"{len(measured)} metingen voor en na, elk met een interval; bij {clear} daarvan is een verschil aangetoond.",
        f"{len(measured)} measurements before and after, each with an interval; {clear} of them show a difference.",
    )
    activity, effect = measured[0]
    first = f"{activity.title.in_(lang)}, {effect.what.in_(lang)}: {difference_words(effect, effect.difference, lang)}."
    return f"{head} {first} {pick(lang, 'De tabel noemt alle getallen.', 'The table gives all numbers.')}"


def _table(measured: list[tuple[ActivityResult, MeasuredEffect]], title: str, lang: Lang) -> FigureTable:
    header = (
        pick(lang, "Activiteit", "Activity"),
        pick(lang, "Vraag of gedrag", "Question or behaviour"),
        pick(lang, "Voor", "Before"),
        pick(lang, "Na", "After"),
        pick(lang, "Controlegroep voor", "Control group before"),
        pick(lang, "Controlegroep na", "Control group after"),
        pick(lang, "Verschil", "Difference"),
        pick(lang, "Later", "Later"),
        pick(lang, "Opzet en aannamen", "Design and assumptions"),
    )
    none = pick(lang, "geen", "none")
    rows = []
    for activity, effect in measured:
        later = "; ".join(
            f"{months_words(m.months, lang)}: {_span(effect, m.after, lang)}, "
            f"{difference_words(effect, m.difference, lang)}"
            for m in effect.follow_up
        )
        control = [none if c is None else _span(effect, c, lang) for c in (effect.control_before, effect.control_after)]
        rows.append(
            (
                activity.title.in_(lang),
                f"{effect.what.in_(lang)} ({seen_words(effect, lang)})",
                _span(effect, effect.before, lang),
                _span(effect, effect.after, lang),
                *control,
                difference_words(effect, effect.difference, lang),
                later or pick(lang, "niet gemeten", "not measured"),
                f"{effect.method.in_(lang)}. {' '.join(a.in_(lang) for a in effect.assumptions)}",
            )
        )
    return FigureTable(title, header, tuple(rows))


def _span(effect: MeasuredEffect, level: Level, lang: Lang) -> str:
    shown, low, high = (level_words(effect, v, lang) for v in (level.estimate, level.low, level.high))
    return pick(lang, f"{shown} ({low} tot {high}; n = {level.n})", f"{shown} ({low} to {high}; n = {level.n})")
