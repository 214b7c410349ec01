# SPDX-License-Identifier: EUPL-1.2
"""Whether events die out: the spectral radius of a network of risks, and the loop that keeps it going.

An event of risk r at intensity i brings on average M[(r, i), (s, j)] events of risk s at intensity j. Read as a
branching process this dies out exactly when the spectral radius of M is below 1 (Harris 1963, chapter II).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from weerbaar.base import Problem, Text, number
from weerbaar.cascade.catalogue import Catalogue

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_DENSE = 500
"""Up to so many states all eigenvalues are computed; more take too long."""
_CRITICAL = 1.0 - 1e-9
"""Closer to 1 than rounding can tell is not below 1."""
_PRECISION = 1e-12
_POWER_STEPS = 300
_NODA_STEPS = 100
_SMALLEST = 1e-250


@dataclass(frozen=True)
class HotLoop:
    """Why events never die out.

    Attributes:
        radius: spectral radius of the network.
        loop: numbers of the risks in the strongest loop, in order, the lowest first.
        transmission: geometric mean over the loop of the probability of going on to the next risk.
    """

    radius: float
    loop: tuple[int, ...]
    transmission: float


def check_cooling(catalogue: Catalogue, file: str | None = None) -> list[Problem]:
    """Return a problem when events of this catalogue would never die out; nothing otherwise.

    To be asked again after a trend or catalysts have been applied: those can heat up a network.

    Args:
        catalogue: what to check.
        file: name for the message; the id of the catalogue by default.
    """
    place = {risk.id: i for i, risk in enumerate(catalogue.risks)}
    degree = {name: i for i, name in enumerate(catalogue.intensities)}
    chained = [link for link in catalogue.links if not catalogue.risks[place[link.cause]].actor]
    if not chained:
        return []
    cause = np.array([place[link.cause] for link in chained], dtype=np.int64)
    intensity = np.array([degree[link.cause_intensity] for link in chained], dtype=np.int64)
    effect = np.array([place[link.effect] for link in chained], dtype=np.int64)
    p = np.array([[link.probabilities[i] for i in catalogue.intensities] for link in chained], dtype=np.float64)
    hot = hot_loop(len(catalogue.risks), cause, intensity, effect, p)
    if hot is None:
        return []
    radius, mean = Text(nl=number(hot.radius, "nl", 3), en=number(hot.radius, "en", 3)), hot.transmission
    ids = [catalogue.risks[i].id for i in hot.loop]
    loop = " → ".join([*ids, ids[0]])
    return [
        Problem(
            catalogue.id if file is None else file,
            Text(
                nl=f"gebeurtenissen doven niet uit: elke gebeurtenis lokt er op den duur gemiddeld {radius.nl} uit (de "
                "spectraalstraal van het netwerk), en dat moet minder dan 1 zijn. De sterkste kringloop is "
                f"{loop}, met per stap gemiddeld een kans van {number(mean, 'nl', 3)}.",
                en=f"events never die out: in the long run each sets off {radius.en} others on average (the spectral "
                "radius of the network), which must be below 1. "
                f"The strongest loop is {loop}, with a mean probability of {number(mean, 'en', 3)} per step.",
            ),
            Text(
                nl="Verlaag de kansen in deze kringloop.",
                en="Lower the probabilities in this loop.",
            ),
        )
    ]


def hot_loop(risks: int, cause: Ints, intensity: Ints, effect: Ints, p: Floats) -> HotLoop | None:
    """Return why events never die out, or None when they do.

    Args:
        risks: number of risks R.
        cause, intensity, effect: (L,) for each link the risk and intensity of its cause, and the risk of its effect;
            links from actors are left out, because an actor is never an effect.
        p: (L, I) probability of each intensity of the effect.
    """
    from scipy.sparse.csgraph import connected_components

    matrix = transmission_matrix(risks, cause, intensity, effect, p)
    # Of all-round upper bounds the largest row sum costs nothing, and most networks are well below it.
    if np.min([matrix.sum(axis=0).max(), matrix.sum(axis=1).max()]) < _CRITICAL:
        return None
    count, part = connected_components(matrix, directed=True, connection="strong")
    sizes = np.bincount(part, minlength=count)
    best, strongest = 0.0, np.empty(0, dtype=np.int64)
    for component in np.flatnonzero(sizes > 1):
        states = np.flatnonzero(part == component)
        radius = irreducible_radius(matrix[states][:, states])
        if radius > best:
            best, strongest = radius, states
    if best < _CRITICAL:
        return None
    members = np.unique(strongest // p.shape[1])
    weight = _between_risks(matrix, strongest, p.shape[1], members)
    cycle, mean = strongest_cycle(weight)
    loop = [int(members[i]) for i in cycle]
    start = loop.index(min(loop))
    return HotLoop(best, tuple(loop[start:] + loop[:start]), mean)


def transmission_matrix(risks: int, cause: Ints, intensity: Ints, effect: Ints, p: Floats) -> csr_array:
    """Return M, (R*I, R*I): the expected number of events of each state that one event brings on directly.

    The effect follows with probability 1 - prod(1 - p) and takes an intensity in proportion to p; see
    :func:`hot_loop` for the arguments.
    """
    from scipy.sparse import csr_array

    degrees = p.shape[1]
    total = p.sum(axis=1)
    with np.errstate(divide="ignore"):
        follows = -np.expm1(np.log1p(-p).sum(axis=1))
    share = follows[:, None] * p / np.where(total > 0, total, 1.0)[:, None]
    rows = np.repeat(cause * degrees + intensity, degrees)
    columns = (effect[:, None] * degrees + np.arange(degrees)).ravel()
    size = risks * degrees
    matrix = csr_array((share.ravel(), (rows, columns)), shape=(size, size))
    matrix.eliminate_zeros()
    return matrix


def irreducible_radius(matrix: csr_array) -> float:
    """Return the spectral radius of an irreducible matrix without negative entries.

    Small matrices go through all eigenvalues. For larger ones the power method is shifted by half the identity, so
    that no period can hold it up, and bounded on both sides by the quotients of Collatz and Wielandt; where it is
    slow, Noda's iteration (Noda 1971) takes over, which converges quadratically and also gives an upper bound.

    Args:
        matrix: (S, S), every state of which can be reached from every other.
    """
    size = matrix.shape[0]
    if size <= _DENSE:
        return float(np.abs(np.linalg.eigvals(matrix.toarray())).max())
    x = np.ones(size)
    low, high = 0.0, np.inf
    for _ in range(_POWER_STEPS):
        y = matrix @ x
        low, high = max(low, float((y / x).min())), min(high, float((y / x).max()))
        if high - low <= _PRECISION * high:
            return 0.5 * (low + high)
        x = _positive(y + 0.5 * high * x)
    return _noda(matrix, x, low, high)


def _noda(matrix: csr_array, x: Floats, low: float, high: float) -> float:
    from scipy.sparse import eye_array
    from scipy.sparse.linalg import splu

    identity = eye_array(matrix.shape[0], format="csc")
    for _ in range(_NODA_STEPS):
        if high - low <= _PRECISION * high:
            break
        # At the radius itself the system is singular; a hair above it, it is not.
        shifted = (high * (1.0 + 0.1 * _PRECISION) * identity - matrix).tocsc()
        x = _positive(np.abs(splu(shifted).solve(x)))
        quotient = (matrix @ x) / x
        before = high
        low, high = max(low, float(quotient.min())), min(high, float(quotient.max()))
        if not high < before:
            break
    return high


def _positive(x: Floats) -> Floats:
    """Scale to a largest entry of 1; no entry falls to zero, which would end all quotients."""
    scaled: Floats = np.maximum(x / x.max(), _SMALLEST)
    return scaled


def _between_risks(matrix: csr_array, states: Ints, degrees: int, members: Ints) -> Floats:
    """Return (V, V): the probability that a risk follows from another, at the intensity that passes on most.

    Args:
        matrix: (R*I, R*I).
        states: those that count.
        degrees: number of intensities.
        members: (V,) numbers of the risks of ``states``, ascending.
    """
    part = matrix[states][:, states].tocoo()
    row, column = part.coords
    to = np.searchsorted(members, states[column] // degrees)
    per_state = np.zeros((states.size, members.size))
    np.add.at(per_state, (row, to), part.data)
    weight = np.zeros((members.size, members.size))
    np.maximum.at(weight, np.searchsorted(members, states // degrees), per_state)
    return weight


def strongest_cycle(weight: Floats) -> tuple[tuple[int, ...], float]:
    """Return the cycle with the largest geometric mean of its weights, and that mean.

    Karp (1978), A characterization of the minimum cycle mean in a digraph, on logarithms.

    Args:
        weight: (V, V) of 0 and more, 0 where there is no arc; from every node there is a way to every other.

    Raises:
        ValueError: there is no cycle at all.
    """
    size = weight.shape[0]
    with np.errstate(divide="ignore"):
        arcs = np.log(weight)
    best = np.full((size + 1, size), -np.inf)
    via = np.zeros((size + 1, size), dtype=np.int64)
    best[0, 0] = 0.0
    nodes = np.arange(size)
    for k in range(1, size + 1):
        reach = best[k - 1][:, None] + arcs
        via[k] = reach.argmax(axis=0)
        best[k] = reach[via[k], nodes]
    steps = size - np.arange(size)
    with np.errstate(invalid="ignore"):
        means = (best[size] - best[:size]) / steps[:, None]
    means[~np.isfinite(best[:size])] = np.inf
    worst = means.min(axis=0)
    worst[~np.isfinite(best[size])] = -np.inf
    end = int(worst.argmax())
    if not np.isfinite(worst[end]):
        raise ValueError("no cycle")
    walk = [end]
    for k in range(size, 0, -1):
        walk.append(int(via[k, walk[-1]]))
    return _best_on_walk(walk[::-1], arcs)


def _best_on_walk(walk: list[int], arcs: Any) -> tuple[tuple[int, ...], float]:
    """Return the best simple cycle on a walk; in exact arithmetic all of them would be equally good."""
    best: tuple[int, ...] = ()
    highest = -np.inf
    path: list[int] = []
    for node in walk:
        if node in path:
            cycle = path[path.index(node) :]
            del path[path.index(node) :]
            mean = float(np.mean([arcs[a, b] for a, b in zip(cycle, [*cycle[1:], cycle[0]], strict=True)]))
            if mean > highest:
                best, highest = tuple(cycle), mean
        path.append(node)
    return best, float(np.exp(highest))
