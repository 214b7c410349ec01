# SPDX-License-Identifier: EUPL-1.2
"""Whether experts know what they do not know: how often the truth fell between which of their quantiles.

One small graph per expert and per pooled answer: the share of the seed questions whose truth fell in each bin, with its
95 % binomial interval (Clopper and Pearson 1934), beside the share that was to be expected. With few seed questions the
intervals are wide, and that is the message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from weerbaar.base import Lang, Text, percentage
from weerbaar.elicitation import Elicitation
from weerbaar.figures.elicitation_sheet import (
    elicitation_caption,
    elicitation_foot,
    equal_words,
    pooled_words,
    score_words,
)
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.palette import ACCENT, FRAME, HAZARD, HAZARD_SOFT, MUTED, PAST
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on
from weerbaar.figures.svg import Element, line, lines, rect, text
from weerbaar.figures.textmetrics import wrap
from weerbaar.figures.wording import pick

_COLUMNS = {"phone": 2, "a4": 3, "screen": 5}
_PLOT = 74.0
_GAP = 16.0


@dataclass(frozen=True)
class _Panel:
    """One small graph."""

    name: str
    counts: tuple[int, ...]
    calibration: float | None
    weighs: bool
    pooled: bool


def calibration(elicitation: Elicitation, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw per expert which share of the truths fell in which bin, beside the share expected.

    Raises:
        FigureError: the study has no seed questions.
    """
    panels = _panels(elicitation, lang)
    if not panels:
        raise no_seeds()
    sheet = SHEETS[width]
    expected = _expected(elicitation.probabilities)
    columns = _COLUMNS[width]
    wide = (sheet.inner - _GAP * (columns - 1)) / columns
    drawn: list[Element] = []
    y = 2.0
    for start in range(0, len(panels), columns):
        row = panels[start : start + columns]
        heads = [wrap(p.name, sheet.small, wide, 600) for p in row]
        head = max(len(h) for h in heads) * sheet.leading + sheet.leading
        for k, (panel, words) in enumerate(zip(row, heads, strict=True)):
            x = sheet.margin + k * (wide + _GAP)
            drawn += _small_graph(panel, words, elicitation.probabilities, expected, (x, y, wide, head), lang, sheet)
        y += head + _PLOT + sheet.leading + 18
    elements, y = _key(lang, sheet, y - 6)
    drawn += elements
    elements, y = elicitation_foot(elicitation, lang, sheet, y)
    drawn += elements
    height = round(y)
    title = pick(lang, "Kalibratie van de deskundigen", "Calibration of the experts")
    description = _description(elicitation, panels, lang)
    return figure_on(
        width,
        "kalibratie",
        drawn,
        height,
        title=title,
        description=description,
        table=_table(panels, elicitation.probabilities, expected, title, lang),
        caption=elicitation_caption(elicitation, lang),
        lang=lang,
    )


def no_seeds() -> FigureError:
    """Return the error of a figure that needs seed questions."""
    return FigureError(
        Text(
            nl="De studie heeft geen ijkvragen; kalibratie is niet te tekenen.",
            en="The study has no seed questions, so calibration cannot be drawn.",
        )
    )


