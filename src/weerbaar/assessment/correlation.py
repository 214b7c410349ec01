# SPDX-License-Identifier: EUPL-1.2
"""Correlated inputs: a Gaussian copula, and the two sets of Sobol' indices that then exist.

Full effects include what a factor does through the factors it is correlated with; uncorrelated effects are what is left
when those are known. The full first-order and the uncorrelated total index are the pair of Kucherenko, Tarantola
and Annoni (2012); all four are those of Mara and Tarantola (2012).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weerbaar.assessment.factors import (
    Factor,
    Model,
    factor_groups,
    output_shape,
    run_model,
    saltelli_sample,
    two_seeds,
)
from weerbaar.assessment.resampling import IntervalKind, check_interval, multiplicities
from weerbaar.assessment.sobol import Inputs, SobolIndices, analyse

Float = NDArray[np.float64]

_SMALLEST_EIGENVALUE = 1e-10


@dataclass(frozen=True, eq=False)
class DependentIndices:
    """Indices of a model with correlated inputs.

    Attributes:
        full: including what a factor does through others. First-order indices may add up to more than 1.
        uncorrelated: what a factor does apart from the others. With correlation these may add up to less than 1.
        correlation: (D, D) of the normal variables under the factors.
        evaluations: rows that the model was run on, for both together.
    """

    full: SobolIndices
    uncorrelated: SobolIndices
    correlation: Float
    evaluations: int

    def as_dict(self) -> dict[str, object]:
        """Return plain data."""
        return {
            "full": self.full.as_dict(),
            "uncorrelated": self.uncorrelated.as_dict(),
            "correlation": self.correlation.tolist(),
            "evaluations": self.evaluations,
        }


def check_correlation(correlation: ArrayLike, factors: int) -> Float:
    """Return a usable correlation matrix as an array.

    Raises:
        ValueError: not (D, D), not symmetric, no ones on the diagonal, or correlations that cannot hold together.
    """
    matrix = np.array(correlation, dtype=np.float64)
    if matrix.shape != (factors, factors):
        raise ValueError(f"the correlation matrix has shape {matrix.shape}; {factors} factors need {factors} rows")
    if not np.all(np.isfinite(matrix)) or not np.array_equal(np.diag(matrix), np.ones(factors)):
        raise ValueError("the correlation matrix needs finite numbers, and ones on its diagonal")
    if np.abs(matrix - matrix.T).max() > 1e-12:
        raise ValueError("the correlation matrix is not symmetric")
    smallest = float(np.linalg.eigvalsh(matrix)[0])
    if smallest < _SMALLEST_EIGENVALUE:
        raise ValueError(
            f"these correlations cannot hold together: the smallest eigenvalue is {smallest:.3g} and must be above 0; "
            "bring them closer to 0"
        )
    return matrix


def dependent_indices(
    model: Model,
    factors: Sequence[Factor],
    correlation: ArrayLike,
    n: int,
    *,
    seed: int | np.random.SeedSequence,
    resamples: int = 100,
    level: float = 0.95,
    interval: IntervalKind = "normal",
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> DependentIndices:
    """Run a model over correlated samples and return its full and its uncorrelated indices.

    Args:
        model: maps values (n, D) to outputs (n, …), row by row.
        factors: (D,) inputs; those of one group are taken together.
        correlation: (D, D) of the normal variables under the factors; of continuous factors 2 sin(π ρ / 6) of their
            rank correlations ρ (Pearson 1907).
        n: N, a power of 2. The model runs on N (2 G + 2) rows.
        seed, resamples, level, interval, executor, progress: see :func:`~weerbaar.assessment.sobol.sobol_indices`.

    Raises:
        ValueError: an argument or an output that cannot be used.
    """
    groups = factor_groups(factors)
    check_interval(level, interval, resamples)
    matrix = check_correlation(correlation, len(factors))
    design, resampling = two_seeds(seed)
    sample = saltelli_sample(len(factors), n, design)
    za, zb = _correlated(matrix, sample.a), _correlated(matrix, sample.b)
    counts = multiplicities(n, resamples, resampling)
    shape = output_shape(model, factors, _positions(za))
    ya, yb = run_model(model, factors, (_positions(za), _positions(zb)), executor)
    g = len(groups.names)

    def indices(
        inputs: Inputs, mixed: Callable[[Float, Float, Float, Sequence[int]], Float], start: float
    ) -> SobolIndices:
        def samples() -> Iterator[Float]:
            for columns in groups.columns:
                yield _positions(mixed(matrix, za, zb, columns))

        outputs = chain((ya, yb), run_model(model, factors, samples(), executor))
        halfway = None if progress is None else lambda share: progress(start + share / 2)
        found = analyse(
            outputs, groups.names, shape, counts, both_ways=False, level=level, interval=interval, progress=halfway
        )
        return replace(found, inputs=inputs)

    full = indices("full", mixed_through, 0.0)
    uncorrelated = indices("uncorrelated", mixed_apart, 0.5)
    return DependentIndices(full, uncorrelated, matrix, n * (2 + 2 * g))


def correlated_positions(correlation: ArrayLike, positions: Float) -> Float:
    """Return positions between 0 and 1 that are correlated, made of independent ones.

    Args:
        correlation: (D, D) of the normal variables under the factors.
        positions: (N, D) independent, none at 0 or 1.
    """
    return _positions(_correlated(check_correlation(correlation, positions.shape[1]), positions))


def mixed_through(correlation: Float, a: Float, b: Float, columns: Sequence[int]) -> Float:
    """Return A in which some variables are those of B, and the others follow as far as they are correlated.

    What the others have apart from ``columns``, their residual, stays that of A.

    Args:
        correlation: (D, D).
        a, b: (N, D) standard normal variables with that correlation.
        columns: which are taken from B.
    """
    g = list(columns)
    follow = np.linalg.solve(correlation[np.ix_(g, g)], correlation[g])
    moved: Float = a + np.einsum("ng,gd->nd", b[:, g] - a[:, g], follow)
    moved[:, g] = b[:, g]
    return moved


def mixed_apart(correlation: Float, a: Float, b: Float, columns: Sequence[int]) -> Float:
    """Return A in which some variables have the residual of B: what they have apart from all others.

    Args:
        correlation, a, b, columns: see :func:`mixed_through`.
    """
    g = list(columns)
    precision = np.linalg.inv(correlation)
    residual = np.linalg.solve(precision[np.ix_(g, g)], precision[g])
    moved = a.copy()
    moved[:, g] += np.einsum("nd,gd->ng", b - a, residual)
    return moved


def _correlated(correlation: Float, positions: Float) -> Float:
    """Return standard normal variables with this correlation, (N, D)."""
    from scipy.special import ndtri

    # einsum, not a matrix product, whose last bit depends on the BLAS and its threads (C9)
    z: Float = np.einsum("nd,kd->nk", ndtri(positions), np.linalg.cholesky(correlation))
    return z


def _positions(z: Float) -> Float:
    """Return the positions between 0 and 1, both excluded, of standard normal variables."""
    from scipy.special import ndtr

    tiny = 0.5**53
    return np.clip(np.asarray(ndtr(z), dtype=np.float64), tiny, 1 - tiny)
