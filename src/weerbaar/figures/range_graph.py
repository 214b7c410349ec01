# SPDX-License-Identifier: EUPL-1.2
"""The range graph of one question: a line per expert from the lowest to the highest quantile, the median as a mark.

Below the experts stand the two pooled answers, and across all of them the true value where it is known. A hollow mark
is an expert whose answer has no weight; one who did not answer keeps a row that says so. For labels the graph has a
column per label.
"""

from __future__ import annotations

from weerbaar.base import Lang, Text, percentage
from weerbaar.elicitation import Elicitation, LabelQuestion, QuantileQuestion, QuestionResult, amount, quantile_name
from weerbaar.figures.elicitation_sheet import elicitation_caption, elicitation_foot
from weerbaar.figures.figure import Figure, FigureError, Width
from weerbaar.figures.palette import ACCENT, BAND, FRAME, GRID, HAZARD, HAZARD_SOFT, MUTED, PAPER, PAST
from weerbaar.figures.range_rows import (
    RangeRow,
    description,
    label_place,
    range_rows,
    scale_labels,
    table,
    truth_words,
)
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on
from weerbaar.figures.svg import Element, element, line, lines, path, rect, text
from weerbaar.figures.textmetrics import text_width, widest, wrap
from weerbaar.figures.value_axis import ValueAxis, value_axis
from weerbaar.figures.wording import anchor, pick

_DIGITS = 3


