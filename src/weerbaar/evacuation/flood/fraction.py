# SPDX-License-Identifier: EUPL-1.2
"""The share of the people that is out before the water: by lead time, and expected over what lead times can be.

The lead time (first forecast until breach) is spent on detection, decision and warning; what remains is for response
and travel, which are in the curve of a simulation. Expected fraction: lead-time classes with conditional chances, and
the chance that a flood comes unexpectedly (Maaskant, Kolen and Jonkman 2009). D draws are on the last axis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from weerbaar.base import Distribution, Explained, FileModel, Text, WeerbaarError, as_distribution, read_yaml, validate
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flood.areas import Certainty, Water, folder
from weerbaar.evacuation.flow import Bound
from weerbaar.evacuation.simulation import Outcome

Floats = npt.NDArray[np.float64]

SECONDS_PER_HOUR = 3600.0
_OUTERMOST = 0.001


class FractionError(WeerbaarError):
    """Curves, chances or shares that cannot be."""


def _between(low: float, high: float) -> AfterValidator:
    """Hold the support of a distribution within bounds."""

    def check(value: Distribution) -> Distribution:
        edges = float(value.ppf(0.0)), float(value.ppf(1.0))
        if not (low <= edges[0] and edges[1] <= high):
            raise Explained(
                f"elke waarde hoort van {low:g} tot en met {high:g} te zijn.",
                f"every value should be from {low:g} up to and including {high:g}.",
            )
        return value

    return AfterValidator(check)


Share = Annotated[Distribution, BeforeValidator(as_distribution), _between(0, 1)]
Hours = Annotated[Distribution, BeforeValidator(as_distribution), _between(0, 480)]


class Phases(FileModel):
    """What passes of the lead time before anybody sets out.

    Attributes:
        detection_h: first forecast until it is clear that a flood threatens.
        decision_h: from there until the call to leave is decided.
        warning_h: from there until people have heard it.
    """

    detection_h: Hours
    decision_h: Hours
    warning_h: Hours


class LeadTime(FileModel):
    """One class of lead times with its chance, given that the flood is expected at all.

    Attributes:
        name: for people.
        lead_h: first forecast until breach, h.
        chance: given that the flood does not come unexpectedly.
    """

    name: Text
    lead_h: Hours
    chance: Annotated[float, Field(ge=0, le=1)]


class LeadTimes(FileModel):
    """How far ahead floods of one kind of water are seen coming.

    Attributes:
        water: kind of water.
        unexpected: chance that a flood comes without lead time.
        classes: their chances together 1.
        phases: what passes before anybody sets out.
        certainty, source: how sure this is.
    """

    water: Water
    unexpected: Share
    classes: Annotated[tuple[LeadTime, ...], Field(min_length=1)]
    phases: Phases
    certainty: Certainty
    source: Text

    @model_validator(mode="after")
    def _together_one(self) -> LeadTimes:
        total = sum(one.chance for one in self.classes)
        if abs(total - 1) > 1e-6:
            raise Explained(
                f"de kansen van de klassen zijn samen {total:g}; dat hoort 1 te zijn.",
                f"the chances of the classes are together {total:g}; that should be 1.",
            )
        return self


class LeadTimesFile(FileModel):
    """``lead_times.yaml``."""

    schema_version: Literal[1] = Field(alias="schema")
    waters: tuple[LeadTimes, ...]


@dataclass(frozen=True, eq=False)
class EvacuationCurve:
    """Of all people in the area, by time since they heard the call; B moments, D draws.

    Attributes:
        times_s: ascending, the first 0, length B.
        out: share that is safe, shape (B, D).
        departed: share that has set out, at least ``out``, shape (B, D).
    """

    times_s: Floats
    out: Floats
    departed: Floats

    def __post_init__(self) -> None:
        if self.out.shape != self.departed.shape or self.out.ndim != 2 or len(self.out) != len(self.times_s):
            raise FractionError(
                Text(
                    nl="een curve heeft per moment en trekking een aandeel.",
                    en="a curve has a share per moment and draw.",
                )
            )
        if self.times_s[0] != 0 or np.any(np.diff(self.times_s) <= 0):
            raise FractionError(
                Text(
                    nl="tijden van een curve beginnen bij 0 en lopen op.", en="times of a curve start at 0 and ascend."
                )
            )
        for shares in (self.out, self.departed):
            if not (shares.min() >= 0 and shares.max() <= 1 + 1e-9) or np.any(np.diff(shares, axis=0) < -1e-9):
                raise FractionError(
                    Text(
                        nl="aandelen van een curve liggen tussen 0 en 1 en dalen niet.",
                        en="shares of a curve lie between 0 and 1 and never fall.",
                    )
                )
        if np.any(self.out > self.departed + 1e-6):
            raise FractionError(
                Text(nl="er is niemand veilig die niet vertrok.", en="nobody is safe who did not set out.")
            )

    @property
    def n_draws(self) -> int:
        """Number of draws, D."""
        return int(self.out.shape[1])

    def out_at(self, time_s: Floats) -> Floats:
        """Share that is safe at moments, shape (..., D), each draw at its own moment; 0 before the call."""
        return self._at(self.out, time_s)

    def departed_at(self, time_s: Floats) -> Floats:
        """Share that has set out at moments, likewise."""
        return self._at(self.departed, time_s)

    def _at(self, shares: Floats, time_s: Floats) -> Floats:
        time = np.asarray(time_s, float)
        shape = np.broadcast_shapes(time.shape, (self.n_draws,))
        time = np.broadcast_to(time, shape)
        inside = np.clip(time, 0.0, self.times_s[-1])
        after = np.clip(np.searchsorted(self.times_s, inside, side="right"), 1, len(self.times_s) - 1)
        before = after - 1
        part = (inside - self.times_s[before]) / (self.times_s[after] - self.times_s[before])
        draw = np.broadcast_to(np.arange(self.n_draws), shape)
        low, high = shares[before, draw], shares[after, draw]
        # Who has set out by the very moment of the call has done so unasked.
        return np.where(time < 0, 0.0, low + (high - low) * part)


@dataclass(frozen=True, eq=False)
class ExpectedFraction:
    """K lead-time classes, D draws.

    Attributes:
        names: of the classes.
        by_class: share out before the water, if the lead time is of that class, shape (K, D).
        chances: of each class, with the chance of an unexpected flood taken off, shape (K, D).
        expected: over all classes; an unexpected flood finds everybody at home, shape (D,).
    """

    names: tuple[Text, ...]
    by_class: Floats
    chances: Floats
    expected: Floats


def curve_of(outcomes: Sequence[Outcome], departures: Sequence[Departures], going: npt.ArrayLike) -> EvacuationCurve:
    """Return the curve of simulations, one per draw.

    Args:
        outcomes: of the simulations.
        departures: that each of them began with; their zero is the moment people hear the call.
        going: share of all people that is in those vehicles (goes, and has transport), one number or one per draw.

    Raises:
        FractionError: no or unequal numbers of draws, or shares outside 0 to 1.
    """
    share = np.broadcast_to(np.asarray(going, float), (len(outcomes),)) if len(outcomes) else np.empty(0)
    if not len(outcomes) or len(outcomes) != len(departures) or not np.all((share >= 0) & (share <= 1)):
        raise FractionError(
            Text(
                nl="bij elke simulatie horen vertrekken en een aandeel van 0 tot 1 dat gaat.",
                en="every simulation needs its departures and a share from 0 to 1 that goes.",
            )
        )
    times = np.unique(np.concatenate([outcome.times_s for outcome in outcomes]))
    out = np.empty((len(times), len(outcomes)))
    departed = np.empty_like(out)
    for draw, (outcome, leaving) in enumerate(zip(outcomes, departures, strict=True)):
        total = max(outcome.total_veh, 1e-9)
        out[:, draw] = np.interp(times, outcome.times_s, outcome.out_veh) / total * share[draw]
        released = leaving.released_veh.sum(1) / max(leaving.total_veh, 1e-9)
        departed[:, draw] = np.interp(times, leaving.times_s, released) * share[draw]
    return EvacuationCurve(times, np.minimum(out, 1.0), np.minimum(np.maximum(departed, out), 1.0))


def curve_of_bound(bound: Bound, departures: Departures, going: npt.ArrayLike) -> EvacuationCurve:
    """Return the curve that no plan can beat: what the roads allow at best.

    Args:
        bound: of ``departures`` over the roads.
        departures: that it is about; their zero is the moment people hear the call.
        going: share of all people that is in those vehicles, one number or one per draw.

    Raises:
        FractionError: shares outside 0 to 1.
    """
    share = np.atleast_1d(np.asarray(going, float))
    if not np.all((share >= 0) & (share <= 1)):
        raise FractionError(Text(nl="een aandeel dat gaat ligt tussen 0 en 1.", en="a share that goes is from 0 to 1."))
    total = max(departures.total_veh, 1e-9)
    times = np.union1d(np.append(0.0, bound.times_s), departures.times_s)
    out = np.interp(times, np.append(0.0, bound.times_s), np.append(0.0, bound.out_by_veh)) / total
    departed = np.interp(times, departures.times_s, departures.released_veh.sum(1) / total)
    # Between its moments the bound is not straight: never more than has set out.
    out = np.minimum(np.minimum(out, departed), 1.0)
    return EvacuationCurve(times, out[:, None] * share, np.minimum(departed, 1.0)[:, None] * share)


def fraction(
    curve: EvacuationCurve, lead_h: npt.ArrayLike, phases: Phases, seed: int, *, arrival_s: npt.ArrayLike = 0.0
) -> Floats:
    """Return the share that is out before the water, shape (D,) for one lead time, else (K, D).

    Args:
        curve: people out by time since the call.
        lead_h: first forecast until breach, h; one number, K numbers, or (K, D) draws.
        phases: what passes before anybody hears the call.
        seed: of the draws of the phases.
        arrival_s: of the water after the breach, s; one number, or draws on the last axis.
    """
    generator = np.random.default_rng(seed)
    spent_h = sum(
        draws(one, generator, curve.n_draws) for one in (phases.detection_h, phases.decision_h, phases.warning_h)
    )
    lead = np.asarray(lead_h, float)
    lead = lead if lead.ndim > 1 else lead[..., None]
    return curve.out_at((lead - spent_h) * SECONDS_PER_HOUR + np.asarray(arrival_s, float))


def expected_fraction(
    curve: EvacuationCurve, lead_times: LeadTimes, seed: int, *, arrival_s: npt.ArrayLike = 0.0
) -> ExpectedFraction:
    """Return the share that is out before the water, over all lead times that can be.

    Args:
        curve: people out by time since the call, for one strategy.
        lead_times: classes with their chances.
        seed: of the draws.
        arrival_s: of the water after the breach, s; also an unexpected flood leaves that time, of which the phases take
            their part.
    """
    generator = np.random.default_rng(seed)
    count = curve.n_draws
    unexpected = draws(lead_times.unexpected, generator, count)
    lead = np.stack([draws(one.lead_h, generator, count) for one in lead_times.classes])
    # With one seed the phases take as long in every class: the authorities are the same.
    by_class = fraction(curve, lead, lead_times.phases, seed + 1, arrival_s=arrival_s)
    unseen = fraction(curve, 0.0, lead_times.phases, seed + 1, arrival_s=arrival_s)
    chances = np.array([one.chance for one in lead_times.classes])[:, None] * (1 - unexpected)
    return ExpectedFraction(
        names=tuple(one.name for one in lead_times.classes),
        by_class=by_class,
        chances=chances,
        expected=(chances * by_class).sum(0) + unexpected * unseen,
    )


def draws(quantity: Distribution, generator: np.random.Generator, count: int) -> Floats:
    """Draw from a distribution; its outermost thousandth on each side is drawn as its edge."""
    return np.asarray(quantity.ppf(np.clip(generator.random(count), _OUTERMOST, 1 - _OUTERMOST)), float)


def read_lead_times(path: Path) -> tuple[LeadTimes, ...]:
    """Read lead times per kind of water.

    Raises:
        InputError: with every problem in the file.
    """
    return validate(LeadTimesFile, read_yaml(path)).waters


@cache
def shipped_lead_times() -> dict[Water, LeadTimes]:
    """Return the lead times that come with the product, per kind of water; assumptions, see their ``source``."""
    return {one.water: one for one in read_lead_times(folder() / "lead_times.yaml")}