def binomial_interval(count: int, of: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the exact interval of a share (Clopper and Pearson 1934).

    Args:
        count: how many of ``of``, above 0.
        confidence: of the interval.
    """
    from scipy.special import betaincinv

    tail = (1 - confidence) / 2
    low = 0.0 if count == 0 else float(betaincinv(count, of - count + 1, tail))
    high = 1.0 if count == of else float(betaincinv(count + 1, of - count, 1 - tail))
    return low, high


def _panels(elicitation: Elicitation, lang: Lang) -> list[_Panel]:
    panels = [
        _Panel(e.name.in_(lang), e.bin_counts, e.calibration, e.weight > 0, False)
        for e in elicitation.experts
        if sum(e.bin_counts) > 0
    ]
    pools = [(pooled_words(elicitation, lang), elicitation.decision_maker)]
    if elicitation.weighting != "equal":
        pools.append((equal_words(lang), elicitation.equal_weights))
    for name, found in pools:
        if found is not None and sum(found.bin_counts) > 0:
            panels.append(_Panel(name, found.bin_counts, found.calibration, True, True))
    return panels


def _expected(probabilities: Sequence[float]) -> list[float]:
    ends = (0.0, *probabilities, 1.0)
    return [b - a for a, b in pairwise(ends)]


def _small_graph(
    panel: _Panel,
    words: list[str],
    probabilities: Sequence[float],
    expected: Sequence[float],
    place: tuple[float, float, float, float],
    lang: Lang,
    sheet: Sheet,
) -> list[Element]:
    """Return one small graph at ``place``: left, top, width, and height of its head."""
    left, top, wide, head = place
    drawn = lines(left, top + sheet.small, words, sheet.small, sheet.leading, weight=600)
    asked = sum(panel.counts)
    score = pick(lang, "kalibratie ", "calibration ") + score_words(panel.calibration, lang) + f"; n = {asked}"
    drawn.append(text(left, top + head - sheet.leading + sheet.small, score, sheet.small, fill=MUTED))
    base = top + head + 6 + _PLOT
    step = wide / len(panel.counts)
    colour = HAZARD if panel.weighs else PAST
    drawn.append(line(left, base, left + wide, base, stroke=FRAME, stroke_width=1))
    for k, (count, share) in enumerate(zip(panel.counts, expected, strict=True)):
        middle = left + (k + 0.5) * step
        bar = min(step * 0.5, 26.0)
        high = count / asked * _PLOT
        drawn.append(rect(middle - bar / 2, base - high, bar, high, fill=HAZARD_SOFT if panel.weighs else "#b9c0ca"))
        low_end, high_end = binomial_interval(count, asked)
        ends = (base - low_end * _PLOT, base - high_end * _PLOT)
        drawn.append(line(middle, ends[0], middle, ends[1], stroke=colour, stroke_width=1.3))
        drawn += [line(middle - 3, y, middle + 3, y, stroke=colour, stroke_width=1.3) for y in ends]
        at = base - share * _PLOT
        reach = step * 0.42
        drawn.append(
            line(middle - reach, at, middle + reach, at, stroke=ACCENT, stroke_width=2.2, stroke_dasharray="5 2")
        )
    for k, probability in enumerate(probabilities):
        if len(probabilities) > 4 and k % 2:
            continue
        x = left + (k + 1) * step
        drawn.append(line(x, base, x, base + 4, stroke=FRAME, stroke_width=1))
        drawn.append(
            text(x, base + 4 + sheet.small, f"{100 * probability:g}%", sheet.small, fill=MUTED, anchor="middle")
        )
    return drawn


def _key(lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    words = pick(
        lang,
        "Staaf: aandeel van de ijkvragen waarvan de werkelijke waarde tussen deze twee kwantielen van de deskundige "
        "viel, met 95%-interval. Streep: het aandeel dat bij een volmaakt gekalibreerde deskundige hoort. "
        "Grijs: zonder gewicht.",
        "Bar: share of the seed questions whose true value fell between these two quantiles of the expert, with its "
        "95 % interval. Dash: the share that goes with a perfectly calibrated expert. Grey: without weight.",
    )
    y = top + sheet.small
    mark = 22.0
    wrapped = wrap(words, sheet.small, sheet.inner - mark - 6)
    drawn: list[Element] = [
        rect(sheet.margin, y - sheet.small + 2, mark / 2 - 1, sheet.small, fill=HAZARD_SOFT),
        line(
            sheet.margin + mark / 2 - 1,
            y - 3,
            sheet.margin + mark,
            y - 3,
            stroke=ACCENT,
            stroke_width=2.2,
            stroke_dasharray="5 2",
        ),
    ]
    drawn += lines(sheet.margin + mark + 6, y, wrapped, sheet.small, sheet.leading, fill=MUTED)
    return drawn, y + (len(wrapped) - 1) * sheet.leading + 5


def _description(elicitation: Elicitation, panels: Sequence[_Panel], lang: Lang) -> str:
    experts = [p for p in panels if not p.pooled]
    known = [p for p in experts if p.calibration is not None]
    best = max(known, key=lambda p: p.calibration or 0.0, default=None)
    low = [p for p in known if (p.calibration or 0.0) < 0.05]
    sentences = [
        pick(
            lang,
            f"Per deskundige ({len(experts)}) en voor de samengevoegde antwoorden het aandeel van de ijkvragen waarvan "
            "de werkelijke waarde tussen twee opeenvolgende kwantielen viel, naast het verwachte aandeel.",
            f"Per expert ({len(experts)}) and for the pooled answers the share of the seed questions whose true value "
            "fell between two successive quantiles, beside the share expected.",
        )
    ]
    if best is not None:
        score = score_words(best.calibration, lang)
        sentences.append(
            pick(
                lang,
                f"Het hoogst scoort {best.name} met kalibratie {score}; {len(low)} deskundigen blijven onder 0,05.",
                f"{best.name} scores highest with calibration {score}; {len(low)} experts stay below 0.05.",
            )
        )
    return " ".join(sentences)


def _table(
    panels: Sequence[_Panel], probabilities: Sequence[float], expected: Sequence[float], title: str, lang: Lang
) -> FigureTable:
    edges = [f"{100 * p:g}%" for p in probabilities]
    between = [pick(lang, f"{a} tot {b}", f"{a} to {b}") for a, b in pairwise(edges)]
    bins = [pick(lang, f"onder {edges[0]}", f"below {edges[0]}"), *between]
    bins.append(pick(lang, f"boven {edges[-1]}", f"above {edges[-1]}"))
    header = (pick(lang, "Wie", "Who"), pick(lang, "Kalibratie", "Calibration"), *bins)
    rows = [(pick(lang, "Verwacht", "Expected"), "1", *(percentage(share, lang) for share in expected))]
    for panel in panels:
        asked = sum(panel.counts)
        cells = [
            pick(lang, f"{count} van {asked}", f"{count} of {asked}") + f" ({percentage(count / asked, lang)})"
            for count in panel.counts
        ]
        rows.append((panel.name, score_words(panel.calibration, lang), *cells))
    return FigureTable(title, header, tuple(rows))
