# SPDX-License-Identifier: EUPL-1.2
"""The risk diagram before and after: where each scenario stands without and with the chosen measures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from weerbaar.base import Lang, Text, percentage
from weerbaar.capability.choice import PortfolioChoice, ScenarioOutcome
from weerbaar.capability.weighing import ClassMove
from weerbaar.figures.axes import LogScale, draw_axes, margins
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.geometry import Box, Segment, distance
from weerbaar.figures.labelling import PlacedLabel
from weerbaar.figures.marks import arrow, bars, between, mark, reach
from weerbaar.figures.moves import (
    COLUMNS,
    MARK,
    Move,
    Names,
    arrow_sign,
    draw_key,
    draw_move,
    draw_names,
    kind_sign,
    list_moves,
    name_moves,
)
from weerbaar.figures.palette import GRID, PAST
from weerbaar.figures.portfolio_sheet import portfolio_caption, portfolio_foot, risk_words
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on
from weerbaar.figures.svg import Element, line
from weerbaar.figures.textmetrics import text_width
from weerbaar.figures.wording import pick, value_words

_BARS_UP_TO = {"phone": 26, "screen": 80, "a4": 40}
"""Scenarios; of more than these the lines of uncertainty would hide the marks."""

_NEAR = 24.0
"""Pixels; marks closer than this crowd each other."""

_GAPS = (0.5, 3.0, 6.0, 11.0, 17.0, 24.0, 32.0)
_LEADER_FROM = 8.0
"""Pixels between a mark and its number: those that are tried, and from where a line joins the two."""

_STAYED = 1.0
"""Pixels; what moves less is drawn as if it stayed."""


def before_after(choice: PortfolioChoice, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw every scenario without measures, and with all that was chosen at work.

    Args:
        choice: with its evaluation.
        lang: language of everything in the figure.
        width: ``phone`` (360 px), ``screen`` (960 px) or ``a4`` (640 px, the text column of a page).

    Raises:
        FigureError: no scenario has a known risk.
    """
    scenarios = choice.evaluation.scenarios
    if not scenarios:
        raise FigureError(
            Text(
                nl="Van geen scenario is het risico bekend; er valt niets te tekenen.",
                en="The risk of no scenario is known; there is nothing to draw.",
            )
        )
    sheet = SHEETS[width]
    room = margins(choice.impact_axis, choice.likelihood_axis, lang, sheet)
    plot = Box(sheet.margin + room.left, 8, sheet.width - sheet.margin - 2, 8 + sheet.plot_height)
    x = LogScale(choice.likelihood_axis, plot.left, plot.right)
    y = LogScale(choice.impact_axis, plot.bottom, plot.top)
    moves = [_move(i, scenario, x, y) for i, scenario in enumerate(scenarios, start=1)]
    drawn = draw_axes(x, y, lang, sheet)
    spreads = []
    lined = []
    if len(moves) <= _BARS_UP_TO[width]:
        spreads = [_spread(scenario, move, x, y) for scenario, move in zip(scenarios, moves, strict=True)]
        for move, (across, upright) in zip(moves, spreads, strict=True):
            lined += bars(move.kind, *move.end, across[::2], upright[1::2], 1.2)
    drawn += lined
    drawn += _marks(moves)
    strokes = [stroke for both in spreads for stroke in both]
    names = None if width == "phone" else name_moves(moves, plot, lang, sheet, width, strokes)
    listed = names is None
    if names is None:
        names = _numbers(moves, plot, sheet) or name_moves(moves, plot, lang, sheet, "phone", strokes)
    drawn += draw_names(moves, names, sheet, plot)
    top = plot.bottom + room.below
    if listed:
        elements, top = list_moves(moves, lang, sheet, COLUMNS[width], top + 2)
        drawn += elements
    drawn.append(line(sheet.margin, top, sheet.width - sheet.margin, top, stroke=GRID, stroke_width=1))
    elements, top = _key(moves, bool(lined), lang, sheet, top + 4)
    drawn += elements
    elements, top = portfolio_foot(choice, lang, sheet, top)
    drawn += elements
    title = pick(
        lang,
        "Het risicodiagram voor en na de gekozen maatregelen",
        "The risk diagram before and after the measures chosen",
    )
    return figure_on(
        width,
        "voor-en-na",
        drawn,
        round(top),
        title=title,
        description=_description(choice, lang),
        table=_table(choice, title, lang),
        caption=portfolio_caption(choice, lang),
        lang=lang,
    )


