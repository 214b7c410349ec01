# SPDX-License-Identifier: EUPL-1.2
"""The choice that is sorry the least: the largest regret over the states of the world is as small as can be.

Savage, The theory of statistical decision, Journal of the American Statistical Association 46 (1951). The regret of a
state is what its best choice is worth there less what the common choice is worth; relative regret is that as a share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weerbaar.capability.portfolio.robust import Core
from weerbaar.capability.portfolio.samples import ROUNDS, Aim, Plane, closed_in
from weerbaar.capability.portfolio.states import ProblemFamily

Float = NDArray[np.float64]

# States with a new plane per round: the worst ones.
_WORST = 8


@dataclass(frozen=True, eq=False)
class LeastRegret:
    """The choice of least largest regret.

    Attributes:
        chosen, names: the options.
        regret: (K,) of the choice in each state, against the best choice known there.
        largest: the largest of them.
        at_least: no choice has a largest regret below this.
        reference_gap: the largest gap of the best choices compared with; by so much of its value a state's true regret
            may be larger.
        relative: whether regrets are shares of the best value of their state.
        rounds: masters solved.
    """

    chosen: tuple[int, ...]
    names: tuple[str, ...]
    regret: Float
    largest: float
    at_least: float
    reference_gap: float
    relative: bool
    rounds: int


def least_regret(
    family: ProblemFamily, core: Core, *, relative: bool = False, gap: float = 1e-4, rounds: int = ROUNDS
) -> LeastRegret:
    """Return the choice whose largest regret is smallest.

    Args:
        family: the states.
        core: the best choices of the same states, from :func:`robust_core`.
        relative: regret as a share of the best value of its state.
        gap: stop when the largest regret is proven to within this share of the largest best value (of 1 if relative).
        rounds: masters to solve at most.

    Raises:
        InfeasibleError: no choice is within the rules.
        ValueError: the best choices are of other states, or a best value is not above 0 where a share is asked for.
    """
    best = core.value
    if len(best) != family.states:
        raise ValueError(f"the best choices are of {len(best)} states, not {family.states}")
    if relative and not np.all(best > 0):
        raise ValueError("relative regret needs a best value above 0 in every state")
    unit = best if relative else np.ones_like(best)

    def planes(x: Float, both: Float, seen: Float) -> Sequence[Plane]:
        worst = np.argsort((seen - best) / unit, kind="stable")[:_WORST]
        made = []
        for k in worst:
            share = np.zeros(family.states)
            share[k] = 1.0 / unit[k]
            level, by_option, by_pair = family.part(int(k), int(k) + 1).tangent(share[k : k + 1], x, both)
            made.append((level - best[k] / unit[k], by_option, by_pair))
        return made

    aim = Aim(lambda seen: float(np.min((seen - best) / unit)), planes)
    starts = list(np.unique(core.taken, axis=0).astype(np.float64))
    slack = gap * (1.0 if relative else float(np.abs(best).max()))
    found = closed_in(family, aim, starts, gap=0.0, slack=slack, rounds=rounds)
    chosen = tuple(np.nonzero(found.taken > 0.5)[0].tolist())
    regret = (best - family.values(found.taken)) / unit
    return LeastRegret(
        chosen=chosen,
        names=tuple(family.base.options[i] for i in chosen),
        regret=regret,
        largest=float(regret.max()),
        at_least=max(-found.bound, 0.0),
        reference_gap=float(core.gap.max()),
        relative=relative,
        rounds=found.rounds,
    )
