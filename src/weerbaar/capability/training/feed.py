# SPDX-License-Identifier: EUPL-1.2
"""A measured effect of a campaign or course as the effect of a measure, for the weighing; only when asked for.

That fewer people fall for a false message is measured; how much less likely the scenario becomes by it is not. Whoever
feeds the one into the other says how much of the probability hangs on this behaviour.
"""

from __future__ import annotations

from itertools import pairwise

from weerbaar.base import Distribution, Point, Quantiles, Text, WeerbaarError, percentage
from weerbaar.capability.measures import Effect
from weerbaar.capability.training.effect import effect
from weerbaar.capability.training.file_model import Activity, Measurement

_LEVELS = (0.99, 0.95, 0.8, 0.5)
_NEXT_TO_NOTHING = 1e-9


class NoImprovementError(WeerbaarError):
    """A measured effect that is not an improvement, or not a share, and so cannot take anything away."""


def as_measure_effect(
    activity: Activity,
    measurement_id: str,
    *,
    scenario: str,
    depends: float,
    on: str = "likelihood",
) -> Effect:
    """Return the share of the likelihood, or of a criterion, of a scenario that an activity takes away.

    The share is ``depends`` x reach x (improvement / people who did it wrong before), with reach the part of the target
    group that was reached. The improvement has its confidence intervals at 50, 80, 95 and 99 % as quantiles; the people
    who did it wrong before count at their estimate. What would make matters worse counts as nothing taken away.

    Args:
        activity: the campaign or course; target group and people reached must be known.
        measurement_id: which of its measurements, of a share.
        scenario: id of the scenario in the round.
        depends: part of the probability, or of the criterion, that hangs on this behaviour; 0 to 1, for the analyst
            to say.
        on: ``likelihood``, ``impact`` or the id of a criterion.

    Raises:
        NoImprovementError: a score, unknown reach, nobody who did it wrong before, or no improvement.
        KeyError: there is no such measurement.
        ValueError: ``depends`` is not between 0 and 1.
    """
    if not 0 <= depends <= 1:
        raise ValueError("depends must lie between 0 and 1")
    measurement = next((m for m in activity.measurements if m.id == measurement_id), None)
    if measurement is None:
        raise KeyError(measurement_id)
    reach = _reach(activity)
    found = effect(measurement)
    if found.kind != "share":
        raise NoImprovementError(
            Text(
                nl="Een score zegt niet hoeveel mensen anders doen; neem een meting van een aandeel.",
                en="A score does not say how many people do otherwise; take a measurement of a share.",
            )
        )
    wrong = 1 - found.before.estimate if found.better == "higher" else found.before.estimate
    if wrong <= 0 or found.gain.estimate <= 0:
        raise NoImprovementError(
            Text(
                nl=f"{activity.id}, {measurement_id}: er is geen verbetering gemeten.",
                en=f"{activity.id}, {measurement_id}: no improvement was measured.",
            )
        )
    share = _distribution(measurement, depends * reach / wrong)
    return Effect(
        scenario=scenario,
        on=on,
        share=share,
        evidence="trial",
        source=measurement.source or activity.source,
        mark=measurement.mark if measurement.mark == "illustrative" else "derived",
        reason=Text(
            nl=f"Gemeten effect van {activity.title.nl} („{measurement.what.nl}”). Aangenomen is dat het scenario voor "
            f"{percentage(depends, 'nl')} van dit gedrag afhangt.",
            en=f"Measured effect of {activity.title.in_('en')} (“{measurement.what.in_('en')}”). It is assumed that "
            f"{percentage(depends, 'en')} of the scenario hangs on this behaviour.",
        ),
    )


def _reach(activity: Activity) -> float:
    size = activity.audience.size
    if activity.reached is None or size is None:
        raise NoImprovementError(
            Text(
                nl=f"{activity.id}: doelgroep of bereik is niet bekend.",
                en=f"{activity.id}: target group or people reached are not known.",
            )
        )
    return min(1.0, activity.reached.number / size)


def _distribution(measurement: Measurement, factor: float) -> Distribution:
    """Return the improvement times ``factor``, kept between 0 and 1."""
    points: dict[float, float] = {}
    for level in _LEVELS:
        gain = effect(measurement, level).gain
        points[round((1 - level) / 2, 4)] = gain.low * factor
        points[round((1 + level) / 2, 4)] = gain.high * factor
        points[0.5] = gain.estimate * factor
    values = [min(1.0, max(0.0, points[p])) for p in sorted(points)]
    if values[-1] <= _NEXT_TO_NOTHING:
        return Point(value=0.0)
    # The tails beyond 99 % end where the distance to the middle has grown by half.
    middle = values[len(values) // 2]
    ends = (max(0.0, middle - 1.5 * (middle - values[0])), min(1.0, middle + 1.5 * (values[-1] - middle)))
    return _ascending([0.0, *sorted(points), 1.0], [ends[0], *values, ends[1]])


def _ascending(probabilities: list[float], values: list[float]) -> Distribution:
    """Return the quantiles with equal values pulled next to nothing apart; a lump at 0 or 1 stays one to the eye."""
    for i in range(1, len(values)):
        values[i] = max(values[i], values[i - 1] + _NEXT_TO_NOTHING)
    over = values[-1] - 1
    if over > 0:
        for i in range(len(values) - 1, -1, -1):
            values[i] = min(values[i], 1 - (len(values) - 1 - i) * _NEXT_TO_NOTHING)
    if any(b <= a for a, b in pairwise(values)):
        raise AssertionError("values that do not ascend")
    return Quantiles(distribution="quantiles", probabilities=tuple(probabilities), values=tuple(values))
