# SPDX-License-Identifier: EUPL-1.2
"""A forecast that only says whether it threatens, from two chances per moment: the least a forecaster can state."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from weerbaar.base import InputError, Problem, Text, percentage
from weerbaar.evacuation.decision.forecast import Forecast

Floats = npt.NDArray[np.float64]

STATES = (Text(nl="geen dreiging", en="no threat"), Text(nl="dreiging", en="threat"))
_TOLERANCE = 1e-9


def forecast_of_chances(
    hours_before: Sequence[float], threatens: Sequence[float], flood: Sequence[float], unforeseen: float = 0.0
) -> Forecast:
    """Return the chain of two states in which the chances are as stated.

    With p the chance of the flood in a threat, q without one, and a the chance of a threat, the steps s (threat to
    threat) and r (no threat to threat) follow from the last moment back, because chances hold on average::

        p[k] = s p[k+1] + (1 - s) q[k+1],   a[k+1] = a[k] s + (1 - a[k]) r,   q[k] = r p[k+1] + (1 - r) q[k+1]

    Args:
        hours_before: of each moment, before the flood would begin; descending, length K.
        threatens: chance that the forecast threatens at each moment, seen from the first, length K; or that at the
            first only: then a threat is lifted or stays, and none begins (r = 0).
        flood: chance that the flood comes when it threatens then, length K.
        unforeseen: chance that the flood comes when it does not threaten at the last moment.

    Raises:
        InputError: chances outside 0 to 1, or that cannot all hold: every moment at which they do not, and what is
            allowed there.
        ForecastError: hours that do not descend.
    """
    hours, a, p = (np.asarray(values, float) for values in (hours_before, threatens, flood))
    moments = len(hours)
    lifted_only = len(a) == 1 < moments
    _must_be_chances(a, p, unforeseen, moments)
    problems: list[Problem] = []
    # Known from the last moment back: the chance of the flood without a threat.
    q = np.full(moments, float(unforeseen))
    steps = np.zeros((moments - 1, 2))
    for k in range(moments - 2, -1, -1):
        low, high = sorted((q[k + 1], p[k + 1]))
        if not low - _TOLERANCE <= p[k] <= high + _TOLERANCE:
            problems.append(_outside(hours, k, "flood", p[k], low, high))
            break
        stays = 1.0 if high - low <= _TOLERANCE else float(np.clip((p[k] - q[k + 1]) / (p[k + 1] - q[k + 1]), 0, 1))
        steps[k] = 0.0, stays
        if lifted_only:
            q[k] = q[k + 1]
            continue
        least, most = a[k] * stays, a[k] * stays + 1 - a[k]
        if not least - _TOLERANCE <= a[k + 1] <= most + _TOLERANCE:
            problems.append(_outside(hours, k + 1, "threatens", a[k + 1], least, most))
            break
        begins = 0.0 if a[k] >= 1 else float(np.clip((a[k + 1] - least) / (1 - a[k]), 0, 1))
        steps[k] = begins, stays
        q[k] = begins * p[k + 1] + (1 - begins) * q[k + 1]
    if problems:
        raise InputError(problems)
    return Forecast(
        hours_before=hours,
        states=STATES,
        initial=np.array([1 - a[0], a[0]]),
        transitions=np.stack([1 - steps, steps], axis=-1),
        flood=np.array([unforeseen, p[-1]]),
    )


def _must_be_chances(a: Floats, p: Floats, unforeseen: float, moments: int) -> None:
    problems = [
        Problem("forecast", Text(nl="een kans ligt tussen 0 en 1.", en="a chance lies between 0 and 1."), field=name)
        for name, values in (("threatens", a), ("flood", p), ("unforeseen", np.array([unforeseen])))
        if not np.all((values >= 0) & (values <= 1))
    ]
    if len(p) != moments or len(a) not in (1, moments) or moments < 1:
        text = Text(nl="geef voor elk moment beide kansen.", en="give both chances for every moment.")
        problems.append(Problem("forecast", text, field="threatens"))
    if problems:
        raise InputError(problems)


def _outside(hours: Floats, moment: int, field: str, value: float, low: float, high: float) -> Problem:
    what = {
        "flood": Text(nl="de kans op water bij dreiging", en="the chance of water in a threat"),
        "threatens": Text(nl="de kans op dreiging", en="the chance of a threat"),
    }[field]
    said = [(percentage(low, lang, 3), percentage(high, lang, 3), f"{hours[moment]:g}") for lang in ("nl", "en")]
    return Problem(
        "forecast",
        Text(
            nl=f"{what.nl}, {said[0][2]} uur ervoor, past niet bij de andere: {said[0][0]} tot {said[0][1]} kan.",
            en=f"{what.en}, {said[1][2]} hours before, does not fit the others: {said[1][0]} to {said[1][1]} can be.",
        ),
        Text(
            nl="Met alleen de eerste kans op dreiging past het altijd, als de kans op water bij dreiging niet daalt.",
            en="With the first chance of a threat only it always fits, if the chance of water in a threat never falls.",
        ),
        field=field,
        value=percentage(value, "nl", 3),
    )
