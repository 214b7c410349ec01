# SPDX-License-Identifier: EUPL-1.2
"""The measured effects as a table for a spreadsheet: one row per measurement, and one per later moment."""

from __future__ import annotations

from weerbaar.base import Lang, harmless, spreadsheet_csv
from weerbaar.capability.training.effect import Level
from weerbaar.capability.training.intervals import Interval
from weerbaar.capability.training.result import PeopleChanged, TrainingResult

_DIGITS = 10

Cell = str | float | int | None

_DUTCH = (
    "activiteit titel soort bereikt doelgroep kosten_eur meting wat gezien_in opzet beter maanden_erna voor voor_laag "
    "voor_hoog n_voor na na_laag na_hoog n_na verschil verschil_laag verschil_hoog p behouden veranderd veranderd_laag "
    "veranderd_hoog eur_per_veranderde"
)
_ENGLISH = (
    "activity title kind reached target_group cost_eur measurement what seen_in design better months_later before "
    "before_low before_high n_before after after_low after_high n_after difference difference_low difference_high p "
    "retained changed changed_low changed_high eur_each_changed"
)


def training_csv(result: TrainingResult, lang: Lang = "nl") -> bytes:
    """Return the effects as CSV; shares in parts of 1, scores in points, with decimal commas in Dutch.

    An empty cell is a number that does not exist or is not known.
    """
    rows: list[list[Cell]] = [list((_DUTCH if lang == "nl" else _ENGLISH).split())]
    for activity in result.activities:
        head: list[Cell] = [
            activity.id,
            activity.title.in_(lang),
            activity.kind,
            activity.reached,
            activity.audience_size,
            activity.cost_eur,
        ]
        if not activity.effects:
            rows.append(head + [None] * (len(rows[0]) - len(head)))
        for found in activity.effects:
            e = found.effect
            what: list[Cell] = [e.measurement, e.what.in_(lang), e.seen_in, e.design, e.better]
            before = _level(e.before)
            rows.append(
                [
                    *head,
                    *what,
                    0,
                    *before,
                    *_level(e.after),
                    *_interval(e.difference),
                    e.p_value,
                    None,
                    *_people(found.people),
                ]
            )
            rows += [
                [
                    *head,
                    *what,
                    later.months,
                    *before,
                    *_level(later.after),
                    *_interval(later.difference),
                    None,
                    later.retained,
                    *_people(None),
                ]
                for later in e.follow_up
            ]
    return spreadsheet_csv(([_cell(value, lang) for value in row] for row in rows), lang)


def _level(level: Level) -> list[Cell]:
    return [level.estimate, level.low, level.high, level.n]


def _interval(interval: Interval) -> list[Cell]:
    return [interval.estimate, interval.low, interval.high]


def _people(people: PeopleChanged | None) -> list[Cell]:
    return [None] * 4 if people is None else [*_interval(people.number), people.cost_eur_each]


def _cell(value: Cell, lang: Lang) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        shown = f"{value:.{_DIGITS}g}"
        return shown.replace(".", ",") if lang == "nl" else shown
    return harmless(value) if isinstance(value, str) else str(value)
