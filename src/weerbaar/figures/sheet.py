# SPDX-License-Identifier: EUPL-1.2
"""The sizes of a drawing at the width it is made for, and what every figure says at its foot."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.assessment import Assessment
from weerbaar.base import Lang
from weerbaar.figures.figure import Figure, FigureTable, Width
from weerbaar.figures.palette import MUTED
from weerbaar.figures.svg import Element, document, lines
from weerbaar.figures.textmetrics import wrap


@dataclass(frozen=True)
class Sheet:
    """Measures in pixels of 1/96 inch.

    Attributes:
        width: of the whole drawing: a phone held upright, the text column of a page, or an A4 text column.
        body, small: font sizes; never below 11.
        margin: white at the left and right edge.
        mark: half the width of a numbered mark.
        plot_height: height of the plotting area of the risk diagram.
    """

    width: float
    body: float
    small: float
    margin: float
    mark: float
    plot_height: float

    @property
    def inner(self) -> float:
        """Width between the margins."""
        return self.width - 2 * self.margin

    @property
    def leading(self) -> float:
        """Distance between lines of small text."""
        return self.small * 1.3


SHEETS: dict[Width, Sheet] = {
    "phone": Sheet(width=360, body=12, small=11, margin=8, mark=8.5, plot_height=330),
    "screen": Sheet(width=960, body=14.5, small=13, margin=14, mark=10.5, plot_height=560),
    "a4": Sheet(width=640, body=12, small=11, margin=6, mark=9, plot_height=400),
}


def figure_on(
    width: Width,
    id: str,
    drawn: list[Element],
    height: float,
    *,
    title: str,
    description: str,
    table: FigureTable,
    caption: str,
    lang: Lang,
) -> Figure:
    """Return the figure of what was drawn on the sheet of ``width``, as one image with its spoken description."""
    across = SHEETS[width].width
    return Figure(
        id=id,
        title=title,
        description=description,
        svg=document(f"{id}-{width}", across, height, title, description, lang, drawn),
        table=table,
        caption=caption,
        lang=lang,
        width=across,
        height=height,
    )


def run_caption(assessment: Assessment, lang: Lang) -> str:
    """Return the line that leads from a figure back to the run that made its numbers."""
    record = assessment.run_record
    method = f"{record.method} {record.method_version}".strip()
    if lang == "en":
        return f"{assessment.round_label}; method {method}; run record {record.id}"
    return f"{assessment.round_label}; methode {method}; rekenverslag {record.id}"


def foot(assessment: Assessment, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    """Return the notes under a figure and the height at which they end: the caution first, then the run.

    Args:
        top: where the notes may begin.
    """
    return notes(_caution(assessment, lang), run_caption(assessment, lang), sheet, top)


def notes(caution: str, caption: str, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    """Return a caution, where there is one, and the caption of the run, and the height at which they end."""
    drawn: list[Element] = []
    y = top + sheet.small
    for wording, weight in ((caution, 600), (caption, 400)):
        if not wording:
            continue
        wrapped = wrap(wording, sheet.small, sheet.inner, weight)
        drawn += lines(sheet.margin, y, wrapped, sheet.small, sheet.leading, weight=weight, fill=MUTED)
        y += len(wrapped) * sheet.leading
    return drawn, y - sheet.small + 6


def _caution(assessment: Assessment, lang: Lang) -> str:
    if assessment.figures_note is not None:
        return assessment.figures_note.in_(lang)
    if not assessment.illustrative:
        return ""
    if lang == "en":
        return "Illustrative data: not the outcome of a real assessment."
    return "Illustratieve gegevens: dit is geen uitkomst van een echte beoordeling."
