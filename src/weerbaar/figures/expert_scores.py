# SPDX-License-Identifier: EUPL-1.2
"""Calibration against information: who is right about how sure to be, and who says something with it.

Calibration is logarithmic, because it is a probability that runs over many powers of ten; what lies below the axis is
drawn on its lower edge.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from weerbaar.base import Lang, percentage
from weerbaar.elicitation import Elicitation
from weerbaar.figures.calibration import no_seeds
from weerbaar.figures.elicitation_sheet import (
    elicitation_caption,
    elicitation_foot,
    equal_words,
    pooled_words,
    score_words,
)
from weerbaar.figures.figure import Figure, FigureTable, Width
from weerbaar.figures.geometry import Box, around
from weerbaar.figures.marks import DIAMOND, Look, mark
from weerbaar.figures.palette import ACCENT, FRAME, GRID, MUTED
from weerbaar.figures.placement import Badge, place_badges
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on
from weerbaar.figures.svg import Element, line, lines, rect, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.value_axis import ValueAxis
from weerbaar.figures.wording import pick

_LOWEST = 1e-6
_COLUMNS = {"phone": 1, "a4": 2, "screen": 3}


@dataclass(frozen=True)
class _Dot:
    number: str
    name: str
    calibration: float
    information: float
    weight: float | None

    @property
    def pooled(self) -> bool:
        return self.weight is None


def expert_scores(elicitation: Elicitation, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw every expert and both pooled answers by information (across) and calibration (upwards).

    Raises:
        FigureError: the study has no seed questions.
    """
    dots = _dots(elicitation, lang)
    if not dots:
        raise no_seeds()
    sheet = SHEETS[width]
    drawn, y = _plot(dots, elicitation, lang, sheet)
    elements, y = _names(dots, _COLUMNS[width], lang, sheet, y + 6)
    drawn += elements
    elements, y = elicitation_foot(elicitation, lang, sheet, y)
    drawn += elements
    height = round(y)
    title = pick(lang, "Kalibratie en informatie", "Calibration and information")
    description = _description(dots, elicitation, lang)
    return figure_on(
        width,
        "scores",
        drawn,
        height,
        title=title,
        description=description,
        table=_table(dots, title, lang),
        caption=elicitation_caption(elicitation, lang),
        lang=lang,
    )


def _dots(elicitation: Elicitation, lang: Lang) -> list[_Dot]:
    dots = [
        _Dot(str(i), e.name.in_(lang), e.calibration, e.information, e.weight)
        for i, e in enumerate(elicitation.experts, start=1)
        if e.calibration is not None and e.information is not None
    ]
    pools = [("P", pooled_words(elicitation, lang), elicitation.decision_maker)]
    if elicitation.weighting != "equal":
        pools.append((pick(lang, "G", "E"), equal_words(lang), elicitation.equal_weights))
    for letter, name, found in pools:
        if found is not None and found.calibration is not None and found.information is not None:
            dots.append(_Dot(letter, name, found.calibration, found.information, None))
    return dots


def _plot(dots: list[_Dot], elicitation: Elicitation, lang: Lang, sheet: Sheet) -> tuple[list[Element], float]:
    lowest = max(_LOWEST, min(0.01, 10.0 ** math.floor(math.log10(max(_LOWEST, min(d.calibration for d in dots))))))
    tick_width = text_width("0,000001", sheet.small)
    left = sheet.margin + sheet.body * 1.3 + tick_width + 10
    right = sheet.width - sheet.margin - 8
    top, bottom = 12.0, 12.0 + sheet.plot_height * 0.75
    across = ValueAxis(0.0, max(d.information for d in dots) * 1.08 + 0.05, False, left, right)
    upwards = ValueAxis(lowest, 1.0, True, bottom - 8, top + 8)
    drawn: list[Element] = [rect(left, top, right - left, bottom - top, fill="none", stroke=FRAME, stroke_width=1.2)]
    for value, word in across.ticks(lambda v: f"{v:g}".replace(".", pick(lang, ",", ".")), sheet.small):
        x = across.at(value)
        drawn.append(line(x, top, x, bottom, stroke=GRID, stroke_width=1))
        drawn.append(text(x, bottom + sheet.small + 3, word, sheet.small, fill=MUTED, anchor="middle"))
    decades = range(round(math.log10(lowest)), 1)
    for k in decades:
        y = upwards.at(10.0**k)
        shown = f"{10.0**k:.{max(0, -k)}f}".replace(".", pick(lang, ",", "."))
        drawn.append(line(left, y, right, y, stroke=GRID, stroke_width=1))
        drawn.append(text(left - 7, y + sheet.small * 0.35, shown, sheet.small, fill=MUTED, anchor="end"))
    if elicitation.cutoff is not None and lowest < elicitation.cutoff <= 1:
        y = upwards.at(elicitation.cutoff)
        words = pick(lang, "drempel ", "cut-off ") + score_words(elicitation.cutoff, lang)
        drawn.append(line(left, y, right, y, stroke=ACCENT, stroke_width=1.4, stroke_dasharray="6 3"))
        drawn.append(text(right - 4, y + sheet.small + 1, words, sheet.small, fill=ACCENT, anchor="end", halo=True))
    drawn += _marks(dots, across, upwards, Box(left, top, right, bottom), sheet)
    x_title = pick(lang, "Informatie", "Information")
    y_title = pick(lang, "Kalibratie", "Calibration")
    below = bottom + sheet.small + 3 + sheet.body * 1.4
    drawn.append(text((left + right) / 2, below, x_title, sheet.body, weight=600, anchor="middle"))
    middle, aside = (top + bottom) / 2, sheet.margin + sheet.body * 0.75
    turn = f"rotate(-90 {aside:.2f} {middle:.2f})"
    drawn.append(text(aside, middle, y_title, sheet.body, weight=600, anchor="middle", transform=turn))
    return drawn, below + 6


