# SPDX-License-Identifier: EUPL-1.2
"""What was worked on since when: a line per subject of the register, with its states, deadlines and evidence."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass

from weerbaar.base import Lang, Text
from weerbaar.capability.register import (
    FIRST_DAY,
    STATE_WORDS,
    LifeLine,
    Moment,
    Register,
    State,
    Stretch,
    as_of,
    day_words,
    overdue,
    state_words,
    timeline,
)
from weerbaar.dossier import Heading
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.palette import ACCENT, FRAME, GRID, HAZARD, HAZARD_SOFT, INK, MUTED, PAPER, QUIET_LINE, ramp
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on, notes
from weerbaar.figures.svg import Element, element, group, line, lines, path, rect, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.wording import pick

_BAR = 9.0
_STRIPE = 4.0
"""Width of the slices of a stretch in which more than one state is possible."""

_AHEAD = datetime.timedelta(days=3 * 366)
"""Deadlines further ahead are in the table only."""

_PALE = 0.4
"""Opacity of what is drawn after the last day on which anything was recorded."""

_ENDED: frozenset[State | None] = frozenset({"completed", "withdrawn", "unknown", None})
_LOW_YEARS = (1, 2, 5, 10, 20, 50)
_STATE_ORDER: tuple[State, ...] = ("proposed", "decided", "running", "completed", "withdrawn", "unknown")


@dataclass(frozen=True)
class _Scale:
    """Days to pixels.

    Attributes:
        first, last: days at the left and the right edge.
        left, right: pixels.
    """

    first: datetime.date
    last: datetime.date
    left: float
    right: float

    def x(self, day: datetime.date) -> float:
        held = min(max(day, self.first), self.last + datetime.timedelta(days=1))
        share = (held - self.first).days / max((self.last - self.first).days + 1, 1)
        return self.left + (self.right - self.left) * share


def register_timeline(
    register: Register, on: datetime.date, known: datetime.date | None = None, lang: Lang = "nl", width: Width = "a4"
) -> Figure:
    """Draw the life of every subject up to a day.

    Args:
        register: checked.
        on: last day that is drawn.
        known: entries recorded later do not count; None for as we know now.
        lang: language.
        width: of the sheet.

    Raises:
        FigureError: nothing had begun by then.
    """
    found = timeline(register, on, known)
    if not found:
        day = on.isoformat()
        raise FigureError(
            Text(
                nl=f"Op {day} was er nog niets vastgelegd om te tekenen.",
                en=f"On {day} nothing was recorded that could be drawn.",
            )
        )
    late = {o.state.subject.id for o in overdue(as_of(register, on, known)) if o.certain}
    sheet = SHEETS[width]
    drawn, y = _key(found, late, known, lang, sheet)
    elements, y = _rows(register, found, late, on, known, lang, sheet, y + 6)
    drawn += elements
    elements, y = _remark(found, lang, sheet, y + 4)
    drawn += elements
    caption = register_caption(register, on, known, lang)
    elements, y = notes(register.caution(lang), caption, sheet, y + 4)
    drawn += elements
    title = f"{register.file.title.in_(lang)}, {pick(lang, 'tot', 'up to')} {day_words(on, lang)}"
    return figure_on(
        width,
        "register-tijdlijn",
        drawn,
        round(y),
        title=title,
        description=_description(found, late, on, lang),
        table=_table(register, found, title, lang),
        caption=caption,
        lang=lang,
    )


def register_caption(register: Register, on: datetime.date, known: datetime.date | None, lang: Lang) -> str:
    """Return the line that leads from a figure back to the register and the two days that were asked about."""
    how = pick(lang, "zoals nu bekend", "as known now")
    if known is not None:
        how = f"{pick(lang, 'zoals bekend op', 'as known on')} {day_words(known, lang)}"
    return (
        f"{register.file.id}; {pick(lang, 'stand op', 'on')} {day_words(on, lang)}, {how}; {register.content_hash[:12]}"
    )


def _scale(found: Sequence[LifeLine], on: datetime.date, left: float, right: float) -> _Scale:
    begins = [s.first for life in found for s in life.stretches if s.first > FIRST_DAY]
    ahead = [d.latest for life in found for d in life.deadlines if on < d.latest <= on + _AHEAD]
    first = min([*begins, on])
    last = max([*ahead, on])
    return _Scale(datetime.date(first.year, 1, 1), datetime.date(last.year, 12, 31), left, right)


def _rows(
    register: Register,
    found: Sequence[LifeLine],
    late: set[str],
    on: datetime.date,
    known: datetime.date | None,
    lang: Lang,
    sheet: Sheet,
    top: float,
) -> tuple[list[Element], float]:
    below = sheet.width < 500
    left = sheet.margin if below else sheet.margin + sheet.inner * 0.36
    scale = _scale(found, on, left, sheet.width - sheet.margin - 4)
    name_room = sheet.inner if below else left - sheet.margin - 12
    y = top + sheet.small + 6
    under: list[Element] = []
    over: list[Element] = []
    for heading in register.file.headings:
        lives = [life for life in found if life.subject.heading == heading.id]
        if not lives:
            continue
        wrapped = wrap(_heading(heading, lang), sheet.small, sheet.inner, 600)
        over += lines(sheet.margin, y + sheet.small + 3, wrapped, sheet.small, sheet.leading, weight=600, halo=True)
        y += len(wrapped) * sheet.leading + 6
        several = len({life.subject.year for life in lives}) > 1
        for life in lives:
            name = life.subject.short.in_(lang) + (f" ({life.subject.year})" if several else "")
            said = wrap(name, sheet.small, name_room)
            tall = _BAR + (12 if below else 7)
            height = len(said) * sheet.leading + tall if below else max(len(said) * sheet.leading + 4, tall)
            under.append(line(sheet.margin, y, sheet.width - sheet.margin, y, stroke=GRID, stroke_width=0.6))
            over += lines(sheet.margin, y + sheet.small + 1, said, sheet.small, sheet.leading, halo=True)
            bar = y + (len(said) * sheet.leading + 8 if below else (height - _BAR) / 2 + 1)
            over += _life(life, life.subject.id in late, scale, bar)
            y += height
        y += 3
    under += _grid(scale, top, y, on, known, lang, sheet)
    return [*under, *over], y


def _heading(heading: Heading, lang: Lang) -> str:
    return f"{heading.letter}. {heading.title.in_(lang)}" if heading.letter else heading.title.in_(lang)


def _grid(
    scale: _Scale, top: float, bottom: float, on: datetime.date, known: datetime.date | None, lang: Lang, sheet: Sheet
) -> list[Element]:
    """Years from top to bottom with their number above; the day of the report; the day up to which was known."""
    drawn: list[Element] = []
    years = range(scale.first.year, scale.last.year + 1)
    wide = (scale.right - scale.left) / len(years)
    step = next(n for n in (*_LOW_YEARS, 1000) if n * wide >= text_width("2008", sheet.small) + 8)
    baseline = top + sheet.small
    for year in years:
        x = scale.x(datetime.date(year, 1, 1))
        named = year % step == 0
        if named or wide > 6:
            drawn.append(line(x, baseline + 4, x, bottom, stroke=GRID, stroke_width=0.8 if named else 0.4))
        if named and x + text_width(str(year), sheet.small) <= scale.right + 4:
            drawn.append(text(x + 2, baseline, str(year), sheet.small, fill=MUTED))
    x = scale.x(on + datetime.timedelta(days=1))
    drawn.append(line(x, baseline + 4, x, bottom, stroke=FRAME, stroke_width=1.2))
    if known is not None and scale.first <= known <= scale.last:
        x = scale.x(known)
        drawn.append(line(x, baseline + 4, x, bottom, stroke=ACCENT, stroke_width=1.2, stroke_dasharray="5 3"))
    return drawn


def _life(life: LifeLine, late: bool, scale: _Scale, top: float) -> list[Element]:
    drawn: list[Element] = []
    for stretch in life.stretches:
        told = min(stretch.last, life.last_recorded)
        if told >= stretch.first:
            drawn += _stretch(Stretch(stretch.first, told, stretch.state), scale, top)
        if told < stretch.last:
            rest = max(stretch.first, told + datetime.timedelta(days=1))
            pale = not set(stretch.state.values) <= _ENDED
            drawn.append(
                group(
                    *_stretch(Stretch(rest, stretch.last, stretch.state), scale, top),
                    opacity=_PALE if pale else None,
                )
            )
    middle = top + _BAR / 2
    for when in life.evidence:
        x = _middle(when, scale)
        if x is not None:
            drawn.append(element("circle", cx=x, cy=middle, r=3.6, fill=PAPER, stroke=INK, stroke_width=1.4))
    for when in life.evaluations:
        x = _middle(when, scale)
        if x is not None:
            points = [(x, middle - 5.2), (x + 5.2, middle), (x, middle + 5.2), (x - 5.2, middle)]
            drawn.append(path(points, closed=True, fill=PAPER, stroke=INK, stroke_width=1.4))
    last = max((d.latest for d in life.deadlines), default=None)
    for deadline in life.deadlines:
        if scale.first <= deadline.latest <= scale.last:
            drawn += _deadline(deadline, late and deadline.latest == last, scale, top)
    return drawn


def _middle(when: Moment, scale: _Scale) -> float | None:
    """Where a mark goes: at the day, or at the end of the days between which it lies."""
    return scale.x(when.latest) if scale.first <= when.latest <= scale.last else None


def _stretch(stretch: Stretch, scale: _Scale, top: float) -> list[Element]:
    begin, end = scale.x(stretch.first), scale.x(stretch.last + datetime.timedelta(days=1))
    states = sorted(stretch.state.values, key=lambda s: -1 if s is None else _STATE_ORDER.index(s))
    if len(states) == 1:
        return _bar(states[0] or "unknown", begin, max(end, begin + 1.0), top)
    count = max(1, math.ceil((end - begin) / _STRIPE))
    drawn: list[Element] = []
    for i in range(count):
        state = states[i % len(states)]
        if state is not None:
            right = min(begin + (i + 1) * _STRIPE, end)
            drawn += _bar(state, begin + i * _STRIPE, max(right - 1.0, begin + i * _STRIPE + 0.5), top)
    return drawn


def _bar(state: State, begin: float, end: float, top: float) -> list[Element]:
    """Hollow, framed, solid, a thick line, a thin line, dots: told apart without colour."""
    long, middle = end - begin, top + _BAR / 2
    if state == "proposed":
        return [
            rect(begin + 0.5, top + 1.5, max(long - 1, 0.5), _BAR - 3, fill=PAPER, stroke=HAZARD_SOFT, stroke_width=1)
        ]
    if state == "decided":
        return [
            rect(begin, top + 1, long, _BAR - 2, fill=ramp(0.12)),
            rect(begin + 0.5, top + 1.5, long - 1, _BAR - 3, fill="none", stroke=HAZARD, stroke_width=1),
        ]
    if state == "running":
        return [rect(begin, top, long, _BAR, fill=HAZARD)]
    if state == "completed":
        return [rect(begin, middle - 1.5, long, 3, fill=HAZARD)]
    if state == "withdrawn":
        drawn = [line(begin, middle, end, middle, stroke=QUIET_LINE, stroke_width=1.4)]
        if long > 8:
            drawn += [
                line(begin + 1, middle - 4, begin + 9, middle + 4, stroke=INK, stroke_width=1.6),
                line(begin + 1, middle + 4, begin + 9, middle - 4, stroke=INK, stroke_width=1.6),
            ]
        return drawn
    return [line(begin, middle, end, middle, stroke=QUIET_LINE, stroke_width=2, stroke_dasharray="1.5 4")]


def _deadline(deadline: Moment, late: bool, scale: _Scale, top: float) -> list[Element]:
    """A triangle that points at the last day, with a line over the days between which the deadline lies."""
    x, begin = scale.x(deadline.latest + datetime.timedelta(days=1)), scale.x(deadline.earliest)
    y = top - 1.0
    drawn: list[Element] = []
    if x - begin > 3:
        drawn.append(line(begin, y - 3.5, x, y - 3.5, stroke=ACCENT, stroke_width=1))
    points = [(x - 3.6, y - 5), (x + 3.6, y - 5), (x, y + 2)]
    drawn.append(path(points, closed=True, fill=ACCENT if late else PAPER, stroke=ACCENT, stroke_width=1.2))
    return drawn


def _key(
    found: Sequence[LifeLine], late: set[str], known: datetime.date | None, lang: Lang, sheet: Sheet
) -> tuple[list[Element], float]:
    """Return the marks that occur with their meaning, in as many lines as they take."""
    states = {s for life in found for stretch in life.stretches for s in (v or "unknown" for v in stretch.state.values)}
    certain = {v for life in found for stretch in life.stretches for v in stretch.state.values if v is not None}
    unsure = any(not stretch.state.is_certain for life in found for stretch in life.stretches)
    if any(stretch.state.values == (None,) for life in found for stretch in life.stretches):
        certain.add("unknown")
    items: list[tuple[str, str]] = [(s, STATE_WORDS[s].in_(lang)) for s in _STATE_ORDER if s in states & certain]
    if unsure:
        items.append(("unsure", pick(lang, "onderbroken: niet zeker", "broken: not certain")))
    if any(life.deadlines for life in found):
        items.append(("deadline", "deadline"))
    if late:
        items.append(("late", pick(lang, "deadline voorbij, niet voltooid", "deadline passed, not completed")))
    if any(life.evidence for life in found):
        items.append(("evidence", pick(lang, "bewijs", "evidence")))
    if any(life.evaluations for life in found):
        items.append(("evaluation", pick(lang, "effect beoordeeld", "effect judged")))
    if known is not None:
        items.append(("known", f"{pick(lang, 'bekend tot en met', 'known up to')} {day_words(known, lang)}"))
    drawn: list[Element] = []
    x, top = sheet.margin, 6.0
    for kind, words in items:
        wide = 30 + text_width(words, sheet.small)
        if x > sheet.margin and x + wide > sheet.width - sheet.margin:
            x, top = sheet.margin, top + sheet.leading + 5
        drawn += _sample(kind, x, top + 1)
        drawn.append(text(x + 30, top + _BAR, words, sheet.small, fill=MUTED))
        x += wide + 14
    return drawn, top + _BAR + 6


def _sample(kind: str, x: float, top: float) -> list[Element]:
    middle = top + _BAR / 2
    if kind == "unsure":
        return [part for i in range(3) for part in _bar("decided", x + 8 * i, x + 8 * i + 3.5, top)]
    if kind in ("deadline", "late"):
        points = [(x + 8.4, top + 1), (x + 15.6, top + 1), (x + 12, top + 8)]
        fill = ACCENT if kind == "late" else PAPER
        return [path(points, closed=True, fill=fill, stroke=ACCENT, stroke_width=1.2)]
    if kind == "known":
        return [line(x, middle, x + 24, middle, stroke=ACCENT, stroke_width=1.2, stroke_dasharray="5 3")]
    if kind == "evidence":
        return [element("circle", cx=x + 12, cy=middle, r=3.6, fill=PAPER, stroke=INK, stroke_width=1.4)]
    if kind == "evaluation":
        points = [(x + 12, middle - 5.2), (x + 17.2, middle), (x + 12, middle + 5.2), (x + 6.8, middle)]
        return [path(points, closed=True, fill=PAPER, stroke=INK, stroke_width=1.4)]
    return next((_bar(state, x, x + 24, top) for state in _STATE_ORDER if state == kind), [])


def _remark(found: Sequence[LifeLine], lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    said = pick(
        lang,
        "Bleek: na de laatste vastlegging. Hoe het er daarna voor stond, is niet bekend; de lijn loopt alleen door tot "
        "de dag van de stand.",
        "Pale: after the last entry. How it stood from then on is not known; the line only runs on to the day of the "
        "report.",
    )
    if any(stretch.first == FIRST_DAY for life in found for stretch in life.stretches):
        said += pick(
            lang,
            " Wat links aan de rand begint, begon op een onbekende dag.",
            " What starts at the left edge began on an unknown day.",
        )
    wrapped = wrap(said, sheet.small, sheet.inner)
    drawn = lines(sheet.margin, top + sheet.small, wrapped, sheet.small, sheet.leading, fill=MUTED)
    return drawn, top + len(wrapped) * sheet.leading


def _description(found: Sequence[LifeLine], late: set[str], on: datetime.date, lang: Lang) -> str:
    counts: dict[str, int] = {}
    for life in found:
        words = state_words(life.stretches[-1].state, lang)
        counts[words] = counts.get(words, 0) + 1
    told = ", ".join(f"{n} {words}" for words, n in sorted(counts.items(), key=lambda c: (-c[1], c[0])))
    return pick(
        lang,
        f"Een lijn per onderwerp, {len(found)} in totaal. Stand op {day_words(on, 'nl')}: {told}. "
        f"Van {len(late)} is de deadline voorbij zonder voltooiing.",
        f"A line per subject, {len(found)} in all. On {day_words(on, 'en')}: {told}. "
        f"Of {len(late)} the deadline has passed without completion.",
    )


def _table(register: Register, found: Sequence[LifeLine], title: str, lang: Lang) -> FigureTable:
    header = (
        pick(lang, "Kopje", "Heading"),
        pick(lang, "Onderwerp", "Subject"),
        pick(lang, "Ronde", "Round"),
        pick(lang, "Verloop", "Course"),
        pick(lang, "Deadlines", "Deadlines"),
        pick(lang, "Bewijs", "Evidence"),
        pick(lang, "Effect beoordeeld", "Effect judged"),
    )
    none = pick(lang, "geen", "none")

    def said(moments: Sequence[Moment]) -> str:
        return "; ".join(m.words(lang) for m in moments) or none

    rows = []
    for heading in register.file.headings:
        for life in (one for one in found if one.subject.heading == heading.id):
            course = "; ".join(
                f"{pick(lang, 'vanaf', 'from')} {day_words(s.first, lang)} {state_words(s.state, lang)}"
                if s.first > FIRST_DAY
                else state_words(s.state, lang)
                for s in life.stretches
            )
            rows.append(
                (
                    _heading(heading, lang),
                    life.subject.title.in_(lang),
                    life.subject.round,
                    course,
                    said(life.deadlines),
                    said(life.evidence),
                    said(life.evaluations),
                )
            )
    return FigureTable(title, header, tuple(rows))
