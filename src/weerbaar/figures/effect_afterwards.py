# SPDX-License-Identifier: EUPL-1.2
"""Effect afterwards on the risk diagram: from where a scenario stood to where a later round judged it to stand.

The register keeps classes, not numbers: a mark may stand anywhere in its class, and a class that stayed gets no arrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from weerbaar.assessment import Assessment, Axis
from weerbaar.base import Lang, Text
from weerbaar.capability.register import EffectAfter, Entry, Progress, Subject, day_words
from weerbaar.figures.axes import LogScale, draw_axes, impact_axis_of, margins
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.geometry import Box
from weerbaar.figures.marks import Kind, reach
from weerbaar.figures.moves import (
    COLUMNS,
    MARK,
    Move,
    arrow_sign,
    draw_key,
    draw_move,
    draw_names,
    kind_sign,
    list_moves,
    name_moves,
)
from weerbaar.figures.palette import GRID, INK
from weerbaar.figures.placement import Badge, place_badges
from weerbaar.figures.register_timeline import register_caption
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on, notes
from weerbaar.figures.svg import Element, line, lines
from weerbaar.figures.textmetrics import wrap
from weerbaar.figures.wording import class_word, pick

_INSET = 3.0
"""White between a mark and the edge of its class."""

_TURN = 0.618
"""Marks of one class lie scattered over it, so that their names find room; the golden ratio spreads any number."""


@dataclass(frozen=True)
class _Judged:
    """One scenario as an entry of the register judged it.

    Attributes:
        title: of the scenario; its id where the round does not have it, and then ``kind`` is None.
    """

    subject: Subject
    entry: Entry
    effect: EffectAfter
    title: Text
    kind: Kind | None

    @property
    def name(self) -> Text:
        """What stands beside the mark."""
        short = self.subject.short
        return Text(nl=f"{short.nl}: {self.title.nl}", en=f"{short.in_('en')}: {self.title.in_('en')}")

    @property
    def after(self) -> tuple[str, str] | None:
        """Class of likelihood and of impact afterwards; None where one of them was not judged."""
        return _pair(self.effect.likelihood_after, self.effect.impact_after)

    @property
    def before(self) -> tuple[str, str] | None:
        """The same beforehand."""
        return _pair(self.effect.likelihood_before, self.effect.impact_before)


def effect_afterwards(found: Progress, assessment: Assessment, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw what evaluations in the register say of scenarios in the risk diagram.

    Args:
        found: a progress report; its ``effects`` are drawn.
        assessment: of a round with the scenarios and the method of the classes; only its axes and names are used.
        lang: language of everything in the figure.
        width: ``phone`` (360 px), ``screen`` (960 px) or ``a4`` (640 px, the text column of a page).

    Raises:
        NoTotalError: the method only ranks.
        FigureError: nothing was evaluated yet, nothing of it can be placed, or a class is not one of the method.
    """
    impact = impact_axis_of(assessment)
    judged = _judged(found, assessment)
    if not judged:
        day = found.snapshot.valid
        raise FigureError(
            Text(
                nl=f"Op {day} was er nog geen evaluatie met een effect om te tekenen.",
                en=f"On {day} there was no evaluation with an effect to draw.",
            )
        )
    _check_classes(judged, assessment, impact)
    placed = [one for one in judged if one.after is not None and one.kind is not None]
    if not placed:
        raise FigureError(
            Text(
                nl="Geen van de effecten is te plaatsen: daarvoor moeten waarschijnlijkheid en impact na afloop beide "
                f"zijn beoordeeld, van een scenario van {assessment.round_label}.",
                en="None of the effects can be placed: that takes both a likelihood and an impact judged afterwards, "
                f"of a scenario of {assessment.round_label}.",
            )
        )
    sheet = SHEETS[width]
    room = margins(impact, assessment.likelihood_axis, lang, sheet)
    plot = Box(sheet.margin + room.left, 8, sheet.width - sheet.margin - 2, 8 + sheet.plot_height)
    x, y = LogScale(assessment.likelihood_axis, plot.left, plot.right), LogScale(impact, plot.bottom, plot.top)
    moves = _moves(placed, x, y, plot)
    drawn = draw_axes(x, y, lang, sheet)
    for move in moves:
        drawn += draw_move(move)
    names = name_moves(moves, plot, lang, sheet, width)
    drawn += draw_names(moves, names, sheet, plot)
    top = plot.bottom + room.below
    if names is None or width == "phone":
        elements, top = list_moves(moves, lang, sheet, COLUMNS[width], top + 2)
        drawn += elements
    drawn.append(line(sheet.margin, top, sheet.width - sheet.margin, top, stroke=GRID, stroke_width=1))
    elements, top = _key(moves, lang, sheet, top + 4)
    drawn += elements
    elements, top = _unplaced([one for one in judged if one not in placed], assessment, lang, sheet, top)
    drawn += elements
    snapshot = found.snapshot
    caption = register_caption(snapshot.register, snapshot.valid, snapshot.known, lang)
    caption += pick(lang, f"; klassen van {assessment.method_id}", f"; classes of {assessment.method_id}")
    elements, top = notes(snapshot.register.caution(lang), caption, sheet, top)
    drawn += elements
    title = pick(lang, "Effect achteraf op het risicodiagram", "Effect afterwards on the risk diagram")
    return figure_on(
        width,
        "effect-achteraf",
        drawn,
        round(top),
        title=title,
        description=_description(found, judged, assessment, impact, lang),
        table=_table(judged, assessment, impact, title, lang),
        caption=caption,
        lang=lang,
    )


