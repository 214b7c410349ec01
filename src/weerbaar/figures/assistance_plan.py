# SPDX-License-Identifier: EUPL-1.2
"""Who covers the demand for one task: a row per region, a column per shift, a bar per cell, and what is short.

Every bar says its amounts in figures and letters too, so that nothing hangs on colour.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from weerbaar.base import Lang, Text, percentage
from weerbaar.capability.assistance import TASKS, AssistanceStudy, amount_words, plain_amount, task_words
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.palette import FRAME, GRID, HAZARD, HAZARD_SOFT, MUTED, PAPER, QUIET_FILL, THREAT, THREAT_SOFT
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on, notes
from weerbaar.figures.svg import Element, line, lines, rect, text
from weerbaar.figures.textmetrics import text_width, widest, wrap
from weerbaar.figures.wording import pick

_BAR = 9.0
_GAP = 6.0
_RIOT = TASKS.index("riot")
_MINUS = "−"


@dataclass(frozen=True)
class _Cell:
    """One region in one shift, as words and as parts of a bar (fill, amount, dashed)."""

    words: tuple[tuple[str, bool], ...]
    parts: tuple[tuple[str, float, bool], ...]
    withheld: bool = False


def assistance_plan(study: AssistanceStudy, task: str = "basic", lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw the plan for one task: ``basic``, ``riot``, ``guarding``, ``traffic`` or ``logistics``.

    Raises:
        FigureError: nobody asks for this task.
    """
    t = TASKS.index(task)
    plan, situation = study.plan, study.situation
    regions = [int(r) for r in np.flatnonzero((plan.demand[:, :, t] > 0).any(axis=1))]
    if not regions:
        raise FigureError(
            Text(
                nl=f"Er wordt niets gevraagd voor {task_words(t, 'nl')}; er valt niets te tekenen.",
                en=f"Nothing is asked for {task_words(t, 'en')}; there is nothing to draw.",
            )
        )
    sheet = SHEETS[width]
    letters = helper_letters([h.name for h in situation.helpers], lang)
    drawn: list[Element] = []
    y = 2.0
    if study.marking is not None:
        drawn.append(text(sheet.margin, y + sheet.body, study.marking.in_(lang), sheet.body, weight=600, fill=THREAT))
        y += sheet.body + 8
    elements, y = _key(study, t, letters, lang, sheet, y)
    drawn += elements
    elements, y = _rows(study, t, regions, letters, lang, sheet, y + 6)
    drawn += elements
    elements, y = _shift_key(study, lang, sheet, y + 4)
    drawn += elements
    caution = [n.in_(lang) for n in study.notes[:1] if situation.public]
    if situation.illustrative:
        caution.append(pick(lang, "Illustratieve gegevens.", "Illustrative data."))
    caption = f"{situation.title.in_(lang)}; {pick(lang, 'rekenverslag', 'run record')} {study.record.id}"
    elements, y = notes(" ".join(caution), caption, sheet, y + 2)
    drawn += elements
    title = pick(
        lang,
        f"Vraag, dekking en tekort: {task_words(t, lang)}",
        f"Demand, cover and shortage: {task_words(t, lang)}",
    )
    return figure_on(
        width,
        f"bijstand-{task}",
        drawn,
        round(y),
        title=title,
        description=_description(study, t, regions, lang),
        table=_table(study, t, regions, title, lang),
        caption=caption,
        lang=lang,
    )


def helper_letters(names: list[Text], lang: Lang) -> list[str]:
    """Return a capital per name: the first letter of its first word that is free, else any letter, else a number."""
    taken: list[str] = []
    for i, name in enumerate(names, start=1):
        words = name.in_(lang).upper().split()
        wanted = [w[0] for w in words if w[0].isalpha()] + [c for w in words for c in w if c.isalpha()]
        taken.append(next((c for c in wanted if c not in taken), str(i)))
    return taken


def _cell(study: AssistanceStudy, r: int, s: int, t: int, letters: list[str], lang: Lang) -> _Cell | None:
    plan = study.plan
    if not plan.demand[r, s, t]:
        return None
    need = float(plan.demand[r, s, t])
    if study.situation.withheld[r, s, t]:
        return _Cell(
            ((plain_amount(need, lang), False), (pick(lang, "n.o.", "wh."), True)), ((QUIET_FILL, need, True),), True
        )
    words: list[tuple[str, bool]] = []
    parts: list[tuple[str, float, bool]] = []
    left = need
    own = float(plan.own[r, s, t])
    if own:
        words.append((plain_amount(own, lang), False))
        parts.append((HAZARD, min(left, own), False))
        left -= min(left, own)
    for h, letter in enumerate(letters):
        helped = float(plan.helped[h, r, s, t])
        if not helped:
            continue
        words.append((f"{letter}{plain_amount(helped, lang)}", False))
        parts.append((HAZARD_SOFT if h == study.situation.police else THREAT_SOFT, min(left, helped), False))
        left -= min(left, helped)
    short = float(plan.shortage[r, s, t])
    if short:
        words.append((f"{_MINUS}{plain_amount(short, lang)}", True))
        parts.append((PAPER, short, True))
    return _Cell(tuple(words), tuple(p for p in parts if p[1] > 0))


