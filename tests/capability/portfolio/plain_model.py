# SPDX-License-Identifier: EUPL-1.2
"""The plain mixed-integer model, given to HiGHS as it stands: the arbiter of the branch and bound of our own."""

from __future__ import annotations

import numpy as np

from weerbaar.capability.portfolio import Problem


def plain_optimum(problem: Problem) -> float:
    """The best value of a problem with caps but without curves, to 1e-9.

    max sum v z, z <= cap, z <= sum e x + sum g y, y <= x_i, y <= x_j (g > 0), y >= x_i + x_j - 1 (g < 0), A x <= b.
    """
    from scipy import sparse
    from scipy.optimize import Bounds, LinearConstraint, milp

    assert not np.any(np.isfinite(problem.scale))
    n, m, p = problem.n, problem.m, len(problem.pairs)
    rows: list[dict[int, float]] = []
    right: list[float] = []
    limits = problem.bounded()
    for k, use in enumerate(limits.use.dense()):
        rows.append({i: float(a) for i, a in enumerate(use) if a})
        right.append(float(limits.bound[k]) * (1 + 1e-9))
    for i, j in problem.requires:
        rows.append({i: 1.0, j: -1.0})
        right.append(0.0)
    for members in problem.excludes:
        rows.append(dict.fromkeys(members, 1.0))
        right.append(1.0)
    for group in problem.at_least:
        rows.append(dict.fromkeys(group.members, -1.0))
        right.append(-float(group.count))
    effect = problem.effect.dense()
    for s in range(m):
        row = {n + p + s: 1.0, **{i: -float(effect[i, s]) for i in range(n) if effect[i, s]}}
        row |= {n + q: -float(problem.pairs.amount[q]) for q in range(p) if problem.pairs.cell[q] == s}
        rows.append(row)
        right.append(0.0)
    for q in range(p):
        i, j = int(problem.pairs.first[q]), int(problem.pairs.second[q])
        if problem.pairs.amount[q] > 0:
            rows += [{n + q: 1.0, i: -1.0}, {n + q: 1.0, j: -1.0}]
            right += [0.0, 0.0]
        else:
            rows.append({i: 1.0, j: 1.0, n + q: -1.0})
            right.append(1.0)
    matrix = sparse.lil_matrix((len(rows), n + p + m))
    for r, row in enumerate(rows):
        for c, a in row.items():
            matrix[r, c] = a
    low = np.concatenate([np.zeros(n + p), np.full(m, -np.inf)])
    high = np.concatenate([np.ones(n + p), problem.cap])
    low[list(problem.fixed_in)], high[list(problem.fixed_out)] = 1.0, 0.0
    answer = milp(
        np.concatenate([np.zeros(n + p), -problem.weight]),
        constraints=LinearConstraint(matrix.tocsr(), -np.inf, np.array(right)),
        bounds=Bounds(low, high),
        integrality=np.concatenate([np.ones(n), np.zeros(p + m)]),
        options={"mip_rel_gap": 1e-9},
    )
    return -np.inf if answer.x is None else -float(answer.fun)


def bench_instance(seed: int, options: int = 200, cells: int = 50, pairs: int = 300, share: float = 0.2) -> Problem:
    """A measure acts on 3 to 8 scenarios, costs are lognormal, half of the pairs reinforce and half overlap; each
    scenario can be reduced by 80 %. The instances 11, 12 and 13 with 200 measures are those of the measurements."""
    from weerbaar.capability.portfolio import Limits, Pairs, SparseRows

    rng = np.random.default_rng(seed)
    cost = np.round(rng.lognormal(3.0, 0.8, options), 1) + 1
    effect = np.zeros((options, cells))
    for i in range(options):
        k = rng.integers(3, 9)
        hit = rng.choice(cells, k, replace=False)
        effect[i, hit] = rng.uniform(0.2, 1.0, k) * cost[i] ** 0.7
    risk = rng.lognormal(3.2, 0.6, cells) * 2.5
    found: set[tuple[int, int]] = set()
    while len(found) < pairs:
        i, j = sorted(rng.choice(options, 2, replace=False))
        found.add((int(i), int(j)))
    ends = np.array(sorted(found))
    rng.shuffle(ends)
    cell = rng.integers(0, cells, pairs)
    amount = rng.uniform(0.2, 0.8, pairs) * np.minimum(cost[ends[:, 0]], cost[ends[:, 1]]) ** 0.7
    amount[pairs // 2 :] *= -1
    return Problem(
        options=tuple(f"m{i + 1}" for i in range(options)),
        cells=tuple(f"s{s + 1}" for s in range(cells)),
        effect=SparseRows.of_dense(effect),
        cap=0.8 * risk,
        pairs=Pairs(ends[:, 0], ends[:, 1], cell, amount),
        limits=Limits.budget(cost, share * float(cost.sum())),
    )
