# SPDX-License-Identifier: EUPL-1.2
"""Causes and effects of one risk: what sets it off, how heavy it becomes, and where the impact comes from.

Left of the middle width is frequency, right of it width is impact: a rare heavy event that does most of the
harm is narrow on the left and wide on the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from weerbaar.base import Lang, Text, percentage
from weerbaar.cascade import CascadeOutcome, StateOutcome, impact_words, intensity_word, return_period_words
from weerbaar.figures.cascade_wording import cascade_caption, cascade_caution, intensity_colour, risk_name, wrapped_name
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.palette import FRAME, INK, MUTED
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on, notes
from weerbaar.figures.spacing import spaced
from weerbaar.figures.svg import Element, element, line, lines, rect, short
from weerbaar.figures.textmetrics import wrap
from weerbaar.figures.wording import anchor, pick

_MOST = {"phone": 7, "screen": 12, "a4": 10}
_SMALLEST = 0.005
_NODE_GAP = 5.0
_BAND_GAP = 12.0
_BAR = 8.0
_LEADER = 16.0
_THINNEST = 0.7


@dataclass(frozen=True)
class _Node:
    """One cause or effect.

    Attributes:
        words: name and share.
        parts: share that goes to or comes from each intensity; together the height of the node.
    """

    words: str
    parts: tuple[float, ...]

    @property
    def share(self) -> float:
        return sum(self.parts)


@dataclass(frozen=True)
class _Places:
    """Horizontal places: the edges of the four bars, from left to right, and the width of a column of names."""

    name: float
    causes: float
    frequency: float
    impact: float
    effects: float


def cascade_sankey(
    outcome: CascadeOutcome,
    risk_id: str,
    lang: Lang = "nl",
    width: Width = "a4",
    causes: Literal["direct", "root"] = "direct",
) -> Figure:
    """Draw the causes of one risk with their shares, its intensities, and its direct effects by share of the impact.

    Args:
        outcome: result of a run.
        risk_id: whose causes and effects.
        lang: language of the words.
        width: for which width the figure is laid out.
        causes: the event just before (``direct``), or the event with which the chain began (``root``).

    Raises:
        FigureError: there is no such risk, or it never occurs.
    """
    states = _states(outcome, risk_id)
    rate = sum(state.rate for state in states)
    impact = sum(state.yearly_impact for state in states)
    sheet, name = SHEETS[width], states[0].risk.name.in_(lang)
    sources, targets = _cause_nodes(outcome, states, causes, lang), _effect_nodes(outcome, states, lang)
    drawn, y = _summary(rate, impact_words(impact, outcome.unit, lang), lang, sheet)
    elements, y = _drawing(
        states, _largest(sources, width, lang), _largest(targets, width, lang), causes, lang, sheet, y
    )
    drawn += elements
    elements, y = notes(cascade_caution(outcome, lang), cascade_caption(outcome, lang), sheet, y + 4)
    drawn += elements
    height = round(y)
    title = pick(lang, f"Oorzaken en gevolgen van {name}", f"Causes and effects of {name}")
    first = sources[0] if sources else None
    heaviest = targets[0] if targets else None
    description = pick(
        lang,
        f"{name} komt {return_period_words(rate, lang)} voor."
        + (f" De grootste oorzaak is: {first.words}." if first else "")
        + (f" Het grootste deel van de impact: {heaviest.words}." if heaviest else ""),
        f"{name} occurs {return_period_words(rate, lang)}."
        + (f" The largest cause is: {first.words}." if first else "")
        + (f" The largest part of the impact: {heaviest.words}." if heaviest else ""),
    )
    slug = f"oorzaken-en-gevolgen-{anchor(risk_id)}"
    return figure_on(
        width,
        slug,
        drawn,
        height,
        title=title,
        description=description,
        table=_table(states, sources, targets, title, lang),
        caption=cascade_caption(outcome, lang),
        lang=lang,
    )


def _states(outcome: CascadeOutcome, risk_id: str) -> tuple[StateOutcome, ...]:
    try:
        states = outcome.of_risk(risk_id)
    except KeyError:
        raise FigureError(
            Text(
                nl=f'Er is geen risico "{risk_id}" in deze uitkomst.',
                en=f'There is no risk "{risk_id}" in this result.',
            )
        ) from None
    if sum(state.rate for state in states) <= 0:
        name = states[0].risk.name
        raise FigureError(
            Text(
                nl=f"{name.in_('nl')} komt in deze uitkomst nooit voor; er valt niets te tekenen.",
                en=f"{name.in_('en')} never occurs in this result; there is nothing to draw.",
            )
        )
    return states


def _cause_nodes(
    outcome: CascadeOutcome, states: Sequence[StateOutcome], kind: Literal["direct", "root"], lang: Lang
) -> list[_Node]:
    """Return the causes by risk, largest first; parts are shares of the yearly rate of all intensities together."""
    rate = sum(state.rate for state in states)
    parts: dict[str | None, list[float]] = {}
    for index, state in enumerate(states):
        for cause in state.causes:
            if cause.kind == kind:
                parts.setdefault(cause.risk, [0.0] * len(states))[index] += cause.rate / rate
    own = pick(lang, "begint uit zichzelf", "starts by itself")
    if states[0].risk.actor:
        parts, own = {None: [state.rate / rate for state in states]}, pick(lang, "handelt zelf", "acts by itself")
    return _named(outcome, parts, own, lang)


def _effect_nodes(outcome: CascadeOutcome, states: Sequence[StateOutcome], lang: Lang) -> list[_Node]:
    """Return the effects by risk, largest first; parts are shares of the expected yearly impact."""
    whole = sum(state.yearly_impact for state in states)
    if whole <= 0:
        return []
    parts: dict[str | None, list[float]] = {}
    for index, state in enumerate(states):
        for effect in state.effects:
            share = (effect.impact_share or 0.0) * state.yearly_impact / whole
            parts.setdefault(effect.risk, [0.0] * len(states))[index] += share
    return _named(outcome, parts, pick(lang, "het risico zelf", "the risk itself"), lang)


def _named(outcome: CascadeOutcome, parts: dict[str | None, list[float]], own: str, lang: Lang) -> list[_Node]:
    names = {risk.id: risk_name(risk, lang) for risk in outcome.catalogue.risks}
    found = [
        _Node(f"{own if key is None else names[key]}, {percentage(sum(values), lang)}", tuple(values))
        for key, values in parts.items()
        if sum(values) > 0
    ]
    return sorted(found, key=lambda node: -node.share)


def _largest(nodes: list[_Node], width: Width, lang: Lang) -> list[_Node]:
    """Return the largest nodes; the others as one."""
    kept = min(sum(node.share >= _SMALLEST for node in nodes), _MOST[width])
    if len(nodes) - kept < 2:
        return nodes
    kept = min(kept, _MOST[width] - 1)
    rest = nodes[kept:]
    parts = tuple(sum(node.parts[i] for node in rest) for i in range(len(rest[0].parts)))
    words = pick(
        lang,
        f"{len(rest)} andere, {percentage(sum(parts), lang)}",
        f"{len(rest)} others, {percentage(sum(parts), lang)}",
    )
    return [*nodes[:kept], _Node(words, parts)]


def _summary(rate: float, much: str, lang: Lang, sheet: Sheet) -> tuple[list[Element], float]:
    often = return_period_words(rate, lang)
    words = pick(
        lang,
        f"Komt {often} voor; verwachte impact {much} per jaar, met alles wat erop volgt.",
        f"Occurs {often}; expected impact {much} a year, with all that follows.",
    )
    wrapped = wrap(words, sheet.body, sheet.inner, 600)
    leading = sheet.body * 1.3
    return lines(sheet.margin, sheet.body + 1, wrapped, sheet.body, leading, weight=600), len(wrapped) * leading + 8


def _columns(sheet: Sheet) -> _Places:
    name = sheet.inner * (0.265 if sheet.width < 500 else 0.235)
    left = sheet.margin + name + _LEADER
    right = sheet.width - left - _BAR
    band = (right - left) * (0.4 if sheet.width < 500 else 0.24)
    middle = sheet.width / 2
    return _Places(name, left, middle - band / 2 - _BAR, middle + band / 2, right)


def _drawing(
    states: Sequence[StateOutcome],
    sources: list[_Node],
    targets: list[_Node],
    causes: str,
    lang: Lang,
    sheet: Sheet,
    top: float,
) -> tuple[list[Element], float]:
    at = _columns(sheet)
    drawn, top = _headings(at, causes, lang, sheet, top)
    labels = [[wrapped_name(node.words, sheet.small, at.name) for node in nodes] for nodes in (sources, targets)]
    needed = max(sum(len(words) * sheet.leading + 5 for words in side) for side in labels)
    count = len(states)
    gaps = max(_NODE_GAP * (max(len(sources), len(targets)) - 1), _BAND_GAP * (count - 1))
    tall = max(needed, sheet.plot_height * 0.75)
    scale = tall - gaps
    rate = [sum(node.parts[i] for node in sources) for i in range(count)]
    impact = [sum(node.parts[i] for node in targets) for i in range(count)]
    left = _stack([node.share for node in sources], scale, _NODE_GAP, top, tall)
    right = _stack([node.share for node in targets], scale, _NODE_GAP, top, tall)
    often = _stack(rate, scale, _BAND_GAP, top, tall)
    heavy = _stack(impact, scale, _BAND_GAP, top, tall)
    for index in range(count):
        colour = intensity_colour(index, count)
        if impact[index] > 0:
            drawn.append(_ribbon(at.frequency + _BAR, often[index], at.impact, heavy[index], colour, 0.55))
        drawn.append(rect(at.frequency, often[index][0], _BAR, max(_THINNEST, often[index][1]), fill=colour))
        drawn.append(rect(at.impact, heavy[index][0], _BAR, max(_THINNEST, heavy[index][1]), fill=colour))
    drawn += _flows(sources, left, often, scale, at.causes + _BAR, at.frequency, outgoing=False)
    drawn += _flows(targets, right, heavy, scale, at.effects, at.impact + _BAR, outgoing=True)
    for nodes, places, x in ((sources, left, at.causes), (targets, right, at.effects)):
        drawn += [rect(x, y, _BAR, max(_THINNEST, h), fill=INK) for _, (y, h) in zip(nodes, places, strict=True)]
    drawn += _names(labels[0], left, at.causes, sheet, top, tall, side=-1)
    drawn += _names(labels[1], right, at.effects + _BAR, sheet, top, tall, side=1)
    drawn += _band_words(states, rate, impact, often, heavy, lang, sheet, top, tall)
    if not targets:
        words = wrap(pick(lang, "geen impact", "no impact"), sheet.small, at.name)
        drawn += lines(at.effects + _BAR + _LEADER, top + tall / 2, words, sheet.small, sheet.leading, fill=MUTED)
    return drawn, top + tall + 8


def _headings(at: _Places, causes: str, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    first = (
        pick(lang, "Directe oorzaak", "Direct cause")
        if causes == "direct"
        else pick(lang, "Begin van de keten", "Start of the chain")
    )
    both = (
        (f"{first}: {pick(lang, 'hoe vaak', 'how often')}", sheet.margin, "start"),
        (
            pick(lang, "Direct gevolg: aandeel in de impact", "Direct effect: share of the impact"),
            sheet.width - sheet.margin,
            "end",
        ),
        (pick(lang, "Intensiteit: keren → impact", "Intensity: times → impact"), sheet.width / 2, "middle"),
    )
    room = (at.name + _LEADER, at.name + _LEADER, at.effects - at.causes - 2 * _BAR - 6)
    wrapped = [wrap(words, sheet.small, wide, 600) for (words, _, _), wide in zip(both, room, strict=True)]
    drawn: list[Element] = []
    for (_, x, where), words in zip(both, wrapped, strict=True):
        drawn += lines(x, top + sheet.small, words, sheet.small, sheet.leading, weight=600, fill=MUTED, anchor=where)
    return drawn, top + max(len(words) for words in wrapped) * sheet.leading + 8


def _stack(shares: Sequence[float], scale: float, gap: float, top: float, tall: float) -> list[tuple[float, float]]:
    """Return top and height of each part of a column, the column in the middle of the height there is."""
    used = sum(shares) * scale + gap * max(0, len(shares) - 1)
    y = top + (tall - used) / 2
    places = []
    for share in shares:
        places.append((y, share * scale))
        y += share * scale + gap
    return places


def _flows(
    nodes: list[_Node],
    outer: list[tuple[float, float]],
    inner: list[tuple[float, float]],
    scale: float,
    x_outer: float,
    x_inner: float,
    *,
    outgoing: bool,
) -> list[Element]:
    """Return the ribbons between causes or effects and the intensities, heaviest intensity on top of the others."""
    count = len(inner)
    filled = [y for y, _ in inner]
    drawn: list[Element] = []
    for node, (y, _) in zip(nodes, outer, strict=True):
        for index, part in enumerate(node.parts):
            tall = part * scale
            if tall > 0:
                here, there = (y, tall), (filled[index], tall)
                colour = intensity_colour(index, count)
                ends = (x_inner, there, x_outer, here) if outgoing else (x_outer, here, x_inner, there)
                drawn.append(_ribbon(*ends, colour, 0.62))
            y += tall
            filled[index] += tall
    return drawn


def _ribbon(
    x1: float, one: tuple[float, float], x2: float, other: tuple[float, float], colour: str, opacity: float
) -> Element:
    (y1, h1), (y2, h2) = one, other
    h1, h2 = max(_THINNEST, h1), max(_THINNEST, h2)
    middle, left, right = short((x1 + x2) / 2), short(x1), short(x2)
    tops, bottoms = (short(y1), short(y2)), (short(y1 + h1), short(y2 + h2))
    d = (
        f"M{left} {tops[0]}C{middle} {tops[0]} {middle} {tops[1]} {right} {tops[1]}"
        f"L{right} {bottoms[1]}C{middle} {bottoms[1]} {middle} {bottoms[0]} {left} {bottoms[0]}Z"
    )
    return element("path", d=d, fill=colour, fill_opacity=opacity)


def _names(
    labels: list[list[str]],
    places: list[tuple[float, float]],
    x: float,
    sheet: Sheet,
    top: float,
    tall: float,
    side: int,
) -> list[Element]:
    """Return the names beside their bars, with a thin line where a name had to move."""
    sizes = [len(words) * sheet.leading + 5 for words in labels]
    middles = spaced([y + h / 2 for y, h in places], sizes, top, top + tall)
    drawn: list[Element] = []
    edge = x + side * _LEADER
    for words, (y, h), middle in zip(labels, places, middles, strict=True):
        drawn.append(line(x + side * 1.5, y + h / 2, edge - side * 3, middle, stroke=FRAME, stroke_width=0.8))
        first = middle - len(words) * sheet.leading / 2 + sheet.small * 0.98
        drawn += lines(edge, first, words, sheet.small, sheet.leading, anchor="end" if side < 0 else "start")
    return drawn


def _band_words(
    states: Sequence[StateOutcome],
    rate: Sequence[float],
    impact: Sequence[float],
    often: list[tuple[float, float]],
    heavy: list[tuple[float, float]],
    lang: Lang,
    sheet: Sheet,
    top: float,
    tall: float,
) -> list[Element]:
    wishes = [(a + h / 2 + b + k / 2) / 2 for (a, h), (b, k) in zip(often, heavy, strict=True)]
    middles = spaced(wishes, [2 * sheet.leading + 4] * len(states), top, top + tall)
    drawn: list[Element] = []
    for state, r, i, middle in zip(states, rate, impact, middles, strict=True):
        name = intensity_word(state.intensity, lang)
        shares = f"{percentage(r, lang)} → {percentage(i, lang)}"
        y = middle - sheet.leading + sheet.small * 0.98
        for words, weight in ((name, 600), (shares, 400)):
            drawn += lines(
                sheet.width / 2, y, [words], sheet.small, sheet.leading, weight=weight, anchor="middle", halo=True
            )
            y += sheet.leading
    return drawn


def _table(
    states: Sequence[StateOutcome], sources: list[_Node], targets: list[_Node], title: str, lang: Lang
) -> FigureTable:
    levels = [intensity_word(state.intensity, lang) for state in states]
    header = (
        pick(lang, "Kant", "Side"),
        pick(lang, "Wat, en aandeel in het geheel", "What, and share of the whole"),
        *(pick(lang, f"via {level}", f"through {level}") for level in levels),
    )
    rows = [
        (side, node.words, *(percentage(part, lang) for part in node.parts))
        for side, nodes in (
            (pick(lang, "oorzaak (hoe vaak)", "cause (how often)"), sources),
            (pick(lang, "gevolg (impact)", "effect (impact)"), targets),
        )
        for node in nodes
    ]
    return FigureTable(title, header, tuple(rows))
