# SPDX-License-Identifier: EUPL-1.2
"""How firmly each measure belongs to the best choice: in which share of the states of the world it is in it."""

from __future__ import annotations

from collections.abc import Sequence

from weerbaar.base import Lang, Text, number, percentage
from weerbaar.capability.choice import CoreShare, PortfolioChoice, Verdict, robustness_word
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.palette import FRAME, GRID, HAZARD, HAZARD_SOFT, MUTED, PAPER
from weerbaar.figures.portfolio_sheet import gap_words, portfolio_caption, portfolio_foot
from weerbaar.figures.sensitivity_sheet import share_words
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on
from weerbaar.figures.svg import Element, element, line, lines, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.wording import pick

_DOT = 5.0
MOST = 40
"""Rows; of more measures, those at either end (core and never) are listed and only the borderline ones are drawn."""

_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_GROUPS = (
    ("core", Text(nl="Kern: in alle onderzochte toestanden", en="Core: in all states looked at")),
    ("borderline", Text(nl="Grensgeval: in een deel ervan", en="Borderline: in part of them")),
    ("never", Text(nl="Nooit: in geen enkele", en="Never: in none")),
)

_VARY = {
    "weights": Text(nl="gewichten", en="weights"),
    "effects": Text(nl="effecten", en="effects"),
    "judgements": Text(nl="oordelen", en="judgements"),
}


