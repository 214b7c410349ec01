# SPDX-License-Identifier: EUPL-1.2
"""The uncertain inputs of a model, how a sample of them is laid out, and how a model is run over it.

Every factor is a uniform number between 0 and 1 that its quantile function turns into a value. Samples are
scrambled Sobol' points, laid out as Saltelli does: two independent matrices A and B and mixtures of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Float = NDArray[np.float64]
Model = Callable[[Float], ArrayLike]
"""Maps values (n, D) to outputs (n,) or (n, …), row by row."""

CHUNK = 1 << 12
"""Rows per call of a model: fixed, so that nobody's chunking shows in the result (C9)."""

MAX_FACTORS = 10_000
_BITS = 30
_IN_FLIGHT = 16


@dataclass(frozen=True)
class Factor:
    """One uncertain input.

    Attributes:
        name: unique among the factors.
        quantile: inverse cumulative distribution, vectorised; None for uniform between 0 and 1.
        group: factors with the same group are moved together and share one index.
    """

    name: str
    quantile: Callable[[Float], ArrayLike] | None = None
    group: str | None = None


@dataclass(frozen=True)
class FactorGroups:
    """Which columns share an index.

    Attributes:
        names: (G,) of groups, and of factors that are alone.
        columns: (G,) their columns.
    """

    names: tuple[str, ...]
    columns: tuple[tuple[int, ...], ...]


def factor_groups(factors: Sequence[Factor]) -> FactorGroups:
    """Return the groups in the order of their first factor.

    Raises:
        ValueError: no factors, too many, or two of the same name.
    """
    if not 1 <= len(factors) <= MAX_FACTORS:
        raise ValueError(f"a sample needs 1 to {MAX_FACTORS} factors, not {len(factors)}")
    columns: dict[tuple[str, bool], list[int]] = {}
    for k, factor in enumerate(factors):
        key = (factor.name, False) if factor.group is None else (factor.group, True)
        if factor.group is None and key in columns:
            raise ValueError(f"two factors are called {factor.name!r}")
        columns.setdefault(key, []).append(k)
    names = tuple(name for name, _ in columns)
    if len(set(names)) < len(names) or len({f.name for f in factors}) < len(factors):
        raise ValueError("names of factors and groups must differ")
    return FactorGroups(names, tuple(tuple(c) for c in columns.values()))


def values_at(factors: Sequence[Factor], unit: Float) -> Float:
    """Return the values at positions ``unit`` (n, D) between 0 and 1, both excluded."""
    values = np.array(unit, dtype=np.float64)
    for k, factor in enumerate(factors):
        if factor.quantile is not None:
            values[:, k] = factor.quantile(unit[:, k])
    return values


@dataclass(frozen=True, eq=False)
class SaltelliSample:
    """Two independent samples of positions between 0 and 1.

    Attributes:
        a, b: (N, D) each.
    """

    a: Float
    b: Float

    def mixed(self, columns: Sequence[int]) -> Float:
        """Return A with these columns of B, (N, D)."""
        return _with_columns(self.a, self.b, columns)

    def mixed_back(self, columns: Sequence[int]) -> Float:
        """Return B with these columns of A, (N, D)."""
        return _with_columns(self.b, self.a, columns)


def saltelli_sample(factors: int, n: int, seed: int | np.random.SeedSequence) -> SaltelliSample:
    """Return scrambled Sobol' points in 2 D dimensions, the first half as A and the second as B.

    Args:
        factors: D.
        n: N, a power of 2: other numbers lose the balance of the points (Owen 2020).
        seed: of the scrambling.

    Raises:
        ValueError: a number of factors or points that does not work.
    """
    points = sobol_points(2 * factors, n, seed)
    return SaltelliSample(points[:, :factors], points[:, factors:])