def _key(
    study: AssistanceStudy, t: int, letters: list[str], lang: Lang, sheet: Sheet, top: float
) -> tuple[list[Element], float]:
    unit = pick(lang, "pelotons", "platoons") if t == _RIOT else pick(lang, "personen", "persons")
    plan = study.plan
    entries = [(HAZARD, "12", pick(lang, f"eigen politie ({unit})", f"own police ({unit})"), False)]
    shown = ~study.situation.withheld[:, :, t]
    for h, helper in enumerate(study.situation.helpers):
        if plan.helped[h, :, :, t][shown].any():
            fill = HAZARD_SOFT if h == study.situation.police else THREAT_SOFT
            entries.append((fill, letters[h], helper.name.in_(lang), False))
    if plan.shortage[:, :, t][shown].any():
        entries.append((PAPER, f"{_MINUS}3", pick(lang, "tekort", "shortage"), True))
    if not shown[plan.demand[:, :, t] > 0].all():
        entries.append((QUIET_FILL, pick(lang, "n.o.", "wh."), pick(lang, "niet openbaar", "withheld"), True))
    drawn: list[Element] = []
    x, y = sheet.margin, top + sheet.small
    for fill, sign, words, dashed in entries:
        code = text_width(sign, sheet.small, 600)
        room = sheet.inner - code - 25
        wrapped = wrap(words, sheet.small, room)
        wide = code + 25 + widest(wrapped, sheet.small)
        if x > sheet.margin and x + wide > sheet.width - sheet.margin:
            x, y = sheet.margin, y + sheet.leading + 3
        drawn.append(_piece(x, y - _BAR, 16, fill, dashed))
        drawn.append(text(x + 20, y, sign, sheet.small, weight=600))
        drawn += lines(x + 25 + code, y, wrapped, sheet.small, sheet.leading, fill=MUTED)
        y += (len(wrapped) - 1) * sheet.leading
        x += wide + 14
    return drawn, y + 4


def _piece(x: float, top: float, wide: float, fill: str, dashed: bool) -> Element:
    if dashed:
        return rect(
            x + 0.6, top + 0.6, max(wide - 1.2, 1.0), _BAR - 1.2, fill=fill, stroke=THREAT, stroke_dasharray="2 1.5"
        )
    return rect(x, top, max(wide, 1.0), _BAR, fill=fill, stroke=PAPER, stroke_width=0.5)


def _rows(
    study: AssistanceStudy, t: int, regions: list[int], letters: list[str], lang: Lang, sheet: Sheet, top: float
) -> tuple[list[Element], float]:
    situation = study.situation
    count = len(situation.shifts)
    above = sheet.width < 500 or count > 5
    names = 0.0 if above else sheet.inner * 0.22
    step = (sheet.inner - names) / count
    room = step - _GAP
    most = float(study.plan.demand[:, :, t].max())
    left = sheet.margin + names
    drawn: list[Element] = []
    for s in range(count):
        drawn.append(text(left + s * step, top + sheet.small, str(s + 1), sheet.small, weight=600))
    y = top + sheet.small + 5
    for r in regions:
        drawn.append(line(sheet.margin, y, sheet.width - sheet.margin, y, stroke=GRID, stroke_width=0.8))
        wrapped = wrap(situation.places[r].name.in_(lang), sheet.small, sheet.inner if above else names - 8, 600)
        drawn += lines(sheet.margin, y + sheet.small + 2, wrapped, sheet.small, sheet.leading, weight=600)
        bar = y + 4 + (len(wrapped) * sheet.leading if above else 0)
        lowest = y + len(wrapped) * sheet.leading + 4
        for s in range(count):
            x = left + s * step
            cell = _cell(study, r, s, t, letters, lang)
            if cell is None:
                drawn.append(text(x, bar + _BAR, "–", sheet.small, fill=MUTED))
                lowest = max(lowest, bar + _BAR + 4)
                continue
            at = x
            for fill, amount, dashed in cell.parts:
                wide = room * amount / most
                drawn.append(_piece(at, bar, wide, fill, dashed))
                at += wide
            drawn.append(line(x, bar + _BAR + 1, x + room, bar + _BAR + 1, stroke=FRAME, stroke_width=0.5))
            elements, low = _words(cell, x, bar + _BAR + 3, room, sheet)
            drawn += elements
            lowest = max(lowest, low)
        y = lowest + 4
    drawn.append(line(sheet.margin, y, sheet.width - sheet.margin, y, stroke=GRID, stroke_width=0.8))
    return drawn, y


