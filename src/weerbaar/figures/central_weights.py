# SPDX-License-Identifier: EUPL-1.2
"""What one must find important for a scenario to come first: its central weights, beside the mean of all weights.

With them the probability of the first rank and the confidence factor: how sure the scenario is first with exactly those
weights (Lahdelma and Salminen 2001).
"""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.assessment import Acceptability, FirstPlace, Sensitivity
from weerbaar.base import Lang, Text
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.palette import FRAME, GRID, HAZARD, HAZARD_SOFT, MUTED, QUIET_FILL, THREAT
from weerbaar.figures.sensitivity_sheet import CODE, ColumnCodes, sensitivity_caption, sensitivity_foot, share_words
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on
from weerbaar.figures.svg import Element, line, lines, rect, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.wording import pick

_NUMBERS_UP_TO = 15
_NAMED_UP_TO = 12
_ALL_UP_TO = 20
_OFTEN = 0.005
_THICK = 7.0
_NARROW = 16.0
_TALL = 30.0
_HEADS_AGAIN_FROM = 20
_KEY_COLUMNS = {"phone": 1, "a4": 2, "screen": 3}


@dataclass(frozen=True)
class _Plan:
    """Where everything stands.

    Attributes:
        first: scenarios that are drawn, the one that most probably comes first on top.
        seldom: those that come first too seldom to draw.
        never: those that cannot.
        criteria: ids and names, in the order of the weights.
        share, sure: left edges of the columns of the first rank and of the confidence factor.
        left, step: of the criteria.
        longest: weight that fills a column.
    """

    first: tuple[FirstPlace, ...]
    seldom: tuple[FirstPlace, ...]
    never: tuple[FirstPlace, ...]
    criteria: tuple[tuple[str, Text], ...]
    mean: tuple[float, ...]
    codes: ColumnCodes
    share: float
    sure: float
    narrow: float
    left: float
    step: float
    longest: float

    @property
    def upright(self) -> bool:
        """Bars stand instead of lie, because the columns are narrow."""
        return self.step < _NARROW

    @property
    def numbers(self) -> bool:
        """Every bar has its number."""
        return not self.upright and len(self.first) <= _NUMBERS_UP_TO and self.step >= text_width("00", CODE) + 4


