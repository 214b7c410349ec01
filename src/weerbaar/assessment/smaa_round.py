# SPDX-License-Identifier: EUPL-1.2
"""Acceptability analysis of a round: the judged scenarios, under every set of weights that is admissible."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from weerbaar.assessment.assess import active_dossier
from weerbaar.assessment.cells import criteria_in_use, impact_cells, score_values, summing_factor
from weerbaar.assessment.polytope import WeightPolytope
from weerbaar.assessment.sampling import CellTable
from weerbaar.assessment.smaa import CONFIDENCE_DRAWS, AcceptabilityAnalysis, acceptability_analysis
from weerbaar.assessment.weight_constraints import WeightConstraints, weight_polytope
from weerbaar.base import Text, WeerbaarError, YamlSource
from weerbaar.dossier import Dossier
from weerbaar.method import Method


class NothingToRankError(WeerbaarError):
    """The round has no total, or no judged scenarios, to rank."""


@dataclass(frozen=True, eq=False)
class RoundAcceptability:
    """The analysis, with the names of its rows and columns.

    Attributes:
        scenarios: ids of the judged scenarios, in the order of the dossier.
        titles: their titles.
        criteria: ids of the criteria in use.
        weights: the admissible weights.
        analysis: one row per scenario.
    """

    scenarios: tuple[str, ...]
    titles: tuple[Text, ...]
    criteria: tuple[str, ...]
    weights: WeightPolytope
    analysis: AcceptabilityAnalysis

    def as_dict(self) -> dict[str, Any]:
        """Return plain lists and numbers for JSON."""
        method = "independent" if self.weights.independent else "hit-and-run"
        return {
            "scenarios": list(self.scenarios),
            "criteria": list(self.criteria),
            "weights": {
                "dimension": self.weights.dimension,
                "sampling": method,
                "centre": self.weights.origin.tolist(),
            },
            **self.analysis.as_dict(),
        }


@dataclass(frozen=True, eq=False)
class RankedScores:
    """The scores that are ranked: one distribution per judged scenario (row) and criterion in use (column).

    Attributes:
        scenarios: ids of the judged scenarios, in the order of the dossier.
        titles: their titles.
        criteria: ids of the criteria in use.
        tables: a row per scenario.
    """

    scenarios: tuple[str, ...]
    titles: tuple[Text, ...]
    criteria: tuple[str, ...]
    tables: tuple[tuple[CellTable, ...], ...]


def ranked_scores(dossier: Dossier, method: Method) -> RankedScores:
    """Return the scores of a round: all that its ranks under any weights depend on.

    Args:
        dossier: the round; scenarios that are not active are left out.
        method: the measuring rod.

    Raises:
        NothingToRankError: the method has no weighted sum, or no scenario was judged.
        UnusableJudgementError, UnknownCellError: a judgement does not fit the method.
    """
    if method.aggregation.rule != "weighted_sum":
        raise NothingToRankError(
            Text(
                nl=f"methode {method.id} kent geen gewogen som; gewichten doen er niet toe.",
                en=f"method {method.id} has no weighted sum; weights do not matter.",
            )
        )
    dossier = active_dossier(dossier)
    criteria = criteria_in_use(method, dossier)
    cells = impact_cells(method, dossier, criteria)
    if not cells:
        raise NothingToRankError(
            Text(
                nl="in deze ronde is de impact van geen enkel scenario beoordeeld.",
                en="the impact of no scenario was judged in this round.",
            )
        )
    values, factor = score_values(method, len(criteria)), summing_factor(method, len(criteria))
    titles = {s.id: s.title for s in dossier.scenarios}
    return RankedScores(
        scenarios=tuple(cells),
        titles=tuple(titles[i] for i in cells),
        criteria=criteria,
        tables=tuple(
            tuple(CellTable.from_masses(*row[c].distribution(values, factor)) for c in criteria)
            for row in cells.values()
        ),
    )


def smaa_of_scores(
    scores: RankedScores,
    constraints: WeightConstraints | None = None,
    *,
    draws: int = 100_000,
    seed: int = 2012,
    confidence_draws: int = CONFIDENCE_DRAWS,
    source: YamlSource | None = None,
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> RoundAcceptability:
    """Tell which weights and which outcomes of these scores put a scenario on which rank.

    Args:
        scores: from :func:`ranked_scores`.
        constraints, draws, seed, confidence_draws, source, executor, progress: see :func:`smaa_of_dossier`.

    Raises:
        InputError: constraints that exclude each other or name a criterion that is not in use.
    """
    polytope = weight_polytope(constraints or WeightConstraints(), scores.criteria, source=source)
    analysis = acceptability_analysis(
        scores.tables,
        polytope,
        draws=draws,
        seed=seed,
        confidence_draws=confidence_draws,
        executor=executor,
        progress=progress,
    )
    return RoundAcceptability(scores.scenarios, scores.titles, scores.criteria, polytope, analysis)


def smaa_of_dossier(
    dossier: Dossier,
    method: Method,
    constraints: WeightConstraints | None = None,
    *,
    draws: int = 100_000,
    seed: int = 2012,
    confidence_draws: int = CONFIDENCE_DRAWS,
    source: YamlSource | None = None,
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> RoundAcceptability:
    """Tell which weights and which outcomes of the judgements put a scenario on which rank.

    Args:
        dossier: the round; scenarios that are not active are left out.
        method: the measuring rod.
        constraints: what is agreed about the weights; None leaves them free.
        draws: draws of weights and scores together.
        seed: the same seed, input and version give the same result, whatever the executor.
        confidence_draws: draws of the scores for the confidence factors.
        source: the file of the constraints, for messages.
        executor: who runs the chunks; None = here and now.
        progress: called with the share that is done.

    Raises:
        InputError: constraints that exclude each other or name a criterion that is not in use.
        NothingToRankError: the method has no weighted sum, or no scenario was judged.
        UnusableJudgementError, UnknownCellError: a judgement does not fit the method.
    """
    return smaa_of_scores(
        ranked_scores(dossier, method),
        constraints,
        draws=draws,
        seed=seed,
        confidence_draws=confidence_draws,
        source=source,
        executor=executor,
        progress=progress,
    )