def range_graph(elicitation: Elicitation, question_id: str, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw every answer to one question beside the pooled ones.

    Args:
        elicitation: what was answered.
        question_id: the question.
        lang: language of everything in the figure.
        width: ``phone`` (360 px), ``screen`` (960 px) or ``a4`` (640 px, the text column of a page).

    Raises:
        FigureError: the study has no such question.
    """
    found = [r for r in elicitation.questions if r.question.id == question_id]
    if not found:
        raise FigureError(
            Text(
                nl=f'Vraag "{question_id}" komt in deze studie niet voor.',
                en=f'Question "{question_id}" is not in this study.',
            )
        )
    return _Graph(elicitation, found[0], lang, width).figure()


class _Graph:
    """The choices of one graph and the steps to draw it."""

    def __init__(self, elicitation: Elicitation, result: QuestionResult, lang: Lang, width: Width) -> None:
        self.elicitation = elicitation
        self.result = result
        self.lang = lang
        self.width: Width = width
        self.sheet: Sheet = SHEETS[width]
        self.stacked = self.sheet.width < 500
        self.labels = scale_labels(result)
        self.rows = range_rows(elicitation, result, lang)

    def figure(self) -> Figure:
        sheet, lang = self.sheet, self.lang
        drawn, y = self._head()
        weight_width = text_width("100%", sheet.small) + 12
        name_width = sheet.inner if self.stacked else self._name_width()
        left = sheet.margin + 6 if self.stacked else sheet.margin + name_width + 14
        right = sheet.width - sheet.margin - weight_width
        plot: list[Element] = []
        marks: list[Element] = []
        axis = None if isinstance(self.result.question, LabelQuestion) else self._axis(left, right)
        top = y
        marks.append(
            text(
                sheet.width - sheet.margin,
                y + sheet.small,
                pick(lang, "gewicht", "weight"),
                sheet.small,
                fill=MUTED,
                anchor="end",
            )
        )
        y += sheet.leading + 2
        parted = False
        for row in self.rows:
            if row.pooled and not parted:
                parted = True
                marks.append(line(sheet.margin, y + 3, sheet.width - sheet.margin, y + 3, stroke=FRAME, stroke_width=1))
                y += 7
            wrapped = wrap(row.name, sheet.small, name_width, 600 if row.pooled else 400)
            height_of_name = len(wrapped) * sheet.leading
            bar = sheet.small + (14 if row.masses else 4)
            height = height_of_name + bar + 8 if self.stacked else max(height_of_name + 3, bar + 3)
            middle = y + height_of_name + bar / 2 if self.stacked else y + height / 2
            first = y + sheet.small if self.stacked else middle - height_of_name / 2 + sheet.small * 0.98
            weight = 600 if row.pooled else 400
            marks += lines(sheet.margin, first, wrapped, sheet.small, sheet.leading, weight=weight, halo=self.stacked)
            marks += self._row(row, axis, left, right, middle, bar)
            if row.weight is not None:
                shown = percentage(row.weight, lang) if row.weight > 0 else "0%"
                marks.append(
                    text(
                        sheet.width - sheet.margin,
                        middle + sheet.small * 0.35,
                        shown,
                        sheet.small,
                        fill=MUTED,
                        anchor="end",
                    )
                )
            y += height
        bottom = y + 4
        plot += self._ground(axis, left, right, top + sheet.leading, bottom)
        elements, y = self._truth(axis, left, right, top + sheet.leading, bottom)
        drawn += plot + elements + marks
        elements, y = self._key(y + 6)
        drawn += elements
        elements, y = elicitation_foot(self.elicitation, lang, sheet, y)
        drawn += elements
        height = round(y)
        id_ = f"antwoorden-{anchor(self.result.question.id)}"
        title = self._title()
        words = description(self.elicitation, self.result, self.rows, lang)
        return figure_on(
            self.width,
            id_,
            drawn,
            height,
            title=title,
            description=words,
            table=table(self.elicitation, self.result, self.rows, title, lang),
            caption=elicitation_caption(self.elicitation, lang),
            lang=lang,
        )

    def _title(self) -> str:
        shown = self.result.question.title.in_(self.lang)
        return pick(self.lang, f"Antwoorden: {shown}", f"Answers: {shown}")

    def _head(self) -> tuple[list[Element], float]:
        """Return the question with its unit, because a range without the question says nothing."""
        sheet, question = self.sheet, self.result.question
        words = wrap(question.title.in_(self.lang), sheet.body, sheet.inner, 600)
        y = sheet.body + 2
        drawn = lines(sheet.margin, y, words, sheet.body, sheet.body * 1.3, weight=600)
        y += (len(words) - 1) * sheet.body * 1.3
        below = self._unit()
        if below:
            drawn.append(text(sheet.margin, y + sheet.leading + 1, below, sheet.small, fill=MUTED))
            y += sheet.leading + 1
        return drawn, y + 8

    def _unit(self) -> str:
        question, lang = self.result.question, self.lang
        if isinstance(question, LabelQuestion):
            return ""
        if isinstance(question, QuantileQuestion):
            unit = question.unit.in_(lang)
        else:
            years = f"{question.window_years:g}".replace(".", pick(lang, ",", "."))
            unit = pick(lang, f"kans binnen {years} jaar", f"probability within {years} years")
        scale = pick(lang, "logaritmische schaal", "logarithmic scale") if question.scale == "log" else ""
        return "; ".join(part for part in (unit, scale) if part)

    def _name_width(self) -> float:
        sheet = self.sheet
        names = [wrap(r.name, sheet.small, sheet.inner * 0.34, 600 if r.pooled else 400) for r in self.rows]
        return max(widest(name, sheet.small, 600) for name in names) + 1

    def _axis(self, left: float, right: float) -> ValueAxis:
        question = self.result.question
        values = [v for r in self.rows for v in (r.low, r.middle, r.high) if v is not None]
        if isinstance(self.result.realization, float) and isinstance(question, QuantileQuestion):
            values.append(self.result.realization)
        log = not isinstance(question, LabelQuestion) and question.scale == "log" and min(values, default=0.0) > 0
        return value_axis(values or [0.0, 1.0], log=log, start=left + 5, end=right - 5)

    def _x(self, axis: ValueAxis | None, left: float, right: float, place: float) -> float:
        if axis is not None:
            return axis.at(place)
        step = (right - left) / max(1, len(self.labels))
        return left + (place + 0.5) * step

    def _row(
        self, row: RangeRow, axis: ValueAxis | None, left: float, right: float, middle: float, bar: float
    ) -> list[Element]:
        if row.low is None or row.middle is None or row.high is None:
            return [
                text(left + 6, middle + self.sheet.small * 0.35, row.words, self.sheet.small, fill=MUTED, halo=True)
            ]
        low, centre, high = (self._x(axis, left, right, v) for v in (row.low, row.middle, row.high))
        heard = row.pooled or (row.weight is not None and row.weight > 0)
        colour = HAZARD if heard else PAST
        if row.masses:
            return self._masses(row, left, right, middle, bar)
        drawn: list[Element] = []
        if high - low > 1:
            thick = 4.0 if row.pooled else 2.0
            drawn.append(
                line(
                    low,
                    middle,
                    high,
                    middle,
                    stroke=HAZARD if row.pooled else HAZARD_SOFT if heard else PAST,
                    stroke_width=thick,
                    stroke_dasharray=None if heard else "4 3",
                )
            )
            cap = 5.0 if row.pooled else 3.5
            drawn += [line(x, middle - cap, x, middle + cap, stroke=colour, stroke_width=1.5) for x in (low, high)]
        if row.pooled:
            half = 6.0
            drawn.append(
                path(
                    [
                        (centre, middle - half),
                        (centre + half, middle),
                        (centre, middle + half),
                        (centre - half, middle),
                    ],
                    closed=True,
                    fill=HAZARD,
                    stroke=PAPER,
                    stroke_width=1.2,
                )
            )
        else:
            drawn.append(
                element(
                    "circle",
                    cx=centre,
                    cy=middle,
                    r=4,
                    fill=HAZARD if heard else PAPER,
                    stroke=PAPER if heard else PAST,
                    stroke_width=1 if heard else 1.5,
                )
            )
        return drawn

    def _masses(self, row: RangeRow, left: float, right: float, middle: float, bar: float) -> list[Element]:
        """Return a small bar per label, as high as its probability, with the percentage where it fits."""
        step = (right - left) / max(1, len(self.labels))
        base, full = middle + bar / 2 - 1, bar - self.sheet.small * 0.2
        drawn: list[Element] = [line(left, base, right, base, stroke=FRAME, stroke_width=0.8)]
        for k, mass in enumerate(row.masses):
            if mass <= 0:
                continue
            high = max(1.0, mass * full)
            x = left + k * step
            drawn.append(rect(x + step * 0.08, base - high, step * 0.3, high, fill=HAZARD))
            shown = percentage(mass, self.lang)
            if text_width(shown, self.sheet.small) <= step * 0.56:
                drawn.append(text(x + step * 0.43, base - 3, shown, self.sheet.small, weight=600))
        return drawn

    def _ground(self, axis: ValueAxis | None, left: float, right: float, top: float, bottom: float) -> list[Element]:
        """Return grid lines and the words of the axis below the rows."""
        sheet = self.sheet
        drawn: list[Element] = []
        y = bottom + sheet.small + 3
        if axis is None:
            step = (right - left) / max(1, len(self.labels))
            for k, label in enumerate(self.labels):
                if k % 2 == 0:
                    drawn.append(rect(left + k * step, top, step, bottom - top, fill=BAND))
                drawn.append(text(left + (k + 0.5) * step, y, label, sheet.small, weight=600, anchor="middle"))
        else:
            for value, word in axis.ticks(lambda v: amount(v, self.result.question, self.lang, _DIGITS), sheet.small):
                x = axis.at(value)
                half = text_width(word, sheet.small) / 2
                held = min(max(x, sheet.margin + half), sheet.width - sheet.margin - half)
                drawn.append(line(x, top, x, bottom, stroke=GRID, stroke_width=1))
                drawn.append(text(held, y, word, sheet.small, fill=MUTED, anchor="middle"))
        drawn.append(line(left, bottom, right, bottom, stroke=FRAME, stroke_width=1.2))
        return drawn

    def _truth(
        self, axis: ValueAxis | None, left: float, right: float, top: float, bottom: float
    ) -> tuple[list[Element], float]:
        """Return the line at the true value with its words under the axis, and where the words end."""
        sheet, truth = self.sheet, self.result.realization
        y = bottom + sheet.small + 3
        if truth is None:
            return [], y + 4
        words = truth_words(self.result, self.lang)
        if axis is not None and not isinstance(self.result.question, QuantileQuestion):
            return [text(left, y + sheet.leading, words, sheet.small, weight=600, fill=ACCENT)], y + sheet.leading + 4
        place = label_place(truth, self.labels) if isinstance(truth, str) else truth
        x = self._x(axis, left, right, place)
        half = text_width(words, sheet.small, 600) / 2
        held = min(max(x, sheet.margin + half), sheet.width - sheet.margin - half)
        return [
            line(x, top, x, bottom + 4, stroke=ACCENT, stroke_width=1.6, stroke_dasharray="6 3"),
            text(held, y + sheet.leading, words, sheet.small, weight=600, fill=ACCENT, anchor="middle"),
        ], y + sheet.leading + 4

    def _key(self, top: float) -> tuple[list[Element], float]:
        sheet, lang = self.sheet, self.lang
        first, last = (f"{quantile_name(self.elicitation.probabilities[i], lang)}%" for i in (0, -1))
        if isinstance(self.result.question, LabelQuestion):
            words = [
                pick(
                    lang,
                    "Punt: het label; lijn: het bereik dat de deskundige noemt. Staaf: kans per label in het "
                    "samengevoegde antwoord.",
                    "Dot: the label; line: the range that the expert gives. Bar: probability per label in the pooled "
                    "answer.",
                )
            ]
        elif all(r.low == r.high for r in self.rows if r.low is not None):
            words = [
                pick(
                    lang,
                    "Punt: de kans volgens de deskundige; ruit: samengevoegd.",
                    "Dot: the probability according to the expert; diamond: pooled.",
                )
            ]
        else:
            words = [
                pick(
                    lang,
                    f"Lijn: van {first} tot {last}; punt of ruit: mediaan.",
                    f"Line: from {first} to {last}; dot or diamond: median.",
                )
            ]
        if any(r.weight == 0 for r in self.rows):
            words.append(pick(lang, "Open punt: antwoord zonder gewicht.", "Hollow dot: answer without weight."))
        wrapped = wrap(" ".join(words), sheet.small, sheet.inner)
        y = top + sheet.small
        drawn = lines(sheet.margin, y, wrapped, sheet.small, sheet.leading, fill=MUTED)
        return drawn, y + (len(wrapped) - 1) * sheet.leading + 5
