# SPDX-License-Identifier: EUPL-1.2
"""Numbers and ranges that a form or an address asks with; what was left out is not known, which is not zero."""

from __future__ import annotations

import math
from collections.abc import Mapping

from weerbaar.base import Problem, Text, Uniform


def number_in(
    given: Mapping[str, str], name: str, problems: list[Problem], most: float, least: float = 0.0
) -> float | None:
    """Return a number, with a comma or a point; None where nothing was given.

    Args:
        given: what was asked, by name of the field.
        name: of the field.
        problems: gets what is wrong.
        most, least: allowed, both included.
    """
    text = given.get(name, "").strip()
    if not text:
        return None
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        found = math.nan
    if not least <= found <= most:
        said = f"{least:g} tot {most:g}", f"{least:g} to {most:g}"
        problems.append(wrong(name, f"hoort een getal van {said[0]} te zijn.", f"should be {said[1]}.", text))
        return None
    return found


def pair_in(
    given: Mapping[str, str], name: str, problems: list[Problem], most: float, least: float = 0.0
) -> tuple[float, float] | None:
    """Return the least and the most of a quantity, of the fields ``name_from`` and ``name_to``.

    The most may be left out: then it is known exactly. None where nothing was given.
    """
    before = len(problems)
    low = number_in(given, f"{name}_from", problems, most, least)
    high = number_in(given, f"{name}_to", problems, most, least)
    if len(problems) > before:
        return None
    if low is None and high is not None:
        problems.append(wrong(f"{name}_from", "geef ook de laagste waarde.", "give the lowest value too.", ""))
    if low is None:
        return None
    high = low if high is None else high
    if high < low:
        text = ("hoort niet kleiner te zijn dan het laagste.", "should not be less than the lowest.")
        problems.append(wrong(f"{name}_to", *text, f"{high:g}"))
        return None
    return low, high


def spread(pair: tuple[float, float] | None, times: float = 1.0) -> Uniform | None:
    """Return a range as a distribution, every value as likely; None where it is not known.

    Args:
        pair: least and most.
        times: what one of the field stands for.
    """
    if pair is None:
        return None
    low, high = (value * times for value in pair)
    # A distribution has width; a value that is known exactly gets next to none.
    return Uniform(distribution="uniform", low=low, high=max(high, low + 1e-6 * max(1.0, abs(low))))


def wrong(field: str, nl: str, en: str, value: str) -> Problem:
    """Return what is wrong with a field."""
    return Problem("", Text(nl=nl, en=en), field=field, value=value)