def _words(cell: _Cell, x: float, top: float, room: float, sheet: Sheet) -> tuple[list[Element], float]:
    drawn: list[Element] = []
    at, y = x, top + 11
    for words, bold in cell.words:
        weight = 600 if bold else 400
        wide = text_width(words, 11, weight)
        if at > x and at + wide > x + room:
            at, y = x, y + 13
        drawn.append(text(at, y, words, 11, weight=weight, fill=THREAT if bold else MUTED))
        at += wide + 5
    return drawn, y + 3


def _shift_key(study: AssistanceStudy, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    situation = study.situation
    said = "; ".join(
        f"{i}\N{NO-BREAK SPACE}{shift.title.in_(lang) if shift.title else shift.id} "
        f"({situation.moment(shift.start_h):%d-%m %H:%M}, "
        f"{shift.hours:g}\N{NO-BREAK SPACE}{pick(lang, 'uur', 'h')})"
        for i, shift in enumerate(situation.shifts, start=1)
    )
    wrapped = wrap(f"{pick(lang, 'Diensten', 'Shifts')}: {said}.", sheet.small, sheet.inner)
    drawn = lines(sheet.margin, top + sheet.small, wrapped, sheet.small, sheet.leading, fill=MUTED)
    return drawn, top + len(wrapped) * sheet.leading + 2


def _description(study: AssistanceStudy, t: int, regions: list[int], lang: Lang) -> str:
    situation, plan = study.situation, study.plan
    name = task_words(t, lang)
    count = len(situation.shifts)
    said = pick(
        lang,
        f"Per regio ({len(regions)}) een rij en per dienst ({count}) een kolom met een staaf voor {name}.",
        f"A row per region ({len(regions)}) and a column per shift ({count}), with a bar for {name}.",
    )
    if study.hidden(t):
        return said + pick(lang, " Een deel is niet openbaar.", " Part of it is withheld.")
    short = plan.shortage[:, :, t]
    if not short.any():
        return said + pick(lang, " Nergens is een tekort.", " There is no shortage anywhere.")
    r, s = (int(v) for v in np.unravel_index(int(np.argmax(short)), short.shape))
    shift = situation.shifts[s]
    where = f"{situation.places[r].name.in_(lang)}, {shift.title.in_(lang) if shift.title else shift.id}"
    return said + pick(
        lang,
        f" Het grootste tekort: {where}, {amount_words(float(short[r, s]), t, lang)}.",
        f" The greatest shortage: {where}, {amount_words(float(short[r, s]), t, lang)}.",
    )


def _table(study: AssistanceStudy, t: int, regions: list[int], title: str, lang: Lang) -> FigureTable:
    situation, plan = study.situation, study.plan
    hidden = pick(lang, "niet openbaar", "withheld")
    header = (
        pick(lang, "Regio", "Region"),
        pick(lang, "Dienst", "Shift"),
        pick(lang, "Vraag", "Demand"),
        pick(lang, "Eigen politie", "Own police"),
        *(h.name.in_(lang) for h in situation.helpers),
        pick(lang, "Tekort", "Shortage"),
        pick(lang, "Kans op tekort", "Odds of a shortage"),
    )
    rows = []
    for r in regions:
        for s, shift in enumerate(situation.shifts):
            if not plan.demand[r, s, t]:
                continue
            head = (
                situation.places[r].name.in_(lang),
                shift.title.in_(lang) if shift.title else shift.id,
                amount_words(float(plan.demand[r, s, t]), t, lang),
            )
            if situation.withheld[r, s, t]:
                rows.append((*head, *[hidden] * (len(header) - 3)))
                continue
            amounts = (plan.own[r, s, t], *plan.helped[:, r, s, t], plan.shortage[r, s, t])
            odds = percentage(float(study.odds.cell[r, s, t]), lang)
            rows.append((*head, *(plain_amount(float(a), lang) for a in amounts), odds))
    caption = title if study.marking is None else f"{study.marking.in_(lang)}: {title}"
    return FigureTable(caption, header, tuple(rows))
