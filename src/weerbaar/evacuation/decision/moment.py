# SPDX-License-Identifier: EUPL-1.2
"""When to decide: backward induction over the forecast, with lives and money apart and the value of waiting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.evacuation.decision.forecast import Forecast, ForecastError
from weerbaar.evacuation.decision.options import Option

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

WAIT = -1
"""In a policy: decide nothing yet. At the last moment it means that nothing is done any more."""


@dataclass(frozen=True, eq=False)
class Policy:
    """What to decide in every state at every moment; K moments, S states, O options, D draws.

    Attributes:
        forecast: what it was made for.
        options: what could be decided.
        nothing: what happens if nothing is ever decided.
        value_of_life_eur: what a life saved may cost; the one number that weighs lives against money.
        choice: number of the option, or :data:`WAIT`, shape (K, S).
        loss_of_option_eur: expected loss of each option in each state, shape (K, S, O).
        loss_of_waiting_eur: expected loss of waiting and then deciding as well as possible, shape (K, S).
        deaths: expected over the forecast, per draw, length D.
        cost_eur: expected over the forecast, per draw, length D.
        false_alarm: probability that something is decided and no flood comes.
        in_time: probability that the flood comes and something was decided.
        too_late: probability that the flood comes and nothing was decided.
    """

    forecast: Forecast
    options: tuple[Option, ...]
    nothing: Option
    value_of_life_eur: float
    choice: Integers
    loss_of_option_eur: Floats
    loss_of_waiting_eur: Floats
    deaths: Floats
    cost_eur: Floats
    false_alarm: float
    in_time: float
    too_late: float

    @property
    def value_of_waiting_eur(self) -> Floats:
        """What is gained by waiting instead of the best option now; negative where waiting costs, shape (K, S)."""
        return np.asarray(self.loss_of_option_eur.min(-1) - self.loss_of_waiting_eur)

    @property
    def loss_eur(self) -> float:
        """Expected loss at the first moment, lives counted at their value."""
        return float(self.deaths.mean() * self.value_of_life_eur + self.cost_eur.mean())


def decide_when(forecast: Forecast, options: Sequence[Option], nothing: Option, value_of_life_eur: float) -> Policy:
    """Find the decisions with the least expected loss (backward induction, Bellman 1957).

    Deciding is final. Of equal losses waiting comes first, then the option that stands first in the list.

    Args:
        forecast: what is expected.
        options: what can be decided; each with as many moments as the forecast and as many draws as the others.
        nothing: what happens if nothing is decided.
        value_of_life_eur: what a life may cost; a choice of the decider, see :func:`trade_off`.

    Raises:
        ForecastError: no options, other numbers of moments or draws, or a negative value of a life.
    """
    _must_fit(forecast, options, nothing, value_of_life_eur)
    flood = forecast.flood_probability()
    by_option = np.stack([_loss(option, flood, value_of_life_eur) for option in options], axis=-1)
    waiting = np.empty(flood.shape)
    choice = np.empty(flood.shape, np.int64)
    after = _loss(nothing, flood, value_of_life_eur)[-1]
    for moment in range(len(flood) - 1, -1, -1):
        waiting[moment] = after if moment == len(flood) - 1 else forecast.transitions[moment] @ after
        best = by_option[moment].argmin(-1)
        acts = by_option[moment].min(-1) < waiting[moment]
        choice[moment] = np.where(acts, best, WAIT)
        after = np.where(acts, by_option[moment].min(-1), waiting[moment])
    return _followed(forecast, tuple(options), nothing, value_of_life_eur, choice, by_option, waiting)


def decided_at(
    forecast: Forecast, options: Sequence[Option], nothing: Option, value_of_life_eur: float, moment: int, option: int
) -> Policy:
    """The policy that decides one option at one moment whatever the forecast says, to compare with.

    Args:
        forecast, options, nothing, value_of_life_eur: see :func:`decide_when`.
        moment: number of the moment.
        option: number of the option.
    """
    _must_fit(forecast, options, nothing, value_of_life_eur)
    flood = forecast.flood_probability()
    by_option = np.stack([_loss(one, flood, value_of_life_eur) for one in options], axis=-1)
    choice = np.full(flood.shape, WAIT, np.int64)
    choice[moment] = option
    waiting = np.empty(flood.shape)
    after = _loss(nothing, flood, value_of_life_eur)[-1]
    for at in range(len(flood) - 1, -1, -1):
        waiting[at] = after if at == len(flood) - 1 else forecast.transitions[at] @ after
        after = by_option[at][:, option] if at == moment else waiting[at]
    return _followed(forecast, tuple(options), nothing, value_of_life_eur, choice, by_option, waiting)


def trade_off(
    forecast: Forecast, options: Sequence[Option], nothing: Option, values_of_life_eur: Sequence[float]
) -> tuple[Policy, ...]:
    """The best policy for each value of a life: fewer deaths for more money, step by step.

    What comes out differs only where a decider's value passes a step; equal policies are given once, with the lowest
    value at which they hold.
    """
    found: list[Policy] = []
    for value in sorted(values_of_life_eur):
        policy = decide_when(forecast, options, nothing, value)
        if not found or np.any(policy.choice != found[-1].choice):
            found.append(policy)
    return tuple(found)


def tipping_probability(option: Option, nothing: Option, value_of_life_eur: float) -> Floats:
    """Probability of flood above which the option is better than never deciding, per moment, length K.

    Infinite where the option saves nothing at that moment.
    """
    saved = (nothing.deaths_if_flood - option.deaths_if_flood).mean(-1) * value_of_life_eur
    spent = option.cost_eur.mean(-1) + option.deaths_anyway.mean(-1) * value_of_life_eur
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(saved > 0, spent / saved, np.inf))


def _loss(option: Option, flood: Floats, value_of_life_eur: float) -> Floats:
    """Expected loss in each state at each moment, shape (K, S)."""
    at_flood = option.deaths_if_flood.mean(-1)[:, None] * flood
    deaths = at_flood + option.deaths_anyway.mean(-1)[:, None]
    return np.asarray(deaths * value_of_life_eur + option.cost_eur.mean(-1)[:, None])


def _followed(
    forecast: Forecast,
    options: tuple[Option, ...],
    nothing: Option,
    value_of_life_eur: float,
    choice: Integers,
    by_option: Floats,
    waiting: Floats,
) -> Policy:
    """Follow the forecast forward: how often each option is decided when, and what that leads to."""
    flood = forecast.flood_probability()
    draws = nothing.deaths_if_flood.shape[1]
    deaths, cost = np.zeros(draws), np.zeros(draws)
    false_alarm = in_time = too_late = 0.0
    undecided = forecast.initial.copy()
    for moment in range(len(flood)):
        for number, option in enumerate(options):
            here = np.where(choice[moment] == number, undecided, 0.0)
            decided, with_flood = float(here.sum()), float(here @ flood[moment])
            deaths += with_flood * option.deaths_if_flood[moment] + decided * option.deaths_anyway[moment]
            cost += decided * option.cost_eur[moment]
            in_time += with_flood
            false_alarm += decided - with_flood
        undecided = np.where(choice[moment] == WAIT, undecided, 0.0)
        if moment < len(forecast.transitions):
            undecided = undecided @ forecast.transitions[moment]
    too_late = float(undecided @ forecast.flood)
    deaths += too_late * nothing.deaths_if_flood[-1]
    return Policy(
        forecast=forecast,
        options=options,
        nothing=nothing,
        value_of_life_eur=value_of_life_eur,
        choice=choice,
        loss_of_option_eur=by_option,
        loss_of_waiting_eur=waiting,
        deaths=deaths,
        cost_eur=cost,
        false_alarm=false_alarm,
        in_time=in_time,
        too_late=too_late,
    )


def _must_fit(forecast: Forecast, options: Sequence[Option], nothing: Option, value_of_life_eur: float) -> None:
    if not options:
        raise ForecastError(Text(nl="er is geen optie om uit te kiezen.", en="there is no option to choose from."))
    if value_of_life_eur < 0:
        raise ForecastError(
            Text(nl="de waarde van een leven is niet negatief.", en="the value of a life is not negative.")
        )
    shape = (len(forecast.hours_before), nothing.deaths_if_flood.shape[1])
    for option in (*options, nothing):
        if option.deaths_if_flood.shape != shape:
            raise ForecastError(
                Text(
                    nl=f"optie {option.id} heeft {option.deaths_if_flood.shape} waarden; er horen er {shape} te zijn "
                    "(momenten, trekkingen).",
                    en=f"option {option.id} has {option.deaths_if_flood.shape} values; there should be {shape} "
                    "(moments, draws).",
                )
            )
