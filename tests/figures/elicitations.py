# SPDX-License-Identifier: EUPL-1.2
"""Elicitations to draw: the shipped example, and made-up ones of any size."""

from __future__ import annotations

import math
import random
from functools import cache
from typing import Any

from weerbaar.elicitation import Elicitation, ExpertFile, Study, StudyFile, evaluate, load_protocol, load_study

LONG = "Deskundige {} van het Instituut voor Fysieke en Digitale Veiligheid van de Samenleving"


@cache
def example() -> Elicitation:
    """The shipped example."""
    return evaluate(load_study("voorbeeld-elicitatie"))


@cache
def made_up(count: int, *, long_names: bool = False, weighting: str = "performance-optimised") -> Elicitation:
    """A study of ``count`` experts with ten seeds and one question of every other kind, always the same."""
    dice = random.Random(count)
    questions: list[dict[str, Any]] = [
        {
            "id": f"ijk-{i}",
            "kind": "quantiles",
            "title": {"nl": f"IJkvraag {i}"},
            "text": {"nl": "Hoeveel?"},
            "unit": {"nl": "stuks"},
            "scale": "log",
            "realization": 10 ** dice.uniform(0, 5),
            "source": {"nl": "Bron."},
        }
        for i in range(10)
    ]
    head: dict[str, Any] = {"title": {"nl": "Schade"}, "text": {"nl": "Hoeveel?"}}
    questions += [
        {"id": "doel", "kind": "quantiles", "unit": {"nl": "euro"}, "scale": "log", **head},
        {"id": "duur", "kind": "quantiles", "unit": {"nl": "dagen"}, "lower": 0, **head},
        {"id": "kans", "kind": "probability", "window_years": 5, "asks": "number", "outcome": True, **head},
        {"id": "label", "kind": "labels", "labels": ["X", "A", "B", "C", "D", "E"], "outcome": "C", **head},
    ]
    experts = [_expert(dice, n, questions, long_names) for n in range(1, count + 1)]
    file = StudyFile.model_validate(
        {
            "schema": 1,
            "id": "groot",
            "title": {"nl": "Groot"},
            "statement": {"nl": "Verzonnen."},
            "illustrative": True,
            "questions": questions,
        }
    )
    study = Study(file, load_protocol("one-round"), tuple(experts), content_hash="0" * 64)
    return evaluate(study, weighting=weighting)  # type: ignore[arg-type]


def _expert(dice: random.Random, number: int, questions: list[dict[str, Any]], long_names: bool) -> ExpertFile:
    width = 10 ** dice.uniform(0.1, 0.5)
    answers: list[dict[str, Any]] = []
    for question in questions:
        name = question["id"]
        if question["kind"] == "labels":
            k = dice.randrange(1, 4)
            answers.append({"question": name, "lower": "XABCDE"[k - 1], "label": "XABCDE"[k], "upper": "XABCDE"[k + 2]})
        elif question["kind"] == "probability":
            answers.append({"question": name, "probability": round(10 ** dice.uniform(-4, -0.5), 4)})
        elif number > 1 and dice.random() < 0.04:
            answers.append({"question": name, "missing": True, "reason": "weet ik niet"})
        elif name == "duur":
            middle = dice.uniform(3, 12)
            answers.append({"question": name, "values": [middle / 2, middle, middle * 2]})
        else:
            middle = 10 ** (math.log10(question.get("realization", 1e9)) + dice.gauss(0, 0.25))
            answers.append({"question": name, "values": [middle / width, middle, middle * width]})
    shown = LONG.format(number) if long_names else f"Deskundige {number}"
    return ExpertFile.model_validate(
        {"schema": 1, "id": f"e{number}", "name": {"nl": shown, "en": f"Expert {number}"}, "answers": answers}
    )
