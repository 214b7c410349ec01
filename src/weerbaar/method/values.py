# SPDX-License-Identifier: EUPL-1.2
"""From labels to numbers and from a total back to a class: value functions, class bounds, weights.

Sources: nrb-method.md, sections 2.1 (base 3), 2.3 (lower bound and nearest label), 2.5 (profiles).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import Literal

from weerbaar.base import Text, UnknownCellError
from weerbaar.method.labels import UnusableValueError, class_codes, unknown
from weerbaar.method.model import Method, ValueFunction


def label_values(method: Method, value_function: str | None = None, base: float | None = None) -> dict[str, float]:
    """Return the number of every label, "none" included, from low to high.

    Args:
        method: the measuring rod.
        value_function: id in the method file; None is its default.
        base: ratio between neighbouring classes, instead of the one in the file. The top class stays 1 and
            a half class keeps its place between two classes on a logarithmic axis.

    Raises:
        UnknownNameError: no such value function.
        UnknownCellError: the method has no value function and no base was given.
        UnusableValueError: a base that is not above 1.
    """
    chosen = _value_function(method, value_function)
    if base is None and chosen is None:
        raise UnknownCellError(
            Text(
                nl=f"Methode {method.id} heeft geen waardefunctie: hoe een label een getal wordt, is onbekend.",
                en=f"Method {method.id} has no value function: how labels become numbers is not known.",
            )
        )
    if base is None and chosen is not None and chosen.values is not None:
        return {method.scale.none: 0.0} | {
            label: chosen.values[label]
            for label in (method.scale.none, *(x.code for x in method.scale.labels))
            if label in chosen.values
        }
    own_base = None if chosen is None else chosen.base
    ratio = base if base is not None else own_base
    if ratio is None or not (ratio > 1 and math.isfinite(ratio)):
        raise UnusableValueError(
            Text(
                nl=f"Een grondtal van {ratio} is geen getal boven 1.", en=f"A base of {ratio} is not a number above 1."
            )
        )
    half = _half_class_factor(chosen, own_base, ratio)
    classes = class_codes(method)
    values = {method.scale.none: 0.0}
    for label in method.scale.labels:
        whole = ratio ** (classes.index(label.klass) - len(classes) + 1.0)
        values[label.code] = whole if label.code == label.klass else whole * half
    return values


def total_bounds(
    method: Method, values: Mapping[str, float] | None = None, rule: str | None = None
) -> tuple[float, ...]:
    """Return the K-1 ascending totals at which the second and later impact classes begin.

    Args:
        method: the measuring rod.
        values: label to number; None is the method's default value function. The rule ``bounds`` does not
            look at them: its stated totals stay the same whatever the labels are worth, so other values
            then change the totals and not the bounds.
        rule: ``lower_bound``, ``nearest_log`` or ``bounds``; None is the method's own.

    Raises:
        UnknownNameError: another rule, or ``bounds`` where the file states none.
        UnknownCellError: the method has no published rule for the total.
    """
    own = method.aggregation.total_classes
    if own is None:
        raise UnknownCellError(
            Text(
                nl=f"Methode {method.id} heeft geen gepubliceerde regel voor de klasse van het totaal.",
                en=f"Method {method.id} has no published rule for the class of the total.",
            )
        )
    wanted = rule or own.rule
    if wanted == "bounds" and own.bounds is not None:
        return own.bounds
    allowed = ["lower_bound", "nearest_log", *(["bounds"] if own.bounds is not None else [])]
    if wanted not in allowed or wanted == "bounds":
        raise unknown("regel voor totaalklassen", "rule for total classes", wanted, allowed)
    of_label = label_values(method) if values is None else values
    steps = [of_label[code] for code in class_codes(method)]
    if wanted == "lower_bound":
        return tuple(steps[:-1])
    return tuple(math.sqrt(low * high) for low, high in pairwise(steps))


def profile_weights(
    method: Method,
    profile_id: str,
    extra: Mapping[str, Mapping[str, float] | Literal["equal"]] | None = None,
) -> dict[str, float]:
    """Return the weights of a profile over all criteria of the method; they sum to 1.

    Args:
        method: the measuring rod.
        profile_id: id of a profile; ``default`` is the first one of the method file.
        extra: profiles from elsewhere (a dossier), id to weights; they go before those of the file.

    Raises:
        UnknownNameError: no such profile, or a profile that names a criterion the method does not have.
        UnusableValueError: negative weights, or weights that sum to 0.
    """
    profiles: dict[str, Mapping[str, float] | Literal["equal"]] = {p.id: p.weights for p in method.weight_profiles}
    if extra:
        profiles |= extra
    if profile_id == "default":
        profile_id = next(iter(p.id for p in method.weight_profiles), "default")
        profiles.setdefault("default", "equal")
    if profile_id not in profiles:
        raise unknown("gewichtenprofiel", "weight profile", profile_id, list(profiles))
    weights = profiles[profile_id]
    criteria = [c.id for c in method.criteria]
    if weights == "equal":
        return {c: 1 / len(criteria) for c in criteria}
    for name in weights:
        if name not in criteria:
            raise unknown(
                f"criterium in gewichtenprofiel {profile_id}",
                f"criterion in weight profile {profile_id}",
                name,
                criteria,
            )
    if any(not w >= 0 for w in weights.values()) or not 0 < sum(weights.values()) < math.inf:
        raise UnusableValueError(
            Text(
                nl=f"De gewichten van profiel {profile_id} moeten 0 of meer zijn en niet alle 0.",
                en=f"The weights of profile {profile_id} must be 0 or more and not all 0.",
            )
        )
    total = math.fsum(weights.values())
    return {c: weights.get(c, 0.0) / total for c in criteria}


def _value_function(method: Method, wanted: str | None) -> ValueFunction | None:
    if wanted is None:
        defaults = [v for v in method.value_functions if v.use == "default"]
        return next(iter([*defaults, *method.value_functions]), None)
    for known in method.value_functions:
        if known.id == wanted:
            return known
    raise unknown("waardefunctie", "value function", wanted, [v.id for v in method.value_functions])


def _half_class_factor(chosen: ValueFunction | None, own_base: float | None, ratio: float) -> float:
    """Return the factor of a half class: at the same place between two classes as in the file."""
    factor = None if chosen is None else chosen.half_class_factor
    if factor is None or own_base is None:
        return math.sqrt(ratio)
    return factor if ratio == own_base else float(ratio ** (math.log(factor) / math.log(own_base)))
