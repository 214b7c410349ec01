# SPDX-License-Identifier: EUPL-1.2
"""The verb of the room: a study becomes an elicitation, with weights, pooled answers and what they depend on."""

from __future__ import annotations

import hashlib
import json
from typing import Literal, get_args

import numpy as np

from weerbaar.base import RunRecord, Text, software_versions
from weerbaar.elicitation.appraisal import agreement_of, scores_of
from weerbaar.elicitation.cooke import ClassicalModel, DecisionMaker
from weerbaar.elicitation.panel import NoSeedsError, Panel, PanelError
from weerbaar.elicitation.pooled_answers import Weighed, item_answers, question_results
from weerbaar.elicitation.result import (
    Combination,
    Elicitation,
    ExpertResult,
    RobustnessRow,
    VirtualExpert,
    WeightScheme,
)
from weerbaar.elicitation.robustness import RobustnessTable, leave_experts_out, leave_items_out
from weerbaar.elicitation.rounds import round_statistics
from weerbaar.elicitation.study import DECISION_MAKER, Study
from weerbaar.elicitation.writing import plain

SCHEMES: tuple[WeightScheme, ...] = get_args(WeightScheme)
COMBINATIONS: tuple[Combination, ...] = get_args(Combination)
_BY_PERFORMANCE = ("performance-optimised", "global", "item")
_RESAMPLES = 1_000


def evaluate(
    study: Study,
    *,
    weighting: WeightScheme = "performance-optimised",
    alpha: float | None = None,
    overshoot: float = 0.1,
    power: float = 1.0,
    combine: Combination = "linear",
    seed: int = 2012,
) -> Elicitation:
    """Weigh the experts of a study and pool their last answers.

    Args:
        study: the study.
        weighting: ``performance-optimised`` = Cooke's global weights with the cut-off that serves the decision maker
            best; ``global`` and ``item`` = Cooke's weights with ``alpha`` as cut-off (without ``alpha``, ``item`` has
            an optimised cut-off and ``global`` none); ``equal``; ``user`` = the field ``weight`` of the experts.
        alpha: calibration below which an expert has no weight, 0 to 1; with ``global`` and ``item`` only.
        overshoot: share by which the range of the answers is extended at both ends.
        power: calibration power, above 0.
        combine: ``linear`` = mixture of distributions; ``quantile-average`` and ``median`` = average or median of the
            quantiles. Probabilities in one number are pooled by mean, geometric mean of odds, and median. Labels
            are always mixed. Both get the weights over all seed questions, with ``item`` too.
        seed: of the random numbers of the bootstrap intervals.

    Raises:
        NoSeedsError: performance weights without answered seed questions; says which weights are possible.
        PanelError: no expert has any weight, or user weights that are not there.
        ValueError: a number outside its range, or ``alpha`` with a weighting that has none.
    """
    _check_choices(weighting, alpha, combine)
    panel = study.panel() if study.has_quantiles else None
    model = _model(study, panel, weighting, alpha, overshoot, power)
    chosen = _weighed(study, panel, model, combine)
    equal = _weighed(study, panel, ClassicalModel("equal", overshoot=overshoot, power=power), combine)
    results = question_results(study, chosen, equal)
    return Elicitation(
        study_id=study.id,
        title=study.file.title,
        statement=study.file.statement,
        illustrative=study.file.illustrative,
        method=study.file.method,
        protocol=study.protocol.id,
        protocol_title=study.protocol.title,
        probabilities=study.file.probabilities,
        weighting=weighting,
        combine=combine,
        overshoot=overshoot,
        power=power,
        cutoff=chosen.decision_maker.cutoff if chosen.decision_maker and weighting in _BY_PERFORMANCE else None,
        experts=_experts(study, chosen),
        decision_maker=_virtual(chosen),
        equal_weights=_virtual(equal),
        questions=results,
        agreement=agreement_of(study, panel, seed=seed, resamples=_RESAMPLES),
        robustness=_robustness(panel, model),
        scores=scores_of(study, results, chosen, equal),
        rounds=round_statistics(study),
        run_record=_record(study, weighting, alpha, overshoot, power, combine, seed),
        lines=study.lines,
    )


def _check_choices(weighting: str, alpha: float | None, combine: str) -> None:
    if weighting not in SCHEMES:
        raise ValueError(f"weighting must be one of {', '.join(SCHEMES)}, not {weighting!r}")
    if combine not in COMBINATIONS:
        raise ValueError(f"combine must be one of {', '.join(COMBINATIONS)}, not {combine!r}")
    if alpha is not None and weighting not in ("global", "item"):
        raise ValueError("alpha goes with the weightings global and item")


