# SPDX-License-Identifier: EUPL-1.2
"""What readers say of the weights in the address of a page: at least, at most, and an order of importance.

The ranks under all admissible weights then rest on it. The order is a number per criterion, 1 for the most important;
the same number says equally important, no number says nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from weerbaar.base import InputError, Problem, Text, number
from weerbaar.workbench.shell.language import language, say

if TYPE_CHECKING:
    from weerbaar.assessment import WeightConstraints
    from weerbaar.workbench.rounds.models import Round

LEAST, MOST, ORDER = "min-", "max-", "orde-"
_HIGHEST_ORDER = 99
_DIGITS = 6
"""Of a share of 1; a percentage then has four digits behind the comma."""
_LONGEST = 20


@dataclass(frozen=True)
class Line:
    """The fields of one criterion, as they were filled in, and what is wrong with them."""

    id: str
    name: Text
    least: str
    most: str
    order: str
    errors: tuple[str, ...]


@dataclass(frozen=True)
class Agreements:
    """What an address says of the weights.

    Attributes:
        lines: one per criterion in use.
        constraints: the same for the library; None where something is wrong.
        errors: what is wrong with all of it together; what is wrong with one criterion is in its line.
    """

    lines: tuple[Line, ...]
    constraints: WeightConstraints | None
    errors: tuple[str, ...]

    @property
    def given(self) -> bool:
        """Whether anything is filled in."""
        return any(line.least or line.most or line.order for line in self.lines)


def agreements(query: Mapping[str, str], criteria: Sequence[tuple[str, Text]]) -> Agreements:
    """Return what an address says of the weights of these criteria; other fields are left alone."""
    from weerbaar.assessment import WeightConstraints

    lines, found, order = [], [], {}
    for id_, name in criteria:
        least, most, place = (query.get(f"{kind}{id_}", "").strip()[:_LONGEST] for kind in (LEAST, MOST, ORDER))
        errors: list[str] = []
        low, high = _share(least, errors), _share(most, errors)
        if low is not None and high is not None and low > high:
            errors.append(say("Ten minste is hoger dan ten hoogste.", "At least is above at most."))
        if place.isdecimal() and 1 <= int(place) <= _HIGHEST_ORDER:
            order[id_] = int(place)
        elif place:
            errors.append(
                say(
                    f"Geef als plaats een heel getal van 1 tot {_HIGHEST_ORDER}.",
                    f"Give a whole number from 1 to {_HIGHEST_ORDER} as the place.",
                )
            )
        lines.append(Line(id_, name, least, most, place, tuple(errors)))
        if not errors:
            found += _interval(id_, low, high)
    wrong = []
    if len(order) == 1:
        wrong.append(
            say(
                "Een volgorde heeft ten minste twee criteria met een plaats.",
                "An order has two criteria with a place at least.",
            )
        )
    elif order:
        found.append({"more_important": _ranking(order)})
    if wrong or any(line.errors for line in lines):
        return Agreements(tuple(lines), None, tuple(wrong))
    constraints = WeightConstraints.model_validate({"constraints": found})
    problems = _problems(constraints.model_dump_json(by_alias=True), tuple(id_ for id_, _ in criteria))
    if problems:
        told = [p.message.in_(language()) for p in problems]
        hints = dict.fromkeys(p.hint.in_(language()) for p in problems if p.hint.nl)
        return Agreements(tuple(lines), None, (*told, *hints))
    return Agreements(tuple(lines), constraints, ())


@lru_cache(maxsize=256)
def _problems(constraints: str, criteria: tuple[str, ...]) -> tuple[Problem, ...]:
    """Return why constraints cannot hold together; the same page asks this over and over, and it takes a moment."""
    from weerbaar.assessment import WeightConstraints, weight_polytope

    try:
        weight_polytope(WeightConstraints.model_validate_json(constraints), criteria)
    except InputError as error:
        return tuple(error.problems)
    return ()


def criteria_of(round_: Round, assessed: Any) -> tuple[tuple[str, Text], ...]:
    """Return the criteria that can be weighed, by id and name: those of the assessment, or else of the method.

    Args:
        round_: the round.
        assessed: its :class:`~weerbaar.workbench.results.computing.Assessed`, where it was assessed.
    """
    if assessed is not None:
        found: tuple[tuple[str, Text], ...] = assessed.assessment.criteria
        return found
    from weerbaar.method import load_method

    return tuple((c.id, c.name) for c in load_method(round_.method).criteria if not c.optional)


def query_of(constraints: WeightConstraints) -> dict[str, str]:
    """Return the fields of an address that say the same; what the form has no field for is left out."""
    found: dict[str, str] = {}
    for constraint in constraints.model_dump(mode="json", exclude_none=True)["constraints"]:
        if "criterion" in constraint:
            for kind, bound in ((LEAST, "min"), (MOST, "max")):
                value = constraint.get(bound, constraint.get("equals"))
                if value is not None:
                    found[f"{kind}{constraint['criterion']}"] = _plain(100 * value)
        elif "more_important" in constraint:
            for place, group in enumerate(constraint["more_important"], start=1):
                found |= {f"{ORDER}{c}": str(place) for c in ([group] if isinstance(group, str) else group)}
    return found


def _share(text: str, errors: list[str]) -> float | None:
    """Return a percentage as a share of 1; None where there is none or where it is none, which is told."""
    if not text:
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = math.nan
    if 0 <= value <= 100:
        return round(value / 100, _DIGITS)
    hundred = number(100, language())
    errors.append(say(f"Geef een percentage van 0 tot {hundred}.", f"Give a percentage from 0 to {hundred}."))
    return None


def _interval(criterion: str, low: float | None, high: float | None) -> list[dict[str, Any]]:
    if low is not None and low == high:
        return [{"criterion": criterion, "equals": low}]
    # That a weight is at least 0 and at most 1 says nothing.
    bounds = {"min": low or None, "max": None if high == 1 else high}
    said = {name: value for name, value in bounds.items() if value is not None}
    return [{"criterion": criterion, **said}] if said else []


def _ranking(order: Mapping[str, int]) -> list[Any]:
    groups = [[c for c, place in order.items() if place == wanted] for wanted in sorted(set(order.values()))]
    return [group[0] if len(group) == 1 else group for group in groups]


def _plain(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
