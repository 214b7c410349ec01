# SPDX-License-Identifier: EUPL-1.2
"""A round as a function of its disagreements: who is right, where inside that expert's own range, and which weights.

Every question (a criterion, or the likelihood) has two factors. *Between*: a position that chooses an expert, with a
chance in proportion to the expert's weight. *Within*: a position inside what that expert holds possible, the same
for all scenarios. The mixture over both is the linear pool that the assessment uses, cell by cell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from weerbaar.assessment.cells import Cell, criteria_in_use, impact_cells, score_values, summing_factor
from weerbaar.assessment.factors import Factor
from weerbaar.assessment.likelihood import pool_likelihood
from weerbaar.assessment.weights import DirichletWeights, FixedWeights, WeightProfiles, WeightSpec
from weerbaar.dossier import LIKELIHOOD, Dossier, Judgement
from weerbaar.method import Method

Float = NDArray[np.float64]
Int = NDArray[np.int64]
Kind = Literal["between", "within", "weights"]

WEIGHTS = "weights"
MAX_CELLS = 1 << 20
"""Values kept per question. Ranges that would need more are cut into equally likely parts, each at its mean."""

_LEAST_PARTS = 64
_LIKELIHOOD_PARTS = 256
_SAME_EDGE = 9


@dataclass(frozen=True, eq=False)
class Steps:
    """A quantile function with steps: value j holds between edge j and edge j + 1.

    Attributes:
        values: (J,) ascending.
        edges: (J + 1,) from 0 to 1.
    """

    values: Float
    edges: Float

    @classmethod
    def of(cls, values: Sequence[float], masses: Sequence[float]) -> Steps:
        """Return the quantile function of possible values and their probabilities."""
        atoms, place = np.unique(np.asarray(values, dtype=np.float64), return_inverse=True)
        mass = np.bincount(place.reshape(-1), weights=np.asarray(masses, dtype=np.float64))
        atoms, mass = atoms[mass > 0], mass[mass > 0]
        edges = np.concatenate([[0.0], np.cumsum(mass) / mass.sum()])
        edges[-1] = 1.0
        return cls(atoms, edges)

    def means(self, edges: Float) -> Float:
        """Return the mean between each two successive ``edges`` (W + 1,), exactly."""
        below = np.concatenate([[0.0], np.cumsum(self.values * np.diff(self.edges))])
        parts: Float = np.diff(np.interp(edges, self.edges, below)) / np.diff(edges)
        return parts


@dataclass(frozen=True, eq=False)
class Question:
    """One criterion or the likelihood, for all S scenarios that it is about.

    Attributes:
        name: id of the criterion, or ``likelihood``.
        experts: (E,) who answered it for some scenario.
        bands: (E + 1,) from 0 to 1: expert e is right where the position lies between band e and band e + 1.
        choices: (B - 1,) positions at which the answer used for some scenario changes. Inside the band of an expert who
            left a scenario open, the others share that scenario by their weights.
        parts: (W - 1,) positions at which a value inside an expert's range changes.
        values: (B, W, S).
        answered: (E, S) whether an expert answered for a scenario.
    """

    name: str
    experts: tuple[str, ...]
    bands: Float
    choices: Float
    parts: Float
    values: Float
    answered: NDArray[np.bool_]

    @classmethod
    def of(
        cls,
        name: str,
        weights: Mapping[str, float],
        answers: Mapping[str, Sequence[Steps | None]],
        unanswered: Sequence[Steps | None],
    ) -> Question:
        """Arrange the answers to a question.

        Args:
            name: of the question.
            weights: expert → weight, above 0.
            answers: expert → per scenario what the expert holds possible; None for no answer.
            unanswered: (S,) what holds for a scenario that nobody answered; None where somebody did.
        """
        experts = tuple(e for e, given in answers.items() if any(a is not None for a in given))
        share = np.array([weights[e] for e in experts])
        bands: Float = _cumulative(share) if experts else np.array([0.0, 1.0])
        answered = np.array([[a is not None for a in answers[e]] for e in experts], dtype=bool)
        answered = answered.reshape(len(experts), len(unanswered))
        edges = [bands]
        for e in range(len(experts)):
            for s in np.flatnonzero(~answered[e] & answered.any(axis=0)):
                inner = _cumulative(share * answered[:, s])
                edges.append(bands[e] + inner * (bands[e + 1] - bands[e]))
        choices = np.unique(np.concatenate(edges).round(_SAME_EDGE))
        middle = 0.5 * (choices[1:] + choices[:-1])
        chosen = [[_chosen(s, u, bands, share, answered) for s in range(len(unanswered))] for u in middle]

        def steps(s: int, e: int) -> Steps:
            found = unanswered[s] if e < 0 else answers[experts[e]][s]
            if found is None:
                raise ValueError(f"question {name}, scenario {s}: neither answered nor unanswered")
            return found

        used = {(s, e): steps(s, e) for row in chosen for s, e in enumerate(row)}
        different = {id(x): x for x in used.values()}
        parts = _parts([x.edges for x in different.values()], MAX_CELLS // (len(middle) * len(unanswered)))
        # Thirty experts who choose from six labels say few different things: each is worked out once.
        means = {name: x.means(parts) for name, x in different.items()}
        values = np.stack([np.stack([means[id(used[s, e])] for s, e in enumerate(row)], axis=1) for row in chosen])
        return cls(name, experts, bands, choices[1:-1], parts[1:-1], values, answered)

    def at(self, between: Float, within: Float) -> Float:
        """Return the values at these positions, (n, S)."""
        row = np.searchsorted(self.choices, between, side="right")
        column = np.searchsorted(self.parts, within, side="right")
        found: Float = self.values[row, column]
        return found

    def expert_at(self, between: Float) -> Int:
        """Return which expert is right at these positions, (n,)."""
        return np.searchsorted(self.bands[1:-1], between, side="right")

    def if_right(self, expert: str, between: Float, within: Float) -> Float:
        """Return the values if this expert is right wherever he or she answered, (n, S)."""
        if expert not in self.experts:
            return self.at(between, within)
        e = self.experts.index(expert)
        own = self.answered[e]
        right = self.at(self.bands[e] + between * (self.bands[e + 1] - self.bands[e]), within)
        return right if own.all() else np.where(own, right, self.at(between, within))


@dataclass(frozen=True)
class FactorMeaning:
    """What a column of positions stands for; ``question`` is empty for weights."""

    name: str
    kind: Kind
    question: str


@dataclass(frozen=True, eq=False)
class DisagreementModel:
    """Maps positions (n, D) to impact totals of S scenarios and log10 likelihoods of T, side by side (n, S + T).

    Attributes:
        scenarios: (S,) with an impact.
        likely: (T,) with a likelihood.
        criteria: (C,) in the order of the weights.
        likelihood: None when nobody judged it.
        weights: of the criteria.
    """

    scenarios: tuple[str, ...]
    likely: tuple[str, ...]
    criteria: tuple[Question, ...]
    likelihood: Question | None
    weights: WeightSpec

    @property
    def questions(self) -> tuple[Question, ...]:
        """The criteria, and the likelihood where it was judged; question q has columns 2 q and 2 q + 1."""
        return self.criteria if self.likelihood is None else (*self.criteria, self.likelihood)

    @property
    def meanings(self) -> tuple[FactorMeaning, ...]:
        """What each of the D columns stands for."""
        found = [
            FactorMeaning(f"{q.name}:{kind}", kind, q.name) for q in self.questions for kind in ("between", "within")
        ]
        if isinstance(self.weights, WeightProfiles):
            found.append(FactorMeaning(WEIGHTS, "weights", ""))
        elif isinstance(self.weights, DirichletWeights):
            found += [FactorMeaning(f"{WEIGHTS}:{q.name}", "weights", "") for q in self.criteria]
        return tuple(found)

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The D inputs; all weights are one group."""
        several = isinstance(self.weights, DirichletWeights)
        return tuple(Factor(m.name, None, WEIGHTS if several and m.kind == "weights" else None) for m in self.meanings)

    @property
    def questions_as_factors(self) -> tuple[Factor, ...]:
        """The D inputs; the two of a question are one group, and all weights are one."""
        return tuple(Factor(m.name, None, m.question or WEIGHTS) for m in self.meanings)

    @property
    def experts(self) -> tuple[str, ...]:
        """Everybody who answered a question."""
        return tuple(dict.fromkeys(e for q in self.questions for e in q.experts))

    def __call__(self, positions: Float) -> Float:
        """Return totals and log10 likelihoods, (n, S + T)."""
        return self._outputs(positions, Question.at)

    def if_right(self, expert: str, positions: Float) -> Float:
        """Return totals and log10 likelihoods if one expert is right wherever he or she answered, (n, S + T)."""
        return self._outputs(positions, lambda question, between, within: question.if_right(expert, between, within))

    def _outputs(self, positions: Float, answer: Callable[[Question, Float, Float], Float]) -> Float:
        y = np.zeros((len(positions), len(self.scenarios) + len(self.likely)))
        # Summed apart: additions to a part of a wide array are slow.
        impact = np.zeros((len(positions), len(self.scenarios)))
        if self.criteria:
            weights = self.weights_at(positions[:, 2 * len(self.questions) :])
            for c, question in enumerate(self.criteria):
                values = answer(question, positions[:, 2 * c], positions[:, 2 * c + 1])
                values *= weights[:, c, None]
                impact += values
        y[:, : len(self.scenarios)] = impact
        if self.likelihood is not None:
            c = len(self.criteria)
            y[:, len(self.scenarios) :] = answer(self.likelihood, positions[:, 2 * c], positions[:, 2 * c + 1])
        return y

    def weights_at(self, positions: Float) -> Float:
        """Return the weights at the positions of their own columns, (n, C)."""
        if isinstance(self.weights, FixedWeights):
            return np.broadcast_to(self.weights.profile, (len(positions), len(self.weights.profile)))
        if isinstance(self.weights, WeightProfiles):
            profiles: Float = self.weights.profiles[self.profile_at(positions[:, 0])]
            return profiles
        # Exponential variables divided by their sum: all weight vectors equally likely.
        waits = -np.log1p(-positions)
        shares: Float = waits / waits.sum(axis=1, keepdims=True)
        return shares

    def profile_at(self, position: Float) -> Int:
        """Return the number of the weight profile at these positions, (n,)."""
        chances = self.weights.probabilities if isinstance(self.weights, WeightProfiles) else np.ones(1)
        return np.searchsorted(_cumulative(chances)[1:-1], position, side="right")

    def steps_at(self, positions: Float) -> Float:
        """Return positions with those that choose replaced by the number of what they choose, (n, D)."""
        stepped = positions.copy()
        for q, question in enumerate(self.questions):
            stepped[:, 2 * q] = question.expert_at(positions[:, 2 * q])
        if isinstance(self.weights, WeightProfiles):
            stepped[:, -1] = self.profile_at(positions[:, -1])
        return stepped


