# SPDX-License-Identifier: EUPL-1.2
"""How sure a rank is, and what one must find important for a scenario to come first.

Reads the central weights of an acceptability analysis (Lahdelma and Salminen 2001) beside the mean of all admissible
weights: only a criterion that weighs clearly more than there, and more than chance explains, is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from weerbaar.assessment.smaa import AcceptabilityAnalysis
from weerbaar.assessment.smaa_round import RoundAcceptability
from weerbaar.base import Text

Float = NDArray[np.float64]

CLEARLY_MORE = 1.2
"""A criterion is named when its central weight is at least this many times its mean weight."""

_STANDARD_ERRORS = 3.0


@dataclass(frozen=True)
class FirstPlace:
    """What the analysis says about the rank of one scenario.

    Attributes:
        scenario, title: which.
        share: probability of the first rank, ties shared; ``standard_error`` is that of the draws.
        expected_rank: mean rank, 1 = highest.
        likely_rank: the most probable rank; the higher one where two are equally probable.
        likely_share: its probability.
        confidence: probability of being first with the central weights; None for a scenario that never is.
        weights: central weights, one per criterion; None for a scenario that is never first.
        emphasised: ids of the criteria that must weigh clearly more than on average, the strongest first.
    """

    scenario: str
    title: Text
    share: float
    standard_error: float | None
    expected_rank: float
    likely_rank: int
    likely_share: float
    confidence: float | None
    weights: tuple[float, ...] | None
    emphasised: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {
            "scenario": self.scenario,
            "share": self.share,
            "standard_error": self.standard_error,
            "expected_rank": self.expected_rank,
            "likely_rank": self.likely_rank,
            "likely_share": self.likely_share,
            "confidence": self.confidence,
            "emphasised": list(self.emphasised),
        }


def first_places(found: RoundAcceptability) -> tuple[FirstPlace, ...]:
    """Return what is to be said of every scenario, the best expected rank first."""
    analysis = found.analysis
    mean = mean_weights(analysis)
    expected = analysis.expected_rank
    places = []
    for s in np.lexsort((-analysis.rank_acceptability[:, 0], expected)):
        shares = analysis.rank_acceptability[s]
        central = analysis.central_weights[s]
        never = bool(np.isnan(central[0]))
        likely = int(np.argmax(shares))
        error = float(analysis.standard_error[s, 0])
        places.append(
            FirstPlace(
                scenario=found.scenarios[s],
                title=found.titles[s],
                share=float(shares[0]),
                standard_error=None if np.isnan(error) else error,
                expected_rank=float(expected[s]),
                likely_rank=likely + 1,
                likely_share=float(shares[likely]),
                confidence=None if never else float(analysis.confidence[s]),
                weights=None if never else tuple(float(w) for w in central),
                emphasised=() if never else tuple(found.criteria[c] for c in _emphasised(analysis, central, mean, s)),
            )
        )
    return tuple(places)


def mean_weights(analysis: AcceptabilityAnalysis) -> Float:
    """Return the mean of all weights drawn, (C,).

    Every draw has one first rank, shared where there is a tie, so that the mean is that of the central weights, each
    counted by the first-rank acceptability.
    """
    share = analysis.rank_acceptability[:, 0]
    mean: Float = share @ np.nan_to_num(analysis.central_weights)
    return mean


def _emphasised(analysis: AcceptabilityAnalysis, central: Float, mean: Float, s: int) -> list[int]:
    """Return the criteria that weigh clearly more than on average.

    The standard deviation of a weight is taken as that of free weights with the same mean, m (1 - m) / (C + 1) its
    square, which is not exceeded by much in any smaller set.
    """
    draws = float(analysis.draws)
    if analysis.mixing is not None:
        draws = min(draws, float(np.min(analysis.mixing.effective)))
    error = np.sqrt(mean * (1 - mean) / (len(mean) + 1) / (analysis.rank_acceptability[s, 0] * draws))
    clear = (central >= CLEARLY_MORE * mean) & (central - mean > _STANDARD_ERRORS * error)
    ratio = np.divide(central, mean, out=np.zeros_like(mean), where=mean > 0)
    return [int(c) for c in np.argsort(-ratio, kind="stable") if clear[c]]