def _pair(likelihood: str | None, impact: str | None) -> tuple[str, str] | None:
    return None if likelihood is None or impact is None else (likelihood, impact)


def _judged(found: Progress, assessment: Assessment) -> list[_Judged]:
    known = {result.id: result for result in assessment.scenarios}
    judged = []
    for subject, entry, effect in found.effects:
        result = known.get(effect.scenario)
        title = Text(nl=effect.scenario, en=effect.scenario) if result is None else result.title
        judged.append(_Judged(subject, entry, effect, title, None if result is None else result.kind))
    return judged


def _check_classes(judged: Sequence[_Judged], assessment: Assessment, impact: Axis) -> None:
    """Refuse classes that the method does not have: they were judged by another one.

    Raises:
        FigureError: names the first entry with such a class.
    """
    for one in judged:
        for axis, codes in (
            (assessment.likelihood_axis, (one.effect.likelihood_before, one.effect.likelihood_after)),
            (impact, (one.effect.impact_before, one.effect.impact_after)),
        ):
            for code in codes:
                if code is not None and code not in axis.codes:
                    allowed = ", ".join(axis.codes)
                    raise FigureError(
                        Text(
                            nl=f'{one.entry.id}: klasse "{code}" bestaat niet in de methode {assessment.method_id} '
                            f"({allowed}). Kies een dossier met de methode van deze evaluatie.",
                            en=f'{one.entry.id}: there is no class "{code}" in the method {assessment.method_id} '
                            f"({allowed}). Choose a dossier with the method of this evaluation.",
                        )
                    )


def _moves(placed: Sequence[_Judged], x: LogScale, y: LogScale, plot: Box) -> list[Move]:
    """Return the moves with a place inside the class for every mark, none over another where there is room."""
    badges: list[Badge] = []
    owner: list[tuple[int, bool]] = []
    for i, one in enumerate(placed):
        starts = one.before is not None and one.before != one.after
        for classes, is_start in ((one.before, True), (one.after, False)):
            if classes is not None and one.kind is not None and (starts or not is_start):
                badges.append(_badge(classes, one.kind, i, len(placed), x, y))
                owner.append((i, is_start))
    inner = Box(plot.left + 1, plot.top + 1, plot.right - 1, plot.bottom - 1)
    places = dict(zip(owner, place_badges(badges, inner) or [(b.x, b.y) for b in badges], strict=True))
    return [
        Move(i + 1, one.name, one.kind or "hazard", places.get((i, True)), places[i, False])
        for i, one in enumerate(placed)
    ]


def _badge(classes: tuple[str, str], kind: Kind, index: int, count: int, x: LogScale, y: LogScale) -> Badge:
    left, right = x.band(classes[0])
    bottom, top = y.band(classes[1])
    half = reach(kind, MARK)
    far = half + _INSET
    home = Box(left + far, top + far, right - far, bottom - far)
    across, upright = (0.5, 0.5) if count == 1 else ((index + 0.5) * _TURN % 1.0, (index + 0.5) / count)
    return Badge(home.left + across * home.width, home.top + upright * home.height, half, home)


