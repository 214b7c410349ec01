# SPDX-License-Identifier: EUPL-1.2
"""The response clock: from T+0 to T+72, who may act, which request runs, and when each unit is on site.

Early hours count most, so the axis is not straight: an hour at the start is wider than an hour at the end.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from weerbaar.base import Lang, Text
from weerbaar.capability.cooperation import POWER_WORDS, STATE_WORDS, Answer, RequestLine, UnitLine, hour_words
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.palette import ACCENT, FRAME, GRID, HAZARD, HAZARD_SOFT, INK, MUTED, PAPER, PAST, QUIET_FILL
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on, notes
from weerbaar.figures.svg import Element, line, lines, path, rect, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.wording import pick

LAST_HOUR = 72.0
MOST_ROWS = 20
"""Rows drawn per part; the table has all."""

_TICKS = (0, 1, 2, 4, 6, 12, 24, 48, 72)
_BAR = 10.0

Style = Literal["may", "asked", "way", "there", "after"]


@dataclass(frozen=True)
class _Span:
    """Hours from ``start`` to ``end`` in one manner of drawing; a bound is drawn hollow."""

    start: float
    end: float
    style: Style
    bound: bool = False


@dataclass(frozen=True)
class _Row:
    name: str
    said: str
    spans: tuple[_Span, ...]


def response_clock(answer: Answer, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw who may act, which requests run, and when each unit is asked, called, under way and on site.

    Raises:
        FigureError: nobody may act, nothing can be asked and there is no unit.
    """
    parts = [
        (pick(lang, "Wie mag handelen", "Who may act"), _power_rows(answer, lang)),
        (pick(lang, "Verzoeken", "Requests"), [_request_row(r, lang) for r in answer.requests]),
        (pick(lang, "Eenheden", "Units"), [_unit_row(u, lang) for u in answer.units]),
    ]
    if not any(rows for _, rows in parts):
        raise FigureError(
            Text(
                nl="Er is niets te tekenen: geen bevoegdheid, geen verzoek en geen eenheid.",
                en="Nothing to draw: no power, no request and no unit.",
            )
        )
    sheet = SHEETS[width]
    name = answer.situation.name.in_(lang)
    moment = f"{hour_words(answer.at_h).in_(lang)}, {answer.on}"
    title = pick(lang, f"Responsklok: {name}, {moment}", f"Response clock: {name}, {moment}")
    clock = _Clock(sheet, answer.at_h, lang)
    drawn, y = clock.key(2)
    cut = False
    for head, rows in parts:
        if rows:
            cut = cut or len(rows) > MOST_ROWS
            elements, y = clock.part(head, rows[:MOST_ROWS], y + 6)
            drawn += elements
    elements, y = clock.remarks(answer, cut, y + 4)
    drawn += elements
    caption = pick(
        lang,
        f"{answer.register.title.in_(lang)}; rekenverslag {answer.run_record.id}",
        f"{answer.register.title.in_(lang)}; run record {answer.run_record.id}",
    )
    elements, y = notes(_caution(answer, lang), caption, sheet, y + 2)
    drawn += elements
    return figure_on(
        width,
        "responsklok",
        drawn,
        round(y),
        title=title,
        description=_description(answer, lang),
        table=_table(answer, title, lang),
        caption=caption,
        lang=lang,
    )


def _power_rows(answer: Answer, lang: Lang) -> list[_Row]:
    """One row per party, from its first power on."""
    rows: dict[str, list[tuple[float, str, bool, float | None]]] = {}
    for p in answer.powers:
        if p.from_h is not None:
            rows.setdefault(p.party, []).append((p.from_h, POWER_WORDS[p.power].in_(lang), p.at_least, p.until_h))
    found = []
    for party, held in rows.items():
        held.sort(key=lambda h: h[:2])
        sure = [h for h in held if not h[2]]
        first, _, bound, _ = sure[0] if sure else held[0]
        ends = [h[3] for h in held]
        until = LAST_HOUR if None in ends else max(e for e in ends if e is not None)
        said = "; ".join(dict.fromkeys(f"{word} {hour_words(hour, b).in_(lang)}" for hour, word, b, _ in held))
        found.append(
            (first, _Row(answer.register.name(party).in_(lang), said, (_Span(first, max(until, first), "may", bound),)))
        )
    return [row for _, row in sorted(found, key=lambda f: f[0])]


