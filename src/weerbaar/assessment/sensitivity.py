# SPDX-License-Identifier: EUPL-1.2
"""How firm a round is, in one verb: ranks under all admissible weights, where disagreement moves the diagram, and which
question is most worth asking again.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from weerbaar.assessment.acceptability import Acceptability, plain_constraints
from weerbaar.assessment.assess import active_dossier, default_profile, method_hash, weight_profiles
from weerbaar.assessment.cells import criteria_in_use
from weerbaar.assessment.correlation import check_correlation
from weerbaar.assessment.disagreement import disagreement
from weerbaar.assessment.disagreement_result import Disagreement
from weerbaar.assessment.first_place import FirstPlace, first_places, mean_weights
from weerbaar.assessment.sensitivity_wording import assumptions, notes_on_axes, small_top, unmixed
from weerbaar.assessment.smaa import CONFIDENCE_DRAWS
from weerbaar.assessment.smaa_round import NothingToRankError, RoundAcceptability, smaa_of_dossier
from weerbaar.assessment.stability import Profile
from weerbaar.assessment.value_of_information import TOP, ValueOfInformation, value_of_information
from weerbaar.assessment.weight_constraints import WeightConstraints, read_weight_constraints
from weerbaar.base import RunRecord, Text, WeerbaarError, YamlSource, number, software_versions
from weerbaar.dossier import LIKELIHOOD, Dossier
from weerbaar.method import Method, load_method

RESAMPLES = 100
LEVEL = 0.95
_SHARES = (0.1, 0.9)
"""Of the progress: ranks first, then disagreement, then the questions."""


class NothingToAnalyseError(WeerbaarError):
    """No expert judged anything, so there is nothing that could be otherwise."""


class UnusableCorrelationError(WeerbaarError):
    """Correlations between the criteria that cannot hold together."""


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """What the outcome of a round depends on.

    Attributes:
        statement: what the round says about itself.
        illustrative: the scores were made up.
        scenarios, criteria, experts: ids and names: the active scenarios, the criteria in use, who judged.
        smaa: ranks under the admissible weights; None where ``notes`` says why there are none.
        ranks: the same in one line per scenario, the best expected rank first.
        mean_weights: of all admissible weights, one per criterion of ``smaa``; what central weights are read against.
        disagreement: where the spread of each scenario comes from.
        questions: what a better answer to each question would change.
        notes: what could not be said about this round, and what to beware of.
        assumptions: what was assumed.
    """

    round_id: str
    round_label: str
    year: int
    title: Text
    organisation: Text
    statement: Text
    illustrative: bool
    method_id: str
    method_title: Text
    scenarios: tuple[tuple[str, Text], ...]
    criteria: tuple[tuple[str, Text], ...]
    experts: tuple[tuple[str, Text], ...]
    smaa: RoundAcceptability | None
    ranks: tuple[FirstPlace, ...]
    mean_weights: tuple[float, ...]
    disagreement: Disagreement
    questions: ValueOfInformation
    notes: tuple[Text, ...]
    assumptions: tuple[Text, ...]
    run_record: RunRecord


def sensitivity(
    dossier: Dossier,
    *,
    method: str | Path | Method | None = None,
    constraints: WeightConstraints | str | Path | None = None,
    draws: int = 100_000,
    base_samples: int = 4096,
    seed: int = 2012,
    weights: str = "default",
    correlation: float | ArrayLike | None = None,
    ranks: Acceptability | None = None,
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> Sensitivity:
    """Tell what the outcome of a round depends on: weights, disagreement between experts, open questions.

    Args:
        dossier: the round; scenarios that are not active are left out.
        method: id, file or object of another method than the dossier names.
        constraints: what is agreed about the weights, or the file that says so; None leaves them free. For the ranks.
        draws: of weights and scores, for the ranks; at least 2.
        base_samples: rows of a sample, for the disagreement; a power of 2, at least 64.
        seed: the same seed, input and version give the same result, whatever the executor.
        weights: for disagreement and questions: a profile, ``default``, ``profiles`` or ``dirichlet``, as in
            :func:`~weerbaar.assessment.assess`. The questions use one profile.
        correlation: of the places within the ranges of the criteria; see
            :func:`~weerbaar.assessment.disagreement.disagreement`.
        ranks: those of this round with the same method, constraints, draws and seed, where they were computed before.
        executor: who does the work; None = here and now.
        progress: called with the share that is done, 0 to 1.

    Raises:
        InputError: the method or the file of constraints is faulty, or the constraints exclude each other.
        NothingToAnalyseError: nobody judged anything.
        UnusableCorrelationError: the correlations cannot hold together.
        UnusableJudgementError, UnknownCellError: see :func:`~weerbaar.assessment.assess`.
        ValueError: a number of draws or samples that cannot be used, or ``ranks`` that are those of something else.
    """
    rod = method if isinstance(method, Method) else load_method(method or dossier.round.method)
    round_ = active_dossier(dossier)
    _check_judged(round_)
    criteria = criteria_in_use(rod, round_)
    default = default_profile(weight_profiles(rod, round_, criteria), round_, weights)
    if correlation is not None:
        _check_correlation(correlation, len(criteria) if _judges_impact(rod, round_) else 0)
    source: YamlSource | None = None
    if isinstance(constraints, str | Path):
        constraints, source = read_weight_constraints(Path(constraints))

    def part(index: int) -> Callable[[float], None] | None:
        low, high = (0.0, *_SHARES, 1.0)[index : index + 2]
        return None if progress is None else lambda share: progress(low + share * (high - low))

    smaa: RoundAcceptability | None
    if ranks is not None:
        _check_same(ranks, dossier, rod, constraints, draws, seed)
        smaa, notes = ranks.smaa, list(ranks.notes)
    else:
        smaa, notes = _ranks(round_, rod, constraints, draws, seed, source, executor, part(0))
    apart = disagreement(
        round_,
        method=rod,
        n=base_samples,
        seed=seed,
        weights=weights,
        correlation=correlation,
        resamples=RESAMPLES,
        level=LEVEL,
        executor=executor,
        progress=part(1),
    )
    questions = value_of_information(round_, rod, weights=weights)
    if progress is not None:
        progress(1.0)
    if smaa is None and apart.impact is None:
        notes = []
    notes += notes_on_axes(round_, rod, criteria, apart)
    ranked = len(smaa.scenarios) if smaa is not None else len(questions.top)
    if 0 < ranked <= TOP:
        notes.append(small_top(ranked))
    record = _run_record(dossier, rod, constraints, draws, base_samples, seed, weights, default, apart)
    return Sensitivity(
        round_id=dossier.round.id,
        round_label=dossier.round.label,
        year=dossier.round.year,
        title=dossier.round.title,
        organisation=dossier.round.organisation,
        statement=dossier.round.statement,
        illustrative=dossier.round.scores == "illustrative",
        method_id=rod.id,
        method_title=rod.title,
        scenarios=tuple((s.id, s.title) for s in round_.scenarios),
        criteria=tuple((c.id, c.name) for c in rod.criteria if c.id in criteria),
        experts=tuple((e.id, e.name) for e in round_.judgements if any(not j.missing for j in e.judgements)),
        smaa=smaa,
        ranks=() if smaa is None else first_places(smaa),
        mean_weights=() if smaa is None else tuple(float(w) for w in mean_weights(smaa.analysis)),
        disagreement=apart,
        questions=questions,
        notes=tuple(notes),
        assumptions=assumptions(smaa, constraints, weights, default, apart),
        run_record=record,
    )


def with_ranks(found: Sensitivity, ranks: Acceptability) -> Sensitivity:
    """Return an analysis with the ranks under other constraints on the weights.

    Disagreement and questions do not depend on them.
    """
    before = () if found.smaa is None else unmixed(found.smaa)
    settings = {**found.run_record.settings, "constraints": plain_constraints(ranks.constraints)}
    return replace(
        found,
        smaa=ranks.smaa,
        ranks=ranks.ranks,
        mean_weights=ranks.mean_weights,
        notes=(*ranks.notes, *found.notes[len(before) :]),
        assumptions=(*ranks.assumptions, *(found.assumptions if found.smaa is None else found.assumptions[1:])),
        run_record=replace(found.run_record, settings=settings),
    )


def _check_judged(dossier: Dossier) -> None:
    if any(not j.missing for expert in dossier.judgements for j in expert.judgements):
        return
    label = dossier.round.id
    if not dossier.scenarios:
        raise NothingToAnalyseError(
            Text(
                nl=f"geen enkel scenario van ronde {label} is actief: er valt niets te ontleden.",
                en=f"no scenario of round {label} is active: there is nothing to take apart.",
            )
        )
    if dossier.published:
        raise NothingToAnalyseError(
            Text(
                nl=f"ronde {label} bevat alleen gepubliceerde klassen. Een gepubliceerde klasse zegt niet wie "
                "wat vond en "
                "kent geen scores per criterium; zonder oordelen van deskundigen valt er niets te ontleden.",
                en=f"round {label} holds published classes only. A published class does not say who thought "
                "what and has "
                "no scores per criterion; without judgements of experts there is nothing to take apart.",
            )
        )
    raise NothingToAnalyseError(
        Text(
            nl=f"ronde {label} bevat nog geen oordelen van deskundigen: er valt niets te ontleden.",
            en=f"round {label} has no judgements of experts yet: there is nothing to take apart.",
        )
    )


def _check_same(
    ranks: Acceptability,
    dossier: Dossier,
    method: Method,
    constraints: WeightConstraints | None,
    draws: int,
    seed: int,
) -> None:
    """Refuse ranks of another round, method or question."""
    record = ranks.run_record
    found = (record.input_hash, record.method_hash, record.seed, record.draws, plain_constraints(ranks.constraints))
    if found != (dossier.content_hash, method_hash(method), seed, draws, plain_constraints(constraints)):
        raise ValueError("these ranks are not those of this round with this method, constraints, draws and seed")


def _judges_impact(method: Method, dossier: Dossier) -> bool:
    """Return whether anybody judged a criterion, and the method adds criteria up."""
    said = (j for expert in dossier.judgements for j in expert.judgements if not j.missing)
    return method.aggregation.rule != "unpublished" and any(j.criterion != LIKELIHOOD for j in said)


def _check_correlation(correlation: float | ArrayLike, criteria: int) -> None:
    if criteria == 0:
        raise UnusableCorrelationError(
            Text(
                nl="een correlatie tussen criteria kan hier niet: er is geen impact die uit criteria bestaat.",
                en="a correlation between criteria is impossible here: there is no impact made up of criteria.",
            )
        )
    given = np.asarray(correlation, dtype=np.float64)
    matrix = np.where(np.eye(criteria, dtype=bool), 1.0, given) if given.ndim == 0 else given
    try:
        check_correlation(matrix, criteria)
    except ValueError as error:
        if given.ndim:
            raise UnusableCorrelationError(
                Text(
                    nl="deze correlaties tussen de criteria kunnen niet samengaan; breng ze dichter bij 0.",
                    en=f"these correlations between the criteria cannot be used: {error}.",
                )
            ) from error
        low = -1 / max(1, criteria - 1)
        raise UnusableCorrelationError(
            Text(
                nl=f"correlatie {number(float(given), 'nl', 2)} kan niet: bij {criteria} criteria ligt zij tussen "
                f"{number(low, 'nl', 3)} en 1.",
                en=f"correlation {number(float(given), 'en', 2)} is impossible: with {criteria} criteria it "
                "lies between "
                f"{number(low, 'en', 3)} and 1.",
            )
        ) from error


def _ranks(
    dossier: Dossier,
    method: Method,
    constraints: WeightConstraints | None,
    draws: int,
    seed: int,
    source: YamlSource | None,
    executor: Executor | None,
    progress: Callable[[float], None] | None,
) -> tuple[RoundAcceptability | None, list[Text]]:
    """Return the ranks and what to say of them; where there are none, why, unless constraints were given for them."""
    try:
        found = smaa_of_dossier(
            dossier, method, constraints, draws=draws, seed=seed, source=source, executor=executor, progress=progress
        )
    except NothingToRankError as error:
        if constraints is not None:
            raise
        why = Text(
            nl=f"Geen rangen en geen gewichten voor plaats 1: {error.render('nl')}",
            en=f"No ranks and no weights for the first place: {error.render('en')}",
        )
        return None, [why]
    return found, list(unmixed(found))


def _run_record(
    dossier: Dossier,
    method: Method,
    constraints: WeightConstraints | None,
    draws: int,
    base_samples: int,
    seed: int,
    weights: str,
    default: Profile,
    found: Disagreement,
) -> RunRecord:
    return RunRecord(
        input_hash=dossier.content_hash,
        method=method.id,
        method_version=method.version,
        method_hash=method_hash(method),
        seed=seed,
        draws=draws,
        settings={
            "analysis": "sensitivity",
            "weights": weights,
            "profile": default.id,
            "constraints": plain_constraints(constraints),
            "confidence_draws": CONFIDENCE_DRAWS,
            "base_samples": base_samples,
            "correlation": None if found.correlation is None else found.correlation.tolist(),
            "resamples": RESAMPLES,
            "level": LEVEL,
        },
        software=software_versions(),
    )