def _key(moves: Sequence[Move], lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    kinds = sorted({move.kind for move in moves})
    words = {
        "hazard": pick(lang, "gevaar (niet moedwillig)", "hazard (not deliberate)"),
        "threat": pick(lang, "dreiging (moedwillig)", "threat (deliberate)"),
    }
    items: list[tuple[list[Element], float, str]] = []
    if any(move.start is not None for move in moves):
        said = pick(lang, "klasse daarvoor en klasse daarna", "class before and class after")
        items.append((arrow_sign(kinds[0], sheet), 58.0, said))
    items += [(kind_sign(kind, sheet), 22.0, words[kind]) for kind in kinds]
    if any(move.start is None for move in moves):
        said = pick(
            lang,
            "zonder pijl: in dezelfde klasse gebleven, of daarvoor niet beoordeeld",
            "without an arrow: stayed in the same class, or not judged before",
        )
        items.append(([], 0.0, said))
    said = pick(lang, "de plaats binnen een klasse zegt niets", "the place within a class means nothing")
    return draw_key([*items, ([], 0.0, said)], sheet, top)


def _unplaced(
    left_out: Sequence[_Judged], assessment: Assessment, lang: Lang, sheet: Sheet, top: float
) -> tuple[list[Element], float]:
    """Return the sentence that names what has no place and why, and where it ends."""
    if not left_out:
        return [], top
    said = "; ".join(f"{one.name.in_(lang)} ({_why(one, assessment, lang)})" for one in left_out)
    wrapped = wrap(f"{pick(lang, 'Niet geplaatst', 'Not placed')}: {said}.", sheet.small, sheet.inner)
    drawn = lines(sheet.margin, top + sheet.small, wrapped, sheet.small, sheet.leading, fill=INK)
    return drawn, top + len(wrapped) * sheet.leading + 4


def _why(one: _Judged, assessment: Assessment, lang: Lang) -> str:
    if one.kind is None:
        return pick(lang, f"staat niet in {assessment.round_label}", f"not in {assessment.round_label}")
    if one.effect.likelihood_after is None:
        return pick(lang, "waarschijnlijkheid niet beoordeeld", "likelihood not judged")
    return pick(lang, "impact niet beoordeeld", "impact not judged")


def _step(axis: Axis, before: str | None, after: str | None, lang: Lang) -> str:
    """Return what happened on one axis in words."""
    if after is None:
        return pick(lang, "niet beoordeeld", "not judged")
    now = f"{after}, {class_word(axis, after, lang)}"
    if before is None:
        return now
    if before == after:
        return pick(lang, f"blijft {now}", f"stays {now}")
    was = f"{before}, {class_word(axis, before, lang)}"
    return pick(lang, f"van {was} naar {now}", f"from {was} to {now}")


def _description(found: Progress, judged: Sequence[_Judged], assessment: Assessment, impact: Axis, lang: Lang) -> str:
    day = day_words(found.snapshot.valid, lang)
    said = [
        pick(
            lang,
            f"Wat latere rondes tot {day} vonden van het effect.",
            f"What later rounds thought of the effect, up to {day}.",
        )
    ]
    for one in judged:
        likely = _step(assessment.likelihood_axis, one.effect.likelihood_before, one.effect.likelihood_after, lang)
        heavy = _step(impact, one.effect.impact_before, one.effect.impact_after, lang)
        word = pick(lang, "waarschijnlijkheid", "likelihood")
        said.append(f"{one.name.in_(lang)} ({one.effect.round}): {word} {likely}; impact {heavy}.")
    return " ".join(said)


def _table(judged: Sequence[_Judged], assessment: Assessment, impact: Axis, title: str, lang: Lang) -> FigureTable:
    header = (
        pick(lang, "Onderwerp", "Subject"),
        pick(lang, "Scenario", "Scenario"),
        pick(lang, "Beoordeeld in", "Judged in"),
        pick(lang, "Waarschijnlijkheid", "Likelihood"),
        pick(lang, "Impact", "Impact"),
        pick(lang, "Wanneer", "When"),
    )
    rows = tuple(
        (
            one.subject.title.in_(lang),
            one.title.in_(lang),
            one.effect.round,
            _step(assessment.likelihood_axis, one.effect.likelihood_before, one.effect.likelihood_after, lang),
            _step(impact, one.effect.impact_before, one.effect.impact_after, lang),
            pick(lang, "niet bekend", "not known")
            if one.entry.valid_from is None
            else one.entry.valid_from.words(lang),
        )
        for one in judged
    )
    return FigureTable(title, header, rows)