def _request_row(r: RequestLine, lang: Lang) -> _Row:
    said = STATE_WORDS[r.state].in_(lang)
    if r.asked_h is None or r.granted_h is None:
        return _Row(r.agreement.title.in_(lang), f"{said}: {r.why.in_(lang)}" if r.why else said, ())
    granted = hour_words(r.granted_h, r.at_least).in_(lang)
    said += f" {granted}" if r.state == "granted" else pick(lang, f"; toegekend {granted}", f"; granted {granted}")
    spans = (
        _Span(r.asked_h, r.granted_h, "asked", r.at_least),
        _Span(r.granted_h, LAST_HOUR, "may", r.at_least),
    )
    return _Row(r.agreement.title.in_(lang), said, spans)


def _unit_row(u: UnitLine, lang: Lang) -> _Row:
    said = STATE_WORDS[u.state].in_(lang)
    if u.asked_h is None or u.called_h is None or u.on_site_h is None:
        return _Row(u.unit.name.in_(lang), f"{said}: {u.why.in_(lang)}" if u.why else said, ())
    on_site = hour_words(u.on_site_h, u.at_least).in_(lang)
    said += f" {on_site}" if u.state == "there" else pick(lang, f"; ter plaatse {on_site}", f"; on site {on_site}")
    if u.double_booked:
        said += pick(lang, "; dubbel toegezegd", "; promised twice")
    until = u.supplied_until_h
    spans = [
        _Span(u.asked_h, u.called_h, "asked", u.at_least),
        _Span(u.called_h, u.on_site_h, "way", u.at_least),
        _Span(u.on_site_h, LAST_HOUR if until is None else until, "there", u.at_least),
    ]
    if until is not None and until < LAST_HOUR:
        spans.append(_Span(until, LAST_HOUR, "after", u.at_least))
    return _Row(u.unit.name.in_(lang), said, tuple(spans))


