# SPDX-License-Identifier: EUPL-1.2
"""Ranks under all admissible weights, from scores that were taken from a round once.

Other constraints on the weights are another question about the same scores: what it takes to go through the judgements
is done by :func:`round_scores`, and :func:`acceptability` answers each question from there, in the time that the draws
take. The numbers are those of :func:`~weerbaar.assessment.sensitivity`.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import Any

from weerbaar.assessment.assess import active_dossier, method_hash
from weerbaar.assessment.first_place import FirstPlace, first_places, mean_weights
from weerbaar.assessment.sensitivity_wording import of_the_ranks, unmixed
from weerbaar.assessment.smaa import CONFIDENCE_DRAWS
from weerbaar.assessment.smaa_round import RankedScores, RoundAcceptability, ranked_scores, smaa_of_scores
from weerbaar.assessment.weight_constraints import WeightConstraints
from weerbaar.base import RunRecord, Text, software_versions
from weerbaar.dossier import Dossier
from weerbaar.method import Method, load_method


@dataclass(frozen=True, eq=False)
class RoundScores:
    """All that ranks rest on, and where it comes from.

    Attributes:
        criteria: ids and names of those in use, in the order of the weights.
        scores: one distribution per judged scenario and criterion.
        source: of the scores: round, method and their versions, without draws.
    """

    round_label: str
    illustrative: bool
    criteria: tuple[tuple[str, Text], ...]
    scores: RankedScores
    source: RunRecord


@dataclass(frozen=True, eq=False)
class Acceptability:
    """Which scenarios can take which rank under the weights that are admissible.

    Attributes:
        criteria: ids and names of those in use.
        constraints: what was agreed about the weights; none leaves them free.
        smaa: the ranks.
        ranks: the same in one line per scenario, the best expected rank first.
        mean_weights: of all admissible weights, one per criterion.
        notes: what to beware of.
        assumptions: what was assumed.
    """

    round_label: str
    illustrative: bool
    criteria: tuple[tuple[str, Text], ...]
    constraints: WeightConstraints
    smaa: RoundAcceptability
    ranks: tuple[FirstPlace, ...]
    mean_weights: tuple[float, ...]
    notes: tuple[Text, ...]
    assumptions: tuple[Text, ...]
    run_record: RunRecord


def round_scores(dossier: Dossier, method: Method | None = None) -> RoundScores:
    """Return the scores of a round, to rank under any weights.

    Args:
        dossier: the round; scenarios that are not active are left out.
        method: another method than the dossier names.

    Raises:
        NothingToRankError: the method has no weighted sum, or no scenario was judged.
        InputError, UnusableJudgementError, UnknownCellError: see :func:`~weerbaar.assessment.assess`.
    """
    rod = method if method is not None else load_method(dossier.round.method)
    scores = ranked_scores(active_dossier(dossier), rod)
    names = {c.id: c.name for c in rod.criteria}
    return RoundScores(
        round_label=dossier.round.label,
        illustrative=dossier.round.scores == "illustrative",
        criteria=tuple((c, names[c]) for c in scores.criteria),
        scores=scores,
        source=RunRecord(
            input_hash=dossier.content_hash,
            method=rod.id,
            method_version=rod.version,
            method_hash=method_hash(rod),
            seed=0,
            draws=0,
            settings={},
            software=software_versions(),
        ),
    )


def acceptability(
    round_: RoundScores,
    constraints: WeightConstraints | None = None,
    *,
    draws: int = 100_000,
    seed: int = 2012,
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> Acceptability:
    """Tell which weights and which outcomes of the judgements put a scenario on which rank.

    Args:
        round_: from :func:`round_scores`.
        constraints: what is agreed about the weights; None leaves them free.
        draws: of weights and scores together, at least 2.
        seed: the same seed, input and version give the same result, whatever the executor.
        executor: who does the work; None = here and now.
        progress: called with the share that is done, 0 to 1.

    Raises:
        InputError: constraints that exclude each other or name a criterion that is not in use.
        ValueError: a number of draws that cannot be used.
    """
    agreed = constraints or WeightConstraints()
    found = smaa_of_scores(round_.scores, agreed, draws=draws, seed=seed, executor=executor, progress=progress)
    settings: dict[str, Any] = {
        "analysis": "acceptability",
        "constraints": plain_constraints(agreed),
        "confidence_draws": CONFIDENCE_DRAWS,
    }
    return Acceptability(
        round_label=round_.round_label,
        illustrative=round_.illustrative,
        criteria=round_.criteria,
        constraints=agreed,
        smaa=found,
        ranks=first_places(found),
        mean_weights=tuple(float(w) for w in mean_weights(found.analysis)),
        notes=unmixed(found),
        assumptions=(of_the_ranks(agreed),),
        run_record=replace(round_.source, seed=seed, draws=draws, settings=settings),
    )


def plain_constraints(constraints: WeightConstraints | None) -> list[Any]:
    """Return constraints as plain data."""
    found = () if constraints is None else constraints.constraints
    return [c.model_dump(mode="json", exclude_none=True) for c in found]