def _marks(dots: list[_Dot], across: ValueAxis, upwards: ValueAxis, plot: Box, sheet: Sheet) -> list[Element]:
    """Return the numbered marks side by side, with a line to the true point of one that had to move."""
    size = sheet.mark if len(dots) <= 20 else 8.0
    points = [(across.at(d.information), upwards.at(d.calibration)) for d in dots]
    badges = [
        # Aside rather than up or down: a mark must not seem to be at the other side of the cut-off.
        Badge(x, y, size * (DIAMOND if d.pooled else 1.0), around(x, y, 4 * size, 0))
        for d, (x, y) in zip(dots, points, strict=True)
    ]
    room = Box(plot.left - 8, plot.top - 8, plot.right + 8, plot.bottom + 8)
    places = place_badges(badges, room) or points
    drawn: list[Element] = []
    for (x, y), (to_x, to_y) in zip(points, places, strict=True):
        if math.dist((x, y), (to_x, to_y)) > size:
            drawn.append(line(x, y, to_x, to_y, stroke=MUTED, stroke_width=1))
            drawn.append(rect(x - 1.5, y - 1.5, 3, 3, fill=MUTED))
    for dot, (x, y) in zip(dots, places, strict=True):
        # The diamond of a threat is here a pooled answer; nothing in this figure is a hazard or a threat.
        look: Look = "now" if dot.pooled or dot.weight else "quiet"
        drawn += mark("threat" if dot.pooled else "hazard", x, y, size, dot.number, 11, look)
    return drawn


def _names(dots: list[_Dot], columns: int, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    """Return the numbered names in columns, read downwards, and the key."""
    wide = sheet.inner / columns
    indent = 24.0
    blocks = []
    for dot in dots:
        name = (
            dot.name if dot.weight is None else f"{dot.name} ({percentage(dot.weight, lang) if dot.weight else '0%'})"
        )
        blocks.append((dot, wrap(name, sheet.small, wide - indent - 10)))
    rows = math.ceil(len(blocks) / columns)
    drawn: list[Element] = []
    lowest = top
    for column in range(columns):
        y = top
        for dot, words in blocks[column * rows : (column + 1) * rows]:
            x = sheet.margin + column * wide
            drawn.append(text(x + indent - 7, y + sheet.small, dot.number, sheet.small, weight=600, anchor="end"))
            drawn += lines(
                x + indent, y + sheet.small, words, sheet.small, sheet.leading, weight=600 if dot.pooled else 400
            )
            y += len(words) * sheet.leading + 3
        lowest = max(lowest, y)
    key = pick(
        lang,
        "Rond: deskundige, met het gewicht achter de naam; grijs is zonder gewicht. Ruit: samengevoegd antwoord. "
        "Rechtsboven is het best.",
        "Circle: expert, with the weight after the name; grey is without weight. Diamond: pooled answer. Top right is "
        "best.",
    )
    wrapped = wrap(key, sheet.small, sheet.inner)
    y = lowest + 4 + sheet.small
    drawn += lines(sheet.margin, y, wrapped, sheet.small, sheet.leading, fill=MUTED)
    return drawn, y + (len(wrapped) - 1) * sheet.leading + 5


def _description(dots: list[_Dot], elicitation: Elicitation, lang: Lang) -> str:
    weighed = [d for d in dots if d.weight]
    sentences = [
        pick(
            lang,
            "Horizontaal de informatie, verticaal de kalibratie op een logaritmische schaal.",
            "Across the information, upwards the calibration on a logarithmic scale.",
        ),
        pick(
            lang,
            f"{len(weighed)} van de {len(elicitation.experts)} deskundigen hebben gewicht.",
            f"{len(weighed)} of {len(elicitation.experts)} experts have weight.",
        ),
    ]
    for dot in dots:
        if dot.pooled:
            scores = score_words(dot.calibration, lang), score_words(dot.information, lang)
            sentences.append(
                pick(
                    lang,
                    f"{dot.name}: kalibratie {scores[0]}, informatie {scores[1]}.",
                    f"{dot.name}: calibration {scores[0]}, information {scores[1]}.",
                )
            )
    sentences.append(pick(lang, "De tabel noemt alle scores.", "The table gives all scores."))
    return " ".join(sentences)


def _table(dots: list[_Dot], title: str, lang: Lang) -> FigureTable:
    header = (
        pick(lang, "Nr.", "No."),
        pick(lang, "Wie", "Who"),
        pick(lang, "Kalibratie", "Calibration"),
        pick(lang, "Informatie", "Information"),
        pick(lang, "Gewicht", "Weight"),
    )
    none = pick(lang, "niet van toepassing", "not applicable")
    rows = tuple(
        (
            d.number,
            d.name,
            score_words(d.calibration, lang),
            score_words(d.information, lang),
            none if d.weight is None else percentage(d.weight, lang),
        )
        for d in dots
    )
    return FigureTable(title, header, rows)