def _move(number: int, scenario: ScenarioOutcome, x: LogScale, y: LogScale) -> Move:
    likely, heavy = scenario.likelihood, scenario.impact
    start = x.at(likely.value_before), y.at(heavy.value_before)
    end = x.at(likely.value_after), y.at(heavy.value_after)
    stayed = max(abs(start[0] - end[0]), abs(start[1] - end[1])) < _STAYED
    return Move(number, scenario.title, scenario.kind, None if stayed else start, end)


def _marks(moves: Sequence[Move]) -> list[Element]:
    """Return all marks and arrows: where things were lies under where things come, whichever scenario it is."""
    drawn: list[Element] = []
    for move in moves:
        if move.start is not None:
            drawn += mark(move.kind, *move.start, MARK, "", 11, "earlier")
    for move in moves:
        far = reach(move.kind, MARK) * 0.9
        path = None if move.start is None else between(move.start, far, move.end, far)
        drawn += [] if path is None else arrow(path, PAST)
    for move in moves:
        drawn += draw_move(Move(move.number, move.title, move.kind, None, move.end))
    return drawn


def _numbers(moves: Sequence[Move], plot: Box, sheet: Sheet) -> Names | None:
    """Return a number beside every mark, the most crowded marks first; None where one finds no free place.

    For many marks this is far faster than weighing all places against each other.
    """
    inner = Box(plot.left + 2, plot.top + 2, plot.right - 2, plot.bottom - 2)
    marks = [box for move in moves for box in move.boxes]
    taken = list(marks)
    found: dict[int, tuple[list[str], PlacedLabel]] = {}
    for move in sorted(moves, key=lambda m: (-sum(distance(m.box, other) < _NEAR for other in marks), m.number)):
        written = str(move.number)
        wide, tall = text_width(written, sheet.small, 600) + 2, sheet.small * 1.1
        for box, side in _beside(move.box, wide, tall):
            if box.inside(inner) and not any(box.overlaps(other) for other in taken):
                taken.append(box)
                found[move.number] = [written], PlacedLabel(box, 0, side, _leader(move, box))
                break
        else:
            return None
    return [found[move.number] for move in moves]


def _beside(mark_box: Box, wide: float, tall: float) -> Iterator[tuple[Box, int]]:
    """Yield boxes of this size round a mark with the side of the text, the nearest first."""
    x, y = mark_box.centre
    for gap in _GAPS:
        right, left = mark_box.right + gap, mark_box.left - gap - wide
        above, below = mark_box.top - gap - tall, mark_box.bottom + gap
        for start, side, top in (
            (right, 1, y - tall / 2),
            (left, -1, y - tall / 2),
            (x - wide / 2, 0, above),
            (x - wide / 2, 0, below),
            (right - 4, 1, above + 3),
            (right - 4, 1, below - 3),
            (left + 4, -1, above + 3),
            (left + 4, -1, below - 3),
        ):
            yield Box(start, top, start + wide, top + tall), side


def _leader(move: Move, box: Box) -> Segment | None:
    """Return the line from a mark to its number; None where the two are close."""
    if distance(move.box, box) < _LEADER_FROM:
        return None
    x, y = move.end
    nearest = min(max(x, box.left), box.right), min(max(y, box.top), box.bottom)
    return between(move.end, reach(move.kind, MARK), nearest, 0.0)


def _spread(scenario: ScenarioOutcome, move: Move, x: LogScale, y: LogScale) -> tuple[Segment, Segment]:
    """Return the lines of uncertainty through where a scenario comes, across and upright."""
    likely, heavy = scenario.likelihood.range_after, scenario.impact.range_after
    at, height = move.end
    return (
        (min(at, x.at(likely[0])), height, max(at, x.at(likely[1])), height),
        (at, max(height, y.at(heavy[0])), at, min(height, y.at(heavy[1]))),
    )