def disagreement_model(method: Method, dossier: Dossier, weights: WeightSpec) -> DisagreementModel:
    """Return the model of a round.

    Args:
        method: the measuring rod.
        dossier: with the scenarios that count only.
        weights: of the criteria in use; Dirichlet weights are taken as all equally likely.

    Raises:
        UnusableJudgementError, UnknownCellError: a judgement that does not fit the method.
    """
    heavy = {expert.id: expert.weight for expert in dossier.judgements}
    alone = {expert.id: dossier.model_copy(update={"judgements": (expert,)}) for expert in dossier.judgements}
    scenarios: tuple[str, ...] = ()
    criteria: list[Question] = []
    if method.aggregation.rule != "unpublished":
        used = criteria_in_use(method, dossier)
        values, factor = score_values(method, len(used)), summing_factor(method, len(used))
        pooled = impact_cells(method, dossier, used)
        own = {e: impact_cells(method, single, used) for e, single in alone.items()}
        scenarios = tuple(pooled)

        known: dict[tuple[tuple[float, ...], tuple[float, ...]], Steps] = {}

        def steps(cell: Cell) -> Steps:
            possible, masses = cell.distribution(values, factor)
            key = (tuple(possible), tuple(masses))
            if key not in known:
                known[key] = Steps.of(possible, masses)
            return known[key]

        for c in used if scenarios else ():
            answers = {e: [_if_judged(cells, s, c, steps) for s in scenarios] for e, cells in own.items()}
            nobody = [steps(pooled[s][c]) if pooled[s][c].state == "missing" else None for s in scenarios]
            criteria.append(Question.of(c, heavy, answers, nobody))
    likely, likelihood = _likelihood(method, dossier, heavy)
    return DisagreementModel(scenarios, likely, tuple(criteria), likelihood, weights)


