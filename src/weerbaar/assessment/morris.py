# SPDX-License-Identifier: EUPL-1.2
"""Morris screening: which inputs matter, from a few dozen runs per input.

An elementary effect is the change of the output when one factor moves, divided by the size of the move. Its mean μ,
its mean absolute value μ* and its standard deviation σ over many places tell whether a factor matters, and whether
its effect depends on where it or the others are. Sources: Morris (1991); Campolongo, Cariboni and Saltelli (2007) for
μ*, spread and groups; Khare et al. (2015) for equal use of all levels.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weerbaar.assessment.factors import (
    Factor,
    FactorGroups,
    Model,
    factor_groups,
    output_shape,
    run_model,
    two_seeds,
)
from weerbaar.assessment.resampling import IndexEstimate, IntervalKind, check_interval, multiplicities, summary

Float = NDArray[np.float64]
Int = NDArray[np.int64]

_SETS = 50
_MOST_DISTANCES = 5_000_000


@dataclass(frozen=True, eq=False)
class MorrisEffects:
    """Elementary effects of G factors or groups on outputs of any shape, per unit of position (0 to 1).

    Attributes:
        names: (G,).
        mu: (G, …outputs) mean effect; not a number for a group of several factors, whose directions are mixed.
        mu_star: mean absolute effect.
        sigma: standard deviation of the effects; not a number for a group of several.
        effects: (r, G, …outputs) every one of them.
        evaluations: rows that the model was run on.
    """

    names: tuple[str, ...]
    mu: IndexEstimate
    mu_star: IndexEstimate
    sigma: IndexEstimate
    effects: Float
    evaluations: int
    resamples: int
    level: float
    interval: IntervalKind

    def as_dict(self) -> dict[str, object]:
        """Return plain data, without the single effects; None for what is not a number."""
        return {
            "names": list(self.names),
            "mu": self.mu.as_dict(),
            "mu_star": self.mu_star.as_dict(),
            "sigma": self.sigma.as_dict(),
            "paths": len(self.effects),
            "evaluations": self.evaluations,
            "resamples": self.resamples,
            "level": self.level,
            "interval": self.interval,
        }


@dataclass(frozen=True, eq=False)
class MorrisSample:
    """Where the model is run, and which two runs make each effect.

    Attributes:
        points: (r, G + 1, D) positions, none at 0 or 1.
        before, after: (r, G) number of the point before and after group g moves.
        step: (r, G) size of the move, with its sign for a single factor; positive for a group.
    """

    points: Float
    before: Int
    after: Int
    step: Float


def morris_screening(
    model: Model,
    factors: Sequence[Factor],
    paths: int,
    *,
    seed: int | np.random.SeedSequence,
    levels: int = 4,
    resamples: int = 100,
    level: float = 0.95,
    interval: IntervalKind = "normal",
    executor: Executor | None = None,
) -> MorrisEffects:
    """Run a model along paths in which one factor moves at a time.

    Args:
        model: maps values (n, D) to outputs (n, …), row by row.
        factors: (D,) independent inputs; those of one group move together.
        paths: r, at least 2; 10 to 50 is usual. The model runs on r (G + 1) rows.
        seed: of the design and the resamples.
        levels: between which steps of half the range are taken, an even number; few of them suit outputs that jump.
        resamples, level, interval: bootstrap over paths.
        executor: who runs the model; None = here and now.

    Raises:
        ValueError: an argument or an output that cannot be used.
    """
    groups = factor_groups(factors)
    check_interval(level, interval, resamples)
    if paths < 2:
        raise ValueError(f"a spread of effects needs at least 2 paths, not {paths}")
    drawing, resampling = two_seeds(seed)
    sample = spread_trajectories(groups, len(factors), paths, levels, drawing)
    g = len(groups.names)
    flat = sample.points.reshape(paths * (g + 1), -1)
    shape = output_shape(model, factors, flat)
    [y] = run_model(model, factors, [flat], executor)
    bad = int((~np.isfinite(y)).any(axis=1).sum())
    if bad:
        raise ValueError(f"the model gave an output that is not a finite number in {bad} rows")
    y = y.reshape(paths, g + 1, -1)
    row = np.arange(paths)[:, None]
    effects = (y[row, sample.after] - y[row, sample.before]) / sample.step[:, :, None]
    counts = multiplicities(paths, resamples, resampling).astype(np.float64)
    # einsum, not a matrix product, whose last bit depends on the BLAS and its threads (C9)
    absolute, mean, square = (
        np.einsum("rp,pgk->rgk", counts, x) / paths for x in (np.abs(effects), effects, effects**2)
    )
    sigma = np.sqrt(np.maximum(square - mean**2, 0.0) * (paths / (paths - 1)))
    mixed = [k for k, columns in enumerate(groups.columns) if len(columns) > 1]
    mean[:, mixed] = np.nan
    sigma[:, mixed] = np.nan
    mu, mu_star, spread = (summary(x, level, interval).reshaped(g, *shape) for x in (mean, absolute, sigma))
    return MorrisEffects(
        names=groups.names,
        mu=mu,
        mu_star=mu_star,
        sigma=spread,
        effects=effects.reshape(paths, g, *shape),
        evaluations=len(flat),
        resamples=resamples,
        level=level,
        interval=interval,
    )


def spread_trajectories(
    groups: FactorGroups, factors: int, paths: int, levels: int, seed: int | np.random.SeedSequence
) -> MorrisSample:
    """Return trajectories that start at every level of every factor equally often and lie far apart.

    The widest of up to 50 balanced sets is taken. Choosing the trajectories themselves for their distance, as
    Campolongo et al. do, would leave the middle of every range empty. A factor is at the middle of one of
    ``levels`` equally likely parts of its range, so that none is ever at an end that may be infinite; a step is half
    the range.

    Raises:
        ValueError: an odd number of levels, or below 2.
    """
    if levels < 2 or levels % 2:
        raise ValueError(f"the number of levels must be even, not {levels}")
    rng = np.random.default_rng(seed)
    g, half = len(groups.names), levels // 2
    owner = np.empty(factors, dtype=np.int64)
    for k, columns in enumerate(groups.columns):
        owner[list(columns)] = k
    level = np.broadcast_to((np.arange(paths) % levels)[:, None], (paths, factors))
    sets = int(np.clip(_MOST_DISTANCES // (paths * (g + 1)) ** 2, 1, _SETS))
    best, widest = (level, level, level), -1.0
    for _ in range(sets):
        start = rng.permuted(level, axis=0)
        moment = rng.permuted(np.broadcast_to(np.arange(g), (paths, g)), axis=1)
        # A factor has moved at point t when its group's moment lies before t.
        moved = moment[:, None, owner] < np.arange(g + 1)[None, :, None]
        grid = (start[:, None, :] + half * moved) % levels
        width = spread(grid) if sets > 1 else 0.0
        if width > widest:
            best, widest = (start, moment, grid), width
    start, moment, grid = best
    single = np.array([len(c) == 1 for c in groups.columns])
    leading = np.array([c[0] for c in groups.columns])
    sign = np.where((start[:, leading] < half) | ~single, 1.0, -1.0)
    return MorrisSample((grid + 0.5) / levels, moment, moment + 1, 0.5 * sign)


def spread(trajectories: Int) -> float:
    """Return how far trajectories lie apart: the sum, over pairs, of their squared distance.

    The distance of two trajectories is the sum of the distances between all their points (Campolongo et al. 2007).

    Args:
        trajectories: (r, G + 1, D) whole grid positions.
    """
    paths, points = trajectories.shape[:2]
    flat = trajectories.reshape(paths * points, -1).astype(np.float64)
    length = np.einsum("nd,nd->n", flat, flat)
    # einsum: a matrix product of this size would start threads that wait for each other longer than they work
    squared = length[:, None] + length - 2 * np.einsum("nd,md->nm", flat, flat)
    distance = np.sqrt(squared).reshape(paths, points, paths, points).sum(axis=(1, 3))
    np.fill_diagonal(distance, 0.0)
    return float(np.sum(distance**2)) / 2
