# SPDX-License-Identifier: EUPL-1.2
"""How sure a class is: per scenario a strip of 100 %, cut into the probabilities of the classes."""

from __future__ import annotations

from weerbaar.assessment import Assessment, Axis, Estimate, ScenarioResult
from weerbaar.base import Lang, percentage
from weerbaar.figures.figure import Figure, FigureTable, Width
from weerbaar.figures.palette import INK, MUTED, PAPER, PAST, QUIET_LINE, ink_on, ramp
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on, foot, run_caption
from weerbaar.figures.svg import Element, line, lines, rect, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.wording import axis_words, pick


def class_probability_strips(assessment: Assessment, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw the class probabilities of likelihood and impact of every scenario, highest impact first.

    Every part bears its letter and, where it fits, its percentage; the table has all of them. A dashed
    strip was not computed: only its classes were published, and each counts equally.
    """
    sheet = SHEETS[width]
    ranked = by_rank(assessment)
    known = [result for result in ranked if result.likelihood is not None or result.impact is not None]
    sides = _sides(assessment, lang)
    drawn: list[Element] = []
    stacked = sheet.width < 500
    name_width = sheet.inner if stacked else sheet.inner * (0.3 if len(sides) > 1 else 0.4)
    gap = 14.0
    start = sheet.margin if stacked else sheet.margin + name_width + 12
    columns = 1 if stacked else len(sides)
    strip = (sheet.width - sheet.margin - start - gap * (columns - 1)) / columns
    y = sheet.body + 4
    if not stacked:
        for index, (heading, _) in enumerate(sides):
            drawn.append(text(start + index * (strip + gap), y, heading, sheet.small, weight=600))
        y += 8
    bar = sheet.small + 8
    for result in known:
        wrapped = wrap(result.title.in_(lang), sheet.small, name_width, 600 if stacked else 400)
        if stacked:
            drawn += lines(start, y + sheet.small, wrapped, sheet.small, sheet.leading, weight=600)
            y += len(wrapped) * sheet.leading + 3
            for heading, axis in sides:
                drawn.append(text(start, y + sheet.small, heading, sheet.small, fill=MUTED))
                y += sheet.leading + 1
                drawn += _strip(result, axis, start, y, strip, bar, lang, sheet)
                y += bar + 4
            y += 8
            continue
        height = max(bar, len(wrapped) * sheet.leading) + 7
        middle = y + height / 2
        first = middle - len(wrapped) * sheet.leading / 2 + sheet.small * 0.98
        drawn += lines(sheet.margin, first, wrapped, sheet.small, sheet.leading)
        for index, (_, axis) in enumerate(sides):
            drawn += _strip(result, axis, start + index * (strip + gap), middle - bar / 2, strip, bar, lang, sheet)
        y += height
    y += 4
    drawn.append(line(sheet.margin, y, sheet.width - sheet.margin, y, stroke="#dde2e8", stroke_width=1))
    elements, y = _key(assessment, sides, lang, sheet, y + 6)
    drawn += elements
    elements, y = _unknown([result for result in ranked if result not in known], lang, sheet, y)
    drawn += elements
    elements, y = foot(assessment, lang, sheet, y)
    drawn += elements
    height = round(y)
    title = pick(lang, f"Kans per klasse, {assessment.round_label}", f"Probability per class, {assessment.round_label}")
    description = pick(
        lang,
        "Per scenario een strook van 100%, verdeeld naar de kans op elke klasse, voor waarschijnlijkheid en impact; "
        "het scenario met de hoogste impact staat bovenaan. De tabel noemt alle percentages.",
        "Per scenario a strip of 100%, divided by the probability of each class, for likelihood and impact; the "
        "scenario with the highest impact is on top. The table gives all percentages.",
    )
    return figure_on(
        width,
        "klassenkansen",
        drawn,
        height,
        title=title,
        description=description,
        table=_table(ranked, sides, title, lang),
        caption=run_caption(assessment, lang),
        lang=lang,
    )


def by_rank(assessment: Assessment) -> list[ScenarioResult]:
    """Return the scenarios, highest impact first; those without a rank last, in their own order."""
    last = len(assessment.scenarios) + 1.0
    return sorted(assessment.scenarios, key=lambda result: result.rank.position if result.rank else last)


def _sides(assessment: Assessment, lang: Lang) -> list[tuple[str, Axis]]:
    sides = [(pick(lang, "Waarschijnlijkheid", "Likelihood"), assessment.likelihood_axis)]
    if assessment.impact_axis is not None:
        sides.append((pick(lang, "Impact", "Impact"), assessment.impact_axis))
    return sides


def _estimate(result: ScenarioResult, axis: Axis) -> Estimate | None:
    return result.likelihood if axis.window_years is not None else result.impact


def _strip(
    result: ScenarioResult, axis: Axis, x: float, y: float, width: float, height: float, lang: Lang, sheet: Sheet
) -> list[Element]:
    estimate = _estimate(result, axis)
    base = y + height / 2 + sheet.small * 0.35
    if estimate is None:
        frame = rect(x, y, width, height, fill=PAPER, stroke=MUTED, stroke_width=1, stroke_dasharray="2 3")
        return [frame, text(x + 8, base, pick(lang, "niet bekend", "not known"), sheet.small, fill=MUTED)]
    drawn: list[Element] = []
    at = x
    for index, code in enumerate(axis.codes):
        share = estimate.class_probability.get(code, 0.0)
        if share <= 0:
            continue
        wide = share * width
        colour = ramp(index / max(1, len(axis.codes) - 1))
        drawn.append(rect(at, y, wide, height, fill=colour, stroke=PAPER, stroke_width=1))
        whole = f"{code} {percentage(share, lang)}"
        for wording in (whole, code):
            if text_width(wording, sheet.small, 600) + 6 <= wide:
                ink = ink_on(colour)
                drawn.append(text(at + wide / 2, base, wording, sheet.small, weight=600, fill=ink, anchor="middle"))
                break
        at += wide
    if estimate.basis == "published":
        drawn.append(rect(x, y, width, height, fill="none", stroke=PAST, stroke_width=1.4, stroke_dasharray="5 3"))
    else:
        drawn.append(rect(x, y, width, height, fill="none", stroke=QUIET_LINE, stroke_width=0.8))
    return drawn


def _key(
    assessment: Assessment, sides: list[tuple[str, Axis]], lang: Lang, sheet: Sheet, top: float
) -> tuple[list[Element], float]:
    drawn: list[Element] = []
    y = top + sheet.small
    for heading, axis in sides:
        x = sheet.margin
        drawn.append(text(x, y, f"{heading}:", sheet.small, weight=600, fill=INK))
        x += text_width(f"{heading}:", sheet.small, 600) + 10
        for index, code in enumerate(axis.codes):
            words = axis.words[index].in_(lang)
            wide = 24 + text_width(words, sheet.small)
            if x + wide > sheet.width - sheet.margin:
                x, y = sheet.margin, y + sheet.leading + 4
            colour = ramp(index / max(1, len(axis.codes) - 1))
            drawn.append(
                rect(x, y - sheet.small + 1, 18, sheet.small + 3, fill=colour, stroke=QUIET_LINE, stroke_width=0.8)
            )
            drawn.append(text(x + 9, y, code, sheet.small, weight=600, fill=ink_on(colour), anchor="middle"))
            drawn.append(text(x + 23, y, words, sheet.small, fill=MUTED))
            x += wide + 12
        y += sheet.leading + 5
    if any(
        estimate is not None and estimate.basis == "published"
        for result in assessment.scenarios
        for _, axis in sides
        for estimate in (_estimate(result, axis),)
    ):
        words = pick(
            lang,
            "Gestreept kader: alleen de klasse is gepubliceerd; bij een reeks telt elke klasse even zwaar (aanname).",
            "Dashed frame: only the class was published; in a range every class counts equally (an assumption).",
        )
        wrapped = wrap(words, sheet.small, sheet.inner)
        drawn += lines(sheet.margin, y, wrapped, sheet.small, sheet.leading, fill=MUTED)
        y += len(wrapped) * sheet.leading
    return drawn, y - sheet.small + 2


def _unknown(results: list[ScenarioResult], lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    if not results:
        return [], top
    head = pick(lang, "Geen uitkomst bekend:", "No result known:")
    names = "; ".join(result.title.in_(lang) for result in results)
    wrapped = wrap(f"{head} {names}.", sheet.small, sheet.inner)
    drawn = lines(sheet.margin, top + sheet.small, wrapped, sheet.small, sheet.leading, fill=INK)
    return drawn, top + len(wrapped) * sheet.leading + 4


def _table(ranked: list[ScenarioResult], sides: list[tuple[str, Axis]], title: str, lang: Lang) -> FigureTable:
    header = ["Scenario"]
    for heading, axis in sides:
        header += [heading, *(f"{heading} {code}" for code in axis.codes)]
    rows = []
    for result in ranked:
        row = [result.title.in_(lang)]
        for _, axis in sides:
            estimate = _estimate(result, axis)
            place = result.published
            published = "" if place is None else (place.likelihood if axis.window_years is not None else place.impact)
            row.append(axis_words(axis, estimate, published, lang))
            for code in axis.codes:
                row.append(
                    pick(lang, "niet bekend", "not known")
                    if estimate is None
                    else percentage(estimate.class_probability.get(code, 0.0), lang)
                )
        rows.append(tuple(row))
    return FigureTable(title, tuple(header), tuple(rows))