def _if_judged(
    cells: Mapping[str, Mapping[str, Cell]], scenario: str, criterion: str, steps: Callable[[Cell], Steps]
) -> Steps | None:
    cell = cells[scenario][criterion] if scenario in cells else None
    return None if cell is None or cell.state == "missing" else steps(cell)


def _likelihood(
    method: Method, dossier: Dossier, weights: Mapping[str, float]
) -> tuple[tuple[str, ...], Question | None]:
    answers: dict[str, list[Steps | None]] = {expert.id: [] for expert in dossier.judgements}
    likely = []
    # Most judgements are one of a few classes or ranges, and the quantiles of a pool take long.
    known: dict[str, Steps] = {}
    middle = (np.arange(_LIKELIHOOD_PARTS) + 0.5) / _LIKELIHOOD_PARTS
    edges = np.linspace(0.0, 1.0, _LIKELIHOOD_PARTS + 1)
    said: dict[tuple[str, int], list[tuple[Judgement, float]]] = {}
    for e, expert in enumerate(dossier.judgements):
        for judgement in expert.judgements:
            if judgement.criterion == LIKELIHOOD:
                said.setdefault((judgement.scenario, e), []).append((judgement, 1.0))
    for scenario in dossier.scenarios:
        found: list[Steps | None] = []
        for e in range(len(dossier.judgements)):
            pool = pool_likelihood(method, scenario.kind, said.get((scenario.id, e), []))
            name = repr(pool)
            if pool is not None and name not in known:
                known[name] = Steps(np.log10(pool.quantiles(middle)), edges)
            found.append(None if pool is None else known[name])
        if any(x is not None for x in found):
            likely.append(scenario.id)
            for expert, steps in zip(dossier.judgements, found, strict=True):
                answers[expert.id].append(steps)
    if not likely:
        return (), None
    return tuple(likely), Question.of(LIKELIHOOD, weights, answers, [None] * len(likely))


def _chosen(scenario: int, position: float, bands: Float, share: Float, answered: NDArray[np.bool_]) -> int:
    """Return the expert whose answer a scenario gets at a position; -1 where nobody answered."""
    if not answered[:, scenario].any():
        return -1
    e = int(np.searchsorted(bands[1:-1], position, side="right"))
    if answered[e, scenario]:
        return e
    inside = (position - bands[e]) / (bands[e + 1] - bands[e])
    others = _cumulative(share * answered[:, scenario])
    return int(np.searchsorted(others[1:-1], inside, side="right"))


def _cumulative(weights: Float) -> Float:
    edges: Float = np.zeros(len(weights) + 1)
    edges[1:] = np.cumsum(weights / weights.sum())
    edges[-1] = 1.0
    return edges


def _parts(edges: Sequence[Float], most: int) -> Float:
    """Return all edges together; equally spaced ones where there would be more than ``most`` parts."""
    together = np.unique(np.concatenate(edges).round(_SAME_EDGE))
    most = max(_LEAST_PARTS, most)
    spaced: Float = np.linspace(0.0, 1.0, most + 1)
    return together if len(together) <= most + 1 else spaced