class _Clock:
    """Draws rows on the axis of hours."""

    def __init__(self, sheet: Sheet, at_h: float, lang: Lang) -> None:
        self.sheet, self.at_h, self.lang = sheet, at_h, lang
        self.stacked = sheet.width < 500
        self.left = sheet.margin + (4 if self.stacked else sheet.inner * 0.42)
        self.right = sheet.width - sheet.margin - 10
        self.name_room = sheet.inner if self.stacked else self.left - sheet.margin - 12

    def x(self, hour: float) -> float:
        """Return where an hour stands."""
        share = math.log1p(min(max(hour, 0.0), LAST_HOUR)) / math.log1p(LAST_HOUR)
        return self.left + share * (self.right - self.left)

    def key(self, top: float) -> tuple[list[Element], float]:
        """Return what each manner of drawing means."""
        sheet, lang = self.sheet, self.lang
        words: list[tuple[Style, bool, str]] = [
            ("may", False, pick(lang, "mag, of in werking", "may, or in force")),
            ("asked", False, pick(lang, "gevraagd", "asked")),
            ("way", False, pick(lang, "opgeroepen en onderweg", "called and under way")),
            ("there", False, pick(lang, "ter plaatse, bevoorraad", "on site, supplied")),
            ("after", False, pick(lang, "voorraad op", "supplies used up")),
            ("may", True, pick(lang, "ondergrens: duur onbekend", "lower bound: length unknown")),
        ]
        drawn: list[Element] = []
        x, y = sheet.margin, top + sheet.small
        for style, bound, word in words:
            wide = 26 + text_width(word, sheet.small)
            if x + wide > sheet.width - sheet.margin:
                x, y = sheet.margin, y + sheet.leading + 3
            drawn += _drawn(x, x + 20, y - sheet.small * 0.36, style, bound)
            drawn.append(text(x + 26, y, word, sheet.small, fill=MUTED))
            x += wide + 14
        return drawn, y + 4

    def part(self, head: str, rows: list[_Row], top: float) -> tuple[list[Element], float]:
        """Return one part of the figure under its heading, with the hours above its rows."""
        sheet = self.sheet
        drawn = [text(sheet.margin, top + sheet.body, head, sheet.body, weight=600)]
        first = top + sheet.body + 8 + (sheet.small if self.stacked else 0)
        over: list[Element] = self._hours(first if self.stacked else top + sheet.body)
        y = first + 4
        start = y
        for row in rows:
            elements, y = self._row(row, y)
            over += elements
        ground = [line(self.x(t), start, self.x(t), y, stroke=GRID, stroke_width=0.8) for t in _TICKS]
        if self.at_h <= LAST_HOUR:
            at = self.x(self.at_h)
            ground.append(line(at, start - 2, at, y + 2, stroke=ACCENT, stroke_width=1.6, stroke_dasharray="6 3"))
        return [*drawn, *ground, *over], y

    def _hours(self, baseline: float) -> list[Element]:
        """Return the hours of the axis, as many as fit; that of the question first."""
        shown: list[tuple[float, float]] = []
        drawn = []
        asked = [self.at_h] if self.at_h <= LAST_HOUR else []
        for tick in [*asked, *(float(t) for t in _TICKS)]:
            word = hour_words(tick).in_(self.lang)
            half = text_width(word, self.sheet.small, 600) / 2
            centre = min(self.x(tick), self.sheet.width - self.sheet.margin - half)
            at = max(centre, self.sheet.margin + half) if self.stacked else centre
            if any(at - half < high + 4 and low - 4 < at + half for low, high in shown):
                continue
            shown.append((at - half, at + half))
            told = bool(asked) and tick == self.at_h
            drawn.append(
                text(
                    at,
                    baseline,
                    word,
                    self.sheet.small,
                    weight=600 if told else 400,
                    fill=ACCENT if told else MUTED,
                    anchor="middle",
                )
            )
        return drawn

    def _row(self, row: _Row, top: float) -> tuple[list[Element], float]:
        sheet = self.sheet
        name = wrap(row.name, sheet.small, self.name_room, 600)
        said = wrap(row.said, sheet.small, self.name_room)
        tall = (len(name) + len(said)) * sheet.leading
        first = top + 3 + sheet.small
        drawn: list[Element] = [line(sheet.margin, top, sheet.width - sheet.margin, top, stroke=GRID, stroke_width=0.6)]
        drawn += lines(sheet.margin, first, name, sheet.small, sheet.leading, weight=600, halo=self.stacked)
        drawn += lines(
            sheet.margin,
            first + len(name) * sheet.leading,
            said,
            sheet.small,
            sheet.leading,
            fill=MUTED,
            halo=self.stacked,
        )
        bar = _BAR + 8 if self.stacked and row.spans else 0.0
        height = tall + 8 + bar
        middle = top + tall + 6 + _BAR / 2 if self.stacked else top + height / 2
        for span in row.spans:
            if span.start < LAST_HOUR:
                drawn += _drawn(self.x(span.start), self.x(span.end), middle, span.style, span.bound)
        if any(span.end > LAST_HOUR or span.start >= LAST_HOUR for span in row.spans):
            tip = self.right + 8
            drawn.append(path([(tip - 6, middle - 4), (tip, middle), (tip - 6, middle + 4)], closed=True, fill=INK))
        return drawn, top + height

    def remarks(self, answer: Answer, cut: bool, top: float) -> tuple[list[Element], float]:
        """Return what a reader must know of the axis and of the hours."""
        lang, sheet = self.lang, self.sheet
        said = pick(
            lang,
            "De vroege uren zijn breder getekend dan de late; een pijl loopt door na T+72.",
            "Early hours are drawn wider than late ones; an arrow goes on after T+72.",
        )
        if answer.supposed:
            said += pick(
                lang,
                " Uren zijn de vroegst mogelijke: elk verzoek wordt meteen gedaan.",
                " Hours are the earliest possible: every request is made at once.",
            )
        if answer.register.withheld_count:
            said += pick(lang, " Vertrouwelijke onderdelen zijn weggelaten.", " Confidential parts were left out.")
        if cut:
            said += pick(
                lang,
                f" Per onderdeel staan de eerste {MOST_ROWS} regels; de tabel heeft ze alle.",
                f" Of each part the first {MOST_ROWS} lines are drawn; the table has all.",
            )
        wrapped = wrap(said, sheet.small, sheet.inner)
        drawn = [
            line(sheet.margin, top - 4, sheet.width - sheet.margin, top - 4, stroke=FRAME, stroke_width=1),
            *lines(sheet.margin, top + sheet.small, wrapped, sheet.small, sheet.leading, fill=MUTED),
        ]
        return drawn, top + len(wrapped) * sheet.leading


