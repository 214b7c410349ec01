# SPDX-License-Identifier: EUPL-1.2
"""Which question, asked again, would most likely change something: a class in the diagram, or the top of the list."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.assessment import QuestionValue, Sensitivity
from weerbaar.base import Lang, Text
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.palette import FRAME, GRID, HAZARD, HAZARD_SOFT, INK, MUTED, PAPER, THREAT
from weerbaar.figures.sensitivity_sheet import sensitivity_caption, sensitivity_foot, share_words
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on
from weerbaar.figures.svg import Element, line, lines, rect, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.wording import pick

MOST = 10
"""Questions drawn; the table has every question that can change something."""

_ALSO = 5
_LEAST = 0.005
_BAR = 9.0
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_LIKELIHOOD = "likelihood"


@dataclass(frozen=True)
class _Bar:
    """One probability.

    Attributes:
        kind: ``impact``, ``likelihood`` or ``top``.
        known: when the answer becomes known; ``one_more`` when one more expert answers.
    """

    kind: str
    known: float
    one_more: float


_COLOURS = {"impact": HAZARD, "likelihood": THREAT, "top": HAZARD_SOFT}
_WORDS = {
    "impact": Text(nl="klasse van de impact", en="class of the impact"),
    "likelihood": Text(nl="klasse van de waarschijnlijkheid", en="class of the likelihood"),
    "top": Text(nl="top vijf naar impact", en="top five by impact"),
}
_LETTERS = {
    "impact": Text(nl="I", en="I"),
    "likelihood": Text(nl="W", en="L"),
    "top": Text(nl="5", en="5"),
}


def open_questions(found: Sensitivity, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw the questions whose answer would most probably change a class or the top five.

    Raises:
        FigureError: no answer would change anything.
    """
    telling = [q for q in found.questions.questions if q.perfect.any_change >= _LEAST]
    if not telling:
        raise FigureError(
            Text(
                nl="Geen enkel antwoord verandert een klasse of de top vijf met een kans van een half procent of meer.",
                en="No answer changes a class or the top five with a probability of half a percent or more.",
            )
        )
    sheet = SHEETS[width]
    shown, also = telling[:MOST], _also_the_top(telling)
    drawn, y = _key([*shown, *also], lang, sheet, 2)
    elements, y = _rows(shown, also, found, lang, sheet, y + 6)
    drawn += elements
    elements, y = _remarks(len(shown) + len(also), len(telling), lang, sheet, y + 4)
    drawn += elements
    elements, y = sensitivity_foot(found, lang, sheet, y + 2)
    drawn += elements
    height = round(y)
    title = pick(
        lang,
        f"Welke vraag opnieuw stellen, {found.round_label}",
        f"Which question to ask again, {found.round_label}",
    )
    best = telling[0]
    share = share_words(best.perfect.any_change, lang)
    description = pick(
        lang,
        f"De {len(shown)} vragen waarvan het antwoord het waarschijnlijkst een klasse of de top vijf "
        "verandert. Bovenaan "
        f"({share}): {best.question.in_(lang)}",
        f"The {len(shown)} questions whose answer would most probably change a class or the top five. On top "
        f"({share}): "
        f"{best.question.in_(lang)}",
    )
    return figure_on(
        width,
        "open-vragen",
        drawn,
        height,
        title=title,
        description=description,
        table=_table(telling, title, lang),
        caption=sensitivity_caption(found, lang),
        lang=lang,
    )


def _also_the_top(telling: list[QuestionValue]) -> list[QuestionValue]:
    """Return the questions that most probably change the top five, where other questions crowd them out."""
    rest = sorted((q for q in telling[MOST:] if q.perfect.top_change >= _LEAST), key=lambda q: -q.perfect.top_change)
    best = max((q.perfect.top_change for q in telling[:MOST]), default=0.0)
    return [q for q in rest[:_ALSO] if q.perfect.top_change > best]


