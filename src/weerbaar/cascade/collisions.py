# SPDX-License-Identifier: EUPL-1.2
"""How often an effect is in the event graph before its cause has its turn: all that rates need chance for.

Every beginning state gets the same number of event graphs, whatever its rate (stratification), and only event graphs in
which something follows from the beginning are drawn. Weights are known exactly, so rare beginnings are seen
as well as frequent ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from weerbaar.cascade.network import DAYS_PER_YEAR, Network
from weerbaar.cascade.result import BATCHES

Float = NDArray[np.float64]
Int = NDArray[np.int64]

LARGEST_BY_ROOT = 1000
"""States up to which numbers per beginning are kept; they take states × links."""

# Event graphs, and beginning states, per piece of work; part of the definition, for sums are added piece by piece.
_GRAPHS = 1 << 16
_ROOTS = 32

Job = TypeVar("Job")
Part = TypeVar("Part")


def run_all(
    function: Callable[[Job], Part],
    jobs: list[Job],
    executor: Executor | None,
    progress: Callable[[float], None] | None,
) -> Iterator[Part]:
    """Yield the outcome of each job in their order; ``progress`` hears the share of the jobs that is done."""
    parts = map(function, jobs) if executor is None else executor.map(function, jobs)
    for done, part in enumerate(parts, start=1):
        yield part
        if progress is not None:
            progress(done / len(jobs))


@dataclass(frozen=True, eq=False)
class Collisions:
    """Weighted numbers of occurrences as a consequence; divided by B they are yearly numbers.

    Attributes:
        occurs: (B, n) estimate by each batch of the yearly number of times that a state occurs as a consequence.
        present: (B, L) estimate of how many of those of a link's cause have the effect there already.
        squares: (n,) sum of squared weights, on the scale of the mean of ``occurs`` over batches.
        root_occurs, root_present: (n, n) and (n, L) unweighted numbers per beginning state; None if not kept.
    """

    occurs: Float
    present: Float
    squares: Float
    root_occurs: NDArray[np.int32] | None
    root_present: NDArray[np.int32] | None


@dataclass(frozen=True, eq=False)
class _Job:
    seed: int
    arrays: tuple[Any, ...]
    keep: Float
    roots: Int
    weights: Float
    graphs: int
    by_root: bool


def simulate_collisions(
    network: Network,
    *,
    graphs: int,
    seed: int,
    keep: Float | None = None,
    by_root: bool = False,
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> Collisions:
    """Draw event graphs and see which effects are there before the turn of their causes.

    Args:
        network: what follows from what.
        graphs: event graphs per beginning state, rounded up to a multiple of the number of batches.
        seed: any whole number of at most 64 bits.
        keep: (L,) chance that each link still works, or None. The same event graphs meet the same random
            numbers, so that two values can be compared.
        by_root: also keep numbers per beginning state, those that never begin of themselves included.
        executor, progress: see :func:`~weerbaar.cascade.simulate`.

    Returns:
        The numbers; the same bytes for any executor.
    """
    n, links = network.states, len(network.effects)
    # Not starts_per_year: of an actor that differs by rounding from days × chance of a follow-up.
    yearly = DAYS_PER_YEAR * network.p_start * network.p_follow_up
    # States that never begin of themselves have weight 0, and matter only for what would follow from them.
    roots = np.flatnonzero(network.p_follow_up > 0.0 if by_root else yearly > 0.0)
    per_batch = -(-graphs // BATCHES)
    size = max(1, min(_ROOTS, _GRAPHS // (per_batch * BATCHES)))
    kept = np.empty(0) if keep is None else np.ascontiguousarray(keep, dtype=np.float64)
    jobs = [
        _Job(seed, network.kernel_arrays, kept, some, yearly[some] / per_batch, per_batch, by_root)
        for some in (roots[start : start + size] for start in range(0, len(roots), size))
    ]
    occurs, present, squares = np.zeros((BATCHES, n)), np.zeros((BATCHES, links)), np.zeros(n)
    root_occurs = np.zeros((n, n), dtype=np.int32) if by_root else None
    root_present = np.zeros((n, links), dtype=np.int32) if by_root else None
    for job, part in zip(jobs, run_all(_run, jobs, executor, progress), strict=True):
        occurs.ravel()[part.occurs[0]] += part.occurs[1]
        present.ravel()[part.present[0]] += part.present[1]
        squares += part.squares
        if root_occurs is not None and root_present is not None:
            root_occurs[job.roots] = part.root_occurs
            root_present[job.roots] = part.root_present
    return Collisions(occurs, present, squares / BATCHES**2, root_occurs, root_present)


@dataclass(frozen=True, eq=False)
class _Part:
    """Places and values of the numbers that are not 0: in a large network most are."""

    occurs: tuple[Int, Float]
    present: tuple[Int, Float]
    squares: Float
    root_occurs: NDArray[np.int32]
    root_present: NDArray[np.int32]


def _run(job: _Job) -> _Part:
    from weerbaar.cascade.kernels import count_collisions

    offsets, effects = job.arrays[0], job.arrays[1]
    n, links = len(offsets) - 1, len(effects)
    rows = len(job.roots) if job.by_root else 0
    occurs, present, squares = np.zeros((BATCHES, n)), np.zeros((BATCHES, links)), np.zeros(n)
    root_occurs, root_present = np.zeros((rows, n), dtype=np.int32), np.zeros((rows, links), dtype=np.int32)
    out = occurs, present, squares, root_occurs, root_present
    keep, roots, weights = writable((job.keep, job.roots, job.weights))
    count_collisions(kernel_seed(job.seed), writable(job.arrays), keep, roots, weights, BATCHES, job.graphs, out)
    return _Part(_filled(occurs), _filled(present), squares, root_occurs, root_present)


def kernel_seed(seed: int) -> np.uint64:
    """Return a seed as the kernels want it."""
    return np.uint64(seed % 2**64)


def writable(arrays: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return arrays that numba takes for what it compiled for: those that crossed a network may be read-only."""
    return tuple(np.require(array, requirements="W") if isinstance(array, np.ndarray) else array for array in arrays)


def _filled(table: Float) -> tuple[Int, Float]:
    flat = table.ravel()
    where = np.flatnonzero(flat)
    return where, flat[where]
