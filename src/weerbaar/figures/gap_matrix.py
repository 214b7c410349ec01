# SPDX-License-Identifier: EUPL-1.2
"""Which capability falls short in which scenario: the probability of a shortfall, generic and specific apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from weerbaar.base import Lang, Text, number, significant
from weerbaar.capability.needs import PHASE_WORDS, PHASES, CapabilityGap, Cell, Gaps, Phase, day_words
from weerbaar.figures.cascade_wording import fitting
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.palette import FRAME, GRID, INK, MUTED, PAPER, QUIET_FILL, ink_on, ramp
from weerbaar.figures.sensitivity_sheet import share_words
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on, notes
from weerbaar.figures.svg import Element, line, lines, rect, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.wording import pick

_MOST_ROWS = {"phone": 60, "screen": 80, "a4": 60}
_MOST_COLUMNS = {"phone": 24, "screen": 100, "a4": 72}
_UPPER = (0.2, 0.5, 0.8, 0.95)
"""Bounds between the shades of a shortfall; below the first stands what is tolerated."""

_TICK = 11.0
_TITLED = 84.0
_DOT = 4.0
_SHORT, _ENOUGH, _UNKNOWN = "!", "=", "?"


@dataclass(frozen=True)
class _Grid:
    """What is shown, in order, and where the columns are.

    Attributes:
        groups: heading and capabilities.
        columns: ids of scenarios; ``titles`` in the same order.
        cells: by capability and scenario.
        left: pixel where the first column begins; ``step`` is the width of one.
        numbers: there is room for a number in every cell.
    """

    groups: tuple[tuple[str, tuple[CapabilityGap, ...]], ...]
    columns: tuple[str, ...]
    titles: tuple[str, ...]
    cells: dict[tuple[str, str], Cell]
    left: float
    step: float
    numbers: bool

    @property
    def right(self) -> float:
        return self.left + self.step * len(self.columns)

    @property
    def rows(self) -> int:
        return sum(len(own) for _, own in self.groups)


def gap_matrix(gaps: Gaps, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw the probability of a shortfall of every capability in every scenario.

    Of very many, the most serious are drawn; the table has every need. What is withheld in ``gaps`` is a sign.

    Raises:
        FigureError: no task needs anything.
    """
    if all(gap.kind is None for gap in gaps.capabilities):
        raise FigureError(
            Text(
                nl="Geen enkele taak vraagt een capaciteit; er valt niets te tekenen.",
                en="No task asks for a capability; there is nothing to draw.",
            )
        )
    sheet = SHEETS[width]
    grid = _grid(gaps, sheet, width, lang)
    drawn: list[Element] = []
    y = 2.0
    if _is_confidential(gaps):
        mark = pick(lang, "VERTROUWELIJK: niet verspreiden buiten de organisatie", "CONFIDENTIAL: not for circulation")
        drawn.append(text(sheet.margin, y + sheet.body, mark, sheet.body, weight=600))
        y += sheet.body + 8
    for part in (_key, _cells, _column_names, _remarks):
        elements, y = part(gaps, grid, lang, sheet, y)
        drawn += elements
    elements, y = notes(_caution(gaps, lang), _caption(gaps, lang), sheet, y + 2)
    drawn += elements
    title = pick(lang, "Welke capaciteit schiet waar tekort", "Which capability falls short where")
    return figure_on(
        width,
        "capaciteitstekorten",
        drawn,
        round(y),
        title=title,
        description=_description(gaps, lang),
        table=_table(gaps, title, lang),
        caption=_caption(gaps, lang),
        lang=lang,
    )