def sobol_points(dimensions: int, n: int, seed: int | np.random.SeedSequence) -> Float:
    """Return n scrambled Sobol' points, (n, dimensions), none of them at 0 or 1.

    Raises:
        ValueError: n is not a power of 2 of at least 2, or there are too many dimensions.
    """
    from scipy.stats import qmc

    if n < 2 or n & (n - 1) or n > 1 << _BITS:
        raise ValueError(f"the number of points must be a power of 2 from 2 to 2**{_BITS}, not {n}")
    if not 1 <= dimensions <= 2 * MAX_FACTORS:
        raise ValueError(f"points need 1 to {2 * MAX_FACTORS} dimensions, not {dimensions}")
    generator = qmc.Sobol(dimensions, scramble=True, bits=_BITS, seed=np.random.default_rng(seed))
    points: Float = generator.random(n)
    # Points lie on a grid that holds 0; half a step moves all of them to the middle of their cell.
    points += 0.5 ** (_BITS + 1)
    return points


def run_model(
    model: Model, factors: Sequence[Factor], samples: Iterable[Float], executor: Executor | None = None
) -> Iterator[Float]:
    """Yield the outputs of each sample in order, (N, K); whatever shape an output has is flattened.

    Args:
        model: see :data:`Model`; called with at most 4,096 rows at a time.
        factors: (D,).
        samples: (N, D) positions each; taken as needed, so that not all have to be kept.
        executor: who runs the chunks; None = here and now. Another process needs a model that can be pickled.

    Raises:
        ValueError: the model returns another number of rows than it was given.
    """

    def chunks() -> Iterator[tuple[Float, bool]]:
        for sample in samples:
            for start in range(0, len(sample), CHUNK):
                yield sample[start : start + CHUNK], start + CHUNK >= len(sample)

    parts: list[Float] = []
    for output, last in _in_order(model, tuple(factors), chunks(), executor):
        parts.append(output)
        if last:
            yield parts[0] if len(parts) == 1 else np.concatenate(parts)
            parts = []


def _in_order(
    model: Model, factors: tuple[Factor, ...], chunks: Iterator[tuple[Float, bool]], executor: Executor | None
) -> Iterator[tuple[Float, bool]]:
    if executor is None:
        for unit, last in chunks:
            yield _outputs(model, factors, unit), last
        return
    # Executor.map would take all chunks at once and keep all results.
    waiting: deque[tuple[Future[Float], bool]] = deque()
    for unit, last in chunks:
        waiting.append((executor.submit(_outputs, model, factors, unit), last))
        if len(waiting) == _IN_FLIGHT:
            future, done = waiting.popleft()
            yield future.result(), done
    for future, done in waiting:
        yield future.result(), done


def output_shape(model: Model, factors: Sequence[Factor], unit: Float) -> tuple[int, ...]:
    """Return the shape of one output, found by running the model on two rows of positions."""
    return np.asarray(model(values_at(factors, unit[:2]))).shape[1:]


def _outputs(model: Model, factors: tuple[Factor, ...], unit: Float) -> Float:
    y = np.asarray(model(values_at(factors, unit)), dtype=np.float64)
    if not y.ndim or len(y) != len(unit):
        raise ValueError(f"the model returned shape {y.shape} for {len(unit)} rows")
    return y.reshape(len(unit), -1)


def _with_columns(base: Float, other: Float, columns: Sequence[int]) -> Float:
    mixture = base.copy()
    mixture[:, list(columns)] = other[:, list(columns)]
    return mixture


def two_seeds(seed: int | np.random.SeedSequence) -> tuple[np.random.SeedSequence, np.random.SeedSequence]:
    """Return one seed for the sample and one for the resamples, without touching a caller's sequence."""
    root = seed if isinstance(seed, np.random.SeedSequence) else np.random.SeedSequence(seed)
    one, two = (
        np.random.SeedSequence(root.entropy, spawn_key=(*root.spawn_key, i), pool_size=root.pool_size) for i in range(2)
    )
    return one, two