def _model(
    study: Study, panel: Panel | None, weighting: WeightScheme, alpha: float | None, overshoot: float, power: float
) -> ClassicalModel:
    if weighting in _BY_PERFORMANCE:
        if panel is None or not (panel.answered & panel.seeds).any():
            raise NoSeedsError(
                Text(
                    nl=f"Studie {study.id} heeft geen beantwoorde ijkvragen (vragen met een realization); gewichten "
                    "naar prestatie zijn dan niet te bepalen. Kies gelijke gewichten (--weights equal) of eigen "
                    "gewichten (--weights user), of voeg ijkvragen toe.",
                    en=f"Study {study.id} has no answered seed questions (questions with a realization), so "
                    "performance weights cannot be determined. Choose equal weights (--weights equal) or weights of "
                    "your own (--weights user), or add seed questions.",
                ),
                (study.id,),
            )
        if weighting == "performance-optimised":
            return ClassicalModel("global", "optimised", overshoot, power)
        no_alpha = 0.0 if weighting == "global" else "optimised"
        return ClassicalModel(weighting, no_alpha if alpha is None else alpha, overshoot, power)  # type: ignore[arg-type]
    if weighting == "user":
        weights = _user_weights(study)
        ids = [e.id for e in study.experts] if panel is None else panel.experts
        if not any(weights[name] for name in ids):
            raise PanelError(
                Text(
                    nl="Wie een vraag met kwantielen beantwoordde, heeft als eigen gewicht 0: "
                    f"{', '.join(ids)}. Geef ten minste een van hen een gewicht.",
                    en="Everybody who answered a question with quantiles has a user weight of 0: "
                    f"{', '.join(ids)}. Give at least one of them a weight.",
                ),
                ids,
            )
        return ClassicalModel(
            "user", overshoot=overshoot, power=power, user_weights=tuple(weights[name] for name in ids)
        )
    return ClassicalModel("equal", overshoot=overshoot, power=power)


def _user_weights(study: Study) -> dict[str, float]:
    without = [e.id for e in study.experts if e.weight is None]
    if without:
        raise PanelError(
            Text(
                nl="Eigen gewichten vragen bij elke deskundige een veld weight; het ontbreekt bij "
                f"{', '.join(without)}. Vul het in answers/<id>.yaml in; 0 mag.",
                en="User weights need a field weight for every expert; it is missing for "
                f"{', '.join(without)}. Fill it in in answers/<id>.yaml; 0 is allowed.",
            ),
            without,
        )
    found = {e.id: float(e.weight or 0.0) for e in study.experts}
    if not any(found.values()):
        raise PanelError(
            Text(nl="Alle eigen gewichten zijn 0.", en="All user weights are 0."), [e.id for e in study.experts]
        )
    return found


def _weighed(study: Study, panel: Panel | None, model: ClassicalModel, combine: Combination) -> Weighed:
    """Return the decision maker with its weights for every expert of the study, also those outside the panel."""
    decision_maker = None if panel is None else model.decision_maker(panel)
    if model.weighting == "user":
        own = _user_weights(study)
        weights = {e.id: own[e.id] for e in study.experts}
    elif model.weighting == "equal" or decision_maker is None or panel is None:
        weights = {e.id: 1.0 for e in study.experts}
    else:
        known = dict(zip(panel.experts, decision_maker.weights.tolist(), strict=True))
        weights = {e.id: known.get(e.id, 0.0) for e in study.experts}
    total = sum(weights.values())
    items = {} if decision_maker is None else item_answers(decision_maker, combine)
    return Weighed(decision_maker, {e: w / total for e, w in weights.items()}, combine, items)