def _drawn(start: float, end: float, middle: float, style: Style, bound: bool) -> list[Element]:
    """Return one span; spans differ in height and filling, so that they are told apart without colour."""
    wide = max(end - start, 1.5)
    if style in ("asked", "after"):
        colour = INK if style == "asked" else PAST
        dash = "2 3" if style == "asked" else None
        return [line(start, middle, start + wide, middle, stroke=colour, stroke_width=1.6, stroke_dasharray=dash)]
    high = {"may": _BAR * 0.5, "way": _BAR * 0.7, "there": _BAR}[style]
    fill = {"may": QUIET_FILL, "way": HAZARD_SOFT, "there": HAZARD}[style]
    if not bound:
        edge = FRAME if style == "may" else None
        return [rect(start, middle - high / 2, wide, high, fill=fill, stroke=edge, stroke_width=1 if edge else None)]
    return [
        rect(
            start,
            middle - high / 2,
            wide,
            high,
            fill=PAPER,
            stroke=FRAME if style == "may" else fill,
            stroke_width=1.2,
            stroke_dasharray="3 2",
        )
    ]


def _caution(answer: Answer, lang: Lang) -> str:
    said = ""
    if answer.confidential:
        said = pick(lang, "VERTROUWELIJK. ", "CONFIDENTIAL. ")
    if answer.register.illustrative:
        return said + pick(
            lang,
            "Illustratieve gegevens: uren, eenheden en toezeggingen zijn verzonnen.",
            "Illustrative data: hours, units and promises are made up.",
        )
    if any(f.kind == "verify" for f in answer.findings):
        said += pick(lang, "Nog te controleren tegen de wettekst.", "Still to be checked against the text of the law.")
    return said.strip()


def _description(answer: Answer, lang: Lang) -> str:
    hour = hour_words(answer.at_h).in_(lang)
    there = [u.unit.name.in_(lang) for u in answer.units if u.state == "there"]
    coming = sum(u.state in ("under-way", "asked") for u in answer.units)
    never = sum(u.state == "cannot" for u in answer.units)
    now = len({p.party for p in answer.now})
    listed = ", ".join(there) or pick(lang, "geen", "none")
    return pick(
        lang,
        f"Op {hour} mogen {now} partijen handelen. Ter plaatse: {listed}. Gevraagd of onderweg: {coming} eenheden; "
        f"{never} kunnen niet komen.",
        f"At {hour} {now} parties may act. On site: {listed}. Asked or under way: {coming} units; {never} cannot come.",
    )


def _table(answer: Answer, title: str, lang: Lang) -> FigureTable:
    none = pick(lang, "geen", "none")
    header = (
        (
            "Wat",
            "Wie of welke",
            "Stand",
            "Vanaf of gevraagd",
            "Toegekend of opgeroepen",
            "Ter plaatse",
            "Bevoorraad tot",
        )
        if lang == "nl"
        else ("What", "Who or which", "State", "From or asked", "Granted or called", "On site", "Supplied until")
    )

    def hours(*values: tuple[float | None, bool]) -> tuple[str, ...]:
        return tuple(none if hour is None else hour_words(hour, bound).in_(lang) for hour, bound in values)

    rows: list[tuple[str, ...]] = []
    for p in answer.powers:
        name = f"{answer.register.name(p.party).in_(lang)}: {POWER_WORDS[p.power].in_(lang)}"
        rows.append(
            (
                pick(lang, "bevoegdheid", "power"),
                name,
                STATE_WORDS[p.state].in_(lang),
                *hours((p.from_h, p.at_least)),
                none,
                none,
                none,
            )
        )
    for r in answer.requests:
        rows.append(
            (
                pick(lang, "verzoek", "request"),
                r.agreement.title.in_(lang),
                STATE_WORDS[r.state].in_(lang),
                *hours((r.asked_h, r.at_least), (r.granted_h, r.at_least)),
                none,
                none,
            )
        )
    for u in answer.units:
        state = STATE_WORDS[u.state].in_(lang) + ("" if u.why is None else f": {u.why.in_(lang)}")
        bound = u.at_least
        rows.append(
            (
                pick(lang, "eenheid", "unit"),
                u.unit.name.in_(lang),
                state,
                *hours((u.asked_h, bound), (u.called_h, bound), (u.on_site_h, bound), (u.supplied_until_h, bound)),
            )
        )
    return FigureTable(title, header, tuple(rows))
