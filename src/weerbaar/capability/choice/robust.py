# SPDX-License-Identifier: EUPL-1.2
"""The robust choice: which measures belong to the best choice in which states of the world, and rival criteria."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from weerbaar.assessment import WeightPolytope, admissible_weights
from weerbaar.base import Text
from weerbaar.capability.choice.building import Built
from weerbaar.capability.choice.result import CoreShare, Criterion, Rival, TakenMeasure
from weerbaar.capability.choice.states import EFFECTS, JUDGEMENTS, States, draw_states, remaining_family
from weerbaar.capability.portfolio import (
    Choice,
    Core,
    best_on_average,
    best_tail,
    least_regret,
    relative_gap,
    robust_core,
)
from weerbaar.capability.weighing import TAIL, Ground

Float = NDArray[np.float64]

STATE_GAP = 1e-3
"""Relative gap of the best choice of each state."""
RIVAL_GAP = 1e-4
"""Relative gap of the choice by each criterion."""
_HEAVIER = 0.15
_FEW = 20


@dataclass(frozen=True)
class Robust:
    """What the states say.

    Attributes:
        core: measure to the states in which it is in the best choice.
        heavier: measure to criteria that weigh more where the verdict on it is the opposite.
        rivals: the choice by each criterion.
        largest_gap: of the best choice of any state.
        notes: what a reader must know.
    """

    core: dict[str, CoreShare] = field(default_factory=dict)
    heavier: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rivals: tuple[Rival, ...] = ()
    largest_gap: float = 0.0
    notes: tuple[Text, ...] = ()

    @classmethod
    def none(cls) -> Robust:
        """Return what is known without states."""
        return cls()


def wilson(successes: float, count: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927)."""
    if count == 0:
        return 0.0, 1.0
    z = 1.959963984540054
    p = successes / count
    centre = (p + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * (p * (1 - p) / count + z * z / (4 * count * count)) ** 0.5
    return max(0.0, centre - half), min(1.0, centre + half)


def robust_choice(
    ground: Ground,
    built: Built,
    optimum: Choice,
    count: int,
    vary: Collection[str],
    seed: int,
    executor: Executor | None,
) -> Robust:
    """Return in which states each measure belongs to the best choice, and the choice by rival criteria.

    Args:
        ground, built: what there is to choose from.
        optimum: the choice at the expectations.
        count: states of the world.
        vary, seed: see :func:`~weerbaar.capability.choice.states.draw_states`.
        executor: where states are solved; None for this process.
    """
    states = draw_states(ground, built, count, vary=vary, weights=admissible(ground), seed=seed)
    found = robust_core(states.family, gap=STATE_GAP, executor=executor)
    core, heavier = {}, {}
    for one, group in zip(ground.draws, built.groups, strict=True):
        columns = list(group)
        taken, proven = found.taken[:, columns], found.proven[:, columns]
        inside = np.any(taken, axis=1)
        name = one.measure.id
        core[name] = core_share(inside, np.any(taken & proven, axis=1), np.all(~taken & proven, axis=1))
        chosen = any(k in optimum.chosen for k in group)
        heavier[name] = heavier_criteria(ground, states, inside != chosen)
    return Robust(core, heavier, rivals(built, states, optimum, found), float(found.gap.max()), ())


def rivals(built: Built, states: States, optimum: Choice, found: Core) -> tuple[Rival, ...]:
    """Return the choice by each way of looking at the states: the optimum, on average, least regret, best tail.

    Args:
        built, states: what there is to choose from.
        optimum: the choice at the expectations.
        found: the best choice of each state.
    """
    family = states.family
    start = np.zeros(built.problem.n)
    start[list(optimum.chosen)] = 1.0
    average = best_on_average(family, starts=[start], gap=RIVAL_GAP)
    regret = least_regret(family, found, gap=RIVAL_GAP)
    tail = smallest_tail(states, [start])
    unit = float(np.abs(found.value).max()) or 1.0
    made: tuple[tuple[Criterion, tuple[int, ...], float], ...] = (
        ("optimum", optimum.chosen, optimum.gap),
        ("average", average.chosen, average.gap),
        ("regret", regret.chosen, max(regret.largest - regret.at_least, 0.0) / unit),
        ("tail", tail.chosen, tail.gap),
    )
    return tuple(rival(built, states, criterion, chosen, gap, found.value) for criterion, chosen, gap in made)


@dataclass(frozen=True)
class SmallestTail:
    """The choice that leaves the least risk in the worst states.

    Attributes:
        chosen: options.
        left: mean of the risk that is left in the worst 5 % of the states; no choice leaves less than ``at_least``.
    """

    chosen: tuple[int, ...]
    left: float
    at_least: float

    @property
    def gap(self) -> float:
        """Relative distance between the two."""
        return max(self.left - self.at_least, 0.0) / self.left if self.left > 0 else 0.0


def smallest_tail(states: States, starts: Sequence[Float] = ()) -> SmallestTail:
    """Return the choice that leaves the least risk in the worst states.

    Args:
        states: of the world.
        starts: choices (n,) to begin with.
    """
    family = remaining_family(states)
    found = best_tail(family, 1 - TAIL, starts=[np.append(x, 1.0) for x in starts], gap=RIVAL_GAP)
    most = float(states.risk.max())
    chosen = tuple(i for i in found.chosen if i < states.family.base.n)
    return SmallestTail(chosen, most - found.value, most - found.bound)


def rival(built: Built, states: States, criterion: Criterion, chosen: Sequence[int], gap: float, best: Float) -> Rival:
    """Return a choice with how it does by every criterion.

    Args:
        chosen: options.
        gap: by its own criterion.
        best: (K,) value of the best choice of each state.
    """
    taken = np.zeros(built.problem.n)
    taken[list(chosen)] = 1.0
    value = states.family.values(taken)
    left = np.sort(states.risk - value)
    worst = max(1, round(states.count * (1 - TAIL)))
    ids = {i: name.partition(" (")[0] for i, name in enumerate(built.problem.options)}
    return Rival(
        criterion=criterion,
        measures=tuple(
            TakenMeasure(ids[next(k for k in built.groups[i] if built.options[k].start == year)], year)
            for i, year in built.measures_of(chosen)
        ),
        average=float(value.mean()),
        regret=float(np.maximum(best - value, 0.0).max()),
        tail=float(left[-worst:].mean()),
        gap=gap,
    )


def core_share(inside: NDArray[np.bool_], proven_in: NDArray[np.bool_], proven_out: NDArray[np.bool_]) -> CoreShare:
    """Return what the states say of one measure.

    Args:
        inside: (K,) whether it is in the best choice of each state.
        proven_in, proven_out: (K,) whether leaving it out, or taking it, was proven to be worse there.
    """
    count, within = len(inside), int(inside.sum())
    low, high = wilson(within, count)
    return CoreShare(
        index=within / count,
        low=low,
        high=high,
        word="core" if within == count else "never" if within == 0 else "borderline",
        proven_in=float(proven_in.mean()),
        proven_out=float(proven_out.mean()),
    )


def heavier_criteria(ground: Ground, states: States, where: NDArray[np.bool_]) -> tuple[str, ...]:
    """Return at most two criteria that weigh clearly more, on average, in some of the states than in all of them."""
    if not _FEW <= where.sum() <= len(where) - _FEW:
        return ()
    everywhere, there = states.criteria.mean(axis=0), states.criteria[where].mean(axis=0)
    more = np.divide(there, everywhere, out=np.ones_like(there), where=everywhere > 0) - 1
    return tuple(ground.terms.criteria[c] for c in np.argsort(-more, kind="stable")[:2] if more[c] > _HEAVIER)


def admissible(ground: Ground) -> WeightPolytope | None:
    """Return the weights that the file of the choice admits; None where the method adds up without weights."""
    analysis = ground.analysis
    if analysis.method.aggregation.rule != "weighted_sum":
        return None
    name = None if analysis.choice is None else analysis.choice.weights
    file = None if name is None else analysis.path.parent / name
    return admissible_weights(analysis.dossier, analysis.method, file)


@dataclass(frozen=True)
class TailChoice:
    """The choice that makes the tail of the remaining risk as small as possible.

    Attributes:
        chosen: options.
        value: how much lower the tail is than without measures; ``bound``: it cannot be lowered by more.
        gap: relative.
    """

    chosen: tuple[int, ...]
    value: float
    bound: float
    gap: float


def tail_choice(ground: Ground, built: Built, count: int, seed: int) -> TailChoice:
    """Return the choice that leaves the least risk in the worst draws of judgements and effects.

    Args:
        ground, built: what there is to choose from.
        count: draws that are looked at.
        seed: not used by these draws, which are those of ``ground``; kept for the weights, which do not vary here.
    """
    states = draw_states(ground, built, count, vary=(EFFECTS, JUDGEMENTS), weights=None, seed=seed)
    found = smallest_tail(states)
    worst = max(1, round(states.count * (1 - TAIL)))
    before = float(np.sort(states.risk)[-worst:].mean())
    value, bound = before - found.left, before - found.at_least
    return TailChoice(found.chosen, value, bound, relative_gap(value, bound))
