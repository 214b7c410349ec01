# SPDX-License-Identifier: EUPL-1.2
"""One question as inputs on a page, and back: all that was typed comes back to the page when something is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from weerbaar.base import Explained, InputError, Problem, Text
from weerbaar.dossier import number_text, parse_number
from weerbaar.workbench.scoring.fields import Field
from weerbaar.workbench.scoring.models import Answer
from weerbaar.workbench.shell.language import language

Inputs = dict[str, str]
"""Name of an input, without the criterion before it, to what it holds."""

ENDS = ("low", "best", "high")
_SIMPLE = ("way", "label", "lower", "upper", "part", "vulnerability", "window", "reason", "confidence", "evidence")
_TIMES = (
    (re.compile(r"\s*(duizend|thousand)$"), 1e3),
    (re.compile(r"\s*(miljoen|mln\.?|million)$"), 1e6),
    (re.compile(r"\s*(miljard|mld\.?|billion|bn)$"), 1e9),
)


def name_of(criterion: str, name: str) -> str:
    """Return what an input is called on the page."""
    return f"{criterion}:{name}"


def inputs_in(data: QueryDict | Mapping[str, Any], asked: Field) -> Inputs:
    """Return what was typed for one question."""
    found = {name: _text(data, asked, name) for name in (*_SIMPLE, "level", "version")}
    for variable in asked.variables:
        for end in ENDS:
            found[f"q:{variable.name}:{end}"] = _text(data, asked, f"q:{variable.name}:{end}")
    for end in ENDS:
        found[f"p:{end}"] = _text(data, asked, f"p:{end}")
    name = name_of(asked.id, "source")
    chosen = data.getlist(name) if isinstance(data, QueryDict) else [str(data.get(name, ""))]
    typed = _text(data, asked, "sources").replace(";", ",").split(",")
    found["sources"] = ", ".join(dict.fromkeys(key.strip() for key in [*chosen, *typed] if key.strip()))
    return found


def _text(data: Mapping[str, Any], asked: Field, name: str) -> str:
    return str(data.get(name_of(asked.id, name), "") or "").replace("\r\n", "\n").strip()


def inputs_of(answer: Answer | None, asked: Field, window_years: float) -> Inputs:
    """Return what the inputs hold for a stored answer; empty inputs where there is none."""
    found = dict.fromkeys((*_SIMPLE, "level", "version", "sources", *(f"p:{end}" for end in ENDS)), "")
    found |= {f"q:{variable.name}:{end}": "" for variable in asked.variables for end in ENDS}
    found |= {"window": _shown(window_years), "level": "0", "version": "0"}
    if answer is None:
        return found
    judgement = answer.judgement
    found["version"], found["level"] = str(answer.version), str(answer.level)
    for name in ("label", "lower", "upper", "vulnerability", "reason", "confidence", "evidence"):
        found[name] = str(judgement.get(name) or "")
    found["part"] = str(judgement.get("sub_class") or "")
    found["sources"] = ", ".join(judgement.get("sources", ()))
    if judgement.get("missing"):
        found["way"] = "missing"
    elif "quantities" in judgement:
        found["way"] = "quantities"
        for variable, quantity in judgement["quantities"].items():
            found |= {f"q:{variable}:{end}": text for end, text in _ends(quantity).items()}
    elif "probability" in judgement:
        found["way"], found["window"] = "probability", _shown(judgement["window_years"])
        found |= {f"p:{end}": text for end, text in _ends(judgement["probability"], 100).items()}
    else:
        found["way"] = "label"
    return found


def is_same(one: Inputs, other: Inputs) -> bool:
    """Return whether two sets of inputs say the same; the version is not part of what they say."""
    return _said(one) == _said(other)


def _said(inputs: Inputs) -> dict[str, str]:
    way = inputs["way"]
    parts = {"label": {"label", "lower", "upper", "part", "vulnerability"}, "probability": {"window"}}.get(way, set())
    shared = {"way", "reason", "confidence", "evidence", "sources", "level"}
    prefix = {"quantities": "q:", "probability": "p:"}.get(way, "\0")
    found = {k: v for k, v in inputs.items() if v and (k in parts or k in shared or k.startswith(prefix))}
    # Where there is nothing to choose from, the page does not ask for the level.
    if found.get("level") == "0":
        del found["level"]
    # Ends that are the judgement itself are no ends; a way without an answer is none.
    for end in ("lower", "upper"):
        if found.get(end) == found.get("label"):
            found.pop(end, None)
    if way == "label" and "label" not in found:
        del found["way"]
    return found


@dataclass
class Given:
    """What was typed, as the fields of a judgement.

    Attributes:
        data: the fields; not yet checked against the method.
        problems: what could not be read.
        version: of the answer that the form was made from.
        level: confidentiality asked for.
    """

    data: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    version: int = 0
    level: int = 0

    def checked(self) -> dict[str, Any]:
        """Return the fields.

        Raises:
            InputError: something could not be read.
        """
        if self.problems:
            raise InputError(self.problems)
        return self.data


def read_inputs(inputs: Inputs, asked: Field) -> Given:
    """Return what was typed for one question as the fields of a judgement."""
    given = Given()
    given.version, given.level = _whole(inputs["version"]), _whole(inputs["level"])
    data: dict[str, Any] = {}
    way = inputs["way"] or ("label" if inputs["label"] else "")
    if way == "missing":
        data["missing"] = True
    elif way == "quantities":
        data["quantities"] = {}
        for variable in asked.variables:
            quantity = _quantity(given, f"q:{variable.name}", inputs, certain=variable.certain)
            if quantity is not None:
                data["quantities"][variable.name] = quantity
        if not data["quantities"] and not given.problems:
            given.problems.append(
                _problem("quantities", "geef ten minste één hoeveelheid.", "give at least one quantity.")
            )
    elif way == "probability":
        probability = _quantity(given, "p", inputs, percentage=True)
        if probability is None and not given.problems:
            given.problems.append(_problem("p:best", "geef een kans in procenten.", "give a probability in per cent."))
        data["probability"] = probability
        data["window_years"] = _number(given, "window", inputs["window"])
    elif inputs["label"]:
        data["label"] = inputs["label"]
        for name in ("lower", "upper"):
            if inputs[name] and inputs[name] != inputs["label"]:
                data[name] = inputs[name]
        if asked.is_likelihood and inputs["part"]:
            data["sub_class"] = inputs["part"]
        if asked.is_likelihood and inputs["vulnerability"]:
            data["vulnerability"] = inputs["vulnerability"]
    else:
        given.problems.append(
            _problem(
                "label",
                "kies een klasse, geef aantallen, of kies ‘weet ik niet’.",
                "choose a class, give numbers, or choose ‘I do not know’.",
            )
        )
    for name in ("reason", "confidence", "evidence"):
        if inputs[name]:
            data[name] = inputs[name]
    sources = [key.strip() for key in inputs["sources"].split(",") if key.strip()]
    if sources:
        data["sources"] = sources
    given.data = data
    return given


def _quantity(
    given: Given, prefix: str, inputs: Inputs, *, percentage: bool = False, certain: bool = False
) -> float | dict[str, Any] | None:
    """Return a number, or a distribution where the ends are given; None where nothing was typed."""
    typed = {end: inputs.get(f"{prefix}:{end}", "") for end in ENDS}
    if not any(typed.values()):
        return None
    factor = 100 if percentage else 1
    before = len(given.problems)
    numbers = {
        end: number / factor
        for end, text in typed.items()
        if text and (number := _number(given, f"{prefix}:{end}", text, percentage=percentage)) is not None
    }
    if len(given.problems) > before:
        return None
    if certain or set(numbers) == {"best"}:
        return numbers.get("best")
    if "low" not in numbers or "high" not in numbers:
        given.problems.append(
            _problem(
                f"{prefix}:low" if "low" not in numbers else f"{prefix}:high",
                "geef zowel het laagste als het hoogste getal, of alleen het beste.",
                "give both the lowest and the highest number, or the best one only.",
            )
        )
        return None
    if numbers["low"] == numbers["high"] == numbers.get("best", numbers["low"]):
        return numbers["low"]
    if not numbers["low"] <= numbers.get("best", numbers["low"]) <= numbers["high"]:
        given.problems.append(
            _problem(
                f"{prefix}:best",
                "zet de getallen op volgorde: laagste, beste, hoogste.",
                "put the numbers in order: lowest, best, highest.",
            )
        )
        return None
    if "best" in numbers:
        return {
            "distribution": "triangular",
            "low": numbers["low"],
            "mode": numbers["best"],
            "high": numbers["high"],
        }
    return {"distribution": "uniform", "low": numbers["low"], "high": numbers["high"]}


def _number(given: Given, name: str, text: str, *, percentage: bool = False) -> float | None:
    plain, factor = text.casefold().replace("€", "").strip(), 1.0
    if percentage:
        plain = plain.removesuffix("%").strip()
    for pattern, size in _TIMES:
        if pattern.search(plain):
            plain, factor = pattern.sub("", plain), size
            break
    try:
        return parse_number(plain) * factor
    except Explained as error:
        given.problems.append(Problem("", error.text, field=name, value=text))
        return None


def _ends(quantity: Any, factor: float = 1) -> dict[str, str]:
    """Return the three inputs for a stored number or distribution."""
    if not isinstance(quantity, dict):
        return {"low": "", "best": _shown(quantity * factor), "high": ""}
    best = quantity.get("mode")
    low = quantity.get("low", quantity.get("p5", (quantity.get("values") or [None])[0]))
    high = quantity.get("high", quantity.get("p95", (quantity.get("values") or [None])[-1]))
    found = {"low": low, "best": best, "high": high}
    return {end: "" if value is None else _shown(value * factor) for end, value in found.items()}


def _shown(value: float) -> str:
    text = number_text(float(f"{value:.10g}"))
    return text.replace(".", ",") if language() == "nl" else text


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _problem(name: str, nl: str, en: str) -> Problem:
    return Problem("", Text(nl=nl, en=en), field=name)
