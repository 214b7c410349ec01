# SPDX-License-Identifier: EUPL-1.2
"""Yearly rates of states from a linear balance, in which chance enters only through prevented consequences.

Let d be the yearly number of expansions of beginnings (of an actor: its days), w the yearly rate of occurring as a
consequence, p(x→y) the probability that y follows directly from x, and φ(x,s) the share of the occurrences of x
as a consequence in which risk s is in the event graph before the turn of x. Then, exactly,

    w(y) = Σ_x p(x→y) d(x) + Σ_x p(x→y) (1 - φ(x, risk of y)) w(x),     rate = beginnings + w.

Proof. Each occurrence is expanded once. At its turn, link x→s is tried if and only if s is not in the graph, and it
then succeeds with intensity j with probability p(x→(s, j)), independent of the past; other links of x do not bring
in s, for each effect is listed once per state. So the expected number of arrivals at y over the link equals
p(x→y) times the expected number of expansions of x without s. Of a beginning, only itself is in the graph, and no risk
follows from itself. Sum over x. With φ = 0 the system is that of a branching process that bounds it from above.

φ is a ratio of expectations, simulated (:mod:`~weerbaar.cascade.collisions`); all the rest is known. A rate of 1e-9 per
year is therefore as accurate as one of 1, once its causes have been seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import Text, WeerbaarError
from weerbaar.cascade.collisions import Collisions
from weerbaar.cascade.network import DAYS_PER_YEAR, Network
from weerbaar.cascade.result import BATCHES, Rates, standard_error

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]


# States up to which certainty is decided by state, and systems are factorised.
_LARGEST_BY_STATE = 1000


# Exceptions, in effective numbers, from which on the spread of batches is a standard error.
_ENOUGH = 3.0

# What link_certainty() says.
NEVER, SOMETIMES, ALWAYS = 0, 1, 2


class NoBalanceError(WeerbaarError):
    """Event graphs that grow so fast that rates cannot be told from the event graphs that were drawn."""


class Balance:
    """The linear system ``(I - Aᵀ) w = b`` with A(x, y) = p(x→y) * works.

    Factorised once. A large network, in which the factors would fill up, is solved by repeated substitution: that adds
    and multiplies numbers that are not negative, and takes the longer the hotter the network is.

    Args:
        network: the links.
        works: (L,) factor on the probabilities of each link: 1 - φ, times the chance that a cut link still works.
    """

    def __init__(self, network: Network, works: Float) -> None:
        from scipy.sparse import csr_array, eye_array
        from scipy.sparse.linalg import splu

        n, intensities = network.states, len(network.intensities)
        columns = network.effect_states.ravel()
        each_link = np.arange(len(network.effects) + 1) * intensities
        self._links: Any = csr_array((network.p_effect.ravel(), columns, each_link), shape=(len(network.effects), n))
        data = (network.p_effect * works[:, None]).ravel()
        self._matrix: Any = csr_array((data, columns, network.offsets * intensities), shape=(n, n))
        self._factors: Any = None
        self._bounded: bool | None = None
        if n <= _LARGEST_BY_STATE:
            # Pivots on the diagonal: elimination then never subtracts, and rates of 1e-12 keep their digits.
            options = {"SymmetricMode": True}
            try:
                system = (eye_array(n) - self._matrix).T.tocsc()
                self._factors = splu(system, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options=options)
            except RuntimeError:
                self._bounded = False  # exactly singular

    def bounded(self) -> bool:
        """Whether the system is that of a branching process that dies out.

        I - A has no positive element off its diagonal, so its inverse is non-negative if and only if some x ≥ 0
        has (I - A) x > 0 (Berman & Plemmons 1994, theorem 6.2.3); here x is the expected number of events.
        """
        if self._bounded is None:
            events = self.values(np.ones(self._matrix.shape[0]))
            self._bounded = bool(np.all(np.isfinite(events)) and np.all(events > 0.0))
        return self._bounded

    def rates(self, sources: Float) -> Float:
        """Return w of ``(I - Aᵀ) w = sources``; (n,) or (n, m)."""
        if self._factors is None:
            return _substituted(self._matrix.T.tocsr(), sources)
        result: Float = self._factors.solve(np.ascontiguousarray(sources))
        return result

    def values(self, worth: Float) -> Float:
        """Return h of ``(I - A) h = worth``: worth of a state and of all that is expected to follow; (n,) or (n, m)."""
        if self._factors is None:
            return _substituted(self._matrix, worth)
        result: Float = self._factors.solve(np.ascontiguousarray(worth), trans="T")
        return result

    def arrivals(self, expansions: Float) -> Float:
        """Return the arrivals at each state, (…, n), from expansions of the cause of each link, (…, L)."""
        result: Float = expansions @ self._links
        return result


def _substituted(matrix: Any, source: Float) -> Float:
    """Return x of ``x = source + matrix x``; NaN when that does not settle in 20,000 rounds, or passes 1e9 × source."""
    x: Float = source
    limit = 1e9 * np.abs(source).max(initial=0.0)
    for _ in range(20_000):
        new: Float = source + matrix @ x
        change, size = np.abs(new - x), np.abs(new)
        if source.min(initial=0.0) < 0.0:
            # Where signs differ, what cancels has no relative precision to wait for.
            size = np.broadcast_to(size.max(axis=0), size.shape)
        x = new
        if np.all(change <= 1e-13 * size):
            return x
        if size.max() > limit:
            break
    return np.full_like(source, np.nan)


@dataclass(frozen=True, eq=False)
class Beginnings:
    """What a network starts with in a year, (n,) each.

    Attributes:
        expansions: d, root events; of an actor its days.
        starts: root events; of an actor the days on which at least one attack follows.
    """

    expansions: Float
    starts: Float

    @classmethod
    def of(cls, network: Network, keep: Float) -> Beginnings:
        """Return them where links work with chance ``keep``, (L,)."""
        days = DAYS_PER_YEAR * network.p_start
        miss = np.log1p(-np.minimum(network.p_any, _NEARLY_CERTAIN) * keep)
        follow_up = -np.expm1(np.bincount(network.link_cause, weights=miss, minlength=network.states))
        return cls(days, np.where(network.actor_state, days * follow_up, days))


# 1 - p of the most probable link that the kernels tell from a certain one.
_NEARLY_CERTAIN = 1.0 - 2.0**-53


def link_certainty(network: Network, keep: Float, *, from_anywhere: bool = False) -> NDArray[np.int8]:
    """Return per link whether its effect is there before its turn: 0 never, 1 sometimes (or in doubt), 2 always.

    In event graphs with the beginnings that the network has, or ``from_anywhere``, with any state as beginning.

    In a network of more than 1,000 states by risk, whatever the intensity, which leaves more in doubt.
    """
    from weerbaar.cascade import kernels

    works: Any = (network.p > 0.0) & (keep[:, None] > 0.0)
    starts: Any = from_anywhere | (Beginnings.of(network, keep).starts > 0.0)
    if network.states <= _LARGEST_BY_STATE:
        causes, effects, kinds, place = network.link_cause, network.effects.astype(np.int64), len(starts), slice(None)
    else:
        risks, intensities = len(network.ids), len(network.intensities)
        pair, place = np.unique(network.link_cause // intensities * risks + network.effects, return_inverse=True)
        causes, effects, kinds = pair // risks, pair % risks, risks
        works = np.bincount(place, weights=works.any(axis=1), minlength=len(pair))[:, None] > 0.0
        starts = starts.reshape(risks, intensities).any(axis=1)
    by_effect = np.argsort(effects, kind="stable")
    effect_offsets = np.searchsorted(effects[by_effect], np.arange(len(network.ids) + 1))
    offsets = np.searchsorted(causes, np.arange(kinds + 1))
    certainty: NDArray[np.int8] = kernels.link_certainty(
        starts, offsets, causes, effects, works, by_effect, effect_offsets
    )
    return certainty[place]


def upper_bound(network: Network, keep: Float | None = None) -> Float:
    """Return the yearly rate of each state, (n,), if a risk could occur more often in one event graph.

    Infinite for all states in a network where such a process would not die out.

    Args:
        network: the links and beginnings.
        keep: (L,) chance that each link still works; without it all do.
    """
    keep = np.ones(len(network.effects)) if keep is None else keep
    beginnings = Beginnings.of(network, keep)
    follows = _follows(network, keep, np.ones(len(keep), dtype=np.bool_))
    balance = Balance(network, keep * follows[network.link_cause])
    if not balance.bounded():
        return np.full(network.states, np.inf)
    sources = balance.arrivals(beginnings.expansions[network.link_cause] * keep)
    return beginnings.starts + np.maximum(balance.rates(sources), 0.0)


def _follows(network: Network, keep: Float, passes: Bool) -> Bool:
    """Return the states, (n,), that occur as a consequence at all; loops among others would not matter if hot.

    Args:
        network: links and beginnings.
        keep: (L,) chance that each link works.
        passes: (L,) links that can do something when their cause is itself a consequence.
    """
    begins = (network.p_start > 0.0)[network.link_cause] & (keep > 0.0)
    first = np.zeros(network.states, dtype=np.bool_)
    first[network.effect_states[(network.p > 0.0) & begins[:, None]]] = True
    return network.reached(first, passes & (keep > 0.0))


def solve_rates(
    network: Network, collisions: Collisions, keep: Float | None = None, *, at_stake: float = np.inf, stream: int = 0
) -> Rates:
    """Return yearly rates with standard errors.

    The standard error has two parts. Deviations of the batches in φ go through the balance, linearised (the delta
    method), covariances included. Where an effect was there before its turn hardly ever, or nearly always, so that
    there are fewer than three exceptions, deviations say little; φ then also counts as uncertain by 1 / (1 + m), with
    m the effective number of occurrences of the cause that were drawn: one more could have been an exception. These
    allowances count as independent of each other.

    Args:
        network: the links and beginnings.
        collisions: of the same network, with the same ``keep``.
        keep: (L,) chance that each link still works; without it all do.
        at_stake: event graphs per year in which allowances count; fewer than all for the change that a cut makes.
        stream: of the random signs of the allowances; errors of the same stream go together.

    Raises:
        NoBalanceError: the event graphs that were drawn say too little to keep the rates bounded.
    """
    keep = np.ones(len(network.effects)) if keep is None else keep
    cause = network.link_cause
    certainty = link_certainty(network, keep)
    occurs, present = collisions.occurs.mean(axis=0), collisions.present.mean(axis=0)
    seen = np.where(occurs > 0.0, occurs, 1.0)[cause]
    blocked = np.select([certainty == NEVER, certainty == ALWAYS], [0.0, 1.0], np.minimum(present / seen, 1.0))
    beginnings = Beginnings.of(network, keep)
    follows = _follows(network, keep, certainty != ALWAYS)[cause]
    balance = Balance(network, keep * (1.0 - blocked) * follows)
    if not balance.bounded():
        raise NoBalanceError(UNBOUNDED)
    w = np.maximum(balance.rates(balance.arrivals(beginnings.expansions[cause] * keep)), 0.0)
    uncertain = (certainty == SOMETIMES) & follows
    # Of batches: how far the numbers of the batch are from what φ predicts for it.
    shift = np.where(uncertain, (collisions.present - blocked * collisions.occurs[:, cause]) / seen, 0.0)
    deviations = balance.rates(-balance.arrivals(shift * (w[cause] * keep)).T).T
    drawn = occurs**2 / np.where(collisions.squares > 0.0, collisions.squares, 1.0)
    hardly_seen = uncertain & (drawn[cause] * np.minimum(blocked, 1.0 - blocked) < _ENOUGH)
    allowance = np.where(hardly_seen, np.minimum(w[cause] / (1.0 + drawn[cause]), at_stake) * keep, 0.0)
    # Independent errors through one system without its inverse: random signs.
    signs = np.random.Generator(np.random.PCG64DXSM(stream)).choice(np.array([-1.0, 1.0]), (BATCHES, len(keep)))
    unseen = balance.rates(balance.arrivals(signs * allowance).T).T
    doubtful = np.zeros(network.states, dtype=np.bool_)
    doubtful[network.effect_states[(network.p > 0.0) & (uncertain & (keep > 0.0))[:, None]]] = True
    exact = ~network.reached(doubtful, (keep > 0.0) & (certainty != ALWAYS))
    deviations[:, exact], unseen[:, exact] = 0.0, 0.0
    expansions = beginnings.expansions[cause] + (1.0 - blocked) * w[cause]
    return Rates(
        rate=beginnings.starts + w,
        rate_se=standard_error(deviations, unseen),
        exact=exact,
        bound=upper_bound(network, keep),
        start_rate=beginnings.starts,
        link_flow=network.p_effect * (keep * expansions)[:, None],
        already_present=blocked,
        deviations=deviations,
        unseen=unseen,
    )


UNBOUNDED = Text(
    nl="de gebeurtenissen roepen elkaar zo sterk op dat uit zo weinig gebeurtenisgrafen geen frequenties volgen; "
    "trek meer gebeurtenissen, of controleer de kansen in de catalogus.",
    en="events set each other off so strongly that rates cannot be told from so few event graphs; draw more events, or "
    "check the probabilities in the catalogue.",
)
