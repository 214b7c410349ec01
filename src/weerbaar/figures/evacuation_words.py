# SPDX-License-Identifier: EUPL-1.2
"""What the figures of evacuations share: names of plans, hours, people out, and the line that leads back to the run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from weerbaar.base import Lang, Text, number
from weerbaar.figures.figure import FigureError
from weerbaar.figures.wording import pick

if TYPE_CHECKING:
    from weerbaar.evacuation.simulation import Clearance
    from weerbaar.evacuation.study import Study

Floats = npt.NDArray[np.float64]

MOST_PLANS = 5
"""Plans in one figure; more are not told apart."""


def hours_words(hours: float | None, lang: Lang) -> str:
    """Return hours with one decimal; in words where they were not reached."""
    return pick(lang, "niet bereikt", "not reached") if hours is None else hours_number(hours, lang)


def hours_number(hours: float, lang: Lang) -> str:
    """Return a number of hours with its unit."""
    return f"{number(hours, lang, 1)} {pick(lang, 'uur', 'h')}"


def plan_names(studies: Sequence[Study], lang: Lang, names: Sequence[Text] = ()) -> list[str]:
    """Return what tells the plans apart: their own names, or how roads are chosen; numbered where that is the same.

    Raises:
        FigureError: no plan, or more than ``MOST_PLANS``.
    """
    from weerbaar.evacuation.study import ROUTING_WORDS

    if not 1 <= len(studies) <= MOST_PLANS:
        raise FigureError(
            Text(
                nl=f"Een figuur toont 1 tot en met {MOST_PLANS} plannen; gegeven: {len(studies)}.",
                en=f"A figure shows 1 to {MOST_PLANS} plans; given: {len(studies)}.",
            )
        )
    called = names or [ROUTING_WORDS[study.settings.routing] for study in studies]
    said = [name.in_(lang) for name in called]
    return [f"{name} ({said[:at].count(name) + 1})" if said.count(name) > 1 else name for at, name in enumerate(said)]


def people_out(study: Study, times_s: Floats) -> Floats:
    """Return people safe by each moment; every vehicle holds as many as the vehicles do on average."""
    per_vehicle = study.departures.people / study.departures.total_veh
    return np.interp(times_s, study.outcome.times_s, study.outcome.out_veh) * per_vehicle


def people_at_best(studies: Sequence[Study], times_s: Floats) -> Floats | None:
    """Return how many people no plan here can have safe by more than that, per moment; None where a bound is missing.

    Plans with other measures have other bounds; the widest holds for all of them.
    """
    found: list[Floats] = []
    for study in studies:
        if study.bound is None:
            return None
        per_vehicle = study.departures.people / study.departures.total_veh
        moments, out = study.bound.times_s, study.bound.out_by_veh
        if moments[0] > 0:
            at_once = min(float(study.departures.released_veh[0].sum()), float(out[0]))
            moments, out = np.append(0.0, moments), np.append(at_once, out)
        found.append(np.interp(times_s, moments, out, right=study.departures.total_veh) * per_vehicle)
    return np.asarray(np.max(found, axis=0))


def best_clearance(study: Study) -> Clearance | None:
    """Return the hours before which no plan can have 50, 90, 99 % and everybody safe; None without a bound."""
    from weerbaar.evacuation.study import bound_clearance

    proven = study.bound
    if proven is None:
        return None
    return bound_clearance(proven.times_s, proven.out_by_veh, study.departures.total_veh, proven.quickest_s)


def study_caption(studies: Sequence[Study], lang: Lang) -> str:
    """Return the line that leads from a figure back to the runs that made its numbers."""
    network = studies[0].network
    runs = ", ".join(dict.fromkeys(study.record.id for study in studies))
    source = f" ({network.source})" if network.source else ""
    return f"{network.name}{source}; {pick(lang, 'rekenverslag', 'run record')} {runs}"


def study_caution(studies: Sequence[Study], lang: Lang) -> str:
    """Return what a reader must know first: the warnings of the runs, each once."""
    said = dict.fromkeys(warning.in_(lang) for study in studies for warning in study.warnings)
    return " ".join(f"{warning[0].upper()}{warning[1:]}" for warning in said)
