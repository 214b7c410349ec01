# SPDX-License-Identifier: EUPL-1.2
"""What is expected of the threat at each moment of decision: states, how they follow, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text, WeerbaarError

Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]

_TOLERANCE = 1e-6


class ForecastError(WeerbaarError):
    """A forecast that contradicts itself."""


@dataclass(frozen=True, eq=False)
class Forecast:
    """States of the forecast at the moments of decision, as a Markov chain; K moments, S states.

    Attributes:
        hours_before: of each moment, before the flood would begin; descending, the last at least 0, length K.
        states: what the forecast can say, in words, length S.
        initial: probability of each state at the first moment, length S.
        transitions: probability of the next state (last axis) given the state at a moment, shape (K - 1, S, S).
        flood: probability that the flood comes given the state at the last moment, length S.
        members: of the ensemble it was made from; None where the chain was given.
    """

    hours_before: Floats
    states: tuple[Text, ...]
    initial: Floats
    transitions: Floats
    flood: Floats
    members: int | None = None

    def __post_init__(self) -> None:
        moments, states = len(self.hours_before), len(self.states)
        if moments < 1 or np.any(np.diff(self.hours_before) >= 0) or self.hours_before[-1] < 0:
            raise ForecastError(
                Text(
                    nl="de uren vóór de overstroming lopen af en zijn niet negatief.",
                    en="the hours before the flood descend and are not negative.",
                )
            )
        for name, found, asked in (
            ("initial", self.initial.shape, (states,)),
            ("transitions", self.transitions.shape, (moments - 1, states, states)),
            ("flood", self.flood.shape, (states,)),
        ):
            if found != asked:
                raise ForecastError(
                    Text(
                        nl=f"{name} heeft de vorm {found}; bij {moments} momenten en {states} standen hoort {asked}.",
                        en=f"{name} has shape {found}; {moments} moments and {states} states ask for {asked}.",
                    )
                )
        _must_be_shares(self.initial, "initial")
        _must_be_shares(self.transitions, "transitions")
        if not np.all((self.flood >= 0) & (self.flood <= 1)):
            raise ForecastError(
                Text(nl="flood: een kans ligt tussen 0 en 1.", en="flood: a probability lies between 0 and 1.")
            )

    def state_probability(self) -> Floats:
        """Probability of each state at each moment, seen from the first, shape (K, S)."""
        found = [self.initial]
        for matrix in self.transitions:
            found.append(found[-1] @ matrix)
        return np.array(found)

    def flood_probability(self) -> Floats:
        """Probability of the flood given each state at each moment, shape (K, S)."""
        found = [self.flood]
        for matrix in self.transitions[::-1]:
            found.append(matrix @ found[-1])
        return np.array(found[::-1])


def forecast_of_ensemble(
    levels: Floats, hours_before: Floats, bounds: Floats, unit: str, floods: Booleans | Floats
) -> Forecast:
    """Make a chain of an ensemble forecast by counting which members go from which class to which.

    A state is a class of the forecast quantity at a moment. A class that no member visits at a moment leads
    nowhere: it has probability 0 and stays where it is.

    Args:
        levels: forecast quantity (water level, discharge) of each member at each moment, shape (members, K).
        hours_before: of each moment, before the flood would begin; descending, length K.
        bounds: bounds between the classes, ascending, length S - 1.
        unit: of the levels, for the names of the states.
        floods: whether (or with what probability, by the strength of the defences) each member floods.

    Raises:
        ForecastError: no members, other shapes, bounds that do not ascend, or a level that is not a number.
    """
    if levels.ndim != 2 or not len(levels) or levels.shape[1] != len(hours_before) or len(floods) != len(levels):
        raise ForecastError(
            Text(
                nl="elk lid van het ensemble hoort voor elk moment een waarde te hebben.",
                en="every member of the ensemble should have a value at every moment.",
            )
        )
    if not np.all(np.isfinite(levels)):
        raise ForecastError(
            Text(
                nl="het ensemble bevat waarden die geen getal zijn.", en="the ensemble holds values that are no number."
            )
        )
    if np.any(np.diff(bounds) <= 0):
        raise ForecastError(Text(nl="de grenzen van de klassen lopen op.", en="the bounds of the classes ascend."))
    state = np.searchsorted(bounds, levels, side="right")
    n_states, (members, moments) = len(bounds) + 1, levels.shape
    transitions = np.zeros((moments - 1, n_states, n_states))
    for moment in range(moments - 1):
        np.add.at(transitions[moment], (state[:, moment], state[:, moment + 1]), 1.0)
    visited = transitions.sum(-1, keepdims=True)
    transitions = np.where(visited > 0, transitions / np.maximum(visited, 1), np.eye(n_states))
    last = np.bincount(state[:, -1], minlength=n_states)
    flooded = np.bincount(state[:, -1], weights=np.asarray(floods, float), minlength=n_states)
    return Forecast(
        hours_before=np.asarray(hours_before, float),
        states=_class_names(bounds, unit),
        initial=np.bincount(state[:, 0], minlength=n_states) / members,
        transitions=transitions,
        flood=flooded / np.maximum(last, 1),
        members=members,
    )


def _class_names(bounds: Floats, unit: str) -> tuple[Text, ...]:
    shown = [f"{bound:g}" for bound in bounds]
    if not shown:
        return (Text(nl="elke stand", en="any level"),)
    names = [Text(nl=f"lager dan {_nl(shown[0])} {unit}", en=f"below {shown[0]} {unit}")]
    names += [
        Text(nl=f"{_nl(low)} tot {_nl(high)} {unit}", en=f"{low} to {high} {unit}") for low, high in pairwise(shown)
    ]
    return (*names, Text(nl=f"{_nl(shown[-1])} {unit} of hoger", en=f"{shown[-1]} {unit} or higher"))


def _nl(number: str) -> str:
    return number.replace(".", ",")


def _must_be_shares(shares: Floats, name: str) -> None:
    if not (np.all(shares >= 0) and np.all(np.abs(shares.sum(-1) - 1) <= _TOLERANCE)):
        raise ForecastError(
            Text(
                nl=f"{name}: kansen zijn niet negatief en samen 1.",
                en=f"{name}: probabilities are not negative and sum to 1.",
            )
        )
