# SPDX-License-Identifier: EUPL-1.2
"""How sure a rank is: per scenario the probability of every place in the order of impact.

Rank acceptability after Lahdelma and Salminen (SMAA-2): the share of the draws in which a scenario
takes a rank.
"""

from __future__ import annotations

from weerbaar.assessment import Assessment, Rank, ScenarioResult
from weerbaar.base import Lang, Text, number, percentage
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.palette import FRAME, GRID, MUTED, PAPER, THREAT, ink_on, ramp
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on, foot, run_caption
from weerbaar.figures.svg import Element, group, line, lines, path, rect, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.wording import pick

_NUMBERS_UP_TO = 15
_SEEN_FROM = 0.005
_SHADES = 24


def rank_acceptability(assessment: Assessment, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw the probability of every rank for every scenario that has an impact, best expected rank first.

    Raises:
        FigureError: no scenario has a rank.
    """
    ranked = _ranked(assessment)
    if not ranked:
        raise FigureError(
            Text(
                nl="Geen enkel scenario heeft een rang: er zijn geen impactscores om te ordenen.",
                en="No scenario has a rank: there are no impact scores to put in order.",
            )
        )
    sheet = SHEETS[width]
    drawn, y = _grid(ranked, lang, sheet)
    elements, y = _key(ranked, lang, sheet, y + 8)
    drawn += elements
    elements, y = foot(assessment, lang, sheet, y)
    drawn += elements
    height = round(y)
    title = pick(
        lang,
        f"Kans op elke rang naar impact, {assessment.round_label}",
        f"Probability of each rank by impact, {assessment.round_label}",
    )
    first = ranked[0]
    description = pick(
        lang,
        f"Per scenario de kans op elke rang; rang 1 is de hoogste impact. {len(ranked)} scenario's. Bovenaan staat "
        f"{first[0].title.in_(lang)} met verwachte rang {number(first[1].expected, lang, 1)}.",
        f"Per scenario the probability of each rank; rank 1 is the highest impact. {len(ranked)} scenarios. On top is "
        f"{first[0].title.in_(lang)} with expected rank {number(first[1].expected, lang, 1)}.",
    )
    return figure_on(
        width,
        "rangordekansen",
        drawn,
        height,
        title=title,
        description=description,
        table=_table(ranked, title, lang),
        caption=run_caption(assessment, lang),
        lang=lang,
    )


def _ranked(assessment: Assessment) -> list[tuple[ScenarioResult, Rank]]:
    found = [(result, result.rank) for result in assessment.scenarios if result.rank is not None]
    return sorted(found, key=lambda pair: (pair[1].expected, pair[1].position))


def _name_width(sheet: Sheet) -> float:
    return sheet.inner * (0.34 if sheet.width < 500 else 0.32)


def _cell_width(count: int, lang: Lang, sheet: Sheet) -> float:
    expected = text_width(number(count, lang, 1), sheet.small, 600) + 12
    return (sheet.inner - _name_width(sheet) - 10 - expected) / count


def _with_numbers(count: int, lang: Lang, sheet: Sheet) -> bool:
    return count <= _NUMBERS_UP_TO and _cell_width(count, lang, sheet) >= text_width("100", 11, 600) + 3


def _darkest(ranked: list[tuple[ScenarioResult, Rank]], lang: Lang, sheet: Sheet) -> float:
    """Return the probability drawn in the darkest shade: 1, or the largest there is where no cell has its number."""
    if _with_numbers(len(ranked), lang, sheet):
        return 1.0
    return max(max(rank.acceptability) for _, rank in ranked)


def _grid(ranked: list[tuple[ScenarioResult, Rank]], lang: Lang, sheet: Sheet) -> tuple[list[Element], float]:
    count = len(ranked[0][1].acceptability)
    cell = _cell_width(count, lang, sheet)
    left = sheet.margin + _name_width(sheet) + 10
    right = left + cell * count
    numbers = _with_numbers(count, lang, sheet)
    darkest = _darkest(ranked, lang, sheet)
    drawn: list[Element] = []
    y = sheet.small + 2
    drawn.append(text(sheet.margin, y, pick(lang, "Scenario", "Scenario"), sheet.small, weight=600))
    expected = pick(lang, "verw.", "exp.")
    drawn.append(text(sheet.width - sheet.margin, y, expected, sheet.small, anchor="end", fill=MUTED))
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100) if cell * s >= text_width(str(count), 11) + 5)
    for rank in range(1, count + 1):
        if rank == 1 or rank % step == 0:
            x = left + (rank - 0.5) * cell
            drawn.append(text(x, y, str(rank), 11, fill=MUTED, anchor="middle"))
    y += 6
    top = y
    for result, rank_of in ranked:
        wrapped = wrap(result.title.in_(lang), sheet.small, _name_width(sheet))
        height = max(sheet.small + (14 if numbers else 8), len(wrapped) * sheet.leading + 3)
        middle = y + height / 2
        first = middle - len(wrapped) * sheet.leading / 2 + sheet.small * 0.98
        drawn += lines(sheet.margin, first, wrapped, sheet.small, sheet.leading)
        for index, share in enumerate(rank_of.acceptability):
            if share < _SEEN_FROM:
                continue
            colour = ramp(round(share / darkest * _SHADES) / _SHADES)
            drawn.append(rect(left + index * cell, y + 1, cell, height - 2, fill=colour))
            if numbers:
                shown = number(100 * share, lang)
                drawn.append(
                    text(
                        left + (index + 0.5) * cell,
                        middle + 1.8,
                        shown,
                        11,
                        weight=600,
                        fill=ink_on(colour),
                        anchor="middle",
                    )
                )
        drawn.append(_expected(left + (rank_of.expected - 0.5) * cell, y, height, numbers=numbers))
        drawn.append(
            text(
                sheet.width - sheet.margin,
                middle + sheet.small * 0.35,
                number(rank_of.expected, lang, 1),
                sheet.small,
                anchor="end",
            )
        )
        y += height
        drawn.append(line(left, y, right, y, stroke=GRID, stroke_width=0.6))
    drawn.append(rect(left, top, right - left, y - top, fill="none", stroke=FRAME, stroke_width=1))
    return drawn, y


def _expected(x: float, y: float, height: float, *, numbers: bool) -> Element:
    """Return the mark of the expected rank: a wedge at the foot of the row, off the numbers."""
    size = 4.5 if numbers else min(5.0, height / 3)
    foot_y = y + height
    return path(
        [(x, foot_y - size * 1.3), (x + size, foot_y), (x - size, foot_y)],
        closed=True,
        fill=THREAT,
        stroke=PAPER,
        stroke_width=0.8,
    )


def _key(
    ranked: list[tuple[ScenarioResult, Rank]], lang: Lang, sheet: Sheet, top: float
) -> tuple[list[Element], float]:
    numbers = _with_numbers(len(ranked), lang, sheet)
    most = percentage(_darkest(ranked, lang, sheet), lang)
    y = top + 8
    x = sheet.margin
    drawn: list[Element] = []
    drawn.append(group(_expected(6, -8, 14, numbers=True), transform=f"translate({x:.2f} {y:.2f})"))
    words = pick(lang, "verwachte rang", "expected rank")
    drawn.append(text(x + 16, y + sheet.small * 0.35, words, sheet.small, fill=MUTED))
    x += 16 + text_width(words, sheet.small) + 22
    shown = pick(
        lang,
        "getal en tint: kans in procenten" if numbers else f"tint: kans van 0% tot {most}",
        "number and shade: probability in percent" if numbers else f"shade: probability from 0% to {most}",
    )
    if x + 70 + text_width(shown, sheet.small) > sheet.width - sheet.margin:
        x, y = sheet.margin, y + 20
    for index, share in enumerate((0.05, 0.3, 0.6, 1.0)):
        drawn.append(rect(x + index * 14, y - 6, 14, 12, fill=ramp(share)))
    drawn.append(text(x + 64, y + sheet.small * 0.35, shown, sheet.small, fill=MUTED))
    return drawn, y + 12


def _table(ranked: list[tuple[ScenarioResult, Rank]], title: str, lang: Lang) -> FigureTable:
    count = len(ranked[0][1].acceptability)
    header: list[str] = ["Scenario", *pick(lang, "Rang|Verwachte rang", "Rank|Expected rank").split("|")]
    wide = count <= _NUMBERS_UP_TO
    if wide:
        header += [pick(lang, f"Kans op rang {n}", f"Probability of rank {n}") for n in range(1, count + 1)]
    else:
        header += [pick(lang, "Rangen met samen 90% kans", "Ranks that hold 90% together")]
    rows = []
    for result, rank in ranked:
        row = [result.title.in_(lang), number(rank.position, lang, 0 if rank.position % 1 == 0 else 1)]
        row.append(number(rank.expected, lang, 1))
        if wide:
            row += [percentage(share, lang) for share in rank.acceptability]
        else:
            first, last = likely_ranks(rank.acceptability)
            row.append(str(first) if first == last else pick(lang, f"{first} tot {last}", f"{first} to {last}"))
        rows.append(tuple(row))
    return FigureTable(title, tuple(header), tuple(rows))


def likely_ranks(acceptability: tuple[float, ...], share: float = 0.9) -> tuple[int, int]:
    """Return the ranks between the quantiles that leave out ``(1 - share) / 2`` at either side, from 1."""
    tail = (1 - share) / 2
    first, last, total = 1, len(acceptability), 0.0
    found = False
    for rank, probability in enumerate(acceptability, start=1):
        total += probability
        if not found and total > tail:
            first, found = rank, True
        if total >= 1 - tail - 1e-12:
            last = rank
            break
    return first, last
