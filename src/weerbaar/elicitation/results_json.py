# SPDX-License-Identifier: EUPL-1.2
"""The outcome of an elicitation as open data: ``elicitation.json``, with a published JSON Schema (version 1)."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from weerbaar.base import Quantiles, Text
from weerbaar.elicitation.file_model import LabelQuestion, ProbabilityQuestion, QuantileQuestion, Question
from weerbaar.elicitation.result import Elicitation, PooledAnswer, QuestionResult, VirtualExpert

SCHEMA_VERSION = 1
_DIGITS = 10
"""Significant digits written: far beyond any meaning, short of the noise of another processor."""


def elicitation_dict(elicitation: Elicitation) -> dict[str, Any]:
    """Return the elicitation as plain data in the shape of :func:`elicitation_results_schema`."""
    return {
        "schema": SCHEMA_VERSION,
        "study": {
            "id": elicitation.study_id,
            "title": _text(elicitation.title),
            "statement": _text(elicitation.statement),
            "illustrative": elicitation.illustrative,
            "method": elicitation.method,
            "protocol": elicitation.protocol,
            "probabilities": list(elicitation.probabilities),
        },
        "weighting": {
            "scheme": elicitation.weighting,
            "combine": elicitation.combine,
            "cutoff": elicitation.cutoff,
            "overshoot": elicitation.overshoot,
            "power": elicitation.power,
        },
        "experts": [
            {**asdict(e), "name": _text(e.name), "group": None if e.group is None else _text(e.group)}
            for e in elicitation.experts
        ],
        "decision_makers": {
            "chosen": _virtual(elicitation.decision_maker),
            "equal": _virtual(elicitation.equal_weights),
        },
        "questions": [_question(r) for r in elicitation.questions],
        "agreement": asdict(elicitation.agreement),
        "robustness": [asdict(row) for row in elicitation.robustness],
        "scores": [asdict(score) for score in elicitation.scores],
        "rounds": [asdict(statistics) for statistics in elicitation.rounds],
        "run_record": {"id": elicitation.run_record.id, **elicitation.run_record.as_dict()},
    }


def elicitation_json(elicitation: Elicitation) -> bytes:
    """Return the results as UTF-8 JSON; the same elicitation gives the same bytes.

    An infinite score, of somebody who called impossible what happened, is null, as JSON has no infinity.
    """
    return (json.dumps(_rounded(elicitation_dict(elicitation)), ensure_ascii=False, indent=2) + "\n").encode()


def _question(result: QuestionResult) -> dict[str, Any]:
    question = result.question
    return {
        "id": question.id,
        "kind": question.kind,
        "title": _text(question.title),
        "text": _text(question.text),
        "unit": _text(question.unit) if isinstance(question, QuantileQuestion) else None,
        "scale": None if isinstance(question, LabelQuestion) else question.scale,
        "window_years": question.window_years if isinstance(question, ProbabilityQuestion) else None,
        "seed": is_seed(question),
        "truth": result.realization,
        "feeds": None if result.feeds is None else result.feeds.model_dump(),
        "answers": [{**asdict(a), "quantiles": list(a.quantiles)} for a in result.answers],
        "missing": list(result.missing),
        "not_asked": list(result.not_asked),
        "pooled": _pooled(result.pooled),
        "equal": _pooled(result.equal),
    }


def is_seed(question: Question) -> bool:
    """Return whether the true value is known and serves to weigh the experts."""
    return isinstance(question, QuantileQuestion) and question.realization is not None


def _pooled(answer: PooledAnswer | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    return {
        "quantiles": list(answer.quantiles),
        "distribution": None if answer.distribution is None else _distribution(answer.distribution),
        "probability": answer.probability,
        "masses": dict(answer.masses),
    }


def _distribution(distribution: Quantiles) -> dict[str, Any]:
    return {
        "distribution": "quantiles",
        "probabilities": list(distribution.probabilities),
        "values": list(distribution.values),
    }


def _virtual(expert: VirtualExpert | None) -> dict[str, Any] | None:
    return None if expert is None else asdict(expert)


def _text(text: Text) -> dict[str, str]:
    return {"nl": text.nl, "en": text.en or text.nl}


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return float(f"{value:.{_DIGITS}g}")
    if isinstance(value, Mapping):
        return {k: _rounded(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(v) for v in value]
    return value
