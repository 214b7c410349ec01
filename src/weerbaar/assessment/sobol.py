# SPDX-License-Identifier: EUPL-1.2
"""Sobol' indices: which share of the variance of a model's outputs comes from which uncertain input.

First order: the share that would go if the factor were known. Total: the share that would stay if all others
were known. Second order: what two factors do together beyond their own shares. All outputs at once, with bootstrap
intervals. Sources: Saltelli et al. (2010, table 2, b and f), Jansen (1999), Saltelli (2002) for pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

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
from weerbaar.assessment.pick_freeze import MixedOutputs, PickFreeze, largest_of
from weerbaar.assessment.resampling import (
    Counts,
    IndexEstimate,
    IntervalKind,
    check_interval,
    multiplicities,
    plain,
    summary,
)
from weerbaar.base import Text

Float = NDArray[np.float64]
Inputs = Literal["independent", "full", "uncorrelated"]

_INPUTS: dict[Inputs, Text] = {
    "independent": Text(nl="de factoren zijn onafhankelijk", en="the factors are independent"),
    "full": Text(
        nl="de factoren hangen samen; een index telt mee wat een factor via de andere doet",
        en="the factors are correlated; an index includes what a factor does through the others",
    ),
    "uncorrelated": Text(
        nl="de factoren hangen samen; een index telt alleen wat een factor buiten de andere om doet",
        en="the factors are correlated; an index counts only what a factor does apart from the others",
    ),
}


@dataclass(frozen=True, eq=False)
class SobolIndices:
    """Indices of G factors or groups for outputs of any shape.

    Attributes:
        names: (G,).
        first, total: (G, …outputs). For a group, its first-order index is the closed one: all effects within it.
        second: (P, …outputs) for the pairs, or None when not asked for.
        pairs: (P,) numbers of the two factors of each pair.
        mean, variance: (…outputs) of the output, over A and B. Where the variance is 0, indices are not numbers.
        n: rows of A.
        evaluations: rows that the model was run on.
        inputs: whether factors were independent, and if not, which effects the indices count.
    """

    names: tuple[str, ...]
    first: IndexEstimate
    total: IndexEstimate
    second: IndexEstimate | None
    pairs: tuple[tuple[int, int], ...]
    mean: Float
    variance: Float
    n: int
    evaluations: int
    resamples: int
    level: float
    interval: IntervalKind
    inputs: Inputs = "independent"

    @property
    def statement(self) -> Text:
        """What was assumed about the inputs."""
        return _INPUTS[self.inputs]

    def as_dict(self) -> dict[str, object]:
        """Return plain data; None for what is not a number."""
        return {
            "names": list(self.names),
            "inputs": self.inputs,
            "first": self.first.as_dict(),
            "total": self.total.as_dict(),
            "second": None
            if self.second is None
            else {"pairs": [[self.names[i], self.names[j]] for i, j in self.pairs], **self.second.as_dict()},
            "mean": plain(self.mean),
            "variance": plain(self.variance),
            "n": self.n,
            "evaluations": self.evaluations,
            "resamples": self.resamples,
            "level": self.level,
            "interval": self.interval,
        }


def sobol_indices(
    model: Model,
    factors: Sequence[Factor],
    n: int,
    *,
    seed: int | np.random.SeedSequence,
    second_order: bool = False,
    resamples: int = 100,
    level: float = 0.95,
    interval: IntervalKind = "normal",
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> SobolIndices:
    """Run a model over a Saltelli sample and return its indices.

    Args:
        model: maps values (n, D) to outputs (n, …), row by row; called with at most 4,096 rows.
        factors: (D,) independent inputs; those of one group are taken together.
        n: N, a power of 2. The model runs on N (G + 2) rows, with ``second_order`` on N (2 G + 2).
        seed: of the sample and the resamples; the same seed gives the same bytes with any executor.
        second_order: all pairs too; the outputs of all rows are then kept at once.
        resamples: bootstrap resamples; 0 for no intervals.
        level, interval: of the intervals.
        executor: who runs the model; None = here and now.
        progress: called with the share of the factors that is done.

    Raises:
        ValueError: an argument or an output that cannot be used.
    """
    groups = factor_groups(factors)
    check_interval(level, interval, resamples)
    design, resampling = two_seeds(seed)
    sample = saltelli_sample(len(factors), n, design)

    def samples() -> Iterator[Float]:
        yield sample.a
        yield sample.b
        for columns in groups.columns:
            yield sample.mixed(columns)
            if second_order:
                yield sample.mixed_back(columns)

    outputs = run_model(model, factors, samples(), executor)
    return analyse(
        outputs,
        groups.names,
        output_shape(model, factors, sample.a),
        multiplicities(n, resamples, resampling),
        both_ways=second_order,
        level=level,
        interval=interval,
        progress=progress,
    )


def sobol_from_samples(
    a: ArrayLike,
    b: ArrayLike,
    ab: ArrayLike,
    ba: ArrayLike | None = None,
    *,
    names: Sequence[str] | None = None,
    seed: int | np.random.SeedSequence = 0,
    resamples: int = 100,
    level: float = 0.95,
    interval: IntervalKind = "normal",
) -> SobolIndices:
    """Return the indices of outputs that were computed elsewhere.

    Args:
        a, b: (N, …outputs) at the two independent samples.
        ab: (G, N, …outputs) at A with the columns of one factor or group taken from B.
        ba: (G, N, …outputs) at B with the columns of one factor or group taken from A. Gives second-order indices,
            and halves the error of the others.
        names: (G,); numbers when left out.
        seed: of the resamples.
        resamples, level, interval: see :func:`sobol_indices`.

    Raises:
        ValueError: shapes that do not fit, or an output that is not a finite number.
    """
    check_interval(level, interval, resamples)
    ya, yb, yab = (np.asarray(x, dtype=np.float64) for x in (a, b, ab))
    yba = None if ba is None else np.asarray(ba, dtype=np.float64)
    if ya.ndim < 1 or len(ya) < 2 or yb.shape != ya.shape or yab.shape[1:] != ya.shape or yab.ndim != ya.ndim + 1:
        raise ValueError(f"shapes do not fit: a {ya.shape}, b {yb.shape}, ab {yab.shape}; ab is (G, *a.shape)")
    if yba is not None and yba.shape != yab.shape:
        raise ValueError(f"ba has shape {yba.shape} and ab {yab.shape}; they must be equal")
    g, n = yab.shape[:2]
    if not g:
        raise ValueError("ab holds no factor")
    labels = tuple(str(k) for k in range(g)) if names is None else tuple(names)
    if len(labels) != g:
        raise ValueError(f"{len(labels)} names for {g} factors")

    def outputs() -> Iterator[Float]:
        yield ya.reshape(n, -1)
        yield yb.reshape(n, -1)
        for k in range(g):
            yield yab[k].reshape(n, -1)
            if yba is not None:
                yield yba[k].reshape(n, -1)

    counts = multiplicities(n, resamples, seed)
    return analyse(outputs(), labels, ya.shape[1:], counts, both_ways=yba is not None, level=level, interval=interval)


def analyse(
    outputs: Iterable[Float],
    names: tuple[str, ...],
    shape: tuple[int, ...],
    counts: Counts,
    *,
    both_ways: bool,
    level: float,
    interval: IntervalKind,
    progress: Callable[[float], None] | None = None,
) -> SobolIndices:
    """Return the indices of outputs that come one sample at a time: A, B, and per factor AB (and BA).

    Args:
        outputs: (N, K) each; AB and BA are let go once used, unless ``both_ways``.
        names: (G,).
        shape: of one output; its size is K.
        counts: (1 + R, N) from :func:`~weerbaar.assessment.resampling.multiplicities`.
        both_ways: BA follows each AB; pairs are analysed too.
    """
    source = iter(outputs)
    base = PickFreeze.of(next(source), next(source), counts)
    first: list[IndexEstimate] = []
    total: list[IndexEstimate] = []
    kept: list[MixedOutputs] = []
    for done in range(len(names)):
        ab = base.standardised(next(source))
        ba = base.standardised(next(source)) if both_ways else None
        own, rest = base.first_and_total(ab, ba)
        first.append(summary(own, level, interval))
        total.append(summary(rest, level, interval))
        if ba is not None:
            kept.append(MixedOutputs(ab, ba, largest_of(ab, ba), own))
        if progress is not None:
            progress((done + 1) / len(names))
    pairs = tuple(combinations(range(len(kept)), 2))
    second = [summary(base.second(kept[i], kept[j]), level, interval) for i, j in pairs]
    g, n = len(names), counts.shape[1]
    return SobolIndices(
        names=names,
        first=IndexEstimate.stacked(first).reshaped(g, *shape),
        total=IndexEstimate.stacked(total).reshaped(g, *shape),
        second=IndexEstimate.stacked(second).reshaped(len(pairs), *shape) if second else None,
        pairs=pairs,
        mean=base.mean.reshape(shape),
        variance=base.variance.reshape(shape),
        n=n,
        evaluations=n * (2 + g * (1 + both_ways)),
        resamples=len(counts) - 1,
        level=level,
        interval=interval,
    )
