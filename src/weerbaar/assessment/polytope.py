# SPDX-License-Identifier: EUPL-1.2
"""The weights that are admissible: a polytope on the simplex, ready for drawing points uniformly.

A set with one corner more than it has dimensions (free weights, a complete ranking, lower bounds, one exact profile) is
drawn from exactly; any other by hit-and-run, started at the analytic centre and stretched to the shape of the set there
(Smith 1984; Tervonen, Van Valkenhoef, Baştürk and Postmus 2013).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weerbaar.assessment.sorting_network import sorting_network
from weerbaar.base import Text, WeerbaarError

Float = NDArray[np.float64]

THINNING_PER_DIMENSION = 2
"""Steps of hit-and-run between two draws, for each dimension of the set."""

_TOLERANCE = 1e-9
_FEASIBLE = 1e-8


class ConflictingWeightsError(WeerbaarError):
    """No weights meet all constraints.

    Attributes:
        conflict: numbers of constraints that exclude each other; without any one of them the others can be met.
        names: their names.
    """

    def __init__(self, conflict: Sequence[int], names: Sequence[Text]) -> None:
        self.conflict = tuple(conflict)
        self.names = tuple(names)
        nl, en = ("; ".join(n.in_(lang) for n in names) for lang in ("nl", "en"))
        super().__init__(
            Text(
                nl=f"geen enkele gewichtenset voldoet tegelijk aan: {nl}. Verruim of schrap een van deze voorwaarden.",
                en=f"no set of weights meets all of: {en}. Widen or drop one of these constraints.",
            )
        )


@dataclass(frozen=True, eq=False)
class LinearConstraint:
    """``coefficients @ weights <= bound``, or ``==`` where ``equality``.

    Attributes:
        name: how a user recognises it.
        coefficients: (C,).
    """

    name: Text
    coefficients: Float
    bound: float
    equality: bool = False


@dataclass(frozen=True, eq=False)
class WeightPolytope:
    """Admissible weights of C criteria.

    Attributes:
        origin: (C,) a point inside: the mean of the corners, or the analytic centre.
        axes: (C, d): every admissible point is ``origin + axes @ z`` for a z with ``facets @ z <= bounds``. The
            coordinates are chosen such that the set is about as wide in all directions.
        facets, bounds: (M, d) and (M,), none redundant.
        vertices: (d + 1, C) when the set is a simplex, otherwise None.
    """

    origin: Float
    axes: Float
    facets: Float
    bounds: Float
    vertices: Float | None

    @classmethod
    def free(cls, criteria: int) -> WeightPolytope:
        """Allow every weight vector."""
        return cls._of_vertices(np.eye(criteria))

    @classmethod
    def exact(cls, profile: ArrayLike) -> WeightPolytope:
        """Allow one weight vector.

        Raises:
            ValueError: a weight is negative, or the weights do not sum to 1.
        """
        w = np.asarray(profile, dtype=np.float64)
        if w.ndim != 1 or not w.size or not np.all(np.isfinite(w)) or np.any(w < 0) or abs(w.sum() - 1) > _TOLERANCE:
            raise ValueError("the profile must be one row of weights, none negative, that sum to 1")
        return cls._of_vertices(w[None, :])

    @classmethod
    def of(cls, criteria: int, constraints: Sequence[LinearConstraint] = ()) -> WeightPolytope:
        """Return the weights that are not negative, sum to 1 and meet the constraints.

        Args:
            criteria: number of criteria C.
            constraints: each with C coefficients.

        Raises:
            ConflictingWeightsError: no weights meet them all; carries a smallest set that conflicts.
            ValueError: a constraint has another number of coefficients.
        """
        if not constraints:
            return cls.free(criteria)
        if any(c.coefficients.shape != (criteria,) for c in constraints):
            raise ValueError(f"every constraint needs {criteria} coefficients")
        constraints = [_scaled(c) for c in constraints]
        if not _feasible(criteria, constraints):
            raise _smallest_conflict(criteria, constraints, _feasible)
        a, b, a_eq, b_eq = _system(criteria, constraints)
        found = _interior(a, b, a_eq, b_eq)
        if found is None:
            # A violation that is rounding to one programme need not be so to the other.
            raise _smallest_conflict(criteria, constraints, lambda c, some: _interior(*_system(c, some)) is not None)
        point, tight = found
        basis = _null_space(np.vstack([a_eq, a[tight]]))
        if not basis.shape[1]:
            return cls._of_vertices(_on_simplex(point)[None, :])
        facets, bounds = _irredundant(a[~tight] @ basis, b[~tight] - a[~tight] @ point)
        if len(facets) == basis.shape[1] + 1:
            corners = [np.linalg.solve(np.delete(facets, i, 0), np.delete(bounds, i)) for i in range(len(facets))]
            return cls._of_vertices(np.array([_on_simplex(point + basis @ y) for y in corners]))
        centre, shape = _analytic_centre(facets, bounds)
        return cls(point + basis @ centre, basis @ shape, facets @ shape, bounds - facets @ centre, None)

    @classmethod
    def _of_vertices(cls, vertices: Float) -> WeightPolytope:
        origin = vertices.mean(axis=0)
        none = np.zeros((0, 0))
        return cls(origin, np.zeros((len(origin), 0)), none, np.zeros(0), np.ascontiguousarray(vertices))

    @property
    def criteria(self) -> int:
        """Number of criteria."""
        return len(self.origin)

    @property
    def dimension(self) -> int:
        """Dimensions of the set: C - 1 for free weights, 0 for one profile."""
        return self.axes.shape[1] if self.vertices is None else len(self.vertices) - 1

    @property
    def independent(self) -> bool:
        """Whether draws are independent; those of hit-and-run are not."""
        return self.vertices is not None

    @property
    def thinning(self) -> int:
        """Steps of hit-and-run between two draws."""
        return THINNING_PER_DIMENSION * self.dimension

    @property
    def burn_in(self) -> int:
        """Steps of hit-and-run before the first draw of a chain."""
        return 200 + 10 * self.dimension**2

    def draw(self, n: int, seed: int) -> Float:
        """Return n uniform draws, (n, C); see :func:`chains_of` for the chains of hit-and-run."""
        from weerbaar.assessment.weight_kernels import CHAINS, simplex_weights

        if self.vertices is None:
            chains = chains_of(self, -(-n // CHAINS), seed)
            return np.ascontiguousarray(chains.transpose(1, 0, 2).reshape(-1, self.criteria)[:n])

        w = np.empty((self.criteria, n))
        key = np.random.SeedSequence(seed).generate_state(1, np.uint64)[0]
        simplex_weights(key, 0, n, sorting_network(self.dimension), self.vertices, self.is_whole, w)
        return w.T.copy()

    @property
    def is_whole(self) -> bool:
        """Whether every weight vector is admissible."""
        return self.vertices is not None and np.array_equal(self.vertices, np.eye(self.criteria))


def chains_of(polytope: WeightPolytope, rounds: int, seed: int) -> Float:
    """Return draws of 32 independent chains of hit-and-run, (32, rounds, C)."""
    from weerbaar.assessment.weight_kernels import CHAINS, chain_weights

    key = np.random.SeedSequence(seed).generate_state(1, np.uint64)[0]
    position = np.zeros((polytope.dimension, CHAINS))
    shape = (polytope.facets, polytope.bounds, polytope.origin, polytope.axes, position)
    burn_in = polytope.burn_in
    w = np.empty((polytope.criteria, max(rounds, 1) * CHAINS))
    chain_weights(key, 0, 1, burn_in, *shape, w)
    chain_weights(key, burn_in, rounds, polytope.thinning, *shape, w)
    return w[:, : rounds * CHAINS].reshape(polytope.criteria, rounds, CHAINS).transpose(2, 1, 0).copy()


@dataclass(frozen=True, eq=False)
class Mixing:
    """How well chains have mixed, per criterion.

    Attributes:
        r_hat: (C,) potential scale reduction (Gelman and Rubin 1992); 1 = the chains agree, or the weight is fixed.
        effective: (C,) number of independent draws that would estimate the mean weight as well.
    """

    r_hat: Float
    effective: Float

    @classmethod
    def of(cls, means: ArrayLike, variances: ArrayLike, length: float) -> Mixing:
        """Judge M chains of equal length from what is between and within them.

        Args:
            means: (M, C) mean of each chain.
            variances: (M, C) variance within each chain, with divisor ``length - 1``.
            length: draws per chain.
        """
        m = np.asarray(means, dtype=np.float64)
        within = np.asarray(variances, dtype=np.float64).mean(axis=0)
        between = m.var(axis=0, ddof=1)
        total = (length - 1) / length * within + between
        moves = within > 1e-24
        ratio = np.divide(total, within, out=np.ones_like(total), where=moves)
        # A ratio far above the number of draws would only say that the chains' means happen to agree.
        most = float(length * len(m))
        effective = np.divide(most * total / length, between, out=np.full_like(total, most), where=between > 0)
        return cls(np.sqrt(ratio), np.where(moves, np.minimum(effective, most), most))


def _on_simplex(w: Float) -> Float:
    """Remove rounding: nothing below zero, the sum 1."""
    held = np.where(w < 1e-12, 0.0, w)
    scaled: Float = held / held.sum()
    return scaled


def _scaled(constraint: LinearConstraint) -> LinearConstraint:
    """Return a constraint whose largest coefficient is 1, which linear programming takes best.

    On the simplex its left-hand side then lies between -1 and 1, so that a bound beyond 2 says no more than 2 does.
    """
    scale = float(np.abs(constraint.coefficients).max(initial=0.0)) or 1.0
    bound = float(np.clip(constraint.bound / scale, -2.0, 2.0))
    return LinearConstraint(constraint.name, constraint.coefficients / scale, bound, constraint.equality)


def _system(criteria: int, constraints: Sequence[LinearConstraint]) -> tuple[Float, Float, Float, Float]:
    """Return ``a @ w <= b`` and ``a_eq @ w == b_eq``: the constraints, no negative weights, and the sum 1."""
    upper = [c for c in constraints if not c.equality]
    equal = [c for c in constraints if c.equality]
    return (
        np.vstack([-np.eye(criteria), *(c.coefficients for c in upper)]),
        np.concatenate([np.zeros(criteria), [c.bound for c in upper]]),
        np.vstack([np.ones(criteria), *(c.coefficients for c in equal)]),
        np.concatenate([[1.0], [c.bound for c in equal]]),
    )


def _smallest_conflict(
    criteria: int,
    constraints: Sequence[LinearConstraint],
    feasible: Callable[[int, Sequence[LinearConstraint]], bool],
) -> ConflictingWeightsError:
    """Return the error with a smallest conflict, found by leaving out one constraint after the other."""
    kept = list(range(len(constraints)))
    for i in range(len(constraints)):
        without = [k for k in kept if k != i]
        if not feasible(criteria, [constraints[k] for k in without]):
            kept = without
    return ConflictingWeightsError(kept, [constraints[k].name for k in kept])


def _feasible(criteria: int, constraints: Sequence[LinearConstraint]) -> bool:
    """Whether the smallest possible violation, by linear programming, is nothing but rounding."""
    a, b, a_eq, b_eq = _system(criteria, constraints)
    rows = np.vstack([a[criteria:], a_eq[1:], -a_eq[1:]])
    found = _minimise(
        np.append(np.zeros(criteria), 1.0),
        np.column_stack([rows, -np.ones(len(rows))]),
        np.concatenate([b[criteria:], b_eq[1:], -b_eq[1:]]),
        np.append(np.ones(criteria), 0.0)[None, :],
        np.ones(1),
        [(0, None)] * (criteria + 1),
    )
    return bool(found.fun <= _FEASIBLE)


def _minimise(cost: Float, a: Float, b: Float, a_eq: Float, b_eq: Float, bounds: Any) -> Any:
    from scipy.optimize import linprog

    return linprog(
        cost,
        A_ub=a if len(a) else None,
        b_ub=b if len(a) else None,
        A_eq=a_eq if len(a_eq) else None,
        b_eq=b_eq if len(a_eq) else None,
        bounds=bounds,
        method="highs",
    )


def _interior(a: Float, b: Float, a_eq: Float, b_eq: Float) -> tuple[Float, NDArray[np.bool_]] | None:
    """Return a point inside, and which inequalities hold with equality everywhere; None where there is no point.

    Each round gives as many inequalities as possible some room; those that got none are tried again on their own,
    until none can have any. The mean of the points found gives room to all that ever had it.
    """
    c = a.shape[1]
    without = np.ones(len(a), dtype=bool)
    points: list[Float] = []
    while without.any():
        count = int(without.sum())
        # Variables: weights, then the room of every inequality still without.
        room = np.zeros((len(a), count))
        room[np.flatnonzero(without), np.arange(count)] = 1.0
        found = _minimise(
            np.concatenate([np.zeros(c), -np.ones(count)]),
            np.column_stack([a, room]),
            b + _TOLERANCE / 10,
            np.column_stack([a_eq, np.zeros((len(a_eq), count))]),
            b_eq,
            [(0, None)] * c + [(0, 0.01)] * count,
        )
        if found.x is None:
            return None
        gained = found.x[c:] > 10 * _FEASIBLE
        if not points or gained.any():
            points.append(found.x[:c])
        if not gained.any():
            break
        without[np.flatnonzero(without)[gained]] = False
    return np.mean(points, axis=0), without


def _null_space(rows: Float) -> Float:
    """Return an orthonormal basis (C, d) of the directions that leave ``rows @ w`` as it is."""
    _, singular, directions = np.linalg.svd(rows)
    rank = int((singular > _TOLERANCE * singular[0]).sum())
    basis: Float = directions[rank:].T
    return basis


def _irredundant(a: Float, b: Float) -> tuple[Float, Float]:
    """Return the inequalities, scaled to unit length, that bound the set; those implied by the others are left out."""
    length = np.linalg.norm(a, axis=1)
    lasting = length > _TOLERANCE
    a, b = a[lasting] / length[lasting, None], b[lasting] / length[lasting]
    keep = list(range(len(a)))
    for i in range(len(a)):
        others = [k for k in keep if k != i]
        # Relaxed by 1, the inequality itself keeps the programme bounded.
        rows, limits = np.vstack([a[others], a[i]]), np.append(b[others], b[i] + 1.0)
        none = np.zeros((0, a.shape[1]))
        best = _minimise(-a[i], rows, limits, none, np.zeros(0), [(None, None)] * a.shape[1])
        if -best.fun <= b[i] + _TOLERANCE:
            keep = others
    return a[keep], b[keep]


def _analytic_centre(a: Float, b: Float) -> tuple[Float, Float]:
    """Return the point with the largest product of distances to the facets, and the shape of the set around it.

    Newton's method on the logarithmic barrier, started at the centre of the largest ball (0 is inside as well).

    Returns:
        The centre (d,), and (d, d) whose columns span the ellipsoid of the barrier's curvature.
    """
    m, d = a.shape
    ball = _minimise(
        np.append(np.zeros(d), -1.0),
        np.column_stack([a, np.ones(m)]),
        b,
        np.zeros((0, d + 1)),
        np.zeros(0),
        [(None, None)] * d + [(0, None)],
    )
    y: Float = ball.x[:d]
    for _ in range(100):
        inverse = 1.0 / (b - a @ y)
        gradient = a.T @ inverse
        hessian = (a * inverse[:, None] ** 2).T @ a
        step = np.linalg.solve(hessian, -gradient)
        decrement = float(-gradient @ step)
        if decrement < 1e-18:
            break
        # A damped step never leaves the set (self-concordance).
        y = y + step / (1.0 + np.sqrt(decrement))
    inverse = 1.0 / (b - a @ y)
    hessian = (a * inverse[:, None] ** 2).T @ a
    shape: Float = np.linalg.inv(np.linalg.cholesky(hessian)).T
    return y, shape