def _experts(study: Study, chosen: Weighed) -> tuple[ExpertResult, ...]:
    decision_maker = chosen.decision_maker
    index = {} if decision_maker is None else {name: i for i, name in enumerate(decision_maker.panel.experts)}
    found = []
    for expert in study.experts:
        states = [study.answer(expert.id, q.id) for q in study.questions]
        seeds = [study.answer(expert.id, q.id) for q in study.seeds]
        scores = None if decision_maker is None or expert.id not in index else decision_maker.scores
        i = index.get(expert.id, 0)
        found.append(
            ExpertResult(
                id=expert.id,
                name=expert.name,
                group=expert.group,
                answered=sum(a is not None and not a.missing for a in states),
                missing=sum(a is not None and a.missing for a in states),
                not_asked=sum(a is None for a in states),
                seeds_answered=sum(a is not None and not a.missing for a in seeds),
                bin_counts=() if scores is None or not study.seeds else tuple(scores.bin_counts[i].tolist()),
                calibration=None if scores is None else _number(scores.calibration[i]),
                information=None if scores is None else _number(scores.information_seeds[i]),
                information_all=None if scores is None else _number(scores.information_all[i]),
                combined=None if scores is None else _number(scores.combined[i]),
                weight=chosen.weights[expert.id],
            )
        )
    return tuple(found)


def _virtual(weighed: Weighed) -> VirtualExpert | None:
    """Return the scores of a decision maker; one that does not mix is scored as an expert with its quantiles."""
    dm = weighed.decision_maker
    if dm is None:
        return None
    if weighed.combine == "linear":
        counts, scores = dm.bin_counts, (dm.calibration, dm.information_seeds, dm.information_all, dm.combined)
    else:
        asked = _as_expert(dm, weighed)
        if not (asked.answered & asked.seeds).any():
            return VirtualExpert((), None, None, None, None)
        found = dm.model.scores(asked)
        counts = found.bin_counts[-1]
        scores = (
            float(found.calibration[-1]),
            float(found.information_seeds[-1]),
            float(found.information_all[-1]),
            float(found.combined[-1]),
        )
    seeds = bool(dm.panel.seeds.any())
    calibration, information, information_all, combined = (_number(s) for s in scores)
    return VirtualExpert(tuple(counts.tolist()) if seeds else (), calibration, information, information_all, combined)


def _as_expert(dm: DecisionMaker, weighed: Weighed) -> Panel:
    """Return the panel with the decision maker as its last expert; the ranges stay, for it lies among the others."""
    panel = dm.panel
    own = np.full((1, *panel.values.shape[1:]), np.nan)
    for q, item in enumerate(panel.items):
        answer = weighed.items.get(item)
        if answer is not None:
            own[0, q] = answer.quantiles
    return Panel(
        experts=(*panel.experts, DECISION_MAKER),
        items=panel.items,
        probabilities=panel.probabilities,
        values=np.concatenate([panel.values, own]),
        realizations=panel.realizations,
        log_scale=panel.log_scale,
        bounds=panel.bounds,
    )


def _robustness(panel: Panel | None, model: ClassicalModel) -> tuple[RobustnessRow, ...]:
    """Return the decision maker without each seed question and each expert; nothing where there are no seeds."""
    if panel is None or not model.by_performance:
        return ()
    rows: list[RobustnessRow] = []
    if panel.seeds.sum() > 1:
        rows += _rows("seed", leave_items_out(panel, model))
    if len(panel.experts) > 1:
        rows += _rows("expert", leave_experts_out(panel, model))
    return tuple(rows)


def _rows(kind: Literal["expert", "seed"], table: RobustnessTable) -> list[RobustnessRow]:
    columns = (table.calibration, table.information_seeds, table.combined, table.shift_all)
    found = []
    for i, names in enumerate(table.excluded):
        calibration, information, combined, shift = (_number(column[i]) for column in columns)
        # Rounding may leave a divergence of zero just below it.
        shift = None if shift is None else max(0.0, shift)
        found.append(RobustnessRow(kind, names[0], calibration, information, combined, shift))
    return found


def _number(value: float | np.float64) -> float | None:
    """Return a number, or None for one that is not known."""
    found = float(value)
    return None if np.isnan(found) else found


def _record(
    study: Study,
    weighting: WeightScheme,
    alpha: float | None,
    overshoot: float,
    power: float,
    combine: Combination,
    seed: int,
) -> RunRecord:
    protocol = json.dumps(plain(study.protocol), sort_keys=True, ensure_ascii=False).encode()
    return RunRecord(
        input_hash=study.content_hash,
        method=study.protocol.id,
        method_version=str(study.protocol.schema_version),
        method_hash=hashlib.sha256(protocol).hexdigest(),
        seed=seed,
        draws=_RESAMPLES,
        settings={
            "weighting": weighting,
            "alpha": alpha,
            "overshoot": overshoot,
            "power": power,
            "combine": combine,
        },
        software=software_versions(),
    )
