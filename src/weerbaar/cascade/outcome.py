# SPDX-License-Identifier: EUPL-1.2
"""What a simulation of cascading risks says, as facts by name: what files, tables and figures show.

The engine computes with arrays; here every number stands with the risk, the intensity and the cause or
effect it belongs to. A fact that is not known is None, which is not zero.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import RunRecord, Text, software_versions
from weerbaar.cascade.catalogue import Catalogue, Risk
from weerbaar.cascade.result import HISTOGRAM_EDGES, CascadeSimulation
from weerbaar.cascade.what_if import WhatIf
from weerbaar.cascade.wording import EURO

Float = NDArray[np.float64]

TOTAL = "all"
"""Name under which the sum over the indicators stands among them."""


@dataclass(frozen=True)
class Spread:
    """Distribution of the total impact of one event with all that follows from it.

    Attributes:
        mean: expected impact, from the balance of rates: the simulated events miss consequences that are rare and
            heavy. Of a network of more than 1,000 states the mean of the events.
        se: its standard error.
        sd, q05, q50, q95: over the simulated events.
        counts: number of simulated events below the first border of :attr:`CascadeOutcome.edges_log10`, between two
            borders, and from the last one on.
    """

    mean: float
    sd: float
    se: float
    q05: float
    q50: float
    q95: float
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Cause:
    """One cause of one risk at one intensity.

    Attributes:
        kind: ``direct`` is the event just before; ``root`` is the event with which the chain began.
        risk, intensity: the cause; both None where the risk starts by itself.
        share: part of the yearly rate, 0 to 1.
        rate: times a year.
    """

    kind: Literal["direct", "root"]
    risk: str | None
    intensity: str | None
    share: float
    rate: float


@dataclass(frozen=True)
class Effect:
    """What follows directly from one risk at one intensity.

    Attributes:
        risk, intensity: what follows; both None for the impact of the risk itself.
        probability: that it follows directly; 1 for the risk itself.
        impact_share: part of the mean total impact that comes through it, 0 to 1; None where there is no impact.
    """

    risk: str | None
    intensity: str | None
    probability: float
    impact_share: float | None


@dataclass(frozen=True)
class StateOutcome:
    """One risk at one intensity.

    Attributes:
        risk, intensity: which.
        rate: times a year that it occurs, as beginning or as effect.
        rate_se: its standard error; 0 where the rate is exact, None where it is not known.
        rate_bound: what the rate cannot exceed; None where there is no such bound.
        years_rate, years_se: the rate counted in plainly simulated years, and its standard error.
        impact: indicator, and ``all``, to the distribution of the impact.
        causes, effects: largest first, each kind of cause apart.
    """

    risk: Risk
    intensity: str
    rate: float
    rate_se: float | None
    rate_bound: float | None
    years_rate: float
    years_se: float
    impact: Mapping[str, Spread]
    causes: tuple[Cause, ...]
    effects: tuple[Effect, ...]

    @property
    def yearly_impact(self) -> float:
        """Rate times the mean impact with all that follows, per year; these do not add up over risks."""
        return self.rate * self.impact[TOTAL].mean

    def main_cause(self, kind: Literal["direct", "root"]) -> tuple[str | None, float] | None:
        """Return the risk (None: it starts by itself) that causes most, at whatever intensity, with its share."""
        shares: dict[str | None, float] = {}
        for cause in self.causes:
            if cause.kind == kind:
                shares[cause.risk] = shares.get(cause.risk, 0.0) + cause.share
        return max(shares.items(), key=lambda item: item[1], default=None)


@dataclass(frozen=True)
class RateChange:
    """How a cut changes one yearly rate; below 0 where events become rarer. ``se`` is the standard error."""

    risk: str
    intensity: str
    change: float
    se: float


@dataclass(frozen=True)
class LinkCut:
    """What would change if links did not work.

    Attributes:
        cause, effect: ids of the risks; None stands for any.
        impact: indicator, and ``all``, to the change in expected yearly impact of everything together, and its standard
            error.
        rates: every rate that the cut can change.
    """

    cause: str | None
    effect: str | None
    impact: Mapping[str, tuple[float, float]]
    rates: tuple[RateChange, ...]


@dataclass(frozen=True)
class CascadeOutcome:
    """Everything that one run says.

    Attributes:
        catalogue: what was computed with, after trend and catalysts.
        record: what the run was made from.
        years, events, seed, impact_noise: as asked for.
        edges_log10: borders of the bins of every histogram, log10 of the unit.
        states: by risk in catalogue order, then by intensity.
        risk_rates, risk_rates_se: (risks,) times a year that a risk occurs at whatever intensity, and its standard
            error.
        flow: (risks, risks) times a year that the row sets off the column directly.
        expected_impact: indicator, and ``all``, to the expected yearly impact of everything together, and its
            standard error.
        unit: of every impact.
        cuts: what cutting links would do, as asked for.
    """

    catalogue: Catalogue
    record: RunRecord
    years: int
    events: int
    seed: int
    impact_noise: str
    edges_log10: tuple[float, ...]
    states: tuple[StateOutcome, ...]
    risk_rates: Float
    risk_rates_se: Float
    flow: Float
    expected_impact: Mapping[str, tuple[float, float]]
    unit: Text = EURO
    cuts: tuple[LinkCut, ...] = ()

    @cached_property
    def risk_impacts(self) -> Float:
        """(risks,) rate times mean impact with all that follows, per year; these do not add up over risks."""
        impacts = np.array([state.yearly_impact for state in self.states], dtype=float)
        total: Float = impacts.reshape(len(self.catalogue.risks), -1).sum(axis=1)
        return total

    def of_risk(self, risk_id: str) -> tuple[StateOutcome, ...]:
        """Return the states of one risk from light to heavy.

        Raises:
            KeyError: there is no such risk.
        """
        found = tuple(state for state in self.states if state.risk.id == risk_id)
        if not found:
            raise KeyError(risk_id)
        return found


def cascade_outcome(
    catalogue: Catalogue,
    simulation: CascadeSimulation,
    *,
    settings: Mapping[str, Any] | None = None,
    unit: Text = EURO,
    cuts: Sequence[LinkCut] = (),
) -> CascadeOutcome:
    """Return what a simulation found, by name.

    Args:
        catalogue: what was simulated, with trend and catalysts in it.
        simulation: what came of it.
        settings: choices beside years, events and noise that changed the numbers, for the run record.
        unit: of the impacts of the catalogue.
        cuts: what cutting links would do.
    """
    rates = simulation.rates
    names = (*catalogue.indicators, TOTAL)
    impact, impact_se = simulation.yearly_impact()
    risk_rates, risk_rates_se = rates.of_risks()
    return CascadeOutcome(
        catalogue=catalogue,
        record=_record(catalogue, simulation, settings or {}),
        years=simulation.years,
        events=simulation.events,
        seed=simulation.seed,
        impact_noise=simulation.impact_noise,
        edges_log10=tuple(np.log10(HISTOGRAM_EDGES).round(6).tolist()),
        states=tuple(_state(catalogue, simulation, x) for x in range(simulation.network.states)),
        risk_rates=risk_rates,
        risk_rates_se=risk_rates_se,
        flow=_flow(simulation),
        expected_impact={k: (float(impact[i]), float(impact_se[i])) for i, k in enumerate(names)},
        unit=unit,
        cuts=tuple(cuts),
    )


def cuts_of(catalogue: Catalogue, what_if: WhatIf, pairs: Sequence[tuple[str | None, str | None]]) -> list[LinkCut]:
    """Return what each cut would change, by name.

    Args:
        catalogue: with all links.
        what_if: what came of the cuts.
        pairs: cause and effect of each cut, in the order of ``what_if``; None stands for any.
    """
    names = (*catalogue.indicators, TOTAL)
    found = []
    for row, (cause, effect) in enumerate(pairs):
        change, se = what_if.rate_change[row], what_if.rate_change_se[row]
        impact, impact_se = what_if.impact_change[row], what_if.impact_change_se[row]
        rates = [
            RateChange(*_named(catalogue, int(x)), float(change[x]), float(se[x]))
            for x in np.flatnonzero((change != 0) | (se != 0))
        ]
        by_name = {name: (float(impact[k]), float(impact_se[k])) for k, name in enumerate(names)}
        found.append(LinkCut(cause, effect, by_name, tuple(rates)))
    return found


def _record(catalogue: Catalogue, simulation: CascadeSimulation, settings: Mapping[str, Any]) -> RunRecord:
    return RunRecord(
        input_hash=catalogue.content_hash,
        method="cascade",
        method_version="1",
        method_hash="",
        seed=simulation.seed,
        draws=simulation.events,
        settings={"years": simulation.years, "impact_noise": simulation.impact_noise, **settings},
        software=software_versions(),
    )


def _state(catalogue: Catalogue, simulation: CascadeSimulation, x: int) -> StateOutcome:
    rates, impacts = simulation.rates, simulation.impacts
    mean, mean_se = impacts.mean[x], impacts.se[x]
    expected = simulation.expected_of(x)
    if expected is not None:
        mean, mean_se, _ = expected
    names = (*catalogue.indicators, TOTAL)
    # A rate of which not even the bound is known, or whose error is as good as unbounded, says nothing.
    se, bound = float(rates.rate_se[x]), float(rates.bound[x])
    return StateOutcome(
        risk=catalogue.risks[x // len(catalogue.intensities)],
        intensity=catalogue.intensities[x % len(catalogue.intensities)],
        rate=float(rates.rate[x]),
        rate_se=0.0 if rates.exact[x] else _finite(se),
        rate_bound=_finite(bound),
        years_rate=float(simulation.year_counts.rate[x]),
        years_se=float(simulation.year_counts.rate_se[x]),
        impact={
            name: Spread(
                mean=float(mean[k]),
                sd=float(impacts.sd[x, k]),
                se=float(mean_se[k]),
                q05=float(impacts.quantiles[x, k, 0]),
                q50=float(impacts.quantiles[x, k, 1]),
                q95=float(impacts.quantiles[x, k, 2]),
                counts=tuple(impacts.histogram[x, k].tolist()),
            )
            for k, name in enumerate(names)
        },
        causes=(*_causes(catalogue, simulation, x, "direct"), *_causes(catalogue, simulation, x, "root")),
        effects=_effects(catalogue, simulation, x),
    )


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _named(catalogue: Catalogue, x: int) -> tuple[str, str]:
    return catalogue.risks[x // len(catalogue.intensities)].id, catalogue.intensities[x % len(catalogue.intensities)]


def _causes(
    catalogue: Catalogue, simulation: CascadeSimulation, x: int, kind: Literal["direct", "root"]
) -> Iterator[Cause]:
    if kind == "root" and simulation.root_flow is None:
        return
    states, flows = simulation.direct_causes(x) if kind == "direct" else simulation.root_causes(x)
    whole = float(flows.sum())
    for cause, flow in zip(states.tolist(), flows.tolist(), strict=True):
        risk, intensity = (None, None) if cause == x else _named(catalogue, cause)
        yield Cause(kind, risk, intensity, flow / whole, flow)


def _effects(catalogue: Catalogue, simulation: CascadeSimulation, x: int) -> tuple[Effect, ...]:
    whole, own, found = _first_effects(simulation, x)
    known = whole > 0
    effects = [Effect(None, None, 1.0, own / whole if known else None)]
    effects += [
        Effect(*_named(catalogue, y), often, impact / whole if known else None)
        for y, often, impact in found
        if often > 0
    ]
    return tuple(sorted(effects, key=lambda effect: (-(effect.impact_share or 0.0), -effect.probability)))


def _first_effects(simulation: CascadeSimulation, x: int) -> tuple[float, float, list[tuple[int, float, float]]]:
    """Return total and direct impact, and of each first-order effect its state, probability and impact.

    From the balance where there is one, and else as shares of the mean of the simulated events.
    """
    network = simulation.network
    expected = simulation.expected_of(x)
    if expected is None:
        table, rows = simulation.impacts.effects, simulation.impacts.effects.of(x)
        columns = (table.states[rows], table.first_probability[rows], table.impact_share[rows])
        whole = float(simulation.impacts.mean[x, -1] > 0)
        return whole, float(table.direct_share[x]), list(zip(*(c.tolist() for c in columns), strict=True))
    row = slice(network.offsets[x], network.offsets[x + 1])
    acts = float(network.p_follow_up[x]) if network.actor_state[x] else 1.0
    mean, _, through = expected
    columns = (network.effect_states[row], network.p_effect[row] / (acts or 1.0), through)
    found = list(zip(*(c.ravel().tolist() for c in columns), strict=True))
    return float(mean[-1]), float(simulation.direct_impact[x, -1]), found


def _flow(simulation: CascadeSimulation) -> Float:
    network = simulation.network
    risks = len(network.ids)
    flow = np.zeros((risks, risks))
    causes = network.link_cause // len(network.intensities)
    np.add.at(flow, (causes, network.effects), simulation.rates.link_flow.sum(axis=1))
    return flow
