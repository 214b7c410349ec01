# SPDX-License-Identifier: EUPL-1.2
"""Likelihood classes over the method's window, and the class of a threat.

Sources: nrb-method.md, sections 3.1 (classes), 3.2 (threat and vulnerability), 3.3 (windows).
"""

from __future__ import annotations

import math
from typing import Literal

from weerbaar.base import ProbabilityError, Text, UnknownCellError, class_index, convert_window
from weerbaar.method.labels import unknown
from weerbaar.method.model import LikelihoodClass, Method


def likelihood_codes(method: Method) -> tuple[str, ...]:
    """Return the likelihood classes from low to high."""
    return tuple(c.code for c in method.likelihood.classes)


def likelihood_bounds(method: Method) -> tuple[float, ...]:
    """Return the K-1 ascending probabilities (0 to 1) at which the second and later classes begin."""
    return tuple(c.pct[0] / 100 for c in method.likelihood.classes[1:])


def likelihood_interval(method: Method, klass: str, sub_class: str | None = None) -> tuple[float, float]:
    """Return the probabilities (0 to 1) between which a class, or a part of it, lies.

    The class that starts at 0 starts here at the method's draw floor. A class that holds certainty alone
    is returned as the narrowest interval below 1, so that low < high always.

    Raises:
        UnknownNameError: no such class or sub-class.
    """
    found = _class(method, klass)
    low, high = found.pct
    if sub_class is not None:
        parts = {str(part.id): part.pct for part in found.sub_classes}
        if sub_class not in parts:
            nl, en = f"deel van waarschijnlijkheidsklasse {klass}", f"part of likelihood class {klass}"
            raise unknown(nl, en, sub_class, list(parts))
        low, high = parts[sub_class]
    top = 1.0 if high is None else high / 100
    bottom = (method.likelihood.draw_floor_pct if low == 0 else low) / 100
    return min(bottom, math.nextafter(top, 0.0)), top


def likelihood_class(method: Method, probability: float) -> str:
    """Return the class of a probability (0 to 1) over the method's window.

    Raises:
        ProbabilityError: not a probability.
    """
    if not 0 <= probability <= 1:
        raise ProbabilityError(
            Text(
                nl=f"{probability} is geen kans tussen 0 en 1.",
                en=f"{probability} is not a probability between 0 and 1.",
            )
        )
    return likelihood_codes(method)[class_index(probability, likelihood_bounds(method))]


def threat_class(method: Method, klass: str, vulnerability: str) -> str:
    """Return the likelihood class of a threat whose target has this vulnerability (low, medium or high).

    Raises:
        UnknownNameError: no such class or vulnerability.
        UnknownCellError: the method has no route for threats.
    """
    route = method.likelihood.threat_route
    if route is None:
        raise UnknownCellError(
            Text(
                nl=f"Methode {method.id} kent geen tabel van dreiging en kwetsbaarheid; geef zelf een klasse.",
                en=f"Method {method.id} has no table of threat and vulnerability; give a class yourself.",
            )
        )
    shift = {str(name): step for name, step in route.shift.items()}
    if vulnerability not in shift:
        raise unknown("kwetsbaarheid", "vulnerability", vulnerability, list(shift))
    codes = likelihood_codes(method)
    place = codes.index(_class(method, klass).code) + shift[vulnerability]
    return codes[min(max(place, 0), len(codes) - 1)]


def to_method_window(
    method: Method, probability: float, window_years: float, kind: Literal["hazard", "threat"] = "hazard"
) -> float:
    """Return a probability over ``window_years`` as one over the method's window for this kind.

    Raises:
        ProbabilityError: not a probability, or not a positive window.
    """
    rod = method.likelihood
    own = rod.window_years_threat if kind == "threat" and rod.window_years_threat is not None else rod.window_years
    return probability if window_years == own else convert_window(probability, window_years, own)


def _class(method: Method, klass: str) -> LikelihoodClass:
    for known in method.likelihood.classes:
        if known.code == klass:
            return known
    raise unknown("waarschijnlijkheidsklasse", "likelihood class", klass, likelihood_codes(method))
