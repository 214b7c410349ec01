# SPDX-License-Identifier: EUPL-1.2
"""PAWN: how far the distribution of an output moves when an input is known to lie in a part of its range.

Works on any Monte Carlo sample, asks nothing of the model, and looks at the whole distribution where Sobol' indices
look at the variance. Even an input without influence scores above 0 in a finite sample; the threshold says how far.
Source: Pianosi and Wagener (2018); threshold by a dummy input: Khorashadi Zadeh et al. (2017).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weerbaar.assessment.resampling import plain

Float = NDArray[np.float64]
Int = NDArray[np.int64]
Bool = NDArray[np.bool_]

MAX_SLICES = 1000
_OUTPUTS_AT_ONCE = 256


@dataclass(frozen=True, eq=False)
class PawnIndices:
    """Distances of D factors for outputs of any shape; all between 0 and 1, shape (D, …outputs).

    Attributes:
        names: (D,).
        median, maximum, mean: over the slices of a factor.
        threshold_median, threshold_maximum: what a factor without influence stays under with probability ``level``.
        slices: (D,) number of slices; fewer for a factor with few values.
    """

    names: tuple[str, ...]
    median: Float
    maximum: Float
    mean: Float
    threshold_median: Float
    threshold_maximum: Float
    slices: tuple[int, ...]
    n: int
    dummies: int
    level: float

    @property
    def noticed(self) -> Bool:
        """Whether the median or the maximum is above its threshold."""
        found: Bool = (self.median > self.threshold_median) | (self.maximum > self.threshold_maximum)
        return found

    def as_dict(self) -> dict[str, object]:
        """Return plain data."""
        arrays = ("median", "maximum", "mean", "threshold_median", "threshold_maximum")
        return {
            "names": list(self.names),
            **{name: plain(getattr(self, name)) for name in arrays},
            "slices": list(self.slices),
            "n": self.n,
            "dummies": self.dummies,
            "level": self.level,
        }


def pawn(
    x: ArrayLike,
    y: ArrayLike,
    *,
    names: Sequence[str] | None = None,
    slices: int = 10,
    dummies: int = 100,
    level: float = 0.95,
    seed: int | np.random.SeedSequence = 0,
) -> PawnIndices:
    """Return the PAWN indices of a sample.

    Args:
        x: (N, D) values or positions of the factors; only their order matters.
        y: (N, …outputs).
        names: (D,); numbers when left out.
        slices: parts of equal size that a factor's range is cut into; at most N / 10. A factor with no more different
            values than this gets one slice per value.
        dummies: shuffled factors that the threshold is taken from; at least 20.
        level: probability of the threshold.
        seed: of the shuffling.

    Raises:
        ValueError: shapes that do not fit, a number that is not finite, or an argument out of range.
    """
    inputs = np.asarray(x, dtype=np.float64)
    outputs = np.asarray(y, dtype=np.float64)
    if inputs.ndim != 2 or not inputs.shape[1] or not outputs.ndim or len(outputs) != len(inputs):
        raise ValueError(f"x must be (N, D) and y (N, …outputs), not {inputs.shape} and {outputs.shape}")
    if not (np.all(np.isfinite(inputs)) and np.all(np.isfinite(outputs))):
        raise ValueError("x and y must hold finite numbers")
    n, d = inputs.shape
    if not 2 <= slices <= min(MAX_SLICES, n // 10):
        raise ValueError(f"{slices} slices: there must be 2 to {MAX_SLICES}, with at least 10 rows each of {n}")
    if dummies < 20 or not 0 < level < 1:
        raise ValueError("the threshold needs at least 20 dummies and a level between 0 and 1")
    labels_of = tuple(str(k) for k in range(d)) if names is None else tuple(names)
    if len(labels_of) != d:
        raise ValueError(f"{len(labels_of)} names for {d} factors")
    labels = np.stack([slice_labels(column, slices) for column in inputs.T])
    sizes = np.stack([np.bincount(row, minlength=slices) for row in labels])
    shuffled, shapes, shape_of = _dummies(sizes, dummies, np.random.default_rng(seed))
    flat = outputs.reshape(n, -1)
    statistics = np.empty((d, 3, flat.shape[1]))
    threshold = np.empty_like(statistics)
    for left in range(0, flat.shape[1], _OUTPUTS_AT_ONCE):
        block = slice(left, left + _OUTPUTS_AT_ONCE)
        order, ends = _walk(flat[:, block])
        statistics[:, :, block] = _statistics(order, ends, labels, sizes)
        # A shuffled factor meets the rows of any output in any order: only the ties of the output matter.
        ties, tied_as = np.unique(ends, axis=0, return_inverse=True)
        in_order = np.tile(np.arange(n, dtype=np.int32), (len(ties), 1))
        pretended = _statistics(in_order, ties, shuffled, np.repeat(shapes, dummies, axis=0))
        reached = np.quantile(pretended.reshape(len(shapes), dummies, 3, -1), level, axis=1)
        threshold[:, :, block] = reached[shape_of][:, :, tied_as.reshape(-1)]
    shape = (d, *outputs.shape[1:])
    median, maximum, mean = (statistics[:d, k].reshape(shape) for k in range(3))
    return PawnIndices(
        names=labels_of,
        median=median,
        maximum=maximum,
        mean=mean,
        threshold_median=threshold[:, 0].reshape(shape),
        threshold_maximum=threshold[:, 1].reshape(shape),
        slices=tuple(int(k) for k in (sizes > 0).sum(axis=1)),
        n=n,
        dummies=dummies,
        level=level,
    )


def slice_labels(column: Float, slices: int) -> NDArray[np.int16]:
    """Return the slice of each row, (N,): equal parts by rank, equal values together; one per value where few."""
    values, place, count = np.unique(column, return_inverse=True, return_counts=True)
    place = place.reshape(-1)
    if len(values) <= slices:
        return place.astype(np.int16)
    # A value goes where the middle of its rows lies; then numbered anew, for a common value may leave slices empty.
    middle = np.cumsum(count) - (count + 1) / 2
    part = np.minimum((middle * slices / len(column)).astype(np.int64), slices - 1)
    return np.unique(part, return_inverse=True)[1].reshape(-1)[place].astype(np.int16)


def _dummies(sizes: Int, dummies: int, rng: np.random.Generator) -> tuple[NDArray[np.int16], Int, Int]:
    """Return shuffled rows for every different set of slice sizes, those sets (U, S), and the set of each factor.

    Which slice has which size does not matter to the statistics over slices, so sizes are sorted first; sets that
    agree to about half a percent of the sample share their dummies.
    """
    ordered = np.sort(sizes, axis=1)[:, ::-1]
    about = np.rint(ordered * (200 / sizes[0].sum())).astype(np.int64)
    _, first, which = np.unique(about, axis=0, return_index=True, return_inverse=True)
    different = ordered[first]
    rows = np.stack([np.repeat(np.arange(len(s), dtype=np.int16), s) for s in different])
    return rng.permuted(np.repeat(rows, dummies, axis=0), axis=1), different, which.reshape(-1)


def _walk(y: Float) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return rows by ascending output, and for each position the one behind its ties, (K, N) each."""
    columns = np.ascontiguousarray(y.T)
    order = np.argsort(columns, axis=1, kind="stable")
    ordered = np.take_along_axis(columns, order, axis=1)
    n = ordered.shape[1]
    ends = np.full(ordered.shape, n, dtype=np.int32)
    ends[:, :-1] = np.where(ordered[:, 1:] != ordered[:, :-1], np.arange(1, n, dtype=np.int32), n)
    return order.astype(np.int32), np.minimum.accumulate(ends[:, ::-1], axis=1)[:, ::-1]


def _statistics(order: NDArray[np.int32], ends: NDArray[np.int32], labels: NDArray[np.int16], sizes: Int) -> Float:
    """Return median, maximum and mean distance over slices, (L, 3, K)."""
    from weerbaar.assessment.pawn_kernels import slice_distances

    distances = np.empty((*sizes.shape, len(order)))
    # The kernel is compiled for one memory layout.
    rows_in_order, tie_ends = np.ascontiguousarray(order), np.ascontiguousarray(ends)
    slice_distances(rows_in_order, tie_ends, np.ascontiguousarray(labels), np.ascontiguousarray(sizes), distances)
    found = np.empty((len(sizes), 3, len(order)))
    used = (sizes > 0).sum(axis=1)
    # Slices are numbered from 0, so that empty ones stand last.
    for size in np.unique(used):
        rows = used == size
        part = distances[rows, :size]
        found[rows] = np.stack([np.median(part, axis=1), part.max(axis=1), part.mean(axis=1)], axis=1)
    return found