def central_weights(found: Sensitivity | Acceptability, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw, per scenario that can come first, the weights that typically put it there.

    Raises:
        FigureError: the round has no ranks.
    """
    sheet = SHEETS[width]
    plan = _plan(found, sheet)
    drawn, y = _key(plan, lang, sheet, 2)
    elements, y = _grid(plan, lang, sheet, y + 4)
    drawn += elements
    elements, y = _remarks(plan, lang, sheet, y + 6)
    drawn += elements
    elements, y = plan.codes.key(_KEY_COLUMNS[width], lang, sheet, y + 4)
    drawn += elements
    elements, y = sensitivity_foot(found, lang, sheet, y + 2)
    drawn += elements
    height = round(y)
    title = pick(
        lang,
        f"Wat men belangrijk moet vinden voor plaats 1, {found.round_label}",
        f"What one must find important for first place, {found.round_label}",
    )
    description = _description(plan, lang)
    return figure_on(
        width,
        "gewichten-voor-plaats-1",
        drawn,
        height,
        title=title,
        description=description,
        table=_table(found, plan, title, lang),
        caption=sensitivity_caption(found, lang),
        lang=lang,
    )


def _plan(found: Sensitivity | Acceptability, sheet: Sheet) -> _Plan:
    if found.smaa is None or not found.ranks:
        raise FigureError(
            Text(
                nl="Er zijn geen rangen: de methode kent geen gewogen som, of de impact is niet beoordeeld.",
                en="There are no ranks: the method has no weighted sum, or the impact was not judged.",
            )
        )
    names = dict(found.criteria)
    criteria = tuple((c, names[c]) for c in found.smaa.criteria)
    first = sorted((r for r in found.ranks if r.weights is not None), key=lambda r: -r.share)
    often = len(first) if len(first) <= _ALL_UP_TO else sum(r.share >= _OFTEN for r in first)
    drawn, seldom = first[:often] or first[:1], first[max(1, often) :]
    never = tuple(r for r in found.ranks if r.weights is None)
    share = sheet.margin + sheet.inner * (0.3 if sheet.width < 500 else 0.27) + 6
    narrow = text_width("> 99%", sheet.small) + 8
    left = share + 2 * narrow + 4
    step = (sheet.width - sheet.margin - left) / len(criteria)
    longest = max([w for r in drawn for w in r.weights or ()] + list(found.mean_weights))
    codes = ColumnCodes.of(criteria, step)
    return _Plan(
        first=tuple(drawn),
        seldom=tuple(seldom),
        never=never,
        criteria=criteria,
        mean=found.mean_weights,
        codes=codes,
        share=share,
        sure=share + narrow,
        narrow=narrow,
        left=left,
        step=step,
        longest=longest,
    )


def _key(plan: _Plan, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    entries = (
        (HAZARD, pick(lang, "duidelijk zwaarder dan gemiddeld", "clearly heavier than average")),
        (HAZARD_SOFT, pick(lang, "ongeveer gemiddeld of lichter", "about average or lighter")),
    )
    head = pick(lang, "Gewicht:", "Weight:")
    drawn = [text(sheet.margin, top + sheet.small, head, sheet.small, weight=600)]
    x, y = sheet.margin + text_width(head, sheet.small, 600) + 10, top + sheet.small
    for colour, words in entries:
        wide = 24 + text_width(words, sheet.small)
        if x + wide > sheet.width - sheet.margin:
            x, y = sheet.margin, y + sheet.leading + 2
        drawn.append(rect(x, y - sheet.small * 0.7, 18, sheet.small * 0.7, fill=colour))
        drawn.append(text(x + 23, y, words, sheet.small, fill=MUTED))
        x += wide + 14
    words = pick(lang, "gemiddelde van alle toegestane gewichten", "mean of all admissible weights")
    if x + 12 + text_width(words, sheet.small) > sheet.width - sheet.margin:
        x, y = sheet.margin, y + sheet.leading + 2
    middle, half = y - sheet.small * 0.35, sheet.small * 0.55
    ends = (x, middle, x + 8, middle) if plan.upright else (x + 4, middle - half, x + 4, middle + half)
    drawn.append(line(*ends, stroke=THREAT, stroke_width=1.5))
    drawn.append(text(x + 12, y, words, sheet.small, fill=MUTED))
    return drawn, y + 4


def _grid(plan: _Plan, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    heads = (pick(lang, "plaats 1", "first"), pick(lang, "zeker", "sure"))
    y = top + plan.codes.height + 2
    drawn = [text(sheet.margin, y - 4, "Scenario", sheet.small, weight=600)]
    for x, head in zip((plan.share, plan.sure), heads, strict=True):
        size = sheet.small if text_width(head, sheet.small) <= plan.narrow - 4 else CODE
        drawn.append(text(x + plan.narrow - 5, y - 4, head, size, anchor="end", fill=MUTED))
    drawn += _codes(plan, y)
    start = y
    right = plan.left + plan.step * len(plan.criteria)
    for place in plan.first:
        elements, y = _row(plan, place, lang, sheet, y)
        drawn += elements
        drawn.append(line(sheet.margin, y, right, y, stroke=GRID, stroke_width=0.6))
    for c in range(1, len(plan.criteria)):
        x = plan.left + plan.step * c
        drawn.append(line(x, start, x, y, stroke=GRID, stroke_width=0.8))
    drawn.append(rect(plan.left, start, right - plan.left, y - start, fill="none", stroke=FRAME, stroke_width=1))
    if len(plan.first) > _HEADS_AGAIN_FROM:
        y += plan.codes.height + 2
        drawn += _codes(plan, y)
    return drawn, y


def _codes(plan: _Plan, bottom: float) -> list[Element]:
    columns = enumerate(plan.criteria)
    return [e for c, (id_, _) in columns for e in plan.codes.above(c, id_, plan.left + plan.step * (c + 0.5), bottom)]


def _long(plan: _Plan, weight: float) -> float:
    return (plan.step - 4) * weight / plan.longest


def _row(plan: _Plan, place: FirstPlace, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    wrapped = wrap(place.title.in_(lang), sheet.small, plan.share - sheet.margin - 6)
    least = _TALL if plan.upright else sheet.small + (17 if plan.numbers else 8)
    height = max(least, len(wrapped) * sheet.leading + 3)
    middle = top + height / 2
    base = middle + sheet.small * 0.35
    first = middle - len(wrapped) * sheet.leading / 2 + sheet.small * 0.98
    drawn = lines(sheet.margin, first, wrapped, sheet.small, sheet.leading)
    wide = plan.narrow - 4
    for x, share in ((plan.share, place.share), (plan.sure, place.confidence or 0.0)):
        drawn.append(rect(x, top + 2, wide * share, height - 4, fill=QUIET_FILL))
        drawn.append(text(x + wide - 1, base, share_words(share, lang), sheet.small, anchor="end"))
    draw = _standing if plan.upright else _lying
    return [*drawn, *draw(plan, place, top, height)], top + height


def _lying(plan: _Plan, place: FirstPlace, top: float, height: float) -> list[Element]:
    drawn: list[Element] = []
    bar = top + height - _THICK - 4 if plan.numbers else top + (height - _THICK) / 2
    for c, weight in enumerate(place.weights or ()):
        x = plan.left + plan.step * c + 0.5
        strong = plan.criteria[c][0] in place.emphasised
        drawn.append(rect(x, bar, _long(plan, weight), _THICK, fill=HAZARD if strong else HAZARD_SOFT))
        at = x + _long(plan, plan.mean[c])
        drawn.append(line(at, bar - 2.5, at, bar + _THICK + 2.5, stroke=THREAT, stroke_width=1.6))
        if plan.numbers:
            bold = 600 if strong else 400
            drawn.append(text(x + 2.5, bar - 4, f"{100 * weight:.0f}", CODE, weight=bold))
    return drawn


def _standing(plan: _Plan, place: FirstPlace, top: float, height: float) -> list[Element]:
    foot, most = top + height - 2, min(height, _TALL) - 5
    drawn: list[Element] = []
    for c, weight in enumerate(place.weights or ()):
        x, tall = plan.left + plan.step * c, most * weight / plan.longest
        strong = plan.criteria[c][0] in place.emphasised
        drawn.append(rect(x + 2.5, foot - tall, plan.step - 5, tall, fill=HAZARD if strong else HAZARD_SOFT))
        at = foot - most * plan.mean[c] / plan.longest
        drawn.append(line(x + 1, at, x + plan.step - 1, at, stroke=THREAT, stroke_width=1.6))
    return drawn


def _remarks(plan: _Plan, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    said = [
        pick(
            lang,
            "Plaats 1: kans op de eerste plaats onder alle toegestane gewichten. Zeker: kans op de eerste plaats met "
            "precies de getekende gewichten."
            + (" Getallen boven de balken: gewicht in procenten." if plan.numbers else ""),
            "First: probability of first place under all admissible weights. Sure: probability of first place "
            "with exactly "
            "the weights drawn." + (" Numbers above the bars: weight in percent." if plan.numbers else ""),
        )
    ]
    if plan.seldom:
        count = len(plan.seldom)
        said.append(
            pick(
                lang,
                f"Nog {count} scenario’s komen met een kans onder 1% op de eerste plaats; de tabel heeft hun "
                "gewichten.",
                f"Another {count} scenarios come first with a probability below 1%; the table has their weights.",
            )
        )
    if plan.never:
        said.append(_never(plan, lang))
    drawn: list[Element] = []
    y = top + sheet.small
    for sentence in said:
        wrapped = wrap(sentence, sheet.small, sheet.inner)
        drawn += lines(sheet.margin, y, wrapped, sheet.small, sheet.leading, fill=MUTED)
        y += len(wrapped) * sheet.leading
    return drawn, y - sheet.small


def _never(plan: _Plan, lang: Lang) -> str:
    if len(plan.never) > _NAMED_UP_TO:
        count = len(plan.never)
        return pick(
            lang,
            f"{count} scenario’s komen bij geen enkele weging op de eerste plaats; de tabel noemt ze.",
            f"{count} scenarios never come first, whatever the weights; the table names them.",
        )
    listed = "; ".join(r.title.in_(lang) for r in plan.never)
    return pick(
        lang, f"Bij geen enkele weging op de eerste plaats: {listed}.", f"Never first, whatever the weights: {listed}."
    )


def _description(plan: _Plan, lang: Lang) -> str:
    best = plan.first[0]
    count = len(plan.first) + len(plan.seldom)
    all_of = count + len(plan.never)
    title, share = best.title.in_(lang), share_words(best.share, lang)
    said = pick(
        lang,
        f"{count} van de {all_of} scenario’s kunnen op de eerste plaats komen. De meeste kans heeft {title} ({share}).",
        f"{count} of {all_of} scenarios can come first. Most probable is {title} ({share}).",
    )
    special = next((r for r in plan.first if r.emphasised), None)
    if special is not None:
        names = dict(plan.criteria)
        listed = ", ".join(f"{c} {names[c].in_(lang)}" for c in special.emphasised)
        said += pick(
            lang,
            f" {special.title.in_(lang)} komt daar bij meer gewicht voor {listed}.",
            f" {special.title.in_(lang)} does so with more weight for {listed}.",
        )
    return said


def _table(found: Sensitivity | Acceptability, plan: _Plan, title: str, lang: Lang) -> FigureTable:
    header = (
        "Scenario",
        pick(lang, "Kans op plaats 1", "Probability of first place"),
        pick(lang, "Zekerheid met deze gewichten", "Confidence with these weights"),
        *(f"{id_} {name.in_(lang)}" for id_, name in plan.criteria),
    )
    none = pick(lang, "komt niet op plaats 1", "never first")
    rows = [
        (
            pick(lang, "Gemiddelde van alle toegestane gewichten", "Mean of all admissible weights"),
            "–",
            "–",
            *(share_words(w, lang) for w in found.mean_weights),
        )
    ]
    for place in (*plan.first, *plan.seldom, *plan.never):
        weights = place.weights
        rows.append(
            (
                place.title.in_(lang),
                share_words(place.share, lang),
                none if place.confidence is None else share_words(place.confidence, lang),
                *(["–"] * len(plan.criteria) if weights is None else [share_words(w, lang) for w in weights]),
            )
        )
    return FigureTable(title, header, tuple(rows))
