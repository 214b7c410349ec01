# SPDX-License-Identifier: EUPL-1.2
"""The classical model worked out for many cases at once: who takes part, and which items count.

One case is the whole panel; a robustness table has a case for every item or expert that is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from weerbaar.elicitation.calibration import Int, calibration_scores, effective_seeds, realization_bins, tied
from weerbaar.elicitation.cutoffs import best_cutoffs, score_pools
from weerbaar.elicitation.distributions import bin_masses, scaled_ranges
from weerbaar.elicitation.information import information
from weerbaar.elicitation.mixture import Mixtures, truth_bins
from weerbaar.elicitation.panel import Bool, Float, Panel, scaled

if TYPE_CHECKING:
    from weerbaar.elicitation.cooke import ClassicalModel


@dataclass(frozen=True, eq=False)
class Setting:
    """What does not change from case to case.

    Attributes:
        mixtures: cdfs of all items on the union grids.
        seeds: the same of the seed questions only.
        seed: (Q,) which items those are.
        bins: (E, Q) in which bin of the answer the truth falls; -1 without.
        information: (E, Q) of each answer; NaN without.
    """

    mixtures: Mixtures
    seeds: Mixtures
    seed: Bool
    bins: Int
    information: Float

    @classmethod
    def of(cls, panel: Panel, model: ClassicalModel) -> Setting:
        """Prepare a panel."""
        ranges = scaled_ranges(panel, model.overshoot)
        mixtures = Mixtures.of(panel, ranges)
        values = scaled(panel.values, panel.log_scale[:, None])
        return cls(
            mixtures,
            mixtures.only(panel.seeds),
            panel.seeds,
            realization_bins(panel.values, panel.realizations),
            information(values, panel.probabilities, ranges),
        )

    def spanned_by(self, panel: Panel, model: ClassicalModel, experts: Bool) -> Setting:
        """Return the setting with intrinsic ranges that hold the answers of some experts, (E,), only."""
        ranges = scaled_ranges(panel, model.overshoot, experts)
        mixtures = self.mixtures.renewed(panel, ranges)
        values = np.where(experts[:, None, None], scaled(panel.values, panel.log_scale[:, None]), np.nan)
        return Setting(
            mixtures, mixtures.only(self.seed), self.seed, self.bins, information(values, panel.probabilities, ranges)
        )

    @property
    def everything(self) -> Bool:
        """(1, Q) one case with all items."""
        return np.ones((1, self.seed.size), dtype=bool)


@dataclass(frozen=True, eq=False)
class Outcome:
    """Pools of R cases.

    Attributes:
        cutoff: (R,) NaN where no expert has weight.
        weights: (R, E, Q) or (R, E, 1) after the cut-off, not scaled.
        general: (R, E) one weight per expert after the cut-off, not scaled.
        quantiles: (R, Q, K) on the background scale.
        counts: (R, K+1).
        calibration: (R,)
        information: (R, Q)
        information_seeds: (R,) over the included seed questions.
        information_all: (R,) over the included questions.
    """

    cutoff: Float
    weights: Float
    general: Float
    quantiles: Float
    counts: Int
    calibration: Float
    information: Float
    information_seeds: Float
    information_all: Float


def performance(
    setting: Setting, model: ClassicalModel, included: Bool, experts: Bool
) -> tuple[Int, Float, Float, Float]:
    """Score the experts in R cases.

    Args:
        setting: the panel, prepared.
        model: the choices.
        included: (R, Q) items that count.
        experts: (R, E) experts that take part.

    Returns:
        Bin counts (R, E, K+1), calibration (R, E), mean information over the answered seed questions (R, E), and
        the number of seed questions of the decision maker's test (R,).
    """
    masses = bin_masses(setting.mixtures.probabilities)
    seen = included[:, setting.seed].astype(np.float64)
    bins = setting.bins[:, setting.seed]
    # Whole numbers: exact in any order of adding.
    hit = (bins[:, :, None] == np.arange(masses.size)).astype(np.float64)
    counts = np.rint(np.tensordot(seen, hit, axes=([1], [1]))).astype(np.int64)
    counts[~experts] = 0
    answered = counts.sum(axis=-1)
    tested = effective_seeds(answered, model.seed_count)
    calibration = np.where(answered > 0, calibration_scores(counts, masses, tested, model.power), np.nan)
    calibration = tied(calibration)
    said = setting.information[:, setting.seed]
    counted = (bins >= 0) & (seen[:, None, :] > 0) & experts[:, :, None]
    return counts, calibration, mean_where(said, counted), tested.min(axis=-1)


def pool_cases(setting: Setting, model: ClassicalModel, included: Bool, experts: Bool) -> Outcome:
    """Pool and score R cases; see :func:`performance` for the arguments."""
    _, calibration, said, tested = performance(setting, model, included, experts)
    cases = len(included)
    cutoff = np.zeros(cases)
    if model.by_performance:
        general = np.nan_to_num(calibration * said, nan=0.0)
        if model.weighting == "item":
            weights = np.nan_to_num(calibration, nan=0.0)[:, :, None] * np.nan_to_num(setting.information, nan=0.0)
        else:
            weights = general[:, :, None]
        if model.cutoff == "optimised":
            own = None if model.seed_count == "own" else tested
            part = weights[:, :, setting.seed] if model.weighting == "item" else weights
            cutoff = best_cutoffs(setting.seeds, part, calibration, included[:, setting.seed], own, model.power)
        else:
            cutoff = np.full(cases, float(model.cutoff))
        with np.errstate(invalid="ignore"):
            kept = calibration >= cutoff[:, None]
        general = np.where(kept, general, 0.0)
        weights = np.where(kept[:, :, None], weights, 0.0)
    else:
        given = np.ones(experts.shape[1]) if model.user_weights is None else np.array(model.user_weights)
        general = np.where(experts, given, 0.0)
        weights = general[:, :, None]
    cutoff = np.where(general.any(axis=1), cutoff, np.nan)
    return _outcome(setting, model, included, cutoff, weights, general, tested)


def _outcome(
    setting: Setting,
    model: ClassicalModel,
    included: Bool,
    cutoff: Float,
    weights: Float,
    general: Float,
    tested: Float,
) -> Outcome:
    mixtures, seed = setting.mixtures, setting.seed
    quantiles = mixtures.quantiles(weights)
    effective = np.where(mixtures.answered, weights, 0.0)
    at_truth = (effective * mixtures.at_truth).sum(axis=1)
    bins = truth_bins(at_truth, effective.sum(axis=1), mixtures.probabilities)[:, seed]
    own = None if model.seed_count == "own" else tested
    scores = score_pools(quantiles[:, seed], bins, included[:, seed], setting.seeds, own, model.power)
    said = information(quantiles, mixtures.probabilities, mixtures.ranges)
    return Outcome(
        cutoff=cutoff,
        weights=weights,
        general=general,
        quantiles=quantiles,
        counts=scores.counts,
        calibration=scores.calibration,
        information=said,
        information_seeds=scores.information,
        information_all=mean_where(said, included & ~np.isnan(said)),
    )


def mean_where(values: Float, where: Bool) -> Float:
    """Return the mean along the last axis of the values where ``where`` is true; NaN where it nowhere is."""
    number = where.sum(axis=-1)
    total = np.where(where, values, 0.0).sum(axis=-1)
    return np.asarray(np.divide(total, number, out=np.full(total.shape, np.nan), where=number > 0))
