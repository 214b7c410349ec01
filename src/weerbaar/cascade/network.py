# SPDX-License-Identifier: EUPL-1.2
"""A catalogue as arrays: what the engines compute with.

A *state* is a risk with an intensity, numbered ``risk * I + intensity``. A *link* is a row of the table of
conditional probabilities: from one state to one risk, with a probability for each intensity of that risk.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from weerbaar.cascade.catalogue import Catalogue

Float = NDArray[np.float64]
Int = NDArray[np.int64]

DAYS_PER_YEAR = 365

# Hazard of a link that is certain. The largest exponential number that 53 bits can give is 36.7.
_CERTAIN = 40.0


@dataclass(frozen=True, eq=False)
class Network:
    """R risks, I intensities, K indicators and L links; n = R × I states.

    Attributes:
        ids: R names, in catalogue order.
        intensities: I names, from light to heavy.
        indicators: K names.
        actor: (R,) malicious actors: present every day, never an effect.
        root: (R, I) probability per day that a risk starts by itself with that intensity; 1 for an actor.
        offsets: (n + 1,) int64; the links of state x are rows ``offsets[x]`` up to ``offsets[x + 1]``.
        effects: (L,) int32 the risk that follows; ascending within a state, which is the order of trial.
        p: (L, I) probability that it follows with each intensity; per day where the cause is an actor.
        impact: (R, I, K) direct impact in euro.
        content_hash: of the catalogue.
    """

    ids: tuple[str, ...]
    intensities: tuple[str, ...]
    indicators: tuple[str, ...]
    actor: NDArray[np.bool_]
    root: Float
    offsets: Int
    effects: NDArray[np.int32]
    p: Float
    impact: Float
    content_hash: str = ""

    def __post_init__(self) -> None:
        for what, sound in self._conditions():
            if not sound:
                raise ValueError(f"not a network: {what}")

    def _conditions(self) -> list[tuple[str, bool]]:
        r, i, k, n, links = len(self.ids), len(self.intensities), len(self.indicators), self.states, len(self.effects)
        shapes = (self.actor.shape, self.root.shape, self.offsets.shape, self.p.shape, self.impact.shape)
        if shapes != ((r,), (r, i), (n + 1,), (links, i), (r, i, k)):
            return [(f"shapes {shapes} for {r} risks, {i} intensities, {k} indicators and {links} links", False)]
        if np.any(np.diff(self.offsets) < 0) or self.offsets[0] != 0 or self.offsets[-1] != links:
            return [("offsets do not ascend from 0 to the number of links", False)]
        if not np.all((self.effects >= 0) & (self.effects < r)):
            return [("an effect is not a risk of the network", False)]
        cause = self.link_cause // i
        same_row = np.diff(self.link_cause) == 0
        return [
            ("effects do not ascend within a state", bool(np.all(np.diff(self.effects)[same_row] > 0))),
            ("a risk follows from itself", not np.any(self.effects == cause)),
            ("an actor is an effect", not np.any(self.actor[self.effects])),
            ("a probability is not between 0 and 1", _probabilities(self.root) and _probabilities(self.p)),
            ("a link has no probability above 0", bool(np.all(self.p.max(axis=1, initial=0.0) > 0.0))),
            ("an actor has a direct impact", not np.any(self.impact[self.actor])),
            ("an impact is negative or not finite", bool(np.all((self.impact >= 0) & np.isfinite(self.impact)))),
        ]

    @property
    def states(self) -> int:
        """Number of states n = R × I."""
        return len(self.ids) * len(self.intensities)

    @cached_property
    def link_cause(self) -> Int:
        """(L,) the state that each link starts from."""
        return np.repeat(np.arange(self.states, dtype=np.int64), np.diff(self.offsets))

    @cached_property
    def actor_state(self) -> NDArray[np.bool_]:
        """(n,) whether a state is that of an actor."""
        return np.repeat(self.actor, len(self.intensities))

    @cached_property
    def hazard_of_link(self) -> Float:
        """(L,) -ln(1 - p) of the effect at any intensity; at most 40, which is certain."""
        with np.errstate(divide="ignore"):
            hazard: Float = -np.log1p(-self.p).sum(axis=1)
        return np.minimum(hazard, _CERTAIN)

    @cached_property
    def p_any(self) -> Float:
        """(L,) probability that the effect follows, at whatever intensity: 1 - ∏(1 - p)."""
        return -np.expm1(-self.hazard_of_link) + 0.0

    @cached_property
    def intensity_share(self) -> Float:
        """(L, I) chance of each intensity of the effect once it follows, in proportion to p."""
        return _shares(self.p)

    @cached_property
    def p_effect(self) -> Float:
        """(L, I) probability that the effect follows *and* has that intensity: ``p_any * intensity_share``."""
        return self.p_any[:, None] * self.intensity_share

    @cached_property
    def hazard(self) -> Float:
        """(L,) :attr:`hazard_of_link` summed along the links of a state, in the order of trial."""
        total = np.empty_like(self.hazard_of_link)
        for start, stop in zip(self.offsets[:-1].tolist(), self.offsets[1:].tolist(), strict=True):
            np.cumsum(self.hazard_of_link[start:stop], out=total[start:stop])
        return total

    @cached_property
    def p_follow_up(self) -> Float:
        """(n,) probability that anything at all follows directly from a state, alone in its graph."""
        filled = np.diff(self.offsets) > 0
        result = np.zeros(self.states)
        result[filled] = -np.expm1(-self.hazard[self.offsets[1:][filled] - 1])
        return result

    @cached_property
    def kernel_arrays(self) -> tuple[Int, NDArray[np.int32], Float, Float, Float, Float]:
        """What the kernels need to let event graphs grow.

        Returns:
            ``offsets``, ``effects``, ``hazard``; (L,) probability that a later link of the same state is followed;
            ``p_follow_up``; (L, I) ``intensity_share`` summed along the intensities.
        """
        rest = np.zeros_like(self.hazard)
        if rest.size:
            rest = -np.expm1(self.hazard - self.hazard[self.offsets[1:] - 1][self.link_cause])
        share = np.cumsum(self.intensity_share, axis=1)
        return self.offsets, self.effects, self.hazard, rest, self.p_follow_up, share

    @cached_property
    def p_start(self) -> Float:
        """(n,) probability per day that a risk starts at that intensity; of an actor, that it is there so."""
        with np.errstate(divide="ignore"):
            p_any = -np.expm1(np.log1p(-self.root).sum(axis=1)) + 0.0
        result: Float = (p_any[:, None] * _shares(self.root)).ravel()
        return result

    @cached_property
    def starts_per_year(self) -> Float:
        """(n,) yearly number of root events; of an actor only those from which at least one attack follows."""
        days = DAYS_PER_YEAR * self.p_start
        return np.where(self.actor_state, days * self.p_follow_up, days)

    @cached_property
    def effect_states(self) -> Int:
        """(L, I) the state that each probability of :attr:`p` leads to."""
        intensities = len(self.intensities)
        return self.effects.astype(np.int64)[:, None] * intensities + np.arange(intensities)

    def reached(self, first: NDArray[np.bool_], works: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
        """Return the states that can follow from some states, directly or later, with those themselves.

        Args:
            first: (n,) where to begin.
            works: (L,) links that can be passed; without it all.
        """
        passes = (self.p > 0.0) & (True if works is None else works[:, None])
        causes, effects = np.repeat(self.link_cause, len(self.intensities))[passes.ravel()], self.effect_states[passes]
        found = first.copy()
        while True:
            more = found.copy()
            more[effects[found[causes]]] = True
            if np.array_equal(more, found):
                return found
            found = more


def network_of(catalogue: Catalogue) -> Network:
    """Return the arrays of a catalogue; risks, intensities and indicators keep their order.

    Links whose probabilities are all zero do nothing and are left out.
    """
    ids = tuple(risk.id for risk in catalogue.risks)
    place = {name: i for i, name in enumerate(ids)}
    level = {name: i for i, name in enumerate(catalogue.intensities)}
    links = [link for link in catalogue.links if any(link.probabilities.values())]
    cause = np.array([place[k.cause] * len(level) + level[k.cause_intensity] for k in links], dtype=np.int64)
    effect = np.array([place[k.effect] for k in links], dtype=np.int32)
    p = np.array([[k.probabilities[i] for i in level] for k in links], dtype=np.float64)
    order = np.lexsort((effect, cause))
    states = len(ids) * len(level)
    impact = [
        [[risk.direct_impact[i][k] for k in catalogue.indicators] for i in catalogue.intensities]
        for risk in catalogue.risks
    ]
    return Network(
        ids=ids,
        intensities=catalogue.intensities,
        indicators=catalogue.indicators,
        actor=np.array([risk.actor for risk in catalogue.risks]),
        root=np.array([[catalogue.root[name][i] for i in level] for name in ids], dtype=np.float64),
        offsets=np.searchsorted(cause[order], np.arange(states + 1)).astype(np.int64),
        effects=effect[order],
        p=p.reshape(-1, len(level))[order],
        impact=np.array(impact, dtype=np.float64).reshape(len(ids), len(level), len(catalogue.indicators)),
        content_hash=catalogue.content_hash,
    )


def _probabilities(p: Float) -> bool:
    return bool(np.all((p >= 0.0) & (p <= 1.0)))


def _shares(p: Float) -> Float:
    """Rows in proportion to p; a row of zeros keeps equal shares, which are never used."""
    total = p.sum(axis=1, keepdims=True)
    return np.where(total > 0.0, p / np.where(total > 0.0, total, 1.0), 1.0 / p.shape[1])
