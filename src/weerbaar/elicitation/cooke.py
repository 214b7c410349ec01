# SPDX-License-Identifier: EUPL-1.2
"""Cooke's classical model: experts weighed by how well they did on questions with a known answer.

Cooke (1991), Experts in Uncertainty; Cooke and Goossens (2008), Reliability Engineering and System Safety 93, 657-674.
A :class:`ClassicalModel` holds the choices; it scores the experts of a :class:`~weerbaar.elicitation.panel.Panel` and
pools them into a decision maker, who is scored as if an expert.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

import numpy as np

from weerbaar.base import Text, significant
from weerbaar.elicitation.calibration import SEED_COUNTS, Int, SeedCount
from weerbaar.elicitation.cases import Setting, mean_where, performance, pool_cases
from weerbaar.elicitation.distributions import OVERSHOOT, PiecewiseDistribution, scaled_ranges
from weerbaar.elicitation.mixture import pool
from weerbaar.elicitation.panel import Float, NoSeedsError, Panel, PanelError, unscaled

Weighting = Literal["global", "item", "equal", "user"]
WEIGHTINGS: tuple[Weighting, ...] = get_args(Weighting)


@dataclass(frozen=True, eq=False)
class Scores:
    """What the experts are worth.

    Attributes:
        experts: E names.
        bin_counts: (E, K+1) truths per bin between the expert's quantiles.
        seeds_answered: (E,) seed questions answered.
        calibration: (E,) statistical accuracy, 0 to 1; NaN without an answered seed question.
        information: (E, Q) relative information of each answer; NaN without an answer.
        information_seeds: (E,) mean over the answered seed questions; NaN without.
        information_all: (E,) mean over all answered questions.
    """

    experts: tuple[str, ...]
    bin_counts: Int
    seeds_answered: Int
    calibration: Float
    information: Float
    information_seeds: Float
    information_all: Float

    @property
    def combined(self) -> Float:
        """(E,) calibration times information on the seed questions: the weight before cut-off and scaling."""
        return self.calibration * self.information_seeds


@dataclass(frozen=True, eq=False)
class DecisionMaker:
    """The pooled opinion, with its own scores.

    Attributes:
        panel: whose opinion.
        model: pooled in which way.
        scores: of the experts.
        cutoff: experts with a lower calibration have no weight; 0 for equal and user weights.
        weights: (E,) sum 1; for item weights those of the seed questions together.
        item_weights: (E, Q) sum 1 over the experts who answered the item; NaN where nobody with weight did.
        quantiles: (Q, K) in the item's unit; NaN where nobody with weight answered.
        ranges: (Q, 2) intrinsic ranges in the item's unit.
        bin_counts: (K+1,) truths per bin between the quantiles.
        calibration: NaN without answered seed questions.
        information: (Q,) relative information of the density with these quantiles, as for an expert (Excalibur).
        information_seeds: mean over the answered seed questions; NaN without.
        information_all: mean over all answered questions.
    """

    panel: Panel
    model: ClassicalModel
    scores: Scores
    cutoff: float
    weights: Float
    item_weights: Float
    quantiles: Float
    ranges: Float
    bin_counts: Int
    calibration: float
    information: Float
    information_seeds: float
    information_all: float

    @property
    def combined(self) -> float:
        """Calibration times information on the seed questions."""
        return self.calibration * self.information_seeds

    @cached_property
    def distributions(self) -> tuple[PiecewiseDistribution | None, ...]:
        """The whole pooled distribution of every item; None where nobody with weight answered."""
        limits = scaled_ranges(self.panel, self.model.overshoot)
        weights = np.nan_to_num(self.item_weights, nan=0.0)
        return tuple(pool(self.panel, q, weights[:, q], limits[q]) for q in range(len(self.panel.items)))


@dataclass(frozen=True)
class ClassicalModel:
    """The choices of the classical model; the defaults are those of most published studies.

    Attributes:
        weighting: ``global`` = calibration times mean information on the seed questions; ``item`` = calibration times
            the information of the answer itself; ``equal``; ``user`` = the weights given.
        cutoff: experts with a lower calibration get no weight; ``optimised`` = the cut-off that gives the decision
            maker the highest combined score. Only for global and item weights.
        overshoot: share by which the intrinsic range is longer than the answers at both sides.
        power: calibration power.
        seed_count: with how many seed questions the experts are tested, see
            :func:`~weerbaar.elicitation.calibration.effective_seeds`. The decision maker is tested with the smallest
            number as well, or with the number it answers.
        user_weights: (E,) not negative, of any sum above 0.

    Where an expert did not answer an item, the weights of those who did are scaled up for that item to a sum of 1, as
    in Excalibur and anduryl. Experts who answered no seed question have no calibration and no performance weight, and
    do not count for the smallest number of seeds.
    """

    weighting: Weighting = "global"
    cutoff: float | Literal["optimised"] = "optimised"
    overshoot: float = OVERSHOOT
    power: float = 1.0
    seed_count: SeedCount = "minimum"
    user_weights: tuple[float, ...] | None = None

    def __post_init__(self) -> None:
        if self.weighting not in WEIGHTINGS:
            raise ValueError(f"weighting must be one of {', '.join(WEIGHTINGS)}, not {self.weighting!r}")
        if self.seed_count not in SEED_COUNTS:
            raise ValueError(f"seed_count must be one of {', '.join(SEED_COUNTS)}, not {self.seed_count!r}")
        if self.cutoff != "optimised" and not 0 <= float(self.cutoff) <= 1:
            raise ValueError(f"cutoff must lie between 0 and 1, not {self.cutoff}")
        if not (self.power > 0 and math.isfinite(self.power)):
            raise ValueError(f"power must be above 0, not {self.power:g}")
        if (self.user_weights is None) == (self.weighting == "user"):
            raise ValueError("user weights go with weighting 'user', and only with that")
        if self.user_weights is not None:
            weights = np.asarray(self.user_weights, dtype=np.float64)
            if not (np.isfinite(weights).all() and (weights >= 0).all() and weights.sum() > 0):
                raise ValueError("user weights must not be negative, and have a sum above 0")

    @property
    def by_performance(self) -> bool:
        """Whether seed questions decide on the weights."""
        return self.weighting in ("global", "item")

    def scores(self, panel: Panel) -> Scores:
        """Score the experts of a panel.

        Raises:
            NoSeedsError: no seed question was answered.
        """
        _require_seeds(panel)
        return _scores(panel, self, Setting.of(panel, self))

    def decision_maker(self, panel: Panel) -> DecisionMaker:
        """Pool the experts of a panel.

        Raises:
            NoSeedsError: performance weights, and no seed question was answered.
            PanelError: no expert reaches the cut-off, no expert has weight, or the number of user weights is wrong.
        """
        return decide(panel, self, Setting.of(panel, self))


def decide(panel: Panel, model: ClassicalModel, setting: Setting) -> DecisionMaker:
    """Pool the experts of a panel that is prepared already; see :meth:`ClassicalModel.decision_maker`."""
    if model.by_performance:
        _require_seeds(panel)
    if model.user_weights is not None and len(model.user_weights) != len(panel.experts):
        n, e = len(model.user_weights), len(panel.experts)
        raise PanelError(
            Text(nl=f"{n} gewichten voor {e} deskundigen.", en=f"{n} weights for {e} experts."), panel.experts
        )
    scores = _scores(panel, model, setting)
    outcome = pool_cases(setting, model, setting.everything, np.ones((1, len(panel.experts)), dtype=bool))
    if np.isnan(outcome.cutoff[0]):
        raise _nobody_left(panel, model, scores)
    effective = np.where(panel.answered, outcome.weights[0], 0.0)
    total = effective.sum(axis=0)
    item_weights = np.divide(effective, total, out=np.full(effective.shape, np.nan), where=total > 0)
    kept = outcome.general[0]
    return DecisionMaker(
        panel=panel,
        model=model,
        scores=scores,
        cutoff=float(outcome.cutoff[0]),
        weights=kept / kept.sum(),
        item_weights=item_weights,
        quantiles=unscaled(outcome.quantiles[0], panel.log_scale[:, None]),
        ranges=unscaled(setting.mixtures.ranges, panel.log_scale[:, None]),
        bin_counts=outcome.counts[0],
        calibration=float(outcome.calibration[0]),
        information=outcome.information[0],
        information_seeds=float(outcome.information_seeds[0]),
        information_all=float(outcome.information_all[0]),
    )


def _scores(panel: Panel, model: ClassicalModel, setting: Setting) -> Scores:
    everyone = np.ones((1, len(panel.experts)), dtype=bool)
    counts, calibration, information_seeds, _ = performance(setting, model, setting.everything, everyone)
    return Scores(
        experts=panel.experts,
        bin_counts=counts[0],
        seeds_answered=counts[0].sum(axis=-1),
        calibration=calibration[0],
        information=setting.information,
        information_seeds=information_seeds[0],
        information_all=mean_where(setting.information, panel.answered),
    )


def _require_seeds(panel: Panel) -> None:
    if not (panel.answered & panel.seeds).any():
        raise NoSeedsError(
            Text(
                nl="geen enkele vraag met een bekend antwoord (ijkvraag) is beantwoord; zonder ijkvragen kunnen"
                " deskundigen niet op prestatie worden gewogen. Gebruik gelijke of eigen gewichten, of voeg ijkvragen"
                " toe.",
                en="no item with a known answer (seed question) was answered; without seed questions experts cannot be"
                " weighed by performance. Use equal or user weights, or add seed questions.",
            ),
            panel.experts,
        )


def _nobody_left(panel: Panel, model: ClassicalModel, scores: Scores) -> PanelError:
    known = ~np.isnan(scores.calibration)
    if model.by_performance and model.cutoff != "optimised" and known.any():
        best = float(scores.calibration[known].max())
        name = panel.experts[int(np.nanargmax(scores.calibration))]
        limit = float(model.cutoff)
        if best < limit:
            # As many digits as the user gave.
            limit_nl = f"{limit:g}".replace(".", ",")
            return PanelError(
                Text(
                    nl=f"geen deskundige haalt de drempel {limit_nl};"
                    f" de hoogste kalibratie is {significant(best, 'nl', 3)} ({name}).",
                    en=f"no expert reaches the cut-off {limit:g};"
                    f" the highest calibration is {significant(best, 'en', 3)} ({name}).",
                ),
                (name,),
            )
    return PanelError(
        Text(
            nl="geen enkele deskundige houdt gewicht over (kalibratie maal informatie is voor iedereen 0).",
            en="no expert has any weight left (calibration times information is 0 for everybody).",
        ),
        panel.experts,
    )
