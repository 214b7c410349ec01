# SPDX-License-Identifier: EUPL-1.2
"""What one class down is worth: a factor of the likelihood, and of the value of an impact label.

Classes are about equally wide on a logarithmic axis (nrb-method.md, sections 2.1 and 3.1), so that a step is a factor.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weerbaar.base import Text, WeerbaarError
from weerbaar.method import Method, class_codes, label_values, likelihood_bounds

Float = NDArray[np.float64]

_SAME_RATIO = 1e-9


class NoStepError(WeerbaarError):
    """The method has too few classes to say what a step is."""


def likelihood_step(method: Method) -> float:
    """Return the factor between neighbouring classes of likelihood: the geometric mean of the ratios of their bounds.

    It is taken off the yearly rate; for probabilities far from 1 that is the same as off the probability.

    Raises:
        NoStepError: the method has fewer than three classes.
    """
    bounds = likelihood_bounds(method)
    if len(bounds) < 2:
        raise NoStepError(
            Text(
                nl=f"methode {method.id} heeft te weinig klassen van waarschijnlijkheid om in stappen te rekenen; geef "
                "het effect als share.",
                en=f"method {method.id} has too few classes of likelihood to count in steps; give the effect as share.",
            )
        )
    return float((bounds[-1] / bounds[0]) ** (1 / (len(bounds) - 1)))


def impact_step(method: Method) -> float | None:
    """Return the factor between neighbouring impact labels where it is the same everywhere (base 3: 3), else None."""
    values = label_values(method)
    classes = [values[code] for code in class_codes(method) if values[code] > 0]
    ratios = [high / low for low, high in pairwise(classes)]
    if not ratios or max(ratios) / min(ratios) > 1 + _SAME_RATIO:
        return None
    return float(ratios[0])


def share_of_steps(method: Method, values: ArrayLike, steps: ArrayLike) -> Float:
    """Return the part of an impact value that goes when it comes down some classes.

    Between the values of two classes, and beyond the lowest, a step is geometric: half a step between 1/9 and 1/3 is
    the square root of 3. A value of 0 has nothing to lose.

    Args:
        method: the measuring rod, with its default value function.
        values: of labels, not negative; any shape.
        steps: classes down, not negative; broadcasts with ``values``.

    Returns:
        0 to 1, in the common shape.

    Raises:
        NoStepError: the method has fewer than two classes of impact.
    """
    known = label_values(method)
    classes = np.array([known[code] for code in class_codes(method) if known[code] > 0])
    if len(classes) < 2:
        raise NoStepError(
            Text(
                nl=f"methode {method.id} heeft te weinig impactklassen om in stappen te rekenen; geef share.",
                en=f"method {method.id} has too few classes of impact to count in steps; give share.",
            )
        )
    v, down = np.broadcast_arrays(np.asarray(values, dtype=np.float64), np.asarray(steps, dtype=np.float64))
    levels = np.log(classes)
    first, last = levels[1] - levels[0], levels[-1] - levels[-2]
    with np.errstate(divide="ignore"):
        height = np.log(v)
    # One class beyond each end, at the width of its neighbour, lets interpolation extrapolate.
    far = 1_000.0
    axis = np.concatenate([[levels[0] - far * first], levels, [levels[-1] + far * last]])
    place = np.concatenate([[-far], np.arange(len(levels), dtype=float), [len(levels) - 1 + far]])
    there = np.interp(np.where(v > 0, height, levels[0]), axis, place)
    lower = np.interp(there - down, place, axis)
    share = np.where(v > 0, -np.expm1(np.minimum(lower - height, 0.0)), 0.0)
    return np.asarray(np.clip(share, 0.0, 1.0))


def share_of_likelihood_steps(method: Method, steps: ArrayLike) -> Float:
    """Return the part of the yearly rate that goes when likelihood comes down some classes."""
    return np.asarray(-np.expm1(-math.log(likelihood_step(method)) * np.asarray(steps, dtype=np.float64)))