def _key(moves: Sequence[Move], with_bars: bool, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    kinds = sorted({move.kind for move in moves})
    words = {
        "hazard": pick(lang, "gevaar (niet moedwillig)", "hazard (not deliberate)"),
        "threat": pick(lang, "dreiging (moedwillig)", "threat (deliberate)"),
    }
    middle = -sheet.small * 0.33
    items: list[tuple[list[Element], float, str]] = []
    if any(move.start is not None for move in moves):
        said = pick(
            lang,
            "zonder maatregelen, en als alles werkt wat is gekozen",
            "without measures, and when all that was chosen works",
        )
        items.append((arrow_sign(kinds[0], sheet), 58.0, said))
    if with_bars:
        sign = bars(kinds[0], 13, middle, (2, 24), (middle + 6, middle - 6), 1.2)
        items.append((sign, 32.0, pick(lang, "van 5% tot 95% van de uitkomsten", "from 5% to 95% of the outcomes")))
    items += [(kind_sign(kind, sheet), 22.0, words[kind]) for kind in kinds]
    if any(move.start is None for move in moves):
        items.append(([], 0.0, pick(lang, "één teken: blijft op zijn plaats", "one sign only: keeps its place")))
    return draw_key(items, sheet, top)


def _description(choice: PortfolioChoice, lang: Lang) -> str:
    found = choice.evaluation
    unit = choice.unit
    before, after = unit.words(found.before.mean, lang), unit.words(found.after.mean, lang)
    count = len(choice.measures)
    if count == 0:
        said = [
            pick(
                lang,
                f"Er is geen maatregel gekozen; het risico blijft {before} per jaar.",
                f"No measure was chosen; the risk stays {before} per year.",
            )
        ]
    else:
        said = [
            pick(
                lang,
                f"Met de {'gekozen maatregel' if count == 1 else f'{count} gekozen maatregelen'} daalt het risico van "
                f"{before} naar {after} per jaar.",
                f"With the {'measure' if count == 1 else f'{count} measures'} chosen the risk falls from {before} to "
                f"{after} per year.",
            )
        ]
    for scenario in found.scenarios:
        title = scenario.title.in_(lang)
        for move, nl, en in (
            (scenario.likelihood, "waarschijnlijkheid", "likelihood"),
            (scenario.impact, "impact", "impact"),
        ):
            if move.moves:
                said.append(
                    pick(
                        lang,
                        f"{title}: {nl} van klasse {move.before} naar {move.after}.",
                        f"{title}: {en} from class {move.before} to {move.after}.",
                    )
                )
    if len(said) == 1:
        said.append(pick(lang, "Geen scenario komt in een andere klasse.", "No scenario changes class."))
    return " ".join(said)


def _after(move: ClassMove, words: Callable[[float], str], lang: Lang) -> str:
    """Return class, value and range with the measures, as they are drawn."""
    low, high = (words(value) for value in move.range_after)
    span = "" if low == high else pick(lang, f"; {low} tot {high}", f"; {low} to {high}")
    return f"{move.after} ({words(move.value_after)}{span})"


def _table(choice: PortfolioChoice, title: str, lang: Lang) -> FigureTable:
    header = (
        pick(lang, "Scenario", "Scenario"),
        pick(lang, "Waarschijnlijkheid zonder", "Likelihood without"),
        pick(lang, "Waarschijnlijkheid met (van 5% tot 95%)", "Likelihood with (from 5% to 95%)"),
        pick(lang, "Impact zonder", "Impact without"),
        pick(lang, "Impact met (van 5% tot 95%)", "Impact with (from 5% to 95%)"),
        pick(lang, "Risico per jaar zonder", "Yearly risk without"),
        pick(lang, "Risico per jaar met (laatste jaar)", "Yearly risk with (last year)"),
        pick(lang, "Kans op een lagere klasse", "Chance of a lower class"),
    )
    rows = []
    for scenario in choice.evaluation.scenarios:
        likely, heavy = scenario.likelihood, scenario.impact
        rows.append(
            (
                scenario.title.in_(lang),
                f"{likely.before} ({value_words(choice.likelihood_axis, likely.value_before, lang)})",
                _after(likely, lambda value: value_words(choice.likelihood_axis, value, lang), lang),
                f"{heavy.before} ({value_words(choice.impact_axis, heavy.value_before, lang)})",
                _after(heavy, lambda value: value_words(choice.impact_axis, value, lang), lang),
                risk_words(choice, scenario.before.mean, lang),
                risk_words(choice, scenario.last_year.mean, lang),
                pick(
                    lang,
                    f"{percentage(likely.lower, lang)} waarschijnlijkheid, {percentage(heavy.lower, lang)} impact",
                    f"{percentage(likely.lower, lang)} likelihood, {percentage(heavy.lower, lang)} impact",
                ),
            )
        )
    return FigureTable(title, header, tuple(rows))