def _grid(gaps: Gaps, sheet: Sheet, width: Width, lang: Lang) -> _Grid:
    shown = [gap for gap in gaps.ranked() if gap.kind is not None][: _MOST_ROWS[width]]
    words = {
        "generic": pick(lang, "Breed inzetbaar: twee of meer scenario’s", "Generic: two or more scenarios"),
        "specific": pick(lang, "Specifiek: één scenario", "Specific: one scenario"),
    }
    groups = [(label, tuple(gap for gap in shown if gap.kind == kind)) for kind, label in words.items()]
    cells = {(cell.capability, cell.scenario): cell for cell in gaps.cells}
    ids = {gap.id for gap in shown}
    needed = [(id_, title.in_(lang)) for id_, title in gaps.scenarios if any((c, id_) in cells for c in ids)]
    asked = {s: [cells[c, s] for c in ids if cells[c, s].state != "not needed"] for s, _ in needed}
    needed = [(s, title) for s, title in needed if asked[s]]
    if len(needed) > _MOST_COLUMNS[width]:
        weight = {s: (sum(c.state == "short" for c in own), len(own)) for s, own in asked.items()}
        busiest = sorted(needed, key=lambda pair: weight[pair[0]], reverse=True)[: _MOST_COLUMNS[width]]
        needed = [pair for pair in needed if pair in busiest]
    left = sheet.margin + sheet.inner * (0.46 if sheet.width < 500 else 0.36)
    room = sheet.width - sheet.margin - left
    step = min(room / len(needed), 160.0)
    return _Grid(
        tuple((label, own) for label, own in groups if own),
        tuple(s for s, _ in needed),
        tuple(title for _, title in needed),
        cells,
        left,
        step,
        step >= text_width("> 99%", _TICK, 600) + 4,
    )


def _bounds(gaps: Gaps) -> tuple[float, ...]:
    """Return where the shades begin: above what is tolerated, and at the fixed bounds above that."""
    return (gaps.tolerated, *(bound for bound in _UPPER if bound > gaps.tolerated))


def _shade(probability: float, bounds: Sequence[float]) -> tuple[str, float]:
    """Return the colour and the part of the cell that is filled: darker and taller is more probable."""
    step = (probability > bounds[0]) + sum(probability >= bound for bound in bounds[1:])
    share = step / len(bounds)
    return ramp(0.1 + 0.9 * share), 0.2 + 0.8 * share