def _bars(question: QuestionValue) -> list[_Bar]:
    """Return the probabilities that this question is about; of those of impact, the class and the top."""
    known, more = question.perfect, question.one_more
    if question.criterion == _LIKELIHOOD:
        return [_Bar("likelihood", known.class_change, more.class_change)]
    found = [_Bar("impact", known.class_change, more.class_change), _Bar("top", known.top_change, more.top_change)]
    return [bar for bar in found if bar.known > 0] or found[:1]


def _key(shown: list[QuestionValue], lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    head = pick(lang, "Kans dat het antwoord dit verandert:", "Probability that the answer changes this:")
    drawn = [text(sheet.margin, top + sheet.small, head, sheet.small, weight=600)]
    x, y = sheet.margin + text_width(head, sheet.small, 600) + 10, top + sheet.small
    present = {bar.kind for q in shown for bar in _bars(q)}
    for kind in (k for k in _WORDS if k in present):
        words = _WORDS[kind].in_(lang)
        letter = text_width(_LETTERS[kind].in_(lang), sheet.small, 600) + 5
        wide = letter + 21 + text_width(words, sheet.small)
        if x + wide > sheet.width - sheet.margin:
            x, y = sheet.margin, y + sheet.leading + 2
        drawn.append(text(x, y, _LETTERS[kind].in_(lang), sheet.small, weight=600, fill=MUTED))
        drawn.append(rect(x + letter, y - sheet.small * 0.72, 16, sheet.small * 0.75, fill=_COLOURS[kind]))
        drawn.append(text(x + letter + 21, y, words, sheet.small, fill=MUTED))
        x += wide + 14
    if not any(bar.one_more >= _LEAST for q in shown for bar in _bars(q)):
        return drawn, y + 4
    words = pick(lang, "na één deskundige meer", "after one more expert")
    if x + 14 + text_width(words, sheet.small) > sheet.width - sheet.margin:
        x, y = sheet.margin, y + sheet.leading + 2
    drawn += _one_more(x + 4, y - sheet.small * 0.85, sheet.small)
    drawn.append(text(x + 14, y, words, sheet.small, fill=MUTED))
    return drawn, y + 4


def _one_more(x: float, top: float, height: float) -> list[Element]:
    """Return the mark of the probability after one more expert: a black bar with a white edge."""
    return [rect(x - 2, top, 4, height, fill=PAPER), rect(x - 1, top, 2, height, fill=INK)]


def _rows(
    shown: list[QuestionValue], also: list[QuestionValue], found: Sensitivity, lang: Lang, sheet: Sheet, top: float
) -> tuple[list[Element], float]:
    below = sheet.width < 500
    titles = dict(found.scenarios)
    names = {**dict(found.criteria), _LIKELIHOOD: _WORDS["likelihood"]}
    letter = 13.0
    left = sheet.margin + letter if below else sheet.margin + sheet.inner * 0.46 + letter
    room = sheet.width - sheet.margin - left - text_width("> 99%", sheet.small) - 8
    name_room = sheet.inner if below else left - letter - sheet.margin - 12
    most = max(bar.known for q in (*shown, *also) for bar in _bars(q))
    longest = next(t for t in _TICKS[1:] if t >= most - 1e-9)
    y = top
    drawn: list[Element] = []
    over: list[Element] = []
    for question in (*shown, *also):
        if also and question is also[0]:
            drawn.append(line(sheet.margin, y, sheet.width - sheet.margin, y, stroke=FRAME, stroke_width=1))
            head = pick(lang, "Verder, voor de top vijf:", "Also, for the top five:")
            drawn.append(text(sheet.margin, y + sheet.small + 5, head, sheet.small, fill=MUTED))
            y += sheet.small + 12
        drawn.append(line(sheet.margin, y, sheet.width - sheet.margin, y, stroke=GRID, stroke_width=0.6))
        scenario = wrap(titles[question.scenario].in_(lang), sheet.small, name_room, 600)
        about = wrap(_about(question, names, lang), sheet.small, name_room)
        said = (len(scenario) + len(about)) * sheet.leading
        bars = _bars(question)
        tall = len(bars) * (_BAR + 6) + 2
        height = said + tall + 8 if below else max(said, tall) + 8
        first = y + 3 + sheet.small
        drawn += lines(sheet.margin, first, scenario, sheet.small, sheet.leading, weight=600)
        drawn += lines(sheet.margin, first + len(scenario) * sheet.leading, about, sheet.small, sheet.leading)
        at = y + said + 6 if below else y + (height - tall) / 2 + 2
        for bar in bars:
            over += _bar(bar, left, at, room, longest, lang, sheet)
            at += _BAR + 6
        y += height
    drawn.append(line(sheet.margin, y, sheet.width - sheet.margin, y, stroke=GRID, stroke_width=0.6))
    if not below:
        for tick in (t for t in _TICKS if t <= longest):
            x = left + room * tick / longest
            drawn.append(line(x, top, x, y, stroke=FRAME if tick == 0 else GRID, stroke_width=1))
            drawn.append(
                text(x, y + sheet.small + 2, share_words(tick, lang), sheet.small, fill=MUTED, anchor="middle")
            )
    return [*drawn, *over], y if below else y + sheet.small + 6


def _about(question: QuestionValue, names: dict[str, Text], lang: Lang) -> str:
    if question.criterion == _LIKELIHOOD:
        return pick(lang, "Hoe waarschijnlijk?", "How likely?")
    return f"{question.criterion} {names[question.criterion].in_(lang)}"


def _bar(bar: _Bar, left: float, top: float, room: float, longest: float, lang: Lang, sheet: Sheet) -> list[Element]:
    long = room * bar.known / longest
    drawn = [
        text(left - 4, top + _BAR - 0.8, _LETTERS[bar.kind].in_(lang), 11, weight=600, fill=MUTED, anchor="end"),
        rect(left, top, max(long, 1.0), _BAR, fill=_COLOURS[bar.kind]),
    ]
    if bar.one_more >= _LEAST:
        drawn += _one_more(left + room * bar.one_more / longest, top - 2, _BAR + 4)
    end = max(long, room * bar.one_more / longest + 3 if bar.one_more >= _LEAST else 0.0)
    drawn.append(text(left + end + 5, top + _BAR - 0.5, share_words(bar.known, lang), sheet.small))
    return drawn


def _remarks(shown: int, telling: int, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    said = pick(
        lang,
        "Balk: als het antwoord op deze ene vraag bekend werd, elk label met de kans die de oordelen er nu aan geven.",
        "Bar: if the answer to this one question became known, each label with the probability that the "
        "judgements give.",
    )
    if telling > shown:
        said += pick(
            lang,
            f" Getoond zijn {shown} van de {telling} vragen waarvan het antwoord iets kan veranderen; de tabel "
            "heeft ze alle.",
            f" Shown are {shown} of the {telling} questions whose answer can change something; the table has all.",
        )
    wrapped = wrap(said, sheet.small, sheet.inner)
    drawn = lines(sheet.margin, top + sheet.small, wrapped, sheet.small, sheet.leading, fill=MUTED)
    return drawn, top + len(wrapped) * sheet.leading


def _table(telling: list[QuestionValue], title: str, lang: Lang) -> FigureTable:
    header = (
        pick(lang, "Vraag", "Question"),
        pick(lang, "Andere klasse van de impact", "Other class of the impact"),
        pick(lang, "Andere klasse van de waarschijnlijkheid", "Other class of the likelihood"),
        pick(lang, "Andere top vijf", "Other top five"),
        pick(lang, "Idem, na één deskundige meer", "The same, after one more expert"),
        pick(lang, "Wie zegt wat", "Who says what"),
    )
    none = pick(lang, "niet van toepassing", "not applicable")
    rows = []
    for question in telling:
        likely = question.criterion == _LIKELIHOOD
        known = question.perfect
        rows.append(
            (
                question.question.in_(lang),
                none if likely else share_words(known.class_change, lang),
                share_words(known.class_change, lang) if likely else none,
                none if likely else share_words(known.top_change, lang),
                share_words(question.one_more.any_change, lang),
                question.disagreement.in_(lang),
            )
        )
    return FigureTable(title, header, tuple(rows))
