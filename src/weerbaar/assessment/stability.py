# SPDX-License-Identifier: EUPL-1.2
"""How firm a class or a rank is: the same scores under other weights, bases, rules and methods, and
what would have to change to move a scenario one class (nrb-method.md, sections 2.6 and 10).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.assessment.aggregation import class_of_total, evamix, medals, promethee_ii, weighted_sum
from weerbaar.assessment.cells import Cell, score_values, summing_factor
from weerbaar.assessment.ranking import ranks
from weerbaar.assessment.result import Variant
from weerbaar.base import Text
from weerbaar.method import Method, class_codes, class_of_label, label_codes, total_bounds

Floats = npt.NDArray[np.float64]

LOWEST_BASE = 2.0
"""Tried beside the value functions that a method file names for sensitivity (nrb-method.md, section 10: base 2-10)."""


@dataclass(frozen=True)
class Profile:
    """A weight profile of the method or of the round.

    Attributes:
        weights: one per criterion in use, summing to 1.
    """

    id: str
    name: Text
    weights: tuple[float, ...]
    mark: str


def central_values(cells: Sequence[Sequence[Cell]], values: Mapping[str, float], factor: float = 1.0) -> Floats:
    """Return the central value of every cell, shape (scenarios, criteria)."""
    return np.array([[cell.central_value(values, factor) for cell in row] for row in cells], dtype=float)


def variants(
    method: Method, cells: Sequence[Sequence[Cell]], profiles: Sequence[Profile], default: Profile
) -> list[list[Variant]]:
    """Return, per scenario, its class and rank under every other choice.

    Args:
        method: the measuring rod.
        cells: one row per scenario, one cell per criterion.
        profiles: every weight profile, the default one included.
        default: the profile of the main result; used for the variants that change something else.
    """
    if not cells:
        return []
    found: list[list[Variant]] = [[] for _ in cells]
    codes = class_codes(method)
    values = score_values(method, len(default.weights))
    bounds = total_bounds(method)

    def add(kind: str, id_: str, name: Text, totals: Floats, edges: Sequence[float] | None, mark: str) -> None:
        places = ranks(totals)
        classes = None if edges is None else class_of_total(totals, np.asarray(edges))
        for row, place in enumerate(places):
            klass = None if classes is None else codes[int(classes[row])]
            found[row].append(Variant(id_, kind, name, klass, float(place), mark))  # type: ignore[arg-type]

    factor = summing_factor(method, len(default.weights))
    x = central_values(cells, values, factor)
    weights = np.array(default.weights)
    for profile in profiles:
        if profile.id != default.id:
            total = weighted_sum(x, np.array(profile.weights))
            add("weights", profile.id, profile.name, total, bounds, profile.mark)
    for id_, name, function, base, mark in _other_values(method):
        other = score_values(method, len(default.weights), function=function, base=base)
        total = weighted_sum(central_values(cells, other), weights)
        add("base", id_, name, total, total_bounds(method, other), mark)
    rule = "nearest_log"
    total_classes = method.aggregation.total_classes
    if total_classes is not None and total_classes.rule == "lower_bound":
        name = Text(nl="dichtstbijzijnde klasse (logaritmisch)", en="nearest class (logarithmic)")
        add("rule", rule, name, weighted_sum(x, weights), total_bounds(method, rule=rule), "derived")
    ordinal = _class_numbers(method, x, values)
    # these methods only ask which of two scores is higher: rounding noise in a mean must not decide that
    compared = np.round(x / max(values.values()), 12)
    if "evamix" in method.aggregation.second_opinions and len(x) > 1:
        appraisal = evamix(compared, weights, np.ones(x.shape[1], dtype=bool))
        add("method", "evamix", Text(nl="EVAMIX (ordinaal)", en="EVAMIX (ordinal)"), appraisal, None, "derived")
    if "medals" in method.aggregation.second_opinions:
        places, _ = medals(ordinal, len(codes))
        name = Text(nl="medailles (E, D, C, B, A)", en="medals (E, D, C, B, A)")
        for row, place in enumerate(places):
            found[row].append(Variant("medals", "method", name, None, float(place), "recalled-med"))
    if "promethee_ii" in method.aggregation.second_opinions and len(x) > 1:
        flows = promethee_ii(compared, weights)
        add("method", "promethee_ii", Text(nl="PROMETHEE II", en="PROMETHEE II"), flows, None, "derived")
    return found


def _other_values(method: Method) -> list[tuple[str, Text, str | None, float | None, str]]:
    """Return id, name, value function or base, and mark of every other way to value the labels.

    None where the classes of the total do not follow from the values of the labels.
    """
    total_classes = method.aggregation.total_classes
    if method.aggregation.rule != "weighted_sum" or total_classes is None or total_classes.rule == "bounds":
        return []
    found: list[tuple[str, Text, str | None, float | None, str]] = []
    for other in method.value_functions:
        if other.use == "sensitivity":
            name = _table_name(other.id, other.values or {}) if other.base is None else _base_name(other.base)
            found.append((other.id, name, other.id, None, other.mark))
    if all(other.base != LOWEST_BASE for other in method.value_functions):
        found.append((f"base{LOWEST_BASE:g}", _base_name(LOWEST_BASE), None, LOWEST_BASE, "assumed"))
    return found


def _table_name(id_: str, values: Mapping[str, float]) -> Text:
    whole = sorted(value for value in values.values() if value == int(value))
    if whole == list(range(len(whole))):
        return Text(nl="rangnummers als waarde", en="rank numbers as values")
    return Text(nl=f"waardetabel {id_}", en=f"value table {id_}")


def _base_name(base: float) -> Text:
    return Text(nl=f"grondtal {base:g}", en=f"base {base:g}")


def label_at(values: Mapping[str, float], order: Sequence[str], value: float) -> str:
    """Return the highest label whose value is not above ``value``."""
    reached = [label for label in order if values[label] <= value * (1 + 1e-9)]
    return reached[-1] if reached else order[0]


def _class_numbers(method: Method, x: Floats, values: Mapping[str, float]) -> npt.NDArray[np.int64]:
    """Return the class number of each central value: 0 for "none", 1 for the lowest class."""
    order = label_codes(method)
    codes = class_codes(method)
    numbers = {label: 0 if label == order[0] else codes.index(class_of_label(method, label)) + 1 for label in order}
    return np.array([[numbers[label_at(values, order, v)] for v in row] for row in x], dtype=np.int64)