def _key(gaps: Gaps, grid: _Grid, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    bounds = _bounds(gaps)
    named = [f"{significant(100 * bound, lang, 1 if 100 * bound < 10 else 2)}%" for bound in bounds]
    words = [
        pick(lang, f"{named[0]} of minder: voldoende", f"{named[0]} or less: sufficient"),
        *(pick(lang, f"tot {b}", f"to {b}") for _, b in pairwise(named)),
        pick(lang, f"{named[-1]} of meer", f"{named[-1]} or more"),
    ]
    head = pick(lang, "Kans op een tekort:", "Probability of a shortfall:")
    x, y = sheet.margin + text_width(head, sheet.small, 600) + 10, top + sheet.small
    drawn = [text(sheet.margin, y, head, sheet.small, weight=600)]
    box = sheet.small + 1
    for place, label in enumerate(words):
        wide = 20 + text_width(label, sheet.small)
        if x + wide > sheet.width - sheet.margin:
            x, y = sheet.margin, y + sheet.leading + 3
        colour, part = _shade(0.0 if place == 0 else (*bounds, 1.0)[place] - 1e-9, bounds)
        drawn.append(rect(x, y + 2 - box * part, 14, box * part, fill=colour))
        drawn.append(rect(x, y + 2 - box, 14, box, fill="none", stroke=GRID, stroke_width=0.8))
        drawn.append(text(x + 18, y, label, sheet.small, fill=MUTED))
        x += wide + 12
    x, y = sheet.margin, y + sheet.leading + 3
    for sign, fill, label in _signs(gaps, lang):
        wide = 20 + text_width(label, sheet.small)
        if x > sheet.margin and x + wide > sheet.width - sheet.margin:
            x, y = sheet.margin, y + sheet.leading + 3
        drawn.append(rect(x, y + 2 - box, 14, box, fill=fill, stroke=GRID, stroke_width=0.8))
        if sign:
            drawn.append(text(x + 7, y, sign, _TICK, weight=600, fill=ink_on(fill), anchor="middle"))
        drawn.append(text(x + 18, y, label, sheet.small, fill=MUTED))
        x += wide + 12
    y += sheet.leading + 3
    return _phase_key(drawn, grid, lang, sheet, y)


def _signs(gaps: Gaps, lang: Lang) -> list[tuple[str, str, str]]:
    """Return the signs that occur, with the fill behind them and their meaning."""
    states = {(cell.state, cell.withheld) for cell in gaps.cells}
    found = []
    if ("short", True) in states:
        words = pick(lang, "tekort, cijfer vertrouwelijk", "short, figure confidential")
        found.append((_SHORT, ramp(0.6), words))
    if ("sufficient", True) in states:
        words = pick(lang, "voldoende, cijfer vertrouwelijk", "sufficient, figure confidential")
        found.append((_ENOUGH, ramp(0.0), words))
    if ("unknown", False) in states:
        found.append((_UNKNOWN, QUIET_FILL, pick(lang, "onbekend wat er is", "unknown what there is")))
    found.append(("", PAPER, pick(lang, "niet nodig", "not needed")))
    return found


def _phase_key(drawn: list[Element], grid: _Grid, lang: Lang, sheet: Sheet, y: float) -> tuple[list[Element], float]:
    where = (
        pick(lang, "Blokjes in een cel", "Squares in a cell")
        if grid.numbers
        else pick(lang, "Blokjes achter een naam", "Squares behind a name")
    )
    listed = ", ".join(PHASE_WORDS[phase].in_(lang) for phase in PHASES)
    said = pick(lang, f"{where}, van links naar rechts: {listed}.", f"{where}, from left to right: {listed}.")
    wrapped = wrap(said, sheet.small, sheet.inner)
    drawn += lines(sheet.margin, y, wrapped, sheet.small, sheet.leading, fill=MUTED)
    return drawn, y + (len(wrapped) - 1) * sheet.leading + 6


def _phase_marks(phases: Sequence[Phase], x: float, y: float, ink: str) -> list[Element]:
    """Return five small squares, filled where the capability is needed at that link of the chain."""
    drawn = []
    for place, phase in enumerate(PHASES):
        at = x + place * (_DOT + 1.5)
        filled = phase in phases
        drawn.append(rect(at, y, _DOT, _DOT, fill=ink if filled else "none", stroke=ink, stroke_width=0.5))
    return drawn


_MARKS = len(PHASES) * (_DOT + 1.5)


def _cells(gaps: Gaps, grid: _Grid, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    drawn, y = _headings(grid, sheet, top)
    first = y
    name_room = grid.left - sheet.margin - 6 - (0.0 if grid.numbers else _MARKS + 6)
    for label, own in grid.groups:
        drawn.append(line(sheet.margin, y, grid.right, y, stroke=FRAME, stroke_width=1))
        wrapped = wrap(label, sheet.small, grid.left - sheet.margin - 6, 600)
        drawn += lines(sheet.margin, y + sheet.small + 2, wrapped, sheet.small, sheet.leading, weight=600, fill=MUTED)
        y += len(wrapped) * sheet.leading + 4
        for gap in own:
            name = gap.name.in_(lang)
            words = wrap(name, sheet.small, name_room) if grid.numbers else [fitting(name, sheet.small, name_room)]
            tall = max(34.0, len(words) * sheet.leading + 6) if grid.numbers else sheet.small * 1.25
            base = y + tall / 2 - (len(words) - 1) * sheet.leading / 2 + sheet.small * 0.35
            drawn += lines(sheet.margin, base, words, sheet.small, sheet.leading)
            if not grid.numbers:
                phases = [p for p in PHASES if any(p in grid.cells[gap.id, s].phases for s in gap.needed_by)]
                drawn += _phase_marks(phases, grid.left - _MARKS - 4, y + tall / 2 - _DOT / 2, MUTED)
            for place, scenario in enumerate(grid.columns):
                x = grid.left + place * grid.step
                drawn += _cell(grid.cells[gap.id, scenario], x, y, grid.step, tall, gaps, grid, lang)
            drawn.append(line(sheet.margin, y + tall, grid.right, y + tall, stroke=GRID, stroke_width=0.5))
            y += tall
    drawn.append(line(sheet.margin, y, grid.right, y, stroke=FRAME, stroke_width=1))
    every = 1 if grid.numbers else 5
    for place in range(0, len(grid.columns) + 1, every):
        x = grid.left + grid.step * place
        drawn.append(line(x, first, x, y, stroke=GRID, stroke_width=0.7))
    return drawn, y


def _cell(
    cell: Cell, x: float, y: float, wide: float, tall: float, gaps: Gaps, grid: _Grid, lang: Lang
) -> list[Element]:
    if cell.state == "not needed":
        return []
    middle = x + wide / 2
    base = y + tall / 2 + _TICK * 0.35 - (4 if grid.numbers else 0)
    fill, part, shown = QUIET_FILL, 1.0, _UNKNOWN
    if cell.withheld:
        fill, part = (ramp(0.6), 1.0) if cell.state == "short" else (ramp(0.0), 1.0)
        shown = _SHORT if cell.state == "short" else _ENOUGH
    elif cell.numbers is not None:
        fill, part = _shade(cell.numbers.probability, _bounds(gaps))
        part = 1.0 if grid.numbers else part
        shown = share_words(cell.numbers.told, lang) if grid.numbers else ""
    high = (tall - 1) * part
    drawn = [rect(x + 0.4, y + tall - 0.5 - high, wide - 0.8, high, fill=fill)]
    ink = ink_on(fill)
    if shown:
        drawn.append(text(middle, base, shown, _TICK, weight=600, fill=ink, anchor="middle"))
    if grid.numbers:
        drawn += _phase_marks(cell.phases, middle - (_MARKS - 1.5) / 2, base + 7, ink)
    return drawn


def _headings(grid: _Grid, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    """Return titles above wide columns, or numbers above narrow ones, in as many lines as keep them apart."""
    drawn: list[Element] = []
    if grid.step >= _TITLED:
        wrapped = [wrap(title, _TICK, grid.step - 8, 600) for title in grid.titles]
        most = max(len(words) for words in wrapped)
        for place, words in enumerate(wrapped):
            x = grid.left + (place + 0.5) * grid.step
            y = top + _TICK + 2 + (most - len(words)) * _TICK * 1.2
            drawn += lines(x, y, words, _TICK, _TICK * 1.2, weight=600, anchor="middle")
        return drawn, top + most * _TICK * 1.2 + 6
    levels = math.ceil((text_width(str(len(grid.columns)), _TICK) + 5) / grid.step)
    pitch = _TICK * 1.15
    bottom = top + pitch * levels + 3
    for place in range(len(grid.columns)):
        level = place % levels
        x, y = grid.left + (place + 0.5) * grid.step, top + _TICK + 1 + pitch * (levels - 1 - level)
        drawn.append(text(x, y, str(place + 1), _TICK, fill=INK, anchor="middle"))
        if level:
            drawn.append(line(x, y + 2, x, bottom, stroke=GRID, stroke_width=0.6))
    return drawn, bottom


def _column_names(gaps: Gaps, grid: _Grid, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    """Return what the numbers above the columns stand for, in columns read downwards."""
    del gaps, lang
    if grid.step >= _TITLED:
        return [], top + 4
    columns = 1 if sheet.width < 500 else 2 if len(grid.titles) < 40 else 3
    wide = sheet.inner / columns
    indent = text_width(str(len(grid.titles)), sheet.small, 600) + 8
    deep = math.ceil(len(grid.titles) / columns)
    drawn: list[Element] = []
    for place, title in enumerate(grid.titles):
        x = sheet.margin + (place // deep) * wide
        y = top + 6 + sheet.small + (place % deep) * sheet.leading
        drawn.append(text(x + indent - 8, y, str(place + 1), sheet.small, weight=600, anchor="end"))
        drawn.append(text(x + indent, y, fitting(title, sheet.small, wide - indent - 8), sheet.small))
    return drawn, top + 6 + deep * sheet.leading + 2


def _remarks(gaps: Gaps, grid: _Grid, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    said = [
        pick(
            lang,
            f"Wat er is op {day_words(gaps, 'nl')}, op het slechtste moment van elk scenario.",
            f"What there is on {day_words(gaps, 'en')}, at the worst moment of every scenario.",
        )
    ]
    if gaps.measures:
        count = len(gaps.measures)
        said.append(
            pick(
                lang,
                f"Meegeteld alsof zij er al zijn: {count} {'maatregel' if count == 1 else 'maatregelen'}.",
                f"Counted as if they were there: {count} {'measure' if count == 1 else 'measures'}.",
            )
        )
    needed = sum(gap.kind is not None for gap in gaps.capabilities)
    asking = len({cell.scenario for cell in gaps.cells if cell.state != "not needed"})
    if grid.rows < needed or len(grid.columns) < asking:
        said.append(
            pick(
                lang,
                f"Getoond zijn de ernstigste {grid.rows} van {needed} capaciteiten en {len(grid.columns)} van {asking} "
                "scenario’s; de tabel bij deze figuur bevat alles.",
                f"Shown are the {grid.rows} most serious of {needed} capabilities and {len(grid.columns)} of {asking} "
                "scenarios; the table of this figure has everything.",
            )
        )
    wrapped = wrap(" ".join(said), sheet.small, sheet.inner)
    drawn = lines(sheet.margin, top + sheet.small + 2, wrapped, sheet.small, sheet.leading, fill=MUTED)
    return drawn, top + len(wrapped) * sheet.leading + 4


def _is_confidential(gaps: Gaps) -> bool:
    return gaps.with_confidential and any(h.confidential for gap in gaps.capabilities for h in gap.holdings)


def _caution(gaps: Gaps, lang: Lang) -> str:
    if not gaps.illustrative:
        return ""
    return pick(
        lang,
        "Illustratieve gegevens: dit is geen uitkomst van een echte capaciteitenanalyse.",
        "Illustrative data: not the outcome of a real capability analysis.",
    )


def _caption(gaps: Gaps, lang: Lang) -> str:
    draws = number(gaps.run_record.draws, lang)
    return pick(
        lang,
        f"{gaps.title.in_('nl')}; {draws} trekkingen; rekenverslag {gaps.run_record.id}",
        f"{gaps.title.in_('en')}; {draws} draws; run record {gaps.run_record.id}",
    )


def _description(gaps: Gaps, lang: Lang) -> str:
    needed = [cell for cell in gaps.cells if cell.state != "not needed"]
    short, unknown = (sum(cell.state == state for cell in needed) for state in ("short", "unknown"))
    worst = gaps.ranked()[0]
    return pick(
        lang,
        f"Per capaciteit en scenario de kans op een tekort. Van {len(needed)} behoeften is er bij {short} een tekort "
        f"en is van {unknown} onbekend wat er is. Bovenaan staat: {worst.name.in_('nl')}.",
        f"Per capability and scenario the probability of a shortfall. Of {len(needed)} needs, {short} are short and of "
        f"{unknown} it is unknown what there is. On top stands: {worst.name.in_('en')}.",
    )


def _table(gaps: Gaps, title: str, lang: Lang) -> FigureTable:
    header = (
        pick(lang, "Capaciteit", "Capability"),
        pick(lang, "Soort", "Kind"),
        pick(lang, "Scenario", "Scenario"),
        pick(lang, "Schakels", "Links of the chain"),
        pick(lang, "Stand", "State"),
        pick(lang, "Kans op een tekort", "Probability of a shortfall"),
        pick(lang, "Nodig", "Need"),
        pick(lang, "Aanwezig", "Present"),
        pick(lang, "Slechtste moment", "Worst moment"),
    )
    titles = {id_: words.in_(lang) for id_, words in gaps.scenarios}
    kinds = {"generic": pick(lang, "breed inzetbaar", "generic"), "specific": pick(lang, "specifiek", "specific")}
    rows = []
    cells: dict[str, list[Cell]] = {}
    for cell in gaps.cells:
        cells.setdefault(cell.capability, []).append(cell)
    for gap in gaps.ranked():
        for cell in cells.get(gap.id, ()):
            if cell.state == "not needed" or gap.kind is None:
                continue
            phases = ", ".join(PHASE_WORDS[phase].in_(lang) for phase in cell.phases)
            state = pick(lang, {"short": "tekort", "sufficient": "voldoende"}.get(cell.state, "onbekend"), cell.state)
            shown = _figures(cell, gap, lang)
            rows.append((gap.name.in_(lang), kinds[gap.kind], titles[cell.scenario], phases, state, *shown))
    return FigureTable(title, header, tuple(rows))


def _figures(cell: Cell, gap: CapabilityGap, lang: Lang) -> tuple[str, str, str, str]:
    unit = gap.unit.in_(lang)
    numbers = cell.numbers
    if numbers is None:
        nothing = pick(lang, "vertrouwelijk", "confidential") if cell.withheld else pick(lang, "onbekend", "unknown")
        need = nothing if cell.need is None else f"{_amount(cell.need.median, lang)} {unit}"
        return nothing, need, nothing, nothing
    return (
        share_words(numbers.told, lang),
        f"{_amount(numbers.need.median, lang)} {unit}",
        f"{_amount(numbers.present.median, lang)} {unit}",
        pick(lang, f"na {_amount(numbers.moment_h, lang)} uur", f"after {_amount(numbers.moment_h, lang)} hours"),
    )


def _amount(value: float, lang: Lang) -> str:
    """Return a quantity to two significant digits, without a decimal that says nothing."""
    return significant(value, lang).removesuffix(pick(lang, ",0", ".0"))
