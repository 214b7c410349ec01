# SPDX-License-Identifier: EUPL-1.2
"""The impact profile of one scenario: the label of every criterion, as the Dutch scenario cards draw it.

A step per class; a line for the labels that are possible. Not applicable (X) and not judged are two
different signs, and neither is a bar of no length: absent is not zero.
"""

from __future__ import annotations

from weerbaar.assessment import Assessment, Contribution
from weerbaar.base import Lang, Text, percentage
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.geometry import Box
from weerbaar.figures.palette import BAND, FRAME, GRID, HAZARD, HAZARD_SOFT, MUTED, PAPER, THREAT
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on, foot, run_caption
from weerbaar.figures.svg import Element, element, group, line, lines, rect, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.wording import anchor, pick

_DEFAULT_CODES = ("A", "B", "C", "D", "E")
_HATCH = 7.0


def impact_profile(assessment: Assessment, scenario_id: str, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw the criteria of one scenario with their labels, the range of each and its share of the total.

    Raises:
        FigureError: the scenario is not in this round.
    """
    result = next((r for r in assessment.scenarios if r.id == scenario_id), None)
    if result is None:
        raise FigureError(
            Text(
                nl=f'Scenario "{scenario_id}" komt in deze ronde niet voor.',
                en=f'Scenario "{scenario_id}" is not in this round.',
            )
        )
    sheet = SHEETS[width]
    codes = label_classes(assessment)
    title = pick(lang, f"Impactprofiel: {result.title.in_(lang)}", f"Impact profile: {result.title.in_(lang)}")
    drawn, y = _rows(result.contributions, codes, lang, sheet)
    elements, y = _key(result.contributions, lang, sheet, y + 8)
    drawn += elements
    elements, y = foot(assessment, lang, sheet, y)
    drawn += elements
    height = round(y)
    id_ = f"impactprofiel-{anchor(result.id)}"
    description = _description(result.contributions, title, lang)
    return figure_on(
        width,
        id_,
        drawn,
        height,
        title=title,
        description=description,
        table=_table(result.contributions, title, lang),
        caption=run_caption(assessment, lang),
        lang=lang,
    )


def label_classes(assessment: Assessment) -> tuple[str, ...]:
    """Return the classes of the criteria, low to high; from the labels themselves where there is no total."""
    if assessment.impact_axis is not None:
        return assessment.impact_axis.codes
    seen = {
        label.split()[0]
        for result in assessment.scenarios
        for c in result.contributions
        if c.state == "judged"
        for label in (c.lowest, c.highest)
        if label
    } - {"X"}
    if not seen or seen <= set(_DEFAULT_CODES):
        return _DEFAULT_CODES
    if all(code.isdigit() for code in seen):
        return tuple(str(n) for n in range(1, max(5, *(int(code) for code in seen)) + 1))
    return tuple(sorted(seen))


def label_place(label: str | None, codes: tuple[str, ...]) -> float | None:
    """Return where a label ends on the row of classes: 1 for the lowest class; a high half class lies above it.

    None where the label is not a class of the row, for instance X.
    """
    if not label:
        return None
    klass, _, half = label.partition(" ")
    if klass not in codes:
        return None
    return codes.index(klass) + (1.35 if half in {"hoog", "high"} else 0.65 if half in {"laag", "low"} else 1.0)


def _ends(c: Contribution, codes: tuple[str, ...]) -> tuple[float, float, float, float] | None:
    """Return lowest, expected from, expected to and highest place on the row; X is at 0.

    None where nobody judged the criterion.
    """
    if c.state == "missing" or not c.label:
        return None
    pair = [c.label] if label_place(c.label, codes) is not None else c.label.split("-")
    first, last = label_place(pair[0], codes) or 0.0, label_place(pair[-1], codes) or 0.0
    low, high = label_place(c.lowest, codes) or 0.0, label_place(c.highest, codes) or 0.0
    return min(low, first), first, last, max(high, last)


def _rows(
    contributions: tuple[Contribution, ...], codes: tuple[str, ...], lang: Lang, sheet: Sheet
) -> tuple[list[Element], float]:
    stacked = sheet.width < 500
    name_width = sheet.inner if stacked else min(300.0, sheet.inner * 0.4)
    left = sheet.margin if stacked else sheet.margin + name_width + 10
    share_width = text_width(pick(lang, "aandeel", "share"), sheet.small) + 10
    labels = [_short_label(c) for c in contributions]
    label_width = max([text_width(label, sheet.small, 600) for label in labels], default=0) + 12
    right = sheet.width - sheet.margin - share_width - label_width
    step = (right - left) / len(codes)
    drawn: list[Element] = []
    top = sheet.small * 1.4 + 4
    body: list[Element] = []
    y = top + 4
    interest = ""
    for c in contributions:
        this = c.criterion.partition(".")[0]
        if interest and this != interest:
            body.append(line(sheet.margin, y + 3, sheet.width - sheet.margin, y + 3, stroke=GRID, stroke_width=1))
            y += 7
        interest = this
        wrapped = wrap(f"{c.criterion}  {c.name.in_(lang)}", sheet.small, name_width)
        text_height = len(wrapped) * sheet.leading
        bar_height = sheet.small + 4
        height = text_height + bar_height + 4 if stacked else max(text_height, bar_height) + 5
        middle = y + text_height + bar_height / 2 + 1 if stacked else y + height / 2
        first = y + sheet.small if stacked else middle - text_height / 2 + sheet.small * 0.98
        body += lines(sheet.margin, first, wrapped, sheet.small, sheet.leading)
        frame = Box(left, middle - bar_height / 2, right, middle + bar_height / 2)
        body += _bar(c, codes, frame, step, lang, sheet)
        if _ends(c, codes) is not None and c.state == "judged":
            body.append(text(right + 8, middle + sheet.small * 0.35, _short_label(c), sheet.small, weight=600))
            shown = percentage(c.share, lang)
            body.append(
                text(
                    sheet.width - sheet.margin,
                    middle + sheet.small * 0.35,
                    shown,
                    sheet.small,
                    anchor="end",
                    fill=MUTED,
                )
            )
        y += height
    for index, code in enumerate(codes):
        x = left + index * step
        if index % 2 == 0 and not stacked:
            drawn.append(rect(x, top, step, y - top + 2, fill=BAND))
        drawn.append(text(x + step / 2, top - 5, code, sheet.small, weight=600, anchor="middle"))
    drawn.append(
        text(sheet.width - sheet.margin, top - 5, pick(lang, "aandeel", "share"), sheet.small, anchor="end", fill=MUTED)
    )
    drawn.append(line(left, top, left, y + 2, stroke=FRAME, stroke_width=1.2))
    return drawn + body, y + 2


def _short_label(c: Contribution) -> str:
    return (c.label or "").replace("-", "–") if c.state == "judged" else ""


def _bar(c: Contribution, codes: tuple[str, ...], frame: Box, step: float, lang: Lang, sheet: Sheet) -> list[Element]:
    base = (frame.top + frame.bottom) / 2 + sheet.small * 0.35
    if c.state == "not applicable":
        words = pick(lang, "X  niet van toepassing", "X  not applicable")
        return [text(frame.left + 8, base, words, sheet.small, fill=MUTED)]
    ends = _ends(c, codes)
    if ends is None:
        words = _unjudged_words(c, lang)
        return [
            rect(
                frame.left,
                frame.top + 1,
                frame.width,
                frame.height - 2,
                fill=PAPER,
                stroke=MUTED,
                stroke_width=1,
                stroke_dasharray="2 3",
            ),
            text(frame.left + 8, base, words, sheet.small, fill=MUTED),
        ]
    low, first, last, high = ends
    x = frame.left
    drawn = [rect(x, frame.top, first * step, frame.height, fill=HAZARD)]
    if last > first:
        drawn.append(
            rect(
                x + first * step,
                frame.top,
                (last - first) * step,
                frame.height,
                fill=HAZARD_SOFT,
                stroke=HAZARD,
                stroke_width=1,
            )
        )
    for index in range(1, int(last) + 1):
        if index < last:
            drawn.append(
                line(x + index * step, frame.top, x + index * step, frame.bottom, stroke=PAPER, stroke_width=1)
            )
    if high - low > 0.01:
        drawn += _range(x + low * step, x + high * step, (frame.top + frame.bottom) / 2)
    return drawn


def _range(low: float, high: float, y: float) -> list[Element]:
    """Return the line of possible labels, with white round it so that it shows on the bar and beside it."""
    shape = f"M{low:.2f} {y - 4:.2f}V{y + 4:.2f}M{low:.2f} {y:.2f}H{high:.2f}M{high:.2f} {y - 4:.2f}V{y + 4:.2f}"
    return [
        element("path", d=shape, fill="none", stroke=PAPER, stroke_width=4),
        element("path", d=shape, fill="none", stroke=THREAT, stroke_width=1.8),
    ]


def _key(contributions: tuple[Contribution, ...], lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    items: list[tuple[list[Element], str]] = []
    if any(c.state == "judged" for c in contributions):
        items.append(([rect(0, -6, 26, 12, fill=HAZARD)], pick(lang, "verwacht", "expected")))
        if any(c.label and "-" in c.label for c in contributions):
            shape = rect(0, -6, 26, 12, fill=HAZARD_SOFT, stroke=HAZARD, stroke_width=1)
            items.append(([shape], pick(lang, "deskundigen verschillen", "experts differ")))
        items.append((_range(1, 25, 0), pick(lang, "laagste tot hoogste mogelijk", "lowest to highest possible")))
    if any(c.state == "missing" for c in contributions):
        shape = rect(0, -6, 26, 12, fill=PAPER, stroke=MUTED, stroke_width=1, stroke_dasharray="2 3")
        items.append(([shape], pick(lang, "niet beoordeeld (dus niet nul)", "not judged (so not zero)")))
    drawn: list[Element] = []
    x, y = sheet.margin, top + 8
    for shapes, words in items:
        wide = 32 + text_width(words, sheet.small)
        if x > sheet.margin and x + wide > sheet.width - sheet.margin:
            x, y = sheet.margin, y + 20
        drawn.append(group(*shapes, transform=f"translate({x:.2f} {y:.2f})"))
        drawn.append(text(x + 32, y + sheet.small * 0.35, words, sheet.small, fill=MUTED))
        x += wide + 20
    return drawn, (y + 12 if items else top)


def _unjudged_words(c: Contribution, lang: Lang) -> str:
    if c.state == "together":
        return pick(lang, "niet apart beoordeeld", "not judged separately")
    return pick(lang, "niet beoordeeld", "not judged")


def _label_words(c: Contribution, lang: Lang) -> str:
    if c.state == "not applicable":
        return pick(lang, "X (niet van toepassing)", "X (not applicable)")
    if c.label is None:
        return _unjudged_words(c, lang)
    return c.label.replace("-", pick(lang, " tot ", " to "))


def _description(contributions: tuple[Contribution, ...], title: str, lang: Lang) -> str:
    parts = [f"{c.criterion} {c.name.in_(lang)}: {_label_words(c, lang)}" for c in contributions]
    if not parts:
        return f"{title}. " + pick(
            lang, "Er zijn geen oordelen per criterium.", "There are no judgements per criterion."
        )
    return f"{title}. {'; '.join(parts)}."


def _table(contributions: tuple[Contribution, ...], title: str, lang: Lang) -> FigureTable:
    nl = ("Criterium", "Naam", "Verwacht", "Laagste", "Hoogste", "Aandeel in de impact", "Deskundigen")
    en = ("Criterion", "Name", "Expected", "Lowest", "Highest", "Share of the impact", "Experts")
    none = "–"
    rows = []
    for c in contributions:
        judged = c.state == "judged"
        rows.append(
            (
                c.criterion,
                c.name.in_(lang),
                _label_words(c, lang),
                (c.lowest or none) if judged else none,
                (c.highest or none) if judged else none,
                percentage(c.share, lang) if judged else none,
                str(c.experts),
            )
        )
    return FigureTable(title, en if lang == "en" else nl, tuple(rows))