def portfolio_stability(choice: PortfolioChoice, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw per measure the share of states in which it is chosen, with its interval; filled is chosen now.

    Raises:
        FigureError: no states of the world were looked at.
    """
    rows = [(v, v.core) for v in choice.verdicts if v.core is not None]
    if not rows:
        raise FigureError(
            Text(
                nl="De robuustheid van de keuze is niet onderzocht; er valt niets te tekenen.",
                en="The robustness of the choice was not looked at; there is nothing to draw.",
            )
        )
    sheet = SHEETS[width]
    stacked = sheet.width < 500
    share_room = text_width("> 99%", sheet.small) + 8
    left = sheet.margin + 8 if stacked else sheet.margin + sheet.inner * 0.48
    right = sheet.width - sheet.margin - share_room - 6
    drawn: list[Element] = []
    rules: list[Element] = []
    y = 4.0
    crowded = len(rows) > MOST
    lowest = [word for word, _ in _GROUPS if any(c.word == word for _, c in rows) and not _listed(word, crowded)]
    for word, head in _GROUPS:
        group = sorted(
            ((v, c) for v, c in rows if c.word == word), key=lambda item: (-item[1].index, not item[0].chosen)
        )
        if not group:
            continue
        listed = _listed(word, crowded)
        said = f"{head.in_(lang)} ({len(group)})" if crowded else head.in_(lang)
        drawn.append(text(sheet.margin, y + sheet.small + 2, said, sheet.small, weight=600, fill=MUTED))
        y += sheet.leading + 6
        if listed:
            elements, y = _names([v for v, _ in group], lang, sheet, y)
            drawn += elements
            continue
        top = y
        for verdict, core in group:
            elements, low = _row(verdict, core, left, right, lang, sheet, y, stacked)
            if stacked:
                # only beside the marks: the names stand over the whole width
                rules += _rules(left, right, low - 2 * _DOT - 8, low - 2)
            drawn += elements
            y = low
        if not stacked:
            rules += _rules(left, right, top, y)
        if word == lowest[-1]:
            drawn += _ticks(left, right, lang, sheet, y + 4)
            y += sheet.leading + 6
        y += 4
    drawn = [*rules, *drawn]
    elements, y = _key(choice, lang, sheet, y)
    drawn += elements
    elements, y = portfolio_foot(choice, lang, sheet, y + 2)
    drawn += elements
    title = pick(lang, "Hoe vast elke maatregel in de keuze ligt", "How firmly each measure belongs to the choice")
    return figure_on(
        width,
        "stabiliteit-keuze",
        drawn,
        round(y),
        title=title,
        description=_description(choice, rows, lang),
        table=_table(rows, title, lang),
        caption=portfolio_caption(choice, lang),
        lang=lang,
    )


def _listed(word: str, crowded: bool) -> bool:
    """Return whether a group is a list of names: all its marks would stand in one place."""
    return crowded and word != "borderline"


def _rules(left: float, right: float, top: float, bottom: float) -> list[Element]:
    """Return the upright lines at the ticks."""
    return [
        line(x, top, x, bottom, stroke=FRAME if tick in (0.0, 1.0) else GRID, stroke_width=1)
        for tick in _TICKS
        for x in (left + (right - left) * tick,)
    ]


def _ticks(left: float, right: float, lang: Lang, sheet: Sheet, top: float) -> list[Element]:
    """Return the words at the ticks."""
    return [
        text(
            left + (right - left) * tick,
            top + sheet.small + 1,
            f"{number(100 * tick, lang)}%",
            sheet.small,
            fill=MUTED,
            anchor="middle",
        )
        for tick in _TICKS
    ]


def _names(verdicts: Sequence[Verdict], lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    """Return the names one after the other, those that are chosen now first, and where they end."""
    drawn: list[Element] = []
    y = top
    for chosen in (True, False):
        names = "; ".join(v.title.in_(lang) for v in verdicts if v.chosen == chosen)
        if names:
            weight = 600 if chosen else 400
            wrapped = wrap(f"{names}.", sheet.small, sheet.inner, weight)
            drawn += lines(sheet.margin, y + sheet.small, wrapped, sheet.small, sheet.leading, weight=weight)
            y += len(wrapped) * sheet.leading
    return drawn, y + 6


def _row(
    verdict: Verdict, core: CoreShare, left: float, right: float, lang: Lang, sheet: Sheet, top: float, stacked: bool
) -> tuple[list[Element], float]:
    room = sheet.inner if stacked else left - sheet.margin - 16
    weight = 600 if verdict.chosen else 400
    name = wrap(verdict.title.in_(lang), sheet.small, room, weight)
    said = len(name) * sheet.leading
    height = said + 2 * _DOT + 8 if stacked else max(said, 2 * _DOT) + 5
    middle = top + said + _DOT + 4 if stacked else top + height / 2
    first = top + sheet.small if stacked else middle - said / 2 + sheet.small * 0.98
    drawn = lines(sheet.margin, first, name, sheet.small, sheet.leading, weight=weight, halo=stacked)
    x, low, high = (left + (right - left) * v for v in (core.index, core.low, core.high))
    drawn.append(line(low, middle, high, middle, stroke=HAZARD_SOFT, stroke_width=3))
    fill = HAZARD if verdict.chosen else PAPER
    drawn.append(element("circle", cx=x, cy=middle, r=_DOT, fill=fill, stroke=HAZARD, stroke_width=1.6))
    drawn.append(
        text(
            sheet.width - sheet.margin,
            middle + sheet.small * 0.35,
            share_words(core.index, lang),
            sheet.small,
            anchor="end",
        )
    )
    return drawn, top + height


def _key(choice: PortfolioChoice, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    x, y = sheet.margin, top + sheet.small
    drawn: list[Element] = []
    for fill, words in (
        (HAZARD, pick(lang, "nu gekozen (vet)", "chosen now (bold)")),
        (PAPER, pick(lang, "niet gekozen", "not chosen")),
    ):
        drawn.append(
            element(
                "circle", cx=x + _DOT, cy=y - sheet.small * 0.33, r=_DOT, fill=fill, stroke=HAZARD, stroke_width=1.6
            )
        )
        drawn.append(text(x + 16, y, words, sheet.small, fill=MUTED))
        x += 16 + text_width(words, sheet.small) + 16
    gap = gap_words(choice.robust_gap, lang)
    states = number(choice.states, lang)
    varied = ", ".join(_VARY[v].in_(lang) if v in _VARY else v for v in choice.vary)
    said = pick(
        lang,
        f"Aandeel van {states} toestanden van de wereld (andere {varied}) waarin de maatregel in de beste keuze "
        "zit; lijn: 95%-interval voor alle toegestane toestanden. De beste keuze van een toestand ligt ten hoogste "
        f"{gap} onder wat mogelijk is.",
        f"Share of {states} states of the world (other {varied}) in which the measure is in the best choice; line: "
        "95% interval for all admissible states. The best choice of a state is at most "
        f"{gap} below what is possible.",
    )
    wrapped = wrap(said, sheet.small, sheet.inner)
    drawn += lines(sheet.margin, y + sheet.leading + 2, wrapped, sheet.small, sheet.leading, fill=MUTED)
    return drawn, y + 2 + len(wrapped) * sheet.leading + 4


def _description(choice: PortfolioChoice, rows: list[tuple[Verdict, CoreShare]], lang: Lang) -> str:
    counts = {word: sum(core.word == word for _, core in rows) for word, _ in _GROUPS}
    states = number(choice.states, lang)
    return pick(
        lang,
        f"Van de {len(rows)} maatregelen zitten er {counts['core']} in alle {states} onderzochte toestanden in de "
        f"beste keuze (kern), {counts['borderline']} in een deel ervan (grensgeval) en {counts['never']} in geen "
        "enkele.",
        f"Of {len(rows)} measures {counts['core']} are in the best choice in all {states} states looked at (core), "
        f"{counts['borderline']} in part of them (borderline) and {counts['never']} in none.",
    )


def _table(rows: list[tuple[Verdict, CoreShare]], title: str, lang: Lang) -> FigureTable:
    header = (
        pick(lang, "Maatregel", "Measure"),
        pick(lang, "Nu gekozen", "Chosen now"),
        pick(lang, "Aandeel van de toestanden", "Share of the states"),
        pick(lang, "95%-interval", "95% interval"),
        pick(lang, "Oordeel", "Verdict"),
    )
    yes, no = pick(lang, "ja", "yes"), pick(lang, "nee", "no")
    return FigureTable(
        title,
        header,
        tuple(
            (
                v.title.in_(lang),
                yes if v.chosen else no,
                share_words(c.index, lang),
                pick(
                    lang,
                    f"{percentage(c.low, lang, 3)} tot {percentage(c.high, lang, 3)}",
                    f"{percentage(c.low, lang, 3)} to {percentage(c.high, lang, 3)}",
                ),
                robustness_word(c).in_(lang),
            )
            for v, c in sorted(rows, key=lambda item: -item[1].index)
        ),
    )
