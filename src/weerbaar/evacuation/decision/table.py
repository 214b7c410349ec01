# SPDX-License-Identifier: EUPL-1.2
"""The plain table for the decider: at this moment, if the forecast says this, do that."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.base import Text
from weerbaar.evacuation.decision.moment import WAIT, Policy

_WAIT = Text(nl="nog niet besluiten", en="do not decide yet")
_NOTHING = Text(nl="niet evacueren", en="no evacuation")


@dataclass(frozen=True)
class TableRow:
    """One state at one moment.

    Attributes:
        hours_before: the flood would begin.
        state: what the forecast says.
        state_probability: that the forecast says so then, seen from the first moment.
        flood_probability: that the flood comes, given the state.
        decision: what to do.
        waits: whether that is to wait.
        loss_eur: expected loss of it, lives counted at their value.
        margin_eur: what the next best costs more.
        next_best: what that is.
    """

    hours_before: float
    state: Text
    state_probability: float
    flood_probability: float
    decision: Text
    waits: bool
    loss_eur: float
    margin_eur: float
    next_best: Text


def decision_table(policy: Policy, *, least_probability: float = 0.0005) -> tuple[TableRow, ...]:
    """Return a row for each state that can come about, first moment first.

    States that come about less often than ``least_probability`` are left out.
    """
    forecast = policy.forecast
    reached, flood = forecast.state_probability(), forecast.flood_probability()
    rows: list[TableRow] = []
    for moment, hours in enumerate(forecast.hours_before):
        last = moment == len(forecast.hours_before) - 1
        for state, name in enumerate(forecast.states):
            if reached[moment, state] < least_probability:
                continue
            losses = [(float(policy.loss_of_waiting_eur[moment, state]), _NOTHING if last else _WAIT)]
            losses += [
                (float(loss), option.name)
                for loss, option in zip(policy.loss_of_option_eur[moment, state], policy.options, strict=True)
            ]
            chosen = losses.pop(int(policy.choice[moment, state]) - WAIT)
            other = min(losses, key=lambda loss: loss[0])
            rows.append(
                TableRow(
                    hours_before=float(hours),
                    state=name,
                    state_probability=float(reached[moment, state]),
                    flood_probability=float(flood[moment, state]),
                    decision=chosen[1],
                    waits=policy.choice[moment, state] == WAIT,
                    loss_eur=chosen[0],
                    margin_eur=other[0] - chosen[0],
                    next_best=other[1],
                )
            )
    return tuple(rows)
